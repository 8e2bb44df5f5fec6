"""An extract holds one partner's stays, the few fields that it needs of learners, and nobody else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecvet_office.cli import ecvet
from ecvet_office.evaluation import evaluate
from ecvet_office.exchange.partner_extract import extract
from ecvet_office.model.errors import UsageError
from ecvet_office.model.register import Register
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.reading import read
from exchange.learners_traced import text_of_all_parts

DAY = date(2026, 1, 15)
PARTNER = "I2"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    write_new("mobility", tmp_path / "plan.xlsx", example=True)
    return tmp_path / "plan.xlsx"


def register_of(path: Path) -> Register:
    return evaluate(read(path), DAY).register


def test_only_the_stays_with_the_partner_and_their_learners_are_in_it(plan: Path) -> None:
    whole = register_of(plan)
    done = extract(plan, PARTNER, plan.with_name("lyon.xlsx"))
    part = register_of(done.path)
    stays = {one.id for one in whole.agreements if whole.terms(one).host == PARTNER}
    assert {one.id for one in part.agreements} == stays
    assert {one.id for one in part.learners} == {whole.agreement[one].learner for one in stays}
    assert {one.learner for one in part.results} <= {one.id for one in part.learners}
    assert part.settings.coordinator == whole.settings.coordinator
    assert [one.id for one in part.units] == [one.id for one in whole.units]


def test_of_learners_only_the_least_is_handed_on(plan: Path) -> None:
    done = extract(plan, PARTNER, plan.with_name("lyon.xlsx"))
    whole, part = register_of(plan), register_of(done.path)
    for one in part.learners:
        old = whole.learner[one.id]
        assert (one.full_name, one.date_of_birth) == (old.full_name, old.date_of_birth)
        assert (one.address, one.email, one.telephone, one.guardian1_name, one.sex) == (None,) * 5
        assert not old.email or old.email not in text_of_all_parts(done.path)
    assert any(line.startswith("Learners: Sex, Nationality, Address") for line in done.left_out)


def test_no_other_learner_is_named_in_any_part(plan: Path) -> None:
    done = extract(plan, PARTNER, plan.with_name("lyon.xlsx"))
    text = text_of_all_parts(done.path)
    chosen = {one.id for one in register_of(done.path).learners}
    others = [one for one in register_of(plan).learners if one.id not in chosen]
    assert others
    assert [one.id for one in others if one.full_name in text] == []
    assert done.remains == ()


def test_every_name_in_it_leads_somewhere(plan: Path) -> None:
    done = extract(plan, PARTNER, plan.with_name("lyon.xlsx"))
    assert [one for one in evaluate(read(done.path), DAY).findings if one.code == "WB08"] == []


def test_a_partner_without_a_stay_and_one_that_is_not_there_are_refused(plan: Path) -> None:
    with pytest.raises(UsageError, match="no partner I99"):
        extract(plan, "I99", plan.with_name("out.xlsx"))
    idle = next(one for one in register_of(plan).partner if one not in {PARTNER, "I3"})
    with pytest.raises(UsageError, match="no package and no agreement"):
        extract(plan, idle, plan.with_name("out.xlsx"))
    assert not plan.with_name("out.xlsx").exists()


def test_the_command_says_what_is_in_it(plan: Path) -> None:
    done = CliRunner().invoke(ecvet, ["extract", str(plan), "--partner", PARTNER, "-o", str(plan.with_name("l.xlsx"))])
    assert done.exit_code == 0
    assert "Learners 3" in done.output
