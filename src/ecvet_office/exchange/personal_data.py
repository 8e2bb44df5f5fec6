"""All that is stored about one learner, for the learner (Regulation (EU) 2016/679, Articles 15 and 20)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecvet_office.exchange.forgetting import traces_in
from ecvet_office.exchange.learner_papers import Paper, papers_about
from ecvet_office.exchange.learner_rows import row_texts
from ecvet_office.exchange.row_comments import RowComment, comments_on
from ecvet_office.exchange.traces import Sighting, sightings_in_workbook
from ecvet_office.workbook.listing_book import ListingSheet


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row about the learner: its sheet, its number as Excel counts, and its texts by header."""

    sheet: str
    row: int
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What is stored about a learner.

    Attributes:
        learner: the id.
        workbook: the file's name.
        rows: of the tables, in the order of the workbook.
        comments: on the cells of those rows, whether or not they name the learner.
        elsewhere: where traces stand outside those rows.
        papers: files in the folders that were named.
    """

    learner: str
    workbook: str
    rows: tuple[StoredRow, ...]
    comments: tuple[RowComment, ...]
    elsewhere: tuple[Sighting, ...]
    papers: tuple[Paper, ...]


def personal_data(path: Path, asked: str, folders: Iterable[Path] = ()) -> PersonalData:
    """Gives all that a workbook, and documents in folders, store about a learner.

    Args:
        path: the workbook, .xlsx or .xlsm.
        asked: the learner's id, or the full name where nobody else bears it.
        folders: where documents are looked for.

    Raises:
        UnreadableFileError: when the workbook cannot be read.
        UsageError: when it has no such learner, or there is no such folder.
    """
    rows, traces = traces_in(path, asked)
    stored = tuple(StoredRow(sheet.title, row.number, row_texts(sheet, row)) for sheet, row in rows.rows)
    told = {f"{one.sheet}!{one.row}" for one in stored}
    elsewhere = tuple(
        one
        for one in sightings_in_workbook(path, traces)
        if _row_of(one.place) not in told and "sharedS" not in one.place
    )
    return PersonalData(
        learner=rows.learner,
        workbook=path.name,
        rows=stored,
        comments=comments_on(path, {(one.sheet, one.row) for one in stored}),
        elsewhere=elsewhere,
        papers=papers_about(folders, rows, traces),
    )


def _row_of(place: str) -> str:
    """Gives the row of a cell's address: `Notes!12` for `Notes!B12`."""
    sheet, _, cell = place.rpartition("!")
    return f"{sheet}!{cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"


def as_json(data: PersonalData) -> dict[str, Any]:
    """Gives the data as JSON has it, in the order of the workbook."""
    return {
        "learner": data.learner,
        "workbook": data.workbook,
        "rows": [{"sheet": one.sheet, "row": one.row, "values": one.texts} for one in data.rows],
        "comments": [{"place": f"{one.sheet}!{one.cell}", "text": one.text} for one in data.comments],
        "elsewhere": [{"place": one.place, "what": one.what, "certain": one.is_certain} for one in data.elsewhere],
        "documents": [{"file": str(one.path), "why": one.why} for one in data.papers],
    }


def as_sheets(data: PersonalData) -> tuple[ListingSheet, ...]:
    """Gives the data as the sheets of a workbook: one line for each value, and where else something stands."""
    values = [(one.sheet, str(one.row), header, text) for one in data.rows for header, text in one.texts.items()]
    values += [(one.sheet, str(one.row), f"Comment on {one.cell}", one.text) for one in data.comments]
    places = [(one.place, one.what, "yes" if one.is_certain else "perhaps somebody else's") for one in data.elsewhere]
    return (
        ListingSheet("Stored", ("Sheet", "Row", "What", "Value"), tuple(values), (20, 8, 26, 60)),
        ListingSheet("Elsewhere", ("Place", "What", "Certain"), tuple(places), (50, 26, 26)),
        ListingSheet("Documents", ("File", "Why"), tuple((str(one.path), one.why) for one in data.papers), (60, 50)),
    )
