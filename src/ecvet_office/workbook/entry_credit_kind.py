"""The kind of workbook in which preparation is credited on entry to training (project EASYMetal)."""

from __future__ import annotations

from ecvet_office.workbook.formulas import cells
from ecvet_office.workbook.kind import BEFORE, FINDINGS, LEARNERS, LOOK, OVERVIEW, SET_UP, Count, Kind, Phase, Step

PRESET = """
| Settings | setting | value |
|---|---|---|
| | remaining by | points |
| | entry evidence | recognised |
"""


COUNTS = (
    LEARNERS,
    Count(
        "rules for credit on entry",
        f'COUNTIF({cells("EntryCredits", "unit")},"?*")',
        lambda register: len(register.entry_credits),
    ),
    Count(
        "units recognised earlier",
        f'COUNTIFS({cells("EarlierUnits", "unit")},"?*",{cells("EarlierUnits", "on")},">0")',
        lambda register: sum(1 for row in register.earlier_units if row.on),
    ),
)

ENTRY_CREDIT = Kind(
    name="entry-credit",
    title="ECVET workbook of credit on entry",
    about="Units of preparation count in the training that follows, and what is left of it is worked out.",
    tables=(
        "Learners", "EarlierUnits", "EntryCredits", "Settings", "Partners", "People", "Qualifications", "Units",
        "UnitPoints", "Outcomes", "Groups", "Results", "Decisions", "EntryResults", "Findings", "Credit", "Progress",
    ),
    hidden=frozenset({"Outcomes", "Groups", "Results", "Decisions", "Credit", "Progress"}),
    settings=(
        "profile", "coordinator", "languages", "prevailing_language", "points", "rounding_step", "remaining_by",
        "entry_evidence",
    ),
    phases=(
        Phase("Set up once", SET_UP, (
            Step("Settings", "How the open share of a training is counted, and how far preparation must have come."),
            Step("Partners", "Your own institution, and those whose preparation you credit."),
            Step("People", "Who decides what is credited.", begins=False),
            Step("Qualifications", "The training with its duration, and the preparation."),
            Step("Units", "The units of both.", begins=False),
            Step("UnitPoints", "Which unit belongs to which, its points or its hours.", begins=False),
            Step("EntryCredits", "Which units of preparation may credit which unit of the training."),
        )),
        Phase("For each learner", BEFORE, (
            Step("Learners", "Each learner once, with the training as qualification."),
            Step("EarlierUnits", "First the units of preparation; then each unit credited: by whom and when."),
        )),
        Phase("Where you stand", LOOK, (
            Step("EntryResults", "What is credited, what may be, and how much is left; filled by the command: ecvet "
                 "update."),
            Step("Findings", "What is wrong or still missing; filled by the same command.", begins=False),
            Step(OVERVIEW, "Points by learner, as a picture.", begins=False),
        )),
    ),
    counts=(("On entry", COUNTS), ("Findings of the last update", FINDINGS)),
    charts=("learners",),
    columns={
        "Learners": ("id", "family_name", "given_names", "date_of_birth", "address", "class_name", "qualification"),
        "Results": ("context", "learner", "outcome", "achieved", "date", "method", "assessor", "remark"),
    },
    preset=PRESET,
)  # fmt: skip
