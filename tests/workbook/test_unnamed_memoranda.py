"""Memoranda without a file code: what the drop-downs show for them is read back as the memorandum meant."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from ecvet_office.law.pages import fix, message
from ecvet_office.workbook.labels import all_labels
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

BLANK = Path(__file__).parents[2] / "workbook_templates" / "mobility.xlsx"
OBJECTIVES = "Learners of care acquire units abroad and have them recognised at home"
FIRST_WORDS = "Learners of care acquire units abroad an"


def workbook(memorandum: str, chosen: str) -> str:
    """A memorandum (id, file code, objectives, valid from), and an agreement that names it."""
    return f"""
| Memoranda | id | file code | objectives | valid from |
| | {memorandum} |
| Agreements | id | learner | memorandum |
| | A1 | L1 | {chosen} |
| Learners | id | family name |
| | L1 | Virtanen |
"""


@pytest.mark.parametrize(
    ("memorandum", "chosen"),
    [
        (f"| | {OBJECTIVES} | 2026-09-01", FIRST_WORDS),
        ("| | | 2026-09-01", "2026-09-01"),
        (f"M1 | | {OBJECTIVES} | 2026-09-01", f"M1 · {FIRST_WORDS}"),
        (f"M1 | | {OBJECTIVES} | 2026-09-01", FIRST_WORDS),
        (f"M1 | MoU-1 | {OBJECTIVES} | 2026-09-01", "M1 · MoU-1"),
        (f"M1 | MoU-1 | {OBJECTIVES} | 2026-09-01", FIRST_WORDS),
    ],
    ids=["first words", "first day", "since numbered", "chosen before", "named", "named since it was chosen"],
)
def test_what_a_drop_down_shows_for_a_memorandum_is_that_memorandum(memorandum: str, chosen: str) -> None:
    register, findings = parse(sheets_from_markdown(workbook(memorandum, chosen)))
    assert [one.memorandum for one in register.agreements] == ["M1"]
    assert "WB08" not in {one.code for one in findings}


def test_a_pick_list_shows_the_first_words_of_a_memorandum_without_a_file_code() -> None:
    labels = all_labels(sheets_from_markdown(workbook(f"M1 | | {OBJECTIVES} | 2026-09-01", "M1")))
    assert labels["Memoranda"] == {"M1": f"M1 · {FIRST_WORDS}"}


def test_a_guess_is_spelt_as_on_the_sheet_and_a_list_is_typed_not_chosen() -> None:
    text = """
| Packages | id | targets |
| | K1 | Home car |
| Units | id | title |
| | U1 | Home Care |
"""
    _, findings = parse(sheets_from_markdown(text))
    (found,) = (one for one in findings if one.code == "WB08")
    assert "'Home Care'" in message(found)
    assert fix(found).startswith("type what stands on Units or Outcomes")


def test_a_sheet_says_at_its_first_header_what_it_is_for_and_wraps_what_is_typed_below_the_table() -> None:
    book = openpyxl.load_workbook(BLANK)
    learners = book["Learners"]
    told = [rule for rule in learners.data_validations.dataValidation if "A1" in rule.sqref]
    assert [rule.prompt for rule in told] == [BY_NAME["Learners"].about]
    assert learners.column_dimensions["G"].alignment.wrap_text
    assert learners.page_setup.fitToWidth == 1
    rare = {str(cell.value): cell.fill.fgColor.rgb for cell in book["Agreements"][1]}
    assert rare["Host"] != rare["Learner *"] == rare["Planned end *"]
