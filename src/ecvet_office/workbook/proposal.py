"""What returned documents would change in a workbook: cell by cell, with what stands there and what was said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ecvet_office.model.findings import Finding
from ecvet_office.model.places import Place
from ecvet_office.workbook.cell_values import CellValue


class Verdict(StrEnum):
    """What becomes of one field of a returned document."""

    UNCHANGED = "unchanged"  # the document says what it was made from, or what the workbook says by now
    FILL = "fill"  # nothing is said so far
    CHANGE = "change"  # the partner changed what the document was made from
    NEW_ROW = "new row"  # the row that holds the cell is still to be made
    CONFLICT = "conflict"  # the workbook says something else since, or another returned document does
    EMPTIED = "emptied"  # the partner took a text away
    UNREADABLE = "unreadable"  # the cell cannot hold what the partner wrote
    NO_COLUMN = "no column"  # the sheet has no column for it, or none in the document's language
    TOO_LONG = "too long"  # no cell holds as much


APPLIED = frozenset({Verdict.FILL, Verdict.CHANGE, Verdict.NEW_ROW})
"""What is written when the proposals are applied; all else but UNCHANGED is for a person to look at."""


class Strange(StrEnum):
    """What was done to a returned document beyond filling it in."""

    LOCKED = "locked field"  # a text of ours was changed
    ROW_TWICE = "row twice"
    ROW_UNKNOWN = "unknown row"  # the row names nothing that the document was made with
    ROW_MISSING = "missing row"
    FIELD_MISSING = "missing field"
    FIELD_TWICE = "field twice"  # one field says two things


@dataclass(frozen=True, slots=True)
class Oddity:
    """One thing that was done to a document beyond filling it in; nothing of it is ever applied.

    Attributes:
        what: was done.
        field: the name of the field; empty for a whole row.
        row: what names the row, such as the id of an outcome; empty outside of rows.
        said: what the document was made from.
        shown: what it shows.
    """

    what: Strange
    field: str
    row: str
    said: str
    shown: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one open field of a returned document says, and what that would do to a cell.

    Attributes:
        verdict: what becomes of it.
        field: its name in the document, as `achieved`.
        label: what a person calls it.
        table: the name of the table that holds the cell.
        row: what names the row: the fields that a new row gets besides, by their names; references by ids.
        column: the field of the cell.
        header: of the cell's column.
        place: the cell; without a row number where the row is still to be made, without a column where there is none.
        made_from: what the document was made from, as a reader saw it.
        now: what the workbook says today, in the same form.
        text: what the document shows.
        value: as the cell would hold it; None unless it is to be written.
        finding: why the cell cannot hold it; None unless the verdict is UNREADABLE.
    """

    verdict: Verdict
    field: str
    label: str
    table: str
    row: Mapping[str, CellValue]
    column: str
    header: str
    place: Place
    made_from: str
    now: str
    text: str
    value: CellValue | None = None
    finding: Finding | None = None

    @property
    def row_name(self) -> str:
        """The row in words: `A1, 3.2`."""
        return ", ".join(str(value) for value in self.row.values())

    @property
    def target(self) -> tuple[object, ...]:
        """What tells its cell from all others; equal for two proposals about one cell, also of a row to be made."""
        if self.place.row and self.place.column:
            return (self.place,)
        return (self.table, tuple(self.row.items()), self.column)


@dataclass(frozen=True, slots=True)
class ReturnedReading:
    """What one returned document proposes.

    Attributes:
        name: of the file.
        document: its kind, as `learning-agreement`.
        number: the id of its agreement.
        version: as printed in its foot.
        learner: id.
        proposals: one for each open field, in the order of the document.
        oddities: what else was done to it, in the order of the document.
    """

    name: str
    document: str
    number: str
    version: str
    learner: str
    proposals: tuple[Proposal, ...]
    oddities: tuple[Oddity, ...] = ()

    @property
    def applied(self) -> tuple[Proposal, ...]:
        """The proposals that are written when they are applied."""
        return tuple(one for one in self.proposals if one.verdict in APPLIED)

    @property
    def flagged(self) -> tuple[Proposal, ...]:
        """The proposals that a person has to look at, and that are never written."""
        return tuple(one for one in self.proposals if one.verdict not in APPLIED | {Verdict.UNCHANGED})

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left for a person to look at."""
        return not self.flagged and not self.oddities


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that returned documents make.

    Attributes:
        table: its name.
        cells: by field, as they are to be written.
    """

    table: str
    cells: Mapping[str, CellValue] = field(default_factory=dict)
