"""What is wrong with documents: findings about what they draw on, blank rows, texts untranslated or not printable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ecvet_office.documents.printable import unprintable
from ecvet_office.documents.untranslated import Untranslated
from ecvet_office.evaluation import Evaluation, sort_findings
from ecvet_office.law.pages import page
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.places import Place
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage
from ecvet_office.rules.stays import terms_row
from ecvet_office.workbook.sheets import Sheets

DrawnOn = Callable[[Register, str], Iterator[Record]]

BLANK_ROW, NO_TRANSLATION, UNPRINTABLE = "DO01", "DO02", "DO03"
Key = TypeVar("Key")
WEIGHTY = frozenset({Severity.ERROR, Severity.WARNING})

TERMS_PRINTED = {
    "assessed_when": "Assessed when",
    "recorded_how": "Recorded how",
    "validated_how": "Validated how",
    "recognised_how": "Recognised how",
}
"""Columns that a learning agreement prints in any case and that no rule of agreements asks for."""


@dataclass(frozen=True)
class FindingsByPlace:
    """The weighty findings of a workbook, by sheet and row, for one document after another to look up.

    Attributes:
        on_rows: errors and warnings by the title of the sheet and the number of the row.
        on_sheets: those about a sheet as a whole or its header row, by the title of the sheet.
        on_workbook: those about the workbook as a whole, or the sheet Settings.
    """

    on_rows: Mapping[tuple[str, int], tuple[Finding, ...]]
    on_sheets: Mapping[str, tuple[Finding, ...]]
    on_workbook: tuple[Finding, ...]


def findings_by_place(evaluation: Evaluation) -> FindingsByPlace:
    """Sorts the errors and warnings of a workbook by what they are about."""
    headers = {sheet.title: sheet.header_row for sheet in evaluation.sheets.sheets}
    settings = evaluation.register.settings.origin.sheet
    rows: dict[tuple[str, int], list[Finding]] = {}
    sheets: dict[str, list[Finding]] = {}
    workbook: list[Finding] = []
    for finding in (*evaluation.findings, *unprintable_texts(evaluation.sheets)):
        where = finding.place
        if finding.severity not in WEIGHTY:
            continue
        if not where.sheet or where.sheet == settings:
            workbook.append(finding)
        elif where.row <= headers.get(where.sheet, 0):
            sheets.setdefault(where.sheet, []).append(finding)
        else:
            rows.setdefault((where.sheet, where.row), []).append(finding)
    return FindingsByPlace(_frozen(rows), _frozen(sheets), tuple(workbook))


def _frozen(findings: Mapping[Key, list[Finding]]) -> dict[Key, tuple[Finding, ...]]:
    return {key: tuple(found) for key, found in findings.items()}


def concerning(places: FindingsByPlace, records: Iterable[Record], holds_until: Stage) -> tuple[Finding, ...]:
    """Gives the errors and warnings about what a document draws on, each once.

    Args:
        places: the findings of the workbook.
        records: what the document draws on.
        holds_until: the stage up to which rules must hold before the document is made. What is asked for later, such as
            the signatures on the very paper that is to be printed, does not concern it.
    """
    origins = [record.origin for record in records]
    found = [*places.on_workbook]
    for sheet in dict.fromkeys(origin.sheet for origin in origins):
        found += places.on_sheets.get(sheet, ())
    for origin in origins:
        found += places.on_rows.get((origin.sheet, origin.row), ())
    return tuple(finding for finding in dict.fromkeys(found) if _is_due(finding, holds_until))


def _is_due(finding: Finding, holds_until: Stage) -> bool:
    stage = page(finding.code).stage
    return stage is None or stage <= holds_until


def blank_rows(register: Register, agreement_id: str) -> Iterator[Finding]:
    """Finds the rows that a learning agreement prints without anything in them (DO01)."""
    agreement = register.agreement[agreement_id]
    for place, column in _blank_cells(register, agreement):
        yield page(BLANK_ROW).finding(place, column=column, agreement=agreement.id)


def _blank_cells(register: Register, agreement: Agreement) -> Iterator[tuple[Place, str]]:
    """Gives the cells that leave a printed row blank, each with the header of its column."""
    for name, column in TERMS_PRINTED.items():
        row = terms_row(register, agreement, name)
        if not getattr(row, name) and not row.is_unreadable(name):
            yield row.at(name), column
    for institution in dict.fromkeys((register.home(agreement), register.terms(agreement).host)):
        partner = register.partner.get(institution or "")
        if partner and not partner.address and not partner.city:
            yield partner.at("address"), "Address"


def with_blank_rows(evaluation: Evaluation) -> tuple[Finding, ...]:
    """Gives all findings of a workbook and those of its documents: on blank rows (DO01) and lost characters (DO03).

    A blank cell that several agreements share is told once, for the one that has come furthest: a warning from ready
    to sign on, a to-do before. They are sorted by place.
    """
    register, rule = evaluation.register, page(BLANK_ROW)
    shared: dict[Place, tuple[Stage, Agreement, str]] = {}
    for agreement in register.agreement.values():
        if agreement.stage is Stage.WITHDRAWN:
            continue
        for place, column in _blank_cells(register, agreement):
            if place not in shared or shared[place][0] < agreement.stage:
                shared[place] = agreement.stage, agreement, column
    found = [
        rule.finding(place, Severity.TODO if stage < Stage.READY_TO_SIGN else None, column=column, agreement=one.id)
        for place, (stage, one, column) in shared.items()
    ]
    found += unprintable_texts(evaluation.sheets)
    return sort_findings([*evaluation.findings, *found], evaluation.sheets.titles)


def unprintable_texts(sheets: Sheets) -> Iterator[Finding]:
    """Finds the cells whose text holds characters that no document can hold, and that are left out (DO03)."""
    for sheet in sheets.sheets:
        known = {letters: key for key, letters in sheet.columns.items() if " [" not in key}
        texts = {value for row in sheet.rows for value in row.cells.values() if isinstance(value, str)}
        counts = {text: count for text in texts if (count := unprintable(text))}
        for row in sheet.rows if counts else ():
            for letters, value in row.cells.items():
                if isinstance(value, str) and letters in known and value in counts:
                    place, column = Place(sheet.title, row.number, letters), sheet.table.column(known[letters])
                    yield page(UNPRINTABLE).finding(place, column=column.header, count=counts[value])


def missing_translations(untranslated: Iterable[Untranslated]) -> Iterator[Finding]:
    """Gives a finding for each text that a document prints as first written, because nobody translated it (DO02)."""
    for text in untranslated:
        yield page(NO_TRANSLATION).finding(text.place, column=text.column, language=text.language)
