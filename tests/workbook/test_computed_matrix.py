"""The live columns of comparison: what tests come to, which steps are missing, and equal values from LibreOffice."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from ecvet_office.workbook.blank import build_from
from ecvet_office.workbook.computed_matrix import (
    ASKED,
    CHECK,
    FAILED,
    FITS,
    MISSING,
    PASSED,
    STEPS_HELD,
    TO_COME,
    TOO_HIGH,
    VERDICT,
)
from ecvet_office.workbook.computed_values import computed_values
from ecvet_office.workbook.kinds import KINDS
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse
from workbook.recalculated import differences, formulas_of, recalculate

WORKBOOK = """
| Settings | setting | value |
|          | passed by | {passed_by} |
| Qualifications | id | title |
|                | Q1 | Carer |
|                | Q2 | Nurse |
| Units | id |
|       | U1 |
| Unit points | qualification | unit |
|             | Q1 | U1 |
| Outcomes | id | unit | outcome |
|          | 1.1 | U1 | lifts |
|          | 1.2 | U1 | notes |
| Learners | id | family name | qualification |
|          | L1 | Moreno | Q1 |
|          | L2 | Hofer | Q2 |
|          | L3 | Costa | |
| Areas | id | competence area | steps |
|       | H1 | Meals | 4 |
|       | H2 | Hygiene | 4 |
|       | H3 | Records | 4 |
|       | H4 | Talks | |
| Profiles | programme | person | competence area | step |
|          | Q1 | | H1 | 4 |
|          | Q1 | | H2 | 3 |
|          | Q1 | | H3 | 2 |
|          | | L1 | H1 | 2 |
|          | | L1 | H2 | 4 |
|          | | L1 | H3 | |
|          | Q1 | L2 | H1 | 5 |
|          | | L2 | H4 | 1 |
|          | | L3 | H1 | 1 |
| Simulation and theory | person | outcome | simulation passed | theory passed |
|                       | L1 | 1.1 | yes | yes |
|                       | L1 | 1.2 | yes | no |
|                       | L1 | 1.1 | no | no |
|                       | L1 | 1.2 | yes | |
|                       | L1 | 1.1 | | no |
|                       | L2 | 1.2 | | |
"""


def column(table: str, header: str, passed_by: str = "both") -> list[object]:
    """Gives what a computed column shows, from the first row down."""
    register, _ = parse(sheets_from_markdown(WORKBOOK.format(passed_by=passed_by)))
    rows = computed_values(register)[table]
    return [rows[number][header] for number in sorted(rows)]


@pytest.mark.parametrize(
    ("passed_by", "verdicts"),
    [
        ("both", [PASSED, FAILED, FAILED, TO_COME, FAILED, TO_COME]),
        ("any", [PASSED, PASSED, FAILED, PASSED, TO_COME, TO_COME]),
        ("", [PASSED, FAILED, FAILED, TO_COME, FAILED, TO_COME]),
    ],
)
def test_the_two_tests_come_to_what_the_settings_ask_for(passed_by: str, verdicts: list[str]) -> None:
    assert column("Trials", VERDICT, passed_by) == verdicts


def test_a_person_is_held_against_the_programme_area_by_area() -> None:
    assert column("Profiles", ASKED)[3:] == [4, 3, 2, 4, 0, ""]
    assert column("Profiles", MISSING)[3:] == [2, 0, "", 0, 0, ""]


def test_a_step_is_checked_against_the_area() -> None:
    assert column("Profiles", CHECK)[3:] == [FITS, FITS, "", f"{TOO_HIGH}4", "", FITS]


def test_steps_above_those_asked_for_fill_no_other_gap() -> None:
    assert column("Learners", STEPS_HELD) == [Decimal("55.56"), "", ""]  # 2 and 3 of 9


@pytest.mark.office
@pytest.mark.parametrize("passed_by", ["both", "any", ""])
def test_every_formula_gives_in_libreoffice_what_python_gives(
    convert: Callable[[Path, str], Path],  # noqa: ARG001 - asked for, as it needs LibreOffice too
    tmp_path: Path,
    passed_by: str,
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(build_from(sheets_from_markdown(WORKBOOK.format(passed_by=passed_by)), KINDS["matrix"]))
    shown, _ = formulas_of(path)
    found = formulas_of(recalculate(path, tmp_path, shutil.which("soffice") or "libreoffice"))[0]
    assert len(shown) > 100
    assert differences(shown, found) == []
