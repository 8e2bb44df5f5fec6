"""The tables of the self-check: process areas, and the questions of each."""

from __future__ import annotations

from ecvet_office.model.self_check import CYCLE, ProcessArea, SelfCheckQuestion
from ecvet_office.workbook.columns import choice, day, identity, integer, long, ref, text
from ecvet_office.workbook.tables import Table

SELF_CHECK: tuple[Table, ...] = (
    Table(
        "ProcessAreas", "Process areas", ProcessArea, "process_areas",
        (
            identity("S"),
            text("title", "Area", "What is looked at.", "WB05", width=44),
            text("group", "Group", "From which list of areas it comes.", width=26),
        ),
        ("id",), ("title",), "S", about="The areas of work, with the score of each: the mean of its answers.",
    ),
    Table(
        "SelfCheck", "Self-check", SelfCheckQuestion, "self_check",
        (
            ref("area", "Area", "ProcessAreas", required="WB05"),
            long("question", "Question", "Change it, or add your own.", "WB05", width=64),
            choice("step", "Step of the cycle", CYCLE, "Of quality assurance."),
            integer("level", "Level", "1 by chance, 2 planned, 3 the same everywhere, 4 measured, 5 always improved."),
            long("evidence", "What shows it", "Needed for the levels 4 and 5.", width=40),
            long("next_action", "Next action", "Needed for the levels 1 and 2.", width=40),
            text("owner", "Owner", width=22),
            day("until", "Until"),
        ),
        ("area", "question"), about="Answer with a level from 1 to 5; leave empty what does not concern you.",
    ),
)  # fmt: skip
