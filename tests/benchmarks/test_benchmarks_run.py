"""The benchmarks run; how fast is for people to read, not for a test that runs on any machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def table() -> list[str]:
    command = [sys.executable, str(HERE / "workbook_scale.py"), "--learners", "2", "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=1200, check=True)
    return done.stdout.splitlines()


def test_the_benchmark_of_workbooks_prints_every_comparison(table: list[str]) -> None:
    assert table[0].split() == ["work", "ours", "theirs", "ratio", "bar"]
    assert len(table) == 8


def test_every_comparison_with_a_bar_says_whether_it_is_met(table: list[str]) -> None:
    assert [line for line in table[1:] if "memory" not in line and not line.endswith("met")] == []


def test_the_workbook_they_work_on_has_no_mistakes(tmp_path: Path) -> None:
    book = tmp_path / "made.xlsx"
    subprocess.run([sys.executable, str(HERE / "made_workbook.py"), str(book), "2"], check=True)
    work = [sys.executable, str(HERE / "scale_work.py"), "check_and_credit", str(book)]
    done = subprocess.run(work, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "0 findings, 2 ledgers"


@pytest.fixture(scope="module")
def documents_table(library: Callable[[str], Any]) -> list[str]:
    library("docxtpl")
    library("mailmerge")
    command = [sys.executable, str(HERE / "documents.py"), "--documents", "5", "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=1200, check=True)
    return done.stdout.splitlines()


def test_the_benchmark_of_documents_prints_every_comparison(documents_table: list[str]) -> None:
    assert documents_table[0].split() == ["work", "ours", "theirs", "ratio", "bar"]
    assert len(documents_table) == 14


def test_documents_too_say_of_every_bar_whether_it_is_met(documents_table: list[str]) -> None:
    assert len([line for line in documents_table if line.endswith("met")]) == 8
