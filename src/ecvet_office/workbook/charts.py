"""The sheet Overview: few charts, each titled with what it says, its bars labelled, its words read out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import NumFmt
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.styles import Alignment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.workbook.columns import header_of
from ecvet_office.workbook.completing import AltText
from ecvet_office.workbook.computed import grid
from ecvet_office.workbook.computed_column import RECOGNISED_POINTS, Computed
from ecvet_office.workbook.computed_conversion import COURSE_POINTS
from ecvet_office.workbook.computed_grades import MEAN
from ecvet_office.workbook.computed_learning_time import HOURS
from ecvet_office.workbook.computed_self_check import SCORE
from ecvet_office.workbook.kind import Kind
from ecvet_office.workbook.kind_tables import tables_of
from ecvet_office.workbook.layout import LABEL_HEADER
from ecvet_office.workbook.page_setup import set_up_page
from ecvet_office.workbook.styles import ACCENT, GREY, HEADER_FILL, LINE, WHITE, font
from ecvet_office.workbook.tables import Table

WIDTH, LOWEST, PER_BAR = 27, 7.0, 0.62  # centimetres
GRID = "E3E6EB"
ROW_HEIGHT = 0.53  # centimetres of a row of 15 points
FIRST_ROW, LAST_COLUMN = 4, 17
INSIDE = ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0.3, y=0.12, w=0.64, h=0.7)
TALLEST = 60.0  # centimetres; more bars than fit here get thinner


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of bars.

    Attributes:
        title: what it says.
        table: where its rows stand.
        names: the header of the column that names the bars.
        lengths: the header of the column that gives their lengths.
        unit: what the lengths count; stands at the axis.
        each: what a bar stands for; stands at the other axis.
        words: what is read out for it.
    """

    title: str
    table: str
    names: str
    lengths: str
    unit: str
    each: str
    words: str


CHARTS = {
    "learners": Chart(
        "Points recognised, by learner", "Learners", LABEL_HEADER, RECOGNISED_POINTS, "ECVET points", "Learner",
        "Bars: for each learner, the points of the units recognised so far. The numbers stand in the table Learners, "
        "column Points recognised.",
    ),
    "units": Chart(
        "Points of each unit in its qualification", "UnitPoints", "Unit *", "Points *", "ECVET points", "Unit",
        "Bars: for each unit, its points in the qualification. The numbers stand in the table Unit points.",
    ),
    "courses": Chart(
        "Points from hours, by course", "Courses", LABEL_HEADER, COURSE_POINTS, "ECVET points", "Course",
        "Bars: for each course, the points that follow from its hours. The numbers stand in the table Courses, column "
        "Points by hours.",
    ),
    "means": Chart(
        "Mean of grades, by learner", "Learners", LABEL_HEADER, MEAN, "mean", "Learner",
        "Bars: for each learner whose grades are complete, their weighted mean. The numbers stand in the table "
        "Learners, column Mean.",
    ),
    "modules": Chart(
        "Hours of training, by module", "Modules", "Module *", "Hours *", "hours", "Module",
        "Bars: for each module, its hours. The numbers stand in the table Modules.",
    ),
    "self-check": Chart(
        "Score, by area", "ProcessAreas", "Area *", SCORE, "score, of 5", "Area",
        "Bars: for each area, its score from 1 to 5. The numbers stand in the table Process areas.",
    ),
    "learning time": Chart(
        "Learning hours, by task field", "TaskFields", "Task field *", HOURS, "hours of learning", "Task field",
        "Bars: for each task field, its hours of learning. The numbers stand in the table Task fields.",
    ),
}  # fmt: skip


def write_overview(sheet: Worksheet, book: Workbook, kind: Kind, last_rows: Mapping[str, int]) -> tuple[AltText, ...]:
    """Writes the sheet Overview, and gives the words for its charts in their order.

    Excel lets a chart grow with the table whose whole column it shows.

    Args:
        sheet: an empty one.
        book: the workbook; its tables are written already.
        kind: the kind of workbook.
        last_rows: by table, its last row.
    """
    sheet.sheet_view.showGridLines = False
    _write_head(sheet)
    row, tables = FIRST_ROW, tables_of(kind)
    for name in kind.charts:
        if row > FIRST_ROW:  # the next chart begins a page
            sheet.row_breaks.append(Break(id=row - 2))
        chart = CHARTS[name]
        height = _height(last_rows[chart.table] - 1)
        sheet.add_chart(_bar_chart(book, chart, tables[chart.table], last_rows[chart.table], height), f"B{row}")
        row += round(height / ROW_HEIGHT) + 3
    set_up_page(sheet, "; ".join(CHARTS[name].title for name in kind.charts))
    return tuple(AltText(CHARTS[name].title, CHARTS[name].words) for name in kind.charts)


def _write_head(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 3
    for column in range(1, LAST_COLUMN + 1):
        sheet.cell(1, column).fill = HEADER_FILL
    sheet["B1"] = "Overview"
    sheet["B1"].font, sheet["B1"].alignment = font(size=20, bold=True, color=WHITE), Alignment(vertical="center")
    sheet.row_dimensions[1].height = 42
    sheet["B2"] = "The charts follow what stands on the sheets; nothing has to be updated."
    sheet["B2"].font, sheet["B2"].alignment = font(color=GREY), Alignment(vertical="center")
    sheet.row_dimensions[2].height = 24


def _height(bars: int) -> float:
    return min(TALLEST, max(LOWEST, 3.2 + PER_BAR * bars))


def _bar_chart(book: Workbook, chart: Chart, table: Table, last_row: int, height: float) -> BarChart:
    sheet = book[table.title]
    places = {one.header if isinstance(one, Computed) else header_of(one): n for n, one in enumerate(grid(table), 1)}
    bars = BarChart()
    bars.type, bars.style, bars.gapWidth = "bar", 2, 45
    bars.width, bars.height, bars.legend = WIDTH, height, None
    bars.title = _title(chart.title, 14, ACCENT, bold=True)
    series = Series(Reference(sheet, min_col=places[chart.lengths], min_row=2, max_row=last_row), title=chart.unit)
    series.graphicalProperties = GraphicalProperties(solidFill=ACCENT)
    series.dLbls = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )
    series.dLbls.txPr = RichText(p=[_paragraph(10, "000000")])
    bars.append(series)
    bars.set_categories(Reference(sheet, min_col=places[chart.names], min_row=2, max_row=last_row))
    _dress_axes(bars, chart)
    # The names stand in a column that is folded away; a chart shows hidden cells only if told to.
    bars.visible_cells_only = False
    return bars


def _dress_axes(bars: BarChart, chart: Chart) -> None:
    for axis, words in ((bars.x_axis, chart.each), (bars.y_axis, chart.unit)):
        axis.delete = False  # without a word on it, Excel shows no axis
        axis.title = _title(words, 10, GREY)
        axis.txPr = RichText(p=[_paragraph(10, "000000")])
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    bars.x_axis.scaling.orientation = "maxMin"  # the first row on top
    bars.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=GRID)))
    bars.y_axis.scaling.min, bars.y_axis.crosses = 0, "max"  # so that the numbers stand below the last row
    bars.y_axis.numFmt = NumFmt(formatCode="General", sourceLinked=False)
    bars.layout = Layout(manualLayout=INSIDE)


def _title(words: str, size: int, colour: str, *, bold: bool = False) -> Title:
    paragraph = _paragraph(size, colour, bold=bold)
    paragraph.r = [RegularTextRun(t=words)]
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _paragraph(size: int, colour: str, *, bold: bool = False) -> Paragraph:
    look = CharacterProperties(latin=Font(typeface="Calibri"), sz=size * 100, b=bold, solidFill=colour)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look))
    paragraph.r = []  # openpyxl puts an empty text into a paragraph without one
    return paragraph
