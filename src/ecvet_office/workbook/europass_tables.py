"""The tables of the Europass Mobility: what its form asks for and no other table holds."""

from __future__ import annotations

from ecvet_office.model.europass import Europass, EuropassCourse
from ecvet_office.workbook.columns import day, integer, long, ref, text
from ecvet_office.workbook.tables import Table

EUROPASS: tuple[Table, ...] = (
    Table(
        "Europass", "Europass", Europass, "europasses",
        (
            ref("agreement", "Agreement", "Agreements", required="WB05", help_="The stay that it records."),
            text("number", "Europass number", "Box 9: as you or your national Europass centre gave it.", width=20),
            integer("experience", "Experience number", "Only where one document records several stays."),
            day("issued_on", "Issued on", "Box 10; left empty, it is written by hand."),
            day("signed_on", "Signed on", "Box 36a, as it stands beside the signatures; left empty, it is written "
                "by hand."),
            day("validated_on", "Validated on", "Box 38b, for a record of courses; left empty, it is written by hand."),
            long("objective", "Objective", "Box 23. Left empty, the agreed units are named."),
            long("initiative", "Initiative", "Box 24. Left empty, the activity type stands there."),
            long("tasks", "Tasks carried out", "Box 29a. Left empty, the agreed activities stand there."),
            long("job_skills", "Job-related skills", "Box 30a. Left empty, the outcomes achieved stand there."),
            long("language_skills", "Language skills", "Box 31a."),
            long("computer_skills", "Computer skills", "Box 32a."),
            long("organisational_skills", "Organisational skills", "Box 33a."),
            long("social_skills", "Social skills", "Box 34a."),
            long("other_skills", "Other skills", "Box 35a."),
            text("matriculation", "Matriculation number", "Box 29b, for a record of courses.", width=20),
        ),
        ("agreement",), about="Only for the Europass Mobility: its number, its three dates, and what the learner can "
        "now do, in the host's words.",
    ),
    Table(
        "EuropassCourses", "Europass courses", EuropassCourse, "europass_courses",
        (
            ref("agreement", "Agreement", "Agreements", required="WB05"),
            text("code", "Course code", "Box 30b.", width=14),
            text("title", "Course title", "Box 31b.", "WB05", width=34, printed=True),
            text("duration", "Duration", "Box 32b. For example: 40 hours.", printed=True),
            text("grade", "Local grade", "Box 33b.", width=12),
            text("credits", "Credits", "Box 34b, with their kind: 3 ECTS, 2 ECVET.", width=14),
        ),
        about="Only for courses at a school with credits: the Europass Mobility then records them instead of skills.",
    ),
)  # fmt: skip
