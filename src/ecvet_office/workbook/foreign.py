"""Workbooks of other formats than .xlsx: OpenDocument (.ods), Excel 97-2003 (.xls) and binary Excel (.xlsb).

They are read by a child process and never written. What these formats hide from the reader is said once per file: it
gives errors and formulas without a value as empty cells, and tells of no formula and no hidden row.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import MappingProxyType

from ecvet_office.model.errors import ForeignFormatError, UnreadableFileError
from ecvet_office.workbook.cell_values import SheetRow
from ecvet_office.workbook.cells import RawSheet, RawWorkbook, read_workbook
from ecvet_office.workbook.file_kinds import ENCRYPTED, SAVE_AS_XLSX
from ecvet_office.workbook.foreign_lines import (
    DAMAGED,
    END,
    PASSWORD,
    REFUSED,
    TOO_MUCH,
    read_row_line,
    read_sheet_line,
)
from ecvet_office.workbook.package import is_in_use

MAX_SECONDS = 120  # 100,000 rows by 12 columns take under ten
_CHILD = "ecvet_office.workbook.foreign_child"
# From Excel on Windows, each process would otherwise open a black window of its own.
_WITHOUT_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def read_any_workbook(path: Path) -> RawWorkbook:
    """Gives a workbook of any format that we read: .xlsx, .xlsm, .ods, .xls or .xlsb, whatever its name says.

    Raises:
        UnreadableFileError: as `read_workbook`; and where the child process that reads the other formats refuses the
            file, breaks off, or takes longer than two minutes.
    """
    try:
        return read_workbook(path)
    except ForeignFormatError as error:
        return _read_foreign(path, error.extension)


def _read_foreign(path: Path, extension: str) -> RawWorkbook:
    *lines, last = _lines_of_child(path, extension) or [""]
    try:
        verdict = read_sheet_line(last)
        sheets = tuple(_sheets(lines))
    except ValueError:
        verdict = None
    if verdict != (END, END):
        raise UnreadableFileError(f"{path.name} {_why_refused(verdict, extension)}")
    return RawWorkbook(path, sheets, MappingProxyType({}), date1904=False, in_use=is_in_use(path), format=extension)


def _lines_of_child(path: Path, extension: str) -> list[str]:
    # -P keeps the folder in which the user stands from being searched for modules: a partner's file may lie in it.
    command = [sys.executable, "-P", "-m", _CHILD, str(path.absolute())]
    try:
        done = subprocess.run(  # noqa: S603 # our own module, and the path is one argument whatever it holds
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
            creationflags=_WITHOUT_WINDOW,
        )
    except subprocess.TimeoutExpired as error:
        msg = f"{path.name} was not read within {MAX_SECONDS} seconds and was given up. {SAVE_AS_XLSX}"
        raise UnreadableFileError(msg) from error
    except OSError as error:
        msg = f"{path.name}: the reader of {extension} files cannot be started on this computer. {SAVE_AS_XLSX}"
        raise UnreadableFileError(msg) from error
    return done.stdout.decode("ascii", errors="replace").splitlines()


def _sheets(lines: list[str]) -> Iterator[RawSheet]:
    starts = [(place, told) for place, line in enumerate(lines) if (told := read_sheet_line(line)) is not None]
    ends = [*(place for place, _ in starts), len(lines)][1:]
    for (start, (title, state)), end in zip(starts, ends, strict=True):
        yield RawSheet(title, state, part="", tables=(), source=partial(_rows, lines[start + 1 : end]))


def _rows(lines: list[str]) -> Iterator[SheetRow]:
    return map(read_row_line, lines)


def _why_refused(verdict: tuple[str, str] | None, extension: str) -> str:
    """Gives the rest of a sentence that begins with the file's name."""
    if verdict == (REFUSED, PASSWORD):
        return f"is {ENCRYPTED.is_really}. {ENCRYPTED.remedy}"
    if verdict == (REFUSED, TOO_MUCH):
        return f"holds more than a workbook of a school can hold. Delete what is not needed. {SAVE_AS_XLSX}"
    if verdict == (REFUSED, DAMAGED):
        return f"cannot be read as an {extension} workbook: it is damaged or far too large. {SAVE_AS_XLSX}"
    return f"made the reader of {extension} files break off: it is damaged or far too large. {SAVE_AS_XLSX}"
