"""What the computed columns of prior learning show, worked out from the records before Excel calculates."""

from __future__ import annotations

from decimal import Decimal

from ecvet_office.model.prior_learning import Evidence, PriorLearning
from ecvet_office.model.register import Register
from ecvet_office.workbook import computed_prior_learning as headers
from ecvet_office.workbook.formulas import READ_AS


def of_file(register: Register, row: PriorLearning) -> dict[str, str | Decimal]:
    """Gives what the computed columns show in the row of a file."""
    rows = register.evidence_in.get(row.id, ())
    good = sum(1 for one in rows if one.is_good)
    return {READ_AS: row.id, headers.PIECES: Decimal(len(rows)), headers.GOOD_PIECES: Decimal(good)}


def of_evidence(row: Evidence) -> dict[str, str | Decimal]:
    """Gives what the computed columns show in the row of a piece of evidence."""
    judged = headers.FAILED if row.failed else headers.TO_CHECK if row.unchecked else headers.GOOD
    return {headers.JUDGED: judged, headers.FILE: row.file}
