"""What openpyxl cannot say in a workbook it writes: the values of formulas, alternative texts, and fixed dates."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple

from ecvet_office.model.points import points_text
from ecvet_office.workbook.writing.cell_markup import escaped
from ecvet_office.workbook.xml_text import as_attribute, as_xml

FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can say
SHEET_ENTRY = re.compile(r'<sheet [^>]*?name="(?P<name>[^"]*)"[^>]*?r:id="(?P<id>[^"]*)"')
RELATION = re.compile(r"<Relationship [^>]*>")
FORMULA_CELL = re.compile(
    r'<c r="(?P<cell>[A-Z]+[0-9]+)"(?P<style>(?: s="[0-9]+")?)><f>(?P<formula>.*?)</f><v ?/?>(?:</v>)?</c>'
)
MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
TABLE_NAME = re.compile(r'<table [^>]*?displayName="([^"]*)"')
PICTURE_NAME = re.compile(r'(<(?:\w+:)?cNvPr id="[0-9]+" name=")[^"]*(")')
TABLE_EXTENSION = (
    '<extLst><ext uri="{504A1905-F514-4f6f-8877-14C23A59335A}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    "<x14:table altText=%s altTextSummary=%s/></ext></extLst></table>"
)

FormulaValue = str | Decimal | bool
Values = Mapping[str, Mapping[str, FormulaValue]]
"""By sheet title and cell, what the cell's formula gives."""


class AltText(NamedTuple):
    """What is read out for somebody who cannot see a table or a chart."""

    title: str
    words: str


def complete(data: bytes, values: Values, tables: Mapping[str, AltText], pictures: Sequence[AltText]) -> bytes:
    """Gives the workbook with what openpyxl leaves out, as a package of fixed dates and order.

    Args:
        data: a workbook as openpyxl wrote it.
        values: of its formulas, all of them.
        tables: by name of the table, its alternative text.
        pictures: of the charts, in the order of the sheet that holds them.

    Raises:
        KeyError: a formula or a table was left out.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for title, name in _sheet_parts(parts).items():
        parts[name] = _with_values(parts[name].decode("utf-8"), title, values).encode("utf-8")
    for name, part in parts.items():
        if name.startswith("xl/tables/"):
            parts[name] = _table_told(part.decode("utf-8"), tables).encode("utf-8")
        elif name.startswith("xl/drawings/drawing"):
            parts[name] = _pictures_told(part.decode("utf-8"), pictures).encode("utf-8")
    core = parts["docProps/core.xml"].decode("utf-8")
    created = re.search(r"<dcterms:created[^>]*>([^<]*)<", core)
    if created is not None:  # openpyxl stamps the hour of saving
        parts["docProps/core.xml"] = MODIFIED.sub(rf"\g<1>{created[1]}\g<2>", core).encode("utf-8")
    return _package(parts)


def _package(parts: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            archive.writestr(entry, parts[name])
    return stream.getvalue()


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    relations = parts["xl/_rels/workbook.xml.rels"].decode("utf-8")
    targets: dict[str, str] = {}
    for relation in RELATION.findall(relations):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', relation))
        targets[attributes["Id"]] = attributes["Target"].lstrip("/")
    book = parts["xl/workbook.xml"].decode("utf-8")
    return {entry["name"]: targets[entry["id"]] for entry in SHEET_ENTRY.finditer(book)}


def _with_values(sheet: str, title: str, values: Values) -> str:
    def filled(cell: re.Match[str]) -> str:
        kind, raw = _written(values[title][cell["cell"]])
        return f'<c r="{cell["cell"]}"{cell["style"]}{kind}><f>{cell["formula"]}</f><v>{raw}</v></c>'

    # A height that is not the user's own grows with the text.
    return FORMULA_CELL.sub(filled, sheet).replace(' customHeight="1"', "")


def _written(value: FormulaValue) -> tuple[str, str]:
    """Gives the attribute for the type of a value, and the value as a file has it."""
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, Decimal):
        return "", points_text(value)
    return ' t="str"', escaped(value)


def _table_told(table: str, told: Mapping[str, AltText]) -> str:
    name = TABLE_NAME.search(table)
    title, words = told[name[1] if name else ""]
    return table.replace("</table>", TABLE_EXTENSION % (as_attribute(title), as_attribute(words)))


def _pictures_told(drawing: str, told: Sequence[AltText]) -> str:
    texts = iter(told)

    def with_text(found: re.Match[str]) -> str:
        title, words = next(texts)
        return f"{found[1]}{as_xml(title)}{found[2]} descr={as_attribute(words)} title={as_attribute(title)}"

    return PICTURE_NAME.sub(with_text, drawing)
