"""What every test may ask for: the Open XML SDK validator, LibreOffice, and how tests that need them are treated."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # machines are noisy: no test may fail for being slow
settings.load_profile("unhurried")

collect_ignore = [  # they hold no tests
    "benchmarks/documents.py",  # needs the libraries of the extra `benchmarks`
    "benchmarks/documents_rendering.py",  # the same
    "benchmarks/documents_whole_job.py",  # the same
    "addin/libreoffice_runner.py",  # needs LibreOffice's own library
    "documents/returned_office_runner.py",  # the same
    "uno_session.py",  # the same
]

MUST_BE_THERE = os.environ.get("CI") == "true"  # in CI an absent judge is a failure, never a skip


def _find(*names: str) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


def _require(program: str | None, name: str) -> str:
    if program is None:
        if MUST_BE_THERE:
            pytest.fail(f"{name} is not installed, and in CI it must be")
        pytest.skip(f"{name} is not installed")
    return program


@pytest.fixture(scope="session")
def library() -> Callable[[str], Any]:
    """Gives a function that imports a library of the extra `tests`, without which most tests can do."""

    def imported(name: str) -> Any:
        if MUST_BE_THERE:
            return import_module(name)
        return pytest.importorskip(name)

    return imported


@pytest.fixture(scope="session")
def validate_office() -> Callable[[Path], None]:
    """Gives a function that fails unless Microsoft's Open XML SDK finds no error in the file."""
    program = _require(_find("ooxml-validator"), "the Open XML SDK validator")

    def validate(path: Path) -> None:
        done = subprocess.run([program, str(path)], capture_output=True, text=True, encoding="utf-8", check=False)
        verdict = json.loads(done.stdout)
        assert verdict["ok"] is True, json.dumps(verdict.get("errors", verdict), indent=1)[:4000]

    return validate


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """Gives the program of LibreOffice."""
    return _require(_find("soffice", "libreoffice"), "LibreOffice")


@pytest.fixture(scope="session")
def python_with_uno() -> str:
    """Gives a Python that can talk to LibreOffice: usually the system's own."""
    for name in ("/usr/bin/python3", sys.executable):
        if shutil.which(name):
            asked = subprocess.run([name, "-c", "import uno"], capture_output=True, check=False)
            if asked.returncode == 0:
                return name
    if MUST_BE_THERE:
        pytest.fail("no Python here has LibreOffice's python3-uno, and in CI it must be there")
    pytest.skip("no Python here has LibreOffice's python3-uno")


@pytest.fixture(scope="session")
def in_libreoffice(libreoffice: str, python_with_uno: str) -> Callable[[Path, object], Any]:
    """Gives a function that runs a script of ours beside LibreOffice: what it is to do, and what it did, is JSON."""

    def run(script: Path, job: object) -> Any:
        done = subprocess.run(
            [python_with_uno, str(script), libreoffice],
            input=json.dumps(job),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},  # where `uno_session` is
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory, libreoffice: str) -> Callable[[Path, str], Path]:
    """Gives a function that converts a file by LibreOffice and returns the new file's path."""
    profile = tmp_path_factory.mktemp("libreoffice_profile")

    def run(path: Path, kind: str) -> Path:
        folder = tmp_path_factory.mktemp("converted")
        subprocess.run(
            [
                libreoffice,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                kind,
                "--outdir",
                str(folder),
                str(path),
            ],
            capture_output=True,
            check=True,
            timeout=180,
        )
        made = list(folder.iterdir())
        assert made, f"LibreOffice could not open {path.name}"
        return made[0]

    return run


@pytest.fixture(scope="session")
def to_pdf(convert: Callable[[Path, str], Path]) -> Callable[[Path], Path]:
    """Gives a function that prints a file to PDF by LibreOffice."""
    return lambda path: convert(path, "pdf")


@pytest.fixture(scope="session")
def printed_text() -> Callable[[Path], str]:
    """Gives a function that reads the text on the pages of a PDF file, laid out as on paper."""
    program = _require(_find("pdftotext"), "pdftotext")

    def read(pdf: Path) -> str:
        command = [program, "-enc", "UTF-8", "-layout", str(pdf), "-"]
        return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout

    return read
