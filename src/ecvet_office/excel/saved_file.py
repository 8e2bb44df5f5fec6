"""The saved file of an open workbook, for actions that look into every part of the file and not only at its tables."""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from ecvet_office.excel.paper_folder import workbook_path
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Row, Sheets


def saved_file(book: xw.Book, sheets: Sheets) -> Path:
    """Gives where an open workbook is saved, once the file says what the tables say on the screen.

    Args:
        book: the open workbook.
        sheets: its tables as they stand on the screen.

    Raises:
        UsageError: the workbook is no file on this PC, or its tables were changed since it was saved.
        UnreadableFileError: the file cannot be read.
    """
    path = Path(workbook_path(book))
    if not (path.is_absolute() and path.is_file()):
        raise UsageError(
            f"{book.name} is not saved on this PC, and this button reads the saved file. Save it in a folder of this "
            "PC, then press the button again"
        )
    if _rows_by_table(read(path)) != _rows_by_table(sheets):
        raise UsageError(
            f"{book.name} was changed since it was saved, and this button reads the saved file. Save it, then press "
            "the button again"
        )
    return path


def _rows_by_table(sheets: Sheets) -> dict[str, tuple[Row, ...]]:
    return {sheet.table.name: sheet.rows for sheet in sheets.sheets}
