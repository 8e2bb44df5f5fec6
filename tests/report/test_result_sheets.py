from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.report import result_sheets as result_sheets_module
from ecvet_office.report.result_sheets import first_of, result_sheets
from ecvet_office.report.updating import receipt_lines, update
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.results_layout import RESULT_BY_NAME, RESULT_TABLES
from ecvet_office.workbook.updating import Receipt

DAY = date(2025, 3, 10)
PLAN = """
| Settings | setting | value |
|          | coordinating institution | I1 |
| Partners | id | name |
|          | I1 | Pori College |
|          | I2 | Lycée Lyon |
| Qualifications | id | title | points |
|                | Q1 | Electrician | 60 |
| Units | id | title |
|       | U1 | Wiring |
| Unit points | qualification | unit | points |
|             | Q1 | U1 | 60 |
| Outcomes | id | unit |
|          | "1.1" | U1 |
|          | "1.2" | U1 |
| Packages | id | name | host | units or outcomes | assessor | validator | recogniser |
|          | K1 | Lyon in spring | I2 | U1 | Claire Martin | Maija Heino | Risto Aalto |
| Learners | id | family name | given names | date of birth | qualification |
|          | L1 | Virtanen | Aino | 2000-05-14 | Q1 |
| Agreements | id | learner | package | status | planned start | planned end |
|            | A1 | L1 | K1 | {status} | 2025-03-03 | 2025-04-11 |
"""
PAPERS = """
| Papers | number | document | for | party | sent | signed on |
|        | P1 | learning agreement | A1 | home | 2025-02-01 | 2025-02-02 |
|        | P2 | learning agreement | A1 | host | 2025-02-03 | {host} |
|        | P3 | learning agreement | A1 | learner | 2025-02-01 | 2025-02-05 |
"""
RESULTS = """
| Results | agreement | learner | outcome | achieved | date |
|         | A1 | L1 | 1.1 | yes | 2025-04-10 |
|         | A1 | L1 | 1.2 | {second} | 2025-04-10 |
"""
VALIDATED = """
| Decisions | learner | unit or outcome | agreement | step | by | on |
|           | L1 | U1 | A1 | validated | Maija Heino | 2025-04-20 |
"""


def judged(status: str, more: str = "", on: date = DAY) -> Evaluation:
    return evaluate(sheets_from_markdown(PLAN.format(status=status) + more), on)


def stay(status: str, more: str = "", on: date = DAY) -> dict[str, CellValue | None]:
    headers, row = result_sheets(judged(status, more, on))["MyLearners"]
    return {str(header): value for header, value in zip(headers, row, strict=True)}


def test_every_result_table_is_there_with_the_headers_of_the_layout_and_full_rows() -> None:
    tables = result_sheets(judged("draft"))
    headers = {**RESULT_TABLES, "CommonUnits": RESULT_BY_NAME["CommonUnits"].headers}
    assert {name: tuple(rows[0]) for name, rows in tables.items()} == headers
    assert all(len(row) == len(rows[0]) for rows in tables.values() for row in rows)


def test_a_finding_is_a_row_with_its_place_apart() -> None:
    evaluation = judged("draft")
    rows = result_sheets(evaluation)["Findings"][1:]
    assert [(row[1], f"{row[2]}!{row[3]}") for row in rows] == [
        (finding.code, str(finding.place)) for finding in evaluation.findings
    ]


def test_credit_and_progress_hold_numbers_and_say_what_is_open() -> None:
    tables = result_sheets(judged("returned", RESULTS.format(second="no")))
    assert tables["Credit"][1] == [
        "L1", "Aino Virtanen", "Q1", "U1 Wiring", "failed", Decimal(1), Decimal(2), Decimal(0), "1.2",
    ]  # fmt: skip
    assert tables["Progress"][1] == [
        "L1", "Aino Virtanen", "Q1", Decimal(0), Decimal(60), Decimal("0.00"), "no", "not recognised: U1 Wiring",
    ]  # fmt: skip


def test_without_points_the_cells_of_points_stay_empty() -> None:
    text = PLAN.format(status="draft").replace("| coordinating institution | I1 |", "| points used | no |")
    tables = result_sheets(evaluate(sheets_from_markdown(text), DAY))
    assert tables["Credit"][1][7] is None
    assert tables["Progress"][1][3:6] == [None, None, None]


def test_a_learner_without_a_stay_is_a_row_too() -> None:
    text = PLAN.format(status="draft").split("| Agreements")[0]
    tables = result_sheets(evaluate(sheets_from_markdown(text), DAY))
    assert tables["MyLearners"][1] == ["L1", "Aino Virtanen", None, None, "agreement", "Add an agreement", None, None]


def test_a_draft_that_lacks_something_is_to_be_completed_by_the_home_institution() -> None:
    row = stay("")
    assert (row["Stage"], row["Whose"]) == ("draft", "Pori College")
    assert row["What is missing"]


def test_a_sent_agreement_waits_for_those_who_have_not_signed_since_the_last_was_sent() -> None:
    row = stay("sent", PAPERS.format(host=""))
    assert row["Next action"] == "Ask Lycée Lyon to sign"
    assert str(row["What is missing"]).startswith("signature of Lycée Lyon")
    assert (row["Whose"], row["Since"]) == ("Lycée Lyon", date(2025, 2, 3))


def test_a_sent_agreement_without_papers_asks_for_every_signature_and_invents_no_date() -> None:
    row = stay("sent")
    assert row["Next action"] == "Ask for 3 signatures"
    assert row["Whose"] == "Pori College, Lycée Lyon, Aino Virtanen"
    assert row["Since"] is None


def test_a_sent_agreement_that_all_signed_is_to_be_marked_signed() -> None:
    assert stay("sent", PAPERS.format(host="2025-02-20"))["Next action"] == "Mark the agreement signed"


@pytest.mark.parametrize(
    ("day", "action"),
    [
        (date(2025, 3, 2), "Wait until the stay begins on 3 March 2025"),
        (date(2025, 3, 3), "Mark the stay under way"),
        (date(2025, 3, 4), "Mark the stay under way"),
    ],
)
def test_a_signed_agreement_waits_for_the_first_day_of_the_stay(day: date, action: str) -> None:
    row = stay("signed", PAPERS.format(host="2025-02-20"), day)
    assert (row["Next action"], row["Since"]) == (action, date(2025, 2, 20))


@pytest.mark.parametrize(
    ("day", "action"),
    [
        (date(2025, 4, 10), "Wait until the stay ends on 11 April 2025"),
        (date(2025, 4, 11), "Wait until the stay ends on 11 April 2025"),
        (date(2025, 4, 12), "Mark the stay returned"),
    ],
)
def test_a_stay_is_under_way_up_to_and_including_its_last_day(day: date, action: str) -> None:
    assert stay("under way", on=day)["Next action"] == action


AMENDED = (
    PAPERS.format(host="2025-02-10")
    + """|        | P4 | amendment | A1 | home | {sent} | {home} |
|        | P5 | amendment | A1 | host | {sent} | {host} |
|        | P6 | amendment | A1 | learner | {sent} | {home} |
"""
)


@pytest.mark.parametrize("status", ["signed", "under way"])
def test_an_amendment_is_sent_and_signed_before_anything_else(status: str) -> None:
    made = stay(status, AMENDED.format(sent="", home="", host=""))
    assert (made["Next action"], made["Whose"]) == ("Send the amendment for signing", "Pori College")
    sent = stay(status, AMENDED.format(sent="2025-03-04", home="", host=""))
    assert (sent["Next action"], sent["Since"]) == ("Ask for 3 signatures on the amendment", date(2025, 3, 4))
    one = stay(status, AMENDED.format(sent="2025-03-04", home="2025-03-05", host=""))
    assert (one["Next action"], one["Whose"]) == ("Ask Lycée Lyon to sign the amendment", "Lycée Lyon")
    assert str(one["What is missing"]).startswith("signature of Lycée Lyon on the amendment")
    signed = stay(status, AMENDED.format(sent="2025-03-04", home="2025-03-05", host="2025-03-06"))
    assert "amendment" not in str(signed["Next action"])


@pytest.mark.parametrize(("mentor", "is_missing"), [("Paul Durand", False), ("", True)])
def test_what_a_package_lacks_is_not_missing_in_a_stay_that_says_it_itself(
    mentor: str, is_missing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_sheets_module, "MISSING_SHOWN", 99)
    agreements = f"""
| Agreements | id | learner | package | status | planned start | planned end | host mentor |
|            | A1 | L1 | K1 | returned | 2025-03-03 | 2025-04-11 | {mentor} |
|            | A2 | L1 | K1 | returned | 2024-03-04 | 2024-04-12 | |
| Papers | number | document | for | party |
|        | P1 | Europass Mobility | A1 | home |
|        | P2 | Europass Mobility | A2 | home |
"""
    plan = PLAN.replace("assessor | validator", "host mentor | validator").partition("| Agreements")[0]
    text = plan.replace("Claire Martin", "") + agreements
    headers, first, _ = result_sheets(evaluate(sheets_from_markdown(text), DAY))["MyLearners"]
    assert ("host mentor" in str(first[headers.index("What is missing")])) is is_missing


def test_after_the_stay_come_results_then_validation_then_recognition_then_the_papers() -> None:
    first = stay("returned", RESULTS.format(second=""))
    assert (first["Next action"], first["Whose"]) == ("Ask Lycée Lyon for 1 result", "Claire Martin")
    assert str(first["What is missing"]).startswith("results of 1.2")
    second = stay("returned", RESULTS.format(second="yes"))
    assert (second["Next action"], second["Whose"]) == ("Validate 2 outcomes", "Maija Heino")
    third = stay("returned", RESULTS.format(second="yes") + VALIDATED)
    assert (third["Next action"], third["Whose"]) == ("Decide on the recognition of 1 unit", "Risto Aalto")
    recognised = VALIDATED + "|  | L1 | U1 | A1 | recognised | Risto Aalto | 2025-05-05 |\n"
    fourth = stay("returned", RESULTS.format(second="yes") + recognised)
    assert fourth["Next action"] == "Mark the stay decided"
    fifth = stay("decided", RESULTS.format(second="yes") + recognised)
    assert fifth["Next action"] == "Make the transcript and the recognition letter"
    assert fifth["Since"] == date(2025, 5, 5)


def test_whoever_is_asked_stands_by_name_where_the_package_says_the_id() -> None:
    people = "| People | id | name | institution |\n| | H1 | Maija Heino | I1 |\n"
    evaluation = evaluate(sheets_from_markdown(PLAN.format(status="returned").replace("| Maija Heino |", "| H1 |")
                                               + RESULTS.format(second="yes") + people), DAY)  # fmt: skip
    headers, row = result_sheets(evaluation)["MyLearners"]
    assert row[headers.index("Whose")] == "Maija Heino"


def test_a_stay_is_not_decided_while_an_outcome_is_neither_retaken_nor_refused() -> None:
    first = "| Decisions | learner | unit or outcome | agreement | step | by | on | reason |\n"
    validated = first + "|  | L1 | 1.1 | A1 | validated | Maija Heino | 2025-04-20 | |\n"
    failed = stay("returned", RESULTS.format(second="no") + validated)
    assert (failed["Next action"], failed["Whose"]) == ("Retake or refuse 1 outcome", "Pori College")
    assert str(failed["What is missing"]).startswith("1.2: not achieved, and neither retaken nor refused")
    refused = validated + "|  | L1 | U1 | A1 | refused | Risto Aalto | 2025-05-05 | not achieved |\n"
    assert stay("returned", RESULTS.format(second="no") + refused)["Next action"] == "Mark the stay decided"


def test_a_withdrawn_stay_asks_for_nothing() -> None:
    row = stay("withdrawn")
    assert [row[name] for name in ("What is missing", "Next action", "Whose", "Since")] == [None] * 4


def test_an_error_before_signing_is_to_be_mended_first() -> None:
    row = stay("ready to sign")
    assert row["Next action"] == "Mend what is wrong (sheet Findings)"
    assert str(row["What is missing"]).startswith("agreement A1 of learner L1 names no memorandum; ")


@pytest.mark.parametrize(("number", "told"), [(2, "a; b"), (3, "a; b; c"), (4, "a; b; c; and 1 more")])
def test_three_things_that_are_missing_are_named_and_the_rest_is_counted(number: int, told: str) -> None:
    assert first_of(list("abcd")[:number]) == told


def test_an_update_writes_the_tables_into_a_copy_and_the_receipt_says_so(tmp_path: Path) -> None:
    workbook, copy = tmp_path / "plan.xlsx", tmp_path / "copy.xlsx"
    write_new("mobility", workbook, example=True)
    before = workbook.read_bytes()
    receipt = update(workbook, evaluate(read(workbook), DAY), copy)
    assert workbook.read_bytes() == before
    assert receipt_lines(receipt)[0] == f"written: {copy}"
    assert read(copy).titles == read(workbook).titles


def test_a_receipt_names_new_numbers_and_sheets_that_were_not_there() -> None:
    receipt = Receipt(Path("copy.xlsx"), ("Findings",), ("Points",), ("Learners!A7",), 60, 61, cells=1)
    assert receipt_lines(receipt) == [
        "written: copy.xlsx",
        "    sheets rewritten: Findings",
        "    sheets added at the end: Points",
        "    1 new row numbered: Learners!A7",
        "    1 cell changed, 60 of 61 parts of the file untouched",
    ]


def test_a_receipt_names_the_backup_and_the_formulas_put_back() -> None:
    receipt = Receipt(
        Path("plan.xlsx"), (), (), (), 60, 61, 4, Path("plan.backup.xlsx"), ("Units!D4",), 2, ("Units!H4",), True, 12
    )
    assert receipt_lines(receipt) == [
        "written: plan.xlsx",
        "    the workbook as it was before: plan.backup.xlsx",
        "    1 formula put back: Units!D4",
        "    2 cells marked: errors red and bold, warnings yellow and italic",
        "    1 formula brought up to date",
        "    Excel works out all formulas anew when it opens the file",
        "    4 cells changed, 60 of 61 parts of the file untouched",
    ]


@pytest.mark.parametrize(("learners", "is_told"), [(499, False), (500, False), (501, True)])
def test_more_than_five_hundred_learners_are_said_to_take_time(learners: int, is_told: bool) -> None:
    receipt = Receipt(Path("copy.xlsx"), (), (), (), 60, 61, recalculates=True, learners=learners)
    assert ("may take a while" in receipt_lines(receipt)[1]) is is_told
