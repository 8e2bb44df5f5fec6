"""Scans: the papers that their pages are of, by the printed code, or by the foot in a PDF file that has its text.

A page is drawn in memory and looked at; nothing is written, and nothing leaves the computer. The libraries for it are
the extra `scans`: who only reads Word files and workbooks needs none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import Any

from ecvet_office.documents.paper_code import PaperCode, code_in, codes_in_feet
from ecvet_office.model.errors import UnreadableFileError, UsageError

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
SCANS = PICTURES | {".pdf"}
MOST_PAGES = 60  # of one file; a scanner's stack is smaller
MOST_PIXELS = 100_000_000  # of one page; A4 at 600 dots per inch has 35 million
DRAWN = 200 / 72  # pixels for each point of a PDF page: 200 dots per inch
LARGEST_SIDE = 4000  # points of a page that is drawn so finely; beyond, it is no sheet of paper


def papers_on(data: bytes, name: str) -> tuple[PaperCode, ...]:
    """Gives the papers that a scan is of, each once, in the order of the pages; none where nothing tells.

    Args:
        data: a PDF, PNG, JPEG or TIFF file, whole.
        name: what the file is called in messages; its ending says what it is.

    Raises:
        UnreadableFileError: the file is damaged, protected by a password, or too large to be a scan.
        UsageError: the libraries for scans are not installed.
    """
    pages = _of_pdf(data, name) if name.casefold().endswith(".pdf") else _of_picture(data, name)
    return tuple(dict.fromkeys(pages))


def _of_pdf(data: bytes, name: str) -> Iterator[PaperCode]:
    pdfium = _library("pypdfium2")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        why = "protected by a password" if "password" in str(error).casefold() else "damaged or no PDF file"
        raise UnreadableFileError(f"{name} is {why}: ask for it again") from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableFileError(f"{name} has {len(document)} pages; split it, {MOST_PAGES} are read at most")
        for number in range(len(document)):
            yield from _of_page(document[number], name)
    except pdfium.PdfiumError as error:
        raise UnreadableFileError(f"{name} is damaged: ask for it again") from error
    finally:
        document.close()


def _of_page(page: Any, name: str) -> Iterator[PaperCode]:  # pypdfium2 is loaded late, so its types are not known
    text = page.get_textpage()
    known = tuple(codes_in_feet(text.get_text_range()))
    text.close()
    yield from known or _codes(page.render(scale=DRAWN if max(page.get_size()) <= LARGEST_SIDE else 1).to_pil(), name)


def _of_picture(data: bytes, name: str) -> Iterator[PaperCode]:
    pictures = _library("PIL.Image")
    try:
        with pictures.open(BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as picture:
            for number in range(min(getattr(picture, "n_frames", 1), MOST_PAGES)):
                picture.seek(number)
                if picture.width * picture.height > MOST_PIXELS:
                    raise UnreadableFileError(
                        f"{name} is larger than any scan: {picture.width} by {picture.height} dots"
                    )
                yield from _codes(picture.convert("L"), name)
    except (OSError, SyntaxError, ValueError, pictures.DecompressionBombError) as error:  # all that Pillow raises
        raise UnreadableFileError(f"{name} is damaged or no picture: ask for it again") from error


def _codes(picture: Any, name: str) -> Iterator[PaperCode]:  # as above
    barcodes = _library("zxingcpp")
    try:
        found = barcodes.read_barcodes(picture.convert("L"), formats=barcodes.BarcodeFormat.QRCode)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"{name} is damaged: ask for it again") from error
    # From top to bottom: the order in which the library finds them is not said.
    for one in sorted(found, key=lambda one: (one.position.top_left.y, one.position.top_left.x)):
        if (code := code_in(one.text)) is not None:
            yield code


def _library(name: str) -> Any:  # as above
    try:
        return import_module(name)
    except ImportError as error:
        raise UsageError(
            "scans need further libraries: pip install ecvet-office[scans]; Word files and workbooks are read without"
        ) from error
