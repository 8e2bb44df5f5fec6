"""What a worker of a bulk run does; it loads little beyond what makes bytes, so that workers start soon and small."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ecvet_office.documents.placing import place
from ecvet_office.documents.provenance import Origin, render_with_origin
from ecvet_office.documents.record_fit import Record
from ecvet_office.documents.template import Template


@dataclass(frozen=True, slots=True)
class Item:
    """One document of a chunk: what its worker has to know.

    Attributes:
        file_name: its name in the folder.
        title: among the properties of the file.
        origin: what it says of its own making.
        record: what fills its template. The origin has it too, but as a text that takes twice as long to read as the
            records of a whole chunk, which share most of their words.
    """

    file_name: str
    title: str
    origin: Origin
    record: Record


@dataclass(frozen=True, slots=True)
class Chunk:
    """Documents that a worker makes in one go.

    Attributes:
        template: pickled once for all chunks, so that a worker that had it before need not read it again.
        items: the documents.
        folder: where to write them; None for a worker that sees other disks, which hands the bytes over.
        waiting: the folder for unfinished files.
    """

    template: bytes
    items: tuple[Item, ...]
    folder: Path | None
    waiting: Path


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one document of a chunk.

    Attributes:
        sha256: of the file, 64 hexadecimal digits.
        is_placed: whether it is on the disk under its name; False where another file has that name.
        data: the whole file where it could not be written by the worker, else empty.
    """

    sha256: str
    is_placed: bool
    data: bytes = b""


def make_chunk(chunk: Chunk) -> tuple[Made, ...]:
    """Makes the documents of a chunk, in its order: what a worker does.

    Raises:
        UnwritableFileError: a document cannot be written.
    """
    template = _unpickled(chunk.template)
    made = []
    for item in chunk.items:
        data = render_with_origin(template, item.record, item.title, item.origin)
        digest = hashlib.sha256(data).hexdigest()
        if chunk.folder is None:
            made.append(Made(digest, is_placed=False, data=data))
        else:
            made.append(Made(digest, place(data, chunk.waiting, chunk.folder / item.file_name)))
    return tuple(made)


@lru_cache(maxsize=8)
def _unpickled(template: bytes) -> Template:
    unpickled: Template = pickle.loads(template)  # noqa: S301 # pickled by the program that sent the chunk
    return unpickled
