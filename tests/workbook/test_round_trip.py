"""What was written into a workbook is what is read out of it, record by record."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.model.register import Register
from ecvet_office.workbook.kinds import MOBILITY
from ecvet_office.workbook.layout import TABLES
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.tables import Table
from workbook.example_book import DAY, example_sheets, mistakes, write_example

NOT_IN_THE_EXAMPLE = 11  # tables of which the example has no use, those of groups among them


@pytest.fixture(scope="module")
def from_file(tmp_path_factory: pytest.TempPathFactory) -> Register:
    path = write_example(tmp_path_factory.mktemp("example"))
    return parse(read(path))[0]


@pytest.fixture(scope="module")
def from_markdown() -> Register:
    return parse(example_sheets())[0]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_records_of_a_table_survive_the_file(from_file: Register, from_markdown: Register, table: Table) -> None:
    written = [record.model_dump() for record in getattr(from_markdown, table.collection)]
    assert [record.model_dump() for record in getattr(from_file, table.collection)] == written
    assert [record.model_dump(exclude_unset=True) for record in getattr(from_file, table.collection)] == [
        record.model_dump(exclude_unset=True) for record in getattr(from_markdown, table.collection)
    ]


def test_the_settings_survive_the_file(from_file: Register, from_markdown: Register) -> None:
    assert from_file.settings.model_dump() == from_markdown.settings.model_dump()
    assert set(from_file.settings.origin.rows) == set(MOBILITY.settings)


def test_most_of_the_tables_are_in_use(from_markdown: Register) -> None:
    of_stays = [table for table in TABLES if table.name in MOBILITY.tables]
    in_use = [table.name for table in of_stays if getattr(from_markdown, table.collection)]
    assert len(in_use) >= len(of_stays) - NOT_IN_THE_EXAMPLE  # else the tests above would compare nothing with nothing


def test_both_are_judged_the_same_and_paid_the_same_points(tmp_path: Path) -> None:
    filed, written = evaluate(read(write_example(tmp_path)), DAY), evaluate(example_sheets(), DAY)
    assert filed.ledgers == written.ledgers
    assert codes_of(filed) == codes_of(written)  # the places differ: the file has all columns of the layout


def codes_of(evaluation: Evaluation) -> list[str]:
    return sorted(code for code, _ in mistakes(evaluation.findings).elements())
