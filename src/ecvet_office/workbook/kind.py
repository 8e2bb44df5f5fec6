"""What a kind of workbook is made of: its tables and columns, the steps and the live numbers of its first sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ecvet_office.model.register import Register
from ecvet_office.workbook.formulas import READ_AS, column


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the sheet Start: the title of a sheet, and what is done there.

    Attributes:
        table: the name of the table whose sheet it links to, or the title of a sheet without a table.
        words: one sentence.
        begins: whether the line begins a new step; else it goes on with the one above.
    """

    table: str
    words: str
    begins: bool = True


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the year, with a colour that its sheets' tabs share."""

    title: str
    colour: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A live number on the sheet Start: its formula, and the same number worked out from the records."""

    words: str
    formula: str
    value: Callable[[Register], int | str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of workbook.

    Attributes:
        name: as `ecvet new` knows it; examples and templates are named for it.
        title: at the head of the sheet Start.
        about: what the workbook is for, in a sentence.
        tables: by name, in the order of the sheets; result tables among them.
        hidden: tables whose sheets show only once they hold something.
        settings: the fields of the sheet Settings that matter here.
        phases: the steps of the sheet Start.
        counts: the live numbers beside them, by heading.
        charts: the names of the charts on the sheet Overview.
        columns: by table, the fields that show where not all of them matter here.
        preset: what a blank workbook says from the start, as Markdown tables.
    """

    name: str
    title: str
    about: str
    tables: tuple[str, ...]
    hidden: frozenset[str]
    settings: tuple[str, ...]
    phases: tuple[Phase, ...]
    counts: tuple[tuple[str, tuple[Count, ...]], ...]
    charts: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    preset: str = ""


SET_UP, BEFORE, AFTER, LOOK = "2F7F79", "1F3864", "7A5A12", "5F6773"

OVERVIEW = "Overview"
NOTES = (
    "A star marks what is needed sooner or later, an amber pattern what is missing; the prompts name further cases.",
    "Leave the column Id empty: new rows are numbered by ecvet update. Everywhere else choose from the drop-downs.",
    "Columns with a lighter header stay empty in most rows: they are for exceptions.",
    "Grey cells are computed: leave them as they are. The + above the columns at the right shows the workings.",
    "! marks what is wrong or out of date, ? a name that the other sheet lacks, ✔ what fits.",
    "? also marks a date typed as text: ecvet check reads it where it can mean one day only, formulas pass over it.",
    "Some sheets stay hidden until they are used: right-click any tab and choose Unhide. Nothing leaves your computer.",
)

LEARNERS = Count(
    "on the sheet Learners", f'COUNTIF({column("Learners", READ_AS)},"?*")', lambda register: len(register.learners)
)
FINDINGS = tuple(
    Count(severity, f'COUNTIF(Findings[Severity],"{severity}")', lambda _: 0)
    for severity in ("error", "warning", "todo", "info")
)
