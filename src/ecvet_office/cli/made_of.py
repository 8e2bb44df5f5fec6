"""What each document is made of, in words: for whoever asked for one and got none."""

from __future__ import annotations

from collections.abc import Collection, Sequence

_STAY = "an agreement on the sheet Agreements that is not withdrawn"
_ASSESSED_STAY = "an agreement with a result on the sheet Results"
MADE_OF = {
    "memorandum": "a row on the sheet Memoranda",
    "learning-agreement": _STAY,
    "erasmus-agreement": _STAY,
    "group-programme": "a row on the sheet Mobility groups that an agreement names in its column Group",
    "assessment-sheet": _STAY,
    "complement": f"{_STAY}, and has ended or has a result",
    "transcript": _ASSESSED_STAY,
    "europass-mobility": _ASSESSED_STAY,
    "unit-sheet": "a row on the sheet Units",
    "recognition-letter": "a row on the sheet Decisions that says recognised, by whom, and on which day",
    "refusal-letter": "a row on the sheet Decisions that says refused, by whom, and on which day",
    "unit-specification": "a course on the sheet Courses with units on the sheet Course topics",
    "certificate-supplement": "a row on the sheet Courses",
    "prior-learning-file": "a row on the sheet Prior learning",
    "meeting-agenda": "a day on which something was decided (for a coming meeting: ecvet meeting --on DATE -o FOLDER)",
    "meeting-minutes": "a row on the sheet Decisions that says what was decided, by whom, and on which day",
}
"""By document, the rows without which there is none of it."""


def nothing_to_write(documents: Sequence[str], learners: Collection[str]) -> str:
    """Gives the line that says why nothing was made.

    Args:
        documents: what was asked for.
        learners: the ids of those for whom; none for all.
    """
    of_whom = f" of {', '.join(learners)}" if learners else ""
    made_of = MADE_OF.get(documents[0]) if len(documents) == 1 else None
    if made_of is None:
        return f"nothing to write: the workbook has no memorandum, agreement or result{of_whom} that was asked for"
    return f"nothing to write: the {documents[0]} is made of {made_of}, and the workbook has none{of_whom}"
