"""Which characters of a text a document can hold."""

from __future__ import annotations

import re

# What XML 1.0 forbids, less the characters that have a meaning here.
_FORBIDDEN = re.compile("[\x01-\x08\x0c\x0e-\x1f\ufffe\uffff]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\u2028\u2029]")


def cleaned(text: str) -> str:
    r"""Gives a text as a document can hold it: what XML forbids dropped, line ends as `\n`.

    Excel's own line break inside a cell is a line feed, Word's soft break a vertical tab; both stay line breaks.
    Half of a surrogate pair, which some programs leave behind, becomes U+FFFD.

    >>> cleaned("a\x00b\x0bc\x07")
    'ab\nc'
    """
    if not text.isprintable():  # line breaks and surrogates count as not printable, and so does all that is forbidden
        text = _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text.replace("\0", "")))
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def unprintable(text: str) -> int:
    r"""Gives how many characters of a text no document can hold: `cleaned` drops them, or puts U+FFFD in their place.

    >>> unprintable("a\x00b\x0bc\x07"), unprintable("one\ntwo")
    (2, 0)
    """
    return 0 if text.isprintable() else len(_UNPRINTABLE.findall(text))
