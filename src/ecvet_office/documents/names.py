"""Names of files: safe on Windows, macOS and Linux, whatever an id or a file code holds, and never a learner's name."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection

DRAFT = "DRAFT"
SUFFIX = ".docx"
LONGEST_PART = 34  # bytes of UTF-8: two parts, the document's name and a number stay below 120 characters
MARK = 6  # hexadecimal digits that tell two texts apart that look the same once they are made safe

# Windows opens a device for these, whatever stands after the first dot.
_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³")}
_KEPT = "-_."
_TRIMMED = "-_. "  # Windows drops dots and blanks at the end of a name, and others hide what begins with a dot


def file_name(document: str, *parts: str, draft: bool = False, taken: Collection[str] = ()) -> str:
    """Gives the name of a document's file, such as `learning-agreement_A1_L1.docx`.

    Letters and digits of every script stay; all other signs become hyphens. A part that had to change is marked with
    a few digits made from the whole of it, so that different ids keep different names.

    Args:
        document: the kind of document.
        parts: its number, then the learner's id; empty ones are left out.
        draft: whether the name says that it is a draft.
        taken: names that are given already, casefolded; a number is added to a name that is among them.
    """
    words = [document, *(part for part in parts if part), *([DRAFT] if draft else [])]
    stem = "_".join(safe_part(word) for word in words)
    name, count = stem + SUFFIX, 1
    while name.casefold() in taken:
        count += 1
        name = f"{stem}-{count}{SUFFIX}"
    return name


def safe_part(text: str) -> str:
    """Gives a text as part of a file's name: never empty, at most LONGEST_PART bytes and its mark."""
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(sign if _is_kept(sign) else "-" for sign in normal).strip(_TRIMMED)
    short = kept.encode()[:LONGEST_PART].decode(errors="ignore").rstrip(_TRIMMED)
    if short and short == normal and short.partition(".")[0].upper() not in _DEVICES:
        return short
    mark = hashlib.sha256(normal.encode(errors="surrogatepass")).hexdigest()[:MARK]
    # The mark stands before a dot: Windows takes NUL.anything for a device, but not NUL-1a2b3c.anything.
    return f"{short.replace('.', '-')}-{mark}" if short else mark


def _is_kept(sign: str) -> bool:
    return sign in _KEPT or unicodedata.category(sign)[0] in "LMN"
