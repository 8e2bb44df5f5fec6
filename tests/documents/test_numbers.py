"""Numbers as documents print them: every decimal that was stated, whatever was printed before."""

from __future__ import annotations

from decimal import Decimal

from ecvet_office.documents.wording import wording


def test_equal_numbers_with_other_closing_zeros_are_not_mistaken_for_each_other() -> None:
    english, french = wording("en"), wording("fr")
    assert english.share(Decimal(0), Decimal(60)) == "0.00 %"
    assert english.points(Decimal(0)) == "0"
    assert english.share(Decimal(1), Decimal(4)) == "25.00 %"
    assert english.points(Decimal(25)) == "25"
    assert french.points(Decimal("7.50")) == "7,5"
    assert english.points(Decimal("7.50")) == "7.5"
