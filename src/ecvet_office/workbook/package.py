"""The package of an .xlsx or .xlsm file: a zip of parts, guarded before anything in it is inflated.

The file is read once, whole, and closed again: Windows keeps an open file locked, and Excel could not save it while we
look at it.
"""

from __future__ import annotations

import os
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from ecvet_office.model.errors import ForeignFormatError, UnreadableFileError
from ecvet_office.workbook.file_kinds import (
    BINARY_XLSB,
    ENCRYPTED_OPEN_DOCUMENT,
    FOREIGN_FORMATS,
    ZIP_STARTS,
    Disguise,
    kind_of_bytes,
    kind_of_zip,
)
from ecvet_office.workbook.package_guards import (
    MAX_ENTRIES,
    MAX_FILE_BYTES,
    MAX_PART_BYTES,
    ZIP_FAILURES,
    guarded_entries,
    harmful,
    refuse_document_types,
)
from ecvet_office.workbook.part_xml import REPAIR, read_elements

_CHUNK_BYTES = 128 << 10
_ENTRY_SIGNATURE = b"PK\x01\x02"
_END_SIGNATURE = b"PK\x05\x06"
_LONGEST_END_BYTES = 22 + 0xFFFF  # the end record with the longest comment that fits its 16-bit length
# An OpenDocument file lists its parts here, and below each that a password protects, how it was encrypted.
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTION_MARK = b":encryption-data"


class Relationship(NamedTuple):
    """A pointer from one part to another: the last word of its type (as "worksheet"), and the other part's name."""

    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class Package:
    """An opened workbook file whose guards have passed; part names are found whatever their case, as Excel does.

    Attributes:
        path: The file it was read from; the file itself is closed.
        in_use: Whether a lock file beside it says that Excel or LibreOffice has it open.
        workbook_part: The part that lists the sheets, usually "xl/workbook.xml".
    """

    path: Path
    in_use: bool
    workbook_part: str
    _archive: zipfile.ZipFile = field(repr=False, compare=False)
    _entries: Mapping[str, zipfile.ZipInfo] = field(repr=False, compare=False)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts in the order in which the file holds them."""
        return tuple(entry.filename for entry in self._entries.values())

    def where(self, part: str) -> str:
        """The file and its part, for messages: "plan.xlsx: part xl/workbook.xml"."""
        return f"{self.path.name}: part {part}"

    def size(self, part: str) -> int:
        """The bytes of a part, unpacked, as the file announces them; 0 for a part that is missing."""
        entry = self._entries.get(part.lower())
        return 0 if entry is None else entry.file_size

    def chunks(self, part: str) -> Iterator[bytes]:
        """The part's bytes, inflated piece by piece.

        Raises:
            UnreadableFileError: The part is missing, or its bytes are damaged, or they are more than was announced.
        """
        entry = self._entries.get(part.lower())
        if entry is None:
            msg = f"{self.path.name} is damaged: its part {part} is missing. {REPAIR}"
            raise UnreadableFileError(msg)
        inflated = 0
        try:
            with self._archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    inflated += len(chunk)
                    if inflated > min(entry.file_size, MAX_PART_BYTES):
                        raise harmful(self.path, f"its part {entry.filename} unpacks to more than it announces")
                    yield chunk
        except ZIP_FAILURES as error:
            msg = f"{self.where(part)} is damaged: its content does not match its checksum. {REPAIR}"
            raise UnreadableFileError(msg) from error
        if inflated != entry.file_size:
            msg = f"{self.where(part)} is damaged: it ends too early. {REPAIR}"
            raise UnreadableFileError(msg)

    def read(self, part: str) -> bytes:
        """The part's bytes at once; raises as `chunks`."""
        return b"".join(self.chunks(part))

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The pointers of a part by their id, in order; pointers out of the file are left out.

        Raises:
            UnreadableFileError: The part that lists them is damaged.
        """
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self:
            return {}
        found = {}
        for element in read_elements(self.chunks(listing), self.where(listing)):
            attributes = element.attributes
            if element.name == "Relationship" and attributes.get("TargetMode") != "External":
                # A target is an address, so it may be written with %20; it is relative to the folder of its part.
                target = posixpath.normpath(posixpath.join("/", folder, unquote(attributes.get("Target", ""))))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = Relationship(kind, target.lstrip("/"))
        return found


def open_package(path: Path) -> Package:
    """Read a workbook file into memory and let it pass the guards.

    Raises:
        UnreadableFileError: The file cannot be opened, is not an .xlsx or .xlsm workbook, is damaged, or is built to
            harm. The text says what the file is and what to do.
        ForeignFormatError: It is an .ods, .xls or .xlsb workbook and, being one, has passed the guards.
    """
    data = _read_file(path)
    if not data.startswith(ZIP_STARTS):
        raise _no_workbook(path, kind_of_bytes(data))
    if data.count(_ENTRY_SIGNATURE) > MAX_ENTRIES:
        # Counted in the bytes, because listing millions of entries would itself exhaust the memory.
        raise harmful(path, f"it holds more than {MAX_ENTRIES:,} parts")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except ZIP_FAILURES as error:
        raise _broken_zip(path, data) from error
    entries = guarded_entries(archive.infolist(), path)
    refuse_document_types(archive, entries, path)
    package = Package(path, is_in_use(path), "", archive, entries)
    return replace(package, workbook_part=_find_workbook_part(package))


def _read_file(path: Path) -> bytes:
    try:
        if path.is_dir():
            msg = f"{path.name or path} is a folder. Name the workbook file inside it."
            raise UnreadableFileError(msg)
        if path.exists() and not path.is_file():
            msg = f"{path.name} is a device and not a file. Name a workbook file."
            raise UnreadableFileError(msg)
        with path.open("rb") as file:
            # Asked for so many bytes, Python sets aside memory for all of them, whether the file has them or not.
            size = os.fstat(file.fileno()).st_size
            data = file.read(min(size, MAX_FILE_BYTES) + 1)
    except FileNotFoundError as error:
        msg = f"There is no file {path}. Check its name and folder; it may have been moved or renamed."
        raise UnreadableFileError(msg) from error
    except PermissionError as error:
        msg = (
            f"{path.name} may not be read: another program keeps it locked, or you have no right to it. "
            "Close it everywhere, or ask whoever looks after the folder, and try again."
        )
        raise UnreadableFileError(msg) from error
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        msg = f"{path} cannot be opened ({error}). Copy it to a folder on this computer and try again."
        raise UnreadableFileError(msg) from error
    if not data:
        msg = f"{path.name} is empty (0 bytes): it was never saved or copied completely. Take another copy of it."
        raise UnreadableFileError(msg)
    if len(data) > MAX_FILE_BYTES:
        msg = f"{path.name} is larger than {MAX_FILE_BYTES >> 20} MB. Remove pictures and unused sheets, and save it."
        raise UnreadableFileError(msg)
    return data


def _find_workbook_part(package: Package) -> str:
    parts = {part.lower(): part for part in package.parts}
    for relationship in package.relationships("").values():
        part = relationship.part.lower()
        if relationship.kind == "officeDocument" and part in parts:
            if part.endswith(".bin"):
                raise _no_workbook(package.path, BINARY_XLSB)
            if kind_of_zip({part}, "") is None:
                return parts[part]
    if _MANIFEST in package and _ENCRYPTION_MARK in package.read(_MANIFEST):
        raise _no_workbook(package.path, ENCRYPTED_OPEN_DOCUMENT)
    declared = package.read("mimetype") if "mimetype" in package else b""
    raise _no_workbook(package.path, kind_of_zip(parts.keys(), declared.decode("ascii", errors="replace")))


def is_in_use(path: Path) -> bool:
    """Whether a lock file beside a workbook says that a program has it open."""
    # Excel writes ~$plan.xlsx beside an open plan.xlsx, LibreOffice .~lock.plan.xlsx#.
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return any(lock.exists() for lock in locks)


def _no_workbook(path: Path, disguise: Disguise | None) -> UnreadableFileError:
    if path.name.startswith("~$"):
        return UnreadableFileError(f"{path.name} is only Excel's lock file. Choose {path.name[2:]} instead.")
    if disguise is None:
        return UnreadableFileError(f"{path.name} holds no Excel workbook. Choose a file saved as .xlsx or .xlsm.")
    text = f"{path.name} is {disguise.is_really}. {disguise.remedy}"
    if disguise in FOREIGN_FORMATS:
        return ForeignFormatError(text, FOREIGN_FORMATS[disguise])
    return UnreadableFileError(text)


def _broken_zip(path: Path, data: bytes) -> UnreadableFileError:
    if _END_SIGNATURE not in data[-_LONGEST_END_BYTES:]:
        return UnreadableFileError(
            f"{path.name} is truncated: its end is missing, as after a copy, download or e-mail that broke off. "
            "Take the file again from where it came."
        )
    return UnreadableFileError(f"{path.name} is damaged: the list of its parts cannot be read. {REPAIR}")
