"""Making thousands of documents: on this PC or on a cluster, with a bar, a list, and going on after a stop."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from ecvet_office.cli.console import note
from ecvet_office.cli.paper_run import Order, PaperRun, ready
from ecvet_office.documents.bulk import make_in_bulk
from ecvet_office.documents.executors import cluster_executor, local_executor
from ecvet_office.documents.filling import subjects_of
from ecvet_office.documents.manifest import CSV_NAME
from ecvet_office.evaluation import Evaluation

LEAVES = """\
--scheduler: what these documents say, names and dates of birth among it, leaves this PC for the cluster at {address}"""


@dataclass(frozen=True, slots=True)
class Where:
    """Where documents are made.

    Attributes:
        jobs: how many at a time on this PC.
        scheduler: address of the scheduler of a Dask cluster; None for this PC.
    """

    jobs: int
    scheduler: str | None = None


def make_with_list(evaluation: Evaluation, order: Order, folder: Path, where: Where) -> PaperRun:
    """Makes the documents of an order with a list of them, and shows a bar on a terminal.

    Raises:
        UsageError: for an unknown document, language or learner, or a cluster that does not answer.
        UnwritableFileError: where a file cannot be written; the same call goes on from there.
    """
    run = PaperRun()
    with ExitStack() as stack:
        if where.scheduler:
            note(LEAVES.format(address=where.scheduler))
            executor, workers = stack.enter_context(cluster_executor(where.scheduler))
        else:
            executor, workers = stack.enter_context(local_executor(where.jobs)), where.jobs
        progress = stack.enter_context(_progress(evaluation, order))
        bulk = make_in_bulk(
            ready(evaluation, order, run),
            folder,
            executor,
            workers=workers,
            sees_this_disk=where.scheduler is None,
            progress=progress,
        )
    run.made, run.done_before, run.left = bulk.made + bulk.done_before, bulk.done_before, bulk.left
    return run


@contextmanager
def _progress(evaluation: Evaluation, order: Order) -> Iterator[Callable[[int], object]]:
    """Gives what is told how many more documents are done: a bar on a terminal, else nothing."""
    if not sys.stderr.isatty():  # the report goes to standard output, which may be a file
        yield lambda _: None
        return
    total = sum(len(subjects_of(name, evaluation, order.learners)) for name in order.documents)
    with click.progressbar(length=total, label=", ".join(order.documents), file=sys.stderr, show_pos=True) as bar:
        yield bar.update
        bar.update(total - bar.pos)  # those held back


def list_lines(run: PaperRun, folder: Path) -> Iterator[str]:
    """Gives the lines on what was there before, and on where the list is."""
    if run.done_before:
        yield f"{run.done_before} of them were there already, made from the same data"
    if run.made:
        yield f"the list of them is {folder / CSV_NAME}"
