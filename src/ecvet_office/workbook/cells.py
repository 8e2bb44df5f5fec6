"""A whole workbook as its file has it: sheets, their tables, and the rows that hold something.

Nothing is interpreted here beyond what a cell shows: which table means what is for those who know the layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook.cell_texts import CellTexts, read_cell_texts
from ecvet_office.workbook.cell_values import (
    UNCALCULATED,
    Cell,
    CellError,
    CellValue,
    SheetRow,
    Uncalculated,
    column_letter,
    column_number,
    split_reference,
    unescape,
)
from ecvet_office.workbook.package import Package, open_package
from ecvet_office.workbook.part_xml import REPAIR, TRUE, Element, read_elements
from ecvet_office.workbook.sheet_rows import count_empty_rows, read_rows

__all__ = [
    "UNCALCULATED",
    "Cell",
    "CellError",
    "CellValue",
    "RawSheet",
    "RawTable",
    "RawWorkbook",
    "SheetRow",
    "Uncalculated",
    "column_letter",
    "column_number",
    "read_workbook",
]

_STATES = frozenset({"visible", "hidden", "veryHidden"})
_CUSTOM_PROPERTIES = frozenset({"custom-properties", "customProperties"})  # transitional and strict


@dataclass(frozen=True, slots=True)
class RawTable:
    """An Excel table (ListObject); rows and columns count from 1, both ends belong to it.

    Attributes:
        name: Its name inside the file, which may lag behind `display_name`.
        display_name: The name that formulas and Excel's table box show, unique in the workbook.
        first_row: The header row, where it has one.
        columns: The headers from left to right, known even where the header row is switched off.
        part: The part of the package that defines it.
        totals_rows: How many of its last rows are totals, 0 or 1.
        header_rows: How many of its first rows are headers, 0 or 1.
    """

    name: str
    display_name: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int
    columns: tuple[str, ...]
    part: str
    totals_rows: int
    header_rows: int = 1


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A worksheet: its title on the tab, whether it is 'visible', 'hidden' or 'veryHidden', its part and its tables.

    Attributes:
        size: The bytes of its part, unpacked; 0 where nothing of the kind is known.
    """

    title: str
    state: str
    part: str
    tables: tuple[RawTable, ...]
    source: Callable[[], Iterator[SheetRow]] = field(repr=False, compare=False)
    size: int = 0
    count: Callable[[], int] = field(default=int, repr=False, compare=False)

    def rows(self) -> Iterator[SheetRow]:
        """The rows that hold something, read from the file anew with each call, one row in memory at a time.

        Raises:
            UnreadableFileError: The sheet or the shared texts are damaged; rows may have been given before.
        """
        return self.source()

    def empty_rows(self) -> int:
        """At least so many rows are written down in the file and hold nothing; it is looked through with each call.

        Raises:
            UnreadableFileError: The sheet is damaged.
        """
        return self.count()


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A workbook: its sheets in the order of the tabs, without chart sheets and sheets whose part is missing.

    Attributes:
        custom_properties: File > Info > Properties > Advanced > Custom, every value as text.
        date1904: Whether its dates count from 1904; cells are converted already.
        in_use: Whether a lock file says that it is open in Excel or LibreOffice.
        format: The extension of a format that hides something from the reader, as ".ods"; empty for .xlsx and .xlsm.
    """

    path: Path
    sheets: tuple[RawSheet, ...]
    custom_properties: Mapping[str, str]
    date1904: bool
    in_use: bool
    format: str = ""


def read_workbook(path: Path) -> RawWorkbook:
    """Read an .xlsx or .xlsm workbook; the file is closed when this returns, rows are parsed when asked for.

    Raises:
        UnreadableFileError: As `open_package`, and for damage in the parts that describe the workbook.
    """
    package = open_package(path)
    elements = read_elements(package.chunks(package.workbook_part), package.where(package.workbook_part))
    date1904 = any(element.name == "workbookPr" and element.attributes.get("date1904") in TRUE for element in elements)
    texts = cache(partial(read_cell_texts, package, date1904))
    sheets = tuple(_sheets(package, elements, texts))
    return RawWorkbook(path, sheets, _custom_properties(package), date1904, package.in_use)


def _sheets(package: Package, elements: list[Element], texts: Callable[[], CellTexts]) -> Iterator[RawSheet]:
    relationships = package.relationships(package.workbook_part)
    for element in elements:
        relationship = relationships.get(element.attributes.get("id", ""))
        if element.name != "sheet" or relationship is None:
            continue
        if relationship.kind != "worksheet" or relationship.part not in package:
            continue
        state = element.attributes.get("state", "visible")
        yield RawSheet(
            title=unescape(element.attributes.get("name", "")),
            state=state if state in _STATES else "visible",
            part=relationship.part,
            tables=_tables(package, relationship.part),
            source=partial(_stream, package, relationship.part, texts),
            size=package.size(relationship.part),
            count=partial(count_empty_rows, package, relationship.part),
        )


def _stream(package: Package, part: str, texts: Callable[[], CellTexts]) -> Iterator[SheetRow]:
    yield from read_rows(package, part, texts())


def _tables(package: Package, sheet_part: str) -> tuple[RawTable, ...]:
    """The tables of a sheet from top to bottom and left to right."""
    parts = [
        relationship.part
        for relationship in package.relationships(sheet_part).values()
        if relationship.kind == "table" and relationship.part in package
    ]
    tables = [_table(package, part) for part in parts]
    return tuple(sorted(tables, key=lambda table: (table.first_row, table.first_column)))


def _table(package: Package, part: str) -> RawTable:
    elements = read_elements(package.chunks(part), package.where(part))
    attributes = next((element.attributes for element in elements if element.name == "table"), {})
    first, _, last = attributes.get("ref", "").partition(":")
    try:
        (first_row, first_column), (last_row, last_column) = split_reference(first), split_reference(last or first)
        header_rows, totals_rows = (
            int(attributes.get("headerRowCount", "1")),
            int(attributes.get("totalsRowCount", "0")),
        )
    except ValueError as error:
        msg = f"{package.where(part)} is damaged: it does not say which cells the table covers ({error}). {REPAIR}"
        raise UnreadableFileError(msg) from error
    name = unescape(attributes.get("name", ""))
    return RawTable(
        name=name,
        display_name=unescape(attributes.get("displayName", name)),
        first_row=first_row,
        last_row=last_row,
        first_column=first_column,
        last_column=last_column,
        columns=tuple(
            unescape(element.attributes.get("name", "")) for element in elements if element.name == "tableColumn"
        ),
        part=part,
        totals_rows=totals_rows,
        header_rows=header_rows,
    )


def _custom_properties(package: Package) -> Mapping[str, str]:
    properties: dict[str, str] = {}
    for relationship in package.relationships("").values():
        if relationship.kind not in _CUSTOM_PROPERTIES or relationship.part not in package:
            continue
        name = ""
        for element in read_elements(package.chunks(relationship.part), package.where(relationship.part)):
            if element.name == "property":
                name = element.attributes.get("name", "")
            elif name:  # the element inside a property is named for its type and holds its value
                properties.setdefault(name, unescape(element.text))
    return MappingProxyType(properties)
