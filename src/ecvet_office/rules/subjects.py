"""What a decision or a result is about: a unit or an outcome, the qualification meant, and the stay it belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from ecvet_office.model.agreements import Agreement
from ecvet_office.model.learners import EarlierUnit
from ecvet_office.model.register import Register, enrolled_in
from ecvet_office.model.results import Decision
from ecvet_office.model.stages import Stage


def listed(texts: Iterable[str]) -> str:
    """Gives several texts as one, in their order."""
    return ", ".join(texts)


def parts_of(register: Register, subject: str) -> tuple[str, ...]:
    """Gives the ids of the outcomes for which a subject stands.

    A unit stands for its outcomes, in the order of the sheet, and for itself where it has none; an outcome for itself.
    """
    return register.outcome_ids_in.get(subject) or (subject,)


def unit_of(register: Register, subject: str) -> str | None:
    """Gives the id of the unit that a subject is or belongs to; None for an outcome without a unit."""
    return subject if subject in register.unit or subject not in register.outcome else register.outcome[subject].unit


def qualifications_meant(register: Register, row: Decision | EarlierUnit) -> tuple[str, ...]:
    """Gives the ids of the qualifications for which a row counts: the one it names, else all that the learner takes."""
    if row.qualification:
        return (row.qualification,)
    learner = register.learner.get(row.learner)
    return () if learner is None or row.is_unreadable("qualification") else enrolled_in(register, learner)


def same_qualification(one: str | None, other: str | None) -> bool:
    """Whether two rows can concern the same qualification; a row that names none concerns each of the learner's."""
    return one is None or other is None or one == other


def stay_of(register: Register, context: str | None) -> Agreement | None:
    """Gives the agreement to which a row belongs; None for prior learning, and where no agreement of that id exists."""
    return register.agreement.get(context) if context else None


def stage_of(register: Register, context: str | None) -> Stage | None:
    """Gives where the stay stands to which a row belongs; None where it belongs to none."""
    agreement = stay_of(register, context)
    return agreement.stage if agreement else None
