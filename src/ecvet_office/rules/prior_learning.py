"""Family PL: files of prior learning, their evidence and their steps (2009/C 155/02, Annex II, 2; project COLOR).

No memorandum and no agreement is asked for: the awarding institution follows its own procedure. What is assessed and
decided is judged by the family RE, as for learning abroad. The day of judging plays no part in this family.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.credit.prior_learning import qualification_of, results_of_file
from ecvet_office.model.prior_learning import EVIDENCE_CHECKS, Evidence, PriorLearning
from ecvet_office.model.register import Register
from ecvet_office.model.results import PRIOR_LEARNING
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import is_empty, qualification_named
from ecvet_office.rules.subjects import listed

STEPS = {"identification": ("identified_on", "identified_by"), "documentation": ("documented_on", "documented_by")}
"""By step that a file states itself, the fields of its day and its person."""


@check("PL01")
def step_lacks_day_or_person(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the steps of a file that say when and not who, or who and not when."""
    for file in register.prior_learning:
        for step, (day, person) in STEPS.items():
            empty = [name for name in (day, person) if is_empty(file, name)]
            if len(empty) == 1:
                missing = "the day" if empty[0] == day else "the person"
                yield broken(file.at(empty[0]), file=file.id, step=step, missing=missing)


@check("PL02")
def step_still_to_be_done(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the steps of a file of which neither day nor person is stated."""
    for file in register.prior_learning:
        for step, (day, person) in STEPS.items():
            if is_empty(file, day) and is_empty(file, person):
                yield broken(file.at(day), file=file.id, step=step)


@check("PL03")
def file_without_evidence(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the files to which no evidence belongs, so that nothing is claimed."""
    for file in register.prior_file.values():
        if file.id not in register.evidence_in:
            yield broken(file.at("id"), file=file.id)


@check("PL04")
def evidence_not_checked(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the evidence that nobody has checked for each of the three things."""
    for row in register.evidence:
        unchecked = [name for name in EVIDENCE_CHECKS if is_empty(row, name)]
        if unchecked:
            yield broken(row.at(unchecked[0]), item=row.item, outcome=row.outcome, unchecked=listed(unchecked))


@check("PL05")
def achieved_on_failed_evidence(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the outcomes called achieved although every piece of their evidence failed a check."""
    for file, outcome, rows in _achieved(register):
        if rows and all(row.failed for row in rows):
            first = rows[0]
            failed = listed(f"not {name}" for name in first.failed)
            yield broken(first.at(first.failed[0]), file=file.id, outcome=outcome, item=first.item, failed=failed)


@check("PL06")
def achieved_without_evidence(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the outcomes that a candidate with a file achieved as prior learning, without any evidence for them."""
    with_files = {file.learner: file for file in register.prior_learning}
    claimed = {(file.learner, row.outcome) for file, row in _evidence(register)}
    for result in register.results:
        file = with_files.get(result.learner)
        if result.context != PRIOR_LEARNING or not result.achieved or file is None:
            continue
        if (result.learner, result.outcome) not in claimed:
            yield broken(result.at("outcome"), file=file.id, outcome=result.outcome)


@check("PL07")
def claim_outside_the_qualification(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the evidence for outcomes that belong to no unit of the file's qualification."""
    for file, row in _evidence(register):
        qualification = qualification_of(register, file)
        outcome = register.outcome.get(row.outcome)
        if not qualification or outcome is None or outcome.is_unreadable("unit"):
            continue
        if (qualification, outcome.unit or "") not in register.points_of:
            named = qualification_named(register, qualification)
            yield broken(row.at("outcome"), file=file.id, outcome=row.outcome, qualification=named)


@check("PL08")
def steps_out_of_order(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the files whose documentation ends before identification, or that were assessed before documentation."""
    for file in register.prior_file.values():
        first, second = file.identified_on, file.documented_on
        if first and second and second < first:
            yield broken(
                file.at("documented_on"),
                file=file.id,
                earlier="identification",
                before=first,
                later="documentation",
                after=second,
            )
        outcomes = {row.outcome for row in register.evidence_in.get(file.id, ())}
        for result in results_of_file(register, file, outcomes):
            if second and result.date and result.date < second:
                yield broken(
                    result.at("date"),
                    file=file.id,
                    earlier="documentation",
                    before=second,
                    later="assessment",
                    after=result.date,
                )


@check("PL09")
def claim_not_assessed(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the claimed outcomes with good evidence that nobody has assessed."""
    done: set[tuple[str, str]] = set()
    for file, row in _evidence(register):
        key = (file.id, row.outcome)
        results = results_of_file(register, file, (row.outcome,))
        if row.is_good and key not in done and not any(one.achieved is not None for one in results):
            done.add(key)
            yield broken(row.at("outcome"), file=file.id, outcome=row.outcome)


def _evidence(register: Register) -> Iterator[tuple[PriorLearning, Evidence]]:
    """Gives every piece of evidence whose file is known, with the file."""
    for row in register.evidence:
        if row.file in register.prior_file:
            yield register.prior_file[row.file], row


def _achieved(register: Register) -> Iterator[tuple[PriorLearning, str, tuple[Evidence, ...]]]:
    """Gives the outcomes that a file claims and that were achieved as prior learning, with the evidence for them."""
    for file in register.prior_file.values():
        rows = register.evidence_in.get(file.id, ())
        for outcome in dict.fromkeys(row.outcome for row in rows):
            if any(one.achieved for one in results_of_file(register, file, (outcome,))):
                yield file, outcome, tuple(row for row in rows if row.outcome == outcome)
