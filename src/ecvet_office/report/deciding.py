"""What entering decisions does and did, as text and as JSON: learners by their ids alone."""

from __future__ import annotations

from collections.abc import Iterator

from ecvet_office.model.days import day_text
from ecvet_office.report.plain_text import Paint, counted, unpainted
from ecvet_office.workbook.deciding import DecisionPlan
from ecvet_office.workbook.writing.receipt import Receipt

INDENT = "    "


def decisions_text(plan: DecisionPlan, paint: Paint = unpainted) -> list[str]:
    """Gives what is entered and what is not, a line each, and how much of both."""
    asked, number, left = plan.asked, len(plan.entries), len(plan.not_decided)
    return [
        *_entered(plan, paint),
        *_not_entered(plan, paint),
        f"{counted(number, 'decision')} of {asked.by}, {day_text(asked.on)}: {asked.step}; {left} not entered",
    ]


def _entered(plan: DecisionPlan, paint: Paint) -> Iterator[str]:
    for one in plan.entries:
        yield paint(f"{one.learner}: {one.subject} {plan.asked.step}", "done")


def _not_entered(plan: DecisionPlan, paint: Paint) -> Iterator[str]:
    for one in plan.not_decided:
        about = f"{one.learner}: {one.subject}" if one.subject else one.learner
        yield paint(f"{about}: not entered, {one.place}: {one.why}", "warning")


def decided_text(plan: DecisionPlan, receipt: Receipt | None) -> list[str]:
    """Gives what was written."""
    if receipt is None:
        return ["nothing was written" if plan.entries else "there is nothing to enter, so nothing was written"]
    kept = [f"{INDENT}the workbook as it was before: {receipt.backup.name}"] if receipt.backup else []
    return [f"written: {receipt.path}", *kept, f"{INDENT}{receipt}"]


def decisions_json(plan: DecisionPlan, receipt: Receipt | None) -> dict[str, object]:
    """Gives the decisions as an object for other programs."""
    return {
        "step": plan.asked.step,
        "by": plan.asked.by,
        "on": str(plan.asked.on),
        "entered": [
            {
                "learner": one.learner,
                "qualification": one.qualification,
                "subject": one.subject,
                "context": one.context or None,
            }
            for one in plan.entries
        ],
        "not_entered": [
            {
                "learner": one.learner,
                "subject": one.subject or None,
                "why": one.why,
                "sheet": one.place.sheet,
                "cell": one.place.cell,
            }
            for one in plan.not_decided
        ],
        "written": None if receipt is None else str(receipt.path),
    }
