"""The kind of workbook in which learning time is counted, as the platform CEMES did for the pilot project ESyCQ."""

from __future__ import annotations

from ecvet_office.workbook.computed_learning_time import HOURS, NO_FACTOR
from ecvet_office.workbook.computed_learning_time_values import of_task_field
from ecvet_office.workbook.formulas import READ_AS, column
from ecvet_office.workbook.kind import AFTER, BEFORE, FINDINGS, LOOK, OVERVIEW, SET_UP, Count, Kind, Phase, Step

CONTENT = (
    Count("pathways", f'COUNTIF({column("Pathways", READ_AS)},"?*")', lambda register: len(register.pathways)),
    Count("task fields", 'COUNTIF(TaskFields[[Task field *]],"?*")', lambda register: len(register.task_fields)),
    Count(
        "without a factor",
        f'COUNTIF({column("TaskFields", HOURS)},"{NO_FACTOR}")',
        lambda register: sum(1 for row in register.task_fields if of_task_field(register, row)[HOURS] == NO_FACTOR),
    ),
)

LEARNING_TIME = Kind(
    name="learning-time",
    title="Workbook of learning time",
    about="How long a pathway takes to learn, task field by task field, and the points that follow.",
    tables=("Pathways", "TaskFields", "Comparisons", "Settings", "LearningTime", "Findings"),
    hidden=frozenset(),
    settings=("profile", "national_profile", "points", "rounding_step"),
    phases=(
        Phase("Agree", SET_UP, (
            Step("Settings", "The country whose hours per point hold, and the step of points."),
        )),
        Phase("Count", BEFORE, (
            Step("Pathways", "The course, its EQF level, and the learning-time factor."),
            Step("TaskFields", "Hours of formal learning and of practical experience in each task field."),
        )),
        Phase("Compare and correct", AFTER, (
            Step("Comparisons", "Beside which other pathway it is held; hours to add or to take away, and why."),
        )),
        Phase("Where you stand", LOOK, (
            Step("LearningTime", "The arithmetic line by line; filled by the command: ecvet update."),
            Step("Findings", "What is wrong or still missing; filled by the same command.", begins=False),
            Step(OVERVIEW, "Hours by task field, as a picture.", begins=False),
        )),
    ),
    counts=(("In this workbook", CONTENT), ("Findings of the last update", FINDINGS)),
    charts=("learning time",),
)  # fmt: skip
