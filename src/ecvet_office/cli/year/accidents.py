"""What happens in the year beside the plan, by class and number in the class: changes, failures, silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ecvet_office.cli.year.made_up import CARERS, COOKS, ELECTRICIANS, YEAR, pupils
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.register import Register

Case = tuple[str, int]

PART_OF_A_UNIT: tuple[Case, ...] = ((ELECTRICIANS, 6), (ELECTRICIANS, 10))
"""They go for the package of the same host that has knowledge and skills alone."""

TWO_COMPANIES: tuple[Case, ...] = ((COOKS, 4), (COOKS, 8), (COOKS, 12))
BEFORE_AND_AFTER = (("Hôtel du Modèle", date(YEAR, 4, 28), date(YEAR, 5, 14)),
                    ("Cantine Modèle", date(YEAR, 5, 15), date(YEAR, 5, 30)))  # fmt: skip

GROUP, GROUPS_PACKAGE, COMPANION = "G1", "K1", "H32"
"""The carers who go to Lyon travel together, with a teacher."""
GROUPS_PROGRAMME = (
    "Week 1: arrival, language course at the lycée, first visits with the mentor. Weeks 2 to 4: visits with the home "
    "care team, reflection at the lycée on Fridays. Last day: assessment and departure."
)

DAYS_SHIFTED: tuple[Case, ...] = ((ELECTRICIANS, 4), (ELECTRICIANS, 8), (ELECTRICIANS, 12), (ELECTRICIANS, 16))
"""A strike of the ferries: they start three days later, which has to be signed anew."""
SHIFTED_TO = date(YEAR, 5, 1), date(YEAR, 5, 26)

OTHER_COMPANY: tuple[Case, ...] = ((CARERS, 5), (CARERS, 9))
NEW_COMPANY = "Palvelutalo Malli"

CORRECTED: Case = (CARERS, 2)
"""The address was misspelt: a correction, and nothing to be signed."""
RIGHT_ADDRESS = "Lindenweg 2a, 18055 Rostock"

WITHDRAWN_BEFORE: Mapping[Case, str] = {(ELECTRICIANS, 9): "changes school", (COOKS, 14): "family reasons"}
WITHDRAWN_ABROAD: Case = (COOKS, 18)
CAME_HOME, ACHIEVED_BEFORE = date(YEAR, 5, 16), "34K"

INTERRUPTED: Case = (COOKS, 5)
INTERRUPTION = 3  # days

NOT_ACHIEVED: Mapping[Case, str] = {(ELECTRICIANS, 11): "13C", (CARERS, 10): "21S", (COOKS, 9): "34S"}
REFUSED: Case = (ELECTRICIANS, 11)

SILENT_HOST = "I12"
"""The host that never sends its results, so that its stays are open when the year ends."""

LATE_HOSTS = ("I9", "I13")
"""The hosts that sign their agreements only when they are reminded."""

SCANNING_HOST = "I7"
"""The host that sends scans of some signed agreements instead of the documents."""
SCANNED: tuple[Case, ...] = ((ELECTRICIANS, 1), (ELECTRICIANS, 5), (ELECTRICIANS, 13))

SHEET_HOST = "I3"
"""The host that fills an assessment sheet for each learner; the others get a grid."""
GRID_HOSTS = ("I2", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11", "I12", "I13")


def stays(register: Register) -> Mapping[Case, Agreement]:
    """Gives the agreement of each learner of the year who has one, by class and number."""
    by_email = {one.email: one for one in register.learners}
    found: dict[Case, Agreement] = {}
    for pupil in pupils():
        learner = by_email.get(pupil.email)
        agreements = register.agreements_of.get(learner.id, ()) if learner else ()
        if agreements:
            found[pupil.group, pupil.number] = agreements[0]
    return found


def hosted_by(register: Register, host: str) -> tuple[Agreement, ...]:
    """Gives the stays at a host that were not withdrawn, in the order of the sheet."""
    return tuple(
        one for one in register.agreements if register.terms(one).host == host and one.stage.label != "withdrawn"
    )
