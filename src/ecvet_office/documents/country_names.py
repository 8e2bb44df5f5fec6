"""Countries by their names in the languages of our documents, and their two-letter codes (ISO 3166-1)."""

from __future__ import annotations

from functools import cache

from babel.core import Locale

from ecvet_office.workbook.values import folded

LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "fi", "pl")
GREECE = "GR"
_CODES_OF_THE_UNION = {"EL": GREECE, "UK": "GB"}  # the European Union writes these two in its own way
_LETTERS = 2


@cache
def _codes() -> dict[str, str]:
    found = {folded(code): name for code, name in _CODES_OF_THE_UNION.items()}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == _LETTERS and code.isalpha():
                found.setdefault(folded(name), code)
                found.setdefault(folded(code), code)
    return found


def country_code(name: str) -> str:
    """Gives the two-letter code of a country by its name or code; empty for what is no country that we know.

    >>> country_code("Finland"), country_code("Suomi"), country_code("el"), country_code("Atlantis")
    ('FI', 'FI', 'GR', '')
    """
    return _codes().get(folded(name), "")
