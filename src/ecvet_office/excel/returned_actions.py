"""The button that reads returned documents: at the first press it shows what they would change, at the second it does.

Nobody can undo what a program wrote into Excel. So nothing is written that was not shown before, and a box in between
would not show it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlwings as xw

from ecvet_office.documents.proposals import agreement_of, proposals
from ecvet_office.documents.returned import ReturnedDocument
from ecvet_office.documents.returned import read_returned as read_document
from ecvet_office.evaluation import Evaluation
from ecvet_office.excel.judging import judged, undisturbed
from ecvet_office.excel.paper_folder import returned_folder
from ecvet_office.excel.result_writing import table_in, write_result
from ecvet_office.excel.returned_writing import write_accepted
from ecvet_office.model.errors import EcvetError, UnwritableFileError, UsageError
from ecvet_office.report.returned import returned_text
from ecvet_office.workbook.accepting import Accepted, accepted
from ecvet_office.workbook.filled_cells import known_rows
from ecvet_office.workbook.results_layout import ResultTable
from ecvet_office.workbook.saving import reason_in_words

RETURNED = ResultTable(
    "Returned", "Returned", ("What returned documents say",), (130,), "What returned documents would change."
)
PRESS_AGAIN = (
    "Nothing is written yet. To write what is to fill, to change and new: press the button again on this sheet."
)
WRITTEN = "Written: what is to fill, to change and new below. All else is for you to look at."
NOTHING = "There is nothing to write."


@dataclass(frozen=True, slots=True)
class Reading:
    """What the documents in the folder say.

    Attributes:
        changes: what would be written.
        lines: what `ecvet read` prints about them, and about each that cannot be read.
    """

    changes: Accepted
    lines: tuple[str, ...]


def read_returned(book: xw.Book, on: date, _selected: bool = False) -> Reading:
    """Shows on the sheet Returned what the documents in the folder `returned` would change; pressed there, writes it.

    Args:
        book: the open workbook.
        on: the day on which dates are judged.

    Raises:
        UsageError: there are no documents to read, or no room for what is new.
        UnwritableFileError: the folder for returned documents cannot be made.
    """
    folder = returned_folder(book)
    paths = _documents_in(folder)
    was_shown = _shown_lines(book)
    with undisturbed(book.app, "ECVET: reading returned documents"):
        evaluation = judged(book, on)
        reading = _read(paths, evaluation)
        is_second = was_shown == [PRESS_AGAIN, *reading.lines]
        if is_second:
            write_accepted(book, evaluation.sheets, reading.changes)
        first = WRITTEN if is_second else PRESS_AGAIN if reading.changes.changes_something else NOTHING
        write_result(book, RETURNED, [RETURNED.headers, [first], *([line] for line in reading.lines)]).activate()
    return reading


def _documents_in(folder: Path) -> list[Path]:
    """Gives the Word documents in a folder, by name; where there is no such folder it is made.

    Raises:
        UsageError: there are none.
        UnwritableFileError: the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Word keeps a file beside each document that is open in it, whose name begins with ~$.
        found = sorted(path for path in folder.glob("*.docx") if not path.name.startswith("~$"))
    except OSError as error:
        raise UnwritableFileError(reason_in_words(folder, error)) from error
    if not found:
        raise UsageError(
            f"put the documents that partners returned into the folder {folder}, then press the button again"
        )
    return found


def _read(paths: Sequence[Path], evaluation: Evaluation) -> Reading:
    returned: list[ReturnedDocument] = []
    problems: list[str] = []
    for path in paths:
        try:
            one = read_document(path.read_bytes(), path.name)
            agreement_of(one, evaluation)
            returned.append(one)
        except EcvetError as error:
            problems.append(str(error))
        except OSError as error:
            problems.append(f"{path.name} cannot be read: {error.strerror or error}")
    readings = proposals(returned, evaluation)
    changes = accepted(readings, known_rows(evaluation.sheets))
    return Reading(changes, tuple(_lines([*problems, *returned_text(readings, changes)])))


def _lines(lines: Sequence[str]) -> Iterator[str]:
    return (line.strip() for line in lines if line.strip())


def _shown_lines(book: xw.Book) -> list[str]:
    """Gives what the sheet Returned shows; nothing unless it is the one in front."""
    table = table_in(book, RETURNED.name)
    if table is None or book.sheets.active.name != table.parent.name:
        return []
    return [str(row[0] or "") for row in table.range.options(ndim=2).value[1:]]
