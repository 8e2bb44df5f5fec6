"""Thousands of documents: made in chunks by any executor, noted when they are on the disk, and never made twice.

What is sent to a worker is text and a template, so the worker may be a thread, a process or another machine. Chunks
are gathered in the order of the documents and only a few are on their way at a time, so that memory does not grow with
the number of documents.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import closing
from dataclasses import dataclass, field, fields
from pathlib import Path

from ecvet_office.documents.chunks import Chunk, Item, Made, make_chunk
from ecvet_office.documents.manifest import Journal, Row
from ecvet_office.documents.placing import place, program_using, refuse_long_path
from ecvet_office.documents.prepared import PreparedDocument
from ecvet_office.documents.template import Template
from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.report.findings import located

CHUNK = 25
"""Documents that a worker makes at a time: enough that sending costs little, few enough that the bar moves."""

CHUNKS_AHEAD = 3
"""For each worker, so many chunks are on their way or waiting to be noted."""


@dataclass
class BulkRun:
    """What became of a bulk run; it is filled while the documents are made.

    Attributes:
        made: how many documents are new.
        done_before: how many were there already, made from the same data.
        left: by file name, why a file that was there was left as it is.
    """

    made: int = 0
    done_before: int = 0
    left: dict[str, str] = field(default_factory=dict)


def make_in_bulk(
    documents: Iterable[PreparedDocument],
    folder: Path,
    executor: Executor,
    *,
    workers: int,
    sees_this_disk: bool = True,
    progress: Callable[[int], object] = lambda _: None,
) -> BulkRun:
    """Makes documents in a folder, with a list of them; a run that was stopped goes on where it was.

    Args:
        documents: taken one by one as they are needed.
        folder: made where it is missing.
        executor: where documents are made.
        workers: how many it has.
        sees_this_disk: whether its workers can write to the folder.
        progress: told how many more documents are done.

    Raises:
        UnwritableFileError: another run is under way in the folder; or the disk is full, the folder refuses or a
            worker was stopped, when what is made stays, and the same call goes on from there.
        UnreadableFileError: the list of an earlier run is damaged.
        TemplateError: a record does not fit its template.
    """
    run = BulkRun()
    with closing(Journal(folder)) as journal:
        try:
            batches = _batches(documents, journal, run, progress)
            sent = _sent(batches, journal, executor, workers * CHUNKS_AHEAD, sees_this_disk=sees_this_disk)
            for batch, made in sent:
                journal.add(_noted(batch, made, journal, run))
                progress(len(batch))
        except BrokenExecutor as error:
            raise UnwritableFileError(
                "a worker was stopped from outside; the documents made so far are there, and the same command goes on"
            ) from error
        journal.finish()
    return run


def inputs_of(document: PreparedDocument) -> str:
    """Gives the hash of everything that a document is made from, as 64 hexadecimal digits."""
    origin = document.origin
    said = (document.title, *(getattr(origin, field.name) for field in fields(origin)))
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


def _batches(
    documents: Iterable[PreparedDocument], journal: Journal, run: BulkRun, progress: Callable[[int], object]
) -> Iterator[list[PreparedDocument]]:
    """Gives the documents still to be made, in their order: a batch has one template and at most CHUNK documents."""
    batch: list[PreparedDocument] = []
    for document in documents:
        target = journal.folder / document.file_name
        refuse_long_path(target)
        row = journal.rows.get(document.file_name)
        if row is not None and target.exists():
            progress(1)
            if row.inputs == inputs_of(document):
                run.done_before += 1
            else:
                run.left[document.file_name] = _why_left(target, "made from other data")
            continue
        if batch and (len(batch) == CHUNK or batch[0].template is not document.template):
            yield batch
            batch = []
        batch.append(document)
    if batch:
        yield batch


def _sent(
    batches: Iterable[list[PreparedDocument]],
    journal: Journal,
    executor: Executor,
    most: int,
    *,
    sees_this_disk: bool,
) -> Iterator[tuple[list[PreparedDocument], tuple[Made, ...]]]:
    """Gives batches with what became of them, in their order, with at most `most` on their way."""
    under_way: deque[tuple[list[PreparedDocument], Future[tuple[Made, ...]]]] = deque()
    pickled: tuple[Template | None, bytes] = (None, b"")
    for batch in batches:
        if pickled[0] is not batch[0].template:
            pickled = (batch[0].template, pickle.dumps(batch[0].template))
        items = tuple(Item(one.file_name, one.title, one.origin, one.record) for one in batch)
        chunk = Chunk(pickled[1], items, journal.folder if sees_this_disk else None, journal.waiting)
        under_way.append((batch, executor.submit(make_chunk, chunk)))
        if len(under_way) == most:
            first, future = under_way.popleft()
            yield first, future.result()
    for batch, future in under_way:
        yield batch, future.result()


def _noted(batch: list[PreparedDocument], made: tuple[Made, ...], journal: Journal, run: BulkRun) -> Iterator[Row]:
    """Gives the rows of the documents that are on the disk under their names."""
    for document, one in zip(batch, made, strict=True):
        target = journal.folder / document.file_name
        if one.is_placed or (one.data and place(one.data, journal.waiting, target)):
            run.made += 1
            yield _row(document, one.sha256)
        else:
            run.left[document.file_name] = _why_left(target, "another file of that name")


def _row(document: PreparedDocument, digest: str) -> Row:
    origin = document.origin
    findings = tuple(f"{one.code} {located('', one)}" for one in document.findings)
    return Row(
        document.learner,
        document.document,
        origin.number,
        origin.version,
        document.file_name,
        digest,
        inputs_of(document),
        document.draft,
        findings,
    )


def _why_left(target: Path, reason: str) -> str:
    program = program_using(target)
    return f"{reason}, open in {program}" if program else reason
