"""Findings as text for people and as JSON for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ecvet_office.law.pages import fix, message, page
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.report.plain_text import Paint, counted, unpainted, wrapped

SHOWN_OF_A_CODE = 20
"""Findings of one rule that are shown in full, unless all are asked for."""

INDENT = "    "
FOUNDATIONS = ("settings", "partners", "qualifications", "units", "memoranda")
"""The sheets that others build on, so that one error there may be the cause of many elsewhere; in small letters."""

MANY_ERRORS = 5
"""With more errors than these, the report says where to begin."""

BEGUN_WITH = 3
"""Cells that are named to begin with, at most."""

NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark", Severity.TODO: "to-do"}
"""How findings of each severity are counted, the gravest first."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A workbook by the name under which it was asked for, and what was found in it, sorted by place.

    Attributes:
        file: its name; empty where there is none to show.
        findings: sorted by place.
        begin_on: of a workbook without a single row, the sheet to begin on; None for one that holds something.
    """

    file: str
    findings: tuple[Finding, ...]
    begin_on: str | None = None


def findings_text(
    checked: CheckedFile, paint: Paint = unpainted, width: int | None = None, *, show_all: bool = False
) -> list[str]:
    """Gives the lines of a report on one workbook; the summary comes last, and where to begin where much is wrong.

    Args:
        checked: the workbook and its findings.
        paint: gives a text as it looks in a role.
        width: of the screen, in characters; None for one line to each thought.
        show_all: whether every finding is shown; else the first twenty of each rule, and how many more there are.
    """
    begin = begin_line(checked.findings)
    listed = listed_findings(checked, paint, width, show_all=show_all)
    return [*listed, summary(checked, paint), *(wrapped(begin, width) if begin else ())]


def listed_findings(
    checked: CheckedFile,
    paint: Paint = unpainted,
    width: int | None = None,
    *,
    show_all: bool = False,
    most: int = SHOWN_OF_A_CODE,
) -> list[str]:
    """Gives the lines on each finding, without the summary.

    Args:
        checked: the workbook and its findings.
        paint: gives a text as it looks in a role.
        width: of the screen, in characters; None for one line to each thought.
        show_all: whether every finding is shown; else the first of each rule, and how many more there are.
        most: findings of one rule that are shown where not all are.
    """
    shown: Counter[str] = Counter()
    lines: list[str] = []
    for finding in checked.findings:
        shown[finding.code] += 1
        if show_all or shown[finding.code] <= most:
            lines += finding_lines(checked.file, finding, paint, width)
    held_back = {code: number - most for code, number in sorted(shown.items()) if not show_all}
    return lines + [
        f"and {number} more of {code} {page(code).title} (--all shows each)"
        for code, number in held_back.items()
        if number > 0
    ]


def begin_line(findings: Sequence[Finding]) -> str:
    """Gives the line that names up to three errors on the sheets that others build on; empty where few are wrong."""
    errors = [finding.place for finding in findings if finding.severity is Severity.ERROR]
    if len(errors) <= MANY_ERRORS:
        return ""
    causes = [place for place in dict.fromkeys(errors) if place.sheet.casefold() in FOUNDATIONS]
    causes.sort(key=lambda place: FOUNDATIONS.index(place.sheet.casefold()))
    return f"Begin with: {', '.join(map(str, causes[:BEGUN_WITH]))}" if causes else ""


def finding_lines(file: str, finding: Finding, paint: Paint = unpainted, width: int | None = None) -> list[str]:
    """Gives a finding as three lines: one to find the cell, one to mend it, one to believe it."""
    head = f"{located(file, finding)}: {finding.severity} {finding.code}:"
    first, *rest = wrapped(f"{head} {message(finding)}", width)
    if first.startswith(head):
        where = f"{located(file, finding)}: "
        first = where + paint(f"{finding.severity} {finding.code}:", str(finding.severity)) + first[len(head) :]
    remedy = wrapped(f"fix: {fix(finding)}", width, INDENT)
    proof = wrapped(f"source: {page(finding.code).source} (ecvet explain {finding.code})", width, INDENT)
    return [first, *rest, *remedy, *(paint(line, "quiet") for line in proof)]


def located(file: str, finding: Finding) -> str:
    """Gives the file and the place in it: `plan.xlsx:Units!C2`; the file alone for the workbook as a whole."""
    parts = [file, str(finding.place) if finding.place.sheet else ""]
    return ":".join(part for part in parts if part) or "workbook"


def summary(checked: CheckedFile, paint: Paint = unpainted) -> str:
    """Gives the one line on a workbook: how many findings of each severity."""
    name = f"{checked.file}: " if checked.file else ""
    empty = ""
    if checked.begin_on is not None and not checked.findings:
        empty = ": the workbook is still empty" + (
            f"; begin on its sheet {checked.begin_on}" if checked.begin_on else ""
        )
    return f"{name}{severity_counts(checked.findings, paint)}{empty}"


def severity_counts(findings: Iterable[Finding], paint: Paint = unpainted) -> str:
    """Gives how many findings there are of each severity, the gravest first; `nothing found` where there is none."""
    counts = Counter(finding.severity for finding in findings)
    told = [paint(counted(counts[one], noun), str(one)) for one, noun in NOUNS.items() if counts[one]]
    return ", ".join(told) or paint("nothing found", "done")


def total_line(files: Sequence[CheckedFile], paint: Paint = unpainted) -> str:
    """Gives the one line on several workbooks together."""
    every = [finding for checked in files for finding in checked.findings]
    return f"{counted(len(files), 'workbook')}: {severity_counts(every, paint)}"


def findings_json(files: Iterable[CheckedFile]) -> list[dict[str, object]]:
    """Gives all findings as objects with code, severity, message, fix, source, file, sheet, cell and facts."""
    return [one for checked in files for one in _objects(checked)]


def _objects(checked: CheckedFile) -> Iterator[dict[str, object]]:
    for finding in checked.findings:
        yield {
            "code": finding.code,
            "severity": str(finding.severity),
            "message": message(finding),
            "fix": fix(finding),
            "source": page(finding.code).source,
            "file": checked.file,
            "sheet": finding.place.sheet,
            "cell": finding.place.cell,
            "facts": dict(finding.facts),
        }
