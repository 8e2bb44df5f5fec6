"""How the workbooks look: one family, one deep blue, greys; required and computed columns told by words too."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

ACCENT = "1F3864"
PALE = "EEF1F6"
LINE = "BFC6D1"
GREY = "5F6773"
WHITE = "FFFFFF"

TEXT_FORMAT = "@"
DATE_FORMAT = "d mmm yyyy"


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


HEADER_FILL = PatternFill("solid", fgColor=f"FF{ACCENT}")
COMPUTED_FILL = PatternFill("solid", fgColor=f"FF{PALE}")
THIN = Side(style="thin", color=f"FF{LINE}")
LINES = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
WRAPPED = Alignment(vertical="top", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="top", indent=1)
CENTRED = Alignment(vertical="center", wrap_text=True)
