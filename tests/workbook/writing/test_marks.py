"""Marks show on cells without touching them, and leave no trace when they go."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecvet_office.model.findings import Severity
from ecvet_office.workbook.writing.edits import Mark, RemoveMarks
from ecvet_office.workbook.writing.marks import FORMULAS, LOOKS
from ecvet_office.workbook.writing.writer import write
from handmade_packages import write_zip
from workbook.writing.comparing import changed_parts, opened, parts_of

UNITS, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
EVERY_SEVERITY = tuple(Mark("Units", ((2, 1), (3, 1), (3, 2)), severity) for severity in Severity)


def rules_of(path: Path) -> dict[str, str]:
    """Gives our rules on the sheet Units: by formula, the cells."""
    sheet = opened(path)["Units"]
    return {
        rule.formula[0]: str(area.sqref)
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.formula and "ECVET" in rule.formula[0]
    }


def test_each_severity_is_one_rule_for_all_its_cells(kitchen: Path) -> None:
    receipt = write(kitchen, EVERY_SEVERITY)
    assert rules_of(receipt.path) == dict.fromkeys(FORMULAS.values(), "A2:A3 B3")
    assert receipt.cells == 0


def test_each_severity_looks_different_without_its_colours() -> None:
    faces = {look.split("<color")[0] for look in LOOKS.values()}
    assert len(faces) == len(Severity)


def test_marking_again_replaces_the_marks_of_that_severity_alone(kitchen: Path) -> None:
    once = write(kitchen, EVERY_SEVERITY)
    again = write(once.path, [Mark("Units", ((9, 4),), Severity.ERROR)])
    rules = rules_of(again.path)
    assert rules[FORMULAS[Severity.ERROR]] == "D9"
    assert rules[FORMULAS[Severity.TODO]] == "A2:A3 B3"
    assert changed_parts(once.path, again.path) == {UNITS}


def test_marks_taken_away_leave_every_part_as_it_was(kitchen: Path) -> None:
    marked = write(kitchen, [*EVERY_SEVERITY, Mark("Lists", ((1, 1),), Severity.WARNING)])
    assert changed_parts(kitchen, marked.path) == {UNITS, STYLES, "xl/worksheets/sheet5.xml"}
    clean = write(marked.path, [RemoveMarks()])
    assert changed_parts(kitchen, clean.path) == set()


def test_marks_taken_from_one_sheet_stay_on_the_others(kitchen: Path) -> None:
    marked = write(kitchen, [*EVERY_SEVERITY, Mark("Lists", ((1, 1),), Severity.WARNING)])
    clean = write(marked.path, [RemoveMarks("Units")])
    assert rules_of(clean.path) == {}
    assert opened(clean.path)["Lists"].conditional_formatting
    assert parts_of(clean.path)[UNITS] == parts_of(kitchen)[UNITS]


def test_no_cells_to_mark_means_no_marks(kitchen: Path) -> None:
    marked = write(kitchen, EVERY_SEVERITY)
    fewer = write(marked.path, [Mark("Units", (), Severity.ERROR)])
    assert FORMULAS[Severity.ERROR] not in rules_of(fewer.path)


def test_a_user_s_own_rule_beside_ours_stays(kitchen: Path) -> None:
    marked = write(kitchen, EVERY_SEVERITY[:1])
    content: dict[str, str | bytes] = dict(parts_of(marked.path))
    sheet = parts_of(marked.path)[UNITS].decode("utf-8")
    own = '<cfRule type="expression" priority="77"><formula>TRUE</formula></cfRule>'
    ours = sheet.index("ECVET Office: ")
    at = sheet.index("</cfRule>", ours) + len("</cfRule>")
    content[UNITS] = sheet[:at] + own + sheet[at:]
    shared = write_zip(kitchen.with_name("shared.xlsx"), content)
    clean = write(shared, [RemoveMarks()])
    left = parts_of(clean.path)[UNITS].decode("utf-8")
    assert own in left
    assert "ECVET Office" not in left


def test_marks_on_a_workbook_without_any_leave_nothing_to_remove(kitchen: Path) -> None:
    assert write(kitchen, [RemoveMarks()]).rewritten == ()


@pytest.mark.parametrize("count", [1, 500])
def test_many_marked_cells_are_named_by_few_areas(kitchen: Path, count: int) -> None:
    cells = tuple((row, column) for row in range(2, 2 + count) for column in (1, 2, 3))
    receipt = write(kitchen, [Mark("Units", cells, Severity.ERROR)])
    assert rules_of(receipt.path)[FORMULAS[Severity.ERROR]] == f"A2:C{1 + count}"
