"""The button Export: what another system's columns would get is shown, may be changed, and then a copy is filled."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlwings as xw
from click.testing import CliRunner

from ecvet_office.cli import ecvet
from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.export_actions import EXPORT, HOW, export
from ecvet_office.excel.made_files import FILES_MADE, LEFT
from ecvet_office.exchange.column_mapping import kept_mapping
from ecvet_office.model.errors import UsageError
from excel_engine import engine_of
from exchange.foreign_files import BORN, participants, recipients

ON = dt.date(2026, 3, 31)
COUNTRY = "Hosting country *"


@pytest.fixture
def foreign(plan: Path) -> Path:
    """The file of another system, where the button looks for it; it has one learner already, with a mobility ID."""
    folder = plan.parent / "export"
    folder.mkdir()
    return participants(folder, ({2: "Virtanen", 3: "Aino", 4: BORN, 9: "MOB-77"},))


def shown(book: xw.Book, title: str) -> list[dict[str, object]]:
    rows = book.sheets[title].tables[0].range.options(ndim=2).value
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def row_of(book: xw.Book, header: str) -> int:
    return next(number for number, row in enumerate(shown(book, EXPORT.title), 2) if row["Header"] == header)


def typed(*arguments: object) -> str:
    return CliRunner().invoke(ecvet, ["export", *map(str, arguments), "--on", str(ON)]).output


def test_the_first_press_shows_what_each_column_would_get_and_writes_no_file(
    plan: Path, book: xw.Book, foreign: Path
) -> None:
    before = sorted(plan.parent.rglob("*"))
    assert ACTIONS["export"] is export
    assert export(book, ON) is None
    first, *rows = shown(book, EXPORT.title)
    assert first["What we know"] == HOW
    by_header = {row["Header"]: row for row in rows}
    assert by_header["Family name *"]["Filled with"] == "Learners.family_name"
    assert by_header["Family name *"]["Column"] == "Participants!B"
    assert by_header[COUNTRY]["Filled with"] is None
    assert by_header[COUNTRY]["What we know"] == "resembles 'country': if that is meant, write Partners.country"
    assert str(by_header["Fewer opportunities *"]["What we know"]).endswith("and it is required")
    assert {row["File"] for row in rows} == {foreign.name}
    assert sorted(plan.parent.rglob("*")) == before


def test_pressed_again_it_fills_the_copy_that_the_command_line_fills(
    plan: Path, book: xw.Book, foreign: Path, tmp_path: Path
) -> None:
    original = foreign.read_bytes()
    export(book, ON)
    book.sheets[EXPORT.title].range((row_of(book, COUNTRY), 4)).value = "partners.country"
    book.sheets[EXPORT.title].range((row_of(book, "E-mail"), 4)).value = None
    assert export(book, ON)
    filled = plan.parent / "export" / "filled" / foreign.name
    mapping = plan.parent / f"{foreign.name}.mapping.json"
    kept = kept_mapping(mapping)
    mapping.unlink()
    maps = ("--map", f"{COUNTRY}=partners.country", "--map", "E-mail=")
    printed = typed(plan, foreign, "-o", tmp_path / "typed.xlsx", *maps)
    assert filled.read_bytes() == (tmp_path / "typed.xlsx").read_bytes()
    assert kept == kept_mapping(mapping) == {COUNTRY: "partners.country", "E-mail": ""}
    assert foreign.read_bytes() == original
    rows = shown(book, FILES_MADE.title)
    assert f"look at {rows[1]['What to know']}" in printed
    assert engine_of(book).alerts == []


def test_what_was_said_of_a_column_holds_the_next_time(book: xw.Book, foreign: Path) -> None:
    export(book, ON)
    book.sheets[EXPORT.title].range((row_of(book, COUNTRY), 4)).value = "Partners.country"
    export(book, ON)
    export(book, ON)
    said = shown(book, EXPORT.title)[row_of(book, COUNTRY) - 2]
    assert said["Filled with"] == "Partners.country"
    assert said["File"] == foreign.name


def test_the_mobility_ids_of_the_other_system_are_told_with_their_cells(book: xw.Book, foreign: Path) -> None:
    book.sheets["Agreements"].activate()
    for _ in range(2):
        export(book, ON)
    told = [str(row["What to know"]) for row in shown(book, FILES_MADE.title) if row["What"] == "mobility ID"]
    assert len(told) == 1
    assert told[0].startswith("Agreements!")
    assert ": MOB-77;" in told[0]
    assert foreign.is_file()


def test_a_filled_copy_that_is_there_is_left(plan: Path, book: xw.Book, foreign: Path) -> None:
    filled = plan.parent / "export" / "filled" / foreign.name
    filled.parent.mkdir()
    filled.write_bytes(b"checked by hand")
    for _ in range(2):
        export(book, ON)
    assert [row["What to know"] for row in shown(book, FILES_MADE.title)] == [LEFT]
    assert filled.read_bytes() == b"checked by hand"


def test_a_field_that_there_is_not_is_told_and_keeps_no_other_file_from_it(
    plan: Path, book: xw.Book, foreign: Path
) -> None:
    recipients(foreign.parent)
    export(book, ON)
    book.sheets[EXPORT.title].range((row_of(book, COUNTRY), 4)).value = "Partners.planet"
    done = export(book, ON)
    assert done is not None
    assert [one.export is None for one in done] == [True, False]
    told = [str(row["What to know"]) for row in shown(book, FILES_MADE.title)]
    assert told[0].startswith("Partners.planet is no field that can be handed on")
    assert len(list((plan.parent / "export" / "filled").iterdir())) == 1


def test_a_file_put_there_meanwhile_is_shown_before_anything_is_filled(book: xw.Book, foreign: Path) -> None:
    export(book, ON)
    recipients(foreign.parent)
    assert export(book, ON) is None
    assert len({row["File"] for row in shown(book, EXPORT.title)} - {None}) == 2


def test_without_a_file_the_folder_is_made_and_named(plan: Path, book: xw.Book) -> None:
    with pytest.raises(UsageError, match="put the file that the other system exported into"):
        export(book, ON)
    assert (plan.parent / "export").is_dir()
