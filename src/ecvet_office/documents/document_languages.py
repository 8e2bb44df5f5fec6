"""In which languages a workbook's documents are made where nobody names any."""

from __future__ import annotations

from ecvet_office.documents.wording import languages
from ecvet_office.model.register import Register
from ecvet_office.model.settings import Settings

ENGLISH = "en"
MOST_LANGUAGES = 2  # side by side in one document


def languages_of(settings: Settings) -> str:
    """Gives the languages of documents as `ecvet fill --language` takes them: those of the sheet Settings.

    At most two, the one that prevails first; English where none is named.
    """
    named = dict.fromkeys(code.casefold() for code in settings.languages)
    first = (settings.prevailing_language or "").casefold()
    ordered = sorted(named, key=lambda code: code != first)
    return "+".join(ordered[:MOST_LANGUAGES]) or ENGLISH


def language_of_letters(register: Register, asked: str | None) -> str:
    """Gives the language in which somebody is written to: their own, else the first of the settings that we speak.

    Args:
        register: the workbook's records.
        asked: the code of their language; None where nobody knows it.
    """
    wished = (asked or "", *register.settings.languages)
    return next((code for one in wished if (code := one.strip().casefold()) in languages()), ENGLISH)
