"""Texts that documents print as they were first written."""

from __future__ import annotations

from dataclasses import dataclass

from ecvet_office.model.places import Place


@dataclass(frozen=True, slots=True)
class Untranslated:
    """A text that a document prints as it was first written.

    Attributes:
        place: its cell.
        column: the header of its column.
        language: code of the language into which nobody translated it.
    """

    place: Place
    column: str
    language: str
