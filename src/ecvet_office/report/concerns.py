"""Which findings concern one document, learner or stay, by the rows that it speaks of.

A finding holds a document back only where it stands in a row that the document prints or rests on; what is wrong with
another learner does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ecvet_office.evaluation import Evaluation
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register, enrolled_in
from ecvet_office.model.stages import Stage
from ecvet_office.workbook.layout import SETTINGS_TABLE

RowKey = tuple[str, int]
"""The title of a sheet and the number of a row in it."""

MEMORANDUM, TRANSCRIPT = "memorandum", "transcript"
"""The names of the documents that are not about a stay alone, as `ecvet fill` takes them."""
EVERYWHERE = ("", 0)  # where a finding on the workbook as a whole stands


def blocking_findings(evaluation: Evaluation, document: str, subject: str) -> list[Finding]:
    """Gives the errors that keep a document from being made, in the order of the workbook.

    Args:
        evaluation: the judged workbook; a rule whose stage has not come is no error in it.
        document: `memorandum`, `learning-agreement` or `transcript`.
        subject: id of the memorandum, the agreement or the learner that the document is about.
    """
    rows = document_rows(evaluation.register, document, subject)
    sheets = {sheet for sheet, _ in rows}
    heads = {sheet.title: sheet.header_row for sheet in evaluation.sheets.sheets}
    rows.update((title, row) for title in sheets for row in (0, heads.get(title, 0)))
    rows.add(EVERYWHERE)
    settings = evaluation.sheets.sheet(SETTINGS_TABLE.name)
    title = settings.title if settings else None
    return [
        finding
        for finding in evaluation.findings
        if finding.severity is Severity.ERROR
        and ((finding.place.sheet, finding.place.row) in rows or finding.place.sheet == title)
    ]


def findings_by_row(findings: Iterable[Finding]) -> Mapping[RowKey, list[Finding]]:
    """Gives the findings by the row in which they stand."""
    index: dict[RowKey, list[Finding]] = {}
    for finding in findings:
        index.setdefault((finding.place.sheet, finding.place.row), []).append(finding)
    return index


def row_key(record: Record) -> RowKey:
    """Gives the row where a record was read."""
    return record.origin.sheet, record.origin.row


def document_rows(register: Register, document: str, subject: str) -> set[RowKey]:
    """Gives the rows that a document prints or rests on; none for a subject that the workbook does not know."""
    if document == MEMORANDUM:
        records = _memorandum(register, subject)
    elif subject in register.agreement:
        records = _stay(register, register.agreement[subject])
    else:
        records = _learner(register, subject)
    rows = {row_key(record) for record in records}
    if document == TRANSCRIPT:
        learner = register.agreement[subject].learner if subject in register.agreement else subject
        rows.update(row_key(record) for record in _achievements(register, learner or ""))
    return rows


def _memorandum(register: Register, memorandum: str) -> Iterator[Record]:
    if memorandum in register.memorandum:
        yield register.memorandum[memorandum]
    for member in register.partners_in.get(memorandum, ()):
        yield member
        yield from _institution(register, member.institution)
    for covered in register.qualifications_in.get(memorandum, ()):
        yield covered
        yield from _institution(register, covered.institution)


def _stay(register: Register, agreement: Agreement) -> Iterator[Record]:
    """Gives what an agreement prints: its own row and its package's, the learner, the parties, and what is agreed."""
    yield agreement
    if package := register.package.get(agreement.package or ""):
        yield package
    if learner := register.learner.get(agreement.learner or ""):
        yield learner
    terms = register.terms(agreement)
    for institution in (terms.host, terms.intermediary, register.home(agreement)):
        yield from _institution(register, institution)
    yield from (row for row in register.placements if row.agreement == agreement.id)
    yield from register.changes_of.get(agreement.id, ())
    agreed = [register.outcome[one] for one in register.agreed_outcomes_of(agreement) if one in register.outcome]
    yield from agreed
    units = dict.fromkeys(outcome.unit for outcome in agreed if outcome.unit)
    yield from (register.unit[unit] for unit in units if unit in register.unit)
    yield from _qualification(register, register.qualification_id(agreement), units)


def _learner(register: Register, learner_id: str) -> Iterator[Record]:
    """Gives what is known of a learner and of every stay that was not withdrawn."""
    learner = register.learner.get(learner_id)
    if learner is None:
        return
    yield learner
    for agreement in register.agreements_of.get(learner_id, ()):
        if agreement.stage is not Stage.WITHDRAWN:
            yield from _stay(register, agreement)
    for qualification in enrolled_in(register, learner):
        units = [row.unit for row in register.units_in.get(qualification, ())]
        yield from _qualification(register, qualification, units)


def _achievements(register: Register, learner: str) -> Iterator[Record]:
    yield from register.results_of.get(learner, ())
    yield from register.decisions_of.get(learner, ())
    yield from register.earlier_units_of.get(learner, ())


def _qualification(register: Register, qualification: str | None, units: Iterable[str]) -> Iterator[Record]:
    if qualification in register.qualification:
        yield register.qualification[qualification]
        rows = (register.points_of.get((qualification, unit)) for unit in units)
        yield from (row for row in rows if row is not None)


def _institution(register: Register, institution: str | None) -> Iterator[Record]:
    if institution in register.partner:
        yield register.partner[institution]
