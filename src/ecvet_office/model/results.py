"""Assessment by the host, then validation and recognition by the home institution; and the papers that prove it."""

from __future__ import annotations

import datetime as dt  # one of the fields is called date
from decimal import Decimal
from typing import ClassVar

from ecvet_office.model.records import Record

PRIOR_LEARNING = "prior learning"
VALIDATED, RECOGNISED, REFUSED = "validated", "recognised", "refused"
STEPS = (VALIDATED, RECOGNISED, REFUSED)

MEMORANDUM, AGREEMENT, COMPLEMENT, TRANSCRIPT, EUROPASS = (
    "memorandum",
    "learning agreement",
    "complement",
    "transcript",
    "Europass Mobility",
)
RECOGNITION_LETTER, REFUSAL_LETTER, ENTRY_LETTER = "recognition letter", "refusal letter", "entry letter"
AMENDMENT, ASSESSMENT_SHEET, GROUP_PROGRAMME = "amendment", "assessment sheet", "group programme"
DOCUMENTS = (
    MEMORANDUM,
    AGREEMENT,
    AMENDMENT,
    GROUP_PROGRAMME,
    ASSESSMENT_SHEET,
    COMPLEMENT,
    TRANSCRIPT,
    EUROPASS,
    RECOGNITION_LETTER,
    REFUSAL_LETTER,
    ENTRY_LETTER,
)
HOME, HOST, LEARNER, GUARDIAN_1, GUARDIAN_2, INTERMEDIARY = (
    "home",
    "host",
    "learner",
    "guardian 1",
    "guardian 2",
    "intermediary",
)
PARTIES = (HOME, HOST, LEARNER, GUARDIAN_1, GUARDIAN_2, INTERMEDIARY)


class Result(Record):
    """What the assessor found for one outcome of one learner.

    Attributes:
        context: id of the agreement, or `prior learning`.
        achieved: whether the outcome was reached; a grade never changes the points.
        deviation: how the assessment or the outcome differs from what was agreed.
    """

    table: ClassVar[str] = "Results"

    context: str | None = None
    learner: str
    outcome: str
    achieved: bool | None = None
    method: str | None = None
    date: dt.date | None = None
    assessor: str | None = None
    grade: str | None = None
    scale: str | None = None
    evidence: str | None = None
    strong_points: str | None = None
    weak_points: str | None = None
    deviation: str | None = None
    remark: str | None = None


class Decision(Record):
    """A step of the home institution, by a named person on a date: never inferred (2009/C 155/02, recital 15).

    Attributes:
        subject: id of a unit, or of a single outcome.
        points: other points than the table's, with `points_rule` as the reason.
        points_there: points of another system from which these were converted; `system` says of which.
    """

    table: ClassVar[str] = "Decisions"

    learner: str
    qualification: str | None = None
    subject: str
    context: str | None = None
    step: str | None = None
    by: str | None = None
    on: dt.date | None = None
    reason: str | None = None
    points: Decimal | None = None
    points_rule: str | None = None
    points_there: Decimal | None = None
    system: str | None = None


class Paper(Record):
    """A document for one party: made, sent, returned, signed.

    Attributes:
        subject: id of the agreement, the memorandum, the learner or the mobility group that the paper is about.
        party: who signs: one of PARTIES for an agreement, the id of an institution for a memorandum.
        signed_on: typed or read back, never invented.
    """

    table: ClassVar[str] = "Papers"

    number: str
    document: str | None = None
    version: int | None = None
    subject: str | None = None
    party: str | None = None
    sent: dt.date | None = None
    due: dt.date | None = None
    reminded: dt.date | None = None
    returned: dt.date | None = None
    signatory: str | None = None
    position: str | None = None
    place: str | None = None
    signed_on: dt.date | None = None
    signature_kind: str | None = None
    file: str | None = None
