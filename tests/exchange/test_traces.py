"""Traces of a person are found as whole words, in cells and parts, also where a text is cut into runs."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from ecvet_office.exchange.traces import MOST_TOLD, Sighting, Traces, found_in_text, sightings_in_package, told

TRACES = Traces({"aino virtanen": "the full name", "a.v@x.example": "the e-mail"}, {"virtanen": "the family name"},
                date(2006, 5, 14))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ask Aino  VIRTANEN today", [("the full name", True)]),
        ("(Virtanen)", [("the family name", False)]),
        ("Virtanenova", []),
        ("mail to a.v@x.example.", [("the e-mail", True)]),
        ("born 14.5.2006", [("the date of birth", False)]),
        ("2006-05-14", [("the date of birth", False)]),
        ("", []),
    ],
)
def test_a_trace_is_found_as_a_whole_word_whatever_its_capitals(text: str, found: list[tuple[str, bool]]) -> None:
    assert found_in_text(text, TRACES) == found


def test_a_name_cut_into_runs_is_found_and_two_texts_make_no_name(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w><p><r>Ai</r><r>no Virta</r><r>nen</r></p></w>")
        archive.writestr("word/other.xml", "<w><p>Aino</p><p>Virtanen</p></w>")
    assert sightings_in_package(path.read_bytes(), TRACES) == (
        Sighting("part word/document.xml", "the full name", True),
        Sighting("part word/other.xml", "the family name", False),
    )


def test_what_is_no_zip_holds_nothing_that_can_be_found() -> None:
    assert sightings_in_package(b"Aino Virtanen", TRACES) == ()


def test_a_part_in_which_nothing_stands_is_looked_into_once(tmp_path: Path) -> None:
    silent: set[bytes] = set()
    for text in ("nobody", "Aino Virtanen", "Aino Virtanen"):
        path = tmp_path / f"{text}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("word/styles.xml", "<styles/>")
            archive.writestr("word/document.xml", f"<text>{text}</text>")
        found = sightings_in_package(path.read_bytes(), TRACES, silent)
        assert {one.place for one in found} == ({"part word/document.xml"} if text != "nobody" else set())
    assert len(silent) == 2


def test_traces_that_others_may_share_are_told_in_one_line() -> None:
    many = [Sighting(f"Notes!A{number}", "the family name", False) for number in range(1, MOST_TOLD + 3)]
    lines = list(told([Sighting("Notes!B1", "the full name", True), *many]))
    assert lines[0] == "Notes!B1: the full name"
    assert lines[1].endswith("and 2 further places: the family name, which may be somebody else's")
    assert len(lines) == 2
