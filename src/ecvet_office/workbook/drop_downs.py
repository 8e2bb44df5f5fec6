"""Drop-downs: fixed lists of words, and the rows of other tables."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.model.places import column_letters
from ecvet_office.workbook.columns import REFERENCES, Column, Kind
from ecvet_office.workbook.layout import BY_NAME, LABEL_HEADER, TABLES
from ecvet_office.workbook.styles import font

ROWS_WITH_DROP_DOWNS = 2000  # a drop-down reaches further down than the table, for programs that do not grow it
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255  # characters that Excel allows beside a cell


def name_pick_lists(book: Workbook) -> None:
    """Names what drop-downs show: Excel lets a drop-down reach a table's column only by a defined name."""
    for table in TABLES:
        if table.label:
            name = f"Pick_{table.name}"
            book.defined_names[name] = DefinedName(name, attr_text=f"{table.name}[{LABEL_HEADER}]")


def write_lists(book: Workbook) -> None:
    """Writes the lists that do not fit into a drop-down of their own on a sheet that nobody has to see."""
    sheet = book.create_sheet("Lists")
    sheet.sheet_state = "veryHidden"
    columns = [column for table in TABLES for column in table.columns if (_source(column) or "").startswith("List_")]
    for index, column in enumerate(columns, 1):
        for row, word in enumerate(column.choices, 1):
            sheet.cell(row, index, word).font = font()
        letters = column_letters(index)
        name = f"List_{column.key}"
        reach = f"Lists!${letters}$1:${letters}${len(column.choices)}"
        book.defined_names[name] = DefinedName(name, attr_text=reach)


def add_drop_down(sheet: Worksheet, column: Column, letters: str, first: int = 2, last: int = 0) -> None:
    """Gives a column its drop-down and the sentence that Excel shows beside the cell."""
    source = _source(column)
    if source is None and not column.help:
        return
    rule = DataValidation(type="list" if source else None, formula1=source, allow_blank=True)
    rule.add(f"{letters}{first}:{letters}{last or ROWS_WITH_DROP_DOWNS}")
    if column.help:
        rule.showInputMessage, rule.promptTitle, rule.prompt = (
            True,
            column.header[:LONGEST_TITLE],
            column.help[:LONGEST_MESSAGE],
        )
    # Only a fixed list refuses other words; a name that is not there yet may be typed, and the check tells of it.
    rule.showErrorMessage = source is not None and column.kind in {Kind.CHOICE, Kind.YES_NO}
    rule.errorTitle = column.header[:LONGEST_TITLE]
    rule.error = f"Please choose one of: {', '.join(column.choices)}"[:LONGEST_MESSAGE] if column.choices else None
    sheet.add_data_validation(rule)


def _source(column: Column) -> str | None:
    if column.kind in {Kind.CHOICE, Kind.YES_NO} and column.choices:
        words = ",".join(column.choices)
        has_comma = words.count(",") >= len(column.choices)  # a comma would end the word
        return f"List_{column.key}" if has_comma else f'"{words}"'
    if column.kind in REFERENCES and column.ref:
        labelled = [name for name in column.ref if BY_NAME[name].label]
        return f"Pick_{labelled[0]}" if labelled else None
    return None
