"""Papers to be noted for documents that are about to be made: their numbers, and the versions to which they rise.

The number stays on the sheet, and the version rises when a document is made again after it went out: what was sent,
returned, signed or filed under a version is never made a second time under the same one. An agreement or a memorandum
that everybody has signed is not made again at all: a new version would take their signatures from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from types import MappingProxyType

from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.fields import FIRST_VERSION
from ecvet_office.documents.filling import prepare
from ecvet_office.documents.paper_parties import PAPER_KINDS, PaperKind
from ecvet_office.documents.prepared import PreparedDocument
from ecvet_office.documents.provenance import read_origin
from ecvet_office.documents.template import Template
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.model.register import Register
from ecvet_office.model.results import AGREEMENT, MEMORANDUM, Paper
from ecvet_office.rules.signatures import paper_for, papers_of

AMENDED = (AGREEMENT, MEMORANDUM)
NO_TEMPLATES: Mapping[str, Template] = MappingProxyType({})
SAME = "filed there already, made from the same data"
SIGNED = "everybody has signed; what changes now is a new paper to sign (see ecvet amend --help)"
Made = tuple[str, str]
"""A kind of document, and what the document is about."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the sheet Papers is to say of documents once they are made.

    Attributes:
        evaluation: the one that documents are made from: with the planned papers among its papers.
        papers: by document, the rows it gets: those that are there and still without a file, and those to be added.
        passed_over: the documents that are not made anew, each with the reason in words.
    """

    evaluation: Evaluation
    papers: Mapping[Made, tuple[Paper, ...]]
    passed_over: Mapping[Made, str]


def plan_papers(
    evaluation: Evaluation,
    documents: Sequence[str],
    learners: Collection[str],
    language: str,
    folder: Path,
    templates: Mapping[str, Template] = NO_TEMPLATES,
) -> Plan:
    """Gives what is to be noted of the documents that are made next.

    Args:
        evaluation: of the workbook as it stands.
        documents: their kinds; those that get no row are passed over.
        learners: their ids; all where none are named.
        language: of the documents, as `prepare` takes it.
        folder: where the documents go, and where those made before may lie.
        templates: by document, those that are made from another template than ours.
    """
    register = evaluation.register
    new = (f"new {number}" for number in count(1))  # until they are written, when they get their numbers
    papers: dict[Made, tuple[Paper, ...]] = {}
    rows: dict[tuple[str, str], tuple[Paper, ...]] = {}  # the two forms of a learning agreement share theirs
    passed_over: dict[Made, str] = {}
    for document in documents:
        if document not in PAPER_KINDS:
            continue
        today = prepare(document, evaluation, tuple(learners), language, template=templates.get(document))
        same = _unchanged(register, document, today, folder)
        for subject in DOCUMENTS[document].subjects(register, learners):
            kind = PAPER_KINDS[document]
            about = kind.word, kind.subject(register, subject)
            if subject in same:
                passed_over[document, subject] = SAME
            elif kind.word in AMENDED and _is_signed(register, kind, about[1]):
                passed_over[document, subject] = SIGNED
            else:
                rows[about] = rows.get(about) or tuple(_rows(register, kind, about[1], new))
                papers[document, subject] = rows[about]
    added = tuple(paper for of_one in rows.values() for paper in of_one if not paper.origin.sheet)
    planned = replace(evaluation, register=replace(register, papers=(*register.papers, *added)))
    return Plan(planned, papers, passed_over)


def _is_signed(register: Register, kind: PaperKind, about: str) -> bool:
    papers = [paper_for(register, kind.word, about, party) for party in kind.parties(register, about)]
    return bool(papers) and all(paper is not None and paper.signed_on for paper in papers)


def next_papers(register: Register, document: str, about: str) -> tuple[Paper, ...]:
    """Gives the rows that a document's next version gets: those that are there without a file, and new ones.

    Args:
        register: the workbook's records.
        document: one of PAPER_KINDS.
        about: what stands in the column For.
    """
    return tuple(_rows(register, PAPER_KINDS[document], about, (f"new {number}" for number in count(1))))


def next_version(papers: Sequence[Paper]) -> int:
    """Gives the version under which a document is made next.

    Args:
        papers: all of the document.
    """
    newest = max((paper.version or FIRST_VERSION for paper in papers), default=FIRST_VERSION)
    went_out = any(_went_out(paper) for paper in papers if (paper.version or FIRST_VERSION) == newest)
    return newest + 1 if went_out else newest


def _went_out(paper: Paper) -> bool:
    return bool(paper.file or paper.sent or paper.returned or paper.signed_on)


def _rows(register: Register, kind: PaperKind, about: str, numbers: Iterator[str]) -> Iterator[Paper]:
    """Gives the rows of one document's next version: those typed beforehand, and new ones for the other parties."""
    papers = papers_of(register, kind.word, about)
    version = next_version(papers)
    there = {paper.party: paper for paper in papers if (paper.version or FIRST_VERSION) == version}
    before = {paper.party: paper for paper in sorted(papers, key=lambda paper: paper.version or FIRST_VERSION)}
    for party in kind.parties(register, about):
        last = before.get(party)
        yield there.get(party) or Paper(
            number=next(numbers),
            document=kind.word,
            version=version,
            subject=about,
            party=party,
            signatory=last.signatory if last else None,
            position=last.position if last else None,
        )


def _unchanged(register: Register, document: str, today: Iterable[PreparedDocument], folder: Path) -> frozenset[str]:
    """Gives the subjects whose filed document lies in the folder and says what it would say today."""
    word = PAPER_KINDS[document].word
    if not any(paper.file for paper in register.papers if paper.document == word):
        return frozenset()  # nothing is prepared in vain
    return frozenset(
        made.subject
        for made in today
        for paper in papers_of(register, word, PAPER_KINDS[document].subject(register, made.subject))
        if _says(folder, paper.file, made.origin.values)
    )


def _says(folder: Path, name: str | None, values: str) -> bool:
    """Whether a filed document was made from these values; what is no document of ours says something else."""
    path = filed_document(folder, name)
    if path is None:
        return False
    try:
        origin = read_origin(path.read_bytes(), path.name)
    except (UnreadableFileError, OSError):
        return False
    return origin is not None and origin.values == values


def filed_document(folder: Path, name: str | None) -> Path | None:
    """Gives the file that the column File names, in a folder; None where it is not there.

    A workbook that came by mail must not choose which file of this PC is attached to a letter: only a mere name of a
    document or its scan counts, never a path that leads elsewhere.
    """
    if not name or Path(name).suffix.casefold() not in {".docx", ".pdf"} or set(name) & set("/\\:"):
        return None
    path = folder / name
    return path if path.is_file() and not path.is_symlink() else None
