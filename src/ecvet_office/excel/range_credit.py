"""Credit and progress of learners from ranges: what `ecvet credit` computes from the same rows of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ecvet_office.credit.chain import State
from ecvet_office.credit.ledger import ledgers, share_of
from ecvet_office.credit.path import ZERO, Path, counted_units, missing_on, path_of, path_totals, usable_points
from ecvet_office.excel.excel_values import from_excel
from ecvet_office.excel.range_numbers import sentence
from ecvet_office.excel.range_sheets import HEADER_ROW, Argument, Cells, read_ranges
from ecvet_office.law.pages import fix, message, page
from ecvet_office.model.errors import UsageError
from ecvet_office.model.places import Place
from ecvet_office.model.register import Register
from ecvet_office.workbook.columns import Column, Kind
from ecvet_office.workbook.parsing import read_cell
from ecvet_office.workbook.values import Misfit, clean, folded, nearest, shown

Answer = list[list[float | str]]

LEARNERS = Argument("learners", "Learners", ("id", "qualification"), ("family_name", "given_names"))
UNITS = Argument("units", "UnitPoints", ("qualification", "unit"), ("points", "requires", "group"))
OUTCOMES = Argument("outcomes", "Outcomes", ("id", "unit"), ("outcome",))
RESULTS = Argument("results", "Results", ("learner", "outcome", "achieved"), ("date",), may_lack_rows=True)
DECISIONS = Argument(
    "decisions",
    "Decisions",
    ("learner", "subject", "step", "by", "on"),
    ("qualification", "points", "points_rule"),
    may_lack_rows=True,
)
EARLIER_UNITS = Argument(
    "earlier units",
    "EarlierUnits",
    ("learner", "qualification", "unit", "recognised_by", "on"),
    may_be_absent=True,
    may_lack_rows=True,
)
QUALIFICATIONS = Argument("qualifications", "Qualifications", ("id", "points"), ("title",), may_be_absent=True)
GROUPS = Argument(
    "groups",
    "Groups",
    ("qualification", "group"),
    ("at_least", "at_most", "counted_in"),
    may_be_absent=True,
    may_lack_rows=True,
)
UNIT_POINTS = Argument("unit points", "UnitPoints", ("qualification", "unit", "points"), ("group",))

CREDIT_HEADERS = ("Learner", "Qualification", "Unit", "State", "Achieved", "Required", "Points", "Open")
PROGRESS_HEADERS = ("Learner", "Qualification", "Points", "Total", "Share in %", "Eligible", "Missing")

CREDIT_COLUMNS = (
    Column("learner", "Learner"),
    Column("qualification", "Qualification"),
    Column("unit", "Unit"),
    Column("state", "State", Kind.CHOICE, choices=tuple(State)),
    Column("points", "Points", Kind.NUMBER),
)

NO_CREDIT = (None,) * len(CREDIT_COLUMNS)
"""A row of a credit that holds nothing."""

WHY_NOT = "ECVET: "
"""How the text of a cell begins in which a function tells why there is no answer."""

Held = dict[str, dict[str, dict[str, Decimal]]]
"""By learner and qualification, the recognised units with the points that each carries."""


def credit_rows(ranges: Sequence[tuple[Argument, Cells]]) -> Answer:
    """Gives a row for each learner and unit, in the order of the learners, below a row of headers.

    Raises:
        UsageError: as `read_ranges`.
    """
    rows: Answer = [list(CREDIT_HEADERS)]
    for ledger in ledgers(read_ranges(ranges)):
        rows += [
            [
                ledger.learner,
                ledger.qualification,
                unit.unit,
                str(unit.state),
                float(len(unit.achieved)),
                float(len(unit.achieved) + len(unit.open)),
                float(unit.points),
                ", ".join(unit.open),
            ]
            for unit in ledger.units
        ]
    return rows


def progress_rows(credit: Cells, ranges: Sequence[tuple[Argument, Cells]]) -> Answer:
    """Gives a row for each learner and qualification, in the order of the learners, below a row of headers.

    The total is that of the qualification; where no range gives it, the one sum to which every path comes.

    Args:
        credit: what `credit_rows` gives, or the table Credit of a workbook, headers first.
        ranges: the learners and the unit points; the qualifications and the groups where they are given.

    Raises:
        UsageError: as `read_ranges`; a row of the credit cannot be read; or the total of a qualification does not
            follow from what is given.
    """
    register = read_ranges(ranges)
    held = _held(credit, register)
    paths = {one: path_of(register, one) for one in register.units_in}
    stated = any(argument is QUALIFICATIONS and any(map(any, cells)) for argument, cells in ranges)
    totals = {one: _total(register, one, stated=stated) for one in paths}
    rows: Answer = [list(PROGRESS_HEADERS)]
    for learner in register.learner.values():
        recognised = held.get(learner.id, {})
        for one in dict.fromkeys((learner.qualification or "", *recognised)):
            if one in paths:
                rows.append([learner.id, one, *_progress(recognised.get(one, {}), paths[one], totals[one])])
    return rows


def _progress(carried: Mapping[str, Decimal], path: Path, total: Decimal | None) -> Iterator[float | str]:
    """Gives points, total, share, whether eligible, and what is missing; a number that is not known is blank."""
    missing = missing_on(path, carried)
    has_units = bool(path.required or any(choice.units for choice in path.choices))
    points = sum((carried[unit] for unit in counted_units(path, carried)), start=ZERO)
    for number in (points, total, share_of(points, total)):
        yield "" if number is None else float(number)
    yield "yes" if has_units and not missing else "no"
    yield "; ".join(missing)


def _total(register: Register, qualification: str, *, stated: bool) -> Decimal | None:
    """Gives the points of a whole qualification; None where its row states none.

    Args:
        register: what the ranges say.
        qualification: its id.
        stated: whether a range gives the qualifications.

    Raises:
        UsageError: units are in groups that are not given, or no row states the points and the paths differ in theirs.
    """
    grouped = next((row for row in register.units_in[qualification] if row.group), None)
    if grouped is not None and not register.groups:
        raise UsageError(
            f"{grouped.unit} is in the group {grouped.group} of {qualification}, and no groups are given, which say "
            "how much of each is taken. Give the table Groups as the fifth argument"
        )
    if stated:
        return usable_points(register.qualification[qualification].points)
    sums = path_totals(register, qualification)
    if sums is None or len(sums) != 1:
        raise UsageError(
            f"the paths through {qualification} come to different points. "
            "Give the table Qualifications as the fourth argument, which says what the whole has"
        )
    return min(sums)


def _held(credit: Cells, register: Register) -> Held:
    """Gives what the rows of a credit say is recognised.

    Raises:
        UsageError: a column is missing, a cell cannot be read, or a row names what is not given.
    """
    rows = _rows_read(credit)
    # The same names stand in many rows: each is looked up once, for the first row that bears it.
    learners = _ids({row[0]: number for number, row in reversed(rows)}, "Learner", _spelt(register.learner))
    spelt = _spelt(register.units_in)
    qualifications = _ids({row[1]: number for number, row in reversed(rows)}, "Qualification", spelt)
    pairs: dict[str, dict[Any, int]] = {}
    for (qualification, unit), number in {row[1:3]: number for number, row in reversed(rows)}.items():
        pairs.setdefault(qualifications[qualification], {})[unit] = number
    units = {
        one: _ids(named, "Unit", _spelt(row.unit for row in register.units_in[one])) for one, named in pairs.items()
    }
    held: Held = {}
    for _, (learner, qualification, unit, state, points) in rows:
        if state == State.RECOGNISED:
            one = qualifications[qualification]
            held.setdefault(learners[learner], {}).setdefault(one, {})[units[one][unit]] = points or ZERO
    return held


def _rows_read(credit: Cells) -> list[tuple[int, tuple[Any, ...]]]:
    """Gives the rows of a credit that hold something, each with its number, counted from the headers as row 1.

    A row is learner, qualification, unit, state and points, None for a blank.

    Raises:
        UsageError: a column is missing, or a cell cannot be read; the first row is named of which one cannot.
    """
    cells = list(zip(*credit[HEADER_ROW:], strict=True))
    places = _places(credit)
    columns = [list(map(_reader(column), cells[place] if cells else ())) for column, place in places.items()]
    rows = list(enumerate(zip(*columns, strict=True), HEADER_ROW + 1))
    if any(Misfit in map(type, values) for values in columns):
        number, column, misfit = next(
            (number, column, value)
            for number, row in rows
            for column, value in zip(CREDIT_COLUMNS, row, strict=True)
            if isinstance(value, Misfit)
        )
        finding = page(misfit.code).finding(Place(""), column=column.header, **misfit.facts)
        raise UsageError(f"row {number} of the credit: {message(finding)} ({misfit.code}). {sentence(fix(finding))}")
    return [one for one in rows if one[1] != NO_CREDIT]


def _reader(column: Column) -> Callable[[object], Any]:
    """Gives what reads the cells of a column; it remembers each, as the same words stand in many rows."""

    @lru_cache(maxsize=None, typed=True)  # by type too, as to Python TRUE and 1 are the same
    def read(value: object) -> Any:
        cell = from_excel(value)
        return None if cell is None else read_cell(cell, column, {})

    return read


def _spelt(ids: Iterable[str]) -> dict[str, str]:
    return {folded(one): one for one in ids}


def _places(credit: Cells) -> dict[Column, int]:
    """Gives where the columns of a credit stand, counted from 0; raises UsageError where one is missing."""
    texts = [clean(shown(from_excel(value))) for value in (credit[0] if credit else ())]
    headers = [folded(text) for text in texts]
    if headers and texts[0].startswith(WHY_NOT):
        raise UsageError(f"the credit could not be computed: {texts[0].removeprefix(WHY_NOT)}")
    for column in CREDIT_COLUMNS:
        if folded(column.header) not in headers:
            raise UsageError(
                f"the credit has no column {column.header}. "
                "Select what ECVET_CREDIT gives, or the table Credit, with its header row"
            )
    return {column: headers.index(folded(column.header)) for column in CREDIT_COLUMNS}


def _ids(named: Mapping[str | None, int], header: str, known: Mapping[str, str]) -> dict[str | None, str]:
    """Gives the id for each text that names one: alone, or with a title behind it as the sheet Credit has units.

    Args:
        named: by text, the first row in which it stands.
        header: of the column.
        known: by folded id, the id.

    Raises:
        UsageError: a text names none of the known ones.
    """
    return {text: _id(text or "", number, header, known) for text, number in named.items()}


def _id(text: str, number: int, header: str, known: Mapping[str, str]) -> str:
    words = text
    while words:
        found = known.get(folded(words))
        if found is not None:
            return found
        words = words.rpartition(" ")[0]
    where = "the learners" if header == "Learner" else "the unit points"
    raise UsageError(
        f"row {number} of the credit: “{text}” in {header} is not among {where}{nearest(text, list(known.values()))}. "
        "Give ranges of the same workbook, or mend the cell"
    )
