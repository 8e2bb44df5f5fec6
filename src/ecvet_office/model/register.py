"""Everything a workbook says, as records with ready look-ups."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

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
from ecvet_office.model.europass import Europass, EuropassCourse
from ecvet_office.model.learners import EarlierUnit, Enrolment, Learner
from ecvet_office.model.look_ups import by_key, grouped
from ecvet_office.model.memoranda import Memorandum, MemorandumPartner, MemorandumQualification
from ecvet_office.model.method_tables import MethodTables
from ecvet_office.model.mobility_groups import AccompanyingPerson, MobilityGroup
from ecvet_office.model.partners import Partner, Person
from ecvet_office.model.qualification_tables import QualificationTables
from ecvet_office.model.results import Decision, Paper, Result
from ecvet_office.model.settings import Settings

TERMS = tuple(name for name in Terms.model_fields if name not in {"origin", "translations"})
OWN_TERMS = frozenset(TERMS)


@dataclass(frozen=True)
class Register(QualificationTables, MethodTables):
    """All records of a workbook, each table in the order of its rows.

    Look-ups by id give the first row of that id, and None where there is none.
    """

    settings: Settings = field(default_factory=Settings)
    partners: tuple[Partner, ...] = ()
    people: tuple[Person, ...] = ()
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
    mobility_groups: tuple[MobilityGroup, ...] = ()
    accompanying_persons: tuple[AccompanyingPerson, ...] = ()
    results: tuple[Result, ...] = ()
    decisions: tuple[Decision, ...] = ()
    papers: tuple[Paper, ...] = ()
    checklist_entries: tuple[ChecklistEntry, ...] = ()
    europasses: tuple[Europass, ...] = ()
    europass_courses: tuple[EuropassCourse, ...] = ()

    # --- look-ups by id ---------------------------------------------------------------------------------------------

    @cached_property
    def partner(self) -> dict[str, Partner]:
        """Institutions by id."""
        return by_key("id", self.partners)

    @cached_property
    def person(self) -> dict[str, Person]:
        """People by id."""
        return by_key("id", self.people)

    @cached_property
    def memorandum(self) -> dict[str, Memorandum]:
        """Memoranda by id."""
        return by_key("id", self.memoranda)

    @cached_property
    def package(self) -> dict[str, Package]:
        """Packages by id."""
        return by_key("id", self.packages)

    @cached_property
    def learner(self) -> dict[str, Learner]:
        """Learners by id."""
        return by_key("id", self.learners)

    @cached_property
    def agreement(self) -> dict[str, Agreement]:
        """Agreements by id."""
        return by_key("id", self.agreements)

    @cached_property
    def mobility_group(self) -> dict[str, MobilityGroup]:
        """Mobility groups by id."""
        return by_key("id", self.mobility_groups)

    # --- rows that belong to something ------------------------------------------------------------------------------

    @cached_property
    def partners_in(self) -> dict[str, tuple[MemorandumPartner, ...]]:
        """The institutions of each memorandum."""
        return grouped("memorandum", self.memorandum_partners)

    @cached_property
    def qualifications_in(self) -> dict[str, tuple[MemorandumQualification, ...]]:
        """The qualifications that each memorandum covers."""
        return grouped("memorandum", self.memorandum_qualifications)

    @cached_property
    def enrolments_of(self) -> dict[str, tuple[Enrolment, ...]]:
        """The further qualifications of each learner."""
        return grouped("learner", self.enrolments)

    @cached_property
    def agreements_of(self) -> dict[str, tuple[Agreement, ...]]:
        """The agreements of each learner."""
        return grouped("learner", (agreement for agreement in self.agreements if agreement.learner))

    @cached_property
    def agreements_in(self) -> dict[str, tuple[Agreement, ...]]:
        """The agreements of each mobility group, in the order of the sheet, those of withdrawn stays among them."""
        return grouped("group", (agreement for agreement in self.agreements if agreement.group))

    @cached_property
    def accompanying_in(self) -> dict[str, tuple[AccompanyingPerson, ...]]:
        """Who accompanies each mobility group."""
        return grouped("group", self.accompanying_persons)

    @cached_property
    def results_of(self) -> dict[str, tuple[Result, ...]]:
        """The results of each learner."""
        return grouped("learner", self.results)

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
        return grouped("learner", self.decisions)

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
        return grouped("learner", self.earlier_units)

    @cached_property
    def changes_of(self) -> dict[str, tuple[AgreedOutcome, ...]]:
        """By agreement, the outcomes by which it differs from its package."""
        return grouped("agreement", self.agreed_outcomes)

    @cached_property
    def checklist_entries_of(self) -> dict[str, tuple[ChecklistEntry, ...]]:
        """What was noted on the checklist of each stay, by agreement."""
        return grouped("agreement", self.checklist_entries)

    @cached_property
    def support_of(self) -> dict[str, tuple[ResponsiblePerson, ...]]:
        """Who sees to each stay besides the mentors, by agreement or package."""
        return grouped("stay", self.responsible_persons)

    @cached_property
    def europass(self) -> dict[str, Europass]:
        """What the Europass Mobility of a stay says beyond the stay, by agreement."""
        return by_key("agreement", self.europasses)

    @cached_property
    def europass_courses_of(self) -> dict[str, tuple[EuropassCourse, ...]]:
        """The courses of each stay that its Europass Mobility records."""
        return grouped("agreement", self.europass_courses)

    @cached_property
    def papers_about(self) -> dict[str, tuple[Paper, ...]]:
        """The papers about each agreement, memorandum or learner."""
        return grouped("subject", (paper for paper in self.papers if paper.subject))

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
