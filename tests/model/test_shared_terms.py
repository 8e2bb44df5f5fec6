"""Agreements that say nothing of their own share what their package says, and never what another agreement says."""

from __future__ import annotations

from ecvet_office.model.agreements import ADDED, DROPPED, AgreedOutcome, Agreement, Package
from ecvet_office.model.qualifications import Outcome, Unit
from ecvet_office.model.register import Register

PACKAGE = Package(id="K1", targets=("U1",), assessor="H3")


def register(*agreements: Agreement, changes: tuple[AgreedOutcome, ...] = ()) -> Register:
    return Register(
        packages=(PACKAGE,),
        units=(Unit(id="U1"),),
        outcomes=(Outcome(id="O1", unit="U1"), Outcome(id="O2", unit="U1"), Outcome(id="O3")),
        agreements=agreements,
        agreed_outcomes=changes,
    )


def test_an_agreement_without_exceptions_says_what_its_package_says() -> None:
    agreement = Agreement(id="A1", package="K1")
    terms = register(agreement).terms(agreement)
    assert (terms.targets, terms.assessor, terms.validator) == (("U1",), "H3", None)


def test_the_exception_of_one_agreement_is_not_another_ones() -> None:
    usual, special = Agreement(id="A1", package="K1"), Agreement(id="A2", package="K1", assessor="H9")
    known = register(usual, special)
    assert [known.terms(one).assessor for one in (special, usual)] == ["H9", "H3"]
    assert known.terms(special).targets == ("U1",)


def test_an_empty_exception_counts_as_none() -> None:
    agreement = Agreement(id="A1", package="K1", assessor=None, targets=())
    terms = register(agreement).terms(agreement)
    assert (terms.targets, terms.assessor) == (("U1",), "H3")


def test_an_agreement_without_a_package_says_its_own() -> None:
    agreement = Agreement(id="A1", targets=("O3",))
    assert register(agreement).terms(agreement).targets == ("O3",)


def test_the_changes_of_one_agreement_are_not_another_ones() -> None:
    usual, changed = Agreement(id="A1", package="K1"), Agreement(id="A2", package="K1")
    changes = (
        AgreedOutcome(agreement="A2", outcome="O1", change=DROPPED),
        AgreedOutcome(agreement="A2", outcome="O3", change=ADDED),
    )
    known = register(usual, changed, changes=changes)
    assert [known.agreed_outcomes_of(one) for one in (changed, usual)] == [("O2", "O3"), ("O1", "O2")]


def test_an_outcome_targeted_alone_and_with_its_unit_is_agreed_once() -> None:
    agreement = Agreement(id="A1", targets=("O2", "U1"))
    assert register(agreement).agreed_outcomes_of(agreement) == ("O2", "O1")
