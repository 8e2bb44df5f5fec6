"""Formulas put back where somebody typed over them: by an update that is asked to mend, never while reading."""

from __future__ import annotations

from ecvet_office.model.register import Register
from ecvet_office.workbook.computed import computed_columns
from ecvet_office.workbook.computed_column import Computed
from ecvet_office.workbook.computed_values import computed_values
from ecvet_office.workbook.overwritten import CODE
from ecvet_office.workbook.sheets import Sheet, Sheets
from ecvet_office.workbook.writing.areas import area_of
from ecvet_office.workbook.writing.edits import Formula, SetCell


def repairs(sheets: Sheets, register: Register) -> tuple[SetCell, ...]:
    """Gives the edits that put the formulas back where they were overwritten, with what they give today.

    Args:
        sheets: the workbook as read; its findings say where.
        register: its records.
    """
    values = computed_values(register)
    by_title = {sheet.title: sheet for sheet in sheets.sheets}
    edits: list[SetCell] = []
    for finding in sheets.findings:
        sheet = by_title.get(finding.place.sheet)
        if finding.code != CODE or sheet is None:
            continue
        facts = dict(finding.facts)
        column, run = _column(sheet, facts["column"]), area_of(facts["cells"])
        for row in range(run.first_row, run.last_row + 1):
            value = values.get(sheet.table.name, {}).get(row, {}).get(column.header)
            edits.append(SetCell(sheet.title, row, run.first_column, Formula(column.formula, value)))
    return tuple(edits)


def _column(sheet: Sheet, header: str) -> Computed:
    return next(one for one in computed_columns(sheet.table.name) if one.header.casefold() == header.casefold())
