"""Numbers that a source fixes, each with its unit, its first day and the place where it stands.

What a country or a school may choose (a rounding step, a pass mark) is a setting and has no place here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ecvet_office.law.sources import RECOMMENDATION, RECOMMENDATION_DATE


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that a source fixes.

    Attributes:
        name: What the number is, in words.
        value: The number.
        unit: What the number counts.
        since: The first day on which it holds; None where the source names no day.
        source: The key of the source.
        article: Where in the source it stands; empty where the source is one page.
        short_title: How the source is cited.
    """

    name: str
    value: Decimal
    unit: str
    since: date | None
    source: str
    article: str
    short_title: str

    @property
    def citation(self) -> str:
        """The source and the place in it, as rules cite them: `2009/C 155/02, Annex II, 4`."""
        return f"{self.short_title}, {self.article}" if self.article else self.short_title


POINTS_PER_YEAR = Parameter(
    name="points for the outcomes expected in one year of formal full-time VET",
    value=Decimal(60),
    unit="ECVET points per full-time-equivalent year of formal VET",
    since=RECOMMENDATION_DATE,
    source="REC",
    article="Annex II, 4",
    short_title=RECOMMENDATION,
)
LOWEST_EQF_LEVEL = Parameter(
    name="lowest level of a qualification",
    value=Decimal(1),
    unit="EQF level",
    since=RECOMMENDATION_DATE,
    source="REC",
    article="point 1 and Annex II, 1",
    short_title=RECOMMENDATION,
)
HIGHEST_EQF_LEVEL = Parameter(
    name="highest level of a qualification",
    value=Decimal(8),
    unit="EQF level",
    since=RECOMMENDATION_DATE,
    source="REC",
    article="point 1 and Annex II, 1",
    short_title=RECOMMENDATION,
)
MALTA_HOURS_PER_CREDIT = Parameter(
    name="learning in one credit, Malta",
    value=Decimal(25),
    unit="hours per credit",
    since=None,
    source="MFHEA-CR",
    article="",
    short_title="MFHEA, What are credits?",
)
MALTA_CONTACT_HOURS_PER_CREDIT = Parameter(
    name="least direct contact in one credit, Malta",
    value=Decimal(5),
    unit="hours per credit",
    since=None,
    source="MFHEA-CR",
    article="",
    short_title="MFHEA, What are credits?",
)

PARAMETERS = (
    POINTS_PER_YEAR,
    LOWEST_EQF_LEVEL,
    HIGHEST_EQF_LEVEL,
    MALTA_HOURS_PER_CREDIT,
    MALTA_CONTACT_HOURS_PER_CREDIT,
)
"""Every parameter, in the order of this page."""
