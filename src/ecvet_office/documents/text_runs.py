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
_WRITTEN = ((b"&", b"&amp;"), (b"<", b"&lt;"), (b">", b"&gt;"), (b"\n", _BREAK), (b"\t", _TAB))
# Every strong right-to-left letter, and the marks that order such text, stand in these ranges.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# In UTF-8 the bytes and signs without which a text needs no cleaning and runs from left to right. Latin, Greek and
# Cyrillic letters have none of them; some letters and signs that are harmless do, and are then looked at one by one.
_IN_DOUBT = bytes({*range(0x20), *range(0xD6, 0xE1), 0xEF, 0xF0} - {ord("\t"), ord("\n")})
_SIGNS_IN_DOUBT = re.compile(b"\xe2(?:\x80[\x8f\xa8\xa9\xab\xae]|\x81\xa7)")  # marks of direction, line separators
_STRONG_RIGHT = {"R", "AL", "RLE", "RLO", "RLI"}
_FOLLOWS_RIGHT = {"EN", "AN", "NSM"}


def escaped(texts: Sequence[str]) -> list[bytes]:
    """Gives texts as the content of a `w:t`, in their order."""
    return written(texts)[0]


def written(texts: Sequence[str]) -> tuple[list[bytes], list[int]]:
    """Gives texts as the content of a `w:t`, in their order, and which of them are written from right to left.

    Those are told by their numbers, from 0: a text with one letter of such a script is among them. All texts are
    looked through, cleaned and escaped in one go, which is quicker than one by one.
    """
    if not texts:
        return [], []
    data, from_right = _plain(texts), list[int]()
    if data is None:
        data = _BETWEEN.join(map(cleaned, texts)).encode()
        from_right = [number for number, text in enumerate(texts) if not text.isascii() and _RIGHT_TO_LEFT.search(text)]
    for character, instead in _WRITTEN:
        if character in data:
            data = data.replace(character, instead)
    return data.split(_BETWEEN.encode()), from_right


def _plain(texts: Sequence[str]) -> bytes | None:
    """Gives texts one behind the other, with a zero byte between them; None where one of them is in doubt."""
    try:
        data = _BETWEEN.join(texts).encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return None
    is_plain = len(data.translate(None, _IN_DOUBT)) == len(data) - len(texts) + 1 and not _SIGNS_IN_DOUBT.search(data)
    return data if is_plain else None


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
