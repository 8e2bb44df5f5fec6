"""The tables of the methods that a school may add to its workbook, with look-ups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ecvet_office.model.conversion import Certificate, Course, CourseTopic
from ecvet_office.model.entry_credit import EntryCredit
from ecvet_office.model.grades import Grade, MobilityUnit, PartAbroad
from ecvet_office.model.learning_time import Comparison, Pathway, TaskField
from ecvet_office.model.look_ups import by_key, grouped
from ecvet_office.model.matrix import Area, Coverage, Module, PlanDate, Profile, Trial
from ecvet_office.model.prior_learning import Evidence, PriorLearning
from ecvet_office.model.self_check import ProcessArea, SelfCheckQuestion


@dataclass(frozen=True)
class MethodTables:
    """What the workbook says on the sheets of methods, each table in the order of its rows.

    Grades, learning time, conversion of courses, prior learning, credit on entry, the matrix and the self-check: a
    workbook has the sheets of the methods that its school works with.
    """

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

    @cached_property
    def grades_of(self) -> dict[str, tuple[Grade, ...]]:
        """The grades of each learner, in the order of the sheet."""
        return grouped("learner", self.grades)

    @cached_property
    def pathway(self) -> dict[str, Pathway]:
        """Pathways by id."""
        return by_key("id", self.pathways)

    @cached_property
    def task_fields_of(self) -> dict[str, tuple[TaskField, ...]]:
        """The task fields of each pathway, in the order of the sheet."""
        return grouped("pathway", self.task_fields)

    @cached_property
    def comparisons_of(self) -> dict[str, tuple[Comparison, ...]]:
        """The comparisons of each pathway, in the order of the sheet."""
        return grouped("pathway", self.comparisons)

    @cached_property
    def course(self) -> dict[str, Course]:
        """Courses by id."""
        return by_key("id", self.courses)

    @cached_property
    def topics_of(self) -> dict[str, tuple[CourseTopic, ...]]:
        """The topics of each course, in the order of the sheet."""
        return grouped("course", self.course_topics)

    @cached_property
    def certificate(self) -> dict[str, Certificate]:
        """What the certificate supplement of each course says, by course."""
        return by_key("course", self.certificates)

    @cached_property
    def prior_file(self) -> dict[str, PriorLearning]:
        """The files of prior learning by id."""
        return by_key("id", self.prior_learning)

    @cached_property
    def evidence_in(self) -> dict[str, tuple[Evidence, ...]]:
        """The pieces of evidence in each file of prior learning, in the order of the sheet."""
        return grouped("file", self.evidence)

    @cached_property
    def entry_credits_in(self) -> dict[str, tuple[EntryCredit, ...]]:
        """What may be credited on entry to each training, in the order of the sheet."""
        return grouped("qualification", self.entry_credits)

    @cached_property
    def area(self) -> dict[str, Area]:
        """Competence areas by id."""
        return by_key("id", self.areas)

    @cached_property
    def coverage_of(self) -> dict[str, tuple[Coverage, ...]]:
        """The cells of the matrix in the row of each outcome, in the order of the sheet."""
        return grouped("outcome", self.coverages)

    @cached_property
    def profiles_of_programmes(self) -> dict[str, tuple[Profile, ...]]:
        """The organisational profile of each qualification."""
        rows = (row for row in self.profiles if row.qualification and not row.learner)
        return {programme: found for programme, found in grouped("qualification", rows).items() if programme}

    @cached_property
    def profiles_of(self) -> dict[str, tuple[Profile, ...]]:
        """The individual profile of each learner."""
        return grouped("learner", (row for row in self.profiles if row.learner))

    @cached_property
    def trials_of(self) -> dict[str, tuple[Trial, ...]]:
        """What each learner was assessed in by simulation and theory, in the order of the sheet."""
        return grouped("learner", self.trials)

    @cached_property
    def modules_for(self) -> dict[str, tuple[Module, ...]]:
        """The training for each outcome, in the order of the sheet."""
        return grouped("outcome", self.modules)

    @cached_property
    def plan_dates_of(self) -> dict[str, tuple[PlanDate, ...]]:
        """The dates of each learner's training plan."""
        return grouped("learner", self.plan_dates)

    @cached_property
    def process_area(self) -> dict[str, ProcessArea]:
        """The areas of the self-check by id."""
        return by_key("id", self.process_areas)

    @cached_property
    def self_check_in(self) -> dict[str, tuple[SelfCheckQuestion, ...]]:
        """The questions of each area of the self-check, in the order of the sheet."""
        return grouped("area", self.self_check)
