"""What an amendment to a learning agreement says: what was agreed, what is agreed from now on, and who signs.

It stands beside the agreement, which stays as it was signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from ecvet_office.documents.agreement_changes import AgreementChange, SignedAgreement
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
from ecvet_office.documents.learning_agreement import signature_fields
from ecvet_office.documents.names import SUFFIX, file_name
from ecvet_office.documents.prepared import PreparedDocument
from ecvet_office.documents.provenance import fingerprint, origin_of, read_origin, with_room_for_origin
from ecvet_office.documents.recording import filed_document, next_version
from ecvet_office.documents.template import Template, compile_template
from ecvet_office.documents.wording import wording
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.errors import UsageError
from ecvet_office.model.register import Register
from ecvet_office.model.results import AGREEMENT, AMENDMENT, Paper
from ecvet_office.rules.signatures import papers_of

NAME = "amendment"


def signed_document(register: Register, agreement: str, folder: Path) -> Path:
    """Gives the signed agreement that the sheet Papers names: of the last version whose Word file is there.

    Args:
        register: the workbook's records.
        agreement: its id.
        folder: where the documents lie.

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
    return found


def agreed_since(register: Register, agreement: str, folder: Path) -> tuple[tuple[str, str], ...]:
    """Gives what amendments changed that everybody has signed, in their order: label and new value of each change.

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
    return tuple((str(row["what"]), str(row["new"])) for row in rows)


def amendment_template(language: str) -> Template:
    """Gives the template of an amendment in a language.

    Raises:
        UsageError: there is no catalogue of the language.
    """
    # Building a template takes python-docx, which nobody has to wait for who amends nothing.
    shipped = import_module("ecvet_office.documents.shipped_amendment")
    return compile_template(shipped.amendment_bytes(language), f"{NAME}.{language}{SUFFIX}")


def prepared_amendment(
    evaluation: Evaluation, agreement_id: str, signed: SignedAgreement, changes: Sequence[AgreementChange]
) -> PreparedDocument:
    """Gives the amendment of an agreement, ready to be made, in the first language of what was signed.

    Args:
        evaluation: of the workbook as it stands.
        agreement_id: the agreement.
        signed: the document that was signed.
        changes: from `agreement_changes`.
    """
    register, template = evaluation.register, amendment_template(signed.language)
    agreement = register.agreement[agreement_id]
    sources = sources_of(evaluation, wording(signed.language))
    version = next_version(papers_of(register, AMENDMENT, agreement_id))
    record = amendment_fields(sources, agreement, signed, changes, version)
    title = f"{sources.wording.text('amendment.document')} {agreement_id}"
    learner = learner_of(sources, agreement).id
    name = file_name(NAME, agreement_id, learner, f"v{version}" if version > 1 else "")
    origin = origin_of(NAME, signed.language, template, fingerprint(template), record)
    room = with_room_for_origin(template)
    return PreparedDocument(NAME, agreement_id, learner, name, room, record, title, origin, False, ())


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
