from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from credit.finnish import (
    ALL_UNITS,
    ASSESSED,
    BEFORE,
    NURSE,
    agreed,
    decided,
    earlier,
    finnish_register,
    outcomes_of,
    passed,
    recognised,
)
from ecvet_office.credit.ledger import Ledger, State, ledger
from ecvet_office.model.learners import WAYS_OF_LEARNING
from ecvet_office.model.qualifications import Group
from ecvet_office.model.results import PRIOR_LEARNING, RECOGNISED, REFUSED, VALIDATED


def made(**tables: Any) -> Ledger:
    return ledger(finnish_register(**tables), "L1", NURSE)


units = st.lists(st.sampled_from(ALL_UNITS), unique=True)
two_groups = (
    Group(qualification=NURSE, group="common", at_least=Decimal(1), at_most=Decimal(2)),
    Group(qualification=NURSE, group="vocational", at_least=Decimal(50), at_most=Decimal(100), counted_in="points"),
)
random_results = st.lists(
    st.builds(
        lambda unit, place, achieved, day: passed(
            "L1", outcomes_of(unit)[place], achieved=achieved, date=day and BEFORE + timedelta(days=day)
        )[0],
        st.sampled_from(ALL_UNITS[:4]),
        st.integers(0, 2),
        st.sampled_from([True, True, True, False, None]),
        st.one_of(st.none(), st.integers(1, 5)),
    ),
    max_size=25,
)
random_decisions = st.lists(
    st.builds(
        lambda subject, step, day, by, points: decided(
            "L1", subject, step, day and BEFORE + timedelta(days=day), by=by, points=points, points_rule="rule"
        ),
        st.sampled_from([*ALL_UNITS[:4], "1.1", "2.2", "3.3"]),
        st.sampled_from([VALIDATED, VALIDATED, RECOGNISED, RECOGNISED, REFUSED]),
        st.one_of(st.none(), st.integers(1, 6)),
        st.sampled_from(["P1", "P2", None]),
        st.sampled_from([None, Decimal(2), Decimal(3)]),
    ),
    max_size=20,
)


@given(units, st.sampled_from(ALL_UNITS))
def test_one_more_recognised_unit_never_lowers_points(held: list[str], more: str) -> None:
    before = made(earlier_units=earlier("L1", *held), groups=two_groups)
    after = made(earlier_units=earlier("L1", *held, more), groups=two_groups)
    assert after.points >= before.points
    assert set(after.missing) <= set(before.missing) or not after.eligible
    assert after.eligible or not before.eligible


@given(units, st.lists(st.sampled_from(ALL_UNITS), max_size=4))
def test_each_unit_counts_once_however_often_it_is_recognised(held: list[str], again: list[str]) -> None:
    twice = [one for one in again if one in held]
    results = passed("L1", *(outcome for unit in set(twice) for outcome in outcomes_of(unit)))
    found = made(earlier_units=earlier("L1", *held, *twice), results=results, decisions=recognised("L1", twice))
    assert found.points == made(earlier_units=earlier("L1", *held)).points


@given(random_results, random_decisions, units, st.randoms())
def test_the_order_of_rows_is_irrelevant(
    results: list[Any], decisions: list[Any], held: list[str], random: Any
) -> None:
    tables = {
        "results": results,
        "decisions": decisions,
        "earlier_units": list(earlier("L1", *held)),
        "agreements": [agreed("L1", "U3", id="A"), agreed("L1", "4.1", id="B"), agreed("L1", "U1", "U2", id="C")],
    }
    first = made(**tables, groups=two_groups)
    for rows in tables.values():
        random.shuffle(rows)
    assert made(**tables, groups=two_groups) == first


@given(random_results, random_decisions, units)
def test_points_are_the_sum_of_the_units_that_count(results: list[Any], decisions: list[Any], held: list[str]) -> None:
    found = made(results=results, decisions=decisions, earlier_units=earlier("L1", *held[:2]), groups=two_groups)
    assert found.points == sum(unit.points for unit in found.units if unit.counted)
    for unit in found.units:
        assert unit.counted <= (unit.state is State.RECOGNISED)
        assert (unit.points == 0) or unit.state is State.RECOGNISED
        assert sorted((*unit.achieved, *unit.open)) == sorted(outcomes_of(unit.unit))
        assert (unit.recognised_on is not None) == (unit.state is State.RECOGNISED)


@given(random_results, random_decisions)
def test_a_unit_recognised_by_decision_has_its_whole_chain(results: list[Any], decisions: list[Any]) -> None:
    for unit in made(results=results, decisions=decisions).units:
        if unit.recognised_on is None:
            continue
        days = [one.on for one in decisions if one.subject == unit.unit and one.step == RECOGNISED and one.by]
        assert unit.recognised_on in days
        for outcome in outcomes_of(unit.unit):
            assert any(one.achieved and one.outcome == outcome for one in results)


@given(
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.sampled_from(["1", "20", "pass", None]),
    st.sampled_from(["LA1", PRIOR_LEARNING, None]),
    st.sampled_from(WAYS_OF_LEARNING),
)
def test_points_depend_neither_on_time_nor_on_grade_nor_on_the_way_of_learning(
    before: int, after: int, grade: str | None, context: str | None, way: str
) -> None:
    results = passed("L1", *outcomes_of("U7"), date=ASSESSED - timedelta(days=before), grade=grade, context=context)
    decisions = (
        decided("L1", "U7", VALIDATED, ASSESSED + timedelta(days=after)),
        decided("L1", "U7", RECOGNISED, ASSESSED + timedelta(days=2 * after)),
    )
    found = made(results=results, decisions=decisions, earlier_units=earlier("L1", "U8", learnt_how=way))
    assert found.points == 15
