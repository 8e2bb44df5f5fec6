"""The stays: who goes, what happens on the way, and what the hosts get to write their results into."""

from __future__ import annotations

from datetime import date

from ecvet_office.cli.year import accidents
from ecvet_office.cli.year.made_up import YEAR
from ecvet_office.cli.year.playing import Year
from ecvet_office.cli.year.typed_in import Typed


def may(year: Year) -> None:
    """Sends the learners off, notes an interruption and a return before time, and sends the hosts their forms."""
    year.begin(f"May {YEAR}: abroad", f"{YEAR}-05")
    year.follow(date(YEAR, 5, 6), "Mark the stay under way", "under way")
    stays = {case: one.id for case, one in accidents.stays(year.register()).items()}
    gone = stays[accidents.WITHDRAWN_ABROAD]
    cells: Typed = {
        ("Agreements", stays[accidents.INTERRUPTED], "interruption_days"): accidents.INTERRUPTION,
        ("Agreements", gone, "status"): "withdrawn",
        ("Agreements", gone, "withdrawn_because"): "went home",
        ("Agreements", gone, "actual_end"): accidents.CAME_HOME,
    }
    learner, outcome = year.register().agreement[gone].learner, accidents.ACHIEVED_BEFORE
    result = {"context": gone, "learner": learner, "outcome": outcome, "achieved": "yes", "date": accidents.CAME_HOME}
    year.type_in(cells, [("Results", result)])
    year.note("typed in Excel: one stay is interrupted for three days, one learner goes home")
    year.update(date(YEAR, 5, 20))
    for number, host in enumerate((*accidents.GRID_HOSTS, year.register().settings.coordinator or "")):
        year.run("grid", year.plan, "--host", host, "-o", year.at("grids"), on=date(YEAR, 5, 20), is_like=number > 0)
    year.note(f"the same for {len(accidents.GRID_HOSTS)} more, with the own school for its guests")
    register = year.register()
    learners = [one.learner or "" for one in accidents.hosted_by(register, accidents.SHEET_HOST)]
    asked = [word for one in learners for word in ("--learner", one)]
    year.run("fill", "assessment-sheet", year.plan, "-o", year.documents, *asked, "--record", "--in-place",
             on=date(YEAR, 5, 20), told="documents in|noted")  # fmt: skip
    year.note(f"sent: a grid to each of {len(accidents.GRID_HOSTS)} hosts, assessment sheets to one")
