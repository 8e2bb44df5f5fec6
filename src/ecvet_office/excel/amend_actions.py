"""The button that tells what changed since agreements were signed, and makes their amendments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlwings as xw

from ecvet_office.documents.agreement_changes import agreement_changes, signed_agreement
from ecvet_office.documents.amendment import agreed_since, prepared_amendment, signed_document
from ecvet_office.documents.record_changes import AgreementChange
from ecvet_office.evaluation import Evaluation
from ecvet_office.excel.judging import judged, undisturbed
from ecvet_office.excel.paper_folder import paper_folder
from ecvet_office.excel.result_writing import write_result
from ecvet_office.excel.selection import Chosen, chosen
from ecvet_office.model.errors import EcvetError
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.results_layout import ResultTable
from ecvet_office.workbook.saving import write_new_file

AMENDMENTS = ResultTable(
    "Amendments",
    "Amendments",
    ("Agreement", "What", "Kind", "Signed", "Today", "Document"),
    (12, 36, 22, 44, 44, 36),
    "What changed since agreements were signed, and the amendments to be signed.",
)
MATTER, CORRECTION = "to be signed anew", "correction"


@dataclass(frozen=True, slots=True)
class Amended:
    """What became of one agreement.

    Attributes:
        agreement: its id.
        changes: what is different today.
        file_name: of the amendment; empty where none is needed, or it could not be made.
        why: why nothing could be told or made; empty where it could.
    """

    agreement: str
    changes: tuple[AgreementChange, ...]
    file_name: str = ""
    why: str = ""


def amend(book: xw.Book, on: date, _selected: bool = True) -> tuple[Amended, ...]:  # as VBA has it
    """Shows on the sheet Amendments what changed in the selected agreements, and writes their amendments.

    The signed document is the one that the column File of the sheet Papers names, in the folder of the documents.
    No file is overwritten: an amendment that is there is left, and said to be.

    Args:
        book: the open workbook.
        on: the day on which dates are judged.

    Raises:
        UsageError: the workbook holds none of our tables, or no row of an agreement or a learner is selected.
    """
    with undisturbed(book.app, "ECVET: comparing with what was signed"):
        evaluation = judged(book, on)
        folder = paper_folder(book)
        found = tuple(_amended(evaluation, one, folder) for one in _agreements(evaluation, chosen(book, evaluation)))
        rows = [AMENDMENTS.headers, *(row for one in found for row in _rows(one))]
        write_result(book, AMENDMENTS, rows).activate()
    return found


def _agreements(evaluation: Evaluation, whose: Chosen) -> Iterator[str]:
    for one in evaluation.register.agreement.values():
        if one.id in whose.agreements or (not whose.agreements and one.learner in whose.learners):
            yield one.id


def _amended(evaluation: Evaluation, agreement: str, folder: Path) -> Amended:
    """Compares one agreement and writes its amendment; what cannot be done for one does not keep others from it."""
    changes: tuple[AgreementChange, ...] = ()
    try:
        path = signed_document(evaluation.register, agreement, folder)
        signed = signed_agreement(path.read_bytes(), path.name, evaluation, agreement)
        changes = agreement_changes(signed, evaluation, agreed=agreed_since(evaluation.register, agreement, folder))
        if not any(one.is_matter for one in changes):
            return Amended(agreement, changes)
        made = prepared_amendment(evaluation, agreement, signed, changes)
        write_new_file(folder / made.file_name, made.filled().data)
    except EcvetError as error:
        return Amended(agreement, changes, why=str(error))
    except OSError as error:
        return Amended(agreement, changes, why=f"a document of {agreement} cannot be read: {error.strerror or error}")
    return Amended(agreement, changes, made.file_name)


def _rows(one: Amended) -> Iterator[list[CellValue | None]]:
    if one.why or not one.changes:
        yield [one.agreement, one.why or "nothing has changed since it was signed", None, None, None, None]
    for change in one.changes:
        kind = MATTER if change.is_matter else CORRECTION
        document = one.file_name if change.is_matter else ""
        yield [one.agreement, change.label, kind, change.then or None, change.today or None, document or None]
