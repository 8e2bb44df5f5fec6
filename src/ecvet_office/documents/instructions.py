"""What a compiled part consists of: bytes that never change, and the few kinds of place that a record decides.

A part is a tuple of instructions, laid down one after the other. All of them are frozen and can be pickled, so that a
template compiled once can be handed to worker processes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

FieldKind = Literal["text", "repeat", "condition"]


@dataclass(frozen=True, slots=True)
class Field:
    """One place of a template that a record fills.

    Attributes:
        path: the key with the repeats around it, as in `units[].outcomes[].text`; a repeat itself ends in `[]`.
        key: the key as it stands in the control's tag, without any prefix.
        kind: whether the record gives a text, a tuple of mappings, or a bool.
        is_open: whether the partner who receives the document fills it.
        label: the title of the control, which Word shows above it; may be empty.
        part: the part of the package, such as `word/header1.xml`.
        near: text beside the control, so that a person finds it; at most 60 characters.
    """

    path: str
    key: str
    kind: FieldKind
    is_open: bool
    label: str
    part: str
    near: str


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one text of the record goes, as whole runs.

    Attributes:
        key: the key of the text.
        path: the key with the repeats around it.
        before: from the start of a run up to its text.
        after: from the end of the text to the end of the run.
        before_right_to_left: what stands for `before` when the run's text is Arabic, Hebrew or the like.
    """

    key: str
    path: str
    before: bytes
    after: bytes
    before_right_to_left: bytes


@dataclass(frozen=True, slots=True)
class Serial:
    """Where a number goes that must not stand twice in a document."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A body laid down once for every mapping in a tuple of the record."""

    key: str
    path: str
    body: Program


@dataclass(frozen=True, slots=True)
class Condition:
    """A body laid down only when the record's truth is the wanted one."""

    key: str
    path: str
    wanted: bool
    body: Program


@dataclass(frozen=True, slots=True)
class OpenField:
    """A control left for the partner: with the current text if there is one, else with its placeholder."""

    key: str
    path: str
    filled: Program
    placeholder: Program


@dataclass(frozen=True, slots=True)
class Table:
    """A table all of whose rows may vanish; Word calls a table without rows damaged, so it then vanishes whole."""

    opening: Program
    rows: Program
    closing: Program


@dataclass(frozen=True, slots=True)
class EndsInParagraph:
    """A cell, header, text box or body, which Word requires to end in a paragraph, though its last block may go."""

    body: Program


Instruction: TypeAlias = "bytes | Slot | Serial | Repeat | Condition | OpenField | Table | EndsInParagraph"
Program: TypeAlias = tuple[Instruction, ...]
