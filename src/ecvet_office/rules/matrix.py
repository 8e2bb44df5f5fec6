"""Family MX: the matrix of outcomes and partners, profiles in steps, what a training plan rests on (I-CARE, VQTS)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ecvet_office.credit.competence_profile import programmes_meant
from ecvet_office.credit.training_plan import covering, training_plans
from ecvet_office.model.matrix import Profile
from ecvet_office.model.register import Register, enrolled_in
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import is_empty, qualification_named
from ecvet_office.rules.subjects import listed

FEWEST_AREAS, MOST_AREAS = 5, 25
FEWEST_STEPS, MOST_STEPS = 2, 6
"""The sizes of a competence matrix by the method VQTS."""

HIGHEST_LIKENESS = 100


@check("MX01")
def cell_says_nothing(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the cells of the matrix that do not say how far the outcome is covered."""
    for row in register.coverages:
        if is_empty(row, "covered"):
            named = qualification_named(register, row.qualification)
            yield broken(row.at("covered"), outcome=row.outcome, qualification=named)


@check("MX02")
def area_of_other_than_2_to_6_steps(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the competence areas whose number of steps is missing or outside what the method knows."""
    for area in register.area.values():
        if area.is_unreadable("steps"):
            continue
        if area.steps is None or not FEWEST_STEPS <= area.steps <= MOST_STEPS:
            found = "no number of steps" if area.steps is None else _counted(area.steps, "step")
            yield broken(area.at("steps"), area=area_named(register, area.id), found=found)


@check("MX03")
def other_than_5_to_25_areas(register: Register, _on: date) -> Iterator[Breach]:
    """Finds a workbook that describes some competence areas, but fewer or more than the method knows."""
    found = len(register.area)
    if found and not FEWEST_AREAS <= found <= MOST_AREAS:
        yield broken(register.areas[0].at("id"), found=_counted(found, "competence area"))


@check("MX04")
def profile_of_nobody(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the rows of a profile that name neither a programme nor a person."""
    for row in register.profiles:
        if is_empty(row, "qualification") and is_empty(row, "learner"):
            yield broken(row.at("qualification"), area=area_named(register, row.area))


@check("MX05")
def step_outside_the_area(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the profiles whose step lies above the last one of the area, or below 0."""
    for row in register.profiles:
        area = register.area.get(row.area)
        most = area.steps if area else None
        if row.step is None or (row.step >= 0 and (most is None or row.step <= most)):
            continue
        yield broken(row.at("step"), area=area_named(register, row.area), found=row.step, steps=_steps(most))


@check("MX06")
def profile_without_step(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the rows of a profile that name no step; 0 is one."""
    for row in register.profiles:
        if is_empty(row, "step"):
            yield broken(row.at("step"), area=area_named(register, row.area))


@check("MX07")
def nothing_to_hold_the_person_against(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the persons with a profile whose programme has none; said once for each, at the first row."""
    for learner, rows in register.profiles_of.items():
        if learner not in register.learner or any(row.is_unreadable("qualification") for row in rows):
            continue
        meant = programmes_meant(register, learner)
        if not any(one in register.profiles_of_programmes for one in meant):
            named = listed(qualification_named(register, one) for one in meant) or "no qualification"
            yield broken(rows[0].at("learner"), learner=learner, programme=named)


@check("MX08")
def outcome_covered_by_no_partner(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the outcomes that were compared with partners, of whom none covers any of it."""
    for outcome, cells in register.coverage_of.items():
        known = register.outcome.get(outcome)
        if known and all(one.covered for one in cells) and not covering(register, outcome):
            yield broken(known.at("outcome"), outcome=outcome)


@check("MX09")
def module_without_hours(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the modules whose hours are missing or below 0."""
    for row in register.modules:
        if is_empty(row, "hours") or (row.hours is not None and row.hours < 0):
            yield broken(row.at("hours"), module=row.module, outcome=row.outcome)


@check("MX10")
def gap_without_deadline(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the persons whose plan has missing outcomes without a deadline; said once for each."""
    for plan in training_plans(register):
        without = [one.outcome for one in plan.gap if one.deadline is None]
        dates = register.plan_dates_of.get(plan.learner, ())
        if not without or any(row.is_unreadable("deadline") for row in dates):
            continue
        silent = (row.at("deadline") for row in dates if row.deadline is None)
        place = next(silent, register.learner[plan.learner].at("id"))
        yield broken(place, learner=plan.learner, outcomes=listed(without))


@check("MX11")
def outcome_left_out_of_the_matrix(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the outcomes of a compared unit that stand in no row of the matrix."""
    compared = {register.outcome[one].unit for one in register.coverage_of if one in register.outcome}
    for outcome in register.outcome.values():
        if outcome.unit in compared and outcome.id not in register.coverage_of:
            yield broken(outcome.at("outcome"), outcome=outcome.id)


@check("MX12")
def outcome_without_module(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the outcomes of a qualification with training plans to which no module leads."""
    planned = dict.fromkeys(line.outcome for plan in training_plans(register) for line in plan.lines)
    for outcome in planned:
        if outcome not in register.modules_for:
            yield broken(register.outcome[outcome].at("outcome"), outcome=outcome)


@check("MX13")
def tested_outcome_of_another_qualification(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the tests of outcomes that belong to no qualification of the person."""
    for row in register.trials:
        learner, outcome = register.learner.get(row.learner), register.outcome.get(row.outcome)
        if learner is None or outcome is None or learner.is_unreadable("qualification"):
            continue
        places = {one.qualification for one in register.qualifications_of.get(outcome.unit or "", ())}
        if places.isdisjoint(enrolled_in(register, learner)):
            yield broken(row.at("outcome"), learner=row.learner, outcome=row.outcome)


@check("MX14")
def one_test_still_to_be_held(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the outcomes of which only one test was held, where the other one decides."""
    asked = register.settings.passed_by or "both"
    for row in register.trials:
        missing = [name for name in ("simulation", "theory") if is_empty(row, name)]
        if len(missing) == 1 and row.verdict(asked) is None:
            yield broken(row.at(missing[0]), learner=row.learner, outcome=row.outcome, test=missing[0])


@check("MX15")
def compared_with_its_own_qualification(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the cells of the matrix that hold an outcome against a qualification it belongs to itself."""
    for row in register.coverages:
        outcome = register.outcome.get(row.outcome)
        if outcome and (row.qualification, outcome.unit or "") in register.points_of:
            named = qualification_named(register, row.qualification)
            yield broken(row.at("qualification"), outcome=row.outcome, qualification=named)


@check("MX16")
def more_points_than_the_programme(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the persons with more credit points in an area than the whole programme has there."""
    for row in register.profiles:
        most = _points_of_programme(register, row)
        if row.points is not None and most is not None and row.points > most:
            area = area_named(register, row.area)
            yield broken(row.at("points"), learner=row.learner or "", area=area, points=row.points, most=most)


@check("MX17")
def likeness_is_no_per_cent(register: Register, _on: date) -> Iterator[Breach]:
    """Finds a likeness in the settings that is not above 0 and at most 100 per cent."""
    found = register.settings.likeness
    if found is not None and not 0 < found <= HIGHEST_LIKENESS:
        yield broken(register.settings.at("likeness"), found=found)


def area_named(register: Register, area: str) -> str:
    """Gives the id of a competence area with its title where it has one."""
    known = register.area.get(area)
    return f"{area} {known.title}" if known and known.title else area


def _points_of_programme(register: Register, row: Profile) -> Decimal | None:
    """Gives the points of the same area in the programme of a person's row; None where none are stated."""
    learner = register.learner.get(row.learner or "")
    programme = row.qualification or (learner.qualification if learner else None) or ""
    rows = register.profiles_of_programmes.get(programme, ()) if row.learner else ()
    return next((one.points for one in rows if one.area == row.area), None)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _steps(most: int | None) -> str:
    return "steps begin at 0" if most is None else f"the area has {_counted(most, 'step')}"
