"""Text in columns and wrapped lines, for screens and files alike."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Collection, Sequence

Paint = Callable[[str, str], str]
"""Gives a text as it looks in a role: `error`, `warning`, `info`, `todo`, `done`, `strong` or `quiet`."""

GAP = "  "
NARROWEST = 12
"""Characters that are left of a column however narrow the screen is."""


def unpainted(text: str, role: str) -> str:  # noqa: ARG001 # the shape of a Paint
    """Gives the text as it stands."""
    return text


def table_lines(rows: Sequence[Sequence[str]], numeric: Collection[int] = (), width: int | None = None) -> list[str]:
    """Gives rows as lines with aligned columns.

    Args:
        rows: the header first, all of one length, at least one.
        numeric: the columns, counted from 0, that end flush right.
        width: of the screen in characters; the widest columns are cut for it. None for as wide as it takes.
    """
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    _narrow(widths, width)
    lines = []
    for row in rows:
        cells = (
            _cut(text, size).rjust(size) if column in numeric else _cut(text, size).ljust(size)
            for column, (text, size) in enumerate(zip(row, widths, strict=True))
        )
        lines.append(GAP.join(cells).rstrip())
    return lines


def _narrow(widths: list[int], width: int | None) -> None:
    """Takes from the widest columns what is more than the screen holds."""
    if width is None:
        return
    while sum(widths) + len(GAP) * (len(widths) - 1) > width and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else f"{text[: size - 1]}…"


def wrapped(text: str, width: int | None, indent: str = "", further: str = "    ") -> list[str]:
    """Gives a text as lines: the first behind `indent`, the next ones behind `indent` and `further`.

    One line where the width is None, as in a file, where another program may look for whole messages.
    """
    if width is None:
        return [indent + text]
    return textwrap.wrap(
        text,
        max(width, 2 * NARROWEST),
        initial_indent=indent,
        subsequent_indent=indent + further,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [indent]


def counted(number: int, noun: str) -> str:
    """Gives a number with its noun.

    >>> counted(1, "error"), counted(3, "to-do")
    ('1 error', '3 to-dos')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
