"""Every case on every page of the rules is run: Wrong finds exactly what it says, Right finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import ecvet_office.rules  # noqa: F401 # registers the checks
from ecvet_office.law.pages import Case, all_pages
from ecvet_office.law.sources import SOURCES
from ecvet_office.model.findings import Finding
from ecvet_office.rules.catalogue import CHECKS, run_checks
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from handmade_workbooks import saved_as

CASES = [
    (page.code, case) for page in all_pages().values() for case in page.cases if not page.code.startswith("DO")
]  # the cases of documents run in tests/documents/test_checks.py
OWN_RULE = "ECVET Office's own rule"
RECOMMENDATION = "2009/C 155/02"


def found_by(code: str, case: Case, folder: Path) -> list[Finding]:
    if case.file:
        sheets = read(saved_as(case.file, case.tables, folder))
    else:
        sheets = sheets_from_markdown(case.tables, case.version)
    register, misfits = parse(sheets)
    if code in CHECKS:
        return run_checks(register, case.on, [code])
    return [finding for finding in misfits if finding.code == code]


def as_a_line(finding: Finding) -> tuple[str, str, str]:
    facts = ", ".join(f"{name} {value.strip()}".strip() for name, value in finding.facts)
    return finding.code, str(finding.place), facts


@pytest.mark.parametrize(
    ("code", "case"), CASES, ids=[f"{code}-{case.title or index}" for index, (code, case) in enumerate(CASES)]
)
def test_a_case_finds_exactly_what_its_page_says(code: str, case: Case, tmp_path: Path) -> None:
    found = sorted(as_a_line(finding) for finding in found_by(code, case, tmp_path))
    assert found == sorted(case.expected)


@pytest.mark.parametrize("code", sorted(all_pages()))
def test_a_page_shows_what_is_wrong_and_what_is_right(code: str) -> None:
    page = all_pages()[code]
    assert any(case.expected for case in page.cases)
    assert any(not case.expected for case in page.cases)
    assert page.explanation
    assert page.title[0].islower() or page.title[:2].isupper() or page.title.startswith("Europass")


def test_every_rule_has_a_page_and_every_page_a_check() -> None:
    judged_while_reading = {code for code in all_pages() if code.startswith(("WB", "DO"))}
    assert CHECKS.keys() == all_pages().keys() - judged_while_reading


@pytest.mark.parametrize("code", sorted(all_pages()))
def test_a_page_cites_the_recommendation_a_known_source_or_ourselves(code: str) -> None:
    source = all_pages()[code].source
    known = [one.title for one in SOURCES.values()] + list(SOURCES)
    assert source.startswith((RECOMMENDATION, OWN_RULE)) or any(title in source for title in known)
