"""The rows of the result sheets: what a workbook is told about itself when it is updated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ecvet_office.credit.examination import examinations
from ecvet_office.credit.ledger import Ledger, State, UnitCredit
from ecvet_office.credit.pathways import pathway_times
from ecvet_office.evaluation import Evaluation
from ecvet_office.law.pages import fix, message, page
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.learners import Learner
from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage
from ecvet_office.report.board import board_rows, remediation_rows
from ecvet_office.report.checklist import checklist_rows
from ecvet_office.report.common_units import common_rows
from ecvet_office.report.conversion import check_rows, conversion_rows
from ecvet_office.report.entry_credit import entry_rows
from ecvet_office.report.grades import grade_rows
from ecvet_office.report.learning_time import learning_time_rows
from ecvet_office.report.matrix import picture_rows, plan_rows
from ecvet_office.report.next_steps import NextStep, Stay, next_step
from ecvet_office.report.prior_learning import certified_rows
from ecvet_office.report.result_values import result_number
from ecvet_office.report.self_check import self_check_rows
from ecvet_office.report.shares import reasoning_of, shares_of
from ecvet_office.rules.qualifications import unit_named
from ecvet_office.rules.stays import overridden_cells
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.results_layout import RESULTS

RowKey = tuple[str, int]
"""The title of a sheet and the number of a row in it."""

ResultRow = list[CellValue | None]
"""From left to right, None for an empty cell."""

MEND = "Mend what is wrong (sheet Findings)"
MISSING_SHOWN = 3
"""So many things that are missing are named in one cell; of the rest, the number."""


def result_sheets(evaluation: Evaluation) -> Mapping[str, list[ResultRow]]:
    """Gives the rows of each result table by the table's name, the header row first.

    Points are ECVET points, the share is in per cent. Where a workbook uses no points, their cells stay empty. Tables
    that belong to a method are given only where the workbook has the method's own table.
    """
    rows = {
        "MyLearners": my_learners_rows(evaluation),
        "Findings": (_finding_row(finding) for finding in evaluation.findings),
        "Credit": (
            _unit_row(evaluation.register, ledger, unit) for ledger in evaluation.ledgers for unit in ledger.units
        ),
        "Progress": (_progress_row(evaluation.register, ledger) for ledger in evaluation.ledgers),
        "Points": points_rows(evaluation.register),
        "Board": board_rows(evaluation.register, evaluation.ledgers),
        "Remediation": remediation_rows(evaluation.register, evaluation.ledgers),
        "Checklist": checklist_rows(evaluation.register, evaluation.on),
        "GradeResults": grade_rows(evaluation.register, examinations(evaluation.register)),
        "LearningTime": learning_time_rows(pathway_times(evaluation.register)),
        "Conversion": conversion_rows(evaluation.register),
        "CourseCheck": check_rows(evaluation.register),
        "Certified": certified_rows(evaluation.register),
        "EntryResults": entry_rows(evaluation.register),
        "MatrixPicture": picture_rows(evaluation.register),
        "TrainingPlan": plan_rows(evaluation.register),
        "SelfCheckResult": self_check_rows(evaluation.register),
        "CommonUnits": common_rows(evaluation.register),
    }
    return {
        table.name: [list(table.headers), *rows[table.name]]
        for table in RESULTS
        if not table.of or evaluation.sheets.sheet(table.of) is not None
    }


def my_learners_rows(evaluation: Evaluation) -> Iterator[ResultRow]:
    """Gives a row for each learner and stay, in the order of the sheet Learners; one for a learner without a stay."""
    register = evaluation.register
    findings: dict[RowKey, list[Finding]] = {}
    for finding in evaluation.findings:
        findings.setdefault((finding.place.sheet, finding.place.row), []).append(finding)
    ledgers = {(ledger.learner, ledger.qualification): ledger for ledger in evaluation.ledgers}
    for learner in register.learner.values():
        agreements = register.agreements_of.get(learner.id, ())
        for agreement in agreements:
            ledger = ledgers.get((learner.id, register.qualification_id(agreement) or ""))
            step = next_step(Stay(register, agreement, ledger, evaluation.on))
            yield _stay_row(register, learner, agreement, step, findings)
        if not agreements:
            yield [learner.id, learner.full_name, None, None, "agreement", "Add an agreement", None, None]


def _stay_row(
    register: Register, learner: Learner, agreement: Agreement, step: NextStep, findings: Mapping[RowKey, list[Finding]]
) -> ResultRow:
    package = register.package.get(agreement.package or "")
    origins = [record.origin for record in (agreement, learner, package) if record is not None]
    there = [one for origin in origins for one in findings.get((origin.sheet, origin.row), ())]
    unread = frozenset(overridden_cells(package, [agreement])) if package and there else frozenset()
    there = [one for one in there if one.place not in unread]
    due = [one for one in there if agreement.stage is not Stage.WITHDRAWN and _is_due(one, agreement.stage)]
    missing = [*step.missing, *dict.fromkeys(message(one) for one in due)]
    is_wrong = agreement.stage <= Stage.READY_TO_SIGN and any(one.severity is Severity.ERROR for one in due)
    return [
        learner.id,
        learner.full_name,
        agreement.id,
        agreement.stage.label,
        first_of(missing) or None,
        MEND if is_wrong else step.action or None,
        step.whose or None,
        step.since,
    ]


def _is_due(finding: Finding, stage: Stage) -> bool:
    """Whether a finding has to be dealt with before the stay can reach its next stage."""
    if finding.severity is Severity.TODO:
        from_stage = page(finding.code).stage
        return from_stage is not None and from_stage <= stage + 1
    return finding.severity is Severity.ERROR


def first_of(texts: list[str]) -> str:
    """Gives the first texts as one, and how many more there are."""
    told = "; ".join(texts[:MISSING_SHOWN])
    rest = len(texts) - MISSING_SHOWN
    return f"{told}; and {rest} more" if rest > 0 else told


def _finding_row(finding: Finding) -> ResultRow:
    place = finding.place
    return [
        str(finding.severity),
        finding.code,
        place.sheet or None,
        place.cell or None,
        message(finding),
        fix(finding),
        page(finding.code).source,
    ]


def _unit_row(register: Register, ledger: Ledger, unit: UnitCredit) -> ResultRow:
    return [
        ledger.learner,
        register.learner[ledger.learner].full_name,
        ledger.qualification,
        unit_named(register, unit.unit),
        str(unit.state),
        Decimal(len(unit.achieved)),
        Decimal(len(unit.achieved) + len(unit.open)),
        unit.points if register.settings.uses_points else None,
        ", ".join(unit.open) or None,
    ]


def _progress_row(register: Register, ledger: Ledger) -> ResultRow:
    uses_points = register.settings.uses_points
    units = [unit_named(register, one) for one in ledger.missing if one in register.unit]
    groups = [one for one in ledger.missing if one not in register.unit]
    reasons = [
        *([f"not {State.DOCUMENTED if ledger.examination else State.RECOGNISED}: {', '.join(units)}"] if units else []),
        *groups,
        *ledger.blocked_by,
    ]
    if ledger.examination:
        reasons.append(ledger.examination.removesuffix("."))
    return [
        ledger.learner,
        register.learner[ledger.learner].full_name,
        ledger.qualification,
        ledger.points if uses_points else None,
        ledger.total_points if uses_points else None,
        ledger.share if uses_points else None,
        "yes" if ledger.eligible else "no",
        "; ".join(reasons) or None,
    ]


def points_rows(register: Register) -> Iterator[ResultRow]:
    """Gives a row for each unit of a qualification that has weights; one with the reason where no shares follow."""
    for found in shares_of(register):
        qualification = found.qualification.id
        if found.sharing is None:
            yield [qualification, None, None, None, None, None, f"Cannot be shared: {found.problem}."]
            continue
        for place, (share, row) in enumerate(zip(found.sharing.shares, found.rows, strict=True)):
            reasoning = "; ".join(line.removesuffix(".") for line in reasoning_of(found.sharing, place))
            numbers = result_number(share.weight), result_number(share.exact), share.points, row.points
            yield [qualification, share.unit, *numbers, reasoning]
