from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ecvet_office import __version__
from ecvet_office.evaluation import evaluate
from ecvet_office.law.pages import all_pages, page
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.places import Place
from ecvet_office.report.findings import (
    CheckedFile,
    begin_line,
    finding_lines,
    findings_json,
    findings_text,
    severity_counts,
    total_line,
)
from ecvet_office.report.sarif import artifact_uri, findings_sarif
from ecvet_office.workbook.markdown import sheets_from_markdown

GOLDEN = Path(__file__).parents[1] / "golden" / "findings.txt"
DAY = date(2026, 1, 15)
PLAN = """
| Learners | id | family name | given names | date of birth | qualification |
|          | L1 | Virtanen | Aino | 2006-05-14 | |
|          | L2 | Laine | Bruno | 3/4/2006 | Q1 |
| Qualifications | id | title | awarding institution | eqf level | points | reference pathway | full time years |
|                | Q1 | Electrician | Kouvola college | 4 | 60 | one year at college | 1 |
| Units | id | title | assessment procedure |
|       | U1 | Wiring | demonstration |
|       | U2 | Testing | demonstration |
| Unit points | qualification | unit | points |
|             | Q1 | U1 | 40 |
|             | Q1 | U2 | 25 |
"""


def plan() -> CheckedFile:
    return CheckedFile("plan.xlsx", evaluate(sheets_from_markdown(PLAN), DAY).findings)


def empty_cells(number: int) -> tuple[Finding, ...]:
    return tuple(page("WB05").finding(Place("Learners", row, "B"), column="Name") for row in range(2, number + 2))


def test_the_report_of_a_workbook_reads_as_the_golden_one() -> None:
    assert "\n".join(findings_text(plan())) + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_a_finding_is_three_lines_to_find_the_cell_to_mend_it_and_to_believe_it() -> None:
    finding = page("PT02").finding(Place("Qualifications", 2, "C"), carried="65", total="60")
    place, remedy, proof = finding_lines("plan.xlsx", finding)
    assert place.startswith("plan.xlsx:Qualifications!C2: error PT02: ")
    assert "65" in place
    assert remedy.startswith("    fix: ")
    assert proof == f"    source: {page('PT02').source} (ecvet explain PT02)"


def test_a_finding_on_the_workbook_as_a_whole_names_the_file_alone() -> None:
    finding = page("WB12").finding(Place(""), found="9", known="1")
    assert finding_lines("plan.xlsx", finding)[0].startswith("plan.xlsx: error WB12: ")


def test_long_lines_are_wrapped_for_a_screen_and_whole_for_a_file() -> None:
    for finding in plan().findings:
        assert len(finding_lines("plan.xlsx", finding)) == 3
        narrow = finding_lines("plan.xlsx", finding, width=60)
        assert all(len(line) <= 60 for line in narrow)
        assert " ".join(" ".join(narrow).split()) == " ".join(" ".join(finding_lines("plan.xlsx", finding)).split())


def test_only_the_severity_and_the_code_carry_a_colour_and_the_text_stays_the_same() -> None:
    finding = empty_cells(1)[0]
    painted = finding_lines("plan.xlsx", finding, paint=lambda text, role: f"<{role}>{text}</{role}>")
    assert painted[0] == "plan.xlsx:Learners!B2: <error>error WB05:</error> Name is empty"


@pytest.mark.parametrize(("number", "hidden"), [(19, 0), (20, 0), (21, 1), (57, 37)])
def test_twenty_findings_of_a_rule_are_shown_and_the_rest_is_counted(number: int, hidden: int) -> None:
    checked = CheckedFile("plan.xlsx", empty_cells(number))
    lines = findings_text(checked)
    assert sum(line.startswith("plan.xlsx:Learners!") for line in lines) == number - hidden
    more = [line for line in lines if line.startswith("and ")]
    expected = [f"and {hidden} more of WB05 {page('WB05').title} (--all shows each)"] if hidden else []
    assert more == expected
    assert sum(line.startswith("plan.xlsx:Learners!") for line in findings_text(checked, show_all=True)) == number


def errors_at(*cells: tuple[str, int]) -> tuple[Finding, ...]:
    return tuple(page("WB05").finding(Place(sheet, row, "B"), column="Name") for sheet, row in cells)


@pytest.mark.parametrize(("number", "told"), [(4, False), (5, False), (6, True)])
def test_with_more_than_five_errors_the_report_says_where_to_begin(number: int, told: bool) -> None:
    findings = errors_at(*(("Units", row) for row in range(2, number + 2)))
    assert begin_line(findings) == ("Begin with: Units!B2, Units!B3, Units!B4" if told else "")
    assert findings_text(CheckedFile("plan.xlsx", findings))[-1].startswith("Begin with: " if told else "plan.xlsx: ")


def test_one_begins_with_the_sheets_that_others_build_on_in_their_order_each_cell_once() -> None:
    learners = [("Learners", row) for row in range(2, 9)]
    findings = errors_at(*learners, ("Memoranda", 2), ("Memoranda", 2), ("Settings", 3))
    assert begin_line(findings) == "Begin with: Settings!B3, Memoranda!B2"
    assert begin_line(errors_at(*learners)) == ""


def test_warnings_are_nothing_to_begin_with() -> None:
    findings = [page("WB05").finding(Place("Units", row, "B"), Severity.WARNING, column="Name") for row in range(9)]
    assert begin_line(findings) == ""


def test_an_empty_workbook_is_not_praised_but_begun() -> None:
    assert findings_text(CheckedFile("plan.xlsx", (), "Start")) == [
        "plan.xlsx: nothing found: the workbook is still empty; begin on its sheet Start"
    ]
    assert findings_text(CheckedFile("plan.xlsx", (), ""))[-1].endswith("the workbook is still empty")
    assert findings_text(CheckedFile("plan.xlsx", ())) == ["plan.xlsx: nothing found"]


def test_the_summary_counts_each_severity_the_gravest_first() -> None:
    def of(severity: Severity) -> Finding:
        return page("WB05").finding(Place("Learners", 2, "B"), severity, column="Name")

    findings = [of(Severity.TODO), of(Severity.WARNING), of(Severity.ERROR), of(Severity.ERROR), of(Severity.INFO)]
    assert severity_counts(findings) == "2 errors, 1 warning, 1 remark, 1 to-do"
    assert severity_counts([]) == "nothing found"
    files = [CheckedFile("a.xlsx", tuple(findings)), CheckedFile("b.xlsx", ())]
    assert total_line(files) == "2 workbooks: 2 errors, 1 warning, 1 remark, 1 to-do"


def test_json_has_a_finding_with_everything_a_program_needs() -> None:
    objects = findings_json([plan()])
    json.dumps(objects)
    assert {tuple(one) for one in objects} == {
        ("code", "severity", "message", "fix", "source", "file", "sheet", "cell", "facts")
    }
    missed = next(one for one in objects if one["code"] == "PT02")
    assert (missed["file"], missed["sheet"], missed["cell"]) == ("plan.xlsx", "Qualifications", "E2")
    assert missed["facts"] == {"carried": "65", "total": "60"}
    assert missed["severity"] == "error"


def test_sarif_lists_each_broken_rule_once_with_its_help_and_every_finding_with_its_cell() -> None:
    log = json.loads(json.dumps(findings_sarif([plan()], __version__)))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({finding.code for finding in plan().findings})
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    for result, finding in zip(run["results"], plan().findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        (location,) = result["locations"]
        assert location["logicalLocations"] == [{"fullyQualifiedName": str(finding.place)}]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "plan.xlsx"


def test_every_severity_has_a_level_that_sarif_knows() -> None:
    findings = tuple(page("WB05").finding(Place("Learners", 2, "B"), severity, column="Name") for severity in Severity)
    log = json.loads(json.dumps(findings_sarif([CheckedFile("plan.xlsx", findings)], __version__)))
    assert [one["level"] for one in log["runs"][0]["results"]] == ["error", "warning", "note", "note"]


def test_the_help_of_a_rule_shows_no_braces_to_a_reader() -> None:
    findings = tuple(
        Finding(code, Place("Units", 2, "B"), one.severity, _facts(code)) for code, one in all_pages().items()
    )
    log = json.loads(json.dumps(findings_sarif([CheckedFile("plan.xlsx", findings)], __version__)))
    helps = [rule["help"]["text"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    assert len(helps) == len(all_pages())
    assert not [text for text in helps if "{" in text.split("\nFix: ")[1]]


def _facts(code: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, "x") for name in sorted(page(code).facts))


def test_a_file_in_sarif_is_named_by_a_relative_address_with_its_blanks_escaped(tmp_path: Path) -> None:
    assert artifact_uri("plans/my plan.xlsx") == "plans/my%20plan.xlsx"
    assert artifact_uri(str(tmp_path / "plan.xlsx")).startswith("file:///")
