"""The kinds of workbooks: which tables each has, in which order, and what its first sheet says."""

from __future__ import annotations

from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage
from ecvet_office.workbook.computed import ADDS_UP, CHECK, OUTCOMES
from ecvet_office.workbook.conversion_kind import CONVERSION
from ecvet_office.workbook.entry_credit_kind import ENTRY_CREDIT
from ecvet_office.workbook.formulas import READ_AS, cells, column
from ecvet_office.workbook.grades_kind import GRADES
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
from ecvet_office.workbook.layout import SETTINGS
from ecvet_office.workbook.learning_time_kind import LEARNING_TIME
from ecvet_office.workbook.matrix_kind import MATRIX
from ecvet_office.workbook.prior_learning_kind import PRIOR_LEARNING
from ecvet_office.workbook.self_check_kind import SELF_CHECK

# --- live numbers ---------------------------------------------------------------------------------------------------


def _stays(stage: Stage) -> Count:
    status, learner = cells("Agreements", "status"), cells("Agreements", "learner")
    formula = f'COUNTIFS({learner},"?*",{status},"{stage.label}")'
    if stage is Stage.DRAFT:  # an empty status is a draft too
        formula += f'+COUNTIFS({learner},"?*",{status},"")'
    return Count(stage.label, formula, lambda register: _stays_in(register, stage))


def _stays_in(register: Register, stage: Stage) -> int:
    return sum(1 for agreement in register.agreements if agreement.learner and agreement.stage is stage)


PAPERS = (
    Count(
        "not sent yet",
        f'COUNTIFS({cells("Papers", "document")},"?*",{cells("Papers", "sent")},"",{cells("Papers", "returned")},"")',
        lambda register: sum(1 for one in register.papers if one.document and not one.sent and not one.returned),
    ),
    Count(
        "sent, not back yet",
        f'COUNTIFS({cells("Papers", "document")},"?*",{cells("Papers", "sent")},">0",{cells("Papers", "returned")},"")',
        lambda register: sum(1 for one in register.papers if one.document and one.sent and not one.returned),
    ),
)


def _with_points_that_add_up(register: Register) -> int:
    if not register.settings.uses_points:
        return 0
    return sum(
        1
        for one in register.qualifications
        if one.points and one.points == sum(row.points or 0 for row in register.units_in.get(one.id, ()))
    )


CONTENT = (
    Count("qualifications", f'COUNTIF({column("Qualifications", READ_AS)},"?*")', lambda one: len(one.qualifications)),
    Count("whose points add up", f'COUNTIF({column("Qualifications", CHECK)},"{ADDS_UP}")', _with_points_that_add_up),
    Count("units", f'COUNTIF({column("Units", READ_AS)},"?*")', lambda register: len(register.units)),
    Count(
        "units without outcomes",
        f"COUNTIF({column('Units', OUTCOMES)},0)",
        lambda register: sum(1 for unit in register.units if unit.id not in register.outcomes_in),
    ),
    Count("outcomes", f'COUNTIF({column("Outcomes", READ_AS)},"?*")', lambda register: len(register.outcomes)),
)


OF_METHODS = frozenset({"remaining_by", "entry_evidence", "passed_by", "likeness"})
"""Settings that matter in the workbook of one method alone."""

# --- mobility -------------------------------------------------------------------------------------------------------

MOBILITY = Kind(
    name="mobility",
    title="ECVET mobility workbook",
    about="Learners abroad, from the memorandum with the partner to the recognised unit. Begin at step 1.",
    tables=(
        "MyLearners", "Learners", "Packages", "Agreements", "Results", "Decisions", "Papers", "Partners", "Settings",
        "People", "Qualifications", "Units", "UnitPoints", "Outcomes", "Groups", "PointsConversions", "PointsHistory",
        "Memoranda", "MemorandumPartners", "MemorandumQualifications", "Enrolments", "EarlierUnits", "Placements",
        "ResponsiblePersons", "AgreedOutcomes", "MobilityGroups", "AccompanyingPersons", "ChecklistEntries", "Europass",
        "EuropassCourses", "PriorLearning", "Evidence", "Findings", "Credit", "Progress", "Points", "Board",
        "Remediation", "Checklist", "Certified", "CommonUnits",
    ),
    hidden=frozenset({
        "Groups", "PointsConversions", "PointsHistory", "Enrolments", "EarlierUnits", "Placements",
        "ResponsiblePersons", "AgreedOutcomes", "MobilityGroups", "AccompanyingPersons", "ChecklistEntries", "Europass",
        "EuropassCourses", "PriorLearning", "Evidence", "Findings", "Credit", "Progress", "Points", "Board",
        "Remediation", "Checklist", "Certified", "CommonUnits",
    }),
    settings=tuple(column.key for column in SETTINGS if column.key not in OF_METHODS),
    phases=(
        Phase("Set up once", SET_UP, (
            Step("Settings", "Say once what holds for all: the profile, your institution, whether points are used."),
            Step("Partners", "Enter your own institution first, then every partner."),
            Step("People", "Who assesses, validates, recognises, mentors and signs, and at which institution.",
                 begins=False),
            Step("Qualifications", "What your learners train for, with the points of the whole."),
            Step("Units", "The units, and how each is assessed.", begins=False),
            Step("UnitPoints", "Which unit belongs to which qualification, and its points there.", begins=False),
            Step("Outcomes", "What a learner knows and can do at the end of each unit.", begins=False),
            Step("Memoranda", "The memorandum with your partners; not needed in the profile Erasmus-only."),
            Step("MemorandumPartners", "Who signs it, whom it covers.", begins=False),
            Step("MemorandumQualifications", "Which qualifications it covers on each side.", begins=False),
        )),
        Phase("Before each stay", BEFORE, (
            Step("Packages", "What is the same for many: host, units, activities, who assesses and who validates."),
            Step("Learners", "Each learner once. Units recognised before go on the sheet Earlier units."),
            Step("Agreements", "Give each learner a package and the dates; then set the status to “ready to sign”."),
            Step("Papers", "Who signs what, when it was sent and when it came back."),
        )),
        Phase("After each stay", AFTER, (
            Step("Results", "What the host assessed: one row for each learner and outcome."),
            Step("Decisions", "What your institution validated, recognised or refused, by whom and when."),
        )),
        Phase("Where you stand", LOOK, (
            Step("MyLearners", "What is missing and who is next, by learner; filled by the command: ecvet update."),
            Step(OVERVIEW, "Points by learner and by unit, as pictures.", begins=False),
        )),
    ),
    counts=(
        ("Learners", (LEARNERS,)),
        ("Stays by stage", tuple(map(_stays, Stage))),
        ("Papers owed", PAPERS),
        ("Findings of the last update", FINDINGS),
    ),
    charts=("learners", "units"),
)  # fmt: skip

# --- qualification --------------------------------------------------------------------------------------------------

QUALIFICATION = Kind(
    name="qualification",
    title="ECVET qualification workbook",
    about="A qualification in units of learning outcomes, and its points shared among them. Begin at step 1.",
    tables=(
        "Settings", "Qualifications", "Units", "Outcomes", "UnitPoints", "Groups", "PointsHistory", "Points",
        "CommonUnits", "Findings",
    ),
    hidden=frozenset({"PointsHistory", "CommonUnits"}),
    settings=("profile", "languages", "prevailing_language", "points", "rounding_step", "grade_model", "likeness"),
    phases=(
        Phase("Describe", SET_UP, (
            Step("Settings", "Whether points are used, and of what step they are multiples."),
            Step("Qualifications", "The qualification, its levels, its points and the pathway they refer to."),
            Step("Units", "Its units, and how each is assessed."),
            Step("Outcomes", "What a learner knows and can do at the end of each unit."),
        )),
        Phase("Weigh", BEFORE, (
            Step("UnitPoints", "Which unit belongs to which qualification, its weights, and its points there."),
            Step("Groups", "Only where learners choose: at least and at most so many units or points of a group."),
        )),
        Phase("Where you stand", LOOK, (
            Step("Points", "How points follow from the weights, unit by unit; filled by the command: ecvet update."),
            Step("Findings", "What is wrong or still missing; filled by the same command.", begins=False),
            Step(OVERVIEW, "Points by unit, as a picture.", begins=False),
        )),
    ),
    counts=(("In this workbook", CONTENT), ("Findings of the last update", FINDINGS)),
    charts=("units",),
)  # fmt: skip

EVERY_KIND = (
    MOBILITY,
    QUALIFICATION,
    GRADES,
    LEARNING_TIME,
    CONVERSION,
    PRIOR_LEARNING,
    ENTRY_CREDIT,
    MATRIX,
    SELF_CHECK,
)
KINDS = {kind.name: kind for kind in EVERY_KIND}
