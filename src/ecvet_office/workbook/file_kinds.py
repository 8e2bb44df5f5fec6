"""What a file really is, when its name says workbook and its first bytes say something else."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import NamedTuple

ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")  # a zip with entries; an empty one
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

SAVE_AS_XLSX = "Open it in Excel or LibreOffice, choose Save As, and pick the type Excel Workbook (.xlsx)."
TAKE_THE_WORKBOOK = "Choose the Excel workbook instead."


class Disguise(NamedTuple):
    """A file that is no .xlsx workbook: `is_really` completes the sentence "this file is …", `remedy` is a sentence."""

    is_really: str
    remedy: str


ENCRYPTED = Disguise(
    "protected by a password, or by your organisation's rights management, so its content cannot be read",
    "Open it in Excel with the password, choose File > Info > Protect Workbook > Encrypt with Password, "
    "empty the box, and save.",
)
ENCRYPTED_OPEN_DOCUMENT = Disguise(
    "protected by a password, so its content cannot be read",
    "Open it with the password, choose Save As, take away the tick at Save with password, and pick the type "
    "Excel Workbook (.xlsx).",
)
LEGACY_XLS = Disguise("a workbook in the old .xls format of Excel 97-2003", SAVE_AS_XLSX)
BINARY_XLSB = Disguise("a binary workbook (.xlsb)", SAVE_AS_XLSX)
OPEN_DOCUMENT_SHEET = Disguise("an OpenDocument spreadsheet (.ods)", SAVE_AS_XLSX)
COMMA_SEPARATED = Disguise("plain text (such as a CSV file) and not a workbook, though its name says so", SAVE_AS_XLSX)
WEB_PAGE = Disguise("a web page (HTML) and not a workbook, though its name says so", SAVE_AS_XLSX)
XML_TEXT = Disguise("an XML text file and not an .xlsx workbook", SAVE_AS_XLSX)

FOREIGN_FORMATS = {LEGACY_XLS: ".xls", BINARY_XLSB: ".xlsb", OPEN_DOCUMENT_SHEET: ".ods"}

# The names of the streams that tell the kind of an OLE container, the first that fits deciding: Office stores a
# password-protected .xlsx as a container whose content is one stream called EncryptedPackage.
_OLE_STREAMS = (
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", Disguise("an old Word document (.doc)", TAKE_THE_WORKBOOK)),
    ("PowerPoint Document", Disguise("an old PowerPoint file (.ppt)", TAKE_THE_WORKBOOK)),
    ("Workbook", LEGACY_XLS),
    ("Book", LEGACY_XLS),
)
# An .xls workbook begins with a record that says its version (Excel 97, or 95); where it is encrypted, the record
# FilePass follows, with one between them at most, which asks for a password before changes.
_ENCRYPTED_XLS = re.compile(
    rb"\x09\x08(?:\x10\x00\x00\x06\x05\x00.{12}|\x08\x00\x00\x05\x05\x00.{4})(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
_OLE_UNKNOWN = Disguise("an old Office file of an unknown kind", SAVE_AS_XLSX)

_FIRST_BYTES = (
    (b"%PDF", Disguise("a PDF and not a workbook", TAKE_THE_WORKBOOK)),
    (b"{\\rtf", Disguise("a text document (RTF) and not a workbook", TAKE_THE_WORKBOOK)),
    (b"\x89PNG", Disguise("a picture and not a workbook", TAKE_THE_WORKBOOK)),
    (b"\xff\xd8\xff", Disguise("a picture and not a workbook", TAKE_THE_WORKBOOK)),
    (b"Rar!", Disguise("a packed archive (RAR) and not a workbook", "Unpack it and choose the workbook inside.")),
    (b"7z\xbc\xaf", Disguise("a packed archive (7z) and not a workbook", "Unpack it and choose the workbook inside.")),
)

# Parts whose presence in a zip says which program's file it is.
_TELLING_PARTS = (
    ("xl/workbook.bin", BINARY_XLSB),
    ("word/document.xml", Disguise("a Word document (.docx)", TAKE_THE_WORKBOOK)),
    ("ppt/presentation.xml", Disguise("a PowerPoint presentation (.pptx)", TAKE_THE_WORKBOOK)),
    ("index/document.iwa", Disguise("an Apple Numbers or Pages file", "Open it on the Mac and export it to Excel.")),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_TEXT_SAMPLE = 4096  # bytes; control characters show within the first lines of anything that is not text


def kind_of_bytes(data: bytes) -> Disguise | None:
    """What a file is that does not begin as a zip; None for bytes that nobody can name.

    Args:
        data: The whole file: the directory of an OLE container may stand anywhere in it.
    """
    if data.startswith(OLE_START):
        return _kind_of_ole(data)
    for start, disguise in _FIRST_BYTES:
        if data.startswith(start):
            return disguise
    sample = _as_text(data[:_TEXT_SAMPLE])
    if sample is None:
        return None
    beginning = sample.lstrip("\ufeff \t\r\n").lower()
    if beginning.startswith(("<!doctype html", "<html", "<table", "<head", "<meta")) or "<html" in beginning:
        return WEB_PAGE
    return XML_TEXT if beginning.startswith("<?xml") else COMMA_SEPARATED


def kind_of_zip(parts: AbstractSet[str], mimetype: str) -> Disguise | None:
    """What a zip is that holds no .xlsx workbook; None when it is like nothing we know.

    Args:
        parts: The names of its entries in small letters.
        mimetype: The text of its entry `mimetype`, by which OpenDocument files say what they are; "" where absent.
    """
    if mimetype.startswith(_OPEN_DOCUMENT + "spreadsheet"):
        return OPEN_DOCUMENT_SHEET
    if mimetype.startswith(_OPEN_DOCUMENT):
        return Disguise("an OpenDocument file and not a workbook", TAKE_THE_WORKBOOK)
    for part, disguise in _TELLING_PARTS:
        if part in parts:
            return disguise
    if any(part.endswith((".xlsx", ".xlsm")) for part in parts):
        return Disguise("a zip folder with a workbook inside", "Unpack it (right-click, Extract All) and choose that.")
    return None


def _kind_of_ole(data: bytes) -> Disguise:
    # Names in an OLE directory are UTF-16 and end in a null character.
    for stream, disguise in _OLE_STREAMS:
        if (stream + "\0").encode("utf-16-le") in data:
            return ENCRYPTED if disguise is LEGACY_XLS and _ENCRYPTED_XLS.search(data) else disguise
    return _OLE_UNKNOWN


def _as_text(sample: bytes) -> str | None:
    """The bytes as text where they can be text at all, else None."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sample.decode("utf-16", errors="replace")
    if any(byte < ord(" ") and byte not in b"\t\r\n\f" for byte in sample):
        return None
    return sample.decode("utf-8", errors="replace")
