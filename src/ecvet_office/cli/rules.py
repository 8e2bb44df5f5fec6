"""`ecvet rules`: the list of all rules."""

from __future__ import annotations

import click

from ecvet_office.cli.answers import answer, forms
from ecvet_office.law.pages import all_pages
from ecvet_office.report.plain_text import counted
from ecvet_office.report.rule_pages import rule_lines, rules_json

HELP = """\
List all rules.

For each: its code, how much it weighs, from which stage of a stay on it holds, and what is wrong where it is broken.

\b
    ecvet rules
    ecvet rules --format json

Exit codes: 0 listed.
"""


@click.command("rules", help=HELP)
@forms("text", "json")
def command(form: str) -> None:
    """Lists the rules in the order of their codes."""
    pages = list(all_pages().values())
    answer(
        form,
        None,
        lambda _paint, width: [
            *rule_lines(pages, width),
            "",
            f"{counted(len(pages), 'rule')}; ecvet explain CODE shows one",
        ],
        lambda: rules_json(pages),
    )
