"""The stages of a stay: where it stands decides what is an error and what is still to be done."""

from __future__ import annotations

from enum import IntEnum


class Stage(IntEnum):
    """Where a stay stands, in the order of the year. WITHDRAWN closes everything."""

    DRAFT = 0
    READY_TO_SIGN = 1
    SENT = 2
    SIGNED = 3
    UNDER_WAY = 4
    RETURNED = 5
    DECIDED = 6
    WITHDRAWN = 7

    @property
    def label(self) -> str:
        """The word that stands in the workbook.

        >>> Stage.READY_TO_SIGN.label
        'ready to sign'
        """
        return self.name.replace("_", " ").lower()

    @classmethod
    def of(cls, label: str) -> Stage:
        """Gives the stage of a label; raises KeyError for an unknown one.

        >>> Stage.of("under way")
        <Stage.UNDER_WAY: 4>
        """
        return cls[label.replace(" ", "_").upper()]


STAGE_LABELS = tuple(stage.label for stage in Stage)
