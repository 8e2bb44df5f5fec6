"""`ecvet live`: what a button of the add-in does, for the workbook that is open in Excel."""

from __future__ import annotations

import click

from ecvet_office.cli.console import say
from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.desktop import run_live

HELP = """\
Do what a button of the Excel add-in does, in the open workbook.

For a PC on which Excel may not start other programs, so that the buttons do nothing: here the program is started by
you, and Excel is asked from outside. The workbook is changed as it is open, and not saved.

ACTION is the button's name with underscores. With --selected, documents are made, and what is ready is listed, only for
the rows selected on the sheet Learners, My learners or Agreements. Audit, amend, personal_data and forget always go by
these, extract by the rows selected on Partners. What first shows a sheet, such as enrol, decide and export, is done by
the same command once that sheet is in front.

\b
    ecvet live check
    ecvet live transcripts --selected
    ecvet live decide

Exit codes: 0 done, 2 could not run.
"""


@click.command("live", help=HELP)
@click.argument("action", type=click.Choice(list(ACTIONS)))
@click.option("--selected", is_flag=True, help="Only for the learners of the selected rows.")
def command(action: str, selected: bool) -> None:
    """Runs an action in the open workbook and says that it is done."""
    name = run_live(action, selected=selected)
    say([f"done in {name}; the workbook is not saved"])
