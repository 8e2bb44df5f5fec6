"""Traces of a person in a file of any kind: workbooks by their cells, letters with what is attached, lists by lines."""

from __future__ import annotations

import codecs
import html
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default as as_written_today
from io import BytesIO
from pathlib import Path, PurePath

from ecvet_office.exchange.traces import (
    Traces,
    found_in_cells,
    found_in_text,
    sightings_in_package,
    sightings_in_workbook,
    unescaped,
)

Found = list[tuple[str, bool]]
"""What stands in a file, as (what it is, whether it is certain)."""

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""Formats whose cells we read."""

ZIPPED = (".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xltx", ".ods", ".odt", ".pptx")
PLAIN = (
    ".txt", ".csv", ".tsv", ".json", ".jsonl", ".xml", ".html", ".htm", ".fodt", ".rtf", ".log", ".md", ".vcf", ".ics",
)  # fmt: skip
LETTER, ARCHIVE = ".eml", ".zip"
_LOOKED_INTO = frozenset((*WORKBOOKS, *ZIPPED, *PLAIN, LETTER, ARCHIVE))
_LONGEST_BYTES = 256 << 20  # unpacked, of one file in an archive
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CODE_PAGES = ("cp1252", "cp1250")  # of Excel on Windows in the countries whose languages we write
_BETWEEN_CELLS = re.compile(r"[;,\t|]")


def is_looked_into(path: PurePath) -> bool:
    """Whether a file is of a kind that can be looked into; pictures, scans and PDF files are not."""
    return path.suffix.casefold() in _LOOKED_INTO


def found_in_file(path: Path, data: bytes, traces: Traces, silent: set[bytes]) -> Found:
    """Gives what of a person stands in a file.

    Args:
        path: the file, whose ending tells what it is.
        data: its content.
        traces: of the person.
        silent: as for `sightings_in_package`; it grows.

    Raises:
        UnreadableFileError: a workbook cannot be read.
        BadZipFile: an archive is damaged.
    """
    if path.suffix.casefold() in WORKBOOKS:
        return [(one.what, one.is_certain) for one in sightings_in_workbook(path, traces)]
    return list(_found(path.name, data, traces, silent))


def _found(name: str, data: bytes, traces: Traces, silent: set[bytes]) -> Iterator[tuple[str, bool]]:
    suffix = PurePath(name).suffix.casefold()
    if suffix in ZIPPED:
        yield from ((one.what, one.is_certain) for one in sightings_in_package(data, traces, silent))
    elif suffix == LETTER:
        for part, content in _parts_of_letter(data):
            yield from _found(part, content, traces, silent)
    elif suffix == ARCHIVE:
        for part, content in _files_in_archive(data):
            yield from _found(part, content, traces, silent)
    elif suffix in PLAIN:
        yield from _found_in_plain(data, traces)


def _found_in_plain(data: bytes, traces: Traces) -> Iterator[tuple[str, bool]]:
    for text in _decoded(data):
        yield from found_in_text(html.unescape(unescaped(text)), traces)
        for line in text.splitlines() if traces.pairs else ():
            cells = [one.strip().strip('"') for one in _BETWEEN_CELLS.split(line)]
            yield from ((what, True) for what, _ in found_in_cells(cells, traces))


def _decoded(data: bytes) -> Iterator[str]:
    """Gives a text as it was spelt; in each code page that may be, where nothing says in which."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            yield data.decode(encoding, errors="ignore")
            return
    try:
        yield data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield from (data.decode(encoding, errors="ignore") for encoding in _CODE_PAGES)


def _parts_of_letter(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Gives the heads and the parts of a letter by e-mail, each as a file."""
    letter = message_from_bytes(data, policy=as_written_today)
    yield "heads.txt", "\n".join(str(value) for value in letter.values()).encode()
    for part in letter.walk():
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if part.get_content_maintype() == "text" and not part.get_filename():
            spelt = part.get_content_charset() or "utf-8"
            yield "text.txt", content.decode(spelt if _is_known(spelt) else "utf-8", errors="ignore").encode()
        else:
            yield part.get_filename() or "", content


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _files_in_archive(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for one in archive.infolist():
            is_own = PurePath(one.filename).suffix.casefold() != ARCHIVE  # archives in archives may unpack without end
            if is_own and one.file_size <= _LONGEST_BYTES and not one.flag_bits & 1:  # bit 1: protected by a password
                yield one.filename, archive.read(one)
