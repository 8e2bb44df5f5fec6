"""Computed columns of comparison: what tests come to, which steps are missing, and how much a programme asks for."""

from __future__ import annotations

from ecvet_office.model.matrix import ANY
from ecvet_office.workbook.computed_column import LEARNER, QUALIFICATION, Computed, reading
from ecvet_office.workbook.formulas import READ_AS, cell, cells, column, here, label_formula, own_name, read_as
from ecvet_office.workbook.layout import BY_NAME, LABEL_HEADER
from ecvet_office.workbook.national_formulas import setting

VERDICT, ASKED, MISSING = "Achieved (computed)", "Asked for (computed)", "Steps missing (computed)"
CHECK = "Check (computed)"
AREA = "Area read as (computed)"
PASSED, FAILED, TO_COME = "✔ achieved", "! not achieved", "… to be assessed"
FITS, TOO_HIGH = "✔", "! above its steps: "
STEPS_HELD, COUNTED = "Steps held in % (computed)", "Steps that count (computed)"
MATRIX_NUMBERS = frozenset({ASKED, MISSING, STEPS_HELD, COUNTED})
"""The headers of those that hold numbers."""

ANY_WILL_DO = f'IFERROR({setting("Passed by")}="{ANY}",FALSE)'


def _verdict() -> str:
    first, second = cell("Trials", "simulation"), cell("Trials", "theory")
    yes, no = (f'OR({first}="{word}",{second}="{word}")' for word in ("yes", "no"))
    empty = f'OR(TRIM({first})="",TRIM({second})="")'
    known = f'{here("Trials", LEARNER)}=""'
    if_any = f'IF({yes},"{PASSED}",IF({empty},"{TO_COME}","{FAILED}"))'
    if_both = f'IF({no},"{FAILED}",IF({empty},"{TO_COME}","{PASSED}"))'
    return f'IF({known},"",IF({ANY_WILL_DO},{if_any},{if_both}))'


def _programme() -> str:
    """Gives how the programme of a row reads: what its cell names, or where it is empty the person's own."""
    text, learner = f"TRIM({cell('Profiles', 'qualification')})", here("Profiles", LEARNER)
    own = f"INDEX({column('Learners', QUALIFICATION)},MATCH({learner},{column('Learners', READ_AS)},0))"
    return f'IF({text}="",IFERROR({own},""),{read_as(text, "Qualifications")})'


def _asked() -> str:
    programme, area = here("Profiles", QUALIFICATION), here("Profiles", AREA)
    rows = (
        f"({column('Profiles', QUALIFICATION)}={programme})*({column('Profiles', AREA)}={area})"
        f'*({column("Profiles", LEARNER)}="")'
    )
    return (
        f'IF(OR({here("Profiles", LEARNER)}="",{programme}="",{area}=""),"",'
        f"SUMPRODUCT({rows},{cells('Profiles', 'step')}))"
    )


def _missing() -> str:
    asked, step = here("Profiles", ASKED), cell("Profiles", "step")
    return f'IF(AND(ISNUMBER({asked}),ISNUMBER({step})),MAX(0,{asked}-{step}),"")'


def _counted() -> str:
    asked, step = here("Profiles", ASKED), cell("Profiles", "step")
    return f'IF(AND(ISNUMBER({asked}),ISNUMBER({step})),MAX(0,MIN({asked},{step})),"")'


def _steps_held() -> str:
    """Gives the steps that a person holds of those that the own programme asks for, in per cent."""
    known, own = here("Learners", READ_AS), here("Learners", QUALIFICATION)
    programme, person = column("Profiles", QUALIFICATION), column("Profiles", LEARNER)
    rows = f'({programme}={own})*({person}="")'
    required = f"SUMPRODUCT({rows},{cells('Profiles', 'step')})"
    held = f"SUMIFS({column('Profiles', COUNTED)},{person},{known},{programme},{own})"
    none = f"COUNTIFS({person},{known},{programme},{own})=0"
    return f'IF(OR({known}="",{own}=""),"",IF({none},"",IF({required}>0,ROUND({held}*100/{required},2),"")))'


def _check() -> str:
    step = cell("Profiles", "step")
    row = f"MATCH({here('Profiles', AREA)},{column('Areas', READ_AS)},0)"
    most = f"INDEX({cells('Areas', 'steps')},{row})"
    return f'IF(ISNUMBER({step}),IFERROR(IF(ISNUMBER({most}),IF({step}>{most},"{TOO_HIGH}"&{most},"{FITS}"),""),""),"")'


LEARNERS_STEPS = (
    Computed(STEPS_HELD, _steps_held(), "The steps that the person has of those the own programme asks for.",
             "qualification", 14, "0.00"),
)  # fmt: skip
MATRIX_COMPUTED = {
    "Areas": (
        Computed(READ_AS, own_name(BY_NAME["Areas"]), width=20),
        Computed(LABEL_HEADER, label_formula(BY_NAME["Areas"]), "What drop-downs show.", width=30),
    ),
    "Profiles": (
        Computed(CHECK, _check(), "Whether the area has so many steps.", "step", 20),
        Computed(ASKED, _asked(), "The step to which the programme leads; only in a person's row.", "step", 14),
        Computed(MISSING, _missing(), "How many steps the person still has to reach.", "step", 14),
        Computed(COUNTED, _counted(), width=20),
        Computed(QUALIFICATION, _programme(), width=20),
        reading("Profiles", "learner", LEARNER, "Learners"),
        reading("Profiles", "area", AREA, "Areas"),
    ),
    "Trials": (
        Computed(VERDICT, _verdict(), "By both tests or by any, as the sheet Settings says.", "theory", 18),
        reading("Trials", "learner", LEARNER, "Learners"),
    ),
}  # fmt: skip
