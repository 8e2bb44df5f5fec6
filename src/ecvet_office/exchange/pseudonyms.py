"""Words that stand for others: the same word for the same text, and nothing in it that tells what it stands for."""

from __future__ import annotations

from ecvet_office.workbook.values import folded

MASKS = {
    "email": "person{}@example.org",
    "telephone": "+00 000 {:06}",
    "website": "https://example.org/{}",
    "oid": "E{:08}",
}
"""By what a text is, how its stand-in looks; all others are a word and a number."""


class Pseudonyms:
    """The stand-ins given so far; an object because the same text gets the same one wherever it stands."""

    def __init__(self) -> None:
        """Begins without any."""
        self._known: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    def of(self, kind: str, text: str) -> str:
        """Gives the stand-in of a text.

        Args:
            kind: what the text is: a key of MASKS, or the word of the stand-in, as `Family`.
            text: whatever its capitals and spaces.
        """
        key = (kind, folded(text))
        if key not in self._known:
            self._counts[kind] = number = self._counts.get(kind, 0) + 1
            self._known[key] = MASKS[kind].format(number) if kind in MASKS else f"{kind} {number}"
        return self._known[key]

    @property
    def texts(self) -> dict[str, str]:
        """By text, folded, what stands for it; what is no text of its own, as a single letter, among them."""
        return {text: new for (_, text), new in self._known.items()}
