"""The kind of workbook in which grades are weighed, as in the pilot project MEN-ECVET: an examination beside ECVET."""

from __future__ import annotations

from ecvet_office.credit.examination import examinations
from ecvet_office.credit.grades import Standing
from ecvet_office.credit.mobility_unit import is_too_late
from ecvet_office.model.register import Register
from ecvet_office.workbook.computed_grades import CHECK, FOLLOWS, MEAN, TOO_LATE
from ecvet_office.workbook.formulas import column
from ecvet_office.workbook.kind import (
    AFTER,
    BEFORE,
    FINDINGS,
    LEARNERS,
    LOOK,
    OVERVIEW,
    SET_UP,
    Count,
    Kind,
    Phase,
    Step,
)

PRESET = """
| Settings | setting | value |
|---|---|---|
| | points | no |
| | grade model | 0-20, weighted by coefficients |
"""


def _with_standing(standing: Standing) -> Count:
    formula = f'COUNTIF({column("Learners", FOLLOWS)},"{standing}*")'
    return Count(str(standing), formula, lambda register: _standing_so(register, standing))


def _standing_so(register: Register, standing: Standing) -> int:
    results = (one.result for one in examinations(register))
    return sum(1 for result in results if result is not None and result.standing is standing)


MEANS = (
    LEARNERS,
    Count(
        "with all grades",
        f"COUNT({column('Learners', MEAN)})",
        lambda register: sum(1 for one in examinations(register) if one.result is not None),
    ),
    *map(_with_standing, (Standing.PASSED, Standing.CONTROL, Standing.FAILED)),
)


def _parts_too_late(register: Register) -> int:
    return sum(
        1
        for row in register.mobility_units
        if row.part2_on and row.returned_on and is_too_late(row.part2_on, row.returned_on)
    )


ABROAD = (
    Count("mobility units", 'COUNTIF(MobilityUnits[[Learner *]],"?*")', lambda register: len(register.mobility_units)),
    Count("part 2 too late", f'COUNTIF({column("MobilityUnits", CHECK)},"{TOO_LATE}*")', _parts_too_late),
)

GRADES = Kind(
    name="grades",
    title="Workbook of grades and coefficients",
    about="An examination in which grades make up for one another, beside ECVET, where each unit counts by itself.",
    tables=(
        "Learners", "Grades", "MobilityUnits", "PartsAbroad", "Settings", "Qualifications", "Units", "UnitPoints",
        "Outcomes", "People", "Partners", "GradeResults", "Findings",
    ),
    hidden=frozenset({"PartsAbroad", "Outcomes"}),
    settings=("profile", "national_profile", "coordinator", "points", "grade_model"),
    phases=(
        Phase("Describe", SET_UP, (
            Step("Settings", "Points are off here: a grade never brings ECVET points. Name your school too."),
            Step("Partners", "Your school: its name and address head the attestation.", begins=False),
            Step("People", "Who signs the attestation, and who assesses part 2.", begins=False),
            Step("Qualifications", "The diploma that the examination leads to."),
            Step("Units", "Its units, the optional ones among them."),
            Step("UnitPoints", "The coefficient of each unit, and which ones are optional or show professional "
                 "practice."),
        )),
        Phase("Grade", BEFORE, (
            Step("Learners", "Each learner once; the mean follows as soon as every grade is there."),
            Step("Grades", "One row for each learner and unit."),
        )),
        Phase("Abroad", AFTER, (
            Step("MobilityUnits", "The optional mobility unit: part 1 abroad, part 2 at home in time, its "
                 "certificate. The school's attestation: ecvet fill mobility-attestation."),
        )),
        Phase("Where you stand", LOOK, (
            Step("GradeResults", "The arithmetic line by line; filled by the command: ecvet update."),
            Step("Findings", "What is wrong or still missing; filled by the same command.", begins=False),
            Step(OVERVIEW, "The means, as a picture.", begins=False),
        )),
    ),
    counts=(("Learners", MEANS), ("Mobility units", ABROAD), ("Findings of the last update", FINDINGS)),
    charts=("means",),
    columns={
        "Learners": ("id", "family_name", "given_names", "date_of_birth", "class_name", "qualification"),
        "Qualifications": ("id", "title", "awarding_institution", "eqf_level"),
        "Units": ("id", "title"),
        "UnitPoints": ("qualification", "unit", "coefficient", "examined_as"),
        "People": ("id", "name", "institution", "position", "may_sign"),
        "Partners": ("id", "name", "country", "address", "postcode", "city", "email"),
    },
    preset=PRESET,
)  # fmt: skip
