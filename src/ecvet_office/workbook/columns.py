"""The kinds of columns that a table may have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a column holds, and so how its cells are read and which drop-down they get."""

    ID = auto()  # given by us, never typed
    TEXT = auto()
    LONG = auto()  # text that wraps
    NUMBER = auto()
    INTEGER = auto()
    DATE = auto()
    CHOICE = auto()
    CHOICES = auto()  # several, separated by semicolons
    YES_NO = auto()
    REF = auto()  # a row of another table
    REFS = auto()  # several, separated by semicolons
    NAME = auto()  # a row of another table, or a name that stands in none


LISTS = frozenset({Kind.CHOICES, Kind.REFS})
REFERENCES = frozenset({Kind.REF, Kind.REFS, Kind.NAME})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        key: the field of the model.
        header: what stands in the header cell; readable by the spelling of the key too.
        help: the sentence that Excel shows beside the cell.
        choices: the words of a drop-down.
        ref: the names of the tables whose rows may stand here.
        words: what may stand here besides a row of those tables.
        required: the code of the rule that asks for a value; empty where the cell may stay empty.
        printed: whether documents print the text, so that it may stand in further languages.
        width: in characters of the standard font.
        rare: whether most rows leave it empty; its header has a lighter ground.
    """

    key: str
    header: str
    kind: Kind = Kind.TEXT
    help: str = ""
    choices: tuple[str, ...] = ()
    ref: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    required: str = ""
    printed: bool = False
    width: int = 16
    rare: bool = False


def header_of(column: Column) -> str:
    """Gives the text of a header cell: a star marks a column that is needed sooner or later."""
    return f"{column.header} *" if column.required else column.header


def identity(prefix: str) -> Column:
    """Gives the column of ids, numbered by us as `prefix` and a number."""
    return Column("id", "Id", Kind.ID, f"Leave empty: ecvet update writes the numbers {prefix}1, {prefix}2…", width=8)


def text(key: str, header: str, help_: str = "", required: str = "", width: int = 18, printed: bool = False) -> Column:
    """Gives a column of short texts."""
    return Column(key, header, Kind.TEXT, help_, required=required, width=width, printed=printed)


def long(key: str, header: str, help_: str = "", required: str = "", width: int = 36) -> Column:
    """Gives a column of texts that wrap; documents print them."""
    return Column(key, header, Kind.LONG, help_, required=required, width=width, printed=True)


def number(key: str, header: str, help_: str = "", required: str = "") -> Column:
    """Gives a column of numbers, with decimals where the user writes them."""
    return Column(key, header, Kind.NUMBER, help_, required=required, width=12)


def integer(key: str, header: str, help_: str = "", required: str = "") -> Column:
    """Gives a column of whole numbers."""
    return Column(key, header, Kind.INTEGER, help_, required=required, width=10)


def day(key: str, header: str, help_: str = "", required: str = "") -> Column:
    """Gives a column of dates."""
    return Column(key, header, Kind.DATE, help_, required=required, width=14)


def choice(key: str, header: str, choices: tuple[str, ...], help_: str = "", required: str = "") -> Column:
    """Gives a column with a drop-down of words."""
    return Column(key, header, Kind.CHOICE, help_, choices=choices, required=required, width=16)


def choices(key: str, header: str, words: tuple[str, ...], help_: str = "") -> Column:
    """Gives a column that holds several words of a list, separated by semicolons."""
    return Column(key, header, Kind.CHOICES, help_, choices=words, width=26)


def yes_no(key: str, header: str, help_: str = "") -> Column:
    """Gives a column of yes and no."""
    return Column(key, header, Kind.YES_NO, help_, choices=("yes", "no"), width=10)


def ref(  # one more argument than most, and each says something else
    key: str, header: str, *tables: str, help_: str = "", required: str = "", words: tuple[str, ...] = ()
) -> Column:
    """Gives a column whose cells name a row of another table."""
    return Column(key, header, Kind.REF, help_, ref=tables, words=words, required=required, width=26)


def refs(key: str, header: str, *tables: str, help_: str = "", required: str = "") -> Column:
    """Gives a column whose cells name several rows of other tables, separated by semicolons."""
    return Column(key, header, Kind.REFS, help_, ref=tables, required=required, width=26)


def name(key: str, header: str, table: str = "People", help_: str = "", required: str = "") -> Column:
    """Gives a column whose cells name a row of another table, or somebody who stands in none."""
    return Column(key, header, Kind.NAME, help_, ref=(table,), required=required, width=24)
