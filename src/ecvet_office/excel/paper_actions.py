"""The buttons that make documents: plain functions of an open workbook, a day, and whether only for selected rows."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from datetime import date

import xlwings as xw

from ecvet_office.documents.document_kinds import documents_in_all
from ecvet_office.excel.judging import judged, undisturbed
from ecvet_office.excel.paper_folder import paper_folder, shown_folder
from ecvet_office.excel.papers import PAPERS_MADE, PaperMade, make_papers, paper_rows
from ecvet_office.excel.result_writing import write_result
from ecvet_office.excel.selection import chosen
from ecvet_office.model.errors import UsageError


def memorandum(book: xw.Book, on: date, selected: bool = False) -> list[PaperMade]:  # as VBA has it
    """Makes the memoranda, and shows what became of each on the sheet Papers made.

    Args:
        book: the open workbook.
        on: the day on which dates are judged.
        selected: whether only for the learners of the selected rows.

    Raises:
        UsageError: nothing that is asked for is there.
        UnwritableFileError: the folder refuses, or the disk is full.
    """
    return _made(book, on, ("memorandum",), selected=selected)


def learning_agreements(book: xw.Book, on: date, selected: bool = False) -> list[PaperMade]:
    """Makes the learning agreements; see `memorandum`."""
    return _made(book, on, ("learning-agreement",), selected=selected)


def transcripts(book: xw.Book, on: date, selected: bool = False) -> list[PaperMade]:
    """Makes the transcripts; see `memorandum`."""
    return _made(book, on, ("transcript",), selected=selected)


def all_documents(book: xw.Book, on: date, selected: bool = False) -> list[PaperMade]:
    """Makes every kind of document that the workbook asks for; see `memorandum`."""
    return _made(book, on, (), selected=selected)


def open_folder(book: xw.Book, _on: date, _selected: bool = False) -> None:
    """Opens the folder of the workbook's documents.

    Raises:
        UsageError: no document was made yet.
    """
    folder = paper_folder(book)
    if not folder.is_dir():
        raise UsageError(
            f"there are no documents of {book.name} yet: the folder {folder} is not there. Make some first"
        )
    # Windows opens it in the Explorer and macOS in the Finder; no other program is started from within Excel.
    webbrowser.open(folder.as_uri())


def _made(book: xw.Book, on: date, documents: Sequence[str], *, selected: bool) -> list[PaperMade]:
    """Makes documents of some kinds; none named are all that the workbook asks for."""
    app = book.app
    with undisturbed(app, "ECVET: at work"):
        evaluation = judged(book, on)
        documents = documents or documents_in_all(evaluation.register)
        whose = chosen(book, evaluation) if selected else None
        folder = paper_folder(book)

        def progress(document: str, number: int) -> None:
            app.status_bar = f"ECVET: {document}, {number} documents done"

        papers = make_papers(evaluation, documents, folder, whose, progress)
        if not papers:
            raise UsageError(
                f"there is nothing to make: {book.name} has no {' or '.join(documents)} for what was asked. "
                "A transcript needs results, the other documents an agreement or a memorandum."
            )
        app.status_bar = "ECVET: writing what became of the documents"
        write_result(book, PAPERS_MADE, paper_rows(papers, shown_folder(folder))).activate()
    return papers
