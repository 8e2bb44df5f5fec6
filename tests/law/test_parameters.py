from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal

import pytest

from ecvet_office.law.parameters import (
    HIGHEST_EQF_LEVEL,
    LOWEST_EQF_LEVEL,
    MALTA_CONTACT_HOURS_PER_CREDIT,
    MALTA_HOURS_PER_CREDIT,
    PARAMETERS,
    POINTS_PER_YEAR,
    Parameter,
)
from ecvet_office.law.sources import RECOMMENDATION, RECOMMENDATION_CITATION, SOURCES, source
from ecvet_office.model.errors import RuleBookError


@pytest.mark.parametrize(
    ("parameter", "value", "since", "key", "citation"),
    [
        (POINTS_PER_YEAR, 60, date(2009, 6, 18), "REC", "2009/C 155/02, Annex II, 4"),
        (LOWEST_EQF_LEVEL, 1, date(2009, 6, 18), "REC", "2009/C 155/02, point 1 and Annex II, 1"),
        (HIGHEST_EQF_LEVEL, 8, date(2009, 6, 18), "REC", "2009/C 155/02, point 1 and Annex II, 1"),
        (MALTA_HOURS_PER_CREDIT, 25, None, "MFHEA-CR", "MFHEA, What are credits?"),
        (MALTA_CONTACT_HOURS_PER_CREDIT, 5, None, "MFHEA-CR", "MFHEA, What are credits?"),
    ],
)
def test_a_number_has_the_value_the_day_and_the_place_that_its_source_gives(
    parameter: Parameter, value: int, since: date | None, key: str, citation: str
) -> None:
    assert parameter.value == Decimal(value)
    assert isinstance(parameter.value, Decimal)
    assert parameter.since == since
    assert parameter.source == key
    assert parameter.citation == citation


def test_every_number_says_its_unit() -> None:
    assert [parameter.unit for parameter in PARAMETERS] == [
        "ECVET points per full-time-equivalent year of formal VET",
        "EQF level",
        "EQF level",
        "hours per credit",
        "hours per credit",
    ]


def test_every_number_has_a_name_of_its_own_and_a_source_that_exists() -> None:
    assert len({parameter.name for parameter in PARAMETERS}) == len(PARAMETERS) == 5
    assert all(parameter.name for parameter in PARAMETERS)
    assert all(source(parameter.source).key == parameter.source for parameter in PARAMETERS)


def test_a_number_of_the_law_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        POINTS_PER_YEAR.value = Decimal(61)  # type: ignore[misc]


def test_the_recommendation_is_cited_by_number_journal_day_and_pages() -> None:
    assert RECOMMENDATION == "2009/C 155/02"
    assert RECOMMENDATION_CITATION == "2009/C 155/02, OJ C 155, 8.7.2009, p. 11-18"
    assert source("REC").title.endswith(RECOMMENDATION_CITATION)
    assert source("REC").address.endswith("CELEX:32009H0708(02)")


def test_every_source_has_a_title_and_a_whole_address_of_its_own() -> None:
    assert all(key == each.key and each.title for key, each in SOURCES.items())
    assert all(each.address.startswith(("https://", "http://")) for each in SOURCES.values())
    assert not [each.key for each in SOURCES.values() if "..." in each.address or " " in each.address]
    assert len({each.address for each in SOURCES.values()}) == len(SOURCES)


@pytest.mark.parametrize(
    "key",
    [
        *("REC", "TPL-MOU", "TPL-LA", "ECVET-TPL", "WIKI-DOC", "EURSPACE-LA"),
        *("TK-DAR", "MOBCERT", "EP-PL", "EP-TPL", "SATAEDU", "TREDU"),
    ],
)
def test_every_source_that_a_rule_of_the_plan_cites_is_known(key: str) -> None:
    assert source(key).key == key


def test_a_source_that_does_not_exist_is_a_mistake_of_ours_and_named() -> None:
    with pytest.raises(RuleBookError, match=r"^no source is called 'RECC'; sources are: REC, MC22, "):
        source("RECC")
