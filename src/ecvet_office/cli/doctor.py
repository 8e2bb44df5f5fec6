"""`ecvet doctor`: whether everything is installed, and how to mend what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from ecvet_office.cli.answers import answer, forms
from ecvet_office.excel.installation import Check, State, check_installation, is_whole
from ecvet_office.report.plain_text import Paint

HELP = """\
Check the installation: what is there, what is missing, and how to mend it.

It reads no workbook, so nothing about learners can appear: its lines may be
sent to whoever helps you.

\b
    ecvet doctor
    ecvet doctor --format json

Exit codes: 0 nothing is missing, 1 something is, 2 could not run.
"""

ROLES = {State.OK: "done", State.WARNING: "warning", State.MISSING: "error"}


@click.command("doctor", help=HELP)
@forms("text", "json")
@click.pass_context
def command(ctx: click.Context, form: str) -> None:
    """Checks the installation."""
    checks = check_installation()
    answer(form, None, lambda paint, _width: list(told(checks, paint)), lambda: as_json(checks))
    ctx.exit(0 if is_whole(checks) else 1)


def told(checks: Sequence[Check], paint: Paint) -> Iterator[str]:
    """Gives a line on each thing, and below it what to do, where there is something to do."""
    widest = max(len(check.state) for check in checks)
    for check in checks:
        yield f"{paint(check.state.ljust(widest), ROLES[check.state])}  {check.name}: {check.found}"
        if check.remedy:
            yield f"{' ' * widest}  fix: {check.remedy}"
    missing = sum(check.state is State.MISSING for check in checks)
    yield "nothing is missing" if not missing else f"missing: {missing}"


def as_json(checks: Sequence[Check]) -> dict[str, object]:
    """Gives the same for another program."""
    return {
        "whole": is_whole(checks),
        "checks": [
            {"name": one.name, "state": one.state.value, "found": one.found, "fix": one.remedy} for one in checks
        ],
    }
