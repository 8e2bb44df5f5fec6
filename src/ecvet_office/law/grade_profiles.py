"""What a country fixes about grades: the scale, the marks that decide, and how many optional units may help.

This is arithmetic of national examinations and no part of ECVET: a good grade in one unit makes up for a poor one in
another, while ECVET asks for each unit by itself (2009/C 155/02, Annex II, 1 to 3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ecvet_office.law.parameters import Parameter

_MARK = "grade out of 20"


def _by_order(name: str, value: str) -> Parameter:
    title = "Order of 6 January 2022, article 12 (France)"
    return Parameter(name, Decimal(value), _MARK, date(2022, 1, 6), "A2022-12", "", title)


def _by_code(name: str, value: str) -> Parameter:
    # The article has later versions; the day is that of the version which was read.
    return Parameter(
        name, Decimal(value), _MARK, date(2009, 2, 12), "D337-78", "article D337-78", "Code de l'éducation"
    )


def _by_press(name: str, value: str) -> Parameter:
    return Parameter(name, Decimal(value), _MARK, None, "TAHITI", "", "Tahiti Infos, July 2018")


FRENCH_HIGHEST = _by_order("highest grade, France", "20")
FRENCH_PASS = _by_order("mean from which the diploma is obtained, France", "10")
FRENCH_BONUS = _by_order("grade above which points of an optional unit are added, France", "10")
FRENCH_CONTROL = _by_code("mean from which the control examination is open, France", "8")
FRENCH_PRACTICE = _by_code("grade in professional practice that the control examination asks for, France", "10")
FRENCH_OPTIONAL = Parameter(
    "optional units that may add points, at most, France",
    Decimal(2), "units", date(2014, 6, 27), "DEC2014", "", "Decree 2014-725 (France)",
)  # fmt: skip
FRENCH_DISTINCTIONS = (
    ("TB", _by_press("mean from which the distinction is très bien, France", "16")),
    ("B", _by_press("mean from which the distinction is bien, France", "14")),
    ("AB", _by_press("mean from which the distinction is assez bien, France", "12")),
)
FRENCH_MOBILITY_PASS = Parameter(
    "grade in the mobility unit from which its certificate is issued, France",
    Decimal(10), _MARK, date(2019, 8, 30), "A2019", "article 5", "Order of 30 August 2019 (France)",
)  # fmt: skip
FRENCH_PART_2_MONTHS = Parameter(
    "time after the return within which part 2 of the mobility unit is assessed, France",
    Decimal(3), "calendar months", None, "DIJON", "", "Académie de Dijon, the optional mobility unit",
)  # fmt: skip
FRENCH_PARAMETERS = (
    FRENCH_HIGHEST, FRENCH_PASS, FRENCH_CONTROL, FRENCH_PRACTICE, FRENCH_BONUS, FRENCH_OPTIONAL,
    *(parameter for _, parameter in FRENCH_DISTINCTIONS), FRENCH_MOBILITY_PASS, FRENCH_PART_2_MONTHS,
)  # fmt: skip
"""Every number of the French profile, each with its source."""


@dataclass(frozen=True, slots=True)
class GradeProfile:
    """The marks that decide, all on one scale from 0 up.

    Attributes:
        name: what the profile is called.
        highest: the highest grade of the scale; the lowest is 0.
        pass_mark: passed from this mean on, compared exactly.
        control_mark: from this mean on, and below the pass mark, a control examination is open.
        practice_mark: the grade in professional practice that the control examination asks for besides.
        bonus_mark: what a grade in an optional unit has above it is added to the sum.
        most_optional: how many optional units may add something.
        distinctions: by falling mean, the distinction and the mean from which it is given.
        mobility_mark: the grade in the mobility unit from which its certificate is issued, where the diploma is
            obtained too.
        part_2_months: within so many calendar months of the return, part 2 of the mobility unit is assessed.
        citation: where the pass mark stands.
    """

    name: str
    highest: Fraction
    pass_mark: Fraction
    control_mark: Fraction
    practice_mark: Fraction
    bonus_mark: Fraction
    most_optional: int
    distinctions: tuple[tuple[str, Fraction], ...]
    mobility_mark: Fraction
    part_2_months: int
    citation: str

    def on_scale(self, highest: Decimal | Fraction) -> GradeProfile:
        """Gives the same profile on another scale, every mark in proportion.

        Args:
            highest: the highest grade of the other scale, above 0; the lowest is 0.

        Raises:
            ValueError: the highest grade is not above 0, or no number.

        >>> FRENCH.on_scale(Decimal(100)).pass_mark
        Fraction(50, 1)
        """
        if isinstance(highest, Decimal) and not highest.is_finite():
            raise ValueError(f"a scale up to {highest} is none: its highest grade must be a number")
        if highest <= 0:
            raise ValueError(f"a scale from 0 to {highest} is none: its highest grade must be above 0")
        ratio = Fraction(highest) / self.highest
        return replace(
            self,
            highest=self.highest * ratio,
            pass_mark=self.pass_mark * ratio,
            control_mark=self.control_mark * ratio,
            practice_mark=self.practice_mark * ratio,
            bonus_mark=self.bonus_mark * ratio,
            distinctions=tuple((name, mark * ratio) for name, mark in self.distinctions),
            mobility_mark=self.mobility_mark * ratio,
        )


FRENCH = GradeProfile(
    name="France, vocational baccalaureate",
    highest=Fraction(FRENCH_HIGHEST.value),
    pass_mark=Fraction(FRENCH_PASS.value),
    control_mark=Fraction(FRENCH_CONTROL.value),
    practice_mark=Fraction(FRENCH_PRACTICE.value),
    bonus_mark=Fraction(FRENCH_BONUS.value),
    most_optional=int(FRENCH_OPTIONAL.value),
    distinctions=tuple((name, Fraction(parameter.value)) for name, parameter in FRENCH_DISTINCTIONS),
    mobility_mark=Fraction(FRENCH_MOBILITY_PASS.value),
    part_2_months=int(FRENCH_PART_2_MONTHS.value),
    citation=FRENCH_PASS.citation,
)
"""The profile of the pilot project MEN-ECVET. Its own brochure says "more than 10"; the law says 10 or more."""
