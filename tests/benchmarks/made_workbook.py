"""A year's mobility workbook of any size, the same cells whenever it is made: `python made_workbook.py FILE LEARNERS`.

Every learner goes abroad once for five units of five outcomes, so a learner is 25 assessments; each unit is then
validated and recognised, and a sixth is still to come at home. References are written as drop-downs put them into
cells, the id with the name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from ecvet_office.model.results import AGREEMENT, HOME, HOST, LEARNER, MEMORANDUM
from ecvet_office.workbook.columns import header_of
from ecvet_office.workbook.labels import label_of
from ecvet_office.workbook.layout import BY_NAME, SETTINGS, VERSION, VERSION_PROPERTY

Value = str | int | date
Fields = Mapping[str, Value]

UNITS, UNITS_ABROAD, OUTCOMES_IN_UNIT = 6, 5, 5
RESULTS_OF_LEARNER = UNITS_ABROAD * OUTCOMES_IN_UNIT
LEARNERS_TO_A_MISTAKE = 200  # one learner in so many has a day that cannot be read
FAMILY_NAMES = ("Virtanen", "Laine", "Niemi", "Koski", "Saarinen", "Heikkilä", "Mäkinen", "Järvinen", "Rahimi", "Salo")
GIVEN_NAMES = ("Aino", "Bruno", "Carla", "Daniel", "Elsa", "Farid", "Greta", "Helmi", "Ilmari", "Jonna", "Kaisa")
FIRST_DAY, STAY = date(2025, 1, 6), timedelta(days=27)
MADE_ON = date(2024, 9, 2)  # so that the file does not depend on the clock


def write_workbook(path: Path, learners: int) -> None:
    """Writes the workbook as XlsxWriter does, which is much as Excel does: shared texts, one Excel table to a sheet."""
    with Workbook(path) as book:
        book.set_properties({"created": MADE_ON})
        book.set_custom_property(VERSION_PROPERTY, VERSION, "number")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in _tables(learners).items():
            table = BY_NAME[name]
            sheet = book.add_worksheet(table.title)
            sheet.add_table(
                0, 0, max(len(rows), 1), len(table.columns) - 1,
                {"name": name, "columns": [{"header": header_of(column)} for column in table.columns]},
            )  # fmt: skip
            places = {column.key: number for number, column in enumerate(table.columns)}
            for number, row in enumerate(rows, start=1):
                for key, value in row.items():
                    if isinstance(value, date):
                        sheet.write_datetime(number, places[key], value, day)
                    else:
                        sheet.write(number, places[key], value)


def _tables(learners: int) -> dict[str, list[Fields]]:
    """Gives the rows of each table in the order of the sheets."""
    return {
        "Settings": _settings(),
        "Learners": [_learner(number) for number in range(1, learners + 1)],
        "Packages": [_package()],
        "Agreements": [_agreement(number) for number in range(1, learners + 1)],
        "Results": [row for number in range(1, learners + 1) for row in _results(number)],
        "Papers": [*_memorandum_papers(), *(row for number in range(1, learners + 1) for row in _papers(number))],
        "Partners": [
            {"id": "I1", "name": "Satakunta Example Vocational College", "country": "Finland", "city": "Pori"},
            {"id": "I2", "name": "Lycée professionnel Exemple", "country": "France", "city": "Lyon"},
        ],
        "People": [
            {"id": "H1", "name": "Maija Heino", "institution": "I1", "may_sign": "no"},
            {"id": "H2", "name": "Risto Aalto", "institution": "I1", "may_sign": "yes"},
            {"id": "H3", "name": "Claire Martin", "institution": "I2", "may_sign": "yes"},
        ],
        "Qualifications": [_qualification()],
        "Units": [_unit(unit) for unit in range(1, UNITS + 1)],
        "UnitPoints": [{"qualification": "Q1", "unit": f"U{unit}", "points": 10} for unit in range(1, UNITS + 1)],
        "Outcomes": [_outcome(number) for number in range(1, UNITS * OUTCOMES_IN_UNIT + 1)],
        **_memorandum(),
        "Decisions": [row for number in range(1, learners + 1) for row in _decisions(number)],
    }


def _settings() -> list[Fields]:
    values = {"profile": "strict ECVET", "coordinator": "I1", "programme": "Erasmus+", "languages": "en"}
    return [{"setting": one.header, "value": values[one.key]} for one in SETTINGS if one.key in values]


def _learner(number: int) -> Fields:
    return {
        "id": f"L{number}",
        "family_name": _family_name(number),
        "given_names": _given_names(number),
        "date_of_birth": date(2004, 1, 1) + timedelta(days=number % 700),
        "nationality": "Finnish",
        "address": f"Rantatie {number}, 28100 Pori",
        "email": f"l{number}@satakunta.example",
        "class_name": f"E{number % 40}",
        "qualification": "Q1 · Electrician",
    }


def _family_name(number: int) -> str:
    return FAMILY_NAMES[number % len(FAMILY_NAMES)]


def _given_names(number: int) -> str:
    """Gives names that together with the family name are one learner's alone, as a school's mostly are."""
    return f"{GIVEN_NAMES[number % len(GIVEN_NAMES)]} {number}"


def _name(number: int) -> str:
    return label_of(f"L{number}", f"{_given_names(number)} {_family_name(number)}")


def _package() -> Fields:
    return {
        "id": "K1",
        "name": "Four weeks in Lyon",
        "host": "I2",
        "host_company": "Électricité Exemple",
        "qualification": "Q1",
        "targets": "; ".join(f"U{unit}" for unit in range(1, UNITS_ABROAD + 1)),
        "activities": "Four weeks with a team of fitters, weekly reflection at the lycée.",
        "assessment_method": "practical test",
        "assessor": "H3",
        "validator": "H1",
        "recogniser": "H2",
    }


def _agreement(number: int) -> Fields:
    first = _first_day(number)
    return {
        "id": f"A{number}",
        "learner": _name(number),
        "package": "K1 · Four weeks in Lyon",
        "memorandum": "M1",
        "status": "decided",
        "planned_start": first,
        "planned_end": first + STAY,
    }


def _first_day(number: int) -> date:
    return FIRST_DAY + timedelta(weeks=number % 8)


def _results(number: int) -> Iterator[Fields]:
    last = _first_day(number) + STAY
    stay, name = label_of(f"A{number}", _name(number)), _name(number)
    for outcome in range(1, RESULTS_OF_LEARNER + 1):
        is_mistyped = outcome == 1 and number % LEARNERS_TO_A_MISTAKE == 0
        yield {
            "context": stay,
            "learner": name,
            "outcome": label_of(f"O{outcome}", _outcome_text(outcome)),
            "achieved": "yes",
            "date": "end of stay" if is_mistyped else last - timedelta(days=outcome % 5),
            "grade": str(1 + (number + outcome) % 5),
        }


def _memorandum_papers() -> Iterator[Fields]:
    for number, institution in ((1, "I1"), (2, "I2")):
        yield {
            "number": f"M1-{number}",
            "document": MEMORANDUM,
            "version": 1,
            "subject": "M1",
            "party": institution,
            "signed_on": MADE_ON,
        }


def _papers(number: int) -> Iterator[Fields]:
    for place, party in enumerate((HOME, HOST, LEARNER), start=1):
        yield {
            "number": f"P{3 * (number - 1) + place}",
            "document": AGREEMENT,
            "version": 1,
            "subject": label_of(f"A{number}", _name(number)),
            "party": party,
            "signed_on": _first_day(number) - timedelta(days=30),
        }


def _decisions(number: int) -> Iterator[Fields]:
    last = _first_day(number) + STAY
    for unit in range(1, UNITS_ABROAD + 1):
        for step, by, days in (("validated", "H1 · Maija Heino", 7), ("recognised", "H2 · Risto Aalto", 14)):
            yield {
                "learner": _name(number),
                "subject": label_of(f"U{unit}", _unit_title(unit)),
                "context": label_of(f"A{number}", _name(number)),
                "step": step,
                "by": by,
                "on": last + timedelta(days=days),
            }


def _qualification() -> Fields:
    return {
        "id": "Q1",
        "title": "Electrician",
        "awarding_institution": "Satakunta Example Vocational College",
        "eqf_level": 4,
        "points": 60,
        "reference_pathway": "one year of full-time vocational education",
        "full_time_years": 1,
    }


def _unit(unit: int) -> Fields:
    return {"id": f"U{unit}", "title": _unit_title(unit), "assessment_procedure": "practical test"}


def _unit_title(unit: int) -> str:
    return f"Installing, part {unit}"


def _outcome(number: int) -> Fields:
    return {
        "id": f"O{number}",
        "unit": f"U{(number - 1) // OUTCOMES_IN_UNIT + 1}",
        "kind": "KSC"[number % 3],
        "outcome": _outcome_text(number),
        "criterion": "observed twice",
    }


def _outcome_text(number: int) -> str:
    return f"Carries out step {number} of an installation safely and explains what was done"


def _memorandum() -> dict[str, list[Fields]]:
    return {
        "Memoranda": [
            {
                "id": "M1",
                "file_code": "MoU-2024-FI-FR-01",
                "objectives": "Learners acquire units of their qualification abroad and have them recognised.",
                "valid_from": date(2024, 9, 1),
                "valid_until": date(2027, 8, 31),
                "roles_and_tools": "The host assesses; the home institution validates and recognises.",
                "evaluation_on": date(2027, 5, 31),
                "evaluation_by": "Maija Heino",
                "no_other_actors": "yes",
            }
        ],
        "MemorandumPartners": [
            {"memorandum": "M1", "institution": "I1", "role": "signs", "contact": "H2"},
            {"memorandum": "M1", "institution": "I2", "role": "signs", "contact": "H3"},
        ],
        "MemorandumQualifications": [
            {"memorandum": "M1", "institution": "I1", "qualification": "Q1", "eqf_level": 4, "nqf_level": "FiNQF 4"}
        ],
    }


if __name__ == "__main__":
    write_workbook(Path(sys.argv[1]), int(sys.argv[2]))
