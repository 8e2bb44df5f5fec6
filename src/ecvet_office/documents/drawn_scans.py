"""Scans for examples and tests: a grey page, a little askew, with the code of a paper in its corner."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from ecvet_office.documents.paper_code import PaperCode
from ecvet_office.documents.printed_code import code_picture

LIBRARIES = ("PIL", "pypdfium2", "segno", "zxingcpp")
"""What reading scans and printing codes needs: the extra `scans`."""

PAGE = (1240, 1754)  # dots: A4 at 150 for each inch
PAPER, INK = 244, 60  # grey of a scanned page and of its lines, of 255
CORNER = (1080, 1600)  # where the code stands
LINES = range(160, 1500, 42)


def can_be_drawn() -> bool:
    """Whether the libraries of the extra `scans` are installed."""
    return all(find_spec(one) is not None for one in LIBRARIES)


def drawn_scan(papers: Sequence[PaperCode | None], kind: str, angle: float = 0) -> bytes:
    """Gives a scan, the same bytes for the same arguments and the same library.

    Args:
        papers: one for each page; None for a page without a code.
        kind: `PDF`, `PNG`, `JPEG` or `TIFF`; of the second and third only the first page counts.
        angle: by which the pages lie askew, in degrees.
    """
    first, *others = (_page(one, angle) for one in papers)
    stream = BytesIO()
    more: dict[str, Any] = {"save_all": True, "append_images": others} if others else {}
    if kind == "PDF":  # which else states the time of the clock
        more |= {"creationDate": None, "modDate": None}
    first.save(stream, kind, **more)
    return stream.getvalue()


def _page(paper: PaperCode | None, angle: float) -> Any:  # Pillow is loaded late, so its types are not known
    pictures, drawing = import_module("PIL.Image"), import_module("PIL.ImageDraw")
    page = pictures.new("L", PAGE, PAPER)
    pen = drawing.Draw(page)
    for number, height in enumerate(LINES):
        pen.line((120, height, 1120 - number * 37 % 400, height), fill=INK, width=3)
    if paper is not None:
        with pictures.open(BytesIO(code_picture(paper))) as code:
            page.paste(code.convert("L"), (CORNER[0] - code.width // 2, CORNER[1] - code.height // 2))
    return page.rotate(angle, expand=True, fillcolor=PAPER)
