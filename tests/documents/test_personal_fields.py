"""No document prints or carries a column of the sheet Learners that is not stated for its kind, with a reason."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.filling import fill
from ecvet_office.documents.personal_fields import LIST_NAME, PERSONAL_FIELDS, fields_of_kind, personal_list
from ecvet_office.documents.provenance import read_origin
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.law.packaged import packaged_folder
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.reading import read

DAY = date(2026, 4, 20)
ADULT, MINOR = datetime(1987, 3, 23), datetime(2010, 3, 23)  # noqa: DTZ001 # days in Excel have no zone
BORN = "23 March "
OF_ALL = frozenset({"id", "qualification"})
WITHOUT_EXAMPLE = frozenset({"unit-specification", "certificate-supplement"})
"""Kinds about courses, whose workbook has no sheet Learners."""

ONE_AT_LEAST = {
    "mobility": {"learning-agreement", "erasmus-agreement", "group-programme", "assessment-sheet", "complement",
                 "transcript", "europass-mobility", "recognition-letter", "refusal-letter", "meeting-agenda",
                 "meeting-minutes", "memorandum", "unit-sheet"},
    "prior-learning": {"prior-learning-file"},
    "entry-credit": {"entry-letter"},
    "matrix": {"training-plan"},
    "grades": {"mobility-attestation"},
}  # fmt: skip


def mark_of(field: str) -> str:
    """Gives a text that stands nowhere else, by which a field of a learner is known in a document."""
    mark = f"Mark{field.replace('_', '').replace('1', 'one').replace('2', 'two')}Zq"
    return f"{mark.lower()}@zq.example" if field.endswith("email") else mark


MARKS = {
    column.key: BORN if column.key == "date_of_birth" else mark_of(column.key)
    for column in BY_NAME["Learners"].columns
    if column.key not in OF_ALL and not column.key.endswith("computed")
}


def headers(book: Workbook, sheet: str) -> dict[str, int]:
    return {str(cell.value).rstrip(" *"): number for number, cell in enumerate(book[sheet][1], 1)}


def marked(kind: str, path: Path) -> Evaluation:
    """Gives an example in which each field of every learner is marked; of staff, of adults and of minors."""
    write_new(kind, path, example=True)
    book = openpyxl.load_workbook(path)
    learners, columns = book["Learners"], headers(book, "Learners")
    for row in range(2, learners.max_row + 1):
        is_minor, is_staff = row in {2, 5}, row == 4
        for column in BY_NAME["Learners"].columns:
            place = columns.get(column.header)
            if place is None or column.key not in MARKS or not learners.cell(row, 1).value:
                continue
            value: str | datetime | None = MARKS[column.key]
            if column.key == "date_of_birth":
                value = MINOR if is_minor else ADULT
            elif column.key == "job_title" and not is_staff:
                value = None  # who has one is of staff
            learners.cell(row, place).value = value
    if kind == "mobility":
        book["Mobility groups"]["A2"], book["Mobility groups"]["B2"] = "G1", "Class 3b in Lyon"
        for row in (2, 3, 4):
            book["Agreements"].cell(row, headers(book, "Agreements")["Group"]).value = "G1"
        book["Decisions"].cell(3, headers(book, "Decisions")["Step"]).value = "refused"
    book.save(path)
    return evaluate(read(path), DAY)


def shown_text(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if re.fullmatch(r"word/\w+\.xml", name)]
    return "\n".join(html.unescape(re.sub(r"<[^>]+>", "", part)) for part in parts)


def marks_in(text: str) -> set[str]:
    return {field for field, mark in MARKS.items() if mark in text}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[set[str], set[str]]]:
    """Gives by kind of document the fields that its documents print, and those that one carries and does not print."""
    told: dict[str, tuple[set[str], set[str]]] = {}
    for kind, wanted in ONE_AT_LEAST.items():
        evaluation = marked(kind, tmp_path_factory.mktemp(kind) / "plan.xlsx")
        for document in wanted:
            made = list(fill(document, evaluation, draft=True))
            assert made, document
            printed, carried = told.setdefault(document, (set(), set()))
            for one in made:
                shown, origin = marks_in(shown_text(one.data)), read_origin(one.data, one.file_name)
                assert origin is not None
                printed |= shown
                carried |= marks_in(origin.values) - shown
    return told


def test_every_kind_of_document_states_what_it_prints_of_a_learner() -> None:
    assert set(DOCUMENTS) <= set(PERSONAL_FIELDS)


@pytest.mark.parametrize("document", sorted(set().union(*ONE_AT_LEAST.values())))
def test_a_document_prints_the_columns_that_are_stated_and_no_others(
    document: str, found: Mapping[str, tuple[set[str], set[str]]]
) -> None:
    printed, _ = found[document]
    assert printed == fields_of_kind(document)


@pytest.mark.parametrize("document", sorted(set().union(*ONE_AT_LEAST.values())))
def test_a_document_carries_nothing_of_a_learner_that_it_does_not_print(
    document: str, found: Mapping[str, tuple[set[str], set[str]]]
) -> None:
    _, carried = found[document]
    assert carried == set()


def test_nothing_is_stated_of_documents_about_no_learner() -> None:
    assert not any(PERSONAL_FIELDS[document] for document in WITHOUT_EXAMPLE)


def test_each_column_is_stated_once_with_a_reason() -> None:
    for document, told in PERSONAL_FIELDS.items():
        assert len(fields_of_kind(document)) == sum(len(one.fields) for one in told), document
        assert all(one.why for one in told), document


def test_the_list_that_lies_with_the_templates_is_this_one() -> None:
    lying_there = packaged_folder("doc_templates").joinpath(LIST_NAME).read_text(encoding="utf-8")
    assert lying_there == personal_list()
