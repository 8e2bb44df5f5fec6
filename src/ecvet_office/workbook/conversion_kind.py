"""The kind of workbook in which courses become units of learning outcomes with points (VET-CCS)."""

from __future__ import annotations

from ecvet_office.credit.conversion import convert
from ecvet_office.model.register import Register
from ecvet_office.workbook.computed_conversion import COURSE_POINTS
from ecvet_office.workbook.formulas import READ_AS, cells, column
from ecvet_office.workbook.kind import BEFORE, FINDINGS, LOOK, OVERVIEW, SET_UP, Count, Kind, Phase, Step


def _with_points(register: Register) -> int:
    return sum(1 for course in register.courses if convert(register, course).points is not None)


def _topics_in_no_unit(register: Register) -> int:
    return sum(1 for topic in register.course_topics if topic.unit is None)


COUNTS = (
    Count("courses", f'COUNTIF({column("Courses", READ_AS)},"?*")', lambda register: len(register.courses)),
    Count("with points from their hours", f"COUNT({column('Courses', COURSE_POINTS)})", _with_points),
    Count(
        "topics in no unit yet",
        f'COUNTIFS({cells("CourseTopics", "topic")},"?*",{cells("CourseTopics", "unit")},"")',
        _topics_in_no_unit,
    ),
    Count("units", f'COUNTIF({column("Units", READ_AS)},"?*")', lambda register: len(register.units)),
    Count("outcomes", f'COUNTIF({column("Outcomes", READ_AS)},"?*")', lambda register: len(register.outcomes)),
)

CONVERSION = Kind(
    name="conversion",
    title="ECVET conversion workbook",
    about="A course described by hours becomes units of learning outcomes with points. Begin at step 1.",
    tables=(
        "Settings", "Courses", "CourseTopics", "Units", "Outcomes", "Certificates", "Conversion", "CourseCheck",
        "Findings",
    ),
    hidden=frozenset(),
    settings=("profile", "national_profile", "languages", "prevailing_language", "points", "rounding_step"),
    phases=(
        Phase("Collect", SET_UP, (
            Step("Settings", "Choose the national profile: it says how many hours a point stands for."),
            Step("Courses", "Each course as its provider describes it: level, entry, hours of four kinds, exams."),
            Step("CourseTopics", "The syllabus line by line, with its hours."),
        )),
        Phase("Rewrite", BEFORE, (
            Step("Units", "Group topics into units, also on the sheet Course topics; say how each is assessed."),
            Step("Outcomes", "Rewrite the aims: what the learner knows and can do, as K, S or C, with a criterion."),
            Step("Certificates", "What the certificate supplement says besides."),
        )),
        Phase("Where you stand", LOOK, (
            Step("Conversion", "From hours to points, unit by unit; filled by the command: ecvet update."),
            Step("CourseCheck", "Strong and weak sides of each course, and the checklist; filled by the same command.",
                 begins=False),
            Step("Findings", "What is wrong or still missing; filled by the same command.", begins=False),
            Step(OVERVIEW, "Points by course, as a picture.", begins=False),
        )),
    ),
    counts=(("In this workbook", COUNTS), ("Findings of the last update", FINDINGS)),
    charts=("courses",),
)  # fmt: skip
