"""What a recognition meeting has before it: how far each unit came, what can be decided on, and what it still lacks.

Nothing is decided here. Validation and recognition are decisions of the home institution, each by a named person on a
day (2009/C 155/02, recital 15 and Annex II, 3); this tells which of them would have effect.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ecvet_office.credit.chain import UNDATED, Chain, LearnerRecord, is_after, learner_record
from ecvet_office.credit.recognition import UnitChain, recognition_days, unit_chains, unmet
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.days import day_text
from ecvet_office.model.places import Place
from ecvet_office.model.register import Register, enrolled_in
from ecvet_office.model.results import RECOGNISED, REFUSED, VALIDATED, Result


class Standing(StrEnum):
    """How far an outcome came by the day of the meeting."""

    NOT_ASSESSED = "not assessed"
    NOT_ACHIEVED = "not achieved"
    UNCLEAR = "unclear"  # a result without a day, or one after the meeting
    ASSESSED = "assessed"
    VALIDATED = "validated"
    REFUSED = "refused"


class Why(StrEnum):
    """Why something cannot be decided on, as a sentence part that names it and a day."""

    NO_RESULT = "{about} has no result"
    NOT_ACHIEVED = "{about} is not achieved"
    UNCLEAR = "{about} has a result that does not say if achieved"
    UNDATED = "{about} has a result without its day"
    LATER = "{about} has a result of {day}, after the meeting"
    REFUSED = "{about} was refused on {day}, with no positive result since"
    NOT_WORKED_ON = "{about} was neither agreed nor assessed"
    REQUIRES = "requires unit {about}, which is not recognised by {day}"
    VALIDATED_IN_PART = "{about} is entered as validated without who decided or when"
    RECOGNISED_IN_PART = "{about} is entered as recognised without who decided or when"
    REFUSED_IN_PART = "{about} is entered as refused without who decided or when"


@dataclass(frozen=True, slots=True)
class Lack:
    """What keeps something from being decided on.

    Attributes:
        why: of what kind it is.
        about: the id of the outcome or unit that it is about.
        place: the cell or row where it is mended or where it stands.
        day: of which it speaks; None where it speaks of none.
    """

    why: Why
    about: str
    place: Place
    day: date | None = None

    @property
    def text(self) -> str:
        """A sentence part without a full stop."""
        return self.why.format(about=self.about, day=day_text(self.day) if self.day else "")


HALF_RECORDED = {VALIDATED: Why.VALIDATED_IN_PART, RECOGNISED: Why.RECOGNISED_IN_PART, REFUSED: Why.REFUSED_IN_PART}


@dataclass(frozen=True, slots=True)
class MeetingOutcome:
    """One outcome of one learner before the meeting.

    Attributes:
        outcome: its id.
        standing: how far it came.
        is_agreed: whether an agreement of the learner holds it, or it is assessed as prior learning.
        result: the result that counts: the first positive one that holds, else the latest one; None without any.
        lack: what keeps it from being validated; None where it can be, or is.
    """

    outcome: str
    standing: Standing
    is_agreed: bool
    result: Result | None
    lack: Lack | None


@dataclass(frozen=True, slots=True)
class MeetingCase:
    """One unit of one learner before the meeting, not recognised so far.

    Attributes:
        learner: id.
        qualification: id.
        unit: id.
        outcomes: of the unit, in the order of the sheet.
        step: what can come next: `validated`, or `recognised` where all outcomes are validated.
        ready: the ids that can be decided on with that step: the unit, or some of its outcomes.
        extra: the ids of outcomes that were assessed without being agreed and can be validated as well.
        lacks: what keeps the rest of the unit, or all of it, from the decision.
    """

    learner: str
    qualification: str
    unit: str
    outcomes: tuple[MeetingOutcome, ...]
    step: str
    ready: tuple[str, ...]
    extra: tuple[str, ...]
    lacks: tuple[Lack, ...]

    @property
    def achieved(self) -> tuple[str, ...]:
        """The ids of the outcomes that are assessed as achieved."""
        return tuple(one.outcome for one in self.outcomes if one.standing in {Standing.ASSESSED, Standing.VALIDATED})

    @property
    def to_retake(self) -> tuple[MeetingOutcome, ...]:
        """The agreed outcomes that are not achieved, or that nobody assessed."""
        open_ = {Standing.NOT_ACHIEVED, Standing.NOT_ASSESSED}
        return tuple(one for one in self.outcomes if one.is_agreed and one.standing in open_)


def meeting_cases(register: Register, on: date) -> tuple[MeetingCase, ...]:
    """Gives the units that were worked on and are not recognised, by learner and unit in the order of the sheets.

    A unit was worked on where an outcome of it has a result, or was agreed for a stay that is over. Learners whom we
    only host are left out: their home institution decides.

    Args:
        register: The workbook's records.
        on: The day of the meeting; what is dated later does not count.
    """
    return tuple(
        case
        for learner in register.learner.values()
        if not _is_only_hosted(register, learner.id)
        for qualification in enrolled_in(register, learner)
        if qualification in register.qualification
        for case in _cases(register, learner.id, qualification, on)
    )


def as_decided_by(register: Register, on: date, *, before: bool = False) -> Register:
    """Gives the records without the decisions dated after a day.

    Args:
        register: The workbook's records.
        on: The day.
        before: Whether the decisions of the day itself are left out too, as before a meeting.
    """
    decisions = (one for one in register.decisions if one.on is None or one.on < on or (one.on == on and not before))
    return replace(register, decisions=tuple(decisions))


def _is_only_hosted(register: Register, learner: str) -> bool:
    ours, agreements = register.settings.coordinator, register.agreements_of.get(learner, ())
    hosted = [register.terms(one).host == ours and register.home(one) not in {None, ours} for one in agreements if ours]
    return bool(hosted) and all(hosted)


def _cases(register: Register, learner: str, qualification: str, on: date) -> Iterator[MeetingCase]:
    record = learner_record(register, learner, qualification)
    chains = unit_chains(register, record, qualification)
    recognised = recognition_days(record, chains)
    for unit in chains:
        is_over = _is_over(record, unit, on)
        if unit.row.unit in recognised or not (is_over or any(one.passed or one.failed for one in unit.outcomes)):
            continue
        case = _case(register, record, unit, learner, recognised, on)
        is_closed = case.step == RECOGNISED and not register.qualification[qualification].recognises_units
        if not is_closed:  # a final examination decides on the whole at once, so validation is the last step
            yield case


def _is_over(record: LearnerRecord, unit: UnitChain, on: date) -> bool:
    """Whether an outcome of the unit was agreed, with all signatures, for a stay that ended by the day."""
    meant = {one.outcome for one in unit.outcomes if one.is_agreed}
    return any(
        agreement.end is not None and agreement.end <= on and not meant.isdisjoint(outcomes)
        for agreement, outcomes in record.agreements
    )


def _case(
    register: Register,
    record: LearnerRecord,
    unit: UnitChain,
    learner: str,
    recognised: Mapping[str, date],
    on: date,
) -> MeetingCase:
    outcomes = tuple(_outcome(register, record, chain, on) for chain in unit.outcomes)
    is_validated = all(one.standing is Standing.VALIDATED for one in outcomes)
    half_recorded = tuple(_half_recorded(register, record, unit, learner))
    lacks = [*half_recorded, *(one.lack for one in outcomes if one.lack)]
    open_ = [one for one in outcomes if one.standing is Standing.ASSESSED]
    ready: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    if is_validated:
        lacks += _required(unit, recognised, on)
        ready = () if lacks else (unit.row.unit,)
    else:
        is_whole = len(open_) == len(outcomes) and all(one.is_agreed for one in open_)
        ready = (unit.row.unit,) if is_whole else tuple(one.outcome for one in open_ if one.is_agreed)
        extra = tuple(one.outcome for one in open_ if not one.is_agreed)
    return MeetingCase(
        learner=learner,
        qualification=unit.row.qualification,
        unit=unit.row.unit,
        outcomes=outcomes,
        step=RECOGNISED if is_validated else VALIDATED,
        ready=() if half_recorded else ready,
        extra=() if half_recorded else extra,
        lacks=tuple(lacks),
    )


def _required(unit: UnitChain, recognised: Mapping[str, date], on: date) -> Iterator[Lack]:
    for one in unmet(unit.row.requires, recognised, on):
        yield Lack(Why.REQUIRES, one, unit.row.at("requires"), on)


def _half_recorded(register: Register, record: LearnerRecord, unit: UnitChain, learner: str) -> Iterator[Lack]:
    """Gives the decisions on the unit or its outcomes that lack who or when: they are completed, not taken again."""
    for subject in (unit.row.unit, *(one.outcome for one in unit.outcomes)):
        for one in register.decisions_on.get(learner, {}).get(subject, ()) if subject in record.incomplete else ():
            field = "on" if one.by else "by"
            if one.step in HALF_RECORDED and not (one.by and one.on):
                yield Lack(HALF_RECORDED[one.step], subject, one.at(field))


# --- one outcome ------------------------------------------------------------------------------------------------------


def _outcome(register: Register, record: LearnerRecord, chain: Chain, on: date) -> MeetingOutcome:
    results = record.results.get(chain.outcome, ())
    agreement = next((one for one, outcomes in record.agreements if chain.outcome in outcomes), None)
    standing, result = _standing(chain, results, on)
    of_a_stay = result is not None and result.context in register.agreement
    return MeetingOutcome(
        outcome=chain.outcome,
        standing=standing,
        is_agreed=agreement is not None or (result is not None and not of_a_stay),
        result=result,
        lack=_lack(register, chain, standing, result, agreement),
    )


def _standing(chain: Chain, results: Sequence[Result], on: date) -> tuple[Standing, Result | None]:
    """Gives how far an outcome came by a day, and the result that says so."""
    positive = sorted((one for one in results if one.achieved), key=lambda one: one.date or UNDATED)
    holding = [one for one in positive if one.date and one.date <= on]
    if any(day <= on and is_after(day, chain.refused) for day in chain.validated):
        return Standing.VALIDATED, (holding or positive)[0]
    # A refused outcome comes before the meeting again only with a later positive result.
    fresh = [one for one in holding if one.date and is_after(one.date, chain.refused)]
    if fresh:
        return Standing.ASSESSED, fresh[0]
    latest = max(results, key=lambda one: one.date or UNDATED, default=None)
    if chain.refused is not None:
        return Standing.REFUSED, holding[0] if holding else latest
    if positive:
        return Standing.UNCLEAR, positive[0]
    return (Standing.NOT_ACHIEVED if chain.failed else Standing.NOT_ASSESSED), latest


def _lack(
    register: Register, chain: Chain, standing: Standing, result: Result | None, agreement: Agreement | None
) -> Lack | None:
    if standing in {Standing.ASSESSED, Standing.VALIDATED}:
        return None
    if standing is Standing.REFUSED and chain.refused:
        where = result.at("date") if result else register.outcome[chain.outcome].at("id")
        return Lack(Why.REFUSED, chain.outcome, where, chain.refused)
    if standing is Standing.UNCLEAR and result:
        return Lack(Why.LATER if result.date else Why.UNDATED, chain.outcome, result.at("date"), result.date)
    if result is not None:
        why = Why.NOT_ACHIEVED if standing is Standing.NOT_ACHIEVED else Why.UNCLEAR
        return Lack(why, chain.outcome, result.at("achieved"))
    if agreement is not None:
        return Lack(Why.NO_RESULT, chain.outcome, agreement.at("id"))
    return Lack(Why.NOT_WORKED_ON, chain.outcome, register.outcome[chain.outcome].at("id"))
