"""What can be handed on to another system: one record for each stay or learner, by field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ecvet_office.exchange.spelling import Ours
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage
from ecvet_office.workbook.columns import REFERENCES
from ecvet_office.workbook.layout import BY_NAME


@dataclass(frozen=True, slots=True)
class HandedOn:
    """A record to be handed on.

    Attributes:
        name: how messages call it, by ids: `A1` or `L3`.
        values: by field, as `Learners.family_name`; only what is known.
        agreement: the id; empty for a learner without one.
    """

    name: str
    values: Mapping[str, Ours]
    agreement: str = ""


def stays(register: Register, learners: Collection[str] = ()) -> tuple[HandedOn, ...]:
    """Gives a record for each stay that was not withdrawn, in the order of the sheet Agreements."""
    chosen = [one for one in register.agreements if one.stage is not Stage.WITHDRAWN]
    return tuple(_stay(register, one) for one in chosen if not learners or one.learner in learners)


def learners_alone(register: Register, learners: Collection[str] = ()) -> tuple[HandedOn, ...]:
    """Gives a record for each learner, in the order of the sheet Learners."""
    chosen = [one for one in register.learners if not learners or one.id in learners]
    return tuple(HandedOn(one.id, _values("Learners", one, register)) for one in chosen)


def _stay(register: Register, agreement: Agreement) -> HandedOn:
    terms = register.terms(agreement)
    values = dict(_values("Agreements", agreement, register))
    for column in BY_NAME["Agreements"].columns:
        field, term = f"Agreements.{column.key}", getattr(terms, column.key, None)
        if field not in values and isinstance(term, str) and term:
            values[field] = _named(term, column.kind in REFERENCES, register)
    parts = (
        ("Learners", register.learner.get(agreement.learner or "")),
        ("Partners", register.partner.get(terms.host or "")),
        ("Qualifications", register.qualification.get(register.qualification_id(agreement) or "")),
    )
    for table, record in parts:
        if record is not None:
            values |= _values(table, record, register)
    return HandedOn(agreement.id, values, agreement.id)


def _values(table: str, record: Record, register: Register) -> dict[str, Ours]:
    found: dict[str, Ours] = {}
    for column in BY_NAME[table].columns:
        value: Any = getattr(record, column.key, None)
        if isinstance(value, str | bool | int | Decimal | date) and value != "":
            is_reference = column.kind in REFERENCES
            found[f"{table}.{column.key}"] = _named(value, is_reference, register) if isinstance(value, str) else value
    return found


def _named(text: str, is_reference: bool, register: Register) -> str:
    """Gives what a reference is called: ids of ours say nothing to another system."""
    if not is_reference:
        return text
    for known in (register.partner, register.person):
        if text in known and known[text].name:
            return str(known[text].name)
    if text in register.learner:
        return register.learner[text].full_name
    if text in register.mobility_group:
        return register.mobility_group[text].name or text
    title = register.qualification[text].title if text in register.qualification else None
    return title or text
