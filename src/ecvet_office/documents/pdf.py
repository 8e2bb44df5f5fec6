"""Word documents as PDF files: in batches, side by side, and never over a file that is there.

LibreOffice reads each document as the Word file it is. Flat OpenDocument text (.fodt) of the same contents it reads
faster, but by too little to keep a second form of each template: a call for forty files takes a seventh to a quarter
less processor time (LibreOffice 7.4: transcripts of three pages 3.6 s instead of 4.7 s, Europass documents of two
3.0 s instead of 3.5 s, 1.0 s of each being the start). Ten documents in one such file bring the forty transcripts down
to 2.0 s, but then a PDF file has to be cut, and what is cut out has lost the tags by which it is read aloud.
"""

from __future__ import annotations

import queue
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ecvet_office.documents.pdf_batch import PATIENCE, Call, Watch, convert_batch, new_profile
from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.saving import give_name, reason_in_words

BATCH, SMALL_BATCH = 100, 10
"""Files for one call: starting LibreOffice takes as long as printing ten pages. One that ends before its time loses
the rest of its batch, which is then tried in small ones, and what still fails alone."""

LONGEST_COMMAND = 20_000  # characters of paths; Windows takes 32,767 for a whole command
GIVES_UP_AFTER = 3
"""So many further calls in a row that give no file: then LibreOffice itself does not work, and no more are tried."""


@dataclass(frozen=True, slots=True)
class PdfRun:
    """What became of the documents.

    Attributes:
        made: the PDF files, in the order of the documents they were made from.
        failed: by document, why there is no PDF file.
    """

    made: tuple[Path, ...]
    failed: dict[Path, str]


def pdf_beside(document: Path) -> Path:
    """Gives the path of a document's PDF file: beside it, with its name."""
    return document.with_suffix(".pdf")


def convert_to_pdf(
    documents: Sequence[Path],
    program: Path,
    *,
    at_once: int = 1,
    done: Callable[[int], None] = lambda _: None,
    patience: float = PATIENCE,
) -> PdfRun:
    """Writes a PDF file beside each document.

    A document that keeps LibreOffice from going on costs nothing but itself: the others of its batch are tried again.

    Args:
        documents: Word files.
        program: of LibreOffice.
        at_once: how many calls of LibreOffice work side by side.
        done: told of the number of files made so far, from one thread at a time.
        patience: seconds without a new file after which a call is ended.

    Raises:
        UnwritableFileError: a PDF file of that name is there already, and nothing was made; or a folder refuses.
    """
    taken = [pdf_beside(document) for document in documents if pdf_beside(document).exists()]
    if taken:
        raise UnwritableFileError(f"{taken[0]} is there already, and no PDF file was made; move it away")
    work = _Work(program, at_once, patience, _Count(done))
    made: dict[Path, Path] = {}
    reasons: dict[Path, str] = {}
    for most in (BATCH, SMALL_BATCH, 1):
        waiting = [document for document in documents if document not in made]
        if not waiting or (reasons and 1 < len(waiting) <= most != 1):
            continue  # the same again would fail again
        work.calls_left = None if most == BATCH else GIVES_UP_AFTER
        more, why = work.run(list(_batches(waiting, at_once, most)))
        made.update(more)
        reasons.update(why)
    return PdfRun(
        tuple(made[document] for document in documents if document in made),
        {document: reasons[document] for document in documents if document not in made},
    )


def _batches(documents: Sequence[Path], at_once: int, most: int) -> Iterator[list[Path]]:
    """Gives the documents in groups of at most `most` for one call each, enough groups to work side by side."""
    most = max(1, min(most, -(-len(documents) // max(1, at_once))))
    batch: list[Path] = []
    names: set[tuple[Path, str]] = set()
    length = 0
    for document in documents:
        name = (document.parent.resolve(), document.stem.casefold())
        # The files of one call lie in one folder and land in one: equal names would land on each other.
        if batch and (
            len(batch) == most
            or length + len(str(document)) > LONGEST_COMMAND
            or name in names
            or name[0] not in {folder for folder, _ in names}
        ):
            yield batch
            batch, names, length = [], set(), 0
        batch.append(document)
        names.add(name)
        length += len(str(document)) + 3
    if batch:
        yield batch


class _Count:
    """How many files are made, told by several threads."""

    def __init__(self, done: Callable[[int], None]) -> None:
        self._done, self._lock, self._total = done, threading.Lock(), 0

    def add(self, more: int) -> None:
        with self._lock:
            self._total += more
            self._done(self._total)


class _Work:
    """Calls of LibreOffice side by side, each with a profile that no other uses."""

    def __init__(self, program: Path, at_once: int, patience: float, count: _Count) -> None:
        self.program, self.at_once, self.patience, self.count = program, max(1, at_once), patience, count
        self.calls_left: int | None = None  # that may still fail in a row; None for no limit
        self.called_off = threading.Event()

    def run(self, batches: list[list[Path]]) -> tuple[dict[Path, Path], dict[Path, str]]:
        """Gives the PDF files made and the reasons of those that were not, by document."""
        made: dict[Path, Path] = {}
        reasons: dict[Path, str] = {}
        profiles: queue.SimpleQueue[Path] = queue.SimpleQueue()
        at_once = min(self.at_once, len(batches)) if self.calls_left is None else 1
        with (
            tempfile.TemporaryDirectory(prefix="ecvet-pdf-", ignore_cleanup_errors=True) as room,
            ThreadPoolExecutor(max(1, at_once)) as threads,
        ):
            for number in range(max(1, at_once)):
                profiles.put(new_profile(Path(room) / str(number)))
            try:
                calls = threads.map(lambda batch: self._call(batch, profiles), batches)
                for batch, call in zip(batches, calls, strict=True):
                    made.update(call.made)
                    reasons.update(dict.fromkeys((one for one in batch if one not in call.made), call.reason))
            except BaseException:  # the keyboard, too: LibreOffice would go on without us
                self.called_off.set()
                raise
        return made, reasons

    def _call(self, batch: list[Path], profiles: queue.SimpleQueue[Path]) -> Call:
        if self.calls_left == 0:
            return Call({}, "not tried any more, because LibreOffice failed on the documents before it")
        profile = profiles.get()
        try:
            call = self._converted(profile, batch)
        finally:
            profiles.put(profile)
        if self.calls_left is not None:
            self.calls_left = GIVES_UP_AFTER if call.made else self.calls_left - 1
        return call

    def _converted(self, profile: Path, batch: list[Path]) -> Call:
        """Converts a batch into a hidden folder beside the documents, and moves each whole file to its name."""
        folder = batch[0].parent
        told = 0

        def seen(number: int) -> None:
            nonlocal told
            self.count.add(number - told)
            told = number

        try:
            waiting = Path(tempfile.mkdtemp(prefix=".ecvet-", dir=folder))
        except OSError as error:
            raise UnwritableFileError(reason_in_words(folder, error)) from error
        try:
            call = convert_batch(
                self.program, profile, batch, waiting, Watch(seen, self.called_off.is_set, self.patience)
            )
            made = {document: _moved(pdf, pdf_beside(document)) for document, pdf in call.made.items()}
            seen(len(made))
            return Call(made, call.reason)
        finally:
            shutil.rmtree(waiting, ignore_errors=True)


def _moved(pdf: Path, target: Path) -> Path:
    try:
        give_name(pdf, target)
    except OSError as error:
        raise UnwritableFileError(reason_in_words(target, error)) from error
    return target
