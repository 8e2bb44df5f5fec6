"""Stretches of a template without repeats: which conditions decide about them, and what is left when they have.

For given truths a stretch is fixed bytes with texts between them. That skeleton is made once and serves every record
and every row with the same truths; a row of a table with three conditions has at most eight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from ecvet_office.documents.instructions import (
    Condition,
    EndsInParagraph,
    Instruction,
    Program,
    Slot,
    Table,
)
from ecvet_office.documents.record_fit import Scopes, holds, text_of

MOST_SKELETONS = 512  # of one stretch; a page of ticks has as many as there are ways of ticking

PARAGRAPH = b"<w:p></w:p>"
_PARAGRAPH_END = b"</w:p>"

Truths: TypeAlias = tuple[bool, ...]
Piece: TypeAlias = bytes | Slot


class Asked(NamedTuple):
    """A condition of a stretch: what it asks for, and the number of the condition that it stands in, -1 for none."""

    key: str
    wanted: bool
    around: int


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A stretch whose conditions are decided.

    Attributes:
        fixed: bytes, each with a text behind it; those of a slot end as its run begins, and begin as the run before
            them ends.
        slots: of the texts; None behind the last bytes, where no text follows.
        texts: gives the texts of a record in the order of the slots, an empty one at last.
    """

    fixed: tuple[bytes, ...]
    slots: tuple[Slot | None, ...]
    texts: Callable[[Scopes], tuple[Any, ...]]


def is_flat(step: Instruction) -> bool:
    """Tells whether truths alone decide about an instruction: whether neither a repeat nor a number stands in it."""
    match step:
        case bytes() | Slot():
            return True
        case Condition() | EndsInParagraph():
            return all(map(is_flat, step.body))
        case Table():
            return all(map(is_flat, (*step.opening, *step.rows, *step.closing)))
    return False


def conditions_of(program: Program, around: int = -1, before: int = 0) -> tuple[Asked, ...]:
    """Gives the conditions of a flat program, each before those that stand in it.

    Args:
        program: all of its instructions are flat.
        around: the number of the condition that it stands in, -1 for none.
        before: how many conditions have a number already.
    """
    found: list[Asked] = []
    for step in program:
        number = before + len(found)
        match step:
            case Condition():
                found.append(Asked(step.key, step.wanted, around))
                found += conditions_of(step.body, number, number + 1)
            case EndsInParagraph():
                found += conditions_of(step.body, around, number)
            case Table():
                found += conditions_of((*step.opening, *step.rows, *step.closing), around, number)
    return tuple(found)


def truths_of(conditions: tuple[Asked, ...], scopes: Scopes) -> Truths:
    """Decides the conditions of a stretch; one that stands in another that does not hold is not asked, and false.

    Raises:
        KeyError: the record lacks a field.
        TypeError: a field is nothing that can be true or false.
    """
    truths: list[bool] = []
    for key, wanted, around in conditions:
        is_reached = around < 0 or truths[around]
        truths.append(is_reached and holds(key, scopes) is wanted)
    return tuple(truths)


def skeleton_of(program: Program, truths: Truths) -> Skeleton | None:
    """Gives what is left of a flat program; None where nothing is.

    Args:
        program: all of its instructions are flat.
        truths: of its conditions, in the order of `conditions_of`.
    """
    pieces = _left(program, iter(truths))
    if not pieces:
        return None
    fixed, slots, run = list[bytes](), list[Slot](), b""
    for piece in pieces:
        if isinstance(piece, Slot):
            fixed.append(run + piece.before)
            slots.append(piece)
            run = piece.after
        else:
            run += piece
    return Skeleton((*fixed, run), (*slots, None), _texts_of(tuple(slot.key for slot in slots)))


def _left(program: Program, truths: Iterator[bool]) -> list[Piece]:
    """Gives the bytes and slots of a flat program that its truths leave; it takes them one by one."""
    left: list[Piece] = []
    for step in program:
        match step:
            case bytes() | Slot():
                left.append(step)
            case Condition():
                is_kept = next(truths)
                body = _left(step.body, truths)  # in any case, so that the truths of what stands in it are taken
                left += body if is_kept else []
            case EndsInParagraph():
                left += _to_a_paragraph(_left(step.body, truths))
            case Table():
                opening, rows, closing = (_left(part, truths) for part in (step.opening, step.rows, step.closing))
                left += [*opening, *rows, *closing] if rows else []
    return left


def _to_a_paragraph(body: list[Piece]) -> list[Piece]:
    last = body[-1] if body else b""
    return body if ends_a_paragraph(last.after if isinstance(last, Slot) else last) else [*body, PARAGRAPH]


def ends_a_paragraph(data: bytes) -> bool:
    """Tells whether bytes of a document end as a paragraph does."""
    return data.endswith(_PARAGRAPH_END)


def _texts_of(keys: tuple[str, ...]) -> Callable[[Scopes], tuple[Any, ...]]:
    """Gives a function that takes texts from the innermost mapping, or further out where that lacks one of them."""
    if not keys:
        return lambda _scopes: ("",)
    near = itemgetter(*keys)

    def texts(scopes: Scopes) -> tuple[Any, ...]:
        try:
            found = near(scopes[0])
        except KeyError:  # at least one stands further out
            found = tuple(text_of(key, scopes) for key in keys)
            return (*found, "")
        return (*found, "") if len(keys) > 1 else (found, "")  # of one key itemgetter gives the value itself

    return texts


def flat_start(program: Program) -> Program:
    """Gives the flat instructions with which a program begins."""
    return tuple(takewhile(is_flat, program))
