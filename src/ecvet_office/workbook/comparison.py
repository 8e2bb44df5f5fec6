"""What two workbooks say differently: rows that one lacks, cells that one fills, and where they contradict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ecvet_office.model.places import Place
from ecvet_office.workbook.cell_values import CellValue


class Why(StrEnum):
    """Why something of theirs was not merged."""

    DIFFERENT = "different"  # both cells are filled, and differ
    ANOTHER = "another row"  # the id is taken by somebody or something else
    OTHER_ID = "other id"  # mine has the same under another id
    NAME_TAKEN = "name taken"  # cells of mine call a row by this name, and would no longer say which one
    AMBIGUOUS = "ambiguous"  # several rows may be meant
    UNREADABLE = "unreadable"  # the cell of theirs cannot be read
    INCOMPLETE = "incomplete"  # the row lacks what makes it a row
    WAITS = "waits"  # it speaks of a row of theirs that was not merged
    FORMULA = "formula"  # a formula of mine stands in the cell, though it shows nothing


@dataclass(frozen=True, slots=True)
class Addition:
    """A row that only theirs has.

    Attributes:
        table: the name of the table.
        key: what names the row, in ids of mine; empty for a row without any.
        cells: by field, as they are to be written, references by the ids of mine.
        theirs: the row in their workbook.
    """

    table: str
    key: str
    cells: Mapping[str, CellValue]
    theirs: Place


@dataclass(frozen=True, slots=True)
class Fill:
    """A cell that is empty in mine and filled in theirs.

    Attributes:
        table: the name of the table.
        key: what names the row in mine.
        header: of the column.
        value: as it is to be written.
        mine: the empty cell.
        theirs: where the value stands; None for an id that we gave, because a merged cell names the row.
    """

    table: str
    key: str
    header: str
    value: CellValue
    mine: Place
    theirs: Place | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not merged, and is for a person to decide.

    Attributes:
        why: what keeps it from being merged.
        table: the name of the table.
        key: what names the row, or the setting; empty for a row without a name.
        header: of the column; empty where the whole row is meant.
        mine: the cell or row of mine that it meets; None where there is none.
        theirs: the cell or row of theirs.
        mine_text: what stands there, or names the row; empty where nothing does.
        theirs_text: the same of theirs.
    """

    why: Why
    table: str
    key: str
    header: str
    mine: Place | None
    theirs: Place
    mine_text: str
    theirs_text: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What mine has no place for.

    Attributes:
        table: the name of the table.
        header: of the column that mine lacks; empty where it lacks the whole sheet, or its column of ids.
        count: how many cells, or rows where the sheet is lacking, stay out.
    """

    table: str
    header: str
    count: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What merging theirs into mine does, and what it leaves to a person.

    Attributes:
        additions: table by table in the order of the layout, sorted by key, so that the order of theirs is irrelevant.
        fills: sorted by place in mine.
        contradictions: sorted by table and place in theirs.
        settings: lines of the sheet Settings that differ; none is ever merged.
        left_out: what mine has no sheet or column for.
    """

    additions: tuple[Addition, ...] = ()
    fills: tuple[Fill, ...] = ()
    contradictions: tuple[Difference, ...] = ()
    settings: tuple[Difference, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to be written into mine."""
        return bool(self.additions or self.fills)

    @property
    def has_contradictions(self) -> bool:
        """Whether something contradicts; a setting that mine leaves empty does not."""
        return bool(self.contradictions) or any(one.mine_text for one in self.settings)
