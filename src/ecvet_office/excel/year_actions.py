"""The buttons that write files beside the workbook through the year: host grids, an audit's folders, the next year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import xlwings as xw

from ecvet_office.documents.document_languages import languages_of
from ecvet_office.documents.host_grid import host_grid
from ecvet_office.documents.many_files import write_files
from ecvet_office.documents.names import safe_part
from ecvet_office.evaluation import Evaluation
from ecvet_office.excel.judging import judged, undisturbed
from ecvet_office.excel.made_files import MADE, MadeFile, show_made, written_once
from ecvet_office.excel.paper_folder import AUDIT, GRIDS, home_folder, learner_folders
from ecvet_office.excel.saved_file import saved_file
from ecvet_office.excel.selection import chosen
from ecvet_office.exchange.audit import AuditFile, audit_file
from ecvet_office.model.errors import UsageError
from ecvet_office.model.stages import Stage
from ecvet_office.report.next_year import next_year_text
from ecvet_office.report.plain_text import counted
from ecvet_office.workbook.next_year import NextYear, plan_next_year, write_next_year
from ecvet_office.workbook.writing.placing import free_name


def host_grids(book: xw.Book, on: date, _selected: bool = False) -> tuple[MadeFile, ...]:  # as VBA has it
    """Writes for each host of a stay the workbook in which it enters results, into the folder `grids`.

    They are those of `ecvet grid`, in the first language of the settings. No file is overwritten.

    Args:
        book: the open workbook.
        on: the day on which dates are judged.

    Raises:
        UsageError: the workbook holds none of our tables, or no stay has a host.
        UnwritableFileError: the folder refuses, or the disk is full.
    """
    with undisturbed(book.app, "ECVET: writing host grids"):
        evaluation = judged(book, on)
        hosts = _hosts(evaluation)
        if not hosts:
            raise UsageError(f"{book.name} has no stay with a host, so there is no host grid to write")
        made = tuple(_grid(evaluation, host, home_folder(book) / GRIDS) for host in hosts)
        show_made(book, made)
    return made


def audit(book: xw.Book, on: date, _selected: bool = True) -> tuple[AuditFile, ...]:
    """Writes for each learner of the selected rows a folder with every paper, into the folder `audit`.

    They are those of `ecvet audit`; papers are looked for in the folders of the workbook: documents, returned, filed.

    Args:
        book: the open workbook, which is saved.
        on: the day on which dates are judged.

    Raises:
        UsageError: no learner is selected, or the workbook is not saved as it stands.
        UnreadableFileError: a paper cannot be read.
        UnwritableFileError: a file of one of the names is there; then nothing is written.
    """
    with undisturbed(book.app, "ECVET: putting together what an auditor asks for"):
        evaluation = judged(book, on)
        learners = chosen(book, evaluation).learners
        path = saved_file(book, evaluation.sheets)
        folders, target = learner_folders(book), home_folder(book) / AUDIT
        files = tuple(audit_file(path, evaluation, learner, folders) for learner in learners)
        write_files([file for one in files for file in one.files], target)
        show_made(book, [line for one in files for line in _audit_lines(one, target)])
    return files


def next_year(book: xw.Book, on: date, _selected: bool = False) -> NextYear:
    """Writes a new workbook with what stays the same and the open cases beside this one, which stays as it is.

    It is that of `ecvet next-year`, under a name that no file has.

    Args:
        book: the open workbook.
        on: the day on which memoranda are judged.

    Raises:
        UsageError: the workbook is none about stays.
        UnwritableFileError: the folder refuses, or the disk is full.
    """
    with undisturbed(book.app, "ECVET: writing the workbook of the next year"):
        plan = plan_next_year(judged(book, on).sheets, on)
        path = free_name(home_folder(book) / f"{safe_part(Path(book.name).stem)}.xlsx", "next-year")
        write_next_year(plan, path)
        show_made(book, list(_next_year_lines(plan, path)))
    return plan


def _hosts(evaluation: Evaluation) -> tuple[str, ...]:
    """Gives the ids of the institutions that host a stay, in the order of the agreements."""
    register = evaluation.register
    stays = (one for one in register.agreements if one.stage is not Stage.WITHDRAWN)
    hosts = (register.terms(one).host for one in stays)
    return tuple(dict.fromkeys(one for one in hosts if one and one in register.partner))


def _grid(evaluation: Evaluation, host: str, folder: Path) -> MadeFile:
    language = languages_of(evaluation.register.settings).partition("+")[0]
    path = folder / f"host-grid_{safe_part(host)}.xlsx"
    try:
        return MadeFile("host grid", host, path, written_once(path, host_grid(evaluation, host, language)))
    except UsageError as error:  # one host without agreed outcomes keeps no other from its grid
        return MadeFile("host grid", host, None, str(error))


def _audit_lines(done: AuditFile, folder: Path) -> Iterator[MadeFile]:
    copied = sum(bool(paper.file) for paper in done.papers)
    told = f"{MADE}: {counted(copied, 'paper')} with a file, {len(done.missing)} missing or to mend"
    yield MadeFile("audit", done.learner, folder / done.files[0].path.parent, told)
    for one in done.missing:
        told = ": ".join(part for part in (one.place, one.code, one.text) if part)
        yield MadeFile("missing or to mend", done.learner, None, told)


def _next_year_lines(plan: NextYear, path: Path) -> Iterator[MadeFile]:
    yield MadeFile("next year", "", path, f"{MADE}; this workbook stays as it is")
    for one in plan.counted:
        yield MadeFile("rows", "", None, f"{one.title}: {one.kept} kept, {one.left} left behind")
    for line in next_year_text(plan)[len(plan.counted) + 1 :]:
        yield MadeFile("to know", "", None, line.strip())
