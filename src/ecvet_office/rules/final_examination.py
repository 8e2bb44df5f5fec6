"""Where a final examination decides on a whole qualification: what is promised or recorded that is not given there.

Nobody has a right to automatic recognition, and units are recognised as national rules have it (2009/C 155/02,
recitals 15 to 17). Outcomes are recorded and documented all the same. The day of judging plays no part here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.model.learners import EarlierUnit
from ecvet_office.model.qualifications import Qualification
from ecvet_office.model.register import Register
from ecvet_office.model.results import RECOGNISED, Decision
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import is_empty, named, unit_named
from ecvet_office.rules.subjects import qualifications_meant


@check("RE22")
def unit_recognised_where_the_examination_decides(register: Register, _on: date) -> Iterator[Breach]:
    """Finds recognitions of units of a qualification on which a final examination decides as a whole."""
    decided: list[tuple[Decision | EarlierUnit, str, str]] = [
        *((row, row.unit, "unit") for row in register.earlier_units),
        *((row, row.subject, "step") for row in register.decisions if row.step == RECOGNISED),
    ]
    for row, unit, field in decided:
        if unit in register.unit and (found := _examined(register, row)):
            yield broken(
                row.at(field),
                learner=row.learner,
                unit=unit_named(register, unit),
                qualification=named(found),
                worth=found.before_exam or "",
            )


def _examined(register: Register, row: Decision | EarlierUnit) -> Qualification | None:
    """Gives the qualification meant, where its final examination decides; None where units of any are recognised."""
    meant = [
        register.qualification[one] for one in qualifications_meant(register, row) if one in register.qualification
    ]
    return meant[0] if meant and not any(one.recognises_units for one in meant) else None


@check("AG32")
def worth_of_documented_outcomes_not_agreed(register: Register, _on: date) -> Iterator[Breach]:
    """Finds agreements that do not say what comes of outcomes where a final examination decides on the whole."""
    for agreement in register.agreement.values():
        qualification = register.qualification.get(register.qualification_id(agreement) or "")
        if qualification is None or qualification.recognises_units:
            continue
        if not register.terms(agreement).recognised_how and not agreement.is_unreadable("recognised_how"):
            yield broken(
                agreement.at("recognised_how"),
                agreement.stage,
                agreement=agreement.id,
                qualification=named(qualification),
                worth=qualification.before_exam or "",
            )


@check("QU15")
def worth_without_a_final_examination(register: Register, _on: date) -> Iterator[Breach]:
    """Finds qualifications that say what outcomes are worth before an examination which they do not ask for."""
    for qualification in register.qualifications:
        if qualification.recognises_units or qualification.final_exam:
            continue
        if is_empty(qualification, "final_exam") or qualification.final_exam is False:
            worth = qualification.before_exam or ""
            yield broken(qualification.at("final_exam"), qualification=named(qualification), worth=worth)
