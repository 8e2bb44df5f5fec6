"""What cells point to instead of holding it: the texts they share and the formats that make dates of their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from ecvet_office.workbook.cell_values import UNCALCULATED, CellError, CellValue, iso_moment, number, unescape
from ecvet_office.workbook.number_formats import Shows, built_in_format, custom_format, moment
from ecvet_office.workbook.package import Package
from ecvet_office.workbook.part_xml import TRUE, Element, feed, new_parser, prefix_of, read_elements


@dataclass(frozen=True, slots=True)
class CellTexts:
    """The shared texts and date formats of one workbook.

    Attributes:
        strings: The shared strings in the order of their index.
        formats: What a style draws, by the index as the file writes it, "" being no index; plain styles are absent.
        date1904: Whether serial 0 is 1 January 1904.
    """

    strings: Sequence[str]
    formats: Mapping[str, Shows]
    date1904: bool

    def value(self, kind: str, style: str, raw: str | None, formula: bool) -> CellValue | None:
        """What a cell holds; None for a cell that is only formatted.

        Args:
            kind: The cell's type as the file writes it; "" stands for a number.
            style: The index of its style as the file writes it; "" where it has none.
            raw: The content of its value element, or of its inline string; None where it has neither.
            formula: Whether the cell has a formula.

        Raises:
            ValueError: It points to a shared text that is not there.
        """
        if raw is None or (not raw and kind not in {"str", "inlineStr"}):
            return UNCALCULATED if formula else None
        value = self.reader(kind, style)(raw)
        # A formula may give "" on purpose; a cell that merely holds "" looks, and is, empty.
        return None if value == "" and not formula else value

    def reader(self, kind: str, style: str) -> Callable[[str], CellValue]:
        """What gives the value of cells of a type and style, both as the file writes them, from their content.

        It raises ValueError for a shared text that is not there.
        """
        if kind == "s":
            return self._shared
        if kind in {"", "n"}:
            shows = self.formats.get(style)
            return number if shows is None else lambda raw: _dated(raw, shows, self.date1904)
        return unescape if kind in {"str", "inlineStr"} else partial(_rare_value, kind)

    def _shared(self, raw: str) -> str:
        index = int(raw)
        if not 0 <= index < len(self.strings):
            msg = f"there is no shared text {raw}"
            raise ValueError(msg)
        return self.strings[index]


def read_cell_texts(package: Package, date1904: bool) -> CellTexts:
    """The shared strings and styles of a workbook, either of which it may lack.

    Raises:
        UnreadableFileError: One of the two parts is damaged.
    """
    strings: list[str] = []
    formats: dict[str, Shows] = {}
    for relationship in package.relationships(package.workbook_part).values():
        if relationship.part not in package:
            continue
        if relationship.kind == "sharedStrings":
            strings = _shared_strings(package, relationship.part)
        elif relationship.kind == "styles":
            formats = _date_formats(package, relationship.part)
    return CellTexts(strings, formats, date1904)


class TextRuns:
    """Gathers the text of a shared or inline string from its runs, without pronunciation (phonetic runs)."""

    __slots__ = ("_phonetic", "_phonetic_tag", "_runs", "_text_tag", "text")

    def __init__(self) -> None:
        self.text: list[str] = []
        self._runs: list[str] = []
        self._phonetic = False
        self.listen("")

    def listen(self, prefix: str) -> None:
        """Take the names of elements to begin with this prefix."""
        self._text_tag = prefix + "t"
        self._phonetic_tag = prefix + "rPh"

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == self._text_tag:
            self.text.clear()
        elif tag == self._phonetic_tag:
            self._phonetic = True

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == self._text_tag:
            if not self._phonetic:
                self._runs.append("".join(self.text))
        elif tag == self._phonetic_tag:
            self._phonetic = False

    def take(self) -> str:
        """All text since the last call, its escapes still in it."""
        whole = "".join(self._runs)
        self._runs.clear()
        return whole


def _shared_strings(package: Package, part: str) -> list[str]:
    where = package.where(part)
    parser = new_parser(where)
    strings: list[str] = []
    runs = TextRuns()

    def start_root(tag: str, attributes: dict[str, str]) -> None:
        prefix = prefix_of(tag, attributes, where)
        runs.listen(prefix)
        item = prefix + "si"

        def end(name: str) -> None:
            if name == item:
                strings.append(unescape(runs.take()))
            else:
                runs.end(name)

        parser.StartElementHandler = runs.start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = runs.text.append

    parser.StartElementHandler = start_root
    for _ in feed(parser, package.chunks(part), where):
        pass
    return strings


def _date_formats(package: Package, part: str) -> dict[str, Shows]:
    """What the styles of cells draw, where that is a date; a cell without an index has style 0."""
    elements = read_elements(package.chunks(part), package.where(part))
    written_out = {
        element.attributes.get("numFmtId", ""): custom_format(unescape(element.attributes.get("formatCode", "")))
        for element in elements
        if element.name == "numFmt"
    }
    formats: dict[str, Shows] = {}
    for index, number_format in enumerate(_cell_formats(elements)):
        shows = written_out[number_format] if number_format in written_out else built_in_format(number_format)
        if shows is not None:
            formats[str(index)] = shows
    if "0" in formats:
        formats[""] = formats["0"]
    return formats


def _cell_formats(elements: list[Element]) -> Iterator[str]:
    """The number format of each cell style: an xf stands in cellStyleXfs too, but cells count those in cellXfs."""
    inside = False
    for element in elements:
        if element.name == "xf":
            if inside:
                yield element.attributes.get("numFmtId", "0")
        elif element.name in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            inside = element.name == "cellXfs"


def _rare_value(kind: str, raw: str) -> CellValue:
    """The value of a cell of a type that is neither number nor text."""
    if kind == "b":
        return raw.strip() in TRUE
    if kind == "e":
        return CellError(raw)
    return iso_moment(raw) if kind == "d" else raw


@lru_cache(maxsize=32_768)
def _dated(raw: str, shows: Shows, date1904: bool) -> CellValue:
    """The date that a number is drawn as; the number where Excel has no such date."""
    serial = number(raw)
    if isinstance(serial, str):
        return serial
    shown = moment(float(serial), shows, date1904)
    return serial if shown is None else shown
