"""What the partners of the year send back: agreements, assessment sheets, grids, scans, and much that is damaged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from ecvet_office.cli.year import accidents
from ecvet_office.documents.drawn_scans import can_be_drawn, drawn_scan
from ecvet_office.documents.paper_code import PaperCode
from ecvet_office.documents.typed_answers import typed_answers
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.days import day_text
from ecvet_office.model.register import Register
from ecvet_office.model.results import AGREEMENT, ASSESSMENT_SHEET
from ecvet_office.rules.signatures import papers_of
from ecvet_office.workbook.cells import RawSheet, read_workbook
from ecvet_office.workbook.listing_book import ListingSheet, listing_book
from ecvet_office.workbook.writing.edits import SetCell
from ecvet_office.workbook.writing.writer import write

AGREEMENTS = "learning-agreement"
MENTORS = ("Anna", "Marek", "Luis", "Eleni")
STRENGTHS = ("Works carefully and asks when in doubt.", "Quick to learn; colleagues trust this learner.", "")
BAD_DAY = "32 May"
"""What one host types into the column Date."""

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file begins that Word has locked with a password."""

can_scan = can_be_drawn


def signed_agreements(register: Register, stays: Iterable[str], documents: Path, on: date) -> Mapping[str, bytes]:
    """Gives by name within the folder what hosts send back of agreements: documents that they filled, and scans.

    Args:
        register: the workbook's records.
        stays: ids of the agreements that come back.
        documents: the folder in which they were made.
        on: the day on which the hosts sign.
    """
    by_case = {one.id: case for case, one in accidents.stays(register).items()}
    files: dict[str, bytes] = {}
    for stay in stays:
        host = register.terms(register.agreement[stay]).host or ""
        name = papers_of(register, AGREEMENT, stay)[0].file or ""
        if can_scan() and by_case.get(stay) in accidents.SCANNED:
            kind = "PNG" if by_case[stay] == accidents.SCANNED[0] else "PDF"
            scan = drawn_scan([PaperCode(AGREEMENTS, stay, "1"), None], kind, 1.5)
            files[f"{host}/scan {len(files) + 1}.{kind.lower()}"] = scan
        else:
            data = (documents / name).read_bytes()
            files[f"{host}/{name}"] = typed_answers(data, _signature(register, register.agreement[stay], on))
    return files


def _signature(register: Register, stay: Agreement, on: date) -> Mapping[tuple[str, str], str]:
    host = register.partner[register.terms(stay).host or ""]
    return {
        (
            "",
            "host.mentor",
        ): f"{MENTORS[int(stay.id[1:]) % len(MENTORS)]} ({register.terms(stay).host_company or host.name})",
        ("", "signs.host.place"): host.city or "",
        ("", "signs.host.date"): day_text(on),
    }


def filled_sheet(register: Register, stay: Agreement, documents: Path) -> bytes:
    """Gives the assessment sheet of a stay as its host fills it, with the actual days."""
    paper = papers_of(register, ASSESSMENT_SHEET, stay.id)[0]
    first, last = stay.start or date.min, stay.end or date.min
    answers = {("", "actual.start"): day_text(first), ("", "actual.end"): day_text(last)}
    for outcome in register.agreed_outcomes_of(stay):
        answers |= {(outcome, "achieved"): _achieved(register, stay, outcome), (outcome, "date"): day_text(_day(stay)),
                    (outcome, "strong"): _strength(stay)}  # fmt: skip
    return typed_answers((documents / (paper.file or "")).read_bytes(), answers)


def filled_grid(register: Register, blank: Path, path: Path, mistyped: str = "") -> None:
    """Writes a host's grid as the host fills it: every row, as its learner's case says.

    Args:
        register: the workbook's records.
        blank: the grid as it was sent.
        path: of the filled one.
        mistyped: id of an agreement in whose first row the host types a day that cannot be.
    """
    sheet = read_workbook(blank).sheets[0]
    headers, *rows = _grid(sheet)
    columns = {str(value): column for column, value in headers.items()}
    edits: list[SetCell] = []
    for number, row in enumerate(rows, 2):
        stay = register.agreement[str(row[columns["Number"]])]
        outcome = str(row[columns["Outcome"]])
        day: str | date = BAD_DAY if stay.id == mistyped else _day(stay)
        mistyped = "" if stay.id == mistyped else mistyped
        said = {"Achieved": _achieved(register, stay, outcome), "Date": day, "Strong points": _strength(stay)}
        edits += [SetCell(sheet.title, number, columns[header], value) for header, value in said.items() if value]
    path.parent.mkdir(parents=True, exist_ok=True)
    write(blank, edits, path)


def _grid(sheet: RawSheet) -> list[dict[int, object]]:
    return [{cell.column: cell.value for cell in row.cells} for row in sheet.rows()]


def _achieved(register: Register, stay: Agreement, outcome: str) -> str:
    case = next(case for case, one in accidents.stays(register).items() if one.id == stay.id)
    return "no" if accidents.NOT_ACHIEVED.get(case) == outcome else "yes"


def _day(stay: Agreement) -> date:
    """Gives the day of assessment: in the last days of the stay."""
    return (stay.end or date.min) - timedelta(days=1 + int(stay.id[1:]) % 3)


def _strength(stay: Agreement) -> str:
    return STRENGTHS[int(stay.id[1:]) % len(STRENGTHS)]


def stray_files(register: Register, documents: Path, folder: Path) -> Mapping[str, bytes]:
    """Gives by name what else lies among the results: damaged, foreign and doubled files, and scans.

    Args:
        register: the workbook's records.
        documents: the folder of the documents that were made.
        folder: the results that came back.
    """
    sheets = sorted(folder.glob(f"{accidents.SHEET_HOST}/*.docx"))
    whole, grid = sheets[0].read_bytes(), next(iter(sorted(folder.glob("*/*.xlsx")))).read_bytes()
    memorandum = next(iter(sorted(documents.glob("memorandum*.docx")))).read_bytes()
    files: dict[str, bytes] = {
        f"{accidents.SHEET_HOST}/sheet, copy.docx": whole,
        "cut off.docx": whole[: len(whole) // 2],
        "empty.docx": b"",
        "with password.docx": COMPOUND_FILE + bytes(2048),
        "memorandum.docx": memorandum,
        "cut off.xlsx": grid[: len(grid) // 2],
        "timetable.xlsx": listing_book(
            (ListingSheet("Timetable", ("Monday", "Tuesday"), (("8:00", "9:00"),), (9, 9)),)
        ),
        "note.txt": "Merci beaucoup !".encode("utf-16"),
        "empty.pdf": b"",
        "~$sheet.docx": b"Word keeps this beside an open file",
    }
    return files | _scans(register) if can_scan() else files


def _scans(register: Register) -> dict[str, bytes]:
    """Gives scans: one that lands, one of two papers, a photograph, another school's, and one that was cut off."""
    first, second = (accidents.stays(register)[case].id for case in accidents.SCANNED[:2])
    one, other = PaperCode(AGREEMENTS, first, "1"), PaperCode(AGREEMENTS, second, "1")
    whole = drawn_scan([one, None], "PDF", 2)
    return {
        "scan of originals.pdf": whole,
        "stack.tif": drawn_scan([one, None, other], "TIFF", -1),
        "turned.jpg": drawn_scan([other], "JPEG", 90),
        "holiday.png": drawn_scan([None], "PNG"),
        "of another school.png": drawn_scan([PaperCode(AGREEMENTS, "A999", "1")], "PNG"),
        "cut off.pdf": whole[: len(whole) // 3],
    }
