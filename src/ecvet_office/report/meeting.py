"""The list of a recognition meeting: what is ready to be decided, what is not and why, and what is to be retaken.

Learners stand by their ids unless names are asked for. Nothing here is a decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ecvet_office.credit.meeting import MeetingCase, MeetingOutcome
from ecvet_office.model.days import day_text
from ecvet_office.model.places import Place
from ecvet_office.model.register import Register
from ecvet_office.report.plain_text import Paint, counted, table_lines, unpainted, wrapped
from ecvet_office.rules.qualifications import unit_named

INDENT = "    "
READY_HEADER = ("learner", "unit", "next step", "about", "achieved", "assessed", "by")
RETAKE_HEADER = ("learner", "outcome", "unit", "why", "assessed", "in")


def meeting_text(
    register: Register,
    cases: Sequence[MeetingCase],
    on: date,
    paint: Paint = unpainted,
    width: int | None = None,
    *,
    names: bool = False,
) -> list[str]:
    """Gives the list as lines: ready, assessed but not agreed, not ready, to be retaken, and how many of each.

    Args:
        register: the workbook's records.
        cases: the units that are before the meeting.
        on: the day of the meeting.
        paint: gives a text as it looks in a role.
        width: of the screen in characters; None for one line to each thought.
        names: whether learners are shown with their names.
    """
    lines = [paint(f"Recognition meeting, {day_text(on)}", "strong"), ""]
    ready, extra = [one for one in cases if one.ready], [one for one in cases if one.extra]
    lacking, retaken = [one for one in cases if one.lacks], [one for one in cases if one.to_retake]
    if ready:
        rows = [_ready_row(register, one, one.ready, names=names) for one in ready]
        lines += _part("ready to be decided", table_lines([READY_HEADER, *rows], width=_inner(width)), paint)
    if extra:
        rows = [_ready_row(register, one, one.extra, names=names) for one in extra]
        table = table_lines([READY_HEADER, *rows], width=_inner(width))
        lines += _part("assessed without being agreed: decided on only by name (--subject)", table, paint)
    if lacking:
        lines += _part("not ready, or not as a whole", list(_lacking(register, lacking, width, names=names)), paint)
    if retaken:
        rows = [_retake_row(register, case, one, names=names) for case in retaken for one in case.to_retake]
        lines += _part("to be retaken or assessed", table_lines([RETAKE_HEADER, *rows], width=_inner(width)), paint)
    return [*lines, _summary(len(ready), len(lacking), sum(len(one.to_retake) for one in retaken))]


def _part(title: str, lines: Sequence[str], paint: Paint) -> list[str]:
    return [paint(title, "strong"), *(INDENT + line for line in lines), ""]


def _inner(width: int | None) -> int | None:
    return None if width is None else width - len(INDENT)


def _summary(ready: int, lacking: int, retaken: int) -> str:
    if not (ready or lacking):
        return "nothing is before the meeting: every unit that was worked on is recognised"
    return f"{counted(ready, 'unit')} ready, {lacking} with something missing, {counted(retaken, 'outcome')} to retake"


def learner_named(register: Register, learner: str, *, names: bool) -> str:
    """Gives the id of a learner, with the name where it is asked for."""
    known = register.learner.get(learner)
    return f"{learner} {known.full_name}" if names and known else learner


def _ready_row(register: Register, case: MeetingCase, about: Sequence[str], *, names: bool) -> tuple[str, ...]:
    return (
        learner_named(register, case.learner, names=names),
        unit_named(register, case.unit),
        case.step,
        "the whole unit" if case.unit in about else ", ".join(about),
        f"{len(case.achieved)} of {len(case.outcomes)}",
        _days(case),
        ", ".join(assessors(register, case)) or "not said",
    )


def _days(case: MeetingCase) -> str:
    days = sorted({one.result.date for one in case.outcomes if one.result and one.result.date})
    if not days:
        return "no day"
    return str(days[0]) if len(days) == 1 else f"{days[0]} to {days[-1]}"


def assessors(register: Register, case: MeetingCase) -> tuple[str, ...]:
    """Gives who assessed the outcomes of a unit, each once: as the results say, else as the agreement does."""
    found: dict[str, None] = {}
    for one in case.outcomes:
        if one.result is None:
            continue
        agreement = register.agreement.get(one.result.context or "")
        said = one.result.assessor or (register.terms(agreement).assessor if agreement else None)
        if said:
            person = register.person.get(said)
            found[(person.name if person else None) or said] = None
    return tuple(found)


def _lacking(register: Register, cases: Sequence[MeetingCase], width: int | None, *, names: bool) -> Iterator[str]:
    for case in cases:
        yield f"{learner_named(register, case.learner, names=names)}, {unit_named(register, case.unit)}"
        for lack in case.lacks:
            yield from wrapped(f"{lack.place}: {lack.text}", _inner(width), INDENT)


def _retake_row(register: Register, case: MeetingCase, one: MeetingOutcome, *, names: bool) -> tuple[str, ...]:
    known, result = register.outcome.get(one.outcome), one.result
    return (
        learner_named(register, case.learner, names=names),
        f"{one.outcome} {known.outcome}" if known and known.outcome else one.outcome,
        unit_named(register, case.unit),
        one.standing.value,
        str(result.date) if result and result.date else "-",
        (result.context if result else None) or "-",
    )


# --- for other programs -----------------------------------------------------------------------------------------------


def meeting_json(
    register: Register, cases: Sequence[MeetingCase], on: date, *, names: bool = False
) -> dict[str, object]:
    """Gives the list as an object for other programs; days as year-month-day."""
    return {
        "on": str(on),
        "cases": [
            {
                "learner": learner_named(register, case.learner, names=names),
                "qualification": case.qualification,
                "unit": case.unit,
                "step": case.step,
                "ready": list(case.ready),
                "extra": list(case.extra),
                "achieved": list(case.achieved),
                "outcomes": [_outcome_json(one) for one in case.outcomes],
                "assessors": list(assessors(register, case)),
                "lacks": [{"text": one.text, **_place_json(one.place)} for one in case.lacks],
            }
            for case in cases
        ],
        "retake": [
            {"learner": learner_named(register, case.learner, names=names), "unit": case.unit, **_outcome_json(one)}
            for case in cases
            for one in case.to_retake
        ],
    }


def _outcome_json(one: MeetingOutcome) -> dict[str, object]:
    day = one.result.date if one.result else None
    return {
        "outcome": one.outcome,
        "standing": one.standing.value,
        "agreed": one.is_agreed,
        "assessed": str(day) if day else None,
    }


def _place_json(place: Place) -> dict[str, str]:
    return {"sheet": place.sheet, "cell": place.cell}
