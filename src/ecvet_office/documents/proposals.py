"""From a returned document to proposals: what each of its open fields would change in the workbook, and what is odd.

Three texts decide about a field: what the document was made from, what it shows now, and what the workbook says today.
Only what the partner changed is proposed, and only where the workbook did not change meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ecvet_office.documents.fields import sources_of
from ecvet_office.documents.printable import cleaned
from ecvet_office.documents.returned import ReturnedDocument, ReturnedField, rows_of
from ecvet_office.documents.returned_cells import Cell, Cells
from ecvet_office.documents.returned_days import with_month_as_number
from ecvet_office.documents.wording import wordings
from ecvet_office.evaluation import Evaluation
from ecvet_office.law.pages import page
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.accepting import without_disputes
from ecvet_office.workbook.columns import Column, Kind
from ecvet_office.workbook.filled_cells import KnownRows, fits_a_cell, known_rows
from ecvet_office.workbook.new_rows import cell_form
from ecvet_office.workbook.parsing import read_cell
from ecvet_office.workbook.proposal import APPLIED, Oddity, Proposal, ReturnedReading, Strange, Verdict
from ecvet_office.workbook.values import Misfit, clean


def proposals(documents: Iterable[ReturnedDocument], evaluation: Evaluation) -> tuple[ReturnedReading, ...]:
    """Gives what returned documents would change together; where two contradict each other, both are conflicts.

    Args:
        documents: from `read_returned`.
        evaluation: of the workbook, from a file or as it stands open in Excel.

    Raises:
        UsageError: the workbook does not have the agreement of one of them, or another learner's under its number.
    """
    known = known_rows(evaluation.sheets)
    return without_disputes([propose(document, evaluation, known) for document in documents])


def propose(document: ReturnedDocument, evaluation: Evaluation, known: KnownRows | None = None) -> ReturnedReading:
    """Gives what a returned document would change in a workbook; nothing is written.

    Args:
        document: from `read_returned`.
        evaluation: of the workbook, from a file or as it stands open in Excel.
        known: the rows that its cells can name, so that they need not be gathered for each of many documents.

    Raises:
        UsageError: the workbook has no such agreement, or another learner's under that number.
    """
    origin, agreement = document.origin, agreement_of(document, evaluation)
    first, _ = wordings(origin.language.replace("-", "+"))
    cells = Cells(sources_of(evaluation, first), evaluation.sheets, document.form, agreement, origin.version)
    found = list(_proposals(document, cells, known or known_rows(evaluation.sheets)))
    return ReturnedReading(
        document.name,
        origin.document,
        origin.number,
        origin.version,
        agreement.learner or "",
        tuple(one for one in found if isinstance(one, Proposal)),
        (*(one for one in found if isinstance(one, Oddity)), *_locked(document), *_missing(document)),
    )


def agreement_of(document: ReturnedDocument, evaluation: Evaluation) -> Agreement:
    """Gives the agreement of the workbook that a returned document is about.

    Raises:
        UsageError: the workbook has no such agreement, or another learner's under that number.
    """
    number = document.origin.number
    agreement = evaluation.register.agreement.get(number)
    learner = str(document.record.get("learner.id", ""))
    if agreement is None:
        raise UsageError(f"{document.name} is about the agreement {number}, which the workbook does not have")
    if (agreement.learner or "") != learner:
        raise UsageError(
            f"{document.name} is about the agreement {number} of the learner {learner or '(none)'}, which in "
            f"the workbook is one of {agreement.learner or '(none)'}: it was made from another workbook"
        )
    return agreement


# --- open fields ------------------------------------------------------------------------------------------------------


def _proposals(document: ReturnedDocument, cells: Cells, known: KnownRows) -> Iterator[Proposal | Oddity]:
    """Gives one proposal for each open field; in the place of those that nobody can assign, what is odd about them."""
    rows = rows_of(document.record, document.form.row_key)
    for (row, key), shown in _open_fields(document).items():
        home = document.form.home(key)
        if home is None:
            continue  # a field that a form of one's own leaves open, and no cell holds
        said = document.record if row == "" else rows.get(row or "")
        if said is None:
            yield Oddity(Strange.ROW_UNKNOWN, key, row or "", "", shown[0].text)
            continue
        made_from = _text(said.get(key))
        texts = list(dict.fromkeys(one.text for one in shown))
        changed = [text for text in texts if not _is_same(text, made_from)]
        if len({_plain(text) for text in changed}) > 1:
            what = Strange.ROW_TWICE if row else Strange.FIELD_TWICE
            yield Oddity(what, key, row or "", made_from, " / ".join(texts))
            continue
        text = changed[0] if changed else texts[0]
        cell = cells.cell(home, row or "")
        yield _judged(_unjudged(shown[0], cell, made_from, text), cell, known)


def _open_fields(document: ReturnedDocument) -> dict[tuple[str | None, str], list[ReturnedField]]:
    found: dict[tuple[str | None, str], list[ReturnedField]] = {}
    for field in document.fields:
        if field.is_open:
            row = field.row if field.key in document.form.row_fields else ""
            found.setdefault((row, field.key), []).append(field)
    return found


def _unjudged(field: ReturnedField, cell: Cell, made_from: str, text: str) -> Proposal:
    column = cell.column
    names = (field.key, field.label, cell.table, cell.row, column.key, column.header)
    return Proposal(Verdict.UNCHANGED, *names, cell.place, made_from, cell.now, text)


def _judged(proposal: Proposal, cell: Cell, known: KnownRows) -> Proposal:
    """Gives a proposal with its verdict, and with its value where that is to be written."""
    if _is_same(proposal.text, proposal.made_from) or _is_same(proposal.text, proposal.now):
        return proposal
    if not proposal.text:
        return replace(proposal, verdict=Verdict.EMPTIED)
    value = _value(proposal.text, cell.column, known)
    if isinstance(value, Misfit):
        finding = page(value.code).finding(cell.place, column=cell.column.header, **value.facts)
        return replace(proposal, verdict=Verdict.UNREADABLE, finding=finding)
    if value == cell.value:
        return proposal
    verdict = _verdict(proposal, cell)
    if verdict not in APPLIED:
        return replace(proposal, verdict=verdict)
    form = cell_form(value, cell.column, known.labels)
    if not fits_a_cell(form):
        return replace(proposal, verdict=Verdict.TOO_LONG)
    return replace(proposal, verdict=verdict, value=form)


def _verdict(proposal: Proposal, cell: Cell) -> Verdict:
    if cell.is_unreadable or (proposal.now and not _is_same(proposal.now, proposal.made_from)):
        return Verdict.CONFLICT
    if not cell.place.column:
        return Verdict.NO_COLUMN
    if not cell.place.row:
        return Verdict.NEW_ROW
    return Verdict.CHANGE if proposal.now else Verdict.FILL


def _value(text: str, column: Column, known: KnownRows) -> Any:  # the type depends on the kind
    """Gives a text as its column holds it, or a Misfit; a plain text as the partner wrote it, blanks and all."""
    if column.kind in (Kind.TEXT, Kind.LONG):
        return text
    return read_cell(with_month_as_number(text) if column.kind is Kind.DATE else text, column, known.names)


# --- what else was done to the document -------------------------------------------------------------------------------


def _locked(document: ReturnedDocument) -> Iterator[Oddity]:
    """Gives the texts of ours that were changed, each once."""
    rows = rows_of(document.record, document.form.row_key)
    anywhere = _all_texts(document.record)
    told: set[tuple[str, str]] = set()
    for field in document.fields:
        if field.is_open or field.key not in anywhere or (field.key, field.text) in told:
            continue
        in_row = rows.get(field.row or "", {})
        allowed = [_text(in_row[field.key])] if field.key in in_row else anywhere[field.key]
        if field.key == document.form.row_key and field.text not in rows:
            allowed = []
        if not any(_is_same(field.text, one) for one in allowed):
            told.add((field.key, field.text))
            yield Oddity(Strange.LOCKED, field.label or field.key, field.row or "", " / ".join(allowed), field.text)


def _missing(document: ReturnedDocument) -> Iterator[Oddity]:
    """Gives the rows and the open fields that are not there any more."""
    form = document.form
    shown = {(field.row or "", field.key) for field in document.fields if field.is_open}
    present = {field.row for field in document.fields}
    for key in form.fields:
        if ("", key) not in shown and key in document.record and not key.startswith("second."):
            yield Oddity(Strange.FIELD_MISSING, key, "", _text(document.record[key]), "")
    for row, item in rows_of(document.record, form.row_key).items() if form.row_key else ():
        if row not in present:
            yield Oddity(Strange.ROW_MISSING, "", row, "", "")
            continue
        for key in form.row_fields:
            if (row, key) not in shown:
                yield Oddity(Strange.FIELD_MISSING, key, row, _text(item.get(key)), "")


def _all_texts(record: Mapping[str, Any]) -> dict[str, list[str]]:
    """Gives by key all texts that a record holds under it, in whatever row."""
    found: dict[str, list[str]] = {}
    for key, value in record.items():
        if isinstance(value, str):
            found.setdefault(key, []).append(value)
        for item in value if isinstance(value, list | tuple) else ():
            for inner, texts in _all_texts(item).items():
                found.setdefault(inner, []).extend(texts)
    return found


# --- texts ------------------------------------------------------------------------------------------------------------


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_same(first: str, second: str) -> bool:
    return _plain(first) == _plain(second)


def _plain(text: str) -> str:
    """Gives a text as it is compared: programs that save a document may change its blanks, which mean nothing."""
    return "\n".join(" ".join(line.split()) for line in clean(cleaned(text)).splitlines()).strip()
