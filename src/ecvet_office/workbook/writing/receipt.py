"""What was done to a workbook, in facts and in one line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Receipt:
    """What writing changed.

    Attributes:
        path: the file that was written.
        backup: the copy of what stood there before; None where nothing was overwritten, or no copy was wanted.
        cells: how many cells of sheets that were there are not what they were.
        rewritten: the parts of the file whose bytes changed.
        added: the parts that are new.
        removed: the parts that are no more: the list in which Excel keeps the order of calculation.
        untouched: how many parts are the same, byte for byte.
    """

    path: Path
    backup: Path | None
    cells: int
    rewritten: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    untouched: int

    @property
    def parts(self) -> int:
        """How many parts the workbook had."""
        return self.untouched + len(self.rewritten) + len(self.removed)

    def __str__(self) -> str:
        """Gives the receipt in one line: `3 cells changed, 60 of 61 parts untouched`."""
        cells = "1 cell" if self.cells == 1 else f"{self.cells:,} cells"
        return f"{cells} changed, {self.untouched} of {self.parts} parts untouched"
