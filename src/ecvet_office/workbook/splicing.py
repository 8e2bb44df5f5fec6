"""Changing cells inside the bytes of a sheet, so that everything around them stays as it was.

The functions know sheets written without namespace prefixes, as Excel, LibreOffice and this package write them; another
is refused, and its sheet stays untouched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from math import ceil
from xml.sax.saxutils import escape, quoteattr

from ecvet_office.law.pages import fact_text
from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.model.places import column_letters, column_number
from ecvet_office.model.points import points_text
from ecvet_office.workbook.cell_values import CellValue

LONGEST_TEXT = 32_767  # characters that a cell can hold
LINE_HEIGHT = 15  # points, of Calibri 11
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

SHEET_DATA = re.compile(r"<sheetData>(?P<rows>.*)</sheetData>", re.DOTALL)
ROW = re.compile(r'<row r="(?P<number>[0-9]+)"[^>]*?(?:/>|>(?P<cells>.*?)</row>)', re.DOTALL)
CELL = re.compile(r'<c r="(?P<column>[A-Z]+)[0-9]+"(?P<rest>[^>]*?)(?:/>|>.*?</c>)', re.DOTALL)
STYLE = re.compile(r' s="([0-9]+)"')
WIDTH = re.compile(r"<col [^>]*>")
DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')
LINKS = re.compile(r"<hyperlinks>.*?</hyperlinks>", re.DOTALL)
# What the schema lets follow the links of a sheet; formats and validations, which come before, may hold an extLst too.
AFTER_LINKS = re.compile(
    r"<(?:printOptions|pageMargins|pageSetup|headerFooter|rowBreaks|colBreaks|customProperties|cellWatches|"
    r"ignoredErrors|smartTags|drawing|legacyDrawing|legacyDrawingHF|picture|oleObjects|controls|webPublishItems|"
    r"tableParts|extLst)\b"
)
BEFORE_LINKS = ("</sheetData>", "</conditionalFormatting>", "</dataValidations>")
TALLEST_ROW = 409  # points; Excel knows no taller one
MOST_LINKS = 65_000  # Excel drops all links of a sheet that has more than 65,530


def cell_text(text: str) -> str:
    r"""Gives a text as it stands in a cell's XML: escaped, and characters that XML forbids as Excel writes them.

    >>> cell_text("R & D <Ltd>"), cell_text("a\x0bb"), cell_text("_x0041_")
    ('R &amp; D &lt;Ltd&gt;', 'a_x000B_b', '_x005F_x0041_')
    """
    shielded = LIKE_AN_ESCAPE.sub("_x005F_", text)
    return escape(FORBIDDEN.sub(lambda found: f"_x{ord(found[0]):04X}_", shielded)).replace("\r", "_x000D_")


def cell_xml(reference: str, style: str, value: CellValue | None) -> str:
    """Gives a cell's XML: numbers as numbers, everything else as text, which is never taken for a formula.

    Raises:
        UnwritableFileError: when a text is longer than a cell can hold.
    """
    head = f'<c r="{reference}"' + (f' s="{style}"' if style else "")
    if value is None or value == "":
        return f"{head}/>"
    if isinstance(value, bool):
        return f'{head} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, Decimal):
        return f"{head}><v>{points_text(value)}</v></c>"
    text = fact_text(value) if isinstance(value, date) and not isinstance(value, datetime) else str(value)
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2  # Excel counts a character beyond 16 bits as two
    if length > LONGEST_TEXT:
        raise UnwritableFileError(f"{reference}: a cell holds {LONGEST_TEXT:,} characters, not {length:,}")
    return f'{head} t="inlineStr"><is><t xml:space="preserve">{cell_text(text)}</t></is></c>'


def replace_rows(
    sheet: str, header_row: int, first_column: int, rows: Sequence[Sequence[CellValue | None]], links: Mapping[str, str]
) -> str:
    """Gives a sheet of ours with other rows below its header; the header and everything around stay.

    Args:
        sheet: the sheet's XML.
        header_row: the row of the headers, counted from 1; it stays.
        first_column: of the table, counted from 1.
        rows: what is to stand below, from the first row on; at least one, as an Excel table has one at least.
        links: by cell, the place in the workbook that it leads to, such as `'Units'!D7`.

    Raises:
        UnwritableFileError: when the sheet is written in a way that we do not know, or a text is too long for a cell.
    """
    data = SHEET_DATA.search(sheet)
    if data is None:
        raise UnwritableFileError("the result sheet is written in a way that we cannot change safely")
    old_rows = list(ROW.finditer(data["rows"]))
    if len(old_rows) != data["rows"].count("<row"):
        raise UnwritableFileError("the result sheet has rows written in a way that we cannot change safely")
    kept = [row[0] for row in old_rows if int(row["number"]) <= header_row]
    styles = _styles(next((row["cells"] or "" for row in old_rows if int(row["number"]) > header_row), ""))
    widths = _widths(sheet)
    body = "".join(
        _row_xml(number, first_column, row, styles, widths) for number, row in enumerate(rows, header_row + 1)
    )
    last = f"{column_letters(first_column + len(rows[0]) - 1)}{header_row + len(rows)}"
    new = sheet[: data.start()] + f"<sheetData>{''.join(kept)}{body}</sheetData>" + sheet[data.end() :]
    new = DIMENSION.sub(f'<dimension ref="A1:{last}"/>', new, count=1)
    return _with_links(new, links)


def _styles(cells: str) -> dict[str, str]:
    return {
        cell["column"]: style[1] for cell in CELL.finditer(cells) if (style := STYLE.search(cell["rest"])) is not None
    }


def _widths(sheet: str) -> dict[int, float]:
    widths: dict[int, float] = {}
    for column in WIDTH.findall(sheet):
        said = dict(re.findall(r'(\w+)="([^"]*)"', column))
        for number in range(int(said["min"]), min(int(said["max"]), int(said["min"]) + 50) + 1):
            widths[number] = float(said.get("width", "8.43"))
    return widths


def _row_xml(
    number: int, first: int, values: Sequence[CellValue | None], styles: Mapping[str, str], widths: Mapping[int, float]
) -> str:
    cells: list[str] = []
    lines = 1
    for index, value in enumerate(values, first):
        letters = column_letters(index)
        cells.append(cell_xml(f"{letters}{number}", styles.get(letters, ""), value))
        room = 0.95 * widths.get(index, 8.43)
        parts = str(value).split("\n") if isinstance(value, str) else ()
        lines = max(lines, sum(ceil(max(len(part), 1) / room) for part in parts))
    return f'<row r="{number}" ht="{min(LINE_HEIGHT * lines + 1, TALLEST_ROW)}">{"".join(cells)}</row>'


def _with_links(sheet: str, links: Mapping[str, str]) -> str:
    without = LINKS.sub("", sheet)
    if not links:
        return without
    entries = (
        f'<hyperlink ref="{cell}" location={quoteattr(to)} display={quoteattr(to)}/>'
        for cell, to in islice(links.items(), MOST_LINKS)
    )
    place = AFTER_LINKS.search(without, max(without.rfind(mark) for mark in BEFORE_LINKS))
    at = place.start() if place else without.rindex("</worksheet>")
    return f"{without[:at]}<hyperlinks>{''.join(entries)}</hyperlinks>{without[at:]}"


def set_cells(sheet: str, values: Mapping[tuple[int, str], str]) -> str:
    """Gives a sheet with texts put into empty cells, each keeping its style; every other byte stays.

    Args:
        sheet: the sheet's XML.
        values: by row and column letters, the text; the row stands in the sheet already.

    Raises:
        UnwritableFileError: when a row is not to be found, or a cell holds something.
    """
    wanted: dict[int, dict[str, str]] = {}
    for (number, letters), text in values.items():
        wanted.setdefault(number, {})[letters] = text
    data = SHEET_DATA.search(sheet)
    parts: list[str] = []
    done = 0
    for row in ROW.finditer(sheet, data.start("rows"), data.end("rows")) if data else ():
        number = int(row["number"])
        if number in wanted and row["cells"] is not None:
            parts += [sheet[done : row.start("cells")], _row_with(number, row["cells"], wanted.pop(number))]
            done = row.end("cells")
    if wanted:
        raise UnwritableFileError(f"row {min(wanted)} is written in a way that we cannot change safely")
    return "".join([*parts, sheet[done:]])


def _row_with(number: int, cells: str, texts: Mapping[str, str]) -> str:
    for letters, text in texts.items():
        place = len(cells)
        old = None
        for cell in CELL.finditer(cells):
            if column_number(cell["column"]) >= column_number(letters):
                place = cell.start()
                old = cell if cell["column"] == letters else None
                break
        style = STYLE.search(old["rest"]) if old else None
        new = cell_xml(f"{letters}{number}", style[1] if style else "", text)
        if old is not None and ("<v>" in old[0] or "<is>" in old[0] or "<f" in old[0]):
            raise UnwritableFileError(f"{letters}{number} holds something already and was left as it is")
        cells = cells[:place] + new + cells[old.end() if old else place :]
    return cells
