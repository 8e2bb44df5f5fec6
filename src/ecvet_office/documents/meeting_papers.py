"""What the agenda and the minutes of a recognition meeting have alike.

They are about a day and not about a learner, and so they are known by the day, as `2026-06-12`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from ecvet_office.documents.fields import FIRST_VERSION, Fields, Sources, institution_fields, joined, said, without
from ecvet_office.model.learners import Learner
from ecvet_office.model.qualifications import Qualification
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.model.results import Decision

NOT_PRINTED = (".country", ".website")


def meeting_days(register: Register, learners: Collection[str] = ()) -> tuple[str, ...]:
    """Gives the days on which something was decided, the first first; for some learners, or for anybody."""
    days = {one.on for one in register.decisions if one.on and one.by and one.step}
    return tuple(day.isoformat() for day in sorted(days) if not learners or _concerns(register, day, learners))


def decided_on(register: Register, day: date) -> tuple[Decision, ...]:
    """Gives the decisions that a named person took on a day, in the order of the sheet."""
    return tuple(one for one in register.decisions if one.on == day and one.by and one.step)


def _concerns(register: Register, day: date, learners: Collection[str]) -> bool:
    return any(one.learner in learners for one in decided_on(register, day))


def home_record(register: Register) -> Iterator[Record]:
    """Gives the institution that decides, where Partners has its row."""
    yield from (register.partner[one] for one in (register.settings.coordinator,) if one in register.partner)


def meeting_fields(sources: Sources, subject: str) -> Fields:
    """Gives what both papers say: of which day, and of which institution."""
    register = sources.register
    return {
        "document.number": subject,
        "document.version": str(FIRST_VERSION),
        "draft": sources.draft,
        **without(institution_fields(sources, "home", register.settings.coordinator), *NOT_PRINTED),
        "on": sources.wording.day(date.fromisoformat(subject)),
    }


def learner_line(sources: Sources, learner: str) -> str:
    """Gives a learner's id and name; the id alone where no name is known."""
    known = sources.register.learner.get(learner) or Learner(id=learner)
    return joined(dict.fromkeys((known.id, known.full_name)), " ")


def learner_in(sources: Sources, learner: str, qualification: str) -> str:
    """Gives a learner's id and name with the title of the qualification; its id where no title is known."""
    known = sources.register.qualification.get(qualification) or Qualification(id=qualification)
    return joined((learner_line(sources, learner), said(sources, known, "title") or known.id))
