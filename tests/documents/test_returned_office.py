"""What a partner types in LibreOffice, or saves there, arrives in the right cells."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from documents.returning import AGREEMENT, NAME, SHEET, read_back, sent, touched, typed
from ecvet_office.documents.returned import read_returned
from ecvet_office.documents.returned_fields import RETURNED
from ecvet_office.workbook.proposal import Verdict

pytestmark = pytest.mark.office
RUNNER = Path(__file__).with_name("returned_office_runner.py")
HARD = "Très bien & <calme>, ŁÓDŹ, Ζωή"


def filled_in_libreoffice(
    data: bytes, values: dict[tuple[str, str], str], folder: Path, programs: tuple[str, str]
) -> bytes:
    """Gives a document in which LibreOffice typed into fields, by row and key."""
    places = [(one.row, one.key) for one in read_returned(data, NAME).fields]
    numbers = {str(places.index(place)): text for place, text in values.items()}
    (folder / "sent.docx").write_bytes(data)
    job = {"file": str(folder / "sent.docx"), "new": str(folder / "back.docx"), "values": numbers}
    python, office = programs
    done = subprocess.run(
        [python, str(RUNNER), office],
        input=json.dumps(job),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(json.loads(done.stdout)) >= len(values)
    return (folder / "back.docx").read_bytes()


def test_what_is_typed_in_libreoffice_arrives_in_the_cells_of_its_outcomes(
    libreoffice: str, python_with_uno: str, tmp_path: Path
) -> None:
    values = {
        ("", "actual.start"): "3 March 2025",
        ("3.1", "date"): "15 March 2025",
        ("3.1", "grade"): "5",
        ("3.4", "strong"): HARD,
    }
    data = filled_in_libreoffice(sent(SHEET, "A2"), values, tmp_path, (python_with_uno, libreoffice))
    reading = read_back(data)
    assert touched(reading) == {
        ("", "actual.start"): (Verdict.FILL, "Agreements!H3", date(2025, 3, 3)),
        ("3.1", "date"): (Verdict.CHANGE, "Results!E8", date(2025, 3, 15)),
        ("3.1", "grade"): (Verdict.FILL, "Results!H8", "5"),
        ("3.4", "strong"): (Verdict.NEW_ROW, "Results", HARD),
    }
    assert reading.is_clean


@pytest.mark.parametrize("language", ["en", "en+fr"])
@pytest.mark.parametrize("document", RETURNED)
def test_a_document_that_libreoffice_only_saved_changes_nothing(
    convert: Callable[[Path, str], Path], tmp_path: Path, document: str, language: str
) -> None:
    path = tmp_path / "sent.docx"
    path.write_bytes(sent(document, "A1", language=language))
    reading = read_back(convert(path, "docx:MS Word 2007 XML").read_bytes())
    assert touched(reading) == {}
    assert reading.is_clean


def test_what_was_typed_before_libreoffice_saved_it_arrives(
    convert: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    path = tmp_path / "filled.docx"
    path.write_bytes(typed(sent(AGREEMENT, "A2"), {("", "signs.host.place"): HARD, ("", "activities"): "one\ntwo"}))
    reading = read_back(convert(path, "docx:MS Word 2007 XML").read_bytes())
    assert [(one.field, one.text) for one in (*reading.applied, *reading.flagged)] == [
        ("signs.host.place", HARD),
        ("activities", "one\ntwo"),
    ]
