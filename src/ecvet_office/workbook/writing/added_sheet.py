"""A new sheet with one table: its parts, and the pointers that make it part of the workbook."""

from __future__ import annotations

from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.cell_values import column_letter
from ecvet_office.workbook.writing.areas import Area
from ecvet_office.workbook.writing.cell_markup import CellWriting, cell_markup, shielded
from ecvet_office.workbook.writing.draft import Draft
from ecvet_office.workbook.writing.edits import AddSheet, Row
from ecvet_office.workbook.writing.row_fitting import fitting_height
from ecvet_office.workbook.writing.styles_part import with_our_item
from ecvet_office.workbook.writing.tags import attribute
from ecvet_office.workbook.writing.workbook_part import defined_names, is_strict, require_free_title, with_sheet
from ecvet_office.workbook.xml_text import as_attribute

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEADER_HEIGHT = 32  # points: two lines of a header

# LibreOffice draws no table styles, so the headers carry their own format.
_HEADER_FONT = '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font>'
_HEADER_FILL = (
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1F3864"/><bgColor indexed="64"/></patternFill></fill>'
)
_LINES = "".join(
    f'<{side} style="thin"><color rgb="FFBFC6D1"/></{side}>' for side in ("left", "right", "top", "bottom")
)


def add_sheet(draft: Draft, edit: AddSheet) -> None:
    """Adds a sheet after the last one.

    Raises:
        UsageError: when the title or the table's name is taken, or headers, widths and rows do not fit together.
    """
    _require_sense(draft, edit)
    strict = is_strict(draft.read(draft.book))
    main, relationships = (_STRICT_MAIN, _STRICT_RELATIONSHIPS) if strict else (_MAIN, _RELATIONSHIPS)
    sheet_part = draft.free_name("worksheets", "sheet")
    table_part = draft.free_name("tables", "table")
    header, body = _cell_formats(draft)
    draft.add_part(table_part, _table_xml(draft, edit, main), f"{_CONTENT}.table+xml")
    to_table = draft.point(sheet_part, table_part, f"{relationships}/table")
    xml = _sheet_xml(draft, edit, (header, body), f'<worksheet xmlns="{main}" xmlns:r="{relationships}">', to_table)
    draft.add_part(sheet_part, xml, f"{_CONTENT}.worksheet+xml")
    id_ = draft.point(draft.book, sheet_part, f"{relationships}/worksheet")
    draft.put(draft.book, with_sheet(draft.read(draft.book), edit.title, id_, draft.where(draft.book)))


def _require_sense(draft: Draft, edit: AddSheet) -> None:
    require_free_title(edit.title, draft.titles())
    names = {table.name.casefold() for _, part in draft.sheet_parts() for table in draft.tables_on(part)}
    names |= {name.casefold() for name in defined_names(draft.read(draft.book), draft.where(draft.book))}
    if edit.table.casefold() in names:
        raise UsageError(f"the workbook has a table or a name {edit.table} already")
    if not edit.headers or len({header.casefold() for header in edit.headers}) != len(edit.headers):
        raise UsageError(f"the table {edit.table} needs headers, each of which stands once")
    for values in (edit.widths, *edit.rows):
        if len(values) != len(edit.headers):
            raise UsageError(f"the table {edit.table} has {len(edit.headers)} columns; {len(values)} values were given")


def _rows(edit: AddSheet) -> tuple[Row, ...]:
    return edit.rows or ((None,) * len(edit.headers),)  # an Excel table has one row at least


def _area(edit: AddSheet) -> Area:
    return Area(1, 1, 1 + len(_rows(edit)), len(edit.headers))


def _cell_formats(draft: Draft) -> tuple[int, int]:
    """Gives the formats of headers and of texts below them, added to the styles where they are not there yet."""
    part = draft.styles()
    styles, where = draft.read(part), draft.where(part)
    styles, font = with_our_item(styles, b"fonts", _HEADER_FONT, where)
    styles, fill = with_our_item(styles, b"fills", _HEADER_FILL, where)
    styles, lines = with_our_item(styles, b"borders", f"<border>{_LINES}<diagonal/></border>", where)
    header = (
        f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{lines}" xfId="0" applyFont="1" applyFill="1" '
        'applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>'
    )
    body = (
        f'<xf numFmtId="0" fontId="0" fillId="0" borderId="{lines}" xfId="0" applyBorder="1" applyAlignment="1">'
        '<alignment vertical="top" wrapText="1"/></xf>'
    )
    styles, header_index = with_our_item(styles, b"cellXfs", header, where)
    styles, body_index = with_our_item(styles, b"cellXfs", body, where)
    draft.put(part, styles)
    return header_index, body_index


def _sheet_xml(draft: Draft, edit: AddSheet, formats: tuple[int, int], root: str, to_table: str) -> bytes:
    widths = {number: float(width) for number, width in enumerate(edit.widths, 1)}
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width:g}" customWidth="1"/>' for number, width in widths.items()
    )
    rows = [_row_xml(draft, edit, 1, edit.headers, formats[0], _HEADER_HEIGHT)]
    for number, row in enumerate(_rows(edit), 2):
        rows.append(_row_xml(draft, edit, number, row, formats[1], fitting_height(row, 1, widths)))
    xml = (
        f'{_DECLARATION}{root}<dimension ref="{_area(edit)}"/><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>{_links_xml(edit)}"
        '<pageSetup orientation="landscape" paperSize="9"/>'
        f'<tableParts count="1"><tablePart r:id="{to_table}"/></tableParts></worksheet>'
    )
    return xml.encode("utf-8")


def _row_xml(draft: Draft, edit: AddSheet, number: int, row: Row, style: int, height: float) -> str:
    writing = CellWriting("", draft.date1904)
    cells: list[str] = []
    for column, value in enumerate(row, 1):
        reference = f"{column_letter(column)}{number}"
        fitting = draft.fitting_style(str(style), value)
        cells.append(cell_markup(writing, f' r="{reference}" s="{fitting}"', value, f"{edit.title}!{reference}"))
    return f'<row r="{number}" ht="{height:g}">{"".join(cells)}</row>'


def _links_xml(edit: AddSheet) -> str:
    links = "".join(
        "<hyperlink"
        + attribute("ref", f"{column_letter(link.column + 1)}{link.row + 2}").decode()
        + attribute("location", link.target).decode()
        + attribute("display", link.target).decode()
        + "/>"
        for link in edit.links
    )
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def _table_xml(draft: Draft, edit: AddSheet, main: str) -> bytes:
    numbers = (table.number for _, part in draft.sheet_parts() for table in draft.tables_on(part))
    number = max(numbers, default=0) + 1
    columns = "".join(
        f'<tableColumn id="{index}"{attribute("name", _column_name(header)).decode()}/>'
        for index, header in enumerate(edit.headers, 1)
    )
    name = as_attribute(edit.table)
    xml = (
        f'{_DECLARATION}<table xmlns="{main}" id="{number}" name={name} displayName={name} ref="{_area(edit)}" '
        f'totalsRowShown="0"><autoFilter ref="{_area(edit)}"/><tableColumns count="{len(edit.headers)}">{columns}'
        '</tableColumns><tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" '
        'showRowStripes="0" showColumnStripes="0"/></table>'
    )
    return xml.encode("utf-8")


def _column_name(header: str) -> str:
    # Excel repairs a table whose column is not called as its header cell reads; it writes a line break so.
    return shielded(header).replace("\n", "_x000a_")
