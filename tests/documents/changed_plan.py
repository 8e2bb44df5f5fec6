"""The example workbook with cells typed over, as a coordinator does after papers were signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.reading import read

Cells = Mapping[str, Mapping[tuple[int, str], object]]
ON = date(2025, 3, 10)
"""A day in the stays of A1 and A2, which everybody has signed."""


def example(path: Path, cells: Cells | None = None) -> Path:
    """Writes the example workbook, with cells typed over.

    Args:
        path: of the workbook.
        cells: by the title of the sheet, then by row and header, what is typed.
    """
    write_new("mobility", path, example=True)
    if cells:
        type_over(path, cells)
    return path


def type_over(path: Path, cells: Cells) -> None:
    """Types cells over; see `example`."""
    book = openpyxl.load_workbook(path)
    for sheet, typed in cells.items():
        headers = [str(one.value).rstrip(" *") for one in book[sheet][1]]
        for (row, header), value in typed.items():
            book[sheet].cell(row, headers.index(header) + 1).value = value  # type: ignore[assignment] # a plain value
    book.save(path)


@cache
def _blank_example() -> bytes:
    with TemporaryDirectory() as folder:
        return example(Path(folder, "plan.xlsx")).read_bytes()


def judged(cells: Cells) -> Evaluation:
    """Judges the example workbook with cells typed over; see `example`."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "plan.xlsx")
        path.write_bytes(_blank_example())
        type_over(path, cells)
        return evaluate(read(path), ON)
