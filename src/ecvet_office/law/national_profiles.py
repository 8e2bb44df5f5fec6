"""What a country chooses about credit: one file a country in the folder `profiles`, each number with its source.

A country's numbers are settings of its profile and never of the code: whoever adds a file adds a country. A key that
nobody reads is an error, so that a slip of the pen does not pass for a choice.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final

from ecvet_office.law.grade_profiles import GradeProfile, grade_profile
from ecvet_office.law.parameters import Parameter
from ecvet_office.law.sources import source
from ecvet_office.model.errors import RuleBookError
from ecvet_office.model.settings import Settings

ENDING: Final = ".toml"
_NUMBERS: Final = frozenset({"hours_per_point", "contact_hours_per_point", "rounding_step"})
_TABLES: Final = _NUMBERS | {"name", "full_qualification", "grades"}
_MARKS: Final = frozenset({"highest", "pass_mark", "control_mark", "practice_mark", "bonus_mark", "most_optional"})
_GRADES: Final = _MARKS | {"name", "distinctions"}
_PARAMETER: Final = frozenset({"value", "unit", "since", "source", "article", "title"})
_SIZE: Final = frozenset({"level", "least", "most", "since", "source", "article", "title"})


@dataclass(frozen=True, slots=True)
class FullSize:
    """How many points a full qualification has at one level of a country's framework.

    Attributes:
        level: of the national framework.
        least: points from which it is a full qualification.
        most: points that it has at most; None where the source names no such number.
    """

    level: int
    least: Parameter
    most: Parameter | None


@dataclass(frozen=True, slots=True)
class NationalProfile:
    """What one country chooses; None or nothing where no source is known.

    Attributes:
        name: the country, as the sheet Settings names it.
        hours_per_point: hours of learning of one point.
        contact_hours_per_point: hours of direct contact that one point has at least.
        rounding_step: points are multiples of it.
        sizes: of full qualifications, by rising level.
        grades: of an examination in which grades make up for one another.
    """

    name: str
    hours_per_point: Parameter | None
    contact_hours_per_point: Parameter | None
    rounding_step: Parameter | None
    sizes: tuple[FullSize, ...]
    grades: GradeProfile | None = None

    def size_at(self, level: int) -> FullSize | None:
        """Gives the size of a full qualification at a level of the national framework; None where none is known."""
        return next((size for size in self.sizes if size.level == level), None)


def parse_profile(text: str, file: str) -> NationalProfile:
    """Reads a profile.

    Args:
        text: the file, in TOML.
        file: its name, for messages.

    Raises:
        RuleBookError: it is no TOML, a key is unknown or missing, a number is none, or a source is not listed.
    """
    try:
        said = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RuleBookError(f"{file} cannot be read: {error}") from error
    _only(said, _TABLES, file)
    name = said.get("name")
    if not isinstance(name, str) or not name.strip():
        raise RuleBookError(f'{file} does not say which country it is: name = "…"')
    numbers = {
        key: _number(said[key], f"{key.replace('_', ' ')}, {name}", f"{file}: {key}") for key in _NUMBERS & said.keys()
    }
    sizes = (_size(one, name, file) for one in said.get("full_qualification", ()))
    return NationalProfile(
        name,
        numbers.get("hours_per_point"),
        numbers.get("contact_hours_per_point"),
        numbers.get("rounding_step"),
        tuple(sorted(sizes, key=lambda size: size.level)),
        _grades(said["grades"], name, file) if "grades" in said else None,
    )


@cache
def national_profiles() -> Mapping[str, NationalProfile]:
    """Gives the profiles that come with the package, by name, sorted.

    Raises:
        RuleBookError: a file cannot be read, or two are of the same country.
    """
    profiles: dict[str, NationalProfile] = {}
    for file in files("ecvet_office.law").joinpath("profiles").iterdir():
        if file.name.endswith(ENDING):
            profile = parse_profile(file.read_text(encoding="utf-8"), file.name)
            if profile.name in profiles:
                raise RuleBookError(f"{file.name} is the second profile of {profile.name}")
            profiles[profile.name] = profile
    return dict(sorted(profiles.items()))


def profile_of(settings: Settings) -> NationalProfile | None:
    """Gives the profile that a workbook names on its sheet Settings; None where it names none that there is."""
    return national_profiles().get(settings.national_profile or "")


def grades_of(settings: Settings) -> GradeProfile:
    """Gives the marks of the workbook's national profile; those of France where it names none that has any."""
    profile = profile_of(settings)
    return (profile.grades if profile else None) or FRENCH


def rounding_step(settings: Settings) -> Decimal | None:
    """Gives the step of which points are multiples: as the workbook says, else as its national profile has it."""
    profile = profile_of(settings)
    if settings.rounding_step is None and profile and profile.rounding_step:
        return profile.rounding_step.value
    return settings.rounding_step


def _only(said: Mapping[str, object], known: frozenset[str], where: str) -> None:
    if strange := sorted({*said} - known):
        raise RuleBookError(
            f"{where} has {', '.join(strange)}, which nobody reads; known are {', '.join(sorted(known))}"
        )


def _number(said: object, name: str, where: str) -> Parameter:
    if not isinstance(said, dict):
        raise RuleBookError(f"{where} must be a table with value, unit, source and title")
    _only(said, _PARAMETER, where)
    return _parameter(said, said.get("value"), name, str(said.get("unit") or ""), where)


def _size(said: Mapping[str, object], country: str, file: str) -> FullSize:
    level = said.get("level")
    where = f"{file}: full_qualification at level {level}"
    _only(said, _SIZE, where)
    if not isinstance(level, int):
        raise RuleBookError(f"{where}: the level must be a whole number")
    name = f"points of a full qualification at level {level}, {country}"
    least = _parameter(said, said.get("least"), f"least {name}", "points", where)
    most = said.get("most")
    return FullSize(level, least, None if most is None else _parameter(said, most, f"most {name}", "points", where))


def _grades(said: object, country: str, file: str) -> GradeProfile:
    where = f"{file}: grades"
    if not isinstance(said, dict):
        raise RuleBookError(f"{where} must be a table with highest and pass_mark")
    _only(said, _GRADES, where)
    if missing := [key for key in ("highest", "pass_mark") if key not in said]:
        raise RuleBookError(f"{where} lacks {', '.join(missing)}")
    numbers = {
        key: _number(value, f"{key.replace('_', ' ')}, {country}", f"{where}.{key}")
        for key, value in said.items()
        if key in _MARKS
    }
    distinctions = []
    for one in said.get("distinctions", ()):
        title = str(one.get("name") or "")
        if not title:
            raise RuleBookError(f"{where}.distinctions: a distinction has no name")
        number = {key: value for key, value in one.items() if key != "name"}
        distinctions.append((title, _number(number, f"mean for {title}, {country}", f"{where}.distinctions: {title}")))
    return grade_profile(str(said.get("name") or country), numbers, tuple(distinctions))


def _parameter(said: Mapping[str, object], value: object, name: str, unit: str, where: str) -> Parameter:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or value <= 0:
        raise RuleBookError(f"{where}: {value} is no number above 0")
    missing = [key for key in ("source", "title") if not said.get(key)]
    if missing or not unit:
        raise RuleBookError(f"{where} lacks {', '.join(missing or ['unit'])}")
    since = said.get("since")
    if since is not None and not isinstance(since, date):
        raise RuleBookError(f"{where}: {since} is no date such as 2026-01-31")
    key = source(str(said["source"])).key
    return Parameter(name, Decimal(value), unit, since, key, str(said.get("article") or ""), str(said["title"]))


def _french() -> GradeProfile:
    found = national_profiles()["France"].grades
    if found is None:
        raise RuleBookError("france.toml has no grades")
    return found


FRENCH: Final = _french()
"""The marks of the pilot project MEN-ECVET, which hold where a workbook names no country that has its own."""
