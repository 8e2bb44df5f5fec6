"""Which numbers are dates, and which dates they are."""

# ruff: noqa: DTZ001 - a cell knows no time zone

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

from ecvet_office.workbook.number_formats import Shows, built_in_format, custom_format, moment


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("General", None),
        ("0.00", None),
        ("#,##0.00 [$€-407];[Red]-#,##0.00 [$€-407]", None),
        ("0.00E+00", None),
        ("@", None),
        ('0" days"', None),
        ("0\\d", None),
        ("0_d", None),
        ("0*d", None),
        ('0;"dd.mm.yyyy"', None),
        ("0;yyyy", None),  # negative numbers are no dates
        ("[Red]0", None),
        ('0"unclosed dd', None),
        ("yyyy-mm-dd", Shows.DATE),
        ("DD.MM.YYYY", Shows.DATE),
        ("[$-409]d/m/yyyy;@", Shows.DATE),
        ('yyyy"年"m"月"d"日"', Shows.DATE),
        ("[$-411]ggge", Shows.DATE),
        ("mmmm", Shows.DATE),
        ("mm", Shows.DATE),
        ("d.m.yyyy h:mm", Shows.DATE),
        ("mmm h", Shows.DATE),
        ("h:mm", Shows.TIME),
        ("h:mm AM/PM", Shows.TIME),
        ("mm:ss.0", Shows.TIME),
        ("[h]:mm", Shows.ELAPSED),
        ("[mm]:ss", Shows.ELAPSED),
    ],
)
def test_a_written_format_is_a_date_by_its_letters_outside_quotes_brackets_and_escapes(
    code: str, shows: Shows | None
) -> None:
    assert custom_format(code) is shows


def test_the_built_in_date_formats_are_known_by_number() -> None:
    known = {number: shows for number in range(164) if (shows := built_in_format(str(number)))}
    assert set(known) == {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
    assert known[14] is Shows.DATE
    assert known[20] is Shows.TIME
    assert known[46] is Shows.ELAPSED


@pytest.mark.parametrize(
    ("serial", "date1904", "shown"),
    [
        (0.0, False, None),  # Excel shows 0 January 1900
        (0.75, False, None),
        (1.0, False, date(1900, 1, 1)),
        (59.0, False, date(1900, 2, 28)),
        (60.0, False, None),  # Excel shows 29 February 1900, which never was
        (60.5, False, None),
        (61.0, False, date(1900, 3, 1)),
        (46112.0, False, date(2026, 3, 31)),
        (46112.354166666664, False, datetime(2026, 3, 31, 8, 30)),
        (46112.99999999999, False, date(2026, 4, 1)),
        (2958465.0, False, date(9999, 12, 31)),
        (2958465.999999999, False, None),
        (2958466.0, False, None),
        (-1.0, False, None),
        (0.0, True, date(1904, 1, 1)),
        (60.0, True, date(1904, 3, 1)),
        (44650.0, True, date(2026, 3, 31)),
        (2957003.0, True, date(9999, 12, 31)),
        (2957004.0, True, None),
    ],
)
def test_a_serial_is_the_day_that_excel_shows(serial: float, date1904: bool, shown: date | None) -> None:
    assert moment(serial, Shows.DATE, date1904) == shown


def test_a_time_format_shows_a_time_below_one_day_and_a_day_with_it_above() -> None:
    assert moment(0.0, Shows.TIME, False) == time()
    assert moment(0.354166666666667, Shows.TIME, False) == time(8, 30)
    assert moment(46112.5, Shows.TIME, False) == datetime(2026, 3, 31, 12)


def test_an_elapsed_format_shows_a_duration() -> None:
    assert moment(1.5, Shows.ELAPSED, False) == timedelta(hours=36)
    assert moment(60.0, Shows.ELAPSED, True) == timedelta(days=60)
    assert moment(-0.5, Shows.ELAPSED, False) is None


@given(st.dates(date(1900, 3, 1)), st.times().map(lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)))
def test_every_day_and_time_since_march_1900_comes_back(day: date, at: time) -> None:
    expected = datetime.combine(day, at) if at != time() else day
    serial = to_excel(datetime.combine(day, at))  # type: ignore[no-untyped-call]
    assert moment(serial, Shows.DATE, False) == expected


@given(st.dates(date(1904, 1, 1)))
def test_every_day_of_the_1904_system_comes_back(day: date) -> None:
    serial = to_excel(day, CALENDAR_MAC_1904)  # type: ignore[no-untyped-call]
    assert moment(serial, Shows.DATE, True) == day
