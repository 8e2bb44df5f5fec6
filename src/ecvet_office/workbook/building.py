"""New workbooks for users: copies of the templates that the package carries."""

from __future__ import annotations

from pathlib import Path

from ecvet_office.law.packaged import packaged_folder
from ecvet_office.model.errors import UnwritableFileError, UsageError
from ecvet_office.workbook.saving import write_new_file

KINDS = (
    "mobility",
    "qualification",
    "grades",
    "learning-time",
    "conversion",
    "prior-learning",
    "entry-credit",
    "matrix",
    "self-check",
)
TEMPLATES = "workbook_templates"


def template_name(kind: str, *, example: bool) -> str:
    """Gives the file name of a template."""
    return f"{kind}-example.xlsx" if example else f"{kind}.xlsx"


def write_new(kind: str, path: Path, *, example: bool) -> None:
    """Writes a blank workbook, or one filled with the example.

    Args:
        kind: one of KINDS.
        path: where to; the name ends in `.xlsx`, and no file of that name exists yet.
        example: whether the workbook holds the example's rows.

    Raises:
        UsageError: for an unknown kind, or a name that does not end in `.xlsx`.
        UnwritableFileError: when the file exists already, or cannot be written.
    """
    if kind not in KINDS:
        raise UsageError(f"there is no kind of workbook called {kind}; there is: {', '.join(KINDS)}")
    if path.suffix.casefold() != ".xlsx":
        raise UsageError(f"{path.name}: an Excel workbook's name ends in .xlsx")
    if path.exists():
        raise UnwritableFileError(f"{path} exists already and was left as it is; choose another name")
    write_new_file(path, (packaged_folder(TEMPLATES) / template_name(kind, example=example)).read_bytes())
