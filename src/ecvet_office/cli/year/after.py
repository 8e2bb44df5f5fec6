"""The months after the stays: results, the recognition meeting, the learners' papers, audit, and the next year."""

from __future__ import annotations

from datetime import date

from ecvet_office.cli.year import accidents
from ecvet_office.cli.year.foreign import participants
from ecvet_office.cli.year.made_up import GUESTS, PACKAGES_OF, YEAR
from ecvet_office.cli.year.playing import Year
from ecvet_office.cli.year.post import filled_grid, filled_sheet, stray_files
from ecvet_office.cli.year.typed_in import Typed
from ecvet_office.model.results import EUROPASS, RECOGNITION_LETTER, REFUSAL_LETTER, TRANSCRIPT
from ecvet_office.workbook.saving import write_new_file

CAME_BACK, MEETING, SENT_OUT = date(YEAR, 6, 6), date(YEAR, 6, 12), date(YEAR, 6, 20)
AUDIT, SUMMER = date(YEAR, 7, 3), date(YEAR, 8, 1)
VALIDATES, RECOGNISES = "H1", "H2"
IN_PLACE, RECORDED = "--in-place", ("--record", "--in-place")
REASON = "One outcome of the unit was not achieved; it can be retaken in autumn."
PAPERS = {"transcript": TRANSCRIPT, "europass-mobility": EUROPASS, "recognition-letter": RECOGNITION_LETTER,
          "refusal-letter": REFUSAL_LETTER}  # fmt: skip


def june(year: Year) -> None:
    """Reads what came back, holds the meeting, and makes the papers of the learners."""
    year.begin(f"June {YEAR}: results, meeting, papers", f"{YEAR}-06")
    _come_back(year)
    returned = year.follow(date(YEAR, 6, 6), "Mark the stay returned", "returned")
    register = year.register()
    cells: Typed = {("Agreements", one, "actual_start"): register.agreement[one].start for one in returned}
    cells |= {("Agreements", one, "actual_end"): register.agreement[one].end for one in returned}
    scanned = [accidents.stays(register)[case] for case in accidents.SCANNED]
    cells |= {("Agreements", one.id, "host_mentor"): register.terms(one).assessor for one in scanned}
    year.type_in({**cells, ("Packages", PACKAGES_OF[GUESTS][0], "host_mentor"): "H3"})
    year.note("typed in Excel: the actual days, and the mentors whom no returned document names")
    year.update(date(YEAR, 6, 10))
    _meet(year)
    for document in PAPERS:
        year.run("fill", document, year.plan, "-o", year.documents, *RECORDED, on=SENT_OUT,
                 told="documents? in|held back|noted")  # fmt: skip
    year.update(SENT_OUT)


def _come_back(year: Year) -> None:
    register, folder = year.register(), year.at("returned", "results")
    for host in (*accidents.GRID_HOSTS, register.settings.coordinator or ""):
        if host != accidents.SILENT_HOST:
            stays = accidents.hosted_by(register, host)
            mistyped = stays[0].id if host == accidents.GRID_HOSTS[0] else ""
            name = f"host-grid_{host}.xlsx"
            filled_grid(register, year.at("grids", name), folder / host / name, mistyped)
    for stay in accidents.hosted_by(register, accidents.SHEET_HOST):
        name = f"{accidents.SHEET_HOST}/sheet of {stay.id}.docx"
        write_new_file(folder / name, filled_sheet(register, stay, year.documents))
    for name, data in stray_files(register, year.documents, folder).items():
        write_new_file(folder / name, data)
    year.note("grids, sheets and other files come back, with damaged and foreign files among them")
    year.run(
        "read", folder, year.plan, "--apply", IN_PLACE, on=CAME_BACK, told="read, |cells changed|needs you|look at"
    )


def _meet(year: Year) -> None:
    """Holds the recognition meeting, and enters what it decided."""
    folder = year.at("meeting")
    year.run("meeting", year.plan, "-o", folder, on=MEETING, told="document")
    for step, person in (("validated", VALIDATES), ("recognised", RECOGNISES)):
        year.run("decide", year.plan, "--step", step, "--by", person, "--all-ready", IN_PLACE, on=MEETING,
                 told="decisions of")  # fmt: skip
    stays = accidents.stays(year.register())
    gone, refused = (stays[case] for case in (accidents.WITHDRAWN_ABROAD, accidents.REFUSED))
    year.run("decide", year.plan, "--step", "validated", "--by", VALIDATES, "--learner", gone.learner or "",
             "--subject", accidents.ACHIEVED_BEFORE, IN_PLACE, on=MEETING, told="decisions? of")  # fmt: skip
    unit = year.register().terms(refused).targets[0]
    year.run("decide", year.plan, "--step", "refused", "--by", RECOGNISES, "--learner", refused.learner or "",
             "--subject", unit, "--reason", REASON, IN_PLACE, on=MEETING, told="decisions? of")  # fmt: skip
    year.run("meeting", year.plan, "-o", folder, on=MEETING, told="document")
    year.follow(MEETING, "Mark the stay decided", "decided")


def summer(year: Year) -> None:
    """Hands on, audits, and begins the next year; then forgets who withdrew."""
    year.begin(f"July and August {YEAR}: audit and the next year", f"{YEAR}-07")
    register, folders = year.register(), ("--papers", year.documents, "--papers", year.at("filed"))
    write_new_file(year.at("participants.xlsx"), participants())
    year.run("export", year.plan, year.at("participants.xlsx"), "-o", year.at("participants-filled.xlsx"), on=AUDIT,
             told="not filled|resembles nothing|empty rows filled")  # fmt: skip
    stays = accidents.stays(register)
    audited = [stays[case].learner or "" for case in (accidents.DAYS_SHIFTED[0], accidents.TWO_COMPANIES[0])]
    asked = [word for one in audited for word in ("--learner", one)]
    year.run("audit", year.plan, *asked, *folders, "-o", year.at("audit"), on=AUDIT, told="with a file")
    year.run("extract", year.plan, "--partner", accidents.GRID_HOSTS[0], "-o", year.at("for-Lyon.xlsx"), told="rows:")
    year.run("personal-data", year.plan, audited[0], "-o", year.at(f"{audited[0]}.json"), told="learner")
    gone = stays[min(accidents.WITHDRAWN_BEFORE)].learner or ""
    year.run(
        "forget", year.plan, gone, "-o", year.at("plan-forgotten.xlsx"), *folders, told="rows emptied|remains|document:"
    )
    year.run("anonymise", year.plan, "-o", year.at("for-support.xlsx"), on=AUDIT, told="written|remains|differs")
    year.run("next-year", year.plan, "-o", year.at(f"plan-{YEAR + 1}.xlsx"), on=SUMMER, told="kept with|ends within")
    year.run("update", year.at(f"plan-{YEAR + 1}.xlsx"), "--in-place", on=SUMMER, told="found")
