"""The kind of workbook in which prior learning is certified, unit by unit (project COLOR)."""

from __future__ import annotations

from ecvet_office.model.register import Register
from ecvet_office.model.results import RECOGNISED
from ecvet_office.workbook.computed_prior_learning import JUDGED, TO_CHECK
from ecvet_office.workbook.formulas import READ_AS, cells, column
from ecvet_office.workbook.kind import AFTER, BEFORE, FINDINGS, LOOK, OVERVIEW, SET_UP, Count, Kind, Phase, Step


def _to_check(register: Register) -> int:
    return sum(1 for row in register.evidence if row.unchecked and not row.failed)


def _recognised(register: Register) -> int:
    return sum(1 for row in register.decisions if row.step == RECOGNISED)


FILES = (
    Count("files", f'COUNTIF({column("PriorLearning", READ_AS)},"?*")', lambda register: len(register.prior_learning)),
    Count("pieces of evidence", f'COUNTIF({cells("Evidence", "item")},"?*")', lambda register: len(register.evidence)),
    Count("of these to be checked", f'COUNTIF({column("Evidence", JUDGED)},"{TO_CHECK}")', _to_check),
    Count("units recognised", f'COUNTIF({cells("Decisions", "step")},"{RECOGNISED}")', _recognised),
)

PRIOR_LEARNING = Kind(
    name="prior-learning",
    title="ECVET workbook of prior learning",
    about="What somebody knows and can do already is certified, unit by unit. No memorandum, no agreement.",
    tables=(
        "Learners", "PriorLearning", "Evidence", "Results", "Decisions", "Settings", "Partners", "People",
        "Qualifications", "Units", "UnitPoints", "Outcomes", "Groups", "EarlierUnits", "Certified", "Findings",
        "Credit", "Progress",
    ),
    hidden=frozenset({"Groups", "EarlierUnits", "Credit", "Progress"}),
    settings=("profile", "coordinator", "languages", "prevailing_language", "points", "rounding_step"),
    phases=(
        Phase("Set up once", SET_UP, (
            Step("Settings", "Say once what holds for all: your institution, whether points are used."),
            Step("Partners", "Your own institution."),
            Step("People", "Who advises candidates, assesses, validates and recognises.", begins=False),
            Step("Qualifications", "The qualification whose units are certified, with its points."),
            Step("Units", "Its units, and how each is assessed.", begins=False),
            Step("UnitPoints", "The points of each unit in the qualification.", begins=False),
            Step("Outcomes", "What one has to know and be able to do, with criteria.", begins=False),
        )),
        Phase("Identify and document", BEFORE, (
            Step("Learners", "Each candidate once."),
            Step("PriorLearning", "A file for each candidate: who found what may be claimed, and when."),
            Step("Evidence", "What shows each claimed outcome: is it authentic, sufficient and current?"),
        )),
        Phase("Assess and certify", AFTER, (
            Step("Results", "What the assessor found, outcome by outcome, however it was learnt."),
            Step("Decisions", "Validated and recognised, or refused: by whom and when."),
        )),
        Phase("Where you stand", LOOK, (
            Step("Certified", "Which units are certified, and what the others lack; filled by the command: ecvet "
                 "update."),
            Step("Findings", "What is wrong or still missing; filled by the same command.", begins=False),
            Step(OVERVIEW, "Points by candidate, as a picture.", begins=False),
        )),
    ),
    counts=(("Prior learning", FILES), ("Findings of the last update", FINDINGS)),
    charts=("learners",),
    columns={
        "Learners": (
            "id", "family_name", "given_names", "date_of_birth", "nationality", "address", "email", "telephone",
            "qualification",
        ),
        "Results": (
            "context", "learner", "outcome", "achieved", "date", "method", "assessor", "strong_points", "weak_points",
            "remark",
        ),
    },
)  # fmt: skip
