"""The checklist of each stay: what is to be done, by whom and until when, and what the workbook shows to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ecvet_office.model.agreements import Agreement
from ecvet_office.model.checklist import PHASES, ChecklistEntry
from ecvet_office.model.days import day_text
from ecvet_office.model.register import Register
from ecvet_office.model.results import HOME, HOST
from ecvet_office.model.stages import Stage
from ecvet_office.report.credit import INDENT
from ecvet_office.report.plain_text import Paint, counted, table_lines, unpainted
from ecvet_office.rules.key_actions import BY_WORDS, KeyAction, key_actions_of
from ecvet_office.rules.signatures import PARTY_NAMES
from ecvet_office.rules.stays import institution_named
from ecvet_office.workbook.cell_values import CellValue

BY_HAND = "noted by hand"


class Standing(StrEnum):
    """Where an action stands on the day of judging."""

    DONE = "✔ done"
    OPEN = "open"
    OVERDUE = "! overdue"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a checklist.

    Attributes:
        phase: before, during or after the stay; empty where an action of one's own does not say.
        action: what is done.
        owner: who does it: a name, or a role where none is known.
        due: until when; None where no date says so.
        standing: where it stands on the day of judging.
        done_on: the day on which it was done; None where it is not, or where no day shows.
        told_by: the sheet that shows that it is done, or that it was noted by hand; empty where it is not done.
        remark: what was noted.
    """

    phase: str
    action: str
    owner: str
    due: date | None
    standing: Standing
    done_on: date | None
    told_by: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checklist of one stay, in the order of the phases."""

    agreement: Agreement
    items: tuple[Item, ...]

    @property
    def done(self) -> int:
        """How many of its actions are done."""
        return sum(item.standing is Standing.DONE for item in self.items)


def checklists(register: Register, on: date) -> tuple[Checklist, ...]:
    """Gives the checklist of each stay that is not withdrawn, in the order of the sheet Agreements.

    Args:
        register: everything the workbook says.
        on: the day of judging: what was due before it and is not done is overdue.
    """
    return tuple(
        Checklist(agreement, _items(register, agreement, on))
        for agreement in register.agreement.values()
        if agreement.learner and agreement.stage is not Stage.WITHDRAWN
    )


def _items(register: Register, agreement: Agreement, on: date) -> tuple[Item, ...]:
    entries = register.checklist_entries_of.get(agreement.id, ())
    noted = {entry.action.casefold(): entry for entry in entries}
    actions = key_actions_of(register, agreement)
    items = [_key_item(register, agreement, one, noted.get(one.words.casefold()), on) for one in actions]
    items += [_own_item(entry, on) for entry in entries if entry.action.casefold() not in BY_WORDS]
    order = {phase: place for place, phase in enumerate(PHASES)}
    return tuple(sorted(items, key=lambda item: order.get(item.phase, len(order))))  # sorting keeps the order within


def _key_item(
    register: Register, agreement: Agreement, action: KeyAction, entry: ChecklistEntry | None, on: date
) -> Item:
    """Gives the line of a key action. What the workbook can show is never ticked by hand."""
    due = (entry.due if entry else None) or action.due(agreement)
    if action.shows is None:
        is_done, done_on, told_by = bool(entry and entry.done_on), entry.done_on if entry else None, BY_HAND
    else:
        proof = action.shows(register, agreement)
        is_done, done_on, told_by = proof.is_done, proof.on, f"sheet {action.where}"
    return Item(
        phase=action.phase,
        action=action.words,
        owner=(entry.owner if entry else None) or _owner(register, agreement, action.owner),
        due=due,
        standing=_standing(due, on, is_done=is_done),
        done_on=done_on,
        told_by=told_by if is_done else "",
        remark=(entry.remark if entry else None) or "",
    )


def _own_item(entry: ChecklistEntry, on: date) -> Item:
    is_done = entry.done_on is not None
    return Item(
        phase=entry.phase or "",
        action=entry.action,
        owner=entry.owner or "",
        due=entry.due,
        standing=_standing(entry.due, on, is_done=is_done),
        done_on=entry.done_on,
        told_by=BY_HAND if is_done else "",
        remark=entry.remark or "",
    )


def _standing(due: date | None, on: date, *, is_done: bool) -> Standing:
    if is_done:
        return Standing.DONE
    return Standing.OVERDUE if due is not None and due < on else Standing.OPEN


def _owner(register: Register, agreement: Agreement, role: str) -> str:
    """Gives who has a role in a stay: an institution, or the person whom the agreement names, else the institution."""
    terms = register.terms(agreement)
    host_side = role in {HOST, "assessor"}
    if role not in {HOME, HOST} and (named := getattr(terms, role)):
        person = register.person.get(named)
        return (person.name if person else None) or str(named)
    institution = terms.host if host_side else register.home(agreement)
    return institution_named(register, institution) if institution else PARTY_NAMES[HOST if host_side else HOME]


# --- for people and programs ----------------------------------------------------------------------------------------


def checklist_text(
    register: Register, found: Checklist, paint: Paint = unpainted, width: int | None = None, *, names: bool = False
) -> list[str]:
    """Gives the lines on one stay: its actions with owner, day and standing."""
    agreement = found.agreement
    learner = register.learner.get(agreement.learner or "")
    named = f"{agreement.learner} {learner.full_name}" if names and learner else agreement.learner
    rows: list[tuple[str, ...]] = [("when", "action", "owner", "due", "state", "told by")]
    for item in found.items:
        state = f"{item.standing} {day_text(item.done_on)}" if item.done_on else str(item.standing)
        due = day_text(item.due) if item.due else ""
        rows.append((item.phase, item.action, item.owner, due, state, item.told_by))
    told = f"{found.done} of {counted(len(found.items), 'action')} done"
    heading = paint(f"{agreement.id} · {named} · {agreement.stage.label}: {told}", "strong")
    return [heading, *(INDENT + line for line in table_lines(rows, set(), width and width - len(INDENT)))]


def checklist_json(found: Iterable[Checklist]) -> dict[str, object]:
    """Gives the checklists as objects; learners are named by id, days are year-month-day."""
    return {
        "stays": [
            {
                "agreement": one.agreement.id,
                "learner": one.agreement.learner,
                "stage": one.agreement.stage.label,
                "done": one.done,
                "actions": [_object(item) for item in one.items],
            }
            for one in found
        ]
    }


def _object(item: Item) -> dict[str, object]:
    return {
        "phase": item.phase or None,
        "action": item.action,
        "owner": item.owner or None,
        "due": item.due.isoformat() if item.due else None,
        "state": item.standing.name.lower(),
        "done_on": item.done_on.isoformat() if item.done_on else None,
        "told_by": item.told_by or None,
    }


def checklist_rows(register: Register, on: date) -> Iterator[list[CellValue | None]]:
    """Gives a row of the result sheet for each action of each stay."""
    for found in checklists(register, on):
        learner = register.learner.get(found.agreement.learner or "")
        for item in found.items:
            yield [
                found.agreement.learner,
                learner.full_name if learner else None,
                found.agreement.id,
                item.phase or None,
                item.action,
                item.owner or None,
                item.due,
                str(item.standing),
                item.done_on,
                item.told_by or None,
                item.remark or None,
            ]
