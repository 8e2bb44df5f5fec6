"""The table of notes on the checklist of each stay."""

from __future__ import annotations

from ecvet_office.model.checklist import PHASES, ChecklistEntry
from ecvet_office.workbook.columns import choice, day, long, ref, text
from ecvet_office.workbook.tables import Table

CHECKLIST: tuple[Table, ...] = (
    Table(
        "ChecklistEntries", "Checklist entries", ChecklistEntry, "checklist_entries",
        (
            ref("agreement", "Agreement", "Agreements", required="WB05"),
            text("action", "Action", "As on the sheet Checklist, or an action of your own.", "WB05", width=44),
            choice("phase", "When", PHASES, "Of an action of your own: before, during or after the stay."),
            text("owner", "Owner", "Only where it is not who does it by role.", width=24),
            day("due", "Due", "Only where it is not the day that follows from the dates of the stay."),
            day("done_on", "Done on", "Only for what nothing else in this workbook shows."),
            long("remark", "Remark"),
        ),
        ("agreement", "action"),
        about="Own actions, other owners and days, and what was done without a trace elsewhere; ecvet update fills the "
        "sheet Checklist.",
    ),
)  # fmt: skip
