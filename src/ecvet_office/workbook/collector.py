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
    reading itself. What is no longer held is freed at once as ever. Afterwards all there is counts as old: it is looked
    through when much more has been made, and not at the very next object.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            if not gc.get_freeze_count():  # else somebody further out keeps the collector away
                gc.freeze()
                gc.unfreeze()  # into the oldest generation, and with nothing counted as new
            gc.enable()


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
