"""What an individual training plan says: what is achieved, what is still to be learnt, where, until when, how long.

A plan decides nothing. Validation and recognition are decisions of their own (2009/C 155/02, Annex II, 3), and so is a
final examination where the country asks for one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from ecvet_office.credit.competence_profile import AreaGap, ProfileGap
from ecvet_office.credit.training_plan import HELD, PlanLine, Standing, TrainingPlan, training_plans
from ecvet_office.documents.fields import (
    Fields,
    Sources,
    document_fields,
    institution_fields,
    joined,
    said,
    signatory,
    without,
)
from ecvet_office.documents.fields_outcomes import outcome_fields
from ecvet_office.model.matrix import PARTLY
from ecvet_office.model.points import exact_decimal, number_text
from ecvet_office.model.qualifications import Qualification
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.model.results import HOME

TRAINING_PLAN = "training plan"
OF_PLAN = "-plan"
"""What a plan's number adds to the learner's id, so that it tells itself from the learner."""
NOT_PRINTED = (".country", ".website")
HUNDREDTHS = 100  # a duration whose decimals never end is printed to two places, and marked
STANDINGS = {
    Standing.RECOGNISED: "state.recognised",
    Standing.ACHIEVED: "word.achieved",
    Standing.NOT_ACHIEVED: "word.not-achieved",
    Standing.BEGUN: "plan.begun",
    Standing.OPEN: "word.not-assessed",
}
"""By standing, the key of the words for it."""


def plans_to_print(register: Register, learners: Collection[str] = ()) -> tuple[str, ...]:
    """Gives a plan for each learner who has one, in the order of the sheet Learners."""
    plans = training_plans(register)
    return tuple(one.learner + OF_PLAN for one in plans if not learners or one.learner in learners)


def learner_of_plan(_register: Register, plan: str) -> str:
    """Gives the id of the learner whose plan it is."""
    return plan.removesuffix(OF_PLAN)


def plan_records(register: Register, plan: str) -> Iterator[Record]:
    """Gives what a plan draws on: the learner, the qualification, tests, modules, dates, the matrix and profiles."""
    found = _plan(register, plan)
    yield register.learner[found.learner]
    yield register.qualification[found.qualification]
    yield from register.units_in.get(found.qualification, ())
    yield from register.trials_of.get(found.learner, ())
    yield from register.plan_dates_of.get(found.learner, ())
    yield from register.profiles_of.get(found.learner, ())
    yield from register.profiles_of_programmes.get(found.qualification, ())
    for line in found.lines:
        yield register.outcome[line.outcome]
        yield from line.modules


def training_plan_fields(sources: Sources, plan: str) -> Fields:
    """Gives the record of a plan.

    Raises:
        KeyError: the learner has none.
    """
    register, wording = sources.register, sources.wording
    found = _plan(register, plan)
    learner, home = register.learner[found.learner], register.settings.coordinator
    name, position = signatory(sources, TRAINING_PLAN, learner.id, HOME, home)
    held = [one for one in found.lines if one.standing in HELD]
    return {
        **document_fields(sources, TRAINING_PLAN, learner.id),
        "document.number": plan,
        **without(institution_fields(sources, "home", home), *NOT_PRINTED),
        "learner.id": learner.id,
        "learner.name": learner.full_name,
        "learner.born": wording.day(learner.date_of_birth),
        "qualification": said(sources, register.qualification[found.qualification], "title") or found.qualification,
        "held": tuple(_outcome(sources, one) for one in held),
        "gap": tuple(_gap_line(sources, one) for one in found.gap),
        **_profile(sources, found.profile),
        **_duration(sources, found),
        "signs.home.name": name,
        "signs.home.position": position,
    }


def _plan(register: Register, plan: str) -> TrainingPlan:
    return {one.learner: one for one in training_plans(register)}[plan.removesuffix(OF_PLAN)]


def _outcome(sources: Sources, line: PlanLine) -> Fields:
    text = outcome_fields(sources, line.outcome)["text"]
    return {"outcome": text, "standing": sources.wording.text(STANDINGS[line.standing])}


def _gap_line(sources: Sources, line: PlanLine) -> Fields:
    """Gives an outcome that is missing: by which training it is made up for, where, until when, and who covers it."""
    wording = sources.wording
    return {
        **_outcome(sources, line),
        "module": joined((said(sources, one, "module") for one in line.modules), "\n"),
        "hours": "" if line.hours is None else wording.points(exact_decimal(line.hours)),
        "place": line.place,
        "deadline": wording.day(line.deadline),
        "partners": joined(
            (_partner(sources, one.qualification, one.covered) for one in line.partners), wording.text("word.separator")
        ),
    }


def _partner(sources: Sources, qualification: str, covered: str | None) -> str:
    """Gives a partner's qualification that covers an outcome, marked where it does so partly."""
    known = sources.register.qualification.get(qualification) or Qualification(id=qualification)
    title = said(sources, known, "title") or known.id
    return sources.wording.text("plan.partly", title=title) if covered == PARTLY else title


def _profile(sources: Sources, found: ProfileGap | None) -> Fields:
    """Gives the competence areas in steps; nothing where the workbook has no profiles."""
    if found is None:
        return {"areas": (), "steps": ""}
    share = sources.wording.share(exact_decimal(Fraction(found.held)), exact_decimal(Fraction(found.required)))
    told = {"held": str(found.held), "required": str(found.required), "share": share}
    return {
        "areas": tuple(_area(sources, one) for one in found.areas),
        "steps": sources.wording.text("plan.steps-held", **told) if found.required else "",
    }


def _area(sources: Sources, area: AreaGap) -> Fields:
    steps = area.missing
    known = sources.register.area.get(area.area)
    ends = [str(one) for one in (steps[0], steps[-1])] if steps else []
    return {
        "area": said(sources, known, "title") or area.area,
        "required": str(area.required),
        "held": str(area.held),
        "missing": "-".join(dict.fromkeys(ends)),
    }


def _duration(sources: Sources, found: TrainingPlan) -> Fields:
    """Gives hours and months; empty texts where they cannot be worked out."""
    if found.problems:
        return dict.fromkeys(("hours.gap", "hours.whole", "whole", "remaining"), "")
    wording = sources.wording
    return {
        "hours.gap": wording.points(exact_decimal(found.gap_hours)),
        "hours.whole": wording.points(exact_decimal(found.whole_hours)),
        "whole": _months(sources, found.whole_months),
        "remaining": _months(sources, found.months),
    }


def _months(sources: Sources, months: Fraction | None) -> str:
    """Gives a duration in months as the language writes numbers; to two places, and marked, where they never end."""
    if months is None:
        return ""
    wording = sources.wording
    if not number_text(months).startswith("≈"):
        return wording.text("entry.months", months=wording.points(exact_decimal(months)))
    rounded = Fraction(round(months * HUNDREDTHS), HUNDREDTHS)
    return wording.text("entry.months-about", months=wording.points(exact_decimal(rounded)))
