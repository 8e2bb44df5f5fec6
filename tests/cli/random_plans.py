"""A plan edited at random, as many people over a year would, and the commands of a year with good and bad requests."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook

from exchange.foreign_files import participants
from workbook.cell_edits import edit
from workbook.edited_book import Base
from workbook.typed_cells import fits_openpyxl, put

MOST_EDITS = 30
SENT = (("assessment-sheet",), ("learning-agreement", "--to-return"))
SIGNED = ("learning-agreement",)
NAMES = "Family name;First name;Date of birth\nMüller;Zoë;14.05.2005\nVirtanen;Aino;14.05.2006\n=1+1;;\n"


def random_plan(random_: random.Random, base: Base, original: Path, path: Path) -> None:
    """Writes the example with cells and, now and then, rows, headers or whole sheets that somebody changed.

    Args:
        random_: decides.
        base: the example, with every cell that holds a field.
        original: the example's file.
        path: where the edited plan is written.
    """
    book = openpyxl.load_workbook(original)
    titles = {sheet.table.name: sheet.title for sheet in base.sheets.sheets}
    for spot in random_.sample(sorted(base.spots), random_.randint(0, MOST_EDITS)):
        column, letters = base.spots[spot]
        one = edit(random_, column, base.values[spot], base.ids_for(spot))
        cell = book[titles[spot[0]]][f"{letters}{spot[1]}"]
        if fits_openpyxl(one.content) and isinstance(cell, Cell):
            put(cell, one.content)
    for change in random_.sample(CHANGES, random_.choice([0, 0, 1, 2])):
        change(random_, book, sorted(titles.values()))
    book.save(path)


def _without_a_row(random_: random.Random, book: Workbook, titles: Sequence[str]) -> None:
    sheet = book[random_.choice(titles)]
    sheet.delete_rows(random_.randint(2, max(2, sheet.max_row)))


def _with_a_row_twice(random_: random.Random, book: Workbook, titles: Sequence[str]) -> None:
    sheet = book[random_.choice(titles)]
    row, last = random_.randint(2, max(2, sheet.max_row)), sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):
        cell = sheet.cell(row, column)
        if isinstance(cell, Cell) and cell.data_type != "f":
            sheet.cell(last, column).value = cell.value


def _with_another_header(random_: random.Random, book: Workbook, titles: Sequence[str]) -> None:
    sheet = book[random_.choice(titles)]
    sheet.cell(1, random_.randint(1, sheet.max_column)).value = random_.choice(["", "Name", "2026", "Id", "qqq"])


def _without_a_sheet(random_: random.Random, book: Workbook, titles: Sequence[str]) -> None:
    del book[random_.choice([title for title in titles if title in book.sheetnames])]


CHANGES: Sequence[Callable[[random.Random, Workbook, Sequence[str]], None]] = (
    _without_a_row,
    _with_a_row_twice,
    _with_another_header,
    _without_a_sheet,
)


@dataclass(frozen=True)
class Beside:
    """The files that lie beside a plan: documents made of the example, another system's list, a list of names."""

    documents: Path
    signed: Path
    foreign: Path
    names: Path


def files_beside(folder: Path, fill: Callable[[Sequence[str], Path], None]) -> Beside:
    """Makes them; `fill` fills a kind of document, with options, into a folder."""
    documents, signed = folder / "documents", folder / "signed"
    for kind in SENT:
        fill(kind, documents)
    fill(SIGNED, signed)
    names = folder / "class.csv"
    names.write_text(NAMES, encoding="utf-8-sig")
    return Beside(documents, signed, participants(folder), names)


def requests(random_: random.Random, plan: Path, beside: Beside, out: Path) -> list[list[str]]:
    """Gives the command lines of a year, each with what a coordinator might ask, right or wrong."""
    learner, other = (random_.choice(["L1", "L2", "L3", "l1", "L9", ""]) for _ in range(2))
    agreement = random_.choice(["A1", "A2", "A3", "a1", "A9"])
    day = (date(2025, 1, 1) + timedelta(days=random_.randint(0, 700))).isoformat()
    step = random_.choice(["validated", "recognised", "refused"])
    person = random_.choice(["H1", "H2", "H2", "Maija Heino", "Nobody", ""])
    signed = random_.choice(sorted(beside.signed.iterdir()))
    whom = random_.choice([["--all-ready"], ["--learner", learner], ["--learner", learner, "--learner", other]])
    asked: list[list[object]] = [
        ["amend", plan, agreement, "--signed", signed, "--record", "-o", out, "--record-to", out / "a.xlsx"],
        ["decide", plan, "--step", step, "--by", person, "--on", day, *whom, "--reason", "why", "-o", out / "d.xlsx"],
        ["meeting", plan, "--on", day, "--names"],
        ["audit", plan, "--learner", learner, "--papers", beside.documents, "-o", out / "audit", "--on", day],
        ["papers", plan, "--folders", out / "post", "--documents", beside.documents, "--on", day],
        ["next-year", plan, "-o", out / "next.xlsx", "--learner", learner, "--on", day],
        ["export", plan, beside.foreign, "-o", out / "export.xlsx", "--on", day],
        ["forget", plan, learner, "-o", out / "without.xlsx", "--papers", beside.documents],
        ["personal-data", plan, learner, "-o", out / "data.json"],
        ["extract", plan, "--partner", random_.choice(["I1", "I2", "I3", "I9"]), "-o", out / "extract.xlsx"],
        ["anonymise", plan, "-o", out / "anonymous.xlsx", "--on", day],
        ["read", beside.documents, plan, "--apply", "-o", out / "read.xlsx", "--on", day],
        ["update", plan, "-o", out / "updated.xlsx", "--on", day],
        ["enrol", plan, beside.names, "--package", "K1", "--start", day, "--end", day, "-o", out / "enrolled.xlsx"],
        ["checklist", plan, "--on", day],
    ]
    return [[str(one) for one in line] for line in asked]
