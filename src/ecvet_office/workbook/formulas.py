"""Pieces of formulas, as a file keeps them: English names, commas, structured references.

Only functions that Excel 2016 has are used, and only forms that LibreOffice computes alike.
"""

from __future__ import annotations

import re

from ecvet_office.workbook.columns import header_of
from ecvet_office.workbook.layout import BY_NAME, LABEL_HEADER, LABEL_SEPARATOR
from ecvet_office.workbook.tables import Table

_NAMED = re.compile(r"(\w+)\[(?:\[#[^\]]+\],)?\[?([^\[\]]+)\]")

READ_AS = "Read as (computed)"
USES_POINTS = "Uses_points"
"""The name of the cell that says whether the workbook uses points."""
ERASMUS_ONLY = "Erasmus_only"
"""The name of the cell that says whether the lighter profile was chosen."""


def here(table: str, header: str) -> str:
    """Gives the cell of a column in the formula's own row.

    >>> here("Units", "Title *")
    'Units[[#This Row],[Title *]]'
    """
    return f"{table}[[#This Row],[{header}]]"


def column(table: str, header: str) -> str:
    """Gives a whole column without its header; Excel wants a second pair of brackets around signs such as a star.

    >>> column("Units", "Id"), column("Units", "Title *")
    ('Units[Id]', 'Units[[Title *]]')
    """
    plain = header.replace(" ", "").isalnum()
    return f"{table}[{header}]" if plain else f"{table}[[{header}]]"


def cell(table: str, key: str) -> str:
    """Gives the cell of a field in the formula's own row."""
    return here(table, header_of(BY_NAME[table].column(key)))


def cells(table: str, key: str) -> str:
    """Gives the whole column of a field."""
    return column(table, header_of(BY_NAME[table].column(key)))


def columns_named(formula: str) -> frozenset[tuple[str, str]]:
    """Gives the columns that a formula names, each by its table and its header.

    >>> sorted(columns_named("N(Units[Id])+Units[[#This Row],[Title *]]"))
    [('Units', 'Id'), ('Units', 'Title *')]
    """
    return frozenset(_NAMED.findall(formula))


def row_number(table: str, header: str) -> str:
    """Gives the number of the formula's own row within its table, counted from 1."""
    return f"ROW()-ROW({table}[[#Headers],[{header}]])"


def name_of(table: Table) -> str:
    """Gives what a row is called, from the columns that name it, without stray spaces."""
    return "TRIM(" + '&" "&'.join(cell(table.name, key) for key in table.label) + ")"


def label_formula(table: Table) -> str:
    """Gives the formula of a table's label column: the id, a dot, and the name."""
    id_, name = cell(table.name, table.columns[0].key), name_of(table)
    return f'TRIM(IF({id_}="","",{id_}&IF({name}="","","{LABEL_SEPARATOR}"))&{name})'


def own_name(table: Table) -> str:
    """Gives by what a row is known: its id, or the name of a row that has no id yet."""
    id_ = cell(table.name, table.columns[0].key)
    return f'IF({id_}="",{name_of(table)},{id_})'


def id_part(text: str) -> str:
    """Gives what stands before the dot of a label; the whole text where there is none."""
    return f'LEFT({text},FIND("{LABEL_SEPARATOR}",{text}&"{LABEL_SEPARATOR}")-1)'


def row_by_id(text: str, table: str) -> str:
    """Gives the row of a table that a text names by its id or its label; #N/A where there is none.

    MATCH compares texts as they are. COUNTIF would take 3.1 and 3.10 for the same number.
    """
    return f"MATCH({id_part(text)},{column(table, READ_AS)},0)"


def row_by_name(text: str, table: str) -> str:
    """Gives the first row of a table whose name is the text, for a reference chosen before the row had its id."""
    return f'MATCH("*{LABEL_SEPARATOR}"&{text},{column(table, LABEL_HEADER)},0)'


def read_as(text: str, table: str) -> str:
    """Gives by what the row is known that a text names, however it is spelt; the text itself where there is none."""
    known = column(table, READ_AS)
    by_id, by_name = row_by_id(text, table), row_by_name(text, table)
    return f'IF({text}="","",IFERROR(INDEX({known},{by_id}),IFERROR(INDEX({known},{by_name}),{text})))'
