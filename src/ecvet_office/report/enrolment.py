"""What enrolling a list does and did, as text and as JSON: rows of the list and ids, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ecvet_office.report.plain_text import Paint, counted, table_lines, unpainted, wrapped
from ecvet_office.workbook.enrolling import Enrolled, Plan
from ecvet_office.workbook.header_words import spoken
from ecvet_office.workbook.intake import Candidate, Fate, Reason
from ecvet_office.workbook.list_columns import How, ListColumn, column_of
from ecvet_office.workbook.name_lists import NameList
from ecvet_office.workbook.writing.receipt import Receipt

INDENT = "    "
ROLES = {Fate.NEW: "done", Fate.KNOWN: "done", Fate.THERE: "quiet", Fate.LEFT: "warning"}

REASONS = {
    Reason.NO_NAME: "the list gives no family name or no given names; add them",
    Reason.UNREADABLE: "the list's {field} cannot be read without a guess; correct it, write days as 2008-04-03, "
    "or say which comes first: --dates day-first",
    Reason.TWICE: "the same person stands in row {about} of the list already; take one of the two away",
    Reason.OTHER_PERSON: "{learner} is somebody else in the workbook; correct the id, or take it out of the list",
    Reason.SEVERAL: "{about} bear this name and date of birth; put the right one's id into the list, in a column Id",
    Reason.PERHAPS: "may be {about}, but name and date of birth are not both the same. If it is, put that id into the "
    "list, in a column Id; if not, type the learner on the sheet Learners yourself",
    Reason.NAME_TAKEN: "another learner bears this name, and cells of the workbook call that one by it alone; put ids "
    "into these cells first",
    Reason.OTHER_DAYS: "has {agreement} for this package, still open, with other days; change the days there",
    Reason.NO_PACKAGE: "the package {about!r} of the list is not on the sheet Packages; correct one of the two",
    Reason.TURNED_DAYS: "the last day of the stay is before the first; correct the list",
}
"""By what keeps a person of a list from being enrolled, the sentence that says so and what mends it."""


def columns_text(names: NameList, columns: Sequence[ListColumn], paint: Paint = unpainted) -> list[str]:
    """Gives how a list was read and what its columns hold, and how to confirm or correct that."""
    rows_told = f"{counted(len(names.rows), 'row')} below the headers in row {names.header_row}"
    lines = [f"list: {names.name}, {rows_told}, read {names.form}"]
    if names.may_be_misread:
        lines.append(f"{INDENT}if letters with accents come out wrong, say how it was saved, such as --encoding cp1250")
    rows = [(one.header, spoken(one.field) if one.field else "-", one.how.value) for one in columns]
    lines += [INDENT + line for line in table_lines([("its column", "holds", ""), *rows])]
    for one in columns:
        if one.how is How.ALIKE:
            said = f'--map "{one.header}={spoken(one.field)}"'
            lines.append(f'{paint("not sure", "warning")} {one.header}: confirm by {said}, or leave it out by '
                         f'--map "{one.header}="')  # fmt: skip
    if not any(one.field == "date_of_birth" for one in columns):
        born = spoken("date_of_birth")
        lines.append(f"no column is read as the {born}, which decides whether a guardian signs; if one holds it, "
                     f'say which: --map "HEADER={born}"')  # fmt: skip
    return lines


def plan_text(plan: Plan, paint: Paint = unpainted, width: int | None = None) -> list[str]:
    """Gives a line for each row of the list, and the sum.

    Args:
        plan: what enrolling does.
        paint: gives colours.
        width: of the screen in characters; None for whole lines.
    """
    lines = [line for row in plan.rows for text in _row_texts(row, paint) for line in wrapped(text, width)]
    new, known, there, left = (plan.count(fate) for fate in (Fate.NEW, Fate.KNOWN, Fate.THERE, Fate.LEFT))
    told = f"{counted(new, 'new learner')}, {counted(new + known, 'new agreement')}, {there} there already, "
    return [*lines, told + paint(f"{left} not enrolled", "warning" if left else "done")]


def _row_texts(row: Enrolled, paint: Paint) -> Iterator[str]:
    one = row.candidate
    what = {
        Fate.NEW: f"{row.learner} and {row.agreement} added",
        Fate.KNOWN: f"{row.learner} is there, {row.agreement} added",
        Fate.THERE: f"{row.learner} is there, with {row.agreement}",
        Fate.LEFT: "not enrolled: " + reason_text(one),
    }[one.fate]
    yield f"row {one.person.row}: {paint(what, ROLES[one.fate])}"
    yield from (f"{INDENT}row {one.person.row}: {note}" for note in row.notes)


def reason_text(one: Candidate) -> str:
    """Gives why a row of the list was not enrolled, and what to do; empty for one that was."""
    if one.reason is None:
        return ""
    field = column_of(one.about).header if one.reason is Reason.UNREADABLE else ""
    found = f"{field} {one.person.unread.get(one.about, '')!r}" if field else ""
    return REASONS[one.reason].format(field=found, about=one.about, learner=one.learner, agreement=one.agreement)


def receipt_text(plan: Plan, receipt: Receipt | None) -> list[str]:
    """Gives what was written, and what comes next."""
    if receipt is None:
        return ["nothing was written" if plan.additions else "there is nobody to enrol, so nothing was written"]
    kept = [f"{INDENT}the workbook as it was before: {receipt.backup.name}"] if receipt.backup else []
    return [f"written: {receipt.path}", *kept, f"{INDENT}{receipt}"]


def enrolment_json(plan: Plan, columns: Sequence[ListColumn], receipt: Receipt | None) -> dict[str, object]:
    """Gives an enrolment as an object for other programs."""
    return {
        "columns": [{"header": one.header, "field": one.field or None, "how": one.how.value} for one in columns],
        "rows": [_row_json(row) for row in plan.rows],
        "written": None if receipt is None else str(receipt.path),
    }


def _row_json(row: Enrolled) -> dict[str, object]:
    return {
        "row": row.candidate.person.row,
        "fate": row.candidate.fate.value,
        "learner": row.learner or None,
        "agreement": row.agreement or None,
        "reason": reason_text(row.candidate) or None,
        "notes": list(row.notes),
    }
