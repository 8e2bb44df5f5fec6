"""The kind of workbook in which outcomes and profiles are compared, up to the training plan (I-CARE, VQTS)."""

from __future__ import annotations

from ecvet_office.model.matrix import COVERED, PARTLY
from ecvet_office.model.register import Register
from ecvet_office.workbook.computed_matrix import FAILED, TO_COME, VERDICT
from ecvet_office.workbook.computed_matrix_values import of_trial
from ecvet_office.workbook.formulas import READ_AS, cells, column
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
| | passed by | both |
| | likeness | 60 |
"""


def _cells(words: str, covered: str) -> Count:
    formula = f'COUNTIF({cells("Matrix", "covered")},"{covered}")'
    return Count(words, formula, lambda register: sum(1 for one in register.coverages if one.covered == covered))


def _tests(words: str, verdict: str) -> Count:
    return Count(words, f'COUNTIF({column("Trials", VERDICT)},"{verdict}")', lambda register: _with(register, verdict))


def _with(register: Register, verdict: str) -> int:
    return sum(1 for row in register.trials if of_trial(register, row)[VERDICT] == verdict)


COUNTS = (
    _cells("cells covered", COVERED),
    _cells("cells partly covered", PARTLY),
    Count("competence areas", f'COUNTIF({column("Areas", READ_AS)},"?*")', lambda register: len(register.areas)),
)
PERSONS = (LEARNERS, _tests("outcomes not achieved", FAILED), _tests("outcomes to be assessed", TO_COME))

MATRIX = Kind(
    name="matrix",
    title="ECVET workbook of comparison",
    about="What partners' qualifications have in common, what a person still lacks, and the plan that follows.",
    tables=(
        "Matrix", "Areas", "Profiles", "Trials", "Modules", "PlanDates", "Settings", "Learners", "Partners", "People",
        "Qualifications", "Units", "UnitPoints", "Outcomes", "Groups", "Enrolments", "EarlierUnits", "Results",
        "Decisions", "MatrixPicture", "TrainingPlan", "CommonUnits", "Findings", "Credit", "Progress",
    ),
    hidden=frozenset({
        "Groups", "Enrolments", "EarlierUnits", "Results", "Decisions", "Credit", "Progress",
    }),
    settings=(
        "profile", "coordinator", "languages", "prevailing_language", "points", "rounding_step", "passed_by",
        "likeness",
    ),
    phases=(
        Phase("Set up once", SET_UP, (
            Step("Settings", "Whether both tests have to be passed, and how alike common units are."),
            Step("Partners", "Your own institution and your partners; a job service may be one.", begins=False),
            Step("People", "Who assesses.", begins=False),
            Step("Qualifications", "Yours, and those of your partners."),
            Step("Units", "Their units, and how each is assessed.", begins=False),
            Step("UnitPoints", "Which unit belongs to which; the same unit may belong to several.", begins=False),
            Step("Outcomes", "What one has to know and be able to do.", begins=False),
        )),
        Phase("Compare", BEFORE, (
            Step("Matrix", "How far each partner's qualification covers each of your outcomes."),
            Step("Areas", "Or in steps: the competence areas of the occupation."),
            Step("Profiles", "Up to which step a programme leads, and which step a person has reached.", begins=False),
        )),
        Phase("For each person", AFTER, (
            Step("Learners", "Each person once, with the qualification that is aimed at."),
            Step("Trials", "Each outcome assessed by the simulation of a work situation and by a theory test."),
            Step("Modules", "Which training leads to each outcome, and how long it takes."),
            Step("PlanDates", "Until when the person makes up for what is missing.", begins=False),
        )),
        Phase("Where you stand", LOOK, (
            Step("MatrixPicture", "The matrix as a picture in letters and colours; filled by the command: ecvet "
                 "update."),
            Step("TrainingPlan", "What each person still has to learn, and how long it takes.", begins=False),
            Step("CommonUnits", "Units that several qualifications share.", begins=False),
            Step("Findings", "What is wrong or still missing; filled by the same command.", begins=False),
            Step(OVERVIEW, "Hours of the modules, as a picture.", begins=False),
        )),
    ),
    counts=(("The comparison", COUNTS), ("Persons", PERSONS), ("Findings of the last update", FINDINGS)),
    charts=("modules",),
    columns={
        "Learners": (
            "id", "family_name", "given_names", "date_of_birth", "nationality", "address", "email", "telephone",
            "qualification",
        ),
        "Results": (
            "context", "learner", "outcome", "achieved", "date", "method", "assessor", "remark",
        ),
    },
    preset=PRESET,
)  # fmt: skip
