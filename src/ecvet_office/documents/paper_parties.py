"""Who signs or returns a document: the rows that it gets on the sheet Papers, one for each party."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ecvet_office.documents.entry_letter import learner_of_entry
from ecvet_office.documents.letters import paper_subject
from ecvet_office.model.memoranda import SIGNS
from ecvet_office.model.register import Register
from ecvet_office.model.results import (
    AGREEMENT,
    AMENDMENT,
    ASSESSMENT_SHEET,
    COMPLEMENT,
    ENTRY_LETTER,
    EUROPASS,
    GROUP_PROGRAMME,
    HOME,
    HOST,
    LEARNER,
    MEMORANDUM,
    RECOGNITION_LETTER,
    REFUSAL_LETTER,
    TRANSCRIPT,
)
from ecvet_office.rules.signatures import signing_parties

Parties = Callable[[Register, str], tuple[str, ...]]
Subject = Callable[[Register, str], str]


@dataclass(frozen=True, slots=True)
class PaperKind:
    """How the sheet Papers speaks of a kind of document.

    Attributes:
        word: of the column Document.
        parties: gives, for a subject of the column For, the words of the column Party, in the order of signing.
        subject: gives what stands in the column For, from what the document is about.
    """

    word: str
    parties: Parties
    subject: Subject


def _itself(_register: Register, subject: str) -> str:
    return subject


def _always(*parties: str) -> Parties:
    return lambda _register, _subject: parties


def _of_agreement(register: Register, agreement: str) -> tuple[str, ...]:
    return signing_parties(register, register.agreement[agreement])


def _of_memorandum(register: Register, memorandum: str) -> tuple[str, ...]:
    rows = register.partners_in.get(memorandum, ())
    return tuple(dict.fromkeys(row.institution for row in rows if row.role == SIGNS))


PAPER_KINDS: Mapping[str, PaperKind] = {
    "memorandum": PaperKind(MEMORANDUM, _of_memorandum, _itself),
    "learning-agreement": PaperKind(AGREEMENT, _of_agreement, _itself),
    "erasmus-agreement": PaperKind(AGREEMENT, _of_agreement, _itself),
    "amendment": PaperKind(AMENDMENT, _of_agreement, _itself),
    "group-programme": PaperKind(GROUP_PROGRAMME, _always(HOME, HOST), _itself),
    "assessment-sheet": PaperKind(ASSESSMENT_SHEET, _always(HOST), _itself),
    "complement": PaperKind(COMPLEMENT, _always(LEARNER, HOST), _itself),
    "transcript": PaperKind(TRANSCRIPT, _always(HOST), _itself),
    "europass-mobility": PaperKind(EUROPASS, _always(HOME), _itself),
    "recognition-letter": PaperKind(RECOGNITION_LETTER, _always(HOME), paper_subject),
    "refusal-letter": PaperKind(REFUSAL_LETTER, _always(HOME), paper_subject),
    "entry-letter": PaperKind(ENTRY_LETTER, _always(HOME), learner_of_entry),
}
"""By document. Those that are not here are enclosures, or about what the column For cannot name: they get no row."""


def document_of(register: Register, word: str) -> str:
    """Gives the kind of document that a word of the sheet Papers means; empty for a word that none has.

    A learning agreement is the programme's own where the workbook keeps to the programme alone.
    """
    if word == AGREEMENT and register.settings.is_erasmus_only:
        return "erasmus-agreement"
    return next((document for document, kind in PAPER_KINDS.items() if kind.word == word), "")
