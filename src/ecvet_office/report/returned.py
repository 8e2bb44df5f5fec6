"""What returned documents would change, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ecvet_office.law.pages import fix, message
from ecvet_office.report.plain_text import Paint, counted, unpainted, wrapped
from ecvet_office.workbook.accepting import Accepted
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.proposal import APPLIED, Oddity, Proposal, ReturnedReading, Strange, Verdict
from ecvet_office.workbook.values import shown
from ecvet_office.workbook.writing.receipt import Receipt

INDENT = "    "
NOTHING_READ = "no returned document could be read, so nothing was compared with the workbook"

ROLES = {
    Verdict.FILL: "done",
    Verdict.CHANGE: "done",
    Verdict.NEW_ROW: "done",
    Verdict.CONFLICT: "error",
    Verdict.UNREADABLE: "error",
    Verdict.EMPTIED: "warning",
    Verdict.NO_COLUMN: "warning",
    Verdict.TOO_LONG: "warning",
}
REASONS = {
    Verdict.CONFLICT: "nothing is written; correct the cell by hand if the document is right",
    Verdict.EMPTIED: "nothing is written; empty the cell by hand if that was meant",
    Verdict.NO_COLUMN: "the sheet has no column for it, or none in the document's language; write it by hand",
    Verdict.TOO_LONG: "no cell holds so much text; shorten it and write it by hand",
}
ODDITIES = {
    Strange.LOCKED: "a text of ours was changed, and is not taken over",
    Strange.ROW_TWICE: "the row stands there more than once, and says different things; write it by hand",
    Strange.ROW_UNKNOWN: "a row that the document was not made with; write it by hand",
    Strange.ROW_MISSING: "the row is not in the document any more",
    Strange.FIELD_MISSING: "the field is not in the document any more",
    Strange.FIELD_TWICE: "the field stands there more than once, and says different things; write it by hand",
}


def returned_text(
    readings: Sequence[ReturnedReading], changes: Accepted, paint: Paint = unpainted, width: int | None = None
) -> list[str]:
    """Gives the lines on what documents would change, document by document, and their sum.

    Args:
        readings: of the documents.
        changes: what would be written of all of them together.
        paint: gives colours.
        width: of the screen in characters; None for whole lines.
    """
    if not readings:
        return [NOTHING_READ]
    lines: list[str] = []
    for reading in readings:
        lines += [*_reading_lines(reading, paint, width), ""]
    return [*lines, _sum(readings, changes, paint)]


def _reading_lines(reading: ReturnedReading, paint: Paint, width: int | None) -> Iterator[str]:
    head = f"{reading.name}: {reading.document} {reading.number}, version {reading.version}, learner {reading.learner}"
    yield paint(head, "strong")
    for one in reading.proposals:
        if one.verdict is not Verdict.UNCHANGED:
            yield from wrapped(_proposal(one, paint), width, INDENT)
    for oddity in reading.oddities:
        yield from wrapped(_oddity(oddity, paint), width, INDENT)
    same = sum(1 for one in reading.proposals if one.verdict is Verdict.UNCHANGED)
    yield f"{INDENT}{counted(same, 'field')} unchanged"


def _proposal(one: Proposal, paint: Paint) -> str:
    head = f"{paint(one.verdict.value, ROLES[one.verdict])} {_place(one)}"
    if one.verdict is Verdict.UNREADABLE and one.finding is not None:
        return f"{head}: {one.finding.code}: {message(one.finding)} (in the document: {one.text!r}); {fix(one.finding)}"
    if one.verdict is Verdict.CONFLICT:
        return f"{head}: {_conflict(one)}; {REASONS[one.verdict]}"
    if one.verdict is Verdict.EMPTIED:
        return f"{head}: {one.made_from!r} was taken away; {REASONS[one.verdict]}"
    if one.verdict in REASONS:
        return f"{head}: {_change(one)}; {REASONS[one.verdict]}"
    return f"{head}: {_change(one)}"


def _place(one: Proposal) -> str:
    """Gives the cell with the row and the column in words; the sheet where the cell is still to be made."""
    sheet = one.place.sheet or BY_NAME[one.table].title
    cell = str(one.place) if one.place.row and one.place.column else sheet
    return f"{cell} {one.row_name} {one.header}"


def _change(one: Proposal) -> str:
    return f"{one.now!r} becomes {_new(one)}" if one.now else _new(one)


def _new(one: Proposal) -> str:
    return shown(one.value) if one.value is not None and not isinstance(one.value, str) else repr(one.text)


def _conflict(one: Proposal) -> str:
    if one.now == one.made_from:
        return f"this document says {one.text!r}, another one something else"
    then = f"said {one.made_from!r}" if one.made_from else "was empty"
    now = f"says {one.now!r}" if one.now else "cannot be read"
    return f"the field {then} when the document was made, the partner wrote {one.text!r}, and by now the cell {now}"


def _oddity(one: Oddity, paint: Paint) -> str:
    where = " ".join(part for part in (one.row, one.field) if part)
    texts = {
        Strange.LOCKED: f": it was {one.said!r} and is {one.shown!r}",
        Strange.ROW_TWICE: f": {one.shown!r}",
        Strange.ROW_UNKNOWN: f": {one.shown!r}",
        Strange.FIELD_TWICE: f": {one.shown!r}",
    }
    return f"{paint(one.what.value, 'warning')} {where}{texts.get(one.what, '')}; {ODDITIES[one.what]}"


def _sum(readings: Sequence[ReturnedReading], changes: Accepted, paint: Paint) -> str:
    filled = sum(1 for one in changes.cells if one.verdict is Verdict.FILL)
    changed = len(changes.cells) - filled
    flagged = sum(len(one.flagged) + len(one.oddities) for one in readings)
    told = f"{counted(filled, 'cell')} to fill, {changed} to change, {counted(len(changes.rows), 'new row')}, "
    return told + paint(f"{flagged} for you to look at", "error" if flagged else "done")


def written_text(receipt: Receipt | None, changes: Accepted) -> list[str]:
    """Gives the lines on what was written, or that nothing was and how to write it."""
    if receipt is None and changes.changes_something:
        return ["nothing was written; --apply writes what is to fill, to change and new"]
    if receipt is None:
        return ["there is nothing to write"]
    kept = [f"{INDENT}the workbook as it was before: {receipt.backup.name}"] if receipt.backup else []
    return [f"written: {receipt.path}", *kept, f"{INDENT}{receipt}"]


# --- data for other programs ------------------------------------------------------------------------------------------


def returned_json(readings: Sequence[ReturnedReading], receipt: Receipt | None) -> dict[str, object]:
    """Gives what documents would change, and what was written, as an object."""
    return {
        "documents": [
            {
                "file": reading.name,
                "document": reading.document,
                "number": reading.number,
                "version": reading.version,
                "learner": reading.learner,
                "fields": [_field(one) for one in reading.proposals],
                "oddities": [
                    {"what": one.what.value, "field": one.field, "row": one.row, "said": one.said, "shown": one.shown}
                    for one in reading.oddities
                ],
            }
            for reading in readings
        ],
        "written": str(receipt.path) if receipt is not None else None,
        "backup": str(receipt.backup) if receipt is not None and receipt.backup is not None else None,
    }


def _field(one: Proposal) -> dict[str, object]:
    finding = one.finding
    return {
        "verdict": one.verdict.value,
        "applies": one.verdict in APPLIED,
        "field": one.field,
        "sheet": one.place.sheet,
        "cell": one.place.cell if one.place.row and one.place.column else "",
        "column": one.header,
        "row": {key: shown(value) for key, value in one.row.items()},
        "made_from": one.made_from,
        "now": one.now,
        "text": one.text,
        "value": None if one.value is None else one.value if isinstance(one.value, str) else shown(one.value),
        "finding": None if finding is None else {"code": finding.code, "message": message(finding)},
    }
