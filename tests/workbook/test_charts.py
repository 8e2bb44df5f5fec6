"""The charts of the sheet Overview: what they show, what they say, and what is read out."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from ecvet_office.workbook.building import template_name
from ecvet_office.workbook.charts import CHARTS
from ecvet_office.workbook.computed import grid
from ecvet_office.workbook.computed_column import RECOGNISED_POINTS
from ecvet_office.workbook.kind import Kind
from ecvet_office.workbook.kinds import KINDS
from ecvet_office.workbook.layout import BY_NAME, TABLES
from ecvet_office.workbook.reading import read

TEMPLATES = Path(__file__).parents[2] / "workbook_templates"
EVERY_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
BLANK_AND_EXAMPLE = pytest.mark.parametrize("example", [False, True], ids=["blank", "example"])


def parts(kind: Kind, folder: str, *, example: bool) -> list[str]:
    """The parts of a template that lie in a folder, as text, in the order of their names."""
    with zipfile.ZipFile(TEMPLATES / template_name(kind.name, example=example)) as archive:
        names = sorted(name for name in archive.namelist() if re.fullmatch(rf"{folder}/[^/]+\.xml", name))
        return [archive.read(name).decode("utf-8") for name in names]


@EVERY_KIND
@BLANK_AND_EXAMPLE
def test_a_chart_has_a_title_axes_with_words_and_a_number_at_each_bar(kind: Kind, example: bool) -> None:
    charts = parts(kind, "xl/charts", example=example)
    assert len(charts) == len(kind.charts)
    for name, chart in zip(kind.charts, charts, strict=True):
        texts = re.findall(r"<a:t>([^<]*)</a:t>", chart)
        assert texts == [CHARTS[name].title, CHARTS[name].each, CHARTS[name].unit]
        assert '<showVal val="1"' in chart
        assert "<legend>" not in chart
        assert chart.count('<delete val="0"') == 2


@EVERY_KIND
@BLANK_AND_EXAMPLE
def test_a_chart_shows_whole_columns_of_its_table(kind: Kind, example: bool) -> None:
    rows = {
        sheet.table.name: len(sheet.rows)
        for sheet in read(TEMPLATES / template_name(kind.name, example=example)).sheets
    }
    for name, chart in zip(kind.charts, parts(kind, "xl/charts", example=example), strict=True):
        table = BY_NAME[CHARTS[name].table]
        reaches = re.findall(r"<f>'([^']+)'!\$([A-Z]+)\$2(?::\$([A-Z]+)\$([0-9]+))?</f>", chart)
        assert len(reaches) == 2
        for title, first, last, row in reaches:
            assert title == table.title
            assert (last or first, int(row or 2)) == (first, 1 + max(1, rows.get(table.name, 0)))


@EVERY_KIND
@BLANK_AND_EXAMPLE
def test_what_a_chart_shows_is_read_out(kind: Kind, example: bool) -> None:
    (drawing,) = parts(kind, "xl/drawings", example=example)
    told = re.findall(r'cNvPr id="[0-9]+" name="([^"]*)" descr="([^"]*)"', drawing)
    assert told == [(CHARTS[name].title, CHARTS[name].words) for name in kind.charts]


@EVERY_KIND
def test_every_table_is_read_out_with_what_it_holds(kind: Kind) -> None:
    tables = parts(kind, "xl/tables", example=False)
    assert len(tables) == len(kind.tables)
    for table in tables:
        name = re.search(r'displayName="([^"]*)"', table)
        words = re.search(r'altText="([^"]+)" altTextSummary="([^"]+)"', table)
        assert name is not None
        assert words is not None
        assert name[1] in kind.tables


def test_a_chart_leads_to_columns_that_there_are() -> None:
    for chart in CHARTS.values():
        headers = {one.header for one in grid(BY_NAME[chart.table])}
        assert chart.names.removesuffix(" *") in headers
        assert chart.lengths.removesuffix(" *") in headers
    assert CHARTS["learners"].lengths == RECOGNISED_POINTS
    assert {chart.table for chart in CHARTS.values()} <= {table.name for table in TABLES}
