"""What the workbook of the next year keeps and what it leaves behind, in words: ids and places, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator

from ecvet_office.law.pages import fact_text
from ecvet_office.report.plain_text import Paint, counted, table_lines, unpainted
from ecvet_office.workbook.next_year import NextYear

INDENT = "    "


def next_year_text(plan: NextYear, paint: Paint = unpainted) -> list[str]:
    """Gives the receipt of a new year's workbook.

    Args:
        plan: what it keeps and leaves behind.
        paint: gives colours.
    """
    rows = [(one.title, str(one.kept), str(one.left)) for one in plan.counted]
    lines = table_lines([("sheet", "rows kept", "left behind"), *rows], numeric=(1, 2))
    cases = f": {', '.join(plan.learners)}" if plan.learners else ""
    lines.append(f"{counted(len(plan.learners), 'learner')} kept with everything about them{cases}")
    return [*lines, *_memoranda(plan, paint), *_left_behind(plan, paint), *_to_know()]


def _memoranda(plan: NextYear, paint: Paint) -> Iterator[str]:
    for one in plan.expiring:
        until = fact_text(one.valid_until) if one.valid_until else ""
        yield f"{paint('ends within a year', 'warning')}: memorandum {one.id}, valid until {until}; renew it in time"
    if plan.expired:
        yield f"no longer valid, left behind: {', '.join(f'memorandum {one}' for one in plan.expired)}"


def _left_behind(plan: NextYear, paint: Paint) -> Iterator[str]:
    for place in plan.unclear:
        word = paint("left behind", "warning")
        yield f"{word} {place.sheet}, row {place.row}: nobody can tell whom it is about; mend it there, or let it go"
    for place in plan.lost:
        yield f"{paint('not taken over', 'warning')} {place}: an error, or a formula that was never calculated"
    yield from (f"left behind, your own: {one}" for one in plan.own)


def _to_know() -> Iterator[str]:
    yield "formats and comments of your own stay in the old workbook, formulas became their values"
    yield "ids are as before; those of rows left behind are given anew, so keep each year's papers in their own folder"
