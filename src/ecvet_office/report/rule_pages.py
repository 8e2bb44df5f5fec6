"""A rule's page as a reader of the screen gets it, and the list of all rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ecvet_office.law.pages import Case, RulePage
from ecvet_office.report.example_tables import example_lines
from ecvet_office.report.plain_text import Paint, counted, table_lines, unpainted, wrapped

FACT = re.compile(r"\{(\w+)\}")
INDENT = "  "
LABEL_WIDTH = 14
NUMBERED = "RULE-"
"""How the rules of our reading of the Recommendation are numbered; what else a page may enforce has no number."""
ABOUT_EXAMPLES = """\
Examples. They show only the columns that matter; your workbook has more, so that its cells have other addresses."""


def with_facts_named(text: str) -> str:
    """Gives a message or a fix with the names of its facts where the facts will stand.

    >>> with_facts_named("the units carry {carried} points")
    'the units carry <carried> points'
    """
    return FACT.sub(r"<\1>", text)


def page_lines(
    page: RulePage, paint: Paint = unpainted, width: int | None = None, *, show_all: bool = False
) -> list[str]:
    """Gives a rule's page: what it is, when it holds, why, what to do, and its examples.

    Args:
        page: of the rule.
        paint: gives a text as it looks in a role.
        width: of the screen, in characters; None for one line to each thought.
        show_all: whether every example is shown; else the first wrong and the first right one.
    """
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
    shown = page.cases if show_all else _first_of_each(page.cases)
    lines += ["", *wrapped(ABOUT_EXAMPLES, width, INDENT, "")]
    for case in shown:
        lines += ["", *_case_lines(page, case, paint)]
    if left := len(page.cases) - len(shown):
        lines += ["", f"and {counted(left, 'more example')} (ecvet explain {page.code} --all shows each)"]
    return lines


def _first_of_each(cases: Sequence[Case]) -> list[Case]:
    """Gives the first example that is wrong and the first that is right, in their order."""
    wrong = next(case for case in cases if case.expected)
    right = next(case for case in cases if not case.expected)
    return [case for case in cases if case is wrong or case is right]


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
    if numbers := [rule.removeprefix(NUMBERED).lstrip("0") for rule in page.rules if rule.startswith(NUMBERED)]:
        noun = "rule" if len(numbers) == 1 else "rules"
        yield "enforces", f"{noun} {' and '.join(numbers)} of our reading of the Recommendation"


def _case_lines(page: RulePage, case: Case, paint: Paint) -> list[str]:
    kind = paint("Wrong", "error") if case.expected else paint("Right", "done")
    title = f"{kind}: {case.title}" if case.title else kind
    day = f"{INDENT}on {case.on.isoformat()}" if "on " + case.on.isoformat() in page.text else ""
    found = [f"{code} at {place}" + (f": {facts}" if facts else "") for code, place, facts in case.expected]
    told = [f"{INDENT}finds {one}" for one in found] or [f"{INDENT}finds nothing"]
    told = ([f"{INDENT}in a file {case.file}"] if case.file else []) + told
    return [title, *(INDENT + line for line in example_lines(case.tables)), *([day] if day else []), *told]


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
