"""The rows of a workbook that are about one learner: the learner's own, and every row that names one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ecvet_office.model.errors import UsageError
from ecvet_office.model.places import Place
from ecvet_office.workbook.columns import LISTS, REFERENCES, Column
from ecvet_office.workbook.references import Names, all_names, read_reference
from ecvet_office.workbook.row_values import fields_of
from ecvet_office.workbook.sheets import Row, Sheet, Sheets
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import folded, nearest, read_text, split_list

LEARNERS = "Learners"


@dataclass(frozen=True, slots=True)
class Shortened:
    """A cell that names several rows, and what it names without those of the learner."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class LearnerRows:
    """What a workbook's tables hold about one learner.

    Attributes:
        learner: the id.
        ids: by table, folded, the ids of the rows that are the learner's.
        rows: each with its sheet, in the order of the workbook.
        shortened: cells of other rows that name one of them among others.
    """

    learner: str
    ids: Mapping[str, frozenset[str]]
    rows: tuple[tuple[Sheet, Row], ...]
    shortened: tuple[Shortened, ...]


def find_learner(sheets: Sheets, asked: str) -> str:
    """Gives the id of a learner who is asked for by id or by name.

    Raises:
        UsageError: when nobody, or more than one, is called so.
    """
    names = all_names(sheets).get(LEARNERS)
    if names is None:
        raise UsageError(f"{sheets.file} has no sheet Learners")
    found = names.ids.get(folded(asked))
    if found is not None:
        return _of_one_row(names, found)
    bearers = names.called.get(folded(asked), ())
    if len(bearers) == 1:
        return _of_one_row(names, bearers[0])
    if bearers:
        raise UsageError(f"several learners bear that name: {', '.join(bearers)}; say the id")
    guess = nearest(asked, list(names.ids.values()))
    raise UsageError(f"the workbook has no learner {asked}{guess}; their ids stand on the sheet Learners")


def _of_one_row(names: Names, learner: str) -> str:
    """Gives the id itself, once it is sure that it is one person's."""
    rows = [number for number, id_ in names.numbered.items() if folded(id_) == folded(learner)]
    if len(rows) > 1:
        raise UsageError(
            f"the rows {', '.join(map(str, rows))} of the sheet Learners have the same id {learner}, so nobody can say "
            "which results are whose. Give each an id of its own, correct the rows that name it, and try again."
        )
    return learner


def learner_rows(sheets: Sheets, learner: str) -> LearnerRows:
    """Gives the rows about a learner: an agreement's results, placements and papers go with the agreement.

    Args:
        sheets: the workbook.
        learner: the id.
    """
    names = all_names(sheets)
    ids: dict[str, set[str]] = {LEARNERS: {folded(learner)}}
    found: dict[tuple[str, int], tuple[Sheet, Row]] = {}
    grew = True
    while grew:  # a row found late may be named on a sheet looked at before
        grew = False
        for sheet in sheets.sheets:
            for row in sheet.rows:
                at = (sheet.table.name, row.number)
                if at not in found and _is_about(sheet, row, names, ids):
                    found[at] = (sheet, row)
                    grew = True
                    if sheet.table.prefix:
                        ids.setdefault(sheet.table.name, set()).add(
                            folded(names[sheet.table.name].numbered[row.number])
                        )
    rows = tuple(
        (sheet, row) for sheet in sheets.sheets for row in sheet.rows if (sheet.table.name, row.number) in found
    )
    lists = tuple(one for sheet in sheets.sheets for one in _shortened(sheet, found, names, ids))
    return LearnerRows(learner, {table: frozenset(one) for table, one in ids.items()}, rows, lists)


def _is_about(sheet: Sheet, row: Row, names: Mapping[str, Names], ids: Mapping[str, set[str]]) -> bool:
    table = sheet.table
    if table.prefix and folded(names[table.name].numbered[row.number]) in ids.get(table.name, set()):
        return True
    return any(
        _names_one(text, column, names, ids) for column, text in _references(sheet, row) if column.kind not in LISTS
    )


def _references(sheet: Sheet, row: Row) -> Iterator[tuple[Column, str]]:
    for key, column in fields_of(sheet).items():
        text = read_text(row.cells.get(sheet.columns[key])) if column.kind in REFERENCES else None
        if isinstance(text, str):
            yield column, text


def _names_one(text: str, column: Column, names: Mapping[str, Names], ids: Mapping[str, set[str]]) -> bool:
    if not any(table in ids for table in column.ref):
        return False
    found = read_reference(text, column, names)
    return isinstance(found, str) and any(
        folded(found) in ids.get(table, set()) and folded(found) in names[table].ids
        for table in column.ref
        if table in names
    )


def _shortened(
    sheet: Sheet, found: Mapping[tuple[str, int], object], names: Mapping[str, Names], ids: Mapping[str, set[str]]
) -> Iterator[Shortened]:
    for row in sheet.rows:
        if (sheet.table.name, row.number) in found:
            continue
        for column, text in _references(sheet, row):
            parts = split_list(text)
            kept = [part for part in parts if not _names_one(part, column, names, ids)]
            if column.kind in LISTS and len(kept) < len(parts):
                yield Shortened(Place(sheet.title, row.number, sheet.columns[column.key]), "; ".join(kept))


def row_texts(sheet: Sheet, row: Row) -> dict[str, str]:
    """Gives what a row says by the headers of the layout, in the order of its columns; empty cells are left out."""
    texts: dict[str, str] = {}
    for key, column in fields_of(sheet).items():
        text = read_text(row.cells.get(sheet.columns[key]))
        if isinstance(text, str):
            texts[column.header] = text
    known = frozenset(sheet.columns.values())
    for letters, cell in row.cells.items():
        if letters not in known and isinstance(text := read_text(cell), str):
            texts[f"Column {letters}"] = text  # of the user's own
    return texts


def of_table(rows: LearnerRows, table: Table | str) -> list[tuple[Sheet, Row]]:
    """Gives the learner's rows of one table."""
    name = table if isinstance(table, str) else table.name
    return [(sheet, row) for sheet, row in rows.rows if sheet.table.name == name]
