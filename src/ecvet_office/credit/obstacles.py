"""What keeps a learner's units from being recognised, or from carrying points, in sentences that name the unit.

Required units come first: a unit whose required units are not recognised cannot be recognised, and agreeing on it makes
sense only where they are planned to be reached before the stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ecvet_office.credit.chain import LearnerRecord, is_after
from ecvet_office.credit.path import usable_points
from ecvet_office.credit.recognition import Award, UnitChain, unmet
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.days import day_text
from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage


def obstacles(
    register: Register,
    record: LearnerRecord,
    units: tuple[UnitChain, ...],
    recognised: Mapping[str, date],
    awards: Mapping[str, Award],
) -> tuple[str, ...]:
    """Gives every obstacle of a learner once, by unit in the order of the sheet.

    Args:
        register: The workbook's records.
        record: What is recorded about the learner.
        units: The steps of each unit of the qualification.
        recognised: The first day of recognition of each recognised unit.
        awards: What the recognition of each of these units gives.
    """
    found: dict[str, None] = {}
    for unit in units:
        award = awards.get(unit.row.unit)
        if award is None:
            found.update(dict.fromkeys(_unrecognised(register, record, unit, recognised)))
        elif register.settings.uses_points and award.other_points is None and usable_points(unit.row.points) is None:
            found[f"{unit_label(register, unit.row.unit)} has no points in {unit.row.qualification}"] = None
    return tuple(found)


def is_planned(register: Register, unit_id: str, before: Agreement) -> bool:
    """Tells whether another agreement of the same learner, ending before this one starts, targets the whole unit.

    Withdrawn agreements plan nothing, and nothing is planned before a stay of which the start is not known.
    """
    return any(
        other is not before
        and other.stage is not Stage.WITHDRAWN
        and other.end is not None
        and before.start is not None
        and other.end < before.start
        and unit_id in register.whole_units_of(other)
        for other in register.agreements_of.get(before.learner or "", ())
    )


def unit_label(register: Register, unit_id: str) -> str:
    """Gives the id of a unit and its title, as far as the workbook knows it."""
    unit = register.unit.get(unit_id)
    return f"{unit_id} {unit.title}" if unit and unit.title else unit_id


def _unrecognised(
    register: Register, record: LearnerRecord, unit: UnitChain, recognised: Mapping[str, date]
) -> Iterator[str]:
    """Gives what keeps one unit from being recognised."""
    label = unit_label(register, unit.row.unit)
    yield from _incomplete(record, unit, label)
    decided = [one.on for one in record.recognitions.get(unit.row.unit, ())]
    if decided:
        # What the latest decision lacks, the earlier ones lack too.
        yield from _lacking(unit, label, max(decided))
        yield from _unmet_by(register, unit, recognised, max(decided))
    for required in _unplanned(register, record, unit, recognised):
        yield _not_recognised(register, unit, required)


def _incomplete(record: LearnerRecord, unit: UnitChain, label: str) -> Iterator[str]:
    """Gives the decisions on the unit or its outcomes that do not say who took them, or when."""
    for step in sorted(set(record.incomplete.get(unit.row.unit, ()))):
        yield f"{label}: “{step}” without who decided and when has no effect"
    for outcome in unit.outcomes:
        for step in sorted(set(record.incomplete.get(outcome.outcome, ()))):
            yield f"{label}, outcome {outcome.outcome}: “{step}” without who decided and when has no effect"


def _lacking(unit: UnitChain, label: str, decided: date) -> Iterator[str]:
    """Gives the steps that a decision to recognise the unit lacked on its day; none where a refusal undid it."""
    if not unit.outcomes:
        yield f"{label} has no learning outcomes that could be recognised"
    if not all(is_after(decided, chain.refused) for chain in unit.outcomes):
        return
    not_passed = [one.outcome for one in unit.outcomes if not one.passed or one.passed[0] > decided]
    not_validated = [
        one.outcome
        for one in unit.outcomes
        if one.outcome not in not_passed and (not one.validated or one.validated[0] > decided)
    ]
    for outcomes, step in ((not_passed, "positively assessed"), (not_validated, "validated")):
        if outcomes:
            yield f"{label} cannot be recognised on {day_text(decided)}: not {step} by then: {', '.join(outcomes)}"


def _unmet_by(register: Register, unit: UnitChain, recognised: Mapping[str, date], day: date) -> Iterator[str]:
    """Gives the required units that were not recognised by the day on which this unit was to be."""
    for required in unmet(unit.row.requires, recognised, day):
        if required in recognised:
            yield (
                f"{unit_label(register, unit.row.unit)} requires {unit_label(register, required)}, "
                f"which is recognised only on {day_text(recognised[required])}, after {day_text(day)}"
            )
        else:
            yield _not_recognised(register, unit, required)


def _unplanned(
    register: Register, record: LearnerRecord, unit: UnitChain, recognised: Mapping[str, date]
) -> tuple[str, ...]:
    """Gives the units that this one requires and that an agreement on it takes for granted."""
    waiting = unmet(unit.row.requires, recognised, None)
    if not waiting:
        return ()
    own = {outcome.outcome for outcome in unit.outcomes}
    aiming = [agreement for agreement, outcomes in record.agreements if not own.isdisjoint(outcomes)]
    return tuple(required for required in waiting if not all(is_planned(register, required, one) for one in aiming))


def _not_recognised(register: Register, unit: UnitChain, required: str) -> str:
    """Gives the sentence for a required unit that is not recognised."""
    return f"{unit_label(register, unit.row.unit)} requires {unit_label(register, required)}, which is not recognised"
