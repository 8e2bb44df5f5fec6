"""From the workbook in which a host wrote its results back to returned documents: one for each agreement.

So what decides about a field of an assessment sheet decides about a cell of the workbook.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from ecvet_office.documents.assessment_sheet import ROW_KEY
from ecvet_office.documents.fields import Fields
from ecvet_office.documents.provenance import Origin
from ecvet_office.documents.returned import ReturnedDocument, ReturnedField, rows_of
from ecvet_office.documents.returned_fields import RESULTS, ReturnedForm
from ecvet_office.documents.wording import Wording, wording
from ecvet_office.model.points import points_text
from ecvet_office.workbook.cell_values import CellError, CellValue, Uncalculated
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.host_grid import HostGrid, read_host_grid
from ecvet_office.workbook.values import folded, shown

HOST_GRID = "host-grid"
FORM = ReturnedForm({}, RESULTS, row_key=ROW_KEY)


def read_grid(path: Path) -> tuple[ReturnedDocument, ...]:
    """Gives what a host wrote into a grid, as one returned document for each agreement; none for another workbook.

    Args:
        path: an .xlsx or .xlsm file.

    Raises:
        UnreadableFileError: it cannot be read, or somebody changed what it was made from.
        UsageError: there is no catalogue of its language any more.
    """
    grid = read_host_grid(read_workbook(path), path.name)
    if grid is None:
        return ()
    words = wording(grid.language)
    unknown = tuple(_unknown(grid, words))
    found = []
    for place, (number, text) in enumerate(grid.records.items()):
        record = json.loads(text)
        origin = Origin(
            HOST_GRID,
            number,
            str(record["document.version"]),
            grid.language,
            "",
            "",
            text,
            sha256(text.encode()).hexdigest(),
        )
        fields = (*_fields(grid, number, record, words), *(unknown if place == 0 else ()))
        found.append(ReturnedDocument(path.name, origin, record, FORM, fields))
    return tuple(found)


def _fields(grid: HostGrid, number: str, record: Fields, words: Wording) -> Iterator[ReturnedField]:
    made_with = rows_of(record, ROW_KEY)
    for row in grid.rows:
        outcome = _text(row.get("outcome", ""), words)
        if _text(row.get("agreement", ""), words) != number or outcome not in made_with:
            continue
        for key, header in grid.headers.items():
            value = row.get(key, "")
            if isinstance(value, CellError | Uncalculated):
                yield ReturnedField(key, None, header, f"{outcome}: {shown(value)}", is_open=key in RESULTS)
                continue
            text = _text(value, words)
            if key == "achieved" and folded(text) == folded(words.text("word.not-assessed")):
                text = ""
            yield ReturnedField(key, outcome, header, text, is_open=key in RESULTS)


def _unknown(grid: HostGrid, words: Wording) -> Iterator[ReturnedField]:
    """Gives what stands in rows that are about nothing the grid was made with."""
    known = {
        (number, outcome) for number, text in grid.records.items() for outcome in rows_of(json.loads(text), ROW_KEY)
    }
    for row in grid.rows:
        about = tuple(_text(row.get(key, ""), words) for key in ("agreement", "outcome"))
        if about in known:
            continue
        for key, header in grid.headers.items():
            if key in RESULTS and (text := _text(row.get(key, ""), words)):
                yield ReturnedField(key, " ".join(about).strip() or None, header, text, is_open=True)


def _text(value: CellValue, words: Wording) -> str:
    """Gives a cell as a document of the same language would show it."""
    if isinstance(value, bool):
        return words.text("word.yes" if value else "word.no")
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return words.day(value)
    return (
        points_text(value) if isinstance(value, Decimal) else value.strip() if isinstance(value, str) else shown(value)
    )
