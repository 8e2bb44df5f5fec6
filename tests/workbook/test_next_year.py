"""The workbook of the next year: what it keeps, what it leaves behind, and that nothing of the others is in it."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.model.errors import UnwritableFileError, UsageError
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.next_year import NextYear, plan_next_year, write_next_year
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

ON = date(2026, 7, 1)
BOOK = """
| Learners | id | family name | given names | date of birth | qualification |
| | L1 | Virtanen | Aino | 2006-05-14 | Q1 |
| | L2 | Laine | Bruno | 2007-05-14 | Q1 |
| | L3 | Niemi | Carla | 2007-05-14 | Q1 |
| | L4 | Koski | Dora | 2007-05-14 | Q1 |
| Packages | id | name | host |
| | K1 | Six weeks in Lyon | I2 |
| Agreements | id | learner | package | memorandum | status |
| | A1 | L1 | K1 | M1 | decided |
| | A2 | L1 | K1 | M3 | under way |
| | A3 | L2 · Bruno Laine | K1 | M1 | decided |
| | A4 | L3 | K1 | M2 | withdrawn |
| | A5 | | K1 | | |
| Results | context | learner | outcome | achieved | date |
| | A1 | L1 | O1 | yes | 2025-04-01 |
| | A3 | Bruno Laine | O1 | yes | 2025-04-01 |
| | A9 | L1 | O1 | yes | 2025-04-01 |
| | A2 | | O1 | yes | 2026-04-01 |
| Decisions | learner | unit or outcome | context | step | by | on |
| | L1 | U1 | A1 | recognised | Bo | 2025-05-01 |
| | L2 | U1 | A3 | recognised | Bo | 2025-05-01 |
| Papers | number | document | subject | party |
| | P1 | learning agreement | A2 | home |
| | P2 | learning agreement | A3 | home |
| | P3 | memorandum | M1 | I2 |
| | P4 | memorandum | M2 | I2 |
| Partners | id | name |
| | I1 | Pori |
| | I2 | Lyon |
| Qualifications | id | title | title [fr] | points |
| | Q1 | Practical nurse | Aide-soignant | 60 |
| Units | id | title | title [fr] | valid until |
| | U1 | Growth | Croissance | |
| | U2 | Growth, older version | | 2024-12-31 |
| Unit points | qualification | unit | points |
| | Q1 | U1 | 60 |
| Points history | qualification | unit | old points | new points | on | by | reason |
| | Q1 | U1 | 55 | 60 | 2025-01-01 | Bo | weighed anew |
| Outcomes | id | unit | kind | outcome |
| | O1 | U1 | knowledge | knows how people grow |
| Memoranda | id | objectives | valid until |
| | M1 | ends on the last day of a year | 2027-07-01 |
| | M2 | ended yesterday | 2026-06-30 |
| | M3 | ended, named by an open case | 2025-12-31 |
| | M4 | ends a day later | 2027-07-02 |
| | M5 | ends today | 2026-07-01 |
| | M6 | has no end | |
| Memorandum partners | memorandum | institution | role |
| | M1 | I2 | signs |
| | M2 | I2 | signs |
| Responsible persons | stay | person | place |
| | K1 | Ann | at the host |
| | A2 | Ben | at home |
| | A4 | Cid | at home |
| Settings | setting | value |
| | profile | strict ECVET |
| | coordinator | Pori |
"""


def planned(on: date = ON, learners: tuple[str, ...] = (), text: str = BOOK) -> NextYear:
    return plan_next_year(sheets_from_markdown(text), on, learners)


def keys(plan: NextYear) -> Mapping[str, list[str]]:
    """Gives by table what stands in the first column of its rows."""
    return {sheet.table.name: [str(row.cells.get("A", "")) for row in sheet.rows] for sheet in plan.sheets.sheets}


def standing(evaluation: Evaluation, learner: str) -> list[tuple[str, str, str]]:
    """Gives the state and the points of each unit of a learner."""
    (ledger,) = (one for one in evaluation.ledgers if one.learner == learner)
    return [(one.unit, str(one.state), str(one.points)) for one in ledger.units]


def test_what_stays_the_same_is_kept_and_of_learners_the_open_cases_with_everything_about_them() -> None:
    kept = keys(planned())
    assert kept["Learners"] == ["L1"]
    assert kept["Agreements"] == ["A1", "A2", "A5"]
    assert kept["Results"] == ["A1"]
    assert kept["Decisions"] == ["L1"]
    assert kept["Papers"] == ["P1", "P3"]
    assert kept["ResponsiblePersons"] == ["K1", "A2"]
    assert kept["Units"] == ["U1", "U2"]
    assert kept["PointsHistory"] == ["Q1"]
    assert kept["Partners"] == ["I1", "I2"]
    assert kept["Packages"] == ["K1"]


def test_the_receipt_counts_what_was_kept_and_left_and_names_rows_that_nobody_can_place() -> None:
    plan = planned()
    assert {one.title: (one.kept, one.left) for one in plan.counted}["Agreements"] == (3, 2)
    assert [str(place) for place in plan.unclear] == ["Results!4", "Results!5"]
    assert plan.learners == ("L1",)


def test_a_memorandum_is_kept_while_it_is_valid_or_an_open_case_names_it() -> None:
    plan = planned()
    assert keys(plan)["Memoranda"] == ["M1", "M3", "M4", "M5", "M6"]
    assert keys(plan)["MemorandumPartners"] == ["M1"]
    assert plan.expired == ("M2",)


def test_a_memorandum_that_ends_within_a_year_is_told_the_last_day_included() -> None:
    assert [one.id for one in planned().expiring] == ["M3", "M5", "M1"]
    assert [one.id for one in planned(date(2026, 7, 2)).expiring] == ["M3", "M1", "M4"]


def test_a_learner_who_is_named_is_kept_too_and_an_unknown_one_refused() -> None:
    assert keys(planned(learners=("l4", "L2")))["Learners"] == ["L1", "L2", "L4"]
    with pytest.raises(UsageError, match="no learner L9"):
        planned(learners=("L9",))


REFUSED = "| | L4 | U1 | prior learning | refused | Bo | 2026-05-01 |\n"


@pytest.mark.parametrize(("decided", "kept"), [("", ["L1", "L4"]), (REFUSED, ["L1"])])
def test_prior_learning_that_waits_for_a_decision_is_an_open_case(decided: str, kept: list[str]) -> None:
    text = BOOK.replace("| Papers |", decided + "| Papers |", 1)
    text += "| Prior learning | id | learner |\n| | V1 | L4 |\n"
    assert keys(planned(text=text))["Learners"] == kept


def test_the_new_file_says_the_same_texts_in_further_languages_and_settings_included(tmp_path: Path) -> None:
    plan = planned()
    write_next_year(plan, tmp_path / "new.xlsx")
    register, _ = parse(read(tmp_path / "new.xlsx"))
    assert register.unit["U1"].text("title", "fr") == "Croissance"
    assert register.qualification["Q1"].text("title", "fr") == "Aide-soignant"
    assert (register.settings.profile, register.settings.coordinator) == ("strict ECVET", "I1")
    assert register.points_history[0].reason == "weighed anew"
    assert register.agreement["A2"].memorandum == "M3"


def test_what_a_kept_learner_has_is_worth_the_same_as_before(tmp_path: Path) -> None:
    write_new("mobility", tmp_path / "plan.xlsx", example=True)
    old = read(tmp_path / "plan.xlsx")
    before = (tmp_path / "plan.xlsx").read_bytes()
    write_next_year(plan_next_year(old, ON), tmp_path / "new.xlsx")
    new = read(tmp_path / "new.xlsx")
    assert [one.id for one in parse(new)[0].learners] == ["L3"]
    then, after = (evaluate(sheets, ON) for sheets in (old, new))
    assert standing(then, "L3") == standing(after, "L3") != []
    assert Counter(one.code for one in after.findings) == {"AG21": 3, "RE10": 1, "RE15": 1}
    assert (tmp_path / "plan.xlsx").read_bytes() == before


def test_nothing_of_learners_who_were_left_behind_is_in_the_new_file(tmp_path: Path) -> None:
    write_new("mobility", tmp_path / "plan.xlsx", example=True)
    write_next_year(plan_next_year(read(tmp_path / "plan.xlsx"), ON), tmp_path / "new.xlsx")
    with zipfile.ZipFile(tmp_path / "new.xlsx") as package:
        everything = b"".join(package.read(part) for part in package.namelist()).decode("utf-8", "replace")
    assert "Niemi" in everything
    for name in ("Virtanen", "Laine", "Rahimi", "Saarinen", "Koski", "Koivukuja"):
        assert name not in everything, name


def test_sheets_and_columns_of_the_user_s_own_and_broken_cells_are_told(tmp_path: Path) -> None:
    write_new("mobility", tmp_path / "plan.xlsx", example=True)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    book.create_sheet("My notes")["A1"] = "call Lyon"
    units = book["Units"]
    units.cell(1, 2).value = "Our code"
    units.cell(2, 3).value = "=1/0"
    book.save(tmp_path / "own.xlsx")
    plan = plan_next_year(read(tmp_path / "own.xlsx"), ON)
    assert "the sheet My notes" in plan.own
    assert any(one.startswith("the column Our code of Units (B1)") for one in plan.own)
    assert [str(place) for place in plan.lost] == ["Units!C2"]


def test_no_file_is_overwritten_and_another_kind_of_file_or_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "new.xlsx").write_bytes(b"mine")
    with pytest.raises(UnwritableFileError, match="exists already"):
        write_next_year(planned(), tmp_path / "new.xlsx")
    assert (tmp_path / "new.xlsx").read_bytes() == b"mine"
    with pytest.raises(UsageError, match=r"ends in \.xlsx"):
        write_next_year(planned(), tmp_path / "new.xlsm")
    with pytest.raises(UsageError, match="no year to close"):
        planned(text=BOOK[BOOK.index("| Partners") :])


WITH_GROUPS = BOOK.replace("| memorandum | status |", "| memorandum | status | group |")
WITH_GROUPS = WITH_GROUPS.replace("| under way |", "| under way | G1 |").replace("| withdrawn |", "| withdrawn | G2 |")
WITH_GROUPS += """
| Mobility groups | id | name |
| | G1 | Lyon, still away |
| | G2 | Lyon, never left |
| | G3 | nobody went |
| Accompanying persons | group | person |
| | G1 | Eero Salo |
| | G2 | Mika Koski |
"""


def test_a_group_is_kept_with_who_accompanies_it_while_the_case_of_a_learner_in_it_is_open() -> None:
    kept = keys(planned(text=WITH_GROUPS))
    assert kept["MobilityGroups"] == ["G1"]
    assert kept["AccompanyingPersons"] == ["G1"]
