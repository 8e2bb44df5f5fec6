"""Family PT, continued: the weights that points are shared by (2009/C 155/02, Annex II, 4).

A unit weighs by the importance of its outcomes, their complexity, the effort they ask, or a mix of these that the
qualification states.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.model.qualifications import Qualification, UnitPoints
from ecvet_office.model.register import Register
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import named, qualification_named, unit_named

CRITERIA = {"importance": "importance", "complexity": "complexity", "effort": "effort_hours"}
"""By criterion of the mix, the field of a unit that holds its weight."""
UNIT_WEIGHTS = (*CRITERIA.values(), "coefficient")


@check("PT06")
def negative_weight(register: Register, _on: date) -> Iterator[Breach]:
    """Finds every weight below 0, of a unit or of a criterion in the mix."""
    for row in register.unit_points:
        for name in UNIT_WEIGHTS:
            value = getattr(row, name)
            if value is not None and value < 0:
                unit = unit_named(register, row.unit)
                whole = qualification_named(register, row.qualification)
                weight = f"{name.replace('_', ' ')} of {unit} in {whole}"
                yield broken(row.at(name), weight=weight, value=value)
    for qualification in register.qualifications:
        for name in CRITERIA:
            value = getattr(qualification, name)
            if value is not None and value < 0:
                yield broken(qualification.at(name), weight=f"{name} in the mix of {named(qualification)}", value=value)


@check("PT07")
def weights_give_no_shares(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the criteria of a mix that no unit has a weight for; without a mix, weights that are all 0."""
    for qualification in register.qualification.values():
        rows = register.units_in.get(qualification.id, ())
        for criterion, field in CRITERIA.items():
            share = getattr(qualification, criterion)
            if rows and share is not None and share > 0 and not _may_weigh(rows, field):
                problem = f"the mix counts {criterion} and no unit has a weight for it"
                yield broken(qualification.at(criterion), qualification=named(qualification), problem=problem)
        zeros = [(row, field) for row in rows for field in CRITERIA.values() if getattr(row, field) == 0]
        weigh = any(_may_weigh(rows, field) for field in CRITERIA.values())
        if zeros and not weigh and not _may_have_mix(qualification):
            row, field = zeros[0]
            yield broken(row.at(field), qualification=named(qualification), problem="the weights given are all 0")


@check("PT08")
def weights_without_mix(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the qualifications whose units have weights, while no criterion counts in the mix."""
    for qualification in register.qualification.values():
        rows = register.units_in.get(qualification.id, ())
        have_weights = any(getattr(row, field) for row in rows for field in CRITERIA.values())
        if have_weights and not _may_have_mix(qualification):
            yield broken(qualification.at("importance"), qualification=named(qualification))


def _may_weigh(rows: tuple[UnitPoints, ...], field: str) -> bool:
    """Whether any unit has a weight of this kind other than 0, or one that could not be read."""
    return any(getattr(row, field) or row.is_unreadable(field) for row in rows)


def _may_have_mix(qualification: Qualification) -> bool:
    """Whether any criterion counts in the mix, or stands there and could not be read."""
    return any(getattr(qualification, one) or qualification.is_unreadable(one) for one in CRITERIA)
