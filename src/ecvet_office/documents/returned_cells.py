"""The cell of the workbook that holds what a field of a returned document says, and what stands there today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ecvet_office.documents.assessment_sheet import result_on
from ecvet_office.documents.fields import Sources, institution_name, person_named, said_in
from ecvet_office.documents.returned_fields import Home, ReturnedForm, Row
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.places import Place
from ecvet_office.model.records import Record
from ecvet_office.model.register import OWN_TERMS
from ecvet_office.model.results import HOST
from ecvet_office.rules.signatures import paper_for
from ecvet_office.rules.stays import terms_row
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import Column, Kind
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.sheets import Sheets
from ecvet_office.workbook.tables import Table

TABLES: Mapping[Row, str] = {Row.AGREEMENT: "Agreements", Row.PAPER: "Papers", Row.RESULT: "Results"}
COMPANY = "host_company"  # a text that may be the id of an institution


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, with what it says today.

    Attributes:
        table: the name of its table.
        row: what names its row, as the fields that a new row gets besides.
        column: of the layout; its key has a language where the cell holds a translation.
        place: without a row number where the row is still to be made, without a column where the sheet has none.
        now: what is said today, as the document prints it; for a term the package's words where nothing else is said.
        value: the same as the record holds it.
        is_unreadable: whether something stands in the cell that could not be read.
    """

    table: str
    row: Mapping[str, CellValue]
    column: Column
    place: Place
    now: str
    value: object
    is_unreadable: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells to which the fields of one document about an agreement belong.

    Attributes:
        sources: from which such a document would be made today.
        sheets: of the workbook.
        form: which fields come back.
        agreement: that the document is about.
        version: of the document, as printed.
    """

    sources: Sources
    sheets: Sheets
    form: ReturnedForm
    agreement: Agreement
    version: str

    def cell(self, home: Home, row: str) -> Cell:
        """Gives the cell of a field.

        Args:
            home: of the field.
            row: the id of the outcome that the document's row is about; empty outside of rows.
        """
        table = TABLES[home.row]
        record, holder = self._record(home, row), self._holder(home, row)
        column = self._in_language(BY_NAME[table].column(home.column), holder)
        return Cell(
            table,
            self._names_of_row(home.row, row),
            column,
            self._place(BY_NAME[table], record, column, is_printed=holder is record),
            "" if holder is None else self._shown(holder, home.column),
            None if holder is None else getattr(holder, home.column),
            record is not None and record.is_unreadable(home.column),
        )

    def _record(self, home: Home, row: str) -> Record | None:
        """Gives the record whose cell is to be written; None where the row is still to be made."""
        if home.row is Row.AGREEMENT:
            return self.agreement
        if home.row is Row.PAPER:
            return paper_for(self.sources.register, self.form.paper, self.agreement.id, HOST)
        return result_on(self.sources.register, self.agreement, row)

    def _holder(self, home: Home, row: str) -> Record | None:
        """Gives the record that says it today: for a term the agreement, or else its package."""
        if home.row is Row.AGREEMENT and home.column in OWN_TERMS:
            return terms_row(self.sources.register, self.agreement, home.column)
        return self._record(home, row)

    def _names_of_row(self, row: Row, outcome: str) -> dict[str, CellValue]:
        agreement = self.agreement
        if row is Row.AGREEMENT:
            return {"id": agreement.id}
        if row is Row.RESULT:
            return {"context": agreement.id, "learner": agreement.learner or "", "outcome": outcome}
        named: dict[str, CellValue] = {"document": self.form.paper, "subject": agreement.id, "party": HOST}
        return {**named, "version": Decimal(self.version)} if self.version.isdecimal() else named

    def _in_language(self, column: Column, holder: Record | None) -> Column:
        """Gives the column of texts in the document's language, where the workbook keeps them apart.

        A translation is only printed where the text itself stands, so an empty cell takes what the partner wrote.
        """
        language = self.sources.wording.language
        if not column.printed or self.sources.texts_in in ("", language):
            return column
        if holder is None or not getattr(holder, column.key):
            return column
        return replace(column, key=f"{column.key} [{language}]", header=f"{column.header} [{language}]")

    def _place(self, table: Table, record: Record | None, column: Column, *, is_printed: bool) -> Place:
        """Gives the cell; no column of it where a translation would stand beside no text of its own row."""
        sheet = self.sheets.sheet(table.name)
        if sheet is None:
            return Place(table.title)
        letters = sheet.columns.get(column.key, "") if is_printed or "[" not in column.key else ""
        return Place(sheet.title, record.origin.row if record is not None else 0, letters)

    def _shown(self, holder: Record, name: str) -> str:
        """Gives what a document prints for a field of a record."""
        value = getattr(holder, name)
        register, wording = self.sources.register, self.sources.wording
        column = BY_NAME[holder.table].column(name)
        if isinstance(value, bool):
            return wording.text("word.yes" if value else "word.no")
        if isinstance(value, date):
            return wording.day(value)
        if column.kind is Kind.NAME:
            person = person_named(register, value)
            return person.name or person.id
        return institution_name(register, value) if name == COMPANY else said_in(wording.language, holder, name)
