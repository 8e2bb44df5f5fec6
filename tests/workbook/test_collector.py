"""The garbage collector rests while a workbook is read and judged, and is afterwards as it was before."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ecvet_office.evaluation import evaluate
from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook.collector import collector_paused, records_kept_to_the_end, records_left_alone
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Sheets


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    was_running = gc.isenabled()
    gc.enable()
    yield
    if not was_running:
        gc.disable()


def test_the_collector_rests_and_runs_again() -> None:
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_records_kept_to_the_end_are_not_looked_through_once_the_collector_runs_again() -> None:
    gc.collect()
    looked = gc.get_stats()[0]["collections"]
    with records_kept_to_the_end():
        made = [[number] for number in range(10_000)]
    assert len(made) == 10_000
    assert gc.isenabled()
    assert gc.get_stats()[0]["collections"] == looked
    gc.unfreeze()


def test_nothing_is_kept_to_the_end_of_what_could_not_be_read(tmp_path: Path) -> None:
    gc.unfreeze()
    with pytest.raises(UnreadableFileError), records_kept_to_the_end():
        read(tmp_path / "nothing.xlsx")
    assert gc.get_freeze_count() == 0
    assert gc.isenabled()


def test_a_collector_that_rested_before_goes_on_resting() -> None:
    gc.disable()
    with collector_paused():
        pass
    assert not gc.isenabled()


def test_the_collector_runs_again_after_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        read(tmp_path / "nothing.xlsx")
    assert gc.isenabled()


def test_the_collector_runs_again_after_judging() -> None:
    assert [one.code for one in evaluate(Sheets("", ()), date(2026, 1, 15)).findings]
    assert gc.isenabled()


def test_what_there_is_already_is_left_alone_for_a_while() -> None:
    before = gc.get_freeze_count()
    with records_left_alone():
        assert gc.get_freeze_count() > before
    assert gc.get_freeze_count() == 0
