"""From edits to changed parts: every edit made, every touched sheet written, and what follows from changed cells."""

from __future__ import annotations

from collections.abc import Iterable

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.writing.added_sheet import add_sheet
from ecvet_office.workbook.writing.draft import Draft
from ecvet_office.workbook.writing.edits import (
    AddSheet,
    AppendRows,
    DropUnusedTexts,
    Edit,
    Mark,
    RemoveMarks,
    ReplaceRows,
    ReplaceTexts,
    SetCell,
    Show,
)
from ecvet_office.workbook.writing.leftovers import drop_unused_texts, replace_texts
from ecvet_office.workbook.writing.marks import mark, remove_marks
from ecvet_office.workbook.writing.row_markup import CellChange
from ecvet_office.workbook.writing.sheet_part import sheet_prefix, whole
from ecvet_office.workbook.writing.table_rows import append_rows, replace_rows
from ecvet_office.workbook.writing.workbook_part import calculated_on_load, shown


def make(draft: Draft, edits: Iterable[Edit]) -> None:
    """Makes the edits in their order and writes the parts that they change; the draft holds them.

    Raises:
        UsageError: when an edit names what the workbook does not have.
        UnwritableFileError: when an edit would put something of the user's at risk; the text says where and why.
    """
    _refuse_signed(draft)
    afterwards: list[DropUnusedTexts | ReplaceTexts] = []
    for edit in edits:
        if isinstance(edit, DropUnusedTexts | ReplaceTexts):
            afterwards.append(edit)  # which texts are left over is known once the sheets are written
        else:
            _make_one(draft, edit)
    formulas_changed = False
    for sheet in draft.sheets.values():
        written = sheet.written(draft.date1904, draft.fitting_style)
        if written.markup != sheet.as_read:
            draft.replace(sheet.part, whole(written.markup))
        draft.written[sheet.part] = written.cells
        formulas_changed |= written.formulas_changed
    if formulas_changed:
        _drop_calculation_order(draft)
    if any(draft.written.values()) and _has_formulas(draft):
        draft.put(draft.book, calculated_on_load(draft.read(draft.book), draft.where(draft.book)))
    for left in afterwards:
        if isinstance(left, DropUnusedTexts):
            drop_unused_texts(draft, left)
        else:
            replace_texts(draft, left)


def _make_one(draft: Draft, edit: Edit) -> None:
    match edit:
        case SetCell():
            change = CellChange(edit.value, replaces_formula=edit.replaces_formula)
            draft.sheet(edit.sheet).change(edit.row, edit.column, change)
        case AppendRows():
            append_rows(draft, edit)
        case ReplaceRows():
            replace_rows(draft, edit)
        case AddSheet():
            add_sheet(draft, edit)
        case Mark():
            mark(draft, edit)
        case RemoveMarks():
            remove_marks(draft, edit)
        case Show():
            title = draft.sheet(edit.sheet).title
            draft.put(draft.book, shown(draft.read(draft.book), title, draft.where(draft.book)))


def _refuse_signed(draft: Draft) -> None:
    signatures = (part for part in draft.package.parts if part.startswith("_xmlsignatures/"))
    if any(signatures) or any(one.kind == "origin" for one in draft.relationships("").values()):
        raise UnwritableFileError(
            f"{draft.package.path.name} is digitally signed, and any change would void the signature. Save it under "
            "another name in Excel, which removes the signature from the copy, and use the copy."
        )


def _has_formulas(draft: Draft) -> bool:
    for _, part in draft.sheet_parts():
        sheet = draft.read(part)
        name = b"<" + sheet_prefix(sheet) + b"f"
        if any(name + end in sheet for end in (b">", b" ", b"/")):
            return True
    return False


def _drop_calculation_order(draft: Draft) -> None:
    """Leaves out the list of formula cells: Excel repairs a file whose list names a cell without a formula.

    Excel makes the list anew when it saves.
    """
    for one in draft.relationships(draft.book).values():
        if one.kind == "calcChain" and one.part in draft:
            draft.drop_part(draft.book, one.part)
