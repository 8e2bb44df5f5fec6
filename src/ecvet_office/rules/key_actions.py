"""The key actions of a stay: before, during and after it, each with its owner, its day, and what shows that it is done.

The phases and actions are those of the toolkit's checklist (Key Actions Checklist, November 2013) in our own words; the
days before and after a stay are our proposal, for no source sets any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ecvet_office.model.agreements import Agreement
from ecvet_office.model.checklist import AFTER, BEFORE, DURING
from ecvet_office.model.register import Register
from ecvet_office.model.results import AGREEMENT, MEMORANDUM, RECOGNISED, REFUSED, TRANSCRIPT, VALIDATED
from ecvet_office.rules.signatures import PARTY_NAMES, paper_for, signing_parties
from ecvet_office.rules.stays import is_incoming

SIGNS = "signs"
HOME, HOST, ASSESSOR, VALIDATOR, RECOGNISER, MENTOR = (
    "home", "host", "assessor", "validator", "recogniser", "home_mentor",
)  # fmt: skip
HOME_AND_HOST = f"{PARTY_NAMES[HOME]} and {PARTY_NAMES[HOST]}"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the workbook shows of an action: whether it is done, and the day where one is known."""

    is_done: bool
    on: date | None = None


NOT_DONE = Proof(is_done=False)
Shows = Callable[[Register, Agreement], Proof]


@dataclass(frozen=True, slots=True)
class KeyAction:
    """An action that every stay asks for.

    Attributes:
        words: what is done, as an order.
        phase: before, during or after the stay.
        owner: a role: HOME, HOST, or the term of the agreement that names a person.
        days: from the first day of the stay, or from the last one for an action after it; below 0 earlier.
        shows: what the workbook shows of it; None for what only a person can tell.
        where: the sheet that shows it; empty where none does.
    """

    words: str
    phase: str
    owner: str
    days: int
    shows: Shows | None = None
    where: str = ""

    def due(self, agreement: Agreement) -> date | None:
        """Gives the day until which it should be done; None where the stay has no such date yet."""
        day = agreement.planned_start if self.phase == BEFORE else agreement.end
        if self.phase == DURING and self.days == 0:
            day = agreement.start
        return None if day is None else day + timedelta(days=self.days)


# --- what the workbook shows ----------------------------------------------------------------------------------------


def _memorandum_signed(register: Register, agreement: Agreement) -> Proof:
    memorandum = agreement.memorandum or ""
    partners = [one.institution for one in register.partners_in.get(memorandum, ()) if one.role == SIGNS]
    return _all_signed(register, MEMORANDUM, memorandum, partners)


def _outcomes_agreed(register: Register, agreement: Agreement) -> Proof:
    agreed = register.agreed_outcomes_of(agreement)
    return Proof(bool(agreed) and all(one in register.outcome for one in agreed))


def _assessment_agreed(register: Register, agreement: Agreement) -> Proof:
    terms = register.terms(agreement)
    return Proof(bool(terms.assessment_method and terms.assessor))


def _recognition_agreed(register: Register, agreement: Agreement) -> Proof:
    terms = register.terms(agreement)
    return Proof(bool(terms.validator and terms.recogniser))


def _agreement_sent(register: Register, agreement: Agreement) -> Proof:
    papers = [paper_for(register, AGREEMENT, agreement.id, party) for party in signing_parties(register, agreement)]
    return _all_on(paper.sent or paper.signed_on if paper else None for paper in papers)


def _agreement_signed(register: Register, agreement: Agreement) -> Proof:
    return _all_signed(register, AGREEMENT, agreement.id, signing_parties(register, agreement))


def _arrived(_register: Register, agreement: Agreement) -> Proof:
    return Proof(agreement.actual_start is not None, agreement.actual_start)


def _assessed(register: Register, agreement: Agreement) -> Proof:
    results = register.results_on.get(agreement.learner or "", {})
    days = []
    for outcome in register.agreed_outcomes_of(agreement):
        rows = [row for row in results.get(outcome, ()) if row.context == agreement.id and row.achieved is not None]
        days.append(max((row.date for row in rows if row.date), default=None))
    return _all_on(days)


def _transcript_signed(register: Register, agreement: Agreement) -> Proof:
    about = (agreement.id, agreement.learner or "")
    papers = [one for subject in about for one in register.papers_about.get(subject, ()) if one.document == TRANSCRIPT]
    on = max((paper.signed_on for paper in papers if paper.signed_on), default=None)
    return Proof(on is not None, on)


def _validated(register: Register, agreement: Agreement) -> Proof:
    agreed = register.agreed_outcomes_of(agreement)
    return _all_on(_decided_on(register, agreement, one, (VALIDATED, REFUSED), through_unit=True) for one in agreed)


def _units_decided(register: Register, agreement: Agreement) -> Proof:
    units = register.whole_units_of(agreement)
    return _all_on(_decided_on(register, agreement, one, (RECOGNISED, REFUSED)) for one in units)


def _decided_on(
    register: Register, agreement: Agreement, subject: str, steps: tuple[str, ...], *, through_unit: bool = False
) -> date | None:
    """Gives the last day on which a unit or an outcome was decided on in one of these steps; None where it was not."""
    decided = register.decisions_on.get(agreement.learner or "", {})
    outcome = register.outcome.get(subject)
    subjects = (subject, outcome.unit) if through_unit and outcome and outcome.unit else (subject,)
    rows = [row for one in subjects for row in decided.get(one, ()) if row.context == agreement.id]
    return max((row.on for row in rows if row.on and row.by and row.step in steps), default=None)


def _all_signed(register: Register, document: str, subject: str, parties: Iterable[str]) -> Proof:
    papers = (paper_for(register, document, subject, party) for party in parties)
    return _all_on(paper.signed_on if paper else None for paper in papers)


def _all_on(days: Iterable[date | None]) -> Proof:
    """Gives that something is done once every part of it has a day: the last one; nothing has no parts."""
    known = list(days)
    dated = [day for day in known if day is not None]
    return Proof(is_done=True, on=max(dated)) if dated and len(dated) == len(known) else NOT_DONE


KEY_ACTIONS = (
    KeyAction("Sign the memorandum with the partner", BEFORE, HOME, -60, _memorandum_signed, "Papers"),
    KeyAction("Agree on units and outcomes", BEFORE, HOME, -56, _outcomes_agreed, "Agreements"),
    KeyAction("Agree how, and by whom, outcomes are assessed", BEFORE, HOST, -56, _assessment_agreed, "Agreements"),
    KeyAction("Agree who validates and who recognises", BEFORE, HOME, -56, _recognition_agreed, "Agreements"),
    KeyAction("Send the learning agreement to all who sign", BEFORE, HOME, -42, _agreement_sent, "Papers"),
    KeyAction("Have the learning agreement signed by all", BEFORE, HOME, -14, _agreement_signed, "Papers"),
    KeyAction("Prepare the learner: language, travel, insurance", BEFORE, HOME, -14),
    KeyAction("Receive the learner", DURING, HOST, 0, _arrived, "Agreements"),
    KeyAction("Talk with the learner and the host on the way", DURING, MENTOR, -7),
    KeyAction("Assess the outcomes and write the results down", DURING, ASSESSOR, -1, _assessed, "Results"),
    KeyAction("Have the transcript signed", AFTER, HOST, 14, _transcript_signed, "Papers"),
    KeyAction("Compare with the agreement, and validate", AFTER, VALIDATOR, 28, _validated, "Decisions"),
    KeyAction("Decide on the recognition of whole units", AFTER, RECOGNISER, 42, _units_decided, "Decisions"),
    KeyAction("Review the stay with the learner and the partner", AFTER, HOME, 60),
)
OF_HOME = (_recognition_agreed, _validated, _units_decided)
"""What shows the actions that only the home institution can take, or say whose they are."""

BY_WORDS = {action.words.casefold(): action for action in KEY_ACTIONS}


def key_actions_of(register: Register, agreement: Agreement) -> tuple[KeyAction, ...]:
    """Gives the key actions of a stay: no memorandum where the profile asks for none, no units where none is decided.

    Units are not decided on where only parts of them are agreed, or where a final examination decides on the whole.
    For a learner whom we host, the home institution validates and recognises: these actions are on its own list.
    """
    qualification = register.qualification.get(register.qualification_id(agreement) or "")
    decides = bool(register.whole_units_of(agreement)) and (qualification is None or qualification.recognises_units)
    left_out = {
        *([] if agreement.memorandum or not register.settings.is_erasmus_only else [_memorandum_signed]),
        *([] if decides or not register.agreed_outcomes_of(agreement) else [_units_decided]),
        *(OF_HOME if is_incoming(register, agreement) else []),
    }
    return tuple(action for action in KEY_ACTIONS if action.shows not in left_out)
