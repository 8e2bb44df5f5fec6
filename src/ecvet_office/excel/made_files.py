"""The sheet Files made: what the buttons wrote beside the workbook, apart from documents, and what is to be known.

It names learners by their ids alone, and folders without the name of this PC's user.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlwings as xw

from ecvet_office.excel.paper_folder import shown_folder
from ecvet_office.excel.result_writing import write_result
from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.results_layout import ResultTable
from ecvet_office.workbook.saving import reason_in_words, write_new_file

FILES_MADE = ResultTable(
    "FilesMade",
    "Files made",
    ("What", "About", "Folder", "File", "What to know"),
    (24, 24, 20, 40, 100),
    "What the last button wrote beside the workbook.",
)
MADE, THERE = "made", "there already"
LEFT = "not overwritten: a file of this name holds something else; move it away and press the button again"


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One line of the sheet.

    Attributes:
        what: what it is, in a few words.
        about: the id of the learner or partner, or the name of another file; empty where it is about none.
        path: of the file or folder; None for a line that only tells something.
        note: what became of it, or what is to be known.
    """

    what: str
    about: str
    path: Path | None
    note: str


def written_once(path: Path, data: bytes) -> str:
    """Writes a new file, and gives what became of it; one that is there is left as it is.

    Raises:
        UnwritableFileError: the folder refuses, the disk is full, or what is there cannot be read.
    """
    try:
        if path.exists():
            return THERE if path.read_bytes() == data else LEFT
    except OSError as error:
        raise UnwritableFileError(reason_in_words(path, error)) from error
    write_new_file(path, data)
    return MADE


def show_made(book: xw.Book, made: Sequence[MadeFile]) -> None:
    """Rewrites the sheet Files made, and shows it."""
    rows = [(one.what, one.about or None, *_where(one.path), one.note or None) for one in made]
    write_result(book, FILES_MADE, [FILES_MADE.headers, *rows]).activate()


def _where(path: Path | None) -> tuple[str | None, str | None]:
    return (None, None) if path is None else (shown_folder(path.parent), path.name)
