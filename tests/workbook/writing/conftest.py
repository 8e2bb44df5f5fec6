"""The kitchen workbook, built once, and a copy of it for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workbook.writing.kitchen import build_kitchen


@pytest.fixture(scope="session")
def pristine_kitchen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Gives the workbook by its suffix; nobody writes to these."""
    folder = tmp_path_factory.mktemp("kitchen")
    return {suffix: build_kitchen(folder / f"kitchen{suffix}") for suffix in (".xlsx", ".xlsm")}


@pytest.fixture
def kitchen(pristine_kitchen: dict[str, Path], tmp_path: Path) -> Path:
    """Gives a copy of the workbook without macros."""
    return Path(shutil.copy(pristine_kitchen[".xlsx"], tmp_path / "kitchen.xlsx"))
