"""Guards that a workbook file passes before it is read: against files made to harm or to exhaust a computer."""

from __future__ import annotations

import contextlib
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook.part_xml import REPAIR, has_document_type

# The limits stop files made to exhaust a computer. A sheet of 100,000 rows by 12 columns, far beyond any school's, is a
# file of 6 MB that inflates to 44 MB; each limit leaves room for more than ten times that.
MAX_FILE_BYTES = 256 << 20
MAX_ENTRIES = 10_000
MAX_PART_BYTES = 768 << 20
MAX_TOTAL_BYTES = 1 << 30
# Deflate cannot do better than 1,032 to 1 and comes near it only on a single repeated byte. The emptiest sheet there
# is, a million formatted rows without a cell, packs 29 to 1. Small parts may be as dense as they like.
MAX_RATIO = 250
RATIO_MATTERS_FROM_BYTES = 10 << 20

_HEAD_BYTES = 4096
_ENCRYPTED_FLAG = 0x1
_COMPRESSIONS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # Office reads no others
_STRANGE_NAME = re.compile(r"[\x00-\x1f\\]|^/|^[A-Za-z]:|(?:^|/)\.\.?(?:/|$)")

# All that zipfile and zlib raise at bytes that are no sound zip: besides their own exceptions, whatever their
# arithmetic meets at impossible offsets, lengths, versions and names.
ZIP_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


def guarded_entries(infos: list[zipfile.ZipInfo], path: Path) -> dict[str, zipfile.ZipInfo]:
    """The entries by their name in small letters, after every guard that needs no inflating.

    Raises:
        UnreadableFileError: The file is built to harm, has a password, or is packed as Excel packs none.
    """
    if sum(entry.file_size for entry in infos) > MAX_TOTAL_BYTES:
        raise harmful(path, f"its content unpacks to more than {MAX_TOTAL_BYTES >> 20} MB")
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in infos:
        # zipfile cuts a name at a null character and turns backslashes on Windows; the original shows both.
        if _STRANGE_NAME.search(entry.orig_filename):
            raise harmful(path, f"the name of its part {entry.orig_filename!r} points outside the file")
        if entry.is_dir():
            continue
        key = entry.filename.lower()
        if key in entries:
            raise harmful(path, f"it holds the part {entry.filename} twice, so nobody can say which one counts")
        _check_entry(entry, path)
        entries[key] = entry
    return entries


def _check_entry(entry: zipfile.ZipInfo, path: Path) -> None:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        msg = f"{path.name} is a zip file with a password. Unpack it with the password and choose the workbook inside."
        raise UnreadableFileError(msg)
    if entry.compress_type not in _COMPRESSIONS:
        msg = f"{path.name}: part {entry.filename} is packed in a way that Excel does not use. {REPAIR}"
        raise UnreadableFileError(msg)
    if entry.file_size > MAX_PART_BYTES:
        raise harmful(path, f"its part {entry.filename} unpacks to more than {MAX_PART_BYTES >> 20} MB")
    if entry.file_size > max(RATIO_MATTERS_FROM_BYTES, MAX_RATIO * entry.compress_size):
        raise harmful(path, f"its part {entry.filename} unpacks to more than {MAX_RATIO} times its size")


def refuse_document_types(archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], path: Path) -> None:
    """Refuse a file in which a part declares a document type: Excel writes none, and one may name files to fetch.

    Raises:
        UnreadableFileError: A part declares one.
    """
    for name, entry in entries.items():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        # Damage is told of when the part is needed; a damaged part that nobody needs keeps no one from the rest.
        with contextlib.suppress(*ZIP_FAILURES), archive.open(entry) as stream:
            if has_document_type(stream.read(_HEAD_BYTES)):
                raise harmful(path, f"its part {entry.filename} declares a document type (DTD)")


def harmful(path: Path, reason: str) -> UnreadableFileError:
    """The refusal of a file for what Excel never does."""
    return UnreadableFileError(
        f"{path.name} is refused: {reason}, which Excel never does. Do not use this file; ask its sender for a copy "
        "saved by Excel."
    )
