"""The papers of a recognition meeting: the agenda decides nothing, and the minutes tell what was decided on the day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from documents.filled import KEPT_LANGUAGES, assert_golden
from documents.recognition_meeting import DAY, DECIDED, of_a_large_class, of_the_class, paper, shown
from ecvet_office.documents.bilingual import asked_beside, side_by_side
from ecvet_office.documents.document_kinds import DOCUMENTS, OF_A_MEETING, documents_in_all
from ecvet_office.documents.fields import sources_of
from ecvet_office.documents.filling import fill, prepare, shipped_template
from ecvet_office.documents.meeting_agenda import LACKS
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.record_fit import missing, unused
from ecvet_office.documents.shipped import build_template
from ecvet_office.documents.verifying import changes, values_today, verify
from ecvet_office.documents.wording import languages, wording
from ecvet_office.evaluation import evaluate
from ecvet_office.workbook.markdown import sheets_from_markdown

EVERY_PAPER = pytest.mark.parametrize("document", OF_A_MEETING)
NONE = re.compile(r"\bNone\b")


# --- what they say --------------------------------------------------------------------------------------------------


@EVERY_PAPER
def test_a_paper_of_the_meeting_reads_as_it_was_approved(document: str) -> None:
    assert_golden(f"{document}-of-a-class", shown(document, of_the_class()))


@EVERY_PAPER
@pytest.mark.parametrize("language", KEPT_LANGUAGES)
def test_a_paper_in_another_language_reads_as_it_was_approved(document: str, language: str) -> None:
    assert_golden(f"{document}.{language.replace('+', '-')}", shown(document, of_the_class(), language))


@pytest.mark.parametrize(
    "line",
    [
        "\nL1 Aino Virtanen, Practical nurse\n",
        "U2 Working in home care / Validation: the whole unit | 3 of 3 | 20 March 2026 to 9 April 2026 / Claire Dubois",
        "U2 Working in home care / Validation: 2.1 | 1 of 2; the whole unit has 3 | 8 April 2026 to 9 April 2026",
        " / Claire Dubois | 40 | 2.2 is not achieved\n",
        "L2 Bruno Berg | 2.3  Works alone and safely | U2 Working in home care | 9 April 2026 / Claire Dubois",
        "L4 Deniz Şahin | U3 Working with older people | requires unit U1, which is not recognised",
        "L2 Bruno Berg | 2.2  Carries out a home visit / U2 Working in home care | not achieved / 8 April 2026 | A2, ",
    ],
)
def test_an_agenda_says(line: str) -> None:
    assert line in shown("meeting-agenda", of_the_class(decided=""))


def test_an_agenda_says_the_same_once_the_meeting_has_decided() -> None:
    assert shown("meeting-agenda", of_the_class()) == shown("meeting-agenda", of_the_class(decided=""))


@pytest.mark.parametrize(
    "line",
    [
        "U2 Working in home care | validated | Maija Koskinen, Mobility coordinator |  | ",
        "U2 Working in home care | recognised | Pekka Lahti, Head of department | 40 | ",
        "2.3  Works alone and safely | refused | Pekka Lahti, Head of department |  | Nobody at home had agreed on it.",
    ],
)
def test_minutes_say(line: str) -> None:
    assert f"\n{line}\n" in shown("meeting-minutes", of_the_class())


def test_minutes_leave_open_who_was_present_and_who_signs() -> None:
    text = shown("meeting-minutes", of_the_class())
    assert text.count("\n |  |  | ") == 4
    assert "Chair of the meeting / Satakunta Example Vocational College |  |  | \n" in text
    assert "Minutes taken by |  |  | \n" in text


def test_the_note_on_review_stands_where_something_was_refused_alone() -> None:
    note = wording("en").text("minutes.review")
    assert note in shown("meeting-minutes", of_the_class())
    without = "\n".join(line for line in DECIDED.splitlines() if "refused" not in line)
    assert note not in shown("meeting-minutes", of_the_class(decided=without))


def test_decisions_of_another_day_or_of_nobody_are_in_no_minutes() -> None:
    text = shown("meeting-minutes", of_the_class())
    assert "Şahin" not in text  # decided on the day after
    assert "1.1" not in text  # validated by nobody
    of_the_day_after = paper("meeting-minutes", of_the_class(), day=DAY + timedelta(days=1))
    assert "\nL4 Deniz Şahin, Practical nurse\n" in texts(of_the_day_after.filled().data)


def test_a_recognition_without_effect_gives_no_points() -> None:
    """Unit U3 requires U1, which nobody recognised."""
    of_the_day_after = paper("meeting-minutes", of_the_class(), day=DAY + timedelta(days=1))
    line = "U3 Working with older people | recognised | Pekka Lahti, Head of department |  | "
    assert f"\n{line}\n" in texts(of_the_day_after.filled().data)


@EVERY_PAPER
def test_without_points_no_paper_speaks_of_them(document: str) -> None:
    assert re.search(r"points|Points", shown(document, of_the_class()))
    text = shown(document, of_the_class(points="no"))
    assert not re.search(r"points|Points", text)
    assert "Working in home care" in text


def test_where_nothing_is_ready_an_agenda_says_so() -> None:
    text = shown("meeting-agenda", of_the_class(decided=DECIDED.replace("2026-06-12", "2026-06-01")))
    assert "\nNothing is ready to be decided.\n" in text
    assert "Unit, next step" not in text


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("end", sorted({*LACKS.values()}))
def test_whatever_is_missing_is_said_in_every_language(language: str, end: str) -> None:
    said = wording(language).text(f"agenda.lack-{end}", about="U1", day="12 June 2026")
    assert "U1" in said


# --- which there are ------------------------------------------------------------------------------------------------


@EVERY_PAPER
def test_there_is_one_for_each_day_on_which_something_was_decided(document: str) -> None:
    days = ["2026-05-05", "2026-05-06", "2026-06-12", "2026-06-13"]
    assert [one.subject for one in fill(document, of_the_class())] == days
    assert [one.subject for one in fill(document, of_the_class(), ("L4",))] == [days[0], days[3]]


def test_a_day_that_is_named_has_minutes_only_if_something_was_decided_on_it() -> None:
    evaluation, day = of_the_class(), date(2026, 6, 1)
    assert [one.subject for one in prepare("meeting-agenda", evaluation, days=(day,))] == ["2026-06-01"]
    assert [*prepare("meeting-minutes", evaluation, days=(day,))] == []


def test_a_day_that_is_named_has_an_agenda_only_if_something_is_before_the_meeting() -> None:
    assert [
        *prepare("meeting-agenda", evaluate(sheets_from_markdown("| Learners | id |\n| | L1 |"), DAY), days=(DAY,))
    ] == []


@EVERY_PAPER
def test_names_of_files_tell_the_day_and_no_learner(document: str) -> None:
    made = next(prepare(document, of_the_class(), language="en+fr", days=(DAY,)))
    assert (made.file_name, made.learner) == (f"{document}.en-fr_2026-06-12.docx", "")


def test_whoever_asks_for_all_documents_gets_none_of_a_meeting() -> None:
    assert OF_A_MEETING == ("meeting-agenda", "meeting-minutes")
    assert set(OF_A_MEETING).isdisjoint(documents_in_all(of_the_class().register))


# --- what holds them back -------------------------------------------------------------------------------------------


def test_minutes_rest_on_their_decisions_and_an_agenda_on_no_learner() -> None:
    skipped = DECIDED.replace("| | L1 | Q1 | U2 | A1 | validated | H1 | 2026-06-12 | |\n", "")
    evaluation = of_the_class(decided=skipped)
    (minutes,) = prepare("meeting-minutes", evaluation, days=(DAY,))
    assert minutes.is_held_back
    assert ("RE04", "Decisions!E5") in {(one.code, str(one.place)) for one in minutes.findings}
    (agenda,) = prepare("meeting-agenda", evaluation, days=(DAY,))
    assert (agenda.is_held_back, agenda.findings) == (False, ())


# --- where they came from -------------------------------------------------------------------------------------------


@EVERY_PAPER
def test_a_paper_is_verified_and_compared_with_the_workbook_of_today(document: str) -> None:
    evaluation = of_the_class()
    made = paper(document, evaluation, "en+fr").filled()
    found = verify(made.data, made.file_name)
    assert found.is_same
    assert changes(found.origin, values_today(evaluation, found.origin)["2026-06-12"]) == ()


def test_minutes_tell_what_was_entered_since() -> None:
    made = paper("meeting-minutes", of_the_class()).filled()
    origin = verify(made.data, made.file_name).origin
    corrected = of_the_class(decided=DECIDED.replace("Nobody at home", "Nobody"))
    (change,) = changes(origin, values_today(corrected, origin)["2026-06-12"])
    assert (change.field, change.today) == ("learners[2].decisions[2].reason", "Nobody had agreed on it.")


def test_an_agenda_of_a_day_on_which_nothing_was_decided_is_compared_too() -> None:
    evaluation, day = of_the_class(decided=""), date(2026, 6, 1)
    made = paper("meeting-agenda", evaluation, day=day).filled()
    origin = verify(made.data, made.file_name).origin
    assert [*values_today(evaluation, origin)] == ["2026-06-01"]


# --- their templates ------------------------------------------------------------------------------------------------


@EVERY_PAPER
@pytest.mark.parametrize("points", ["yes", "no"])
def test_records_and_templates_fit_in_any_two_languages(document: str, points: str) -> None:
    evaluation = of_the_class(points=points)
    for pair in (("en", "fr"), ("pl", "fi"), ("de", "es"), ("it", "nl")):
        template = shipped_template(document, "-".join(pair))
        first, second = (DOCUMENTS[document].fields(sources_of(evaluation, wording(one)), "2026-06-12") for one in pair)
        record = side_by_side(first, second, asked_beside(template))
        assert (missing(template, record), unused(template, record)) == ((), ())


@EVERY_PAPER
@pytest.mark.parametrize("language", languages())
def test_no_paper_shows_a_word_of_the_program(document: str, language: str) -> None:
    assert not NONE.search(shown(document, of_the_class(), language))


@pytest.mark.office
@EVERY_PAPER
@pytest.mark.parametrize("language", ["en", "fi+fr", "pl+de"])
def test_papers_and_their_templates_are_valid(
    validate_office: Callable[[Path], None], tmp_path: Path, document: str, language: str
) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(paper(document, of_the_class(), language).filled().data)
    validate_office(path)
    first, _, second = language.partition("+")
    path.write_bytes(build_template(document, first, second or None))
    validate_office(path)


@pytest.mark.office
@EVERY_PAPER
def test_whatever_a_paper_says_of_a_large_class_is_printed(
    to_pdf: Callable[[Path], Path], printed_text: Callable[[Path], str], tmp_path: Path, document: str
) -> None:
    made = paper(document, of_a_large_class(), "de+fr").filled()
    path = tmp_path / made.file_name
    path.write_bytes(made.data)
    learners = re.compile(r"\bL[0-9]{1,3}\b")
    said = learners.findall(texts(made.data))
    assert len(said) > 50
    assert sorted(learners.findall(printed_text(to_pdf(path)))) == sorted(said)
