"""Computed columns: live formulas beside what people type, marked by their headers, which reading passes over.

A formula judges what a formula can: it takes every complete decision and earlier unit at its word, while the ledger
also looks at the assessments behind it. Both give the same points wherever no finding of severity error stands on the
learner's rows. Where a formula would not do (a refusal of the same unit, other points for a unit recognised twice, more
of a group than counts) it says so instead of a number. Numbers and dates typed as texts are not seen.
"""

from __future__ import annotations

from collections.abc import Mapping

from ecvet_office.model.results import RECOGNISED, REFUSED
from ecvet_office.workbook.columns import Column
from ecvet_office.workbook.computed_column import (
    BAR,
    KEY,
    LEARNER,
    QUALIFICATION,
    RECOGNISED_POINTS,
    UNIT,
    Computed,
    reading,
)
from ecvet_office.workbook.computed_conversion import CONVERSION_COMPUTED, CONVERSION_NUMBERS
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
    read_as,
    row_by_id,
    row_by_name,
    row_number,
)
from ecvet_office.workbook.layout import BY_NAME, LABEL_HEADER, LABEL_SEPARATOR, LONGEST_FIRST_WORDS
from ecvet_office.workbook.tables import Table

__all__ = ["BAR", "KEY", "LEARNER", "QUALIFICATION", "RECOGNISED_POINTS", "UNIT", "Computed"]

UNITS_POINTS, CHECK = "Points of units (computed)", "Check (computed)"
OFFERED, OUTCOMES, DAYS = "Offered (computed)", "Outcomes (computed)", "Days abroad (computed)"
SHARE = "Share in % (computed)"
POINTS, COUNTS_FOR = "Points (computed)", "Counts for (computed)"
WHOLE = "Whole unit (computed)"
NUMBERS = frozenset({
    UNITS_POINTS, OFFERED, OUTCOMES, DAYS, RECOGNISED_POINTS, SHARE, POINTS, COEFFICIENT, COUNTS, MEAN,
    *LEARNING_TIME_NUMBERS, *CONVERSION_NUMBERS, *PRIOR_LEARNING_NUMBERS, MONTHS_LEFT,
    *MATRIX_NUMBERS, *SELF_CHECK_NUMBERS,
})  # fmt: skip
"""The headers of computed columns that hold numbers."""

ADDS_UP, NO_TOTAL, NO_UNITS, CHOICES = "✔ adds up", "! no total", "! no unit points", "… choices, see Findings"
COUNTED, SEE_PROGRESS, TURNED_DOWN = "counted already", "see Progress", "refused: "
CREDITING = ("EarlierUnits", "Decisions")  # the tables whose rows bring points


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


def _qualification_meant(table: str) -> str:
    """Gives how a row's qualification reads: what its cell names, or where it is empty the learner's own."""
    text = f"TRIM({cell(table, 'qualification')})"
    return f'IF({text}="",{_own_qualification(table)},{read_as(text, "Qualifications")})'


def _own_qualification(table: str) -> str:
    learner = f"MATCH({here(table, LEARNER)},{column('Learners', READ_AS)},0)"
    return f'IFERROR(INDEX({column("Learners", QUALIFICATION)},{learner}),"")'


def _row_of_points(table: str) -> str:
    key = f'{here(table, QUALIFICATION)}&"{BAR}"&{here(table, UNIT)}'
    return f"MATCH({key},{column('UnitPoints', KEY)},0)"


def _credit_key(table: str) -> str:
    group = f"INDEX({cells('UnitPoints', 'group')},{_row_of_points(table)})"
    return f'{here(table, LEARNER)}&"{BAR}"&{here(table, UNIT)}&"{BAR}"&{group}'


def _is_another_matter(table: str, *said: str) -> str:
    """Gives whether a row lacks what gives it effect, or is about another qualification than the learner's own."""
    empty = ",".join(f'{cell(table, key)}=""' for key in said)
    own = _own_qualification(table)
    return f'OR({empty},{here(table, LEARNER)}="",{here(table, UNIT)}="",{here(table, QUALIFICATION)}<>{own})'


def _earlier_counts_for() -> str:
    other = _is_another_matter("EarlierUnits", "recognised_by", "on")
    return f'IF({other},"",IFERROR({_credit_key("EarlierUnits")},""))'


def _earlier_points() -> str:
    key, keys = here("EarlierUnits", COUNTS_FOR), column("EarlierUnits", COUNTS_FOR)
    again = f"MATCH({key},{keys},0)<{row_number('EarlierUnits', COUNTS_FOR)}"
    points = f"N(INDEX({cells('UnitPoints', 'points')},{_row_of_points('EarlierUnits')}))"
    return f'IF(OR({key}="",NOT({USES_POINTS})),"",IF({again},"{COUNTED}",{points}))'


def _is_whole() -> str:
    subject = f"TRIM({cell('Decisions', 'subject')})"
    by_id, by_name = row_by_id(subject, "Units"), row_by_name(subject, "Units")
    return f'IF({subject}="","",IF(OR(ISNUMBER({by_id}),ISNUMBER({by_name})),"yes","no"))'


def _decided_unit() -> str:
    subject, units = f"TRIM({cell('Decisions', 'subject')})", column("Outcomes", UNIT)
    by_id, by_name = row_by_id(subject, "Outcomes"), row_by_name(subject, "Outcomes")
    of_outcome = f'IFERROR(INDEX({units},{by_id}),IFERROR(INDEX({units},{by_name}),""))'
    return f'IF({here("Decisions", WHOLE)}="yes",{read_as(subject, "Units")},{of_outcome})'


def _decision_counts_for() -> str:
    step, key = cell("Decisions", "step"), _credit_key("Decisions")
    recognised = f'AND({step}="{RECOGNISED}",{here("Decisions", WHOLE)}="yes")'
    told = f'IF({recognised},{key},IF({step}="{REFUSED}","{TURNED_DOWN}"&{key},""))'
    return f'IF({_is_another_matter("Decisions", "by", "on")},"",IFERROR({told},""))'


def _decision_points() -> str:
    key, keys = here("Decisions", COUNTS_FOR), column("Decisions", COUNTS_FOR)
    earlier = column("EarlierUnits", COUNTS_FOR)
    other, rule = cell("Decisions", "points"), cell("Decisions", "points_rule")
    alone = f"COUNTIF({earlier},{key})+COUNTIF({keys},{key})=1"
    again = f"OR(ISNUMBER(MATCH({key},{earlier},0)),MATCH({key},{keys},0)<{row_number('Decisions', COUNTS_FOR)})"
    points = f"N(INDEX({cells('UnitPoints', 'points')},{_row_of_points('Decisions')}))"
    silent = f'OR({key}="",LEFT({key},{len(TURNED_DOWN)})="{TURNED_DOWN}",NOT({USES_POINTS}))'
    return (
        f'IF({silent},"",IF(ISNUMBER(MATCH("{TURNED_DOWN}"&{key},{keys},0)),"{SEE_PROGRESS}",'
        f'IF(AND(ISNUMBER({other}),N({other})>=0,{rule}<>""),IF({alone},{other},"{SEE_PROGRESS}"),'
        f'IF({again},"{COUNTED}",{points}))))'
    )


def _recognised_points() -> str:
    learner, own = here("Learners", READ_AS), here("Learners", QUALIFICATION)
    known = f"ISNUMBER(MATCH({own},{column('Qualifications', READ_AS)},0))"
    theirs = f'{learner}&"{BAR}*"'
    unclear = f'COUNTIFS({column("Decisions", COUNTS_FOR)},{theirs},{column("Decisions", POINTS)},"{SEE_PROGRESS}")>0'
    total = "+".join(f"SUMIFS({column(table, POINTS)},{column(table, COUNTS_FOR)},{theirs})" for table in CREDITING)
    return (
        f'IF(OR({learner}="",{own}="",NOT({USES_POINTS})),"",IF(NOT({known}),"",'
        f'IF(OR({unclear},{_too_much_of_a_group()}),"{SEE_PROGRESS}",{total})))'
    )


def _too_much_of_a_group() -> str:
    """Gives whether a learner has more of a group than counts; the long sum is done only where that can happen."""
    group, most = cells("Groups", "group"), cells("Groups", "at_most")
    own = f'({column("Groups", QUALIFICATION)}={here("Learners", QUALIFICATION)})*({most}<>"")'
    theirs = f'{here("Learners", READ_AS)}&"{BAR}*{BAR}"&{group}'
    in_points, in_units = (
        "+".join(form.format(p=column(t, POINTS), k=column(t, COUNTS_FOR), c=theirs) for t in CREDITING)
        for form in ("SUMIFS({p},{k},{c})", 'COUNTIFS({k},{c},{p},">=0")')
    )
    counted = cells("Groups", "counted_in")
    held = f'(({counted}="points")*({in_points})+({counted}<>"points")*({in_units}))'
    possible = f"SUMPRODUCT({own}*({column('Groups', OFFERED)}>{most}))"
    return f"IF({possible}=0,FALSE,SUMPRODUCT({own}*({held}>{most}))>0)"


def _share() -> str:
    points, own = here("Learners", RECOGNISED_POINTS), here("Learners", QUALIFICATION)
    row = f"MATCH({own},{column('Qualifications', READ_AS)},0)"
    total = f"N(INDEX({cells('Qualifications', 'points')},{row}))"
    return f'IF(ISNUMBER({points}),IF({total}>0,ROUND({points}*100/{total},2),""),"")'


COMPUTED: Mapping[str, tuple[Computed, ...]] = {
    "Learners": (
        Computed(RECOGNISED_POINTS, _recognised_points(), "Points of the units recognised in the learner's own "
                 "qualification, from the sheets Earlier units and Decisions.", "qualification"),
        Computed(SHARE, _share(), "These points in per cent of the qualification's.", "qualification", 12, "0.00"),
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
    "EarlierUnits": (
        Computed(POINTS, _earlier_points(), "What this row brings the learner; a unit counts once.", "learnt_how", 18),
        reading("EarlierUnits", "learner", LEARNER, "Learners"),
        Computed(QUALIFICATION, _qualification_meant("EarlierUnits"), width=20),
        reading("EarlierUnits", "unit", UNIT, "Units"),
        Computed(COUNTS_FOR, _earlier_counts_for(), width=20),
    ),
    "Decisions": (
        Computed(POINTS, _decision_points(), "What this row brings the learner; only a recognised unit brings points, "
                 "and it counts once.", "on", 18),
        reading("Decisions", "learner", LEARNER, "Learners"),
        Computed(QUALIFICATION, _qualification_meant("Decisions"), width=20),
        Computed(WHOLE, _is_whole(), width=12),
        Computed(UNIT, _decided_unit(), width=20),
        Computed(COUNTS_FOR, _decision_counts_for(), width=20),
    ),
    **GRADES_COMPUTED,
    **LEARNING_TIME_COMPUTED,
    **CONVERSION_COMPUTED,
    **PRIOR_LEARNING_COMPUTED,
    **ENTRY_COMPUTED,
    **MATRIX_COMPUTED,
    **SELF_CHECK_COMPUTED,
}  # fmt: skip
