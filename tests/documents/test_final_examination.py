"""Papers where a final examination decides: they promise no points, and say what outcomes are worth."""

from __future__ import annotations

import pytest

from documents.filled import fields, sources, variant
from documents.school_year import WORKBOOK
from ecvet_office.documents.fields import Fields
from ecvet_office.documents.fields_outcomes import documented_text
from ecvet_office.documents.wording import wording

HEADER = "| Qualifications | id | title | title [fi] | eqf level |"
ROW = "| | Q1 | Vocational Qualification in Social and Health Care | Sosiaali- ja terveysalan perustutkinto | 4 |"
EXAMINED = variant(
    (HEADER, "| Qualifications | id | title | title [fi] | final examination | before the examination | eqf level |"),
    (ROW, ROW.replace("| 4 |", "| yes | prepares for the examination | 4 |")),
)
PREPARES = "documented; prepares for the final examination, no points now"


def rows(name: str) -> tuple[Fields, ...]:
    found = fields("transcript", "A1", EXAMINED)[name]
    assert isinstance(found, tuple)
    return found


def test_a_transcript_says_what_a_documented_unit_is_worth_and_awards_no_points() -> None:
    units = {unit["title"]: unit for unit in rows("units")}
    [unit] = [one for title, one in units.items() if str(title).startswith("U3")]
    assert (unit["status"], unit["unit_points"]) == (PREPARES, PREPARES)
    assert [one["awarded"] for one in rows("decisions")] == ["", ""]


def test_an_agreement_promises_no_points_where_a_final_examination_decides() -> None:
    assert fields("learning-agreement", "A1")["points_abroad"] == "40"
    assert fields("learning-agreement", "A1", EXAMINED)["points_abroad"] == "0"


@pytest.mark.parametrize("language", ["de", "en", "es", "fi", "fr", "it", "nl", "pl"])
def test_what_outcomes_are_worth_is_said_in_every_language(language: str) -> None:
    texts = {key: text for key, text in wording(language).texts.items() if key.startswith("state.documented")}
    assert len(set(texts.values())) == 3


def test_what_outcomes_are_worth_is_not_asked_where_units_are_recognised() -> None:
    made_from = sources(WORKBOOK)
    with pytest.raises(KeyError):
        documented_text(made_from, made_from.register.agreement["A1"])
