"""From the texts of a record to bytes that stand inside a run: escaped, cleaned, and cut by direction of writing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from ecvet_office.documents.instructions import Slot

_BREAK = b'</w:t><w:br/><w:t xml:space="preserve">'
_TAB = b'</w:t><w:tab/><w:t xml:space="preserve">'
_BETWEEN = "\0"  # stands in no text, because XML forbids it
# What XML 1.0 forbids, less the characters that have a meaning here.
_FORBIDDEN = re.compile("[\x01-\x08\x0c\x0e-\x1f\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\u2028\u2029]")
# Every strong right-to-left letter, and the marks that order such text, stand in these ranges.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_STRONG_RIGHT = {"R", "AL", "RLE", "RLO", "RLI"}
_FOLLOWS_RIGHT = {"EN", "AN", "NSM"}


def cleaned(text: str) -> str:
    r"""Gives a text as a document can hold it: what XML forbids dropped, line ends as `\n`.

    Excel's own line break inside a cell is a line feed, Word's soft break a vertical tab; both stay line breaks.
    Half of a surrogate pair, which some programs leave behind, becomes U+FFFD.

    >>> cleaned("a\x00b\x0bc\x07")
    'ab\nc'
    """
    if not text.isprintable():  # line breaks and surrogates count as not printable, and so does all that is forbidden
        text = _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text.replace(_BETWEEN, "")))
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def escaped(texts: Sequence[str]) -> list[bytes]:
    """Gives texts as the content of a `w:t`, in their order; all of them are cleaned and escaped in one go."""
    if not texts:
        return []
    joined = _BETWEEN.join(map(cleaned, texts))
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        joined = joined.replace(character, entity)
    return joined.encode().replace(b"\n", _BREAK).replace(b"\t", _TAB).split(_BETWEEN.encode())


def is_partly_right_to_left(text: str) -> bool:
    """Whether a text holds letters of a script that is written from right to left, such as Arabic or Hebrew."""
    return _RIGHT_TO_LEFT.search(text) is not None


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
