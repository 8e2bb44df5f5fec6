"""The lists of names as the schools' own systems give them: headers, encodings and mistakes of their own."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from ecvet_office.cli.year.made_up import CARERS, COOKS, DAYS, ELECTRICIANS, GUESTS, Pupil, package_names, pupils_of
from ecvet_office.workbook.listing_book import ListingSheet, listing_book

GERMAN = (
    "Klasse", "Familienname", "Vorname", "Geburtsdatm", "Geschlecht", "Staatsangehörigkeit", "Anschrift", "E-Mail",
    "gesetzliche Vertretung 1", "Guardian 1 e-mail", "Guardian 2 name", "Paket", "Bemerkung",
)  # fmt: skip
ENGLISH = (
    "Class", "Surname", "First name", "Date of birth", "Gender", "Nationality", "Address", "E-mail",
    "Guardian 1 name", "Guardian 1 e-mail", "Guardian 2 name", "Package", "Locker",
)  # fmt: skip
OF_THE_STAY = ("Start", "End")
WIDTHS = (8, 20, 20, 14, 10, 14, 30, 32, 24, 30, 24, 34, 8)

NO_SUCH_DAY, WITHOUT_DAY = 7, 21
"""The numbers of an electrician whose day of birth cannot be, and of a carer who bears an electrician's name."""
TWICE = 12
"""The number of the electrician whom the list has twice."""

LATE = "late"


def lists() -> dict[str, bytes]:
    """Gives by file name the lists of the four classes, and the one of those who had to be mended."""
    late = [pupils_of(ELECTRICIANS)[NO_SUCH_DAY - 1], pupils_of(CARERS)[WITHOUT_DAY - 1]]
    mended = [(*_row(one, f"{one.born:%d.%m.%Y}"), *(f"{day:%d.%m.%Y}" for day in DAYS[one.group])) for one in late]
    return {
        f"{ELECTRICIANS}.csv": _electricians(),
        f"{CARERS}.xlsx": _carers(),
        f"{COOKS}.txt": _text(GERMAN, [_row(one, f"{one.born:%d.%m.%Y}") for one in pupils_of(COOKS)], "\t", "utf-16"),
        f"{GUESTS}.csv": _text(ENGLISH, [_row(one, f"{one.born:%Y-%m-%d}") for one in pupils_of(GUESTS)], ",", "utf-8"),
        f"{LATE}.csv": _text((*GERMAN, *OF_THE_STAY), mended, ";", "utf-8-sig"),
    }


def _electricians() -> bytes:
    """Gives a list with a header that is misspelt, a day that cannot be, and somebody who stands in it twice."""
    rows = [
        _row(one, "31.02.2007" if one.number == NO_SUCH_DAY else f"{one.born:%d.%m.%Y}")
        for one in pupils_of(ELECTRICIANS)
    ]
    return _text(GERMAN, [*rows, rows[TWICE - 1]], ";", "utf-8-sig")


def _carers() -> bytes:
    """Gives a list as a workbook; of one learner it does not know the day of birth."""
    rows = tuple(_row(one, "" if one.number == WITHOUT_DAY else one.born.isoformat()) for one in pupils_of(CARERS))
    return listing_book((ListingSheet(CARERS, ENGLISH, rows, WIDTHS),))


def _row(one: Pupil, born: str) -> tuple[str, ...]:
    first, second = (*one.guardians, "", "")[:2]
    return (
        one.group,
        one.family_name,
        one.given_names,
        born,
        one.sex,
        one.nationality,
        one.address,
        one.email,
        first,
        one.guardians_email if first else "",
        second,
        package_names()[one.package],
        "",
    )


def _text(headers: Sequence[str], rows: Sequence[Sequence[str]], delimiter: str, encoding: str) -> bytes:
    stream = StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([headers, *rows])
    return stream.getvalue().encode(encoding)
