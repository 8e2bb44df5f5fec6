"""Documents in other languages, and in two: the second beneath in grey, in the same order, never mixed into a line."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from lxml.etree import _Element as Element

from documents.filled import GOLDEN, KEPT_LANGUAGES, assert_golden, variant
from documents.school_year import WORKBOOK, evaluated
from ecvet_office.documents.bilingual import SECOND, asked_beside, may_differ, side_by_side
from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.fields import Fields, Sources, sources_of
from ecvet_office.documents.filling import fill, shipped_template
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.prepared import FilledDocument
from ecvet_office.documents.record_fit import missing, unused
from ecvet_office.documents.second_language import SECOND_STYLES
from ecvet_office.documents.shipped import BUILDERS, TRANSLATED, build_template, shipped_languages
from ecvet_office.documents.shipped_page import share_line
from ecvet_office.documents.template import Template, compile_template
from ecvet_office.documents.wording import wording
from ecvet_office.documents.wordml import value_of, w
from ecvet_office.model.errors import RuleBookError, UsageError
from ecvet_office.model.findings import Severity

BARE = "| | A2 | L2 | K2 | M1 | ready to sign | 2025-03-03 | 2025-03-30 | | | | | | | | | | |"
FULL = (
    "| | A2 | L2 | K2 | M1 | ready to sign | 2025-03-03 | 2025-04-11 | | | | 2 | 2025-02-17 | 2025-02-21 | 12 "
    "| Short-term learning mobility of VET learners | 2024-FI01-0001 | Second year; the first year is passed. |"
)
LAST_COMPANY = "| | A1 | R & D <Ltd> | 2025-03-24 | 2025-04-11 | | |"
TWO_COMPANIES = (
    "| | A2 | I4 | 2025-03-03 | 2025-03-21 | Luc Moreau | |\n| | A2 | R & D <Ltd> | 2025-03-24 | 2025-04-11 | | |"
)
EVERYTHING = variant((BARE, FULL), (LAST_COMPANY, f"{LAST_COMPANY}\n{TWO_COMPANIES}"))
"""The second stay has two guardians, an intermediary, two companies, virtual days, days of travel and progress."""
SUBJECTS = {"memorandum": "M1", "learning-agreement": "A1", "transcript": "A1"}
SUBJECTS |= {
    "europass-mobility": "A1",
    "unit-sheet": "U3",
    "recognition-letter": "A1",
    "refusal-letter": "L3-prior-learning",
}
SUBJECTS |= {"erasmus-agreement": "A1", "complement": "A1", "assessment-sheet": "A1"}
PAIRS = [*(("en", other) for other in ("fr", "de", "nl", "it", "es", "fi", "pl")), ("fi", "fr"), ("fr", "fi")]
TRANSLATIONS = variant(
    ("| | languages | en; fi |", "| | languages | en; fr |"),
    (
        "| Units | id | title | assessment procedure |\n| | U1 | Growth and participation |",
        "| Units | id | title | title [fr] | assessment procedure |\n| | U1 | Growth and participation | Croissance |",
    ),
    ("| | U2 | Promoting wellbeing and functional capacity |", "| | U2 | Promoting wellbeing | Bien-être |"),
    ("| | U3 | Working in home care |", "| | U3 | Working in home care | Soins à domicile |"),
    ("| | U4 | Working with older people |", "| | U4 | Working with older people | |"),
)


def made(document: str, language: str, text: str = WORKBOOK) -> FilledDocument:
    return next(one for one in fill(document, evaluated(text), language=language) if one.subject == SUBJECTS[document])


def body_of(data: bytes) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def runs_of(element: Element) -> Iterator[Element]:
    """Gives the runs that a reader sees; templates carry their tags once more in hidden ones."""
    return (run for run in element.iter(w("r")) if run.find(f"{w('rPr')}/{w('vanish')}") is None)


def languages_of_runs(data: bytes) -> Iterator[tuple[str, str]]:
    """Gives the style and the language of every run that a reader sees."""
    for run in runs_of(body_of(data)):
        yield value_of(run.find(w("rPr")), "rStyle"), value_of(run.find(w("rPr")), "lang")


# ----- what they say -----


@pytest.mark.parametrize("document", SUBJECTS)
@pytest.mark.parametrize("language", KEPT_LANGUAGES)
def test_a_document_in_another_language_reads_as_it_was_approved(document: str, language: str) -> None:
    code = language.replace("+", "-")
    assert_golden(f"{document}.{code}", texts(made(document, language).data))


@pytest.mark.parametrize("document", BUILDERS)
def test_every_document_is_kept_in_every_language_and_in_two(document: str) -> None:
    kept = {path.stem.removeprefix(f"{document}.") for path in GOLDEN.glob(f"{document}.*.txt")}
    assert {one.replace("+", "-") for one in KEPT_LANGUAGES} <= kept


@pytest.mark.parametrize("language", ["de", "es", "fi", "fr", "it", "nl", "pl"])
def test_no_english_label_is_left_in_a_document_in_another_language(language: str) -> None:
    for document in SUBJECTS:
        text = texts(made(document, language).data)
        sections = [key for key in wording("en").texts if re.match(r"\w+\.(section-|document|subject)", key)]
        own = set(wording(language).texts.values())
        english = {wording("en").texts[key] for key in sections} - own
        assert not [line for line in text.splitlines() if line in english]


def test_the_order_of_the_two_languages_is_the_order_asked_for() -> None:
    first, second = (texts(made("learning-agreement", one).data) for one in ("fi+fr", "fr+fi"))
    assert "Alkamispäivä · Date de début" in first
    assert "Date de début · Alkamispäivä" in second
    assert "3. maaliskuuta 2025\n3 mars 2025" in first.replace("\N{NO-BREAK SPACE}", " ")


def test_what_both_languages_say_alike_is_printed_once() -> None:
    text = texts(made("learning-agreement", "en+fr").data)
    assert "E-mail | mobility@satakunta.example" in text
    assert text.count("40\n40") == 0
    assert "U3: Observation at work" in text
    assert "U3\N{NO-BREAK SPACE}: Observation" not in text


def test_the_foot_stays_in_the_first_language() -> None:
    assert texts(made("transcript", "fi+fr").data).splitlines()[-1].startswith("Henkilökohtainen opintosuoritusote A1")


# ----- translated texts of the workbook -----


def test_a_text_is_printed_in_the_language_of_the_document_where_the_workbook_has_it() -> None:
    assert "U3 Soins à domicile" in texts(made("transcript", "fr", TRANSLATIONS).data)
    both = texts(made("transcript", "en+fr", TRANSLATIONS).data)
    assert "U3 Working in home care\nU3 Soins à domicile" in both
    assert "Soins" not in texts(made("transcript", "en", TRANSLATIONS).data)


@pytest.mark.parametrize("language", ["fr", "en+fr", "fr+en"])
def test_a_missing_translation_is_a_warning_where_the_document_asks_for_it(language: str) -> None:
    transcript = made("transcript", language, TRANSLATIONS)
    missing_texts = [one for one in transcript.findings if one.code == "DO02"]
    titles = {
        str(one.place) for one in missing_texts if one.place.sheet == "Units" and dict(one.facts)["column"] == "Title"
    }
    assert titles == {"Units!B5"}  # U4: the others are translated
    assert {dict(one.facts)["language"] for one in missing_texts} == {"fr"}
    assert {one.severity for one in missing_texts} == {Severity.WARNING}
    assert "Working with older people" in texts(transcript.data)


def test_no_translation_is_asked_for_into_the_language_of_the_workbook() -> None:
    assert not [one for one in made("transcript", "en", TRANSLATIONS).findings if one.code == "DO02"]


def test_where_the_settings_name_no_language_the_texts_are_taken_for_the_first_of_the_document() -> None:
    silent = variant(("| | languages | en; fi |\n", ""))
    plain = made("transcript", "fr", silent)
    both = made("transcript", "en+fr", silent)
    assert not [one for one in plain.findings if one.code == "DO02"]
    assert {dict(one.facts)["language"] for one in both.findings if one.code == "DO02"} == {"fr"}


def test_titles_in_other_languages_are_those_that_the_document_does_not_print() -> None:
    assert "Title in other languages | Sosiaali- ja terveysalan perustutkinto" in texts(
        made("learning-agreement", "en").data
    )
    assert "Title in other languages" not in texts(made("learning-agreement", "en+fi").data)


# ----- templates -----


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_records_and_templates_in_two_languages_fit(document: str, pair: tuple[str, str]) -> None:
    template = shipped_template(document, "-".join(pair))
    for text in (WORKBOOK, variant(("| | coordinator | I1 |", "| | coordinator | I1 |\n| | points | no |"))):
        for record in records(document, pair, template, text):
            assert missing(template, record) == ()
            assert unused(template, record) == ()


def records(document: str, pair: tuple[str, str], template: Template, text: str) -> Iterator[Fields]:
    evaluation = evaluated(text)
    first, second = (sources_of(evaluation, wording(one)) for one in pair)
    for subject in DOCUMENTS[document].subjects(evaluation.register, ()):
        fields = DOCUMENTS[document].fields
        yield side_by_side(fields(first, subject), fields(second, subject), asked_beside(template))


def disguised(sources: Sources) -> Sources:
    """Gives sources in a language in which every word and every date is another."""
    words = {key: f"«{text}»" for key, text in sources.wording.texts.items()}
    other = replace(sources.wording, texts=words, day_pattern="d/M/y", first_day_pattern="d/M/y")
    return replace(sources, wording=other)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_field_that_differs_between_languages_has_room_for_the_second(document: str) -> None:
    evaluation = evaluated(WORKBOOK)
    plain = sources_of(evaluation, wording("en"))
    fields = DOCUMENTS[document].fields
    for subject in DOCUMENTS[document].subjects(evaluation.register, ()):
        assert differing(fields(plain, subject), fields(disguised(plain), subject)) == set()


def differing(first: Mapping[str, object], second: Mapping[str, object]) -> set[str]:
    """Gives the names of texts that differ although they are said to be the same in every language."""
    found: set[str] = set()
    for key, value in first.items():
        other = second[key]
        if isinstance(value, str) and value != other and not may_differ(key):
            found.add(key)
        elif isinstance(value, tuple) and isinstance(other, tuple):
            found = found.union(*(differing(one, two) for one, two in zip(value, other, strict=True)))
    return found


def test_a_field_of_the_second_language_stands_beneath_the_first_and_goes_with_its_text() -> None:
    template = compile_template(build_template("learning-agreement", "en", "fr"), "template")
    paths = [field.path for field in template.fields if field.kind == "text"]
    assert paths[paths.index("stay") + 1] == f"{SECOND}stay"
    assert f"units[].{SECOND}title" in paths
    assert f"{SECOND}learner.name" not in paths
    assert not any(path.endswith("learner.male") and SECOND in path for path in paths)


def test_repeats_of_different_length_in_two_languages_are_our_mistake() -> None:
    with pytest.raises(RuleBookError, match="repeats 1 times in one language and 0 times in the other"):
        side_by_side({"units": ({"title": "a"},)}, {"units": ()}, {f"units[].{SECOND}title"})


def test_a_field_around_a_repeat_may_be_asked_for_inside_it() -> None:
    asked = frozenset({f"{SECOND}title", f"units[].{SECOND}title"})
    record = side_by_side({"title": "a", "units": ({"id": "1"},)}, {"title": "b", "units": ({"id": "1"},)}, asked)
    assert record == {"title": "a", f"{SECOND}title": "b", "units": ({"id": "1"},)}


def test_a_template_in_two_languages_can_be_filled_in_one() -> None:
    template = shipped_template("transcript", "en-fr")
    sources = sources_of(evaluated(WORKBOOK), wording("en"))
    record = DOCUMENTS["transcript"].fields(sources, "A1")
    assert missing(template, side_by_side(record, record, asked_beside(template))) == ()


@pytest.mark.parametrize("document", BUILDERS)
@pytest.mark.parametrize("second", ["", "fr"])
def test_every_run_says_its_language(document: str, second: str) -> None:
    runs = [*languages_of_runs(build_template(document, "en", second or None))]
    both = {"fr-FR"} if second else set[str]()
    assert {language for style, language in runs if style not in (*SECOND_STYLES, "PlaceholderText")} == {"en-GB"}
    assert {language for style, language in runs if style in SECOND_STYLES} == both
    assert {language for style, language in runs if style == "PlaceholderText"} == {"en-GB"} | both


def test_every_run_of_a_filled_document_says_its_language() -> None:
    runs = [*languages_of_runs(made("learning-agreement", "fi+fr").data)]
    assert {language for style, language in runs if style in SECOND_STYLES} == {"fr-FR"}
    assert {language for style, language in runs if style not in SECOND_STYLES} == {"fi-FI"}


@pytest.mark.parametrize("document", BUILDERS)
def test_no_line_holds_two_languages_without_a_point_between(document: str) -> None:
    """Between a run of the first language and one of the second there is a line's end, or a point of its own."""
    for paragraph in body_of(build_template(document, "en", "fr")).iter(w("p")):
        languages: list[str] = []
        for run in runs_of(paragraph):
            text_of_run = "".join(text.text or "" for text in run.iter(w("t")))
            if run.find(w("br")) is not None or text_of_run == " · ":
                languages = []
            elif text_of_run.strip(" ☐·…"):
                languages.append(value_of(run.find(w("rPr")), "lang"))
            assert len(set(languages)) < 2, "".join(text.text or "" for text in paragraph.iter(w("t")))


@pytest.mark.parametrize(("letters", "is_shared"), [(26, False), (27, True), (28, True), (0, False)])
def test_two_languages_share_a_line_that_holds_both_and_the_point_between(letters: int, is_shared: bool) -> None:
    assert len("Start date · Date de début2") == 27
    assert share_line("Start date", "Date de début2", letters) is is_shared


def test_a_heading_that_both_languages_share_says_its_number_once() -> None:
    lines = texts(made("learning-agreement", "en+fr").data).splitlines()
    assert "7  Signatures" in lines
    assert "6  Validation and recognition · Validation et reconnaissance" in lines


@pytest.mark.parametrize("document", BUILDERS)
def test_nothing_is_set_in_capitals_by_a_style(document: str) -> None:
    with zipfile.ZipFile(io.BytesIO(build_template(document, "en", "fr"))) as package:
        assert not any(b"w:caps" in package.read(name) for name in package.namelist())


def test_the_languages_that_lie_in_the_folder_are_eight_alone_and_seven_beside_english() -> None:
    for document in TRANSLATED:
        languages = shipped_languages(document)
        assert len([one for one, second in languages if second is None]) == 8
        assert {one for one, second in languages if second} == {"en"}
        assert len(languages) == 15


def test_a_pair_that_lies_in_no_file_is_put_together_when_it_is_asked_for() -> None:
    assert shipped_template("memorandum", "pl-it").name == "memorandum.pl-it.docx"


@pytest.mark.parametrize("code", ["pl-sv", "sv-pl", "sv"])
def test_a_language_without_a_catalogue_makes_no_template(code: str) -> None:
    with pytest.raises(UsageError, match=f"does not exist in the language '{code}'"):
        shipped_template("memorandum", code)


def test_the_languages_stand_in_the_name_of_the_file() -> None:
    assert made("transcript", "en").file_name == "transcript_A1_L1.docx"
    assert made("transcript", "fr").file_name == "transcript.fr_A1_L1.docx"
    assert made("transcript", "en+fr").file_name == "transcript.en-fr_A1_L1.docx"


@pytest.mark.office
@pytest.mark.parametrize("document", SUBJECTS)
@pytest.mark.parametrize("language", ["pl", "en+fr", "fi+fr"])
def test_documents_in_other_languages_are_valid(
    validate_office: Callable[[Path], None], tmp_path: Path, document: str, language: str
) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(made(document, language).data)
    validate_office(path)


@pytest.mark.office
@pytest.mark.parametrize("language", ["de", "es", "fi", "fr", "it", "nl", "pl", "en+fr", "en+de", "en+es", "fi+fr"])
def test_an_agreement_in_another_language_or_in_two_has_four_pages(
    to_pdf: Callable[[Path], Path], tmp_path: Path, language: str
) -> None:
    path = tmp_path / "agreement.docx"
    path.write_bytes(made("learning-agreement", language).data)
    assert len(re.findall(rb"/Type\s*/Page\b", to_pdf(path).read_bytes())) <= 4


@pytest.mark.office
@pytest.mark.parametrize("language", ["en+es", "en+nl", "es+it", "pl+fr"])
def test_an_agreement_of_a_minor_with_two_guardians_has_four_pages_in_the_languages_of_the_longest_words(
    to_pdf: Callable[[Path], Path], tmp_path: Path, language: str
) -> None:
    path = tmp_path / "agreement.docx"
    path.write_bytes(next(one for one in fill("learning-agreement", evaluated(), ("L2",), language)).data)
    assert "Olli Berg" in texts(path.read_bytes())
    assert len(re.findall(rb"/Type\s*/Page\b", to_pdf(path).read_bytes())) <= 4


@pytest.mark.office
@pytest.mark.parametrize("language", ["en", "en+es", "en+fr", "pl+fr"])
def test_an_agreement_with_everything_has_four_pages(
    to_pdf: Callable[[Path], Path], tmp_path: Path, language: str
) -> None:
    path = tmp_path / "agreement.docx"
    agreements = fill("learning-agreement", evaluated(EVERYTHING), ("L2",), language)
    path.write_bytes(next(one.data for one in agreements if one.subject == "A2"))
    said = texts(path.read_bytes())
    assert all(part in said for part in ("Eva Berg", "Olli Berg", "EuroMobility", "Luc Moreau", "R & D <Ltd>"))
    assert len(re.findall(rb"/Type\s*/Page\b", to_pdf(path).read_bytes())) == 4
