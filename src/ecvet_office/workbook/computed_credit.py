"""Computed columns of credit: what decisions and earlier units bring each learner, as live formulas.

A formula judges what a formula can: it takes every complete decision and earlier unit at its word, while the ledger
also looks at the assessments behind it. Both give the same points wherever no finding of severity error stands on the
learner's rows. Where a formula would not do (a refusal of the same unit, other points for a unit recognised twice, more
of a group than counts) it says so instead of a number.
"""

from __future__ import annotations

from collections.abc import Mapping

from ecvet_office.model.results import RECOGNISED, REFUSED
from ecvet_office.workbook.computed_column import (
    BAR,
    KEY,
    LEARNER,
    OFFERED,
    QUALIFICATION,
    RECOGNISED_POINTS,
    UNIT,
    Computed,
    reading,
)
from ecvet_office.workbook.formulas import (
    READ_AS,
    USES_POINTS,
    cell,
    cells,
    column,
    here,
    read_as,
    row_by_id,
    row_by_name,
    row_number,
)

SHARE = "Share in % (computed)"
POINTS, COUNTS_FOR = "Points (computed)", "Counts for (computed)"
WHOLE = "Whole unit (computed)"
CREDIT_NUMBERS = frozenset({RECOGNISED_POINTS, SHARE, POINTS})
"""The headers of these columns that hold numbers."""

COUNTED, SEE_PROGRESS, TURNED_DOWN = "counted already", "see Progress", "refused: "
CREDITING = ("EarlierUnits", "Decisions")  # the tables whose rows bring points


def _own_qualification(table: str) -> str:
    learner = f"MATCH({here(table, LEARNER)},{column('Learners', READ_AS)},0)"
    return f'IFERROR(INDEX({column("Learners", QUALIFICATION)},{learner}),"")'


def _qualification_meant(table: str) -> str:
    """Gives how a row's qualification reads: what its cell names, or where it is empty the learner's own."""
    text = f"TRIM({cell(table, 'qualification')})"
    return f'IF({text}="",{_own_qualification(table)},{read_as(text, "Qualifications")})'


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


LEARNERS_CREDIT = (
    Computed(RECOGNISED_POINTS, _recognised_points(), "Points of the units recognised in the learner's own "
             "qualification, from the sheets Earlier units and Decisions.", "qualification"),
    Computed(SHARE, _share(), "These points in per cent of the qualification's.", "qualification", 12, "0.00"),
)  # fmt: skip

CREDIT_COMPUTED: Mapping[str, tuple[Computed, ...]] = {
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
}  # fmt: skip
