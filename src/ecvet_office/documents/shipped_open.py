"""What a partner fills in a document to be returned: rows of a form, and the room in which the host signs.

Templates stay one for finished documents and for those to be returned. What stands only in the latter, or only in the
former, hangs on a truth whose name begins with `asks.`: it holds where a partner is to fill the document.
"""

from __future__ import annotations

from docx.table import Table, _Row

from ecvet_office.documents.controls import keep_with_next, show_if, show_unless
from ecvet_office.documents.shipped_page import Labels
from ecvet_office.documents.shipped_styles import NOTE
from ecvet_office.documents.shipped_tables import add_line, add_row, label_cell, open_line, signature_row

SIGNING = "asks.signing"


def open_row(table: Table, labels: Labels, key: str, tag: str) -> _Row:
    """Adds a row whose value the host may fill.

    Args:
        table: with two columns or more.
        labels: the words of the template.
        key: of the label.
        tag: of the field, without a prefix.
    """
    row = add_row(table)
    label_cell(row.cells[0], labels, key)
    line = row.cells[1].merge(row.cells[-1]).paragraphs[0]
    open_line(line, tag, labels.text(key), labels.text("assessment.write"))
    return row


def open_pair_row(table: Table, labels: Labels, *pairs: tuple[str, str], asking: str = "assessment.write") -> _Row:
    """Adds a row of two labels, each with a value that the host may fill.

    Args:
        table: with four columns.
        labels: the words of the template.
        pairs: two, each the key of a label and the tag of a field, without a prefix.
        asking: the key of the words that stand there until the fields are filled.
    """
    row = add_row(table)
    for index, (key, tag) in enumerate(pairs):
        label_cell(row.cells[2 * index], labels, key)
        line = row.cells[2 * index + 1].paragraphs[0]
        open_line(line, tag, labels.text(key), labels.text(asking))
    return row


def actual_days_row(table: Table, labels: Labels) -> _Row:
    """Adds the first and the last day as they were, for the host to write."""
    pairs = ((f"assessment.actual-{end}", f"actual.{end}") for end in ("start", "end"))
    return open_pair_row(table, labels, *pairs, asking="assessment.day")


def place_and_day(labels: Labels) -> tuple[tuple[str, str], ...]:
    """Gives tag and words of the fields in which the host says where and when it signed."""
    return (
        ("signs.host.place", labels.text("assessment.place")),
        ("signs.host.date", labels.text("assessment.day")),
    )


def host_signature_row(table: Table, labels: Labels, key: str) -> _Row:
    """Adds the room in which the host signs; a finished document has no line for a position that nobody knows.

    Args:
        table: from `signature_table`.
        labels: the words of the template.
        key: of the host's label.
    """
    row = signature_row(
        table,
        labels,
        key=key,
        party=("host.name", labels.text(key)),
        name=("open:signs.host.name",),
        written=place_and_day(labels),
    )
    signer, position = row.cells[1], labels.text("form.position")
    asked, known = signer.add_paragraph(style=NOTE), add_line(signer, "signs.host.position", position, style=NOTE)
    open_line(asked, "signs.host.position", position)
    for line in (asked, known):
        keep_with_next(line)
    show_if([asked], SIGNING)
    show_unless([known], SIGNING)
    return row
