"""The live numbers of the sheet Start in a file: brought up to date for readers that do not calculate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ecvet_office.model.register import Register
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.cells import RawSheet, RawWorkbook
from ecvet_office.workbook.computed_cells import changeable, formula_of
from ecvet_office.workbook.kind import FINDINGS, Count
from ecvet_office.workbook.kinds import EVERY_KIND
from ecvet_office.workbook.writing.draft import Draft
from ecvet_office.workbook.writing.edits import Computed, SetCell

OF_FINDINGS = {count.formula for count in FINDINGS}


def stale_counts(
    raw: RawWorkbook, draft: Draft, register: Register, findings: Sequence[Sequence[CellValue | None]] | None
) -> Iterator[SetCell]:
    """Gives the edits that bring the numbers beside the steps up to date, where the formula is ours, letter by letter.

    Args:
        raw: the workbook.
        draft: the same, opened to look at its formulas.
        register: its records.
        findings: the rows that the sheet Findings is about to get, the severity first; None where it stays.
    """
    counts = {count.formula: count for kind in EVERY_KIND for _, group in kind.counts for count in group}
    if findings is None:
        counts = {formula: count for formula, count in counts.items() if formula not in OF_FINDINGS}
    for sheet in raw.sheets:
        stored = {} if sheet.tables else dict(_stored(sheet))
        part = changeable(draft, sheet.title) if stored else None
        if part is None:
            continue
        for (row, column), value in stored.items():
            count = counts.get(formula_of(part, row, column))
            is_guarded = any(guard.forbids(row, column) for guard in part.guards)
            if count is None or is_guarded:
                continue
            number = _number(count, register, findings or ())
            if number != value:
                yield SetCell(sheet.title, row, column, Computed(number))


def _stored(sheet: RawSheet) -> Iterator[tuple[tuple[int, int], CellValue]]:
    for row in sheet.rows():
        for cell in row.cells:
            if cell.formula:
                yield (cell.row, cell.column), cell.value


def _number(count: Count, register: Register, findings: Sequence[Sequence[CellValue | None]]) -> Decimal:
    if count.formula in OF_FINDINGS:
        return Decimal(sum(row[0] == count.words for row in findings))
    return Decimal(count.value(register))
