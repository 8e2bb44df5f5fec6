"""What is different today from what was signed: matters of the agreement, which are signed anew, and corrections.

A learning agreement says who learns what, where, when and with whom, and how it is assessed, validated and recognised
(2009/C 155/02, Annex II, 3). Whoever changes one of these changes what was agreed. A slip of spelling, an address or a
telephone number changes nothing of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from ecvet_office.documents.bilingual import SECOND
from ecvet_office.documents.filling import prepare, shipped_template
from ecvet_office.documents.provenance import Origin, read_origin
from ecvet_office.documents.shown_lines import shown_lines
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.errors import UnreadableFileError, UsageError
from ecvet_office.model.stages import Stage

AGREEMENTS = ("learning-agreement", "erasmus-agreement")
LIKE = 0.85
"""Two names are taken for spellings of one from this share of equal letters on; whoever reads the list decides."""

NO_MATTER = ("document.", "draft", "progress", "signs.", "asks.", "either.", "learner.id", SECOND)
"""How fields begin that are neither: of the paper itself, of who signs it, and of what the learner has by now."""

DERIVED = frozenset({"stay"})
"""Fields that say in one line what other fields say."""

CORRECTED = ("learner.", "guardians", "qualification.title_elsewhere", "qualification.nqf", "mobility_id")
CORRECTED_ENDS = (".address", ".telephone", ".email", ".website", ".reach", ".fax", ".contact.name", ".position")
ALSO_CORRECTED = frozenset({"project_code", "programme"})
NAMES = (".name", ".mentor", "host_company", "company", "mentor", "assessor", "qualification.title", "title")
ROW_MARK = "\N{EN DASH}"
ROW_KEYS = ("text", "title", "company", "name")


@dataclass(frozen=True, slots=True)
class AgreementChange:
    """One value that is different today.

    Attributes:
        field: as `units.outcomes`; the name by which somebody calls it a matter or a correction.
        label: the field's title in the document, with what it is about before it.
        then: what was signed; empty where there was nothing.
        today: what the workbook says; empty where it says nothing any more.
        is_matter: whether it is a matter of the agreement; else it is a correction.
    """

    field: str
    label: str
    then: str
    today: str
    is_matter: bool


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
    agreed: Sequence[tuple[str, str]] = (),
) -> tuple[AgreementChange, ...]:
    """Gives what is different today, in the order of the document, matters first.

    What was left open and filled in on the document that was signed is no change.

    Args:
        signed: the document.
        evaluation: of the workbook as it stands.
        matters: fields that somebody calls matters of the agreement, whatever we take them for.
        corrections: fields that somebody calls corrections.
        agreed: what amendments have agreed since, in their order: label and new value of each change.

    Raises:
        UsageError: a field that somebody calls something has not changed.
    """
    origin = signed.origin
    today = _today(evaluation, origin)
    template = shipped_template(origin.document, signed.language)
    order = {field.path.replace("[]", ""): place for place, field in reversed(list(enumerate(template.fields)))}
    texts = [field for field in template.fields if field.kind == "text"]
    labels = {field.path.replace("[]", ""): field.label for field in reversed(texts)}  # the first of a field's titles
    found = [
        replace(one, is_matter=(one.is_matter or one.field in matters) and one.field not in corrections)
        for one in _not_agreed(_between(origin.record, today, "", labels, ""), agreed)
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


def _not_agreed(changes: Iterable[AgreementChange], agreed: Sequence[tuple[str, str]]) -> Iterator[AgreementChange]:
    """Gives the changes that no amendment agreed on; of what was amended and changed again, since the amendment."""
    last = dict(agreed)
    for one in changes:
        if (one.label, one.today) in agreed and (last[one.label] == one.today or not one.then):
            continue
        is_again = one.then and one.today and one.label in last
        yield replace(one, then=last[one.label]) if is_again else one


def _between(
    then: Mapping[str, Any], today: Mapping[str, Any], around: str, labels: Mapping[str, str], about: str
) -> Iterator[AgreementChange]:
    """Gives the differences of two records, or of two rows; truths only steer what is printed and are passed over."""
    for key in dict.fromkeys((*then, *today)):
        path, old, new = around + key, then.get(key, ""), today.get(key, "")
        if path.startswith(NO_MATTER) or key.startswith(SECOND) or path in DERIVED or key == "number":
            continue
        if isinstance(old, list) or isinstance(new, list):
            yield from _between_rows(old or [], new or [], path, labels)
        elif isinstance(old, str) and isinstance(new, str) and old != new:
            label = ": ".join(part for part in (about, _label(path, labels)) if part)
            yield AgreementChange(path, label, old, new, not _is_correction(path, old, new))


def _label(path: str, labels: Mapping[str, str]) -> str:
    """Gives the title of a field; that of a role or of a learner's row names whose it is, for several have one."""
    whose = "learner" if path.startswith("learner.") else path.removesuffix(".role") if path.endswith(".role") else ""
    owner = labels.get(f"{whose}.name") if whose and path != f"{whose}.name" else None
    return ": ".join(part for part in (owner, labels.get(path) or path) if part)


def _between_rows(
    then: Sequence[Mapping[str, Any]], today: Sequence[Mapping[str, Any]], path: str, labels: Mapping[str, str]
) -> Iterator[AgreementChange]:
    """Gives the rows dropped, changed and added; a row is the same whose first text is, or is nearly."""
    left = list(today)
    label = labels.get(f"{path}.{_row_key(then or today)}") or path
    for row in then:
        other = next((one for one in left if _name(one) == _name(row)), None) or next(
            (one for one in left if _is_like(_name(one), _name(row)) and _name(one) not in map(_name, then)), None
        )
        if other is None:
            yield AgreementChange(path, label, _row_text(row), "", not path.startswith(CORRECTED))
        else:
            left.remove(other)
            yield from _between(row, other, f"{path}.", labels, _name(row))
    for row in left:
        yield AgreementChange(path, label, "", _row_text(row), not path.startswith(CORRECTED))


def _row_key(rows: Sequence[Mapping[str, Any]]) -> str:
    return next((key for key in ROW_KEYS if rows and key in rows[0]), "")


def _name(row: Mapping[str, Any]) -> str:
    return str(row.get(_row_key([row]), ""))


def _row_text(row: Mapping[str, Any]) -> str:
    """Gives a row as lines: its first text, and the first texts of the rows in it."""
    inner = (one for value in row.values() if isinstance(value, list) for one in value)
    return "\n".join([_name(row), *(f"{ROW_MARK} {_name(one)}" for one in inner)])


def _is_correction(path: str, then: str, today: str) -> bool:
    if path.startswith(CORRECTED) or path.endswith(CORRECTED_ENDS) or path in ALSO_CORRECTED:
        return True
    return _folded(then) == _folded(today) or (path.endswith(NAMES) and _is_like(then, today))


def _is_like(one: str, other: str) -> bool:
    """Whether two texts are spellings of one: nearly the same letters, and the same figures."""
    figures = [[sign for sign in text if sign.isdecimal()] for text in (one, other)]
    same = SequenceMatcher(None, _folded(one), _folded(other), autojunk=False).ratio()
    return bool(one and other) and figures[0] == figures[1] and same >= LIKE


def _folded(text: str) -> str:
    """Gives the letters and figures of a text without accents, case and punctuation; its minus signs stay."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum() or sign == "-")
