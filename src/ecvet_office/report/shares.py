"""How a qualification's points would be shared among its units by their weights, beside what the table gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecvet_office.credit.sharing import ONE_POINT, Sharing, SharingError, UnitShare, explain_sharing, mix_weights
from ecvet_office.law.national_profiles import rounding_step
from ecvet_office.model.points import number_text, points_text
from ecvet_office.model.qualifications import Qualification, UnitPoints
from ecvet_office.model.register import Register
from ecvet_office.report.credit import INDENT, json_number
from ecvet_office.report.plain_text import Paint, table_lines, unpainted, wrapped
from ecvet_office.rules.qualifications import named, unit_named
from ecvet_office.rules.weights import CRITERIA


@dataclass(frozen=True, slots=True)
class QualificationShares:
    """One qualification that has weights, and its points shared by them.

    Attributes:
        qualification: the qualification.
        rows: its units, in the order of the sheet.
        mix: each criterion that counts, with its proportion.
        sharing: the shares, in the order of the rows; None where none follow.
        problem: why not, in a sentence; empty where there are shares.
    """

    qualification: Qualification
    rows: tuple[UnitPoints, ...]
    mix: tuple[tuple[str, Decimal], ...]
    sharing: Sharing | None
    problem: str = ""


def shares_of(register: Register) -> tuple[QualificationShares, ...]:
    """Gives every qualification whose units have weights, or that has a mix, in the order of the sheet."""
    found = []
    for qualification in register.qualification.values():
        rows = register.units_in.get(qualification.id, ())
        mix = tuple((name, share) for name in CRITERIA if (share := getattr(qualification, name)))
        if rows and (mix or any(getattr(row, field) for row in rows for field in CRITERIA.values())):
            found.append(_shared(register, qualification, rows, mix))
    return tuple(found)


def _shared(
    register: Register,
    qualification: Qualification,
    rows: tuple[UnitPoints, ...],
    mix: tuple[tuple[str, Decimal], ...],
) -> QualificationShares:
    problem = next(_lacks(register, qualification, rows, mix), "")
    if problem or qualification.points is None:
        return QualificationShares(qualification, rows, mix, None, problem)
    criteria = {name: [getattr(row, CRITERIA[name]) for row in rows] for name, _ in mix}
    step = rounding_step(register.settings)
    names = [unit_named(register, row.unit) for row in rows]
    try:
        # A single criterion needs no mixing: its own measure, such as hours, reads better than parts of 1.
        weights = criteria[mix[0][0]] if len(mix) == 1 else mix_weights(criteria, dict(mix))
        sharing = explain_sharing(qualification.points, weights, ONE_POINT if step is None else step, names)
    except SharingError as error:
        return QualificationShares(qualification, rows, mix, None, str(error))
    return QualificationShares(qualification, rows, mix, sharing)


def _lacks(
    register: Register,
    qualification: Qualification,
    rows: Sequence[UnitPoints],
    mix: Sequence[tuple[str, Decimal]],
) -> Iterator[str]:
    """Gives what is not there and would have to be, a sentence each."""
    if qualification.points is None:
        yield "the qualification has no points that could be shared"
    if not mix:
        yield "the units have weights, but no criterion counts in the qualification's mix"
    for name, _ in mix:
        without = [unit_named(register, row.unit) for row in rows if getattr(row, CRITERIA[name]) is None]
        if without:
            yield f"the mix counts {name}, and these units have no weight for it: {', '.join(without)}"


def reasoning_of(sharing: Sharing, place: int) -> list[str]:
    """Gives the lines of the reasoning that are about one unit, by its place in the list of shares."""
    begin = f"{sharing.shares[place].unit}: "
    return [line.removeprefix(begin) for line in sharing.lines if line.startswith(begin)]


def shares_text(found: QualificationShares, paint: Paint = unpainted, width: int | None = None) -> list[str]:
    """Gives the lines on one qualification: its shares beside the table's points, then the reasoning."""
    qualification = found.qualification
    lines = [paint(named(qualification), "strong")]
    if found.sharing is None:
        return [*lines, *wrapped(f"cannot be shared: {found.problem}", width, INDENT, INDENT)]
    rows: list[tuple[str, ...]] = [("unit", "weight", "exact share", "shared", "in the table", "")]
    rows += [_row(share, row) for share, row in zip(found.sharing.shares, found.rows, strict=True)]
    lines += [INDENT + line for line in table_lines(rows, {1, 2, 3, 4}, width and width - len(INDENT))]
    lines.append(f"{INDENT}mix: {', '.join(f'{name} {points_text(share)}' for name, share in found.mix)}")
    for line in found.sharing.lines:
        lines += wrapped(line, width, INDENT, INDENT)
    differing = sum(1 for *_, note in rows[1:] if note)
    told = f"the table differs in {differing} of {len(found.rows)} units" if differing else "the table agrees"
    return [*lines, INDENT + paint(told, "warning" if differing else "done")]


def _row(share: UnitShare, row: UnitPoints) -> tuple[str, ...]:
    in_table = "" if row.points is None else points_text(row.points)
    note = "" if row.points == share.points else "differs"
    weight, exact = number_text(share.weight), number_text(share.exact)
    return share.unit, weight, exact, points_text(share.points), in_table, note


def shares_json(found: Sequence[QualificationShares]) -> dict[str, object]:
    """Gives the shares as objects; weights and exact shares are texts, since their decimals may never end."""
    return {"qualifications": [_object(one) for one in found]}


def _object(found: QualificationShares) -> dict[str, object]:
    shares = found.sharing.shares if found.sharing else ()
    return {
        "qualification": found.qualification.id,
        "problem": found.problem or None,
        "units": [
            {
                "unit": row.unit,
                "weight": str(share.weight),
                "exact": str(share.exact),
                "points": json_number(share.points),
                "table_points": json_number(row.points),
            }
            for share, row in zip(shares, found.rows, strict=False)
        ],
        "reasoning": list(found.sharing.lines) if found.sharing else [],
    }
