from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from ecvet_office.credit.grades import Standing, bonus_of, distinction_of, standing_of
from ecvet_office.law.national_profiles import (
    FRENCH,
    NationalProfile,
    grades_of,
    national_profiles,
    parse_profile,
    rounding_step,
)
from ecvet_office.law.sources import source
from ecvet_office.model.errors import RuleBookError
from ecvet_office.model.settings import Settings

A_COUNTRY = """
name = "Ruritania"

[hours_per_point]
value = 27.5
unit = "hours of learning per point"
since = 2024-09-01
source = "TTK"
article = "section 3"
title = "A published page"

[rounding_step]
value = 0.5
unit = "points"
source = "TTK"
title = "A published page"

[grades.highest]
value = 6
unit = "grade out of 6"
source = "TTK"
title = "A published page"

[grades.pass_mark]
value = 4
unit = "grade out of 6"
source = "TTK"
article = "section 5"
title = "A published page"

[[grades.distinctions]]
name = "good"
value = 5
unit = "grade out of 6"
source = "TTK"
title = "A published page"

[[grades.distinctions]]
name = "very good"
value = 5.5
unit = "grade out of 6"
source = "TTK"
title = "A published page"

[[full_qualification]]
level = 4
least = 90
most = 120
source = "TTK"
title = "A published page"

[[full_qualification]]
level = 2
least = 30
source = "TTK"
title = "A published page"
"""


def test_malta_counts_25_hours_of_which_5_are_contact() -> None:
    malta = national_profiles()["Malta"]
    assert malta.hours_per_point is not None
    assert malta.contact_hours_per_point is not None
    assert (malta.hours_per_point.value, malta.contact_hours_per_point.value) == (Decimal(25), Decimal(5))


@pytest.mark.parametrize(
    ("level", "least", "most"), [(1, 40, None), (2, 60, None), (3, 60, None), (4, 120, None), (5, 60, 120)]
)
def test_malta_has_a_size_for_each_of_its_first_five_levels(level: int, least: int, most: int | None) -> None:
    size = national_profiles()["Malta"].size_at(level)
    assert size is not None
    assert size.least.value == least
    assert (size.most.value if size.most else None) == most


def test_a_level_without_a_known_size_has_none() -> None:
    assert national_profiles()["Malta"].size_at(6) is None
    assert national_profiles()["Estonia"].size_at(4) is None


def test_estonia_counts_26_hours() -> None:
    estonia = national_profiles()["Estonia"]
    assert estonia.hours_per_point is not None
    assert estonia.hours_per_point.value == 26
    assert estonia.hours_per_point.citation == "Tallinn Health Care College, Studies"


def test_every_number_of_every_country_has_a_source_that_exists() -> None:
    for profile in national_profiles().values():
        numbers = [profile.hours_per_point, profile.contact_hours_per_point, profile.rounding_step]
        numbers += [number for size in profile.sizes for number in (size.least, size.most)]
        for number in filter(None, numbers):
            assert source(number.source).key == number.source
            assert number.short_title
            assert number.unit


def test_one_file_makes_a_country() -> None:
    made = parse_profile(A_COUNTRY, "ruritania.toml")
    assert made.name == "Ruritania"
    assert made.hours_per_point is not None
    assert made.hours_per_point.value == Decimal("27.5")
    assert made.hours_per_point.citation == "A published page, section 3"
    assert made.contact_hours_per_point is None
    assert [(size.level, size.least.value) for size in made.sizes] == [(2, Decimal(30)), (4, Decimal(90))]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('name = "Ruritania"', "", "ruritania.toml does not say which country it is"),
        ('name = "Ruritania"', 'name = "Ruritania"\nmotto = "x"', "ruritania.toml has motto, which nobody reads"),
        ("value = 27.5", "value = 0", "ruritania.toml: hours_per_point: 0 is no number above 0"),
        ("value = 27.5", 'value = "27"', "ruritania.toml: hours_per_point: 27 is no number above 0"),
        ("value = 27.5", "value = true", "ruritania.toml: hours_per_point: True is no number above 0"),
        ("since = 2024-09-01", 'since = "autumn"', "autumn is no date such as 2026-01-31"),
        ("level = 4", 'level = "four"', "full_qualification at level four: the level must be a whole number"),
        ('source = "TTK"', 'source = "HEARSAY"', "HEARSAY"),
        ('title = "A published page"', "", "ruritania.toml: hours_per_point lacks title"),
        ('unit = "points"', "", "ruritania.toml: rounding_step lacks unit"),
        ("[grades.pass_mark]", "[grades.pass]", "ruritania.toml: grades has pass, which nobody reads"),
        ("[grades.highest]", "[grades.control_mark]", "ruritania.toml: grades lacks highest"),
        ('name = "good"', "", "ruritania.toml: grades.distinctions: a distinction has no name"),
        ("[rounding_step]", "[rounding_step", "ruritania.toml cannot be read"),
        ("least = 90", "", "ruritania.toml: full_qualification at level 4: None is no number above 0"),
    ],
)
def test_a_slip_in_a_file_is_named(before: str, after: str, said: str) -> None:
    assert before in A_COUNTRY
    with pytest.raises(RuleBookError) as raised:
        parse_profile(A_COUNTRY.replace(before, after, 1), "ruritania.toml")
    assert said in str(raised.value)


def test_one_file_says_how_a_country_grades() -> None:
    grades = parse_profile(A_COUNTRY, "ruritania.toml").grades
    assert grades is not None
    assert (grades.name, grades.highest, grades.pass_mark) == ("Ruritania", Fraction(6), Fraction(4))
    assert grades.distinctions == (("very good", Fraction(11, 2)), ("good", Fraction(5)))
    assert grades.citation == "A published page, section 5"
    # Nothing is said of a control examination nor of optional units, so there is none and they add nothing.
    assert standing_of(Fraction(39, 10), None, grades) == Standing.FAILED
    assert bonus_of(Decimal(6), grades) == 0
    assert distinction_of(Fraction(11, 2), grades) == "very good"


def test_the_grades_of_a_workbook_follow_its_country(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, parse_profile(A_COUNTRY, "ruritania.toml"))
    assert grades_of(_settings(national_profile="Ruritania")).pass_mark == 4
    assert grades_of(_settings()) is FRENCH
    assert grades_of(_settings(national_profile="Malta")) is FRENCH


def _settings(**said: object) -> Settings:
    return Settings.model_validate(said)


def test_the_workbook_s_own_step_goes_before_its_country_s(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, parse_profile(A_COUNTRY, "ruritania.toml"))
    assert rounding_step(_settings(national_profile="Ruritania")) == Decimal("0.5")
    assert rounding_step(_settings(national_profile="Ruritania", rounding_step=Decimal(1))) == 1
    assert rounding_step(_settings()) is None


def test_a_country_nobody_knows_changes_nothing() -> None:
    assert rounding_step(_settings(national_profile="Atlantis")) is None


def _install(monkeypatch: pytest.MonkeyPatch, profile: NationalProfile) -> None:
    monkeypatch.setattr("ecvet_office.law.national_profiles.national_profiles", lambda: {profile.name: profile})
