"""The tables of comparison: the matrix, competence areas and profiles, tests of outcomes, and what a plan draws on."""

from __future__ import annotations

from dataclasses import replace

from ecvet_office.model.matrix import COVERAGES, MOST_STEPS, Area, Coverage, Module, PlanDate, Profile, Trial
from ecvet_office.workbook.columns import Column, choice, day, identity, integer, long, name, number, ref, text, yes_no
from ecvet_office.workbook.tables import Table

WIDE = 44  # characters: drop-downs show the whole text of an outcome


def _step(number_: int) -> Column:
    said = "What somebody of this step can do; empty for a step the area does not have."
    column = long(f"step{number_}", f"Step {number_}", said, width=30)
    return replace(column, rare=number_ == MOST_STEPS)


MATRIX: tuple[Table, ...] = (
    Table(
        "Matrix", "Matrix", Coverage, "coverages",
        (
            replace(ref("outcome", "Outcome", "Outcomes", help_="An outcome of your qualification.", required="WB05"),
                    width=WIDE),
            ref("qualification", "Partner qualification", "Qualifications", required="WB05",
                help_="A partner's qualification, as on the sheet Qualifications."),
            choice("covered", "Covered", COVERAGES, "How far the partner's qualification holds the outcome.", "MX01"),
            long("there_called", "Called there", "The outcome in the partner's own words."),
        ),
        ("outcome", "qualification"), shown=True,
        about="How far each partner's qualification holds each of your outcomes. The sheet Matrix picture draws it.",
    ),
    Table(
        "Areas", "Areas", Area, "areas",
        (
            identity("H"),
            text("title", "Competence area", "What is done at work, such as: preparing meals.", "WB05", width=34,
                 printed=True),
            integer("steps", "Steps", "How many steps of rising demand; 2 to 6 as a rule.", "MX02"),
            *(_step(number_) for number_ in range(1, MOST_STEPS + 1)),
        ),
        ("id",), ("title",), "H", shown=True,
        about="Competence areas, each in steps that build on each other. 5 to 25 areas make a readable matrix.",
    ),
    Table(
        "Profiles", "Profiles", Profile, "profiles",
        (
            ref("qualification", "Programme", "Qualifications",
                help_="Of the profile of a programme. Of a person's: empty for the person's own qualification."),
            ref("learner", "Person", "Learners", help_="Empty in the profile of a programme."),
            ref("area", "Competence area", "Areas", required="WB05"),
            integer("step", "Step", "The highest step that is reached; 0 for none.", "MX06"),
            number("points", "Points", "Credit points of the area in this profile."),
        ),
        ("qualification", "learner", "area"), shown=True,
        about="Up to which step a programme leads in each area, and which step a person has reached.",
    ),
    Table(
        "Trials", "Simulation and theory", Trial, "trials",
        (
            ref("learner", "Person", "Learners", required="WB05"),
            replace(ref("outcome", "Outcome", "Outcomes", required="WB05"), width=WIDE),
            yes_no("simulation", "Simulation passed", "Of a work situation. Empty while it was not held."),
            yes_no("theory", "Theory passed", "The theory test. Empty while it was not held."),
            day("on", "On", "The day of the later of the two."),
            name("assessor", "Assessor", help_="Who assessed."),
        ),
        shown=True, about="Each outcome is assessed twice: by the simulation of a work situation and by a theory test.",
    ),
    Table(
        "Modules", "Modules", Module, "modules",
        (
            replace(ref("outcome", "Outcome", "Outcomes", required="WB05"), width=WIDE),
            text("module", "Module", "The training that leads to the outcome.", "WB05", width=36, printed=True),
            number("hours", "Hours", "Of learning, of whatever kind.", "MX09"),
            text("place", "Place", "Where it is held as a rule.", width=30),
        ),
        ("outcome", "module"), shown=True,
        about="Which training leads to each outcome. What is left of a training is its hours for missing outcomes.",
    ),
    Table(
        "PlanDates", "Plan dates", PlanDate, "plan_dates",
        (
            ref("learner", "Person", "Learners", required="WB05"),
            ref("outcome", "Outcome", "Outcomes",
                help_="Empty: every outcome of the plan that has no line of its own here."),
            day("deadline", "Deadline", "Until when the outcome is made up for.", "MX10"),
            text("place", "Place", "Empty: where the module is held.", width=30),
        ),
        ("learner", "outcome"), shown=True,
        about="Until when each person makes up for what is missing, and where.",
    ),
)  # fmt: skip
