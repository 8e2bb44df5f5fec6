"""Which documents there are: whom each is about, what it draws on, and what must hold before it is made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ecvet_office.documents.checks import DrawnOn
from ecvet_office.documents.drawn_on import agreement_records, memorandum_records, transcript_records
from ecvet_office.documents.fields import Fields, Sources
from ecvet_office.documents.learning_agreement import learning_agreement_fields
from ecvet_office.documents.memorandum import memorandum_fields
from ecvet_office.documents.transcript import transcript_fields
from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """What is particular to one kind of document.

    Attributes:
        fields: makes the record of a subject.
        subjects: gives the subjects, those of some learners or of all where none are named.
        drawn_on: gives the records that it draws on.
        holds_until: the last stage whose rules must hold before it is made.
        title: the key of its title in the catalogues.
        learner: gives the id of the learner a subject is about; empty where it is about none.
        has_blank_rows: whether its form prints rows that may be left empty.
    """

    fields: Callable[[Sources, str], Fields]
    subjects: Callable[[Register, Collection[str]], Iterable[str]]
    drawn_on: DrawnOn
    holds_until: Stage
    title: str
    learner: Callable[[Register, str], str]
    has_blank_rows: bool = False


def _agreements(register: Register, learners: Collection[str]) -> Iterator[str]:
    """Gives the agreements of the learners that are not withdrawn, in the order of the sheet."""
    for agreement in register.agreement.values():
        if agreement.stage is not Stage.WITHDRAWN and (not learners or agreement.learner in learners):
            yield agreement.id


def _assessed_stays(register: Register, learners: Collection[str]) -> Iterator[str]:
    """Gives the agreements for which there is a result: a transcript without one would say nothing."""
    for agreement in _agreements(register, learners):
        results = register.results_of.get(register.agreement[agreement].learner or "", ())
        if any(result.context == agreement for result in results):
            yield agreement


def _memoranda(register: Register, learners: Collection[str]) -> Iterator[str]:
    """Gives the memoranda; those to which the learners' agreements refer, where learners are named."""
    used = {register.agreement[one].memorandum for one in _agreements(register, learners)}
    yield from (one for one in register.memorandum if not learners or one in used)


def _learner_of_agreement(register: Register, agreement: str) -> str:
    return register.agreement[agreement].learner or ""


def _no_learner(_register: Register, _subject: str) -> str:
    return ""


DOCUMENTS: Mapping[str, DocumentKind] = {
    "memorandum": DocumentKind(
        memorandum_fields, _memoranda, memorandum_records, Stage.READY_TO_SIGN, "memorandum.document", _no_learner
    ),
    "learning-agreement": DocumentKind(
        learning_agreement_fields,
        _agreements,
        agreement_records,
        Stage.READY_TO_SIGN,
        "agreement.document",
        _learner_of_agreement,
        has_blank_rows=True,
    ),
    "transcript": DocumentKind(
        transcript_fields,
        _assessed_stays,
        transcript_records,
        Stage.RETURNED,
        "transcript.document",
        _learner_of_agreement,
    ),
}
"""The documents, by the name that people type."""
