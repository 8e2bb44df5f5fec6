"""Findings in SARIF 2.1.0, the form in which code-review services and editors read what a checker found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from ecvet_office.law.pages import RulePage, fix, message, page
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.report.findings import CheckedFile
from ecvet_office.report.rule_pages import with_facts_named

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# SARIF knows no to-do; its gentlest level that is still listed is `note`.
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.TODO: "note"}


def findings_sarif(files: Sequence[CheckedFile], program_version: str) -> dict[str, object]:
    """Gives one run with the rules that were broken, in the order of their codes, and every finding as a result."""
    codes = sorted({finding.code for checked in files for finding in checked.findings})
    index = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "ECVET Office",
        "semanticVersion": program_version,
        "rules": [_rule(page(code)) for code in codes],
    }
    results = [_result(checked.file, finding, index) for checked in files for finding in checked.findings]
    return {"$schema": SCHEMA, "version": VERSION, "runs": [{"tool": {"driver": driver}, "results": results}]}


def _rule(rule: RulePage) -> dict[str, object]:
    remedy = with_facts_named(rule.fix)
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "help": {
            "text": f"{rule.explanation}\n\nFix: {remedy}\n\nSource: {rule.source}",
            "markdown": f"{rule.explanation}\n\n**Fix:** {remedy}\n\n**Source:** {rule.source}",
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"source": rule.source, "tags": list(rule.rules)},
    }


def _result(file: str, finding: Finding, index: Mapping[str, int]) -> dict[str, object]:
    return {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": f"{message(finding)}. Fix: {fix(finding)}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": artifact_uri(file)}},
                "logicalLocations": [{"fullyQualifiedName": str(finding.place)}],
            }
        ],
        "properties": {"severity": str(finding.severity), "facts": dict(finding.facts)},
    }


def artifact_uri(file: str) -> str:
    """Gives a file's name as a URI: relative where the name is, and with a scheme where it is absolute.

    >>> artifact_uri("school year/plan.xlsx")
    'school%20year/plan.xlsx'
    """
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
