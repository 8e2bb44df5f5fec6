"""Several files in several folders, written together: all of them or none, and never over a file that is there."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from ecvet_office.documents.partner_folders import NewFile
from ecvet_office.documents.placing import refuse_long_path
from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.saving import write_new_file


def write_files(files: Sequence[NewFile], folder: Path) -> tuple[Path, ...]:
    """Writes files into a folder and its folders, which are made where they are missing.

    Raises:
        UnwritableFileError: a file of one of the names is there, the folder refuses or the disk is full; what was
            written until then is taken away again.
    """
    targets = [folder / one.path for one in files]
    taken = [path for path in targets if path.exists()]
    if taken:
        raise UnwritableFileError(
            f"{taken[0]} is there already, and nothing was written. Choose a folder that is not there yet, or move the "
            "older folders away, then do the same again"
        )
    for path in targets:
        refuse_long_path(path)
    with contextlib.ExitStack() as undoing:
        for path, one in zip(targets, files, strict=True):
            write_new_file(path, one.data)
            undoing.callback(path.unlink, missing_ok=True)
        undoing.pop_all()
    return tuple(targets)
