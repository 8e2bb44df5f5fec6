"""A short cut through sheets written the plain way, as Excel, LibreOffice and this package write them.

Reading the cells of such a row by a pattern takes about six tenths of the time of an XML parser's reports. A row counts
only when the pattern accounts for every one of its characters; at the first row with anything else in it the short
cut ends, and the caller goes back to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from xml.parsers import expat

from ecvet_office.workbook.cell_texts import CellTexts
from ecvet_office.workbook.cell_values import LAST_ROW, Cell, SheetRow, column_number
from ecvet_office.workbook.part_xml import new_parser, prefix_of
from ecvet_office.workbook.row_shapes import RowShapes, WrittenCell
from ecvet_office.workbook.xml_text import from_xml

_DATA_START = b"<sheetData>"
_DATA_END = b"</sheetData>"
_ROW_END = b"</row>"
_LONGEST_ROW_BYTES = 4 << 20  # beyond it, searching the same bytes for the row's end again and again would be slow

# Characters that XML forbids, and the carriage return, which an XML parser would turn into a line feed.
_NOT_PLAIN_BYTES = bytes({*range(0x20)} - {0x09, 0x0A})
_NOT_PLAIN_TEXTS = ("]]>", "\ufffe", "\uffff")  # XML forbids these too
_ENTITY = re.compile("&(?:amp|lt|gt|quot|apos);")

_EMPTY_ROWS = re.compile(r'(?:\s*<row r="[1-9][0-9]{0,6}"(?: [A-Za-z_][\w:]*="[^"<]*")*/>)*\s*')
_ROW = re.compile(r'<row r="([0-9]{1,7})"((?: [A-Za-z_][\w:]*="[^"<]*")*)>')
_HIDDEN = re.compile(' hidden="(?:1|true|on)"')
_CELL = re.compile(
    r'(<c r="([A-Z]{1,3})[0-9]{1,7}"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?'
    r"(?:/>|>(<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?"
    r'(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>))'
)
_WHOLE = itemgetter(0)
_EMPTY_TEXT = ("<v></v></c>", "<v/></c>", "</is></c>")


def plain_rows(chunks: Iterator[bytes], where: str, texts: CellTexts) -> Iterator[SheetRow | None]:
    """The rows of a sheet that hold something; None, and then nothing more, where the sheet is not plainly written.

    The XML before and after the rows goes through a parser, so that nothing is accepted there that it would refuse.

    Args:
        chunks: The sheet's bytes.
        where: The file and part, for messages.
        texts: What the cells point to.

    Raises:
        UnreadableFileError: The part declares a document type or belongs to no spreadsheet.
    """
    parser, shapes = new_parser(where), RowShapes(texts)
    try:
        waiting = _after_head(chunks, parser, where)
        while _DATA_END not in waiting:
            block, end, waiting = waiting.rpartition(_ROW_END)
            yield from _rows(block + end, texts, shapes)
            waiting = _longer(waiting, chunks)
        block, end, tail = waiting.partition(_DATA_END)
        yield from _rows(block, texts, shapes)
        parser.Parse(end + tail, False)
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (ValueError, expat.ExpatError):
        # Whether the sheet is damaged or only written in another way, the parser will say.
        yield None


def _after_head(chunks: Iterator[bytes], parser: expat.XMLParserType, where: str) -> bytes:
    """The bytes after the start of the rows, those before it parsed; raises ValueError at anything unusual."""
    opened: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not opened:
            prefix_of(tag, attributes, where)
        opened.append(tag)

    parser.StartElementHandler = start
    waiting = b""
    while _DATA_START not in waiting:
        waiting = _longer(waiting, chunks)
    head, tag, waiting = waiting.partition(_DATA_START)
    parser.Parse(head + tag, False)
    if opened[:1] != ["worksheet"] or opened[-1] != "sheetData":
        msg = "the rows do not stand where they seem to"
        raise ValueError(msg)
    parser.StartElementHandler = None
    return waiting


def _longer(waiting: bytes, chunks: Iterator[bytes]) -> bytes:
    chunk = next(chunks, b"")
    if not chunk or len(waiting) > _LONGEST_ROW_BYTES:
        msg = "the row, or the sheet, does not end"
        raise ValueError(msg)
    return waiting + chunk


def _rows(block: bytes, texts: CellTexts, shapes: RowShapes) -> Iterator[SheetRow]:
    """The rows of a piece that ends between two rows; raises ValueError at the first that is not plain."""
    text = block.decode("utf-8")
    has_entities = "&" in text
    if (
        len(block.translate(None, _NOT_PLAIN_BYTES)) != len(block)
        or any(forbidden in text for forbidden in _NOT_PLAIN_TEXTS)
        or (has_entities and text.count("&") != len(_ENTITY.findall(text)))
    ):
        msg = "characters that only a parser can judge"
        raise ValueError(msg)
    *rows, rest = text.split("</row>")
    for row in rows:
        read = shapes.read(row) or _row(row, texts, has_entities, shapes)
        if read.cells:
            yield read
    if not _EMPTY_ROWS.fullmatch(rest):
        msg = "something between the rows"
        raise ValueError(msg)


def _row(text: str, texts: CellTexts, has_entities: bool, shapes: RowShapes) -> SheetRow:
    """A row with the cells that hold something, of its text without the end tag; empty rows may stand before it."""
    start = max(text.rfind("<row "), 0)
    head = _ROW.match(text, start)
    if head is None or not _EMPTY_ROWS.fullmatch(text, 0, start):
        msg = "a row that begins in another way"
        raise ValueError(msg)
    number = int(head[1])
    found = _CELL.findall(text, head.end())
    if sum(map(len, map(_WHOLE, found))) != len(text) - head.end() or not 1 <= number <= LAST_ROW:
        msg = "a cell written in another way"
        raise ValueError(msg)
    if all(value_text or inline_text for *_, value_text, inline_text in found):
        shapes.learn(
            WrittenCell(letters, style, kind, bool(formula), not value_text)
            for _, letters, style, kind, formula, value_text, _ in found
        )
    cells = []
    for whole, letters, style, kind, formula, value_text, inline_text in found:
        raw = value_text or inline_text
        if not raw:
            if not formula:
                continue
            raw = "" if whole.endswith(_EMPTY_TEXT) else None
        elif has_entities and "&" in raw:
            raw = from_xml(raw)
        value = texts.value(kind, style, raw, bool(formula))
        if value is not None:
            cells.append(Cell(number, column_number(letters), value, bool(formula)))
    return SheetRow(number, _HIDDEN.search(head[2]) is not None, tuple(cells))
