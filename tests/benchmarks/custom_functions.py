"""Each custom function over 10,000 rows in one call, against its arithmetic alone: `python custom_functions.py`.

Alone means: on what was read from the cells before, without the range that Excel hands over and the range it gets back.
Both sides are timed in one process, turn by turn, by the time the processor took, and with Python's collector at rest:
a function rests it, as whoever judges a workbook does.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from ecvet_office.credit.grades import explain_grades
from ecvet_office.credit.ledger import ledgers, share_of
from ecvet_office.credit.path import ZERO, counted_units, missing_on, path_of
from ecvet_office.credit.sharing import share_points
from ecvet_office.excel.functions import (
    Cells,
    ecvet_check,
    ecvet_credit,
    ecvet_explain,
    ecvet_grade,
    ecvet_points,
    ecvet_progress,
)
from ecvet_office.excel.range_credit import DECISIONS, LEARNERS, OUTCOMES, RESULTS, UNIT_POINTS, UNITS, WHY_NOT
from ecvet_office.excel.range_findings import ANY_DAY, OF_ONE_TABLE
from ecvet_office.excel.range_sheets import rows_named, sheet_of_argument, workbook_of
from ecvet_office.law.pages import page
from ecvet_office.report.rule_pages import with_facts_named
from ecvet_office.rules.catalogue import run_checks
from ecvet_office.workbook.collector import collector_paused
from ecvet_office.workbook.columns import header_of
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Sheet, Sheets

ROWS = 10_000
RESULTS_OF_LEARNER = 25
UNITS_GRADED = 5
BAR = 2.0
OF_CREDIT = ("Learners", "UnitPoints", "Outcomes", "Results", "Decisions")
CODES = ("PT02", "QU01", "WB05", "AG15", "RE07")


@dataclass(frozen=True)
class Comparison:
    """A custom function and its arithmetic alone, on the same data."""

    name: str
    function: Callable[[], object]
    alone: Callable[[], object]


def cells_of(sheet: Sheet) -> Cells:
    """Gives a table as Excel hands it over: headers first, numbers as floats, days as moments."""
    headers: list[object] = [header_of(sheet.table.column(key)) for key in sheet.columns]
    letters = list(sheet.columns.values())
    return [headers, *([_handed_over(row.cells.get(one)) for one in letters] for row in sheet.rows)]


def _handed_over(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value


def comparisons(sheets: Sheets, rows: int) -> Iterator[Comparison]:
    """Gives every custom function with its arithmetic; `rows` is how many results, learners or weights each has."""
    held = {sheet.table.name: sheet for sheet in sheets.sheets} | {"Results": _readable(sheets)}
    cells = {name: cells_of(sheet) for name, sheet in held.items()}
    weights = [Decimal(number % 97 + 1) for number in range(rows)]
    in_cells: Cells = [[float(one)] for one in weights]
    yield Comparison(
        "ECVET_POINTS", lambda: ecvet_points([[60_000.0]], in_cells), lambda: share_points(Decimal(60_000), weights)
    )
    given = zip((LEARNERS, UNITS, OUTCOMES, RESULTS, DECISIONS), (cells[name] for name in OF_CREDIT), strict=True)
    of_credit = [sheet_of_argument(*one) for one in given]
    book = workbook_of([*of_credit, *rows_named(of_credit)])
    yield Comparison(
        "ECVET_CREDIT",
        lambda: ecvet_credit(*(cells[name] for name in OF_CREDIT)),
        lambda: ledgers(parse(book)[0]),
    )
    yield _progress(cells, rows)
    results = held["Results"]
    one_table = workbook_of([results, *rows_named([results])])
    yield Comparison(
        "ECVET_CHECK",
        lambda: ecvet_check(cells["Results"], [["Results"]]),
        lambda: run_checks(parse(one_table)[0], ANY_DAY, OF_ONE_TABLE),
    )
    grades = [[Decimal(number * place % 21) for place in range(1, UNITS_GRADED + 1)] for number in range(rows)]
    coefficients = [Decimal(one) for one in range(1, UNITS_GRADED + 1)]
    graded: Cells = [list(map(float, row)) for row in grades]
    yield Comparison(
        "ECVET_GRADE",
        lambda: ecvet_grade(graded, [list(map(float, coefficients))]),
        lambda: [explain_grades(row, coefficients) for row in grades],
    )
    codes = [CODES[number % len(CODES)] for number in range(rows)]
    yield Comparison(
        "ECVET_EXPLAIN",
        lambda: ecvet_explain([[code] for code in codes]),
        lambda: [(one.title, one.explanation, with_facts_named(one.fix), one.source) for one in map(page, codes)],
    )


def _readable(sheets: Sheets) -> Sheet:
    """Gives the results without those of which the day cannot be read: they would stop the functions at once."""
    results = sheets.sheet("Results")
    if results is None:
        raise ValueError("the made workbook has no results")
    letters = results.columns["date"]
    return replace(results, rows=tuple(row for row in results.rows if isinstance(row.cells.get(letters), date)))


def _progress(cells: dict[str, Cells], rows: int) -> Comparison:
    """Gives ECVET_PROGRESS over so many rows of credit: fewer learners, each with every unit."""
    credit: Cells = [list(row) for row in ecvet_credit(*(cells[name] for name in OF_CREDIT))]
    of_one = max(1, (len(credit) - 1) // (len(cells["Learners"]) - 1))
    ids: list[object] = [f"L{number}" for number in range(1, rows // of_one + 1)]
    learners: Cells = [["Id", "Qualification"], *([one, "Q1"] for one in ids)]
    model = credit[1 : of_one + 1]
    many: Cells = [credit[0], *([one, *row[1:]] for one in ids for row in model)]
    read_before = [sheet_of_argument(LEARNERS, learners), sheet_of_argument(UNIT_POINTS, cells["UnitPoints"])]
    book = workbook_of([*read_before, *rows_named(read_before)])
    carried = {str(row[2]): Decimal(str(row[6])) for row in model if row[3] == "recognised"}

    def alone() -> list[object]:
        register, _ = parse(book)
        path = path_of(register, "Q1")
        answers: list[object] = []
        for _ in register.learners:
            points = sum((carried[unit] for unit in counted_units(path, carried)), start=ZERO)
            answers.append((points, share_of(points, Decimal(60)), missing_on(path, carried)))
        return answers

    return Comparison("ECVET_PROGRESS", lambda: ecvet_progress(learners, many, cells["UnitPoints"]), alone)


def measured(compared: Comparison, rounds: int) -> tuple[float, float]:
    """Gives the seconds of both sides, the middle of several rounds; the first is left out.

    Raises:
        ValueError: the function gives no answer but says why not.
    """
    answer = compared.function()
    if not isinstance(answer, list) or str(answer[0][0]).startswith(WHY_NOT):
        raise ValueError(f"{compared.name} has no answer to be timed: {answer}")
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for side, work in zip(taken, (compared.function, compared.alone), strict=True):
            began = process_time()
            with collector_paused():
                work()
            if number:
                side.append(process_time() - began)
    return median(taken[0]), median(taken[1])


def main() -> None:
    """Makes the data, measures and prints the table."""
    options = argparse.ArgumentParser(description="Compare the custom functions with their arithmetic alone.")
    options.add_argument("--rows", type=int, default=ROWS)
    options.add_argument("--rounds", type=int, default=5)
    asked = options.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder, "made.xlsx")
        learners = str(max(1, asked.rows // RESULTS_OF_LEARNER))
        subprocess.run(
            [sys.executable, str(Path(__file__).with_name("made_workbook.py")), str(path), learners], check=True
        )
        sheets = read(path)
    print(f"{'function':<18}{'one call':>12}{'alone':>12}{'ratio':>8}{'bar':>6}")  # noqa: T201 # the table
    for one in comparisons(sheets, asked.rows):
        ours, alone = measured(one, asked.rounds)
        met = "met" if ours <= BAR * alone else "not met"
        print(f"{one.name:<18}{ours:>10.3f} s{alone:>10.3f} s{ours / alone:>8.2f}{BAR:>6}  {met}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
