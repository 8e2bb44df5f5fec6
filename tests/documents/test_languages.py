"""The catalogues: every language says the same things, in its own typography, and promises no more than the others."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from documents.school_year import WORKBOOK, evaluated
from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.fields import sources_of
from ecvet_office.documents.learning_agreement import ENCLOSURES as AGREEMENT_ENCLOSURES
from ecvet_office.documents.memorandum import ENCLOSURES as MEMORANDUM_ENCLOSURES
from ecvet_office.documents.shipped import BUILDERS, TRANSLATED
from ecvet_office.documents.shipped_page import Labels
from ecvet_office.documents.term_marks import term_marks, term_sources, terms_list
from ecvet_office.documents.wording import Wording, catalogue, languages, wording, wordings
from ecvet_office.law.packaged import packaged_folder
from ecvet_office.model.errors import RuleBookError, UsageError
from ecvet_office.model.partners import FUNCTIONS
from ecvet_office.model.results import STEPS

LANGUAGES = ("de", "en", "es", "fi", "fr", "it", "nl", "pl")
OTHERS = tuple(one for one in LANGUAGES if one != "en")
NUMBER_FORMS = re.compile(r"-(1|few|n)$")
NO_BREAK, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def keys_of(language: str) -> set[str]:
    """Gives the keys of a catalogue, the forms of a counted noun as one."""
    return {NUMBER_FORMS.sub("", key) if key.startswith("word.") else key for key in wording(language).texts}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_eight_languages() -> None:
    assert languages() == LANGUAGES


def english_alone() -> set[str]:
    """Gives the keys of the sections of documents that exist in English alone; templates of all others are built."""
    sections = {key.partition(".")[0] for language in OTHERS for key in wording(language).texts}
    return {key for key in keys_of("en") if key.partition(".")[0] not in sections}


@pytest.mark.parametrize("language", OTHERS)
def test_no_language_lacks_a_key_or_has_one_that_no_other_has(language: str) -> None:
    assert sorted(keys_of("en") - keys_of(language) - english_alone()) == []
    assert sorted(keys_of(language) - keys_of("en")) == []


@pytest.mark.parametrize("language", OTHERS)
def test_texts_speak_of_the_same_facts_in_every_language(language: str) -> None:
    english, other = wording("en").texts, wording(language).texts
    assert {key for key in english.keys() & other if placeholders(english[key]) != placeholders(other[key])} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_has_blanks_around_it(language: str) -> None:
    texts = {key: text for key, text in wording(language).texts.items() if key != "word.separator"}
    assert {key for key, text in texts.items() if not text or text != text.strip()} == set()
    assert not any("\N{SOFT HYPHEN}" in text for text in texts.values())


class _Asked(Mapping[str, str]):
    """The texts of a catalogue, which remember what was asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts, self.asked = texts, set[str]()

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        return self.texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


BY_FAMILY = {
    "state": None,  # every state of a unit; the sample workbook has but some of them
    "step": STEPS,
    "function": tuple(one.replace(" ", "-") for one in FUNCTIONS),
    "enclosure": (*AGREEMENT_ENCLOSURES, *MEMORANDUM_ENCLOSURES),
}
ELSEWHERE = ("state.", "mail.", "amendment.", "agenda.lack-")
"""How the keys of texts begin that have tests of their own: of letters by e-mail, amendments, what a meeting lacks."""
SELDOM = {
    # said of stays that the sample workbook does not have
    *(f"word.{key}" for key in ("whole-unit-without-points", "part-of-unit-without-points", "points-alone")),
    *(f"word.{key}" for key in ("outside-units", "no-unit-recognised", "from", "until", "grade", "not-assessed")),
    *(f"word.{key}" for key in ("achieved-of-and-whole", "agreed-not-assessed", "agreed-not-achieved", "by-rule")),
    "agreement.other-enclosure",
    *("erasmus.mode-virtual", "erasmus.criteria-of-outcomes", "complement.signing"),
    *("prior.certified", "prior.formal", "prior.non-formal", "entry.by-hours", "entry.hours", "entry.months-about"),
    *("plan.begun", "plan.partly"),
}


def test_no_key_stands_in_the_catalogue_for_nothing() -> None:
    texts = _Asked(wording("en").texts)
    words = replace(wording("en"), texts=texts)
    other = replace(words, texts={key: f"<{text}>" for key, text in texts.texts.items()})
    for build in BUILDERS.values():
        build(Labels(words, other))
        build(Labels(other, words))
    evaluation = evaluated(WORKBOOK)
    sources = sources_of(evaluation, words)
    for kind in DOCUMENTS.values():
        for subject in kind.subjects(evaluation.register, ()):
            kind.fields(sources, subject)
    asked = texts.asked | {f"{family}.{name}" for family, names in BY_FAMILY.items() for name in names or ()}
    never = {key for key in texts if key not in asked | SELDOM and not key.startswith(ELSEWHERE)}
    assert {key for key in never if not NUMBER_FORMS.search(key)} == set()


# ----- the clause that must not promise -----

CLAUSES = ("agreement.commitment", "memorandum.procedures")
PROMISES = {
    "en": r"home institution (will|shall|must|validates|recognises|commits|undertakes)",
    "fr": r"institution d.origine (valide|reconnaît|validera|reconnaîtra|doit|s.engage)",
    "de": r"Herkunftseinrichtung (validiert|erkennt|wird|muss|verpflichtet)",
    "nl": r"thuisinstelling (valideert|erkent|zal|moet)|(zal|moet) de thuisinstelling",
    "it": r"istituzione di origine (convalida|riconosce|convaliderà|riconoscerà|deve|si impegna)",
    "es": r"institución de origen (valida|reconoce|validará|reconocerá|debe |deberá|se compromete)",
    "fi": r"[Kk]otilaitos (validoi|tunnustaa|sitoutuu)|kotilaitoksen (on|täytyy|tulee)",
    "pl": r"[Ii]nstytucja macierzysta (waliduje|uzna |uznaje je|musi|zobowiązuje)",
}


@pytest.mark.parametrize("key", CLAUSES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_institution_should_recognise_and_never_promises_to(language: str, key: str) -> None:
    clause = wording(language).texts[key]
    should = next(mark.words for mark in term_marks(language) if mark.term == "should")
    assert should in clause
    assert not re.search(PROMISES[language], clause)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_says_that_the_home_institution_validates_and_recognises(language: str) -> None:
    """The points follow a decision that was taken; wherever else the institution is named, the decision is open."""
    texts = {key: text for key, text in wording(language).texts.items() if key != "transcript.points-note"}
    open_questions = {"transcript.home-box-note"}  # decides whether to
    assert {key for key, text in texts.items() if re.search(PROMISES[language], text)} <= open_questions


# ----- typography -----


def test_french_signs_follow_blanks_that_do_not_break() -> None:
    for key, text in wording("fr").texts.items():
        if key == "word.separator":
            assert text == f"{NARROW}; "
            continue
        assert not re.search(r"[ ][:;?!»]", text), key
        assert not re.search(rf"[^{NO_BREAK}]:(?!\S)|[^{NARROW}][;?!]", text), key
        assert "'" not in text, f"{key}: the apostrophe of a typewriter"


def test_polish_words_of_one_letter_do_not_end_a_line() -> None:
    for key, text in wording("pl").texts.items():
        assert not re.search(r"(?<![\w{])[aiouwzAIOUWZ] (?=\S)", text), key


@pytest.mark.parametrize("language", OTHERS)
def test_a_number_stays_with_its_noun(language: str) -> None:
    counted = {key: text for key, text in wording(language).texts.items() if re.match(r"word\.(week|day)-", key)}
    assert counted
    assert all(text.startswith(f"{{count}}{NO_BREAK}") for text in counted.values())


@pytest.mark.parametrize("language", OTHERS)
def test_no_word_is_set_in_capitals(language: str) -> None:
    shouted = re.compile(r"\b[^\W\d_]{6,}\b")
    for key, text in wording(language).texts.items():
        assert not [word for word in shouted.findall(text) if word.isupper()], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_of_the_classes_stay_and_the_legend_explains_them(language: str) -> None:
    texts = wording(language).texts
    assert texts["form.kind"] == "K/S/C"
    assert re.match(r"K\W.+, S\W.+, C\W.+", texts["form.kinds-note"])


# ----- dates and numbers -----

DAYS = [
    ("en", "18 June 2009", "1 March 2025"),
    ("fr", f"18{NO_BREAK}juin 2009", f"1er{NO_BREAK}mars 2025"),
    ("de", f"18.{NO_BREAK}Juni 2009", f"1.{NO_BREAK}März 2025"),
    ("nl", f"18{NO_BREAK}juni 2009", f"1{NO_BREAK}maart 2025"),
    ("it", f"18{NO_BREAK}giugno 2009", f"1º{NO_BREAK}marzo 2025"),
    ("es", f"18{NO_BREAK}de junio de 2009", f"1{NO_BREAK}de marzo de 2025"),
    ("fi", f"18.{NO_BREAK}kesäkuuta 2009", f"1.{NO_BREAK}maaliskuuta 2025"),
    ("pl", f"18{NO_BREAK}czerwca 2009{NO_BREAK}r.", f"1{NO_BREAK}marca 2025{NO_BREAK}r."),
]


@pytest.mark.parametrize(("language", "of_the_act", "first_of_month"), DAYS)
def test_a_date_is_written_as_in_the_title_of_the_act(language: str, of_the_act: str, first_of_month: str) -> None:
    assert wording(language).day(date(2009, 6, 18)) == of_the_act
    assert wording(language).day(date(2025, 3, 1)) == first_of_month
    assert wording(language).day(date(2025, 3, 11)).startswith("11")
    assert wording(language).day(None) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_has_its_name_and_no_date_can_be_read_two_ways(language: str) -> None:
    days = [wording(language).day(date(2025, month, 4)) for month in range(1, 13)]
    assert len(set(days)) == 12
    assert all(re.fullmatch(r"4\D+2025\D*", day) for day in days)


NUMBERS = [
    ("en", "7.5", "1,234.5", "52.78 %"),
    ("fr", "7,5", f"1{NARROW}234,5", f"52,78{NO_BREAK}%"),
    ("de", "7,5", "1.234,5", f"52,78{NO_BREAK}%"),
    ("nl", "7,5", "1.234,5", "52,78%"),
    ("it", "7,5", "1.234,5", "52,78%"),
    ("es", "7,5", "1234,5", f"52,78{NO_BREAK}%"),
    ("fi", "7,5", f"1{NO_BREAK}234,5", f"52,78{NO_BREAK}%"),
    ("pl", "7,5", "1234,5", "52,78%"),
]


@pytest.mark.parametrize(("language", "small", "large", "share"), NUMBERS)
def test_points_have_the_signs_of_the_language(language: str, small: str, large: str, share: str) -> None:
    words = wording(language)
    assert words.points(Decimal("7.50")) == small
    assert words.points(Decimal("1234.5")) == large
    assert words.share(Decimal(95), Decimal(180)) == share
    assert words.points(Decimal(40)) == "40"
    assert words.points(Decimal("0.00001")).endswith("00001")
    assert words.points(None) == words.share(Decimal(1), Decimal(0)) == ""


@pytest.mark.parametrize(
    ("language", "number", "weeks"),
    [
        ("en", 1, "1 week"),
        ("en", 5, "5 weeks"),
        ("fr", 0, "0 semaine"),
        ("fr", 2, "2 semaines"),
        ("fi", 1, "1 viikko"),
        ("fi", 5, "5 viikkoa"),
        ("pl", 1, "1 tydzień"),
        ("pl", 2, "2 tygodnie"),
        ("pl", 5, "5 tygodni"),
        ("pl", 12, "12 tygodni"),
        ("pl", 22, "22 tygodnie"),
    ],
)
def test_a_counted_noun_takes_the_form_that_its_number_asks_for(language: str, number: int, weeks: str) -> None:
    assert wording(language).count("week", number).replace(NO_BREAK, " ") == weeks


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("noun", ["week", "day"])
def test_every_number_has_its_noun_and_no_form_is_there_for_nothing(language: str, noun: str) -> None:
    texts = _Asked(wording(language).texts)
    words = replace(wording(language), texts=texts)
    for number in range(200):
        words.count(noun, number)
    assert texts.asked == {key for key in texts if key.startswith(f"word.{noun}-")}


def test_a_language_is_named_in_the_language_of_the_document() -> None:
    assert wording("fr").language_name("fi") == "finnois"
    assert wording("en").language_name(" EN ") == "English"
    assert wording("de").language_name("Savo") == "Savo"


# ----- what may be asked for -----


def test_two_languages_are_asked_for_with_a_plus_in_the_order_in_which_they_stand() -> None:
    assert [one.language for one in wordings("Fi + FR") if one] == ["fi", "fr"]
    assert wordings("de") == (wording("de"), None)


@pytest.mark.parametrize("asked", ["en+en", "en+fr+de", "en+", "", "xx", "en+sv", "en-fr"])
def test_what_is_no_pair_of_our_languages_is_refused(asked: str) -> None:
    with pytest.raises(UsageError):
        wordings(asked)


# ----- marks -----


def stems(words: str) -> list[str]:
    return [word[: max(4, len(word) - 3)] for word in re.findall(r"\w+", words.casefold()) if len(word) > 3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_marked_term_stands_in_its_catalogue(language: str) -> None:
    texts = [text.casefold().replace(NO_BREAK, " ") for text in wording(language).texts.values()]
    for mark in term_marks(language):
        wanted = stems(mark.words) or [mark.words.casefold()]
        if mark.term != "knowledge, skills, competence":  # stands in the legend, one by one
            assert any(all(stem in text for stem in wanted) for text in texts), mark
    legend = wording(language).texts["form.kinds-note"].casefold()
    (classes,) = (mark.words for mark in term_marks(language) if mark.term == "knowledge, skills, competence")
    assert all(stem in legend for stem in stems(classes))


@pytest.mark.parametrize("language", OTHERS)
def test_the_same_terms_are_marked_in_every_language(language: str) -> None:
    assert {mark.term for mark in term_marks(language)} == {mark.term for mark in term_marks("en")}


def test_a_mark_says_whether_a_published_text_confirms_the_term() -> None:
    marks = {mark.term: mark for mark in term_marks("fr")}
    outcomes, points, home = marks["learning outcomes"], marks["ECVET points"], marks["home institution"]
    assert outcomes.standing == "confirmed"
    assert outcomes.source is not None
    assert outcomes.source.number == 13
    assert (points.standing, home.standing, home.source) == ("seen", "ours", None)


def test_the_whole_recommendation_was_read_in_english_and_german_only() -> None:
    """Elsewhere the clause on recognition is our own, but for its verb."""
    clause = "should validate and recognise"
    ours = {one for one in LANGUAGES for mark in term_marks(one) if mark.term == clause and mark.standing == "ours"}
    assert ours == {*LANGUAGES} - {"en", "de"}


def test_the_list_of_terms_in_the_folder_is_up_to_date() -> None:
    lying_there = packaged_folder("doc_templates").joinpath("terms.md").read_text(encoding="utf-8")
    assert lying_there == terms_list()
    assert "| home institution | thuisinstelling | ours, not checked |  |" in lying_there
    cited = {mark.source.number for one in LANGUAGES for mark in term_marks(one) if mark.source}
    assert cited == term_sources().keys()


@pytest.mark.parametrize("mark", ["", "✓", "✓9999", "?3", "confirmed", "✓x"])
def test_a_mark_that_is_none_is_our_mistake(mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecvet_office.documents.term_marks.catalogue", lambda _: {"marks": {"unit": ["unité", mark]}})
    with pytest.raises(RuleBookError, match="unit"):
        term_marks("fr")


def test_a_section_in_english_alone_is_of_a_document_in_english_alone() -> None:
    assert not english_alone() or set(BUILDERS) - TRANSLATED


def test_every_translated_document_is_one_of_ours() -> None:
    assert TRANSLATED.issubset(BUILDERS)
    assert all(isinstance(wording(one), Wording) and catalogue(one)["language"] for one in LANGUAGES)
