"""Python's garbage collector, at rest while a workbook becomes records, and kept away from them afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keeps the collector from running, and leaves it as it was found, also when something is raised.

    It looks for objects that hold each other, and looks through all there are each time their number has grown by a
    quarter. Rows and records hold none that hold them, so all of this would be in vain; it takes as long again as the
    reading itself. What is no longer held is freed at once as ever.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()


@contextmanager
def records_kept_to_the_end() -> Iterator[None]:
    """Pauses the collector, and keeps it away for good from all there is then: for a process that ends with its work.

    It would look through all new records as soon as it runs again. In a process that goes on and on, such as that of
    the add-in, what only its own parts still hold would never be freed.
    """
    with collector_paused():
        yield
        gc.freeze()


@contextmanager
def records_left_alone() -> Iterator[None]:
    """Keeps the collector away from all there is now; what is made from here on it looks through as ever.

    Whoever makes thousands of documents from a workbook has its records at hand all the while, and to look through
    them again and again takes a third of the time.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
