"""From the texts of a record to bytes that stand inside a run: escaped, cleaned, and cut by direction of writing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from ecvet_office.documents.instructions import Slot
from ecvet_office.documents.printable import cleaned

_BREAK = b'</w:t><w:br/><w:t xml:space="preserve">'
_TAB = b'</w:t><w:tab/><w:t xml:space="preserve">'
_BETWEEN = "\0"  # stands in no text, because XML forbids it
# In UTF-8 what a text is cleaned of: controls, U+2028 and U+2029, and what U+FFFE and U+FFFF begin with.
_TO_CLEAN = bytes({*range(0x20)} - {ord("\t"), ord("\n")})
_LINE_SEPARATOR, _PARAGRAPH_SEPARATOR, _LAST_OF_PLANE = b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xef\xbf"
_WRITTEN = ((b"&", b"&amp;"), (b"<", b"&lt;"), (b">", b"&gt;"), (b"\n", _BREAK), (b"\t", _TAB))
# Every strong right-to-left letter, and the marks that order such text, stand in these ranges.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# In UTF-8 they begin with one of these bytes. Latin, Greek and Cyrillic letters do not, some signs and CJK letters do.
_BEGIN_RIGHT_TO_LEFT = bytes({*range(0xD6, 0xE1), 0xE2, 0xEF, 0xF0})
_STRONG_RIGHT = {"R", "AL", "RLE", "RLO", "RLI"}
_FOLLOWS_RIGHT = {"EN", "AN", "NSM"}


def escaped(texts: Sequence[str]) -> list[bytes]:
    """Gives texts as the content of a `w:t`, in their order; all of them are cleaned and escaped in one go."""
    if not texts:
        return []
    data = _encoded(texts)
    for character, written in _WRITTEN:
        if character in data:
            data = data.replace(character, written)
    return data.split(_BETWEEN.encode())


def _encoded(texts: Sequence[str]) -> bytes:
    """Gives texts without what a document cannot hold, one behind the other, with a zero byte between them."""
    try:
        data = _BETWEEN.join(texts).encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return _BETWEEN.join(map(cleaned, texts)).encode()
    # Looking through all bytes at once is quicker than looking at each text; few need any cleaning.
    is_clean = len(data.translate(None, _TO_CLEAN)) == len(data) - len(texts) + 1 and (
        data.isascii() or not (_LINE_SEPARATOR in data or _PARAGRAPH_SEPARATOR in data or _LAST_OF_PLANE in data)
    )
    return data if is_clean else _BETWEEN.join(map(cleaned, texts)).encode()


def right_to_left_among(texts: Sequence[str]) -> list[int]:
    """Gives the numbers of the texts that hold letters of a script that is written from right to left, from 0."""
    data = "".join(texts).encode(errors="replace")
    if len(data.translate(None, _BEGIN_RIGHT_TO_LEFT)) == len(data):
        return []
    return [number for number, text in enumerate(texts) if _RIGHT_TO_LEFT.search(text)]


def directed_runs(slot: Slot, text: str) -> bytes:
    """Gives the runs for a text that is partly written from right to left.

    Word orders a run by its own mark, not by its letters alone: the parts from right to left need runs marked so.
    """
    spans = list(directional_spans(text))
    contents = escaped([span for span, _ in spans])
    return b"".join(
        (slot.before_right_to_left if is_right_to_left else slot.before) + content + slot.after
        for content, (_, is_right_to_left) in zip(contents, spans, strict=True)
    )


def directional_spans(text: str) -> Iterator[tuple[str, bool]]:
    """Cuts a text by direction: every span with whether it is written from right to left, in the order of the text.

    A span from right to left reaches from its first letter to its last letter, accent or figure before the next letter
    of the other direction; blanks and signs in between belong to it, those after it do not.

    >>> [span for span, _ in directional_spans("Ali (علي) 2")]
    ['Ali (', 'علي) 2']
    """
    start = 0
    for begin, end in _right_to_left_spans(unicodedata.bidirectional(character) for character in text):
        if begin > start:
            yield text[start:begin], False
        yield text[begin:end], True
        start = end
    if start < len(text):
        yield text[start:], False


def _right_to_left_spans(classes: Iterable[str]) -> Iterator[tuple[int, int]]:
    begin, end = -1, -1
    for place, direction in enumerate(classes):
        if direction in _STRONG_RIGHT:
            begin, end = (place if begin < 0 else begin), place + 1
        elif begin >= 0 and direction in _FOLLOWS_RIGHT:
            end = place + 1
        elif begin >= 0 and direction == "L":
            yield begin, end
            begin = -1
    if begin >= 0:
        yield begin, end
