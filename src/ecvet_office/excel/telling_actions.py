"""The buttons that tell something: the page of a finding's rule, how the installation stands, what each button does.

Each writes a sheet of its own, so that what it tells can be read beside the workbook, printed and deleted.
"""

from __future__ import annotations

from datetime import date

import xlwings as xw

from ecvet_office.excel.installation import check_installation as checks
from ecvet_office.excel.judging import undisturbed
from ecvet_office.excel.result_writing import table_in, write_result
from ecvet_office.excel.selection import selected_spans
from ecvet_office.law.pages import all_pages, page
from ecvet_office.model.errors import UsageError
from ecvet_office.report.rule_pages import page_lines
from ecvet_office.workbook.results_layout import RESULT_BY_NAME, ResultTable

FINDINGS = RESULT_BY_NAME["Findings"]

EXPLAINED = ResultTable(
    "Explained", "Explained", ("About this finding",), (120,), "The page of a rule, as ecvet explain prints it."
)
INSTALLATION = ResultTable(
    "Installation",
    "Installation",
    ("What", "How it stands", "Found", "What to do"),
    (26, 14, 60, 60),
    "Whether everything is there that the buttons need.",
)
HELP = ResultTable("EcvetHelp", "ECVET help", ("Button", "What it does"), (30, 110), "What each button does.")

HELP_ROWS = (
    ("Check", "Numbers new rows, and rewrites the sheets Findings and My learners. Each finding leads to its cell."),
    ("Compute credit", "Rewrites the sheets Credit and Progress: what each learner has, unit by unit."),
    (
        "Share points",
        "Rewrites the sheet Points: each unit's share by its weights. Fills the points of a qualification without any.",
    ),
    ("Explain finding", "Select a row on the sheet Findings first: shows why the rule exists, and examples."),
    (
        "Enrol",
        "Select a list pasted from your school's system: shows whom it would add; pressed again there, adds them.",
    ),
    ("Learning Agreements", "Makes the learning agreements, for all learners or for the selected rows."),
    ("Transcripts", "Makes the transcripts of learners who have results, for all or for the selected rows."),
    (
        "All documents",
        "Makes every kind of document, in the languages of the sheet Settings.",
    ),
    ("Memorandum", "Makes the memoranda of understanding as Word documents."),
    ("Where they go", "Into the folder documents beside the workbook; see the sheet Papers made."),
    ("Where not", "Of a workbook on OneDrive or SharePoint, or never saved: into Documents, ECVET on this PC."),
    ("Amend", "For the selected agreements: shows what changed since they were signed, and writes the amendments."),
    ("Open folder", "Opens the folder of the documents."),
    (
        "Read returned documents",
        "Shows what the documents in the folder returned, beside documents, would change; pressed again, writes it.",
    ),
    ("Papers", "Writes the sheet Papers owed: who owes which paper, since when, and what is overdue."),
    ("Host grids", "Writes a small workbook for each host, in which it enters its results, into the folder grids."),
    (
        "Export",
        "Shows what the columns of the file in the folder export would get; pressed again there, fills a copy of it.",
    ),
    (
        "Meeting",
        "Writes the sheet Meeting: what a meeting can decide today, or on the day written into its white cell.",
    ),
    ("Meeting papers", "Makes the agenda of that meeting, and its minutes once decisions of the day are entered."),
    (
        "Decide",
        "Lists what is ready on the sheet Decisions to enter. Fill in who decided what and when; press it again there.",
    ),
    ("Next year", "Writes the workbook of the next year beside this one, with what stays the same and the open cases."),
    ("Audit", "For the selected learners: a folder with every paper, and a list of what is missing."),
    ("Personal data of a learner", "For the selected learners: writes down all that is stored."),
    ("Extract for a partner", "For the selected rows of Partners: a workbook with what each needs."),
    ("Anonymise", "Writes a copy for support, with other people and other days."),
    (
        "Forget a learner",
        "Writes a copy without the learner of the selected row, and lists what remains where.",
    ),
    ("Files made", "The sheet on which these buttons tell what they wrote. They never write over a file."),
    ("Check installation", "Tells whether everything is there that the buttons need."),
    ("Help", "Writes this sheet. Sheets that a button wrote may be deleted: it writes them anew."),
)


def explain_finding(book: xw.Book, _on: date, _selected: bool = False) -> None:  # as VBA has it
    """Shows the page of the rule of the selected finding on the sheet Explained.

    Raises:
        UsageError: no row of Findings is selected, or it holds no finding.
    """
    code, where = _selected_finding(book)
    lines = [where, *(line.strip() for line in page_lines(page(code), show_all=True))]
    with undisturbed(book.app, f"ECVET: explaining {code}"):
        write_result(book, EXPLAINED, [EXPLAINED.headers, *([line] for line in lines if line)]).activate()


def check_installation(book: xw.Book, _on: date, _selected: bool = False) -> None:
    """Shows what `ecvet doctor` prints on the sheet Installation."""
    with undisturbed(book.app, "ECVET: looking at the installation"):
        found = [(one.name, str(one.state), one.found, one.remedy or None) for one in checks()]
        write_result(book, INSTALLATION, [INSTALLATION.headers, *found]).activate()


def show_help(book: xw.Book, _on: date, _selected: bool = False) -> None:
    """Shows what each button does on the sheet ECVET help."""
    with undisturbed(book.app, "ECVET: writing the help"):
        write_result(book, HELP, [HELP.headers, *HELP_ROWS]).activate()


def _selected_finding(book: xw.Book) -> tuple[str, str]:
    """Gives the code of the first selected row of Findings, and its place and message in one line.

    Raises:
        UsageError: there is none.
    """
    how = "Select a row on the sheet Findings, then press the button again"
    selection, table = book.app.selection, table_in(book, FINDINGS.name)
    if selection is None or table is None or selection.sheet.name != table.parent.name:
        raise UsageError(f"no finding is selected. {how}")
    row = selected_spans(selection)[0][0]
    first = table.parent.range((row, table.range.column))
    texts = [str(value or "") for value in first.resize(1, len(FINDINGS.headers)).value]
    found = dict(zip(FINDINGS.headers, texts, strict=True))
    if found["Code"] not in all_pages():
        raise UsageError(f"row {row} of {table.parent.name} holds no finding. {how}")
    place = "!".join(part for part in (found["Sheet"], found["Cell"]) if part)
    return found["Code"], f"{place}: {found['Message']}"
