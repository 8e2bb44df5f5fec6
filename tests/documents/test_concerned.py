"""A document is held back for what it says itself, not for what another paper or another stay lacks."""

from __future__ import annotations

from datetime import date

from ecvet_office.documents.filling import prepare
from ecvet_office.evaluation import evaluate
from ecvet_office.workbook.markdown import sheets_from_markdown

ON = date(2025, 5, 20)
TWO_STAYS = """
| Settings | setting | value |
| | profile | Erasmus-only |
| | coordinator | I1 |
| Partners | id | name | country | address |
| | I1 | Home College | Finland | Road 1 |
| | I2 | Lycée Lyon | France | Rue 2 |
| Units | id | title |
| | U1 | Home care |
| Outcomes | id | unit | outcome |
| | O1 | U1 | Visits clients |
| Qualifications | id | title |
| | Q1 | Practical nurse |
| Unit points | qualification | unit |
| | Q1 | U1 |
| Packages | id | name | host | qualification | targets | activities | home mentor | assessor | document issued |
| | K1 | Care in Lyon | I2 | Q1 | U1 | Visits | Maija Heino | Claire Martin | Europass Mobility |
| Learners | id | family name | given names | qualification |
| | L1 | Virtanen | Aino | Q1 |
| | L2 | Laine | Bruno | Q1 |
| Agreements | id | learner | package | status | planned start | planned end | host mentor |
| | A1 | L1 | K1 | returned | 2025-03-03 | 2025-04-11 | Paul Durand |
| | A2 | L2 | K1 | returned | 2025-03-03 | 2025-04-11 | |
| Results | context | learner | outcome | achieved | date | method |
| | A1 | L1 | O1 | yes | 2025-04-10 | talk |
| | A2 | L2 | O1 | yes | 2025-04-10 | talk |
"""


def codes(document: str) -> dict[str, set[str]]:
    evaluation = evaluate(sheets_from_markdown(TWO_STAYS), ON)
    assert "AG26" in {one.code for one in evaluation.findings}
    return {one.subject: {found.code for found in one.findings} for one in prepare(document, evaluation)}


def test_a_europass_that_names_its_own_mentor_is_not_held_back_for_the_package() -> None:
    found = codes("europass-mobility")
    assert "AG26" not in found["A1"]
    assert "AG26" in found["A2"]


def test_a_transcript_needs_nothing_that_only_a_europass_asks_for() -> None:
    assert all("AG26" not in found for found in codes("transcript").values())
