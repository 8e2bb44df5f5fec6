"""What the computed columns of comparison show, worked out from the records before Excel calculates."""

from __future__ import annotations

from decimal import Decimal

from ecvet_office.credit.training_plan import passed_by
from ecvet_office.model.learners import Learner
from ecvet_office.model.matrix import Area, Profile, Trial
from ecvet_office.model.points import percent_text
from ecvet_office.model.register import Register
from ecvet_office.workbook import computed_matrix as headers
from ecvet_office.workbook.computed_column import LEARNER, QUALIFICATION
from ecvet_office.workbook.formulas import READ_AS

FormulaValue = str | Decimal
NOTHING = Decimal(0)
VERDICTS = {True: headers.PASSED, False: headers.FAILED, None: headers.TO_COME}


def of_area(row: Area) -> dict[str, FormulaValue]:
    """Gives what the computed columns show in the row of a competence area."""
    return {READ_AS: row.id}


def of_profile(register: Register, row: Profile) -> dict[str, FormulaValue]:
    """Gives the check of the step and, for a person, how many steps are missing."""
    own = register.learner.get(row.learner or "")
    programme = row.qualification or (own.qualification if own else None) or ""
    asked = _asked(register, row, programme)
    missing: FormulaValue = ""
    counted: FormulaValue = ""
    if isinstance(asked, Decimal) and row.step is not None:
        missing, counted = max(NOTHING, asked - row.step), max(NOTHING, min(asked, Decimal(row.step)))
    return {
        headers.CHECK: _check(register, row),
        headers.ASKED: asked,
        headers.MISSING: missing,
        headers.COUNTED: counted,
        QUALIFICATION: programme,
        LEARNER: row.learner or "",
        headers.AREA: row.area,
    }


def of_profiled_learner(register: Register, row: Learner) -> dict[str, FormulaValue]:
    """Gives how many steps of the own programme a person has, in per cent."""
    programme = row.qualification or ""
    meant = [one for one in register.profiles_of.get(row.id, ()) if (one.qualification or programme) == programme]
    asked = register.profiles_of_programmes.get(programme, ())
    required = sum((Decimal(one.step or 0) for one in asked), start=NOTHING)
    if not programme or not meant or required <= 0:
        return {headers.STEPS_HELD: ""}
    counted = (of_profile(register, one)[headers.COUNTED] for one in meant)
    held = sum((one for one in counted if isinstance(one, Decimal)), start=NOTHING)
    return {headers.STEPS_HELD: Decimal(percent_text(held, required).split()[0])}


def of_trial(register: Register, row: Trial) -> dict[str, FormulaValue]:
    """Gives what the two tests of an outcome come to."""
    return {headers.VERDICT: VERDICTS[row.verdict(passed_by(register))], LEARNER: row.learner}


def _asked(register: Register, row: Profile, programme: str) -> FormulaValue:
    if not row.learner or not programme:
        return ""
    rows = register.profiles_of_programmes.get(programme, ())
    return Decimal(sum(one.step or 0 for one in rows if one.area == row.area))


def _check(register: Register, row: Profile) -> str:
    area = register.area.get(row.area)
    if row.step is None or area is None or area.steps is None:
        return ""
    return f"{headers.TOO_HIGH}{area.steps}" if row.step > area.steps else headers.FITS
