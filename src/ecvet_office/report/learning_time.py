"""The learning time of each pathway, as text for people, as JSON, and as rows of a result sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ecvet_office.credit.pathways import PathwayTime
from ecvet_office.model.points import number_text, points_text
from ecvet_office.report.credit import INDENT, json_number
from ecvet_office.report.plain_text import Paint, table_lines, unpainted, wrapped
from ecvet_office.report.result_values import result_number
from ecvet_office.report.shares import reasoning_of
from ecvet_office.rules.learning_time import pathway_named
from ecvet_office.workbook.cell_values import CellValue

WHOLE = "all task fields"


def learning_time_text(found: PathwayTime, paint: Paint = unpainted, width: int | None = None) -> list[str]:
    """Gives the lines on one pathway: its task fields with hours and points, then the reasoning."""
    lines = [paint(pathway_named(found.pathway), "strong")]
    if found.time is None:
        return [*lines, *(paint(one, "warning") for one in wrapped(f"no points: {found.problem}", width, INDENT))]
    rows = [("task field", "hours", "points")]
    for hours, share in zip(found.time.hours, found.time.sharing.shares, strict=True):
        rows.append((share.unit, number_text(hours), points_text(share.points)))
    rows.append(("together", number_text(found.time.total), points_text(found.time.points)))
    lines += [INDENT + line for line in table_lines(rows, {1, 2}, width and width - len(INDENT))]
    for line in found.time.lines:
        lines += wrapped(line, width, INDENT, INDENT)
    return lines


def learning_time_json(found: Iterable[PathwayTime]) -> dict[str, object]:
    """Gives the pathways as objects; exact hours are texts, since their decimals may never end."""
    return {"pathways": [_object(one) for one in found]}


def _object(found: PathwayTime) -> dict[str, object]:
    time = found.time
    fields = zip(time.hours, time.sharing.shares, strict=True) if time else ()
    return {
        "pathway": found.pathway.id,
        "title": found.pathway.title,
        "problem": found.problem or None,
        "hours": str(time.total) if time else None,
        "corrected_hours": str(time.corrected) if time else None,
        "exact_points": str(time.exact_points) if time else None,
        "points": json_number(time.points) if time else None,
        "task_fields": [
            {"task_field": share.unit, "hours": str(hours), "points": json_number(share.points)}
            for hours, share in fields
        ],
        "reasoning": list(time.lines) if time else [],
    }


def learning_time_rows(found: Iterable[PathwayTime]) -> Iterator[list[CellValue | None]]:
    """Gives a row of the result sheet for each task field, and one for the whole of each pathway."""
    for one in found:
        named = pathway_named(one.pathway)
        if one.time is None:
            yield [named, WHOLE, None, None, f"No points: {one.problem}."]
            continue
        shares = one.time.sharing.shares
        for place, (hours, share) in enumerate(zip(one.time.hours, shares, strict=True)):
            reasoning = "\n".join((one.time.lines[place].partition(": ")[2], *reasoning_of(one.time.sharing, place)))
            yield [named, share.unit, result_number(hours), share.points, reasoning]
        whole = one.time.lines[len(shares) : -len(one.time.sharing.lines)]
        yield [named, WHOLE, result_number(one.time.corrected), one.time.points, "\n".join(whole)]
