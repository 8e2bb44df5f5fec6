"""Computed columns of courses: hours, points, contact and size follow what one types, by the national profile."""

from __future__ import annotations

from ecvet_office.law.national_profiles import NationalProfile
from ecvet_office.model.conversion import AWARD, HOURS, QUALIFICATION
from ecvet_office.workbook.computed_column import Computed, reading
from ecvet_office.workbook.formulas import READ_AS, cell, cells, column, here, label_formula, own_name
from ecvet_office.workbook.layout import BY_NAME, LABEL_HEADER
from ecvet_office.workbook.national_formulas import by_country, number_in_formula, setting

ALL_HOURS, TOPIC_HOURS = "All hours (computed)", "Hours of topics (computed)"
COURSE_POINTS, SIZE, CONTACT = "Points by hours (computed)", "Size (computed)", "Contact (computed)"
HOURS_CHECK, COURSE = "Hours check (computed)", "Course read as (computed)"
ENOUGH, TOO_FEW, ADDS_UP = "✔ enough", "! at least ", "✔ adds up"
IS_FULL, IS_AWARD, NOT_FULL = f"✔ {QUALIFICATION}", AWARD, f"! {AWARD}"
ROUNDED = 9  # decimals; Excel counts in binary fractions, and 0.1 * 3 must be 0.3
CONVERSION_NUMBERS = frozenset({ALL_HOURS, TOPIC_HOURS, COURSE_POINTS})
"""The headers of those that hold numbers."""


def _least_size(profile: NationalProfile) -> str:
    text = "0"
    for size in reversed(profile.sizes):
        text = f"IF({cell('Courses', 'eqf_level')}={size.level},{size.least.value},{text})"
    return text


def _step() -> str:
    own, country = (
        f"IFERROR(N({setting('Rounding step')}),0)",
        by_country(lambda one: number_in_formula(one.rounding_step)),
    )
    return f"IF({own}>0,{own},IF({country}>0,{country},1))"


def _all_hours() -> str:
    kinds = [cell("Courses", name) for name in HOURS]
    four = ",".join(kinds)
    return f'IF(COUNT({four})<{len(kinds)},"",IF(MIN({four})<0,"",{"+".join(kinds)}))'


def _points() -> str:
    hours, per_point, step = (
        here("Courses", ALL_HOURS),
        by_country(lambda one: number_in_formula(one.hours_per_point)),
        _step(),
    )
    steps = f"ROUNDDOWN(ROUND({hours}/{per_point}/{step},{ROUNDED}),0)"
    return f'IF(ISNUMBER({hours}),IF({per_point}>0,ROUND({steps}*{step},{ROUNDED}),""),"")'


def _contact() -> str:
    points, contact = here("Courses", COURSE_POINTS), cell("Courses", "contact_hours")
    per_point = by_country(lambda one: number_in_formula(one.contact_hours_per_point))
    least = f"ROUND({points}*{per_point},{ROUNDED})"
    return f'IF(ISNUMBER({points}),IF({per_point}=0,"",IF({contact}>={least},"{ENOUGH}","{TOO_FEW}"&{least})),"")'


def _size() -> str:
    points, least = here("Courses", COURSE_POINTS), by_country(_least_size)
    small = f'IF({cell("Courses", "called")}="{QUALIFICATION}","{NOT_FULL}","{IS_AWARD}")'
    return f'IF(ISNUMBER({points}),IF({least}=0,"",IF({points}>={least},"{IS_FULL}",{small})),"")'


def _hours_check() -> str:
    hours, stated = here("Courses", ALL_HOURS), cell("Courses", "stated_hours")
    return (
        f'IF(AND(ISNUMBER({hours}),ISNUMBER({stated})),IF(ROUND({hours}-{stated},{ROUNDED})=0,"{ADDS_UP}",'
        f'"! "&{hours}&" of "&{stated}),"")'
    )


def _topic_hours() -> str:
    known = here("Courses", READ_AS)
    return f'IF({known}="","",SUMIFS({cells("CourseTopics", "hours")},{column("CourseTopics", COURSE)},{known}))'


CONVERSION_COMPUTED = {
    "Courses": (
        Computed(ALL_HOURS, _all_hours(), "All four kinds together.", "assessment_hours", 12),
        Computed(HOURS_CHECK, _hours_check(), "Whether the four kinds make the total that was published.",
                 "stated_hours", 16),
        Computed(TOPIC_HOURS, _topic_hours(), "All hours on the sheet Course topics; they should be the same.",
                 "stated_hours", 12),
        Computed(COURSE_POINTS, _points(), "All hours by the hours of one point in your country, in whole steps.",
                 "called", 12),
        Computed(CONTACT, _contact(), "Whether there is as much direct contact as these points ask for.", "called", 14),
        Computed(SIZE, _size(), "What so many points are at this level.", "called", 16),
        Computed(READ_AS, own_name(BY_NAME["Courses"]), width=20),
        Computed(LABEL_HEADER, label_formula(BY_NAME["Courses"]), "What drop-downs show.", width=30),
    ),
    "CourseTopics": (reading("CourseTopics", "course", COURSE, "Courses"),),
}  # fmt: skip
