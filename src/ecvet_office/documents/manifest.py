"""The list of documents that a bulk run made: kept up to date while it runs, so that a run that was stopped can go on.

While a run is under way, a journal in a hidden folder holds one line for each document that is on the disk. In the end
the list is written as `manifest.csv`, which Excel opens, and as `manifest.json`, for programs.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from ecvet_office.documents.folder_lock import FolderLock
from ecvet_office.model.errors import UnreadableFileError, UnwritableFileError
from ecvet_office.report.credit import harmless
from ecvet_office.workbook.saving import reason_in_words

CSV_NAME, JSON_NAME = "manifest.csv", "manifest.json"
WORK_FOLDER = ".ecvet-work"
_JOURNAL = "journal.jsonl"
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes a CSV file to be in the PC's old code page


@dataclass(frozen=True, slots=True)
class Row:
    """One document of the list.

    Attributes:
        learner: id; empty where it is about no learner.
        document: its kind, as `transcript`.
        number: as printed in its foot: the id of what it is about, or the number of a letter.
        version: as printed in its foot.
        file: its name in the folder.
        sha256: of the file as it was written, 64 hexadecimal digits.
        inputs: hash of everything that it was made from, 64 hexadecimal digits.
        draft: whether it says that it is a draft.
        findings: codes and places of the errors and warnings that concern it, as `RE15 Agreements!C4`.
    """

    learner: str
    document: str
    number: str
    version: str
    file: str
    sha256: str
    inputs: str
    draft: bool
    findings: tuple[str, ...]


_COLUMNS = tuple(field.name for field in fields(Row))


class Journal:
    """What is on the disk already, by file name; it grows while a run is under way, which nobody else may then begin.

    Attributes:
        folder: for the documents.
        waiting: the hidden folder for unfinished files.
        rows: by file name, of the documents that earlier runs made; those of this run are only on the disk.
    """

    def __init__(self, folder: Path) -> None:
        """Opens the journal of a folder, which is made where it is missing; what was left unfinished is cleared away.

        Raises:
            UnwritableFileError: the folder refuses, or another run is under way there.
            UnreadableFileError: the list of an earlier run is damaged.
        """
        self.folder, self.waiting = folder, folder / WORK_FOLDER
        self._path = self.waiting / _JOURNAL
        self._made_folder = not folder.exists()
        self._lock = FolderLock(self.waiting)
        try:
            self.rows = {row.file: row for row in read_manifest(folder)}
            for unfinished in self.waiting.glob("*.part"):
                unfinished.unlink()
            _drop_half_line(self._path)
            self.rows |= {row.file: row for row in self._noted()}
            self._stream = self._path.open("a", encoding="utf-8", newline="\n")
        except OSError as error:
            self._lock.release()
            raise UnwritableFileError(reason_in_words(folder, error)) from error
        except UnreadableFileError:
            self._lock.release()
            raise

    def add(self, rows: Iterable[Row]) -> None:
        """Notes documents that are on the disk now, in the order of the list.

        Raises:
            UnwritableFileError: the disk is full; the documents stay.
        """
        try:
            self._stream.writelines(_line(row) + "\n" for row in rows)
            self._stream.flush()
        except OSError as error:
            raise UnwritableFileError(reason_in_words(self._path, error)) from error

    def close(self) -> None:
        """Leaves the journal as it is, for another run to go on from; a second time does nothing."""
        self._stream.close()
        self._lock.release()

    def finish(self) -> None:
        """Writes the list in both forms, earlier documents first, and takes the hidden folder away.

        Raises:
            UnwritableFileError: a list is open in another program; the documents and the journal stay.
        """
        self._stream.close()
        try:
            self._write_lists()
            self._path.unlink()
        except OSError as error:
            raise UnwritableFileError(
                f"the documents are made, but their list is not: {reason_in_words(self.folder / CSV_NAME, error)}; "
                "run the same command again, which makes only the list"
            ) from error
        finally:
            self._lock.release()
        if self._made_folder and not any(self.folder.iterdir()):
            self.folder.rmdir()

    def _write_lists(self) -> None:
        earlier = {row.file: row for row in read_manifest(self.folder)}
        if not earlier and not any(self._noted()):
            return
        earlier |= {row.file: row for row in self._noted() if row.file in earlier}
        for name, write in ((CSV_NAME, _write_csv), (JSON_NAME, _write_json)):
            rows = chain(earlier.values(), (row for row in self._noted() if row.file not in earlier))
            unfinished = self.waiting / f"{name}.part"
            with unfinished.open("w", encoding="utf-8", newline="") as stream:
                write(rows, stream)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(self.folder / name)

    def _noted(self) -> Iterator[Row]:
        if self._path.exists():
            with self._path.open(encoding="utf-8") as stream:
                yield from (_row(json.loads(line)) for line in stream)


def read_manifest(folder: Path) -> tuple[Row, ...]:
    """Gives the list that earlier runs left in a folder, in its order; empty where there is none.

    Raises:
        UnreadableFileError: it was changed so that it cannot be read.
    """
    path = folder / JSON_NAME
    if not path.exists():
        return ()
    try:
        return tuple(_row(one) for one in json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise UnreadableFileError(
            f"{path} cannot be read, so nobody knows which documents are made; choose another folder"
        ) from error


def _drop_half_line(journal: Path) -> None:
    """Cuts off the line in whose middle a run was stopped."""
    if journal.exists():
        with journal.open("rb+") as stream:
            stream.truncate(stream.read().rfind(b"\n") + 1)


def _line(row: Row) -> str:
    return json.dumps(_stated(row))


def _stated(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _COLUMNS}  # asdict copies every text


def _row(stated: dict[str, Any]) -> Row:
    return Row(**{**stated, "findings": tuple(stated["findings"])})


def _write_json(rows: Iterable[Row], stream: TextIO) -> None:
    separator = "["
    for row in rows:
        stream.write(f"{separator}\n{_line(row)}")
        separator = ","
    stream.write("\n]\n" if separator == "," else "[]\n")


def _write_csv(rows: Iterable[Row], stream: TextIO) -> None:
    stream.write(_BYTE_ORDER_MARK)
    writer = csv.writer(stream)
    writer.writerow(_COLUMNS)
    for row in rows:
        texts = {**_stated(row), "draft": "yes" if row.draft else "no", "findings": "; ".join(row.findings)}
        writer.writerow(harmless(text) for text in texts.values())


def strike_out(folder: Path, files: Collection[str]) -> int:
    """Takes documents out of the list that earlier runs left in a folder, and gives how many were in it.

    Args:
        folder: with the documents.
        files: their names in it.

    Raises:
        UnwritableFileError: the folder refuses, or another run is under way there.
        UnreadableFileError: the list is damaged.
    """
    rows = read_manifest(folder)
    kept = [row for row in rows if row.file not in files]
    if len(kept) == len(rows):
        return 0
    waiting = folder / WORK_FOLDER
    lock = FolderLock(waiting)
    try:
        for name, write in ((CSV_NAME, _write_csv), (JSON_NAME, _write_json)):
            unfinished = waiting / f"{name}.part"
            with unfinished.open("w", encoding="utf-8", newline="") as stream:
                write(kept, stream)
            unfinished.replace(folder / name)
    except OSError as error:
        raise UnwritableFileError(reason_in_words(folder, error)) from error
    finally:
        lock.release()
    return len(rows) - len(kept)
