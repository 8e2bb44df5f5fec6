"""The layout of a workbook, stated once: its tables, their columns, and what each cell may hold.

Reading, blank and example workbooks, drop-downs and messages are all made from it. A table's name is its identity; its
sheet's title and its headers may be translated.
"""

from __future__ import annotations

from ecvet_office.law.national_profiles import national_profiles
from ecvet_office.model.entry_credit import DURATION_MEASURES, ENTRY_EVIDENCE
from ecvet_office.model.matrix import PASSED_BY
from ecvet_office.model.settings import PROFILES, Settings
from ecvet_office.workbook.checklist_tables import CHECKLIST
from ecvet_office.workbook.columns import choice, choices, integer, number, ref, text, yes_no
from ecvet_office.workbook.conversion_tables import CONVERSION
from ecvet_office.workbook.europass_tables import EUROPASS
from ecvet_office.workbook.grade_tables import GRADES
from ecvet_office.workbook.learning_time_tables import LEARNING_TIME
from ecvet_office.workbook.matrix_tables import MATRIX
from ecvet_office.workbook.mobility_group_tables import MOBILITY_GROUPS
from ecvet_office.workbook.mobility_tables import EXCEPTIONS, YEAR
from ecvet_office.workbook.partner_tables import INSTITUTIONS, MEMORANDA
from ecvet_office.workbook.points_record_tables import POINTS_RECORD
from ecvet_office.workbook.prior_learning_tables import ENTRY, PRIOR_LEARNING
from ecvet_office.workbook.qualification_tables import QUALIFICATIONS
from ecvet_office.workbook.self_check_tables import SELF_CHECK
from ecvet_office.workbook.tables import Table

VERSION = 1  # of the layout; the workbook carries it as the custom property and as the defined name below
VERSION_PROPERTY = "ECVET layout"
VERSION_NAME = "ECVET_LAYOUT"  # an open workbook tells its names to every program, its properties only to some
KIND_PROPERTY = "ECVET workbook"
LABEL_HEADER = "Pick list (computed)"
LABEL_SEPARATOR = " · "
LONGEST_FIRST_WORDS = 40  # characters of a long text that stand for a missing name
UNNAMED = {"Memoranda": ("objectives", "valid_from")}
"""By table, the columns of which the first filled one stands for the name where the columns of the label are empty."""

SETTINGS = (
    choice("profile", "Profile", PROFILES, "Needed. Strict ECVET, or Erasmus-only: no memorandum, points optional."),
    ref("coordinator", "Coordinating institution", "Partners",
        help_="Needed. Choose after the sheet Partners is filled: the home institution where nothing else is said."),
    text("programme", "Programme", "Needed. For example: Erasmus+."),
    text("project_code", "Project code", "As in the grant agreement: YYYY-R-NA00-KA000-FFF-000000000."),
    choices("languages", "Languages", (), "Two-letter codes, separated by semicolons: en; fr."),
    text("prevailing_language", "Prevailing language",
         "Where papers in two languages differ, this one holds: its two-letter code, such as en."),
    yes_no("points", "Points used", "Leave empty for what the profile says."),
    number("rounding_step", "Rounding step",
           "1 for whole points, 0.5 for halves; points that are shared out are multiples of it."),
    text("grade_model", "Grade model",
         "How you grade, in your own words, such as 1-5. For information: points never depend on grades."),
    integer("age_of_majority", "Age of majority", "In years; below it a guardian signs."),
    choice("national_profile", "National profile", tuple(national_profiles()),
           "Where a country's own numbers are to hold: hours per point, sizes of qualifications, rounding, grades."),
    text("numbering", "Numbering pattern",
         "How your school numbers its agreements, such as year-number. A note: nothing is numbered by it."),
    integer("retention_years", "Retention in years", "How long papers are kept after the final payment."),
    choice("remaining_by", "Remaining duration by", DURATION_MEASURES,
           "How the open share of a training is counted on entry: by points, or by hours of effort. Empty: points."),
    choice("entry_evidence", "Evidence on entry", ENTRY_EVIDENCE,
           "How far a unit of preparation must have come: recognised, or every outcome assessed. Empty: recognised."),
    choice("passed_by", "Passed by", PASSED_BY,
           "Whether an outcome asks for both simulation and theory, or for any of the two. Empty: both."),
    number("likeness", "Likeness in %",
           "Units whose outcomes are at least so much alike are proposed as common to qualifications. Empty: 60."),
)  # fmt: skip
SETTINGS_TABLE = Table(
    "Settings", "Settings", Settings, "settings",
    (text("setting", "Setting", width=26), text("value", "Value", width=36), text("help", "What it is", width=60)),
    key=("setting",), about="What holds for the whole workbook. One value to a line.",
)  # fmt: skip

# In the order of the year's work; the sheets of a workbook follow it.
TABLES = (
    *YEAR, *INSTITUTIONS, *QUALIFICATIONS, *POINTS_RECORD, *MEMORANDA, *EXCEPTIONS, *MOBILITY_GROUPS, *CHECKLIST,
    *EUROPASS, *CONVERSION, *PRIOR_LEARNING, *ENTRY, *GRADES, *LEARNING_TIME, *MATRIX, *SELF_CHECK,
)  # fmt: skip

BY_NAME = {table.name: table for table in (SETTINGS_TABLE, *TABLES)}
