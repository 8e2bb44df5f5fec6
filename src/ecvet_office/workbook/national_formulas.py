"""Pieces of formulas that look up what the workbook's settings and its national profile say."""

from __future__ import annotations

from collections.abc import Callable

from ecvet_office.law.grade_profiles import GradeProfile
from ecvet_office.law.national_profiles import FRENCH, NationalProfile, national_profiles
from ecvet_office.law.parameters import Parameter
from ecvet_office.workbook.formulas import column


def setting(header: str) -> str:
    """Gives the cell beside a setting's name; #N/A where the sheet Settings has no such line."""
    return f'INDEX({column("Settings", "Value")},MATCH("{header}",{column("Settings", "Setting")},0))'


def by_country(value: Callable[[NationalProfile], str]) -> str:
    """Gives a formula of the chosen country's value; 0 where none is chosen, or where it says nothing."""
    text = "0"
    for name, profile in reversed(tuple(national_profiles().items())):
        text = f'IF({setting("National profile")}="{name}",{value(profile)},{text})'
    return f"IFERROR({text},0)"


def by_grades(value: Callable[[GradeProfile], str]) -> str:
    """Gives a formula of what follows from the marks of the chosen country; from those of France where it has none."""
    french = text = value(FRENCH)
    for name, profile in reversed(tuple(national_profiles().items())):
        if profile.grades is not None and profile.grades is not FRENCH:
            text = f'IF({setting("National profile")}="{name}",{value(profile.grades)},{text})'
    return text if text is french else f"IFERROR({text},{french})"


def number_in_formula(parameter: Parameter | None) -> str:
    """Gives a parameter's number as a formula has it; 0 where the profile has none."""
    return "0" if parameter is None else str(parameter.value)
