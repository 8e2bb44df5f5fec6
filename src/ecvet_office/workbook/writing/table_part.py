"""The part that defines a table: what it covers, and which of its columns are calculated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.cell_values import unescape
from ecvet_office.workbook.part_xml import TRUE
from ecvet_office.workbook.writing.areas import Area, area_of
from ecvet_office.workbook.writing.tags import (
    Element,
    attributes_of,
    elements,
    plain_text,
    prefix_of_root,
    spliced,
    tag_with,
)

_IN_QUOTES_OR_BRACKETS = re.compile(r'"[^"]*"|\'[^\']*\'|\[[^\[\]]*\]')
_MOVING_REFERENCE = re.compile(r"(?<![A-Za-z0-9_.$])\$?[A-Z]{1,3}[0-9]{1,7}(?![A-Za-z0-9_(.])")


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table as its part defines it.

    Attributes:
        name: in Excel's table box.
        number: its id, unique in the workbook.
        area: what it covers, header and totals included.
        columns: the headers from left to right.
        calculated: by the column's index from 0, the formula that its cells have, without the sign =.
        header_rows: 0 or 1.
        totals_rows: 0 or 1.
        part: that defines it.
    """

    name: str
    number: int
    area: Area
    columns: tuple[str, ...]
    calculated: Mapping[int, str]
    header_rows: int
    totals_rows: int
    part: str

    @property
    def first_data_row(self) -> int:
        """The first row below the header."""
        return self.area.first_row + self.header_rows


def table_part(xml: bytes, part: str, where: str) -> TablePart:
    """Reads a table's part.

    Raises:
        UnwritableFileError: when it is written in a way that we do not know.
    """
    found = elements(xml, where)
    prefix = prefix_of_root(found)
    said = attributes_of(found[0].attributes)
    columns = [one for one in found if one.name == prefix + b"tableColumn"]
    try:
        return TablePart(
            name=unescape(said.get("displayName", said.get("name", ""))),
            number=int(said.get("id", "0")),
            area=area_of(said.get("ref", "")),
            columns=tuple(unescape(attributes_of(one.attributes).get("name", "")) for one in columns),
            calculated=_calculated(xml, found, columns, prefix),
            header_rows=int(said.get("headerRowCount", "1")),
            totals_rows=int(said.get("totalsRowCount", "0")),
            part=part,
        )
    except ValueError as error:
        raise UnwritableFileError(
            f"{where} does not say which cells the table covers. Open the workbook in Excel, let it repair the file, "
            "save it, and try again."
        ) from error


def _calculated(xml: bytes, found: list[Element], columns: list[Element], prefix: bytes) -> dict[int, str]:
    formulas: dict[int, str] = {}
    for one in found:
        if one.name == prefix + b"calculatedColumnFormula":
            index = next(number for number, column in enumerate(columns) if column.start < one.start < column.end)
            formulas[index] = plain_text(xml[one.inside : one.inner_end])
            if attributes_of(one.attributes).get("array") in TRUE:
                formulas[index] = ""
    return formulas


def formula_for_new_rows(table: TablePart, index: int) -> str:
    """Gives the formula of a calculated column as it stands in every row alike.

    Raises:
        UnwritableFileError: when it is an array formula, or names neighbours by addresses that differ from row to row.
    """
    formula = table.calculated[index]
    bare, replaced = _IN_QUOTES_OR_BRACKETS.subn("", formula)
    while replaced:  # brackets stand inside brackets
        bare, replaced = _IN_QUOTES_OR_BRACKETS.subn("", bare)
    if not formula or _MOVING_REFERENCE.search(bare):
        raise UnwritableFileError(
            f"the column {table.columns[index]} of the table {table.name} is calculated by a formula that differs from "
            "row to row. Add the rows in Excel, or let the formula name columns, as [@Points] does."
        )
    return formula


def resized(xml: bytes, area: Area, where: str, *, lifts_filter: bool = False) -> bytes:
    """Gives the part of a table that covers another area; its filter buttons follow.

    Args:
        xml: the part.
        area: that the table covers now.
        where: the file and part, for messages.
        lifts_filter: whether what a user filtered and sorted by is forgotten, because other rows stand there now.
    """
    found = elements(xml, where)
    prefix = prefix_of_root(found)
    root = found[0].name
    splices = [tag_with(xml, found[0], {"ref": str(area)})]
    for one in found:
        if one.name == prefix + b"autoFilter" and one.path == (root,):
            splices.append(tag_with(xml, one, {"ref": str(area)}))
            if lifts_filter and not one.is_empty_tag:
                splices.append((one.inside, one.inner_end, b""))
        elif lifts_filter and one.name == prefix + b"sortState" and one.path == (root,):
            splices.append((one.start, one.end, b""))
    return spliced(xml, splices)
