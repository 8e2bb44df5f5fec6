"""What the headers of a school's list mean, remembered beside its workbook: header words only, and nothing else."""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Mapping
from pathlib import Path

from ecvet_office.model.errors import UnreadableFileError, UnwritableFileError, UsageError
from ecvet_office.workbook.header_words import spoken
from ecvet_office.workbook.list_columns import LEFT_OUT, field_named
from ecvet_office.workbook.saving import reason_in_words, write_new_file

ABOUT = "What the headers of your school's lists mean. Header words only; you may change or delete this file."


def memory_of(workbook: Path) -> Path:
    """Gives the file beside a workbook in which its lists' headers are remembered: `plan.columns.json`."""
    return workbook.with_name(f"{workbook.stem}.columns.json")


def remembered_columns(workbook: Path) -> dict[str, str]:
    """Gives by header the field that it means; nothing where nothing was remembered.

    Raises:
        UnreadableFileError: when the file is there and is damaged.
    """
    path = memory_of(workbook)
    if not path.exists():
        return {}
    try:
        columns = json.loads(path.read_text(encoding="utf-8"))["columns"]
        return {str(header): field_named(str(meaning)) if meaning else LEFT_OUT for header, meaning in columns.items()}
    except (OSError, UnicodeDecodeError, ValueError, LookupError, TypeError, AttributeError, UsageError) as error:
        raise UnreadableFileError(
            f"{path.name} cannot be read, so it is not known what the headers of your lists mean. Delete it: the "
            "headers are then asked for again"
        ) from error


def remember_columns(workbook: Path, meanings: Mapping[str, str]) -> Path:
    """Writes what headers mean beside a workbook, and gives the file.

    Args:
        workbook: beside which it stands.
        meanings: by header, the field; LEFT_OUT for a column that is none of ours.

    Raises:
        UnwritableFileError: when the system refuses; what was remembered before stays.
    """
    path = memory_of(workbook)
    columns = {header: spoken(field) for header, field in meanings.items()}
    content = json.dumps({"about": ABOUT, "columns": columns}, ensure_ascii=False, indent=2) + "\n"
    temporary = path.with_name(f".ecvet-{secrets.token_hex(8)}.json")
    try:
        write_new_file(temporary, content.encode("utf-8"))
        temporary.replace(path)
    except OSError as error:
        raise UnwritableFileError(reason_in_words(path, error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return path
