"""Numbers as cells of result sheets hold them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ecvet_office.model.points import exact_decimal, number_text


def result_number(value: Fraction) -> Decimal | str:
    """Gives a fraction as a number, or as a text with the sign ≈ where its decimals never end."""
    text = number_text(value)
    return text if text.startswith("≈") else exact_decimal(value)
