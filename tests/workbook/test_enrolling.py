"""Enrolling a list: who is found, who is new, who is left to a person, and what is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ecvet_office.model.errors import UnwritableFileError, UsageError
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.enrolling import Plan, enrol, plan_enrolment
from ecvet_office.workbook.intake import Fate, Reason
from ecvet_office.workbook.list_people import ListedPerson
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Sheets

BOOK = """
| Learners | id | family name | given names | date of birth | class name | qualification |
| | L1 | Virtanen | Aino | 2006-05-14 | | Q1 |
| | L2 | Laine | Bruno | | | Q1 |
| | L4 | Müller | Zoë | 2007-01-01 | | Q1 |
| | L5 | Twin | Sam | 2007-02-02 | | Q1 |
| | L6 | Twin | Sam | 2007-02-02 | | Q1 |
| Packages | id | name | host | qualification |
| | K1 | Six weeks in Lyon | I2 | Q1 |
| | K2 | In Oslo | I3 | |
| Agreements | id | learner | package | memorandum | status | planned start | planned end | home |
| | A1 | L1 | K1 | | decided | 2025-03-03 | 2025-04-11 |
| | A2 | L4 | K1 | | sent | 2026-03-02 | 2026-04-10 |
| Partners | id | name |
| | I1 | Pori |
| | I2 | Lyon |
| | I3 | Oslo |
| Qualifications | id | title |
| | Q1 | Practical nurse |
| | Q2 | Cook |
| Memoranda | id | valid from | valid until |
| | M1 | 2024-01-01 | 2026-12-31 |
| | M2 | 2020-01-01 | 2023-12-31 |
| Memorandum partners | memorandum | institution | role |
| | M1 | I1 | signs |
| | M1 | I2 | signs |
| | M2 | I1 | signs |
| | M2 | I2 | covered |
| Settings | setting | value |
| | Coordinating institution | I1 |
"""
START, END = date(2026, 10, 5), date(2026, 11, 13)


def person(family: str, given: str, born: date | None = None, row: int = 2, **more: str | date) -> ListedPerson:
    said: dict[str, str | date | None] = {"family_name": family, "given_names": given, "date_of_birth": born, **more}
    return ListedPerson(row, {key: value for key, value in said.items() if value}, {})


def planned(*people: ListedPerson, package: str = "K1", start: date | None = START, end: date | None = END) -> Plan:
    return plan_enrolment(sheets_from_markdown(BOOK), people, package, start, end)


def fate(one: ListedPerson) -> tuple[Fate, str, Reason | None]:
    (row,) = planned(one).rows
    return row.candidate.fate, row.learner, row.candidate.reason


def test_a_new_person_becomes_a_learner_with_an_agreement() -> None:
    plan = planned(person("Koski", "Ilmari", date(2008, 2, 27), class_name="LH25"))
    learner, agreement = plan.additions
    assert learner.cells == {
        "id": "L3",
        "family_name": "Koski",
        "given_names": "Ilmari",
        "date_of_birth": date(2008, 2, 27),
        "class_name": "LH25",
        "qualification": "Q1 · Practical nurse",
    }
    assert agreement.cells == {
        "id": "A3",
        "learner": "L3 · Ilmari Koski",
        "package": "K1 · Six weeks in Lyon",
        "memorandum": "M1",
        "planned_start": START,
        "planned_end": END,
    }


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (person("VIRTANEN", "aino ", date(2006, 5, 14)), (Fate.KNOWN, "L1", None)),
        (person("", "", id="l1"), (Fate.KNOWN, "L1", None)),
        (person("Virtanen", "Aino", date(2009, 5, 14)), (Fate.NEW, "L3", None)),
        (person("Laine", "Bruno", date(2008, 9, 2)), (Fate.LEFT, "L2", Reason.PERHAPS)),
        (person("Virtanen", "Aino"), (Fate.LEFT, "L1", Reason.PERHAPS)),
        (person("Virtanen", "Aino Maria", date(2006, 5, 14)), (Fate.LEFT, "L1", Reason.PERHAPS)),
        (person("Aino", "Virtanen", date(2006, 5, 14)), (Fate.LEFT, "L1", Reason.PERHAPS)),
        (person("Muller", "Zoe", date(2007, 1, 1)), (Fate.LEFT, "L4", Reason.PERHAPS)),
        (person("Twin", "Sam", date(2007, 2, 2)), (Fate.LEFT, "", Reason.SEVERAL)),
        (person("Twin", "Pat", date(2007, 2, 2)), (Fate.NEW, "L3", None)),
        (person("Nobody", "Known", id="L1"), (Fate.LEFT, "L1", Reason.OTHER_PERSON)),
        (person("Virtanen", "Aino", date(2006, 5, 15), id="L1"), (Fate.LEFT, "L1", Reason.OTHER_PERSON)),
        (person("Virtanen", ""), (Fate.LEFT, "", Reason.NO_NAME)),
        (ListedPerson(2, {"family_name": "A", "given_names": "B"}, {"date_of_birth": "03/04/2008"}),
         (Fate.LEFT, "", Reason.UNREADABLE)),
    ],
)  # fmt: skip
def test_a_learner_is_found_by_id_or_by_name_and_day_of_birth_and_never_guessed(
    one: ListedPerson, expected: tuple[Fate, str, Reason | None]
) -> None:
    assert fate(one) == expected


def test_a_school_number_that_is_no_id_of_the_workbook_does_not_matter() -> None:
    assert fate(person("Virtanen", "Aino", date(2006, 5, 14), id="20061234")) == (Fate.KNOWN, "L1", None)


def test_whoever_stands_twice_on_the_list_is_enrolled_once() -> None:
    born = date(2008, 2, 27)
    plan = planned(person("Koski", "Ilmari", born, 2), person("KOSKI", "Ilmari", born, 9))
    assert [one.candidate.fate for one in plan.rows] == [Fate.NEW, Fate.LEFT]
    assert (plan.rows[1].candidate.reason, plan.rows[1].candidate.about) == (Reason.TWICE, "2")


def test_an_agreement_that_is_there_is_not_made_again() -> None:
    known = person("Müller", "Zoë", date(2007, 1, 1))
    same = planned(known, start=date(2026, 3, 2), end=date(2026, 4, 10))
    assert (same.rows[0].candidate.fate, same.rows[0].agreement) == (Fate.THERE, "A2")
    assert planned(known, start=None, end=None).rows[0].candidate.fate is Fate.THERE
    assert same.additions == ()


def test_an_open_agreement_on_other_days_is_left_to_a_person_and_a_closed_one_is_not() -> None:
    (row,) = planned(person("Müller", "Zoë", date(2007, 1, 1))).rows
    assert (row.candidate.reason, row.agreement) == (Reason.OTHER_DAYS, "A2")
    (row,) = planned(person("Virtanen", "Aino", date(2006, 5, 14))).rows
    assert (row.candidate.fate, row.agreement) == (Fate.KNOWN, "A3")


def test_what_the_list_says_of_package_and_days_goes_before() -> None:
    one = person("A", "B", date(2008, 1, 1), package="In Oslo", planned_start=date(2027, 1, 4))
    agreement = planned(one, package="", end=date(2027, 1, 29)).additions[1]
    assert str(agreement.cells["package"]).startswith("K2")
    assert agreement.cells["planned_start"] == date(2027, 1, 4)
    assert agreement.cells["planned_end"] == date(2027, 1, 29)
    assert "memorandum" not in agreement.cells


@pytest.mark.parametrize(
    ("end", "memorandum"), [(date(2026, 12, 30), True), (date(2026, 12, 31), True), (date(2027, 1, 1), False)]
)
def test_a_memorandum_is_chosen_where_it_is_valid_on_all_days(end: date, memorandum: bool) -> None:
    agreement = planned(person("A", "B", date(2008, 1, 1)), end=end).additions[1]
    assert ("memorandum" in agreement.cells) is memorandum


def test_a_learner_whom_we_host_gets_the_home_institution_and_the_memorandum_with_it() -> None:
    book = BOOK.replace("| | K2 | In Oslo | I3 | |", "| | K2 | At ours | I1 | |")
    plan = plan_enrolment(
        sheets_from_markdown(book), [person("A", "B", date(2008, 1, 1))], "At ours", START, END, "Lyon"
    )
    agreement = plan.additions[1]
    assert agreement.cells["home"] == "I2 · Lyon"
    assert str(agreement.cells["memorandum"]).startswith("M1")
    assert plan.rows[0].notes == ()


def test_a_home_institution_that_is_no_partner_is_refused() -> None:
    with pytest.raises(UsageError, match="no partner I9"):
        plan_enrolment(sheets_from_markdown(BOOK), [person("A", "B")], "K1", home="I9")


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (person("A", "B", package="K9"), Reason.NO_PACKAGE),
        (person("A", "B", planned_end=date(2026, 10, 4)), Reason.TURNED_DAYS),
    ],
)
def test_a_row_whose_stay_cannot_be_is_left_out(one: ListedPerson, reason: Reason) -> None:
    assert fate(one) == (Fate.LEFT, "", reason)


def test_a_stay_of_one_day_can_be() -> None:
    assert fate(person("A", "B", planned_end=START))[0] is Fate.NEW


def test_a_qualification_that_is_not_there_is_told_and_the_package_s_taken() -> None:
    plan = planned(person("A", "B", date(2008, 1, 1), qualification="Baker"))
    assert plan.rows[0].notes == ("Qualification 'Baker' is not on the sheet Qualifications and was not taken over",)
    assert plan.additions[0].cells["qualification"] == "Q1 · Practical nurse"


def test_a_name_by_which_cells_call_another_learner_is_not_given_twice() -> None:
    sheets = sheets_from_markdown(BOOK.replace("| A1 | L1 |", "| A1 | Aino Virtanen |"))
    plan = plan_enrolment(sheets, [person("Virtanen", "Aino", date(2009, 5, 14))], "K1", START, END)
    assert plan.rows[0].candidate.reason is Reason.NAME_TAKEN


@pytest.mark.parametrize(
    ("book", "package", "end", "said"),
    [
        (BOOK, "K9", END, "There is: K1 · Six weeks in Lyon; K2 · In Oslo"),
        (BOOK, "", END, "say which package the learners get"),
        (BOOK, "K1", date(2026, 10, 4), "before it starts"),
        (BOOK[: BOOK.index("| Agreements")], "K1", END, "no sheet Agreements"),
        (BOOK.replace("| planned end |", "| until when |"), "K1", END, "Agreements has no column Planned end"),
    ],
)
def test_what_cannot_be_done_for_anybody_is_refused(book: str, package: str, end: date, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        plan_enrolment(sheets_from_markdown(book), [person("A", "B")], package, START, end)


# --- writing ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def example(tmp_path: Path) -> tuple[Path, Sheets]:
    write_new("mobility", tmp_path / "plan.xlsx", example=True)
    return tmp_path / "plan.xlsx", read(tmp_path / "plan.xlsx")


def test_thirty_learners_are_written_read_back_and_found_again(example: tuple[Path, Sheets], tmp_path: Path) -> None:
    path, sheets = example
    before = path.read_bytes()
    people = [person(f"Family {n}", "Anna", date(2008, 1, 1 + n), row=n + 2) for n in range(30)]
    plan = plan_enrolment(sheets, people, "K1", START, END)
    receipt = enrol(path, sheets, plan, tmp_path / "out.xlsx")
    written = read(receipt.path)
    register, _ = parse(written)
    old, _ = parse(sheets)
    assert len(register.learners) == len(old.learners) + 30
    assert register.learners[: len(old.learners)] == old.learners
    ids = {one.id for one in register.learners[-30:]}
    assert {one.learner for one in register.agreements[-30:]} == ids
    assert {one.memorandum for one in register.agreements[-30:]} == {"M1"}
    again = plan_enrolment(written, people, "K1", START, END)
    assert again.additions == ()
    assert again.count(Fate.THERE) == 30
    assert path.read_bytes() == before


def test_in_place_the_workbook_is_kept_as_it_was_beside_it(example: tuple[Path, Sheets]) -> None:
    path, sheets = example
    before = path.read_bytes()
    plan = plan_enrolment(sheets, [person("New", "Anna", date(2008, 1, 1))], "K1")
    receipt = enrol(path, sheets, plan, in_place=True)
    assert receipt.backup is not None
    assert receipt.backup.read_bytes() == before
    assert len(parse(read(path))[0].learners) == len(parse(sheets)[0].learners) + 1


def test_a_copy_that_is_there_already_is_left_as_it_was(example: tuple[Path, Sheets], tmp_path: Path) -> None:
    path, sheets = example
    (tmp_path / "out.xlsx").write_bytes(b"mine")
    plan = plan_enrolment(sheets, [person("New", "Anna", date(2008, 1, 1))], "K1")
    with pytest.raises(UnwritableFileError, match="exists already"):
        enrol(path, sheets, plan, tmp_path / "out.xlsx")
    assert (tmp_path / "out.xlsx").read_bytes() == b"mine"
