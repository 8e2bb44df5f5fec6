"""What a partner types in LibreOffice, or saves there, arrives in the right cells."""

from __future__ import annotations

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


@pytest.fixture
def filled_in_libreoffice(
    in_libreoffice: Callable[[Path, object], list[str]], tmp_path: Path
) -> Callable[[bytes, dict[tuple[str, str], str]], bytes]:
    """Gives a function that has LibreOffice type into fields of a document, by row and key."""

    def typed_there(data: bytes, values: dict[tuple[str, str], str]) -> bytes:
        places = [(one.row, one.key) for one in read_returned(data, NAME).fields]
        numbers = {str(places.index(place)): text for place, text in values.items()}
        (tmp_path / "sent.docx").write_bytes(data)
        new = tmp_path / "back.docx"
        shown = in_libreoffice(RUNNER, {"file": str(tmp_path / "sent.docx"), "new": str(new), "values": numbers})
        assert len(shown) >= len(values)
        return new.read_bytes()

    return typed_there


def test_what_is_typed_in_libreoffice_arrives_in_the_cells_of_its_outcomes(
    filled_in_libreoffice: Callable[[bytes, dict[tuple[str, str], str]], bytes],
) -> None:
    values = {
        ("", "actual.start"): "3 March 2025",
        ("3.1", "date"): "15 March 2025",
        ("3.1", "grade"): "5",
        ("3.4", "strong"): HARD,
    }
    data = filled_in_libreoffice(sent(SHEET, "A2"), values)
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
