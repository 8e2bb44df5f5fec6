"""The tables of learning time: pathways, and the task fields of each."""

from __future__ import annotations

from ecvet_office.model.learning_time import Comparison, Pathway, TaskField
from ecvet_office.workbook.columns import identity, integer, long, number, ref, text
from ecvet_office.workbook.tables import Table

LEARNING_TIME: tuple[Table, ...] = (
    Table(
        "Pathways", "Pathways", Pathway, "pathways",
        (
            identity("W"),
            text("title", "Title", "What the course or pathway is called.", width=40),
            text("provider", "Provider", width=26),
            integer("eqf_level", "EQF level", "1 to 8."),
            number("factor", "Learning-time factor",
                   "Learning hours that one hour of experience stands for. No value is published: agree on one.",
                   "LT02"),
            number("hours_per_point", "Hours per point", "Only where no national profile in Settings says it."),
        ),
        ("id",), ("title",), "W", about="Courses whose learning time is counted and compared.",
    ),
    Table(
        "TaskFields", "Task fields", TaskField, "task_fields",
        (
            ref("pathway", "Pathway", "Pathways", required="WB05"),
            text("task_field", "Task field", "Competences that belong together; it can become a unit.", "WB05",
                 width=36),
            long("competences", "Competences", "What the learner can do in it."),
            number("formal_hours", "Formal hours", "Of learning that can be acquired formally.", "LT05"),
            number("experience_hours", "Experience hours", "Of practical experience that is needed besides."),
            number("factor", "Other factor", "Only where it differs from the pathway's."),
        ),
        ("pathway", "task_field"), about="Per task field: hours of formal learning, and of practical experience.",
    ),
    Table(
        "Comparisons", "Comparisons", Comparison, "comparisons",
        (
            ref("pathway", "Pathway", "Pathways", required="WB05"),
            ref("compared_with", "Compared with", "Pathways", required="WB05",
                help_="A pathway of the same EQF level."),
            number("correction", "Correction in hours", "Added to the pathway; below 0 to take hours away."),
            text("reason", "Reason for the correction", "Needed wherever there is one.", width=60),
        ),
        ("pathway", "compared_with"), about="A pathway beside another one, and what follows for its hours.",
    ),
)  # fmt: skip
