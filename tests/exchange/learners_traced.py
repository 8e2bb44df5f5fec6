"""The example workbook with one learner's traces in every corner of the file."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment

from ecvet_office.workbook.building import write_new
from handmade_packages import MAIN, RELATIONSHIPS, write_zip

NAME, EMAIL = "Aino Virtanen", "aino.virtanen@satakunta.example"


def traced_workbook(folder: Path) -> Path:
    """Writes the example with a comment, a sheet of notes, a title and a text that no cell shows, all about L1."""
    path = folder / "plan.xlsx"
    write_new("mobility", path, example=True)
    book = openpyxl.load_workbook(path)
    book["Learners"]["B2"].comment = Comment("Aino rang on Monday", "Coordinator")
    book["Learners"]["B3"].comment = Comment(f"shares a room with {NAME}", "Coordinator")
    book.properties.title = f"Stays of {NAME} and others"
    notes = book.create_sheet("Notes")
    notes["A1"], notes["A2"] = f"Ask {NAME} for the ticket", "Virtanen, the baker, is somebody else"
    notes["A3"] = "nothing of interest"
    book.save(path)
    _with_shared_texts(path, f"{NAME} once stood here")
    return path


def _with_shared_texts(path: Path, unused: str) -> None:
    """Lets the sheet of notes share its texts, as Excel does; a text between them belongs to no cell any more."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    notes = next(name for name, part in parts.items() if "nothing of interest" in part)
    texts = re.findall(r'<c r="A[0-9]" t="inlineStr"><is><t>([^<]*)</t></is></c>', parts[notes])
    shared = [texts[0], unused, *texts[1:]]
    for number, text in enumerate(texts, 1):
        inline = f'<c r="A{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        parts[notes] = parts[notes].replace(inline, f'<c r="A{number}" t="s"><v>{shared.index(text)}</v></c>')
    items = "".join(f"<si><t>{text}</t></si>" for text in shared)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{items}</sst>'
    kind = f'Type="{RELATIONSHIPS}/sharedStrings" Target="/xl/sharedStrings.xml"'
    links, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    parts[links] = parts[links].replace("</Rel", f'<Relationship Id="rIdTexts" {kind}/></Rel', 1)
    named = 'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"'
    parts[types] = parts[types].replace("</Types", f'<Override PartName="/xl/sharedStrings.xml" {named}/></Types')
    write_zip(path, parts)


def text_of_all_parts(path: Path) -> str:
    """Gives every part of a package as one text."""
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8", errors="ignore") for name in archive.namelist())
