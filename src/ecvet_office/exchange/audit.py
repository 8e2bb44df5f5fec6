"""The file of one learner for an audit: every paper that is recorded or found, today's documents, and what is missing.

Files are copied and never moved. A file that may tell of others too, as a class list, is named and not copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ecvet_office.documents.document_kinds import documents_in_all
from ecvet_office.documents.document_languages import languages_of
from ecvet_office.documents.filling import prepare
from ecvet_office.documents.names import safe_part
from ecvet_office.documents.partner_folders import NewFile
from ecvet_office.documents.recording import filed_document
from ecvet_office.evaluation import Evaluation
from ecvet_office.exchange.forgetting import traces_in
from ecvet_office.exchange.learner_papers import Paper as FoundPaper
from ecvet_office.exchange.learner_papers import papers_about
from ecvet_office.exchange.learner_rows import LearnerRows
from ecvet_office.law.pages import fix, message
from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.register import Register
from ecvet_office.model.results import Paper
from ecvet_office.workbook.listing_book import ListingSheet, listing_book
from ecvet_office.workbook.saving import reason_in_words
from ecvet_office.workbook.values import folded

RECORDED, FOUND, TODAY = "recorded", "found", "made today"
FILED, FRESH = "papers", "today"
SCANS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")
"""Endings of the files that cannot be looked into, so that only their names tell whose they are."""

WITHOUT_FILE = "write the file's name into the column File of the sheet Papers, and name its folder with --papers"
HEADERS = ("How", "Document", "About", "Version", "Sent", "Returned", "Signed", "File", "SHA-256", "Remark")
WIDTHS = (12, 22, 10, 9, 12, 12, 12, 44, 66, 60)
MISSING_HEADERS = ("Rule", "Where", "What", "To do")
MISSING_WIDTHS = (10, 26, 70, 70)


@dataclass(frozen=True, slots=True)
class AuditPaper:
    """One line of the contents.

    Attributes:
        how: one of RECORDED, FOUND, TODAY.
        document: its kind; of a file that was found, its name.
        subject: what it is about; empty where that is not known.
        version: as a text; empty where none is stated.
        days: sent, returned, signed; each as year-month-day, or empty.
        file: within the learner's folder; empty where there is none.
        digest: SHA-256 of the file in hexadecimal; empty without a file.
        remark: what is to be known about it; empty where there is nothing.
    """

    how: str
    document: str
    subject: str
    version: str
    days: tuple[str, str, str]
    file: str
    digest: str
    remark: str


@dataclass(frozen=True, slots=True)
class AuditMissing:
    """What is missing or wrong: the rule, or empty; the cell; what it is; and what mends it."""

    code: str
    place: str
    text: str
    todo: str


@dataclass(frozen=True, slots=True)
class AuditFile:
    """The folder of one learner.

    Attributes:
        learner: id.
        papers: recorded ones in the order of the sheet, then found ones, then those made today.
        missing: files that are not there, then what the rules say.
        files: to be written, the contents first; each below a folder that is named by the id.
    """

    learner: str
    papers: tuple[AuditPaper, ...]
    missing: tuple[AuditMissing, ...]
    files: tuple[NewFile, ...]


def audit_file(path: Path, evaluation: Evaluation, asked: str, folders: Sequence[Path] = ()) -> AuditFile:
    """Gives the folder of one learner, not yet written.

    Args:
        path: the workbook.
        evaluation: of the workbook.
        asked: the learner's id, or the full name where nobody else bears it.
        folders: where papers are looked for, with their subfolders; recorded ones by the column File.

    Raises:
        UnreadableFileError: the workbook or a paper cannot be read.
        UsageError: there is no such learner or folder.
    """
    rows, traces = traces_in(path, asked)
    found = papers_about(folders, rows, traces)
    places = [
        one for folder in folders for one in (folder, *sorted(each for each in folder.rglob("*") if each.is_dir()))
    ]
    box = _Box({}, {})
    recorded = tuple(_recorded(_papers_of(evaluation.register, rows), places, box))
    opaque = _of_agreements(folders, rows)
    further = tuple(
        _found(one, box)
        for one in (*found, *(each for each in opaque if each.path not in {known.path for known in found}))
        if one.path not in box.taken and one.path.resolve() != path.resolve()
    )
    today, held_back = _today(evaluation, rows.learner, box)
    papers = (*recorded, *further, *today)
    missing = (*_without_file(recorded), *held_back, *_by_rule(evaluation, rows))
    home = Path(safe_part(rows.learner))
    contents = (
        NewFile(home / "contents.txt", contents_text(rows.learner, papers, missing).encode()),
        NewFile(home / "contents.xlsx", listing_book(_sheets(papers, missing))),
    )
    files = tuple(NewFile(home / name, data) for name, data in box.data.items())
    return AuditFile(rows.learner, papers, missing, (*contents, *files))


@dataclass(frozen=True, slots=True)
class _Box:
    """What lies in the folder so far: bytes by name within it, and names by the path of the original."""

    data: dict[str, bytes]
    taken: dict[Path, str]

    def copy(self, path: Path) -> str:
        """Takes a file in, once, and gives its name within the folder."""
        if path not in self.taken:
            try:
                data = path.read_bytes()
            except OSError as error:
                raise UnreadableFileError(reason_in_words(path, error)) from error
            self.taken[path] = self.add(FILED, path.name, data)
        return self.taken[path]

    def add(self, part: str, name: str, data: bytes) -> str:
        """Puts bytes under a name of their own into a part of the folder, and gives it; equal ones lie there once."""
        stem, suffix, count = Path(name).stem, Path(name).suffix, 1
        wanted = f"{part}/{name}"
        by_folded = {one.casefold(): one for one in self.data}  # Windows knows no small and capital letters in names
        while (there := by_folded.get(wanted.casefold())) is not None and self.data[there] != data:
            count += 1
            wanted = f"{part}/{stem}-{count}{suffix}"
        self.data.setdefault(there or wanted, data)
        return there or wanted

    def digest(self, name: str) -> str:
        return sha256(self.data[name]).hexdigest()


# --- papers -----------------------------------------------------------------------------------------------------------


def _papers_of(register: Register, rows: LearnerRows) -> Iterator[Paper]:
    """Gives the recorded papers about the learner, the learner's agreements, and the memoranda and groups of these."""
    agreements = register.agreements_of.get(rows.learner, ())
    subjects = {rows.learner, *(name for one in agreements for name in (one.id, one.memorandum, one.group))}
    return (paper for paper in register.papers if paper.subject in subjects)


def _recorded(papers: Iterable[Paper], folders: Sequence[Path], box: _Box) -> Iterator[AuditPaper]:
    for paper in papers:
        path = next((one for folder in folders if (one := filed_document(folder, paper.file))), None)
        name = box.copy(path) if path else ""
        remark = "" if name else (f"{paper.file} was not found" if paper.file else "no file is recorded")
        yield AuditPaper(
            how=RECORDED,
            document=paper.document or "",
            subject=paper.subject or "",
            version="" if paper.version is None else str(paper.version),
            days=(_day(paper.sent), _day(paper.returned), _day(paper.signed_on)),
            file=name,
            digest=box.digest(name) if name else "",
            remark=f"paper {paper.number}, for {paper.party or 'nobody named'}{'; ' + remark if remark else ''}",
        )


def _day(day: object) -> str:
    return str(day) if day else ""


def _of_agreements(folders: Iterable[Path], rows: LearnerRows) -> tuple[FoundPaper, ...]:
    """Gives the scans whose name, or whose folder's name, is that of one of the learner's agreements.

    Documents that can be looked into are not judged by their names: numbers begin anew with another year's workbook.
    """
    agreements = rows.ids.get("Agreements", frozenset())
    return tuple(
        FoundPaper(path, False, "its name has the number of an agreement")
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix.casefold() in SCANS and path.is_file()
        if agreements & (_words(path.stem) | (frozenset() if path.parent == folder else _words(path.parent.name)))
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(folded(name.replace("_", " ").replace("-", " ").replace(".", " ")).split())


def _found(paper: FoundPaper, box: _Box) -> AuditPaper:
    """Gives a file that no row names; it is copied where it is the learner's own, or a scan that bears the number."""
    path = paper.path
    if not paper.is_ours and path.suffix.casefold() not in SCANS:
        remark = f"{path}: not copied, for it may tell of others too: {paper.why}"
        return AuditPaper(FOUND, path.name, "", "", ("", "", ""), "", "", remark)
    name = box.copy(path)
    remark = paper.why if paper.is_ours else f"{paper.why}: look whether it is this learner's"
    return AuditPaper(FOUND, path.name, "", "", ("", "", ""), name, box.digest(name), remark)


def _today(evaluation: Evaluation, learner: str, box: _Box) -> tuple[tuple[AuditPaper, ...], tuple[AuditMissing, ...]]:
    """Gives the documents as today's data give them, and those that errors hold back."""
    made: list[AuditPaper] = []
    missing: list[AuditMissing] = []
    language = languages_of(evaluation.register.settings)
    for kind in documents_in_all(evaluation.register):
        for one in prepare(kind, evaluation, (learner,), language):
            if one.learner != learner:
                continue
            if one.is_held_back:
                codes = [found for found in one.findings if found.severity is Severity.ERROR]
                told = ", ".join(f"{found.code} at {found.place}" for found in codes)
                missing.append(AuditMissing("", one.subject, f"{one.file_name} is held back for {told}", ""))
                continue
            name = box.add(FRESH, one.file_name, one.filled().data)
            made.append(AuditPaper(TODAY, kind, one.subject, "", ("", "", ""), name, box.digest(name), "not signed"))
    return tuple(made), tuple(missing)


# --- what is missing --------------------------------------------------------------------------------------------------


def _without_file(papers: Iterable[AuditPaper]) -> Iterator[AuditMissing]:
    for one in papers:
        if not one.file:
            yield AuditMissing("", one.subject, f"{one.document}: {one.remark}", WITHOUT_FILE)


def _by_rule(evaluation: Evaluation, rows: LearnerRows) -> Iterator[AuditMissing]:
    mine = {(sheet.title, row.number) for sheet, row in rows.rows}
    for one in evaluation.findings:
        if one.severity is not Severity.INFO and _is_about(one, mine, rows.learner):
            yield AuditMissing(one.code, str(one.place), message(one), fix(one))


def _is_about(finding: Finding, mine: set[tuple[str, int]], learner: str) -> bool:
    facts: Mapping[str, str] = dict(finding.facts)
    return (finding.place.sheet, finding.place.row) in mine or facts.get("learner") == learner


# --- the contents -----------------------------------------------------------------------------------------------------


def contents_text(learner: str, papers: Sequence[AuditPaper], missing: Sequence[AuditMissing]) -> str:
    """Gives the list of contents as text: each paper with its file and hash, then what is missing."""
    lines = [f"learner {learner}", "", "papers"]
    for one in papers:
        about = " ".join(part for part in (one.document, one.subject, one.version and f"v{one.version}") if part)
        lines.append(f"    {one.how}: {about}")
        days = zip(("sent", "returned", "signed"), one.days, strict=True)
        lines += [f"        {word} {day}" for word, day in days if day]
        lines += [f"        {one.file}", f"        SHA-256 {one.digest}"] if one.file else []
        lines += [f"        {one.remark}"] if one.remark else []
    lines += ["", "missing or to be mended" if missing else "nothing is missing by the rules"]
    for lack in missing:
        lines.append(f"    {lack.place}: {lack.code + ' ' if lack.code else ''}{lack.text}")
        lines += [f"        {lack.todo}"] if lack.todo else []
    return "\n".join(lines) + "\n"


def _sheets(papers: Sequence[AuditPaper], missing: Sequence[AuditMissing]) -> tuple[ListingSheet, ...]:
    contents = tuple(
        (one.how, one.document, one.subject, one.version, *one.days, one.file, one.digest, one.remark) for one in papers
    )
    lacks = tuple((one.code, one.place, one.text, one.todo) for one in missing)
    return (
        ListingSheet("Contents", HEADERS, contents, WIDTHS),
        ListingSheet("Missing", MISSING_HEADERS, lacks, MISSING_WIDTHS),
    )
