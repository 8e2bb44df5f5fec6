"""How a record and a template fit: looking keys up, and saying what is missing, of the wrong kind, or unused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ecvet_office.documents.instructions import (
    Condition,
    EndsInParagraph,
    OpenField,
    Program,
    Repeat,
    Slot,
    Table,
)
from ecvet_office.documents.links import ADDRESS, with_addresses
from ecvet_office.documents.template import Template

Record: TypeAlias = Mapping[str, Any]
_MAPPINGS = (dict, Mapping)  # most are dicts, which is told at once; any other mapping has to be asked
Scopes: TypeAlias = tuple[Record, ...]  # the innermost repeat's item first, the record last


@dataclass(frozen=True, slots=True)
class Gap:
    """One field that a record does not fill.

    Attributes:
        path: the field, as in `Template.fields`.
        part: the part of the package that asks for it first.
        is_missing: whether the key is missing; else its value is of the wrong kind.
        problem: what is wrong, a clause.
    """

    path: str
    part: str
    is_missing: bool
    problem: str

    @property
    def text(self) -> str:
        """The gap on one line."""
        return f"{self.path} ({self.part}): {self.problem}"


def look_up(key: str, scopes: Scopes) -> Any:
    """Gives the value of a key in the innermost mapping that has it.

    Raises:
        KeyError: no mapping has it.
    """
    for scope in scopes:
        if key in scope:
            return scope[key]
    raise KeyError(key)


def text_of(key: str, scopes: Scopes) -> str:
    """Gives a text of the record.

    Raises:
        KeyError: there is no such key.
        TypeError: its value is no text.
    """
    value = look_up(key, scopes)
    if not isinstance(value, str):
        raise TypeError(f"needs a text, holds {_kind(value)}")
    return value


def items_of(key: str, scopes: Scopes) -> tuple[Record, ...]:
    """Gives the items of a repeat, in the order of the record.

    Raises:
        KeyError: there is no such key.
        TypeError: its value is no tuple (or list) of mappings.
    """
    value = look_up(key, scopes)
    if not isinstance(value, (tuple, list)) or not all(isinstance(item, _MAPPINGS) for item in value):
        raise TypeError(f"needs a tuple of mappings, holds {_kind(value)}")
    return tuple(value)


def holds(key: str, scopes: Scopes) -> bool:
    """Tells whether a condition holds: a truth, a text that is not blank, or a repeat with an item.

    Raises:
        KeyError: there is no such key.
        TypeError: its value is none of these.
    """
    value = look_up(key, scopes)
    if isinstance(value, str):
        return value != "" and not value.isspace()
    if not isinstance(value, (bool, tuple, list)):
        raise TypeError(f"needs true or false, holds {_kind(value)}")
    return bool(value)


def is_given(key: str, scopes: Scopes) -> bool:
    """Tells whether an open field has a text already; it need not stand in the record at all."""
    return any(key in scope for scope in scopes) and bool(text_of(key, scopes).strip())


def missing(template: Template, record: Record) -> tuple[str, ...]:
    """Gives the paths of the fields that the record lacks, each once, in the order of the template.

    Fields of open controls may be missing; what stands under a condition that does not hold is not asked for.
    """
    return tuple(gap.path for gap in refusals(template, record) if gap.is_missing)


def refusals(template: Template, record: Record) -> tuple[Gap, ...]:
    """Gives all reasons why a record cannot fill a template, one for each path, in the order of the template."""
    found: dict[str, Gap] = {}
    addressed = with_addresses(record, template.linked)
    for part in template.parts:
        for asked, is_missing, problem in _gaps(part.program, (addressed,)):
            path = asked.removesuffix(ADDRESS)
            found.setdefault(path, Gap(path, part.name, is_missing, problem))
    return tuple(found.values())


def _gaps(program: Program, scopes: Scopes) -> Iterator[tuple[str, bool, str]]:
    for step in program:
        try:
            inner = _inner(step, scopes)
        except KeyError:
            yield step.path, True, "the record has no such key"  # type: ignore[union-attr]  # looked up, so it has a path
        except TypeError as error:
            yield step.path, False, str(error)  # type: ignore[union-attr]  # as above
        else:
            for body, around in inner:
                yield from _gaps(body, around)


def _inner(step: object, scopes: Scopes) -> list[tuple[Program, Scopes]]:
    """Looks up what an instruction asks for, and gives the programs that follow from it, each with its scopes."""
    match step:
        case Slot():
            text_of(step.key, scopes)
        case Repeat():
            return [(step.body, (item, *scopes)) for item in items_of(step.key, scopes)]
        case Condition() if holds(step.key, scopes) is step.wanted:
            return [(step.body, scopes)]
        case OpenField():
            return [(step.filled, scopes)] if is_given(step.key, scopes) else []
        case Table():
            return [(step.rows, scopes)]
        case EndsInParagraph():
            return [(step.body, scopes)]
    return []


def unused(template: Template, record: Record) -> tuple[str, ...]:
    """Gives the paths of the record's keys that no control of the template asks for, sorted.

    A key of the record counts as used when a control anywhere names it, a key of an item when a control inside that
    repeat does; items of one repeat count together.
    """
    asked = [asked for part in template.parts for asked in _asked(part.program)]
    return tuple(sorted(set(_unused(record, asked, ""))))


_Asked: TypeAlias = "tuple[str, list[_Asked]]"  # a key, and what is asked for inside its repeat


def _asked(program: Program) -> Iterator[_Asked]:
    for step in program:
        match step:
            case Slot() | OpenField():
                yield step.key, []
            case Repeat():
                yield step.key, list(_asked(step.body))
            case Condition():
                yield step.key.removesuffix(ADDRESS), []
                yield from _asked(step.body)
            case Table():
                yield from _asked(step.rows)
            case EndsInParagraph():
                yield from _asked(step.body)


def _unused(record: Record, asked: list[_Asked], prefix: str) -> Iterator[str]:
    names = set(_names(asked))
    for key, value in record.items():
        if key not in names:
            yield prefix + key
        elif isinstance(value, (tuple, list)):
            inside = [inner for name, inners in asked if name == key for inner in inners]
            for item in value:
                yield from _unused(item, inside, f"{prefix}{key}[].")


def _names(asked: list[_Asked]) -> Iterator[str]:
    for name, inside in asked:
        yield name
        yield from _names(inside)


def _kind(value: object) -> str:
    return "nothing" if value is None else f"a value of type {type(value).__name__}"
