"""Whatever people do to a plan, the commands of a year answer in words, and the plan's bytes stay as they are."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.random_plans import Beside, files_beside, random_plan, requests
from ecvet_office.cli import ecvet
from ecvet_office.workbook.reading import read
from workbook.edited_book import Base, base_of
from workbook.example_book import DAY, write_example

OUR_MISTAKE = "this is a mistake in ECVET Office"
SEEDS = int(os.environ.get("ECVET_RANDOM_PLANS", "3"))
"""How many plans; a long run sets more, each of which takes some seconds."""
FIRST = int(os.environ.get("ECVET_RANDOM_PLANS_FROM", "0"))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [*map(str, arguments)])


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_example(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="module")
def base(original: Path) -> Base:
    return base_of(read(original), DAY)


@pytest.fixture(scope="module")
def beside(original: Path) -> Beside:
    def fill(kind: Sequence[str], folder: Path) -> None:
        learners = ("--learner", "L1", "--learner", "L2")
        made = run("fill", kind[0], original, *kind[1:], *learners, "-o", folder, "--on", DAY.isoformat())
        assert made.exit_code == 0, made.output

    return files_beside(original.parent, fill)


def hashes(*folders: Path) -> dict[Path, str]:
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
def test_no_command_of_the_year_breaks_on_a_plan_or_changes_it(
    seed: int, base: Base, original: Path, beside: Beside, tmp_path: Path
) -> None:
    random_ = random.Random(seed)  # noqa: S311 # the same edits every time
    plan, out = tmp_path / "plan.xlsx", tmp_path / "out"
    random_plan(random_, base, original, plan)
    before = hashes(beside.documents, beside.signed) | {plan: hashlib.sha256(plan.read_bytes()).hexdigest()}
    out.mkdir()
    for request in requests(random_, plan, beside, out):
        done = run(*request)
        assert OUR_MISTAKE not in done.output, (request, done.output)
        assert done.exit_code in {0, 1, 2}, (request, done.output)
        assert done.exit_code == 0 or done.output.strip(), request
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in before} == before
