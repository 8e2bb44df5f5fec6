"""The result sheets: what the program writes, and rewrites at every update."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A table that is ours from the first row to the last.

    Attributes:
        name: of the Excel table.
        title: of the sheet.
        headers: from left to right.
        widths: of the columns, in characters.
        about: the sentence above the table.
        shown: whether the sheet shows in a blank workbook.
        of: the input table it is worked out from, where only workbooks with that table get it; empty for any workbook.
        only_filled: whether a workbook that lacks the table gets it only with something to say.
    """

    name: str
    title: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]
    about: str
    shown: bool = False
    of: str = ""
    only_filled: bool = False


BOARD_UNITS = tuple(f"Unit {number}" for number in range(1, 13))
"""The columns of the progress board, in the order of a qualification's units; what is more stands in one cell."""

MATRIX_PARTNERS = tuple(f"Partner {number}" for number in range(1, 13))
"""The columns of the matrix, in the order in which the sheet Matrix first names the partners' qualifications."""

RESULTS = (
    ResultTable(
        "MyLearners", "My learners",
        ("Learner", "Name", "Agreement", "Stage", "What is missing", "Next action", "Whose", "Since"),
        (10, 26, 11, 15, 48, 40, 18, 16),
        "One row for each learner and stay: where it stands and what comes next.",
        shown=True,
    ),
    ResultTable(
        "Findings", "Findings",
        ("Severity", "Code", "Sheet", "Cell", "Message", "Fix", "Source"),
        (11, 8, 18, 8, 62, 56, 36),
        "Everything that is wrong or still to be done, sorted by place.",
    ),
    ResultTable(
        "Credit", "Credit",
        ("Learner", "Name", "Qualification", "Unit", "State", "Achieved", "Required", "Points", "Open"),
        (10, 26, 14, 42, 14, 10, 10, 10, 34),
        "What each learner has, unit by unit.",
    ),
    ResultTable(
        "Progress", "Progress",
        ("Learner", "Name", "Qualification", "Points", "Total", "Share in %", "Eligible", "Why not"),
        (10, 26, 14, 10, 10, 12, 10, 60),
        "Points recognised of the whole; eligible once all required units are recognised.",
    ),
    ResultTable(
        "Points", "Points",
        ("Qualification", "Unit", "Weight", "Exact share", "Shared", "In the table", "Reasoning"),
        (14, 42, 12, 14, 10, 12, 70),
        "How each unit's points would arise from its weights.",
    ),
    ResultTable(
        "Board", "Progress board",
        ("Learner", "Name", "Qualification", "Gained", "Required", "Complete", *BOARD_UNITS, "Further units"),
        (10, 26, 14, 10, 10, 12, *(16 for _ in BOARD_UNITS), 26),
        "Each unit is gained by itself and none makes up for another: complete means that all required units are "
        "recognised.",
        of="Decisions",
    ),
    ResultTable(
        "Remediation", "Remediation",
        ("Learner", "Name", "Qualification", "Unit", "State", "What is open", "First recognise"),
        (10, 26, 14, 42, 14, 70, 30),
        "The units that are not gained yet, and what is open in each: nobody repeats what is gained.",
        of="Decisions",
    ),
    ResultTable(
        "Checklist", "Checklist",
        ("Learner", "Name", "Agreement", "When", "Action", "Owner", "Due", "State", "Done on", "Told by", "Remark"),
        (9, 20, 11, 9, 44, 28, 14, 12, 14, 17, 24),
        "Key actions before, during and after each stay. ✔ follows from the other sheets, or from Checklist entries.",
        of="ChecklistEntries",
    ),
    ResultTable(
        "GradeResults", "Grade results",
        ("Learner", "Name", "Qualification", "Unit", "Grade", "Coefficient", "Counts", "Mean", "What follows",
         "Distinction", "Reasoning"),
        (9, 20, 13, 33, 8, 12, 9, 8, 18, 12, 52),
        "The examination, where grades make up for one another; ECVET credit does not. The jury decides.",
        of="Grades",
    ),
    ResultTable(
        "LearningTime", "Learning time",
        ("Pathway", "Task field", "Hours", "Points", "Reasoning"),
        (26, 40, 12, 10, 90),
        "How hours become points, task field by task field; the last row of a pathway is the whole.",
        of="TaskFields",
    ),
    ResultTable(
        "Conversion", "Conversion",
        ("Course", "Unit", "Hours", "Exact share", "Points", "Reasoning"),
        (34, 40, 12, 14, 10, 90),
        "From hours to points: the first row of a course is the whole, the others are its units.",
        of="Courses",
    ),
    ResultTable(
        "Certified", "Certified units",
        ("File", "Name", "Qualification", "Unit", "State", "Points", "What is missing"),
        (10, 26, 14, 42, 16, 10, 86),
        "Prior learning: which of the claimed units are certified, and what the others still lack.",
        of="PriorLearning",
    ),
    ResultTable(
        "EntryResults", "Entry results",
        ("Learner", "Name", "Qualification", "Unit", "On entry", "Weight", "Months left", "Reasoning"),
        (9, 22, 13, 38, 16, 9, 12, 82),
        "What preparation credits: the first row of a learner is the whole, the others are the training's units.",
        of="EntryCredits",
    ),
    ResultTable(
        "MatrixPicture", "Matrix picture",
        ("Unit", "Outcome", *MATRIX_PARTNERS, "Further partners", "Covered by"),
        (34, 48, *(14 for _ in MATRIX_PARTNERS), 26, 12),
        "The first row names the partners' qualifications. C: covered, P: partly, N: not, empty: not compared.",
        of="Matrix",
    ),
    ResultTable(
        "TrainingPlan", "Training plan",
        ("Learner", "Name", "Qualification", "Unit", "What", "Standing", "Module", "Hours", "Place", "Deadline",
         "Partners that cover it"),
        (9, 18, 13, 24, 36, 14, 28, 8, 20, 13, 18),
        "What each person has and lacks: the first row of a learner is the whole, then areas, then outcomes.",
        of="Modules",
    ),
    ResultTable(
        "SelfCheckResult", "Self-check result",
        ("Group", "Area", "Score", "Answered", "Questions", "Weakest answers", "Next action"),
        (20, 36, 8, 12, 12, 66, 50),
        "The mean level of each area, 1 to 5; the first row is the mean of the areas. Beside it, what is weakest.",
        of="SelfCheck",
    ),
    ResultTable(
        "CommonUnits", "Common units",
        ("Found by", "Unit", "Qualification", "Points", "Unit there", "Qualification there", "Points there",
         "Alike in %", "Why"),
        (14, 27, 25, 8, 27, 25, 8, 10, 60),
        "Units that several qualifications share: by the same id, or proposed because their outcomes are alike.",
        of="UnitPoints",
        only_filled=True,
    ),
    ResultTable(
        "CourseCheck", "Course check",
        ("Course", "Part", "What", "State", "Told", "Source"),
        (34, 16, 44, 12, 60, 36),
        "What each course description has and lacks, then the checklist for its units and points.",
        of="Courses",
    ),
)  # fmt: skip

RESULT_BY_NAME = {table.name: table for table in RESULTS}
RESULT_TABLES = {table.name: table.headers for table in RESULTS if not table.of}

BUTTON_TABLES = {
    "Amendments": "Agreement",
    "DecisionsToEnter": "Learner",
    "EcvetHelp": "Button",
    "Enrolled": "What enrolling the list does",
    "Explained": "About this finding",
    "ExportColumns": "File",
    "FilesMade": "What",
    "Installation": "What",
    "Meeting": "Meeting on",
    "PapersMade": "Document",
    "PapersOwed": "Who",
    "Returned": "What returned documents say",
}
"""The tables that buttons write into an open workbook, each with its first header: a file may hold them, too."""


def is_ours(name: str, headers: Sequence[str]) -> bool:
    """Whether a table is one that the program writes, and writes anew: a result, or what a button told."""
    return name in RESULT_BY_NAME or (name in BUTTON_TABLES and list(headers[:1]) == [BUTTON_TABLES[name]])
