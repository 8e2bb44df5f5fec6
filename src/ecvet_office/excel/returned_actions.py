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

from ecvet_office.documents.filed_returns import FILED, file_return, is_filed
from ecvet_office.documents.returned_folder import Arrival, arrivals, files_in
from ecvet_office.documents.returned_run import outcomes_of, readings_of
from ecvet_office.evaluation import Evaluation
from ecvet_office.excel.judging import judged, undisturbed
from ecvet_office.excel.paper_folder import folder_made, returned_folder
from ecvet_office.excel.result_writing import lines_in_front, write_result
from ecvet_office.excel.returned_writing import write_accepted
from ecvet_office.model.errors import UsageError
from ecvet_office.report.returned import returned_text
from ecvet_office.report.returned_files import files_text
from ecvet_office.workbook.accepting import Accepted, accepted
from ecvet_office.workbook.filled_cells import known_rows
from ecvet_office.workbook.results_layout import ResultTable

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
    """What the files in the folder say.

    Attributes:
        arrived: the files.
        changes: what would be written.
        lines: what `ecvet read` prints about them, and about each that needs a person.
    """

    arrived: tuple[Arrival, ...]
    changes: Accepted
    lines: tuple[str, ...]


def read_returned(book: xw.Book, on: date, _selected: bool = False) -> Reading:
    """Shows on the sheet Returned what the files in the folder `returned` would change; pressed there, writes it.

    Then documents and scans are copied too, into the folder `filed` beside it; what came back stays where it is.

    Args:
        book: the open workbook.
        on: the day on which dates are judged, and that is noted as the day of return.

    Raises:
        UsageError: there are no files to read, or no room for what is new.
        UnwritableFileError: the folder for returned files cannot be made, or a file cannot be copied.
    """
    folder = returned_folder(book)
    paths = _files_in(folder)
    was_shown = lines_in_front(book, RETURNED.name)
    with undisturbed(book.app, "ECVET: reading returned documents"):
        evaluation = judged(book, on)
        reading = _read(paths, evaluation, on)
        is_second = was_shown == [PRESS_AGAIN, *reading.lines]
        if is_second:
            write_accepted(book, evaluation.sheets, reading.changes)
            for one in reading.arrived:
                file_return(one.data, one.path.suffix, one.filed_as, folder.parent / FILED)
        first = WRITTEN if is_second else PRESS_AGAIN if _has_work(reading, folder.parent / FILED) else NOTHING
        write_result(book, RETURNED, [RETURNED.headers, [first], *([line] for line in reading.lines)]).activate()
    return reading


def _files_in(folder: Path) -> tuple[Path, ...]:
    """Gives the files in a folder, by name; where there is no such folder it is made.

    Raises:
        UsageError: there are none.
        UnwritableFileError: the folder cannot be made.
    """
    found = files_in(folder_made(folder))
    if not found:
        raise UsageError(f"put what partners returned into the folder {folder}, then press the button again")
    return found


def _read(paths: Sequence[Path], evaluation: Evaluation, on: date) -> Reading:
    arrived = tuple(arrivals(paths, evaluation))
    readings = readings_of(arrived, evaluation, on)
    changes = accepted(readings, known_rows(evaluation.sheets))
    lines = [*returned_text(readings, changes), *files_text(outcomes_of(arrived, readings))]
    return Reading(arrived, changes, tuple(_lines(lines)))


def _has_work(reading: Reading, filed: Path) -> bool:
    return reading.changes.changes_something or not all(
        is_filed(one.data, one.path.suffix, one.filed_as, filed) for one in reading.arrived
    )


def _lines(lines: Sequence[str]) -> Iterator[str]:
    return (line.strip() for line in lines if line.strip())
