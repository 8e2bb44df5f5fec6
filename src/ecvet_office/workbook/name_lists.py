"""Lists of names as a school's own system gives them: a text file of any delimiter, or a workbook of any format."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from ecvet_office.model.errors import UnreadableFileError, UsageError, unreadable
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.file_kinds import OLE_START, ZIP_STARTS
from ecvet_office.workbook.foreign import read_any_workbook
from ecvet_office.workbook.header_rows import ROWS_SEARCHED
from ecvet_office.workbook.values import clean, shown

LARGEST_FILE = 20 << 20  # bytes; 20,000 learners with every column take a fifth of that
DELIMITERS = (";", "\t", ",", "|")
# Excel writes the delimiter so where somebody asked for it, and hides the line when it opens the file.
SAID_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
WINDOWS = "cp1252"

Cells = Mapping[int, CellValue]
Known = Callable[[Sequence[str]], int]
"""Tells how many of the texts of a row are headers that we know."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list: its number as an editor or Excel counts, and its filled cells by column, counted from 1."""

    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class NameList:
    """A list of names.

    Attributes:
        name: of the file.
        headers: by column, counted from 1, the text of each header cell.
        header_row: the number of the row that holds them.
        rows: below the header, those that hold something.
        form: how it was read, as a sentence may end: `as cp1252, columns separated by ;`.
        may_be_misread: whether letters may be wrong, because nothing in the file says how it spells them.
    """

    name: str
    headers: Mapping[int, str]
    header_row: int
    rows: tuple[ListRow, ...]
    form: str
    may_be_misread: bool = False


@dataclass(frozen=True, slots=True)
class _Grid:
    rows: tuple[ListRow, ...]
    form: str
    may_be_misread: bool = False


def read_name_list(path: Path, known: Known, encoding: str | None = None) -> NameList:
    """Reads a list of names; its header is the row of the first twenty of which most cells are known.

    Args:
        path: a text file, or a workbook: what stands in it decides, and not its name.
        known: tells how many texts of a row are headers that we know.
        encoding: of a text file; None for what the file shows.

    Raises:
        UnreadableFileError: when the file is missing, locked, far too large, damaged, or of another kind.
        UsageError: when no row is a header that we know.
    """
    data = _bytes(path)
    is_workbook = data.startswith((*ZIP_STARTS, OLE_START))
    grids = _grids_of_workbook(path) if is_workbook else _grids_of_text(path, data, encoding)
    found = [(_header_place(grid.rows, known)[0], grid) for grid in grids if grid.rows]
    best = max(found, key=lambda one: one[0], default=(0, _Grid((), "")))[1]
    made = name_list_of(path.name, best.rows, best.form, known)
    return replace(made, may_be_misread=best.may_be_misread)


def name_list_of(name: str, rows: Sequence[ListRow], form: str, known: Known) -> NameList:
    """Gives a list of names from rows of cells; its header is the row of the first twenty that is known best.

    Args:
        name: of the file, or of where the rows stand.
        rows: those that hold something.
        form: how they were read, as a sentence may end.
        known: tells how many texts of a row are headers that we know.

    Raises:
        UsageError: when no row is a header that we know.
    """
    count, place = _header_place(rows, known) if rows else (0, 0)
    if count == 0:
        raise UsageError(
            f"{name}: none of the first {ROWS_SEARCHED} rows holds headers that we know, such as Family name, "
            'Given names and Date of birth. Write headers above the columns, or say what yours mean: --map "Nachname='
            'family name"'
        )
    header = rows[place]
    headers = {column: " ".join(clean(shown(value)).split()) for column, value in header.cells.items()}
    return NameList(name, headers, header.number, tuple(rows[place + 1 :]), form)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFileError(f"{path.name} is larger than a list of names can be; is it the right file?")
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def _header_place(rows: Sequence[ListRow], known: Known) -> tuple[int, int]:
    """Gives how many headers the best row has, and its place; the first of several equals."""
    counts = [known([shown(value) for value in row.cells.values()]) for row in rows[:ROWS_SEARCHED]]
    most = max(counts)
    return most, counts.index(most)


# --- workbooks --------------------------------------------------------------------------------------------------------


def _grids_of_workbook(path: Path) -> Iterator[_Grid]:
    for sheet in read_any_workbook(path).sheets:
        if sheet.state == "visible":
            rows = tuple(ListRow(row.number, {cell.column: cell.value for cell in row.cells}) for row in sheet.rows())
            yield _Grid(tuple(row for row in rows if _holds_something(row.cells)), f"from the sheet {sheet.title}")


def _holds_something(cells: Cells) -> bool:
    return any(not isinstance(value, str) or clean(value) for value in cells.values())


# --- text -------------------------------------------------------------------------------------------------------------


def _grids_of_text(path: Path, data: bytes, encoding: str | None) -> Iterator[_Grid]:
    """Gives the text as each delimiter cuts it; the one that the file names, alone."""
    used = encoding or _encoding(data)
    try:
        text = data.decode(used)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableFileError(
            f"{path.name} cannot be read as {used}. Save it in Excel as CSV UTF-8, or say how it was saved, "
            "such as --encoding cp1250"
        ) from error
    if "\0" in text:
        raise UnreadableFileError(f"{path.name} is neither a text file nor a workbook. Export the list as CSV or .xlsx")
    said = SAID_DELIMITER.match(text)
    for delimiter in said[1] if said else DELIMITERS:
        rows = tuple(_rows(path, text[said.end() :] if said else text, delimiter, first=2 if said else 1))
        if said or _is_cut(rows):
            form = f"as {used.removesuffix('-sig')}, columns separated by {_spelt(delimiter)}"
            yield _Grid(rows, form, encoding is None and used == WINDOWS and not data.isascii())


def _encoding(data: bytes) -> str:
    """Gives how the bytes spell letters: as a mark at their beginning says, else UTF-8 where they fit it.

    A file of Excel on Windows that is neither is in the code page of its PC, which nothing in it names.
    """
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return name
    sample = data[:4096]
    if sample.count(0) * 3 > len(sample):
        return "utf-16-le" if sample[1:2] == b"\0" else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return WINDOWS
    return "utf-8"


def _rows(path: Path, text: str, delimiter: str, first: int) -> Iterator[ListRow]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    before = first - 1
    try:
        for values in reader:
            cells = {column: value for column, value in enumerate(values, 1) if clean(value)}
            if cells:
                yield ListRow(before + 1, cells)
            before = reader.line_num + first - 1
    except csv.Error as error:
        line = reader.line_num + first - 1
        raise UnreadableFileError(
            f"{path.name}, line {line} cannot be read as columns ({error}). Open it in Excel and save it as .xlsx"
        ) from error


def _is_cut(rows: Iterable[ListRow]) -> bool:
    """Whether most rows have more than one cell."""
    widths = Counter(len(row.cells) > 1 for row in rows)
    return widths[True] > widths[False]


def _spelt(delimiter: str) -> str:
    return "tabs" if delimiter == "\t" else delimiter
