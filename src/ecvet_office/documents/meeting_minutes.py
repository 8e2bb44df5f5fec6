"""What the minutes of a recognition meeting say: the decisions of its day, who took them, and why one was a refusal.

Only what a named person decided on that day is told (2009/C 155/02, recital 15); who was present a hand writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.documents.fields import Fields, Sources, name_with_position, said
from ecvet_office.documents.fields_outcomes import gained_by, subject_named
from ecvet_office.documents.meeting_papers import decided_on, home_record, learner_in, meeting_fields
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.model.results import REFUSED, Decision
from ecvet_office.rules.subjects import qualifications_meant


def minutes_on(register: Register, day: date) -> tuple[str, ...]:
    """Gives the minutes of a day; none where nothing was decided on it."""
    return (day.isoformat(),) if decided_on(register, day) else ()


def minutes_records(register: Register, subject: str) -> Iterator[Record]:
    """Gives what minutes draw on: the decisions of the day, who took them, and what they are about."""
    decisions = decided_on(register, date.fromisoformat(subject))
    yield from decisions
    for one in decisions:
        yield from (register.person[by] for by in (one.by,) if by in register.person)
        yield from (table[one.subject] for table in (register.unit, register.outcome) if one.subject in table)
    yield from home_record(register)


def minutes_fields(sources: Sources, subject: str) -> Fields:
    """Gives the record of minutes: the decisions of the day by learner, in the order of the sheet.

    Raises:
        ValueError: the subject is no day.
    """
    decisions = decided_on(sources.register, date.fromisoformat(subject))
    together: dict[tuple[str, str], list[Decision]] = {}
    for one in decisions:
        meant = (*qualifications_meant(sources.register, one), "")[0]
        together.setdefault((one.learner, meant), []).append(one)
    return {
        **meeting_fields(sources, subject),
        "points": sources.register.settings.uses_points,
        "learners": tuple(
            {
                "learner": learner_in(sources, learner, qualification),
                "decisions": tuple(_decision(sources, one, qualification) for one in of_one),
            }
            for (learner, qualification), of_one in together.items()
        ),
        "refusals": any(one.step == REFUSED for one in decisions),
    }


def _decision(sources: Sources, decision: Decision, qualification: str) -> Fields:
    """Gives a decision; with points where it is the recognition by which the learner gets them."""
    ledger = sources.ledgers.get((decision.learner, qualification))
    gained = gained_by(ledger, (decision,)) if ledger and sources.register.settings.uses_points else []
    return {
        "subject": subject_named(sources, decision.subject),
        "step": sources.wording.text(f"step.{decision.step}"),
        "by": name_with_position(sources.register, decision.by),
        "awarded": sources.wording.points(gained[0].points) if gained else "",
        "reason": said(sources, decision, "reason"),
    }
