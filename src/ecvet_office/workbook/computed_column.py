"""What a computed column is, and the workings that the columns of several tables share."""

from __future__ import annotations

from dataclasses import dataclass

from ecvet_office.workbook.formulas import cell, read_as

KEY, OFFERED = "Key (computed)", "Offered (computed)"
RECOGNISED_POINTS = "Points recognised (computed)"
QUALIFICATION, UNIT, LEARNER, PATHWAY = (
    f"{what} read as (computed)" for what in ("Qualification", "Unit", "Learner", "Pathway")
)
BAR = " | "  # between the parts of a key; no number, so that nothing takes a key for one


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed column.

    Attributes:
        header: ends with the word computed, in brackets.
        formula: without the sign = before it.
        about: the sentence that Excel shows beside the cell.
        after: the field to the right of which it stands; empty for workings, folded away at the right end.
        width: in characters of the standard font.
        number_format: as Excel writes it.
    """

    header: str
    formula: str
    about: str = "Computed; leave it as it is."
    after: str = ""
    width: int = 14
    number_format: str = "General"


def reading(table: str, key: str, header: str, target: str) -> Computed:
    """Gives the working column that says which row of another table a cell names."""
    return Computed(header, read_as(f"TRIM({cell(table, key)})", target), width=20)
