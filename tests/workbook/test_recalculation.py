"""Every formula before LibreOffice: its stored values destroyed, worked out anew, and equal to Python's."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ecvet_office.evaluation import evaluate
from ecvet_office.model.places import column_letters
from ecvet_office.workbook.blank import build, build_from
from ecvet_office.workbook.building import KINDS
from ecvet_office.workbook.computed import grid
from ecvet_office.workbook.computed_column import RECOGNISED_POINTS
from ecvet_office.workbook.computed_credit import SEE_PROGRESS
from ecvet_office.workbook.kinds import MOBILITY
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.reading import read
from workbook.recalculated import Given, differences, formulas_of, recalculate
from workbook.school_years import school_year
from workbook.test_computed import ON, learners_with_errors

pytestmark = pytest.mark.office

LEAST_COMPARED = {
    "mobility": 350,
    "qualification": 150,
    "grades": 300,
    "learning-time": 25,
    "conversion": 40,
    "prior-learning": 150,
    "entry-credit": 100,
    "matrix": 200,
    "self-check": 40,
}
Recalculate = Callable[[Path], Given]


@pytest.fixture(scope="module")
def recalculated(
    convert: Callable[[Path, str], Path],  # noqa: ARG001 - asked for, as it needs LibreOffice too
    tmp_path_factory: pytest.TempPathFactory,
) -> Recalculate:
    """Gives what LibreOffice finds for the formulas of a file, which must all be there again."""
    program = shutil.which("soffice") or "libreoffice"

    def found(path: Path) -> Given:
        shown, there = formulas_of(recalculate(path, tmp_path_factory.mktemp("recalculated"), program))
        assert there == formulas_of(path)[1]
        return shown

    return found


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "book.xlsx"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("example", [False, True], ids=["blank", "example"])
def test_every_formula_of_a_template_gives_what_python_gives(
    recalculated: Recalculate, tmp_path: Path, kind: str, example: bool, record_property: Callable[[str, object], None]
) -> None:
    path = saved(tmp_path, build(example=example, kind=kind))
    shown, _ = formulas_of(path)
    assert differences(shown, recalculated(path)) == []
    record_property("formulas compared", len(shown))
    assert not example or len(shown) > LEAST_COMPARED[kind]


@pytest.mark.parametrize("seed", [3, 11])
def test_every_formula_of_a_made_up_year_gives_what_python_gives(
    recalculated: Recalculate, tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    path = saved(tmp_path, build_from(sheets_from_markdown(school_year(seed)), MOBILITY))
    shown, _ = formulas_of(path)
    found = recalculated(path)
    assert differences(shown, found) == []
    record_property("formulas compared", len(shown))
    assert len(shown) > 700
    assert _equal_to_ledgers(path, found) > 15


def _equal_to_ledgers(path: Path, found: Given) -> int:
    """Holds the points that LibreOffice gives each learner without errors against the ledger; gives how many it held.

    A formula that says that it cannot tell is passed over.
    """
    evaluation = evaluate(read(path), ON)
    letters = _letters("Learners", RECOGNISED_POINTS)
    ledgers = {(one.learner, one.qualification): one.points for one in evaluation.ledgers}
    held = 0
    for learner in evaluation.register.learners:
        points = found[f"Learners!{letters}{learner.origin.row}"]
        if points != SEE_PROGRESS and learner.id not in learners_with_errors(evaluation):
            assert points == ledgers[learner.id, learner.qualification or ""]
            held += 1
    return held


def _letters(table: str, header: str) -> str:
    places = [one.header for one in grid(BY_NAME[table])]
    return column_letters(1 + places.index(header))


def test_a_sabotaged_value_is_noticed(recalculated: Recalculate, tmp_path: Path) -> None:
    path = saved(tmp_path, build(example=True, kind="qualification"))
    found = recalculated(path)
    wrong = tmp_path / "wrong.xlsx"
    _replace(path, wrong, b"</f><v>180</v>", b"</f><v>181</v>")
    assert len(differences(formulas_of(wrong)[0], found)) == 1


def test_a_number_changed_without_python_changes_what_depends_on_it(recalculated: Recalculate, tmp_path: Path) -> None:
    path = saved(tmp_path, build(example=True, kind="qualification"))
    wrong = tmp_path / "wrong.xlsx"
    _replace(path, wrong, b' t="n"><v>25</v></c>', b' t="n"><v>26</v></c>')
    shown = formulas_of(path)[0]
    changed = {line.partition(":")[0] for line in differences(shown, recalculated(wrong))}
    assert changed == {"Qualifications!G2", "Qualifications!H2", "Start!G6"}


def _replace(path: Path, target: Path, old: bytes, new: bytes) -> None:
    """Writes a copy in which a piece of a sheet, found once in the workbook, is another."""
    found = 0
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            part = source.read(entry)
            found += part.count(old)
            copy.writestr(entry.filename, part.replace(old, new))
    assert found == 1
