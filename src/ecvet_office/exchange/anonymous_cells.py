"""What each cell of a workbook becomes in a copy without personal data: the same mistakes, other people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from ecvet_office.exchange.pseudonyms import Pseudonyms
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import LISTS, REFERENCES, Column, Kind
from ecvet_office.workbook.conversion_tables import CONVERSION
from ecvet_office.workbook.grade_tables import GRADES
from ecvet_office.workbook.labels import label_of
from ecvet_office.workbook.layout import LABEL_SEPARATOR, SETTINGS, SETTINGS_TABLE
from ecvet_office.workbook.learning_time_tables import LEARNING_TIME
from ecvet_office.workbook.matrix_tables import MATRIX
from ecvet_office.workbook.qualification_tables import QUALIFICATIONS
from ecvet_office.workbook.references import Names, read_reference, words_instead
from ecvet_office.workbook.row_values import fields_of
from ecvet_office.workbook.sheets import Row, Sheet, setting_key
from ecvet_office.workbook.values import Misfit, folded, read_date, read_text, split_list

TEACHING = frozenset(
    table.name
    for table in (*QUALIFICATIONS, *CONVERSION, *LEARNING_TIME, *MATRIX, *GRADES)
    if not any("Learners" in column.ref for column in table.columns)
)
"""The tables that say what is taught and asked: their texts stay."""

KEPT = frozenset(
    {"sex", "country", "type", "language", "grade", "scale", "activity_type", "document_issued", "recorded_how",
     "assessed_when", "validated_how", "recognised_how", "signature_kind", "nqf_level"}
)  # fmt: skip
"""Fields of other tables whose texts tell of nobody."""

NAMES = {"family_name": "Family", "given_names": "Given", "address": "Street", "postcode": "Postcode", "city": "City"}
AMBIGUOUS_DAY = "01/02/2001"  # a text that may mean two days, for one that may mean two days
NO_DAY = "no day"
_PROJECT_NUMBER = re.compile(r"[0-9]{9}$")
_OUR_ID = re.compile(r"[A-Za-z]{0,2}[0-9]+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Anonymous:
    """A workbook on its way to a copy without personal data.

    Attributes:
        sheets: by the name of the table.
        names: by table, the names of its rows.
        shift: by how many days every date moves.
        pseudonyms: given so far.
        ids: ids that somebody typed in words of their own, and what stands for them.
        called: by table and id, the new names of rows.
    """

    sheets: Mapping[str, Sheet]
    names: Mapping[str, Names]
    shift: timedelta
    pseudonyms: Pseudonyms = field(default_factory=Pseudonyms)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    called: dict[tuple[str, str], str] = field(default_factory=dict)


def new_value(book: Anonymous, sheet: Sheet, row: Row, key: str, cell: CellValue) -> CellValue:
    """Gives what a cell of a table becomes; the cell itself where it tells of nobody."""
    if sheet.table is SETTINGS_TABLE:
        return _setting(book, sheet, row, key, cell)
    column = fields_of(sheet)[key]
    return _of_column(book, sheet.table.name, column, cell)


def _setting(book: Anonymous, sheet: Sheet, row: Row, key: str, cell: CellValue) -> CellValue:
    named = read_text(row.cells.get(sheet.columns.get("setting", "A")))
    known = setting_key(named) if isinstance(named, str) else ""
    column = next((one for one in SETTINGS if one.key == known), None)
    if key != "value" or not isinstance(cell, str):
        return cell
    if column is None:
        return book.pseudonyms.of("Text", cell)
    if column.kind in REFERENCES:
        return _references(book, column, cell)
    return _PROJECT_NUMBER.sub("000000000", cell) if known == "project_code" else cell


def _of_column(book: Anonymous, table: str, column: Column, cell: CellValue) -> CellValue:
    if column.kind is Kind.DATE:
        return shifted(cell, book.shift)
    if not isinstance(cell, str):
        return _number(book, column, cell)
    if column.kind in REFERENCES:
        return _references(book, column, cell)
    if column.kind is Kind.ID:
        return _id(book, table, cell)
    if column.kind in {Kind.TEXT, Kind.LONG}:
        return _text(book, table, column, cell)
    is_known = column.kind is Kind.YES_NO or any(folded(one) in map(folded, column.choices) for one in split_list(cell))
    return cell if is_known or not _LETTER.search(cell) else book.pseudonyms.of("Text", cell)


def _number(book: Anonymous, column: Column, cell: CellValue) -> CellValue:
    """Gives a cell that is no text: a telephone or a postcode may have been typed as a number."""
    if isinstance(cell, Decimal) and column.kind is Kind.TEXT and _kind_of("", column) != "Text":
        return book.pseudonyms.of(_kind_of("", column), str(cell))
    return shifted(cell, book.shift) if isinstance(cell, date) else cell


def _text(book: Anonymous, table: str, column: Column, cell: str) -> str:
    key = column.key.partition(" [")[0]
    is_kept = table in TEACHING or key in KEPT
    return cell if is_kept or not cell.strip() else book.pseudonyms.of(_kind_of(table, column), cell)


def _kind_of(table: str, column: Column) -> str:
    """Gives what a text is, for its stand-in."""
    key = column.key
    for ending in ("email", "telephone", "website", "oid"):
        if key.endswith(ending):
            return ending
    if key == "fax":
        return "telephone"
    if table == "Partners" and key == "name":
        return "Institution"
    if (key.endswith("_name") and key.startswith("guardian")) or (table == "People" and key == "name"):
        return "Person"
    return "Street" if key.endswith("_address") else NAMES.get(key, "Text")


def _id(book: Anonymous, table: str, cell: str) -> str:
    """Gives the id itself where it is of our making; one that somebody typed may be a name."""
    if table in TEACHING or _OUR_ID.fullmatch(cell.strip()):
        return cell
    key = (table, folded(cell))
    book.ids.setdefault(key, f"X{len(book.ids) + 1}")
    return book.ids[key]


def _references(book: Anonymous, column: Column, cell: str) -> str:
    if column.kind not in LISTS:
        return _reference(book, column, cell)
    return "; ".join(_reference(book, column, part) for part in split_list(cell))


def _reference(book: Anonymous, column: Column, text: str) -> str:
    """Gives a name of a row as it was written: by id, by id and name, or by name."""
    wanted = folded(text)
    if wanted in map(folded, column.words):
        return text
    id_, dot, name = text.partition(LABEL_SEPARATOR)
    found = read_reference(text, column, book.names)
    if isinstance(found, Misfit):
        return _misfit(book, column, id_ if dot else "", name if dot else text)
    table = next((one for one in column.ref if one in book.names and folded(found) in book.names[one].ids), None)
    if table is None:
        return book.pseudonyms.of("Person" if "People" in column.ref else "Text", text)
    new_id = _id(book, table, found)
    if folded(found) == wanted:
        return new_id
    return label_of(new_id, name_of(book, table, found)) if dot else name_of(book, table, found)


def _misfit(book: Anonymous, column: Column, id_: str, name: str) -> str:
    """Gives what stands for a name that no row bears, or several do: again one that none bears, or the same do."""
    for table in column.ref:
        bearers = book.names[table].called.get(folded(name), ()) if table in book.names else ()
        if bearers:
            new = name_of(book, table, bearers[0])
            return label_of(_id(book, table, id_), new) if id_ else new
    looks_like_an_id = _OUR_ID.fullmatch(name.strip()) is not None
    new = name if looks_like_an_id else book.pseudonyms.of("Nobody", name)
    return f"{id_}{LABEL_SEPARATOR}{new}" if id_ else new


def name_of(book: Anonymous, table: str, id_: str) -> str:
    """Gives the new name of a row, as drop-downs show it behind its id."""
    key = (table, folded(id_))
    if key not in book.called:
        book.called[key] = _new_name(book, table, id_)
    return book.called[key]


def _new_name(book: Anonymous, table: str, id_: str) -> str:
    sheet = book.sheets[table]
    number = next(number for number, known in book.names[table].numbered.items() if folded(known) == folded(id_))
    row = next(one for one in sheet.rows if one.number == number)
    fields = fields_of(sheet)

    def new(key: str) -> str:
        cell = row.cells.get(sheet.columns.get(key, ""))
        text = None if cell is None else read_text(_of_column(book, table, fields[key], cell))
        return text if isinstance(text, str) else ""

    name = " ".join(filter(None, (new(key) for key in sheet.table.label)))
    changed = {sheet.columns[key]: new(key) for key in fields if key in sheet.columns}
    return name or words_instead(sheet, Row(row.number, {**row.cells, **{a: b for a, b in changed.items() if b}}))


def shifted(cell: CellValue, shift: timedelta) -> CellValue:
    """Gives a day moved by a number of days; a text that is no day stays none, one that may be two may still be."""
    if isinstance(cell, datetime | date):
        return cell + shift
    if isinstance(cell, Decimal):
        return cell + shift.days if isinstance(read_date(cell), date) else cell
    if not isinstance(cell, str) or not cell.strip():
        return cell
    day = read_date(cell)
    if isinstance(day, Misfit):
        return AMBIGUOUS_DAY if day.code == "WB16" else NO_DAY
    return cell if day is None else (day + shift).isoformat()
