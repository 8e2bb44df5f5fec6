"""Who assesses and who decides: what the cases on the pages cannot show."""

from __future__ import annotations

from datetime import date

import ecvet_office.rules.roles  # noqa: F401 # registers the check
from ecvet_office.law.pages import message
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.partners import Partner, Person
from ecvet_office.model.register import Register
from ecvet_office.model.results import VALIDATED, Decision, Result
from ecvet_office.model.settings import Settings
from ecvet_office.rules.catalogue import run_checks

ON = date(2026, 1, 15)


def stay(
    people: tuple[Person, ...], assessor: str | None, decider: str | None, partners: tuple[Partner, ...] = ()
) -> Register:
    return Register(
        settings=Settings(coordinator="HOME"),
        partners=partners,
        people=people,
        agreements=(Agreement(id="A1", learner="L1", assessor=assessor),),
        results=(Result(context="A1", learner="L1", outcome="1.1"),),
        decisions=(Decision(context="A1", learner="L1", subject="1.1", step=VALIDATED, by=decider),),
    )


def messages(register: Register) -> list[str]:
    return [message(one) for one in run_checks(register, ON, ["RE06"])]


def test_people_are_known_by_id_or_by_name() -> None:
    people = (Person(id="H1", name="Jean", institution="HOST"), Person(id="H2", name="Marie", institution="HOST"))
    said = ["Jean of HOST assesses, and Marie of the same institution validated 1.1 of L1"]
    for assessor in ("H1", "Jean"):
        for decider in ("H2", "Marie"):
            assert messages(stay(people, assessor, decider)) == said


def test_a_name_that_two_people_bear_proves_nothing_but_their_ids_do() -> None:
    people = (Person(id="H1", name="Jean", institution="HOST"), Person(id="H2", name="Jean", institution="HOME"))
    assert not messages(stay(people, "Jean", "H1"))
    assert messages(stay(people, "H1", "H1")) == [
        "Jean of HOST assesses, and Jean of the same institution validated 1.1 of L1"
    ]


def test_whoever_has_no_name_is_called_by_id() -> None:
    people = (Person(id="H1", institution="HOST"), Person(id="H2", institution="HOST"))
    nameless = (Partner(id="HOST"),)
    said = ["H1 of HOST assesses, and H2 of the same institution validated 1.1 of L1"]
    assert messages(stay(people, "H1", "H2", nameless)) == said


def test_an_id_goes_before_the_same_word_as_a_name() -> None:
    people = (Person(id="Jean", name="Marie", institution="HOST"), Person(id="H2", name="Jean", institution="HOME"))
    for order in (people, people[::-1]):
        assert messages(stay(order, "Jean", "Marie")) == [
            "Marie of HOST assesses, and Marie of the same institution validated 1.1 of L1"
        ]


def test_an_empty_cell_names_nobody_not_even_the_one_without_a_name() -> None:
    assert not messages(stay((Person(id="H1", institution="HOST"),), None, None))


def test_people_without_an_institution_do_not_belong_together() -> None:
    people = (Person(id="H1", name="Jean"), Person(id="H2", name="Marie"))
    assert not messages(stay(people, "H1", "H2"))
    register = stay(people, "H1", "H2")
    assert not messages(Register(people=people, agreements=register.agreements))
