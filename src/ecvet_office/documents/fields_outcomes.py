"""Units, learning outcomes and points as papers about a stay print them.

Points come with the recognition of a whole unit, and a part of one gives none by itself (2009/C 155/02, Annex II, 3
and 4): so a paper says "whole unit: 40 points", or "part of the unit: 0 points now".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ecvet_office.credit.ledger import Ledger, State, UnitCredit
from ecvet_office.credit.path import counted_units, path_of
from ecvet_office.documents.fields import Fields, Sources, joined, said
from ecvet_office.documents.fields_stay import learner_of, qualification_of
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.qualifications import EXEMPTS, ON_RECORD, PREPARES, Outcome
from ecvet_office.model.results import RECOGNISED, Decision

ZERO = Decimal(0)
OUTSIDE = ""  # stands for the unit of outcomes that belong to none
WORTH_KEYS: Mapping[str, str] = {
    EXEMPTS: "documented-exempts", PREPARES: "documented-prepares", ON_RECORD: "documented-on-record",
}  # fmt: skip
"""By what documented outcomes are worth before a final examination, the key of the words for it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a learner has of the qualification besides a stay, and with it.

    Attributes:
        besides: ids of the units recognised otherwise, in the order of the qualification.
        gained: ids of the units that the home institution recognised for this stay.
        points_besides: ECVET points of the units besides that count.
        points_with: ECVET points with those gained; a group that is full gives no more.
        total: ECVET points of the qualification; None where it states none.
    """

    besides: tuple[str, ...]
    gained: tuple[str, ...]
    points_besides: Decimal
    points_with: Decimal
    total: Decimal | None


def standing_of(sources: Sources, agreement: Agreement) -> Standing | None:
    """Gives what the learner has besides and with a stay; None where the learner does not take the qualification."""
    qualification = qualification_of(sources, agreement).id
    ledger = sources.ledgers.get((learner_of(sources, agreement).id, qualification))
    return None if ledger is None else standing_with(sources, ledger, decisions_on(sources, agreement))


def standing_with(sources: Sources, ledger: Ledger, decisions: Iterable[Decision]) -> Standing:
    """Gives what the learner has of a qualification besides what some decisions recognised, and with it."""
    gained = gained_by(ledger, decisions)
    last_day = max((unit.recognised_on for unit in gained if unit.recognised_on), default=None)
    besides = [
        unit
        for unit in ledger.units
        if unit.state is State.RECOGNISED
        and unit not in gained
        # A transcript printed again years later does not count what came afterwards.
        and (last_day is None or (unit.recognised_on is not None and unit.recognised_on <= last_day))
    ]
    return Standing(
        besides=tuple(unit.unit for unit in besides),
        gained=tuple(unit.unit for unit in gained),
        points_besides=_sum(sources, ledger.qualification, besides),
        points_with=_sum(sources, ledger.qualification, [*besides, *gained]),
        total=ledger.total_points,
    )


def decisions_on(sources: Sources, agreement: Agreement) -> tuple[Decision, ...]:
    """Gives what the home institution decided on a stay, in the order of the sheet."""
    decisions = sources.register.decisions_of.get(agreement.learner or "", ())
    return tuple(one for one in decisions if one.context == agreement.id)


def gained_by(ledger: Ledger, decisions: Iterable[Decision]) -> list[UnitCredit]:
    """Gives the units whose first recognition is one of the decisions."""
    days = {(one.subject, one.on) for one in decisions if one.step == RECOGNISED}
    return [unit for unit in ledger.units if unit.recognised_on and (unit.unit, unit.recognised_on) in days]


def _sum(sources: Sources, qualification: str, units: Iterable[UnitCredit]) -> Decimal:
    points = {unit.unit: unit.points for unit in units}
    counted = counted_units(path_of(sources.register, qualification), points)
    return sum((points[unit] for unit in counted), start=ZERO)


def share_text(sources: Sources, points: Decimal, total: Decimal | None) -> str:
    """Gives points with the total and the share, such as `95 of 180 points (52.78 %)`."""
    wording = sources.wording
    if not total:
        return wording.text("word.points-alone", points=wording.points(points))
    share = wording.share(points, total)
    return wording.text("word.points-of-total", points=wording.points(points), total=wording.points(total), share=share)


def unit_title(sources: Sources, unit: str) -> str:
    """Gives a unit's id and title, as people know it; other words for what belongs to no unit."""
    if unit == OUTSIDE:
        return sources.wording.text("word.outside-units")
    return joined((unit, said(sources, sources.register.unit.get(unit), "title")), " ")


def units_text(sources: Sources, units: Iterable[str]) -> str:
    """Gives the units that are recognised in one sentence."""
    wording = sources.wording
    titles = joined((unit_title(sources, unit) for unit in units), wording.text("word.separator"))
    return wording.text("word.units-recognised", units=titles) if titles else wording.text("word.no-unit-recognised")


def agreed_units(sources: Sources, agreement: Agreement) -> dict[str, tuple[str, ...]]:
    """Gives by unit the outcomes agreed for credit, in the order in which they were named.

    A unit that is agreed but has no outcomes yet stands with none; outcomes of no unit stand together.
    """
    register = sources.register
    targets = (target for target in register.terms(agreement).targets if target in register.unit)
    units: dict[str, list[str]] = {unit: [] for unit in targets if not register.outcomes_in.get(unit)}
    for outcome in register.agreed_outcomes_of(agreement):
        units.setdefault(unit_of(sources, outcome), []).append(outcome)
    return {unit: tuple(outcomes) for unit, outcomes in units.items()}


def unit_of(sources: Sources, outcome: str) -> str:
    """Gives the id of the unit of an outcome; OUTSIDE where it belongs to none."""
    known = sources.register.outcome.get(outcome)
    return (known.unit if known else None) or OUTSIDE


def outcome_fields(sources: Sources, outcome: str) -> Fields:
    """Gives class, text with id, and criterion of an outcome; the id alone where Outcomes has no such row."""
    known = sources.register.outcome.get(outcome) or Outcome(id=outcome)
    return {
        "kind": known.kind or "",
        "text": outcome_title(sources, known),
        "criterion": said(sources, known, "criterion"),
    }


def outcome_title(sources: Sources, outcome: Outcome) -> str:
    """Gives an outcome's id and text; the id alone where it has no text."""
    return joined((outcome.id, said(sources, outcome, "outcome")), "  ")


def subject_named(sources: Sources, subject: str) -> str:
    """Gives what a decision is about: a unit's id and title, or an outcome's id and text."""
    if subject in sources.register.unit:
        return unit_title(sources, subject)
    return outcome_title(sources, sources.register.outcome.get(subject) or Outcome(id=subject))


def points_fields(sources: Sources, agreement: Agreement, unit: str) -> Fields:
    """Gives what an agreed unit is worth: all its points, or none for a part of it; empty where points are not used."""
    return {"unit_points": _points_text(sources, agreement, unit) if sources.register.settings.uses_points else ""}


def _points_text(sources: Sources, agreement: Agreement, unit: str) -> str:
    if unit == OUTSIDE:
        return ""
    if not recognises_units(sources, agreement):
        return documented_text(sources, agreement)
    wording = sources.wording
    points = table_points(sources, agreement, unit)
    key = "whole-unit" if unit in sources.register.whole_units_of(agreement) else "part-of-unit"
    if points is None:
        return wording.text(f"word.{key}-without-points")
    return wording.text(f"word.{key}", points=wording.points(points))


def recognises_units(sources: Sources, agreement: Agreement) -> bool:
    """Tells whether units are recognised by themselves, and no final examination decides on the whole at once."""
    return qualification_of(sources, agreement).recognises_units


def documented_text(sources: Sources, agreement: Agreement) -> str:
    """Gives what documented outcomes are worth where a final examination decides on the whole qualification.

    Raises:
        KeyError: units are recognised by themselves in the qualification.
    """
    return sources.wording.text(f"state.{WORTH_KEYS[qualification_of(sources, agreement).before_exam or '']}")


def table_points(sources: Sources, agreement: Agreement, unit: str) -> Decimal | None:
    """Gives the points of a unit in the qualification taken, from the home institution's table."""
    row = sources.register.points_of.get((qualification_of(sources, agreement).id, unit))
    return row.points if row else None


def points_abroad(sources: Sources, agreement: Agreement) -> str:
    """Gives the points of all whole units agreed on; what parts of units give now is 0."""
    whole = sources.register.whole_units_of(agreement) if recognises_units(sources, agreement) else ()
    points = (table_points(sources, agreement, unit) for unit in whole)
    return sources.wording.points(sum((one for one in points if one is not None), start=ZERO))


def progress_fields(sources: Sources, agreement: Agreement, standing: Standing | None) -> Fields:
    """Gives how far the learner is: in words, in units recognised, and in points where they are used."""
    fields: Mapping[str, str] = {"progress.units": "", "progress.points": ""}
    if standing is not None:
        share = share_text(sources, standing.points_besides, standing.total)
        fields = {
            "progress.units": units_text(sources, standing.besides),
            "progress.points": share if sources.register.settings.uses_points else "",
        }
    return {"progress": said(sources, agreement, "progress"), **fields}
