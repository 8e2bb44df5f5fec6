"""What comes next in each stay: what is missing, what to do, whose turn it is, and since when.

Only what the workbook says is used; nobody is said to have been asked, or to have answered, without a date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ecvet_office.credit.ledger import Ledger, OutcomeCredit, State, UnitCredit, unmet_prerequisites
from ecvet_office.law.pages import fact_text
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.register import Register
from ecvet_office.model.results import AGREEMENT, AMENDMENT, HOME, HOST, INTERMEDIARY, LEARNER, TRANSCRIPT, Paper
from ecvet_office.model.stages import Stage
from ecvet_office.report.due_papers import due_papers, is_made
from ecvet_office.report.plain_text import counted
from ecvet_office.rules.qualifications import unit_named
from ecvet_office.rules.signatures import PARTY_NAMES, paper_for, signing_parties
from ecvet_office.rules.stays import institution_named, is_incoming

NOT_ASSESSED = (State.OPEN, State.AGREED)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next in a stay.

    Attributes:
        missing: what the next stage waits for, each in a few words.
        action: what to do, as a verb; empty where nothing is left to do.
        whose: who has to act; empty where nobody has to.
        since: the day from which the stay stands where it does; None where no date says so.
    """

    missing: tuple[str, ...]
    action: str
    whose: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Stay:
    """An agreement with what is needed to judge it: the records, the learner's ledger if there is one, and the day."""

    register: Register
    agreement: Agreement
    ledger: Ledger | None
    on: date

    @property
    def host(self) -> str:
        """The name of the hosting institution, or what it is called where none is named."""
        host = self.register.terms(self.agreement).host
        return institution_named(self.register, host) if host else PARTY_NAMES[HOST]

    @property
    def home(self) -> str:
        """The name of the home institution, or what it is called where none is named."""
        home = self.register.home(self.agreement)
        return institution_named(self.register, home) if home else PARTY_NAMES[HOME]

    @property
    def ours(self) -> str:
        """The name of the institution that keeps the workbook's row up to date: the host of a learner of another."""
        return self.host if is_incoming(self.register, self.agreement) else self.home

    def person(self, named: str | None) -> str | None:
        """The name of a person whom a cell names by id; what the cell says where nobody is known by it."""
        known = self.register.person.get(named or "")
        return known.name if known and known.name else named


def next_step(stay: Stay) -> NextStep:
    """Gives what comes next in a stay, by the stage that its row states."""
    return STEPS[stay.agreement.stage](stay)


def _draft(stay: Stay) -> NextStep:
    return NextStep((), "Complete the agreement and mark it ready to sign", stay.ours, None)


def _ready_to_sign(stay: Stay) -> NextStep:
    return NextStep((), "Send the agreement for signing", stay.ours, None)


def _sent(stay: Stay) -> NextStep:
    papers = _papers(stay, AGREEMENT)
    since = max((paper.sent for paper in papers.values() if paper and paper.sent), default=None)
    return _signatures(stay, papers, "") or NextStep((), "Mark the agreement signed", stay.ours, since)


def _papers(stay: Stay, document: str) -> dict[str, Paper | None]:
    """Gives by party the paper on which it signs a document; None for a party without one."""
    register, agreement = stay.register, stay.agreement
    parties = signing_parties(register, agreement)
    return {party: paper_for(register, document, agreement.id, party) for party in parties}


def _signatures(stay: Stay, papers: Mapping[str, Paper | None], what: str) -> NextStep | None:
    """Gives whom to ask for a signature; None where everybody has signed.

    Args:
        stay: whose paper it is.
        papers: by party.
        what: is signed, as it stands behind the request; empty for the agreement itself.
    """
    unsigned = [_party_named(stay, party) for party, paper in papers.items() if paper is None or not paper.signed_on]
    if not unsigned:
        return None
    since = max((paper.sent for paper in papers.values() if paper and paper.sent), default=None)
    asked = f"Ask {unsigned[0]} to sign {what}" if len(unsigned) == 1 else (
        f"Ask for {counted(len(unsigned), 'signature')}{what and ' on ' + what}"
    )  # fmt: skip
    missing = tuple(f"signature of {one}{what and ' on ' + what}" for one in unsigned)
    return NextStep(missing, asked.rstrip(), ", ".join(unsigned), since)


def _amendment(stay: Stay) -> NextStep | None:
    """Gives what comes next for an amendment that not everybody has signed; None where there is none."""
    papers = _papers(stay, AMENDMENT)
    there = [paper for paper in papers.values() if paper is not None]
    if there and not any(paper.sent or paper.signed_on for paper in there):
        return NextStep(("signatures on the amendment",), "Send the amendment for signing", stay.ours, None)
    return _signatures(stay, papers, "the amendment") if there else None


def _party_named(stay: Stay, party: str) -> str:
    intermediary = stay.register.terms(stay.agreement).intermediary
    if party == HOME:
        return stay.home
    if party == HOST:
        return stay.host
    if party == INTERMEDIARY and intermediary:
        return institution_named(stay.register, intermediary)
    learner = stay.register.learner.get(stay.agreement.learner or "")
    return learner.full_name if party == LEARNER and learner else PARTY_NAMES[party]


def _signed(stay: Stay) -> NextStep:
    if amended := _amendment(stay):
        return amended
    papers = stay.register.papers_about.get(stay.agreement.id, ())
    since = max((paper.signed_on for paper in papers if paper.document == AGREEMENT and paper.signed_on), default=None)
    start = stay.agreement.start
    if start is not None and stay.on < start:
        return NextStep((), f"Wait until the stay begins on {fact_text(start)}", "", since)
    return NextStep((), "Mark the stay under way", stay.ours, since)


def _under_way(stay: Stay) -> NextStep:
    if amended := _amendment(stay):
        return amended
    end = stay.agreement.end
    if end is not None and stay.on <= end:
        return NextStep((), f"Wait until the stay ends on {fact_text(end)}", "", stay.agreement.start)
    return NextStep((), "Mark the stay returned", stay.ours, end or stay.agreement.start)


def _returned(stay: Stay) -> NextStep:
    terms, since = stay.register.terms(stay.agreement), stay.agreement.end
    outcomes = _agreed_credit(stay)
    without_result = [one.outcome for one in outcomes if one.state in NOT_ASSESSED]
    if without_result:
        missing = (f"results of {', '.join(without_result)}",)
        results = counted(len(without_result), "result")
        ask = f"Enter {results}" if is_incoming(stay.register, stay.agreement) else f"Ask {stay.host} for {results}"
        return NextStep(missing, ask, stay.person(terms.assessor) or stay.host, since)
    if is_incoming(stay.register, stay.agreement):
        return _hosted(stay, since)
    to_validate = [one.outcome for one in outcomes if one.state is State.ASSESSED]
    return (
        _validation(stay, to_validate, since)
        or _recognition(stay, since)
        or _retake(stay, [one.outcome for one in outcomes if one.state is State.FAILED], since)
        or _last_decisions(stay, since)
    )


def _validation(stay: Stay, outcomes: Sequence[str], since: date | None) -> NextStep | None:
    """Gives the request to validate outcomes; None where there are none."""
    if not outcomes:
        return None
    whose = stay.person(stay.register.terms(stay.agreement).validator) or stay.home
    return NextStep((f"validation of {', '.join(outcomes)}",), f"Validate {_outcomes(outcomes)}", whose, since)


def _recognition(stay: Stay, since: date | None) -> NextStep | None:
    """Gives the request to decide on validated units; of one that requires another, that the other comes first."""
    validated = [one.unit for one in _agreed_units(stay) if one.state is State.VALIDATED]
    required = {one: _required(stay, one) for one in validated}
    ready = [unit_named(stay.register, one) for one in validated if not required[one]]
    whose = stay.person(stay.register.terms(stay.agreement).recogniser) or stay.home
    if ready:
        ask = f"Decide on the recognition of {counted(len(ready), 'unit')}"
        return NextStep((f"decision on {', '.join(ready)}",), ask, whose, since)
    if not validated:
        return None
    first = tuple(dict.fromkeys(unit for units in required.values() for unit in units))
    missing = tuple(f"recognition of {unit_named(stay.register, one)}, which comes first" for one in first)
    blocked = ", ".join(unit_named(stay.register, one) for one in validated)
    return NextStep(missing, f"Wait with {blocked} until {' and '.join(first)} can be recognised", whose, since)


def _required(stay: Stay, unit: str) -> tuple[str, ...]:
    """Gives the units that a unit requires and that are not recognised."""
    if stay.ledger is None:
        return ()
    return unmet_prerequisites(stay.register, stay.ledger.learner, stay.ledger.qualification, unit, None)


def _retake(stay: Stay, outcomes: Sequence[str], since: date | None) -> NextStep | None:
    """Gives that outcomes are to be retaken, or refused for good; None where all were achieved."""
    if not outcomes:
        return None
    missing = (f"{', '.join(outcomes)}: not achieved, and neither retaken nor refused",)
    return NextStep(missing, f"Retake or refuse {_outcomes(outcomes)}", stay.home, since)


def _last_decisions(stay: Stay, since: date | None) -> NextStep:
    """Gives that the stay is decided, and what it offers for decision in addition to what was agreed."""
    offered = [one for one in _assessed_here(stay) if one not in stay.register.agreed_outcomes_of(stay.agreement)]
    if not offered:
        return NextStep((), "Mark the stay decided", stay.home, since)
    missing = (f"decision on {', '.join(offered)}, assessed without being agreed",)
    ask = f"Validate or pass over {_outcomes(offered)} offered in addition, then mark the stay decided"
    return NextStep(missing, ask, stay.home, since)


def _assessed_here(stay: Stay) -> list[str]:
    """Gives the outcomes that were achieved in the stay and on which nobody has decided."""
    results = stay.register.results_of.get(stay.agreement.learner or "", ())
    achieved = {one.outcome for one in results if one.context == stay.agreement.id and one.achieved}
    units: Sequence[UnitCredit] = stay.ledger.units if stay.ledger else ()
    return [
        one.outcome
        for unit in units
        for one in unit.outcomes
        if one.state is State.ASSESSED and one.outcome in achieved
    ]


def _outcomes(outcomes: Sequence[str]) -> str:
    return counted(len(outcomes), "outcome")


def _hosted(stay: Stay, since: date | None) -> NextStep:
    """Gives what comes next where we host and everything is assessed: the home institution decides, not we."""
    if is_made(stay.register, stay.agreement, TRANSCRIPT):
        return NextStep((), f"Mark the stay decided once {stay.home} has decided", stay.ours, since)
    return NextStep(("transcript",), f"Make the transcript for {stay.home}", stay.ours, since)


def _agreed_credit(stay: Stay) -> list[OutcomeCredit]:
    agreed = stay.register.agreed_outcomes_of(stay.agreement)
    units: Sequence[UnitCredit] = stay.ledger.units if stay.ledger else ()
    return [outcome for unit in units for outcome in unit.outcomes if outcome.outcome in agreed]


def _agreed_units(stay: Stay) -> Iterable[UnitCredit]:
    whole = stay.register.whole_units_of(stay.agreement)
    return (unit for unit in (stay.ledger.units if stay.ledger else ()) if unit.unit in whole)


def _decided(stay: Stay) -> NextStep:
    agreement = stay.agreement
    decisions = stay.register.decisions_of.get(agreement.learner or "", ())
    since = max((one.on for one in decisions if one.on and one.context == agreement.id), default=None)
    return _papers_to_make(stay, since)


def _papers_to_make(stay: Stay, since: date | None) -> NextStep:
    """Gives the papers that are still to be made; nothing where all are there."""
    due = due_papers(stay.register, stay.agreement, stay.ledger)
    if not due:
        return NextStep((), "", "", since)
    first, *others = (f"the {one}" for one in due)
    more = others[0] if len(others) == 1 else f"{len(others)} more papers"
    return NextStep(due, f"Make {first} and {more}" if others else f"Make {first}", stay.ours, since)


def _withdrawn(stay: Stay) -> NextStep:
    """Gives what becomes of a stay that was broken off: what was achieved until then counts as in any other."""
    results = stay.register.results_of.get(stay.agreement.learner or "", ())
    days = [one.date for one in results if one.context == stay.agreement.id and one.achieved]
    if not days:
        return NextStep((), "", "", None)
    since = max((day for day in days if day), default=None)
    hosted = is_incoming(stay.register, stay.agreement)
    return (None if hosted else _validation(stay, _assessed_here(stay), since)) or _papers_to_make(stay, since)


STEPS: Mapping[Stage, Callable[[Stay], NextStep]] = {
    Stage.DRAFT: _draft,
    Stage.READY_TO_SIGN: _ready_to_sign,
    Stage.SENT: _sent,
    Stage.SIGNED: _signed,
    Stage.UNDER_WAY: _under_way,
    Stage.RETURNED: _returned,
    Stage.DECIDED: _decided,
    Stage.WITHDRAWN: _withdrawn,
}
"""By stage, how to tell what comes next."""
