"""Writing results into a copy of a workbook: result sheets anew, numbers for new rows, and not a byte else."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import unescape

from ecvet_office.model.errors import EcvetError, UnwritableFileError, UsageError
from ecvet_office.model.places import column_letters
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.cells import Cell, RawSheet, RawTable, RawWorkbook, read_workbook
from ecvet_office.workbook.package import open_package
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.references import all_names
from ecvet_office.workbook.results_layout import RESULT_BY_NAME
from ecvet_office.workbook.saving import write_new_file
from ecvet_office.workbook.splicing import replace_rows, set_cells

# An order or a filter of the old rows; left in place, either would reach beyond the new ones or hide them.
SORTED_OR_FILTERED = re.compile(
    r"<sortState\b.*?</sortState>|<sortState\b[^>]*/>|<filterColumn\b.*?</filterColumn>", re.DOTALL
)
TABLE_REACH = re.compile(r'(<(?:table|autoFilter)\b[^>]*?\bref=")[^"]*(")')
SHEET_ENTRY = re.compile(r'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?/>')
HIDDEN = re.compile(r' state="(?:hidden|veryHidden)"')
CALCULATION = re.compile(r"<calcPr\b([^>]*)")
ON_LOAD = re.compile(r' fullCalcOnLoad="[^"]*"')
BEFORE_CALCULATION = ("</sheets>", "</functionGroups>", "</externalReferences>", "</definedNames>")
QUOTES = {"&quot;": '"', "&apos;": "'"}
FINDINGS_TABLE = "Findings"
SHEET_COLUMN, CELL_COLUMN = 2, 3  # where the row of a finding names its place, counted from 0

Rows = list[list[CellValue | None]]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an update did.

    Attributes:
        path: the file that was written.
        sheets: the titles of the result sheets that were rewritten.
        numbered: the cells that got a number, such as `Learners!A7`.
        missing: the result sheets that the workbook does not have.
        untouched: how many parts of the file are the same, byte for byte.
        parts: how many parts the file has.
    """

    path: Path
    sheets: tuple[str, ...]
    numbered: tuple[str, ...]
    missing: tuple[str, ...]
    untouched: int
    parts: int


def update(path: Path, results: Mapping[str, Rows], out: Path | None = None) -> Receipt:
    """Writes result tables into a copy of a workbook and numbers its new rows.

    Every part that is not named in the receipt is copied byte for byte; the copy is read again before it is written,
    and what the user typed has to be there, cell by cell.

    Args:
        path: the workbook; it stays as it is.
        results: the rows of each result table by its name, the headers first.
        out: the copy; None for a new name beside the workbook. No file of that name exists yet.

    Raises:
        UnreadableFileError: when the workbook cannot be read.
        UsageError: when it has none of the result sheets, or the copy's name is that of another kind of file.
        UnwritableFileError: when the copy exists, cannot be written, or would not hold what the workbook holds; when
            the workbook is signed; and when a result sheet was changed: its headers, or with something of the user's.
    """
    raw = read_workbook(path)
    target = out or _free_name(path)
    _refuse_target(path, target)
    tables = {table.name: (sheet, table) for sheet in raw.sheets for table in sheet.tables}
    wanted = {name: rows for name, rows in results.items() if name in tables}
    missing = tuple(RESULT_BY_NAME[name].title for name in results if name not in tables)
    if not wanted:
        raise UsageError(f"{path.name} has no result sheets ({', '.join(missing)}); a workbook made by `ecvet new` has")
    shown = [tables[name][0].title for name in wanted]
    numbers = _numbers(path, raw)
    changed: dict[str, bytes] = {}
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
        _refuse_signed(archive, path)
        for sheet, cells in numbers:
            changed[sheet.part] = set_cells(_text(archive, sheet.part), cells).encode("utf-8")
        for name, rows in wanted.items():
            changed |= _result_parts(archive, *tables[name], rows)
        book = open_package(path).workbook_part
        changed[book] = _book(_text(archive, book), shown, recalculate=bool(numbers)).encode("utf-8")
        data, untouched, parts = _package(archive, changed)
    write_new_file(target, data)
    try:
        _prove(raw, read_workbook(target), {sheet.title: cells for sheet, cells in numbers}, shown)
    except EcvetError:
        target.unlink()  # nothing that is not as it should be is left behind
        raise
    numbered = tuple(f"{sheet.title}!{letters}{row}" for sheet, cells in numbers for row, letters in cells)
    return Receipt(target, tuple(shown), numbered, missing, untouched, parts)


def _refuse_target(path: Path, target: Path) -> None:
    if target.exists():
        raise UnwritableFileError(f"{target} exists already and was left as it is; choose another name")
    if target.suffix.casefold() != path.suffix.casefold():  # Excel opens no file whose name says another kind
        raise UsageError(f"{target.name}: the copy of {path.name} is of the same kind; its name ends in {path.suffix}")


def _refuse_signed(archive: zipfile.ZipFile, path: Path) -> None:
    if any(name.startswith("_xmlsignatures/") for name in archive.namelist()):
        raise UnwritableFileError(
            f"{path.name} is signed; a change would break the signature. Remove it in Excel first"
        )


def _free_name(path: Path) -> Path:
    names = [f"{path.stem}.updated{path.suffix}", *(f"{path.stem}.updated ({n}){path.suffix}" for n in range(2, 1000))]
    return next((free for name in names if not (free := path.with_name(name)).exists()), path.with_name(names[-1]))


def _text(archive: zipfile.ZipFile, part: str) -> str:
    try:
        return archive.read(part).decode("utf-8")
    except (KeyError, UnicodeDecodeError) as error:
        raise UnwritableFileError(f"the part {part} is written in a way that we cannot change safely") from error


def _numbers(path: Path, raw: RawWorkbook) -> list[tuple[RawSheet, dict[tuple[int, str], str]]]:
    """Gives, by sheet, the numbers that rows without an id get: those that reading gave them."""
    sheets = read(path)
    names = all_names(sheets)
    parts = {sheet.title: sheet for sheet in raw.sheets}
    found: dict[str, dict[tuple[int, str], str]] = {}  # by sheet, which may hold several tables
    for sheet in sheets.sheets:
        key = sheet.table.columns[0].key
        letters = sheet.columns.get(key)
        if not sheet.table.prefix or letters is None:
            continue
        numbered = names[sheet.table.name].numbered
        empty = {(row.number, letters): numbered[row.number] for row in sheet.rows if letters not in row.cells}
        if empty:
            found.setdefault(sheet.title, {}).update(empty)
    return [(parts[title], cells) for title, cells in found.items()]


def _result_parts(
    archive: zipfile.ZipFile, sheet: RawSheet, table: RawTable, rows: Rows
) -> Iterator[tuple[str, bytes]]:
    width = len(table.columns)
    if [str(header) for header in rows[0]] != list(table.columns):
        raise UnwritableFileError(f"the headers of the sheet {sheet.title} were changed; it was left as it is")
    _refuse_foreign_cells(sheet, table)
    body: Sequence[Sequence[CellValue | None]] = rows[1:] or [[None] * width]
    links = _links(rows[1:], table) if table.name == FINDINGS_TABLE else {}
    yield (
        sheet.part,
        replace_rows(_text(archive, sheet.part), table.first_row, table.first_column, body, links).encode("utf-8"),
    )
    first = f"{column_letters(table.first_column)}{table.first_row}"
    reach = f"{first}:{column_letters(table.first_column + width - 1)}{table.first_row + len(body)}"
    whole = SORTED_OR_FILTERED.sub("", _text(archive, table.part))
    yield table.part, TABLE_REACH.sub(rf"\g<1>{reach}\g<2>", whole).encode("utf-8")


def _refuse_foreign_cells(sheet: RawSheet, table: RawTable) -> None:
    """Refuses a result sheet on which the user keeps something besides our table: rewriting would lose it."""
    if len(sheet.tables) > 1 or table.totals_rows or not table.header_rows:
        what = "holds a second table" if len(sheet.tables) > 1 else "has a row of totals, or no row of headers"
        raise UnwritableFileError(f"the result sheet {sheet.title} {what}; take it away, as all rows are rewritten")
    ours = range(table.first_column, table.last_column + 1)
    for cell in _cells(sheet):
        if cell.row > table.last_row or (cell.row > table.first_row and cell.column not in ours):
            where = f"{column_letters(cell.column)}{cell.row}"
            raise UnwritableFileError(
                f"the result sheet {sheet.title} holds something outside its table, at {where}; move it to a sheet of "
                "its own, as all rows are rewritten"
            )


def _links(rows: Rows, table: RawTable) -> dict[str, str]:
    links: dict[str, str] = {}
    for number, row in enumerate(rows, table.first_row + 1):
        title, cell = str(row[SHEET_COLUMN] or ""), str(row[CELL_COLUMN] or "")
        if title and cell:
            target = cell if cell[0].isalpha() else f"A{cell}"
            quoted = title.replace("'", "''")
            links[f"{column_letters(table.first_column + CELL_COLUMN)}{number}"] = f"'{quoted}'!{target}"
    return links


def _book(book: str, titles: Sequence[str], *, recalculate: bool) -> str:
    """Gives the part that lists the sheets, those of the titles shown; formulas over new numbers are to be computed."""
    shown = SHEET_ENTRY.sub(lambda one: HIDDEN.sub("", one[0]) if unescape(one[1], QUOTES) in titles else one[0], book)
    if not recalculate:
        return shown
    if CALCULATION.search(shown):
        return CALCULATION.sub(lambda one: f'<calcPr fullCalcOnLoad="1"{ON_LOAD.sub("", one[1])}', shown, count=1)
    before = max(shown.find(mark) + len(mark) for mark in BEFORE_CALCULATION if mark in shown)
    return f'{shown[:before]}<calcPr fullCalcOnLoad="1"/>{shown[before:]}'


def _package(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> tuple[bytes, int, int]:
    stream = BytesIO()
    untouched = 0
    entries = archive.infolist()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in entries:
            old = archive.read(entry)
            new = changed.get(entry.filename, old)
            untouched += new == old
            copied = zipfile.ZipInfo(entry.filename, entry.date_time)
            copied.compress_type = entry.compress_type
            copied.external_attr, copied.create_system = entry.external_attr, entry.create_system
            copy.writestr(copied, new)
    return stream.getvalue(), untouched, len(entries)


def _prove(
    before: RawWorkbook,
    after: RawWorkbook,
    numbered: Mapping[str, Mapping[tuple[int, str], str]],
    results: Sequence[str],
) -> None:
    """Compares every cell of the user's sheets; a difference beyond the numbers is an UnwritableFileError."""
    for old, new in zip(before.sheets, after.sheets, strict=True):
        if old.title in results:
            continue
        given = numbered.get(old.title, {})
        kept = [cell for cell in _cells(new) if (cell.row, column_letters(cell.column)) not in given]
        if kept != list(_cells(old)) or len(list(_cells(new))) != len(kept) + len(given):
            raise UnwritableFileError(f"the sheet {old.title} could not be kept as it was, so nothing was written")


def _cells(sheet: RawSheet) -> Iterator[Cell]:
    for row in sheet.rows():
        yield from row.cells
