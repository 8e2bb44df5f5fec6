"""Computed columns of prior learning: what became of each piece of evidence, and how much each file has."""

from __future__ import annotations

from ecvet_office.workbook.computed_column import Computed, reading
from ecvet_office.workbook.formulas import READ_AS, cell, column, here, label_formula, own_name
from ecvet_office.workbook.layout import BY_NAME, LABEL_HEADER

JUDGED, FILE = "Judged (computed)", "File read as (computed)"
PIECES, GOOD_PIECES = "Pieces of evidence (computed)", "Good ones (computed)"
GOOD, TO_CHECK, FAILED = "✔ good", "… to be checked", "! does not hold"
PRIOR_LEARNING_NUMBERS = frozenset({PIECES, GOOD_PIECES})
"""The headers of those that hold numbers."""


def _judged() -> str:
    checks = [cell("Evidence", name) for name in ("authentic", "sufficient", "current")]
    failed, empty = (",".join(f'{one}="{word}"' for one in checks) for word in ("no", ""))
    item = f'TRIM({cell("Evidence", "item")})=""'
    return f'IF({item},"",IF(OR({failed}),"{FAILED}",IF(OR({empty}),"{TO_CHECK}","{GOOD}")))'


def _pieces(more: str = "") -> str:
    known = here("PriorLearning", READ_AS)
    return f'IF({known}="","",COUNTIFS({column("Evidence", FILE)},{known}{more}))'


PRIOR_LEARNING_COMPUTED = {
    "PriorLearning": (
        Computed(PIECES, _pieces(), "How many lines the file has on the sheet Evidence.", "learnt_where", 14),
        Computed(GOOD_PIECES, _pieces(f',{column("Evidence", JUDGED)},"{GOOD}"'), "How many of them passed all three "
                 "checks.", "learnt_where", 12),
        Computed(READ_AS, own_name(BY_NAME["PriorLearning"]), width=20),
        Computed(LABEL_HEADER, label_formula(BY_NAME["PriorLearning"]), "What drop-downs show.", width=30),
    ),
    "Evidence": (
        Computed(JUDGED, _judged(), "Good once it is authentic, sufficient and current.", "current", 18),
        reading("Evidence", "file", FILE, "PriorLearning"),
    ),
}  # fmt: skip
