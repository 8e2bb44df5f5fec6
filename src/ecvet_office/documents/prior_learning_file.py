"""What a file of prior learning says: candidate, steps, evidence, assessment, and which units are certified."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ecvet_office.credit.prior_learning import (
    ClaimedOutcome,
    ClaimedUnit,
    FileStanding,
    FileStep,
    file_standing,
    qualification_of,
    recognitions_of_file,
    results_of_file,
)
from ecvet_office.documents.fields import (
    Fields,
    Sources,
    document_fields,
    institution_fields,
    joined,
    name_with_position,
    person_named,
    said,
    signatory,
    without,
)
from ecvet_office.documents.fields_outcomes import outcome_fields, share_text, unit_title
from ecvet_office.model.learners import WAYS_OF_LEARNING, Learner
from ecvet_office.model.prior_learning import Evidence, PriorLearning
from ecvet_office.model.qualifications import Qualification
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.model.results import HOME, Result

PRIOR_FILE = "prior-learning file"
NOT_PRINTED = (".country", ".website")
WAYS = dict(zip(WAYS_OF_LEARNING, ("formal", "non-formal", "informal"), strict=True))


def prior_files(register: Register, learners: Collection[str] = ()) -> tuple[str, ...]:
    """Gives the ids of the files, those of some learners or of all where none are named, in the order of the sheet."""
    return tuple(one.id for one in register.prior_file.values() if not learners or one.learner in learners)


def learner_of_file(register: Register, file: str) -> str:
    """Gives the id of the candidate of a file."""
    return register.prior_file[file].learner


def prior_file_records(register: Register, file_id: str) -> Iterator[Record]:
    """Gives what a file draws on: candidate, evidence, results, decisions, and the qualification with its units."""
    file = register.prior_file[file_id]
    evidence = register.evidence_in.get(file_id, ())
    outcomes = [register.outcome[row.outcome] for row in evidence if row.outcome in register.outcome]
    qualification = qualification_of(register, file)
    units = {one.unit for one in outcomes if one.unit in register.unit}
    yield file
    yield from evidence
    yield from (register.learner[one] for one in (file.learner,) if one in register.learner)
    yield from outcomes
    yield from (register.unit[one] for one in sorted(one for one in units if one))
    yield from results_of_file(register, file, (row.outcome for row in evidence))
    yield from register.decisions_of.get(file.learner, ())
    yield from (register.qualification[one] for one in (qualification,) if one)
    yield from register.units_in.get(qualification, ())


def prior_file_fields(sources: Sources, file_id: str) -> Fields:
    """Gives the record of a file of prior learning.

    Raises:
        KeyError: there is no such file.
    """
    register, wording = sources.register, sources.wording
    file = register.prior_file[file_id]
    learner = register.learner.get(file.learner) or Learner(id=file.learner)
    found = file_standing(register, file)
    qualification = register.qualification.get(found.qualification) or Qualification(id=found.qualification)
    name, position = signatory(sources, PRIOR_FILE, file_id, HOME, register.settings.coordinator)
    return {
        **document_fields(sources, PRIOR_FILE, file_id),
        **without(institution_fields(sources, "home", register.settings.coordinator), *NOT_PRINTED),
        "learner.id": learner.id,
        "learner.name": learner.full_name,
        "learner.born": wording.day(learner.date_of_birth),
        "learner.address": learner.address or "",
        "qualification.title": said(sources, qualification, "title") or qualification.id,
        "qualification.eqf": str(qualification.eqf_level or ""),
        "qualification.nqf": qualification.nqf_level or "",
        "learnt_how": wording.text(f"prior.{WAYS[file.learnt_how]}") if file.learnt_how in WAYS else "",
        "learnt_where": said(sources, file, "learnt_where"),
        "steps": tuple(_step(sources, step) for step in found.steps),
        "evidence": tuple(_evidence(sources, row) for row in register.evidence_in.get(file_id, ())),
        "units": tuple(_unit(sources, file, unit) for unit in found.units),
        "points": register.settings.uses_points,
        "points.certified": _points(sources, found),
        "signs.home.name": name,
        "signs.home.position": position,
    }


def _step(sources: Sources, step: FileStep) -> Fields:
    people = (name_with_position(sources.register, one) for one in step.by)
    return {
        "step": sources.wording.text(f"prior.{step.name}"),
        "on": sources.wording.day(step.on) or sources.wording.text("prior.not-done"),
        "by": joined(people, "\n"),
    }


def _evidence(sources: Sources, row: Evidence) -> Fields:
    person = person_named(sources.register, row.checked_by)
    return {
        "outcome": row.outcome,
        "item": row.item,
        "note": said(sources, row, "remark"),
        **{name: _answer(sources, answer) for name, answer in _answers(row)},
        "checked": person.name or person.id,
        "checked_on": sources.wording.day(row.checked_on),
    }


def _answers(row: Evidence) -> Iterator[tuple[str, bool | None]]:
    yield "authentic", row.authentic
    yield "sufficient", row.sufficient
    yield "current", row.current


def _answer(sources: Sources, answer: bool | None) -> str:  # the answer itself
    if answer is None:
        return sources.wording.text("prior.not-checked")
    return sources.wording.text("word.yes" if answer else "word.no")


def _unit(sources: Sources, file: PriorLearning, unit: ClaimedUnit) -> Fields:
    """Gives a claimed unit: its outcomes with their results, and what was decided about the whole."""
    register, wording = sources.register, sources.wording
    decisions = tuple(recognitions_of_file(register, file, (unit.unit,)))
    certified = wording.text("prior.certified" if unit.is_certified else "prior.not-certified")
    still_open = [one.outcome for one in unit.outcomes if one.missing]
    return {
        "unit": unit_title(sources, unit.unit),
        "outcomes": tuple(_outcome(sources, file, one) for one in unit.outcomes),
        "state": certified,
        "on": wording.day(max((one.on for one in decisions if one.on), default=None)),
        "by": joined(dict.fromkeys(name_with_position(register, one.by) for one in decisions), "\n"),
        "unit_points": wording.points(unit.points),
        "still_open": joined(still_open),
    }


def _outcome(sources: Sources, file: PriorLearning, claimed: ClaimedOutcome) -> Fields:
    result = _last_result(sources, file, claimed.outcome)
    assessor = person_named(sources.register, result.assessor if result else None)
    shown = outcome_fields(sources, claimed.outcome)
    return {
        "kind": shown["kind"],
        "text": shown["text"],
        "method": said(sources, result, "method"),
        "date": sources.wording.day(result.date if result else None),
        "assessor": assessor.name or assessor.id,
        "result": sources.wording.text(f"word.{_result_word(result)}"),
    }


def _last_result(sources: Sources, file: PriorLearning, outcome: str) -> Result | None:
    """Gives the result of an outcome that was entered last among those of the latest day; None without any."""
    results = [row for row in results_of_file(sources.register, file, (outcome,)) if row.achieved is not None]
    dated = [row.date for row in results if row.date is not None]
    latest = [row for row in results if row.date == max(dated)] if dated else results
    return latest[-1] if latest else None


def _result_word(result: Result | None) -> str:
    if result is None:
        return "not-assessed"
    return "achieved" if result.achieved else "not-achieved"


def _points(sources: Sources, found: FileStanding) -> str:
    known = sources.register.qualification.get(found.qualification)
    return share_text(sources, found.points, known.points if known else None)
