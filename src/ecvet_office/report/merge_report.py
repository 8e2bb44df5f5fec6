"""What differs between two workbooks, and what became of it, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ecvet_office.model.places import Place
from ecvet_office.report.plain_text import Paint, counted, unpainted, wrapped
from ecvet_office.workbook.comparison import Addition, Comparison, Difference, Fill, LeftOut, Why
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.merging import Merge
from ecvet_office.workbook.values import shown

INDENT = "    "
MOST = 20  # rows of one table and kind that the text names one by one

REASONS = {
    Why.DIFFERENT: "the two differ",
    Why.ANOTHER: "one id, and by its name another row: give the newer one another id, or both the same name",
    Why.OTHER_ID: "the same row has another id in the other workbook; give it the same id in both",
    Why.NAME_TAKEN: "cells of yours call a row by this name, and it would be unclear which; put its id in these cells",
    Why.AMBIGUOUS: "more than one row may be meant; give each its id, or take the double away",
    Why.UNREADABLE: "this cell cannot be read; `ecvet check` says why",
    Why.INCOMPLETE: "the row lacks this, and without it nobody can tell what it is about",
    Why.WAITS: "this names a row that was not merged itself",
    Why.FORMULA: "a formula stands in the empty cell of yours",
}
"""By what keeps something from being merged, the sentence that says so and what mends it."""


def merge_text(
    merge: Merge, mine: str, theirs: str, paint: Paint = unpainted, width: int | None = None, *, show_all: bool = False
) -> list[str]:
    """Gives the lines on a merge, table by table, and what was written.

    Args:
        merge: what came of it.
        mine: how the workbook that was merged into is called.
        theirs: how the other one is called.
        paint: gives colours.
        width: of the screen in characters; None for whole lines.
        show_all: whether every row is named, however many there are.
    """
    comparison = merge.comparison
    lines = [f"yours: {mine}", f"theirs: {theirs}"]
    for table in BY_NAME:
        found = _table_lines(comparison, table, paint, show_all=show_all)
        if found:
            lines += ["", paint(BY_NAME[table].title, "strong")]
            lines += [line for text in found for line in wrapped(text, width, INDENT)]
    return [*lines, "", *_last_lines(merge, paint)]


def _table_lines(comparison: Comparison, table: str, paint: Paint, *, show_all: bool) -> list[str]:
    kinds = (
        [_added(one, paint) for one in comparison.additions if one.table == table],
        [_filled(one, paint) for one in comparison.fills if one.table == table],
        [_contradicting(one, paint) for one in comparison.contradictions if one.table == table],
        [_setting(one, paint) for one in comparison.settings if one.table == table],
        [_left_out(one, paint) for one in comparison.left_out if one.table == table],
    )
    return [line for lines in kinds for line in _thinned(lines, show_all=show_all)]


def _thinned(lines: Sequence[str], *, show_all: bool) -> list[str]:
    if show_all or len(lines) <= MOST:
        return list(lines)
    return [*lines[:MOST], f"and {len(lines) - MOST} more of this kind (--all shows them)"]


def _added(addition: Addition, paint: Paint) -> str:
    return f"{paint('added', 'done')} {addition.key} (theirs {addition.theirs})"


def _filled(fill: Fill, paint: Paint) -> str:
    return f"{paint('filled', 'done')} {fill.mine} {_named(fill.key, fill.header)}: {shown(fill.value)}"


def _contradicting(one: Difference, paint: Paint) -> str:
    named = _named(one.key, one.header)
    return f"{paint('not merged', 'error')} {named}: {_places(one)}: {REASONS[one.why]}"


def _setting(one: Difference, paint: Paint) -> str:
    word = paint("not merged", "error") if one.mine_text else paint("not taken over", "warning")
    return f"{word} {one.key}: {_places(one)}"


def _left_out(one: LeftOut, paint: Paint) -> str:
    word = paint("left out", "warning")
    if one.header:
        return f"{word} {counted(one.count, 'cell')}: yours has no column {one.header}"
    return f"{word} {counted(one.count, 'row')}: yours has no such sheet, or the sheet no column of ids"


def _named(key: str, header: str) -> str:
    return " ".join(part for part in (key, header) if part) or "a row"


def _places(one: Difference) -> str:
    mine = f"yours {_said(one.mine, one.mine_text)}, " if one.mine is not None else ""
    return f"{mine}theirs {_said(one.theirs, one.theirs_text)}"


def _said(place: Place, text: str) -> str:
    return f"{place} {text!r}" if text else f"{place} empty" if place.column else str(place)


def _last_lines(merge: Merge, paint: Paint) -> Iterator[str]:
    comparison, receipt = merge.comparison, merge.receipt
    against = len(comparison.contradictions) + sum(1 for one in comparison.settings if one.mine_text)
    told = f"{counted(len(comparison.additions), 'new row')}, {counted(len(comparison.fills), 'filled cell')}, "
    told += paint(counted(against, "contradiction"), "error" if against else "done")
    yield told
    if receipt is not None:
        yield f"written: {receipt.path}"
        yield f"{INDENT}{receipt}"
    elif comparison.changes_something:
        yield "nothing was written"
    else:
        yield "there is nothing to merge, so nothing was written"


# --- data for other programs ------------------------------------------------------------------------------------------


def merge_json(merge: Merge, mine: str, theirs: str) -> dict[str, object]:
    """Gives a merge as an object; rows that were added are named by key and place, not by what stands in them."""
    comparison, receipt = merge.comparison, merge.receipt
    return {
        "mine": mine,
        "theirs": theirs,
        "written": str(receipt.path) if receipt is not None else None,
        "additions": [
            {"table": one.table, "key": one.key, "theirs": _place(one.theirs)} for one in comparison.additions
        ],
        "fills": [_fill(one) for one in comparison.fills],
        "contradictions": [_difference(one) for one in comparison.contradictions],
        "settings": [_difference(one) for one in comparison.settings],
        "left_out": [
            {"table": one.table, "column": one.header or None, "count": one.count} for one in comparison.left_out
        ],
    }


def _fill(fill: Fill) -> dict[str, object]:
    return {
        "table": fill.table,
        "key": fill.key,
        "column": fill.header,
        "value": shown(fill.value),
        "mine": _place(fill.mine),
        "theirs": None if fill.theirs is None else _place(fill.theirs),
    }


def _difference(one: Difference) -> dict[str, object]:
    mine = None if one.mine is None else {**_place(one.mine), "text": one.mine_text}
    return {
        "why": one.why.value,
        "reason": REASONS[one.why],
        "table": one.table,
        "key": one.key,
        "column": one.header or None,
        "mine": mine,
        "theirs": {**_place(one.theirs), "text": one.theirs_text},
    }


def _place(place: Place) -> dict[str, str]:
    return {"sheet": place.sheet, "cell": place.cell}
