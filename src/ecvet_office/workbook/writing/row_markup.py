"""A row with some of its cells changed; the other cells and everything else that it says stay byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.cell_values import column_letter
from ecvet_office.workbook.part_xml import TRUE
from ecvet_office.workbook.writing.cell_markup import CellWriting, cell_markup
from ecvet_office.workbook.writing.edits import Computed, Formula, Value
from ecvet_office.workbook.writing.sheet_part import CellPlace, RowPlace, SheetPart, cell_pattern, cells_of
from ecvet_office.workbook.writing.tags import ATTRIBUTES, attributes_of, with_attributes

_HOLDS_SOMETHING = re.compile(rb"<(?:[^\s/>:]+:)?(?:f[\s/>]|is[\s>]|v(?:\s[^<>]*)?>[^<])")
_FORMULA = re.compile(
    rb"<(?P<name>(?:[^\s/>:]+:)?f)(?=[\s/>])(?P<attributes>" + ATTRIBUTES + rb")(?:/>|>[^<]*</(?P=name)\s*>)"
)
# A new content brings its own type; cm and vm bind the old one to arrays and pictures, ph to its pronunciation.
_OF_OLD_CONTENT: Final[Mapping[str, str | None]] = {"t": None, "cm": None, "vm": None, "ph": None}


@dataclass(frozen=True, slots=True)
class Gone:
    """What a cell becomes that is taken out of the sheet, format and all."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """What a cell becomes.

    Attributes:
        content: what it holds then.
        style: the index of its format; None keeps the one it has.
        replaces_formula: whether a formula may be overwritten.
        must_be_empty: what the cell is, for the refusal when it holds something; empty where it may.
    """

    content: Value | Formula | Computed | Gone
    style: str | None = None
    replaces_formula: bool = False
    must_be_empty: str = ""


@dataclass(slots=True)
class RowChanges:
    """What becomes of a row.

    Attributes:
        cells: by column.
        is_ours: whether the row is of a table of ours: then it shows, and vanishes once it has no cells.
        height: of a row of ours, in points; None lets the spreadsheet program measure it.
    """

    cells: dict[int, CellChange] = field(default_factory=dict)
    is_ours: bool = False
    height: float | None = None


@dataclass(frozen=True, slots=True)
class RowWriting:
    """What rows are written with.

    Attributes:
        sheet: the sheet that they stand in.
        title: of the sheet.
        date1904: whether the workbook counts its days from 1904.
        column_style: gives the format of the empty cells of a column; None for the plain one.
        fitting_style: gives the format that a value is shown with, of the format that the cell has.
    """

    sheet: SheetPart
    title: str
    date1904: bool
    column_style: Callable[[int], str | None]
    fitting_style: Callable[[str | None, Value], str | None]


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row's new bytes, the new bytes of each changed cell by column, and whether a formula appeared or vanished."""

    markup: bytes
    cells: Mapping[int, bytes]
    formulas_changed: bool


def written_row(writing: RowWriting, number: int, old: RowPlace | None, changes: RowChanges) -> WrittenRow:
    """Gives a row with its changes made.

    Args:
        writing: the sheet and what goes with it.
        number: of the row.
        old: its place; None for a row that the sheet lacks.
        changes: of its cells.

    Raises:
        UnwritableFileError: when a cell may not be changed, or cannot hold its value.
    """
    prefix = writing.sheet.prefix
    there = {cell.column: cell for cell in cells_of(writing.sheet, old)} if old else {}
    attributes = old.attributes if old else f' r="{number}"'.encode()
    row_style = _row_style(attributes)
    written: dict[int, bytes] = {}
    formulas_changed = False
    for column, change in changes.cells.items():
        cell = there.get(column)
        reference = f"{column_letter(column)}{number}"
        _require_writable(cell, change, f"{writing.title}!{reference}")
        plain = row_style if row_style is not None else writing.column_style(column)
        written[column] = _written_cell(writing, reference, cell, change, plain)
        formulas_changed |= _has_formula(change, cell) != (cell is not None and formula_in(cell) is not None)
    after = {**{column: cell.markup for column, cell in there.items()}, **written}
    inner = b"".join(markup for _, markup in sorted(after.items()))
    if changes.is_ours:
        if not inner:
            return WrittenRow(b"", written, formulas_changed)
        height = None if changes.height is None else f"{changes.height:g}"
        attributes = with_attributes(attributes, {"ht": height, "customHeight": None, "hidden": None})
    if after.keys() != there.keys():
        attributes = with_attributes(attributes, {"spans": None})  # a hint for speed, wrong once a row is wider
    beside = cell_pattern(prefix).sub(b"", writing.sheet.rows[old.inside : old.inner_end]) if old else b""
    markup = b"<%srow%s>%s%s</%srow>" % (prefix, attributes.rstrip(), inner, beside, prefix)
    return WrittenRow(markup, written, formulas_changed)


def holds_something(cell: CellPlace) -> bool:
    """Whether a cell has a value or a formula, and is not merely formatted."""
    return cell.content is not None and _HOLDS_SOMETHING.search(cell.content) is not None


def formula_in(cell: CellPlace) -> re.Match[bytes] | None:
    """Gives the formula element of a cell, its `attributes` as a group; None where the cell has none."""
    return _FORMULA.search(cell.content) if cell.content else None


def _has_formula(change: CellChange, cell: CellPlace | None) -> bool:
    return isinstance(change.content, Formula) or (isinstance(change.content, Computed) and cell is not None)


def _require_writable(cell: CellPlace | None, change: CellChange, where: str) -> None:
    if change.must_be_empty and cell is not None and holds_something(cell):
        raise UnwritableFileError(
            f"{where} {change.must_be_empty} holds something already. Move that elsewhere in Excel and try again."
        )
    formula = formula_in(cell) if cell is not None else None
    kind = attributes_of(formula["attributes"]).get("t", "normal") if formula else ""
    keeps_formula = isinstance(change.content, Computed)
    if keeps_formula and not kind:
        raise UnwritableFileError(
            f"{where} has lost its formula, so its value cannot be written. Restore the formula in Excel."
        )
    if kind in {"array", "dataTable"} or (kind == "shared" and not keeps_formula):
        raise UnwritableFileError(
            f"{where} is part of a formula that several cells share. Change it in Excel, which keeps the others whole."
        )
    if kind and not keeps_formula and not change.replaces_formula:
        raise UnwritableFileError(f"{where} holds a formula. Delete the formula in Excel if a value is to stand there.")


def _written_cell(
    writing: RowWriting, reference: str, cell: CellPlace | None, change: CellChange, plain: str | None
) -> bytes:
    content = change.content
    if isinstance(content, Gone):
        return b""
    attributes, style = f' r="{reference}"'.encode(), plain
    if cell is not None:
        attributes = with_attributes(cell.attributes, {**_OF_OLD_CONTENT, "r": reference}).rstrip()
        style = attributes_of(attributes).get("s")
    value = content.value if isinstance(content, Formula | Computed) else content
    wanted = writing.fitting_style(change.style if change.style is not None else style, value)
    if wanted is not None:
        attributes = with_attributes(attributes, {"s": wanted})
    formula = formula_in(cell) if cell is not None and isinstance(content, Computed) else None
    cells = CellWriting(writing.sheet.prefix.decode(), writing.date1904)
    where = f"{writing.title}!{reference}"
    return cell_markup(cells, attributes.decode(), content, where, formula[0].decode() if formula else "").encode()


def _row_style(attributes: bytes) -> str | None:
    """Gives the format that a row gives to its empty cells."""
    said = attributes_of(attributes)
    return said.get("s") if said.get("customFormat") in TRUE else None
