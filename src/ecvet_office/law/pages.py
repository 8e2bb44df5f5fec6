"""The pages of the rules: the text a teacher reads, and the cases that the tests run.

A page is a Markdown file named for its code. Its head holds one `name: value` to a line; after an empty line comes the
explanation; a paragraph that begins with `Fix:` says what to do; each heading of the second level begins a case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Formatter

from ecvet_office.model.days import day_text
from ecvet_office.model.errors import RuleBookError, UsageError
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.places import Place
from ecvet_office.model.points import points_text
from ecvet_office.model.stages import Stage

Fact = str | int | Decimal | date
OFF = "off"
DAY_OF_JUDGING = date(2026, 1, 15)  # of a case that names no other
TITLE = re.compile(r"# (?P<code>[A-Z]{2}\d{2}) (?P<title>.+)")
EXPECTED = re.compile(r"finds (?P<code>[A-Z]{2}\d{2}) at (?P<place>[^:]+?)(?:: (?P<facts>.*))?")


@dataclass(frozen=True, slots=True)
class Case:
    """A workbook as Markdown tables, and what has to be found in it.

    Attributes:
        title: the heading's words after Wrong or Right, if any.
        tables: the Markdown of the tables.
        on: the day on which the case is judged.
        version: of the layout that the workbook carries; None where it carries none.
        file: what the tables have to be saved as, where a table alone cannot show the case: an extension, and what is
            special about the file, as `.xlsx with row 3 hidden`; else empty.
        expected: the lines after `finds`, each as (code, place, facts); empty where nothing is found.
    """

    title: str
    tables: str
    on: date
    version: int | None
    file: str
    expected: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule as its page states it.

    Attributes:
        severity: in the strict profile, once the rule's stage has come.
        erasmus_only: the severity in the Erasmus-only profile; None where the rule is silent there.
        stage: the first stage at which the rule holds; None for a rule without a stage.
        needs_points: whether the rule is silent where points are not used.
        rules: the numbers of the rules it enforces, such as `RULE-10`.
        source: where the rule comes from, with the article.
        message: one sentence with the names of the facts in braces.
    """

    code: str
    title: str
    severity: Severity
    erasmus_only: Severity | None
    stage: Stage | None
    needs_points: bool
    rules: tuple[str, ...]
    source: str
    message: str
    explanation: str
    fix: str
    text: str

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases in their order, read when asked for: only tests and the printed page need them.

        Raises:
            RuleBookError: when a case is not headed Wrong or Right, or does not say what is found.
        """
        return tuple(_case(self.code, part) for part in _parts(self.text)[1:])

    @property
    def facts(self) -> frozenset[str]:
        """The names of the facts that the message and the fix speak of."""
        named = (name for part in (self.message, self.fix) for _, name, _, _ in Formatter().parse(part))
        return frozenset(name for name in named if name)

    def finding(self, place: Place, severity: Severity | None = None, /, **facts: Fact) -> Finding:
        """Makes a finding of this rule.

        Raises:
            RuleBookError: when a fact is missing that the message speaks of, or one is given that it does not.
        """
        if facts.keys() != self.facts:
            wrong = ", ".join(sorted(facts.keys() ^ self.facts))
            raise RuleBookError(f"{self.code}: the facts and the message differ in: {wrong}")
        texts = tuple((name, fact_text(facts[name])) for name in sorted(facts))
        return Finding(self.code, place, severity or self.severity, texts)


def fact_text(fact: Fact) -> str:
    """Gives a fact as a reader expects it: dates with the month written, points without a trailing zero.

    >>> fact_text(date(2025, 3, 3)), fact_text(Decimal("40.0"))
    ('3 March 2025', '40')
    """
    if isinstance(fact, date):
        return day_text(fact)
    return points_text(fact) if isinstance(fact, Decimal) else str(fact)


def message(finding: Finding) -> str:
    """Gives what is wrong, in one sentence."""
    return page(finding.code).message.format(**dict(finding.facts))


def fix(finding: Finding) -> str:
    """Gives what to do about it."""
    return page(finding.code).fix.format(**dict(finding.facts))


def page(code: str) -> RulePage:
    """Gives the page of a rule.

    Raises:
        UsageError: when there is no rule of that code.
    """
    wanted = code.upper()
    if wanted not in _files():
        raise UsageError(f"there is no rule {code}; `ecvet rules` lists all of them")
    return _page_in_file(wanted)


@cache
def all_pages() -> Mapping[str, RulePage]:
    """Gives every rule's page by its code, in the order of the codes."""
    return {code: _page_in_file(code) for code in _files()}


@cache
def _files() -> Mapping[str, Traversable]:
    """Gives the file of each page by its code, in the order of the codes."""
    entries = (files("ecvet_office.law") / "pages").iterdir()
    named = {entry.name.removesuffix(".md"): entry for entry in entries if entry.name.endswith(".md")}
    return dict(sorted(named.items()))


@cache
def _page_in_file(code: str) -> RulePage:
    """Gives the page in the file of that name; a run reads only those of which it speaks."""
    found = read_page(_files()[code].read_text(encoding="utf-8"))
    if found.code != code:
        raise RuleBookError(f"the page of {found.code} stands in a file named {code}.md")
    return found


def _parts(text: str) -> list[str]:
    """Gives what stands before the first case, then each case from its heading on."""
    return re.split(r"^## ", text, flags=re.MULTILINE)


def read_page(text: str) -> RulePage:
    """Reads one page, but for its cases.

    Raises:
        RuleBookError: when the page lacks its title, a line of its head, or its fix.
    """
    top = _parts(text)[0]
    head, _, body = top.partition("\n\n")
    title, *lines = head.splitlines()
    named = TITLE.fullmatch(title)
    if named is None:
        raise RuleBookError(f"a page does not begin with its code and title: {title!r}")
    code = named["code"]
    fields = dict(line.split(":", 1) for line in lines)
    value = {name.strip(): content.strip() for name, content in fields.items()}
    if missing := {"severity", "rules", "source", "message"} - value.keys():
        raise RuleBookError(f"{code}: the page lacks {', '.join(sorted(missing))}")
    explanation, found, fix_text = body.partition("\nFix:")
    if not found:
        raise RuleBookError(f"{code}: the page lacks its fix")
    severity = Severity(value["severity"])
    lighter = value.get("erasmus-only", value["severity"])
    return RulePage(
        code=code,
        title=named["title"],
        severity=severity,
        erasmus_only=None if lighter == OFF else Severity(lighter),
        stage=Stage.of(value["stage"]) if "stage" in value else None,
        needs_points=value.get("needs") == "points",
        rules=tuple(value["rules"].split()),
        source=value["source"],
        message=value["message"],
        explanation=explanation.strip(),
        fix=" ".join(fix_text.split()),
        text=text,
    )


def _case(code: str, part: str) -> Case:
    heading, _, body = part.partition("\n")
    kind, _, title = heading.partition(":")
    tables = [line for line in body.splitlines() if line.startswith("|")]
    on = re.search(r"^on (\d{4}-\d{2}-\d{2})$", body, flags=re.MULTILINE)
    version = re.search(r"^layout (\d+)$", body, flags=re.MULTILINE)
    file = re.search(r"^file (\..+)$", body, flags=re.MULTILINE)
    lines = [line for line in body.splitlines() if line.startswith("finds ")]
    if kind not in {"Wrong", "Right"} or not lines:
        raise RuleBookError(f"{code}: a case is headed Wrong or Right and says what it finds: {heading!r}")
    expected = tuple(_expected(code, line) for line in lines if line != "finds nothing")
    if bool(expected) != (kind == "Wrong"):
        raise RuleBookError(f"{code}: a Wrong case finds something, a Right case nothing: {heading!r}")
    day = date.fromisoformat(on[1]) if on else DAY_OF_JUDGING
    layout = int(version[1]) if version else None
    return Case(title.strip(), "\n".join(tables), day, layout, file[1] if file else "", expected)


def _expected(code: str, line: str) -> tuple[str, str, str]:
    parts = EXPECTED.fullmatch(line)
    if parts is None:
        raise RuleBookError(f"{code}: expected `finds CODE at Sheet!Cell: fact value, …`, not {line!r}")
    return parts["code"], parts["place"], parts["facts"] or ""
