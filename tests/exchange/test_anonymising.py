"""A copy without personal data: nobody is named in it, and the same is wrong with it at the same cells."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.workbook.defined_name import DefinedName

from ecvet_office.cli import ecvet
from ecvet_office.evaluation import evaluate
from ecvet_office.exchange.anonymising import anonymise
from ecvet_office.exchange.anonymous_cells import AMBIGUOUS_DAY, NO_DAY, shifted
from ecvet_office.exchange.pseudonyms import Pseudonyms
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.reading import read
from exchange.learners_traced import EMAIL, NAME, text_of_all_parts, traced_workbook

DAY, SHIFT = date(2026, 1, 15), -140
PERSONAL = (NAME, EMAIL, "Rantatie", "+358 40 555 0111", "Risto Aalto", "2006-05-14")


def places(path: Path, on: date) -> Counter[tuple[str, str]]:
    return Counter((one.code, str(one.place)) for one in evaluate(read(path), on).findings)


def test_no_part_of_the_copy_holds_a_name_an_address_or_an_e_mail(tmp_path: Path) -> None:
    plan = traced_workbook(tmp_path)
    done = anonymise(plan, DAY, SHIFT)
    text = text_of_all_parts(done.receipt.path)
    assert [one for one in PERSONAL if one in text_of_all_parts(plan)] != []
    assert [one for one in PERSONAL if one in text] == []
    assert done.remains == ()


def test_the_same_is_found_at_the_same_cells(tmp_path: Path) -> None:
    plan = traced_workbook(tmp_path)
    done = anonymise(plan, DAY, SHIFT)
    assert done.differences == ()
    assert done.on == DAY + timedelta(days=SHIFT)
    assert places(done.receipt.path, done.on) == places(plan, DAY)


def test_mistakes_in_references_stay_the_mistakes_they_are(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    write_new("mobility", plan, example=True)
    book = openpyxl.load_workbook(plan)
    learners, agreements = book["Learners"], book["Agreements"]
    headers = [str(cell.value).rstrip(" *") for cell in agreements[1]]
    column = headers.index("Learner") + 1
    for header in ("Family name", "Given names"):  # two learners of one name
        index = [str(cell.value).rstrip(" *") for cell in learners[1]].index(header) + 1
        learners.cell(4, index).value = learners.cell(3, index).value
    agreements.cell(2, column).value = f"{learners['C3'].value} {learners['B3'].value}"
    agreements.cell(3, column).value = "Nobody Known"
    agreements.cell(4, column).value = "L77"
    learners["D2"].value, learners["D3"].value = "03/04/2006", "in May"
    book.save(plan)
    done = anonymise(plan, DAY, SHIFT)
    codes = {code for code, _ in places(plan, DAY)}
    assert {"WB08", "WB18", "WB16", "WB06"} <= codes
    assert done.differences == ()


def test_a_name_written_without_its_id_leads_to_the_same_learner(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    write_new("mobility", plan, example=True)
    book = openpyxl.load_workbook(plan)
    headers = [str(cell.value).rstrip(" *") for cell in book["Agreements"][1]]
    book["Agreements"].cell(2, headers.index("Learner") + 1).value = NAME
    book.save(plan)
    done = anonymise(plan, DAY, SHIFT)
    after = evaluate(read(done.receipt.path), done.on).register
    assert after.agreement["A1"].learner == "L1"
    assert after.learner["L1"].full_name != NAME


def test_every_day_moves_by_the_same_number_of_days(tmp_path: Path) -> None:
    plan = traced_workbook(tmp_path)
    done = anonymise(plan, DAY, SHIFT)
    before, after = (evaluate(read(path), DAY).register for path in (plan, done.receipt.path))
    for old, new in zip(before.learners, after.learners, strict=True):
        assert (old.date_of_birth is None) == (new.date_of_birth is None)
        if old.date_of_birth and new.date_of_birth:
            assert new.date_of_birth - old.date_of_birth == timedelta(days=SHIFT)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(2026, 3, 31), date(2026, 3, 24)),
        ("2026-03-31", "2026-03-24"),
        ("03/04/2026", AMBIGUOUS_DAY),
        ("soon", NO_DAY),
        (Decimal(46112), Decimal(46105)),
        ("", ""),
    ],
)
def test_a_day_moves_and_what_is_none_stays_none(cell: str | date | Decimal, expected: str | date | Decimal) -> None:
    assert shifted(cell, timedelta(days=-7)) == expected


def test_the_same_text_has_the_same_stand_in_whatever_its_capitals() -> None:
    names = Pseudonyms()
    assert names.of("Family", "Virtanen") == names.of("Family", "VIRTANEN ") == "Family 1"
    assert names.of("Family", "Aalto") == "Family 2"
    assert names.of("email", "a@b.example") == "person1@example.org"


def test_a_sheet_of_the_users_own_keeps_its_shape_and_loses_its_texts(tmp_path: Path) -> None:
    done = anonymise(traced_workbook(tmp_path), DAY, SHIFT)
    notes = openpyxl.load_workbook(done.receipt.path)["Notes"]
    assert [str(row[0].value).split()[0] for row in notes.iter_rows()] == ["Text", "Text", "Text"]


def test_notes_beside_the_tables_of_result_sheets_are_replaced(tmp_path: Path) -> None:
    plan = traced_workbook(tmp_path)
    book = openpyxl.load_workbook(plan)
    about = book["Findings"]["A1"].value
    book["Findings"]["M3"] = book["Credit"]["B40"] = f"ask {NAME}"
    book["Credit"]["B41"] = "=B40"
    book.save(plan)
    done = anonymise(plan, DAY, SHIFT)
    copy = openpyxl.load_workbook(done.receipt.path)
    assert str(copy["Findings"]["M3"].value).startswith("Text ")
    assert copy["Findings"]["M3"].value == copy["Credit"]["B40"].value
    assert copy["Findings"]["A1"].value == about
    assert copy["Credit"]["B41"].value == "=B40"
    assert NAME not in text_of_all_parts(done.receipt.path)


def test_a_family_name_that_stands_where_nothing_is_changed_is_told(tmp_path: Path) -> None:
    plan = traced_workbook(tmp_path)
    book = openpyxl.load_workbook(plan)
    book["Start"]["J40"] = "ring Virtanen"
    book.defined_names["who"] = DefinedName("who", attr_text='"Aino"')
    book.save(plan)
    done = anonymise(plan, DAY, SHIFT)
    told = {(one.what, one.place) for one in done.remains}
    assert ("the family name of a learner", "Start!J40") in told
    assert ("given names of a learner", "part xl/workbook.xml") in told


def test_the_command_says_on_which_day_the_copy_is_judged(tmp_path: Path) -> None:
    plan = traced_workbook(tmp_path)
    done = CliRunner().invoke(
        ecvet, ["anonymise", str(plan), "-o", str(tmp_path / "support.xlsx"), "--on", "2026-01-15"]
    )
    assert "judge it with --on 202" in done.output
    assert (tmp_path / "support.xlsx").exists()
    assert NAME not in done.output
