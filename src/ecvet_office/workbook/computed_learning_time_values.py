"""What the formulas of learning time give, worked out from the records: shown before Excel calculates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from ecvet_office.credit.pathways import hours_per_point
from ecvet_office.model.learning_time import Comparison, Pathway, TaskField
from ecvet_office.model.points import exact_decimal
from ecvet_office.model.register import Register
from ecvet_office.workbook import computed_learning_time as headers
from ecvet_office.workbook.computed_column import PATHWAY
from ecvet_office.workbook.formulas import READ_AS

FormulaValue = str | Decimal
RowValues = Mapping[str, FormulaValue]
HUNDREDTHS = 2


def of_task_field(register: Register, row: TaskField) -> RowValues:
    """Gives the learning hours of a task field."""
    return {headers.HOURS: _hours(register, row), PATHWAY: row.pathway}


def _hours(register: Register, row: TaskField) -> FormulaValue:
    if row.formal_hours is None and row.experience_hours is None:
        return ""
    formal, experience = Fraction(row.formal_hours or 0), Fraction(row.experience_hours or 0)
    if not experience:
        return exact_decimal(formal)
    pathway = register.pathway.get(row.pathway)
    factor = row.factor if row.factor is not None else (pathway.factor if pathway else None)
    if factor is None or factor <= 0:
        return headers.NO_FACTOR
    return _rounded(formal + experience * Fraction(factor), headers.ROUNDED)


def of_pathway(register: Register, row: Pathway) -> RowValues:
    """Gives the learning hours of a pathway, its points before rounding, and how it compares."""
    hours = _total(register, row)
    corrected = _corrected(register, row)
    points: FormulaValue = ""
    per_point = hours_per_point(register, row)
    if corrected > 0 and per_point is not None and per_point > 0:
        points = _rounded(Fraction(corrected) / Fraction(per_point), HUNDREDTHS)
    return {
        headers.HOURS: hours,
        headers.CORRECTED: corrected,
        headers.POINTS_EXACT: points,
        READ_AS: row.id,
    }


def of_comparison(register: Register, row: Comparison) -> RowValues:
    """Gives by how many hours the two pathways differ; nothing where one of them is not there."""
    mine, theirs = (register.pathway.get(one) for one in (row.pathway, row.compared_with))
    difference = "" if mine is None or theirs is None else _total(register, mine) - _total(register, theirs)
    return {headers.DIFFERENCE: difference, PATHWAY: row.pathway, headers.OTHER: row.compared_with}


def _total(register: Register, row: Pathway) -> Decimal:
    hours = (_hours(register, field) for field in register.task_fields_of.get(row.id, ()))
    return sum((one for one in hours if isinstance(one, Decimal)), start=Decimal(0))


def _corrected(register: Register, row: Pathway) -> Decimal:
    corrections = (Fraction(one.correction or 0) for one in register.comparisons_of.get(row.id, ()))
    return _rounded(Fraction(_total(register, row)) + sum(corrections), headers.ROUNDED)


def _rounded(value: Fraction, places: int) -> Decimal:
    """Gives a number with so many decimals, a half away from 0, as Excel rounds."""
    scaled = math.floor(abs(value) * 10**places + Fraction(1, 2))
    return exact_decimal(Fraction(scaled if value >= 0 else -scaled, 10**places))
