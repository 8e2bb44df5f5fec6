"""Where documents made from an open workbook go: beside it, or into Documents on this PC."""

from __future__ import annotations

import re
from pathlib import Path

import xlwings as xw

from ecvet_office.documents.filed_returns import FILED
from ecvet_office.documents.names import safe_part
from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.saving import reason_in_words

BESIDE, RETURNED_BESIDE = "documents", "returned"
GRIDS, AUDIT, EXPORT, EXTRACTS, STORED = "grids", "audit", "export", "extracts", "personal-data"
IN_DOCUMENTS = Path("Documents", "ECVET")
CLOUD = re.compile(r"(one|share)(drive|point)", re.IGNORECASE)


def paper_folder(book: xw.Book) -> Path:
    """Gives the folder for the documents of a workbook; it need not be there.

    It is `documents` beside the workbook. Where the workbook was never saved or lies on OneDrive or SharePoint, from
    where its learners' documents would leave this PC, it is a folder of the workbook's name in Documents/ECVET.
    """
    beside = _folder_of(book)
    return _in_documents(book) if beside is None else beside / BESIDE


def returned_folder(book: xw.Book) -> Path:
    """Gives the folder for what partners return; it need not be there, and lies by the rules of `paper_folder`."""
    return home_folder(book) / RETURNED_BESIDE


def folder_made(folder: Path) -> Path:
    """Gives a folder into which somebody puts files; it is made where it is not there.

    Raises:
        UnwritableFileError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFileError(reason_in_words(folder, error)) from error
    return folder


def learner_folders(book: xw.Book, *further: str) -> list[Path]:
    """Gives the folders of a workbook in which papers of learners lie, those that are there.

    Args:
        book: the open workbook.
        further: names of folders in which files about learners may lie too.
    """
    home = home_folder(book)
    folders = (paper_folder(book), *(home / name for name in (RETURNED_BESIDE, FILED, *further)))
    return [folder for folder in folders if folder.is_dir()]


def home_folder(book: xw.Book) -> Path:
    """Gives the folder in which the folders of a workbook lie, by the rules of `paper_folder`; it need not be there."""
    return _folder_of(book) or _in_documents(book)


def _folder_of(book: xw.Book) -> Path | None:
    """Gives the folder on this PC in which a workbook is saved; None where there is none, or it is in a cloud."""
    path = Path(workbook_path(book))
    is_here = path.is_absolute() and path.is_file() and not any(map(CLOUD.match, path.parts))
    return path.parent if is_here else None


def _in_documents(book: xw.Book) -> Path:
    return Path.home() / IN_DOCUMENTS / safe_part(Path(book.name).stem)


def workbook_path(book: xw.Book) -> str:
    """Gives where a workbook is saved as Excel tells it: a path, an address on the web, or a mere name."""
    # For an address on the web, xlwings would look for a folder on this PC, also in a sheet of the workbook; a
    # workbook that came by mail must not choose where we write. Only Excel for Windows has this property.
    told = getattr(book.api, "FullName", None)
    return told if isinstance(told, str) else str(book.fullname)


def shown_folder(folder: Path) -> str:
    """Gives a folder as the workbook may tell it: without the name of the user of this PC."""
    home = Path.home()
    if home / IN_DOCUMENTS in folder.parents:
        return folder.relative_to(home).as_posix()
    return folder.name
