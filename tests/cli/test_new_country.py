"""Whoever adds one file adds a country: to the settings, the rules, the arithmetic and the formulas."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
RURITANIA = """
name = "Ruritania"

[hours_per_point]
value = 50
unit = "hours of learning per point"
source = "TTK"
title = "A published page"

[grades.highest]
value = 100
unit = "grade out of 100"
source = "TTK"
title = "A published page"

[grades.pass_mark]
value = 10.5
unit = "grade out of 100"
source = "TTK"
title = "A published page"

[grades.most_optional]
value = 2
unit = "units"
source = "TTK"
title = "A published page"
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gives the folder of a program to which nothing but the file of a country was added, and workbooks built anew."""
    folder = tmp_path_factory.mktemp("program")
    shutil.copytree(
        CHECKOUT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__", "catalogues", "pages")
    )
    for name in ("documents/catalogues", "law/pages"):
        shutil.copytree(CHECKOUT / "src/ecvet_office" / name, folder / "src/ecvet_office" / name)
    shutil.copytree(CHECKOUT / "workbook_templates", folder / "workbook_templates")
    (folder / "src/ecvet_office/law/profiles/ruritania.toml").write_text(RURITANIA, encoding="utf-8")
    run(folder, module="ecvet_office.workbook.blank")
    return folder


def run(program: Path, *arguments: str, module: str = "ecvet_office") -> str:
    environment = {**os.environ, "PYTHONPATH": str(program / "src"), "PYTHONUTF8": "1"}
    ran = subprocess.run(  # this very Python, with words of ours
        [sys.executable, "-m", module, *arguments],
        env=environment, cwd=program, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode in {0, 1}, ran.stderr
    return ran.stdout


def in_ruritania(program: Path, kind: str) -> Path:
    """Gives the example of a kind in which Ruritania's numbers hold."""
    path = program / f"{kind}.xlsx"
    path.unlink(missing_ok=True)
    run(program, "new", kind, str(path), "--example")
    book = openpyxl.load_workbook(path)
    [cell] = [row[1] for row in book["Settings"].iter_rows() if row[0].value == "National profile"]
    cell.value = "Ruritania"
    book.save(path)
    return path


def test_the_new_country_s_pass_mark_decides(program: Path) -> None:
    told = json.loads(run(program, "grades", str(in_ruritania(program, "grades")), "--format", "json"))
    assert (told["profile"], told["scale"]) == ("Ruritania", [0, 100])
    standings = {one["learner"]: one["follows"] for one in told["learners"] if one["mean"]}
    # L3 has 9.9982 with the points of an optional unit, which France would add and Ruritania does not.
    assert (standings["L1"], standings["L2"], standings["L3"]) == ("passed", "not passed", "not passed")
    assert all(one["distinction"] is None for one in told["learners"])


def test_the_new_country_s_hours_make_its_points(program: Path) -> None:
    told = run(program, "convert", str(in_ruritania(program, "conversion")))
    assert "50 hours" in told


def test_a_new_workbook_offers_the_new_country(program: Path) -> None:
    path = program / "new.xlsx"
    run(program, "new", "learning-time", str(path))
    lists = [str(one.formula1) for one in openpyxl.load_workbook(path)["Settings"].data_validations.dataValidation]
    assert any("Ruritania" in one and "Malta" in one for one in lists)


def test_the_live_formulas_know_the_new_country(program: Path) -> None:
    book = openpyxl.load_workbook(in_ruritania(program, "grades"))
    formulas = [
        str(cell.value) for row in book["Learners"].iter_rows() for cell in row if str(cell.value).startswith("=")
    ]
    assert any('"Ruritania"' in one and ">=10.5" in one for one in formulas)
