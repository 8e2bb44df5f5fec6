"""`ecvet merge`: what it prints, writes and ends with."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.model.places import Place, column_letters
from ecvet_office.report.merge_report import REASONS, merge_text
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.comparison import Addition, Comparison, Difference, LeftOut, Why
from ecvet_office.workbook.merging import Merge


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, ["merge", *map(str, arguments)])


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    write_new("mobility", tmp_path / "mine.xlsx", example=True)
    return tmp_path / "mine.xlsx"


def copy_with(mine: Path, cells: dict[tuple[int, str], str]) -> Path:
    """Gives a partner's copy in which cells of the sheet Learners, by row and header, were typed over."""
    book = openpyxl.load_workbook(mine)
    sheet = book["Learners"]
    headers = [str(cell.value).rstrip(" *") for cell in sheet[1]]
    for (row, header), text in cells.items():
        sheet.cell(row, headers.index(header) + 1).value = text
    book.save(mine.with_name("lyon.xlsx"))
    return mine.with_name("lyon.xlsx")


def address(mine: Path, row: int, header: str) -> str:
    titles = [str(cell.value).rstrip(" *") for cell in openpyxl.load_workbook(mine)["Learners"][1]]
    return f"{column_letters(titles.index(header) + 1)}{row}"


GUARDIAN = {(2, "Guardian 1 name"): "Päivi Virtanen"}
E_MAIL = {(2, "E-mail"): "aino@elsewhere.example"}


def test_a_copy_without_contradictions_is_merged_and_ends_in_exit_code_0(mine: Path) -> None:
    done = run(mine, copy_with(mine, GUARDIAN), "-o", mine.with_name("merged.xlsx"))
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert f"    filled Learners!{address(mine, 2, 'Guardian 1 name')} L1 Guardian 1 name: Päivi Virtanen" in lines
    assert lines[-3] == "0 new rows, 1 filled cell, 0 contradictions"
    assert lines[-2] == f"written: {mine.with_name('merged.xlsx')}"
    assert "1 cell changed" in lines[-1]
    assert mine.with_name("merged.xlsx").exists()


def test_a_contradiction_is_shown_with_both_places_and_ends_in_exit_code_1(mine: Path) -> None:
    done = run(mine, copy_with(mine, E_MAIL | GUARDIAN))
    assert done.exit_code == 1
    assert (
        f"not merged L1 E-mail: yours Learners!{address(mine, 2, 'E-mail')} 'aino.virtanen@satakunta.example'"
        in done.output
    )
    assert "'aino@elsewhere.example': the two differ" in done.output
    assert "1 filled cell, 1 contradiction" in done.output
    assert mine.with_name("mine.merged.xlsx").exists()


def test_showing_writes_nothing(mine: Path) -> None:
    done = run(mine, copy_with(mine, GUARDIAN), "--show")
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == "nothing was written"
    assert not mine.with_name("mine.merged.xlsx").exists()


def test_a_workbook_with_itself_has_nothing_to_merge(mine: Path) -> None:
    done = run(mine, mine)
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == "there is nothing to merge, so nothing was written"
    assert [path.name for path in mine.parent.glob("*.xlsx")] == ["mine.xlsx"]


def test_json_of_a_merge_is_nothing_but_json(mine: Path) -> None:
    theirs = copy_with(mine, E_MAIL | GUARDIAN | {(8, "Id"): "L20", (8, "Family name"): "Petit"})
    done = run(mine, theirs, "--format", "json")
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert told["written"] == str(mine.with_name("mine.merged.xlsx"))
    assert told["additions"] == [{"table": "Learners", "key": "L20", "theirs": {"sheet": "Learners", "cell": "8"}}]
    assert [(one["column"], one["mine"]["cell"], one["value"]) for one in told["fills"]] == [
        ("Guardian 1 name", address(mine, 2, "Guardian 1 name"), "Päivi Virtanen")
    ]
    [one] = told["contradictions"]
    assert (one["why"], one["key"], one["column"]) == ("different", "L1", "E-mail")
    assert one["mine"] == {
        "sheet": "Learners",
        "cell": address(mine, 2, "E-mail"),
        "text": "aino.virtanen@satakunta.example",
    }
    assert one["theirs"] == {"sheet": "Learners", "cell": address(mine, 2, "E-mail"), "text": "aino@elsewhere.example"}
    assert (told["settings"], told["left_out"]) == ([], [])


def test_a_name_that_is_taken_could_not_run(mine: Path) -> None:
    theirs = copy_with(mine, GUARDIAN)
    done = run(mine, theirs, "-o", theirs)
    assert done.exit_code == 2
    assert "exists already" in done.stderr


def test_a_workbook_that_is_not_there_could_not_run(mine: Path) -> None:
    done = run(mine, mine.with_name("absent.xlsx"))
    assert done.exit_code == 2
    assert "absent.xlsx" in done.stderr


def test_every_reason_has_its_sentence() -> None:
    assert set(REASONS) == set(Why)


@pytest.mark.parametrize(("count", "more"), [(19, 0), (20, 0), (21, 1)])
def test_twenty_rows_of_a_kind_are_named_and_the_rest_is_counted(count: int, more: int) -> None:
    additions = tuple(Addition("Learners", f"L{n}", {}, Place("Learners", n)) for n in range(count))
    merge = Merge(Comparison(additions), None)
    told = merge_text(merge, "mine.xlsx", "lyon.xlsx")
    assert sum(line.startswith("    added ") for line in told) == count - more
    assert (f"    and {more} more of this kind (--all shows them)" in told) is bool(more)
    everything = merge_text(merge, "mine.xlsx", "lyon.xlsx", show_all=True)
    assert sum(line.startswith("    added ") for line in everything) == count


def test_settings_and_what_has_no_place_are_said() -> None:
    here, there = Place("Settings", 2, "B"), Place("Réglages", 3, "B")
    settings = (
        Difference(Why.DIFFERENT, "Settings", "Profile", "Value", here, there, "strict ECVET", "Erasmus-only"),
        Difference(Why.DIFFERENT, "Settings", "Programme", "Value", None, there, "", "Erasmus+"),
    )
    left_out = (LeftOut("Groups", "", 2), LeftOut("Units", "Title [fr]", 1))
    told = merge_text(Merge(Comparison(settings=settings, left_out=left_out), None), "mine.xlsx", "lyon.xlsx")
    assert "    not merged Profile: yours Settings!B2 'strict ECVET', theirs Réglages!B3 'Erasmus-only'" in told
    assert "    not taken over Programme: theirs Réglages!B3 'Erasmus+'" in told
    assert "    left out 2 rows: yours has no such sheet, or the sheet no column of ids" in told
    assert "    left out 1 cell: yours has no column Title [fr]" in told
    assert told[-2] == "0 new rows, 0 filled cells, 1 contradiction"
