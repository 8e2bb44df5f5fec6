"""The drop-down lists of a foreign sheet: for each column, what may stand there."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from ecvet_office.workbook.cells import RawWorkbook
from ecvet_office.workbook.package import Package
from ecvet_office.workbook.values import read_text
from ecvet_office.workbook.writing.areas import Area, area_of
from ecvet_office.workbook.writing.tags import attributes_of, elements, local_name, plain_text
from ecvet_office.workbook.xml_text import from_xml


@dataclass(frozen=True, slots=True)
class Rule:
    """A data validation.

    Attributes:
        areas: the cells it holds for.
        choices: what may stand there, as the list spells it; empty for another kind, or a list that cannot be read.
        needs_value: whether it forbids empty cells.
        is_unread: whether it is a list that cannot be read, such as one that a formula chooses.
    """

    areas: tuple[Area, ...]
    choices: tuple[str, ...]
    needs_value: bool
    is_unread: bool = False

    def holds(self, row: int, column: int) -> bool:
        """Whether it holds for a cell."""
        return any(area.holds(row, column) for area in self.areas)


def rules_of(package: Package, raw: RawWorkbook, part: str) -> tuple[Rule, ...]:
    """Gives the data validations of a sheet, those of later Excel versions (x14) among them.

    Args:
        package: the file.
        raw: the same file as cells, in which lists stand.
        part: of the sheet.

    Raises:
        UnreadableFileError: when a part is damaged.
        UnwritableFileError: when the sheet is written in a way that we cannot change safely.
    """
    names = dict(_defined_names(package))
    return tuple(_rules(_without_rows(package.read(part)), package.where(part), raw, part, names))


def _without_rows(xml: bytes) -> bytes:
    """Gives a sheet without its rows, which are many and say nothing of lists."""
    start = xml.find(b"<sheetData")
    inside = xml.find(b">", start) + 1
    end = xml.find(b"</sheetData>", inside)
    return xml if end < 0 else xml[:inside] + xml[end:]


def _rules(shell: bytes, where: str, raw: RawWorkbook, part: str, names: dict[str, str]) -> Iterator[Rule]:
    found = elements(shell, where)
    for one in found:
        if local_name(one.name) != b"dataValidation":
            continue
        said = attributes_of(one.attributes)
        inner = {
            local_name(other.name): plain_text(shell[other.inside : other.inner_end])
            for other in found
            if one.start < other.start < one.end and b"<" not in shell[other.inside : other.inner_end]
        }
        reach = said.get("sqref", "") or inner.get(b"sqref", "")
        formula = inner.get(b"f") or inner.get(b"formula1") or ""
        choices = _choices(formula, raw, part, names) if said.get("type") == "list" else ()
        needs_value = said.get("allowBlank") not in {"1", "true"} and said.get("type") == "list"
        is_unread = said.get("type") == "list" and not choices
        yield Rule(tuple(_areas(reach)), choices, needs_value, is_unread)


def _areas(reach: str) -> Iterator[Area]:
    for one in reach.split():
        try:
            yield area_of(one)
        except ValueError:
            continue  # a whole column is written with its rows; anything else is no area of cells


def _choices(formula: str, raw: RawWorkbook, part: str, names: dict[str, str], depth: int = 0) -> tuple[str, ...]:
    text = formula.strip().removeprefix("=")
    if text.startswith('"') and text.endswith('"'):
        return tuple(one.strip() for one in next(csv.reader([text[1:-1].replace('""', '"')])))
    if text.casefold() in names and depth == 0:
        return _choices(names[text.casefold()], raw, part, names, 1)
    title, mark, reference = text.rpartition("!")
    wanted = title.strip("'").replace("''", "'").casefold()
    sheet = next((one for one in raw.sheets if (one.title.casefold() == wanted if mark else one.part == part)), None)
    try:
        area = area_of(reference)
    except ValueError:
        return ()
    if sheet is None:
        return ()
    cells = (cell for row in sheet.rows() for cell in row.cells if area.holds(cell.row, cell.column))
    return tuple(word for cell in cells if isinstance(word := read_text(cell.value), str))


def _defined_names(package: Package) -> Iterator[tuple[str, str]]:
    xml = package.read(package.workbook_part)
    for one in elements(xml, package.where(package.workbook_part)):
        if local_name(one.name) == b"definedName":
            name = attributes_of(one.attributes).get("name", "")
            yield name.casefold(), from_xml(xml[one.inside : one.inner_end].decode("utf-8"))
