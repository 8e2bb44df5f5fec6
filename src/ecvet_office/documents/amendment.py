"""What an amendment to a learning agreement says: what was agreed, what is agreed from now on, and who signs.

It stands beside the agreement, which stays as it was signed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ecvet_office.documents.agreement_changes import AgreedValue, SignedAgreement
from ecvet_office.documents.bilingual import SECOND, asked_beside, side_by_side
from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.fields import (
    FIRST_VERSION,
    Fields,
    Sources,
    institution_name,
    numbered,
    sources_of,
    without,
)
from ecvet_office.documents.fields_stay import learner_of, stay_fields
from ecvet_office.documents.filed_returns import FILED, last_filed
from ecvet_office.documents.filling import named_in, shipped_template
from ecvet_office.documents.learning_agreement import signature_fields
from ecvet_office.documents.names import SUFFIX, file_name
from ecvet_office.documents.paper_code import PaperCode
from ecvet_office.documents.prepared import PreparedDocument
from ecvet_office.documents.provenance import fingerprint, origin_of, read_origin, with_room_for_origin
from ecvet_office.documents.record_changes import AgreementChange, SecondText
from ecvet_office.documents.recording import filed_document, next_version
from ecvet_office.documents.template import Template
from ecvet_office.documents.wording import languages, wording
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.errors import UsageError
from ecvet_office.model.register import Register
from ecvet_office.model.results import AGREEMENT, AMENDMENT, Paper
from ecvet_office.rules.signatures import papers_of

NAME = AMENDMENT


def signed_document(register: Register, agreement: str, folder: Path) -> Path:
    """Gives the signed agreement that the sheet Papers names: of the last version whose Word file is there.

    Where the host filled it in and it was filed when it came back, that file is meant: it shows what the host wrote.

    Args:
        register: the workbook's records.
        agreement: its id.
        folder: where the documents lie; what came back is filed in the folder `filed` beside it.

    Raises:
        UsageError: none is there.
    """
    papers = sorted(papers_of(register, AGREEMENT, agreement), key=lambda paper: paper.version or 0, reverse=True)
    files = (filed_document(folder, paper.file) for paper in papers)
    found = next((path for path in files if path is not None and path.suffix.casefold() == SUFFIX), None)
    if found is None:
        raise UsageError(
            f"the sheet Papers names no Word file of agreement {agreement} that lies in {folder}. Name the document "
            "that was signed with --signed, or the folder with --documents"
        )
    return _as_it_came_back(found, folder.parent / FILED) or found


def _as_it_came_back(made: Path, folder: Path) -> Path | None:
    """Gives the filed copy of a document, if it was made from the same values; None where there is none."""
    origin = read_origin(made.read_bytes(), made.name)
    if origin is None:
        return None
    found = last_filed(PaperCode(origin.document, origin.number, origin.version), SUFFIX, folder)
    filed = read_origin(found.read_bytes(), found.name) if found else None
    return found if filed is not None and filed.values == origin.values else None


def agreed_since(register: Register, agreement: str, folder: Path) -> tuple[AgreedValue, ...]:
    """Gives what amendments changed that everybody has signed, in their order.

    Args:
        register: the workbook's records.
        agreement: its id.
        folder: where the amendments lie that the sheet Papers names.

    Raises:
        UnreadableFileError: an amendment cannot be read.
    """
    versions: dict[int, list[Paper]] = {}
    for paper in papers_of(register, AMENDMENT, agreement):
        versions.setdefault(paper.version or FIRST_VERSION, []).append(paper)
    signed = [papers for _, papers in sorted(versions.items()) if all(paper.signed_on for paper in papers)]
    paths = (filed_document(folder, papers[0].file) for papers in signed)
    origins = (read_origin(path.read_bytes(), path.name) for path in paths if path and path.suffix == SUFFIX)
    records = [origin.record for origin in origins if origin is not None and origin.is_intact]
    rows = (row for record in records for row in (*record.get("changes", ()), *record.get("corrections", ())))
    return tuple(map(_agreed, rows))


def _agreed(row: Mapping[str, Any]) -> AgreedValue:
    """Gives what a row of an amendment agreed on; the words that stand where nothing is left count as nothing."""
    new = str(row["new"])
    value = "" if new in {wording(one).text("amendment.nothing") for one in languages()} else new
    return AgreedValue(str(row["what"]), value, str(row.get(f"{SECOND}new") or value) if value else "")


def prepared_amendment(
    evaluation: Evaluation,
    agreement_id: str,
    signed: SignedAgreement,
    changes: Sequence[AgreementChange],
    template: Template | None = None,
) -> PreparedDocument:
    """Gives the amendment of an agreement, ready to be made, in the language or the two of what was signed.

    Args:
        evaluation: of the workbook as it stands.
        agreement_id: the agreement.
        signed: the document that was signed.
        changes: from `agreement_changes`.
        template: of one's own; None for the one that comes with the package.
    """
    register, language = evaluation.register, signed.origin.language
    chosen = template or shipped_template(NAME, language)
    agreement = register.agreement[agreement_id]
    first = sources_of(evaluation, wording(signed.language), beside=signed.second)
    version = next_version(papers_of(register, AMENDMENT, agreement_id))
    record = amendment_fields(first, agreement, signed, changes, version)
    asked = asked_beside(chosen)
    if asked and signed.second:
        second = replace(first, wording=wording(signed.second), beside=signed.language)
        beside = [replace(one, **_texts(one.beside)) for one in changes]
        record = side_by_side(record, amendment_fields(second, agreement, signed, beside, version), asked)
    else:
        record = side_by_side(record, record, asked)
    title = f"{first.wording.text('amendment.document')} {agreement_id}"
    learner = learner_of(first, agreement).id
    name = file_name(named_in(NAME, language), agreement_id, learner, f"v{version}" if version > 1 else "")
    origin = origin_of(NAME, language, chosen, fingerprint(chosen), record)
    room = with_room_for_origin(chosen)
    return PreparedDocument(NAME, agreement_id, learner, name, room, record, title, origin, False, ())


def _texts(second: SecondText | None) -> dict[str, Any]:
    """Gives what the second language says of a change, as attributes of the change."""
    return {"label": second.label, "then": second.then, "today": second.today} if second else {}


def amendment_fields(
    sources: Sources, agreement: Agreement, signed: SignedAgreement, changes: Sequence[AgreementChange], version: int
) -> Fields:
    """Gives the record of an amendment.

    Args:
        sources: what documents are filled from.
        agreement: the row.
        signed: the document that was signed.
        changes: all of them, matters and corrections.
        version: the number of the amendment, from 1.
    """
    register, words, origin = sources.register, sources.wording, signed.origin
    stay = stay_fields(sources, agreement)
    days = [paper.signed_on for paper in papers_of(register, AGREEMENT, agreement.id) if paper.signed_on]
    title = words.text(DOCUMENTS[origin.document].title)
    intermediary = register.terms(agreement).intermediary
    return {
        "document.number": agreement.id,
        "document.version": str(version),
        "draft": False,
        **{name: stay[name] for name in ("home.name", "host.name", "learner.id", "learner.name", "learner.born")},
        "original": words.text("amendment.original", document=title, number=origin.number, version=origin.version),
        "signed_on": words.day(max(days)) if days else "",
        "changes": numbered(_row(sources, one) for one in changes if one.is_matter),
        "corrections": numbered(_row(sources, one) for one in changes if not one.is_matter),
        "intermediary": bool(intermediary),
        "intermediary.name": institution_name(register, intermediary),
        **without(signature_fields(sources, agreement, register.terms(agreement)), ".place", ".date", "asks.signing"),
    }


def _row(sources: Sources, change: AgreementChange) -> Fields:
    nothing = sources.wording.text("amendment.nothing")
    return {"what": change.label, "old": change.then or nothing, "new": change.today or nothing}
