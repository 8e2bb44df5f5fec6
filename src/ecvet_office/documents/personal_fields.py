"""Which columns of the sheet Learners each kind of document prints, and why: no more than its readers need.

Data minimisation: Regulation (EU) 2016/679, Article 5(1)(c). Run it to write the list anew that lies with the
templates; the tests fill every document and fail where one prints a column that is not stated here.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from ecvet_office.law.packaged import packaged_folder
from ecvet_office.workbook.layout import BY_NAME

LIST_NAME = "personal-data.md"
NAME = ("family_name", "given_names")
REACHED = ("address", "telephone", "email")
GUARDIANS = tuple(f"guardian{number}_{part}" for number in (1, 2) for part in ("name", "address", "telephone", "email"))
GUARDIANS_WITHOUT_ADDRESS = tuple(one for one in GUARDIANS if not one.endswith("address"))


class Printed(NamedTuple):
    """Columns of the sheet Learners that a kind of document prints, by their fields, and why it does."""

    fields: tuple[str, ...]
    why: str


WHO = Printed(NAME, "who it is about")
BORN = Printed(("date_of_birth",), "tells people of one name apart")
POSTED = Printed(("address",), "it is sent by post")

_IS_A_LETTER = (WHO, BORN, POSTED)
_IS_A_DECISION = (*_IS_A_LETTER, Printed(("guardian1_name", "guardian2_name"), "of minors alone: it is for them too"))
_IS_ABOUT_RESULTS = (WHO, BORN)

PERSONAL_FIELDS: Mapping[str, tuple[Printed, ...]] = MappingProxyType(
    {
        "memorandum": (),
        "learning-agreement": (
            WHO,
            BORN,
            Printed(REACHED, "home and host must reach the learner during the stay"),
            Printed(GUARDIANS, "of minors alone: guardians sign, and must be reached"),
        ),
        "erasmus-agreement": (
            WHO,
            Printed(REACHED, "the programme's form asks for them"),
            Printed(GUARDIANS_WITHOUT_ADDRESS, "of minors alone: guardians sign, and must be reached"),
            Printed(("school_year",), "the programme's form asks learners for it"),
            Printed(("job_title",), "the programme's form asks staff for it"),
        ),
        "group-programme": (WHO,),
        "assessment-sheet": _IS_ABOUT_RESULTS,
        "complement": (WHO,),
        "transcript": _IS_ABOUT_RESULTS,
        "europass-mobility": (
            WHO,
            BORN,
            Printed(("address", "nationality"), "the Europass form has rooms for them; empty cells print nothing"),
        ),
        "unit-sheet": (),
        "recognition-letter": _IS_A_DECISION,
        "refusal-letter": _IS_A_DECISION,
        "unit-specification": (),
        "certificate-supplement": (),
        "prior-learning-file": _IS_A_LETTER,
        "entry-letter": _IS_A_LETTER,
        "training-plan": _IS_ABOUT_RESULTS,
        "mobility-attestation": _IS_ABOUT_RESULTS,
        "meeting-agenda": (WHO,),
        "meeting-minutes": (WHO,),
    }
)
"""By kind of document; the learner's id and qualification stand on all that are about one learner."""


def fields_of_kind(document: str) -> frozenset[str]:
    """Gives the columns of the sheet Learners that a kind of document may print, by their fields.

    Raises:
        KeyError: nothing is stated about the kind.
    """
    return frozenset(field for printed in PERSONAL_FIELDS[document] for field in printed.fields)


def personal_list() -> str:
    """Gives the list as Markdown, for data-protection officers."""
    lines = [
        "# Personal data on each document",
        "",
        "What each kind of document prints from the sheet Learners, besides the id and the qualification, and why.",
        "A document carries the values it was made from, and no others. An amendment prints what its agreement does.",
        "",
        "| document | prints | why |",
        "| --- | --- | --- |",
    ]
    headers = {column.key: column.header for column in BY_NAME["Learners"].columns}
    for document, told in PERSONAL_FIELDS.items():
        lines += [f"| {document} | {', '.join(headers[one] for one in fields)} | {why} |" for fields, why in told]
        lines += [] if told else [f"| {document} | nothing | it is about no learner |"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    path = Path(str(packaged_folder("doc_templates"))) / LIST_NAME
    path.write_text(personal_list(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{path.name}\n")
