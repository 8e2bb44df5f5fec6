"""The zip package around a Word document: read with guards, and put together again from ready-made pieces.

Most of a document is the same for every learner. Those parts are compressed once, together with the zip records that
precede them, and are copied as one block of bytes; only filled parts are compressed per document. Dates in the records
are fixed, so that equal records give equal bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from ecvet_office.documents.wordml import parse_xml
from ecvet_office.model.errors import UnreadableFileError

CONTENT_TYPES = "[Content_Types].xml"
RELATIONSHIPS = "_rels/.rels"

MOST_PARTS = 5_000
MOST_BYTES = 200_000_000  # of all parts, uncompressed
HIGHEST_RATIO = 200  # of uncompressed to compressed bytes, judged only for parts above SMALL_PART
SMALL_PART = 5_000_000  # bytes; repetitive XML of this size is ordinary

_STORED, _DEFLATED = 0, 8
_ZIP_VERSION = 20
_FIRST_DAY = 0x21  # 1 January 1980 as MS-DOS writes a date: the earliest a zip can say
_UTF8_NAME = 0x800


class Codec(NamedTuple):
    """A library with the functions of the module zlib, and the level at which it compresses."""

    library: ModuleType
    level: int

    def squeezed(self, data: bytes) -> bytes:
        """Gives data as raw deflate."""
        squeezed: bytes = self.library.compress(data, self.level, -zlib.MAX_WBITS)
        return squeezed


SMALLEST = Codec(zlib, 9)
QUICKEST_OF_PYTHON = Codec(zlib, 1)  # higher levels take three times as long to save a sixth of these texts


def _quickest() -> Codec:
    """Gives ISA-L's version of zlib where it is installed (the extra `fast`), else zlib.

    ISA-L counts from 0, where zlib only stores. Its level 1 saves a seventh of a filled part, which is a fiftieth of
    a document, in half as much time again.
    """
    try:
        return Codec(import_module("isal.isal_zlib"), 0)
    except ImportError:
        return QUICKEST_OF_PYTHON


QUICKEST = _quickest()


@dataclass(frozen=True, slots=True)
class SealedParts:
    """Parts that are the same in every document, as the bytes that a zip file begins with.

    Attributes:
        entries: local headers, each followed by its data.
        directory: the central directory records of the same parts, in the same order.
        count: how many parts there are.
    """

    entries: bytes
    directory: bytes
    count: int


def read_parts(data: bytes, name: str) -> dict[str, bytes]:
    """Gives the parts of a package by name, in the order of the package.

    Args:
        data: the whole file.
        name: what the file is called in messages.

    Raises:
        UnreadableFileError: not a zip file, damaged, encrypted, a part stands twice, or too large to be a document.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        # Old .doc files and password-protected .docx files are both OLE containers.
        raise UnreadableFileError(f"{name} is protected by a password or is an old .doc file; save it as .docx without")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            _guard(entries, name)
            return {entry.filename: package.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UnreadableFileError(f"{name} is damaged or is no Word file: {error}") from error


def _guard(entries: list[zipfile.ZipInfo], name: str) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if len(names) != len(set(names)):
        raise UnreadableFileError(f"{name} holds a part twice; Word and other readers would disagree about it")
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise UnreadableFileError(f"{name} is too large to be a document of ours")
    if any(
        entry.file_size > SMALL_PART and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1)
        for entry in entries
    ):
        raise UnreadableFileError(f"{name} holds a part that grows suspiciously when it is unpacked")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFileError(f"{name} is encrypted")


def content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Gives the content type of every part that the package names one by one, in the package's order.

    Raises:
        UnreadableFileError: the package has no list of content types, so it is no Office file.
    """
    if CONTENT_TYPES not in parts:
        raise UnreadableFileError("the package has no list of content types: it is no Word file")
    root = parse_xml(parts[CONTENT_TYPES], CONTENT_TYPES)
    return {
        element.get("PartName", "").lstrip("/"): element.get("ContentType", "")
        for element in root
        if isinstance(element.tag, str) and element.tag.endswith("}Override")
    }


def seal(parts: Mapping[str, bytes]) -> SealedParts:
    """Compresses parts once and for all; the list of content types comes first, as readers that sniff expect."""
    order = sorted(parts, key=lambda part: (part != CONTENT_TYPES, part != RELATIONSHIPS))
    entries, directory, offset = [], [], 0
    for part in order:
        entry, record = _entry(part, parts[part], offset, SMALLEST)
        entries.append(entry)
        directory.append(record)
        offset += len(entry)
    return SealedParts(b"".join(entries), b"".join(directory), len(order))


def pack(sealed: SealedParts, filled: Iterable[tuple[str, bytes]]) -> bytes:
    """Gives a whole package: the sealed parts, then the filled ones in the order given."""
    entries, directory = [sealed.entries], [sealed.directory]
    offset, count = len(sealed.entries), sealed.count
    for part, data in filled:
        entry, record = _entry(part, data, offset, QUICKEST)
        entries.append(entry)
        directory.append(record)
        offset += len(entry)
        count += 1
    size = sum(map(len, directory))
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, size, offset, 0)
    return b"".join([*entries, *directory, end])


def _entry(part: str, data: bytes, offset: int, codec: Codec) -> tuple[bytes, bytes]:
    """Gives one part as local header with data, and its central directory record."""
    body, method = codec.squeezed(data), _DEFLATED
    if len(body) >= len(data):
        body, method = data, _STORED
    name = part.encode()
    shared = struct.pack(
        "<HHHHHIIIHH",
        _ZIP_VERSION,
        0 if part.isascii() else _UTF8_NAME,
        method,
        0,
        _FIRST_DAY,
        codec.library.crc32(data),
        len(body),
        len(data),
        len(name),
        0,
    )
    local = struct.pack("<I", 0x04034B50) + shared + name
    central = struct.pack("<IH", 0x02014B50, _ZIP_VERSION) + shared + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name
    return local + body, central
