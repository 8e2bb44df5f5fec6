"""The list of a recognition meeting as the rows of a sheet: what is ready, what is missing, what is to be retaken."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from ecvet_office.credit.meeting import MeetingCase
from ecvet_office.model.days import day_text
from ecvet_office.model.register import Register
from ecvet_office.report.credit import harmless
from ecvet_office.report.meeting import assessors
from ecvet_office.rules.qualifications import unit_named
from ecvet_office.workbook.cell_values import CellValue

HEADERS = (
    "How it stands",
    "Learner",
    "Name",
    "Unit",
    "Next step",
    "About",
    "Achieved",
    "Assessed",
    "By",
    "Where",
    "What",
)
READY, EXTRA, LACKING, RETAKEN = "ready", "assessed, not agreed", "missing", "to be retaken"
WHOLE = "the whole unit"
Cells = list[CellValue | None]


def meeting_rows(register: Register, cases: Sequence[MeetingCase]) -> list[Cells]:
    """Gives the rows below `HEADERS`, in the order in which `ecvet meeting` prints its parts.

    Args:
        register: the workbook's records.
        cases: the units that are before the meeting.
    """
    return [
        *(_ready(register, one, READY, one.ready) for one in cases if one.ready),
        *(_ready(register, one, EXTRA, one.extra) for one in cases if one.extra),
        *(row for one in cases for row in _lacking(register, one)),
        *(row for one in cases for row in _retaken(register, one)),
    ]


def meeting_csv(register: Register, cases: Sequence[MeetingCase], *, names: bool = False) -> str:
    """Gives the rows as comma-separated text with a header; days as year-month-day.

    To be written as UTF-8 with a byte order mark: without one Excel takes the text for the PC's own code page.
    """
    out, name = io.StringIO(), HEADERS.index("Name")
    writer = csv.writer(out)
    for row in (HEADERS, *meeting_rows(register, cases)):
        cells = [harmless("" if cell is None else str(cell)) for cell in row]
        writer.writerow(cells if names else cells[:name] + cells[name + 1 :])
    return out.getvalue()


def _begun(register: Register, case: MeetingCase, standing: str) -> Cells:
    known = register.learner.get(case.learner)
    return [standing, case.learner, (known.full_name if known else "") or None, unit_named(register, case.unit)]


def _ready(register: Register, case: MeetingCase, standing: str, subjects: Sequence[str]) -> Cells:
    about = WHOLE if case.unit in subjects else ", ".join(subjects)
    achieved = f"{len(case.achieved)} of {len(case.outcomes)}"
    by = ", ".join(assessors(register, case)) or "not said"
    return [*_begun(register, case, standing), case.step, about, achieved, _days(case), by, None, None]


def _lacking(register: Register, case: MeetingCase) -> Iterator[Cells]:
    for lack in case.lacks:
        yield [*_begun(register, case, LACKING), case.step, *[None] * 4, str(lack.place), lack.text]


def _retaken(register: Register, case: MeetingCase) -> Iterator[Cells]:
    for one in case.to_retake:
        known, result = register.outcome.get(one.outcome), one.result
        assessed = result.date if result else None
        where = str(result.at("achieved")) if result else None
        text = f"{one.standing.value}: {known.outcome}" if known and known.outcome else one.standing.value
        yield [*_begun(register, case, RETAKEN), None, one.outcome, None, assessed, None, where, text]


def _days(case: MeetingCase) -> CellValue | None:
    """Gives the day on which the outcomes were assessed, or the first and the last as a text."""
    days = sorted({one.result.date for one in case.outcomes if one.result and one.result.date})
    if len(days) > 1:
        return f"{day_text(days[0])} to {day_text(days[-1])}"
    return days[0] if days else None
