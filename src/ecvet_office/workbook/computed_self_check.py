"""Computed columns of the self-check: the score of each area, and how many of its questions are answered."""

from __future__ import annotations

from ecvet_office.model.self_check import HIGHEST_LEVEL, LOWEST_LEVEL
from ecvet_office.workbook.computed_column import Computed, reading
from ecvet_office.workbook.formulas import READ_AS, cells, column, here, label_formula, own_name
from ecvet_office.workbook.layout import BY_NAME, LABEL_HEADER

SCORE, ANSWERED, QUESTIONS = "Score (computed)", "Answered (computed)", "Questions (computed)"
AREA = "Area read as (computed)"
PLACES = 2  # decimals of a score
SELF_CHECK_NUMBERS = frozenset({SCORE, ANSWERED, QUESTIONS})


def _questions(*more: str) -> str:
    known = here("ProcessAreas", READ_AS)
    return f"COUNTIFS({','.join((column('SelfCheck', AREA), known, *more))})"


def _in_range() -> tuple[str, ...]:
    level = cells("SelfCheck", "level")
    return (level, f'">={LOWEST_LEVEL}"', level, f'"<={HIGHEST_LEVEL}"')


def _of_area(value: str) -> str:
    return f'IF({here("ProcessAreas", READ_AS)}="","",{value})'


def _score() -> str:
    level, known = cells("SelfCheck", "level"), here("ProcessAreas", READ_AS)
    total = f"SUMIFS({','.join((level, column('SelfCheck', AREA), known, *_in_range()))})"
    answered = here("ProcessAreas", ANSWERED)
    return f'IF(N({answered})>0,ROUND({total}/{answered},{PLACES}),"")'


SELF_CHECK_COMPUTED = {
    "ProcessAreas": (
        Computed(SCORE, _score(), "The mean of its levels, 1 to 5; empty where nothing is answered.", "group", 10,
                 "0.00"),
        Computed(ANSWERED, _of_area(_questions(*_in_range())), "Questions with a level from 1 to 5.", "group", 12),
        Computed(QUESTIONS, _of_area(_questions()), "All its questions.", "group", 12),
        Computed(READ_AS, own_name(BY_NAME["ProcessAreas"]), width=20),
        Computed(LABEL_HEADER, label_formula(BY_NAME["ProcessAreas"]), "What drop-downs show.", width=30),
    ),
    "SelfCheck": (reading("SelfCheck", "area", AREA, "ProcessAreas"),),
}  # fmt: skip
