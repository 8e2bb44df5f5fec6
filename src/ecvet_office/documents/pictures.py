"""Pictures that a user names in a run, such as the school's logo: read from a file, and put into a template's places.

A place is a picture control whose tag is the picture's name, or a drawing whose name, title or description is
`picture:` with the name. A picture is the same in all documents of a run, and never comes from a workbook: partners
send workbooks, and a path in one could show a file of this computer to them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ecvet_office.model.errors import UnreadableFileError, unreadable

LARGEST = 5_000_000  # bytes: it lies in every single document
MOST_PIXELS = 20_000  # of either side
PLACEHOLDER_WORDS = b"place for a picture"
"""Stands in the file of our own placeholder, so that it is told from a picture that an author chose."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PALE, _BITS = b"\xdd", 8
_JPEG = b"\xff\xd8\xff"
# The markers that begin a frame, and so give the size of the picture; the others of the range are tables.
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xDA)}  # markers without a length after them


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture.

    Attributes:
        data: the file.
        extension: of its format, without a dot, as the package's list of content types has it.
        width: in pixels.
        height: in pixels.
    """

    data: bytes
    extension: Literal["png", "jpeg"]
    width: int
    height: int


def open_picture(path: Path) -> Picture:
    """Reads a picture from a file.

    Raises:
        UnreadableFileError: the file cannot be read, is too large to lie in every document, or is neither PNG nor JPEG.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise unreadable(path, error) from error
    if size > LARGEST:
        raise UnreadableFileError(
            f"{path} has {size / 1e6:.1f} MB, and it would lie in every document; save it with at most 5 MB"
        )
    return read_picture(data, path.name)


def read_picture(data: bytes, name: str) -> Picture:
    """Reads a picture.

    Args:
        data: the whole file; what it holds counts, not how it is called.
        name: what the file is called in messages.

    Raises:
        UnreadableFileError: it is neither PNG nor JPEG, or is damaged.
    """
    try:
        if data.startswith(_PNG):
            width, height = struct.unpack_from(">II", data, 16)
            return Picture(data, "png", *_checked(width, height))
        if data.startswith(_JPEG):
            return Picture(data, "jpeg", *_checked(*_jpeg_size(data)))
    except (struct.error, ValueError) as error:
        raise UnreadableFileError(f"{name} is damaged: it does not say how large the picture is") from error
    raise UnreadableFileError(f"{name} is no PNG or JPEG picture; save it as one of these")


def placeholder_picture() -> bytes:
    """Gives a pale PNG picture, the same bytes on every computer: it is stored, not compressed."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, _BITS, 0, 0, 0, 0)
    words = chunk(b"tEXt", b"Comment\0" + PLACEHOLDER_WORDS)
    dot = chunk(b"IDAT", zlib.compress(b"\0" + _PALE, 0))
    return _PNG + chunk(b"IHDR", head) + words + dot + chunk(b"IEND", b"")


def named_pictures(named: Mapping[str, Path]) -> dict[str, Picture]:
    """Reads the picture of each name.

    Raises:
        UnreadableFileError: as `open_picture`.
    """
    return {name: open_picture(path) for name, path in named.items()}


def _checked(width: int, height: int) -> tuple[int, int]:
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise ValueError
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    for marker, place in _jpeg_segments(data):
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, place + 3)
            return width, height
    raise ValueError


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Gives the marker of each segment and the place of its length, up to where the picture itself begins."""
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:  # noqa: PLR2004 # the byte that begins every marker
            raise ValueError
        marker = data[place + 1]
        if marker in _ALONE or marker == 0xFF:  # noqa: PLR2004 # markers may be padded by the same byte
            place += 1 if marker == 0xFF else 2  # noqa: PLR2004
            continue
        yield marker, place + 2
        (length,) = struct.unpack_from(">H", data, place + 2)
        place += 2 + length
