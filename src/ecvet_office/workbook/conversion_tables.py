"""The tables of a conversion: courses by their hours, the topics of their syllabus, and what their certificate says."""

from __future__ import annotations

from ecvet_office.model.conversion import SIZES, Certificate, Course, CourseTopic
from ecvet_office.workbook.columns import choice, identity, integer, long, number, ref, text
from ecvet_office.workbook.tables import Table

CONVERSION: tuple[Table, ...] = (
    Table(
        "Courses", "Courses", Course, "courses",
        (
            identity("C"),
            text("title", "Title", "As the provider calls the course.", "CO01", width=40, printed=True),
            text("provider", "Provider", "Who offers it and answers for it.", "CO01", width=28),
            integer("eqf_level", "EQF level", "1 to 8.", "CO02"),
            text("nqf_level", "NQF level", "As your country writes it, such as MQF 3.", width=10),
            long("entry", "Entry requirements", "What a learner must bring along; or: none."),
            number("contact_hours", "Contact hours", "Teacher and learner together; 0 where there are none.", "CO03"),
            number("practice_hours", "Practice hours", "In workshop or company; 0 where there are none.", "CO03"),
            number("self_study_hours", "Self-study hours", "What a learner needs alone; 0 where there are none.",
                   "CO03"),
            number("assessment_hours", "Assessment hours", "Exams and what else is assessed; 0 where there are none.",
                   "CO03"),
            number("stated_hours", "Hours as published", "The provider's own total, to compare; may stay empty."),
            choice("called", "Called", SIZES, "What the provider calls it; an award is less than a qualification."),
            long("aims", "Aims", "In the provider's words; to be rewritten as outcomes on the sheet Outcomes."),
            long("syllabus", "Syllabus", "Where it stands or what it holds; its topics go on the sheet Course topics."),
            long("exams", "Examinations", "How learners are examined at present."),
        ),
        ("id",), ("title",), "C", shown=True,
        about="Each course as its provider describes it: level, entry, and hours of four kinds.",
    ),
    Table(
        "CourseTopics", "Course topics", CourseTopic, "course_topics",
        (
            ref("course", "Course", "Courses", required="WB05"),
            text("topic", "Topic", "One line of the syllabus.", "WB05", width=44),
            number("hours", "Hours", "All hours of learning that it takes; the units share the points by them.",
                   "CO08"),
            ref("unit", "Unit", "Units", help_="The unit into which it goes; topics that belong together share one.",
                required="CO07"),
        ),
        ("course", "topic"), shown=True,
        about="The syllabus line by line, its hours, and the unit into which each topic is grouped.",
    ),
    Table(
        "Certificates", "Certificates", Certificate, "certificates",
        (
            ref("course", "Course", "Courses", required="WB05"),
            text("translated_title", "Translated title", "In another language; it has no legal status.", width=36),
            long("occupations", "Occupations", "Open to the holder; each on a line of its own."),
            text("awarding_body", "Awarding body", "Leave empty where it is the provider.", width=28),
            text("awarding_status", "Its status", "In law, such as: public college.", width=20, printed=True),
            text("accreditor", "Accrediting authority", width=28),
            text("accreditor_status", "Authority's status", width=20, printed=True),
            long("grading", "Grading", "The scale, and what is needed to pass."),
            long("next_level", "Access to the next level"),
            long("agreements", "International agreements"),
            long("legal_basis", "Legal basis"),
            number("school_share", "At school in %", "Of the training."),
            number("workplace_share", "At work in %", "Of the training."),
            number("prior_share", "Prior learning in %", "Of the training."),
            text("duration", "Duration", "Such as: 9 months, two days a week.", width=24, printed=True),
            long("information", "Further information"),
        ),
        ("course",), shown=True,
        about="What the certificate supplement says besides: it is about the course and names no learner.",
    ),
)  # fmt: skip
