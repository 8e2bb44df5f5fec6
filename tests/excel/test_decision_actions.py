"""The button Decide: a sheet to fill in with what is ready, and then the decisions that `ecvet decide` enters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlwings as xw
from click.testing import CliRunner

from ecvet_office.cli import ecvet
from ecvet_office.excel import decision_actions
from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.decision_actions import decide
from ecvet_office.excel.decision_form import ENTERED, FORM, HOW
from ecvet_office.excel.open_book import sheets_of
from ecvet_office.model.errors import UsageError
from ecvet_office.model.findings import Severity
from ecvet_office.model.results import Decision
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from excel_engine import engine_of, open_book

ON = dt.date(2026, 6, 20)
DAY = dt.datetime(2026, 6, 12)  # noqa: DTZ001 # a day in Excel has no zone
VALIDATED = {"Decision": "validated", "By": "Maija Heino", "On": DAY}


@pytest.fixture
def plan(undecided: Path) -> Path:
    return undecided


@pytest.fixture
def form(book: xw.Book) -> xw.Sheet:
    """The sheet to fill in, as the first press writes it."""
    assert ACTIONS["decide"] is decide
    assert decide(book, ON) is None
    assert engine_of(book).alerts == []
    return book.sheets[FORM.title]


def shown(form: xw.Sheet) -> list[dict[str, object]]:
    rows = form.tables[FORM.name].range.options(ndim=2).value
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def fill_in(form: xw.Sheet, row: int, cells: Mapping[str, object]) -> None:
    for header, value in cells.items():
        form.range((row, FORM.headers.index(header) + 1)).value = value


def outcomes(form: xw.Sheet) -> list[object]:
    return [row["What became of it"] for row in shown(form)]


def told(decisions: tuple[Decision, ...]) -> list[tuple[object, ...]]:
    return [(one.learner, one.qualification, one.subject, one.context, one.step, one.by, one.on, one.reason)
            for one in decisions]  # fmt: skip


def by_command_line(plan: Path, out: Path, *arguments: str) -> list[tuple[object, ...]]:
    done = CliRunner().invoke(ecvet, ["decide", str(plan), *arguments, "-o", str(out)])
    assert out.exists(), done.output
    return told(parse(read(out))[0].decisions)


def test_the_first_press_lists_what_is_ready_and_decides_nothing(book: xw.Book, form: xw.Sheet) -> None:
    rows = shown(form)
    assert [(row["Learner"], row["About"], row["Next step"]) for row in rows] == [
        ("L1", "U3", "validated"),
        ("L2", "3.1", "validated"),
        ("L2", "3.2", "validated"),
        ("L6", "U1", "validated"),
    ]
    assert rows[0]["Name"] == "Aino Virtanen"
    assert [row[header] for row in rows for header in ("Decision", "By", "On", "Reason")] == [None] * 16
    assert outcomes(form) == [HOW, None, None, None]
    assert book.sheets.active.name == form.name
    assert parse(sheets_of(book))[0].decisions == ()


def test_the_cells_to_fill_in_are_white_and_all_others_ours(form: xw.Sheet) -> None:
    places = {header: place for place, header in enumerate(FORM.headers, 1)}
    for header in FORM.headers:
        is_ours = form.range((2, places[header])).color is not None
        assert is_ours == (header not in {"Decision", "By", "On", "Reason"}), header
    assert form.range((2, places["On"])).number_format == "d mmm yyyy"


def test_filled_in_for_all_it_writes_what_the_command_line_writes(
    plan: Path, book: xw.Book, form: xw.Sheet, tmp_path: Path
) -> None:
    for row in range(2, 6):
        fill_in(form, row, VALIDATED)
    entered = decide(book, ON)
    assert entered is not None
    assert [one.cells["step"] for one in entered.additions] == ["validated"] * 4
    assert outcomes(form) == [ENTERED] * 4
    book.save(tmp_path / "live.xlsx")
    by_button = told(parse(read(tmp_path / "live.xlsx"))[0].decisions)
    assert by_button == by_command_line(
        plan, tmp_path / "decided.xlsx", "--step", "validated", "--by", "H1", "--on", "2026-06-12", "--all-ready"
    )
    assert len(by_button) == 4


def test_a_refusal_is_entered_with_its_reason_as_by_the_command_line(
    plan: Path, book: xw.Book, form: xw.Sheet, tmp_path: Path
) -> None:
    refused = {"Decision": "Refused", "By": "H2", "On": "2026-06-12", "Reason": "The evidence is missing."}
    fill_in(form, 2, refused)
    decide(book, ON)
    assert told(parse(sheets_of(book))[0].decisions) == by_command_line(
        plan, tmp_path / "refused.xlsx", "--step", "refused", "--by", "H2", "--on", "2026-06-12",
        "--learner", "L1", "--subject", "U3", "--reason", "The evidence is missing.",
    )  # fmt: skip


def test_once_all_is_entered_the_next_press_lists_what_can_follow(book: xw.Book, form: xw.Sheet) -> None:
    fill_in(form, 2, VALIDATED)
    decide(book, ON)
    decide(book, ON)
    first, *others = shown(form)
    assert (first["Learner"], first["About"], first["Next step"], first["Decision"]) == ("L1", "U3", "recognised", None)
    assert [row["Next step"] for row in others] == ["validated"] * 3
    fill_in(form, 2, {"Decision": "recognised", "By": "H2", "On": DAY})
    decide(book, ON)
    assert [one.step for one in parse(sheets_of(book))[0].decisions] == ["validated", "recognised"]


def test_only_the_rows_filled_in_are_entered_and_in_the_order_of_the_form(book: xw.Book, form: xw.Sheet) -> None:
    fill_in(form, 5, VALIDATED)
    fill_in(form, 3, {**VALIDATED, "On": dt.datetime(2026, 6, 11)})  # noqa: DTZ001 # a day in Excel has no zone
    decide(book, ON)
    found = parse(sheets_of(book))[0].decisions
    assert [(one.learner, one.subject, str(one.on)) for one in found] == [
        ("L2", "3.1", "2026-06-11"),
        ("L6", "U1", "2026-06-12"),
    ]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Decision": "validated"}, "fill in By and On too"),
        ({**VALIDATED, "Decision": "validatd"}, "write validated, recognised or refused as the decision (did you mean"),
        ({**VALIDATED, "On": "'03/04/2026"}, "03/04/2026 is no day that is certain"),
        ({**VALIDATED, "On": dt.datetime(2026, 6, 21)}, "is still to come"),  # noqa: DTZ001
        ({**VALIDATED, "Decision": "refused"}, "a refusal needs its reason"),
        ({**VALIDATED, "By": "Maia Heino"}, "did you mean 'Maija Heino'?"),
        ({**VALIDATED, "Decision": "recognised"}, "it is to be validated first"),
    ],
)
def test_what_cannot_be_entered_is_told_in_its_row_and_keeps_no_other_from_it(
    book: xw.Book, form: xw.Sheet, cells: dict[str, object], said: str
) -> None:
    fill_in(form, 2, cells)
    fill_in(form, 5, VALIDATED)
    decide(book, ON)
    first, *_, last = outcomes(form)
    assert str(first).startswith("not entered: ")
    assert said in str(first)
    assert last == ENTERED
    assert [one.learner for one in parse(sheets_of(book))[0].decisions] == ["L6"]


def test_a_day_is_not_later_than_today_but_may_be_today(book: xw.Book, form: xw.Sheet) -> None:
    fill_in(form, 2, {**VALIDATED, "On": dt.datetime.combine(ON, dt.time())})
    decide(book, ON)
    assert outcomes(form)[0] == ENTERED


def test_a_warning_of_a_rule_is_told_beside_the_decision_that_is_entered(book: xw.Book, form: xw.Sheet) -> None:
    fill_in(form, 2, {**VALIDATED, "By": "H3"})  # of the school that assessed
    fill_in(form, 5, VALIDATED)
    decide(book, ON)
    assert str(outcomes(form)[0]).startswith("entered; warning, Decisions!F")
    assert "RE06" in str(outcomes(form)[0])
    assert outcomes(form)[3] == ENTERED


def test_what_would_break_a_rule_is_not_entered(book: xw.Book, form: xw.Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    class Strict:
        ERROR, WARNING = Severity.WARNING, None

    monkeypatch.setattr(decision_actions, "Severity", Strict)
    fill_in(form, 2, {**VALIDATED, "By": "H3"})
    decide(book, ON)
    assert "the decision would break a rule: Decisions!F" in str(outcomes(form)[0])
    assert parse(sheets_of(book))[0].decisions == ()


def test_what_is_typed_and_not_entered_is_never_written_over(book: xw.Book, form: xw.Sheet) -> None:
    fill_in(form, 3, {"Reason": "to be talked about"})
    book.sheets["Learners"].activate()
    with pytest.raises(UsageError, match="row 3 of Decisions to enter holds a decision that is not entered"):
        decide(book, ON)
    assert shown(form)[1]["Reason"] == "to be talked about"


def test_decisions_taken_meanwhile_are_not_entered_twice(book: xw.Book, form: xw.Sheet) -> None:
    for row in (2, 3):
        fill_in(form, row, VALIDATED)
    fill_in(form, 3, {"Learner": "L1", "About": "U3"})
    decide(book, ON)
    assert outcomes(form)[:2] == [ENTERED, "not entered: it is decided on already, or in another row"]
    assert len(parse(sheets_of(book))[0].decisions) == 1


def test_only_the_selected_learners_are_listed(book: xw.Book) -> None:
    book.sheets["Learners"].activate()
    book.sheets["Learners"]["A3"].select()
    decide(book, ON, selected=True)
    assert {row["Learner"] for row in shown(book.sheets[FORM.title])} == {"L2"}


def test_with_nothing_ready_it_is_said_where_to_look(example: Path) -> None:
    with open_book(example) as book:
        with pytest.raises(UsageError, match=r"nothing is ready to be decided\. The button Meeting tells"):
            decide(book, ON)
        assert FORM.title not in [sheet.name for sheet in book.sheets]


def test_a_form_without_one_of_its_columns_is_said_and_left(book: xw.Book, form: xw.Sheet) -> None:
    fill_in(form, 1, {"By": "Who"})
    with pytest.raises(UsageError, match=r"has no column 'By'\. Delete the sheet"):
        decide(book, ON)
    assert shown(form)[0]["Who"] is None
