"""The rows of a sheet, streamed: only cells that hold something are kept, one row at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.parsers import expat

from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook.cell_texts import CellTexts, TextRuns
from ecvet_office.workbook.cell_values import (
    LAST_COLUMN,
    LAST_ROW,
    Cell,
    SheetRow,
    column_letter,
    column_number,
    split_reference,
)
from ecvet_office.workbook.package import Package
from ecvet_office.workbook.part_xml import REPAIR, TRUE, feed, new_parser, prefix_of
from ecvet_office.workbook.plain_rows import plain_rows

_DIGITS = "0123456789"
_ROW_START = b"<row "
_VALUE_STARTS = (b"<v>", b"<is>", b"<f")


def read_rows(package: Package, part: str, texts: CellTexts) -> Iterator[SheetRow]:
    """The rows of a sheet that hold something, from top to bottom as the file has them.

    Formatted empty cells and rows cost time but no memory, however many there are.

    Raises:
        UnreadableFileError: The part is damaged; rows before the damage have been given by then.
    """
    for given, row in enumerate(plain_rows(package.chunks(part), package.where(part), texts)):
        if row is None:
            yield from islice(parsed_rows(package, part, texts), given, None)
        else:
            yield row


def count_empty_rows(package: Package, part: str) -> int:
    """At least so many rows of a sheet are written down and hold nothing: its rows less its values and formulas.

    It is counted in the bytes, which takes a hundredth of the time of reading them.

    Raises:
        UnreadableFileError: The part is damaged.
    """
    rows = values = 0
    rest = b""
    for chunk in package.chunks(part):
        block = rest + chunk
        rows += block.count(_ROW_START)
        values += sum(map(block.count, _VALUE_STARTS))
        rest = block[1 - len(_ROW_START) :]  # too short for a row; a value may be counted twice, never a row
    return max(0, rows - values)


def parsed_rows(package: Package, part: str, texts: CellTexts) -> Iterator[SheetRow]:
    """The same rows by way of an XML parser, which understands every way of writing a sheet; raises the same."""
    where = package.where(part)
    parser = new_parser(where)
    sheet = _SheetParser(parser, texts, where)
    parser.StartElementHandler = sheet.start_root
    for _ in feed(parser, package.chunks(part), where):
        yield from sheet.rows
        sheet.rows.clear()


class _SheetParser:
    """Turns the events of one sheet's XML into rows; an object because it remembers where it stands in the sheet."""

    def __init__(self, parser: expat.XMLParserType, texts: CellTexts, where: str) -> None:
        self.rows: list[SheetRow] = []
        self._parser = parser
        self._texts = texts
        self._where = where
        self._runs = TextRuns()
        self._text = self._runs.text
        self._cells: list[Cell] = []
        self._number = 0
        self._is_numbered = True
        self._column = 0
        self._hidden = False
        self._attributes: dict[str, str] = {}
        self._raw: str | None = None
        self._formula = False

    def start_root(self, tag: str, attributes: dict[str, str]) -> None:
        prefix = prefix_of(tag, attributes, self._where)
        self._runs.listen(prefix)
        names = ("sheetData", "row", "c", "v", "f", "is")
        self._data_tag, self._row_tag, self._cell_tag, self._value_tag, self._formula_tag, self._inline_tag = (
            prefix + name for name in names
        )
        self._parser.StartElementHandler = self._await_cells

    def _await_cells(self, tag: str, _attributes: dict[str, str]) -> None:
        if tag == self._data_tag:
            self._parser.StartElementHandler = self._start
            self._parser.EndElementHandler = self._end
            self._parser.CharacterDataHandler = self._text.append

    def _leave_cells(self) -> None:
        # What follows (validations, drawings …) is still parsed, for damage, but no longer looked at.
        self._parser.StartElementHandler = None
        self._parser.EndElementHandler = None
        self._parser.CharacterDataHandler = None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self._cell_tag:
            self._attributes = attributes
            self._raw = None
            self._formula = False
        elif tag == self._value_tag:
            self._text.clear()
        elif tag == self._row_tag:
            self._start_row(attributes)
        elif tag == self._formula_tag:
            self._formula = True
        elif tag == self._inline_tag:
            self._runs.take()
        else:
            self._runs.start(tag, attributes)

    def _end(self, tag: str) -> None:
        if tag == self._cell_tag:
            self._end_cell()
        elif tag == self._value_tag:
            self._raw = "".join(self._text)
        elif tag == self._row_tag:
            if self._cells:
                self.rows.append(SheetRow(self._number, self._hidden, tuple(self._cells)))
                self._cells.clear()
        elif tag == self._inline_tag:
            self._raw = self._runs.take()
        elif tag == self._data_tag:
            self._leave_cells()
        else:
            self._runs.end(tag)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._text.clear()
        self._column = 0
        self._hidden = attributes.get("hidden") in TRUE
        numbered = attributes.get("r")
        self._is_numbered = numbered is not None
        try:
            self._number = self._number + 1 if numbered is None else int(numbered)
        except ValueError:
            self._number = 0
        if not 1 <= self._number <= LAST_ROW:
            raise self._damaged(f"it has a row numbered {numbered!r}")

    def _end_cell(self) -> None:
        reference = self._attributes.get("r")
        if reference is None:
            self._column += 1
            if self._column > LAST_COLUMN:
                raise self._damaged(f"row {self._number} has more cells than a sheet has columns")
        else:
            self._go_to(reference)
        get = self._attributes.get
        try:
            value = self._texts.value(get("t", ""), get("s", ""), self._raw, self._formula)
        except ValueError as error:
            address = f"{column_letter(self._column)}{self._number}"
            raise self._damaged(f"cell {address} holds nothing that can be read ({error})") from error
        if value is not None:
            self._cells.append(Cell(self._number, self._column, value, self._formula))

    def _go_to(self, reference: str) -> None:
        try:
            self._column = column_number(reference.rstrip(_DIGITS))
            if not self._is_numbered:
                self._number, self._column = split_reference(reference)
        except ValueError:
            raise self._damaged(f"it has a cell with the address {reference!r}") from None

    def _damaged(self, what: str) -> UnreadableFileError:
        return UnreadableFileError(f"{self._where} is damaged: {what}. {REPAIR}")
