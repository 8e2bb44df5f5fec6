"""The result sheets: what the program writes, and rewrites at every update."""

from __future__ import annotations

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
    """

    name: str
    title: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]
    about: str
    shown: bool = False
    of: str = ""


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
)  # fmt: skip

RESULT_BY_NAME = {table.name: table for table in RESULTS}
RESULT_TABLES = {table.name: table.headers for table in RESULTS if not table.of}
