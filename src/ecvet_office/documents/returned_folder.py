"""Everything that came back in a folder: which file is what, and why a person has to look at it.

Files are only read here. None is moved, renamed or written to, whatever becomes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ecvet_office.documents.paper_code import PaperCode
from ecvet_office.documents.paper_parties import PAPER_KINDS
from ecvet_office.documents.proposals import agreement_of
from ecvet_office.documents.returned import ReturnedDocument, read_returned
from ecvet_office.documents.returned_grid import read_grid
from ecvet_office.documents.scanned import SCANS, papers_on
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.errors import EcvetError, UnreadableFileError, unreadable
from ecvet_office.workbook.saving import reason_in_words

WORD, EXCEL = frozenset({".docx", ".docm"}), frozenset({".xlsx", ".xlsm"})
OF_PROGRAMS = ("~$", ".")  # begin the names of what Word, LibreOffice and macOS keep beside files
OF_SYSTEMS = frozenset({"thumbs.db", "desktop.ini"})
LARGEST = 256 << 20  # bytes

FOREIGN = "is no Word file, workbook, PDF file or picture: open it yourself"
EMPTY = "is empty, so it was lost on the way: ask for it again"
NO_GRID = "is no host grid; a partner's copy of your workbook is for ecvet merge"
NO_CODE = "does not tell which paper it is: no page has a code or a foot that can be read; file it by hand"
LARGE = "is larger than anything that ecvet fill makes: open it yourself"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file that came back.

    Attributes:
        path: of the file.
        data: its bytes; empty where they were not read.
        documents: that it holds: one in a Word file, one for each agreement in a host grid.
        papers: that it is a scan of.
        same_as: the name of an earlier file with the same bytes; empty where there is none.
        needs: why a person has to look at it, each reason with the name of the file.
    """

    path: Path
    data: bytes = b""
    documents: tuple[ReturnedDocument, ...] = ()
    papers: tuple[PaperCode, ...] = ()
    same_as: str = ""
    needs: tuple[str, ...] = ()

    @property
    def filed_as(self) -> tuple[PaperCode, ...]:
        """The papers under which it is filed; none for a host grid, which tells of many learners."""
        origins = [one.origin for one in self.documents if one.origin.document in PAPER_KINDS]
        return self.papers or tuple(PaperCode(one.document, one.number, one.version) for one in origins)


def files_in(folder: Path) -> tuple[Path, ...]:
    """Gives the files of a folder and the folders in it, by name, without what programs keep beside them.

    Raises:
        UnreadableFileError: the folder cannot be read.
    """
    try:
        found = [path for path in folder.rglob("*") if path.is_file() and not _is_of_program(path, folder)]
    except OSError as error:
        raise UnreadableFileError(reason_in_words(folder, error)) from error
    return tuple(sorted(found, key=lambda path: path.relative_to(folder).as_posix()))


def _is_of_program(path: Path, folder: Path) -> bool:
    inside = path.relative_to(folder).parts
    return any(part.startswith(OF_PROGRAMS) for part in inside) or path.name.casefold() in OF_SYSTEMS


def arrivals(paths: Iterable[Path], evaluation: Evaluation) -> Iterator[Arrival]:
    """Gives what each file is; nothing that is wrong with one keeps the others from being read.

    Args:
        paths: of the files.
        evaluation: of the workbook that they belong to.
    """
    names: dict[str, str] = {}
    for path in paths:
        try:
            data = _bytes(path)
            digest = sha256(data).hexdigest()
            if data and digest in names:
                yield Arrival(path, data, same_as=names[digest])
                continue
            names[digest] = path.name
            yield _arrival(path, data, evaluation)
        except EcvetError as error:
            yield Arrival(path, needs=(str(error),))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFileError(f"{path.name} {LARGE}")
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def _arrival(path: Path, data: bytes, evaluation: Evaluation) -> Arrival:
    kind = path.suffix.casefold()
    if not data:
        return Arrival(path, needs=(f"{path.name} {EMPTY}",))
    if kind in WORD:
        return _of_documents(path, data, (read_returned(data, path.name),), evaluation)
    if kind in EXCEL:
        documents = read_grid(path)
        return _of_documents(path, data, documents, evaluation) if documents else _left(path, NO_GRID)
    if kind in SCANS:
        return _of_scan(path, data, evaluation)
    return _left(path, FOREIGN)


def _left(path: Path, why: str) -> Arrival:
    return Arrival(path, needs=(f"{path.name} {why}",))


def _of_documents(path: Path, data: bytes, documents: Iterable[ReturnedDocument], evaluation: Evaluation) -> Arrival:
    ours: list[ReturnedDocument] = []
    needs: list[str] = []
    for one in documents:
        try:
            agreement_of(one, evaluation)
            ours.append(one)
        except EcvetError as error:
            needs.append(str(error))
    return Arrival(path, data, tuple(ours), needs=tuple(needs))


def _of_scan(path: Path, data: bytes, evaluation: Evaluation) -> Arrival:
    papers = papers_on(data, path.name)
    known = tuple(one for one in papers if one.number in evaluation.register.agreement)
    needs = [
        f"{path.name} is a scan of {one.document} {one.number}, an agreement that the workbook does not have"
        for one in papers
        if one not in known
    ]
    return Arrival(path, data, papers=known, needs=tuple(needs)) if papers else _left(path, NO_CODE)
