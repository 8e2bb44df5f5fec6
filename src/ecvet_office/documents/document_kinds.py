"""Which documents there are: whom each is about, what it draws on, and what must hold before it is made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ecvet_office.documents.assessment_sheet import assessment_sheet_fields
from ecvet_office.documents.checks import DrawnOn
from ecvet_office.documents.complement import complement_fields
from ecvet_office.documents.course_papers import (
    course_units,
    courses,
    specification_fields,
    specification_records,
    supplement_fields,
    supplement_records,
)
from ecvet_office.documents.drawn_on import (
    agreement_records,
    complement_records,
    erasmus_records,
    europass_records,
    group_records,
    letter_records,
    memorandum_records,
    transcript_records,
    unit_records,
)
from ecvet_office.documents.entry_letter import (
    entry_letter_fields,
    entry_letters,
    entry_records,
    learner_of_entry,
)
from ecvet_office.documents.erasmus_agreement import erasmus_agreement_fields
from ecvet_office.documents.europass import europass_fields
from ecvet_office.documents.fields import Fields, Sources
from ecvet_office.documents.group_programme import group_programme_fields, groups_to_print
from ecvet_office.documents.learning_agreement import learning_agreement_fields
from ecvet_office.documents.letters import (
    decisions_in,
    home_of_letter,
    learner_of_letter,
    recognition_letter_fields,
    recognition_letters,
    refusal_letter_fields,
    refusal_letters,
)
from ecvet_office.documents.meeting_agenda import agenda_fields, agenda_on, agenda_records
from ecvet_office.documents.meeting_minutes import minutes_fields, minutes_on, minutes_records
from ecvet_office.documents.meeting_papers import meeting_days
from ecvet_office.documents.memorandum import memorandum_fields
from ecvet_office.documents.mobility_attestation import (
    attestation_fields,
    attestation_records,
    attestations,
    learner_of_attestation,
    why_not_due,
)
from ecvet_office.documents.prior_learning_file import (
    learner_of_file,
    prior_file_fields,
    prior_file_records,
    prior_files,
)
from ecvet_office.documents.training_plan import (
    learner_of_plan,
    plan_records,
    plans_to_print,
    training_plan_fields,
)
from ecvet_office.documents.transcript import transcript_fields
from ecvet_office.documents.unit_sheet import unit_sheet_fields
from ecvet_office.model.findings import Finding
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.model.results import AMENDMENT, RECOGNISED, REFUSED
from ecvet_office.model.stages import Stage
from ecvet_office.rules.erasmus_agreement import asks_for_erasmus_agreement


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
        is_returned: whether a partner fills it in any case, so that its fields stay open without being asked to.
        asks: the truths that hold where a partner is to fill it: rows that are else left out while they are empty.
        waiting: gives the subjects where a partner is to fill it, if that is asked for earlier than the finished one.
        on_day: gives the one of a day, for a kind that is about a day; None for one that is about something else.
        why_not: gives what keeps one from being made though nothing in the workbook is wrong; None where nothing does.
    """

    fields: Callable[[Sources, str], Fields]
    subjects: Callable[[Register, Collection[str]], Iterable[str]]
    drawn_on: DrawnOn
    holds_until: Stage
    title: str
    learner: Callable[[Register, str], str]
    has_blank_rows: bool = False
    is_returned: bool = False
    asks: tuple[str, ...] = ()
    waiting: Callable[[Register, Collection[str]], Iterable[str]] | None = None
    on_day: Callable[[Register, date], Iterable[str]] | None = None
    why_not: Callable[[Register, str], Iterable[Finding]] | None = None


def _agreements(register: Register, learners: Collection[str]) -> Iterator[str]:
    """Gives the agreements of the learners that are not withdrawn, in the order of the sheet."""
    for agreement in register.agreement.values():
        if agreement.stage is not Stage.WITHDRAWN and (not learners or agreement.learner in learners):
            yield agreement.id


def _assessed_stays(register: Register, learners: Collection[str]) -> Iterator[str]:
    """Gives the agreements for which there is a result: a transcript without one would say nothing."""
    yield from (one for one in _agreements(register, learners) if _has_result(register, one))


def _stays_for_transcript(register: Register, learners: Collection[str]) -> Iterator[str]:
    """Gives the agreements for which there is a result, withdrawn ones too: what was achieved until then counts."""
    for agreement in register.agreement.values():
        if (not learners or agreement.learner in learners) and _has_result(register, agreement.id):
            yield agreement.id


def _has_result(register: Register, agreement: str) -> bool:
    results = register.results_of.get(register.agreement[agreement].learner or "", ())
    return any(result.context == agreement for result in results)


def _programme_stays(register: Register, learners: Collection[str]) -> Iterator[str]:
    """Gives the agreements that ask for the programme's own form; all of them where none does, for whoever names it."""
    stays = tuple(_agreements(register, learners))
    asking = tuple(one for one in stays if asks_for_erasmus_agreement(register, register.agreement[one]))
    yield from asking or stays


def _ended_stays(register: Register, learners: Collection[str]) -> Iterator[str]:
    """Gives the stays of the programme that have ended, or of which there is a result."""
    assessed = set(_assessed_stays(register, learners))
    for one in _programme_stays(register, learners):
        agreement = register.agreement[one]
        if one in assessed or agreement.actual_end or agreement.stage in {Stage.RETURNED, Stage.DECIDED}:
            yield one


def _memoranda(register: Register, learners: Collection[str]) -> Iterator[str]:
    """Gives the memoranda; those to which the learners' agreements refer, where learners are named."""
    used = {register.agreement[one].memorandum for one in _agreements(register, learners)}
    yield from (one for one in register.memorandum if not learners or one in used)


def _units(register: Register, learners: Collection[str]) -> Iterator[str]:
    """Gives the units; those of which the learners' agreements speak, where learners are named."""
    stays = (register.agreement[one] for one in _agreements(register, learners))
    agreed = {target for stay in stays for target in register.terms(stay).targets}
    agreed |= {known.unit for one in agreed if (known := register.outcome.get(one)) and known.unit}
    yield from (unit for unit in register.unit if not learners or unit in agreed)


def _records_of_letter(step: str) -> DrawnOn:
    """Gives what tells the records on which a letter about decisions of a step draws."""

    def records(register: Register, subject: str) -> Iterator[Record]:
        decisions, home = decisions_in(register, subject, step), home_of_letter(register, subject)
        return letter_records(register, learner_of_letter(register, subject), subject, home, decisions)

    return records


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
        asks=("either.mentor", "asks.host_company", "asks.signing"),
    ),
    "erasmus-agreement": DocumentKind(
        erasmus_agreement_fields,
        _programme_stays,
        erasmus_records,
        Stage.READY_TO_SIGN,
        "erasmus.document",
        _learner_of_agreement,
        has_blank_rows=True,
        asks=("asks.host_mentor", "asks.signing"),
    ),
    "group-programme": DocumentKind(
        group_programme_fields, groups_to_print, group_records, Stage.READY_TO_SIGN, "group.document", _no_learner
    ),
    "assessment-sheet": DocumentKind(
        assessment_sheet_fields,
        _agreements,
        agreement_records,
        Stage.READY_TO_SIGN,
        "assessment.document",
        _learner_of_agreement,
        is_returned=True,
    ),
    "complement": DocumentKind(
        complement_fields,
        _ended_stays,
        complement_records,
        Stage.RETURNED,
        "complement.document",
        _learner_of_agreement,
        asks=("asks.host_mentor", "asks.results", "asks.signing"),
        waiting=_programme_stays,
    ),
    "transcript": DocumentKind(
        transcript_fields,
        _stays_for_transcript,
        transcript_records,
        Stage.RETURNED,
        "transcript.document",
        _learner_of_agreement,
    ),
    "europass-mobility": DocumentKind(
        europass_fields,
        _assessed_stays,
        europass_records,
        Stage.RETURNED,
        "europass.document",
        _learner_of_agreement,
    ),
    "unit-sheet": DocumentKind(
        unit_sheet_fields, _units, unit_records, Stage.READY_TO_SIGN, "unit-sheet.document", _no_learner
    ),
    "recognition-letter": DocumentKind(
        recognition_letter_fields,
        recognition_letters,
        _records_of_letter(RECOGNISED),
        Stage.DECIDED,
        "recognition.document",
        learner_of_letter,
    ),
    "refusal-letter": DocumentKind(
        refusal_letter_fields,
        refusal_letters,
        _records_of_letter(REFUSED),
        Stage.DECIDED,
        "refusal.document",
        learner_of_letter,
    ),
    "unit-specification": DocumentKind(
        specification_fields, course_units, specification_records, Stage.DECIDED, "specification.document", _no_learner
    ),
    "certificate-supplement": DocumentKind(
        supplement_fields, courses, supplement_records, Stage.DECIDED, "supplement.document", _no_learner
    ),
    "prior-learning-file": DocumentKind(
        prior_file_fields, prior_files, prior_file_records, Stage.DECIDED, "prior.document", learner_of_file
    ),
    "entry-letter": DocumentKind(
        entry_letter_fields, entry_letters, entry_records, Stage.DECIDED, "entry.document", learner_of_entry
    ),
    "training-plan": DocumentKind(
        training_plan_fields, plans_to_print, plan_records, Stage.DECIDED, "plan.document", learner_of_plan
    ),
    "mobility-attestation": DocumentKind(
        attestation_fields,
        attestations,
        attestation_records,
        Stage.DECIDED,
        "attestation.document",
        learner_of_attestation,
        why_not=why_not_due,
    ),
    "meeting-agenda": DocumentKind(
        agenda_fields, meeting_days, agenda_records, Stage.DECIDED, "agenda.document", _no_learner, on_day=agenda_on
    ),
    "meeting-minutes": DocumentKind(
        minutes_fields, meeting_days, minutes_records, Stage.DECIDED, "minutes.document", _no_learner, on_day=minutes_on
    ),
}
"""The documents, by the name that people type."""

TEMPLATED = (*DOCUMENTS, AMENDMENT)
"""The documents that have templates: an amendment is made from an agreement that was signed, not from rows alone."""

OF_THE_PROGRAMME = ("erasmus-agreement", "complement")

OF_A_MEETING = tuple(document for document, kind in DOCUMENTS.items() if kind.on_day is not None)
"""The documents about the day of a meeting, and no learner, partner or unit."""


def documents_in_all(register: Register) -> tuple[str, ...]:
    """Gives the documents that somebody wants who asks for all of them, in the order of DOCUMENTS.

    The papers of the Erasmus+ programme are among them where a stay asks for them. In the Erasmus-only profile its
    learning agreement takes the place of the ECVET one. The papers of meetings stand apart, for they are no papers of a
    year: `ecvet meeting` makes those of a day. Whoever names a document gets it in any case.
    """
    asked = any(asks_for_erasmus_agreement(register, register.agreement[one]) for one in _agreements(register, ()))
    left_out = {*OF_A_MEETING, *(() if asked else OF_THE_PROGRAMME)}
    if register.settings.is_erasmus_only:
        left_out.add("learning-agreement")
    return tuple(document for document in DOCUMENTS if document not in left_out)
