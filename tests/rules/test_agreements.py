"""What the pages of the rules on agreements cannot say: stages, profiles, shared cells and the order of rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ecvet_office.rules  # noqa: F401 # registers the checks
from ecvet_office.law.pages import Case, all_pages, fix, message
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.learners import Learner
from ecvet_office.model.places import Place
from ecvet_office.model.qualifications import UnitPoints
from ecvet_office.model.register import Register
from ecvet_office.model.settings import ERASMUS_ONLY
from ecvet_office.model.stages import Stage
from ecvet_office.rules.catalogue import broken, run_checks
from ecvet_office.rules.stays import furthest, is_minor, once_for_each_cell
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

TODAY = date(2026, 1, 15)
OF_THE_MEMORANDUM = {f"AG0{number}" for number in range(1, 10)}
CODES = sorted(code for code in all_pages() if code.startswith("AG"))
WRONG = [(code, case) for code in CODES for case in all_pages()[code].cases if case.expected]
OF_A_STAY = [(code, case) for code, case in WRONG if code not in OF_THE_MEMORANDUM | {"AG28"}]
STAGES = {
    "AG03": "sent",
    "AG10": "ready to sign",
    "AG14": "ready to sign",
    "AG15": "ready to sign",
    "AG16": "ready to sign",
    "AG17": "ready to sign",
    "AG21": "signed",
    "AG22": "ready to sign",
    "AG24": "returned",
    "AG26": "returned",
    "AG27": "ready to sign",
    "AG29": "ready to sign",
    "AG31": "ready to sign",
    "AG32": "ready to sign",
    "AG34": "ready to sign",
    "AG35": "ready to sign",
    "AG36": "ready to sign",
    "AG37": "ready to sign",
    "AG38": "ready to sign",
}
OF_A_GROUP = {f"AG{number}" for number in range(35, 40)}
ONLY_WARNED = {"AG08", "AG09", "AG19", "AG23", "AG28", "AG30", "AG32", "AG33", "AG40", *OF_A_GROUP}
LIGHTER_IN_ERASMUS_ONLY = {"AG01", "AG02", "AG03", "AG04", "AG05", "AG06", "AG07", "AG11", "AG12", "AG13"}


def register_of(tables: str) -> Register:
    return parse(sheets_from_markdown(tables))[0]


def at_stage(register: Register, stage: Stage) -> Register:
    agreements = tuple(one.model_copy(update={"status": stage.label}) for one in register.agreements)
    return replace(register, agreements=agreements)


def found(code: str, register: Register) -> list[Finding]:
    return run_checks(register, TODAY, [code])


def said(findings: list[Finding]) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return sorted((str(finding.place), finding.facts) for finding in findings)


def places(findings: list[Finding]) -> list[tuple[str, Severity]]:
    return [(str(finding.place), finding.severity) for finding in findings]


@pytest.mark.parametrize(("code", "case"), OF_A_STAY)
def test_a_withdrawn_stay_is_not_judged(code: str, case: Case) -> None:
    assert found(code, at_stage(register_of(case.tables), Stage.WITHDRAWN)) == []


@pytest.mark.parametrize(("code", "case"), [one for one in OF_A_STAY if one[0] in STAGES.keys() - ONLY_WARNED])
def test_from_its_stage_on_a_rule_is_an_error(code: str, case: Case) -> None:
    severities = {one.severity for one in found(code, at_stage(register_of(case.tables), Stage.of(STAGES[code])))}
    assert severities == {Severity.ERROR}


@pytest.mark.parametrize(("code", "case"), [(code, case) for code, case in OF_A_STAY if code in STAGES])
def test_before_its_stage_a_rule_is_a_to_do(code: str, case: Case) -> None:
    before = at_stage(register_of(case.tables), Stage(Stage.of(STAGES[code]) - 1))
    wrong_at_once = {"both as home", "after its", "before the last day"}
    for finding in found(code, before):
        at_once = any(words in message(finding) for words in wrong_at_once)
        assert finding.severity is (Severity.ERROR if at_once else Severity.TODO)


@pytest.mark.parametrize("code", CODES)
def test_a_rule_holds_from_the_stage_at_which_it_can_be_met(code: str) -> None:
    page = all_pages()[code]
    assert (page.stage.label if page.stage else None) == STAGES.get(code)


@pytest.mark.parametrize("code", CODES)
def test_a_rule_weighs_as_the_profile_has_it(code: str) -> None:
    page = all_pages()[code]
    strict = Severity.WARNING if code in ONLY_WARNED else Severity.ERROR
    lighter = None if code == "AG10" else Severity.WARNING if code in LIGHTER_IN_ERASMUS_ONLY else strict
    assert (page.severity, page.erasmus_only) == (strict, lighter)


def test_points_decide_only_whether_whole_units_need_them() -> None:
    assert [code for code in CODES if all_pages()[code].needs_points] == ["AG18"]


@pytest.mark.parametrize(("code", "case"), WRONG)
def test_message_and_fix_of_every_finding_can_be_printed(code: str, case: Case) -> None:
    for finding in found(code, register_of(case.tables)):
        for text in (message(finding), fix(finding)):
            assert "{" not in text
            assert "None" not in text


@given(st.data())
def test_the_order_of_rows_makes_no_difference(data: st.DataObject) -> None:
    code, case = data.draw(st.sampled_from(OF_A_STAY))
    register = register_of(case.tables)
    shuffled = replace(
        register,
        agreements=tuple(data.draw(st.permutations(register.agreements))),
        learners=tuple(data.draw(st.permutations(register.learners))),
        papers=tuple(data.draw(st.permutations(register.papers))),
        packages=tuple(data.draw(st.permutations(register.packages))),
        placements=tuple(data.draw(st.permutations(register.placements))),
        responsible_persons=tuple(data.draw(st.permutations(register.responsible_persons))),
        mobility_groups=tuple(data.draw(st.permutations(register.mobility_groups))),
        accompanying_persons=tuple(data.draw(st.permutations(register.accompanying_persons))),
        memorandum_partners=tuple(data.draw(st.permutations(register.memorandum_partners))),
    )
    assert said(found(code, shuffled)) == said(found(code, register))


PACKAGE_WITHOUT_VALIDATOR = """
| Packages | id | validator | recogniser |
|          | K1 | | Liisa Laine |
| Agreements | id | package | status |
|            | A1 | K1 | {first} |
|            | A2 | K1 | {second} |
"""


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("draft", "ready to sign", [("Packages!B2", Severity.ERROR)]),
        ("ready to sign", "draft", [("Packages!B2", Severity.ERROR)]),
        ("draft", "draft", [("Packages!B2", Severity.TODO)]),
        ("withdrawn", "draft", [("Packages!B2", Severity.TODO)]),
        ("draft", "withdrawn", [("Packages!B2", Severity.TODO)]),
        ("withdrawn", "decided", [("Packages!B2", Severity.ERROR)]),
        ("withdrawn", "withdrawn", []),
    ],
)
def test_a_cell_shared_by_stays_is_judged_once_at_the_furthest_of_their_stages(
    first: str, second: str, expected: list[tuple[str, Severity]]
) -> None:
    tables = PACKAGE_WITHOUT_VALIDATOR.format(first=first, second=second)
    assert places(found("AG27", register_of(tables))) == expected


def test_a_learner_is_judged_at_the_furthest_stage_of_all_agreements() -> None:
    register = register_of("""
| Learners | id | family name | given names | date of birth | guardian 1 name |
|          | L1 | Rossi | Bruno | 2009-09-02 | |
|          | L2 | | Carla | 2001-01-01 | |
| Agreements | id | learner | status | planned start |
|            | A1 | L1 | draft | 2025-03-03 |
|            | A2 | L1 | signed | 2025-09-01 |
|            | A3 | L2 | sent | 2025-09-01 |
|            | A4 | L2 | withdrawn | 2025-03-03 |
""")
    assert places(found("AG22", register)) == [("Learners!E2", Severity.ERROR)]
    assert places(found("AG15", register)) == [("Learners!B3", Severity.ERROR)]


def test_home_is_asked_for_at_the_furthest_stage_where_settings_have_a_line_for_it() -> None:
    register = register_of("""
| Settings | setting | value |
|          | coordinator | |
| Partners | id |
|          | I1 |
| Agreements | id | host | status |
|            | A1 | I1 | draft |
|            | A2 | I1 | ready to sign |
""")
    assert places(found("AG14", register)) == [("Settings!B2", Severity.ERROR)]


@pytest.mark.parametrize("code", ["AG14", "AG16", "AG24"])
def test_what_is_wrong_whatever_follows_is_an_error_even_in_a_draft(code: str) -> None:
    register = register_of("""
| Partners | id |
|          | I1 |
| Agreements | id | home | host | planned start | planned end |
|            | A1 | I1 | I1 | 2025-03-03 | 2025-03-02 |
| Papers | number | document | for | party | signed on |
|        | P1 | complement | A1 | learner | 2025-03-01 |
|        | P2 | complement | A1 | host | 2025-03-02 |
""")
    assert [one.severity for one in found(code, register)] == [Severity.ERROR]


def test_further_rows_of_an_agreement_are_not_judged_again() -> None:
    register = register_of("""
| Agreements | id | learner | planned start | planned end |
|            | A1 | L1 | 2025-03-03 | 2025-04-11 |
|            | A1 | L1 | 2025-04-01 | 2025-03-11 |
|            | A1 | L1 | 2025-04-01 | 2025-05-09 |
| Learners | id | family name | given names | date of birth |
|          | L1 | Virtanen | Aino | 2006-05-14 |
""")
    assert [one for code in ("AG16", "AG30") for one in found(code, register)] == []


def test_findings_name_learners_by_their_id_alone() -> None:
    learners = (Learner(id="L1", family_name="Secretname", given_names="Hidden"),)
    for code, case in WRONG:
        register = register_of(case.tables)
        if [learner.id for learner in register.learners] == ["L1"]:
            named = [learners[0].model_copy(update={"origin": register.learners[0].origin})]
            texts = [message(one) + fix(one) for one in found(code, replace(register, learners=tuple(named)))]
            assert not any("Secretname" in text or "Hidden" in text for text in texts)


def test_an_outcome_that_stands_nowhere_is_said_elsewhere() -> None:
    register = Register(
        unit_points=(UnitPoints(qualification="Q1", unit="U1"),),
        agreements=(Agreement(id="A1", qualification="Q1", targets=("O7",)),),
    )
    assert found("AG19", register) == []


def test_the_erasmus_only_profile_asks_for_no_memorandum() -> None:
    register = register_of("""
| Settings | setting | value |
|          | profile | Erasmus-only |
| Agreements | id | memorandum | status |
|            | A1 | | signed |
""")
    assert register.settings.profile == ERASMUS_ONLY
    assert found("AG10", register) == []


@pytest.mark.parametrize(
    ("born", "day", "minor"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (date(2008, 2, 29), date(2026, 3, 1), False),
        (date(2007, 3, 3), date(2025, 3, 2), True),
        (date(2007, 3, 3), date(2025, 3, 3), False),
        (date(2007, 3, 3), date(2025, 3, 4), False),
    ],
)
def test_a_learner_is_of_age_on_the_birthday(born: date, day: date, minor: bool) -> None:
    assert is_minor(Register(), Learner(id="L1", date_of_birth=born), day) is minor


def test_what_has_no_stage_is_said_once_too() -> None:
    twice = [broken(Place("Packages", 2, "B"), where="package K1")] * 2
    assert list(once_for_each_cell(twice)) == twice[:1]


def test_other_facts_at_the_same_cell_are_another_finding() -> None:
    place = Place("Packages", 2, "B")
    found_twice = [broken(place, Stage.SENT, unit="U1"), broken(place, Stage.DRAFT, unit="U2")]
    assert list(once_for_each_cell(found_twice)) == found_twice


def test_no_stage_is_the_furthest_of_none() -> None:
    assert furthest([]) is None


def test_withdrawn_is_the_furthest_only_of_withdrawn_stays() -> None:
    assert furthest([Stage.WITHDRAWN]) is Stage.WITHDRAWN
    assert furthest([Stage.WITHDRAWN, Stage.DRAFT]) is Stage.DRAFT
    assert furthest([Stage.SIGNED, Stage.SENT]) is Stage.SIGNED
