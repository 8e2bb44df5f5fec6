"""The tables of grades: one for each unit and learner, and what a stay abroad counts for in the examination."""

from __future__ import annotations

from ecvet_office.law.grade_profiles import MOBILITY_MARK, PART_2_MONTHS
from ecvet_office.law.national_profiles import FRENCH
from ecvet_office.model.grades import Grade, MobilityUnit, PartAbroad
from ecvet_office.model.points import number_text
from ecvet_office.workbook.columns import day, long, name, number, ref, refs, text, yes_no
from ecvet_office.workbook.tables import Table

SCALE = f"From 0 to {number_text(FRENCH.highest)}, or as the national profile has it."

GRADES: tuple[Table, ...] = (
    Table(
        "Grades", "Grades", Grade, "grades",
        (
            ref("learner", "Learner", "Learners", required="WB05"),
            ref("unit", "Unit", "Units", help_="A unit that has a coefficient on the sheet Unit points, or an optional "
                "one.", required="WB05"),
            number("grade", "Grade", SCALE, "GR02"),
            text("remark", "Remark", width=28),
        ),
        ("learner", "unit"),
        about="Grades make up for one another here: this is the examination, not ECVET, which asks for each unit.",
    ),
    Table(
        "MobilityUnits", "Mobility unit", MobilityUnit, "mobility_units",
        (
            ref("learner", "Learner", "Learners", required="WB05"),
            text("host", "Host", "Where the learner was abroad.", width=26),
            text("country", "Country", width=14),
            day("left_on", "Left on"),
            day("returned_on", "Returned on", "The time for part 2 runs from this day."),
            day("part1_on", "Part 1 on", "Assessed abroad, at the end of the stay.", "GR07"),
            text("part1_by", "Part 1 by", "Who assessed it for the host.", width=22),
            day("part2_on", "Part 2 on",
                f"Assessed at home, within {PART_2_MONTHS.value} months of the return.", "GR07"),
            name("part2_by", "Part 2 by", help_="Who assessed it at home."),
            number("grade", "Grade", f"Of both parts together. {SCALE}"),
            yes_no("diploma", "Diploma obtained", "As the jury decided; nothing here decides it."),
            day("certificate_on", "Certificate issued on",
                f"Only with a grade of {MOBILITY_MARK.value} or more and the diploma."),
        ),
        ("learner",), about="The optional mobility unit: part 1 abroad, part 2 at home, and its certificate.",
    ),
    Table(
        "PartsAbroad", "Parts abroad", PartAbroad, "parts_abroad",
        (
            ref("learner", "Learner", "Learners", required="WB05"),
            ref("unit", "Unit", "Units", required="WB05"),
            refs("outcomes", "Outcomes", "Outcomes",
                 help_="Only outcomes of this unit. Type their ids, several with semicolons.", required="GR10"),
            text("host", "Host", width=26),
            day("agreed_on", "Agreement of", "The day of the agreement with the host.", "GR10"),
            long("conditions", "Conditions", "Under which the part is assessed.", "GR10"),
            day("fixed_on", "Conditions fixed on", "On the day of the assessment at the latest.", "GR10"),
            day("assessed_on", "Assessed on"),
            text("assessed_by", "Assessed by", width=22),
            number("grade", "Grade", SCALE),
        ),
        about="A part of a unit that is assessed abroad, under conditions that were fixed before.",
    ),
)  # fmt: skip
