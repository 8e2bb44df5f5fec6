"""Findings: one rule broken at one place, with the facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ecvet_office.model.places import Place


class Severity(StrEnum):
    """How much a finding weighs. `todo` is a rule whose stage has not come: not an error."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    TODO = "todo"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken at one place. Its text is made at the edge, from the rule's page and these facts.

    Attributes:
        code: the rule's code, such as `PT02`.
        place: the cell that has to change, or the nearest to it.
        severity: after the profile and the stage of the stay were taken into account.
        facts: what the message speaks of, by name, as text ready to be read.
    """

    code: str
    place: Place
    severity: Severity
    facts: tuple[tuple[str, str], ...] = ()
