"""How checks are registered, run and weighed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from ecvet_office.law.pages import all_pages, page
from ecvet_office.model.errors import RuleBookError
from ecvet_office.model.findings import Severity
from ecvet_office.model.qualifications import Qualification, Unit, UnitPoints
from ecvet_office.model.register import Register
from ecvet_office.model.settings import ERASMUS_ONLY, STRICT, Settings
from ecvet_office.model.stages import Stage
from ecvet_office.rules.catalogue import CHECKS, Breach, check, run_checks, weigh

ON = date(2026, 1, 15)
FAULTY = Register(
    qualifications=(Qualification(id="Q1", title="Electrician", points=Decimal(60)),),
    units=(Unit(id="U1"),),
    unit_points=(UnitPoints(qualification="Q1", unit="U1", points=Decimal(40)),),
)


def nothing(_register: Register, _on: date) -> Iterator[Breach]:
    yield from ()


def test_a_code_takes_one_check_only() -> None:
    with pytest.raises(RuleBookError, match=r"^PT02 has two checks$"):
        check("PT02")(nothing)


def test_registering_a_check_gives_the_function_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHECKS, "ZZ99", nothing)
    monkeypatch.delitem(CHECKS, "ZZ99")
    assert check("ZZ99")(nothing) is nothing
    assert CHECKS.pop("ZZ99") is nothing


def test_findings_come_in_the_order_of_the_codes() -> None:
    codes = [finding.code for finding in run_checks(FAULTY, ON, ["QU01", "PT02"])]
    assert codes == ["PT02", "QU01"]


def test_naming_no_codes_runs_every_check() -> None:
    assert run_checks(FAULTY, ON) == run_checks(FAULTY, ON, sorted(CHECKS))
    assert {"PT02", "QU01"} < {finding.code for finding in run_checks(FAULTY, ON)}


def test_naming_no_code_at_all_finds_nothing() -> None:
    assert run_checks(FAULTY, ON, []) == []


@pytest.mark.parametrize(
    ("stage", "severity"),
    [
        (Stage.SENT, Severity.TODO),
        (Stage.SIGNED, Severity.ERROR),
        (Stage.UNDER_WAY, Severity.ERROR),
        (Stage.WITHDRAWN, None),
        (None, Severity.ERROR),
    ],
)
def test_a_rule_is_a_to_do_before_its_stage_and_silent_after_withdrawal(
    stage: Stage | None, severity: Severity | None
) -> None:
    assert page("AG21").stage is Stage.SIGNED
    assert weigh(page("AG21"), Settings(), stage) is severity


def test_the_lighter_profile_lowers_and_silences_what_its_pages_say() -> None:
    assert weigh(page("AG10"), Settings(profile=STRICT), Stage.SIGNED) is Severity.ERROR
    assert weigh(page("AG10"), Settings(profile=ERASMUS_ONLY), Stage.SIGNED) is None
    assert weigh(page("AG11"), Settings(profile=ERASMUS_ONLY), Stage.SIGNED) is Severity.WARNING


def test_rules_on_points_are_silent_where_points_are_not_used() -> None:
    assert weigh(page("PT02"), Settings(), None) is Severity.ERROR
    assert weigh(page("PT02"), Settings(points=False), None) is None
    assert weigh(page("PT02"), Settings(profile=ERASMUS_ONLY), None) is None
    assert weigh(page("PT02"), Settings(profile=ERASMUS_ONLY, points=True), None) is Severity.WARNING


def test_an_agreement_ready_to_sign_is_held_to_no_rule_of_a_later_stage() -> None:
    later = [one.code for one in all_pages().values() if one.stage is not None and one.stage > Stage.READY_TO_SIGN]
    assert later
    assert {weigh(page(code), Settings(), Stage.READY_TO_SIGN) for code in later} == {Severity.TODO}
