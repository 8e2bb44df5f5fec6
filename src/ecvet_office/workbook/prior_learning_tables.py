"""The tables of what learners bring along: files of prior learning, their evidence, and credit on entry to training."""

from __future__ import annotations

from ecvet_office.model.entry_credit import EntryCredit
from ecvet_office.model.learners import WAYS_OF_LEARNING
from ecvet_office.model.prior_learning import Evidence, PriorLearning
from ecvet_office.workbook.columns import choice, day, identity, long, name, ref, refs, text, yes_no
from ecvet_office.workbook.tables import Table

PRIOR_LEARNING: tuple[Table, ...] = (
    Table(
        "PriorLearning", "Prior learning", PriorLearning, "prior_learning",
        (
            identity("F"),
            ref("learner", "Learner", "Learners", help_="The candidate, as on the sheet Learners.", required="WB05"),
            ref("qualification", "Qualification", "Qualifications", help_="Leave empty for the candidate's own."),
            choice("learnt_how", "Learnt how", WAYS_OF_LEARNING, "For the file; it never changes the points."),
            long("learnt_where", "Learnt where", "In which work or activity, and when."),
            day("identified_on", "Identified on", "Step 1: the outcomes to be claimed were found.", "PL01"),
            name("identified_by", "Identified by", help_="Who found them together with the candidate.",
                 required="PL01"),
            day("documented_on", "Documented on", "Step 2: the evidence was complete.", "PL01"),
            name("documented_by", "Documented by", help_="Who took the evidence in.", required="PL01"),
        ),
        ("id",), ("learner",), "F", shown=True,
        about="One file for each candidate. Steps 3 and 4, assessment and certification, stand on the sheets Results "
        "and Decisions, with the words: prior learning.",
    ),
    Table(
        "Evidence", "Evidence", Evidence, "evidence",
        (
            ref("file", "File", "PriorLearning", help_="The candidate's file on the sheet Prior learning.",
                required="WB05"),
            ref("outcome", "Outcome", "Outcomes", help_="The outcome that is claimed.", required="WB05"),
            text("item", "Evidence", "What it is: a reference, a piece of work, a certificate…", "WB05", width=40),
            yes_no("authentic", "Authentic", "Is it the candidate's own?"),
            yes_no("sufficient", "Sufficient", "Does it show the whole outcome?"),
            yes_no("current", "Current", "Does it show what the candidate can do now?"),
            name("checked_by", "Checked by", help_="Who looked at it."),
            day("checked_on", "Checked on"),
            long("remark", "Remark"),
        ),
        shown=True, about="What shows each outcome claimed, and whether it is authentic, sufficient and current.",
    ),
)  # fmt: skip

ENTRY: tuple[Table, ...] = (
    Table(
        "EntryCredits", "Credit on entry", EntryCredit, "entry_credits",
        (
            ref("qualification", "Qualification", "Qualifications", help_="The training that begins.",
                required="WB05"),
            ref("unit", "Unit", "Units", help_="The unit of the training that may be credited.", required="WB05"),
            refs("credited_by", "Credited by", "Units", required="EN01",
                 help_="The units of preparation, all of them needed; another way to the same unit is another row."),
            text("note", "Note", width=36),
        ),
        shown=True, about="Which units of preparation may count for which unit of the training.",
    ),
)  # fmt: skip
