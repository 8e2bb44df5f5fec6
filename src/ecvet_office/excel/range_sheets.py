"""From the ranges of a custom function to sheets: read by the rules by which the tables of a workbook are read.

A range holds one table with its header row, which is row 1 here; its first column is A. Rows of other tables that cells
name, as a result names its learner, are taken to be there where no range holds those tables.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from ecvet_office.excel.excel_values import from_excel
from ecvet_office.excel.range_numbers import sentence
from ecvet_office.law.pages import fix, message
from ecvet_office.model.errors import UsageError
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.places import column_letters
from ecvet_office.model.register import Register
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import LISTS, REFERENCES, Column
from ecvet_office.workbook.layout import BY_NAME, LABEL_SEPARATOR, VERSION
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.references import Names, all_names, read_reference
from ecvet_office.workbook.sheets import Row, Sheet, Sheets, make_sheet
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import Misfit, folded, read_text, shown, split_list

Cells = Sequence[Sequence[object]]

HEADER_ROW = 1


@dataclass(frozen=True, slots=True)
class Argument:
    """What a function takes as one of our tables.

    Attributes:
        name: of the argument, as the user sees it.
        table: the name of the table.
        needed: the columns without which there is no answer.
        read: further columns that bear on the answer. All others of the range are passed over.
        may_be_absent: whether the argument may be left out.
        may_lack_rows: whether there may be nothing below the headers.
    """

    name: str
    table: str
    needed: tuple[str, ...]
    read: tuple[str, ...] = ()
    may_be_absent: bool = False
    may_lack_rows: bool = False


def read_ranges(ranges: Sequence[tuple[Argument, Cells]]) -> Register:
    """Gives what ranges say, as the same tables of a workbook would.

    Args:
        ranges: each with the argument that it is; a table that may be absent may have no cells.

    Raises:
        UsageError: a range lacks a column or holds no rows, or a cell cannot be read; the first is named, in the order
            of the arguments, with what stands there and what to do.
    """
    given = [
        (argument, sheet_of_argument(argument, cells))
        for argument, cells in ranges
        if not argument.may_be_absent or any(map(any, cells))
    ]
    sheets = [sheet for _, sheet in given]
    register, findings = parse(workbook_of([*sheets, *rows_named(sheets)]))
    for argument, sheet in given:
        _refuse_errors(argument.name, sheet, findings)
    return register


def workbook_of(sheets: Iterable[Sheet], findings: Iterable[Finding] = ()) -> Sheets:
    """Gives sheets as a workbook that was never a file."""
    held = tuple(sheets)
    return Sheets("", held, tuple(sheet.title for sheet in held), VERSION, tuple(findings))


def sheet_of_argument(argument: Argument, cells: Cells) -> Sheet:
    """Gives the columns of a range that its function reads.

    Raises:
        UsageError: a needed column is missing or stands twice, or there is no row where there must be some.
    """
    table, headers = BY_NAME[argument.table], headers_of(cells)
    if not headers:
        raise UsageError(f"the {argument.name} are empty; select the whole table {table.title} with its header row")
    whole, findings = make_sheet(table, table.title, HEADER_ROW, headers, ())
    for field in argument.needed:
        if field not in whole.columns:
            raise UsageError(_lacks(argument.name, table, table.column(field), findings))
    read = {field: letters for field, letters in whole.columns.items() if field in {*argument.needed, *argument.read}}
    rows = rows_of(cells, read.values())
    sheet, _ = make_sheet(table, table.title, HEADER_ROW, {one: headers[one] for one in read.values()}, rows)
    _refuse_errors(argument.name, sheet, findings)
    if not sheet.rows and not argument.may_lack_rows:
        raise UsageError(f"the {argument.name} have no rows below their header row; select the whole table")
    return replace(sheet, columns=read)


def headers_of(cells: Cells) -> dict[str, str]:
    """Gives the texts of the first row of a range by column letters, A being the first column of the range."""
    values = ((number, from_excel(value)) for number, value in enumerate(cells[0] if cells else (), 1))
    return {column_letters(number): shown(value) for number, value in values if value is not None}


def rows_of(cells: Cells, columns: Iterable[str]) -> Iterator[Row]:
    """Gives the rows of a range below its header row, with the cells of some columns that hold something.

    Args:
        cells: the range, its header row first.
        columns: the letters of the columns.
    """
    wanted = frozenset(columns)
    width = len(cells[0]) if cells else 0
    places = [(place, letters) for place in range(width) if (letters := column_letters(place + 1)) in wanted]
    for number, values in enumerate(cells[HEADER_ROW:], HEADER_ROW + 1):
        held: dict[str, CellValue] = {}
        for place, letters in places:
            value = from_excel(values[place])
            if value is not None:
                held[letters] = value
        if held:
            yield Row(number, held)


def rows_named(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Gives sheets for the tables that are not there, with the rows that cells of `sheets` name in them."""
    given = {sheet.table.name for sheet in sheets}
    names = cache(lambda: all_names(workbook_of(sheets)))  # only some columns ask for them, and they cost a while
    named: dict[str, dict[str, None]] = {}
    for sheet in sheets:
        for column, letters in _naming(sheet):
            absent = next((table for table in column.ref if table not in given), None)
            if absent is not None:
                texts = named.setdefault(absent, {})
                texts.update(dict.fromkeys(_strangers(sheet, letters, column, given, names)))
    return tuple(_stand_in(BY_NAME[table], texts) for table, texts in named.items() if texts)


def _naming(sheet: Sheet) -> Iterator[tuple[Column, str]]:
    for column in sheet.table.columns:
        if column.kind in REFERENCES and column.key in sheet.columns:
            yield column, sheet.columns[column.key]


def _strangers(
    sheet: Sheet, letters: str, column: Column, given: Collection[str], names: Callable[[], Mapping[str, Names]]
) -> Iterator[str]:
    """Gives what a column names and no given table holds, each spelling once."""
    values = dict.fromkeys(row.cells[letters] for row in sheet.rows if letters in row.cells)
    texts = (text for value in values if isinstance(text := read_text(value), str))
    parts = chain.from_iterable(split_list(text) if column.kind in LISTS else [text] for text in texts)
    asked = replace(column, ref=tuple(table for table in column.ref if table in given))
    for part in parts:
        known = asked.ref and not isinstance(read_reference(part, asked, names()), Misfit)
        if not known and folded(part) not in map(folded, column.words):
            yield part


def _stand_in(table: Table, texts: Iterable[str]) -> Sheet:
    """Gives a sheet of rows of which only the names are known: `Q1 · Electrician`, or an id or a name alone."""
    names: dict[str, tuple[str, str]] = {}
    alone: list[str] = []
    for text in texts:
        id_, dot, name = text.partition(LABEL_SEPARATOR)
        if dot:
            names.setdefault(folded(id_), (id_.strip(), name.strip()))
        else:
            alone.append(text)
    known = names.keys() | {folded(name) for _, name in names.values()}
    for text in alone:
        if folded(text) not in known:
            names.setdefault(folded(text), (text, ""))
    columns = {table.columns[0].key: "A"} | ({table.label[0]: "B"} if table.label else {})
    filled = (({"A": id_, "B": name} if name else {"A": id_}) for id_, name in names.values())
    return Sheet(table, table.title, HEADER_ROW, columns, tuple(Row(n, cells) for n, cells in enumerate(filled, 2)))


def _lacks(argument: str, table: Table, column: Column, findings: Iterable[Finding]) -> str:
    """Gives the sentence on a column that is not there, with a header that may have been meant for it."""
    near = (one for one in findings if one.code == "WB02" and repr(column.header) in message(one))
    meant = "".join(f"; {message(one)}" for one in near)
    return (
        f"the {argument} have no column {column.header}{meant}. "
        f"Select the whole table {table.title} with its header row, as {table.name}[#All]"
    )


def _refuse_errors(argument: str, sheet: Sheet, findings: Iterable[Finding]) -> None:
    """Refuses a range of which a cell cannot be read: what would be missing could not be seen in the answer.

    Raises:
        UsageError: with the first error and the number of the others.
    """
    errors = [one for one in findings if one.place.sheet == sheet.title and _spoils_the_answer(one)]
    if errors:
        first = min(errors, key=lambda one: one.place.row)
        more = f" Cells that cannot be read: {len(errors)}." if len(errors) > 1 else ""
        raise UsageError(
            f"row {first.place.row} of the {argument}: {message(first)} ({first.code}). {sentence(fix(first))}{more}"
        )


def _spoils_the_answer(finding: Finding) -> bool:
    # Which columns there must be depends on the function: the range may leave out others that a workbook needs.
    return finding.severity is Severity.ERROR and finding.code != "WB03"
