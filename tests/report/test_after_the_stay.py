"""From results to letters: the next action at each point after a stay, and the papers that are still to be made."""

from __future__ import annotations

from datetime import date

import pytest

from ecvet_office.documents.filling import fill
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.report.result_sheets import result_sheets
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.markdown import sheets_from_markdown

DAY = date(2025, 5, 20)
PLAN = """
| Settings | setting | value |
|          | coordinating institution | I1 |
| Partners | id | name |
|          | I1 | Pori College |
|          | I2 | Lycée Lyon |
| Qualifications | id | title | points |
|                | Q1 | Electrician | 60 |
| Units | id | title |
|       | U1 | Basics |
|       | U2 | Wiring |
| Unit points | qualification | unit | points | requires |
|             | Q1 | U1 | 20 | |
|             | Q1 | U2 | 40 | {requires} |
| Outcomes | id | unit |
|          | "1.1" | U1 |
|          | "2.1" | U2 |
|          | "2.2" | U2 |
| Packages | id | name | host | units or outcomes | validator | recogniser | document issued | duration |
|          | K1 | Lyon | I2 | U2 | Maija Heino | Risto Aalto | {issued} | |
| Learners | id | family name | given names | date of birth | qualification |
|          | L1 | Virtanen | Aino | 2000-05-14 | Q1 |
| Agreements | id | learner | package | status | planned start | planned end |
|            | A1 | L1 | K1 | {status} | 2025-03-03 | 2025-04-11 |
| Results | agreement | learner | outcome | achieved | date |
|         | A1 | L1 | 2.1 | yes | 2025-04-09 |
|         | A1 | L1 | 2.2 | yes | 2025-04-10 |
{results}
| Decisions | learner | unit or outcome | agreement | step | by | on | reason |
{decisions}
| Papers | number | document | for | party |
{papers}
"""
VALIDATED = "| | L1 | U2 | A1 | validated | Maija Heino | 2025-04-20 | |\n"
RECOGNISED = VALIDATED + "| | L1 | U2 | A1 | recognised | Risto Aalto | 2025-05-05 | |\n"
EXTRA = "| | A1 | L1 | 1.1 | yes | 2025-04-10 |\n"
REFUSED = "| | L1 | 1.1 | A1 | refused | Risto Aalto | 2025-05-05 | nobody saw it |\n"
BOTH = "personal transcript, Europass Mobility"


def judged(status: str, **facts: str) -> Evaluation:
    told = {"requires": "", "issued": "", "results": "", "decisions": "", "papers": "", **facts}
    lines = PLAN.format(status=status, **told).splitlines()
    return evaluate(sheets_from_markdown("\n".join(line for line in lines if line)), DAY)


def stay(status: str, **facts: str) -> dict[str, CellValue | None]:
    headers, row = result_sheets(judged(status, **facts))["MyLearners"]
    return {str(header): value for header, value in zip(headers, row, strict=True)}


def action(status: str, **facts: str) -> CellValue | None:
    return stay(status, **facts)["Next action"]


def paper(*documents: str, about: str = "A1") -> str:
    return "".join(f"| | P{number} | {one} | {about} | home |\n" for number, one in enumerate(documents, 1))


# --- decisions ------------------------------------------------------------------------------------------------------


def test_outcomes_are_validated_then_the_unit_is_recognised_then_the_stay_is_decided() -> None:
    assert action("returned") == "Validate 2 outcomes"
    assert action("returned", decisions=VALIDATED) == "Decide on the recognition of 1 unit"
    assert action("returned", decisions=RECOGNISED) == "Mark the stay decided"


def test_a_unit_that_requires_another_waits_until_that_one_is_recognised() -> None:
    row = stay("returned", requires="U1", decisions=VALIDATED)
    assert row["Next action"] == "Wait with U2 Wiring until U1 can be recognised"
    assert str(row["What is missing"]).startswith("recognition of U1 Basics, which comes first")


def test_what_was_assessed_without_being_agreed_is_offered_before_the_stay_is_decided() -> None:
    row = stay("returned", results=EXTRA, decisions=RECOGNISED)
    assert row["Next action"] == "Validate or pass over 1 outcome offered in addition, then mark the stay decided"
    assert str(row["What is missing"]).startswith("decision on 1.1, assessed without being agreed")
    for decided in (REFUSED, REFUSED.replace("refused", "validated")):
        assert action("returned", results=EXTRA, decisions=RECOGNISED + decided) == "Mark the stay decided"


def test_what_was_not_achieved_is_offered_to_nobody() -> None:
    assert action("returned", results=EXTRA.replace("yes", "no"), decisions=RECOGNISED) == "Mark the stay decided"


# --- papers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({}, "Make the transcript"),
        ({"decisions": RECOGNISED}, "Make the transcript and the recognition letter"),
        ({"decisions": RECOGNISED, "papers": paper("transcript")}, "Make the recognition letter"),
        ({"decisions": RECOGNISED, "papers": paper("transcript", "recognition letter")}, None),
        ({"issued": BOTH}, "Make the transcript and the Europass Mobility"),
        ({"issued": BOTH, "decisions": RECOGNISED}, "Make the transcript and 2 more papers"),
        ({"issued": BOTH, "papers": paper("transcript", "Europass Mobility")}, None),
        ({"issued": "Erasmus+ complement"}, "Make the transcript and the complement"),
        ({"issued": "Erasmus+ complement", "papers": paper("complement")}, "Make the transcript"),
        ({"results": EXTRA, "decisions": REFUSED}, "Make the transcript and the refusal letter"),
        ({"results": EXTRA, "decisions": REFUSED, "papers": paper("refusal letter")}, "Make the transcript"),
    ],
)
def test_a_stay_that_is_decided_calls_for_its_papers(facts: dict[str, str], asked: str | None) -> None:
    row = stay("decided", **facts)
    assert row["Next action"] == asked
    assert row["Whose"] == ("Pori College" if asked else None)


def test_a_paper_that_is_missing_is_named() -> None:
    row = stay("decided", issued=BOTH, decisions=RECOGNISED)
    assert str(row["What is missing"]).startswith("transcript; Europass Mobility; recognition letter")


def test_a_transcript_may_be_noted_for_the_learner_and_a_letter_of_the_stay_may_not() -> None:
    papers = paper("transcript", "recognition letter", about="L1")
    assert action("decided", decisions=RECOGNISED, papers=papers) == "Make the recognition letter"


def test_a_recognition_without_effect_calls_for_no_letter() -> None:
    assert action("decided", requires="U1", decisions=RECOGNISED, papers=paper("transcript")) is None


def test_a_refusal_that_was_reversed_calls_for_no_letter() -> None:
    decisions = VALIDATED + "| | L1 | U2 | A1 | refused | Risto Aalto | 2025-05-05 | no evidence |\n"
    again = decisions + VALIDATED.replace("2025-04-20", "2025-05-06")
    reversed_ = again + "| | L1 | U2 | A1 | recognised | Risto Aalto | 2025-05-07 | |\n"
    assert action("decided", decisions=decisions, papers=paper("transcript")) == "Make the refusal letter"
    assert action("decided", decisions=reversed_, papers=paper("transcript")) == "Make the recognition letter"


@pytest.mark.parametrize(
    ("decisions", "letters"),
    [("", []), (VALIDATED, []), (RECOGNISED, ["recognition-letter"]), (REFUSED, ["refusal-letter"])],
)
def test_the_letters_that_are_called_for_are_those_that_can_be_made(decisions: str, letters: list[str]) -> None:
    """Whoever is told to make a letter gets one, and nobody gets one of whom no letter was asked."""
    evaluation = judged("decided", results=EXTRA, decisions=decisions)
    kinds = ("recognition-letter", "refusal-letter")
    assert [one for one in kinds if [*fill(one, evaluation)]] == letters
    told = str(stay("decided", results=EXTRA, decisions=decisions)["What is missing"])
    assert [one for one in kinds if one.replace("-", " ") in told] == letters


# --- broken off -----------------------------------------------------------------------------------------------------


def test_what_was_achieved_before_a_stay_was_broken_off_is_validated_and_certified() -> None:
    assert action("withdrawn") == "Validate 2 outcomes"
    assert action("withdrawn", decisions=VALIDATED, issued=BOTH) == "Make the transcript"
    assert action("withdrawn", decisions=RECOGNISED) == "Make the transcript and the recognition letter"
    assert action("withdrawn", decisions=VALIDATED, papers=paper("transcript")) is None
