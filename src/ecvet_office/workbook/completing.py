"""What openpyxl cannot say in a workbook it writes: the values of formulas, and fixed dates, for equal bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can say
SHEET_ENTRY = re.compile(r'<sheet [^>]*?name="(?P<name>[^"]*)"[^>]*?r:id="(?P<id>[^"]*)"')
RELATION = re.compile(r"<Relationship [^>]*>")
FORMULA_CELL = re.compile(
    r'<c r="(?P<cell>[A-Z]+[0-9]+)"(?P<style>(?: s="[0-9]+")?)><f>(?P<formula>.*?)</f><v ?/?>(?:</v>)?</c>'
)
MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def complete(data: bytes, values: Mapping[str, Mapping[str, str]]) -> bytes:
    """Gives the workbook with the values of its formulas, as a package of fixed dates and order.

    Args:
        data: a workbook as openpyxl wrote it.
        values: by sheet title and cell, the text that the cell's formula gives.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for title, name in _sheet_parts(parts).items():
        if title in values:
            parts[name] = _with_values(parts[name].decode("utf-8"), values[title]).encode("utf-8")
    for name, part in parts.items():
        if name.startswith("xl/worksheets/sheet"):  # a height that is not the user's own grows with the text
            parts[name] = part.replace(b' customHeight="1"', b"")
    core = parts["docProps/core.xml"].decode("utf-8")
    created = re.search(r"<dcterms:created[^>]*>([^<]*)<", core)
    if created is not None:  # openpyxl stamps the hour of saving
        parts["docProps/core.xml"] = MODIFIED.sub(rf"\g<1>{created[1]}\g<2>", core).encode("utf-8")
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


def _with_values(sheet: str, values: Mapping[str, str]) -> str:
    def filled(cell: re.Match[str]) -> str:
        text = escape(values.get(cell["cell"], ""))
        return f'<c r="{cell["cell"]}"{cell["style"]} t="str"><f>{cell["formula"]}</f><v>{text}</v></c>'

    return FORMULA_CELL.sub(filled, sheet)
