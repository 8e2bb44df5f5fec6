"""Which papers are still out: who owes what, since when, and what is overdue; as text, data and rows.

Only days that stand on the sheet Papers count. Nobody is said to have been asked, or to have answered, without one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ecvet_office.law.pages import fact_text
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.register import Register
from ecvet_office.model.results import GUARDIAN_1, GUARDIAN_2, HOME, HOST, INTERMEDIARY, LEARNER, Paper
from ecvet_office.model.stages import Stage
from ecvet_office.report.credit import harmless
from ecvet_office.report.plain_text import Paint, counted, table_lines
from ecvet_office.rules.mobility_groups import going
from ecvet_office.rules.signatures import paper_for
from ecvet_office.rules.stays import institution_named

GUARDIANS = {GUARDIAN_1: "guardian1_name", GUARDIAN_2: "guardian2_name"}
HEADER = ("due", "paper", "document", "version", "for", "sent", "reminded", "how it stands")
CSV_HEADER = (
    "ower",
    "party",
    "paper",
    "document",
    "version",
    "for",
    "sent",
    "due",
    "reminded",
    "standing",
    "days overdue",
    "why closed",
)


class Standing(StrEnum):
    """How an open paper stands."""

    OVERDUE = "overdue"
    WAITED_FOR = "waited for"
    TO_SEND = "to be sent"
    CLOSED = "closed"  # the stay was withdrawn, so that nobody owes it any more


@dataclass(frozen=True, slots=True)
class OwedPaper:
    """A paper that did not come back yet.

    Attributes:
        paper: its row.
        ower: who has to sign or return it: the id of an institution or of a learner; the party's word where neither
            is known.
        standing: how it stands.
        days: for how many days it has been overdue; 0 where it is not.
        why_closed: why the stay was withdrawn; empty where it was not, or where nobody wrote why.
    """

    paper: Paper
    ower: str
    standing: Standing
    days: int = 0
    why_closed: str = ""


def owed_papers(register: Register, on: date) -> tuple[OwedPaper, ...]:
    """Gives the papers that are neither returned nor signed, by due day; closed ones and those without a day are last.

    Of several versions the last one counts.

    Args:
        register: the workbook's records.
        on: the day on which due days are judged; a paper is overdue from the day after.
    """
    found = [_owed(register, paper, on) for paper in register.papers if _is_open(register, paper)]
    return tuple(sorted(found, key=lambda one: (one.standing is Standing.CLOSED, one.paper.due or date.max)))


def ower_of(register: Register, paper: Paper) -> str:
    """Gives who has to sign or return a paper; see `OwedPaper`."""
    party, agreement = paper.party or "", _stay_of(register, paper)
    if party in register.partner:
        return party
    learner = agreement.learner if agreement else paper.subject if paper.subject in register.learner else None
    if party == LEARNER or party in GUARDIANS:
        return learner or party
    terms = register.terms(agreement) if agreement else None
    institutions = {
        HOME: register.home(agreement) if agreement else register.settings.coordinator,
        HOST: terms.host if terms else None,
        INTERMEDIARY: terms.intermediary if terms else None,
    }
    return institutions.get(party) or party


def _stay_of(register: Register, paper: Paper) -> Agreement | None:
    """Gives the stay that a paper is about; of a group's paper one of those who go, a withdrawn one if nobody does."""
    subject = paper.subject or ""
    if subject in register.agreement:
        return register.agreement[subject]
    return next(iter(going(register, subject) or register.agreements_in.get(subject, ())), None)


def ower_named(register: Register, ower: str, *, names: bool = False) -> str:
    """Gives who owes a paper in words: an institution by its name, a learner by the id, or by name where asked for."""
    learner = register.learner.get(ower)
    if learner is not None:
        return f"learner {ower} {learner.full_name}" if names else f"learner {ower}"
    return f"{ower} {institution_named(register, ower)}" if ower in register.partner else ower or "nobody named"


def _is_open(register: Register, paper: Paper) -> bool:
    if paper.returned or paper.signed_on or not paper.subject:
        return False
    newest = paper_for(register, paper.document or "", paper.subject, paper.party or "")
    return newest is None or newest is paper


def _owed(register: Register, paper: Paper, on: date) -> OwedPaper:
    ower, agreement = ower_of(register, paper), _stay_of(register, paper)
    if agreement is not None and agreement.stage is Stage.WITHDRAWN:
        return OwedPaper(paper, ower, Standing.CLOSED, why_closed=agreement.withdrawn_because or "")
    if paper.due and paper.due < on:
        return OwedPaper(paper, ower, Standing.OVERDUE, (on - paper.due).days)
    return OwedPaper(paper, ower, Standing.WAITED_FOR if paper.sent else Standing.TO_SEND)


# --- in words ---------------------------------------------------------------------------------------------------------


def owed_text(
    register: Register, owed: Sequence[OwedPaper], paint: Paint, width: int | None, *, names: bool = False
) -> list[str]:
    """Gives a table for each who owes papers, whose paper is due first standing first, and a line on all of them."""
    lines: list[str] = []
    for ower in dict.fromkeys(one.ower for one in owed):
        own = [one for one in owed if one.ower == ower]
        table = table_lines([HEADER, *map(_cells, own)], width=width)
        lines += [paint(ower_named(register, ower, names=names), "strong"), *(f"    {line}" for line in table), ""]
    overdue = sum(one.standing is Standing.OVERDUE for one in owed)
    still = [one for one in owed if one.standing is not Standing.CLOSED]
    total = f"{counted(len(still), 'paper')} open, {overdue} overdue"
    closed = len(owed) - len(still)
    return [*lines, total + (f"; {closed} closed, because the stay was withdrawn" if closed else "")]


def standing_text(one: OwedPaper) -> str:
    """Gives how a paper stands, in words."""
    if one.standing is Standing.OVERDUE:
        unsent = "" if one.paper.sent else ", never sent"
        return f"overdue for {counted(one.days, 'day')}{unsent}"
    if one.standing is Standing.CLOSED:
        return f"closed, withdrawn: {one.why_closed or 'nobody wrote why'}"
    return str(one.standing)


def _cells(one: OwedPaper) -> tuple[str, ...]:
    paper = one.paper
    party = f"{paper.subject} ({paper.party})" if paper.party != one.ower else paper.subject or ""
    version = str(paper.version or "")
    days = (_day(paper.due), paper.number, paper.document or "", version, party, _day(paper.sent))
    return (*days, _day(paper.reminded), standing_text(one))


def _day(day: date | None) -> str:
    return fact_text(day) if day else "-"


# --- data for other programs ------------------------------------------------------------------------------------------


def owed_json(register: Register, owed: Iterable[OwedPaper], *, names: bool = False) -> list[dict[str, object]]:
    """Gives one object for each open paper; days as year-month-day, None where there is none."""
    return [dict(zip(_keys(), _values(register, one, names=names), strict=True)) for one in owed]


def owed_csv(register: Register, owed: Iterable[OwedPaper], *, names: bool = False) -> str:
    """Gives one line for each open paper, as comma-separated text with a header."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("named", *CSV_HEADER))
    for one in owed:
        writer.writerow(
            ["" if value is None else harmless(str(value)) for value in _values(register, one, names=names)]
        )
    return out.getvalue()


def owed_rows(register: Register, owed: Iterable[OwedPaper]) -> Iterator[list[str | date | Decimal | None]]:
    """Gives one row for each open paper, as cells: who owes it, then the columns of the text."""
    for one in owed:
        paper = one.paper
        version = None if paper.version is None else Decimal(paper.version)
        about = (paper.number, paper.document, version, paper.subject, paper.party)
        ower = ower_named(register, one.ower)
        yield [ower, paper.due, *about, paper.sent, paper.reminded, standing_text(one)]


def _keys() -> tuple[str, ...]:
    return tuple(name.replace(" ", "_") for name in ("named", *CSV_HEADER))


def _values(register: Register, one: OwedPaper, *, names: bool) -> tuple[str | int | None, ...]:
    paper = one.paper
    days = (paper.sent, paper.due, paper.reminded)
    return (
        ower_named(register, one.ower, names=names),
        one.ower,
        paper.party,
        paper.number,
        paper.document,
        paper.version,
        paper.subject,
        *(day.isoformat() if day else None for day in days),
        str(one.standing),
        one.days,
        one.why_closed or None,
    )
