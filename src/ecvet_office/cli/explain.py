"""`ecvet explain`: a rule's page."""

from __future__ import annotations

import click

from ecvet_office.cli.console import paint, say, width
from ecvet_office.law.pages import all_pages, page
from ecvet_office.model.errors import UsageError
from ecvet_office.report.rule_pages import page_lines
from ecvet_office.workbook.values import nearest

HELP = """\
Explain a rule: why it exists and how to keep it.

CODE is what a finding shows, such as WB05. The page gives the source, the reason, what to do, and an example of what
is wrong and of what is right; with --all, every example.

\b
    ecvet explain WB05
    ecvet explain WB05 --all

Exit codes: 0 shown, 2 there is no such rule.
"""


@click.command("explain", help=HELP)
@click.argument("code")
@click.option("--all", "show_all", is_flag=True, help="Show every example, not only the first wrong and right one.")
def command(code: str, show_all: bool) -> None:
    """Prints the page of a rule."""
    if code.upper() not in all_pages():
        raise UsageError(f"there is no rule {code}{nearest(code, list(all_pages()))}; `ecvet rules` lists all of them")
    say(page_lines(page(code), paint(), width(), show_all=show_all))
