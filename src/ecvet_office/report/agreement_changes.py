"""What changed since an agreement was signed, in words and as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from ecvet_office.report.plain_text import Paint, wrapped

INDENT, FURTHER = "    ", "           "
NOTHING = "(nothing)"


class Changed(Protocol):
    """One value that is different today; `documents.agreement_changes` says what its attributes mean."""

    @property
    def field(self) -> str: ...  # noqa: D102 # see the class that has them
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def then(self) -> str: ...  # noqa: D102
    @property
    def today(self) -> str: ...  # noqa: D102
    @property
    def is_matter(self) -> bool: ...  # noqa: D102


def changes_text(changes: Sequence[Changed], paint: Paint, width: int | None) -> list[str]:
    """Gives the lines on all changes: matters of the agreement first, then corrections, each with old and new."""
    if not changes:
        return ["nothing has changed since the agreement was signed"]
    lines: list[str] = []
    for is_matter, head in (
        (True, "to be agreed and signed anew"),
        (False, "corrections, which nobody has to sign"),
    ):
        own = [one for one in changes if one.is_matter == is_matter]
        if own:
            lines += [paint(f"{head}: {len(own)}", "strong")]
            lines += [line for one in own for line in _lines(one, paint, width)]
            lines += [""]
    return lines[:-1]


def _lines(one: Changed, paint: Paint, width: int | None) -> Iterable[str]:
    yield f"{INDENT}{one.label}  {paint(f'[{one.field}]', 'quiet')}"
    for word, text in (("signed", one.then), ("today", one.today)):
        in_a_line = "; ".join(text.splitlines()) or NOTHING
        yield from wrapped(f"{word + ':':<8}{in_a_line}", width, INDENT * 2, FURTHER)


def changes_json(changes: Iterable[Changed]) -> list[dict[str, object]]:
    """Gives one object for each change."""
    return [
        {
            "field": one.field,
            "label": one.label,
            "signed": one.then,
            "today": one.today,
            "kind": "matter of the agreement" if one.is_matter else "correction",
        }
        for one in changes
    ]
