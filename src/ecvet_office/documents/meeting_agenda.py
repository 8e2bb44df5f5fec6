"""What the agenda of a recognition meeting says: what is ready, offered in addition, not ready yet, to be retaken.

It decides nothing. It says what was before the meeting, and so it stays the same once the meeting has decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ecvet_office.credit.meeting import Lack, MeetingCase, MeetingOutcome, Standing, Why, as_decided_by, meeting_cases
from ecvet_office.documents.fields import Fields, Sources, institution_name, joined, period_text, person_named
from ecvet_office.documents.fields_outcomes import subject_named, unit_title
from ecvet_office.documents.meeting_papers import home_record, learner_in, learner_line, meeting_fields
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.model.results import PRIOR_LEARNING, RECOGNISED

LACKS = {
    Why.NO_RESULT: "no-result",
    Why.NOT_ACHIEVED: "not-achieved",
    Why.UNCLEAR: "unclear",
    Why.UNDATED: "undated",
    Why.LATER: "later",
    Why.REFUSED: "refused",
    Why.NOT_WORKED_ON: "not-worked-on",
    Why.REQUIRES: "requires",
    Why.VALIDATED_IN_PART: "incomplete",
    Why.RECOGNISED_IN_PART: "incomplete",
    Why.REFUSED_IN_PART: "incomplete",
}
"""By why something cannot be decided on, the end of the key of the words for it."""


def agenda_on(register: Register, day: date) -> tuple[str, ...]:
    """Gives the agenda of a meeting on a day; none where nothing is before it."""
    return (day.isoformat(),) if meeting_cases(as_decided_by(register, day, before=True), day) else ()


def agenda_records(register: Register, _subject: str) -> Iterator[Record]:
    """Gives what an agenda rests on: the institution that decides.

    Nobody signs an agenda. It shows the workbook as it stands, so that a wrong row of one learner or unit keeps no
    other from being decided on; minutes and letters rest on the rows themselves.
    """
    return home_record(register)


def agenda_fields(sources: Sources, subject: str) -> Fields:
    """Gives the record of an agenda: ready to be decided, offered in addition, not ready yet, and to be retaken.

    Raises:
        ValueError: the subject is no day.
    """
    day = date.fromisoformat(subject)
    cases = meeting_cases(as_decided_by(sources.register, day, before=True), day)
    ready = [case for case in cases if case.ready]
    waiting = [case for case in cases if case.lacks and not case.ready]
    uses_points = sources.register.settings.uses_points
    return {
        **meeting_fields(sources, subject),
        "ready_with_points": bool(ready) and uses_points,
        "ready_without_points": bool(ready) and not uses_points,
        "ready": tuple(_of_a_learner(sources, of_one) for of_one in _by_learner(ready)),
        "offered": tuple(
            _offered(sources, case, one) for case in cases for one in case.outcomes if one.outcome in case.extra
        ),
        "waiting": tuple(
            {
                "name": learner_line(sources, case.learner),
                "unit": unit_title(sources, case.unit),
                "missing": _missing(sources, case),
            }
            for case in waiting
        ),
        "retake": tuple(_retake(sources, case, one) for case in cases for one in case.to_retake),
    }


def _by_learner(cases: Sequence[MeetingCase]) -> Iterator[list[MeetingCase]]:
    """Gives the cases of each learner and qualification together, in their order."""
    together: dict[tuple[str, str], list[MeetingCase]] = {}
    for case in cases:
        together.setdefault((case.learner, case.qualification), []).append(case)
    yield from together.values()


def _of_a_learner(sources: Sources, cases: Sequence[MeetingCase]) -> Fields:
    return {
        "learner": learner_in(sources, cases[0].learner, cases[0].qualification),
        "units": tuple(_ready(sources, case) for case in cases),
    }


def _ready(sources: Sources, case: MeetingCase) -> Fields:
    """Gives a unit of which something can be decided: the next step, and what its outcomes came to."""
    wording = sources.wording
    what = wording.text("agenda.whole-unit") if case.unit in case.ready else joined(case.ready)
    step = "recognition" if case.step == RECOGNISED else "validation"
    row = sources.register.points_of.get((case.qualification, case.unit))
    return {
        "unit": unit_title(sources, case.unit),
        "step": wording.text(f"agenda.{step}", what=what),
        "achieved": _achieved(sources, case),
        "assessed_on": _days(sources, case.outcomes),
        "assessor": _assessors(sources, case.outcomes),
        "unit_points": wording.points(row.points) if row and sources.register.settings.uses_points else "",
        "missing": _missing(sources, case),
    }


def _achieved(sources: Sources, case: MeetingCase) -> str:
    """Gives how many of the agreed outcomes are achieved, and of how many the unit is made where that is more."""
    agreed = [one.outcome for one in case.outcomes if one.is_agreed]
    achieved = sum(one in case.achieved for one in agreed)
    key = "achieved-of" if len(agreed) == len(case.outcomes) else "achieved-of-and-whole"
    facts = {"achieved": achieved, "agreed": len(agreed), "whole": len(case.outcomes)}
    return sources.wording.text(f"word.{key}", **{name: str(number) for name, number in facts.items()})


def _offered(sources: Sources, case: MeetingCase, one: MeetingOutcome) -> Fields:
    return {
        "name": learner_line(sources, case.learner),
        "outcome": subject_named(sources, one.outcome),
        "unit": unit_title(sources, case.unit),
        "assessed_on": _days(sources, (one,)),
        "assessor": _assessors(sources, (one,)),
    }


def _retake(sources: Sources, case: MeetingCase, one: MeetingOutcome) -> Fields:
    key = "not-assessed" if one.standing is Standing.NOT_ASSESSED else "not-achieved"
    return {
        "name": learner_line(sources, case.learner),
        "outcome": subject_named(sources, one.outcome),
        "unit": unit_title(sources, case.unit),
        "why": sources.wording.text(f"word.{key}"),
        "assessed_on": _days(sources, (one,)),
        "stay": _where(sources, one),
    }


def _where(sources: Sources, one: MeetingOutcome) -> str:
    """Gives where an outcome was assessed: the agreement with its host, or that it was learnt before."""
    context = one.result.context if one.result else None
    agreement = sources.register.agreement.get(context or "")
    if agreement is None:
        return sources.wording.text("letter.prior-learning") if context == PRIOR_LEARNING else ""
    return joined((agreement.id, institution_name(sources.register, sources.register.terms(agreement).host)))


def _days(sources: Sources, outcomes: Sequence[MeetingOutcome]) -> str:
    """Gives the day of the results, or the first and the last of them."""
    days = sorted({one.result.date for one in outcomes if one.result and one.result.date})
    if len(days) > 1:
        return period_text(sources, days[0], days[-1])
    return sources.wording.day(days[0]) if days else ""


def _assessors(sources: Sources, outcomes: Sequence[MeetingOutcome]) -> str:
    """Gives who assessed, each once: as the results say, else as the agreement does."""
    register, found = sources.register, dict[str, None]()
    for result in (one.result for one in outcomes if one.result):
        agreement = register.agreement.get(result.context or "")
        person = person_named(register, result.assessor or (register.terms(agreement).assessor if agreement else None))
        found[person.name or person.id] = None
    return joined(found, "\n")


def _missing(sources: Sources, case: MeetingCase) -> str:
    return joined(dict.fromkeys(_lack(sources, one) for one in case.lacks), "\n")


def _lack(sources: Sources, lack: Lack) -> str:
    facts = {"about": lack.about, "day": sources.wording.day(lack.day)}
    return sources.wording.text(f"agenda.lack-{LACKS[lack.why]}", **facts)
