"""The group of commands: what each does is said without loading it, and what goes wrong in it is said in one place."""

from __future__ import annotations

import os
import traceback
from difflib import get_close_matches
from importlib import import_module
from typing import NoReturn

import click
from click.shell_completion import CompletionItem

from ecvet_office.model.errors import EcvetError

COMMANDS = {
    "new": "Write a blank workbook, or one with an example.",
    "check": "Find everything that is wrong or still missing in workbooks.",
    "credit": "Show what each learner has, explained line by line.",
    "board": "Show who has gained which unit, and what is open in the others.",
    "checklist": "Show what is to be done before, during and after each stay, and by whom.",
    "grades": "Weigh each learner's grades by coefficients, line by line.",
    "learning-time": "Count the learning time of pathways, with the reasoning.",
    "convert": "Convert courses described by hours into units with points.",
    "prior-learning": "Show which units of prior learning are certified, and what the others lack.",
    "entry-credit": "Show what preparation credits on entry to training, and how much is left.",
    "matrix": "Show what partners cover, what a person lacks, and the training plan.",
    "common-units": "Find units that qualifications share, by id or by alike outcomes.",
    "self-check": "Show the scores of a self-check, area by area.",
    "points": "Share a qualification's points among its units, with the reasoning.",
    "next-year": "Begin a new year: a workbook with what stays the same and the open cases.",
    "enrol": "Enrol the people of a school's list, each with an agreement.",
    "update": "Write the results into a copy of a workbook.",
    "merge": "Merge a partner's copy of a workbook into a copy of yours.",
    "fill": "Fill Word documents from a workbook.",
    "papers": "Show who owes which paper, and make letters and reminders.",
    "amend": "Show what changed since an agreement was signed, and write the amendment.",
    "meeting": "List what a recognition meeting can decide, what is missing, and what is to be retaken.",
    "decide": "Enter decisions for many learners at once, each by a named person on a day.",
    "template": "Copy, check or put together a Word template of your own.",
    "grid": "Write a small workbook in which one host enters the results of its learners.",
    "read": "Show what returned documents would change, then change it.",
    "verify": "Tell whether documents still show what their data said.",
    "forget": "Remove a learner from a workbook, and find the documents about them.",
    "personal-data": "Write down all that a workbook stores about one learner.",
    "audit": "Put together what an auditor asks for: every paper of a learner, and what is missing.",
    "anonymise": "Write a copy of a workbook for support, without personal data.",
    "extract": "Write a workbook with only what one partner needs.",
    "export": "Fill a file that another system exported, by its own headers.",
    "explain": "Explain a rule: why it exists and how to keep it.",
    "rules": "List all rules.",
    "addin": "Put the buttons and functions into Excel, or take them out.",
    "doctor": "Check the installation: what is there, what is missing, and how to mend it.",
    "demo": "Do the whole job once, on an example.",
    "live": "Do what a button of the Excel add-in does, in the open workbook.",
    "completion": "Print what lets your shell complete commands with the Tab key.",
}
"""Each command with the first sentence of its help, in the order of the year's work."""

FAILED = 2
"""The exit code where a command could not run."""


class LazyGroup(click.Group):
    """A group whose commands are modules of this room, each with a click command called `command`.

    The hyphen in a command's name is an underscore in that of its module.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 # click's signature
        """Gives the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 # click's signature
        """Loads a command; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"ecvet_office.cli.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 # click's
        """Writes the table of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Completes the name of a command without loading any."""
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        return [CompletionItem(name, help=text) for name, text in COMMANDS.items() if name.startswith(incomplete)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command; for a misspelt one, says which one may be meant."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            close = get_close_matches(name, COMMANDS, n=1)
            guess = f"; did you mean {close[0]}?" if close else "; `ecvet --help` lists all of them"
            ctx.fail(f"there is no command {name}{guess}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command. What could not be done ends in one clear line and exit code 2."""
        try:
            return super().invoke(ctx)
        except EcvetError as error:
            _fail(ctx, str(error))
        except KeyboardInterrupt:
            _fail(ctx, "stopped by the keyboard; workbooks are as they were")
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # what click itself says, and a reader such as `head` that has seen enough
        except Exception as error:  # noqa: BLE001 # the last place before the user, who gets no traceback unasked
            _fail(ctx, _our_mistake(error))


def _fail(ctx: click.Context, text: str) -> NoReturn:
    if ctx.params.get("traceback"):
        traceback.print_exc()
    click.secho(f"ecvet: {text}", err=True, fg=None if os.environ.get("NO_COLOR") else "red")
    ctx.exit(FAILED)


def _our_mistake(error: Exception) -> str:
    return (
        f"this is a mistake in ECVET Office, not in your workbook ({type(error).__name__}: {error}).\n"
        "    Nothing in your workbook was changed.\n"
        "    To report it: run the same again as `ecvet --traceback …` and send what it prints, with the version that\n"
        "    `ecvet --version` gives. It may hold learners' names: read it before you send it."
    )
