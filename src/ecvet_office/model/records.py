"""What every record has in common: it is frozen and knows where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, SkipValidation

from ecvet_office.model.places import NOWHERE, Origin, Place


class Record(BaseModel):
    """One row of a table.

    A field is None where its cell is empty or could not be read; whether that is wrong is for the rules to say. Texts
    that documents print may stand in further languages.

    Attributes:
        origin: where the record was read.
        translations: by field, then by language code, the texts in further languages.
    """

    # Each kind of record is made ready when the first of its kind is read: no command needs them all.
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)
    table: ClassVar[str] = ""

    origin: SkipValidation[Origin] = Field(default=NOWHERE, repr=False, exclude=True)
    translations: SkipValidation[Mapping[str, Mapping[str, str]]] = Field(default_factory=dict, repr=False)

    def at(self, name: str) -> Place:
        """Gives the place of a field's cell."""
        return self.origin.at(name)

    def is_unreadable(self, name: str) -> bool:
        """Tells whether the field's cell holds something that could not be read, so that its absence proves nothing."""
        return name in self.origin.unreadable

    def text(self, name: str, language: str = "") -> str:
        """Gives a text in a language, or as first written when no language is asked for; empty where there is none."""
        if language:
            return self.translations.get(name, {}).get(language, "")
        return str(getattr(self, name) or "")
