"""The container of a VBA project: a compound file of version 3, as [MS-CFB] defines it.

A small file system in one file: sectors of 512 bytes, chained by a table (FAT); streams shorter than 4,096 bytes lie in
small sectors of 64 bytes, chained by a table of their own; a directory names everything.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ecvet_office.model.errors import UnwritableFileError

SECTOR = 512
SMALL_SECTOR = 64
SMALL_STREAM = 4096
"""Bytes: a stream of this length or longer lies in whole sectors."""

_FREE, _END, _IS_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_ENTRIES_IN_SECTOR = SECTOR // 4
_FAT_SECTORS_IN_HEADER = 109
_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_LONGEST_NAME = 31
_BLACK = 1

Tree = Mapping[str, "bytes | Tree"]
"""Names to streams (bytes) and to storages (mappings)."""


@dataclass
class _Entry:
    """One line of the directory; `left`, `right` and `child` are numbers of entries."""

    name: str
    kind: int
    data: bytes = b""
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE
    start: int = 0
    size: int = 0


@dataclass
class _Sectors:
    """The sectors of the file after its header, and for each the next one of its chain."""

    blocks: list[bytes] = field(default_factory=list)
    chain: list[int] = field(default_factory=list)
    size: int = SECTOR

    def add(self, data: bytes) -> int:
        """Gives the number of the first sector in which the data now lie; the end mark for no data."""
        if not data:
            return _END
        first = len(self.blocks)
        for start in range(0, len(data), self.size):
            self.blocks.append(data[start : start + self.size].ljust(self.size, b"\0"))
            self.chain.append(len(self.blocks))
        self.chain[-1] = _END
        return first


def compound_file(tree: Tree) -> bytes:
    """Gives the bytes of a compound file; equal trees give equal bytes, and no time stands in them.

    Raises:
        UnwritableFileError: it would need more than the 109 sectors of the table that its header can name (about 7 MB).
    """
    entries = _directory(tree)
    sectors, small = _Sectors(), _Sectors(size=SMALL_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.size = len(entry.data)
            entry.start = (small if entry.size < SMALL_STREAM else sectors).add(entry.data)
    small_bytes = b"".join(small.blocks)
    entries[0].start, entries[0].size = sectors.add(small_bytes), len(small_bytes)
    small_table = sectors.add(_table(small.chain))
    directory = sectors.add(_directory_bytes(entries))
    fat_start, fat = _fat(sectors)
    small_sectors = -(-len(small.chain) // _ENTRIES_IN_SECTOR)
    header = _header(fat_start, len(fat) // SECTOR, directory, small_table, small_sectors)
    return header + b"".join(sectors.blocks) + fat


def _directory(tree: Tree) -> list[_Entry]:
    """Gives the entries: the root first, and each storage before what is in it."""
    entries = [_Entry("Root Entry", _ROOT)]
    waiting: list[tuple[int, Tree]] = [(0, tree)]
    while waiting:
        parent, children = waiting.pop()
        numbers = []
        # The directory compares names by length first, then in upper case.
        for name in sorted(children, key=lambda one: (len(one), one.upper())):
            content = children[name]
            numbers.append(len(entries))
            if isinstance(content, bytes):
                entries.append(_Entry(_checked(name), _STREAM, content))
            else:
                entries.append(_Entry(_checked(name), _STORAGE))
                waiting.append((numbers[-1], content))
        entries[parent].child = _balanced(entries, numbers)
    return entries


def _checked(name: str) -> str:
    if not 0 < len(name) <= _LONGEST_NAME or set(name) & set("/\\:!"):
        raise UnwritableFileError(f"{name!r} is no name in a compound file: at most 31 characters, without / \\ : !")
    return name


def _balanced(entries: list[_Entry], numbers: list[int]) -> int:
    """Links entries as a search tree and gives its top. All nodes may be black where the tree is balanced."""
    if not numbers:
        return _FREE
    middle = len(numbers) // 2
    top = entries[numbers[middle]]
    top.left, top.right = _balanced(entries, numbers[:middle]), _balanced(entries, numbers[middle + 1 :])
    return numbers[middle]


def _directory_bytes(entries: list[_Entry]) -> bytes:
    lines = b"".join(map(_entry_bytes, entries))
    missing = -len(entries) % (SECTOR // len(_UNUSED_ENTRY))
    return lines + _UNUSED_ENTRY * missing


def _entry_bytes(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    links = (entry.left, entry.right, entry.child)
    rest = struct.pack("<HBB3I36xIQ", len(name), entry.kind, _BLACK, *links, entry.start, entry.size)
    return name.ljust(64, b"\0") + rest


_UNUSED_ENTRY = bytes(68) + struct.pack("<3I", _FREE, _FREE, _FREE) + bytes(48)


def _table(chain: list[int]) -> bytes:
    """Gives a chain as bytes of whole sectors, the rest of the last one marked as free."""
    filled = [*chain, *[_FREE] * (-len(chain) % _ENTRIES_IN_SECTOR)]
    return struct.pack(f"<{len(filled)}I", *filled)


def _fat(sectors: _Sectors) -> tuple[int, bytes]:
    """Gives the number of the table's first sector, and the table, in which its own sectors are marked as such."""
    used = len(sectors.chain)
    count = next(size for size in _sizes() if size * _ENTRIES_IN_SECTOR >= used + size)
    return used, _table([*sectors.chain, *[_IS_FAT] * count])


def _sizes() -> Iterator[int]:
    yield from range(1, _FAT_SECTORS_IN_HEADER + 1)
    raise UnwritableFileError("the VBA project is too large for its file: more than about 7 MB")


def _header(fat_start: int, fat_sectors: int, directory: int, small_table: int, small_sectors: int) -> bytes:
    listed = [*range(fat_start, fat_start + fat_sectors), *[_FREE] * (_FAT_SECTORS_IN_HEADER - fat_sectors)]
    minor, major, little_endian, sector_shift, small_shift = 0x3E, 3, 0xFFFE, 9, 6
    return (
        _MAGIC
        + bytes(16)
        + struct.pack("<5H6x", minor, major, little_endian, sector_shift, small_shift)
        + struct.pack("<5I", 0, fat_sectors, directory, 0, SMALL_STREAM)
        + struct.pack("<4I", small_table, small_sectors, _END, 0)
        + struct.pack(f"<{_FAT_SECTORS_IN_HEADER}I", *listed)
    )
