"""What `ecvet demo --method` shows: a pilot project's method on its own example, each by the command that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ecvet_office.cli import (
    board,
    checklist,
    common_units,
    convert,
    entry_credit,
    grades,
    learning_time,
    matrix,
    prior_learning,
    self_check,
)
from ecvet_office.credit.common_units import common_units as units_in_common
from ecvet_office.credit.competence_profile import profile_gaps
from ecvet_office.credit.entry_credit import entry_standings
from ecvet_office.credit.examination import examinations
from ecvet_office.credit.pathways import pathway_times
from ecvet_office.credit.prior_learning import file_standings
from ecvet_office.credit.training_plan import training_plans
from ecvet_office.evaluation import Evaluation
from ecvet_office.report.checklist import checklists
from ecvet_office.report.conversion import converted_courses
from ecvet_office.report.plain_text import Paint

Report = Callable[[Evaluation, Paint, int | None], list[str]]
"""Gives the lines that a command prints of an evaluated workbook, in colours and for the width of a screen."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method that can be shown.

    Attributes:
        kind: of the workbook whose example it is shown on.
        title: the heading above what it gives.
        command: the command that does it, before the name of the workbook.
        report: gives the lines that this command prints.
        documents: the Word documents that belong to it.
    """

    kind: str
    title: str
    command: str
    report: Report
    documents: tuple[str, ...] = ()


def _grades(evaluation: Evaluation, paint: Paint, width: int | None) -> list[str]:
    return grades.report(evaluation, examinations(evaluation.register), paint, width, names=False)


def _learning_time(evaluation: Evaluation, paint: Paint, width: int | None) -> list[str]:
    return learning_time.report(pathway_times(evaluation.register), paint, width)


def _board(evaluation: Evaluation, paint: Paint, width: int | None) -> list[str]:
    return board.report(evaluation, evaluation.ledgers, paint, width, names=False)


def _conversion(evaluation: Evaluation, paint: Paint, width: int | None) -> list[str]:
    return convert.report(converted_courses(evaluation.register), paint, width)


def _prior_learning(evaluation: Evaluation, paint: Paint, width: int | None) -> list[str]:
    register = evaluation.register
    return prior_learning.report(register, file_standings(register), paint, width)


def _entry_credit(evaluation: Evaluation, paint: Paint, width: int | None) -> list[str]:
    register = evaluation.register
    return entry_credit.report(register, entry_standings(register), paint, width)


def _plans(evaluation: Evaluation, paint: Paint, width: int | None) -> list[str]:
    register = evaluation.register
    return matrix.report(register, (), training_plans(register), paint, width)


def _profiles(evaluation: Evaluation, paint: Paint, width: int | None) -> list[str]:
    register = evaluation.register
    return matrix.report(register, profile_gaps(register), (), paint, width)


def _common_units(evaluation: Evaluation, paint: Paint, width: int | None) -> list[str]:
    register = evaluation.register
    return common_units.report(register, units_in_common(register), paint, width)


def _checklist(evaluation: Evaluation, paint: Paint, width: int | None) -> list[str]:
    return checklist.report(evaluation.register, checklists(evaluation.register, evaluation.on), paint, width)


def _self_check(evaluation: Evaluation, paint: Paint, width: int | None) -> list[str]:
    return self_check.report(evaluation.register, paint, width)


METHODS: Mapping[str, Method] = {
    "grades": Method("grades", "What the grades come to", "ecvet grades", _grades, ("mobility-attestation",)),
    "learning-time": Method("learning-time", "How long the pathways take", "ecvet learning-time", _learning_time),
    "cpu": Method("mobility", "Who has gained which unit", "ecvet board", _board),
    "vet-ccs": Method(
        "conversion",
        "What the courses become",
        "ecvet convert",
        _conversion,
        ("unit-specification", "certificate-supplement"),
    ),
    "color": Method(
        "prior-learning", "What is certified", "ecvet prior-learning", _prior_learning, ("prior-learning-file",)
    ),
    "easymetal": Method(
        "entry-credit", "What preparation credits", "ecvet entry-credit", _entry_credit, ("entry-letter",)
    ),
    "i-care": Method("matrix", "What partners cover and persons lack", "ecvet matrix", _plans, ("training-plan",)),
    "vqts": Method("matrix", "Which steps a person still has to reach", "ecvet matrix", _profiles, ("training-plan",)),
    "2get1care": Method("matrix", "Units that qualifications share", "ecvet common-units", _common_units),
    "ecvet-step": Method("self-check", "How well stays are run", "ecvet self-check", _self_check),
    "netecvet": Method("mobility", "What is to be done, and by whom", "ecvet checklist", _checklist),
}
"""By the word after --method. A further method is a line here, with the report of its command."""
