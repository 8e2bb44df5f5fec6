"""Computed columns of grades: what each grade counts for, the mean, and what follows from it while one types.

A formula calculates with doubles and rounds a mean to nine decimals before it is compared; the command `ecvet grades`
compares exactly. Where grades are missing, or where a rule is broken, the formula says so instead of a mean.
"""

from __future__ import annotations

from ecvet_office.credit.grades import Standing
from ecvet_office.law.grade_profiles import PART_2_MONTHS, GradeProfile
from ecvet_office.law.national_profiles import FRENCH, national_profiles
from ecvet_office.model.grades import OPTIONAL, PRACTICE
from ecvet_office.model.points import number_text
from ecvet_office.workbook.computed_column import BAR, KEY, LEARNER, QUALIFICATION, UNIT, Computed, reading
from ecvet_office.workbook.formulas import READ_AS, cell, cells, column, here
from ecvet_office.workbook.national_formulas import by_grades

COEFFICIENT, EXAMINED, COUNTS = "Coefficient (computed)", "Counts as (computed)", "Counts (computed)"
MEAN, FOLLOWS = "Mean (computed)", "What follows (computed)"
CHECK = "Check (computed)"
IN_TIME, TOO_LATE, PART_MISSING = "✔ in time", "! later than ", "… part 2 until "
FIXED_BEFORE, FIXED_AFTER, NOT_FIXED = "✔ fixed before", "! fixed after", "… not fixed"
SEE_FINDINGS = "see Findings"
BEFORE_DISTINCTION = ", "
MARKS = (FRENCH, *(one.grades for one in national_profiles().values() if one.grades and one.grades is not FRENCH))
PASSED_WORDS = (
    str(Standing.PASSED),
    *dict.fromkeys(f"{Standing.PASSED}{BEFORE_DISTINCTION}{name}" for marks in MARKS for name, _ in marks.distinctions),
)
ROUNDED = 9  # decimals of a mean, so that sums of doubles such as 0.1 reach their limit


def _row_of_unit() -> str:
    learner = f"MATCH({here('Grades', LEARNER)},{column('Learners', READ_AS)},0)"
    qualification = f"INDEX({column('Learners', QUALIFICATION)},{learner})"
    return f'MATCH({qualification}&"{BAR}"&{here("Grades", UNIT)},{column("UnitPoints", KEY)},0)'


def _examined() -> str:
    word = f"INDEX({cells('UnitPoints', 'examined_as')},{_row_of_unit()})"
    return f'IFERROR(TRIM({word}),"")'


def _coefficient() -> str:
    value = f"INDEX({cells('UnitPoints', 'coefficient')},{_row_of_unit()})"
    return f'IF({here("Grades", EXAMINED)}="{OPTIONAL}","",IFERROR(IF(N({value})>0,{value},""),""))'


def _counts() -> str:
    grade, coefficient = cell("Grades", "grade"), here("Grades", COEFFICIENT)
    weighed = f'IF(ISNUMBER({coefficient}),{grade}*{coefficient},"")'
    mark = by_grades(lambda marks: number_text(marks.bonus_mark))
    bonus = f"MAX(0,{grade}-{mark})"
    return f'IF(ISNUMBER({grade}),IF({here("Grades", EXAMINED)}="{OPTIONAL}",{bonus},{weighed}),"")'


def _theirs(header: str, *further: str) -> str:
    """Gives the sum of a column of Grades over the learner's rows."""
    asked = ",".join((f"{column('Grades', LEARNER)},{here('Learners', READ_AS)}", *further))
    return f"SUMIFS({column('Grades', header)},{asked})"


def _number_of(*conditions: str) -> str:
    """Gives how many rows of Grades are the learner's and fulfil the conditions."""
    asked = ",".join((f"{column('Grades', LEARNER)},{here('Learners', READ_AS)}", *conditions))
    return f"COUNTIFS({asked})"


def _needed() -> str:
    own = f"({column('UnitPoints', QUALIFICATION)}={here('Learners', QUALIFICATION)})"
    weight = cells("UnitPoints", "coefficient")
    compulsory = f'({cells("UnitPoints", "examined_as")}<>"{OPTIONAL}")'
    return f"SUMPRODUCT({own}*ISNUMBER({weight})*({weight}>0)*{compulsory})"


def _given() -> str:
    return _number_of(f'{column("Grades", COEFFICIENT)},">0"', f'{column("Grades", COUNTS)},">=0"')


def _too_many_optional() -> str:
    counted = _number_of(f'{column("Grades", EXAMINED)},"{OPTIONAL}"', f'{column("Grades", COUNTS)},">=0"')
    return f"{counted}>{by_grades(lambda marks: str(marks.most_optional))}"


def _mean() -> str:
    nobody = f'OR({here("Learners", READ_AS)}="",{_needed()}=0)'
    mean = f"ROUND({_theirs(COUNTS)}/{_theirs(COEFFICIENT)},{ROUNDED})"
    return f'IF({nobody},"",IF(OR({_given()}<>{_needed()},{_too_many_optional()}),"",{mean}))'


def _practice() -> tuple[str, str]:
    """Gives how much the grades of professional practice count together, and their coefficients."""
    only = f'{column("Grades", EXAMINED)},"{PRACTICE}"'
    return _theirs(COUNTS, only), _theirs(COEFFICIENT, only)


def _judged(marks: GradeProfile) -> str:
    """Gives what follows from a mean by the marks of one country."""
    mean = here("Learners", MEAN)
    passed = f'"{Standing.PASSED}"'
    for name, mark in reversed(marks.distinctions):
        passed = f'IF({mean}>={number_text(mark)},"{Standing.PASSED}{BEFORE_DISTINCTION}{name}",{passed})'
    points, coefficients = _practice()
    practised = f"ROUND({points}/{coefficients},{ROUNDED})>={number_text(marks.practice_mark)}"
    between = f'IF({coefficients}=0,"{Standing.OPEN}",IF({practised},"{Standing.CONTROL}","{Standing.FAILED}"))'
    lower = f'IF({mean}<{number_text(marks.control_mark)},"{Standing.FAILED}",{between})'
    return f"IF({mean}>={number_text(marks.pass_mark)},{passed},{lower})"


def _follows() -> str:
    judged = by_grades(_judged)
    waiting = f'IF({_too_many_optional()},"{SEE_FINDINGS}",{_given()}&" of "&{_needed()}&" grades")'
    is_mean = f"ISNUMBER({here('Learners', MEAN)})"
    return f'IF(OR({here("Learners", READ_AS)}="",{_needed()}=0),"",IF({is_mean},{judged},{waiting}))'


def _in_time() -> str:
    """Gives whether part 2 is in time; digits alone tell the day alike in every language of Excel."""
    returned, part_2 = cell("MobilityUnits", "returned_on"), cell("MobilityUnits", "part2_on")
    until = f"EDATE({returned},{PART_2_MONTHS.value})"
    day = f'YEAR({until})&"-"&TEXT(MONTH({until}),"00")&"-"&TEXT(DAY({until}),"00")'
    judged = f'IF({part_2}>{until},"{TOO_LATE}"&{day},"{IN_TIME}")'
    return f'IF(ISNUMBER({returned}),IF(ISNUMBER({part_2}),{judged},"{PART_MISSING}"&{day}),"")'


def _fixed_before() -> str:
    fixed, assessed = cell("PartsAbroad", "fixed_on"), cell("PartsAbroad", "assessed_on")
    judged = f'IF({fixed}>{assessed},"{FIXED_AFTER}","{FIXED_BEFORE}")'
    return f'IF(ISNUMBER({assessed}),IF(ISNUMBER({fixed}),{judged},"{NOT_FIXED}"),"")'


LEARNERS_GRADES: tuple[Computed, ...] = (
    Computed(MEAN, _mean(), "Grades times coefficients over the coefficients, with what optional units add; empty "
             "until every grade is there.", "qualification", 12, "0.00"),
    Computed(FOLLOWS, _follows(), "What the mean leads to, before the jury: compared exactly by ecvet grades.",
             "qualification", 30),
)  # fmt: skip
GRADES_COMPUTED = {
    "Grades": (
        Computed(EXAMINED, _examined(), "What the unit is in the examination, from the sheet Unit points.", "unit", 20),
        Computed(COEFFICIENT, _coefficient(), "From the sheet Unit points; none for an optional unit.", "unit", 14),
        Computed(COUNTS, _counts(), "The grade times its coefficient; of an optional unit what it has above the mark.",
                 "grade", 12),
        reading("Grades", "learner", LEARNER, "Learners"),
        reading("Grades", "unit", UNIT, "Units"),
    ),
    "MobilityUnits": (
        Computed(CHECK, _in_time(), "Whether part 2 was assessed in time.", "part2_by", 28),
    ),
    "PartsAbroad": (
        Computed(CHECK, _fixed_before(), "Whether the conditions were fixed before the assessment.", "assessed_by", 18),
    ),
}  # fmt: skip
