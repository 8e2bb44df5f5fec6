"""`ecvet decide`: decisions entered once for many learners, each by a named person on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.cli.console import note, typed
from ecvet_office.evaluation import evaluate
from ecvet_office.law.pages import message
from ecvet_office.model.days import day_text
from ecvet_office.model.errors import UsageError
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.results import RECOGNISED, REFUSED, STEPS
from ecvet_office.report.deciding import decided_text, decisions_json, decisions_text
from ecvet_office.workbook.deciding import Asked, DecisionPlan, decide, plan_decisions, with_decisions
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Sheets

HELP = """\
Enter decisions for many learners at once, each by a named person on a day.

The program decides nothing: you say which step was taken, by whom and when, and for whom. A decision that would have no
effect is not entered, and the cell that keeps it is named. Where the new rows would be an error, nothing is written;
warnings about them are shown. Outcomes that were assessed without being agreed are decided on by name: --subject. A
refusal needs its reason.

\b
    ecvet meeting plan.xlsx --on 2026-06-12
    ecvet decide plan.xlsx --step validated --by H1 --on 2026-06-12
        --all-ready
    ecvet decide plan.xlsx --step refused --by H2 --on 2026-06-12 --learner L4
        --subject U3 --reason "The evidence is missing." --show
    ecvet meeting plan.decided.xlsx --on 2026-06-12 -o meeting
    ecvet fill recognition-letter plan.decided.xlsx -o letters

Exit codes: 0 all that was asked for is entered, 1 something is not, 2 could not run.
"""
DONE, SOMETHING_LEFT = 0, 1
LETTERS = {RECOGNISED: "recognition-letter", REFUSED: "refusal-letter"}


@click.command("decide", help=HELP)
@options.workbook
@click.option("--step", type=click.Choice(STEPS), required=True, help="What was decided.")
@click.option("--by", required=True, metavar="PERSON", help="Who decided: id or name on the sheet People.")
@click.option("--on", required=True, callback=options.as_day, metavar="DATE", help="On which day, as 2026-06-12.")
@options.learner
@click.option("--all-ready", is_flag=True, help="All who are ready for this step.")
@click.option("--except", "left_out", multiple=True, metavar="ID", help="Not this learner; may be repeated.")
@click.option("--subject", "subjects", multiple=True, metavar="ID", help="Only this unit or outcome; may be repeated.")
@click.option("--reason", default="", help="Written beside each decision; a refusal needs it.")
@options.copy
@options.in_place
@click.option("--show", is_flag=True, help="Only show what would be entered; write nothing.")
@forms("text", "json")
@click.pass_context
def command(
    ctx: click.Context,
    workbook: Path,
    *,
    step: str,
    by: str,
    on: date,
    learners: Sequence[str],
    all_ready: bool,
    left_out: Sequence[str],
    subjects: Sequence[str],
    reason: str,
    output: Path | None,
    in_place: bool,
    show: bool,
    form: str,
) -> None:
    """Says what is entered and what is not, and writes."""
    if bool(learners) == all_ready:
        raise click.UsageError("say for whom: --learner ID, which may be repeated, or --all-ready")
    if output and in_place:
        raise click.UsageError("-o and --in-place exclude each other: a copy, or the workbook itself")
    if on > options.today():
        raise click.UsageError(f"{day_text(on)} is still to come: a decision is entered once it was taken")
    sheets = read(workbook)
    register = parse(sheets)[0]
    who, without = options.known_learners(register, learners), options.known_learners(register, left_out)
    plan = plan_decisions(sheets, Asked(step, by, on, who, tuple(subjects), without, reason))
    _judge(sheets, plan)
    receipt = decide(workbook, sheets, plan, output, in_place=in_place) if plan.entries and not show else None
    letter = LETTERS.get(step)
    further = [f"next: ecvet meeting {typed(receipt.path)} --on {on} -o meeting"] if receipt else []  # the minutes
    further += [f"next: ecvet fill {letter} {typed(receipt.path)} -o letters"] if receipt and letter else []
    answer(
        form,
        None,
        lambda paint, _width: [*decisions_text(plan, paint), *decided_text(plan, receipt), *further],
        lambda: decisions_json(plan, receipt),
    )
    ctx.exit(SOMETHING_LEFT if plan.not_decided else DONE)


def _judge(sheets: Sheets, plan: DecisionPlan) -> None:
    """Tells what the rules say of the new rows before anything is written; warnings do not stop them.

    Raises:
        UsageError: where they would be errors: with each, its cell as it would be, and its code.
    """
    if not plan.entries:
        return
    known = set(evaluate(sheets, options.today()).findings)
    new = [one for one in evaluate(with_decisions(sheets, plan), options.today()).findings if one not in known]
    for one in new:
        if one.severity is Severity.WARNING:
            note(f"warning, {_told(one)}")
    errors = [one for one in new if one.severity is Severity.ERROR]
    if errors:
        told = "\n".join(f"    {_told(one)}" for one in errors)
        raise UsageError(f"nothing was written, for these decisions would break a rule:\n{told}")


def _told(finding: Finding) -> str:
    return f"{finding.place}: {finding.code}: {message(finding)}"
