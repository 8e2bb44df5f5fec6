"""Scans, filed: each copied into a folder of its agreement, under a name that tells the paper and no person."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ecvet_office.documents.names import safe_part
from ecvet_office.documents.paper_code import PaperCode
from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook.saving import reason_in_words, write_new_file


def file_scan(data: bytes, suffix: str, papers: Iterable[PaperCode], folder: Path) -> tuple[Path, ...]:
    """Copies a scan into the folder of each agreement that it is about; what lies there already is not written again.

    Args:
        data: the scan.
        suffix: of its name, as `.pdf`.
        papers: that it is of.
        folder: in which the agreements have their folders.

    Returns:
        Where it lies now, one path for each paper.

    Raises:
        UnreadableFileError: what lies there cannot be read.
        UnwritableFileError: a copy cannot be written.
    """
    return tuple(_file(data, suffix.casefold(), one, folder) for one in papers)


def is_filed(data: bytes, suffix: str, papers: Iterable[PaperCode], folder: Path) -> bool:
    """Tells whether a scan lies in the folders of all its agreements; arguments and errors are those of `file_scan`."""
    return all(_place(data, suffix.casefold(), one, folder).exists() for one in papers)


def _file(data: bytes, suffix: str, paper: PaperCode, folder: Path) -> Path:
    path = _place(data, suffix, paper, folder)
    if not path.exists():
        write_new_file(path, data)
    return path


def _place(data: bytes, suffix: str, paper: PaperCode, folder: Path) -> Path:
    """Gives where a scan lies, or where it will: the first name that no other scan of the paper has."""
    stem = "_".join(safe_part(part) for part in (paper.document, paper.number, f"v{paper.version}"))
    home, count = folder / safe_part(paper.number), 1
    path = home / f"{stem}{suffix}"
    while path.exists() and _bytes(path) != data:
        count += 1
        path = home / f"{stem}-{count}{suffix}"
    return path


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(reason_in_words(path, error)) from error
