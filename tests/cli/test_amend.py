"""`ecvet amend`: what it shows and writes, and that what was signed stays as it was; and stays that were withdrawn."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from documents.changed_plan import example, type_over
from ecvet_office.cli import ecvet
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.typed_answers import typed_answers

ON = ("--on", "2025-03-10")
LATER = datetime(2025, 4, 18)  # noqa: DTZ001 # a day in Excel has no zone
STILL_LATER = datetime(2025, 4, 25)  # noqa: DTZ001
SIGNED_ON = datetime(2025, 3, 12)  # noqa: DTZ001
SIGNED = "learning-agreement_A1_L1.docx"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [*map(str, arguments)])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The example, the agreement A1 as it was signed, and a stay that ends a week later."""
    path = example(tmp_path / "plan.xlsx")
    made = run("fill", "learning-agreement", path, "-o", tmp_path / "documents", "--learner", "L1", *ON)
    assert made.exit_code == 0, made.output
    type_over(path, {"Agreements": {(2, "Planned end"): LATER}, "Learners": {(2, "Telephone"): "+358 40 1"}})
    return path


def amend(plan: Path, *more: object) -> Result:
    return run("amend", plan, "A1", "--signed", plan.parent / "documents" / SIGNED, *ON, *more)


def documents(plan: Path) -> list[str]:
    return sorted(path.name for path in (plan.parent / "documents").iterdir())


def test_old_and_new_are_shown_and_the_amendment_lies_beside_the_original(plan: Path) -> None:
    done = amend(plan)
    assert done.exit_code == 1
    lines = [" ".join(line.split()) for line in done.output.splitlines()]
    assert "to be agreed and signed anew: 2" in lines
    place = lines.index("End date [stay.end]")
    assert lines[place + 1 : place + 3] == ["signed: 11 April 2025", "today: 18 April 2025"]
    assert "corrections, which nobody has to sign: 1" in lines
    assert documents(plan) == ["amendment_A1_L1.docx", SIGNED]


def test_a_template_of_ones_own_makes_the_amendment(plan: Path) -> None:
    form = plan.with_name("form.docx")
    assert run("template", "copy", "amendment", form, "--language", "fr").exit_code == 0
    assert amend(plan, "--template", form).exit_code == 1
    shown = texts((plan.parent / "documents" / "amendment_A1_L1.docx").read_bytes())
    assert shown.splitlines()[1] == "Avenant"
    assert "18 April 2025" in shown


def test_a_template_of_another_document_makes_no_amendment(plan: Path) -> None:
    form = plan.with_name("form.docx")
    run("template", "copy", "transcript", form)
    done = amend(plan, "--template", form)
    assert done.exit_code == 2
    assert "form.docx is a template of the transcript and not of the amendment" in done.output
    assert documents(plan) == [SIGNED]


def test_a_template_of_the_amendment_is_not_filled_as_another_document(plan: Path) -> None:
    form = plan.with_name("form.docx")
    run("template", "copy", "amendment", form)
    done = run("fill", "transcript", plan, "-o", plan.parent / "made", "--template", form, *ON)
    assert done.exit_code == 2
    assert "or fill it with: ecvet amend" in done.output


def test_the_original_stays_as_it_was_signed_and_no_amendment_is_written_over(plan: Path) -> None:
    folder = plan.parent / "documents"
    original = (folder / SIGNED).read_bytes()
    amend(plan)
    first = (folder / "amendment_A1_L1.docx").read_bytes()
    type_over(plan, {"Agreements": {(2, "Planned end"): STILL_LATER}})
    again = amend(plan)
    assert again.exit_code == 2
    assert "exists already and was left as it is" in again.output
    assert (folder / SIGNED).read_bytes() == original
    assert (folder / "amendment_A1_L1.docx").read_bytes() == first


def test_show_writes_nothing(plan: Path) -> None:
    assert amend(plan, "--show").exit_code == 1
    assert documents(plan) == [SIGNED]


def test_corrections_alone_need_no_paper(plan: Path) -> None:
    type_over(plan, {"Agreements": {(2, "Planned end"): datetime(2025, 4, 11)}})  # noqa: DTZ001
    done = amend(plan)
    assert done.exit_code == 0
    assert documents(plan) == [SIGNED]


def test_the_same_as_data(plan: Path) -> None:
    told = json.loads(amend(plan, "--show", "--format", "json").output)
    assert [(one["field"], one["kind"]) for one in told] == [
        ("stay.end", "matter of the agreement"),
        ("stay.length", "matter of the agreement"),
        ("learner.telephone", "correction"),
    ]


def papers(plan: Path) -> list[list[object]]:
    rows = openpyxl.load_workbook(plan)["Papers"].iter_rows(min_row=2, values_only=True)
    return [list(row) for row in rows if row[1] == "amendment"]


def test_record_notes_the_amendment_for_each_party(plan: Path) -> None:
    amend(plan, "--record", "--in-place")
    assert [(row[0], row[2], row[4], row[14]) for row in papers(plan)] == [
        (f"P{number}", 1, party, "amendment_A1_L1.docx")
        for number, party in ((12, "home"), (13, "host"), (14, "learner"))
    ]


def test_what_a_signed_amendment_changed_is_agreed_and_the_next_one_has_the_next_number(plan: Path) -> None:
    amend(plan, "--record", "--in-place")
    type_over(plan, {"Papers": {(row, "Signed on"): SIGNED_ON for row in (13, 14, 15)}})
    assert amend(plan).exit_code == 0
    type_over(plan, {"Agreements": {(2, "Planned end"): STILL_LATER}})
    done = amend(plan)
    assert done.exit_code == 1
    assert "signed: 18 April 2025" in " ".join(done.output.split())
    second = (plan.parent / "documents" / "amendment_A1_L1_v2.docx").read_bytes()
    assert "1 | End date | 18 April 2025 | 25 April 2025" in texts(second)


def test_without_a_name_the_document_is_the_one_on_the_sheet_papers(plan: Path) -> None:
    type_over(plan, {"Papers": {(row, "File"): SIGNED for row in (4, 5, 6)}})
    done = run("amend", plan, "A1", *ON, "--show")
    assert done.exit_code == 1
    assert "End date" in done.output


def test_where_the_sheet_papers_names_none_it_is_said_what_to_do(plan: Path) -> None:
    done = run("amend", plan, "A1", *ON)
    assert done.exit_code == 2
    assert "Name the document that was signed with --signed" in " ".join(done.output.split())


# --- a stay that was withdrawn --------------------------------------------------------------------------------------


@pytest.fixture
def withdrawn(tmp_path: Path) -> Path:
    """The example, with A1 broken off after its first result: three are missing, and so is every decision."""
    path = example(tmp_path / "plan.xlsx")
    stay = {(2, "Status"): "withdrawn", (2, "Withdrawn because"): "moved house", (2, "Actual end"): LATER}
    unsigned = {(row, header): None for row in (5, 6) for header in ("Returned", "Signed on")}
    type_over(path, {"Agreements": stay, "Papers": unsigned})
    book = openpyxl.load_workbook(path)
    for title, kept, context in (("Results", 1, 0), ("Decisions", 0, 3)):
        rows = [row for row in book[title].iter_rows(min_row=2) if str(row[context].value).startswith("A1 ")]
        assert len(rows) > kept
        for row in rows[kept:]:
            for one in row:
                one.value = None
    book.save(path)
    return path


def test_no_rule_asks_for_anything_of_a_withdrawn_stay(withdrawn: Path) -> None:
    found = json.loads(run("check", withdrawn, "--on", "2025-06-01", "--format", "json").output)
    assert not [one for one in found if "A1" in json.dumps(one["facts"]) or "L1" in json.dumps(one["facts"])]
    assert not [one for one in found if (one["sheet"], one["cell"][-1:]) == ("Agreements", "2")]


def test_the_transcript_of_a_withdrawn_stay_says_what_was_achieved_until_then(withdrawn: Path) -> None:
    made = run("fill", "transcript", withdrawn, *ON, "--learner", "L1", "-o", withdrawn.parent / "documents")
    assert made.exit_code == 0, made.output
    text = texts((withdrawn.parent / "documents" / "transcript_A1_L1.docx").read_bytes())
    assert "1 of 4" in text
    assert "3.2 | agreed, but not assessed" in text


def test_no_agreement_is_made_any_more_for_a_withdrawn_stay(withdrawn: Path) -> None:
    made = run("fill", "learning-agreement", withdrawn, *ON, "--learner", "L1", "-o", withdrawn.parent / "documents")
    assert "nothing to write" in made.output


def test_the_open_papers_of_a_withdrawn_stay_are_closed_with_the_reason(withdrawn: Path) -> None:
    done = run("papers", withdrawn, "--on", "2025-06-01", "--folders", withdrawn.parent / "post")
    assert done.exit_code == 0
    assert done.output.count("closed, withdrawn: moved house") == 2
    assert "0 papers open, 0 overdue; 2 closed" in done.output
    assert not list((withdrawn.parent / "post").glob("**/*.eml"))


def test_what_the_host_filled_in_is_no_change_once_the_document_was_read(tmp_path: Path) -> None:
    plan = example(tmp_path / "plan.xlsx")
    type_over(plan, {"Packages": {(2, "Host mentor"): None}, "Papers": {(row, "Signed on"): None for row in (4, 5, 6)}})
    made = run("fill", "learning-agreement", plan, "-o", tmp_path / "documents", "--learner", "L1", "--to-return",
               "--record", "--in-place", *ON)  # fmt: skip
    assert made.exit_code == 0, made.output
    [name] = documents(plan)
    came = tmp_path / "returned" / name
    came.parent.mkdir()
    came.write_bytes(typed_answers((tmp_path / "documents" / name).read_bytes(), {("", "host.mentor"): "Luc Roy"}))
    assert run("read", came, plan, "--apply", "--in-place", *ON).exit_code == 0
    nothing = run("amend", plan, "A1", *ON)
    assert (nothing.exit_code, documents(plan)) == (0, [name])
    type_over(plan, {"Agreements": {(2, "Planned end"): LATER}})
    assert "host.mentor" not in run("amend", plan, "A1", *ON).output
    assert documents(plan) == ["amendment_A1_L1.docx", name]
