"""Groups and accompanying persons in the workbooks that are handed on, kept, emptied or made anonymous."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ecvet_office.documents.filling import fill
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.exchange.anonymising import anonymise
from ecvet_office.exchange.forgetting import forget, traces_in
from ecvet_office.exchange.handed_on import stays
from ecvet_office.exchange.learner_papers import MAKE_ANEW, papers_about
from ecvet_office.exchange.partner_extract import extract
from ecvet_office.exchange.personal_data import personal_data
from ecvet_office.workbook.blank import build_from
from ecvet_office.workbook.kinds import MOBILITY
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.saving import write_new_file
from exchange.learners_traced import text_of_all_parts

DAY = date(2026, 1, 15)
BOOK = """
| Settings | setting | value |
| | coordinator | I1 |
| Partners | id | name |
| | I1 | Home College |
| | I2 | Host Lyon |
| | I3 | Host Pori |
| | I4 | Interpreters' Agency |
| People | id | name | institution | e-mail |
| | H1 | Maija Heino | I1 | maija@home.example |
| Learners | id | family name | given names | date of birth |
| | L1 | Virtanen | Aino | 2006-05-14 |
| | L2 | Laine | Bruno | 2006-05-14 |
| | L3 | Niemi | Carla | 2006-05-14 |
| Agreements | id | learner | host | group | planned start | planned end |
| | A1 | L1 | I2 | G1 | 2026-03-02 | 2026-03-13 |
| | A2 | L2 | I2 | G1 | 2026-03-02 | 2026-03-13 |
| | A3 | L3 | I3 | G2 | 2026-03-02 | 2026-03-13 |
| Mobility groups | id | name | programme |
| | G1 | Class 3b in Lyon | Monday: tour of the town with Aino |
| | G2 | Pori in spring | |
| Accompanying persons | group | person | institution | role | leads | to | email | telephone |
| | G1 | H1 | | | yes | | | |
| | G1 | Eero Salo | I4 | interpreter | | 2026-03-06 | eero.salo@agency.example | +358 40 555 0199 |
| | G2 | Mika Koski | | teacher | yes | | mika.koski@home.example | |
| Papers | number | document | version | subject | party |
| | P1 | group programme | 1 | G1 | host |
| | P2 | group programme | 1 | G2 | host |
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    write_new_file(path, build_from(sheets_from_markdown(BOOK), MOBILITY))
    return path


def evaluated(path: Path) -> Evaluation:
    return evaluate(read(path), DAY)


def test_a_workbook_with_groups_is_read_as_it_was_written(plan: Path) -> None:
    register = evaluated(plan).register
    assert [(one.id, one.group) for one in register.agreements] == [("A1", "G1"), ("A2", "G1"), ("A3", "G2")]
    assert [(one.group, one.person, one.leads, one.to) for one in register.accompanying_persons] == [
        ("G1", "H1", True, None),
        ("G1", "Eero Salo", None, date(2026, 3, 6)),
        ("G2", "Mika Koski", True, None),
    ]
    assert [one.subject for one in register.papers] == ["G1", "G2"]


def test_a_partner_gets_its_groups_with_who_accompanies_them_and_no_other(plan: Path) -> None:
    done = extract(plan, "I2", plan.with_name("lyon.xlsx"))
    part = evaluated(done.path).register
    assert [one.id for one in part.mobility_groups] == ["G1"]
    assert [one.person for one in part.accompanying_persons] == ["H1", "Eero Salo"]
    assert [one.number for one in part.papers] == ["P1"]
    assert "I4" in part.partner  # the institution of an accompanying person
    text = text_of_all_parts(done.path)
    assert "Mika Koski" not in text
    assert "Pori in spring" not in text


def test_accompanying_persons_are_others_in_an_anonymous_copy(plan: Path) -> None:
    done = anonymise(plan, DAY, -140)
    text = text_of_all_parts(done.receipt.path)
    for word in (
        "Eero Salo",
        "Mika Koski",
        "eero.salo@agency.example",
        "+358 40 555 0199",
        "Class 3b in Lyon",
        "tour of",
    ):
        assert word in text_of_all_parts(plan), word
        assert word not in text, word
    assert done.remains == ()
    assert done.differences == ()
    copy = evaluated(done.receipt.path).register
    assert [one.group for one in copy.accompanying_persons] == ["G1", "G1", "G2"]
    assert copy.accompanying_persons[1].to == date(2025, 10, 17)  # 140 days earlier


def test_forgetting_a_learner_leaves_the_group_and_tells_where_its_programme_names_the_learner(plan: Path) -> None:
    done = forget(plan, "L1", plan.with_name("out.xlsx"))
    after = evaluated(done.receipt.path).register
    assert [one.id for one in after.agreements_in["G1"]] == ["A2"]
    assert len(after.accompanying_persons) == 3
    assert [one.number for one in after.papers] == ["P1", "P2"]
    assert "Aino Virtanen" not in text_of_all_parts(done.receipt.path)


def test_the_data_about_a_learner_say_with_which_group_and_list_the_programme_as_a_paper_of_others(plan: Path) -> None:
    folder = plan.parent / "documents"
    folder.mkdir()
    for made in fill("group-programme", evaluated(plan)):
        (folder / made.file_name).write_bytes(made.data)
    found = personal_data(plan, "L1", (folder,))
    (agreement,) = (one for one in found.rows if one.sheet == "Agreements")
    assert agreement.texts["Group"].startswith("G1")
    assert [(one.path.name, one.is_ours) for one in found.papers] == [("group-programme_G1.docx", False)]
    assert found.papers[0].why == f"group-programme, about several people, holds the full name: {MAKE_ANEW}"
    assert papers_about((folder,), *traces_in(plan, "L3"))[0].path.name == "group-programme_G2.docx"


def test_another_system_gets_the_name_of_the_group(plan: Path) -> None:
    assert {one.agreement: one.values["Agreements.group"] for one in stays(evaluated(plan).register)} == {
        "A1": "Class 3b in Lyon",
        "A2": "Class 3b in Lyon",
        "A3": "Pori in spring",
    }


def test_a_paper_of_a_group_is_chosen_from_the_groups(plan: Path) -> None:
    sheet = openpyxl.load_workbook(plan)["Papers"]
    rules = [
        one.formula1 for one in sheet.data_validations.dataValidation if "Pick_MobilityGroups" in str(one.formula1)
    ]
    assert len(rules) == 1
    assert rules[0].startswith('IF($B2="memorandum",Pick_Memoranda,IF($B2="group programme",Pick_MobilityGroups,Pick_')
