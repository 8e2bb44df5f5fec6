"""The screen: its width, its colours, and data for other programs."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from ecvet_office.report.plain_text import Paint, unpainted
from ecvet_office.workbook.saving import write_new_file

ROLES = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow"},
    "info": {"fg": "cyan"},
    "todo": {"fg": "bright_blue"},
    "done": {"fg": "green"},
    "strong": {"bold": True},
    "quiet": {"dim": True},
}  # fmt: skip
WIDEST = 120
"""Characters: longer lines are hard to follow, however wide the screen is."""


def paint() -> Paint:
    """Gives colours on a terminal, and none in a file, in a pipe, or where NO_COLOR asks for none."""
    return _painted if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else unpainted


def _painted(text: str, role: str) -> str:
    return click.style(text, **ROLES[role])  # type: ignore[arg-type] # the table holds click's own words


def width() -> int | None:
    """Gives the width of the terminal in characters; None where the output is none."""
    return min(shutil.get_terminal_size().columns, WIDEST) if sys.stdout.isatty() else None


def say(lines: Iterable[str]) -> None:
    """Prints lines."""
    for line in lines:
        click.echo(line)


def note(text: str) -> None:
    """Prints a line for the person at the screen that is no part of the result."""
    click.echo(text, err=True)


def hand_over(text: str, output: Path | None, encoding: str = "utf-8") -> None:
    """Gives data to a new file or, without one, to the screen or the next program.

    Another program gets the bytes of the encoding, whatever the console's own: JSON has to be UTF-8, and on Windows a
    pipe would be given the PC's code page.

    Raises:
        UnwritableFileError: when the file exists, or cannot be written.
    """
    if output is not None:
        write_new_file(output, text.encode(encoding))
        note(f"written: {output}")
    elif sys.stdout.isatty():
        click.echo(text.removesuffix("\n"))
    else:
        sys.stdout.buffer.write(text.encode(encoding))


def typed(path: Path) -> str:
    """Gives a path as it has to be typed on a command line, in quotes where it holds a blank.

    >>> typed(Path("plan.xlsx")), typed(Path("school year.xlsx"))
    ('plan.xlsx', '"school year.xlsx"')
    """
    return f'"{path}"' if " " in str(path) else str(path)


def json_text(value: object) -> str:
    """Gives a value as indented JSON with a line end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
