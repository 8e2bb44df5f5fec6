"""Which of the people on a list become learners, which get an agreement, and which are left to a person, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ecvet_office.model.agreements import Agreement
from ecvet_office.model.learners import Learner
from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage
from ecvet_office.workbook.header_words import plain_word
from ecvet_office.workbook.list_people import ListedPerson, doubles
from ecvet_office.workbook.values import folded


class Fate(StrEnum):
    """What becomes of one row of a list."""

    NEW = "new learner"  # gets a row on Learners, and an agreement
    KNOWN = "known learner"  # has a row already, and gets an agreement
    THERE = "there already"  # has the agreement too: nothing is to be done
    LEFT = "not enrolled"  # a person has to look at it


class Reason(StrEnum):
    """Why a person of a list is not enrolled."""

    NO_NAME = "no name"
    UNREADABLE = "unreadable"
    TWICE = "twice on the list"
    OTHER_PERSON = "other person"  # the id is that of somebody else
    SEVERAL = "several"  # more than one learner bears name and date of birth
    PERHAPS = "perhaps"  # may be a learner, and nothing settles it
    NAME_TAKEN = "name taken"  # cells of the workbook call a learner by this name alone
    OTHER_DAYS = "other days"  # an agreement of the same package is open, with other days
    NO_PACKAGE = "no package"
    TURNED_DAYS = "turned days"  # the last day is before the first


@dataclass(frozen=True, slots=True)
class Stay:
    """What is agreed with a person of a list.

    Attributes:
        package: id; empty where the list names one that is not in the workbook.
        start: the first day, included.
        end: the last day, included.
        home: id of the home institution; empty where it is the coordinating one.
    """

    package: str
    start: date | None = None
    end: date | None = None
    home: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of a list and what becomes of it.

    Attributes:
        person: as the list has it.
        stay: what is agreed.
        fate: what becomes of it.
        learner: id of the learner that it is, or may be; empty for a new one.
        agreement: id of the agreement that is there already, or in the way.
        reason: why it is left to a person; None unless the fate is LEFT.
        about: what the reason speaks of: a row of the list, a field, several ids.
    """

    person: ListedPerson
    stay: Stay
    fate: Fate
    learner: str = ""
    agreement: str = ""
    reason: Reason | None = None
    about: str = ""


NEEDED = ("id", "family_name", "given_names", "date_of_birth", "planned_start", "planned_end")
"""The fields of a list without which it is not sure who is meant, or what is agreed, when they cannot be read."""


def candidates(
    people: Sequence[ListedPerson], stays: Sequence[Stay], register: Register, called: Iterable[str]
) -> list[Candidate]:
    """Tells of each person of a list what becomes of them; nobody is taken for somebody on a likeness.

    A learner is found by id, else by family name, given names and date of birth.

    Args:
        people: of the list, in its order.
        stays: what is agreed with each of them.
        register: the workbook's.
        called: folded, what cells of the workbook call learners by.
    """
    again = {person.row: first.row for person, first in doubles(people)}
    names = frozenset(called)
    found: list[Candidate] = []
    for person, stay in zip(people, stays, strict=True):
        left = _left_by_itself(person, stay, again)
        found.append(left or _settled(_recognised(person, stay, register, names), register))
    return found


def _left_by_itself(person: ListedPerson, stay: Stay, again: dict[int, int]) -> Candidate | None:
    """Gives a row that cannot be enrolled, whatever the workbook says."""
    spoilt = next((field for field in NEEDED if field in person.unread), "")
    if spoilt:
        return _left(person, stay, Reason.UNREADABLE, about=spoilt)
    if person.row in again:
        return _left(person, stay, Reason.TWICE, about=str(again[person.row]))
    if not stay.package:
        return _left(person, stay, Reason.NO_PACKAGE, about=person.text("package"))
    if stay.start and stay.end and stay.end < stay.start:
        return _left(person, stay, Reason.TURNED_DAYS)
    return None


def _left(person: ListedPerson, stay: Stay, reason: Reason, learner: str = "", about: str = "") -> Candidate:
    return Candidate(person, stay, Fate.LEFT, learner, "", reason, about)


# --- who it is --------------------------------------------------------------------------------------------------------


def _recognised(person: ListedPerson, stay: Stay, register: Register, called: frozenset[str]) -> Candidate:
    by_id = next((one for one in register.learners if folded(one.id) == folded(person.text("id"))), None)
    if by_id is not None:
        if _is_somebody_else(person, by_id):
            return _left(person, stay, Reason.OTHER_PERSON, by_id.id)
        return Candidate(person, stay, Fate.KNOWN, by_id.id)
    if not all(person.name):
        return _left(person, stay, Reason.NO_NAME)
    same = [one for one in register.learners if _is_same(person, one)]
    if len(same) == 1:
        return Candidate(person, stay, Fate.KNOWN, same[0].id)
    if same:
        return _left(person, stay, Reason.SEVERAL, about=", ".join(one.id for one in same))
    perhaps = [one.id for one in register.learners if _may_be(person, one)]
    if perhaps:
        return _left(person, stay, Reason.PERHAPS, perhaps[0], ", ".join(perhaps))
    if folded(f"{person.text('given_names')} {person.text('family_name')}") in called:
        return _left(person, stay, Reason.NAME_TAKEN)
    return Candidate(person, stay, Fate.NEW)


def _is_same(person: ListedPerson, learner: Learner) -> bool:
    born = person.day("date_of_birth")
    return born is not None and born == learner.date_of_birth and person.name == _name_of(learner)


def _name_of(learner: Learner) -> tuple[str, str]:
    return folded(learner.family_name or ""), folded(learner.given_names or "")


def _is_somebody_else(person: ListedPerson, learner: Learner) -> bool:
    """Whether the row of a known id tells of another name, or of another day of birth."""
    born = person.day("date_of_birth")
    is_named = all(person.name) and all(_name_of(learner))
    other_name = is_named and not _may_be_called(person, learner)
    return other_name or bool(born and learner.date_of_birth and born != learner.date_of_birth)


def _may_be(person: ListedPerson, learner: Learner) -> bool:
    """Whether the names are alike and no day of birth speaks against it; accents and further names do not."""
    born = person.day("date_of_birth")
    is_other = born is not None and learner.date_of_birth is not None and born != learner.date_of_birth
    return not is_other and _may_be_called(person, learner)


def _may_be_called(person: ListedPerson, learner: Learner) -> bool:
    theirs = [plain_word(one).replace("-", " ").split() for one in person.name]
    ours = [plain_word(one).replace("-", " ").split() for one in _name_of(learner)]
    is_turned = theirs == ours[::-1]
    return is_turned or (theirs[0] == ours[0] and _begins_alike(theirs[1], ours[1]))


def _begins_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    shorter = min(len(one), len(other))
    return bool(shorter) and one[:shorter] == other[:shorter]


# --- which agreement --------------------------------------------------------------------------------------------------


def _settled(candidate: Candidate, register: Register) -> Candidate:
    """Tells whether a known learner has the agreement already, or one that is in its way."""
    if candidate.fate is not Fate.KNOWN:
        return candidate
    stay = candidate.stay
    same = list(_of_package(register, candidate.learner, stay.package))
    there = next((one for one in same if _are_days_of(one, stay)), None)
    if there is not None:
        return replace(candidate, fate=Fate.THERE, agreement=there.id)
    in_the_way = next((one for one in same if one.stage < Stage.RETURNED), None)
    if in_the_way is not None:
        return replace(candidate, fate=Fate.LEFT, agreement=in_the_way.id, reason=Reason.OTHER_DAYS)
    return candidate


def _of_package(register: Register, learner: str, package: str) -> Iterator[Agreement]:
    for agreement in register.agreements_of.get(learner, ()):
        if agreement.package == package and agreement.stage is not Stage.WITHDRAWN:
            yield agreement


def _are_days_of(agreement: Agreement, stay: Stay) -> bool:
    """Whether an agreement is on these days; without days, any that is still open is meant."""
    if stay.start is None and stay.end is None:
        return agreement.stage < Stage.RETURNED
    return (agreement.planned_start, agreement.planned_end) == (stay.start, stay.end)
