"""Conditional formats: LibreOffice is asked, cell by cell, where their formulas hold."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.workbook.blank import build
from ecvet_office.workbook.building import template_name
from ecvet_office.workbook.conditions import FIRST_SIGNS, PERIODS, WORDS
from ecvet_office.workbook.kinds import KINDS
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.results_layout import RESULT_BY_NAME
from workbook.recalculated import formulas_of, recalculate

TEMPLATES = Path(__file__).parents[2] / "workbook_templates"
EXAMPLE = TEMPLATES / template_name("mobility", example=True)


def rules_of(sheet: Worksheet) -> list[tuple[str, str, str, int]]:
    """The conditional formats of a sheet: area, formula, number format and pattern, each as far as it has one."""
    rules = []
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            sign = rule.dxf.numFmt.formatCode if rule.dxf and rule.dxf.numFmt else ""
            stripes = bool(rule.dxf and rule.dxf.fill and rule.dxf.fill.patternType == "lightUp")
            rules.append((str(area.sqref), str(rule.formula[0]) if rule.formula else "", sign, int(stripes)))
    return rules


def test_nothing_is_told_by_colour_alone() -> None:
    book = openpyxl.load_workbook(EXAMPLE)
    for sheet in book.worksheets:
        for area, formula, sign, stripes in rules_of(sheet):
            by_words = re.fullmatch(r'\$[A-Z]+2="[^"]+"|LEFT\(\$[A-Z]+2,1\)="[^"]"', formula)
            shows_its_number = not formula  # a bar behind the share
            assert sign.startswith(('"! "', '"? "')) or stripes or by_words or shows_its_number, (sheet.title, area)


def test_the_formats_of_words_are_on_columns_that_there_are() -> None:
    books = [openpyxl.load_workbook(TEMPLATES / template_name(kind, example=True)) for kind in KINDS]
    for (name, header), looks in (*WORDS.items(), *FIRST_SIGNS.items()):
        table = BY_NAME.get(name) or RESULT_BY_NAME[name]
        sheet = next(
            book[table.title]
            for book in books
            if table.title in book.sheetnames and header in {cell.value for cell in book[table.title][1]}
        )
        assert isinstance(sheet, Worksheet)
        letters = next(cell.column_letter for cell in sheet[1] if cell.value == header)
        formulas = [formula for area, formula, *_ in rules_of(sheet) if area.startswith(f"{letters}2:")]
        assert len(formulas) >= len(looks)


def test_a_format_reaches_below_the_table() -> None:
    for kind in KINDS:
        book = openpyxl.load_workbook(TEMPLATES / template_name(kind, example=False))
        assert all(area.endswith("2000") for sheet in book.worksheets for area, *_ in rules_of(sheet))


def test_every_period_is_of_dates_of_its_table() -> None:
    for name, periods in PERIODS.items():
        keys = {column.key for column in BY_NAME[name].columns}
        assert {key for period in periods for key in period} <= keys


# --- where they speak -----------------------------------------------------------------------------------------------

PROBE = "Probe"
NAMES = re.compile(r"\b((?:Ids|Pick|List)_\w+|Uses_points|Erasmus_only)")
Spoil = Callable[[openpyxl.Workbook], None]


REFERENCE = re.compile(r"\$([A-Z]{1,2})(\$?)2(?::\$([A-Z]{1,2})(\$?)(2000|2))?(?![0-9])")


def _moved(title: str, row: int, found: re.Match[str]) -> str:
    """Gives a reference of a format's formula as a cell of another sheet has to write it, for another row."""
    first, fixed, last, last_fixed, end = found.groups()
    start = f"'{title}'!${first}{'$2' if fixed else row}"
    return start if last is None else f"{start}:${last}{'$' + end if last_fixed else row}"


def holding(folder: Path, spoil: Spoil) -> set[tuple[str, str]]:
    """Spoils the example, and gives where LibreOffice finds a format's formula true: sheet and cell, rows 2 to 8.

    Each formula is put into a cell of its own, moved to the row that it speaks of.
    """
    plain = folder / "plain.xlsx"
    plain.write_bytes(build(example=True))
    book = openpyxl.load_workbook(plain)
    spoil(book)
    asked: dict[str, tuple[str, str]] = {}
    for sheet in [one for one in book.worksheets if one.title in {"Learners", "Agreements", "Memoranda", "Papers"}]:
        probe = book.create_sheet(f"{PROBE} {sheet.title}")
        for place, (area, formula, *_) in enumerate(rules_of(sheet), 1):
            for row in range(2, 9):
                if formula and not re.fullmatch(r'\$[A-Z]+2="[^"]+"', formula):
                    moved = REFERENCE.sub(partial(_moved, sheet.title, row), formula).replace("ROW()", str(row))
                    cell = probe.cell(row, place, f"=--({moved})")
                    asked[f"{probe.title}!{cell.coordinate}"] = (sheet.title, f"{area.partition('2:')[0]}{row}")
    path = folder / "spoilt.xlsx"
    book.save(path)
    shown, _ = formulas_of(recalculate(path, folder, "soffice"))
    assert all(shown.get(address) in {0, 1} for address in asked)
    return {where for address, where in asked.items() if shown[address] == 1}


def letters(book: openpyxl.Workbook, title: str, header: str) -> str:
    sheet = book[title]
    assert isinstance(sheet, Worksheet)
    return str(next(cell.column_letter for cell in sheet[1] if cell.value == header))


def spoilt(book: openpyxl.Workbook) -> None:
    """A family name taken out, a date typed as text, an unknown qualification, an id twice, dates the wrong way."""
    book["Learners"]["B3"] = None
    book["Learners"]["D4"] = "31.2.2006"
    book["Learners"]["K5"] = "Q7 · Painter"
    book["Learners"]["K6"] = "q1"
    book["Learners"]["A6"] = "L1"
    agreements, memoranda, papers = book["Agreements"], book["Memoranda"], book["Papers"]
    agreements[f"{letters(book, 'Agreements', 'Planned end *')}2"] = agreements["F2"].value.replace(year=2020)
    agreements[f"{letters(book, 'Agreements', 'Learner *')}3"] = "Carla Niemi"
    memoranda[f"{letters(book, 'Memoranda', 'Valid until *')}2"] = agreements["F2"].value.replace(year=2025, month=1)
    papers[f"{letters(book, 'Papers', 'Returned')}5"] = None


@pytest.mark.office
@pytest.mark.usefixtures("convert")  # which needs LibreOffice too
def test_what_is_missing_unknown_twice_or_the_wrong_way_round_is_marked_and_nothing_else(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(EXAMPLE)
    assert holding(tmp_path, spoilt) == {
        ("Learners", "B3"),
        ("Learners", "D4"),
        ("Learners", "K5"),
        ("Learners", "A6"),
        ("Agreements", f"{letters(book, 'Agreements', 'Planned end *')}2"),
        ("Memoranda", f"{letters(book, 'Memoranda', 'Valid until *')}2"),
        ("Papers", f"{letters(book, 'Papers', 'Due')}5"),
    }


def test_a_format_looks_up_only_names_that_the_workbook_has() -> None:
    for kind in KINDS:
        path = TEMPLATES / template_name(kind, example=False)
        names = set(openpyxl.load_workbook(path).defined_names)
        with zipfile.ZipFile(path) as archive:
            sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        used = {
            name
            for sheet in sheets
            for name in re.findall(r"\b((?:Ids|Pick|List)_\w+|Uses_points|Erasmus_only)", sheet)
        }
        assert used <= names
