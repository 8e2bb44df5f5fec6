"""Letters to learners: which units the home institution recognised, or what it refused, why, and how to ask for review.

A letter is only ever made of decisions that a named person took on a day (2009/C 155/02, recital 15). There is one for
each learner and stay, and one for what was learnt before. It is known by the id of the agreement, else by the learner's
id with a word for what it is about, so that it keeps its number when it is made again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from ecvet_office.credit.ledger import Ledger, ledger
from ecvet_office.documents.fields import (
    Fields,
    Sources,
    document_fields,
    institution_fields,
    institution_name,
    joined,
    name_with_position,
    period_text,
    person_named,
    said,
    signatory,
    without,
)
from ecvet_office.documents.fields_outcomes import gained_by, share_text, standing_with, subject_named, unit_title
from ecvet_office.documents.fields_stay import company_names
from ecvet_office.model.learners import Learner
from ecvet_office.model.qualifications import Qualification
from ecvet_office.model.register import Register, enrolled_in
from ecvet_office.model.results import (
    HOME,
    PRIOR_LEARNING,
    RECOGNISED,
    RECOGNITION_LETTER,
    REFUSAL_LETTER,
    REFUSED,
    Decision,
)
from ecvet_office.rules.signatures import paper_for
from ecvet_office.rules.stays import is_minor

OF_PRIOR_LEARNING, OF_NO_STAY = "-prior-learning", "-decisions"
NOT_PRINTED = (".country", ".website")
"""Ends of the names of those fields of an institution for which a letter has no line."""


# ----- which letters there are -----


def recognition_letters(register: Register, learners: Collection[str]) -> Iterator[str]:
    """Gives the letters in which a unit is recognised, in the order of the sheet Decisions.

    A recognition counts as in the learner's ledger: one that was not validated before, or was refused afterwards,
    makes no letter.
    """
    for subject in _subjects(register, RECOGNISED, learners):
        learner = register.learner.get(learner_of_letter(register, subject))
        decisions = decisions_in(register, subject, RECOGNISED)
        if learner and any(gained_by(one, decisions) for one in _ledgers(register, learner)):
            yield subject


def refusal_letters(register: Register, learners: Collection[str]) -> Iterator[str]:
    """Gives the letters in which something is refused, in the order of the sheet Decisions."""
    return _subjects(register, REFUSED, learners)


def learner_of_letter(register: Register, subject: str) -> str:
    """Gives the id of the learner to whom a letter goes."""
    agreement = register.agreement.get(subject)
    if agreement is not None:
        return agreement.learner or ""
    return subject.removesuffix(OF_PRIOR_LEARNING).removesuffix(OF_NO_STAY)


def decisions_in(register: Register, subject: str, step: str) -> tuple[Decision, ...]:
    """Gives the decisions of a step that a letter is about, in the order of the sheet.

    Decisions without a name or a day are none, and a refusal that was later reversed is past.
    """
    decided = register.decisions_of.get(learner_of_letter(register, subject), ())
    return tuple(one for one in decided if _is_told(decided, one, step) and _subject_of(register, one) == subject)


def _subjects(register: Register, step: str, learners: Collection[str]) -> Iterator[str]:
    told: set[str] = set()
    for one in register.decisions:
        if learners and one.learner not in learners:
            continue
        subject = _subject_of(register, one)
        if subject not in told and one in decisions_in(register, subject, step):
            told.add(subject)
            yield subject


def _subject_of(register: Register, decision: Decision) -> str:
    """Gives the letter to which a decision belongs; an agreement of somebody else is no stay of this learner."""
    agreement = register.agreement.get(decision.context or "")
    if agreement is not None and agreement.learner == decision.learner:
        return agreement.id
    return decision.learner + (OF_PRIOR_LEARNING if decision.context == PRIOR_LEARNING else OF_NO_STAY)


def _is_told(decided: Iterable[Decision], decision: Decision, step: str) -> bool:
    if decision.step != step or not decision.by or decision.on is None:
        return False
    on = decision.on
    return step != REFUSED or not any(
        one.step == RECOGNISED and one.subject == decision.subject and one.on is not None and one.on > on
        for one in decided
    )


def _ledgers(register: Register, learner: Learner) -> Iterator[Ledger]:
    taken = (one for one in enrolled_in(register, learner) if one in register.qualification)
    return (ledger(register, learner.id, one) for one in taken)


# ----- what they say -----


def recognition_letter_fields(sources: Sources, subject: str) -> Fields:
    """Gives the record of a recognition letter: the units with their points, and the points before and after."""
    decisions = decisions_in(sources.register, subject, RECOGNISED)
    learner = _learner(sources.register, subject)
    taken = (sources.ledgers.get((learner.id, one)) for one in enrolled_in(sources.register, learner))
    return {
        **_letter(sources, RECOGNITION_LETTER, subject, decisions),
        "points": sources.register.settings.uses_points,
        "qualifications": tuple(
            _recognised(sources, one, decisions) for one in taken if one and gained_by(one, decisions)
        ),
    }


def _recognised(sources: Sources, learners: Ledger, decisions: Sequence[Decision]) -> Fields:
    """Gives what was recognised in one qualification; points only where they are used."""
    wording, standing = sources.wording, standing_with(sources, learners, decisions)
    found = sources.register.qualification.get(learners.qualification) or Qualification(id=learners.qualification)
    return {
        "qualification": said(sources, found, "title") or found.id,
        "levels": joined(
            f"{wording.text(f'form.{key}')} {level}"
            for key, level in (("eqf", found.eqf_level), ("nqf", found.nqf_level))
            if level
        ),
        "units": tuple(
            {
                "unit": unit_title(sources, unit.unit),
                "on": wording.day(unit.recognised_on),
                "by": joined(
                    dict.fromkeys(
                        name_with_position(sources.register, one.by)
                        for one in decisions
                        if (one.subject, one.on) == (unit.unit, unit.recognised_on)
                    ),
                    "\n",
                ),
                "unit_points": wording.points(unit.points) if sources.register.settings.uses_points else "",
            }
            for unit in gained_by(learners, decisions)
        ),
        "points.besides": share_text(sources, standing.points_besides, standing.total),
        "points.gained": wording.points(standing.points_with - standing.points_besides),
        "points.with": share_text(sources, standing.points_with, standing.total),
    }


def refusal_letter_fields(sources: Sources, subject: str) -> Fields:
    """Gives the record of a refusal letter: what was refused, with the reason."""
    decisions = decisions_in(sources.register, subject, REFUSED)
    return {
        **_letter(sources, REFUSAL_LETTER, subject, decisions),
        "refusals": tuple(
            {
                "refused": subject_named(sources, one.subject),
                "on": sources.wording.day(one.on),
                "by": name_with_position(sources.register, one.by),
                "reason": said(sources, one, "reason"),
            }
            for one in decisions
        ),
    }


def _letter(sources: Sources, document: str, subject: str, decisions: Sequence[Decision]) -> Fields:
    """Gives what every letter says: from whom, to whom, where something was learnt, and who signs."""
    register = sources.register
    learner, home = _learner(register, subject), home_of_letter(register, subject)
    days = [one.on for one in decisions if one.on]
    return {
        **document_fields(sources, document, paper_subject(register, subject)),
        "document.number": subject,
        **without(institution_fields(sources, "home", home), *NOT_PRINTED),
        "learner.id": learner.id,
        "learner.name": learner.full_name,
        "learner.address": learner.address or "",
        "learner.born": sources.wording.day(learner.date_of_birth),
        "guardians": _guardians(learner) if days and is_minor(register, learner, max(days)) else "",
        **_learnt(sources, subject),
        **_signs(sources, document, subject, decisions),
    }


def home_of_letter(register: Register, subject: str) -> str | None:
    """Gives the id of the institution that decided: the stay's home institution, else the coordinating one."""
    agreement = register.agreement.get(subject)
    return register.home(agreement) if agreement else register.settings.coordinator


def paper_subject(register: Register, subject: str) -> str:
    """Gives what a letter is about on the sheet Papers: the agreement, else the learner."""
    return subject if subject in register.agreement else learner_of_letter(register, subject)


def _learner(register: Register, subject: str) -> Learner:
    """Gives the learner to whom a letter goes; one of whom only the id is known where Learners has no such row."""
    wanted = learner_of_letter(register, subject)
    return register.learner.get(wanted) or Learner(id=wanted)


def _guardians(learner: Learner) -> str:
    return joined((learner.guardian1_name, learner.guardian2_name))


def _learnt(sources: Sources, subject: str) -> Fields:
    """Gives where and when it was learnt: at the host, or before; nothing where the decisions name no stay."""
    agreement = sources.register.agreement.get(subject)
    if agreement is None:
        before = subject.endswith(OF_PRIOR_LEARNING)
        text = sources.wording.text("letter.prior-learning") if before else ""
        return {"learnt_at": text, "stay": ""}
    terms = sources.register.terms(agreement)
    places = (institution_name(sources.register, terms.host), *company_names(sources, agreement))
    return {
        "learnt_at": joined(dict.fromkeys(places)),
        "stay": period_text(sources, agreement.start, agreement.end),
    }


def _signs(sources: Sources, document: str, subject: str, decisions: Sequence[Decision]) -> Fields:
    """Gives who signs: whom the sheet Papers names, else the one who decided, else the one who may sign."""
    register, about = sources.register, paper_subject(sources.register, subject)
    paper = paper_for(register, document, about, HOME)
    name, position = signatory(sources, document, about, HOME, home_of_letter(register, subject))
    deciders = {one.by for one in decisions}
    if len(deciders) == 1 and (paper is None or not paper.signatory):
        decider = person_named(register, deciders.pop())
        name, position = decider.name or decider.id, decider.position or ""
    return {"signs.home.name": name, "signs.home.position": position}
