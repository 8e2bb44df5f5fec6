"""The points of a whole qualification: full-time-equivalent years, and the total that follows from them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ecvet_office.law.parameters import POINTS_PER_YEAR
from ecvet_office.model.points import exact_decimal

MONTHS_PER_YEAR = 12


def full_time_years(
    *, years: Decimal = Decimal(0), months: Decimal = Decimal(0), attendance: Decimal = Decimal(1)
) -> Fraction:
    """Gives the full-time-equivalent years of a pathway, exactly.

    Args:
        years: Calendar years of the pathway, 0 or more.
        months: Calendar months on top of the years, 0 or more; more than 12 is fine.
        attendance: The share of full time at which the pathway is attended, above 0 and at most 1; 50 % is 0.5.

    Raises:
        ValueError: A duration is negative or not finite, or the attendance lies outside its range.

    >>> full_time_years(months=Decimal(18), attendance=Decimal("0.5"))
    Fraction(3, 4)
    """
    if not attendance.is_finite() or not 0 < attendance <= 1:
        raise ValueError(f"the attendance {attendance} is not above 0 and at most 1 (50 % of full time is 0.5)")
    duration = _duration(years, "years") + _duration(months, "months") / MONTHS_PER_YEAR
    return duration * Fraction(attendance)


def default_total(years: Decimal | Fraction) -> Decimal:
    """Gives the points of a qualification whose reference pathway takes this many full-time-equivalent years.

    The convention is 60 points a year (2009/C 155/02, Annex II, 4). Another total needs a reason in writing.

    Args:
        years: Full-time-equivalent years of formal VET, 0 or more.

    Raises:
        ValueError: The years are negative or not finite, or give points whose decimals never end (1/7 of a year);
            years that `full_time_years` gives never do, since 60 is a multiple of 12.

    >>> default_total(Decimal("2.5"))
    Decimal('150')
    """
    return exact_decimal(_duration(years, "years") * Fraction(POINTS_PER_YEAR.value))


def _duration(value: Decimal | Fraction, unit: str) -> Fraction:
    """Gives a duration as a fraction of its unit.

    Raises:
        ValueError: The duration is negative or not finite.
    """
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"a duration of {value} {unit} is not a number")
    if value < 0:
        raise ValueError(f"a duration of {value} {unit} is negative")
    return Fraction(value)
