"""Headers and titles in other languages than English."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecvet_office.model.findings import Finding
from ecvet_office.workbook.header_words import Language, english_words, languages, plain_word, table_titled, words_of
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Sheet
from ecvet_office.workbook.tables import Table
from handmade_workbooks import Shape, grids_of, write_ods, write_xlsx

LANGUAGES = languages()
MOST_USED = (
    "family_name", "given_names", "date_of_birth", "sex", "nationality", "address", "email", "telephone", "class_name",
    "qualification",
)  # fmt: skip


def read_headers(title: str, *headers: str) -> tuple[Sheet, list[Finding]]:
    line = " | ".join(headers)
    sheets = sheets_from_markdown(f"| {title} | {line} |\n|" + " | x" * len(headers) + " |")
    return sheets.sheets[0], list(sheets.findings)


def test_seven_languages_are_known() -> None:
    names = {language.name for language in LANGUAGES}
    assert names == {"Dutch", "Finnish", "French", "German", "Italian", "Polish", "Spanish"}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.name)
def test_every_word_belongs_to_a_field_of_the_layout(language: Language) -> None:
    fields = {column.key for table in BY_NAME.values() for column in table.columns}
    assert language.headers.keys() <= fields
    assert language.titles.keys() <= BY_NAME.keys()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.name)
def test_within_a_table_a_word_names_one_field(language: Language) -> None:
    clashes = [
        (table.name, plain_word(word), column.key)
        for table in BY_NAME.values()
        for column in table.columns
        for word in language.headers.get(column.key, ())
        if words_of(language, table)[plain_word(word)] != column.key
        or english_words(table).get(plain_word(word), column.key) != column.key
    ]
    assert clashes == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.name)
def test_a_title_names_one_table(language: Language) -> None:
    titles = [plain_word(title) for titles in language.titles.values() for title in titles]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.name)
def test_the_most_used_headers_of_learners_are_understood(language: Language) -> None:
    headers = [language.headers[field][0] for field in MOST_USED]
    sheet, findings = read_headers("Learners", *headers)
    assert tuple(sheet.columns) == MOST_USED
    (said,) = findings
    assert (said.code, str(said.place)) == ("WB23", "Learners!1")
    assert dict(said.facts)["language"] == language.name


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.name)
def test_every_word_of_a_table_is_understood_beside_another_of_its_language(language: Language) -> None:
    table = BY_NAME["Results"]
    for column in table.columns:
        for word in language.headers.get(column.key, ()):
            others = [language.headers[key][0] for key in ("learner", "outcome", "date") if key != column.key]
            sheet, _ = read_headers("Results", word, *others)
            assert column.key in sheet.columns, word


@pytest.mark.parametrize(
    ("headers", "columns"),
    [
        (("NOM DE FAMILLE", "Prénom *"), {"family_name": "A", "given_names": "B"}),
        (("nom de famille", "prenom"), {"family_name": "A", "given_names": "B"}),
        (("Nom", "Pre\u0301nom"), {"family_name": "A", "given_names": "B"}),
        (("Name", "Vorname"), {"family_name": "A", "given_names": "B"}),
        (("Nazwisko", "Imie"), {"family_name": "A", "given_names": "B"}),
        (("id", "Nachname", "Geburtsdatum"), {"id": "A", "family_name": "B", "date_of_birth": "C"}),
    ],
)
def test_capitals_accents_and_stars_do_not_matter(headers: tuple[str, ...], columns: dict[str, str]) -> None:
    sheet, _ = read_headers("Learners", *headers)
    assert dict(sheet.columns) == columns


def test_a_text_in_a_further_language_may_bear_a_translated_header() -> None:
    sheet, _ = read_headers("Units", "Kennung", "Bezeichnung der Qualifikation", "Bezeichnung der Qualifikation [fr]")
    assert dict(sheet.columns) == {"id": "A", "title": "B", "title [fr]": "C"}


def test_one_word_of_another_language_is_not_taken_but_explained() -> None:
    sheet, findings = read_headers("Learners", "id", "family name", "Geburtsdatum")
    assert "date_of_birth" not in sheet.columns
    (said,) = findings
    assert (said.code, str(said.place)) == ("WB02", "Learners!C1")
    assert dict(said.facts)["guess"] == " (did you mean 'Date of birth'?)"


def test_a_misspelt_header_is_guessed_in_the_language_of_the_sheet() -> None:
    _, findings = read_headers("Learners", "Nachnahme", "Vorname", "Geburtsdatum")
    guesses = {dict(one.facts)["found"]: dict(one.facts)["guess"] for one in findings if one.code == "WB02"}
    assert guesses == {"Nachnahme": " (did you mean 'Nachname'?)"}


def test_words_of_two_languages_count_in_the_one_that_has_more() -> None:
    sheet, findings = read_headers("Learners", "Nachname", "Vorname", "Geburtsdatum", "prénom", "nationalité")
    assert set(sheet.columns) == {"family_name", "given_names", "date_of_birth"}
    assert [dict(one.facts)["language"] for one in findings if one.code == "WB23"] == ["German"]


def test_english_goes_before_every_other_language() -> None:
    sheet, findings = read_headers("Learners", "family name", "given names", "date of birth")
    assert tuple(sheet.columns) == ("family_name", "given_names", "date_of_birth")
    assert findings == []


def test_a_translated_header_that_stands_twice_is_said() -> None:
    _, findings = read_headers("Learners", "Nachname", "Vorname", "Familienname")
    assert [one.code for one in findings] == ["WB17", "WB23"]


@pytest.mark.parametrize(("title", "table"), [("Apprenants", "Learners"), ("ÉLÈVES", "Learners"), ("unità", "Units")])
def test_a_translated_title_names_its_table(title: str, table: str) -> None:
    assert table_titled(title) is BY_NAME[table]


def test_an_english_title_or_a_stranger_is_no_translated_one() -> None:
    assert table_titled("Learners") is None
    assert table_titled("My own") is None


@pytest.mark.parametrize("extension", [".ods", ".xlsx"])
def test_a_sheet_with_a_translated_title_and_headers_is_read(extension: str, tmp_path: Path) -> None:
    grids = grids_of("| Lernende | Liste | |\n| | Nachname | Vorname |\n| | Virtanen | Aino |")
    path = tmp_path / f"plan{extension}"
    path = write_ods(path, grids) if extension == ".ods" else write_xlsx(path, grids, Shape(has_table=False))
    (sheet,) = read(path).sheets
    assert (sheet.table.name, sheet.title, sheet.header_row, len(sheet.rows)) == ("Learners", "Lernende", 2, 1)


def test_a_sheet_of_ones_own_that_bears_a_translated_title_is_left_alone(tmp_path: Path) -> None:
    grids = grids_of("| Documents | name of the file | where |\n| | plan | shelf 3 |")
    sheets = read(write_xlsx(tmp_path / "plan.xlsx", grids, Shape(has_table=False)))
    assert (sheets.sheets, sheets.findings) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.name)
@pytest.mark.parametrize("table", BY_NAME)
def test_every_table_that_is_typed_into_is_known_by_its_title(language: Language, table: str) -> None:
    found = table_titled(language.titles[table][0])
    assert found is not None
    assert found.name == table


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.name)
@pytest.mark.parametrize("table", BY_NAME.values(), ids=lambda one: one.name)
def test_every_column_that_is_typed_into_is_understood_beside_its_neighbours(language: Language, table: Table) -> None:
    fields = [column.key for column in table.columns]
    sheet, findings = read_headers(table.title, *(language.headers[field][0] for field in fields))
    assert list(sheet.columns) == fields
    assert [one.code for one in findings if one.code in {"WB02", "WB17"}] == []
