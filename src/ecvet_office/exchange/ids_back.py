"""The ids that another system gave, brought back into a copy of the workbook: only into cells that are empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ecvet_office.model.errors import UsageError
from ecvet_office.model.places import column_number
from ecvet_office.model.register import Register
from ecvet_office.workbook.writing.edits import SetCell
from ecvet_office.workbook.writing.placing import free_name
from ecvet_office.workbook.writing.receipt import Receipt
from ecvet_office.workbook.writing.writer import write

_FIELD = "mobility_id"


def proposed_ids(register: Register, ids: Mapping[str, str]) -> dict[str, str]:
    """Gives by cell of the sheet Agreements, as `Agreements!X5`, the mobility ID that would stand there."""
    return {str(register.agreement[one].at(_FIELD)): text for one, text in ids.items()}


def write_ids_back(workbook: Path, register: Register, ids: Mapping[str, str]) -> Receipt:
    """Writes mobility IDs into a copy of a workbook, beside it.

    Args:
        workbook: the .xlsx or .xlsm file that was read.
        register: what it says.
        ids: by agreement, of those that have none yet.

    Raises:
        UsageError: when the sheet Agreements has no column for them.
        UnwritableFileError: when the copy cannot be written without risk.
    """
    return write(workbook, list(_edits(register, ids)), free_name(workbook, "ids"))


def _edits(register: Register, ids: Mapping[str, str]) -> Iterator[SetCell]:
    for agreement, text in ids.items():
        origin = register.agreement[agreement].origin
        if _FIELD not in origin.columns:
            raise UsageError("the sheet Agreements has no column Mobility ID; add one, or make the workbook anew")
        yield SetCell(origin.sheet, origin.row, column_number(origin.columns[_FIELD]), text)
