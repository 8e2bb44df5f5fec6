"""Computed columns: live formulas beside what people type, marked by their headers, which reading passes over.

Numbers and dates typed as texts are not seen by a formula.
"""

from __future__ import annotations

from collections.abc import Mapping

from ecvet_office.workbook.columns import Column
from ecvet_office.workbook.computed_column import BAR, KEY, OFFERED, QUALIFICATION, UNIT, Computed, reading
from ecvet_office.workbook.computed_conversion import CONVERSION_COMPUTED, CONVERSION_NUMBERS
from ecvet_office.workbook.computed_credit import CREDIT_COMPUTED, CREDIT_NUMBERS, LEARNERS_CREDIT
from ecvet_office.workbook.computed_entry_credit import ENTRY_COMPUTED, LEARNERS_ENTRY, MONTHS_LEFT
from ecvet_office.workbook.computed_grades import COEFFICIENT, COUNTS, GRADES_COMPUTED, LEARNERS_GRADES, MEAN
from ecvet_office.workbook.computed_learning_time import LEARNING_TIME_COMPUTED, LEARNING_TIME_NUMBERS
from ecvet_office.workbook.computed_matrix import LEARNERS_STEPS, MATRIX_COMPUTED, MATRIX_NUMBERS
from ecvet_office.workbook.computed_prior_learning import PRIOR_LEARNING_COMPUTED, PRIOR_LEARNING_NUMBERS
from ecvet_office.workbook.computed_self_check import SELF_CHECK_COMPUTED, SELF_CHECK_NUMBERS
from ecvet_office.workbook.formulas import (
    READ_AS,
    USES_POINTS,
    cell,
    cells,
    column,
    here,
    label_formula,
    own_name,
)
from ecvet_office.workbook.layout import BY_NAME, LABEL_HEADER, LABEL_SEPARATOR, LONGEST_FIRST_WORDS
from ecvet_office.workbook.tables import Table

UNITS_POINTS, CHECK = "Points of units (computed)", "Check (computed)"
OUTCOMES, DAYS = "Outcomes (computed)", "Days abroad (computed)"
NUMBERS = frozenset({
    UNITS_POINTS, OFFERED, OUTCOMES, DAYS, *CREDIT_NUMBERS, COEFFICIENT, COUNTS, MEAN,
    *LEARNING_TIME_NUMBERS, *CONVERSION_NUMBERS, *PRIOR_LEARNING_NUMBERS, MONTHS_LEFT,
    *MATRIX_NUMBERS, *SELF_CHECK_NUMBERS,
})  # fmt: skip
"""The headers of computed columns that hold numbers."""

ADDS_UP, NO_TOTAL, NO_UNITS, CHOICES = "✔ adds up", "! no total", "! no unit points", "… choices, see Findings"


def computed_columns(table: str) -> tuple[Computed, ...]:
    """Gives the computed columns of a table, in the order of their definition."""
    return COMPUTED.get(table, ())


def computed_headers(table: Table) -> frozenset[str]:
    """Gives the headers of a table's computed columns, folded as headers are compared."""
    return frozenset(one.header.casefold() for one in computed_columns(table.name))


def grid(table: Table) -> tuple[Column | Computed, ...]:
    """Gives all columns of a table from left to right, the workings last."""
    computed = [one for one in computed_columns(table.name) if table.computed is None or one.header in table.computed]
    placed: list[Column | Computed] = []
    for one in table.columns:
        placed += [one, *(beside for beside in computed if beside.after == one.key)]
    return (*placed, *(one for one in computed if not one.after))


# --- formulas -------------------------------------------------------------------------------------------------------


def _known_as(table: str) -> Computed:
    return Computed(READ_AS, own_name(BY_NAME[table]), width=20)


def _label(table: str) -> Computed:
    return Computed(LABEL_HEADER, label_formula(BY_NAME[table]), "What drop-downs show.", width=30)


def _label_of_memorandum() -> str:
    """Gives the label of a memorandum: where it has no name, the objectives' first words or the first day stand for it.

    TEXT with letters for day, month and year would follow the language of Excel; digits alone do not.
    """
    id_, code, words, start = (cell("Memoranda", key) for key in ("id", "file_code", "objectives", "valid_from"))
    day = f'YEAR({start})&"-"&TEXT(MONTH({start}),"00")&"-"&TEXT(DAY({start}),"00")'
    in_one_line = f'TRIM(SUBSTITUTE({words},CHAR(10)," "))'
    instead = (
        f'IF({in_one_line}<>"",TRIM(LEFT({in_one_line},{LONGEST_FIRST_WORDS})),'
        f"IF(ISNUMBER({start}),{day},TRIM({start})))"
    )
    name = f'IF(TRIM({code})<>"",TRIM({code}),{instead})'
    return f'TRIM({id_})&IF(OR(TRIM({id_})="",{name}=""),"","{LABEL_SEPARATOR}")&{name}'


def _points_of_units() -> str:
    known = here("Qualifications", READ_AS)
    of_it = f"--({column('UnitPoints', QUALIFICATION)}={known})"
    return f'IF(OR({known}="",NOT({USES_POINTS})),"",SUMPRODUCT({of_it},{cells("UnitPoints", "points")}))'


def _check() -> str:
    known, total = here("Qualifications", READ_AS), cell("Qualifications", "points")
    carried = here("Qualifications", UNITS_POINTS)
    limits = f'({cells("Groups", "at_least")}<>"")+({cells("Groups", "at_most")}<>"")>0'
    choices = f"SUMPRODUCT(({column('Groups', QUALIFICATION)}={known})*({limits}))"
    return (
        f'IF(OR({known}="",NOT({USES_POINTS})),"",IF(NOT(ISNUMBER({total})),"{NO_TOTAL}",'
        f'IF({carried}=0,"{NO_UNITS}",IF(ROUND({carried}-{total},6)=0,"{ADDS_UP}",'
        f'IF({choices}>0,"{CHOICES}","! "&{carried}&" of "&{total})))))'
    )


def _offered() -> str:
    qualification, group = here("Groups", QUALIFICATION), cell("Groups", "group")
    members = f"({column('UnitPoints', QUALIFICATION)}={qualification})*({cells('UnitPoints', 'group')}={group})"
    return (
        f'IF(OR({qualification}="",{group}=""),"",IF({cell("Groups", "counted_in")}="points",'
        f"SUMPRODUCT({members},{cells('UnitPoints', 'points')}),SUMPRODUCT({members})))"
    )


def _key() -> str:
    qualification, unit = here("UnitPoints", QUALIFICATION), here("UnitPoints", UNIT)
    return f'IF(OR({qualification}="",{unit}=""),"",{qualification}&"{BAR}"&{unit})'


def _outcomes() -> str:
    known = here("Units", READ_AS)
    return f'IF({known}="","",SUMPRODUCT(--({column("Outcomes", UNIT)}={known})))'


def _days() -> str:
    first, last = (
        f'IF({actual}="",{planned},{actual})'
        for actual, planned in (
            (cell("Agreements", f"actual_{end}"), cell("Agreements", f"planned_{end}")) for end in ("start", "end")
        )
    )
    days = f"{last}-{first}+1-N({cell('Agreements', 'interruption_days')})"
    return f'IF(AND(ISNUMBER({first}),ISNUMBER({last})),IF({last}<{first},"",{days}),"")'


COMPUTED: Mapping[str, tuple[Computed, ...]] = {
    "Learners": (
        *LEARNERS_CREDIT,
        *LEARNERS_GRADES,
        *LEARNERS_ENTRY,
        *LEARNERS_STEPS,
        _known_as("Learners"),
        reading("Learners", "qualification", QUALIFICATION, "Qualifications"),
        _label("Learners"),
    ),
    "Packages": (_label("Packages"),),
    "Agreements": (
        Computed(DAYS, _days(), "First to last day, both counted, less interruptions; the actual days where known.",
                 "planned_end", 12),
        _label("Agreements"),
    ),
    "MobilityGroups": (_label("MobilityGroups"),),
    "Partners": (_label("Partners"),),
    "People": (_label("People"),),
    "Memoranda": (Computed(LABEL_HEADER, _label_of_memorandum(), "What drop-downs show.", width=30),),
    "Qualifications": (
        Computed(UNITS_POINTS, _points_of_units(), "All points of its units on the sheet Unit points.", "points", 12),
        Computed(CHECK, _check(), "Whether the units' points add up to the qualification's.", "points", 24),
        _known_as("Qualifications"),
        _label("Qualifications"),
    ),
    "Groups": (
        Computed(OFFERED, _offered(), "All units or points of the group, however it is counted.", "counted_in", 12),
        reading("Groups", "qualification", QUALIFICATION, "Qualifications"),
    ),
    "Units": (
        Computed(OUTCOMES, _outcomes(), "How many outcomes the unit has on the sheet Outcomes.",
                 "assessment_procedure", 12),
        _known_as("Units"),
        _label("Units"),
    ),
    "UnitPoints": (
        reading("UnitPoints", "qualification", QUALIFICATION, "Qualifications"),
        reading("UnitPoints", "unit", UNIT, "Units"),
        Computed(KEY, _key(), width=20),
    ),
    "Outcomes": (_known_as("Outcomes"), reading("Outcomes", "unit", UNIT, "Units"), _label("Outcomes")),
    **CREDIT_COMPUTED,
    **GRADES_COMPUTED,
    **LEARNING_TIME_COMPUTED,
    **CONVERSION_COMPUTED,
    **PRIOR_LEARNING_COMPUTED,
    **ENTRY_COMPUTED,
    **MATRIX_COMPUTED,
    **SELF_CHECK_COMPUTED,
}  # fmt: skip
