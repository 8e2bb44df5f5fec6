"""Memoranda of understanding (2009/C 155/02, Annex II, 2): who accepts whom, for which qualifications, until when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ecvet_office.model.records import Record

CONFIRMATIONS = ("status", "quality", "conditions", "comparability", "actors")
SIGNS, COVERED, OTHER_ACTOR = "signs", "covered", "other actor"
PARTNER_ROLES = (SIGNS, COVERED, OTHER_ACTOR)


class Memorandum(Record):
    """A memorandum of understanding.

    Attributes:
        deviations: which of the five standing confirmations the partners do not give, out of CONFIRMATIONS.
        roles_and_tools: who assesses, documents, validates and recognises, and with which forms.
        shortest_stay: of future mobilities, in days; likewise the longest.
        no_other_actors: the memorandum says that there are none.
    """

    table: ClassVar[str] = "Memoranda"

    id: str
    file_code: str | None = None
    objectives: str | None = None
    other_objectives: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    deviations: tuple[str, ...] = ()
    roles_and_tools: str | None = None
    shortest_stay: int | None = None
    longest_stay: int | None = None
    evaluation_on: date | None = None
    evaluation_by: str | None = None
    no_other_actors: bool | None = None
    additional_information: str | None = None
    annexes: str | None = None


class MemorandumPartner(Record):
    """An institution in a memorandum: it signs, is covered by it, or is another actor with a function."""

    table: ClassVar[str] = "MemorandumPartners"

    memorandum: str
    institution: str
    role: str | None = None
    function: str | None = None
    contact: str | None = None


class MemorandumQualification(Record):
    """A qualification of one institution that a memorandum covers, and what it corresponds to."""

    table: ClassVar[str] = "MemorandumQualifications"

    memorandum: str
    institution: str | None = None
    qualification: str | None = None
    eqf_level: int | None = None
    nqf_level: str | None = None
    corresponds_to: str | None = None
    comparability_note: str | None = None
    units: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    other_enclosure: str | None = None
