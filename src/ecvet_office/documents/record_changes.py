"""The differences between two records of an agreement: which fields and rows, how they are called, and of what weight.

Rows are the same whose first text is, or is nearly. Of a document in two languages each difference is told in both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from ecvet_office.documents.bilingual import SECOND

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
class SecondText:
    """What the second language of a document in two says of a change.

    Attributes:
        label: the field's title, with what it is about before it.
        then: what was signed; the first language's text where both say the same.
        today: what the workbook says; the first language's text where both say the same.
    """

    label: str
    then: str
    today: str


@dataclass(frozen=True, slots=True)
class AgreementChange:
    """One value that is different today.

    Attributes:
        field: as `units.outcomes`; the name by which somebody calls it a matter or a correction.
        label: the field's title in the document, with what it is about before it.
        then: what was signed; empty where there was nothing.
        today: what the workbook says; empty where it says nothing any more.
        is_matter: whether it is a matter of the agreement; else it is a correction.
        beside: the change in the second language of the document; None for a document in one.
    """

    field: str
    label: str
    then: str
    today: str
    is_matter: bool
    beside: SecondText | None = None


def record_changes(
    then: Mapping[str, Any],
    today: Mapping[str, Any],
    around: str,
    labels: Sequence[Mapping[str, str]],
    about: Sequence[str] = ("", ""),
) -> Iterator[AgreementChange]:
    """Gives the differences of two records, or of two rows; truths only steer what is printed and are passed over.

    Args:
        then: what was signed.
        today: the same of the workbook.
        around: what stands before the names of the fields.
        labels: the titles of fields, in the first language and in the second if there is one.
        about: the name of the row in both languages; empty outside of rows.
    """
    for key in dict.fromkeys((*then, *today)):
        path, old, new = around + key, then.get(key, ""), today.get(key, "")
        if path.startswith(NO_MATTER) or key.startswith(SECOND) or path in DERIVED or key == "number":
            continue
        if isinstance(old, list) or isinstance(new, list):
            yield from _between_rows(old or [], new or [], path, labels)
        elif isinstance(old, str) and isinstance(new, str) and old != new:
            titles = [
                ": ".join(part for part in (row, _label(path, each)) if part)
                for row, each in zip(about, labels, strict=False)
            ]
            both = [(one.get(key, ""), _second(one).get(key, "")) for one in (then, today)]
            yield _change(path, titles, both[0], both[1], is_matter=not _is_correction(path, old, new))


def _change(
    path: str, labels: Sequence[str], then: Sequence[str], today: Sequence[str], *, is_matter: bool
) -> AgreementChange:
    """Gives a change from what both languages say; the second is left away where there is one title alone."""
    beside = SecondText(labels[1], then[1], today[1]) if len(labels) > 1 else None
    return AgreementChange(path, labels[0], then[0], today[0], is_matter, beside)


def _second(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Gives a record or a row as its second language has it, as far as it says something else."""
    return {
        key: [_second(one) for one in value] if isinstance(value, list) else record.get(SECOND + key) or value
        for key, value in record.items()
        if not key.startswith(SECOND)
    }


def _label(path: str, labels: Mapping[str, str]) -> str:
    """Gives the title of a field; that of a role or of a learner's row names whose it is, for several have one."""
    whose = "learner" if path.startswith("learner.") else path.removesuffix(".role") if path.endswith(".role") else ""
    owner = labels.get(f"{whose}.name") if whose and path != f"{whose}.name" else None
    return ": ".join(part for part in (owner, labels.get(path) or path) if part)


def _between_rows(
    then: Sequence[Mapping[str, Any]],
    today: Sequence[Mapping[str, Any]],
    path: str,
    labels: Sequence[Mapping[str, str]],
) -> Iterator[AgreementChange]:
    """Gives the rows dropped, changed and added; a row is the same whose first text is, or is nearly."""
    left = list(today)
    titles = [each.get(f"{path}.{_row_key(then or today)}") or path for each in labels]
    is_matter = not path.startswith(CORRECTED)
    for row in then:
        other = next((one for one in left if _name(one) == _name(row)), None) or next(
            (one for one in left if _is_like(_name(one), _name(row)) and _name(one) not in map(_name, then)), None
        )
        if other is None:
            yield _change(path, titles, _row_texts(row), ("", ""), is_matter=is_matter)
        else:
            left.remove(other)
            yield from record_changes(row, other, f"{path}.", labels, (_name(row), _name(_second(row))))
    for row in left:
        yield _change(path, titles, ("", ""), _row_texts(row), is_matter=is_matter)


def _row_key(rows: Sequence[Mapping[str, Any]]) -> str:
    return next((key for key in ROW_KEYS if rows and key in rows[0]), "")


def _name(row: Mapping[str, Any]) -> str:
    return str(row.get(_row_key([row]), ""))


def _row_texts(row: Mapping[str, Any]) -> tuple[str, str]:
    return _row_text(row), _row_text(_second(row))


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
