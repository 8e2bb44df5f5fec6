"""LibreOffice as the one here that executes VBA."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

RUNNER = Path(__file__).with_name("libreoffice_runner.py")
Job = dict[str, object]


@pytest.fixture(scope="session")
def ask_libreoffice(libreoffice: str, python_with_uno: str) -> Callable[[Sequence[Job]], list[dict[str, Any]]]:
    """Gives a function that does jobs in one session of LibreOffice, as `libreoffice_runner.py` describes them."""

    def ask(jobs: Sequence[Job]) -> list[dict[str, Any]]:
        command = [python_with_uno, str(RUNNER), libreoffice]
        done = subprocess.run(
            command, input=json.dumps(list(jobs)), capture_output=True, encoding="utf-8", timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    return ask
