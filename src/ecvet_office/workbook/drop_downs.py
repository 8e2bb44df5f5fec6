"""Drop-downs, checks of dates and numbers, and the sentence that Excel shows beside a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.model.places import column_letters
from ecvet_office.model.results import GROUP_PROGRAMME, MEMORANDUM, PARTIES
from ecvet_office.workbook.columns import REFERENCES, Column, Kind, header_of
from ecvet_office.workbook.formulas import ERASMUS_ONLY, USES_POINTS, column
from ecvet_office.workbook.layout import BY_NAME, LABEL_HEADER
from ecvet_office.workbook.styles import font
from ecvet_office.workbook.tables import Table

ROWS_WITH_DROP_DOWNS = 2000  # a drop-down reaches further down than the table, for programs that do not grow it
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255  # characters that Excel allows beside a cell
FIRST_DAY, LAST_DAY = "1", "2958465"  # 1 January 1900 and 31 December 9999, as Excel counts
PARTY_LIST = "List_party"
HIGHEST_LEVEL = "8"  # of the European Qualifications Framework

MESSAGES = {
    Kind.LONG: "As long as need be; Alt and Enter begin a new line.",
    Kind.DATE: "A date with its year in four digits, such as 31.3.2026.",
    Kind.NUMBER: "A number.",
    Kind.INTEGER: "A whole number.",
    Kind.YES_NO: "Yes or no.",
    Kind.CHOICE: "Choose from the list.",
    Kind.CHOICES: "One or several, separated by semicolons.",
    Kind.REF: "Choose from the list, or type the name.",
    Kind.REFS: "Type titles or ids, several with semicolons.",
    Kind.NAME: "Choose from the list, or type a name.",
}
"""By kind of column, what is said where the layout says nothing more exact."""


@dataclass(frozen=True, slots=True)
class Within:
    """A list cut from another table: the rows that stand for what another cell of the same row names.

    Attributes:
        chosen: the field whose cell names it.
        table: where the rows are, those of one kind one below the other.
        by: the field there that has to name the same.
        shows: the field there that is shown.
        otherwise: the list where nothing is chosen, or where no row fits.
    """

    chosen: str
    table: str
    by: str
    shows: str
    otherwise: str


UNITS_OF_QUALIFICATION = Within("qualification", "UnitPoints", "qualification", "unit", "Pick_Units")
DEPENDENT: Mapping[tuple[str, str], Within] = {
    ("UnitPoints", "group"): Within("qualification", "Groups", "qualification", "group", "Groups_group"),
    ("EarlierUnits", "unit"): UNITS_OF_QUALIFICATION,
    ("Decisions", "subject"): UNITS_OF_QUALIFICATION,
}
FOR_MEMORANDA = {"subject": ("Pick_Memoranda", "Pick_Agreements"), "party": ("Pick_Partners", PARTY_LIST)}
"""Of the sheet Papers: the list for a memorandum, and the list for the other documents."""

GROUPS = "MobilityGroups"
"""The table that the programme of a group is about, where the workbook has it."""


def name_lists(book: Workbook, tables: Mapping[str, Table]) -> None:
    """Names what drop-downs and formats look up: Excel lets them reach a table's column only by a defined name."""
    names: dict[str, str] = {}
    for table in tables.values():
        if table.label:
            names[f"Pick_{table.name}"] = column(table.name, LABEL_HEADER)
            names[f"Ids_{table.name}"] = column(table.name, header_of(table.columns[0]))
    for one in DEPENDENT.values():
        if one.table in tables:
            for key in (one.by, one.shows):
                names[f"{one.table}_{key}"] = column(one.table, header_of(BY_NAME[one.table].column(key)))
    for name, reach in sorted(names.items()):
        book.defined_names[name] = DefinedName(name, attr_text=reach)


def write_lists(book: Workbook, tables: Mapping[str, Table]) -> None:
    """Writes the lists that do not fit into a drop-down of their own on a sheet that nobody has to see."""
    sheet = book["Lists"]
    fields = [one for table in tables.values() for one in table.columns]
    lists = {f"List_{one.key}": one.choices for one in fields if _list_of_words(one).startswith("List_")}
    lists[PARTY_LIST] = PARTIES
    for index, (name, words) in enumerate(lists.items(), 2):
        for row, word in enumerate(words, 1):
            sheet.cell(row, index, word).font = font()
        letters = column_letters(index)
        book.defined_names[name] = DefinedName(name, attr_text=f"Lists!${letters}$1:${letters}${len(words)}")
    for row, name in enumerate((USES_POINTS, ERASMUS_ONLY), 1):
        book.defined_names[name] = DefinedName(name, attr_text=f"Lists!$A${row}")


def add_validation(
    sheet: Worksheet, field: Column, area: str, tables: Mapping[str, Table], letters: Mapping[str, str]
) -> None:
    """Gives cells their drop-down or their check for dates and numbers, and the sentence beside the cell.

    Args:
        sheet: where the cells are.
        field: the column of the layout.
        area: the cells, as `D2:D2000`.
        tables: those of the workbook, by name; a list of another table's rows needs the table.
        letters: of the sheet's columns, by field.
    """
    source = _source(sheet.title, field, tables, letters)
    words = field.help or MESSAGES.get(field.kind, "")
    if source is None and not words:
        return
    rule = _rule(field, source)
    rule.add(area)
    if words:
        _tell(rule, field.header, words)
    sheet.add_data_validation(rule)


def add_message(sheet: Worksheet, title: str, words: str, area: str) -> None:
    """Gives cells the sentence that Excel shows beside them."""
    rule = DataValidation(allow_blank=True)
    rule.add(area)
    _tell(rule, title, words)
    sheet.add_data_validation(rule)


def _tell(rule: DataValidation, title: str, words: str) -> None:
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = title[:LONGEST_TITLE], words[:LONGEST_MESSAGE]


def _rule(field: Column, source: str | None) -> DataValidation:
    rule = DataValidation(type="list" if source else None, formula1=source, allow_blank=True)
    rule.errorTitle = field.header[:LONGEST_TITLE]
    if source is not None:
        # Only a fixed list refuses other words; a name that is not there yet may be typed, and the check tells of it.
        rule.showErrorMessage = field.kind in {Kind.CHOICE, Kind.YES_NO}
        rule.error = f"Please choose one of: {', '.join(field.choices)}"[:LONGEST_MESSAGE] if field.choices else None
        return rule
    if field.kind is Kind.DATE:
        rule.type, rule.operator, rule.formula1, rule.formula2 = "date", "between", FIRST_DAY, LAST_DAY
        rule.error = "Excel does not know this as a date. Please type day, month and year."
    elif field.key == "eqf_level":
        rule.type, rule.operator, rule.formula1, rule.formula2 = "whole", "between", FIRST_DAY, HIGHEST_LEVEL
        rule.error = "The levels of the European Qualifications Framework go from 1 to 8."
    elif field.kind in {Kind.NUMBER, Kind.INTEGER}:
        rule.type = "decimal" if field.kind is Kind.NUMBER else "whole"
        rule.operator, rule.formula1 = "greaterThanOrEqual", "0"
        rule.error = "This is no number from 0 up, or no whole one where a whole one is meant."
    if rule.type is not None:
        rule.showErrorMessage, rule.errorStyle = True, "warning"  # one may insist; the check tells of it again
    return rule


def _source(title: str, field: Column, tables: Mapping[str, Table], letters: Mapping[str, str]) -> str | None:
    name = next((table.name for table in tables.values() if table.title == title), "")
    if name == "Papers" and field.key in FOR_MEMORANDA:
        memorandum, other = FOR_MEMORANDA[field.key]
        if field.key == "subject" and GROUPS in tables:
            other = f'IF(${letters["document"]}2="{GROUP_PROGRAMME}",Pick_{GROUPS},{other})'
        return f'IF(${letters["document"]}2="{MEMORANDUM}",{memorandum},{other})'
    within = DEPENDENT.get((name, field.key))
    if within is not None:
        return _cut(within, letters[within.chosen])
    if field.kind in {Kind.CHOICE, Kind.YES_NO} and field.choices:
        return _list_of_words(field)
    if field.kind in REFERENCES - {Kind.REFS}:
        labelled = [table for table in field.ref if table in tables and tables[table].label]
        return f"Pick_{labelled[0]}" if labelled else None
    return None


def _cut(within: Within, letters: str) -> str:
    """Gives the formula of a list cut from another table; MATCH and COUNTIF move with it, and nothing is volatile."""
    by, shows = f"{within.table}_{within.by}", f"{within.table}_{within.shows}"
    first = f"MATCH(${letters}2,{by},0)"
    cut = f"INDEX({shows},{first}):INDEX({shows},{first}+COUNTIF({by},${letters}2)-1)"
    return f"IF(ISNA({first}),{within.otherwise},{cut})"


def _list_of_words(field: Column) -> str:
    """Gives a fixed list as a drop-down has it, or the name of the cells where its words stand; empty for none."""
    if field.kind not in {Kind.CHOICE, Kind.YES_NO} or not field.choices:
        return ""
    has_comma = any("," in word for word in field.choices)  # a comma would end the word
    return f"List_{field.key}" if has_comma else f'"{",".join(field.choices)}"'
