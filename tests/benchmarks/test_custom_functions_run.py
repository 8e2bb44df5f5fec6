"""The benchmark of the custom functions runs, on answers that are none of their refusals."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("custom_functions.py")


def test_the_benchmark_of_custom_functions_prints_every_comparison() -> None:
    command = [sys.executable, str(SCRIPT), "--rows", "50", "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=1200, check=True)
    header, *lines = done.stdout.splitlines()
    assert header.split() == ["function", "one", "call", "alone", "ratio", "bar"]
    assert [line.split()[0] for line in lines] == [
        "ECVET_POINTS", "ECVET_CREDIT", "ECVET_PROGRESS", "ECVET_CHECK", "ECVET_GRADE", "ECVET_EXPLAIN",
    ]  # fmt: skip
    assert all(line.endswith("met") for line in lines)
