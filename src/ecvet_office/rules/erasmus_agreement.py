"""Family AG, the nine items without which an Erasmus+ learning agreement is not complete.

The annex of the programme's participant agreement names them; a form of one's own will do if it holds all nine. Most
are asked for by the rules of every agreement; here is what those leave open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.model.agreements import AT_HOME, AT_HOST, Agreement, Package
from ecvet_office.model.register import Register
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.stays import known_term, lacks_term, once_for_each_cell, row_named, terms_row

PROGRAMME = "erasmus"
"""What a document to be issued is called by if it belongs to the programme, in small letters."""

UNSAID = {
    "activity_type": ("of which type the activity is", "Activity type"),
    "mode": ("whether the stay is physical, virtual or blended", "Mode"),
    "monitoring": ("how the stay is monitored and mentored", "Monitoring and mentoring"),
    "host_mentor": ("who is responsible at the host", "Host mentor"),
    "home_mentor": ("who is responsible at home", "Home mentor"),
    "recognition_conditions": ("on which conditions learning should be recognised", "Recognition conditions"),
    "document_issued": ("which documents are to be issued", "Document issued"),
    "reintegration": ("how the learner is taken back in at home", "Reintegration"),
}
"""By field, what is not said where it is empty, and the header of its column; in the order of the nine items."""

RESPONSIBLE = {"host_mentor": AT_HOST, "home_mentor": AT_HOME}
"""By mentor, the word on the sheet Responsible persons of those who may stand in the mentor's place."""


def asks_for_erasmus_agreement(register: Register, agreement: Agreement) -> bool:
    """Whether a stay needs the programme's own learning agreement.

    So in the Erasmus-only profile, and where a document to be issued is one of the programme, such as the complement.
    """
    promised = known_term(register, agreement, "document_issued") or ""
    return register.settings.is_erasmus_only or PROGRAMME in promised.casefold()


def is_of_staff(register: Register, agreement: Agreement) -> bool:
    """Whether a member of staff goes abroad: somebody with a job title on the sheet Learners."""
    participant = register.learner.get(agreement.learner or "")
    return participant is not None and bool(participant.job_title)


@check("AG31")
def required_item_missing(register: Register, _on: date) -> Iterator[Breach]:
    """Finds what an Erasmus+ learning agreement lacks of its nine items, one finding for each cell."""
    found: list[Breach] = []
    for agreement in register.agreement.values():
        if not asks_for_erasmus_agreement(register, agreement):
            continue
        for name, (unsaid, column) in UNSAID.items():
            if lacks_term(register, agreement, name) and not _is_said_elsewhere(register, agreement, name):
                row = terms_row(register, agreement, name)
                facts = {"where": row_named(row), "unsaid": unsaid, "column": column, "sheet": _sheet_of(row)}
                found.append(broken(row.at(name), agreement.stage, **facts))
    yield from once_for_each_cell(found)


def _sheet_of(row: Agreement | Package) -> str:
    return "Agreements" if isinstance(row, Agreement) else "Packages"


def _is_said_elsewhere(register: Register, agreement: Agreement, name: str) -> bool:
    """Whether another cell says it: days of virtual learning, a responsible person, the mentor of a placement."""
    if name == "mode":
        days = ("virtual_from", "virtual_to")
        return any(getattr(agreement, day) or agreement.is_unreadable(day) for day in days)
    if name == "reintegration":
        return is_of_staff(register, agreement)
    if name in RESPONSIBLE:
        return _has_responsible_person(register, agreement, RESPONSIBLE[name]) or (
            name == "host_mentor" and any(one.mentor for one in register.placements if one.agreement == agreement.id)
        )
    return False


def _has_responsible_person(register: Register, agreement: Agreement, place: str) -> bool:
    """Whether somebody is named who sees to the stay at a place; a row that could not be read may name one."""
    rows = (row for stay in (agreement.id, agreement.package) for row in register.support_of.get(stay or "", ()))
    return any(row.place == place or row.is_unreadable("place") for row in rows)
