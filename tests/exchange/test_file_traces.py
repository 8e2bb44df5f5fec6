"""Files of any kind are looked into: workbooks by rows, lists in any spelling, letters with what is attached."""

from __future__ import annotations

import base64
import html
import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from ecvet_office.cli import ecvet
from ecvet_office.documents.mail_drafts import Draft, draft_bytes
from ecvet_office.exchange.file_traces import found_in_file, is_looked_into
from ecvet_office.exchange.learner_papers import NOT_OURS, OF_LETTER, not_looked_into, papers_about
from ecvet_office.exchange.learner_rows import LearnerRows
from ecvet_office.exchange.traces import Sighting, Traces, sightings_in_workbook
from exchange.learners_traced import traced_workbook

GIVEN, FAMILY = "Zoë Ümit", "O'Näçk & Só"
FULL = f"{GIVEN} {FAMILY}"
NAME = "the full name"
TRACES = Traces(
    {FULL.casefold(): NAME}, {FAMILY.casefold(): "the family name"}, date(2006, 11, 23),
    {(FAMILY.casefold(), GIVEN.casefold()): NAME},
)  # fmt: skip
ROWS = LearnerRows("L1", {"Learners": frozenset({"l1"}), "Agreements": frozenset({"a1"})}, (), ())


def is_found(name: str, data: bytes) -> bool:
    return (NAME, True) in found_in_file(Path(name), data, TRACES, set())


def list_of(first: str, second: str, folder: Path, name: str = "list.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["C2"], sheet["D2"] = "Family", "Given", first, second, "2006"
    path = folder / name
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("between", [";", ",", "\t"])
def test_a_list_with_the_names_in_two_columns_is_found_in_every_spelling(encoding: str, between: str) -> None:
    text = between.join(["Family", "Given", "Class"]) + "\r\n" + between.join([f'"{FAMILY}"', GIVEN, "3b"])
    assert is_found("class.csv", text.encode(encoding))


def test_the_names_of_two_people_in_two_rows_are_nobodys_name(tmp_path: Path) -> None:
    assert not is_found("class.csv", f"{FAMILY};Ana\nBerg;{GIVEN}".encode())
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = FAMILY, "Ana", "Berg", GIVEN
    book.save(tmp_path / "list.xlsx")
    assert [one.is_certain for one in sightings_in_workbook(tmp_path / "list.xlsx", TRACES)] == [False]


def test_a_workbook_with_the_names_in_two_cells_of_a_row_is_found_at_the_cell(tmp_path: Path) -> None:
    path = list_of(FAMILY.upper(), f" {GIVEN}", tmp_path)
    assert Sighting("Sheet!A2", NAME, True) in sightings_in_workbook(path, TRACES)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("note.txt", FULL),
        ("data.json", json.dumps({"name": FULL})),
        ("page.html", f"<p>{html.escape(FULL).replace('ë', '&euml;')}</p>"),
        ("card.vcf", f"FN:{FULL}"),
    ],
)
def test_escaped_letters_are_read_as_what_they_mean(name: str, text: str) -> None:
    assert is_found(name, text.encode())


def test_a_letter_is_looked_into_with_its_heads_its_text_and_what_is_attached(tmp_path: Path) -> None:
    attached = list_of(FAMILY, GIVEN, tmp_path).read_bytes()
    plain = Draft("a@b.example", "Ana", "", "Papers", "Dear Ana", "en-GB")
    for letter, found in (
        (Draft("a@b.example", FULL, "", "Papers", "Dear Ana", "en-GB"), True),
        (Draft("a@b.example", "Ana", "", f"Papers of {FULL}", "Dear Ana", "en-GB"), True),
        (Draft("a@b.example", "Ana", "", "Papers", f"Dear Ana,\n{FULL} comes.", "en-GB"), True),
        (plain, False),
    ):
        assert is_found("cover.eml", draft_bytes(letter)) is found
    encoded = base64.encodebytes(attached).decode()
    with_list = (
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n'
        "Content-Type: application/octet-stream\n"
        'Content-Disposition: attachment; filename="list.xlsx"\nContent-Transfer-Encoding: base64\n\n'
        f"{encoded}\n--x--\n"
    )
    assert is_found("cover.eml", with_list.encode())


def test_files_in_an_archive_are_looked_into_and_archives_within_are_not() -> None:
    inner, outer = BytesIO(), BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a/class.csv", f"{FAMILY};{GIVEN}")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    assert is_found("all.zip", inner.getvalue())
    assert not is_found("all.zip", outer.getvalue())


def test_pictures_scans_and_pdf_files_are_not_looked_into() -> None:
    assert not any(is_looked_into(Path(f"a{one}")) for one in (".pdf", ".png", ".JPG", ".tif", ".msg", ""))
    assert all(is_looked_into(Path(f"a{one}")) for one in (".DOCX", ".xlsm", ".ods", ".xls", ".eml", ".csv"))


def test_what_tells_of_the_learner_among_others_is_listed_with_what_to_do_and_never_ours_to_delete(
    tmp_path: Path,
) -> None:
    list_of(FAMILY, GIVEN, tmp_path, "grid.xlsx")
    (tmp_path / "cover.eml").write_bytes(draft_bytes(Draft("a@b.example", "Ana", "", "x", FULL, "en-GB")))
    (tmp_path / "~$grid.xlsx").write_bytes(FULL.encode())
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook")
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no archive")
    (tmp_path / "L1.png").write_bytes(b"")
    (tmp_path / "filed" / "A1").mkdir(parents=True)
    (tmp_path / "filed" / "A1" / "scan.pdf").write_bytes(b"")
    home = tmp_path / "audit" / "L1"
    home.mkdir(parents=True)
    (home / "contents.txt").write_text("learner L1", encoding="utf-8")
    (home.parent / "contents.txt").write_text("learner L1", encoding="utf-8")
    found = {one.path.relative_to(tmp_path).as_posix(): one for one in papers_about([tmp_path], ROWS, TRACES)}
    assert {name: one.why for name, one in found.items()} == {
        "L1.png": "its name has the learner's id; it cannot be looked into",
        "audit/L1/contents.txt": "the contents of an audit's folder that is named by the learner's id",
        "broken.xlsx": "could not be read: look yourself",
        "broken.zip": "could not be read: look yourself",
        "cover.eml": f"holds {NAME}; {OF_LETTER}",
        "filed/A1/scan.pdf": "its name or its folder's has the number of an agreement; it cannot be looked into",
        "grid.xlsx": f"holds {NAME}; {NOT_OURS}",
    }
    assert not [one for one in found.values() if one.is_ours]


def test_how_many_files_cannot_be_looked_into_is_told_by_their_endings(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.PDF", "c.png", "d.csv", "e.docx", "README"):
        (tmp_path / name).write_bytes(b"")
    assert list(not_looked_into([tmp_path]).items()) == [(".pdf", 2), ("no ending", 1), (".png", 1)]
    done = traced_workbook(tmp_path)
    told = CliRunner().invoke(ecvet, ["forget", str(done), "L1", "--papers", str(tmp_path)]).output
    assert "not looked into, because no text can be read in them: 4 files (" in told
