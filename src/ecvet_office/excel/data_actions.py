"""The buttons about personal data: what is stored of a learner, a copy without a learner, one for support, an extract.

Each reads the saved file, every part of it, and writes a new one; the open workbook stays as it is, save for the sheet
Files made.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import xlwings as xw

from ecvet_office.documents.names import safe_part
from ecvet_office.excel.judging import judged, undisturbed
from ecvet_office.excel.made_files import LEFT, MADE, MadeFile, show_made, written_once
from ecvet_office.excel.paper_folder import AUDIT, EXPORT, EXTRACTS, GRIDS, STORED, home_folder, learner_folders
from ecvet_office.excel.saved_file import saved_file
from ecvet_office.excel.selection import chosen, chosen_partners
from ecvet_office.exchange.anonymising import Anonymised
from ecvet_office.exchange.forgetting import Forgotten, traces_in
from ecvet_office.exchange.forgetting import forget as forget_in_copy
from ecvet_office.exchange.learner_papers import not_looked_into, papers_about
from ecvet_office.exchange.partner_extract import extract as extract_for
from ecvet_office.exchange.personal_data import PersonalData, as_sheets
from ecvet_office.exchange.personal_data import personal_data as stored_about
from ecvet_office.exchange.traces import told
from ecvet_office.exchange.unknown_weeks import anonymise_by_chance
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.listing_book import listing_book
from ecvet_office.workbook.writing.placing import free_name

DELETE = "delete it when you are sure"


def personal_data(book: xw.Book, on: date, _selected: bool = True) -> tuple[PersonalData, ...]:  # as VBA has it
    """Writes all that is stored about each learner of the selected rows, into the folder `personal-data`.

    It is what `ecvet personal-data` writes; documents are looked for in the workbook's folders.

    Args:
        book: the open workbook, which is saved.
        on: the day on which dates are judged.

    Raises:
        UsageError: no learner is selected, or the workbook is not saved as it stands.
        UnreadableFileError: the saved file cannot be read.
        UnwritableFileError: the folder refuses, or the disk is full.
    """
    with undisturbed(book.app, "ECVET: writing down what is stored"):
        evaluation = judged(book, on)
        learners = chosen(book, evaluation).learners
        path, folders = saved_file(book, evaluation.sheets), learner_folders(book)
        found = tuple(stored_about(path, learner, folders) for learner in learners)
        show_made(book, [_stored(one, home_folder(book) / STORED) for one in found])
    return found


def extract(book: xw.Book, on: date, _selected: bool = True) -> tuple[MadeFile, ...]:
    """Writes for each partner of the selected rows a workbook with only what it needs, into the folder `extracts`.

    It is what `ecvet extract` writes. No file is overwritten.

    Args:
        book: the open workbook, which is saved.
        on: the day on which dates are judged.

    Raises:
        UsageError: no partner is selected, or the workbook is not saved as it stands.
        UnreadableFileError: the saved file cannot be read.
        UnwritableFileError: the folder refuses, or the disk is full.
    """
    with undisturbed(book.app, "ECVET: writing what a partner needs"):
        evaluation = judged(book, on)
        partners = chosen_partners(book, evaluation)
        path, folder = saved_file(book, evaluation.sheets), home_folder(book) / EXTRACTS
        made = tuple(line for one in partners for line in _extract(path, one, folder / f"{safe_part(one)}.xlsx"))
        show_made(book, made)
    return made


def anonymise(book: xw.Book, on: date, _selected: bool = False) -> Anonymised:
    """Writes a copy of the saved workbook for support, without personal data, beside it.

    It is what `ecvet anonymise` writes, under a name that no file has.

    Args:
        book: the open workbook, which is saved.
        on: the day on which dates are judged.

    Raises:
        UsageError: the workbook is not saved as it stands.
        UnreadableFileError: the saved file cannot be read.
        UnwritableFileError: the copy cannot be written, or would put something at risk.
    """
    with undisturbed(book.app, "ECVET: writing a copy without personal data"):
        path = saved_file(book, judged(book, on).sheets)
        done = anonymise_by_chance(path, on, free_name(home_folder(book) / path.name, "anonymous"))
        show_made(book, list(_anonymised(done)))
    return done


def forget(book: xw.Book, on: date, _selected: bool = True) -> Forgotten:
    """Writes a copy of the saved workbook without the learner of the selected row, and tells what remains where.

    It is what `ecvet forget` writes. The open workbook, its file and the learner's documents stay: what is to be
    deleted of them is told.

    Args:
        book: the open workbook, which is saved.
        on: the day on which dates are judged.

    Raises:
        UsageError: not exactly one learner is selected, or the workbook is not saved as it stands.
        UnreadableFileError: the saved file cannot be read.
        UnwritableFileError: the copy cannot be written, or would put something at risk.
    """
    with undisturbed(book.app, "ECVET: writing a copy without the learner"):
        evaluation = judged(book, on)
        learner, *others = chosen(book, evaluation).learners
        if others:
            raise UsageError("one learner is forgotten at a time: select one row, then press the button again")
        path = saved_file(book, evaluation.sheets)
        folders = learner_folders(book, GRIDS, AUDIT, STORED, EXTRACTS, EXPORT)
        papers = papers_about(folders, *traces_in(path, learner))
        done = forget_in_copy(path, learner, free_name(home_folder(book) / path.name, "forgotten"))
        left = {one.path: one.why for one in papers if one.path.resolve() not in done.copies}
        left |= dict.fromkeys(_made_by_buttons(home_folder(book), done.learner), "made for this learner")
        papers_left = [MadeFile("document", done.learner, one, f"{why}; {DELETE}") for one, why in left.items()]
        scans = sum(not_looked_into(folders).values())
        note = f"{scans} files in which no text can be read, as scans and PDF files: look yourself"
        opaque = [MadeFile("not looked into", done.learner, None, note)] if scans else []
        show_made(book, [*_forgotten(done), *papers_left, *opaque])
    return done


def _stored(data: PersonalData, folder: Path) -> MadeFile:
    path = folder / f"{safe_part(data.learner)}.xlsx"
    outcome = written_once(path, listing_book(as_sheets(data)))
    counts = f"{len(data.rows)} rows, {len(data.elsewhere)} places elsewhere, {len(data.papers)} documents"
    return MadeFile("personal data", data.learner, path, f"{outcome}: {counts}" if outcome == MADE else outcome)


def _extract(path: Path, partner: str, target: Path) -> Iterator[MadeFile]:
    if target.exists():
        yield MadeFile("extract", partner, target, LEFT)
        return
    try:
        done = extract_for(path, partner, target)
    except UsageError as error:  # one partner without a stay keeps no other from its extract
        yield MadeFile("extract", partner, None, str(error))
        return
    rows = ", ".join(f"{title} {count}" for title, count in done.rows.items())
    yield MadeFile("extract", partner, target, f"{MADE}; rows: {rows}")
    yield from (MadeFile("not handed on", partner, None, line) for line in done.left_out)
    yield from (MadeFile("remains", partner, None, line) for line in told(done.remains))


def _anonymised(done: Anonymised) -> Iterator[MadeFile]:
    day = done.on.isoformat()
    judging = f"{MADE}; judged on {day} it has the findings of this workbook today"
    yield MadeFile("copy for support", "", done.receipt.path, judging)
    yield from (MadeFile("remains", "", None, line) for line in told(done.remains))
    yield from (MadeFile("differs", "", None, line) for line in done.differences)
    for name in done.pictures:
        yield MadeFile("picture", "", None, f"look at {name} yourself before you send the copy")


def _forgotten(done: Forgotten) -> Iterator[MadeFile]:
    rows = ", ".join(f"{title} {', '.join(map(str, numbers))}" for title, numbers in done.emptied.items())
    yield MadeFile("copy without the learner", done.learner, done.receipt.path, f"{MADE}; rows emptied: {rows}")
    for line in told(done.remains):
        yield MadeFile("remains", done.learner, None, line)
    for copy in done.copies:
        yield MadeFile("remains", done.learner, copy, f"holds the learner as before; {DELETE}")
    for one in done.unread:
        yield MadeFile("not looked through", done.learner, one, "look yourself whether it holds the learner")
    for name in done.pictures:
        yield MadeFile("picture or program", done.learner, None, f"nothing can be looked for in {name}")


def _made_by_buttons(home: Path, learner: str) -> Iterator[Path]:
    """Gives what other buttons wrote about a learner and named by the id."""
    name = safe_part(learner)
    return (path for path in (home / STORED / f"{name}.xlsx", home / AUDIT / name) if path.exists())
