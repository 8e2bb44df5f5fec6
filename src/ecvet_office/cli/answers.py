"""How commands answer: in the form that was asked for, on the screen or in a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ecvet_office.cli.console import hand_over, json_text, paint, say, width
from ecvet_office.report.plain_text import Paint, unpainted

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def forms(*allowed: str) -> Decorator:
    """Gives the option --format with the forms that a command answers in; the first is the one without it."""
    return click.option("--format", "form", type=click.Choice(allowed), default=allowed[0], show_default=True)


def answer(
    form: str,
    output: Path | None,
    lines: Callable[[Paint, int | None], list[str]],
    as_json: Callable[[], object],
    as_csv: Callable[[], str] | None = None,
) -> None:
    """Answers in the form that was asked for; text in a file has neither colours nor a width.

    Args:
        form: `text`, `json` or `csv`.
        output: a new file; None for the screen.
        lines: gives the text, from the colours and the width of the screen.
        as_json: gives what JSON says.
        as_csv: gives the table; None for a command that has none.

    Raises:
        UnwritableFileError: the file is there already, or cannot be written.
    """
    if form == "json":
        hand_over(json_text(as_json()), output)
    elif form == "csv" and as_csv is not None:
        hand_over(as_csv(), output, "utf-8-sig")
    elif output is not None:
        hand_over("\n".join(lines(unpainted, None)) + "\n", output)
    else:
        say(lines(paint(), width()))
