"""Reads an .ods, .xls or .xlsb workbook in a process of its own, and writes its rows to standard output.

The library that reads these formats is fast and forgiving, but a file can make it end the process it runs in: one
stray cell in the last row and column asks for hundreds of gigabytes. So it runs where nothing is lost with it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from ecvet_office.workbook.foreign_lines import DAMAGED, END, PASSWORD, REFUSED, TOO_MUCH, row_line, sheet_line

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

# A workbook of 100,000 rows by 12 columns, far beyond any school's, needs 460 MB here and gives 27 MB of lines.
MAX_MEMORY_BYTES = 1536 << 20
MAX_OUTPUT_CHARACTERS = 160 << 20

_STATES = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "veryHidden"}


def main(path: Path) -> None:
    """Writes the lines of a workbook; where it cannot be read, the last line says why."""
    _limit_memory()
    try:
        written = 0
        for line in workbook_lines(path):
            written += len(line)
            if written > MAX_OUTPUT_CHARACTERS:
                sys.stdout.write(sheet_line(REFUSED, TOO_MUCH) + "\n")
                return
            sys.stdout.write(line + "\n")
        sys.stdout.write(sheet_line(END, END) + "\n")
    except PasswordError:
        sys.stdout.write(sheet_line(REFUSED, PASSWORD) + "\n")
    except CalamineError:
        sys.stdout.write(sheet_line(REFUSED, DAMAGED) + "\n")


def workbook_lines(path: Path) -> Iterator[str]:
    """Gives a line for each worksheet and below it one for each row that holds something.

    Raises:
        CalamineError: when the file is encrypted, damaged, or no workbook.
    """
    # By its bytes: given a path, the library would go by the name.
    with path.open("rb") as file:
        workbook = CalamineWorkbook.from_filelike(file)
    for index, told in enumerate(workbook.sheets_metadata):
        if told.typ != SheetTypeEnum.WorkSheet:
            continue
        yield sheet_line(told.name, _STATES.get(str(told.visible).rpartition(".")[2], "visible"))
        sheet = workbook.get_sheet_by_index(index)
        first_row, first_column = sheet.start or (0, 0)  # counted from 0
        for row, values in enumerate(sheet.to_python(), first_row + 1):
            if line := row_line(row, first_column + 1, values):
                yield line


def _limit_memory() -> None:
    if resource is None:
        return
    for kind, wanted in ((resource.RLIMIT_AS, MAX_MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        _, most = resource.getrlimit(kind)
        allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(kind, (allowed, most))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
