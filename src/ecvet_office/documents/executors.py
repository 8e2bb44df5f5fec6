"""Where documents are made: in this process, in processes of this PC, or on a cluster that the user names."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from ecvet_office.model.errors import UsageError

MOST_PROCESSES = 61
"""Windows waits for no more processes at a time."""

CONNECTING = 30  # seconds until a cluster has to answer


class ThisProcess(Executor):
    """Runs what is submitted at once, here."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Calls the function and gives its result as a future that is done.

        Raises:
            Exception: whatever the function raises, at once: there is nothing else under way that could go on.
        """
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def local_executor(jobs: int) -> Iterator[Executor]:
    """Gives an executor on this PC; one job needs no process of its own.

    Args:
        jobs: how many documents are made at a time, from 1 to MOST_PROCESSES.
    """
    if jobs == 1:
        yield ThisProcess()
        return
    # Every system starts processes afresh, as Windows does: a copy of a process with threads may hang.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=end_with_parent)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def end_with_parent() -> None:
    """Lets a worker process end at once when the program that started it is killed, and leave Ctrl+C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def cluster_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """Gives an executor on a Dask cluster and the number of threads that it has; the data go there.

    Args:
        address: of its scheduler, as `tcp://10.0.0.5:8786`.

    Raises:
        UsageError: the library is not installed, or no scheduler answers.
    """
    try:
        distributed = import_module("distributed")  # an optional library, and slow to load
    except ModuleNotFoundError as error:
        raise UsageError("--scheduler needs the library distributed: pip install ecvet-office[dask]") from error
    try:
        client = distributed.Client(address, timeout=CONNECTING, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"no scheduler answers at {address}: {error}") from error
    with client:
        executor: Executor = client.get_executor(pure=False)
        yield executor, max(1, sum(client.nthreads().values()))
