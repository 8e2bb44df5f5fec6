"""One table of two workbooks: which rows are the same, and the ids that the rows of theirs have in mine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import count

from ecvet_office.model.places import Place
from ecvet_office.workbook.columns import REFERENCES, Column
from ecvet_office.workbook.layout import LABEL_SEPARATOR
from ecvet_office.workbook.references import SETTING_VALUE, Names
from ecvet_office.workbook.row_matching import FACTS, KEYS, Match, match_rows
from ecvet_office.workbook.row_values import Bridge, ValueRow, fields_of, my_rows, their_rows, value_text
from ecvet_office.workbook.sheets import Sheet, Sheets
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import folded, read_text, split_list


@dataclass(frozen=True, slots=True)
class MergedTable:
    """A table of both workbooks.

    Attributes:
        mine: the sheet in mine.
        theirs: the sheet in theirs.
        fields: the columns that mine has, by field.
        rows: all rows of mine.
        matches: what becomes of each row of theirs; rows that say the same are one.
        my_ids: by row number of mine, its id; the number that a row without one gets where a cell comes to name it.
        my_names: by row number of mine, its name once the empty cells are filled; of a table with ids alone.
        new_ids: by row number of theirs, the id of a row that is added.
        kept: cells of mine, by row number and field, that stay empty: others call the row by the name that it has.
    """

    mine: Sheet
    theirs: Sheet
    fields: Mapping[str, Column]
    rows: tuple[ValueRow, ...]
    matches: tuple[Match, ...]
    my_ids: Mapping[int, str]
    my_names: Mapping[int, str]
    new_ids: Mapping[int, str]
    kept: Set[tuple[int, str]]

    @property
    def table(self) -> Table:
        """The part of the layout that both are."""
        return self.mine.table

    @property
    def id_field(self) -> str:
        """The column of ids; empty for a table without."""
        return self.table.columns[0].key if self.table.prefix else ""

    @property
    def facts(self) -> tuple[str, ...]:
        """The columns that tell a person which row is meant."""
        told = FACTS.get(self.table.name) or (KEYS.get(self.table.name, self.table.key) or _mandatory(self.table),)
        return tuple(field for fact in told for field in fact)

    def key(self, row: ValueRow) -> str:
        """Gives what names a row in a report: its id, else the columns of the key; empty for a row without an id."""
        fields = (self.id_field,) if self.id_field else KEYS.get(self.table.name, self.table.key)
        texts = (value_text(row.values.get(field)) for field in fields or _mandatory(self.table))
        return ", ".join(text for text in texts if text)

    def my_place(self, row: ValueRow, field: str = "") -> Place:
        """Gives the place of a cell of mine; of the whole row without a field."""
        return Place(self.mine.title, row.number, self.mine.columns.get(field, ""))

    def their_place(self, row: ValueRow, field: str = "") -> Place:
        """Gives the place of a cell of theirs; of the whole row without a field."""
        return Place(self.theirs.title, row.number, self.theirs.columns.get(field, ""))


def _mandatory(table: Table) -> tuple[str, ...]:
    return tuple(name for name, field in table.model.model_fields.items() if field.is_required())


def merged_table(
    ours: Sheet, sheet: Sheet, bridge: Bridge, called: Set[str], workbooks: tuple[Sheets, Sheets]
) -> MergedTable:
    """Matches the rows of one table and makes its ids known to the tables that name its rows.

    Args:
        ours: the sheet in mine.
        sheet: the sheet in theirs, with at least one row.
        bridge: what is known of the tables that this one names; the ids of this one are put into it.
        called: by what cells of mine call rows, folded; none of it may come to name another one.
        workbooks: mine and theirs; an id that a cell of either names is not free.
    """
    table = ours.table
    fields = fields_of(ours)
    rows = tuple(my_rows(ours, bridge))
    all_theirs = tuple(their_rows(sheet, fields, bridge))
    matches = tuple(match_rows(table, rows, all_theirs, called))
    if not table.prefix:
        return MergedTable(ours, sheet, fields, rows, matches, {}, {}, {}, frozenset())
    my_ids, new_ids = _ids(table, rows, matches, _free_numbers(table, rows, all_theirs, workbooks))
    bridge.renamed[table.name] = _renamed(bridge.theirs[table.name], all_theirs, matches, my_ids, new_ids)
    numbered = bridge.theirs[table.name].numbered
    without = (row.number for row in all_theirs if table.columns[0].key not in row.values)
    bridge.unnumbered[table.name] = frozenset(folded(numbered[number]) for number in without)
    my_names, kept = _filled_names(table, rows, matches, called)
    bridge.mine[table.name] = _names(table, matches, my_ids, my_names, new_ids)
    return MergedTable(ours, sheet, fields, rows, matches, my_ids, my_names, new_ids, kept)


def _free_numbers(
    table: Table, mine: Sequence[ValueRow], theirs: Sequence[ValueRow], workbooks: tuple[Sheets, Sheets]
) -> Iterator[str]:
    id_ = table.columns[0].key
    taken = {str(row.compared[id_]) for row in (*mine, *theirs) if id_ in row.compared}
    taken |= {one for workbook in workbooks for one in _mentioned(table, workbook)}
    return (new for number in count(1) if folded(new := f"{table.prefix}{number}") not in taken)


def _mentioned(table: Table, workbook: Sheets) -> Iterator[str]:
    """Gives, folded, what cells name where they may name a row of the table, whether it is there or not."""
    for sheet in workbook.sheets:
        naming = {column.key for column in sheet.table.columns if table.name in column.ref} | {SETTING_VALUE}
        for letters in (sheet.columns[key] for key in naming if key in sheet.columns):
            for row in sheet.rows:
                text = read_text(row.cells.get(letters))
                if isinstance(text, str):
                    yield from (folded(part.partition(LABEL_SEPARATOR)[0]) for part in split_list(text))


def _ids(
    table: Table, mine: Sequence[ValueRow], matches: Sequence[Match], free: Iterator[str]
) -> tuple[dict[int, str], dict[int, str]]:
    """Gives the ids of the rows of mine and of the new ones, by their numbers in either workbook."""
    id_ = table.columns[0].key
    given = {match.mine.number: match.theirs for match in matches if match.mine is not None and match.why is None}
    my_ids: dict[int, str] = {}
    for row in mine:
        known = row.values.get(id_) or (given[row.number].values.get(id_) if row.number in given else None)
        my_ids[row.number] = known if isinstance(known, str) else next(free)
    new = sorted((match.theirs for match in matches if match.is_new), key=lambda row: row.sorted_by)
    return my_ids, {row.number: str(row.values[id_]) if id_ in row.values else next(free) for row in new}


def _renamed(
    names: Names,
    theirs: Sequence[ValueRow],
    matches: Sequence[Match],
    my_ids: Mapping[int, str],
    new_ids: Mapping[int, str],
) -> dict[str, str | None]:
    by_content = {match.theirs.content: match for match in matches}
    renamed: dict[str, str | None] = {}
    for row in theirs:
        match = by_content[row.content]
        old = folded(names.numbered[row.number])
        new = new_ids.get(match.theirs.number) if match.mine is None else my_ids[match.mine.number]
        is_clear = match.why is None and renamed.get(old, new) == new
        renamed[old] = new if is_clear else None
    return renamed


def _filled_names(
    table: Table, mine: Sequence[ValueRow], matches: Sequence[Match], called: Set[str]
) -> tuple[dict[int, str], frozenset[tuple[int, str]]]:
    """Gives the names of the rows of mine once they are filled, and the cells that must stay empty for their sake."""
    names = {row.number: row.name for row in mine}
    kept: set[tuple[int, str]] = set()
    for match in matches:
        old = match.mine
        if old is None or match.why is not None:
            continue
        filled = [field for field in table.label if field in match.theirs.values and field not in old.values]
        texts = (old.values.get(field, match.theirs.values.get(field)) for field in table.label)
        new = " ".join(value_text(text) for text in texts if text is not None)
        if filled and {folded(old.name), folded(new)} & called:
            kept |= {(old.number, field) for field in filled}
        elif filled:
            names[old.number] = new if _is_named_by_text(table) else ""
    return names, frozenset(kept)


def _is_named_by_text(table: Table) -> bool:
    """Whether a row's name is written as it stands; a name that is a reference will be written by an id of mine."""
    return not any(table.column(field).kind in REFERENCES for field in table.label)


def _names(
    table: Table,
    matches: Sequence[Match],
    my_ids: Mapping[int, str],
    my_names: Mapping[int, str],
    new_ids: Mapping[int, str],
) -> Names:
    rows = [(id_, my_names[number]) for number, id_ in my_ids.items()]
    by_text = _is_named_by_text(table)
    new = (match.theirs for match in matches if match.is_new)
    rows += [(new_ids[row.number], row.name if by_text else "") for row in new]
    ids: dict[str, str] = {}
    called: dict[str, tuple[str, ...]] = {}
    for id_, name in rows:
        ids.setdefault(folded(id_), id_)
        if name and id_ not in called.get(folded(name), ()):
            called[folded(name)] = (*called.get(folded(name), ()), id_)
    return Names(ids, called, my_ids)
