"""How the workbooks look: one family, one deep blue, greys; required and computed columns told by words too."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

ACCENT = "1F3864"
PALE = "EEF1F6"
LINE = "BFC6D1"
GREY = "5F6773"
WHITE = "FFFFFF"

TEXT_FORMAT = "@"
DATE_FORMAT = "d mmm yyyy"
FIRST_OWN_FORMAT = 164  # Excel keeps the numbers below for its own


class OrderedFont(Font):
    """A font whose parts are written in the order that the Open XML schema asks for; openpyxl's own are not."""

    tagname = "font"
    __elements__ = (
        "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
        "family", "charset", "scheme",
    )  # fmt: skip


OrderedFont.__nested__ = Font.__nested__  # openpyxl's metaclass looks at a class's own body alone


def font(*, size: float = 11, bold: bool = False, italic: bool = False, color: str = "000000") -> OrderedFont:
    """Gives a font of the family that all sheets use."""
    return OrderedFont(name="Calibri", family=2, sz=size, b=bold or None, i=italic or None, color=f"FF{color}")


def link_font() -> OrderedFont:
    """Gives the font of links."""
    return OrderedFont(name="Calibri", family=2, sz=11, u="single", color=f"FF{ACCENT}")


def solid(color: str) -> PatternFill:
    """Gives a fill of one colour."""
    return PatternFill("solid", fgColor=f"FF{color}")


HEADER_FILL = solid(ACCENT)
RARE_HEADER_FILL = solid("56709F")
COMPUTED_HEADER_FILL = solid(GREY)
COMPUTED_FILL = solid(PALE)
THIN = Side(style="thin", color=f"FF{LINE}")
LINES = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
BELOW = Border(bottom=THIN)
WRAPPED = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
RIGHT = Alignment(horizontal="right", vertical="center", indent=1)
CENTRED = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)


# --- conditional formats: dark text on a pale ground, each with a sign in the number format or words in the cell -----

AMBER, RED, GREEN, BLUE, MUTED, TEAL = (
    ("7A4B00", "FFF0CC"),
    ("8E1B1B", "FBDDDD"),
    ("1E5631", "DDF0E1"),
    ("1F3864", "DFE6F3"),
    ("5F6773", "EDEEF0"),
    ("0B5563", "D8EEF2"),
)

STRIPES = "D9A441"


def condition(colours: tuple[str, str], number_format: str = "", *, format_number: int = 0) -> DifferentialStyle:
    """Gives the look of a cell under a condition.

    Args:
        colours: of the text and of the ground.
        number_format: that puts a sign before what the cell shows; empty to leave it.
        format_number: the number of that format, unlike any other in the workbook.
    """
    text, ground = colours
    sign = NumberFormat(numFmtId=format_number, formatCode=number_format) if number_format else None
    # In a differential style Excel takes the ground from the background colour of the pattern.
    fill = PatternFill(bgColor=f"FF{ground}")
    return DifferentialStyle(font=OrderedFont(b=True, color=f"FF{text}"), numFmt=sign, fill=fill)


def missing() -> DifferentialStyle:
    """Gives the look of an empty cell that is needed: a pattern, seen without colour too."""
    return DifferentialStyle(fill=PatternFill("lightUp", fgColor=f"FF{STRIPES}", bgColor=f"FF{AMBER[1]}"))
