"""Points and shares as exact numbers, and as the text that people read.

Points are decimals, shares of points are fractions. Every text here is written without an exponent, without zeros that
say nothing, and without a rounding that its reader cannot see.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

PLACES_SHOWN = 4
"""Decimal places of a fraction that never ends, in lines of reasoning."""


def points_text(value: Decimal) -> str:
    """Gives points as they are printed: no exponent, no closing zeros, a point as the decimal sign.

    Raises:
        ValueError: The value is infinite or not a number.

    >>> points_text(Decimal("7.50")), points_text(Decimal("2.5E+1"))
    ('7.5', '25')
    """
    if not value.is_finite():
        raise ValueError(f"{value} is not a number of points")
    if value == 0:
        return "0"  # a decimal zero has a sign and an exponent, and would print both
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent_text(part: Decimal, whole: Decimal) -> str:
    """Gives the share of the part in the whole in per cent, to two decimals, a half away from zero.

    Gives an empty text where the whole is 0: there is nothing to have a share of.

    Raises:
        ValueError: One of the two is infinite or not a number.

    >>> percent_text(Decimal(95), Decimal(180))
    '52.78 %'
    """
    if not (part.is_finite() and whole.is_finite()):
        raise ValueError(f"{part} of {whole} is not a share")
    return _percent_text(part, whole) if whole else ""


@lru_cache(maxsize=1024)  # a whole class has the same few points
def _percent_text(part: Decimal, whole: Decimal) -> str:
    return f"{_rounded_text(Fraction(part) / Fraction(whole) * 100, 2)} %"


def number_text(value: Fraction) -> str:
    """Gives a fraction as an exact decimal, or marked with ≈ and rounded to four places where the decimals never end.

    >>> number_text(Fraction(135, 8)), number_text(Fraction(10, 3))
    ('16.875', '≈ 3.3333')
    """
    if _decimal_places(value) is None:
        return f"≈ {_rounded_text(value, PLACES_SHOWN)}"
    return points_text(exact_decimal(value))


def exact_decimal(value: Fraction) -> Decimal:
    """Gives the decimal equal to the fraction, with as many places as it takes.

    Raises:
        ValueError: The decimals of the fraction never end, as those of 1/3.
    """
    places = _decimal_places(value)
    if places is None:
        raise ValueError(f"{value} is not a decimal number: its decimals never end")
    # Arithmetic on decimals rounds to 28 digits; the constructor does not.
    return Decimal(f"{value * 10**places}E-{places}")


def _decimal_places(value: Fraction) -> int | None:
    """Gives how many decimals write the fraction exactly; None where they never end."""
    twos = _times_divisible(value.denominator, 2)
    fives = _times_divisible(value.denominator, 5)
    return max(twos, fives) if value.denominator == 2**twos * 5**fives else None


def _times_divisible(number: int, prime: int) -> int:
    """Gives how many times a number from 1 up can be divided by the prime."""
    times = 0
    while number % prime ** (times + 1) == 0:
        times += 1
    return times


def _rounded_text(value: Fraction, places: int) -> str:
    """Gives the fraction with exactly this many decimals, at least one; a half is rounded away from zero."""
    scaled = math.floor(abs(value) * 10**places + Fraction(1, 2))
    digits = str(scaled).zfill(places + 1)
    sign = "-" if value < 0 < scaled else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
