from __future__ import annotations

from datetime import date
from decimal import Decimal

from ecvet_office.credit.pathways import pathway_times
from ecvet_office.evaluation import evaluate
from ecvet_office.workbook.markdown import sheets_from_markdown

PATHWAYS = """
| Pathways | id | title | factor | hours per point |
| | W1 | Retail clerk | 0.5 | {hours} |
| | W2 | Shop assistant | | 25 |
| Task fields | pathway | task field | formal hours | experience hours |
| | W1 | Sales | 1000 | 120 |
| | W1 | Stock | 500 | |
| | W2 | Sales | 300 | {experience} |
| Comparisons | pathway | compared with | correction | reason |
| | W1 | W2 | -20 | {reason} |
| | W1 | W1 | | |
"""


def times(hours: str = "", experience: str = "", reason: str = "counted twice", country: str = "") -> list[str]:
    settings = f"| Settings | setting | value |\n| | national profile | {country} |\n" if country else ""
    text = settings + PATHWAYS.format(hours=hours, experience=experience, reason=reason)
    found = pathway_times(evaluate(sheets_from_markdown(text), date(2026, 1, 15)).register)
    return [str(one.time.points) if one.time else one.problem for one in found]


def test_hours_per_point_are_the_pathway_s_own_or_else_the_country_s() -> None:
    assert times("20", country="Malta") == ["77", "12"]
    assert times(country="Malta") == ["62", "12"]
    assert times(country="Estonia") == ["59", "12"]


def test_without_either_there_are_no_points_and_the_other_pathway_proceeds() -> None:
    assert times() == ["nothing says how many hours one point takes", "12"]


def test_a_correction_without_its_reason_and_experience_without_a_factor_give_no_points() -> None:
    first, _ = times("25", reason="")
    assert first == "a correction of -20 hours needs its reason in writing"
    assert times("25", experience="10")[1] == "Sales has hours of experience and no learning-time factor"


def test_a_pathway_is_held_beside_others_as_they_were_counted_and_never_beside_itself() -> None:
    text = PATHWAYS.format(hours="25", experience="", reason="counted twice")
    first, _ = pathway_times(evaluate(sheets_from_markdown(text), date(2026, 1, 15)).register)
    assert first.time is not None
    compared = [line for line in first.time.lines if " takes " in line]
    assert compared == ["W2 Shop assistant takes 300 hours: this is 1260 more."]
    assert first.time.corrected == Decimal(1540)
