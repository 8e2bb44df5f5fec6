"""Lists of names from school systems: encodings, delimiters, headers in any language, days written in numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ecvet_office.model.errors import UnreadableFileError, UsageError
from ecvet_office.workbook.header_words import plain_word
from ecvet_office.workbook.list_columns import How, known_headers, list_columns, said_columns
from ecvet_office.workbook.list_people import DayOrder, ListedPerson, listed_people
from ecvet_office.workbook.name_lists import NameList, read_name_list

GERMAN = "Nachname;Vorname;Geburtsdatum;Klasse\r\nMüller;Zoë;14.05.2008;LH25\r\n"


def listed(path: Path, **said: str) -> NameList:
    return read_name_list(path, lambda texts: known_headers(texts, said))


def saved(folder: Path, text: str, encoding: str = "utf-8", name: str = "class.csv") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def people_of(path: Path, order: DayOrder | None = None) -> list[ListedPerson]:
    names = listed(path)
    return listed_people(names, list_columns(names.headers, {}), order)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_list_is_read_in_every_encoding_and_with_every_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    (one,) = people_of(saved(tmp_path, GERMAN.replace(";", delimiter), encoding))
    assert one.row == 2
    assert one.values == {
        "family_name": "Müller",
        "given_names": "Zoë",
        "date_of_birth": date(2008, 5, 14),
        "class_name": "LH25",
    }


def test_only_a_list_in_the_code_page_of_a_pc_is_said_to_be_perhaps_misread(tmp_path: Path) -> None:
    assert listed(saved(tmp_path, GERMAN, "cp1252")).may_be_misread
    assert not listed(saved(tmp_path, GERMAN, "utf-8")).may_be_misread


def test_a_polish_list_is_read_in_the_encoding_that_is_said(tmp_path: Path) -> None:
    path = saved(tmp_path, "Nazwisko;Imię;Data urodzenia\nŻółć;Łucja;2008-04-03\n", "cp1250")
    names = read_name_list(path, lambda texts: known_headers(texts, {}), "cp1250")
    assert names.headers == {1: "Nazwisko", 2: "Imię", 3: "Data urodzenia"}
    assert names.rows[0].cells[1] == "Żółć"
    with pytest.raises(UnreadableFileError, match="cannot be read as utf-7-and-a-half"):
        read_name_list(path, lambda _: 1, "utf-7-and-a-half")


def test_a_title_above_the_headers_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    names = listed(saved(tmp_path, f"sep=;\r\nClass LH25;;\r\n\r\n{GERMAN};;;\r\nKoski;Ilmari;;\r\n"))
    assert names.header_row == 4
    assert [row.number for row in names.rows] == [5, 7]


def test_a_quoted_cell_may_hold_delimiters_and_line_breaks(tmp_path: Path) -> None:
    path = saved(tmp_path, 'Surname,First name,Address\n"Smith, Jr",Ann,"High St 1\nYork"\nLee,Bo,\n')
    first, second = people_of(path)
    assert (first.text("family_name"), first.text("address")) == ("Smith, Jr", "High St 1\nYork")
    assert (first.row, second.row) == (2, 4)


def test_a_workbook_is_a_list_too_whatever_its_name_says(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Nom de famille", "Prénom", "Date de naissance"])
    book.worksheets[0].append(["Durand", "Chloé", date(2008, 4, 3)])
    book.create_sheet("Autre").append(["nothing of ours"])
    book.save(tmp_path / "liste.xlsx")
    (tmp_path / "liste.xlsx").rename(tmp_path / "liste.csv")
    (one,) = people_of(tmp_path / "liste.csv")
    assert one.day("date_of_birth") == date(2008, 4, 3)
    assert one.name == ("durand", "chloé")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Aino Virtanen\nBruno Laine\n", "none of the first 20 rows holds headers that we know"),
        (b"", "none of the first 20 rows holds headers that we know"),
        (b"%PDF-1.7\0\0;\0;", "neither a text file nor a workbook"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "class.csv").write_bytes(content)
    with pytest.raises((UsageError, UnreadableFileError), match=said):
        listed(tmp_path / "class.csv")


def test_a_missing_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        listed(tmp_path / "nowhere.csv")


# --- columns ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        ("Last name", "First name", "DOB"),
        ("Nachname", "Vorname", "Geb.-Datum"),
        ("Nachname", "Vorname", "geb. am"),
        ("Nom", "Prénom", "Date de naissance"),
        ("Apellidos", "Nombre", "Fecha de nacimiento"),
        ("Cognome", "Nome", "Data di nascita"),
        ("Sukunimi", "Etunimi", "Syntymäaika"),
        ("Achternaam", "Voornaam", "Geboortedatum"),
        ("Nazwisko", "Imię", "Data urodzenia"),
    ],
)
def test_the_headers_of_every_language_are_known(headers: tuple[str, ...]) -> None:
    columns = list_columns(dict(enumerate(headers, 1)), {})
    assert [(one.field, one.how) for one in columns] == [
        ("family_name", How.KNOWN),
        ("given_names", How.KNOWN),
        ("date_of_birth", How.KNOWN),
    ]


def test_a_likeness_is_marked_as_one_and_a_stranger_is_left_out() -> None:
    columns = list_columns({1: "Nachname", 2: "Vorname", 3: "Geburtsdatm", 4: "Geburtsort"}, {})
    assert [(one.field, one.how) for one in columns[2:]] == [("date_of_birth", How.ALIKE), ("", How.LEFT_OUT)]


def test_what_somebody_said_goes_before_the_word() -> None:
    said = {plain_word(header): field for header, field in said_columns(["Ruf=given names", "Vorname="]).items()}
    columns = list_columns({1: "Nachname", 2: "Vorname", 3: "RUF"}, said)
    assert [(one.field, one.how) for one in columns] == [
        ("family_name", How.KNOWN),
        ("", How.LEFT_OUT),
        ("given_names", How.SAID),
    ]


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        (("Name", "Geburtsdatum"), "no column holds Given names"),
        (("Nachname", "Vorname", "DOB", "Geburtsdatum"), "DOB and Geburtsdatum both hold Date of birth"),
    ],
)
def test_a_list_without_names_or_with_a_field_twice_is_not_guessed_at(headers: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        list_columns(dict(enumerate(headers, 1)), {})


@pytest.mark.parametrize("pair", ["Nachname", "=family name", "Nachname=familly name"])
def test_a_meaning_that_no_column_has_is_answered_with_how_to_write_it(pair: str) -> None:
    with pytest.raises(UsageError, match=r"write the header|did you mean 'family name'"):
        said_columns([pair])


def test_columns_of_an_address_are_joined(tmp_path: Path) -> None:
    names = listed(saved(tmp_path, "Nachname;Vorname;Straße;Ort\nKoch;Ida;Ring 1;Bonn\n"))
    said = {"straße": "address", "ort": "address"}
    (one,) = listed_people(names, list_columns(names.headers, {plain_word(key): said[key] for key in said}))
    assert one.text("address") == "Ring 1, Bonn"


# --- days -------------------------------------------------------------------------------------------------------------


def test_a_day_of_a_column_tells_how_the_others_are_written(tmp_path: Path) -> None:
    path = saved(tmp_path, "Nom;Prénom;Date de naissance\nA;B;03/04/2008\nC;D;25/04/2008\n")
    assert [one.day("date_of_birth") for one in people_of(path)] == [date(2008, 4, 3), date(2008, 4, 25)]


@pytest.mark.parametrize("other", ["05/06/2008", "04/25/2008\nE;F;25/04/2008"])
def test_days_that_nothing_explains_are_not_read_unless_somebody_says_how(tmp_path: Path, other: str) -> None:
    path = saved(tmp_path, f"Nom;Prénom;Date de naissance\nA;B;03/04/2008\nC;D;{other}\n")
    assert people_of(path)[0].unread == {"date_of_birth": "03/04/2008"}
    assert people_of(path, DayOrder.MONTH_FIRST)[0].day("date_of_birth") == date(2008, 3, 4)
