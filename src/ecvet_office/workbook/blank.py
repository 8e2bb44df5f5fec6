"""Blank and example workbooks, written from the layout by one command: `python -m ecvet_office.workbook.blank`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.workbook.defined_name import DefinedName

from ecvet_office.model.register import Register
from ecvet_office.model.settings import ERASMUS_ONLY as ERASMUS_PROFILE
from ecvet_office.workbook.building import template_name
from ecvet_office.workbook.charts import write_overview
from ecvet_office.workbook.columns import Column
from ecvet_office.workbook.completing import AltText, FormulaValue, complete
from ecvet_office.workbook.computed_values import computed_values
from ecvet_office.workbook.drop_downs import name_lists, write_lists
from ecvet_office.workbook.kind import OVERVIEW, Kind
from ecvet_office.workbook.kind_tables import tables_of
from ecvet_office.workbook.kinds import KINDS, MOBILITY
from ecvet_office.workbook.labels import all_labels
from ecvet_office.workbook.layout import (
    BY_NAME,
    KIND_PROPERTY,
    LABEL_HEADER,
    SETTINGS_TABLE,
    VERSION,
    VERSION_NAME,
    VERSION_PROPERTY,
)
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.results_layout import RESULT_BY_NAME
from ecvet_office.workbook.sheets import Sheets
from ecvet_office.workbook.start import write_start
from ecvet_office.workbook.styles import ACCENT, font
from ecvet_office.workbook.table_sheets import write_result, write_settings, write_table
from ecvet_office.workbook.tables import Table

MADE = dt.datetime(2026, 1, 1)  # noqa: DTZ001 # Office writes this property without a zone; fixed, for equal bytes
START, LISTS = "Start", "Lists"
NO_COLUMNS: Mapping[str, Sequence[Column]] = MappingProxyType({})
PROFILE, POINTS_USED = (
    f'INDEX(Settings[Value],MATCH("{one}",Settings[Setting],0))' for one in ("Profile", "Points used")
)
PROFILE_FORMULA = f'IFERROR({PROFILE}="{ERASMUS_PROFILE}",FALSE)'
POINTS_FORMULA = f'IFERROR(IF({POINTS_USED}="yes",TRUE,IF({POINTS_USED}="no",FALSE,NOT(Lists!$A$2))),NOT(Lists!$A$2))'


def build(*, example: bool, kind: str = MOBILITY.name) -> bytes:
    """Gives a workbook of a kind, blank or with the example's rows; the same bytes every time."""
    rows = example_rows(kind) if example else sheets_from_markdown(KINDS[kind].preset)
    return build_from(rows, KINDS[kind], example=example)


def example_rows(kind: str) -> Sheets:
    """Gives the rows of the example of a kind."""
    text = (files("ecvet_office.workbook") / "examples" / f"{kind}.md").read_text(encoding="utf-8")
    return sheets_from_markdown(text)


def build_from(
    rows: Sheets, kind: Kind, *, example: bool = False, further: Mapping[str, Sequence[Column]] = NO_COLUMNS
) -> bytes:
    """Gives a workbook of a kind that holds rows.

    Args:
        rows: one below the other from row 2 of each sheet, with ids; as the Markdown of an example has them.
        kind: the kind of workbook.
        example: whether the sheet Start says that it is an example.
        further: by table, the columns that it gets besides those of the layout: texts in further languages.
    """
    register, _ = parse(rows)
    book = Workbook()
    book._fonts[0] = font()  # type: ignore[attr-defined] # noqa: SLF001 # the only way to the font of the style Normal
    book.remove(book.worksheets[0])
    for title in _titles(kind):
        book.create_sheet(title)
    values: dict[str, dict[str, FormulaValue]] = {}
    values[START] = dict(write_start(book[START], kind, register, example=example))
    tables = {
        name: _with_columns(table, further[name]) if name in further else table
        for name, table in tables_of(kind).items()  # Settings stays the same object, by which it is known
    }
    _write_tables(book, kind, tables, rows, register, values)
    name_lists(book, tables)
    write_lists(book, tables)
    book[LISTS]["A1"], book[LISTS]["A2"] = f"={POINTS_FORMULA}", f"={PROFILE_FORMULA}"
    values[LISTS] = {"A1": register.settings.uses_points, "A2": register.settings.is_erasmus_only}
    last_rows = {name: book[table.title].max_row for name, table in tables.items()}
    pictures = write_overview(book[OVERVIEW], book, kind, last_rows)
    _colour_tabs(book, kind)
    _say_what_it_is(book, kind)
    stream = BytesIO()
    book.save(stream)
    return complete(stream.getvalue(), values, _alt_texts(kind), pictures)


def _with_columns(table: Table, further: Sequence[Column]) -> Table:
    """Gives a table with further columns, each beside the one whose key it begins with."""
    columns: list[Column] = []
    for one in table.columns:
        columns += [one, *(other for other in further if other.key.partition(" [")[0] == one.key)]
    return replace(table, columns=tuple(columns))


def _titles(kind: Kind) -> tuple[str, ...]:
    """Gives the titles of all sheets in their order: the overview behind what is worked in, the lists last."""
    titles = [(BY_NAME.get(name) or RESULT_BY_NAME[name]).title for name in kind.tables]
    return (START, titles[0], OVERVIEW, *titles[1:], LISTS)


def _write_tables(
    book: Workbook,
    kind: Kind,
    tables: dict[str, Table],
    rows: Sheets,
    register: Register,
    values: dict[str, dict[str, FormulaValue]],
) -> None:
    labels = all_labels(rows)
    computed = computed_values(register)
    for name in kind.tables:
        table = tables.get(name)
        if table is None:
            write_result(book[RESULT_BY_NAME[name].title], RESULT_BY_NAME[name])
        elif table is SETTINGS_TABLE:
            write_settings(book[table.title], kind.settings, rows.sheet(name), labels, tables)
        else:
            held = rows.sheet(name)
            shown = {
                row.number: {
                    **computed.get(name, {}).get(row.number, {}),
                    LABEL_HEADER: labels.get(name, {}).get(str(row.cells.get("A", "")), ""),
                }
                for row in (held.rows if held else ())
            }
            values[table.title] = write_table(book[table.title], table, held, labels, shown, tables)
        title = (table or RESULT_BY_NAME[name]).title
        if name in kind.hidden and rows.sheet(name) is None:
            book[title].sheet_state = "hidden"
    book[LISTS].sheet_state = "veryHidden"


def _colour_tabs(book: Workbook, kind: Kind) -> None:
    """Gives the tabs of a phase its colour, which the sheet Start shows beside the phase's name."""
    book[START].sheet_properties.tabColor = f"FF{ACCENT}"
    for phase in kind.phases:
        for step in phase.steps:
            table = BY_NAME.get(step.table) or RESULT_BY_NAME.get(step.table)
            book[table.title if table else step.table].sheet_properties.tabColor = f"FF{phase.colour}"


def _alt_texts(kind: Kind) -> dict[str, AltText]:
    tables = {name: BY_NAME.get(name) or RESULT_BY_NAME[name] for name in kind.tables}
    return {name: AltText(table.title, table.about) for name, table in tables.items()}


def _say_what_it_is(book: Workbook, kind: Kind) -> None:
    properties = book.properties
    properties.creator = "ECVET Office"
    properties.title = kind.title
    properties.created = properties.modified = MADE
    custom = book.custom_doc_props  # type: ignore[attr-defined] # the types that come from elsewhere lack it
    custom.append(IntProperty(name=VERSION_PROPERTY, value=VERSION))
    custom.append(StringProperty(name=KIND_PROPERTY, value=kind.name))
    book.defined_names[VERSION_NAME] = DefinedName(VERSION_NAME, attr_text=str(VERSION))


def main() -> None:
    """Writes the blank and the example workbook of each kind into the folder workbook_templates of the checkout."""
    folder = Path(__file__).parents[3] / "workbook_templates"
    for kind in KINDS:
        for example in (False, True):
            (folder / template_name(kind, example=example)).write_bytes(build(example=example, kind=kind))


if __name__ == "__main__":
    main()
