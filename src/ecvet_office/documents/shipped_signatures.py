"""Who signs: rooms that several forms have alike."""

from __future__ import annotations

from docx.document import Document
from docx.table import Table

from ecvet_office.documents.controls import keep_with_next, show_if
from ecvet_office.documents.shipped_page import Labels
from ecvet_office.documents.shipped_tables import end_after_table, gap, signature_row, signature_table


def home_signature(
    document: Document, labels: Labels, key: str = "transcript.for-home", party: str = "form.home"
) -> None:
    """Adds the room in which the home institution alone signs, at the end; place and date are for its hand to write.

    Args:
        document: the template.
        labels: its words.
        key: for what it signs.
        party: the key of what a person calls its name.
    """
    table = signature_table(document, labels, first="form.party")
    signature_row(
        table,
        labels,
        key=key,
        party=("home.name", labels.text(party)),
        name=("signs.home.name", "signs.home.position"),
        is_last=True,
    )
    end_after_table(document)


def closing_signature(document: Document, labels: Labels) -> None:
    """Adds the room in which the home institution signs a letter; it stays with the last words of the letter."""
    keep_with_next(document.paragraphs[-1])
    keep_with_next(gap(document))
    home_signature(document, labels)


def signatures_of_an_agreement(table: Table, labels: Labels) -> None:
    """Adds the rows of those who sign beside the institutions: learner, guardians of a minor, intermediary."""
    signature_row(table, labels, key="form.learner", party=None, name=("learner.name",))
    guardian_signatures(table, labels)
    row = signature_row(
        table,
        labels,
        key="agreement.intermediary",
        party=("intermediary.name", labels.text("agreement.intermediary")),
        name=("signs.intermediary.name", "signs.intermediary.position"),
        is_last=True,
    )
    show_if([row], "intermediary")


def guardian_signatures(table: Table, labels: Labels) -> None:
    """Adds a row for each of the two guardians who may sign for a minor."""
    for number in (1, 2):
        guardian = f"signs.guardian{number}"
        row = signature_row(table, labels, key=f"agreement.guardian-{number}", party=None, name=(f"{guardian}.name",))
        show_if([row], guardian)
