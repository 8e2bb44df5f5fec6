"""What came back, filed: copied into a folder of its agreement, under a name that tells the paper and no person."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ecvet_office.documents.names import safe_part
from ecvet_office.documents.paper_code import PaperCode
from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook.saving import reason_in_words, write_new_file

FILED = "filed"
"""The folder beside the workbook, and beside that of the documents."""


def file_return(data: bytes, suffix: str, papers: Iterable[PaperCode], folder: Path) -> tuple[Path, ...]:
    """Copies a scan or a document into the folder of each agreement that it is about, unless it lies there already.

    Args:
        data: the file.
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


def last_filed(paper: PaperCode, suffix: str, folder: Path) -> Path | None:
    """Gives the file of a paper that was filed last, of those with an ending; None where none lies there.

    Args:
        paper: which one.
        suffix: as `.docx`.
        folder: in which the agreements have their folders.
    """
    home, stem = folder / safe_part(paper.number), _stem(paper)
    there = [home / f"{stem}{suffix}"]
    while there[-1].is_file():
        there.append(home / f"{stem}-{len(there) + 1}{suffix}")
    return there[-2] if len(there) > 1 else None


def is_filed(data: bytes, suffix: str, papers: Iterable[PaperCode], folder: Path) -> bool:
    """Tells whether a file lies in the folders of all its agreements; arguments and errors as of `file_return`."""
    return all(_place(data, suffix.casefold(), one, folder).exists() for one in papers)


def _file(data: bytes, suffix: str, paper: PaperCode, folder: Path) -> Path:
    path = _place(data, suffix, paper, folder)
    if not path.exists():
        write_new_file(path, data)
    return path


def _place(data: bytes, suffix: str, paper: PaperCode, folder: Path) -> Path:
    """Gives where a file lies, or where it will: the first name that no other file of the paper has."""
    stem = _stem(paper)
    home, count = folder / safe_part(paper.number), 1
    path = home / f"{stem}{suffix}"
    while path.exists() and _bytes(path) != data:
        count += 1
        path = home / f"{stem}-{count}{suffix}"
    return path


def _stem(paper: PaperCode) -> str:
    return "_".join(safe_part(part) for part in (paper.document, paper.number, f"v{paper.version}"))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(reason_in_words(path, error)) from error
