"""The example workbook: as sheets, as a file, and what is found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from ecvet_office.model.findings import Finding, Severity
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.sheets import Sheets

DAY = date(2026, 1, 15)
EXAMPLE = Path(__file__).parents[2] / "workbook_templates" / "mobility-example.xlsx"

# What a school year leaves open, and the three cases that the example is there to show: a unit without the one it
# requires, a unit recognised twice, and a learner who has everything.
FOUND = Counter(
    {
        ("RE08", "Learners!A7"): 1,
        ("AG21", "Agreements!A4"): 3,
        ("RE10", "Agreements!A4"): 1,
        ("RE15", "Agreements!C4"): 1,
        ("RE01", "Earlier units!C11"): 1,
    }
)


@cache
def example_sheets() -> Sheets:
    """The example as its Markdown says it."""
    text = (files("ecvet_office.workbook") / "examples" / "mobility.md").read_text(encoding="utf-8")
    return sheets_from_markdown(text)


def write_example(folder: Path) -> Path:
    """Writes the example's file into a folder."""
    path = folder / "example.xlsx"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def places(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """How often each rule is broken at each place, as (code, "Sheet!cell")."""
    return Counter((finding.code, str(finding.place)) for finding in findings)


def mistakes(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """The same without what is told for information only."""
    return places(finding for finding in findings if finding.severity is not Severity.INFO)
