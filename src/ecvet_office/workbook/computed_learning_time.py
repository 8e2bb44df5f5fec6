"""Computed columns of learning time: hours, points and comparisons that follow what one types."""

from __future__ import annotations

from ecvet_office.workbook.computed_column import PATHWAY, Computed, reading
from ecvet_office.workbook.formulas import READ_AS, cell, cells, column, here, label_formula, own_name
from ecvet_office.workbook.layout import BY_NAME, LABEL_HEADER

HOURS, CORRECTED = "Learning hours (computed)", "Corrected hours (computed)"
POINTS_EXACT, DIFFERENCE = "Points before rounding (computed)", "Difference in hours (computed)"
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
    hours, correction = here("Pathways", HOURS), cell("Pathways", "correction")
    return f'IF(ISNUMBER({hours}),ROUND({hours}+N({correction}),{ROUNDED}),"")'


def _points() -> str:
    hours, per_point = here("Pathways", CORRECTED), cell("Pathways", "hours_per_point")
    return f'IF(AND(N({hours})>0,N({per_point})>0),ROUND({hours}/{per_point},2),"")'


def _difference() -> str:
    text, hours = f"TRIM({cell('Pathways', 'compared_with')})", here("Pathways", HOURS)
    by_label = f"MATCH({text},{column('Pathways', LABEL_HEADER)},0)"
    by_id = f"MATCH({text},{column('Pathways', READ_AS)},0)"
    theirs = f"INDEX({column('Pathways', CORRECTED)},IFERROR({by_label},{by_id}))"
    return f'IF(OR({text}="",NOT(ISNUMBER({hours}))),"",IFERROR(ROUND({hours}-{theirs},{ROUNDED}),""))'


LEARNING_TIME_COMPUTED = {
    "Pathways": (
        Computed(HOURS, _hours_of_pathway(), "All learning hours of its task fields.", "hours_per_point", 14),
        Computed(DIFFERENCE, _difference(), "These hours less those of the pathway it is compared with.",
                 "compared_with", 14),
        Computed(CORRECTED, _corrected(), "Learning hours with the correction.", "correction_reason", 14),
        Computed(POINTS_EXACT, _points(), "Corrected hours by hours per point; ecvet learning-time rounds and shares "
                 "them.", "correction_reason", 16, "0.00"),
        Computed(READ_AS, own_name(BY_NAME["Pathways"]), width=20),
        Computed(LABEL_HEADER, label_formula(BY_NAME["Pathways"]), "What drop-downs show.", width=30),
    ),
    "TaskFields": (
        Computed(HOURS, _hours_of_field(), "Formal hours, and experience times the factor.", "factor", 14),
        reading("TaskFields", "pathway", PATHWAY, "Pathways"),
    ),
}  # fmt: skip
