"""A rule's page as a reader of the screen gets it, and the list of all rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ecvet_office.law.pages import Case, RulePage
from ecvet_office.report.plain_text import Paint, table_lines, unpainted, wrapped

FACT = re.compile(r"\{(\w+)\}")
INDENT = "  "
LABEL_WIDTH = 14


def with_facts_named(text: str) -> str:
    """Gives a message or a fix with the names of its facts where the facts will stand.

    >>> with_facts_named("the units carry {carried} points")
    'the units carry <carried> points'
    """
    return FACT.sub(r"<\1>", text)


def page_lines(page: RulePage, paint: Paint = unpainted, width: int | None = None) -> list[str]:
    """Gives a rule's page: what it is, when it holds, why, what to do, and its examples."""
    lines = [paint(f"{page.code} {page.title}", "strong"), ""]
    lines += [f"{INDENT}{label.ljust(LABEL_WIDTH)}{value}" for label, value in _facts_of(page)]
    for paragraph in (
        page.explanation,
        f"Says: {with_facts_named(page.message)}.",
        f"Fix: {with_facts_named(page.fix)}",
    ):
        lines.append("")
        for part in paragraph.split("\n\n"):
            lines += wrapped(" ".join(part.split()), width, INDENT, "")
    for case in page.cases:
        lines += ["", *_case_lines(page, case, paint)]
    return lines


def _facts_of(page: RulePage) -> Iterable[tuple[str, str]]:
    yield "severity", str(page.severity)
    lighter = page.erasmus_only
    if lighter is not page.severity:
        yield "Erasmus-only", "silent" if lighter is None else str(lighter)
    if page.stage is not None:
        yield "stage", f"from “{page.stage.label}” on; a to-do before"
    if page.needs_points:
        yield "points", "silent where points are not used"
    yield "source", page.source
    if page.rules:
        yield "enforces", " ".join(page.rules)


def _case_lines(page: RulePage, case: Case, paint: Paint) -> list[str]:
    kind = paint("Wrong", "error") if case.expected else paint("Right", "done")
    title = f"{kind}: {case.title}" if case.title else kind
    day = f"{INDENT}on {case.on.isoformat()}" if "on " + case.on.isoformat() in page.text else ""
    found = [f"{code} at {place}" + (f": {facts}" if facts else "") for code, place, facts in case.expected]
    told = [f"{INDENT}finds {one}" for one in found] or [f"{INDENT}finds nothing"]
    told = ([f"{INDENT}in a file {case.file}"] if case.file else []) + told
    return [title, *(INDENT + line for line in _aligned(case.tables)), *([day] if day else []), *told]


def _aligned(tables: str) -> Iterator[str]:
    """Gives the lines of Markdown tables with their columns aligned, each table by itself."""
    table: list[list[str]] = []
    for line in tables.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0] and table:
            yield from _aligned_table(table)
            table = []
        table.append(cells)
    yield from _aligned_table(table)


def _aligned_table(table: list[list[str]]) -> Iterator[str]:
    columns = max(map(len, table), default=0)
    full = [[*row, *[""] * (columns - len(row))] for row in table]
    widths = [max(map(len, column)) for column in zip(*full, strict=True)]
    for row in full:
        yield "| " + " | ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)) + " |"


def rule_lines(pages: Iterable[RulePage], width: int | None = None) -> list[str]:
    """Gives the table of rules: code, severity, the stage from which each holds, title."""
    rows = [("code", "severity", "from stage", "what is wrong")]
    rows += [(page.code, str(page.severity), page.stage.label if page.stage else "", page.title) for page in pages]
    return table_lines(rows, width=width)


def rules_json(pages: Iterable[RulePage]) -> list[dict[str, object]]:
    """Gives the rules as objects with code, severity, erasmus_only, stage, needs_points, title, source and rules."""
    return [
        {
            "code": page.code,
            "severity": str(page.severity),
            "erasmus_only": None if page.erasmus_only is None else str(page.erasmus_only),
            "stage": None if page.stage is None else page.stage.label,
            "needs_points": page.needs_points,
            "title": page.title,
            "source": page.source,
            "rules": list(page.rules),
        }
        for page in pages
    ]
