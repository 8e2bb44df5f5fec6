"""The workbook of the next school year: what stays the same, and the cases that are still open.

It is a new workbook and no copy, so that nothing of learners who left can be left over in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ecvet_office.model.errors import UnwritableFileError, UsageError
from ecvet_office.model.memoranda import Memorandum
from ecvet_office.model.places import Place
from ecvet_office.model.register import Register
from ecvet_office.model.results import PRIOR_LEARNING
from ecvet_office.model.stages import Stage
from ecvet_office.workbook.blank import LISTS, START, build_from
from ecvet_office.workbook.carried_rows import CarriedRow, carried_rows, further_columns, new_settings, new_sheet
from ecvet_office.workbook.comparing import by_reference, compare
from ecvet_office.workbook.kind import OVERVIEW
from ecvet_office.workbook.kinds import MOBILITY
from ecvet_office.workbook.layout import SETTINGS_TABLE
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.references import Names, all_names
from ecvet_office.workbook.results_layout import RESULT_BY_NAME
from ecvet_office.workbook.saving import write_new_file
from ecvet_office.workbook.sheets import Sheet, Sheets
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import folded, nearest

CLOSED = frozenset({Stage.DECIDED, Stage.WITHDRAWN})
LEAP_DAY = (2, 29)
NOT_OURS = frozenset({"WB02", "WB17", "WB20"})
"""The findings of reading that tell of a column which is none of the layout's."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of one sheet were kept, and how many were left behind."""

    title: str
    kept: int
    left: int


@dataclass(frozen=True, slots=True)
class NextYear:
    """What a new year's workbook keeps, and what it leaves behind.

    Attributes:
        sheets: what it holds.
        counted: for each sheet of the layout that held something, in the order of the old workbook.
        learners: the ids of those whose case is open.
        expiring: the memoranda that it keeps and that end within a year, the first to end first.
        expired: the ids of the memoranda that were left behind.
        unclear: rows left behind because nobody can tell whom they are about.
        lost: cells whose value is not known: errors, and formulas that were never calculated.
        own: sheets and columns of the user's own, which were left behind.
    """

    sheets: Sheets
    counted: tuple[Counted, ...]
    learners: tuple[str, ...]
    expiring: tuple[Memorandum, ...]
    expired: tuple[str, ...]
    unclear: tuple[Place, ...]
    lost: tuple[Place, ...]
    own: tuple[str, ...]


def plan_next_year(sheets: Sheets, on: date, learners: Sequence[str] = ()) -> NextYear:
    """Tells what the workbook of the next year keeps; nothing is written.

    A learner is kept with everything about them where a stay is neither decided nor withdrawn, or prior learning waits
    for a decision: what was recognised before counts in the open case too.

    Args:
        sheets: the old workbook.
        on: the day on which memoranda are judged.
        learners: ids of further learners to be kept.

    Raises:
        UsageError: the workbook is none about stays, or has no such learner.
    """
    if sheets.sheet("Learners") is None or sheets.sheet("Agreements") is None:
        raise UsageError(f"{sheets.file or 'the workbook'} has no sheets Learners and Agreements: no year to close")
    register, _ = parse(sheets)
    names = all_names(sheets)
    kept = _kept_ids(register, on, _known(register, learners))
    held, unclear = _held(sheets, names, kept)
    new = replace(sheets, sheets=tuple(_new_sheets(sheets, names, held)), findings=(), titles=(), version=None)
    return NextYear(
        new,
        tuple(_counted(sheets, new)),
        tuple(one.id for one in register.learners if one.id in kept["Learners"]),
        _expiring(register, kept["Memoranda"], on),
        tuple(one for one in register.memorandum if one not in kept["Memoranda"]),
        unclear,
        tuple(place for rows in held.values() for row in rows for place in row.lost),
        tuple(_own(sheets)),
    )


def _known(register: Register, learners: Sequence[str]) -> set[str]:
    ids = {folded(one): one for one in register.learner}
    for one in learners:
        if folded(one) not in ids:
            guess = nearest(one, list(register.learner))
            raise UsageError(f"the workbook has no learner {one}{guess}; their ids stand on the sheet Learners")
    return {ids[folded(one)] for one in learners}


# --- what is kept -----------------------------------------------------------------------------------------------------


def _kept_ids(register: Register, on: date, asked: set[str]) -> dict[str, set[str]]:
    """Gives by table the ids of the rows that are kept, for the tables that decide on all others."""
    learners = {one.learner for one in register.agreements if one.learner and one.stage not in CLOSED}
    decided = {one.learner for one in register.decisions if one.context == PRIOR_LEARNING}
    learners |= {one.learner for one in register.prior_learning if one.learner not in decided} | asked
    # An agreement without a learner is a draft that somebody began; nobody else would take it along.
    agreements = {
        one.id
        for one in register.agreements
        if one.learner in learners or (one.learner is None and one.stage not in CLOSED)
    }
    named = {one.memorandum for one in register.agreements if one.id in agreements and one.memorandum}
    valid = {one.id for one in register.memoranda if one.valid_until is None or one.valid_until >= on}
    groups = {one.group for one in register.agreements if one.id in agreements and one.group}
    return {"Learners": learners, "Agreements": agreements, "Memoranda": valid | named, "MobilityGroups": groups}


def _held(
    sheets: Sheets, names: Mapping[str, Names], kept: dict[str, set[str]]
) -> tuple[dict[str, list[CarriedRow]], tuple[Place, ...]]:
    """Gives by table the rows that are kept, and the places of those about which nobody can tell.

    A row is kept where every row that it names is kept, or is of a table that is kept as a whole.
    """
    thinned = {table: frozenset(ids) for table, ids in kept.items()}
    held: dict[str, list[CarriedRow]] = {}
    unclear: list[Place] = []
    for table in by_reference():
        sheet = sheets.sheet(table.name)
        if sheet is None or table.name not in MOBILITY.tables:
            continue
        rows = list(carried_rows(sheet, names))
        deciding = [column.key for column in table.columns if set(column.ref) & thinned.keys()]
        if table.name in kept:
            id_ = table.columns[0].key
            rows = [row for row in rows if row.cells.get(id_) in thinned[table.name]]
        elif deciding:
            lost = [row for row in rows if _is_unclear(table, row, deciding)]
            unclear += [Place(sheet.title, row.number, "") for row in lost]
            rows = [row for row in rows if row not in lost and _is_kept(table, row, deciding, thinned, names)]
            if table.prefix:
                thinned[table.name] = frozenset(str(row.cells[table.columns[0].key]) for row in rows)
        held[table.name] = rows
    return held, tuple(unclear)


def _is_unclear(table: Table, row: CarriedRow, deciding: Collection[str]) -> bool:
    fields = table.model.model_fields
    return any(
        row.names[key] is None if key in row.names else key in fields and fields[key].is_required() for key in deciding
    )


def _is_kept(
    table: Table,
    row: CarriedRow,
    deciding: Collection[str],
    thinned: Mapping[str, frozenset[str]],
    names: Mapping[str, Names],
) -> bool:
    for key in deciding:
        for id_ in row.names.get(key) or ():
            homes = [one for one in table.column(key).ref if one in names and folded(id_) in names[one].ids]
            if any(home in thinned and id_ not in thinned[home] for home in homes):
                return False
    return True


def _new_sheets(
    sheets: Sheets, names: Mapping[str, Names], held: Mapping[str, Sequence[CarriedRow]]
) -> Iterator[Sheet]:
    for sheet in sheets.sheets:
        if sheet.table is SETTINGS_TABLE:
            yield new_settings(sheet, names)
        elif rows := held.get(sheet.table.name):
            yield new_sheet(sheet, rows)


# --- what is told -----------------------------------------------------------------------------------------------------


def _counted(sheets: Sheets, new: Sheets) -> Iterator[Counted]:
    for sheet in sheets.sheets:
        if sheet.rows and sheet.table is not SETTINGS_TABLE:
            held = new.sheet(sheet.table.name)
            kept = len(held.rows) if held else 0
            yield Counted(sheet.title, kept, len(sheet.rows) - kept)


def _expiring(register: Register, kept: Collection[str], on: date) -> tuple[Memorandum, ...]:
    last = _a_year_later(on)
    ending = [(one.valid_until, one.id) for one in register.memoranda if one.id in kept and one.valid_until]
    return tuple(register.memorandum[id_] for until, id_ in sorted(ending) if until <= last)


def _a_year_later(day: date) -> date:
    """Gives the same day of the next year; 1 March after a leap day.

    >>> _a_year_later(date(2028, 2, 29))
    datetime.date(2029, 3, 1)
    """
    if (day.month, day.day) == LEAP_DAY:
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)


def _own(sheets: Sheets) -> Iterator[str]:
    """Gives the sheets and columns that are none of the layout's, and the sheets that no workbook of stays has."""
    ours = {sheet.title for sheet in sheets.sheets if sheet.table.name in MOBILITY.tables}
    ours |= {START, LISTS, OVERVIEW, *(table.title for table in RESULT_BY_NAME.values())}
    yield from (f"the sheet {title}" for title in sheets.titles if title not in ours)
    for finding in sheets.findings:
        if finding.code in NOT_OURS and finding.place.sheet in ours:
            yield f"the column {dict(finding.facts).get('found', '')} of {finding.place.sheet} ({finding.place.cell})"


# --- writing ----------------------------------------------------------------------------------------------------------


def write_next_year(plan: NextYear, out: Path) -> None:
    """Writes the workbook of the next year, reads it again, and keeps it only if it says what was planned.

    Args:
        plan: what it holds.
        out: the new file, whose name ends in `.xlsx`.

    Raises:
        UsageError: the name ends in something else.
        UnwritableFileError: the file exists, cannot be written, or would not hold what was planned.
    """
    if out.suffix.casefold() != ".xlsx":
        raise UsageError(f"{out.name}: an Excel workbook's name ends in .xlsx")
    if out.exists():
        raise UnwritableFileError(f"{out} exists already and was left as it is; choose another name")
    further = {sheet.table.name: further_columns(sheet) for sheet in plan.sheets.sheets}
    write_new_file(out, build_from(plan.sheets, MOBILITY, further=further))
    if not _says_the_same(plan.sheets, read(out)):
        out.unlink()
        raise UnwritableFileError(f"{out.name} would not have held what is to be kept, so it was not kept")


def _says_the_same(planned: Sheets, found: Sheets) -> bool:
    settings = [parse(one)[0].settings.model_dump() for one in (planned, found)]
    differences = (compare(planned, found), compare(found, planned))
    is_same = not any(one.changes_something or one.has_contradictions or one.left_out for one in differences)
    return is_same and settings[0] == settings[1]
