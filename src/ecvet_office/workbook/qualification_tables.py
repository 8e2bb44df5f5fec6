"""The tables of qualifications: units, their points, their outcomes."""

from __future__ import annotations

from dataclasses import replace

from ecvet_office.model.grades import EXAMINED_AS
from ecvet_office.model.qualifications import (
    BEFORE_EXAM,
    COUNTED_IN,
    OUTCOME_KINDS,
    Group,
    Outcome,
    Qualification,
    Unit,
    UnitPoints,
)
from ecvet_office.workbook.columns import choice, day, identity, integer, long, number, ref, refs, text, yes_no
from ecvet_office.workbook.tables import Table

QUALIFICATIONS: tuple[Table, ...] = (
    Table(
        "Qualifications", "Qualifications", Qualification, "qualifications",
        (
            identity("Q"),
            text("title", "Title", "The full title.", "QU13", width=40, printed=True),
            text("awarding_institution", "Awarding institution", width=28),
            integer("eqf_level", "EQF level", "1 to 8.", "QU03"),
            text("nqf_level", "NQF level", width=10),
            number("points", "Points", "ECVET points of the whole qualification.", "QU04"),
            text("reference_pathway", "Reference pathway",
                 "Needed where points are used: the one formal learning context they refer to. Else a comparison.",
                 width=30),
            number("full_time_years", "Full-time years", "Length of that pathway in years of full-time learning."),
            text("comparison_qualification", "Comparison qualification",
                 "Needed instead of a pathway where there is none; never both.",
                 width=26),
            text("other_total_reason", "Reason for another total", "Why the points are not 60 for each year.",
                 width=30),
            number("importance", "Importance in the mix", "Share of this criterion when points are shared out."),
            number("complexity", "Complexity in the mix", "Share of this criterion when points are shared out."),
            number("effort", "Effort in the mix", "Share of this criterion when points are shared out."),
            yes_no("final_exam", "Final examination", "Whether national rules ask for one besides the units."),
            replace(
                choice("before_exam", "Before the examination", BEFORE_EXAM,
                       "What achieved outcomes are worth before it. Empty: units are recognised as anywhere."),
                rare=True, width=26),
            text("isced", "ISCED-F", width=10),
        ),
        ("id",), ("title",), "Q", about="The qualifications that your learners take, and those of your partners.",
    ),
    Table(
        "Groups", "Groups", Group, "groups",
        (
            ref("qualification", "Qualification", "Qualifications", required="WB05"),
            text("group", "Group", required="WB05"),
            number("at_least", "At least", "Empty and nothing at most: all its units are required."),
            number("at_most", "At most"),
            choice("counted_in", "Counted in", COUNTED_IN),
        ),
        ("qualification", "group"), about="Choices among units: at least and at most so many units or points.",
    ),
    Table(
        "Units", "Units", Unit, "units",
        (
            identity("U"),
            text("title", "Title", "The generic title.", "QU01", width=40, printed=True),
            long("assessment_procedure", "Assessment procedure", "How the unit is assessed.", "QU08", width=44),
            day("valid_from", "Valid from"),
            day("valid_until", "Valid until", "Last day, included."),
            yes_no("stand_alone", "Stand-alone", "Yes for a unit of no qualification."),
        ),
        ("id",), ("title",), "U", about="Units of learning outcomes. Their points stand on the sheet Unit points.",
    ),
    Table(
        "UnitPoints", "Unit points", UnitPoints, "unit_points",
        (
            ref("qualification", "Qualification", "Qualifications", required="WB05"),
            ref("unit", "Unit", "Units", required="WB05"),
            number("points", "Points", "Of this unit in this qualification.", "QU10"),
            text("group", "Group", "A group of the sheet Groups, or empty for a required unit."),
            refs("requires", "Requires", "Units",
                 help_="Recognised before. Type the title or the id as on the sheet Units, several with semicolons."),
            number("importance", "Importance", "Any scale; for sharing out points."),
            number("complexity", "Complexity", "Any scale; for sharing out points."),
            number("effort_hours", "Effort in hours"),
            number("coefficient", "Coefficient", "Of the grade; never used for points."),
            replace(choice("examined_as", "Examined as", EXAMINED_AS, "Only where an examination weighs grades: empty "
                           "for a compulsory unit; optional; or the one that shows professional practice."), rare=True),
        ),
        ("qualification", "unit"),
        about="One row for each unit in a qualification: the same unit may carry other points elsewhere.",
    ),
    Table(
        "Outcomes", "Outcomes", Outcome, "outcomes",
        (
            identity("O"),
            ref("unit", "Unit", "Units", required="WB05"),
            choice("kind", "Kind",
                   OUTCOME_KINDS, "K knowledge, S skills, C competence; a unit normally has one of each.", "QU06"),
            long("outcome", "Outcome", "What the learner knows or can do at the end.", "QU14", width=56),
            long("criterion", "Criterion", "How one sees that it is reached.", "QU09", width=40),
            text("esco", "ESCO"),
        ),
        ("id",), ("outcome",), "O", about="What the learner knows, understands and can do, unit by unit.",
    ),
)  # fmt: skip
