"""Which papers a stay calls for once it is decided on, and which of them are still to be made.

The host certifies what was achieved; letters tell only what a named person decided (2009/C 155/02, recital 15 and Annex
II, 3). What the sheet Papers names was made; whether it came back is for `ecvet papers` to tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from ecvet_office.credit.ledger import Ledger
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.register import Register
from ecvet_office.model.results import (
    COMPLEMENT,
    EUROPASS,
    RECOGNISED,
    RECOGNITION_LETTER,
    REFUSAL_LETTER,
    REFUSED,
    TRANSCRIPT,
    Decision,
)
from ecvet_office.model.stages import Stage
from ecvet_office.rules.erasmus_agreement import asks_for_erasmus_agreement
from ecvet_office.rules.europass import promises_europass
from ecvet_office.rules.stays import is_incoming


def due_papers(register: Register, agreement: Agreement, ledger: Ledger | None) -> tuple[str, ...]:
    """Gives the papers still to be made about a stay, by their words on the sheet Papers, in the order of the year.

    Args:
        register: the workbook's records.
        agreement: the stay, decided on or withdrawn.
        ledger: the learner's, in the qualification of the stay; None where there is none.
    """
    return tuple(one for one in _called_for(register, agreement, ledger) if not is_made(register, agreement, one))


def is_made(register: Register, agreement: Agreement, document: str) -> bool:
    """Whether the sheet Papers names a document about a stay; a transcript may be named by the learner."""
    about = (agreement.id, *((agreement.learner or "",) if document == TRANSCRIPT else ()))
    papers = (paper for subject in about for paper in register.papers_about.get(subject, ()))
    return any(paper.document == document for paper in papers)


def _called_for(register: Register, agreement: Agreement, ledger: Ledger | None) -> Iterator[str]:
    yield TRANSCRIPT
    if is_incoming(register, agreement):
        return  # all other papers are for the learner's own institution to make
    if agreement.stage is not Stage.WITHDRAWN:
        if asks_for_erasmus_agreement(register, agreement):
            yield COMPLEMENT
        if promises_europass(register, agreement):
            yield EUROPASS
    decisions = [one for one in register.decisions_of.get(agreement.learner or "", ()) if one.by and one.on]
    in_the_stay = [one for one in decisions if one.context == agreement.id]
    if ledger and any(_is_gained(ledger, one) for one in in_the_stay):
        yield RECOGNITION_LETTER
    if any(one.step == REFUSED and not _is_reversed(one, decisions) for one in in_the_stay):
        yield REFUSAL_LETTER


def _is_gained(ledger: Ledger, decision: Decision) -> bool:
    """Whether a decision is the recognition by which the learner has a unit."""
    gained = {(unit.unit, unit.recognised_on) for unit in ledger.units if unit.recognised_on}
    return decision.step == RECOGNISED and (decision.subject, decision.on) in gained


def _is_reversed(refusal: Decision, decisions: list[Decision]) -> bool:
    """Whether what was refused was recognised later."""
    return any(
        one.step == RECOGNISED and one.subject == refusal.subject and one.on and refusal.on and one.on > refusal.on
        for one in decisions
    )
