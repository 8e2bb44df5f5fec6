"""The computed column of credit on entry: how many months of the training are left, as one types."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from ecvet_office.credit.totals import MONTHS_PER_YEAR
from ecvet_office.model.entry_credit import BY_HOURS
from ecvet_office.model.learners import Learner
from ecvet_office.model.points import exact_decimal
from ecvet_office.model.register import Register
from ecvet_office.workbook.computed_column import QUALIFICATION, RECOGNISED_POINTS, Computed, reading
from ecvet_office.workbook.formulas import READ_AS, cells, column, here
from ecvet_office.workbook.national_formulas import setting

MONTHS_LEFT = "Months left (computed)"
SEE_RESULTS = "see Entry results"
HUNDREDTHS = 100


def _months_left() -> str:
    own, points = here("Learners", QUALIFICATION), here("Learners", RECOGNISED_POINTS)
    row = f"MATCH({own},{column('Qualifications', READ_AS)},0)"
    years, total = (f"N(INDEX({cells('Qualifications', key)},{row}))" for key in ("full_time_years", "points"))
    rules = f"COUNTIFS({column('EntryCredits', QUALIFICATION)},{own})"
    months = f"ROUND({years}*{MONTHS_PER_YEAR}*({total}-{points})/{total},2)"
    measure = f'IFERROR({setting("Remaining duration by")},"")'
    return (
        f'IF({own}="","",IF({rules}=0,"",IF({measure}="{BY_HOURS}","{SEE_RESULTS}",'
        f'IF(ISNUMBER({points}),IFERROR(IF({years}*{total}>0,{months},""),""),""))))'
    )


LEARNERS_ENTRY = (
    Computed(
        MONTHS_LEFT,
        _months_left(),
        "What is left of the training, counted by points; by hours, ecvet entry-credit tells it.",
        "qualification",
        14,
    ),
)
ENTRY_COMPUTED = {"EntryCredits": (reading("EntryCredits", "qualification", QUALIFICATION, "Qualifications"),)}


def of_entering_learner(register: Register, row: Learner, points: str | Decimal) -> dict[str, str | Decimal]:
    """Gives what the column shows in the row of a learner, from the points that the row shows as recognised."""
    if (row.qualification or "") not in register.entry_credits_in:
        return {MONTHS_LEFT: ""}
    if register.settings.remaining_by == BY_HOURS:
        return {MONTHS_LEFT: SEE_RESULTS}
    training = register.qualification.get(row.qualification or "")
    years, total = (training.full_time_years, training.points) if training else (None, None)
    if not isinstance(points, Decimal) or not years or not total or years * total <= 0:
        return {MONTHS_LEFT: ""}
    months = Fraction(years) * MONTHS_PER_YEAR * (Fraction(total) - Fraction(points)) / Fraction(total)
    return {MONTHS_LEFT: exact_decimal(Fraction(math.floor(months * HUNDREDTHS + Fraction(1, 2)), HUNDREDTHS))}
