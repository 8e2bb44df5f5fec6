"""LibreOffice as the one here that executes VBA."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

RUNNER = Path(__file__).with_name("libreoffice_runner.py")
Job = dict[str, object]


@pytest.fixture(scope="session")
def ask_libreoffice(in_libreoffice: Callable[[Path, object], Any]) -> Callable[[Sequence[Job]], list[dict[str, Any]]]:
    """Gives a function that does jobs in one session of LibreOffice, as `libreoffice_runner.py` describes them."""
    return lambda jobs: in_libreoffice(RUNNER, list(jobs))
