"""Records of documents in two languages: what a field says in the second stands beside what it says in the first.

A template in two languages asks for the second language's text of a field `stay` by the tag `second.stay`. Where both
languages say the same, as of a name or a number, it is printed once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ecvet_office.documents.fields import Fields
from ecvet_office.documents.template import Template
from ecvet_office.model.errors import RuleBookError

SECOND = "second."

_SAME = frozenset(
    {"name", "id", "number", "version", "position", "role", "mentor", "company", "host_company", "host_mentor"}
    | {"reach", "place"}
    | {"address", "email", "telephone", "website", "country", "institution", "organisation", "partners", "by"}
    | {"eqf", "nqf", "kind", "evidence", "assessor", "programme", "project_code", "mobility_id", "file_code"}
    | {"activity_type", "family_name", "given_names", "nationality", "type", "experience", "matriculation"}
    | {"code", "local_grade", "credits", "guardians"}
)
"""Last words of the names of fields that say the same in every language: names, numbers, and what is not translated."""


def may_differ(key: str) -> bool:
    """Whether a field may say something else in another language."""
    return key.rpartition(".")[2] not in _SAME


def asked_beside(template: Template) -> frozenset[str]:
    """Gives the paths of the fields that a template asks for in the second language; none for one in one language.

    A field inside a repeat may be one of the repeat's items or of what is around it, so it stands under each path.
    """
    paths: set[str] = set()
    for field in template.fields:
        if field.kind == "text" and field.key.startswith(SECOND):
            around = field.path.removesuffix(field.key).split("[].")
            paths |= {"".join(f"{one}[]." for one in around[:depth]) + field.key for depth in range(len(around))}
    return frozenset(paths)


def open_paths(template: Template) -> frozenset[str]:
    """Gives the paths of the fields that a partner fills: what they write has no second language beside it."""
    return frozenset(field.path for field in template.fields if field.is_open)


def side_by_side(
    first: Mapping[str, object],
    second: Mapping[str, object],
    asked: Collection[str],
    silent: Collection[str] = frozenset(),
) -> Fields:
    """Gives a record with the second language's texts, as far as a template asks for them.

    Args:
        first: the record in the first language.
        second: the record in the second language; in a document in one language, the first once more.
        asked: from `asked_beside`.
        silent: the paths of the fields whose second text stays empty.

    Raises:
        RuleBookError: the records of the two languages do not have the same repeats.
    """
    return _beside(first, second, asked, silent, "") if asked else dict(first)


def _beside(
    first: Mapping[str, object],
    second: Mapping[str, object],
    asked: Collection[str],
    silent: Collection[str],
    around: str,
) -> Fields:
    made: Fields = {}
    for key, value in first.items():
        made[key] = value
        other = second.get(key)
        if isinstance(value, (tuple, list)) and isinstance(other, (tuple, list)):
            made[key] = _items(value, other, asked, silent, f"{around}{key}[].")
        elif isinstance(value, str) and f"{around}{SECOND}{key}" in asked:
            says_more = isinstance(other, str) and f"{around}{key}" not in silent and not _says_the_same(value, other)
            made[f"{SECOND}{key}"] = other if says_more else ""
    return made


def _says_the_same(first: str, second: str) -> bool:
    """Whether two texts differ at most in their blanks, of which French sets some before a colon."""
    return "".join(first.split()) == "".join(second.split())


def _items(
    first: Sequence[Mapping[str, object]],
    second: Sequence[Mapping[str, object]],
    asked: Collection[str],
    silent: Collection[str],
    around: str,
) -> tuple[Fields, ...]:
    if len(first) != len(second):
        raise RuleBookError(f"{around} repeats {len(first)} times in one language and {len(second)} times in the other")
    return tuple(_beside(one, other, asked, silent, around) for one, other in zip(first, second, strict=True))
