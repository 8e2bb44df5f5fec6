"""Which row of theirs is which row of mine, never by a guess and never by the order of the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from dataclasses import dataclass

from ecvet_office.workbook.comparison import Why
from ecvet_office.workbook.row_values import Unread, ValueRow, Waiting
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import folded

ASSESSMENT = ("context", "learner", "outcome", "date")  # an outcome may be assessed again, on another day
KEYS = {"Results": ASSESSMENT, "Trials": ("learner", "outcome", "on")}

# What a row without an id is known by: all of it is the same in both workbooks.
KNOWN_BY: dict[str, tuple[str, ...]] = {
    "Partners": ("name", "city"),
    "People": ("name", "institution"),
    "Qualifications": ("title", "awarding_institution"),
    "Units": ("title",),
    "Outcomes": ("outcome", "unit"),
    "Memoranda": ("file_code", "objectives"),
    "Packages": ("name", "host"),
    "Learners": ("family_name", "given_names", "date_of_birth"),
    "Agreements": ("learner", "package", "planned_start"),
    "MobilityGroups": ("name",),
    "Papers": ("subject", "document", "party", "version"),
    "Pathways": ("title", "provider"),
    "Courses": ("title", "provider"),
    "PriorLearning": ("learner", "qualification", "identified_on"),
    "Areas": ("title",),
    "ProcessAreas": ("title",),
}
# What tells two rows of the same id apart: they are two where one of these differs and none agrees.
FACTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "Partners": (("name",), ("oid",), ("email",)),
    "People": (("name",), ("email",)),
    "Qualifications": (("title",),),
    "Units": (("title",),),
    "Outcomes": (("outcome",),),
    "Memoranda": (("file_code",), ("objectives",)),
    "Packages": (("name",),),
    "Learners": (("family_name", "given_names"), ("date_of_birth",)),
    "Agreements": (("learner",),),
    "MobilityGroups": (("name",),),
    "Papers": (("subject", "document", "party"),),
    "Pathways": (("title",),),
    "Courses": (("title",),),
    "PriorLearning": (("learner",),),
    "Areas": (("title",),),
    "ProcessAreas": (("title",),),
}

Groups = dict[Hashable, list[ValueRow]]


@dataclass(frozen=True, slots=True)
class Match:
    """A row of theirs and what becomes of it.

    Attributes:
        theirs: the row.
        mine: the row of mine that it is, or that it meets; None where there is none.
        why: what keeps it from being merged; None for a row of mine, and for a new one.
        field: the column that keeps it from being merged; empty where it is the row as a whole.
        is_known: whether the row waits for another, and mine has the same in the same ids: nothing new is lost.
    """

    theirs: ValueRow
    mine: ValueRow | None = None
    why: Why | None = None
    field: str = ""
    is_known: bool = False

    @property
    def is_new(self) -> bool:
        """Whether the row is to be added."""
        return self.mine is None and self.why is None


def match_rows(table: Table, mine: Sequence[ValueRow], theirs: Iterable[ValueRow], called: Set[str]) -> list[Match]:
    """Gives for each row of theirs which row of mine it is.

    A row that says the same as one of mine is that one. Else ids decide, or the columns of the table's key, or in a
    table without a key that one row says nothing but what the other says too.

    Args:
        table: the table of both.
        mine: all rows of mine.
        theirs: all rows of theirs, in the ids of mine.
        called: by what cells of mine call rows, folded; none of it may come to name a new one.
    """
    same = {row.content: row for row in reversed(mine)}
    distinct = list({row.content: row for row in theirs}.values())
    settled = [Match(row, same[row.content]) for row in distinct if row.content in same]
    waiting = [row for row in distinct if row.waits and row.in_their_ids in same]
    settled += [Match(row, same[row.in_their_ids], Why.WAITS, is_known=True) for row in waiting]
    said = {match.theirs.in_their_ids for match in settled}
    rest = [row for row in distinct if row.in_their_ids not in said]
    free = [row for row in mine if row.content not in said]
    by_table = _by_id if table.prefix else _by_key
    return settled + [_if_whole(table, match, called) for match in by_table(table, mine, free, distinct, rest)]


def _if_whole(table: Table, match: Match, called: Set[str]) -> Match:
    """Holds a new row back that could not be read back, or would make names of mine unclear."""
    if not match.is_new:
        return match
    row = match.theirs
    for field, value in row.values.items():
        if isinstance(value, Waiting | Unread):
            return Match(row, None, Why.WAITS if isinstance(value, Waiting) else Why.UNREADABLE, field)
    lacking = [] if table.prefix else [field for field in _mandatory(table) if field not in row.values]
    if lacking:
        return Match(row, None, Why.INCOMPLETE, lacking[0])
    ids = {row.compared.get(table.columns[0].key)} if table.prefix else set()
    return Match(row, None, Why.NAME_TAKEN) if {folded(row.name), *ids} & called else match


def _mandatory(table: Table) -> tuple[str, ...]:
    return tuple(name for name, field in table.model.model_fields.items() if field.is_required())


# --- tables with ids --------------------------------------------------------------------------------------------------


def _by_id(
    table: Table, mine: Sequence[ValueRow], free: list[ValueRow], distinct: list[ValueRow], rest: list[ValueRow]
) -> list[Match]:
    id_ = table.columns[0].key
    my_ids, their_ids = _grouped(mine, lambda row: row.compared.get(id_)), _ids(distinct, id_)
    found: list[Match] = []
    strangers: list[ValueRow] = []
    for row in rest:
        key = row.compared.get(id_)
        mates = my_ids.get(key, []) if key is not None else []
        waiting = _first(row, {field for fact in FACTS[table.name] for field in fact}, Waiting)
        if waiting:
            found.append(Match(row, None, Why.WAITS, waiting))
        elif isinstance(key, Unread):
            found.append(Match(row, None, Why.UNREADABLE, id_))
        elif key is None or (not mates and len(their_ids[key]) == 1):
            strangers.append(row)
        elif len(mates) > 1 or len(their_ids[key]) > 1:
            found.append(Match(row, mates[0] if mates else None, Why.AMBIGUOUS, id_))
        else:
            found.append(Match(row, mates[0], Why.ANOTHER if is_another(table, mates[0], row) else None))
    open_rows = [row for row in free if row.compared.get(id_) not in their_ids]
    return found + _by_what_they_say(table, id_, open_rows, strangers)


def _ids(rows: Iterable[ValueRow], id_: str) -> Groups:
    return {key: group for key, group in _grouped(rows, lambda row: row.compared.get(id_)).items() if key is not None}


def _by_what_they_say(table: Table, id_: str, mine: list[ValueRow], theirs: list[ValueRow]) -> list[Match]:
    """Matches rows of which mine has no such id: by all that is in them, else by what a row is known by."""
    found: list[Match] = []
    whole = _grouped(mine, lambda row: _without(row, id_))
    identical = {
        row.number for row in theirs if id_ not in row.compared and len(whole.get(_without(row, id_), [])) == 1
    }
    found += [Match(row, whole[_without(row, id_)][0]) for row in theirs if row.number in identical]
    taken = {match.mine.number for match in found if match.mine is not None}
    known = _grouped((row for row in mine if row.number not in taken), lambda row: _known_by(table, row))
    rivals = _grouped((row for row in theirs if row.number not in identical), lambda row: _known_by(table, row))
    first = FACTS[table.name][0]
    alike = _grouped((row for row in mine if row.number not in taken), lambda row: _fact(row, first))
    for key, rows in rivals.items():
        twins = known.get(key, []) if key is not None else []
        for row in rows:
            found.append(_stranger(table, id_, row, twins, len(rows), alike.get(_fact(row, first), [])))
    return found


def _stranger(
    table: Table, id_: str, row: ValueRow, twins: list[ValueRow], rivals: int, alike: list[ValueRow]
) -> Match:
    if len(twins) > 1 or (twins and rivals > 1):
        return Match(row, twins[0], Why.AMBIGUOUS)
    if twins:
        has_two_ids = id_ in twins[0].compared and id_ in row.compared
        return Match(row, twins[0], Why.OTHER_ID if has_two_ids else None, id_ if has_two_ids else "")
    if _fact(row, FACTS[table.name][0]) is None:
        return Match(row)
    perhaps = [
        one for one in alike if _may_be(table, one, row) and (id_ not in row.compared or id_ not in one.compared)
    ]
    return Match(row, perhaps[0], Why.AMBIGUOUS) if perhaps else Match(row)


def is_another(table: Table, mine: ValueRow, theirs: ValueRow) -> bool:
    """Whether two rows of the same id are of two people, or of two things: one fact differs and none agrees."""
    facts = [fact for fact in FACTS[table.name] if not any(_is_empty(mine, theirs, field) for field in fact)]
    agree = [all(_plain(mine, field) == _plain(theirs, field) for field in fact) for fact in facts]
    return bool(agree) and not any(agree)


def _may_be(table: Table, mine: ValueRow, theirs: ValueRow) -> bool:
    """Whether nothing that a row is known by differs, though one of the two leaves some of it empty."""
    return all(
        _is_empty(mine, theirs, field) or _plain(mine, field) == _plain(theirs, field) for field in KNOWN_BY[table.name]
    )


def _is_empty(mine: ValueRow, theirs: ValueRow, field: str) -> bool:
    return field not in mine.compared or field not in theirs.compared


def _plain(row: ValueRow, field: str) -> Hashable:
    value = row.compared.get(field)
    return folded(value) if isinstance(value, str) else value


def _fact(row: ValueRow, fields: tuple[str, ...]) -> Hashable:
    values = tuple(_plain(row, field) for field in fields)
    return None if None in values else values


def _known_by(table: Table, row: ValueRow) -> Hashable:
    values = tuple(_plain(row, field) for field in KNOWN_BY[table.name])
    return values if any(value is not None for value in values) else None


def _without(row: ValueRow, field: str) -> Hashable:
    return frozenset(one for one in row.content if one[0] != field)


# --- tables without ids -----------------------------------------------------------------------------------------------


def _by_key(
    table: Table, mine: Sequence[ValueRow], free: list[ValueRow], distinct: list[ValueRow], rest: list[ValueRow]
) -> list[Match]:
    fields = KEYS.get(table.name, table.key)
    my_keys, their_keys = (_grouped(rows, lambda row: _values(row, fields)) for rows in (mine, distinct))
    found: list[Match] = []
    strangers: list[ValueRow] = []
    for row in rest:
        mates = my_keys.get(_values(row, fields), []) if fields else []
        spoilt = _first(row, set(fields), Waiting) or _first(row, set(fields), Unread)
        if spoilt:
            why = Why.WAITS if isinstance(row.values[spoilt], Waiting) else Why.UNREADABLE
            found.append(Match(row, None, why, spoilt))
        elif fields and (len(mates) > 1 or len(their_keys[_values(row, fields)]) > 1):
            found.append(Match(row, mates[0] if mates else None, Why.AMBIGUOUS))
        elif mates:
            found.append(Match(row, mates[0]))
        else:
            strangers.append(row)
    taken = {match.mine.number for match in found if match.mine is not None}
    return found + _by_fit(table, mine, [row for row in free if row.number not in taken], strangers)


def _by_fit(table: Table, mine: Sequence[ValueRow], free: list[ValueRow], theirs: list[ValueRow]) -> list[Match]:
    """Matches a row with the one of mine that leaves open what it says: the date of a result, any cell elsewhere."""
    if table.key:
        return [Match(row) for row in theirs]
    fields, fits = (ASSESSMENT[:-1], _is_undated) if table.name in KEYS else (_mandatory(table), _says_less)
    everywhere, open_rows = (_grouped(rows, lambda row: _values(row, fields)) for rows in (mine, free))
    found: list[Match] = []
    suitors: dict[int, list[ValueRow]] = defaultdict(list)
    hopes: list[tuple[ValueRow, list[ValueRow]]] = []
    for row in theirs:
        key = _values(row, fields)
        fuller = [one for one in everywhere.get(key, []) if _says_less(row, one)] if None not in key else []
        fitting = [one for one in open_rows.get(key, []) if fits(one, row)] if None not in key else []
        if fuller:
            found.append(Match(row, fuller[0]))
            continue
        hopes.append((row, fitting))
        for one in fitting:
            suitors[one.number].append(row)
    for row, fitting in hopes:
        is_sure = len(fitting) == 1 and len(suitors[fitting[0].number]) == 1
        found.append(Match(row, fitting[0], None if is_sure else Why.AMBIGUOUS) if fitting else Match(row))
    return found


def _says_less(one: ValueRow, other: ValueRow) -> bool:
    return one.content <= other.content


def _is_undated(one: ValueRow, other: ValueRow) -> bool:
    return _is_empty(one, other, ASSESSMENT[-1])


def _values(row: ValueRow, fields: Iterable[str]) -> tuple[Hashable, ...]:
    return tuple(_plain(row, field) for field in fields)


def _first(row: ValueRow, fields: Set[str], kind: type[Waiting | Unread]) -> str:
    return next((field for field, value in row.values.items() if field in fields and isinstance(value, kind)), "")


def _grouped(rows: Iterable[ValueRow], key: Callable[[ValueRow], Hashable]) -> Groups:
    groups: Groups = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups
