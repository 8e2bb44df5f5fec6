"""Institutions and the people in them."""

from __future__ import annotations

from typing import ClassVar

from ecvet_office.model.records import Record

FUNCTIONS = ("allocates points", "trains", "assesses", "validates", "recognises")


class Partner(Record):
    """An institution, with the functions it has (2009/C 155/02, Annex I, e)."""

    table: ClassVar[str] = "Partners"

    id: str
    name: str | None = None
    country: str | None = None
    type: str | None = None
    address: str | None = None
    postcode: str | None = None
    city: str | None = None
    email: str | None = None
    telephone: str | None = None
    fax: str | None = None
    website: str | None = None
    oid: str | None = None
    functions: tuple[str, ...] = ()


class Person(Record):
    """Someone who signs, assesses, validates, recognises, mentors or answers letters."""

    table: ClassVar[str] = "People"

    id: str
    name: str | None = None
    institution: str | None = None
    position: str | None = None
    email: str | None = None
    telephone: str | None = None
    language: str | None = None
    may_sign: bool | None = None
