"""The pieces of work that are compared, each in a process of its own: `python scale_work.py NAME FILE [COPY]`.

Imports stand inside the functions here, and only here: what a program must load is part of what its user waits for, and
neither side may pay for the other.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from time import process_time

JUDGED_ON = date(2026, 1, 15)
SHEET, FIRST_ROW = "Results", 2
CELLS_CHANGED = 1000
COLUMN_CHANGED = 14  # remark, which is empty
LEARNERS_AT_LEAST = 800  # judged in one measurement, so that a small workbook is judged several times


def check_and_credit(path: Path) -> None:
    """Makes the findings and the ledgers of all learners, as `ecvet check` and `ecvet credit` have before printing."""
    from ecvet_office import evaluate, read  # noqa: PLC0415 # see the module

    evaluation = evaluate(read(path), JUDGED_ON)
    print(f"{len(evaluation.findings)} findings, {len(evaluation.ledgers)} ledgers")  # noqa: T201 # what was done


def openpyxl_reads(path: Path) -> None:
    """Merely reads all values, in the faster of openpyxl's two modes."""
    from openpyxl import load_workbook  # noqa: PLC0415 # see the module

    book = load_workbook(path, read_only=True)
    print(sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True)), "cells")  # noqa: T201
    book.close()


def seconds_of_a_learner(path: Path) -> None:
    """Prints the seconds for each learner, from the file to findings and ledgers, in a process that judged before.

    The first of several times is left out: it makes the kinds of records ready, which is the same for any size.
    """
    from ecvet_office import evaluate, read  # noqa: PLC0415 # see the module

    learners = len(evaluate(read(path), JUDGED_ON).ledgers)
    times = max(1, LEARNERS_AT_LEAST // learners)
    began = process_time()
    for _ in range(times):
        evaluate(read(path), JUDGED_ON)
    print((process_time() - began) / times / learners)  # noqa: T201 # the other process reads it


def update_cells(path: Path, copy: Path) -> None:
    """Writes 1,000 cells into a copy, with the proof that nothing else changed."""
    from ecvet_office.workbook.cells import read_workbook  # noqa: PLC0415 # see the module
    from ecvet_office.workbook.writing.edits import SetCell  # noqa: PLC0415
    from ecvet_office.workbook.writing.writer import write  # noqa: PLC0415

    table = next(table for sheet in read_workbook(path).sheets for table in sheet.tables if sheet.title == SHEET)
    rows = _rows_changed(table.last_row)
    receipt = write(path, [SetCell(SHEET, row, COLUMN_CHANGED, f"seen {row}") for row in rows], copy)
    print(receipt.cells, "cells")  # noqa: T201 # what was done


def openpyxl_updates(path: Path, copy: Path) -> None:
    """Writes the same cells by loading the workbook and saving all of it anew."""
    from openpyxl import load_workbook  # noqa: PLC0415 # see the module

    book = load_workbook(path)
    sheet = book[SHEET]
    for row in _rows_changed(sheet.max_row):
        sheet.cell(row, COLUMN_CHANGED, f"seen {row}")
    book.save(copy)


def _rows_changed(last: int) -> list[int]:
    """Gives 1,000 rows spread over the whole table, or all where it has fewer."""
    step = max(1, (last - FIRST_ROW + 1) // CELLS_CHANGED)
    return list(range(FIRST_ROW, last + 1, step))[:CELLS_CHANGED]


WORKS = {work.__name__: work for work in (check_and_credit, openpyxl_reads, seconds_of_a_learner)}
CHANGES = {work.__name__: work for work in (update_cells, openpyxl_updates)}

if __name__ == "__main__":
    name, *paths = sys.argv[1:]
    if name in WORKS:
        WORKS[name](Path(paths[0]))
    else:
        CHANGES[name](Path(paths[0]), Path(paths[1]))
