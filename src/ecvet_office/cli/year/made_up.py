"""The made-up school: 120 learners, their packages and days, and the workbook with which its year begins."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from ecvet_office.workbook.blank import build_from
from ecvet_office.workbook.kinds import KINDS
from ecvet_office.workbook.markdown import sheets_from_markdown

YEAR = 2025
ELECTRICIANS, CARERS, COOKS, GUESTS = "E23", "P24", "K23", "G"
"""The classes; the last is that of the Greek school, whose learners come to us."""

GUESTS_HOME, GUESTS_MEMORANDUM = "I26", "M4"

DAYS: Mapping[str, tuple[date, date]] = {
    ELECTRICIANS: (date(YEAR, 4, 28), date(YEAR, 5, 23)),
    CARERS: (date(YEAR, 5, 5), date(YEAR, 5, 30)),
    COOKS: (date(YEAR, 4, 28), date(YEAR, 5, 30)),
    GUESTS: (date(YEAR, 5, 5), date(YEAR, 5, 23)),
}
"""By class, the first and the last planned day abroad."""

PACKAGES_OF: Mapping[str, tuple[str, ...]] = {
    ELECTRICIANS: ("K4", "K6", "K7", "K10"),
    CARERS: ("K1", "K3", "K9", "K11"),
    COOKS: ("K2", "K5", "K8", "K12"),
    GUESTS: ("K14",),
}
"""By class, the packages among which its learners are shared out in turn."""

FIRST_BIRTHDAY, BIRTHDAYS, BETWEEN = date(2004, 9, 3), 1650, 37  # days: ages from 16 to 20, spread over the years
MAJORITY = date(2007, 4, 28)  # whoever was born later is a minor when the stays begin
STREETS = {ELECTRICIANS: "Hafenstraße", CARERS: "Lindenweg", COOKS: "Am Speicher", GUESTS: "Kaistraße"}
GUARDIANS = ("Kerstin", "Uwe", "Fatma", "Olga", "Sabine", "Ahmad", "Petra")

FOR_ALL_PACKAGES: Mapping[str, str] = {
    "assessment method": "demonstration at work, discussed with the learner",
    "assessed when": "in the last week of the stay",
    "recorded how": "assessment sheet or host grid, at the end of the stay",
    "validator": "H1",
    "validated how": "results compared with the outcomes of the unit",
    "recogniser": "H2",
    "recognised how": "entered in the learner's study record",
    "home mentor": "H1",
    "document issued": "transcript, Europass Mobility",
    "enclosures": "description of units; assessment grid",
    "activity type": "short-term learning mobility of VET learners",
    "mode": "physical",
}
"""What every package says, by header."""

OF_GUESTS: Mapping[str, str] = {"validator": "H31", "recogniser": "H30", "home mentor": "H31"}
"""What is otherwise in the package of the guests: their home institution validates and recognises, not we."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """A learner as the school's own system knows them.

    Attributes:
        group: the class.
        number: within the class, from 1.
        package: id.
        guardians: full names; none of whoever is of age.
    """

    group: str
    number: int
    family_name: str
    given_names: str
    sex: str
    nationality: str
    born: date
    package: str
    guardians: tuple[str, ...]

    @property
    def email(self) -> str:
        """The school's address for the learner, which holds no name."""
        return f"{self.group.lower()}-{self.number}@beispielhafen.example"

    @property
    def guardians_email(self) -> str:
        """The address of the first guardian."""
        return f"eltern-{self.group.lower()}-{self.number}@post.example"

    @property
    def address(self) -> str:
        """Street, postcode and town."""
        return f"{STREETS[self.group]} {self.number}, 18055 Rostock"


@cache
def pupils() -> tuple[Pupil, ...]:
    """Gives all learners, class by class, in the order of the classes' lists."""
    counts: dict[str, int] = {}
    found: list[Pupil] = []
    for row in _rows("learners.csv"):
        number = counts[row["class"]] = counts.get(row["class"], 0) + 1
        found.append(_pupil(row, number))
    return tuple(found)


def pupils_of(group: str) -> tuple[Pupil, ...]:
    """Gives the learners of a class."""
    return tuple(one for one in pupils() if one.group == group)


def _pupil(row: Mapping[str, str], number: int) -> Pupil:
    group, family = row["class"], row["family name"]
    born = FIRST_BIRTHDAY + timedelta(days=number * BETWEEN * len(group) * ord(group[0]) % BIRTHDAYS)
    guardians = (GUARDIANS[number % len(GUARDIANS)], GUARDIANS[(number + 1) % len(GUARDIANS)])
    shown = 0 if born <= MAJORITY else 1 + (number % 4 == 0)  # of every fourth minor, both parents sign
    packages = PACKAGES_OF[group]
    return Pupil(
        group,
        number,
        family,
        row["given names"],
        row["sex"],
        row["nationality"],
        born,
        packages[number % len(packages)],
        tuple(f"{one} {family}" for one in guardians[:shown]),
    )


def first_workbook() -> bytes:
    """Gives the workbook before the year begins: partners, people, units, packages, memoranda, and no learner."""
    return build_from(sheets_from_markdown(f"{_text('school.md')}\n{_packages()}"), KINDS["mobility"])


def package_names() -> Mapping[str, str]:
    """Gives the name of each package by its id."""
    return {row["id"]: row["name"] for row in _rows("packages.csv")}


def _packages() -> str:
    guests = PACKAGES_OF[GUESTS]
    rows = [{**row, **FOR_ALL_PACKAGES, **(OF_GUESTS if row["id"] in guests else {})} for row in _rows("packages.csv")]
    return markdown_table("Packages", rows)


def markdown_table(title: str, rows: Sequence[Mapping[str, str]]) -> str:
    """Gives rows as a table of a workbook in Markdown; the keys of the first row are the headers."""
    headers = list(rows[0])
    lines = [f"| {title} | {' | '.join(headers)} |", *(f"| | {_cells(row, headers)} |" for row in rows)]
    return "\n".join(lines)


def _cells(row: Mapping[str, str], headers: Iterable[str]) -> str:
    return " | ".join(row[header] for header in headers)


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(name).splitlines(), delimiter=";"))


def _text(name: str) -> str:
    return (files("ecvet_office.cli.year") / name).read_text(encoding="utf-8")
