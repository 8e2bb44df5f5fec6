"""Computed columns of learning time: hours, points and comparisons that follow what one types."""

from __future__ import annotations

from ecvet_office.workbook.computed_column import PATHWAY, Computed, reading
from ecvet_office.workbook.formulas import READ_AS, cell, cells, column, here, label_formula, own_name
from ecvet_office.workbook.layout import BY_NAME, LABEL_HEADER
from ecvet_office.workbook.national_formulas import by_country, number_in_formula

HOURS, CORRECTED = "Learning hours (computed)", "Corrected hours (computed)"
POINTS_EXACT, DIFFERENCE = "Points before rounding (computed)", "Difference in hours (computed)"
OTHER = "Compared with read as (computed)"
NO_FACTOR = "! no factor"
ROUNDED = 6  # decimals
LEARNING_TIME_NUMBERS = frozenset({HOURS, CORRECTED, POINTS_EXACT, DIFFERENCE})


def _of_pathway(key: str) -> str:
    row = f"MATCH({here('TaskFields', PATHWAY)},{column('Pathways', READ_AS)},0)"
    return f"IFERROR(N(INDEX({cells('Pathways', key)},{row})),0)"


def _hours_of_field() -> str:
    formal, experience, own = (cell("TaskFields", key) for key in ("formal_hours", "experience_hours", "factor"))
    factor = f"IF(ISNUMBER({own}),{own},{_of_pathway('factor')})"
    weighed = f'IF({factor}>0,ROUND(N({formal})+{experience}*{factor},{ROUNDED}),"{NO_FACTOR}")'
    return (
        f'IF(AND(NOT(ISNUMBER({formal})),NOT(ISNUMBER({experience}))),"",IF(N({experience})=0,N({formal}),{weighed}))'
    )


def _hours_of_pathway() -> str:
    known = here("Pathways", READ_AS)
    return f'IF({known}="","",SUMIFS({column("TaskFields", HOURS)},{column("TaskFields", PATHWAY)},{known}))'


def _corrected() -> str:
    hours, known = here("Pathways", HOURS), here("Pathways", READ_AS)
    corrections = f"SUMIFS({cells('Comparisons', 'correction')},{column('Comparisons', PATHWAY)},{known})"
    return f'IF(ISNUMBER({hours}),ROUND({hours}+{corrections},{ROUNDED}),"")'


def _points() -> str:
    hours, own = here("Pathways", CORRECTED), cell("Pathways", "hours_per_point")
    country = by_country(lambda profile: number_in_formula(profile.hours_per_point))
    per_point = f"IF(ISNUMBER({own}),{own},{country})"
    return f'IF(AND(N({hours})>0,{per_point}>0),ROUND({hours}/{per_point},2),"")'


def _difference() -> str:
    mine, theirs = (
        f"INDEX({column('Pathways', HOURS)},MATCH({here('Comparisons', which)},{column('Pathways', READ_AS)},0))"
        for which in (PATHWAY, OTHER)
    )
    return f'IFERROR(ROUND({mine}-{theirs},{ROUNDED}),"")'


LEARNING_TIME_COMPUTED = {
    "Pathways": (
        Computed(HOURS, _hours_of_pathway(), "All learning hours of its task fields.", "hours_per_point", 14),
        Computed(CORRECTED, _corrected(), "Learning hours with the correction.", "hours_per_point", 14),
        Computed(POINTS_EXACT, _points(), "Corrected hours by hours per point; ecvet learning-time rounds and shares "
                 "them.", "hours_per_point", 16, "0.00"),
        Computed(READ_AS, own_name(BY_NAME["Pathways"]), width=20),
        Computed(LABEL_HEADER, label_formula(BY_NAME["Pathways"]), "What drop-downs show.", width=30),
    ),
    "TaskFields": (
        Computed(HOURS, _hours_of_field(), "Formal hours, and experience times the factor.", "factor", 14),
        reading("TaskFields", "pathway", PATHWAY, "Pathways"),
    ),
    "Comparisons": (
        Computed(DIFFERENCE, _difference(), "Learning hours of the pathway less those of the other.", "compared_with",
                 14),
        reading("Comparisons", "pathway", PATHWAY, "Pathways"),
        reading("Comparisons", "compared_with", OTHER, "Pathways"),
    ),
}  # fmt: skip
