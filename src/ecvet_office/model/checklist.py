"""What a coordinator notes on the checklist of a stay: what the workbook itself cannot show."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from ecvet_office.model.records import Record

BEFORE, DURING, AFTER = "before", "during", "after"
PHASES = (BEFORE, DURING, AFTER)


class ChecklistEntry(Record):
    """A note on a key action of a stay, or an action of one's own.

    Attributes:
        agreement: id of the agreement of the stay.
        action: a key action in its own words, or any other.
        phase: one of PHASES, of an action of one's own; a key action has its own.
        owner: who does it, where that is not who does it by role.
        due: until when, where that is not the day that follows from the dates of the stay.
        done_on: typed only for what nothing else in the workbook shows.
    """

    table: ClassVar[str] = "ChecklistEntries"

    agreement: str
    action: str
    phase: str | None = None
    owner: str | None = None
    due: dt.date | None = None
    done_on: dt.date | None = None
    remark: str | None = None
