"""What one partner needs of a workbook, and no more: its stays, their learners by name, and what is taught there.

The extract is a new workbook and no copy, so that nothing of the others can be left over in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ecvet_office.exchange.traces import Sighting, Traces, sightings_in_workbook
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.errors import UsageError
from ecvet_office.model.places import column_letters
from ecvet_office.model.register import Register
from ecvet_office.workbook.blank import build_from
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import REFERENCES, Kind
from ecvet_office.workbook.header_words import spoken
from ecvet_office.workbook.kinds import MOBILITY
from ecvet_office.workbook.layout import SETTINGS, SETTINGS_TABLE
from ecvet_office.workbook.parsing import parse, read_cell
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.references import Names, all_names
from ecvet_office.workbook.saving import write_new_file
from ecvet_office.workbook.sheets import Row, Sheet, Sheets, setting_rows
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import Misfit, folded, nearest

LEARNER_FIELDS = frozenset({"id", "family_name", "given_names", "date_of_birth", "qualification"})
"""What a partner needs of a learner: who it is, and what for."""

PEOPLE_FIELDS = frozenset({"id", "name", "institution", "position", "email", "telephone", "language"})
PAPER_FIELDS = frozenset({"number", "document", "version", "subject", "party", "sent", "due", "returned", "signed_on"})
AGREEMENT_FIELDS_KEPT_BACK = frozenset({"withdrawn_because", "progress"})
TEACHING = ("Qualifications", "Units", "UnitPoints", "Outcomes", "Groups")
OF_AGREEMENTS = {"Placements": "agreement", "AgreedOutcomes": "agreement", "Results": "context"}
NAMING = (
    "Packages", "Agreements", "Placements", "ResponsiblePersons", "AccompanyingPersons", "MemorandumPartners",
    "Results",
)  # fmt: skip
"""The tables whose rows name people and institutions that the partner has to know."""

OF_MEMORANDA = ("MemorandumPartners", "MemorandumQualifications")


@dataclass(frozen=True, slots=True)
class Extract:
    """A partner's workbook.

    Attributes:
        path: of the new file.
        rows: by the title of a sheet, how many rows it has.
        remains: where somebody who is no learner of this partner stands in it.
        left_out: fields that were not handed on, as `Learners: address`.
    """

    path: Path
    rows: Mapping[str, int]
    remains: tuple[Sighting, ...]
    left_out: tuple[str, ...]


def extract(path: Path, partner: str, out: Path) -> Extract:
    """Writes a workbook with only what one partner needs.

    Args:
        path: the workbook, in any format that can be read.
        partner: the id of the partner on the sheet Partners.
        out: the new file, whose name ends in `.xlsx`.

    Raises:
        UnreadableFileError: when the workbook cannot be read.
        UsageError: when it has no such partner, or no stay with it.
        UnwritableFileError: when the new file exists or cannot be written.
    """
    if out.suffix.casefold() != ".xlsx":
        raise UsageError(f"{out.name}: an Excel workbook's name ends in .xlsx")
    sheets = read(path)
    register, _ = parse(sheets)
    wanted = _wanted(register, _partner_id(register, partner))
    names = all_names(sheets)
    _add_those_named(sheets, wanted, names, register)
    kept = tuple(_kept(sheet, wanted, names) for sheet in sheets.sheets if sheet.table.name in MOBILITY.tables)
    filled = tuple(sheet for sheet in kept if sheet.rows)
    write_new_file(out, build_from(replace(sheets, sheets=filled, findings=()), MOBILITY))
    remains = sightings_in_workbook(out, _others(register, wanted))
    rows = {sheet.title: len(sheet.rows) for sheet in filled}
    return Extract(out, rows, remains, tuple(_left_out(sheets)))


def _partner_id(register: Register, partner: str) -> str:
    known = {folded(one): one for one in register.partner}
    if folded(partner) not in known:
        guess = nearest(partner, list(register.partner))
        raise UsageError(f"the workbook has no partner {partner}{guess}; their ids stand on the sheet Partners")
    return known[folded(partner)]


def _wanted(register: Register, partner: str) -> dict[str, set[str]]:
    """Gives by table the ids of the rows that the partner needs."""
    stays = [one for one in register.agreements if _is_with(register, one, partner)]
    packages = {one.id for one in register.packages if partner in {one.host, one.intermediary}}
    packages |= {one.package for one in stays if one.package}
    if not stays and not packages:
        raise UsageError(f"the workbook has no package and no agreement with the partner {partner}")
    memoranda = {one.memorandum for one in stays if one.memorandum}
    memoranda |= {
        one.memorandum for one in register.memorandum_partners if one.institution == partner and one.memorandum
    }
    homes = {home for one in stays if (home := register.home(one))}
    return {
        "Agreements": {one.id for one in stays},
        "Packages": packages,
        "Learners": {one.learner for one in stays if one.learner},
        "Memoranda": memoranda,
        "MobilityGroups": {one.group for one in stays if one.group},
        "Partners": {partner, *homes, *(one for one in (register.settings.coordinator,) if one)},
    }


def _add_those_named(
    sheets: Sheets, wanted: dict[str, set[str]], names: Mapping[str, Names], register: Register
) -> None:
    """Adds the people whom rows of the partner name, and the institutions of all of them."""
    named: set[str] = set()
    for sheet in sheets.sheets:
        naming = [column for column in sheet.table.columns if column.kind in REFERENCES]
        for values in _rows(sheet, names) if sheet.table.name in NAMING else ():
            if _is_wanted(sheet.table, values, wanted):
                named |= {str(value) for column in naming if (value := values.get(column.key)) is not None}
    wanted["Partners"] |= {one for one in named if one in register.partner}
    wanted["People"] = {one.id for one in register.people if one.id in named or one.institution in wanted["Partners"]}
    people = (register.person[one] for one in wanted["People"])
    wanted["Partners"] |= {one.institution for one in people if one.institution}


def _is_with(register: Register, agreement: Agreement, partner: str) -> bool:
    terms = register.terms(agreement)
    return partner in {terms.host, terms.intermediary}


def _kept(sheet: Sheet, wanted: Mapping[str, set[str]], names: Mapping[str, Names]) -> Sheet:
    """Gives the rows and the fields that the partner needs, from row 2 on, as a new workbook has them."""
    table = sheet.table
    if table is SETTINGS_TABLE:
        return _settings(sheet, names)
    columns = {key: column_letters(number) for number, key in enumerate((one.key for one in table.columns), 1)}
    chosen = [values for values in _rows(sheet, names) if _is_wanted(table, values, wanted)]
    rows = tuple(
        Row(number, {columns[key]: value for key, value in values.items() if _is_handed_on(table.name, key)})
        for number, values in enumerate(chosen, 2)
    )
    return Sheet(table, table.title, 1, columns, rows)


def _settings(sheet: Sheet, names: Mapping[str, Names]) -> Sheet:
    """Gives the settings, by the words that a new workbook knows them by."""
    known = {column.key: column for column in SETTINGS}
    rows: list[Row] = []
    by_number = {row.number: row for row in sheet.rows}
    for key, number in setting_rows(sheet).items():
        cell = by_number[number].cells.get(sheet.columns.get("value", "B"))
        if cell is not None:
            value = read_cell(cell, known[key], names) if known[key].kind in REFERENCES else cell
            rows.append(Row(len(rows) + 2, {"A": spoken(key), "B": cell if isinstance(value, Misfit) else value}))
    return Sheet(SETTINGS_TABLE, SETTINGS_TABLE.title, 1, {"setting": "A", "value": "B"}, tuple(rows))


def _rows(sheet: Sheet, names: Mapping[str, Names]) -> Iterator[dict[str, CellValue]]:
    """Gives the rows of a sheet by field, references by their ids, ids where none was typed yet."""
    for row in sheet.rows:
        values: dict[str, CellValue] = {}
        for column in sheet.table.columns:
            cell = row.cells.get(sheet.columns.get(column.key, ""))
            if column.kind is Kind.ID and sheet.table.prefix:
                values[column.key] = names[sheet.table.name].numbered[row.number]
            elif cell is not None:
                read_ = read_cell(cell, column, names) if column.kind in REFERENCES else cell
                value = cell if isinstance(read_, Misfit) or read_ is None else read_
                values[column.key] = "; ".join(value) if isinstance(value, tuple) else value
        yield values


def _is_wanted(table: Table, values: Mapping[str, CellValue], wanted: Mapping[str, set[str]]) -> bool:
    name = table.name
    if name in TEACHING or name == SETTINGS_TABLE.name:
        return True
    if name in wanted:
        return values.get(table.columns[0].key) in wanted[name]
    if name in OF_MEMORANDA:
        return values.get("memorandum") in wanted["Memoranda"] and values.get("institution") in wanted["Partners"]
    if name == "ResponsiblePersons":
        return values.get("stay") in wanted["Agreements"] | wanted["Packages"]
    if name == "Papers":
        return values.get("subject") in wanted["Agreements"] | wanted["Memoranda"] | wanted["MobilityGroups"]
    if name == "AccompanyingPersons":
        return values.get("group") in wanted["MobilityGroups"]
    if name == "EarlierUnits":
        return values.get("learner") in wanted["Learners"]
    return name in OF_AGREEMENTS and values.get(OF_AGREEMENTS[name]) in wanted["Agreements"]


def _is_handed_on(table: str, key: str) -> bool:
    if table == "Learners":
        return key in LEARNER_FIELDS
    if table == "Papers":
        return key in PAPER_FIELDS
    if table == "People":
        return key in PEOPLE_FIELDS
    return table != "Agreements" or key not in AGREEMENT_FIELDS_KEPT_BACK


def _left_out(sheets: Sheets) -> Iterator[str]:
    for sheet in sheets.sheets:
        table = sheet.table
        kept_back = [one.header for one in table.columns if not _is_handed_on(table.name, one.key)]
        if kept_back:
            yield f"{sheet.title}: {', '.join(kept_back)}"


def _others(register: Register, wanted: Mapping[str, set[str]]) -> Traces:
    """Gives the traces of the learners who are no learners of this partner."""
    words: dict[str, str] = {}
    for one in register.learners:
        if one.id not in wanted["Learners"]:
            if one.given_names and one.family_name:
                words[folded(one.full_name)] = f"the full name of learner {one.id}"
            if one.email:
                words[folded(one.email)] = f"the e-mail of learner {one.id}"
    same = {folded(register.learner[one].full_name) for one in wanted["Learners"] if one in register.learner}
    return Traces({word: what for word, what in words.items() if word not in same}, {})
