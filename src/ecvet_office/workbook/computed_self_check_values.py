"""What the computed columns of the self-check show, worked out from the records before Excel calculates."""

from __future__ import annotations

from decimal import Decimal

from ecvet_office.credit.self_check import area_score, score_number
from ecvet_office.model.register import Register
from ecvet_office.model.self_check import ProcessArea, SelfCheckQuestion
from ecvet_office.workbook import computed_self_check as headers
from ecvet_office.workbook.formulas import READ_AS


def of_process_area(register: Register, row: ProcessArea) -> dict[str, str | Decimal]:
    """Gives what the computed columns show in the row of an area."""
    found = area_score(register, row)
    return {
        headers.SCORE: "" if found.score is None else score_number(found.score),
        headers.ANSWERED: Decimal(found.answered),
        headers.QUESTIONS: Decimal(len(found.questions)),
        READ_AS: row.id,
    }


def of_self_check(row: SelfCheckQuestion) -> dict[str, str | Decimal]:
    """Gives what the computed columns show in the row of a question."""
    return {headers.AREA: row.area}
