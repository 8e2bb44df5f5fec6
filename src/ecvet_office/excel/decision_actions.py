"""The button that enters decisions: it lists what is ready on a sheet to be filled in; pressed there, it enters them.

Excel asks nothing in boxes here. Who decided, what and on which day is typed into the row that it is about, so that it
can be read, filled down and corrected before it is entered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import xlwings as xw

from ecvet_office.credit.meeting import meeting_cases
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.excel.decision_form import (
    BY,
    DECISION,
    ENTERED,
    FORM,
    ON,
    REASON,
    FormRow,
    form_rows,
    is_in_front,
    write_form,
    write_outcomes,
)
from ecvet_office.excel.judging import judged, undisturbed
from ecvet_office.excel.returned_writing import write_accepted
from ecvet_office.excel.selection import chosen
from ecvet_office.law.pages import message
from ecvet_office.model.days import day_text
from ecvet_office.model.errors import UsageError
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.results import REFUSED, STEPS
from ecvet_office.workbook.accepting import Accepted
from ecvet_office.workbook.comparison import Addition
from ecvet_office.workbook.deciding import DECISIONS, Asked, DecisionPlan, plan_decisions, with_decisions
from ecvet_office.workbook.proposal import NewRow
from ecvet_office.workbook.sheets import Sheets
from ecvet_office.workbook.values import nearest, read_date, read_text, shown

NOT_ENTERED = "not entered: "
NOTHING_READY = "nothing is ready to be decided. The button Meeting tells what each unit lacks"


@dataclass(frozen=True, slots=True)
class Entered:
    """What one press of the button entered.

    Attributes:
        additions: the new rows of the sheet Decisions, in the order of the form.
        outcomes: by the number of a row of the form, what became of it.
    """

    additions: tuple[Addition, ...]
    outcomes: dict[int, str]


def decide(book: xw.Book, on: date, selected: bool = False) -> Entered | None:  # as VBA has it
    """Shows on the sheet Decisions to enter what is ready to be decided; pressed there, enters what was filled in.

    Each row says what was decided, by whom and on which day; each is entered or told why not, as `ecvet decide` does.
    A form with decisions that are not entered yet is never written over.

    Args:
        book: the open workbook.
        on: today: no decision is later.
        selected: whether only the learners of the selected rows are listed.

    Returns:
        What was entered; None where the form was written.

    Raises:
        UsageError: nothing is ready, the form holds decisions that are not entered and is not in front, or the sheet
            Decisions has no room.
    """
    with undisturbed(book.app, "ECVET: looking for what can be decided"):
        evaluation = judged(book, on)
        waiting = [one for one in form_rows(book) if one.is_waiting]
        if not is_in_front(book):
            _list_ready(book, evaluation, on, waiting, selected=selected)
            return None
        if not waiting:
            _list_ready(book, evaluation, on, (), selected=False)
            return None
        entered = _entered(evaluation, waiting, on)
        if entered.additions:
            new = tuple(NewRow(one.table, one.cells) for one in entered.additions)
            write_accepted(book, evaluation.sheets, Accepted((), new))
        write_outcomes(book, entered.outcomes)
    return entered


def _list_ready(book: xw.Book, evaluation: Evaluation, on: date, waiting: Sequence[FormRow], *, selected: bool) -> None:
    """Writes the form.

    Raises:
        UsageError: it holds decisions that are not entered, or nothing is ready.
    """
    if waiting:
        raise UsageError(
            f"row {waiting[0].row} of {FORM.title} holds a decision that is not entered. Press the button again on "
            "that sheet to enter it, or empty what was typed there"
        )
    learners = chosen(book, evaluation).learners if selected else tuple(evaluation.register.learner)
    cases = [one for one in meeting_cases(evaluation.register, on) if one.learner in learners]
    if not any(one.ready or one.extra for one in cases):
        raise UsageError(NOTHING_READY)
    write_form(book, evaluation.register, cases)


# --- entering ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Entering:
    """How far entering came: the workbook and its findings by then, and by rows of the form new rows and outcomes."""

    sheets: Sheets
    findings: tuple[Finding, ...]
    additions: dict[int, Addition]
    outcomes: dict[int, str]


def _entered(evaluation: Evaluation, rows: Sequence[FormRow], on: date) -> Entered:
    """Plans what was typed, one decision after the other; what one cannot do does not keep others from it."""
    state = _Entering(evaluation.sheets, evaluation.findings, {}, {})
    said: dict[_Said, list[FormRow]] = {}
    for row in rows:
        try:
            said.setdefault(_said(row, on), []).append(row)
        except UsageError as error:
            state.outcomes[row.row] = f"{NOT_ENTERED}{error}"
    for one, members in said.items():
        for subjects, group in _by_subjects(members).items():
            learners = tuple(dict.fromkeys(row.learner for row in group))
            asked = Asked(one.step, one.by, one.on, learners, subjects, (), one.reason)
            try:
                _enter(state, asked, group, on)
            except UsageError as error:
                state.outcomes.update({row.row: f"{NOT_ENTERED}{error}" for row in group})
    return Entered(tuple(state.additions[row] for row in sorted(state.additions)), state.outcomes)


def _by_subjects(rows: Iterable[FormRow]) -> dict[tuple[str, ...], list[FormRow]]:
    """Gives rows by what is decided on, so that learners with the same units are planned at once."""
    mine: dict[str, list[FormRow]] = {}
    for row in rows:
        mine.setdefault(row.learner, []).append(row)
    found: dict[tuple[str, ...], list[FormRow]] = {}
    for group in mine.values():
        found.setdefault(tuple(dict.fromkeys(one.subject for one in group)), []).extend(group)
    return found


def _enter(state: _Entering, asked: Asked, rows: Sequence[FormRow], today: date) -> None:
    """Plans the rows that say the same of the same subjects.

    Raises:
        UsageError: none of them can be entered.
    """
    whole = plan_decisions(state.sheets, asked)
    wanted = {(row.learner, row.qualification, row.subject): row for row in reversed(rows)}
    pairs = [
        (wanted[key], entry, addition)
        for entry, addition in zip(whole.entries, whole.additions, strict=True)
        if (key := (entry.learner, entry.qualification, entry.subject)) in wanted
    ]
    plan = replace(whole, entries=tuple(pair[1] for pair in pairs), additions=tuple(pair[2] for pair in pairs))
    sheets = with_decisions(state.sheets, plan)
    findings = evaluate(sheets, today).findings
    new = [one for one in findings if one not in set(state.findings)]
    _require_no_error(new)
    state.sheets, state.findings = sheets, findings
    state.outcomes.update({row.row: f"{NOT_ENTERED}{_why(plan, row)}" for row in rows})
    for (row, _, addition), number in zip(pairs, _last_rows(sheets, len(pairs)), strict=True):
        state.additions[row.row] = addition
        warnings = [f"; warning, {_told(one)}" for one in new if one.place.row == number and _is_warning(one)]
        state.outcomes[row.row] = ENTERED + "".join(warnings)


def _why(plan: DecisionPlan, row: FormRow) -> str:
    """Gives why a row is not entered, with the cell that says so."""
    mine = [one for one in plan.not_decided if one.learner == row.learner]
    found = next((one for one in mine if one.subject == row.subject), mine[0] if mine else None)
    return f"{found.place}: {found.why}" if found else "it is decided on already, or in another row"


def _last_rows(sheets: Sheets, count: int) -> list[int]:
    """Gives the numbers of the last rows of the sheet Decisions, which are those of the decisions just planned."""
    sheet = sheets.sheet(DECISIONS.name)
    rows = [] if sheet is None else [row.number for row in sheet.rows]
    return rows[len(rows) - count :]


def _require_no_error(new: Iterable[Finding]) -> None:
    """Raises UsageError where new rows would break a rule."""
    errors = "; ".join(_told(one) for one in new if one.severity is Severity.ERROR)
    if errors:
        raise UsageError(f"the decision would break a rule: {errors}")


def _is_warning(finding: Finding) -> bool:
    return finding.place.sheet == DECISIONS.title and finding.severity is Severity.WARNING


def _told(finding: Finding) -> str:
    return f"{finding.place}: {finding.code}: {message(finding)}"


# --- what was typed ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row says of the decision: the step, the person by id or name, the day, and the reason or nothing."""

    step: str
    by: str
    on: date
    reason: str


def _said(row: FormRow, today: date) -> _Said:
    """Gives what a row says.

    Raises:
        UsageError: one of them is missing or cannot be read.
    """
    lacking = [header for header in (DECISION, BY, ON) if header not in row.typed]
    if lacking:
        raise UsageError(f"fill in {' and '.join(lacking)} too")
    step, by = _text(row, DECISION).casefold(), _text(row, BY)
    if step not in STEPS:
        raise UsageError(f"write {', '.join(STEPS[:-1])} or {STEPS[-1]} as the decision{nearest(step, STEPS)}")
    day = read_date(row.typed[ON])
    if not isinstance(day, date):
        raise UsageError(f"{shown(row.typed[ON])} is no day that is certain; write it as 2026-06-12")
    if day > today:
        raise UsageError(f"{day_text(day)} is still to come: a decision is entered once it was taken")
    reason = _text(row, REASON)
    if step == REFUSED and not reason:
        raise UsageError("a refusal needs its reason")
    return _Said(step, by, day, reason)


def _text(row: FormRow, header: str) -> str:
    text = read_text(row.typed.get(header))
    return text.strip() if isinstance(text, str) else ""
