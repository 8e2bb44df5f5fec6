"""Cells into values: what is certain is read, whatever its spelling; the rest is a misfit, never another value."""

# ruff: noqa: DTZ001 - a cell knows no time zone

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.law.pages import page
from ecvet_office.model.days import MONTHS
from ecvet_office.workbook.cell_values import UNCALCULATED, CellError, CellValue
from ecvet_office.workbook.values import (
    READERS,
    Misfit,
    clean,
    folded,
    read_choice,
    read_choices,
    read_date,
    read_integer,
    read_number,
    read_text,
    read_yes_no,
    shown,
)

WORDS = ("draft", "ready to sign", "sent")
LIST = ("trains", "assesses", "validates")


def code(read: object) -> str:
    """Gives the rule that a cell breaks; fails for a cell that was read."""
    assert isinstance(read, Misfit), read
    return read.code


# --- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("40", "40"),
        (" 40\u00a0", "40"),
        ("7.5", "7.5"),
        ("7,5", "7.5"),
        ("-7,5", "-7.5"),
        ("\u22127,5", "-7.5"),
        ("+3", "3"),
        ("007", "7"),
        (",5", "0.5"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1,2345", "1.2345"),
        ("1234,567", "1234.567"),
        ("1 234", "1234"),
        ("1\u202f234,5", "1234.5"),
        ("1'234.50", "1234.50"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("12\u200b,25", "12.25"),
        ("1,234.567", "1234.567"),
    ],
)
def test_a_number_typed_as_text_is_read_where_its_marks_have_one_meaning(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1,234", "1.234", "999.999", "-1,234", "+12.500"])
def test_a_mark_before_three_digits_may_mean_two_numbers(text: str) -> None:
    misfit = read_number(text)
    assert code(misfit) == "WB14"
    assert isinstance(misfit, Misfit)
    readings = {Decimal(misfit.facts["one"]), Decimal(misfit.facts["other"])}
    assert readings == {Decimal(text.replace(",", ".")), Decimal(text.replace(",", "").replace(".", ""))}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "sixty",
            "60 points",
            "7,",
            "1.234.5",
            "1,234,5",
            "1.2.3",
            "1 23",
            "12 34",
            "1'23",
            "1,,2",
            "1e5",
            "0x10",
            "60%",
        ),
        *("5-6", "--5", "½", "٣", "1_000", "NaN", "inf", "-", ",", "1.234,567,8", "0.123.456", "12.3456,7", "7.5.2026"),
    ],
)
def test_what_is_no_number_is_never_made_one(text: str) -> None:
    assert code(read_number(text)) == "WB04"


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "\u200b", "\n\t"])
def test_a_cell_of_spaces_is_empty(text: str) -> None:
    assert all(read(text) is None for read in READERS.values())
    assert read_choice(text, WORDS) is None
    assert read_choices(text, LIST) is None


@pytest.mark.parametrize("value", [True, date(2026, 5, 7), datetime(2026, 5, 7, 8), time(8), timedelta(hours=30)])
def test_yes_and_days_and_hours_are_no_numbers(value: CellValue) -> None:
    assert code(read_number(value)) == "WB04"


@pytest.mark.parametrize("read", [*READERS.values()])
def test_an_error_and_an_uncalculated_formula_have_their_own_rules_in_every_column(
    read: object,
) -> None:
    assert callable(read)
    assert code(read(CellError("#DIV/0!"))) == "WB10"
    assert code(read(UNCALCULATED)) == "WB11"


def test_a_whole_number_may_be_written_with_a_decimal_zero_and_half_a_day_may_not() -> None:
    assert read_integer(Decimal("4.0")) == 4
    assert read_integer("4,00") == 4
    assert code(read_integer(Decimal("4.5"))) == "WB15"
    assert code(read_integer("4,5")) == "WB15"


def forms_of(number: Decimal) -> st.SearchStrategy[str]:
    """The ways in which people write a number."""
    plain = format(abs(number), "f")
    whole, _, decimals = plain.partition(".")
    groups = f"{int(whole):,}"
    grouped = [
        groups.replace(",", group) + (mark + decimals if decimals else "")
        for group in ",.' \u00a0\u202f"
        for mark in ",."
        if mark != group
    ]
    ways = [plain, plain.replace(".", ","), *grouped]
    signs = ["-", "\u2212"] if number < 0 else ["", "+"]
    around = st.sampled_from(["", " ", "\u00a0", "\u200b", "\t"])
    return st.builds("{}{}{}{}".format, around, st.sampled_from(signs), st.sampled_from(ways), around)


NUMBERS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**12), 10**12), st.integers(0, 5)
)


@given(st.data(), NUMBERS)
def test_a_number_in_any_spelling_is_read_as_itself_or_not_at_all(data: st.DataObject, number: Decimal) -> None:
    text = data.draw(forms_of(number))
    read = read_number(text)
    assert isinstance(read, Misfit) or read == number, text
    if isinstance(read, Misfit):
        assert read.code in {"WB04", "WB14"}


@given(NUMBERS)
def test_a_number_that_stands_in_a_cell_is_read_as_it_stands(number: Decimal) -> None:
    assert read_number(number) == number
    again = read_number(shown(number))
    assert again == number or code(again) == "WB14"


# --- days -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        ("2026-3-1", date(2026, 3, 1)),
        ("31.3.2026", date(2026, 3, 31)),
        ("31. 3. 2026", date(2026, 3, 31)),
        ("03.04.2026", date(2026, 4, 3)),
        ("31/03/2026", date(2026, 3, 31)),
        ("03/31/2026", date(2026, 3, 31)),
        ("31-03-2026", date(2026, 3, 31)),
        ("04/04/2026", date(2026, 4, 4)),
        ("31 March 2026", date(2026, 3, 31)),
        ("31. March 2026", date(2026, 3, 31)),
        ("31 Mar 2026", date(2026, 3, 31)),
        ("31\u00a0MAR. 2026", date(2026, 3, 31)),
        ("29.2.2024", date(2024, 2, 29)),
    ],
)
def test_a_day_typed_as_text_is_read_where_it_has_one_meaning(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize("text", ["03/04/2026", "3-4-2026", "12/1/2026"])
def test_strokes_between_small_numbers_may_mean_two_days(text: str) -> None:
    assert code(read_date(text)) == "WB16"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "14.5.06",
            "30.2.2026",
            "29.2.2025",
            "2026",
            "spring",
            "13/13/2026",
            "2026-13-01",
            "31 Ma 2026",
            "31 Mai 2026",
        ),
        *("1.1.1899", "1.1.2200", "0.1.2026", "31.03/2026", "2026-03-31T08:00", "٣.٣.2026"),
    ],
)
def test_what_is_no_day_is_never_made_one(text: str) -> None:
    assert code(read_date(text)) == "WB06"


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (19_999, None),
        (20_000, date(1954, 10, 3)),
        (46_112, date(2026, 3, 31)),
        (79_999, date(2119, 1, 10)),
        (80_000, None),
    ],
)
def test_a_number_is_a_day_only_where_excel_would_count_so_far(serial: int, day: date | None) -> None:
    read = read_date(Decimal(serial))
    assert read == day if day else code(read) == "WB06"


def test_a_day_with_a_time_of_day_is_no_day() -> None:
    assert read_date(datetime(2026, 3, 31)) == date(2026, 3, 31)
    assert code(read_date(datetime(2026, 3, 31, 8, 30))) == "WB06"
    assert code(read_date(Decimal("46112.5"))) == "WB06"


def written(day: date, way: int) -> str:
    """A day as ISO, with points, with strokes in either order, or with the month in letters."""
    month = MONTHS[day.month - 1]
    ways = (
        f"{day:%Y-%m-%d}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}. {day.month:02}. {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day} {month} {day.year}",
        f"{day.day}. {month[:3]}. {day.year}",
    )
    return ways[way % len(ways)]


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(0, 6))
def test_a_day_in_any_spelling_is_read_as_itself_or_not_at_all(day: date, way: int) -> None:
    read = read_date(written(day, way))
    if isinstance(read, Misfit):
        assert read.code == "WB16"
        assert day.day <= 12
        assert day.day != day.month
    else:
        assert read == day


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        *((word, True) for word in ("yes", "YES", " oui ", "Sì", "x", True)),
        *((word, False) for word in ("no", "Nein", "ei", False)),
    ],
)
def test_yes_and_no_are_understood_in_the_languages_of_the_forms(value: CellValue, meaning: bool) -> None:
    assert read_yes_no(value) is meaning


@pytest.mark.parametrize("value", ["perhaps", "yes?", "0", Decimal(1), date(2026, 1, 1)])
def test_what_is_neither_yes_nor_no_is_neither(value: CellValue) -> None:
    assert code(read_yes_no(value)) == "WB07"


@pytest.mark.parametrize("text", ["ready to sign", "Ready to Sign", " READY  TO\u00a0SIGN "])
def test_a_word_of_a_list_is_found_whatever_its_capitals_and_spaces(text: str) -> None:
    assert read_choice(text, WORDS) == "ready to sign"


def test_a_word_that_is_near_one_of_the_list_is_a_misfit_with_that_one_named() -> None:
    misfit = read_choice("redy to sign", WORDS)
    assert isinstance(misfit, Misfit)
    assert (misfit.code, misfit.facts["guess"]) == ("WB07", " (did you mean 'ready to sign'?)")


def test_several_words_are_read_each_once_and_one_wrong_one_spoils_the_cell() -> None:
    assert read_choices("Trains; assesses\ntrains;", LIST) == ("trains", "assesses")
    assert code(read_choices("trains; asesses", LIST)) == "WB07"
    assert code(read_choices("trains, assesses", LIST)) == "WB07"
    assert read_choices("en; fr; en", ()) == ("en", "fr")


def test_letters_of_two_characters_are_the_same_letters() -> None:
    assert read_text("He\u0301le\u0300ne") == "Hélène"
    assert folded("  Aino \n Virtanen ") == "aino virtanen"


@pytest.mark.parametrize("space", [*"\t\u00a0\u1680\u2000\u2003\u2009\u200a\u202f\u205f\u3000"])
def test_every_kind_of_space_is_an_ordinary_one(space: str) -> None:
    assert clean(f"{space}Aino{space}Virtanen{space}") == "Aino Virtanen"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_every_kind_of_line_end_is_the_same_one(end: str) -> None:
    assert read_text(f"one{end}two") == "one\ntwo"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("3.10"), "3.1"),
        (Decimal("1E+3"), "1000"),
        (date(2026, 1, 3), "2026-01-03"),
        (datetime(2026, 1, 3, 8, 30), "2026-01-03T08:30:00"),
        (True, "TRUE"),
    ],
)
def test_a_number_or_a_day_in_a_column_of_texts_is_read_as_it_is_written(value: CellValue, text: str) -> None:
    assert read_text(value) == text


# --- anything -------------------------------------------------------------------------------------------------------

ANYTHING = st.one_of(
    st.text(),
    st.text("0123456789.,'-+ /\u2212\u00a0", max_size=12),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from([CellError("#N/A"), UNCALCULATED, "9" * 5000, "-" * 5000, Decimal("1E+308"), None]),
)


@given(ANYTHING)
def test_nothing_that_a_cell_may_hold_makes_a_reader_fail(value: CellValue | None) -> None:
    for found in (*(read(value) for read in READERS.values()), read_choice(value, WORDS), read_choices(value, LIST)):
        if isinstance(found, Misfit):
            finding = {"column": "Column", **found.facts}
            assert finding.keys() == page(found.code).facts
            assert all(isinstance(fact, str) for fact in found.facts.values())


@given(ANYTHING)
def test_what_a_message_quotes_of_a_cell_is_short(value: CellValue | None) -> None:
    text = shown(value)
    assert isinstance(value, Decimal) or len(text) <= 60
