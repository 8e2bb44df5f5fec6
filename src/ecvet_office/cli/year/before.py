"""The months before the stays: memoranda, names, agreements, signatures, and what changes once they are signed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from ecvet_office.cli.year import accidents
from ecvet_office.cli.year.class_lists import LATE, lists
from ecvet_office.cli.year.made_up import (
    CARERS,
    COOKS,
    DAYS,
    ELECTRICIANS,
    GUESTS,
    GUESTS_HOME,
    PACKAGES_OF,
    YEAR,
    first_workbook,
)
from ecvet_office.cli.year.playing import Year
from ecvet_office.cli.year.post import can_scan, signed_agreements
from ecvet_office.cli.year.typed_in import NewRows, Typed
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.register import Register
from ecvet_office.model.results import AGREEMENT, AMENDMENT, GROUP_PROGRAMME, MEMORANDUM, Paper
from ecvet_office.workbook.saving import write_new_file

CLASS_LISTS = {ELECTRICIANS: ".csv", CARERS: ".xlsx", COOKS: ".txt"}
CONFIRMED = ("--map", "Geburtsdatm=date of birth")
IN_PLACE, RECORDED = "--in-place", ("--record", "--in-place")
AGREEMENTS = "learning-agreement"
WHOLE_UNIT_ONLY = "K13"


def february(year: Year) -> None:
    """Begins the workbook, and has the memoranda signed."""
    year.begin(f"February {YEAR}: the memoranda", f"{YEAR}-02")
    write_new_file(year.plan, first_workbook())
    year.note("typed in Excel: the school, 25 partners in nine countries, three trades, 14 packages")
    year.run("fill", "memorandum", year.plan, "-o", year.documents, *RECORDED, on=date(YEAR, 2, 10), told="noted")
    _send(year, MEMORANDUM, date(YEAR, 2, 11), date(YEAR, 3, 3))
    _sign(year, MEMORANDUM, date(YEAR, 2, 24))
    year.note("typed in Excel: when the memoranda were sent, came back, and were signed, from the papers")


def march(year: Year) -> None:
    """Turns the schools' lists into agreements, and sends these out."""
    year.begin(f"March {YEAR}: names become agreements", f"{YEAR}-03")
    for name, data in lists().items():
        write_new_file(year.at("lists", name), data)
    for group, ending in CLASS_LISTS.items():
        days = ("--start", f"{DAYS[group][0]}", "--end", f"{DAYS[group][1]}")
        names = year.at("lists", f"{group}{ending}")
        if group == ELECTRICIANS:
            year.run("enrol", year.plan, names, *days, IN_PLACE, told="not sure")
        year.run("enrol", year.plan, names, *days, *(CONFIRMED if group == ELECTRICIANS else ()), IN_PLACE,
                 told="not enrolled")  # fmt: skip
    year.note("two are mended in the lists and enrolled after all; one stood there twice")
    year.run("enrol", year.plan, year.at("lists", f"{LATE}.csv"), IN_PLACE, told="not enrolled")
    guests, (first, last) = year.at("lists", f"{GUESTS}.csv"), DAYS[GUESTS]
    year.run("enrol", year.plan, guests, "--package", PACKAGES_OF[GUESTS][0], "--home", GUESTS_HOME,
             "--start", f"{first}", "--end", f"{last}", IN_PLACE, told="not enrolled|memorandum")  # fmt: skip
    _prepare(year)
    year.follow(date(YEAR, 3, 7), "Complete the agreement", "ready to sign")
    coded = ("--code",) if can_scan() else ()
    year.run("fill", AGREEMENTS, year.plan, "-o", year.documents, "--to-return", *coded, *RECORDED,
             on=date(YEAR, 3, 10), told="documents in|held back|noted")  # fmt: skip
    year.run("fill", "group-programme", year.plan, "-o", year.documents, *RECORDED, on=date(YEAR, 3, 10), told="noted")
    year.run("papers", year.plan, "--folders", year.at("post", "agreements"), "--documents", year.documents,
             on=date(YEAR, 3, 10), told="papers open|folders in|no e-mail address")  # fmt: skip
    for document in (AGREEMENT, GROUP_PROGRAMME):
        _send(year, document, date(YEAR, 3, 11), date(YEAR, 4, 4))
    year.follow(date(YEAR, 3, 11), "Send the agreement", "sent")
    year.note("the letters are sent; all agreements are due on 4 April")
    year.update(date(YEAR, 3, 14))


def _prepare(year: Year) -> None:
    """Types what differs from the packages, and what learners have reached so far."""
    stays = accidents.stays(year.register())
    cells: Typed = {}
    for stay in stays.values():
        cells["Agreements", stay.id, "progress"] = "First year of training completed."
    for case in accidents.PART_OF_A_UNIT:
        cells["Agreements", stays[case].id, "package"] = WHOLE_UNIT_ONLY
    travellers = [one.id for one in stays.values() if one.package == accidents.GROUPS_PACKAGE]
    cells |= {("Agreements", one, "group"): accidents.GROUP for one in travellers}
    group = {"id": accidents.GROUP, "name": "Lyon in spring", "programme": accidents.GROUPS_PROGRAMME}
    companion = {"group": accidents.GROUP, "person": accidents.COMPANION, "role": "teacher", "leads": "yes"}
    year.type_in(cells, [("MobilityGroups", group), ("AccompanyingPersons", companion), *_placements(stays)])
    year.note(f"typed in Excel: two go for part of a unit, three to two companies each, {len(travellers)} as a group")


def _placements(stays: Mapping[accidents.Case, Agreement]) -> NewRows:
    return [
        ("Placements", {"agreement": stays[case].id, "company": company, "from_": first, "to": last})
        for case in accidents.TWO_COMPANIES
        for company, first, last in accidents.BEFORE_AND_AFTER
    ]


def april(year: Year) -> None:
    """Collects signatures, reminds whoever is late, and plays what changes after signing."""
    year.begin(f"April {YEAR}: signatures, reminders, changes", f"{YEAR}-04")
    register = year.register()
    in_time = [one for one in year.stays() if _host(register, one) not in accidents.LATE_HOSTS]
    _come_back(year, in_time, date(YEAR, 4, 3), "agreements")
    _sign(year, GROUP_PROGRAMME, date(YEAR, 4, 1))
    year.run("papers", year.plan, "--folders", year.at("post", "reminders"), "--documents", year.documents,
             on=date(YEAR, 4, 8), told="papers open|folders in")  # fmt: skip
    reminded: Typed = {
        ("Papers", one.number, "reminded"): date(YEAR, 4, 8) for one in _waiting(year.register(), AGREEMENT)
    }
    year.type_in(reminded)
    year.note(f"the reminders are sent; {len(reminded)} papers are waited for")
    year.follow(date(YEAR, 4, 8), "Mark the agreement signed", "signed")
    year.update(date(YEAR, 4, 8))
    late = [one for one in year.stays() if one not in in_time]
    _come_back(year, late, date(YEAR, 4, 14), "late-agreements")
    year.follow(date(YEAR, 4, 15), "Mark the agreement signed", "signed")
    _change(year)
    _amend(year)


def _come_back(year: Year, stays: Collection[str], on: date, folder: str) -> None:
    """Lets hosts return agreements, reads them, and types the signatures of the others from the papers."""
    register = year.register()
    hosted = [one for one in stays if _host(register, one) != register.settings.coordinator]
    for name, data in signed_agreements(register, hosted, year.documents, on - timedelta(days=2)).items():
        write_new_file(year.at("returned", folder, name), data)
    year.note(f"{len(hosted)} agreements come back, filled by the hosts; the originals follow by post")
    year.run("read", year.at("returned", folder), year.plan, "--apply", IN_PLACE, on=on, told="read, |cells changed")
    _sign(year, AGREEMENT, on - timedelta(days=2), stays)
    year.note("typed in Excel: the other signatures, with the days that stand on the papers")


def _change(year: Year) -> None:
    """Plays the changes after signing: what has to be signed anew, what is a correction, and who does not go."""
    stays = {case: one.id for case, one in accidents.stays(year.register()).items()}
    first, last = accidents.SHIFTED_TO
    cells: Typed = {
        **{("Agreements", stays[one], "planned_start"): first for one in accidents.DAYS_SHIFTED},
        **{("Agreements", stays[one], "planned_end"): last for one in accidents.DAYS_SHIFTED},
        **{("Agreements", stays[one], "host_company"): accidents.NEW_COMPANY for one in accidents.OTHER_COMPANY},
        **{("Agreements", stays[one], "status"): "withdrawn" for one in accidents.WITHDRAWN_BEFORE},
        **{("Agreements", stays[one], "withdrawn_because"): why for one, why in accidents.WITHDRAWN_BEFORE.items()},
        ("Learners", year.register().agreement[stays[accidents.CORRECTED]].learner or "", "address"):
            accidents.RIGHT_ADDRESS,
    }  # fmt: skip
    year.type_in(cells)
    year.note("typed in Excel: four start later for a strike, two work elsewhere, one address, two withdraw")


def _amend(year: Year) -> None:
    """Makes the amendments of what was signed, and has them signed."""
    stays = {case: one.id for case, one in accidents.stays(year.register()).items()}
    changed = (*accidents.DAYS_SHIFTED, *accidents.OTHER_COMPANY)
    for number, case in enumerate(changed):
        year.run("amend", year.plan, stays[case], "--documents", year.documents, *RECORDED, on=date(YEAR, 4, 22),
                 told="signed anew", is_like=number > 0)  # fmt: skip
    year.note(f"the same for the {len(changed) - 1} others")
    year.run("amend", year.plan, stays[accidents.CORRECTED], "--documents", year.documents, "--show",
             on=date(YEAR, 4, 22), told="correction|anew")  # fmt: skip
    _send(year, AMENDMENT, date(YEAR, 4, 22), date(YEAR, 4, 26))
    year.update(date(YEAR, 4, 22))
    _sign(year, AMENDMENT, date(YEAR, 4, 24))
    year.note("the amendments are sent, signed and noted")


# --- the sheet Papers -------------------------------------------------------------------------------------------------


def _send(year: Year, document: str, sent: date, due: date) -> None:
    papers = [one for one in year.register().papers if one.document == document and one.sent is None]
    year.type_in({("Papers", one.number, field): day for one in papers for field, day in
                  (("sent", sent), ("due", due))})  # fmt: skip


def _sign(year: Year, document: str, on: date, about: Collection[str] = ()) -> None:
    """Types the days of signing and return of all papers of a kind that lack one; those of hosts came back already."""
    cells: Typed = {
        ("Papers", one.number, field): on
        for one in _waiting(year.register(), document)
        if not about or one.subject in about
        for field in ("returned", "signed_on")
        if getattr(one, field) is None
    }
    year.type_in(cells)


def _host(register: Register, stay: str) -> str:
    return register.terms(register.agreement[stay]).host or ""


def _waiting(register: Register, document: str) -> Iterable[Paper]:
    return [one for one in register.papers if one.document == document and not (one.returned and one.signed_on)]
