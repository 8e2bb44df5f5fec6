"""The checks of the rules, and how a broken rule becomes a finding."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from ecvet_office.law.pages import Fact, RulePage, page
from ecvet_office.model.errors import RuleBookError
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.places import Place
from ecvet_office.model.register import Register
from ecvet_office.model.settings import Settings
from ecvet_office.model.stages import Stage


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule broken at a place, before the profile and the stage have been weighed.

    Attributes:
        place: the cell that has to change.
        facts: by name, what the rule's message speaks of.
        stage: where the stay stands; None where the rule has nothing to do with one.
    """

    place: Place
    facts: dict[str, Fact]
    stage: Stage | None = None


Check = Callable[[Register, date], Iterator[Breach]]

CHECKS: dict[str, Check] = {}


def check(code: str) -> Callable[[Check], Check]:
    """Registers a function as the check of a rule; the rule's page has the same code.

    Raises:
        RuleBookError: when the code has a check already.
    """

    def register(function: Check) -> Check:
        if code in CHECKS:
            raise RuleBookError(f"{code} has two checks")
        CHECKS[code] = function
        return function

    return register


def broken(place: Place, stage: Stage | None = None, **facts: Fact) -> Breach:
    """Says that the rule is broken at a place, with the facts of its message."""
    return Breach(place, facts, stage)


def weigh(page: RulePage, settings: Settings, stage: Stage | None) -> Severity | None:
    """Gives the severity of a rule under a profile and at a stage; None where the rule is silent.

    A rule that speaks of a stay is silent once the learner has withdrawn, and a to-do before its stage has come.
    """
    severity = page.erasmus_only if settings.is_erasmus_only else page.severity
    if severity is None or (page.needs_points and not settings.uses_points) or stage is Stage.WITHDRAWN:
        return None
    if page.stage is not None and stage is not None and stage < page.stage:
        return Severity.TODO
    return severity


def run_checks(register: Register, on: date, codes: Collection[str] | None = None) -> list[Finding]:
    """Gives the findings of all checks, or of those named, in the order of the codes.

    Args:
        register: everything the workbook says.
        on: the day on which it is judged.
        codes: which checks to run; None for all.
    """
    findings = []
    for code in sorted(CHECKS if codes is None else codes):
        for breach in CHECKS[code](register, on):
            severity = weigh(page(code), register.settings, breach.stage)
            if severity is not None:
                findings.append(page(code).finding(breach.place, severity, **breach.facts))
    return findings
