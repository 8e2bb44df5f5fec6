"""Enrolling the people of a school's list for a package: new learners and agreements, written with their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ecvet_office.model.errors import UsageError
from ecvet_office.model.memoranda import COVERED, SIGNS
from ecvet_office.model.places import Place
from ecvet_office.model.register import Register
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.comparison import Addition
from ecvet_office.workbook.filled_cells import KnownRows, known_rows
from ecvet_office.workbook.intake import Candidate, Fate, Stay, candidates
from ecvet_office.workbook.labels import label_of
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.list_columns import AGREEMENTS, LEARNERS, OF_THE_STAY
from ecvet_office.workbook.list_people import ListedPerson
from ecvet_office.workbook.new_rows import cell_form
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.proven_writing import append_proven
from ecvet_office.workbook.references import free_ids, mentioned, read_reference
from ecvet_office.workbook.sheets import Sheets
from ecvet_office.workbook.values import Misfit, folded
from ecvet_office.workbook.writing.placing import free_name
from ecvet_office.workbook.writing.receipt import Receipt

NEEDED_TABLES = ("Learners", "Packages", "Agreements")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """One row of a list, what became of it, and the ids that it got.

    Attributes:
        candidate: the row, and why it was or was not enrolled.
        learner: id; empty for somebody who is not in the workbook.
        agreement: id; empty where there is none.
        notes: what the list says and the workbook could not take over.
    """

    candidate: Candidate
    learner: str
    agreement: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What enrolling a list does.

    Attributes:
        rows: one for each person of the list, in its order.
        additions: the rows that are written: learners first, then agreements.
    """

    rows: tuple[Enrolled, ...]
    additions: tuple[Addition, ...]

    def count(self, fate: Fate) -> int:
        """Gives how many people have this fate."""
        return sum(1 for one in self.rows if one.candidate.fate is fate)


def plan_enrolment(
    sheets: Sheets,
    people: Sequence[ListedPerson],
    package: str = "",
    start: date | None = None,
    end: date | None = None,
    home: str = "",
) -> Plan:
    """Tells what enrolling the people of a list does; nothing is read or written.

    What the list itself says of package and days goes before the arguments.

    Args:
        sheets: the workbook.
        people: of the list.
        package: id or name of the package; empty where each row of the list names one.
        start: the first day of the stay, included; None to leave it open.
        end: the last day, included.
        home: id or name of the institution that the learners come from; empty for the coordinating one.

    Raises:
        UsageError: the workbook has no such package or partner or lacks a sheet, no package is named, or the end is
            before the start.
    """
    _require_tables(sheets)
    if start and end and end < start:
        raise UsageError(f"the stay would end on {end}, before it starts on {start}")
    known, (register, _) = known_rows(sheets), parse(sheets)
    general = _package(package, known, register) if package else ""
    if not general and not all(person.text("package") for person in people):
        raise UsageError(f"say which package the learners get: --package ID. {_packages_there(register)}")
    stays = [replace(_stay(person, general, start, end, known), home=_home(home, known)) for person in people]
    called = mentioned(LEARNERS, sheets)
    return _numbered(candidates(people, stays, register, called), sheets, known, register)


def _require_tables(sheets: Sheets) -> None:
    for name in NEEDED_TABLES:
        sheet, table = sheets.sheet(name), BY_NAME[name]
        if sheet is None:
            raise UsageError(f"the workbook has no sheet {table.title}, so nobody can be enrolled in it")
        if "id" not in sheet.columns:
            raise UsageError(f"the sheet {sheet.title} has no column Id, so its rows cannot be numbered")


def _package(text: str, known: KnownRows, register: Register) -> str:
    found = read_reference(text, AGREEMENTS.column("package"), known.names)
    if isinstance(found, Misfit):
        raise UsageError(f"the workbook has no package {text}, or more than one. {_packages_there(register)}")
    return found


def _home(text: str, known: KnownRows) -> str:
    found = read_reference(text, AGREEMENTS.column("home"), known.names) if text else ""
    if isinstance(found, Misfit):
        raise UsageError(f"the workbook has no partner {text}, or more than one; their ids stand on the sheet Partners")
    return found


def _packages_there(register: Register) -> str:
    there = "; ".join(label_of(one.id, one.name or "") for one in register.packages)
    return f"There is: {there}" if there else "The sheet Packages is empty: describe the package there first"


def _stay(person: ListedPerson, package: str, start: date | None, end: date | None, known: KnownRows) -> Stay:
    own = person.text("package")
    named = read_reference(own, AGREEMENTS.column("package"), known.names) if own else package
    return Stay(
        "" if isinstance(named, Misfit) else named,
        person.day("planned_start") or start,
        person.day("planned_end") or end,
    )


# --- the new rows -----------------------------------------------------------------------------------------------------


def _numbered(found: Sequence[Candidate], sheets: Sheets, known: KnownRows, register: Register) -> Plan:
    learner_ids, agreement_ids = free_ids(LEARNERS, sheets), free_ids(AGREEMENTS, sheets)
    rows: list[Enrolled] = []
    learners: list[Addition] = []
    agreements: list[Addition] = []
    for one in found:
        if one.fate not in {Fate.NEW, Fate.KNOWN}:
            rows.append(Enrolled(one, one.learner, one.agreement))
            continue
        notes: list[str] = []
        learner = one.learner
        if one.fate is Fate.NEW:
            learner = next(learner_ids)
            learners.append(_learner(one, learner, known, register, notes))
        agreement = next(agreement_ids)
        agreements.append(_agreement(one, learner, agreement, known, register, notes))
        rows.append(Enrolled(one, learner, agreement, tuple(notes)))
    _require_columns(sheets, [*learners, *agreements])
    return Plan(tuple(rows), (*learners, *agreements))


def _learner(one: Candidate, id_: str, known: KnownRows, register: Register, notes: list[str]) -> Addition:
    person = one.person
    notes += [f"{LEARNERS.column(field).header} {found!r} cannot be read and stays empty"
              for field, found in person.unread.items() if field not in OF_THE_STAY]  # fmt: skip
    cells: dict[str, CellValue] = {
        field: value for field, value in person.values.items() if field not in {*OF_THE_STAY, "id", "qualification"}
    }
    qualification = _qualification(one, known, register, notes)
    if qualification:
        cells["qualification"] = cell_form(qualification, LEARNERS.column("qualification"), known.labels)
    name = f"{person.text('given_names')} {person.text('family_name')}"
    known.labels.setdefault(LEARNERS.name, {})[folded(id_)] = label_of(id_, name)
    return Addition(LEARNERS.name, id_, {"id": id_, **cells}, Place(""))


def _qualification(one: Candidate, known: KnownRows, register: Register, notes: list[str]) -> str:
    """Gives what the list says, else the package's qualification, else the only one there is; empty where none is."""
    said = one.person.text("qualification")
    found = read_reference(said, LEARNERS.column("qualification"), known.names) if said else ""
    if isinstance(found, Misfit):
        notes.append(f"Qualification {said!r} is not on the sheet Qualifications and was not taken over")
        found = ""
    package = register.package.get(one.stay.package)
    of_package = package.qualification if package else None
    only = register.qualifications[0].id if len(register.qualifications) == 1 else ""
    return found or of_package or only


def _agreement(
    one: Candidate, learner: str, id_: str, known: KnownRows, register: Register, notes: list[str]
) -> Addition:
    said: Mapping[str, str | date | None] = {
        "learner": learner,
        "package": one.stay.package,
        "home": one.stay.home,
        "memorandum": memorandum_for(register, one.stay),
        "planned_start": one.stay.start,
        "planned_end": one.stay.end,
    }
    if said["memorandum"] is None and register.memoranda and not register.settings.is_erasmus_only:
        notes.append("no memorandum, or more than one, covers both institutions on these days; choose it")
    cells = {field: cell_form(value, AGREEMENTS.column(field), known.labels) for field, value in said.items() if value}
    return Addition(AGREEMENTS.name, id_, {"id": id_, **cells}, Place(""))


def memorandum_for(register: Register, stay: Stay) -> str | None:
    """Gives the id of the only memorandum that binds home and host and is valid on all days of a stay."""
    package = register.package.get(stay.package)
    sides = {stay.home or register.settings.coordinator, package.host if package else None}
    fitting = [
        one.id
        for one in register.memoranda
        if sides <= {row.institution for row in register.partners_in.get(one.id, ()) if row.role in {SIGNS, COVERED}}
        and not (stay.start and one.valid_from and stay.start < one.valid_from)
        and not (stay.end and one.valid_until and stay.end > one.valid_until)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _require_columns(sheets: Sheets, additions: Sequence[Addition]) -> None:
    for addition in additions:
        sheet = sheets.sheet(addition.table)
        lacking = next((field for field in addition.cells if sheet and field not in sheet.columns), "")
        if sheet and lacking:
            header = sheet.table.column(lacking).header
            raise UsageError(f"the sheet {sheet.title} has no column {header}, which the list or the stay needs")


# --- writing ----------------------------------------------------------------------------------------------------------


def enrol(path: Path, sheets: Sheets, plan: Plan, out: Path | None = None, *, in_place: bool = False) -> Receipt:
    """Writes what was planned below the tables of a workbook or, unless told otherwise, of a copy of it.

    Args:
        path: the workbook, .xlsx or .xlsm.
        sheets: as it was read.
        plan: what is written; at least one addition.
        out: the copy, which is no file yet; None for a name beside the workbook.
        in_place: whether the workbook itself is overwritten; a copy of it as it was is kept beside it.

    Raises:
        UnreadableFileError: the workbook cannot be read.
        UsageError: the copy has another file's ending.
        UnwritableFileError: the copy exists or cannot be written, the workbook is open, a table has no room below it,
            or what was written does not say what was planned; a copy is then removed.
    """
    target = out if in_place or out else free_name(path, "enrolled")
    return append_proven(path, sheets, plan.additions, target, "the learners of the list", in_place=in_place)
