"""What a country fixes about grades: the scale, the marks that decide, and how many optional units may help.

This is arithmetic of national examinations and no part of ECVET: a good grade in one unit makes up for a poor one in
another, while ECVET asks for each unit by itself (2009/C 155/02, Annex II, 1 to 3). The numbers stand in the file of
the country's profile; those of the French mobility unit, which no other country has, stand here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ecvet_office.law.parameters import Parameter

MOBILITY_MARK = Parameter(
    "grade in the mobility unit from which its certificate is issued, France",
    Decimal(10), "grade out of 20", date(2019, 8, 30), "A2019", "article 5", "Order of 30 August 2019 (France)",
)  # fmt: skip
PART_2_MONTHS = Parameter(
    "time after the return within which part 2 of the mobility unit is assessed, France",
    Decimal(3), "calendar months", None, "DIJON", "", "Académie de Dijon, the optional mobility unit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GradeProfile:
    """The marks that decide, all on one scale from 0 up.

    Attributes:
        name: what the profile is called.
        highest: the highest grade of the scale; the lowest is 0.
        pass_mark: passed from this mean on, compared exactly.
        control_mark: from this mean on, and below the pass mark, a control examination is open; the pass mark itself
            where there is no such examination.
        practice_mark: the grade in professional practice that the control examination asks for besides.
        bonus_mark: what a grade in an optional unit has above it is added to the sum.
        most_optional: how many optional units may add something.
        distinctions: by falling mean, the distinction and the mean from which it is given.
        citation: where the pass mark stands.
        numbers: every number as the file gives it, each with its source.
    """

    name: str
    highest: Fraction
    pass_mark: Fraction
    control_mark: Fraction
    practice_mark: Fraction
    bonus_mark: Fraction
    most_optional: int
    distinctions: tuple[tuple[str, Fraction], ...]
    citation: str
    numbers: tuple[Parameter, ...]

    def on_scale(self, highest: Decimal | Fraction) -> GradeProfile:
        """Gives the same profile on another scale, every mark in proportion.

        Args:
            highest: the highest grade of the other scale, above 0; the lowest is 0.

        Raises:
            ValueError: the highest grade is not above 0, or no number.
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
        )


def grade_profile(
    name: str, numbers: dict[str, Parameter], distinctions: tuple[tuple[str, Parameter], ...]
) -> GradeProfile:
    """Puts a profile together from the numbers of a file.

    Args:
        name: what it is called.
        numbers: by the name of the field; `highest` and `pass_mark` are needed. Without a control mark no control
            examination is open, without a bonus mark optional units add nothing.
        distinctions: the name of each, with the mean from which it is given, in any order.

    Raises:
        KeyError: the highest grade or the pass mark is not there.
    """
    highest, pass_mark = numbers["highest"], numbers["pass_mark"]
    falling = sorted(distinctions, key=lambda one: one[1].value, reverse=True)
    return GradeProfile(
        name,
        Fraction(highest.value),
        Fraction(pass_mark.value),
        Fraction(numbers.get("control_mark", pass_mark).value),
        Fraction(numbers["practice_mark"].value if "practice_mark" in numbers else 0),
        Fraction(numbers.get("bonus_mark", highest).value),
        int(numbers["most_optional"].value if "most_optional" in numbers else 0),
        tuple((title, Fraction(mark.value)) for title, mark in falling),
        pass_mark.citation,
        (*numbers.values(), *(mark for _, mark in falling)),
    )
