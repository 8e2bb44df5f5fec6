"""The whole flow on one screen: sheets into records, findings and credit.

Nothing here reads a file, Excel, Word or the clock; the day is an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import ecvet_office.rules  # registers the checks  # noqa: F401
from ecvet_office.credit.ledger import Ledger, ledgers
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.places import column_number
from ecvet_office.model.register import Register
from ecvet_office.rules.catalogue import run_checks
from ecvet_office.workbook.collector import collector_paused
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.sheets import Sheets


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a workbook says, what is wrong with it, and what each learner has.

    Attributes:
        sheets: the workbook as it was read.
        on: the day on which it was judged.
        register: the records.
        findings: all of them, sorted by place.
        ledgers: one for each learner and qualification, in the order of the sheet Learners.
    """

    sheets: Sheets
    on: date
    register: Register
    findings: tuple[Finding, ...]
    ledgers: tuple[Ledger, ...]

    @property
    def has_errors(self) -> bool:
        """Whether there is a finding of severity error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@collector_paused()
def evaluate(sheets: Sheets, on: date) -> Evaluation:
    """Judges a workbook as of a day.

    Args:
        sheets: the workbook as `read` gives it.
        on: the day on which validity, ages and dates are judged.
    """
    register, misfits = parse(sheets)
    findings = sort_findings([*misfits, *without_repeats(misfits, run_checks(register, on))], sheets.titles)
    return Evaluation(sheets, on, register, findings, ledgers(register))


def without_repeats(misfits: list[Finding], findings: list[Finding]) -> list[Finding]:
    """Drops what is said of a cell that could not be read: one cause, one finding."""
    said = {finding.place for finding in misfits if finding.place.cell and finding.severity is Severity.ERROR}
    return [finding for finding in findings if finding.place not in said]


def sort_findings(findings: list[Finding], titles: tuple[str, ...]) -> tuple[Finding, ...]:
    """Sorts findings by place: sheets in the order of the workbook, then rows, columns and codes."""
    order = {title: index for index, title in enumerate(titles)}

    def place(finding: Finding) -> tuple[int, int, int, str, tuple[tuple[str, str], ...]]:
        where = finding.place
        return order.get(where.sheet, -1), where.row, column_number(where.column), finding.code, finding.facts

    return tuple(sorted(findings, key=place))
