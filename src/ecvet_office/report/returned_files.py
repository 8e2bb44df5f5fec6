"""What became of each file that came back, and how many need a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ecvet_office.report.plain_text import Paint, unpainted, wrapped

INDENT = "    "


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """One file that came back.

    Attributes:
        name: of the file.
        told: what it is, as `the same as scan.pdf`; empty where its fields tell enough.
        needs: why a person has to look at it.
        is_read: whether anything of it could be read.
    """

    name: str
    told: str = ""
    needs: tuple[str, ...] = ()
    is_read: bool = True


def files_text(outcomes: Sequence[FileOutcome], paint: Paint = unpainted, width: int | None = None) -> list[str]:
    """Gives the lines on files: what they are, what needs a person and why, and the sum as the last line.

    Args:
        outcomes: of the files, in their order.
        paint: gives colours.
        width: of the screen in characters; None for whole lines.
    """
    return [*_lines(outcomes, paint, width), files_sum(outcomes, paint)]


def _lines(outcomes: Sequence[FileOutcome], paint: Paint, width: int | None) -> Iterator[str]:
    for one in outcomes:
        if one.told:
            yield from wrapped(f"{one.name}: {one.told}", width, INDENT)
    if any(one.needs for one in outcomes):
        yield paint("needs you:", "error")
    for one in outcomes:
        for reason in one.needs:
            yield from wrapped(f"{INDENT}{reason}", width, 2 * INDENT)


def files_sum(outcomes: Sequence[FileOutcome], paint: Paint = unpainted) -> str:
    """Gives how many files were read, and how many need a person.

    >>> files_sum([FileOutcome("a.docx"), FileOutcome("b.docx", needs=("b.docx is empty",), is_read=False)])
    '1 read, 1 needs you'
    """
    waiting = sum(1 for one in outcomes if one.needs)
    verb = "needs" if waiting == 1 else "need"
    read = sum(1 for one in outcomes if one.is_read)
    return f"{read} read, " + paint(f"{waiting} {verb} you", "error" if waiting else "done")


def files_json(outcomes: Sequence[FileOutcome]) -> list[dict[str, object]]:
    """Gives what became of files, as objects."""
    return [{"file": one.name, "read": one.is_read, "told": one.told, "needs": [*one.needs]} for one in outcomes]
