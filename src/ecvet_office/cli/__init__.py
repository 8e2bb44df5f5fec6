"""The command line: `ecvet`, with one module for each command, loaded when it runs.

Only this room and the add-in read the clock. Exit codes: 0 clean, 1 findings of severity error, 2 could not run.
"""

from __future__ import annotations

import gc
import sys

import click

from ecvet_office import __version__
from ecvet_office.cli.lazy_group import LazyGroup

HELP = """\
ECVET from an Excel workbook: findings, credit, points and Word documents.

Try it first on an example:

\b
    ecvet demo

Then with a workbook of your own:

\b
    ecvet new mobility plan.xlsx
    ecvet check plan.xlsx
    ecvet fill learning-agreement plan.xlsx -o documents

Exit codes: 0 clean, 1 findings of severity error, 2 could not run.
"""

NEW_OBJECTS = 50_000
"""Made before the garbage collector looks at them; at Python's own 700 it does so 90 times as a command loads."""


@click.group(cls=LazyGroup, help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ecvet", message="%(prog)s %(version)s")
@click.option(
    "--traceback",
    is_flag=True,
    envvar="ECVET_TRACEBACK",
    help="Show where in the program it failed, for a report of a mistake of ours.",
)
def ecvet(traceback: bool) -> None:  # the group reads it when something fails
    """Every command's parent."""


def main() -> None:
    """Runs the command line on the arguments of the process, and ends the process."""
    never_fail_to_print()
    gc.set_threshold(NEW_OBJECTS)
    try:
        ecvet(prog_name="ecvet")
    finally:
        gc.freeze()  # as it ends, Python would look through a workbook's records once more, only to drop them all


def never_fail_to_print() -> None:
    """Lets a console that lacks a character show a question mark, where Python would stop with an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a stream that a host program put there may have none
        if reconfigure is not None:
            reconfigure(errors="replace")
