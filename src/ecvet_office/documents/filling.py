"""Documents for one or for thousands: which there are, what holds them back, filling them, and writing them safely."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import import_module

from ecvet_office.documents.bilingual import asked_beside, open_paths, side_by_side
from ecvet_office.documents.checks import (
    FindingsByPlace,
    blank_rows,
    concerning,
    findings_by_place,
    missing_translations,
)
from ecvet_office.documents.concerned import about_document
from ecvet_office.documents.document_kinds import DOCUMENTS, DocumentKind
from ecvet_office.documents.fields import FIRST_VERSION, Fields, Sources, joined, sources_of
from ecvet_office.documents.names import file_name
from ecvet_office.documents.prepared import FilledDocument, PreparedDocument
from ecvet_office.documents.provenance import fingerprint, origin_of, with_room_for_origin
from ecvet_office.documents.template import Template, compile_template
from ecvet_office.documents.wording import wordings
from ecvet_office.evaluation import Evaluation, sort_findings
from ecvet_office.law.packaged import packaged_folder
from ecvet_office.model.errors import UsageError
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage

TEMPLATES = "doc_templates"
ENGLISH = "en"


def fill(
    document: str,
    evaluation: Evaluation,
    learners: Sequence[str] = (),
    language: str = "en",
    draft: bool = False,  # the last of the arguments of the command of the same name
    template: Template | None = None,
    *,
    to_return: bool = False,
) -> Iterator[FilledDocument]:
    """Fills a document for every subject, one at a time, in the order of the sheets.

    Documents that an error holds back are given too, with the findings: whether to write them is for the caller.

    Args:
        document: one of DOCUMENTS.
        evaluation: of the workbook.
        learners: their ids; all where none are named.
        language: code of the language of labels and clauses, or of two: `en+fr`, the first in full black.
        draft: whether the documents say on their face that they are drafts.
        template: of one's own; None for the one that comes with the package.
        to_return: whether a partner is to fill what is open and return it; an assessment sheet is made so in any case.

    Raises:
        UsageError: there is no such document, language or learner, or nothing in the document is for a partner.
    """
    prepared = prepare(document, evaluation, learners, language, draft=draft, template=template, to_return=to_return)
    return (one.filled() for one in prepared)


def prepare(
    document: str,
    evaluation: Evaluation,
    learners: Sequence[str] = (),
    language: str = "en",
    *,
    draft: bool = False,
    template: Template | None = None,
    to_return: bool = False,
    days: Collection[date] = (),
) -> Iterator[PreparedDocument]:
    """Gives what `fill` fills, before the bytes are made; arguments and errors are those of `fill`.

    A paper of a meeting is made for the days, instead of those on which something was decided, where any are named.
    """
    kind = _kind(document)
    for learner in learners:
        _refuse_unknown("learner", learner, evaluation.register.learner)
    first, second = wordings(language)
    sources = sources_of(evaluation, first, draft=draft, beside=second.language if second else "")
    beside = replace(sources, wording=second, beside=first.language) if second else sources
    chosen = template or shipped_template(document, _code(sources), keep_controls=to_return or kind.is_returned)
    if to_return:
        require_open_fields(chosen, document)
    about = _subjects(kind, evaluation.register, chosen, frozenset(learners), days)
    return _prepared(document, kind, evaluation, (sources, beside), chosen, about)


def _subjects(
    kind: DocumentKind, register: Register, template: Template, learners: Collection[str], days: Collection[date]
) -> Iterable[str]:
    if days and kind.on_day:
        return tuple(subject for day in days for subject in kind.on_day(register, day))
    subjects = kind.waiting if kind.waiting and template.keeps_controls else kind.subjects
    return subjects(register, learners)


def _prepared(
    document: str,
    kind: DocumentKind,
    evaluation: Evaluation,
    both: tuple[Sources, Sources],
    template: Template,
    subjects: Iterable[str],
) -> Iterator[PreparedDocument]:
    register, places, taken = evaluation.register, findings_by_place(evaluation), set[str]()
    sources, beside = both
    kind_of_file, asked = named_in(document, _code(sources)), asked_beside(template)
    silent = open_paths(template) if template.keeps_controls else frozenset()
    mark, with_room = fingerprint(template), with_room_for_origin(template)
    for subject in subjects:
        learner = kind.learner(register, subject)
        sources.untranslated.clear()
        record = side_by_side(
            kind.fields(sources, subject), kind.fields(beside, subject) if asked else {}, asked, silent
        )
        version = _version_named(record)
        name = file_name(kind_of_file, subject, learner, version, draft=sources.draft, taken=taken)
        taken.add(name.casefold())
        if template.keeps_controls:
            record |= dict.fromkeys(kind.asks, True)
        title = f"{sources.wording.text(kind.title)} {subject}"
        found = _findings(kind, evaluation, places, subject, sources, asks=template.keeps_controls)
        origin = origin_of(document, _code(sources), template, mark, record)
        yield PreparedDocument(document, subject, learner, name, with_room, record, title, origin, sources.draft, found)


def _version_named(record: Fields) -> str:
    """Gives the part of a file's name that tells a version from the first, which needs none; empty for that one."""
    version = str(record.get("document.version", ""))
    return f"v{version}" if version not in {"", str(FIRST_VERSION)} else ""


def subjects_of(document: str, evaluation: Evaluation, learners: Collection[str] = ()) -> tuple[str, ...]:
    """Gives what a document would be made for, as agreements or units; that of all learners where none are named.

    Raises:
        UsageError: there is no such document.
    """
    return tuple(_kind(document).subjects(evaluation.register, learners))


def _code(sources: Sources) -> str:
    return joined((sources.wording.language, sources.beside), "-")


def named_in(document: str, language: str) -> str:
    """Gives how names of files begin: the document, and the languages where they are not English alone.

    >>> named_in("transcript", "en"), named_in("transcript", "en-fr")
    ('transcript', 'transcript.en-fr')
    """
    return document if language == ENGLISH else f"{document}.{language}"


def blocking(document: str, evaluation: Evaluation, subject: str) -> tuple[Finding, ...]:
    """Gives the errors that keep a document from being signed: those about what it draws on, sorted by place.

    Errors elsewhere in the workbook do not hold it back, nor does what is asked for only after it was signed.

    Raises:
        UsageError: there is no such document, or no such subject.
    """
    kind = _kind(document)
    _refuse_unknown("subject", subject, tuple(kind.subjects(evaluation.register, ())))
    records = tuple(kind.drawn_on(evaluation.register, subject))
    found = [*about_document(kind.title, records, concerning(findings_by_place(evaluation), records, kind.holds_until))]
    found += _why_not(kind, evaluation, subject)
    return tuple(finding for finding in found if finding.severity is Severity.ERROR)


def _findings(
    kind: DocumentKind, evaluation: Evaluation, places: FindingsByPlace, subject: str, sources: Sources, *, asks: bool
) -> tuple[Finding, ...]:
    records = tuple(kind.drawn_on(evaluation.register, subject))
    until = min(kind.holds_until, Stage.UNDER_WAY) if asks else kind.holds_until  # results are for the partner to give
    found = [*about_document(kind.title, records, concerning(places, records, until))]
    found += missing_translations(sources.untranslated)
    found += _why_not(kind, evaluation, subject)
    if kind.has_blank_rows and not asks:  # what stays blank in a document to be returned is for the partner
        found += blank_rows(evaluation.register, subject)
    return sort_findings(found, evaluation.sheets.titles)


def _why_not(kind: DocumentKind, evaluation: Evaluation, subject: str) -> Iterable[Finding]:
    return kind.why_not(evaluation.register, subject) if kind.why_not else ()


def _kind(document: str) -> DocumentKind:
    _refuse_unknown("document", document, DOCUMENTS)
    return DOCUMENTS[document]


def _refuse_unknown(noun: str, wanted: str, known: Collection[str]) -> None:
    if wanted not in known:
        nearest = get_close_matches(wanted, known, n=1)
        hint = f"; did you mean {nearest[0]}?" if nearest else ""
        raise UsageError(f"there is no {noun} {wanted}{hint}")


def require_open_fields(template: Template, document: str) -> None:
    """Refuses a template in which nothing is left for a partner to fill.

    Raises:
        UsageError: no field of it is tagged `open:`.
    """
    if not any(field.is_open for field in template.fields):
        raise UsageError(f"nothing in the {document} is for a partner to fill: make it without --to-return")


@cache
def shipped_template(document: str, language: str, *, keep_controls: bool = False) -> Template:
    """Gives a template that comes with the package, compiled once.

    Args:
        document: one of TEMPLATED.
        language: code of the language, or of two with a hyphen between: `en-fr`.
        keep_controls: whether documents keep their text controls, for a partner to fill and return.

    Raises:
        UnreadableFileError: the installation lacks its templates.
        UsageError: it does not exist in the language.
    """
    return compile_template(*shipped_file(document, language), keep_controls=keep_controls)


def shipped_file(document: str, language: str) -> tuple[bytes, str]:
    """Gives a template that comes with the package as a `.docx` file, and its name; see `shipped_template`.

    A pair of languages that lies in no file is put together from the two catalogues.
    """
    name = f"{document}.{language}.docx"
    file = packaged_folder(TEMPLATES).joinpath(name)
    if file.is_file():
        return file.read_bytes(), name
    # Building templates takes python-docx, which nobody has to wait for who fills those that lie there.
    shipped = import_module("ecvet_office.documents.shipped")
    first, _, second = language.partition("-")
    if not second or not {first, second} <= {*shipped.languages_of(document)}:
        raise UsageError(f"the {document} does not exist in the language {language!r}")
    return shipped.build_template(document, first, second), name
