"""The kind of workbook in which an organisation checks how well it runs its learners' mobility.

Ten of the areas are key process areas that the ECVET STEP Toolkit names on its levels 2 and 3; the other four are the
steps of the quality cycle to which the ECVET toolkit ties quality assurance. All questions are our own.
"""

from __future__ import annotations

from ecvet_office.credit.self_check import area_scores, level_of, score_number, whole_score
from ecvet_office.model.register import Register
from ecvet_office.workbook.computed_self_check import SCORE
from ecvet_office.workbook.formulas import cells, column
from ecvet_office.workbook.kind import BEFORE, FINDINGS, LOOK, OVERVIEW, SET_UP, Count, Kind, Phase, Step


def _whole(register: Register) -> str:
    """Gives the score of the whole as the formula shows it."""
    score = whole_score(area_scores(register))
    return "0" if score is None else str(score_number(score))


def _answered(register: Register) -> int:
    return sum(1 for row in register.self_check if level_of(row) is not None)


SCORES = (
    Count("score of the whole, of 5", f"IFERROR(ROUND(AVERAGE({column('ProcessAreas', SCORE)}),2),0)", _whole),
    Count("questions", f'COUNTIF({cells("SelfCheck", "question")},"?*")', lambda register: len(register.self_check)),
    Count("answered", f'COUNTIFS({cells("SelfCheck", "level")},">=1",{cells("SelfCheck", "level")},"<=5")', _answered),
)

PRESET = """
| Process areas | id | area | group |
|---|---|---|---|
| | S1 | Planning stays with partners | quality cycle |
| | S2 | Carrying stays out | quality cycle |
| | S3 | Evaluating stays | quality cycle |
| | S4 | Reviewing and changing | quality cycle |
| | S5 | Keeping documents electronically | ECVET-STEP, level 2 |
| | S6 | Memorandum of understanding | ECVET-STEP, level 2 |
| | S7 | Learning outcomes | ECVET-STEP, level 2 |
| | S8 | Criteria for validation | ECVET-STEP, level 2 |
| | S9 | Learning agreement | ECVET-STEP, level 2 |
| | S10 | Transparent assessment | ECVET-STEP, level 3 |
| | S11 | Personal transcript | ECVET-STEP, level 3 |
| | S12 | Data that belong together | ECVET-STEP, level 3 |
| | S13 | Outcomes used again and compared | ECVET-STEP, level 3 |
| | S14 | Units | ECVET-STEP, level 3 |

| Self-check | area | question | step of the cycle | level |
|---|---|---|---|---|
| | S1 | Do we and our partners set aims for each year's stays, with numbers that can be checked? | planning | |
| | S1 | Are tasks, people, time and money for stays laid down before the year begins? | planning | |
| | S2 | Do all who take part know what they have to do, and until when? | implementation | |
| | S2 | Are learners prepared for the stay, and looked after during it? | implementation | |
| | S3 | Do we ask learners, hosts and teachers after each stay, and put the answers together? | evaluation | |
| | S3 | Do we compare what was agreed with what was assessed and recognised? | evaluation | |
| | S4 | Do we talk through the results with partners, and decide on changes? | review | |
| | S4 | Are the changes that we decided on seen in next year's papers? | review | |
| | S5 | Is there one place for all papers of a stay, with versions that cannot be mixed up? | implementation | |
| | S5 | Can somebody else find a signed paper within minutes when we are away? | implementation | |
| | S6 | Does every partnership have a signed memorandum that is still valid? | planning | |
| | S6 | Does it say who assesses, validates and recognises, and how it is reviewed? | planning | |
| | S7 | Is what learners should achieve written as knowledge, skills and competence? | planning | |
| | S7 | Does the host understand these outcomes as we do? | planning | |
| | S8 | Is it laid down by which criteria we validate what a host assessed? | planning | |
| | S8 | Would two colleagues decide alike on the same transcript? | planning | |
| | S9 | Does every learner have an agreement, signed by all before the stay begins? | planning | |
| | S9 | Does it name outcomes, assessment and what recognition may be expected? | planning | |
| | S10 | Do learners know beforehand how, when and by whom they are assessed? | implementation | |
| | S10 | Does a result show by which criterion and on which evidence it was given? | implementation | |
| | S11 | Does every learner come back with a transcript of each assessed outcome? | implementation | |
| | S11 | Does it tell what differed from the agreement? | implementation | |
| | S12 | Is each fact about a learner typed once, and used in all papers? | implementation | |
| | S12 | Do home and host work with the same data? | implementation | |
| | S13 | Are outcomes and units of earlier stays used again for new ones? | evaluation | |
| | S13 | Do we compare our outcomes with those of partners, and note what is alike? | evaluation | |
| | S14 | Are outcomes grouped into units that can be assessed and validated by themselves? | planning | |
| | S14 | Can the units meant for stays be reached within the time abroad? | planning | |
"""

SELF_CHECK = Kind(
    name="self-check",
    title="Self-check of mobility with ECVET",
    about="How well your organisation runs its learners' stays, area by area, and what to do next.",
    tables=("SelfCheck", "ProcessAreas", "Settings", "SelfCheckResult", "Findings"),
    hidden=frozenset(),
    settings=("programme", "project_code"),
    phases=(
        Phase("Prepare", SET_UP, (
            Step("ProcessAreas", "The areas of work; add or delete what you like. The score of each stands beside it."),
        )),
        Phase("Answer and decide", BEFORE, (
            Step("SelfCheck", "A level from 1 to 5 for each question: best together, at one table."),
            Step("SelfCheck", "For what is weak: a next action, an owner and a day.", begins=False),
        )),
        Phase("Where you stand", LOOK, (
            Step("SelfCheckResult", "Scores, and the weakest questions; filled by the command: ecvet update."),
            Step("Findings", "What is wrong or still missing; filled by the same command.", begins=False),
            Step(OVERVIEW, "Score by area, as a picture.", begins=False),
        )),
    ),
    counts=(("Self-check", SCORES), ("Findings of the last update", FINDINGS)),
    charts=("self-check",),
    preset=PRESET,
)  # fmt: skip
