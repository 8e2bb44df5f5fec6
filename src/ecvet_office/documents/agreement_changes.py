"""What is different today from what was signed: matters of the agreement, which are signed anew, and corrections.

A learning agreement says who learns what, where, when and with whom, and how it is assessed, validated and recognised
(2009/C 155/02, Annex II, 3). Whoever changes one of these changes what was agreed. A slip of spelling, an address or a
telephone number changes nothing of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ecvet_office.documents.filling import prepare, shipped_template
from ecvet_office.documents.provenance import Origin, read_origin
from ecvet_office.documents.record_changes import AgreementChange, record_changes
from ecvet_office.documents.shown_lines import shown_lines
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.errors import UnreadableFileError, UsageError
from ecvet_office.model.stages import Stage

AGREEMENTS = ("learning-agreement", "erasmus-agreement")


@dataclass(frozen=True, slots=True)
class AgreedValue:
    """A value on which an amendment agreed that everybody has signed.

    Attributes:
        label: of the change, in the first language of the amendment.
        value: on which it agreed; empty where it agreed on nothing any more.
        beside: the value in the second language; as in the first where there is none, or both say the same.
    """

    label: str
    value: str
    beside: str


@dataclass(frozen=True, slots=True)
class SignedAgreement:
    """A document that was signed.

    Attributes:
        origin: what it was made from.
        shown: everything that it shows, so that what a partner filled in by hand is known.
    """

    origin: Origin
    shown: str

    @property
    def language(self) -> str:
        """The code of its first language."""
        return self.origin.language.partition("-")[0]

    @property
    def second(self) -> str:
        """The code of its second language; empty for a document in one."""
        return self.origin.language.partition("-")[2]


def signed_agreement(data: bytes, name: str, evaluation: Evaluation, agreement: str) -> SignedAgreement:
    """Gives the signed document, when it is about the agreement as it stands.

    Args:
        data: the whole `.docx` file.
        name: what the file is called in messages.
        evaluation: of the workbook.
        agreement: the id.

    Raises:
        UnreadableFileError: it is no Word file, or does not say what it was made from.
        UsageError: there is no such agreement, it was withdrawn, or the document is about another one.
    """
    row = evaluation.register.agreement.get(agreement)
    if row is None:
        known = ", ".join(evaluation.register.agreement) or "none"
        raise UsageError(f"the workbook has no agreement {agreement}; there is: {known}")
    if row.stage is Stage.WITHDRAWN:
        raise UsageError(f"agreement {agreement} is withdrawn, so nothing of it is to be amended any more")
    origin = read_origin(data, name)
    if origin is None or not origin.is_intact:
        raise UnreadableFileError(
            f"{name} does not say what it was made from, or that was changed. Name the Word file that ecvet fill made "
            "and that was signed, not a scan of it"
        )
    if origin.document not in AGREEMENTS or origin.number != agreement:
        raise UsageError(f"{name} is the {origin.document} {origin.number}, not the agreement {agreement}")
    signer = origin.record.get("learner.id", row.learner)
    if signer != row.learner:
        raise UsageError(
            f"{name} is about learner {signer}, and {agreement} by now about {row.learner}: make a new one"
        )
    lines = shown_lines(data, name)
    return SignedAgreement(origin, " ".join([*lines.main, *lines.edges]))


def agreement_changes(
    signed: SignedAgreement,
    evaluation: Evaluation,
    matters: Collection[str] = (),
    corrections: Collection[str] = (),
    agreed: Sequence[AgreedValue] = (),
) -> tuple[AgreementChange, ...]:
    """Gives what is different today, in the order of the document, matters first.

    What was left open and filled in on the document that was signed is no change.

    Args:
        signed: the document.
        evaluation: of the workbook as it stands.
        matters: fields that somebody calls matters of the agreement, whatever we take them for.
        corrections: fields that somebody calls corrections.
        agreed: what amendments have agreed since, in their order.

    Raises:
        UsageError: a field that somebody calls something has not changed.
    """
    origin = signed.origin
    today = _today(evaluation, origin)
    template = shipped_template(origin.document, signed.language)
    order = {field.path.replace("[]", ""): place for place, field in reversed(list(enumerate(template.fields)))}
    labels = [_labels(origin.document, language) for language in (signed.language, signed.second) if language]
    found = [
        replace(one, is_matter=(one.is_matter or one.field in matters) and one.field not in corrections)
        for one in _not_agreed(record_changes(origin.record, today, "", labels), agreed)
        if one.then or " ".join(one.today.split()) not in signed.shown
    ]
    known = {one.field for one in found}
    if unknown := [one for one in (*matters, *corrections) if one not in known]:
        raise UsageError(f"the field {unknown[0]} has not changed; changed are: {', '.join(sorted(known)) or 'none'}")
    last = len(order)
    return tuple(sorted(found, key=lambda one: (not one.is_matter, order.get(one.field, last))))


def _today(evaluation: Evaluation, origin: Origin) -> Mapping[str, Any]:
    learner = evaluation.register.agreement[origin.number].learner or ""
    made = prepare(origin.document, evaluation, (learner,), origin.language.replace("-", "+"))
    return next((one.origin.record for one in made if one.subject == origin.number), {})


def _labels(document: str, language: str) -> Mapping[str, str]:
    """Gives the titles of fields by path, without the marks of repeats; of several titles the first."""
    texts = [field for field in shipped_template(document, language).fields if field.kind == "text"]
    return {field.path.replace("[]", ""): field.label for field in reversed(texts)}


def _not_agreed(changes: Iterable[AgreementChange], agreed: Sequence[AgreedValue]) -> Iterator[AgreementChange]:
    """Gives the changes that no amendment agreed on; of what was amended and changed again, since the amendment."""
    known, last = {(one.label, one.value) for one in agreed}, {one.label: one for one in agreed}
    for one in changes:
        before = last.get(one.label)
        if (one.label, one.today) in known and (before is None or before.value == one.today or not one.then):
            continue
        if before and before.value and one.then and one.today:
            beside = one.beside and replace(one.beside, then=before.beside)
            yield replace(one, then=before.value, beside=beside)
        else:
            yield one
