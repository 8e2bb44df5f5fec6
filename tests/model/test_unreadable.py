"""Why a file cannot be read is told in words, with what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from ecvet_office.model.errors import unreadable

REASONS = [
    (errno.ENOENT, "there is no such file; check its name and folder"),
    (errno.EISDIR, "it is a folder; name a file in it"),
    (errno.EACCES, "another program keeps it locked, or you have no right to it; close it there and try again"),
    (errno.EIO, f"{os.strerror(errno.EIO)}; copy it to a folder on this computer and try again"),
]


@pytest.mark.parametrize(("number", "why"), REASONS)
def test_every_reason_of_the_system_says_what_to_do(number: int, why: str) -> None:
    error = OSError(number, os.strerror(number))
    assert str(unreadable(Path("plan.docx"), error)) == f"plan.docx cannot be read: {why}"


def test_a_folder_that_windows_does_not_permit_to_open_is_said_to_be_a_folder(tmp_path: Path) -> None:
    assert str(unreadable(tmp_path, PermissionError(errno.EACCES, "denied"))).endswith(
        "it is a folder; name a file in it"
    )
