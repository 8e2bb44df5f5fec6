"""`ecvet addin`: the buttons and functions in Excel - built, installed, removed, collected for other PCs."""

from __future__ import annotations

from pathlib import Path

import click

from ecvet_office.cli.console import say, typed
from ecvet_office.excel.addin_bundle import bundle
from ecvet_office.excel.addin_installing import install_addin, remove_addin
from ecvet_office.excel.addin_places import addin_place, this_computer
from ecvet_office.excel.building.addin import FILE_NAME, build_addin
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.saving import write_new_file

HELP = """\
Put the buttons and functions into Excel, or take them out.

Close Excel first. No administrator is needed: the add-in goes into a folder of
your own, and Excel opens it whenever it starts.

\b
    ecvet addin install
    ecvet addin remove
    ecvet addin build -o ECVET.xlam
    ecvet addin bundle folder-for-other-pcs

Exit codes: 0 done, 2 could not run.
"""

INSTALL_HELP = """\
Build the add-in and put it where Excel loads it.

\b
    ecvet addin install

Exit codes: 0 installed, 2 could not run.
"""

REMOVE_HELP = """\
Take the add-in away; nothing else is touched.

\b
    ecvet addin remove

Exit codes: 0 removed or not there, 2 could not run.
"""

BUILD_HELP = """\
Write the add-in's file, without installing it.

It is for this PC: the place of its Python is written into it.

\b
    ecvet addin build -o ECVET.xlam

Exit codes: 0 written, 2 could not run.
"""

BUNDLE_HELP = """\
Collect everything for PCs that may fetch nothing.

Writes the program, all that it needs, and the installers into a new folder.
Copy the folder to a PC with the same system and Python, and start the installer
in it. With --source, the program is taken from a copy of the repository.

\b
    ecvet addin bundle ecvet-for-school

Exit codes: 0 collected, 2 could not run.
"""


@click.group("addin", help=HELP)
def command() -> None:
    """The parent of the four commands."""


@command.command("install", help=INSTALL_HELP)
def install_command() -> None:
    """Installs the add-in and says what to do next."""
    say(f"written: {path}" for path in install_addin(this_computer()))
    say(["Start Excel: the tab ECVET stands beside Home. If it does not: ecvet doctor"])


@command.command("remove", help=REMOVE_HELP)
def remove_command() -> None:
    """Removes the add-in and says what was removed."""
    computer = this_computer()
    removed = remove_addin(computer)
    if removed:
        say(f"removed: {path}" for path in removed)
    else:
        say([f"not there: {addin_place(computer.platform, computer.environment)}"])


@command.command("build", help=BUILD_HELP)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path(FILE_NAME),
    show_default=True,
    help="The new file.",
)
def build_command(output: Path) -> None:
    """Writes the add-in into a new file."""
    if output.suffix.casefold() != ".xlam":
        raise UsageError(f"{output.name} has to end in .xlam")
    write_new_file(output, build_addin(this_computer().target))
    say([f"written: {output}", "To install it instead: ecvet addin install"])


@command.command("bundle", help=BUNDLE_HELP)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--source",
    metavar="REPOSITORY",
    type=click.Path(exists=True, file_okay=False),
    help="A copy of the repository, instead of the version installed here.",
)
def bundle_command(folder: Path, source: str | None) -> None:
    """Collects wheels and installers in a folder."""
    names = bundle(folder, source) if source else bundle(folder)
    say([f"written: {len(names)} files in {folder}"])
    say([f"Copy {typed(folder)} to the other PC. Start install.cmd there (Windows) or install.command (Mac)."])
