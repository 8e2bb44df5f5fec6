"""The engine that stands in for Excel in tests: does it answer as Excel would?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlwings as xw
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from excel_engine import Alert, Call, engine_of, open_book


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A workbook with the table Learners at B2:D4, and a hidden sheet of odd values."""
    workbook = openpyxl.Workbook()
    learners = workbook.active
    assert learners is not None
    learners.title = "My learners"
    for row in (["id", "name", "points"], ["L1", "Ana", 12], ["L2", "Bo", None]):
        learners.append([None, *row])
    learners.insert_rows(1)
    learners.add_table(Table(displayName="Learners", ref="B2:D4"))
    odd = workbook.create_sheet("Odd")
    odd.append([True, moment(2026, 3, 4), dt.date(2026, 3, 5), dt.time(8, 30), "#N/A", "#SPILL!", ""])
    odd["F1"].data_type = "e"
    odd["A3"] = "apart"
    odd.sheet_state = "hidden"
    workbook.defined_names["Today"] = DefinedName("Today", attr_text="Odd!$B$1")
    workbook.save(tmp_path / "plan.xlsx")
    return tmp_path / "plan.xlsx"


@pytest.fixture
def book(plan: Path) -> Iterator[xw.Book]:
    with open_book(plan) as book:
        yield book


@pytest.fixture
def calculated(tmp_path: Path) -> Path:
    """A workbook whose formula A2 was last calculated as 42, and whose B2 is an error."""
    workbook = openpyxl.Workbook()
    sums = workbook["Sheet"]
    sums.title = "Sums"
    for row in ([6, 7], ["=A1*B1", "=A1/0"]):
        sums.append(row)
    workbook.save(tmp_path / "new.xlsx")
    path = tmp_path / "calculated.xlsx"
    with ZipFile(tmp_path / "new.xlsx") as new, ZipFile(path, "w") as calculated:
        for name in new.namelist():
            # An empty value has two spellings, by the XML library that openpyxl finds.
            part = new.read(name).replace(b"<v></v>", b"<v />").replace(b"<v/>", b"<v />")
            part = part.replace(b"<f>A1*B1</f><v />", b"<f>A1*B1</f><v>42</v>")
            part = part.replace(b'"B2"><f>A1/0</f><v />', b'"B2" t="e"><f>A1/0</f><v>#DIV/0!</v>')
            calculated.writestr(name, part)
    return path


def moment(*parts: int) -> dt.datetime:
    return dt.datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - Excel knows no time zones


def formulas(cells: xw.Range) -> object:
    """What Excel gives for `formula`: text, or tuples of rows, for which xlwings promises lists."""
    return cells.formula


def headers(book: xw.Book) -> xw.Range:
    row = learners(book).header_row_range
    assert row is not None
    return row


def body(book: xw.Book) -> xw.Range:
    rows = learners(book).data_body_range
    assert rows is not None
    return rows


def learners(book: xw.Book) -> xw.main.Table:
    return book.sheets["My learners"].tables["Learners"]


class TestOpening:
    def test_the_book_knows_its_name_and_where_it_lies(self, book: xw.Book, plan: Path) -> None:
        assert book.name == "plan.xlsx"
        assert Path(book.fullname) == plan.resolve()

    def test_the_caller_is_the_open_book_and_afterwards_nobody(self, plan: Path) -> None:
        engines, active = list(xw.engines), xw.engines.active
        with open_book(plan) as book:
            assert xw.Book.caller() == book
            assert xw.engines["excel"].impl is engine_of(book)
        assert list(xw.engines) == engines
        assert xw.engines.active is active
        assert not hasattr(xw.Book, "_mock_caller")

    def test_a_book_within_a_book_gives_the_caller_back(self, plan: Path, calculated: Path) -> None:
        with open_book(plan) as outer:
            with open_book(calculated) as inner:
                assert xw.Book.caller() == inner
            assert xw.Book.caller() == outer
            assert outer.sheets["My learners"]["C3"].value == "Ana"

    def test_a_missing_file_is_said_and_leaves_xlwings_as_it_was(self, tmp_path: Path) -> None:
        active = xw.engines.active
        with pytest.raises(FileNotFoundError), open_book(tmp_path / "none.xlsx"):
            pass
        assert xw.engines.active is active

    def test_xlwings_runs_without_its_paid_part(self) -> None:
        assert xw.__pro__ is False


class TestReading:
    def test_numbers_are_floats_and_blanks_are_none(self, book: xw.Book) -> None:
        points = book.sheets["My learners"]["D3:D4"].value
        assert points == [12.0, None]
        assert type(points[0]) is float

    def test_dates_and_times_are_naive_datetimes(self, book: xw.Book) -> None:
        assert book.sheets["Odd"]["B1:D1"].value == [
            moment(2026, 3, 4),
            moment(2026, 3, 5),
            moment(1899, 12, 30, 8, 30),
        ]

    def test_dates_are_given_as_dates_to_those_who_ask(self, book: xw.Book) -> None:
        assert book.sheets["Odd"]["B1"].options(dates=dt.date).value == dt.date(2026, 3, 4)

    def test_numbers_are_whole_for_those_who_ask(self, book: xw.Book) -> None:
        assert repr(book.sheets["My learners"]["D3"].options(numbers=int).value) == "12"

    def test_a_truth_stays_a_truth(self, book: xw.Book) -> None:
        assert book.sheets["Odd"]["A1"].value is True

    def test_an_error_is_none_or_its_text(self, book: xw.Book) -> None:
        error = book.sheets["Odd"]["E1"]
        assert error.value is None
        assert error.options(err_to_str=True).value == "#N/A"
        assert error.options(ndim=2, err_to_str=True).value == [["#N/A"]]
        assert error.raw_value == -2146826246

    def test_an_error_newer_than_xlwings_comes_as_its_number(self, book: xw.Book) -> None:
        assert book.sheets["Odd"]["F1"].options(err_to_str=True).value == -2146826243

    def test_text_that_looks_like_an_error_is_text(self, book: xw.Book) -> None:
        book.sheets["Odd"]["A5"].value = "'#N/A"
        assert book.sheets["Odd"]["A5"].value == "#N/A"

    def test_a_formula_gives_its_last_value_and_its_text(self, calculated: Path) -> None:
        with open_book(calculated) as book:
            row = book.sheets["Sums"]["A2:B2"]
            assert row.options(err_to_str=True).value == [42.0, "#DIV/0!"]
            assert formulas(row) == (("=A1*B1", "=A1/0"),)

    def test_the_formula_of_a_constant_is_its_text(self, book: xw.Book) -> None:
        assert formulas(book.sheets["Odd"]["A1:B1"]) == (("TRUE", "46085"),)
        assert book.sheets["My learners"]["D3"].formula == "12"
        assert book.sheets["My learners"]["D4"].formula == ""

    def test_reading_makes_no_cells(self, book: xw.Book) -> None:
        assert book.sheets["My learners"]["A1:Z99"].options(ndim=2).value[98] == [None] * 26
        assert book.sheets["My learners"].used_range.address == "$B$2:$D$4"


class TestRanges:
    def test_a_range_is_had_by_address_table_name_and_place(self, book: xw.Book) -> None:
        sheet = book.sheets["My learners"]
        assert sheet["learners"].address == "$B$3:$D$4"
        assert sheet[1, 2].address == "$C$2"
        assert sheet.range((2, 2), (3, 4)).address == "$B$2:$D$3"
        assert sheet.range("D4", "B2").address == "$B$2:$D$4"
        assert sheet["B:C"].shape == (1_048_576, 2)
        assert sheet.range("Today").value == moment(2026, 3, 4)

    @pytest.mark.parametrize("address", ["Nothing", "ABC", "B0:"])
    def test_what_is_no_range_is_refused(self, book: xw.Book, address: str) -> None:
        with pytest.raises(xw.NoSuchObjectError):
            book.sheets["My learners"][address]

    def test_a_name_leads_to_its_range(self, book: xw.Book) -> None:
        assert "today" in book.names
        assert "Tomorrow" not in book.names
        assert [name.refers_to for name in book.names] == ["=Odd!$B$1"]
        assert book.names["Today"].refers_to_range.sheet.name == "Odd"

    @pytest.mark.parametrize(
        ("start", "mode", "grown"),
        [
            ("B2", "table", "$B$2:$D$4"),
            ("B3", "down", "$B$3:$B$4"),
            ("C3", "right", "$C$3:$D$3"),
            ("F9", "table", "$F$9"),
        ],
    )
    def test_a_range_expands_to_its_block(self, book: xw.Book, start: str, mode: str, grown: str) -> None:
        assert book.sheets["My learners"][start].expand(mode).address == grown

    @pytest.mark.parametrize(
        ("start", "direction", "place"),
        [
            ("A1", "down", "$A$3"),
            ("A1", "right", "$F$1"),
            ("A3", "up", "$A$1"),
            ("A3", "down", "$A$1048576"),
            ("J1", "left", "$F$1"),
            ("A3", "right", "$XFD$3"),
            ("F9", "left", "$A$9"),
            ("A9", "up", "$A$3"),
        ],
    )
    def test_an_arrow_leads_as_ctrl_and_arrow_do(self, book: xw.Book, start: str, direction: str, place: str) -> None:
        assert book.sheets["Odd"][start].end(direction).address == place

    def test_a_range_is_resized_from_its_corner(self, book: xw.Book) -> None:
        assert book.sheets["Odd"]["B2"].resize(3, 2).address == "$B$2:$C$4"


class TestWriting:
    def test_rows_written_are_read_back_and_saved(self, book: xw.Book, tmp_path: Path) -> None:
        sheet = book.sheets["Odd"]
        sheet["B7"].value = [["a", 1], [None, dt.date(2026, 3, 4)]]
        assert sheet["B7:C8"].value == [["a", 1.0], [None, moment(2026, 3, 4)]]
        book.save(tmp_path / "copy.xlsx")
        with open_book(tmp_path / "copy.xlsx") as copy:
            assert copy.sheets["Odd"]["B7:C8"].value == [["a", 1.0], [None, moment(2026, 3, 4)]]

    def test_one_value_fills_a_range_and_a_formula_moves_along(self, book: xw.Book) -> None:
        sheet = book.sheets["Odd"]
        sheet["B7:C8"].value = 3
        sheet["D7:D8"].value = "=B7+$C$7"
        assert sheet["B7:C8"].value == [[3.0, 3.0], [3.0, 3.0]]
        assert formulas(sheet["D7:D8"]) == (("=B7+$C$7",), ("=B8+$C$7",))

    @pytest.mark.parametrize("text", ["=1+1", "+1+1", "-see annex", "@SUM(A1)"])
    def test_text_with_the_sign_of_a_formula_becomes_one(self, book: xw.Book, tmp_path: Path, text: str) -> None:
        cell = book.sheets["Odd"]["B7"]
        cell.value = [[text]]
        assert cell.formula == "=" + text.removeprefix("=")
        assert cell.value is None
        book.save(tmp_path / "copy.xlsx")
        assert openpyxl.load_workbook(tmp_path / "copy.xlsx")["Odd"]["B7"].data_type == "f"

    @pytest.mark.parametrize("text", ["=1+1", "-see annex", "007", "2026-03-04", "TRUE", "#N/A", "'quoted'"])
    def test_an_apostrophe_keeps_text_as_text(self, book: xw.Book, tmp_path: Path, text: str) -> None:
        book.sheets["Odd"]["B7"].value = f"'{text}"
        assert book.sheets["Odd"]["B7"].value == text
        book.save(tmp_path / "copy.xlsx")
        cell = openpyxl.load_workbook(tmp_path / "copy.xlsx")["Odd"]["B7"]
        assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (text, "s", True)

    def test_the_text_format_keeps_text_as_text_and_its_apostrophe_too(self, book: xw.Book, tmp_path: Path) -> None:
        cells = book.sheets["Odd"]["B7:D7"]
        cells.number_format = "@"
        cells.value = ["=1+1", "007", "'x"]
        assert cells.number_format == "@"
        assert cells.value == ["=1+1", "007", "'x"]
        book.save(tmp_path / "copy.xlsx")
        assert openpyxl.load_workbook(tmp_path / "copy.xlsx")["Odd"]["B7"].data_type == "s"

    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("007", 7.0),
            ("-1.5e3", -1500.0),
            ("true", True),
            ("2026-03-04", moment(2026, 3, 4)),
            ("2026-13-04", "2026-13-04"),
            ("=", "="),
            ("L-7", "L-7"),
            ("", None),
        ],
    )
    def test_text_is_taken_as_if_it_were_typed(self, book: xw.Book, text: str, kept: object) -> None:
        book.sheets["Odd"]["B7"].value = text
        assert book.sheets["Odd"]["B7"].value == kept

    def test_what_excel_does_not_hold_is_refused(self, book: xw.Book) -> None:
        cell = book.sheets["Odd"]["B7"]
        cell.value = "x" * 32_767
        with pytest.raises(xw.XlwingsError, match="32768"):
            cell.value = "x" * 32_768
        with pytest.raises(xw.XlwingsError, match="nan"):
            cell.value = float("nan")
        with pytest.raises(TypeError, match="Decimal"):
            cell.value = [[Decimal("1.5")]]

    def test_a_formula_overwritten_gives_the_new_value(self, calculated: Path) -> None:
        with open_book(calculated) as book:
            book.sheets["Sums"]["A2"].value = 5
            assert book.sheets["Sums"]["A2"].value == 5.0
            assert book.sheets["Sums"]["A2"].formula == "5"

    def test_cleared_contents_leave_the_colour_and_take_the_link(self, book: xw.Book) -> None:
        cell = book.sheets["My learners"]["B3"]
        cell.color = (255, 0, 0)
        cell.add_hyperlink("https://example.org/")
        cell.clear_contents()
        assert cell.value is None
        assert cell.color == (255, 0, 0)
        with pytest.raises(xw.XlwingsError):
            _ = cell.hyperlink

    def test_a_colour_is_set_read_and_taken_away(self, book: xw.Book) -> None:
        cells = book.sheets["Odd"]["B7:C8"]
        assert cells.color is None
        cells.color = "#0a0B0c"
        assert book.sheets["Odd"]["C8"].color == (10, 11, 12)
        cells.color = None
        assert cells.color is None

    def test_a_link_leads_outside_or_to_a_place_in_the_book(self, book: xw.Book, tmp_path: Path) -> None:
        sheet = book.sheets["Odd"]
        sheet["B7"].add_hyperlink("#'My learners'!B3", "go there", "the cell")
        sheet["B8"].add_hyperlink("www.example.org")
        assert sheet["B7"].hyperlink == "#'My learners'!B3"
        assert sheet["B8"].hyperlink == "http://www.example.org"
        book.save(tmp_path / "copy.xlsx")
        saved = openpyxl.load_workbook(tmp_path / "copy.xlsx")["Odd"]
        link = saved["B7"].hyperlink
        assert (saved["B7"].value, link.location, link.target, link.tooltip) == (
            "go there",
            "'My learners'!B3",
            None,
            "the cell",
        )


class TestTables:
    def test_a_table_has_headers_body_and_whole(self, book: xw.Book) -> None:
        table = learners(book)
        assert table.range.address == "$B$2:$D$4"
        assert headers(book).value == ["id", "name", "points"]
        assert body(book).options(ndim=2).value == [["L1", "Ana", 12.0], ["L2", "Bo", None]]
        assert [(found.name, found.parent.name) for found in book.sheets[0].tables] == [("Learners", "My learners")]
        assert "LEARNERS" in book.sheets[0].tables
        with pytest.raises(KeyError):
            book.sheets[0].tables["Partners"]

    def test_a_totals_row_is_no_part_of_the_body(self, book: xw.Book) -> None:
        learners(book).impl.api.totalsRowCount = 1
        assert body(book).address == "$B$3:$D$3"

    def test_a_table_without_headers_is_all_body(self, book: xw.Book) -> None:
        learners(book).impl.api.headerRowCount = 0
        assert learners(book).header_row_range is None
        assert body(book).address == "$B$2:$D$4"

    def test_a_table_that_waits_for_its_first_row_has_no_body(self, book: xw.Book) -> None:
        learners(book).impl.api.insertRow = True
        assert learners(book).data_body_range is None

    def test_a_table_grows_and_names_its_new_columns(self, book: xw.Book, tmp_path: Path) -> None:
        table = learners(book)
        headers(book)[0, 1].value = "full name"
        table.resize(table.range.resize(5, 5))
        assert headers(book).value == ["id", "full name", "points", "Column4", "Column5"]
        book.save(tmp_path / "copy.xlsx")
        saved = openpyxl.load_workbook(tmp_path / "copy.xlsx")["My learners"].tables["Learners"]
        assert saved.ref == "B2:F6"
        assert saved.column_names == ["id", "full name", "points", "Column4", "Column5"]
        assert [column.id for column in saved.tableColumns] == [1, 2, 3, 4, 5]

    @pytest.mark.parametrize("area", ["B3:D6", "B2:D2", "F2:H4"])
    def test_a_size_that_excel_refuses_is_refused(self, book: xw.Book, area: str) -> None:
        with pytest.raises(xw.XlwingsError):
            learners(book).resize(book.sheets["My learners"][area])
        assert learners(book).range.address == "$B$2:$D$4"

    def test_a_new_table_stands_on_its_headers(self, book: xw.Book, tmp_path: Path) -> None:
        sheet = book.sheets.add("Findings")
        sheet["A1"].value = [["code", None], ["PT02", "C2"]]
        table = sheet.tables.add(source=sheet["A1:B2"], name="Findings")
        assert table.range.value == [["code", "Column2"], ["PT02", "C2"]]
        with pytest.raises(xw.XlwingsError):
            sheet.tables.add(source=sheet["D1:E2"], name="learners")
        book.save(tmp_path / "copy.xlsx")
        with open_book(tmp_path / "copy.xlsx") as copy:
            assert copy.sheets["Findings"]["Findings"].value == ["PT02", "C2"]


class TestSheets:
    def test_a_sheet_is_had_by_name_whatever_its_case_and_by_number(self, book: xw.Book) -> None:
        assert [sheet.name for sheet in book.sheets] == ["My learners", "Odd"]
        assert book.sheets["ODD"] == book.sheets[1]
        with pytest.raises(xw.NoSuchObjectError):
            book.sheets["None"]

    def test_in_finds_no_sheet_by_its_name_as_over_com(self, book: xw.Book) -> None:
        assert "Odd" not in book.sheets

    def test_hidden_is_hidden_and_can_be_shown(self, book: xw.Book) -> None:
        assert book.sheets["My learners"].visible
        assert not book.sheets["Odd"].visible
        with pytest.raises(xw.XlwingsError, match="hidden"):
            book.sheets["Odd"].activate()
        book.sheets["Odd"].visible = True
        book.sheets["Odd"].activate()
        assert book.sheets.active.name == "Odd"

    def test_the_last_visible_sheet_stays(self, book: xw.Book) -> None:
        with pytest.raises(xw.XlwingsError):
            book.sheets["My learners"].visible = False
        with pytest.raises(xw.XlwingsError):
            book.sheets["My learners"].delete()

    def test_a_new_sheet_stands_where_it_is_told_and_is_active(self, book: xw.Book, tmp_path: Path) -> None:
        book.sheets.add("Last", after=book.sheets[-1])
        book.sheets.add("Second", before=book.sheets["Odd"])
        book.sheets.add()
        names = ["My learners", "Sheet1", "Second", "Odd", "Last"]
        assert [sheet.name for sheet in book.sheets] == names
        assert book.sheets.active.name == "Sheet1"
        book.save(tmp_path / "copy.xlsx")
        saved = openpyxl.load_workbook(tmp_path / "copy.xlsx")
        assert saved.sheetnames == names
        assert [sheet.title for sheet in saved.worksheets if sheet.sheet_view.tabSelected] == ["Sheet1"]

    def test_a_sheet_is_renamed_and_deleted_but_never_named_twice(self, book: xw.Book) -> None:
        book.sheets["Odd"].name = "Even"
        assert book.sheets["Even"]["A1"].value is True
        with pytest.raises(xw.XlwingsError):
            book.sheets["Even"].name = "my LEARNERS"
        book.sheets["Even"].delete()
        assert [sheet.name for sheet in book.sheets] == ["My learners"]

    def test_the_used_range_shrinks_with_its_contents(self, book: xw.Book) -> None:
        sheet = book.sheets["My learners"]
        assert sheet.used_range.address == "$B$2:$D$4"
        sheet["B4:D4"].clear_contents()
        assert sheet.used_range.address == "$B$2:$D$3"
        sheet.clear_contents()
        assert sheet.used_range.address == "$A$1"


class TestApplication:
    def test_the_state_of_excel_is_kept_and_given_back(self, book: xw.Book) -> None:
        app = book.app
        assert (app.status_bar, app.screen_updating, app.calculation) == (False, True, "automatic")
        with app.properties(status_bar="Reading…", screen_updating=False, calculation="manual"):
            assert (app.status_bar, app.screen_updating, app.calculation) == ("Reading…", False, "manual")
        assert (app.status_bar, app.screen_updating, app.calculation) == (False, True, "automatic")
        with pytest.raises(KeyError):
            app.calculation = "sometimes"

    def test_boxes_are_recorded_and_answered(self, book: xw.Book) -> None:
        engine = engine_of(book)
        engine.answers = ["no"]
        assert book.app.alert("Go on?", title="ECVET", buttons="yes_no") == "no"
        assert book.app.alert("Done.", mode="info") == "ok"
        assert engine.alerts == [Alert("Go on?", "ECVET", "yes_no", None), Alert("Done.", None, "ok", "info")]
        engine.answers = ["yes"]
        with pytest.raises(ValueError, match="yes"):
            book.app.alert("Done.")

    def test_only_the_active_sheet_can_have_the_selection(self, book: xw.Book) -> None:
        assert book.selection is None
        book.sheets["My learners"]["B3"].select()
        assert book.selection == book.sheets["My learners"]["B3"]
        with pytest.raises(xw.XlwingsError):
            book.sheets["Odd"]["B3"].select()

    def test_saving_under_a_new_name_renames_the_book_and_spares_the_old_file(self, book: xw.Book, plan: Path) -> None:
        before = plan.read_bytes()
        book.sheets["Odd"]["A1"].value = "new"
        book.save(plan.with_name("copy.xlsx"))
        assert book.name == "copy.xlsx"
        assert Path(book.fullname) == plan.with_name("copy.xlsx").resolve()
        assert plan.read_bytes() == before

    def test_saving_makes_no_folder(self, book: xw.Book, tmp_path: Path) -> None:
        with pytest.raises(xw.XlwingsError, match="folder"):
            book.save(tmp_path / "none" / "copy.xlsx")
        assert book.name == "plan.xlsx"

    def test_a_closed_book_is_gone(self, book: xw.Book) -> None:
        book.close()
        assert len(book.app.books) == 0


class TestCounting:
    def test_a_table_is_one_read_and_one_write(self, book: xw.Book) -> None:
        engine = engine_of(book)
        rows = body(book).options(ndim=2, err_to_str=True).value
        body(book).value = rows
        assert engine.calls == [
            Call("read", "My learners", "$B$3:$D$4"),
            Call("write", "My learners", "$B$3:$D$4"),
        ]

    def test_cell_by_cell_is_a_call_for_each(self, book: xw.Book) -> None:
        for cell in book.sheets["My learners"]["B3:D4"]:
            _ = cell.value
        assert engine_of(book).count("read") == 6

    def test_calls_are_counted_by_kind_and_by_sheet(self, book: xw.Book) -> None:
        book.sheets["Odd"]["A1"].formula = "=1"
        book.sheets["Odd"]["A1"].clear_contents()
        book.sheets["Odd"]["A1"].color = (1, 2, 3)
        book.sheets["My learners"]["A1"].add_hyperlink("https://example.org/")
        engine = engine_of(book)
        assert [call.verb for call in engine.calls] == ["write", "clear", "format", "link"]
        assert engine.count("write") == engine.count("write", "Odd") == 1
        assert engine.count("write", "My learners") == 0
