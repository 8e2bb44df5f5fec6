"""School years made up by chance, from a seed: qualifications with and without choices, learners, stays, decisions.

They hold what makes a formula stumble: ids that look like equal numbers (1.1 and 1.10), names in place of ids, units
recognised twice, points with decimals, one unit in two qualifications, more of a group than counts, refusals.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

FIRST_DAY = date(2024, 9, 1)
POINTS = ("5", "7.5", "10", "12", "2.25", "30", "0.5")
GROUPS = {"Q2": (("choice", "1", "2", "units"),), "Q3": (("minor", "5", "20", "points"), ("core", "", "", ""))}
MORE_OF_Q3 = {"minor": 4, "core": 3}


@dataclass
class SchoolYear:
    """The rows of each table, cell by cell; written as Markdown at the end."""

    random: Random
    rows: dict[str, list[list[str]]] = field(default_factory=dict)

    def add(self, table: str, *cells: str) -> None:
        self.rows.setdefault(table, []).append(list(cells))


HEADERS = {
    "Settings": "setting | value",
    "Partners": "id | name | country",
    "People": "id | name | institution",
    "Qualifications": "id | title | eqf level | points",
    "Groups": "qualification | group | at least | at most | counted in",
    "Units": "id | title | assessment procedure",
    "Unit points": "qualification | unit | points | group",
    "Outcomes": "id | unit | kind | outcome | criterion",
    "Learners": "id | family name | given names | date of birth | qualification",
    "Earlier units": "learner | qualification | unit | recognised by | on",
    "Agreements": "id | learner | status | planned start | planned end | actual start | actual end | interruption days",
    "Results": "context | learner | outcome | achieved | date | method | assessor",
    "Decisions": "learner | qualification | subject | context | step | by | on | reason | points | points rule",
    "Papers": "number | document | subject | party | sent | returned",
}


def school_year(seed: int, learners: int = 30) -> str:
    """Gives the Markdown of a made-up school year, the same for the same seed."""
    year = SchoolYear(Random(seed))  # noqa: S311 - nothing is secret here
    year.add("Settings", "profile", "strict ECVET")
    for number in (1, 2):
        year.add("Partners", f"I{number}", f"School {number}", "Finland")
        year.add("People", f"H{number}", f"Person {number}", f"I{number}")
    units = _qualifications(year)
    for number in range(1, learners + 1):
        _learner(year, number, units)
    return "\n\n".join(_table(name, year.rows[name]) for name in HEADERS if name in year.rows)


def _table(name: str, rows: list[list[str]]) -> str:
    return "\n".join([f"| {name} | {HEADERS[name]} |", *(f"| | {' | '.join(row)} |" for row in rows)])


def _qualifications(year: SchoolYear) -> dict[str, list[str]]:
    """Adds three qualifications, the first without choices, and gives the units of each."""
    chance = year.random
    units: dict[str, list[str]] = {}
    for number in range(1, 15):
        year.add("Units", f"U{number}", f"Unit {number} of work", "observation")
        for outcome in chance.sample(range(1, 12), chance.choice((1, 2, 3))):
            year.add("Outcomes", f'"{number}.{outcome}"', f"U{number}", "S", f"Does {number}-{outcome}", "observed")
    for qualification, size in (("Q1", 5), ("Q2", 5), ("Q3", sum(MORE_OF_Q3.values()))):
        units[qualification] = [f"U{one}" for one in chance.sample(range(1, 15), size)]
        given = [chance.choice(POINTS) for _ in range(size)]
        exact = sum(float(points) for points in given)
        total = chance.choice((f"{exact:g}", f"{exact:g}", "60", ""))
        year.add("Qualifications", qualification, f"Trade {qualification}", "4", total)
        for limits in GROUPS.get(qualification, ()):
            year.add("Groups", qualification, *limits)
        groups = _groups_of(qualification, size)
        for unit, points, group in zip(units[qualification], given, groups, strict=True):
            year.add("Unit points", qualification, unit, chance.choice((points, points, points, "")), group)
    return units


def _groups_of(qualification: str, size: int) -> list[str]:
    if qualification == "Q2":
        return ["", ""] + ["choice"] * (size - 2)
    if qualification == "Q3":
        return [name for name, count in MORE_OF_Q3.items() for _ in range(count)]
    return [""] * size


def _learner(year: SchoolYear, number: int, units: dict[str, list[str]]) -> None:
    chance, learner = year.random, f"L{number}"
    qualification = chance.choice(["Q1", "Q2", "Q3"])
    year.add("Learners", learner, f"Family{number}", "Given", "2006-05-14", qualification)
    spelt = chance.choice([learner, f"Given Family{number}"])
    for unit in chance.sample(units[qualification], chance.randint(0, 3)):
        for _ in range(chance.choice((1, 1, 1, 2))):
            year.add("Earlier units", spelt, chance.choice([qualification, f"Trade {qualification}"]), unit, "H1",
                     _day(chance.randint(0, 30)))  # fmt: skip
    if chance.random() < 0.2:
        other = chance.choice(["Q1", "Q2", "Q3"])
        year.add("Earlier units", learner, other, chance.choice(units[other]), "H1", _day(9))
    if chance.random() < 0.7:
        _stay(year, number, spelt, qualification, units[qualification])


def _stay(year: SchoolYear, number: int, learner: str, qualification: str, units: list[str]) -> None:
    chance, agreement = year.random, f"A{number}"
    start, length = chance.randint(40, 90), chance.randint(0, 60)
    actual = [_day(start + 2), _day(start + 2 + length)] if chance.random() < 0.3 else ["", ""]
    year.add("Agreements", agreement, f"L{number}", chance.choice(["", "draft", "sent", "decided"]), _day(start),
             _day(start + length), *actual, chance.choice(["", "", "2"]))  # fmt: skip
    sent = chance.choice(["", _day(20)])
    year.add("Papers", f"P{number}", "learning agreement", agreement, "home", sent, chance.choice(["", sent]))
    outcomes = {row[0]: row[1] for row in year.rows["Outcomes"]}
    for unit in chance.sample(units, chance.randint(1, 3)):
        parts = [outcome for outcome, of in outcomes.items() if of == unit]
        achieved = parts if chance.random() < 0.7 else parts[:-1]
        for outcome in achieved:
            year.add("Results", agreement, learner, outcome, "yes", _day(start + length), "seen", "H2")
        _decide(year, number, learner, qualification, unit, achieved == parts, start + length)


def _decide(year: SchoolYear, number: int, learner: str, qualification: str, unit: str, whole: bool, day: int) -> None:
    chance, agreement = year.random, f"A{number}"
    named = chance.choice([qualification, "", qualification])
    if not whole:
        return
    if chance.random() < 0.15:
        refused = chance.choice([-1, 9])
        year.add("Decisions", learner, named, unit, agreement, "refused", "H1", _day(day + 5 + refused), "not yet")
    if chance.random() < 0.1:
        return
    year.add("Decisions", learner, named, unit, agreement, "validated", "H1", _day(day + 3))
    if chance.random() < 0.85:
        other = ("", "3.5", "rule 7") if chance.random() < 0.1 else ("", "", "")
        for _ in range(chance.choice((1, 1, 1, 1, 2))):
            year.add("Decisions", learner, named, unit, agreement, "recognised", "H1", _day(day + 5), *other)


def _day(number: int) -> str:
    return (FIRST_DAY + timedelta(days=number)).isoformat()
