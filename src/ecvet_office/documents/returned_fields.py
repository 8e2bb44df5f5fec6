"""Which fields of which documents come back, and the cells that hold what they say.

A further document to be returned is an entry of RETURNED: its single fields, those of its rows, and the paper on which
its signatures are noted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from ecvet_office.documents.assessment_sheet import ROW_KEY
from ecvet_office.model.results import AGREEMENT, COMPLEMENT


class Row(Enum):
    """The row of the workbook that holds what a field says."""

    AGREEMENT = auto()  # the document's own; it states an exception from the package where the two differ
    PAPER = auto()  # of the host, about the agreement
    RESULT = auto()  # of the outcome that the document's row names


@dataclass(frozen=True, slots=True)
class Home:
    """Where a field's text is kept: the row, and the field of its record."""

    row: Row
    column: str


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """What comes back with a kind of document.

    Attributes:
        fields: by the tag without its prefix, the homes of the fields outside of rows.
        row_fields: the same of the fields in repeated rows.
        row_key: the locked field in each of these rows that says which one it is; empty without rows.
        paper: the word of the sheet Papers for the paper on which the host signs; empty where no signature comes back.
    """

    fields: Mapping[str, Home]
    row_fields: Mapping[str, Home] = field(default_factory=dict)
    row_key: str = ""
    paper: str = ""

    def home(self, key: str) -> Home | None:
        """Gives the home of a field; None where it has none."""
        return self.fields.get(key) or self.row_fields.get(key)


SIGNED_BY_HOST = {
    "signs.host.name": Home(Row.PAPER, "signatory"),
    "signs.host.position": Home(Row.PAPER, "position"),
    "signs.host.place": Home(Row.PAPER, "place"),
    "signs.host.date": Home(Row.PAPER, "signed_on"),
}

ACTUAL_DAYS = {
    "actual.start": Home(Row.AGREEMENT, "actual_start"),
    "actual.end": Home(Row.AGREEMENT, "actual_end"),
}

RESULTS = {
    "achieved": Home(Row.RESULT, "achieved"),
    "date": Home(Row.RESULT, "date"),
    "method": Home(Row.RESULT, "method"),
    "assessor": Home(Row.RESULT, "assessor"),
    "grade": Home(Row.RESULT, "grade"),
    "scale": Home(Row.RESULT, "scale"),
    "strong": Home(Row.RESULT, "strong_points"),
    "weak": Home(Row.RESULT, "weak_points"),
    "remark": Home(Row.RESULT, "remark"),
}
"""What a host says of each outcome, wherever it says it."""

RETURNED: Mapping[str, ReturnedForm] = {
    "learning-agreement": ReturnedForm(
        {
            "host.mentor": Home(Row.AGREEMENT, "host_mentor"),
            "host_company": Home(Row.AGREEMENT, "host_company"),
            "activities": Home(Row.AGREEMENT, "activities"),
            "assessor.name": Home(Row.AGREEMENT, "assessor"),
            "assessed_when": Home(Row.AGREEMENT, "assessed_when"),
            "assessment_method": Home(Row.AGREEMENT, "assessment_method"),
            "recorded_how": Home(Row.AGREEMENT, "recorded_how"),
            **SIGNED_BY_HOST,
        },
        paper=AGREEMENT,
    ),
    "erasmus-agreement": ReturnedForm(
        {
            "host.mentor": Home(Row.AGREEMENT, "host_mentor"),
            "activities": Home(Row.AGREEMENT, "activities"),
            "assessor": Home(Row.AGREEMENT, "assessor"),
            "assessed_when": Home(Row.AGREEMENT, "assessed_when"),
            "assessment_method": Home(Row.AGREEMENT, "assessment_method"),
            "recorded_how": Home(Row.AGREEMENT, "recorded_how"),
            **SIGNED_BY_HOST,
        },
        paper=AGREEMENT,
    ),
    "assessment-sheet": ReturnedForm(ACTUAL_DAYS, RESULTS, row_key=ROW_KEY),
    "complement": ReturnedForm(
        {
            **ACTUAL_DAYS,
            "host.mentor": Home(Row.AGREEMENT, "host_mentor"),
            "assessment_method": Home(Row.AGREEMENT, "assessment_method"),
            **SIGNED_BY_HOST,
        },
        RESULTS,
        row_key=ROW_KEY,
        paper=COMPLEMENT,
    ),
}
"""By kind, the documents that come back."""
