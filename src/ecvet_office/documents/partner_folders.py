"""A folder for each who owes papers: the documents, a letter with those to sign, and a reminder of what is overdue.

Nothing is sent. The letters are drafts that name documents by number, never a learner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.document_languages import language_of_letters, languages_of
from ecvet_office.documents.fields import FIRST_VERSION, institution_name, person_named
from ecvet_office.documents.filling import prepare
from ecvet_office.documents.mail_drafts import Draft, draft_bytes, is_address
from ecvet_office.documents.names import safe_part
from ecvet_office.documents.paper_parties import PAPER_KINDS, document_of
from ecvet_office.documents.prepared import PreparedDocument
from ecvet_office.documents.recording import filed_document
from ecvet_office.documents.wording import Wording, wording
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.findings import Severity
from ecvet_office.model.partners import Person
from ecvet_office.model.register import Register
from ecvet_office.report.owed_papers import GUARDIANS, OwedPaper, Standing

COVER, REMINDER = "cover", "reminder"
AMENDMENT_TITLE = "amendment.document"


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be written.

    Attributes:
        path: within the folder of all partners.
        data: the whole file.
    """

    path: Path
    data: bytes


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a letter goes.

    Attributes:
        folder: the name of the folder.
        name: of the person or the institution; empty where a letter had better name nobody.
        email: the address; empty where the workbook knows none.
        language: code of the language of the letter.
    """

    folder: str
    name: str
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class PartnerFolders:
    """What is to be written, and what could not be had.

    Attributes:
        files: in the order of the folders.
        missing: in words, the papers without their document, and the letters without an address.
    """

    files: tuple[NewFile, ...]
    missing: tuple[str, ...]


def partner_folders(evaluation: Evaluation, owed: Sequence[OwedPaper], documents: Path) -> PartnerFolders:
    """Gives the folders of all who have papers to sign or are overdue with some.

    Args:
        evaluation: of the workbook.
        owed: the open papers.
        documents: the folder in which the column File names files. A paper without one there is made anew.
    """
    register, source = evaluation.register, _Documents(evaluation, documents)
    files: dict[Path, bytes] = {}
    missing: dict[str, None] = {}
    wanted = [one for one in owed if one.standing in {Standing.TO_SEND, Standing.OVERDUE}]
    groups: dict[tuple[str, str], list[OwedPaper]] = {}
    for one in wanted:
        groups.setdefault((one.ower, one.paper.party if one.paper.party in GUARDIANS else ""), []).append(one)
    for (ower, guardian), papers in groups.items():
        to = _addressee(register, ower, guardian, papers)
        if not to.email:
            missing[f"{to.folder}: there is no e-mail address, so the letters name none"] = None
        for letter in (COVER, REMINDER):  # nobody is reminded of what was never sent
            meant = [one for one in papers if (letter == REMINDER) == bool(one.paper.sent)]
            if meant:
                found = [source.document(one) for one in meant]
                missing |= dict.fromkeys(f"{to.folder}: {why}" for _, why in found if why)
                attached = list({made.name: made for made, _ in found if made}.values())
                files |= {Path(to.folder, made.name): made.data for made in attached}
                files[Path(to.folder, f"{letter}.eml")] = draft_bytes(_letter(register, letter, to, meant, attached))
    return PartnerFolders(tuple(NewFile(path, data) for path, data in files.items()), tuple(missing))


@dataclass(frozen=True, slots=True)
class _Attachment:
    name: str
    data: bytes


@dataclass(frozen=True)
class _Documents:
    """Where the document of a paper comes from: the file that was made then, or the data of today."""

    evaluation: Evaluation
    folder: Path

    def document(self, one: OwedPaper) -> tuple[_Attachment | None, str]:
        """Gives the document of a paper, or none and why."""
        paper = one.paper
        path = filed_document(self.folder, paper.file)
        if path is not None:
            return _Attachment(path.name, path.read_bytes()), ""
        made = self._made.get((paper.document or "", paper.subject or ""))
        if made is None:
            return None, f"paper {paper.number}, {paper.document} about {paper.subject}: no such document can be made"
        if made.is_held_back:
            codes = ", ".join(f"{found.code} at {found.place}" for found in made.findings if _is_error(found.severity))
            return None, f"paper {paper.number}: {made.file_name} is held back for {codes}"
        return _Attachment(made.file_name, made.filled().data), ""

    @cached_property
    def _made(self) -> Mapping[tuple[str, str], PreparedDocument]:
        return dict(self._prepared())

    def _prepared(self) -> Iterator[tuple[tuple[str, str], PreparedDocument]]:
        register = self.evaluation.register
        words = {paper.document for paper in register.papers if paper.document and not paper.returned}
        for word in sorted(words):
            document = document_of(register, word)
            if document in DOCUMENTS:
                for made in prepare(document, self.evaluation, (), languages_of(register.settings)):
                    yield (word, PAPER_KINDS[document].subject(register, made.subject)), made


def _is_error(severity: Severity) -> bool:
    return severity is Severity.ERROR


def _addressee(register: Register, ower: str, guardian: str, papers: Sequence[OwedPaper]) -> Addressee:
    learner = register.learner.get(ower)
    if learner is not None:
        field = GUARDIANS.get(guardian, "")
        folder = safe_part(f"{ower}-{guardian.replace(' ', '-')}" if guardian else ower)
        name = getattr(learner, field) if field else learner.full_name
        email = getattr(learner, field.replace("_name", "_email")) if field else learner.email
        return Addressee(folder, name or "", _address(email), language_of_letters(register, None))
    partner, person = register.partner.get(ower), _contact(register, ower, papers)
    if person is not None:
        language = language_of_letters(register, person.language)
        return Addressee(safe_part(ower), person.name or "", _address(person.email), language)
    people = (one.language for one in register.people if one.institution == ower and one.language)
    language = language_of_letters(register, next(people, None))
    return Addressee(safe_part(ower or "nobody"), "", _address(partner.email if partner else None), language)


def _contact(register: Register, institution: str, papers: Sequence[OwedPaper]) -> Person | None:
    """Gives whom of an institution to write to: who signs, else who may sign, else whoever has an address."""
    people = [one for one in register.people if one.institution == institution and is_address(one.email)]
    named = [person_named(register, one.paper.signatory) for one in papers if one.paper.signatory]
    signing = [one for one in people if any(one is other or one.name == other.name for other in named)]
    may_sign = [one for one in people if one.may_sign]
    return next(iter([*signing, *may_sign, *people]), None)


def _address(text: str | None) -> str:
    return text if text and is_address(text) else ""


def _letter(
    register: Register, letter: str, to: Addressee, papers: Sequence[OwedPaper], attached: Sequence[_Attachment]
) -> Draft:
    words, home = wording(to.language), register.settings.coordinator
    sender = register.partner.get(home or "")
    own_name = institution_name(register, home)
    lines = [
        words.text("mail.greeting-person", name=to.name) if to.name else words.text("mail.greeting"),
        "",
        words.text(f"mail.{letter}"),
        "",
        *dict.fromkeys(_paper_line(register, words, one) for one in papers),
        "",
        words.text("mail.closing"),
        "",
        words.text("mail.regards"),
        own_name,
    ]
    return Draft(
        to.email,
        to.name,
        (sender.email or "") if sender else "",
        words.text(f"mail.{letter}-subject", home=own_name),
        "\n".join(lines) + "\n",
        words.tag,
        [(one.name, one.data) for one in attached],
    )


def _paper_line(register: Register, words: Wording, one: OwedPaper) -> str:
    paper = one.paper
    document = document_of(register, paper.document or "")
    title = words.text(DOCUMENTS[document].title) if document in DOCUMENTS else words.text(AMENDMENT_TITLE)
    version = str(paper.version or FIRST_VERSION)
    facts = {"document": title, "number": paper.subject or "", "version": version, "paper": paper.number}
    if paper.due is None:
        return words.text("mail.paper", **facts)
    return words.text("mail.paper-due", **facts, day=words.day(paper.due))
