"""The scores of the self-check: the mean level of each area, and the mean of the areas, exactly.

A question without an answer is left out; a level outside 1 to 5 is none. Each area weighs as much as any other, however
many questions it has. The whole is no level of the capability maturity model of the ECVET STEP Toolkit: that has 18 key
process areas, of which this self-check has ten.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ecvet_office.model.register import Register
from ecvet_office.model.self_check import HIGHEST_LEVEL, LOWEST_LEVEL, ProcessArea, SelfCheckQuestion

HUNDREDTHS = 2


@dataclass(frozen=True, slots=True)
class AreaScore:
    """The score of one area.

    Attributes:
        area: the area.
        questions: its questions, in the order of the sheet.
        answered: how many of them have a level from 1 to 5.
        score: the mean of these levels, 1 to 5; None where nothing is answered.
        weakest: the answered questions of the lowest level; none where all have the highest.
    """

    area: ProcessArea
    questions: tuple[SelfCheckQuestion, ...]
    answered: int
    score: Fraction | None
    weakest: tuple[SelfCheckQuestion, ...]


def level_of(question: SelfCheckQuestion) -> int | None:
    """Gives the level of an answer; None where there is none from 1 to 5."""
    level = question.level
    return level if level is not None and LOWEST_LEVEL <= level <= HIGHEST_LEVEL else None


def area_score(register: Register, area: ProcessArea) -> AreaScore:
    """Gives the score of an area."""
    questions = register.self_check_in.get(area.id, ())
    levels = [level for one in questions if (level := level_of(one)) is not None]
    lowest = min(levels, default=HIGHEST_LEVEL)
    return AreaScore(
        area=area,
        questions=questions,
        answered=len(levels),
        score=Fraction(sum(levels), len(levels)) if levels else None,
        weakest=tuple(one for one in questions if level_of(one) == lowest < HIGHEST_LEVEL),
    )


def area_scores(register: Register) -> tuple[AreaScore, ...]:
    """Gives the scores of all areas, in the order of the sheet."""
    return tuple(area_score(register, area) for area in register.process_area.values())


def whole_score(scores: Iterable[AreaScore]) -> Fraction | None:
    """Gives the mean of the areas that have a score, 1 to 5; None where none has."""
    known = [one.score for one in scores if one.score is not None]
    return sum(known, start=Fraction(0)) / len(known) if known else None


def score_number(score: Fraction) -> Decimal:
    """Gives a score with two decimals, a half upwards.

    >>> score_number(Fraction(8, 3)), score_number(Fraction(5, 2))
    (Decimal('2.67'), Decimal('2.50'))
    """
    return Decimal(math.floor(score * 10**HUNDREDTHS + Fraction(1, 2))).scaleb(-HUNDREDTHS)
