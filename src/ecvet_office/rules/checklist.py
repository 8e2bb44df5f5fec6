"""Family CL: what is noted on the checklist of a stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.model.register import Register
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.key_actions import BY_WORDS
from ecvet_office.rules.qualifications import is_empty


@check("CL01")
def done_on_a_day_to_come(register: Register, on: date) -> Iterator[Breach]:
    """Finds actions that are said to be done on a day after the day of judging."""
    for entry in register.checklist_entries:
        if entry.done_on is not None and entry.done_on > on:
            yield broken(entry.at("done_on"), action=entry.action, agreement=entry.agreement, done=entry.done_on)


@check("CL02")
def ticked_against_the_workbook(register: Register, _on: date) -> Iterator[Breach]:
    """Finds key actions that are ticked by hand while the sheet that would show them does not."""
    for entry in register.checklist_entries:
        action, agreement = BY_WORDS.get(entry.action.casefold()), register.agreement.get(entry.agreement)
        if entry.done_on is None or action is None or action.shows is None or agreement is None:
            continue
        if not action.shows(register, agreement).is_done:
            yield broken(entry.at("done_on"), action=action.words, agreement=agreement.id, where=action.where)


@check("CL03")
def own_action_for_nobody(register: Register, _on: date) -> Iterator[Breach]:
    """Finds actions of one's own that do not say who does them, or until when."""
    for entry in register.checklist_entries:
        if entry.action.casefold() in BY_WORDS or entry.done_on is not None or entry.is_unreadable("done_on"):
            continue
        for field, unsaid in (("owner", "who does it"), ("due", "until when")):
            if is_empty(entry, field):
                yield broken(entry.at(field), action=entry.action, agreement=entry.agreement, unsaid=unsaid)
