"""`fill` and `demo`: documents in a folder, and the whole job on the example."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.cli.made_of import MADE_OF
from ecvet_office.cli.paper_run import Order, make_documents, told
from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.plain_text import texts
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.reading import read

DAY = ("--on", "2026-01-15")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbooks") / "example.xlsx"
    write_new("mobility", path, example=True)
    return path


@pytest.fixture(scope="module")
def evaluation(example: Path) -> Evaluation:
    return evaluate(read(example), date(2026, 1, 15))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_transcript_of_one_learner_is_one_document(example: Path, tmp_path: Path) -> None:
    done = run("fill", "transcript", example, *DAY, "-o", tmp_path / "papers", "--learner", "l1")
    assert done.exit_code == 0, done.output
    assert len(names_in(tmp_path / "papers")) == 1
    assert done.output.splitlines()[-1] == f"1 document in {tmp_path / 'papers'}"


def test_an_agreement_that_rests_on_an_error_is_held_back_with_the_code_and_the_cell(
    example: Path, tmp_path: Path
) -> None:
    done = run("fill", "learning-agreement", example, *DAY, "-o", tmp_path / "papers")
    assert done.exit_code == 1
    assert "1 document held back" in done.output
    assert re.search(r"^    \S*A3\S*\.docx: RE15 at Agreements!C4", done.output, flags=re.MULTILINE)
    assert not [name for name in names_in(tmp_path / "papers") if "A3" in name]


def test_a_held_back_document_is_made_as_a_draft_where_drafts_are_asked_for(example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    done = run("fill", "learning-agreement", example, *DAY, "-o", folder, "--draft")
    assert done.exit_code == 0, done.output
    assert "1 of them a draft" in done.output
    drafts = [name for name in names_in(folder) if "draft" in name.casefold()]
    assert len(drafts) == 1
    assert "A3" in drafts[0]


def test_errors_of_one_learner_hold_nothing_of_another_back(example: Path, tmp_path: Path) -> None:
    done = run("fill", "learning-agreement", example, *DAY, "-o", tmp_path / "papers", "--learner", "L1")
    assert done.exit_code == 0, done.output


def test_all_documents_go_into_one_folder(example: Path, tmp_path: Path) -> None:
    done = run("fill", "all", example, *DAY, "-o", tmp_path / "papers")
    assert done.exit_code == 1
    assert len(names_in(tmp_path / "papers")) > len(DOCUMENTS)


def test_documents_that_are_there_already_are_never_overwritten(example: Path, tmp_path: Path) -> None:
    order = ("fill", "memorandum", example, *DAY, "-o", tmp_path / "papers")
    assert run(*order).exit_code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "papers").iterdir()}
    again = run(*order)
    assert again.exit_code == 2
    assert "already" in again.stderr
    assert {path: path.read_bytes() for path in (tmp_path / "papers").iterdir()} == before


def test_an_unknown_document_language_or_learner_is_a_run_that_could_not_be(example: Path, tmp_path: Path) -> None:
    for arguments in (("diploma", example), ("memorandum", example, "--language", "xx")):
        assert run("fill", *arguments, "-o", tmp_path / "papers").exit_code == 2
    done = run("fill", "transcript", example, *DAY, "-o", tmp_path / "papers", "--learner", "L77")
    assert done.exit_code == 2
    assert "no learner L77" in done.stderr


def test_of_many_errors_three_are_named_and_the_rest_is_counted(evaluation: Evaluation, tmp_path: Path) -> None:
    run_made = make_documents(evaluation, Order(("learning-agreement",)), tmp_path / "papers")
    (held,) = run_made.held_back.values()
    run_made.held_back = {"A3.docx": [replace(held[0], code=f"RE1{number}") for number in range(5)]}
    last = told(run_made, Path("plan.xlsx"), tmp_path)[-1]
    places = "RE10 at Agreements!C4, RE11 at Agreements!C4, RE12 at Agreements!C4"
    assert last == f"    A3.docx: {places} and 2 more"


def test_a_workbook_without_anything_to_write_about_says_so(tmp_path: Path) -> None:
    write_new("mobility", tmp_path / "blank.xlsx", example=False)
    done = run("fill", "all", tmp_path / "blank.xlsx", *DAY, "-o", tmp_path / "papers")
    assert done.exit_code == 0
    assert done.output.startswith("nothing to write: ")
    assert not (tmp_path / "papers").exists()


@pytest.mark.parametrize(
    ("document", "learner", "reason"),
    [
        ("refusal-letter", "", "row on the sheet Decisions that says refused, by whom, and on which day, and the"),
        ("prior-learning-file", "", "is made of a row on the sheet Prior learning, and the workbook has none\n"),
        ("transcript", "L3", "agreement with a result on the sheet Results, and the workbook has none of L3\n"),
        ("all", "L8", "nothing to write: the workbook has no memorandum, agreement or result of L8 that was asked"),
    ],
)
def test_where_there_is_nothing_to_write_the_rows_are_named_that_it_would_take(
    example: Path, tmp_path: Path, document: str, learner: str, reason: str
) -> None:
    of_whom = ("--learner", learner) if learner else ()
    done = run("fill", document, example, *DAY, "-o", tmp_path / "papers", *of_whom)
    assert done.exit_code == 0, done.output
    assert reason in done.output
    assert not (tmp_path / "papers").exists()


@pytest.mark.parametrize(
    ("typed", "meant"), [("transkript", "transcript"), ("learning_agreement", "learning-agreement"), ("al", "all")]
)
def test_a_mistyped_document_is_answered_with_what_was_probably_meant(
    example: Path, tmp_path: Path, typed: str, meant: str
) -> None:
    done = run("fill", typed, example, "-o", tmp_path / "papers")
    assert done.exit_code == 2
    assert f"there is no '{typed}' (did you mean '{meant}'?)" in done.stderr


def test_a_document_like_none_that_there_is_is_answered_with_all_that_there_are(example: Path, tmp_path: Path) -> None:
    done = run("fill", "zzzzzz", example, "-o", tmp_path / "papers")
    assert done.exit_code == 2
    assert all(document in done.stderr for document in DOCUMENTS)


def test_what_a_document_is_made_of_is_said_of_documents_that_there_are() -> None:
    assert MADE_OF.keys() <= DOCUMENTS.keys()


# --- demo -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    folder = tmp_path_factory.mktemp("home") / "ecvet-demo"
    return run("demo", folder, *DAY), folder


def test_the_demo_makes_the_workbook_its_copy_and_every_kind_of_document(demo: tuple[Result, Path]) -> None:
    done, folder = demo
    assert done.exit_code == 0, done.output
    assert names_in(folder) == ["documents", "example-with-results.xlsx", "example.xlsx"]
    assert len(names_in(folder / "documents")) > len(DOCUMENTS)


def test_the_demo_shows_each_step_below_the_command_that_does_it(demo: tuple[Result, Path]) -> None:
    text = demo[0].output
    shown = re.findall(r"^\$ ecvet (\w+)", text, flags=re.MULTILINE)
    assert shown == ["new", "check", "credit", "points", "update", "fill"]
    assert ": error RE15: " in text
    assert "95 of 180 points" in text
    assert "weight 670 of 4855" in text
    assert "Try next:" in text


def test_the_commands_that_the_demo_proposes_run(demo: tuple[Result, Path], tmp_path: Path) -> None:
    done, _ = demo
    proposed = re.findall(r"ecvet (.+)$", done.output.split("Try next:")[1], flags=re.MULTILINE)
    assert len(proposed) >= 3
    for line in proposed:
        words = [str(tmp_path / "plan.xlsx") if word == "plan.xlsx" else word for word in line.split()]
        outcome = run(*words)
        assert outcome.exit_code in {0, 1}, outcome.output


def test_a_second_demo_touches_nothing_and_proposes_another_folder(demo: tuple[Result, Path]) -> None:
    _, folder = demo
    before = names_in(folder)
    done = run("demo", folder, *DAY)
    assert done.exit_code == 2
    assert f"holds an earlier demo and was left as it is; try: ecvet demo {folder}-2" in done.stderr
    assert names_in(folder) == before


def test_a_folder_with_something_of_the_users_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = run("demo", tmp_path, *DAY)
    assert done.exit_code == 2
    assert "exists and is not empty" in done.stderr
    assert names_in(tmp_path) == ["mine.txt"]


def test_an_empty_folder_and_a_file_of_that_name_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert run("demo", tmp_path / "file", *DAY).exit_code == 2
    (tmp_path / "empty").mkdir()
    assert run("demo", tmp_path / "empty", *DAY).exit_code == 0


@pytest.mark.parametrize(("language", "title"), [("fr", "Relevé personnel"), ("en+fr", "Personal transcript")])
def test_documents_are_made_in_the_language_or_the_two_that_are_asked_for(
    example: Path, tmp_path: Path, language: str, title: str
) -> None:
    done = run(
        "fill", "transcript", example, *DAY, "-o", tmp_path / "papers", "--learner", "L1", "--language", language
    )
    assert done.exit_code == 0, done.output
    (name,) = names_in(tmp_path / "papers")
    assert name == f"transcript.{language.replace('+', '-')}_A1_L1.docx"
    assert title in texts((tmp_path / "papers" / name).read_bytes())


def test_a_text_without_a_translation_is_named_with_its_cell(example: Path, tmp_path: Path) -> None:
    of_one = ("--learner", "L1", "--language", "fr")
    done = run("fill", "transcript", example, *DAY, "-o", tmp_path / "papers", *of_one, "--all")
    assert re.search(r"Units!\w+: warning DO02: Title is printed as it was first written", done.output)
    assert "no translation into fr" in done.output


def test_five_texts_without_a_translation_are_shown_and_all_where_all_are_asked_for(
    example: Path, tmp_path: Path
) -> None:
    order = ("fill", "memorandum", example, *DAY, "--language", "fr", "-o")
    few, every = run(*order, tmp_path / "few"), run(*order, tmp_path / "every", "--all")
    more = re.search(r"and (\d+) more of DO02 .*\(--all shows each\)", few.output)
    assert more is not None
    assert few.output.count("warning DO02") == 5
    assert every.output.count("warning DO02") == 5 + int(more[1])
    assert "more of DO02" not in every.output


def test_what_only_the_documents_show_is_told_sheet_by_sheet_and_row_by_row(example: Path, tmp_path: Path) -> None:
    done = run("fill", "all", example, *DAY, "-o", tmp_path / "papers", "--language", "fr", "--all")
    cells = re.findall(r":([^:!]+)!([A-Z]+)(\d+): warning DO02", done.output)
    sheets = [sheet for sheet, _, _ in cells]
    assert sheets == sorted(sheets, key=sheets.index)
    for one in set(sheets):
        rows = [int(row) for sheet, _, row in cells if sheet == one]
        assert rows == sorted(rows)


def test_a_language_that_does_not_exist_is_refused_with_those_that_do(example: Path, tmp_path: Path) -> None:
    done = run("fill", "transcript", example, *DAY, "-o", tmp_path / "papers", "--language", "en+sv")
    assert done.exit_code == 2
    assert "they exist in: de, en, es, fi, fr, it, nl, pl" in done.output
