"""Family SC: the self-check. The day of judging plays no part in this family."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.credit.self_check import level_of
from ecvet_office.model.register import Register
from ecvet_office.model.self_check import SelfCheckQuestion
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import is_empty

NEEDS_EVIDENCE, NEEDS_ACTION = 4, 2
"""Levels from which on something has to show it, and up to which something has to be done."""


@check("SC01")
def level_outside_1_to_5(register: Register, _on: date) -> Iterator[Breach]:
    """Finds answers with a level that there is not."""
    for row in register.self_check:
        if row.level is not None and level_of(row) is None:
            yield broken(row.at("level"), area=_area(register, row), level=row.level)


@check("SC02")
def high_level_without_evidence(register: Register, _on: date) -> Iterator[Breach]:
    """Finds answers of a high level that nothing is said to show."""
    for row in register.self_check:
        level = level_of(row)
        if level is not None and level >= NEEDS_EVIDENCE and is_empty(row, "evidence"):
            yield broken(row.at("evidence"), area=_area(register, row), level=level)


@check("SC03")
def low_level_without_next_action(register: Register, _on: date) -> Iterator[Breach]:
    """Finds answers of a low level without what is to be done, by whom and until when."""
    said = {"next_action": "what to do next", "owner": "who does it", "until": "until when"}
    for row in register.self_check:
        level = level_of(row)
        if level is None or level > NEEDS_ACTION:
            continue
        for field, unsaid in said.items():
            if is_empty(row, field):
                yield broken(row.at(field), area=_area(register, row), level=level, unsaid=unsaid)
                break  # whoever fills the first goes on with the others


def _area(register: Register, row: SelfCheckQuestion) -> str:
    area = register.process_area.get(row.area)
    return f"{area.id} {area.title}" if area and area.title else row.area
