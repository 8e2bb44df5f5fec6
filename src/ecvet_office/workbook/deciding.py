"""Entering decisions of the home institution for many learners at once, each by a named person on a day.

Who decides says which step is taken and for whom; nothing follows by itself (2009/C 155/02, recital 15). What would
have no effect is not entered, and it is said why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ecvet_office.credit.meeting import MeetingCase, meeting_cases
from ecvet_office.model.errors import UsageError
from ecvet_office.model.places import Place
from ecvet_office.model.register import Register
from ecvet_office.model.results import RECOGNISED, REFUSED, VALIDATED
from ecvet_office.workbook.comparison import Addition, Comparison
from ecvet_office.workbook.filled_cells import KnownRows, known_rows
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.new_rows import cell_form, merged_sheets
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.proven_writing import append_proven
from ecvet_office.workbook.sheets import Sheets
from ecvet_office.workbook.values import nearest
from ecvet_office.workbook.writing.placing import free_name
from ecvet_office.workbook.writing.receipt import Receipt

DECISIONS = BY_NAME["Decisions"]
FIELDS = ("learner", "qualification", "subject", "context", "step", "by", "on", "reason")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody decided, as it was told.

    Attributes:
        step: `validated`, `recognised` or `refused`.
        by: the person of the sheet People, by id or name.
        on: the day of the decision.
        learners: ids; none for everybody who is ready.
        subjects: ids of units and outcomes that are meant alone; none for all.
        left_out: ids of learners who are not decided on.
        reason: written beside each decision; needed for a refusal.
    """

    step: str
    by: str
    on: date
    learners: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision that is entered: ids of the learner, the qualification, the unit or outcome, and the agreement."""

    learner: str
    qualification: str
    subject: str
    context: str


@dataclass(frozen=True, slots=True)
class NotDecided:
    """What was asked for and is not entered.

    Attributes:
        learner: id.
        subject: id of the unit or outcome; empty where the learner has nothing to be decided on.
        why: a sentence part.
        place: the cell or row that says so.
    """

    learner: str
    subject: str
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class DecisionPlan:
    """What is entered, in the order of the sheets, what is not, and the rows that are written."""

    asked: Asked
    entries: tuple[Entry, ...]
    not_decided: tuple[NotDecided, ...]
    additions: tuple[Addition, ...]


def plan_decisions(sheets: Sheets, asked: Asked) -> DecisionPlan:
    """Tells which decisions are entered and which would have no effect; nothing is read or written.

    Outcomes that were assessed without being agreed are decided on only where they are named.

    Raises:
        UsageError: the workbook has no such person or subject, lacks the sheet or a column, or a refusal has no reason
            or names no learner.
    """
    _require_columns(sheets)
    register, known = parse(sheets)[0], known_rows(sheets)
    person = _person(register, asked.by)
    _require_sense(register, asked)
    cases = [
        one
        for one in meeting_cases(register, asked.on)
        if one.learner not in asked.left_out and (not asked.learners or one.learner in asked.learners)
    ]
    entries: list[Entry] = []
    held: list[NotDecided] = []
    for case in cases:
        meant = _meant(case, asked)
        entries += [_entry(case, subject) for subject in meant]
        is_asked = bool(asked.learners or asked.subjects) and _is_named(case, asked)
        is_half = case.unit in asked.subjects and case.unit not in meant  # the unit was named, and only a part is ready
        if is_asked and (not meant or is_half):
            held.append(_not_decided(case, asked))
    known_learners = {one.learner for one in entries} | {one.learner for one in held}
    held += [
        NotDecided(one, "", _nothing_there(asked), register.learner[one].at("id"))
        for one in asked.learners
        if one not in known_learners and one not in asked.left_out
    ]
    additions = tuple(_addition(one, asked, person, known) for one in entries)
    return DecisionPlan(asked, tuple(entries), tuple(held), additions)


def _require_columns(sheets: Sheets) -> None:
    sheet = sheets.sheet(DECISIONS.name)
    if sheet is None:
        raise UsageError(f"the workbook has no sheet {DECISIONS.title}, so no decision can be entered in it")
    lacking = next((field for field in FIELDS if field not in sheet.columns), "")
    if lacking:
        raise UsageError(f"the sheet {sheet.title} has no column {DECISIONS.column(lacking).header}; put it back first")


def _person(register: Register, said: str) -> str:
    """Gives the id of the person who decided."""
    wanted = said.strip().casefold()
    found = [one.id for one in register.person.values() if wanted in {one.id.casefold(), (one.name or "").casefold()}]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{said} may be {' or '.join(found)}: write the id")
    guess = nearest(said, [*register.person, *(one.name for one in register.person.values() if one.name)])
    wanted_there = "whoever decides needs a row there, and is named by its id or name"
    raise UsageError(f"nobody on the sheet People has the id or name {said!r}{guess}; {wanted_there}")


def _require_sense(register: Register, asked: Asked) -> None:
    for one in asked.subjects:
        if one not in register.unit and one not in register.outcome:
            guess = nearest(one, [*register.unit, *register.outcome])
            where = "their ids stand on the sheets Units and Outcomes"
            raise UsageError(f"the workbook has no unit or outcome {one}{guess}; {where}")
    if asked.step == REFUSED and not asked.reason.strip():
        raise UsageError("a refusal needs its reason: --reason TEXT")
    if asked.step == REFUSED and not asked.learners:
        raise UsageError("a refusal names each learner: --learner ID; it is never entered for all who are ready")


# --- what is meant ----------------------------------------------------------------------------------------------------


def _is_named(case: MeetingCase, asked: Asked) -> bool:
    return not asked.subjects or not set(asked.subjects).isdisjoint(
        {case.unit, *(one.outcome for one in case.outcomes)}
    )


def _meant(case: MeetingCase, asked: Asked) -> tuple[str, ...]:
    """Gives the ids of what is decided on in one unit; none where the step would have no effect."""
    if not _is_named(case, asked):
        return ()
    if asked.step == REFUSED:
        return _refused(case, asked)
    if case.step != asked.step:
        return ()
    if not asked.subjects or case.unit in asked.subjects:
        return case.ready
    if asked.step == RECOGNISED:
        return ()  # a meeting recognises whole units
    open_ = {case.unit: [one.outcome for one in case.outcomes]}
    able = [part for one in (*case.ready, *case.extra) for part in open_.get(one, [one])]
    return tuple(one for one in able if one in asked.subjects)


def _refused(case: MeetingCase, asked: Asked) -> tuple[str, ...]:
    """Gives what is refused: what is named, else the unit where any of it is assessed or validated."""
    if asked.subjects:
        return tuple(one for one in (case.unit, *(part.outcome for part in case.outcomes)) if one in asked.subjects)
    return (case.unit,) if case.achieved else ()


def _not_decided(case: MeetingCase, asked: Asked) -> NotDecided:
    lacks = [one for one in case.lacks if not asked.subjects or _speaks_of(one.text, case, asked)] or list(case.lacks)
    if lacks and (case.step == asked.step or asked.step != VALIDATED):
        more = f", and {len(lacks) - 1} more" if len(lacks) > 1 else ""
        return NotDecided(case.learner, case.unit, f"{lacks[0].text}{more}", lacks[0].place)
    place = next((one.result.at("outcome") for one in case.outcomes if one.result), Place(DECISIONS.title))
    if asked.step == VALIDATED and case.step == RECOGNISED:
        return NotDecided(case.learner, case.unit, "all of it is validated already", place)
    if asked.step == RECOGNISED and case.step == VALIDATED:
        return NotDecided(case.learner, case.unit, "it is to be validated first", place)
    if case.extra:
        said = f"{', '.join(case.extra)} was not agreed; to decide on it all the same, name it: --subject"
        return NotDecided(case.learner, case.unit, said, place)
    return NotDecided(case.learner, case.unit, "only whole units are recognised: name the unit", place)


def _speaks_of(text: str, case: MeetingCase, asked: Asked) -> bool:
    return case.unit in asked.subjects or text.split(" ", 1)[0] in asked.subjects


def _nothing_there(asked: Asked) -> str:
    meant = f"{asked.subjects[0]} is" if len(asked.subjects) == 1 else "nothing is"
    return f"{meant} {'not ' if len(asked.subjects) == 1 else ''}assessed and still to be decided on"


def _entry(case: MeetingCase, subject: str) -> Entry:
    """Gives a decision, with the agreement to which all results of its subject belong, if they do."""
    parts = [one for one in case.outcomes if subject in {case.unit, one.outcome}]
    contexts = {one.result.context for one in parts if one.result}
    context = contexts.pop() if len(contexts) == 1 else None
    return Entry(case.learner, case.qualification, subject, context or "")


def _addition(entry: Entry, asked: Asked, person: str, known: KnownRows) -> Addition:
    said: Mapping[str, str | date] = {
        "learner": entry.learner,
        "qualification": entry.qualification,
        "subject": entry.subject,
        "context": entry.context,
        "step": asked.step,
        "by": person,
        "on": asked.on,
        "reason": asked.reason,
    }
    cells = {field: cell_form(value, DECISIONS.column(field), known.labels) for field, value in said.items() if value}
    return Addition(DECISIONS.name, "", cells, Place(""))


# --- writing ----------------------------------------------------------------------------------------------------------


def with_decisions(sheets: Sheets, plan: DecisionPlan) -> Sheets:
    """Gives the workbook as it reads once the decisions stand in it; nothing is written."""
    return merged_sheets(sheets, Comparison(plan.additions))


def decide(
    path: Path, sheets: Sheets, plan: DecisionPlan, out: Path | None = None, *, in_place: bool = False
) -> Receipt:
    """Writes decisions below the sheet Decisions of a workbook or, unless told otherwise, of a copy of it.

    Args:
        path: the workbook, .xlsx or .xlsm.
        sheets: as it was read.
        plan: what is written; at least one entry.
        out: the copy, which is no file yet; None for a name beside the workbook.
        in_place: whether the workbook itself is overwritten; a copy of it as it was is kept beside it.

    Raises:
        UnreadableFileError: the workbook cannot be read.
        UsageError: the copy has another file's ending.
        UnwritableFileError: the copy exists or cannot be written, the workbook is open, the table has no room below
            it, or what was written does not say what was planned; a copy is then removed.
    """
    target = out if in_place or out else free_name(path, "decided")
    return append_proven(path, sheets, plan.additions, target, "the decisions", in_place=in_place)
