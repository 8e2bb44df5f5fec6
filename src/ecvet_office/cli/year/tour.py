"""The year from beginning to end, as `ecvet demo --year` plays it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from ecvet_office.cli.console import typed
from ecvet_office.cli.year.abroad import may
from ecvet_office.cli.year.after import june, summer
from ecvet_office.cli.year.before import april, february, march
from ecvet_office.cli.year.playing import Year
from ecvet_office.cli.year.post import can_scan
from ecvet_office.report.plain_text import counted

MONTHS = (february, march, april, may, june, summer)

ABOUT = (
    "A year of a made-up school: 120 learners, 25 partners in nine countries. Lines with $ are commands as you would",
    "type them, with the seconds that they took; lines with * are what people do: in Excel, by post, at the host.",
    "No learner is named here; the names stand in the workbooks and documents.",
)
WITHOUT_SCANS = "Scans are left out: they need further libraries, pip install ecvet-office[scans]."
WHERE = {
    "plan.xlsx": "the workbook at the end of the year; begin with the sheet My learners",
    "workbooks": "the workbook as it was on days of the year",
    "documents": "memoranda, agreements, amendments, assessment sheets, transcripts, Europass Mobility, letters",
    "post": "a folder for each who owes papers, with letters and reminders as e-mail drafts",
    "returned": "what came back, as it came; what was read of it is filed in the folder filed",
    "meeting": "agenda and minutes of the recognition meeting",
    "audit": "the papers of two learners, for an auditor",
}
"""By name in the folder of the year, what lies there."""


def play(group: click.Group, folder: Path, say: Callable[[Iterable[str]], None]) -> Year:
    """Plays the year into a folder, and tells it.

    Args:
        group: the commands.
        folder: new or empty.
        say: prints lines.

    Raises:
        UsageError: a command could not run.
    """
    year = Year(group, folder, say)
    say([*ABOUT, *(() if can_scan() else (WITHOUT_SCANS,))])
    for month in MONTHS:
        month(year)
    seconds = sum(one.seconds for one in year.steps)
    say(["", f"{counted(len(year.steps), 'command')} in {seconds:.0f} seconds of machine work for the whole year.", ""])
    size = max(len(typed(folder / name)) for name in WHERE)
    say([f"    {typed(folder / name).ljust(size)}   {what}" for name, what in WHERE.items()])
    return year
