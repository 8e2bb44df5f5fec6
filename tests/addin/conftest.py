"""LibreOffice as the one here that executes VBA."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

RUNNER = Path(__file__).with_name("libreoffice_runner.py")
Job = dict[str, object]


@pytest.fixture(scope="session")
def python_with_uno() -> str:
    """Gives a Python that can talk to LibreOffice: usually the system's own."""
    for name in ("/usr/bin/python3", sys.executable):
        if shutil.which(name):
            asked = subprocess.run([name, "-c", "import uno"], capture_output=True, check=False)
            if asked.returncode == 0:
                return name
    if os.environ.get("CI") == "true":
        pytest.fail("no Python here has LibreOffice's python3-uno, and in CI it must be there")
    pytest.skip("no Python here has LibreOffice's python3-uno")


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
