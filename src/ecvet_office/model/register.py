"""Everything a workbook says, as records with ready look-ups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from ecvet_office.model.agreements import (
    ADDED,
    ADDITIONAL,
    DROPPED,
    AgreedOutcome,
    Agreement,
    Package,
    Placement,
    ResponsiblePerson,
    Terms,
)
from ecvet_office.model.checklist import ChecklistEntry
from ecvet_office.model.conversion import Certificate, Course, CourseTopic
from ecvet_office.model.entry_credit import EntryCredit
from ecvet_office.model.europass import Europass, EuropassCourse
from ecvet_office.model.grades import Grade, MobilityUnit, PartAbroad
from ecvet_office.model.learners import EarlierUnit, Enrolment, Learner
from ecvet_office.model.learning_time import Comparison, Pathway, TaskField
from ecvet_office.model.matrix import Area, Coverage, Module, PlanDate, Profile, Trial
from ecvet_office.model.memoranda import Memorandum, MemorandumPartner, MemorandumQualification
from ecvet_office.model.partners import Partner, Person
from ecvet_office.model.points_record import PointsChange, PointsConversion
from ecvet_office.model.prior_learning import Evidence, PriorLearning
from ecvet_office.model.qualifications import Group, Outcome, Qualification, Unit, UnitPoints
from ecvet_office.model.results import Decision, Paper, Result
from ecvet_office.model.self_check import ProcessArea, SelfCheckQuestion
from ecvet_office.model.settings import Settings

Keyed = TypeVar("Keyed")

TERMS = tuple(name for name in Terms.model_fields if name not in {"origin", "translations"})
OWN_TERMS = frozenset(TERMS)


def _by(key: str, records: Iterable[Keyed]) -> dict[str, Keyed]:
    """Gives the first record of each key; a second one is a finding of its own."""
    index: dict[str, Keyed] = {}
    for record in records:
        index.setdefault(getattr(record, key), record)
    return index


def _grouped(key: str, records: Iterable[Keyed]) -> dict[str, tuple[Keyed, ...]]:
    groups: dict[str, list[Keyed]] = {}
    for record in records:
        groups.setdefault(getattr(record, key), []).append(record)
    return {name: tuple(members) for name, members in groups.items()}


@dataclass(frozen=True)
class Register:
    """All records of a workbook, each table in the order of its rows.

    Look-ups by id give the first row of that id, and None where there is none.
    """

    settings: Settings = field(default_factory=Settings)
    partners: tuple[Partner, ...] = ()
    people: tuple[Person, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    groups: tuple[Group, ...] = ()
    units: tuple[Unit, ...] = ()
    unit_points: tuple[UnitPoints, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    points_conversions: tuple[PointsConversion, ...] = ()
    points_history: tuple[PointsChange, ...] = ()
    memoranda: tuple[Memorandum, ...] = ()
    memorandum_partners: tuple[MemorandumPartner, ...] = ()
    memorandum_qualifications: tuple[MemorandumQualification, ...] = ()
    packages: tuple[Package, ...] = ()
    learners: tuple[Learner, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    earlier_units: tuple[EarlierUnit, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    placements: tuple[Placement, ...] = ()
    responsible_persons: tuple[ResponsiblePerson, ...] = ()
    agreed_outcomes: tuple[AgreedOutcome, ...] = ()
    results: tuple[Result, ...] = ()
    decisions: tuple[Decision, ...] = ()
    papers: tuple[Paper, ...] = ()
    checklist_entries: tuple[ChecklistEntry, ...] = ()
    europasses: tuple[Europass, ...] = ()
    europass_courses: tuple[EuropassCourse, ...] = ()
    grades: tuple[Grade, ...] = ()
    mobility_units: tuple[MobilityUnit, ...] = ()
    parts_abroad: tuple[PartAbroad, ...] = ()
    pathways: tuple[Pathway, ...] = ()
    task_fields: tuple[TaskField, ...] = ()
    comparisons: tuple[Comparison, ...] = ()

    courses: tuple[Course, ...] = ()
    course_topics: tuple[CourseTopic, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    prior_learning: tuple[PriorLearning, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    entry_credits: tuple[EntryCredit, ...] = ()

    coverages: tuple[Coverage, ...] = ()
    areas: tuple[Area, ...] = ()
    profiles: tuple[Profile, ...] = ()
    trials: tuple[Trial, ...] = ()
    modules: tuple[Module, ...] = ()
    plan_dates: tuple[PlanDate, ...] = ()
    process_areas: tuple[ProcessArea, ...] = ()
    self_check: tuple[SelfCheckQuestion, ...] = ()

    # --- look-ups by id ---------------------------------------------------------------------------------------------

    @cached_property
    def partner(self) -> dict[str, Partner]:
        """Institutions by id."""
        return _by("id", self.partners)

    @cached_property
    def person(self) -> dict[str, Person]:
        """People by id."""
        return _by("id", self.people)

    @cached_property
    def qualification(self) -> dict[str, Qualification]:
        """Qualifications by id."""
        return _by("id", self.qualifications)

    @cached_property
    def unit(self) -> dict[str, Unit]:
        """Units by id."""
        return _by("id", self.units)

    @cached_property
    def outcome(self) -> dict[str, Outcome]:
        """Outcomes by id."""
        return _by("id", self.outcomes)

    @cached_property
    def memorandum(self) -> dict[str, Memorandum]:
        """Memoranda by id."""
        return _by("id", self.memoranda)

    @cached_property
    def package(self) -> dict[str, Package]:
        """Packages by id."""
        return _by("id", self.packages)

    @cached_property
    def learner(self) -> dict[str, Learner]:
        """Learners by id."""
        return _by("id", self.learners)

    @cached_property
    def agreement(self) -> dict[str, Agreement]:
        """Agreements by id."""
        return _by("id", self.agreements)

    @cached_property
    def pathway(self) -> dict[str, Pathway]:
        """Pathways by id."""
        return _by("id", self.pathways)

    @cached_property
    def course(self) -> dict[str, Course]:
        """Courses by id."""
        return _by("id", self.courses)

    @cached_property
    def certificate(self) -> dict[str, Certificate]:
        """What the certificate supplement of each course says, by course."""
        return _by("course", self.certificates)

    @cached_property
    def prior_file(self) -> dict[str, PriorLearning]:
        """The files of prior learning by id."""
        return _by("id", self.prior_learning)

    @cached_property
    def area(self) -> dict[str, Area]:
        """Competence areas by id."""
        return _by("id", self.areas)

    @cached_property
    def process_area(self) -> dict[str, ProcessArea]:
        """The areas of the self-check by id."""
        return _by("id", self.process_areas)

    @cached_property
    def points_of(self) -> dict[tuple[str, str], UnitPoints]:
        """A unit in a qualification, by (qualification, unit): never by unit alone (2009/C 155/02, Annex II, 4)."""
        index: dict[tuple[str, str], UnitPoints] = {}
        for row in self.unit_points:
            index.setdefault((row.qualification, row.unit), row)
        return index

    # --- rows that belong to something ------------------------------------------------------------------------------

    @cached_property
    def units_in(self) -> dict[str, tuple[UnitPoints, ...]]:
        """The units of each qualification, in the order of the sheet, each once."""
        return _grouped("qualification", self.points_of.values())

    @cached_property
    def qualifications_of(self) -> dict[str, tuple[UnitPoints, ...]]:
        """The qualifications of each unit."""
        return _grouped("unit", self.points_of.values())

    @cached_property
    def outcomes_in(self) -> dict[str, tuple[Outcome, ...]]:
        """The outcomes of each unit, in the order of the sheet, each id once."""
        return _grouped("unit", (outcome for outcome in self.outcome.values() if outcome.unit))

    @cached_property
    def outcome_ids_in(self) -> dict[str, tuple[str, ...]]:
        """The ids of the outcomes of each unit, in the same order."""
        return {unit: tuple(outcome.id for outcome in outcomes) for unit, outcomes in self.outcomes_in.items()}

    @cached_property
    def groups_in(self) -> dict[str, tuple[Group, ...]]:
        """The groups of each qualification."""
        return _grouped("qualification", self.groups)

    @cached_property
    def partners_in(self) -> dict[str, tuple[MemorandumPartner, ...]]:
        """The institutions of each memorandum."""
        return _grouped("memorandum", self.memorandum_partners)

    @cached_property
    def qualifications_in(self) -> dict[str, tuple[MemorandumQualification, ...]]:
        """The qualifications that each memorandum covers."""
        return _grouped("memorandum", self.memorandum_qualifications)

    @cached_property
    def points_history_of(self) -> dict[tuple[str, str | None], tuple[PointsChange, ...]]:
        """How the points of each unit in a qualification changed, in the order of the sheet; None for the whole."""
        index: dict[tuple[str, str | None], list[PointsChange]] = {}
        for row in self.points_history:
            index.setdefault((row.qualification, row.unit), []).append(row)
        return {key: tuple(rows) for key, rows in index.items()}

    @cached_property
    def enrolments_of(self) -> dict[str, tuple[Enrolment, ...]]:
        """The further qualifications of each learner."""
        return _grouped("learner", self.enrolments)

    @cached_property
    def agreements_of(self) -> dict[str, tuple[Agreement, ...]]:
        """The agreements of each learner."""
        return _grouped("learner", (agreement for agreement in self.agreements if agreement.learner))

    @cached_property
    def results_of(self) -> dict[str, tuple[Result, ...]]:
        """The results of each learner."""
        return _grouped("learner", self.results)

    @cached_property
    def results_on(self) -> dict[str, dict[str, list[Result]]]:
        """The results of each learner, by outcome."""
        index: dict[str, dict[str, list[Result]]] = {}
        for result in self.results:
            index.setdefault(result.learner, {}).setdefault(result.outcome, []).append(result)
        return index

    @cached_property
    def decisions_of(self) -> dict[str, tuple[Decision, ...]]:
        """The decisions about each learner."""
        return _grouped("learner", self.decisions)

    @cached_property
    def decisions_on(self) -> dict[str, dict[str, list[Decision]]]:
        """The decisions about each learner, by unit or outcome."""
        index: dict[str, dict[str, list[Decision]]] = {}
        for decision in self.decisions:
            index.setdefault(decision.learner, {}).setdefault(decision.subject, []).append(decision)
        return index

    @cached_property
    def earlier_units_of(self) -> dict[str, tuple[EarlierUnit, ...]]:
        """The earlier units of each learner."""
        return _grouped("learner", self.earlier_units)

    @cached_property
    def changes_of(self) -> dict[str, tuple[AgreedOutcome, ...]]:
        """By agreement, the outcomes by which it differs from its package."""
        return _grouped("agreement", self.agreed_outcomes)

    @cached_property
    def checklist_entries_of(self) -> dict[str, tuple[ChecklistEntry, ...]]:
        """What was noted on the checklist of each stay, by agreement."""
        return _grouped("agreement", self.checklist_entries)

    @cached_property
    def support_of(self) -> dict[str, tuple[ResponsiblePerson, ...]]:
        """Who sees to each stay besides the mentors, by agreement or package."""
        return _grouped("stay", self.responsible_persons)

    @cached_property
    def europass(self) -> dict[str, Europass]:
        """What the Europass Mobility of a stay says beyond the stay, by agreement."""
        return _by("agreement", self.europasses)

    @cached_property
    def europass_courses_of(self) -> dict[str, tuple[EuropassCourse, ...]]:
        """The courses of each stay that its Europass Mobility records."""
        return _grouped("agreement", self.europass_courses)

    @cached_property
    def topics_of(self) -> dict[str, tuple[CourseTopic, ...]]:
        """The topics of each course, in the order of the sheet."""
        return _grouped("course", self.course_topics)

    @cached_property
    def evidence_in(self) -> dict[str, tuple[Evidence, ...]]:
        """The pieces of evidence in each file of prior learning, in the order of the sheet."""
        return _grouped("file", self.evidence)

    @cached_property
    def entry_credits_in(self) -> dict[str, tuple[EntryCredit, ...]]:
        """What may be credited on entry to each training, in the order of the sheet."""
        return _grouped("qualification", self.entry_credits)

    @cached_property
    def coverage_of(self) -> dict[str, tuple[Coverage, ...]]:
        """The cells of the matrix in the row of each outcome, in the order of the sheet."""
        return _grouped("outcome", self.coverages)

    @cached_property
    def profiles_of_programmes(self) -> dict[str, tuple[Profile, ...]]:
        """The organisational profile of each qualification."""
        rows = (row for row in self.profiles if row.qualification and not row.learner)
        return {programme: found for programme, found in _grouped("qualification", rows).items() if programme}

    @cached_property
    def profiles_of(self) -> dict[str, tuple[Profile, ...]]:
        """The individual profile of each learner."""
        return _grouped("learner", (row for row in self.profiles if row.learner))

    @cached_property
    def trials_of(self) -> dict[str, tuple[Trial, ...]]:
        """What each learner was assessed in by simulation and theory, in the order of the sheet."""
        return _grouped("learner", self.trials)

    @cached_property
    def modules_for(self) -> dict[str, tuple[Module, ...]]:
        """The training for each outcome, in the order of the sheet."""
        return _grouped("outcome", self.modules)

    @cached_property
    def plan_dates_of(self) -> dict[str, tuple[PlanDate, ...]]:
        """The dates of each learner's training plan."""
        return _grouped("learner", self.plan_dates)

    @cached_property
    def self_check_in(self) -> dict[str, tuple[SelfCheckQuestion, ...]]:
        """The questions of each area of the self-check, in the order of the sheet."""
        return _grouped("area", self.self_check)

    @cached_property
    def papers_about(self) -> dict[str, tuple[Paper, ...]]:
        """The papers about each agreement, memorandum or learner."""
        return _grouped("subject", (paper for paper in self.papers if paper.subject))

    @cached_property
    def grades_of(self) -> dict[str, tuple[Grade, ...]]:
        """The grades of each learner, in the order of the sheet."""
        return _grouped("learner", self.grades)

    @cached_property
    def task_fields_of(self) -> dict[str, tuple[TaskField, ...]]:
        """The task fields of each pathway, in the order of the sheet."""
        return _grouped("pathway", self.task_fields)

    @cached_property
    def comparisons_of(self) -> dict[str, tuple[Comparison, ...]]:
        """The comparisons of each pathway, in the order of the sheet."""
        return _grouped("pathway", self.comparisons)

    @cached_property
    def _terms(self) -> dict[str, Terms]:
        return {}

    @cached_property
    def _terms_of_packages(self) -> dict[str, Terms]:
        return {}

    @cached_property
    def _outcomes_of_targets(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    @cached_property
    def _whole_units(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    # --- what an agreement says -------------------------------------------------------------------------------------

    def terms(self, agreement: Agreement) -> Terms:
        """Gives what the agreement says: its own exceptions, else its package's words."""
        known = self._terms.get(agreement.id)
        if known is None:
            known = self._terms[agreement.id] = self._found_terms(agreement)
        return known

    def _found_terms(self, agreement: Agreement) -> Terms:
        package = self.package.get(agreement.package or "")
        if package is None:
            return _merged_terms(agreement)
        if not agreement.model_fields_set.isdisjoint(OWN_TERMS):
            return _merged_terms(agreement, package)
        # Most agreements have no exceptions of their own: hundreds share their package's words.
        known = self._terms_of_packages.get(package.id)
        if known is None:
            known = self._terms_of_packages[package.id] = _merged_terms(package)
        return known

    def home(self, agreement: Agreement) -> str | None:
        """Gives the id of the home institution: the agreement's own, else the coordinating one."""
        return agreement.home or self.settings.coordinator

    def qualification_id(self, agreement: Agreement) -> str | None:
        """Gives the id of the qualification that the learner takes in this stay."""
        learner = self.learner.get(agreement.learner or "")
        return self.terms(agreement).qualification or (learner.qualification if learner else None)

    def agreed_outcomes_of(self, agreement: Agreement) -> tuple[str, ...]:
        """Gives the ids of the outcomes agreed for credit, each once, in the order they were named.

        A unit stands for all of its outcomes; what the agreement added or dropped is taken into account, and what is
        additional and not for credit is left out.
        """
        targeted = self._targeted(self.terms(agreement).targets)
        changes = self.changes_of.get(agreement.id)
        if changes is None:
            return targeted
        agreed = dict.fromkeys(targeted)
        for change in changes:
            if change.change in {DROPPED, ADDITIONAL}:
                agreed.pop(change.outcome, None)
            elif change.change in {ADDED, None}:
                agreed[change.outcome] = None
        return tuple(agreed)

    def _targeted(self, targets: tuple[str, ...]) -> tuple[str, ...]:
        """Gives the ids of the outcomes for which units and outcomes stand, each once; found once for each package."""
        known = self._outcomes_of_targets.get(targets)
        if known is None:
            outcomes: dict[str, None] = {}
            for target in targets:
                ids = (one.id for one in self.outcomes_in.get(target, ())) if target in self.unit else (target,)
                outcomes.update(dict.fromkeys(ids))
            known = self._outcomes_of_targets[targets] = tuple(outcomes)
        return known

    def whole_units_of(self, agreement: Agreement) -> tuple[str, ...]:
        """Gives the ids of the units of which all outcomes are agreed, in the order they were named."""
        agreed = self.agreed_outcomes_of(agreement)
        known = self._whole_units.get(agreed)  # most agreements have their package's outcomes
        if known is None:
            units = dict.fromkeys(self.outcome[one].unit for one in agreed if one in self.outcome)
            known = self._whole_units[agreed] = tuple(
                unit for unit in units if unit and all(one in agreed for one in self.outcome_ids_in.get(unit, ()))
            )
        return known


def _merged_terms(*sources: Terms) -> Terms:
    """Gives of each term what the first source says that says anything."""
    return Terms(
        **{
            name: next((value for one in sources if (value := getattr(one, name))), None) or _empty(name)
            for name in TERMS
        }
    )


def _empty(name: str) -> tuple[()] | None:
    return () if isinstance(Terms.model_fields[name].default, tuple) else None


def enrolled_in(register: Register, learner: Learner) -> tuple[str, ...]:
    """Gives the ids of the qualifications that a learner takes, the main one first, each once."""
    further = register.enrolments_of.get(learner.id)
    if further is None:  # most learners take one qualification, and every rule asks which
        return (learner.qualification,) if learner.qualification else ()
    named = (learner.qualification, *(row.qualification for row in further))
    return tuple(dict.fromkeys(one for one in named if one))
