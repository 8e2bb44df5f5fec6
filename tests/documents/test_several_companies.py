"""A stay in several companies: each with its days, its mentor and its assessor, in every document about the stay."""

from __future__ import annotations

import pytest

from documents.filled import fields, shown, variant
from documents.school_year import evaluated

FIRST, SECOND = (
    "| | A1 | I4 | 2025-03-03 | 2025-03-21 | Luc Moreau | |",
    "| | A1 | R & D <Ltd> | 2025-03-24 | 2025-04-11 | | |",
)
NOBODY = ("| in the last week | H3 | on the grid,", "| in the last week | | on the grid,")
AT_EACH = variant(
    NOBODY,
    (FIRST, "| | A1 | I4 | 2025-03-03 | 2025-03-21 | Luc Moreau | Luc Moreau |"),
    (SECOND, "| | A1 | R & D <Ltd> | 2025-03-24 | 2025-04-11 | | H3 |"),
)
BOTH = "Luc Moreau (Résidence Exemple); Claire Dubois (R & D <Ltd>)"


def test_the_assessor_of_each_company_is_named_where_the_stay_names_none() -> None:
    assert fields("learning-agreement", "A1", AT_EACH)["assessor.name"] == BOTH
    assert fields("erasmus-agreement", "A1", AT_EACH)["assessor"] == BOTH
    assert BOTH in shown("learning-agreement", "A1", AT_EACH, draft=True)


def test_an_assessor_of_the_whole_stay_goes_before_those_of_its_companies() -> None:
    text = variant((FIRST, "| | A1 | I4 | 2025-03-03 | 2025-03-21 | Luc Moreau | Luc Moreau |"))
    assert fields("learning-agreement", "A1", text)["assessor.name"] == "Claire Dubois"


def test_the_rule_on_the_programme_is_content_with_assessors_at_the_companies() -> None:
    def asked(text: str) -> bool:
        return any(
            one.code == "AG29" and ("unsaid", "who assesses at the host") in one.facts and "A1" in str(one.facts)
            for one in evaluated(text).findings
        )

    lone = variant(NOBODY, ("| | A1 | L1 | K1 |", "| | A1 | L1 | |"))
    assert asked(lone)
    assert not asked(AT_EACH.replace("| | A1 | L1 | K1 |", "| | A1 | L1 | |"))


@pytest.mark.parametrize("document", ["learning-agreement", "erasmus-agreement"])
def test_every_company_has_its_days_in_the_agreement(document: str) -> None:
    text = shown(document, "A1", draft=True)
    for line in ("Résidence Exemple", "R & D <Ltd>", "3 March 2025", "21 March 2025", "24 March 2025", "11 April 2025"):
        assert line in text


def test_what_was_learnt_is_said_to_have_been_learnt_at_both() -> None:
    assert fields("transcript", "A1")["host_company"] == "Résidence Exemple; R & D <Ltd>"
    assert fields("assessment-sheet", "A1")["host_company"] == "Résidence Exemple; R & D <Ltd>"
    assert fields("transcript", "A2")["host_company"] == "Résidence Exemple"
