"""Whatever a document says is on its pages when LibreOffice prints it, however many and long its rows are."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from documents.filled import filled, variant
from ecvet_office.documents.plain_text import texts

pytestmark = pytest.mark.office

CASES = [
    ("transcript", 38, 2),  # one line of the differences fits beneath their heading at the foot of a page
    ("transcript", 3, 300),  # rows higher than a page
    ("assessment-sheet", 9, 85),  # a row as high as a page without the head of its table
    ("learning-agreement", 3, 200),
    ("complement", 17, 25),
]


def many_outcomes(number: int, words: int) -> str:
    """Gives the sample workbook with more outcomes in the first stay, each word of which stands nowhere else."""
    outcomes, results = "", ""
    for row in range(5, 5 + number):
        text = {name: " ".join(f"{name}{row}n{word}" for word in range(words)) for name in ("text", "crit", "strong")}
        outcomes += f"| | 3.{row} | U3 | S | {text['text']} | {text['crit']} |\n"
        results += (
            f"| | A1 | L1 | 3.{row} | yes | 2025-04-02 | | | 16 | 0-20 | | {text['strong']} | weak{row}n "
            f"| dev{row}n | rem{row}n |\n"
        )
    first_outcome, first_result = "| | 4.1 | U4 | K | Explains how", "| | A2 | L2 | 3.1 | yes | 2025-03-27 |"
    return variant((first_outcome, outcomes + first_outcome), (first_result, results + first_result))


@pytest.mark.parametrize(("document", "number", "words"), CASES)
def test_every_row_is_on_paper(
    to_pdf: Callable[[Path], Path],
    printed_text: Callable[[Path], str],
    tmp_path: Path,
    document: str,
    number: int,
    words: int,
) -> None:
    made = filled(document, "A1", many_outcomes(number, words))
    path = tmp_path / made.file_name
    path.write_bytes(made.data)
    marks = re.compile(r"(?:text|crit|strong|weak|dev|rem)\d+n\d*")
    said = set(marks.findall(texts(made.data)))
    assert len(said) > number
    assert said - set(marks.findall(printed_text(to_pdf(path)))) == set()
