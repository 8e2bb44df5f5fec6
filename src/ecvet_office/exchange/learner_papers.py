"""Documents about one learner in folders that the user names: found by what they carry, deleted only when asked."""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ecvet_office.documents.manifest import CSV_NAME, JSON_NAME, WORK_FOLDER, read_manifest, strike_out
from ecvet_office.documents.provenance import read_origin
from ecvet_office.exchange.file_traces import LETTER, found_in_file, is_looked_into
from ecvet_office.exchange.learner_rows import LEARNERS, LearnerRows
from ecvet_office.exchange.traces import Traces
from ecvet_office.model.errors import UnreadableFileError, UnwritableFileError, UsageError
from ecvet_office.workbook.saving import reason_in_words
from ecvet_office.workbook.values import folded

NOT_OURS = "not made for this learner alone: make it anew without the learner, or delete it"
MAKE_ANEW = "make it anew from the workbook without the learner, then delete this one"
OF_LETTER = "a letter by e-mail: delete it, or make it anew"
_LEARNER_FIELD = "learner.id"
_LOCK = "~$"  # Excel and Word keep a small file of this name while one is open
_LONGEST_BYTES = 256 << 20
_CONTENTS = ("contents.txt", "contents.xlsx")  # of an audit's folder, which is named by the learner's id
_DAMAGED = (UnreadableFileError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that tells of the learner, or may.

    Attributes:
        path: the file.
        is_ours: whether it was written by us about this learner, so that it may be deleted.
        why: by what it was found, or why nothing is known.
    """

    path: Path
    is_ours: bool
    why: str


def papers_about(folders: Iterable[Path], rows: LearnerRows, traces: Traces) -> tuple[Paper, ...]:
    """Gives the files of folders and their subfolders that tell of a learner, in the order of their names.

    A document of ours counts where it was made for the learner's id and bears the name: ids begin anew with another
    year's workbook. A PDF beside such a document, of the same name, goes with it. What cannot be looked into, such as
    a scan, is listed only where its name has the learner's id, or it or its folder the number of an agreement.

    Raises:
        UsageError: when there is no such folder.
    """
    found: dict[Path, Paper] = {}
    silent: set[bytes] = set()
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder; name the folder that holds the documents")
        files = sorted(one for one in folder.rglob("*") if one.is_file())
        found |= {one.path: one for path in files if (one := _paper(path, rows, traces, silent)) is not None}
    return tuple(_with_their_pdfs(found))


def not_looked_into(folders: Iterable[Path]) -> dict[str, int]:
    """Gives by ending, most frequent first, how many files of folders no program of ours can look into, as scans."""
    files = (one for folder in folders for one in sorted(folder.rglob("*")) if one.is_file())
    return dict(Counter(one.suffix.casefold() or "no ending" for one in files if not is_looked_into(one)).most_common())


def _paper(path: Path, rows: LearnerRows, traces: Traces, silent: set[bytes]) -> Paper | None:
    if path.name in {CSV_NAME, JSON_NAME} or path.parent.name == WORK_FOLDER:
        return _listing(path, rows)
    if path.name.startswith(_LOCK):
        return None
    if not is_looked_into(path):
        return _opaque(path, rows)
    try:
        data = path.read_bytes() if path.stat().st_size <= _LONGEST_BYTES else b""
        found = found_in_file(path, data, traces, silent)
    except OSError as error:
        return Paper(path, False, f"could not be read ({error.strerror or error}): look yourself")
    except _DAMAGED:
        return Paper(path, False, "could not be read: look yourself")
    return _told_by(path, data, rows, list(dict.fromkeys(what for what, sure in found if sure)))


def _opaque(path: Path, rows: LearnerRows) -> Paper | None:
    """Gives a file that cannot be looked into where its name, or its folder's, says whose it is."""
    if rows.ids[LEARNERS] & _words(path.stem):
        return Paper(path, False, "its name has the learner's id; it cannot be looked into")
    if rows.ids.get("Agreements", frozenset()) & (_words(path.stem) | _words(path.parent.name)):
        return Paper(path, False, "its name or its folder's has the number of an agreement; it cannot be looked into")
    return None


def _told_by(path: Path, data: bytes, rows: LearnerRows, certain: list[str]) -> Paper | None:
    """Gives what a file is that was looked into; None where it tells nothing of the learner."""
    suffix = path.suffix.casefold()
    if suffix == ".docx" and (paper := _made_by_us(path, data, rows, certain)) is not None:
        return paper
    if certain:
        return Paper(path, False, f"holds {', '.join(certain)}; {OF_LETTER if suffix == LETTER else NOT_OURS}")
    if path.name in _CONTENTS and rows.ids[LEARNERS] & _words(path.parent.name):
        return Paper(path, False, "the contents of an audit's folder that is named by the learner's id")
    return None


def _words(name: str) -> frozenset[str]:
    return frozenset(folded(name.replace("_", " ").replace("-", " ")).split())


def _made_by_us(path: Path, data: bytes, rows: LearnerRows, certain: list[str]) -> Paper | None:
    """Gives a document of ours that was made for this learner, or that tells of this learner among others."""
    document, learner = _made_for(data, path.name)
    if learner in rows.ids[LEARNERS]:
        if certain:
            return Paper(path, True, "made for this learner")
        return Paper(path, False, "made for a learner of the same id, but without the name: look yourself")
    if document and certain and not learner:
        return Paper(path, False, f"{document}, about several people, holds {', '.join(certain)}: {MAKE_ANEW}")
    return None


def _made_for(data: bytes, name: str) -> tuple[str, str]:
    """Gives the kind of a document of ours and the folded id of its learner; empty where they are not known."""
    with contextlib.suppress(UnreadableFileError, ValueError):
        origin = read_origin(data, name)
        if origin is not None:
            return origin.document, folded(str(origin.record.get(_LEARNER_FIELD, "")))
    return "", ""


def _listing(path: Path, rows: LearnerRows) -> Paper | None:
    if path.name != JSON_NAME:
        return None
    mine = [row for row in read_manifest(path.parent) if folded(row.learner) in rows.ids[LEARNERS]]
    return Paper(path, False, f"lists {len(mine)} documents with the learner's id, without names") if mine else None


def _with_their_pdfs(found: dict[Path, Paper]) -> Iterator[Paper]:
    ours = {path.with_suffix("") for path, paper in found.items() if paper.is_ours}
    beside = {stem.with_suffix(".pdf") for stem in ours}
    for pdf in sorted(one for one in beside if one.is_file()):
        found[pdf] = Paper(pdf, True, "beside a document made for this learner")
    yield from (paper for _, paper in sorted(found.items()))


def delete_papers(papers: Iterable[Paper]) -> tuple[Path, ...]:
    """Deletes the files that we made for the learner, takes them out of the lists, and gives their paths.

    Raises:
        UnwritableFileError: when the system refuses one, as where it is open in Word; those before it are gone.
    """
    gone: list[Path] = []
    by_folder: defaultdict[Path, list[str]] = defaultdict(list)
    for paper in papers:
        if paper.is_ours:
            try:
                paper.path.unlink()
            except OSError as error:
                raise UnwritableFileError(reason_in_words(paper.path, error)) from error
            gone.append(paper.path)
            by_folder[paper.path.parent].append(paper.path.name)
    for folder, files in by_folder.items():
        strike_out(folder, files)
    return tuple(gone)
