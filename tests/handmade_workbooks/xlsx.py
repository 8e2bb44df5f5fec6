"""Workbooks in the format .xlsx, with a table on each sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from ecvet_office.workbook.cell_values import CellError, CellValue, Uncalculated, column_letter
from ecvet_office.workbook.parsing import table_named
from handmade_packages import MAIN, RELATIONSHIPS, relationships_xml, write_zip
from handmade_workbooks.grids import Grid, serial

_OFFICE = "application/vnd.openxmlformats-officedocument"
_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
    "</cellXfs></styleSheet>"
)


@dataclass(frozen=True)
class Shape:
    """What is special about a file; `table_ends` is the last row of each table, None for the last that is written."""

    has_table: bool = True
    hidden: frozenset[int] = frozenset()
    table_ends: int | None = None
    formatted_below: int = 0


PLAIN = Shape()


def write_xlsx(path: Path, grids: dict[str, Grid], shape: Shape = PLAIN) -> Path:
    """Write a workbook with the sheets in their order and give its path."""
    books, links, parts = [], [("s", "styles", "styles.xml")], {}
    for number, (title, grid) in enumerate(grids.items(), 1):
        books.append(f'<sheet name={quoteattr(title)} sheetId="{number}" r:id="r{number}"/>')
        links.append((f"r{number}", "worksheet", f"worksheets/sheet{number}.xml"))
        table = table_named(title)
        listing = ""
        if shape.has_table and table is not None:
            listing = '<tableParts count="1"><tablePart r:id="t1"/></tableParts>'
            target = f"../tables/table{number}.xml"
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = relationships_xml(("t1", "table", target))
            parts[f"xl/tables/table{number}.xml"] = _table(number, table.name, grid, shape.table_ends or len(grid))
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(grid, shape, listing)
    parts |= {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": relationships_xml(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><sheets>{"".join(books)}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relationships_xml(*links),
        "xl/styles.xml": _STYLES,
    }
    return write_zip(path, parts)


def _content_types(parts: Iterable[str]) -> str:
    """What each part is; programs other than ours ask for it."""
    kinds = {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles"}
    kinds |= {part: part.split("/")[1].removesuffix("s") for part in parts if not part.endswith(".rels")}
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{_OFFICE}.spreadsheetml.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )


def _table(number: int, name: str, grid: Grid, last: int) -> str:
    width = len(grid[0])
    columns = "".join(
        f'<tableColumn id="{index}" name={quoteattr(str(header or f"Column{index}"))}/>'
        for index, header in enumerate(grid[0], 1)
    )
    reach = f"A1:{column_letter(width)}{max(last, 2)}"
    return (
        f'<table xmlns="{MAIN}" id="{number}" name="{name}" displayName="{name}" ref="{reach}">'
        f'<tableColumns count="{width}">{columns}</tableColumns></table>'
    )


def _sheet(grid: Grid, shape: Shape, listing: str) -> str:
    rows = []
    for number, values in enumerate(grid, 1):
        cells = (_cell(f"{column_letter(column)}{number}", value) for column, value in enumerate(values, 1))
        hidden = ' hidden="1"' if number in shape.hidden else ""
        rows.append(f'<row r="{number}"{hidden}>{"".join(cells)}</row>')
    first = len(grid) + 1
    rows += [f'<row r="{number}" s="1" customFormat="1"/>' for number in range(first, first + shape.formatted_below)]
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><sheetData>{"".join(rows)}</sheetData>'
        f"{listing}</worksheet>"
    )


def _cell(address: str, value: CellValue | None) -> str:
    if value is None:
        return ""
    if isinstance(value, CellError):
        return f'<c r="{address}" t="e"><v>{value.code}</v></c>'
    if isinstance(value, Uncalculated):
        return f'<c r="{address}"><f>1+1</f></c>'
    if isinstance(value, Decimal | date):
        style = ' s="1"' if isinstance(value, date) else ""
        return f'<c r="{address}"{style}><v>{serial(value):.15g}</v></c>'
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
