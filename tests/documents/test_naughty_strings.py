"""The Big List of Naughty Strings in every text of the workbook: each is found again in its place in every document.

The list lies beside the repository and is never part of it. Every cell of text holds several of its strings, one to a
line, and in each of the workbooks other ones, until every cell has held them all.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.text.run import Run
from lxml import etree

from documents.school_year import TODAY, WORKBOOK
from ecvet_office.documents.checks import with_blank_rows
from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.docx_package import read_parts
from ecvet_office.documents.filling import prepare
from ecvet_office.documents.prepared import FilledDocument
from ecvet_office.documents.printable import cleaned
from ecvet_office.documents.wordml import w
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.model.findings import Severity
from ecvet_office.workbook.columns import Kind
from ecvet_office.workbook.layout import SETTINGS
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.sheets import Row, Sheet, Sheets, setting_rows
from ecvet_office.workbook.values import read_text

LIST = Path(__file__).parents[3] / "shared" / "data" / "naughty_strings.json"
STRINGS_IN_A_CELL = 16
MARK = re.compile("⟦([0-9]+)⟧")
TEXTS = (Kind.TEXT, Kind.LONG)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


@cache
def strings() -> tuple[str, ...]:
    if not LIST.is_file():
        pytest.skip("the Big List of Naughty Strings is not there")
    listed = json.loads(LIST.read_text(encoding="utf-8"))
    return tuple(dict.fromkeys(one for one in listed if one.strip()))


def chunks() -> tuple[str, ...]:
    """Gives the whole list, several strings to a text."""
    every = strings()
    return tuple("\n".join(every[at : at + STRINGS_IN_A_CELL]) for at in range(0, len(every), STRINGS_IN_A_CELL))


def places_of_texts(sheets: Sheets) -> Iterator[tuple[str, int, str]]:
    """Gives the cells that hold words of the author, by sheet, row and column letters."""
    for sheet in sheets.sheets:
        if sheet.table.name == "Settings":
            keys = {column.key for column in SETTINGS if column.kind in TEXTS}
            rows = (row for key, row in setting_rows(sheet).items() if key in keys)
            yield from ((sheet.title, row, sheet.columns["value"]) for row in rows)
            continue
        columns = (one.key for one in sheet.table.columns if one.kind in TEXTS)
        letters = [sheet.columns[key] for key in columns if key in sheet.columns]
        yield from ((sheet.title, row.number, one) for row in sheet.rows for one in letters)


def with_texts(sheets: Sheets, texts: Mapping[tuple[str, int, str], str]) -> Sheets:
    """Gives a workbook with other texts in some cells."""

    def of_sheet(sheet: Sheet) -> Sheet:
        return replace(sheet, rows=tuple(of_row(sheet.title, row) for row in sheet.rows))

    def of_row(title: str, row: Row) -> Row:
        own = {letters: text for (at, number, letters), text in texts.items() if (at, number) == (title, row.number)}
        return Row(row.number, {**row.cells, **own})

    return replace(sheets, sheets=tuple(map(of_sheet, sheets.sheets)))


def first_of_each(evaluation: Evaluation) -> dict[str, FilledDocument]:
    """Gives one document of every kind."""
    return {kind: next(prepare(kind, evaluation, draft=True)).filled() for kind in DOCUMENTS}


def lines_of(data: bytes) -> list[str]:
    """Gives the text of every paragraph, cell by cell as they stand, then those of the foot.

    python-docx passes over runs in controls, so they are taken one by one.
    """
    document = docx.Document(io.BytesIO(data))
    stories = (document.element.body, document.sections[0].footer._element)  # no other road to its XML
    lines = (line for story in stories for line in story.iter(w("p")))
    return ["".join(Run(run, document).text for run in line.iter(w("r"))) for line in lines]


@pytest.fixture(scope="module")
def plain() -> Sheets:
    return sheets_from_markdown(WORKBOOK)


@pytest.fixture(scope="module")
def cells(plain: Sheets) -> tuple[tuple[str, int, str], ...]:
    return tuple(places_of_texts(plain))


@pytest.fixture(scope="module")
def places(plain: Sheets, cells: Sequence[tuple[str, int, str]]) -> dict[str, list[str]]:
    """Gives the lines of every kind of document, with a mark for each cell whose text stands there."""
    marked = with_texts(plain, {cell: f"⟦{number}⟧" for number, cell in enumerate(cells)})
    return {kind: lines_of(made.data) for kind, made in first_of_each(evaluate(marked, TODAY)).items()}


def rotated(cells: Sequence[tuple[str, int, str]], turn: int) -> dict[tuple[str, int, str], str]:
    """Gives each cell a part of the list, and its own number: what is printed once if it is alike must stay unlike."""
    every = chunks()
    return {cell: f"{every[(number + turn) % len(every)]}\n{number}" for number, cell in enumerate(cells)}


def put_in(line: str, texts: Sequence[str]) -> str:
    """Gives a line with the text of each marked cell in place of its mark."""
    return MARK.sub(lambda mark: texts[int(mark[1])], line)


def test_every_kind_of_document_prints_texts_of_the_author(places: dict[str, list[str]]) -> None:
    assert places.keys() == DOCUMENTS.keys()
    for kind, lines in places.items():
        assert any(MARK.search(line) for line in lines), kind


def test_every_string_is_found_again_in_every_place_of_every_document(
    plain: Sheets, cells: Sequence[tuple[str, int, str]], places: dict[str, list[str]]
) -> None:
    for turn in range(len(chunks())):
        texts = rotated(cells, turn)
        in_order = [cleaned(str(read_text(text))) for text in texts.values()]
        for kind, made in first_of_each(evaluate(with_texts(plain, texts), TODAY)).items():
            for part, content in read_parts(made.data, made.file_name).items():
                if part.endswith((".xml", ".rels")):
                    etree.fromstring(content)
            assert lines_of(made.data) == [put_in(line, in_order) for line in places[kind]], (kind, turn)


def test_control_characters_stand_in_no_document() -> None:
    with_controls = [one for one in strings() if CONTROLS.search(one)]
    assert with_controls
    assert not any(CONTROLS.search(cleaned(one)) for one in with_controls)


def test_a_cell_with_control_characters_is_told_for_the_documents_that_print_it(
    plain: Sheets, cells: Sequence[tuple[str, int, str]]
) -> None:
    title = next(cell for cell in cells if cell == ("Qualifications", 2, "B"))
    text = next(one for one in strings() if CONTROLS.search(one))
    evaluation = evaluate(with_texts(plain, {title: text}), TODAY)
    (told,) = (one for one in with_blank_rows(evaluation) if one.code == "DO03")
    assert (str(told.place), told.severity) == ("Qualifications!B2", Severity.WARNING)
    for document in ("learning-agreement", "transcript", "unit-sheet"):
        assert told in next(prepare(document, evaluation)).findings


@pytest.mark.office
def test_one_document_of_every_kind_is_valid(
    validate_office: Callable[[Path], None], tmp_path: Path, plain: Sheets, cells: Sequence[tuple[str, int, str]]
) -> None:
    turn = next(number for number, chunk in enumerate(chunks()) if CONTROLS.search(chunk))
    for made in first_of_each(evaluate(with_texts(plain, rotated(cells, turn)), TODAY)).values():
        path = tmp_path / made.file_name
        path.write_bytes(made.data)
        validate_office(path)
