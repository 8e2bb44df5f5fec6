"""A coordinator's year, played with the commands: 120 learners from paste to audit, and what My learners asks for."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from cli.played_year import PlayedYear, files_of, hashes, played
from ecvet_office.cli import demo as demo_module
from ecvet_office.cli import ecvet
from ecvet_office.cli.year import accidents
from ecvet_office.cli.year.class_lists import lists
from ecvet_office.cli.year.made_up import COOKS, GUESTS, MAJORITY, first_workbook, pupils
from ecvet_office.cli.year.tour import MONTHS
from ecvet_office.model.results import (
    AGREEMENT,
    AMENDMENT,
    ASSESSMENT_SHEET,
    EUROPASS,
    GROUP_PROGRAMME,
    GUARDIAN_1,
    GUARDIAN_2,
    HOME,
    HOST,
    INTERMEDIARY,
    LEARNER,
    MEMORANDUM,
    RECOGNITION_LETTER,
    REFUSAL_LETTER,
    TRANSCRIPT,
)
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

SPRING, LATE, AMENDED, ABROAD, BACK, AFTER = (
    "2025-03-14", "2025-04-08", "2025-04-22", "2025-05-20", "2025-06-10", "2025-06-20",
)  # fmt: skip
WITH_INTERMEDIARY = ("I3", "I12")
NAME_OF = {
    MEMORANDUM: "memorandum",
    GROUP_PROGRAMME: "group-programme",
    AGREEMENT: "learning-agreement",
    AMENDMENT: "amendment",
    ASSESSMENT_SHEET: "assessment-sheet",
    TRANSCRIPT: "transcript",
    EUROPASS: "europass-mobility",
    RECOGNITION_LETTER: "recognition-letter",
    REFUSAL_LETTER: "refusal-letter",
}
"""By word of the sheet Papers, how the names of its files begin."""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [*map(str, arguments)])


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> PlayedYear:
    for library in ("PIL", "pypdfium2", "segno", "zxingcpp"):
        pytest.importorskip(library)
    base = tmp_path_factory.getbasetemp()
    return played(base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base)


# --- the tour ---------------------------------------------------------------------------------------------------------


def test_the_tour_shows_the_commands_of_the_whole_year_and_their_seconds(year: PlayedYear) -> None:
    shown = [line.split()[2] for line in year.lines if line.startswith("$ ecvet ")]
    assert set(shown) == {
        "fill", "enrol", "papers", "read", "amend", "grid", "update", "meeting", "decide", "export", "audit", "extract",
        "personal-data", "forget", "anonymise", "next-year",
    }  # fmt: skip
    assert all(one.code in {0, 1} for one in year.steps)
    told = next(line for line in year.lines if "of machine work" in line)
    assert told.startswith(f"{len(year.steps)} commands in ")
    assert sum(bool(re.fullmatch(r"    \([0-9.]+ s(, something is left to you)?\)", one)) for one in year.lines) == len(
        shown
    )


def test_the_tour_names_no_learner(year: PlayedYear) -> None:
    told = "\n".join(year.lines)
    assert [one for one in pupils() if f"{one.given_names} {one.family_name}" in told] == []
    assert [one for one in pupils() if re.search(rf"\b{re.escape(one.family_name)}\b", told)] == []


def test_no_file_of_the_year_was_ever_altered_or_lost(year: PlayedYear) -> None:
    assert year.altered == []
    assert len(year.seen) > 1000


def test_the_option_plays_the_year_into_a_new_folder_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(demo_module, "play", lambda _group, folder, _say: asked.append(folder))
    assert run("demo", tmp_path / "year", "--year").exit_code == 0
    assert asked == [tmp_path / "year"]
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert run("demo", tmp_path, "--year").exit_code == 2
    assert run("demo", tmp_path / "other", "--year", "--method", "grades").exit_code == 2
    assert asked == [tmp_path / "year"]
    assert len(MONTHS) == 6


def test_the_year_begins_with_the_same_bytes_every_time() -> None:
    assert first_workbook() == first_workbook()
    first, second = lists(), lists()
    del first["P24.xlsx"], second["P24.xlsx"]  # a list as another system writes it, with the time in it
    assert first == second


# --- names become agreements ------------------------------------------------------------------------------------------


def test_all_learners_are_enrolled_and_whoever_is_in_doubt_is_left_to_a_person(year: PlayedYear) -> None:
    register = year.register
    assert (len(register.learners), len(register.agreements)) == (120, 120)
    assert len({one.host for one in register.packages} | {one.id for one in register.partners}) == 26
    assert len({one.country for one in register.partners if one.country != "Germany"}) == 9
    left = [line for one in year.steps if one.arguments[0] == "enrol" for line in one.output.splitlines()
            if "not enrolled:" in line]  # fmt: skip
    assert [line.partition(":")[0] for line in left] == ["row 8", "row 44", "row 22"]
    by_name = {(one.family_name, one.given_names, one.date_of_birth) for one in register.learners}
    assert by_name == {(one.family_name, one.given_names, one.born) for one in pupils()}


def test_guests_are_enrolled_with_their_home_institution_and_its_memorandum(year: PlayedYear) -> None:
    guests = [one for case, one in accidents.stays(year.register).items() if case[0] == GUESTS]
    assert len(guests) == 10
    assert {(one.home, one.memorandum, year.register.terms(one).host) for one in guests} == {("I26", "M4", "I1")}


# --- what My learners asks for ----------------------------------------------------------------------------------------


def test_in_march_everybody_is_asked_to_sign(year: PlayedYear) -> None:
    assert {stage for stage, _ in year.actions(SPRING)} == {"sent"}
    two_parents = next(one for one in pupils() if len(one.guardians) == 2)
    row = year.my_learners(SPRING)[year.case((two_parents.group, two_parents.number))]
    assert row["Next action"] == "Ask for 5 signatures"
    assert row["Since"].startswith("2025-03-11")


def test_in_april_only_the_late_hosts_are_waited_for(year: PlayedYear) -> None:
    rows = year.my_learners(LATE)
    late = {one for one, row in rows.items() if row["Stage"] == "sent"}
    hosts = {year.register.terms(year.register.agreement[one]).host for one in late}
    assert (len(late), hosts) == (15, set(accidents.LATE_HOSTS))
    assert all(
        row["Next action"].startswith("Wait until the stay begins") for one, row in rows.items() if one not in late
    )


def test_after_changes_the_amendments_are_to_be_signed_and_withdrawn_stays_ask_for_nothing(year: PlayedYear) -> None:
    rows = year.my_learners(AMENDED)
    amended = {one for one, row in rows.items() if row["Next action"].endswith("on the amendment")}
    assert amended == {year.case(one) for one in (*accidents.DAYS_SHIFTED, *accidents.OTHER_COMPANY)}
    for case in accidents.WITHDRAWN_BEFORE:
        assert (rows[year.case(case)]["Stage"], rows[year.case(case)]["Next action"]) == ("withdrawn", "")


def test_abroad_each_stay_waits_for_its_own_last_day(year: PlayedYear) -> None:
    actions = year.actions(ABROAD)
    assert actions["under way", "Wait until the stay ends on 26 May 2025"] == len(accidents.DAYS_SHIFTED)
    assert sum(count for (stage, _), count in actions.items() if stage == "under way") == 117
    came_home = year.my_learners(ABROAD)[year.case(accidents.WITHDRAWN_ABROAD)]
    assert (came_home["Stage"], came_home["Next action"]) == ("withdrawn", "Validate 1 outcome")


def test_back_home_results_are_validated_or_asked_for(year: PlayedYear) -> None:
    rows, actions = year.my_learners(BACK), year.actions(BACK)
    silent = [one.id for one in year.register.agreements if year.register.terms(one).host == accidents.SILENT_HOST]
    assert {(rows[one]["Next action"], rows[one]["Whose"]) for one in silent} == {
        ("Ask Centro de formación Muestra for 3 results", "Ainhoa Etxeberria")
    }
    assert len(silent) == 9
    assert actions["returned", "Validate 3 outcomes"] == 93
    assert actions["returned", "Validate 2 outcomes"] == 5  # two agreed on two, and three did not achieve the third
    assert sum(count for (_, action), count in actions.items() if action.startswith("Make the transcript for")) == 10


def test_after_the_meeting_only_open_cases_have_a_next_action(year: PlayedYear) -> None:
    actions = year.actions(AFTER)
    assert actions["decided", ""] == 95
    retake = [case for case in accidents.NOT_ACHIEVED if case != accidents.REFUSED]
    rows = year.my_learners(AFTER)
    assert {rows[year.case(case)]["Next action"] for case in retake} == {"Retake or refuse 1 outcome"}
    assert rows[year.case(accidents.REFUSED)]["Stage"] == "decided"
    assert rows[year.case(accidents.WITHDRAWN_ABROAD)]["Next action"] == ""


# --- papers -----------------------------------------------------------------------------------------------------------


def test_every_agreement_has_each_signer_once_and_all_have_signed(year: PlayedYear) -> None:
    for pupil in pupils():
        stay = year.case((pupil.group, pupil.number))
        papers = year.papers(AGREEMENT, stay)
        wanted = [HOME, HOST, LEARNER]
        if pupil.born > MAJORITY and pupil.guardians:
            wanted += [GUARDIAN_1, GUARDIAN_2][: len(pupil.guardians)]
        if year.register.terms(year.register.agreement[stay]).host in WITH_INTERMEDIARY:
            wanted.append(INTERMEDIARY)
        assert [one.party for one in papers] == wanted, stay
        assert {one.version for one in papers} == {1}
        assert all(one.signed_on and one.returned and one.sent for one in papers), stay
        assert {one.file for one in papers} == {
            f"learning-agreement_{stay}_{year.register.agreement[stay].learner}.docx"
        }


def test_every_paper_that_a_stage_calls_for_exists_once(year: PlayedYear) -> None:
    there = Counter(path.name for path in (year.folder / "documents").iterdir())
    register = year.register
    for document, name in NAME_OF.items():
        files = {one.file for one in register.papers if one.document == document}
        assert {one for one in there if one.startswith(f"{name}_")} == files, document
        rows = Counter((one.subject, one.party, one.version) for one in register.papers if one.document == document)
        assert set(rows.values()) <= {1}, document
    assert sum(there.values()) == len(there) == 446
    for stay in register.agreements:
        called_for = {AGREEMENT}
        if stay.stage.label == "decided":
            called_for |= {TRANSCRIPT, EUROPASS}
        assert called_for <= {one.document for one in register.papers if one.subject == stay.id}, stay.id


def test_transcripts_letters_and_amendments_name_the_right_signers(year: PlayedYear) -> None:
    register = year.register
    parties = {document: {one.party for one in register.papers if one.document == document} for document in NAME_OF}
    assert parties[TRANSCRIPT] == parties[ASSESSMENT_SHEET] == {HOST}
    assert parties[EUROPASS] == parties[RECOGNITION_LETTER] == parties[REFUSAL_LETTER] == {HOME}
    assert len(parties[MEMORANDUM]) == 14
    assert [(one.subject, one.party, one.signed_on) for one in register.papers if one.document == GROUP_PROGRAMME] == [
        ("G1", HOME, date(2025, 4, 1)),
        ("G1", HOST, date(2025, 4, 1)),
    ]
    for case in (*accidents.DAYS_SHIFTED, *accidents.OTHER_COMPANY):
        agreed, amended = (year.papers(document, year.case(case)) for document in (AGREEMENT, AMENDMENT))
        assert [one.party for one in amended] == [one.party for one in agreed]
        assert all(one.signed_on == date(2025, 4, 24) for one in amended)


def test_a_change_of_days_or_company_is_amended_and_a_corrected_address_is_not(year: PlayedYear) -> None:
    for case, matters in ((accidents.DAYS_SHIFTED[0], 2), (accidents.OTHER_COMPANY[0], 1)):
        step = year.step("amend", year.case(case))
        assert (step.code, f"signed anew: {matters}" in step.output) == (1, True)
        assert "host.mentor" not in step.output
    assert year.step("amend", year.case(accidents.CORRECTED)).code == 0


def test_whoever_owes_papers_gets_a_folder_and_whoever_is_late_a_reminder(year: PlayedYear) -> None:
    post = year.folder / "post"
    assert len(list(post.glob("agreements/*/cover.eml"))) == 193
    assert list(post.glob("agreements/*/reminder.eml")) == list(post.glob("reminders/*/cover.eml")) == []
    reminded = {path.parent.name for path in post.glob("reminders/*/reminder.eml")}
    assert {one for one in reminded if one.startswith("I")} == {"I1", *accidents.LATE_HOSTS}
    assert len(reminded) == 22


# --- what comes back --------------------------------------------------------------------------------------------------


def test_files_of_all_kinds_land_where_they_belong_or_need_somebody(year: PlayedYear) -> None:
    lines = year.step("read", str(year.folder / "returned" / "results")).output.splitlines()
    needs = [line.strip() for line in lines[lines.index("needs you:") + 1 : -1]]
    assert lines[-1] == "22 read, 12 need you"
    assert [line.partition(" ")[0] for line in needs if "place to look at" in line] == ["host-grid_I2.xlsx"]
    told = "\n".join(needs)
    for name, reason in {
        "cut off.docx": "is damaged", "empty.docx": "is empty", "with password.docx": "is protected by a password",
        "memorandum.docx": "is a memorandum", "cut off.xlsx": "is truncated", "timetable.xlsx": "is no host grid",
        "note.txt": "is no Word file", "empty.pdf": "is empty", "cut off.pdf": "is damaged",
        "holiday.png": "does not tell which paper", "of another school.png": "A999",
    }.items():  # fmt: skip
        assert re.search(f"^{re.escape(name)} .*{reason}", told, re.MULTILINE), name
    assert "~$" not in told
    assert "sheet, copy.docx" not in told


def test_what_came_back_is_filed_as_it_came(year: PlayedYear) -> None:
    came = Counter(hashes(year.folder / "returned").values())
    filed = hashes(year.folder / "filed")
    assert set(filed.values()) <= set(came)
    scanned = year.case(accidents.SCANNED[0])
    assert {name for name in filed if name.startswith(f"{scanned}/")} == {
        f"{scanned}/learning-agreement_{scanned}_v1.{ending}" for ending in ("png", "pdf", "tif")
    }
    shifted = year.case(accidents.DAYS_SHIFTED[0])
    assert f"{shifted}/learning-agreement_{shifted}_v1.docx" in filed


def test_results_are_what_the_hosts_wrote(year: PlayedYear) -> None:
    register = year.register
    assert len(register.results) == 323
    failed = {(one.context, one.outcome) for one in register.results if one.achieved is False}
    assert failed == {(year.case(case), outcome) for case, outcome in accidents.NOT_ACHIEVED.items()}
    undated = [one for one in register.results if one.date is None]
    assert [register.terms(register.agreement[one.context or ""]).host for one in undated] == ["I2"]


# --- decisions, audit, the next year ----------------------------------------------------------------------------------


def test_decisions_are_entered_for_all_who_are_ready_and_for_nobody_else(year: PlayedYear) -> None:
    decisions = year.register.decisions
    steps = Counter((one.step, one.by) for one in decisions)
    assert steps == {("validated", "H1"): 105, ("recognised", "H2"): 92, ("refused", "H2"): 1}
    refused = next(one for one in decisions if one.step == "refused")
    assert (refused.context, refused.subject) == (year.case(accidents.REFUSED), "U13")
    guests = {year.case((GUESTS, number)) for number in range(1, 11)}
    assert not guests & {one.context for one in decisions}
    assert {path.name for path in (year.folder / "meeting").iterdir()} >= {"meeting-agenda_2025-06-12.docx"}
    assert len(list((year.folder / "meeting").iterdir())) == 2


@pytest.mark.parametrize("case", [accidents.DAYS_SHIFTED[0], accidents.TWO_COMPANIES[0]])
def test_the_audit_of_a_decided_learner_is_complete_and_its_copies_are_equal(
    year: PlayedYear, case: accidents.Case
) -> None:
    learner = year.register.agreement[year.case(case)].learner or ""
    folder = year.folder / "audit" / learner
    text = (folder / "contents.txt").read_text(encoding="utf-8")
    assert text.splitlines()[-1] == "nothing is missing by the rules"
    originals = set(hashes(year.folder / "documents").values()) | set(hashes(year.folder / "filed").values())
    copies = hashes(folder / "papers")
    assert set(copies.values()) <= originals
    assert all(f"SHA-256 {digest}" in text for digest in copies.values())
    papers = {f"{one.file}" for one in year.register.papers if one.subject == year.case(case)}
    assert papers <= set(copies)


def test_the_next_year_keeps_the_open_cases_and_nobody_else(year: PlayedYear) -> None:
    new = parse(read(year.folder / "plan-2026.xlsx"))[0]
    kept = {one.id for one in new.agreements}
    retake = {year.case(case) for case in accidents.NOT_ACHIEVED if case != accidents.REFUSED}
    silent = {one.id for one in year.register.agreements if year.register.terms(one).host == accidents.SILENT_HOST}
    guests = {year.case((GUESTS, number)) for number in range(1, 11)}
    assert kept >= retake | silent | guests
    assert len(kept) == 22  # and one whose result has no day
    assert (len(new.partners), len(new.packages), len(new.memoranda)) == (26, 14, 4)
    assert year.case(accidents.WITHDRAWN_ABROAD) not in kept


def test_a_forgotten_learner_stands_in_no_cell_and_everybody_else_does(year: PlayedYear) -> None:
    gone = year.register.agreement[year.case(min(accidents.WITHDRAWN_BEFORE))].learner or ""
    left = parse(read(year.folder / "plan-forgotten.xlsx"))[0]
    assert set(year.register.learner) - set(left.learner) == {gone}
    assert len(left.agreements) == 119


def test_the_foreign_workbook_has_each_stay_that_was_not_withdrawn(year: PlayedYear) -> None:
    sheet = openpyxl.load_workbook(year.folder / "participants-filled.xlsx")["Participants"]
    names = {(row[1], row[2]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[1]}
    stayed = [one for one in year.register.agreements if one.stage.label != "withdrawn"]
    learners = [year.register.learner[one.learner or ""] for one in stayed]
    assert names == {(one.family_name, one.given_names) for one in learners}


def test_the_same_data_give_the_same_documents_and_grids(year: PlayedYear, tmp_path: Path) -> None:
    plan = year.folder / "plan.xlsx"
    learners = ("--learner", "L4", "--learner", "L82")
    for folder in (tmp_path / "first", tmp_path / "second"):
        for document in ("transcript", "europass-mobility", "recognition-letter", "learning-agreement"):
            assert run("fill", document, plan, "-o", folder, *learners, "--on", AFTER).exit_code == 0
        run("grid", plan, "--host", "I5", "-o", folder, "--on", AFTER)
    assert hashes(tmp_path / "first") == hashes(tmp_path / "second")
    assert len(files_of(tmp_path / "first")) == 9


# --- nothing signed is overwritten ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def signed(year: PlayedYear, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the year's folder, in which signed papers lie."""
    folder = tmp_path_factory.mktemp("signed") / "year"
    shutil.copytree(year.folder, folder)
    return folder


COMMANDS = {
    **{
        f"fill {kind}": ("fill", kind, "plan.xlsx", "-o", "documents")
        for kind in ("memorandum", "learning-agreement", "transcript", "europass-mobility", "recognition-letter",
                     "refusal-letter", "all")
    },
    "fill group-programme": ("fill", "group-programme", "plan.xlsx", "-o", "documents"),
    "fill to return": ("fill", "learning-agreement", "plan.xlsx", "-o", "documents", "--to-return"),
    "fill, draft": ("fill", "transcript", "plan.xlsx", "-o", "documents", "--draft"),
    "fill, jobs": ("fill", "recognition-letter", "plan.xlsx", "-o", "documents", "--jobs", "1"),
    "fill, record": ("fill", "learning-agreement", "plan.xlsx", "-o", "documents", "--record", "--in-place"),
    "fill transcript, record": ("fill", "transcript", "plan.xlsx", "-o", "documents", "--record", "--in-place"),
    "amend": ("amend", "plan.xlsx", "A4", "--documents", "documents", "--record", "--in-place"),
    "meeting": ("meeting", "plan.xlsx", "-o", "meeting"),
    "meeting, draft": ("meeting", "plan.xlsx", "-o", "meeting", "--draft"),
    "grid": ("grid", "plan.xlsx", "--host", "I5", "-o", "grids"),
    "papers": ("papers", "plan.xlsx", "--folders", "post/agreements", "--documents", "documents"),
    "audit": ("audit", "plan.xlsx", "--learner", "L4", "--papers", "documents", "-o", "audit"),
    "read agreements": ("read", "returned/agreements", "plan.xlsx", "--apply", "--in-place"),
    "read results": ("read", "returned/results", "plan.xlsx", "--apply", "--in-place"),
    "enrol": ("enrol", "plan.xlsx", "lists/E23.csv", "--in-place"),
    "enrol into a file that is there": ("enrol", "plan.xlsx", "lists/G.csv", "--package", "K1", "-o", "plan-2026.xlsx"),
    "decide": ("decide", "plan.xlsx", "--step", "recognised", "--by", "H2", "--all-ready", "--in-place"),
    "update": ("update", "plan.xlsx", "--in-place"),
    "update into a file that is there": ("update", "plan.xlsx", "-o", "for-support.xlsx"),
    "export": ("export", "plan.xlsx", "participants.xlsx", "-o", "participants-filled.xlsx"),
    "extract": ("extract", "plan.xlsx", "--partner", "I2", "-o", "for-Lyon.xlsx"),
    "personal-data": ("personal-data", "plan.xlsx", "L4", "-o", "L4.json"),
    "anonymise": ("anonymise", "plan.xlsx", "-o", "for-support.xlsx"),
    "next-year": ("next-year", "plan.xlsx", "-o", "for-Lyon.xlsx"),
    "forget": ("forget", "plan.xlsx", "L8", "-o", "for-support.xlsx", "--papers", "documents"),
}  # fmt: skip
WITHOUT_DAY = frozenset({"enrol", "extract", "personal-data", "next-year", "forget", "decide"})


@pytest.mark.parametrize("named", COMMANDS)
def test_nothing_that_was_signed_is_ever_overwritten(signed: Path, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(signed)
    name, *arguments = COMMANDS[named]
    before, rows = hashes(signed), _signed_rows(signed)
    day = ["--on", AFTER] if name not in WITHOUT_DAY or name == "decide" else []
    done = run(name, *arguments, *day)
    assert done.exit_code in {0, 1, 2}, done.output
    assert "mistake in ECVET Office" not in done.output
    after = hashes(signed)
    assert {path: after.get(path) for path in before} == before
    assert _signed_rows(signed) >= rows


def _signed_rows(folder: Path) -> set[tuple[object, ...]]:
    """Gives the rows of the sheet Papers that state a day of signing, with all that they say."""
    papers = parse(read(folder / "plan.xlsx"))[0].papers
    return {
        (one.number, one.document, one.version, one.subject, one.party, one.signed_on, one.signatory, one.file)
        for one in papers
        if one.signed_on
    }


def test_carers_who_travel_together_have_one_programme_with_their_teacher(year: PlayedYear) -> None:
    register = year.register
    going = [one for one in register.agreements if one.group == accidents.GROUP]
    assert (len(going), {one.package for one in going}) == (9, {accidents.GROUPS_PACKAGE})
    assert [one.person for one in register.accompanying_in[accidents.GROUP]] == [accidents.COMPANION]
    assert len(list((year.folder / "documents").glob("group-programme*.docx"))) == 1


def test_a_cook_in_two_companies_has_both_in_the_agreement_and_the_transcript(year: PlayedYear) -> None:
    stay = year.case(accidents.TWO_COMPANIES[0])
    assert [one.company for one in year.register.placements if one.agreement == stay] == [
        company for company, _, _ in accidents.BEFORE_AND_AFTER
    ]
    assert accidents.TWO_COMPANIES[0][0] == COOKS


def test_the_audit_hash_is_that_of_the_file(year: PlayedYear) -> None:
    learner = year.register.agreement[year.case(accidents.DAYS_SHIFTED[0])].learner or ""
    folder = year.folder / "audit" / learner
    sheet = openpyxl.load_workbook(folder / "contents.xlsx")["Contents"]
    headers, *rows = sheet.iter_rows(values_only=True)
    file, digest = headers.index("File"), headers.index("SHA-256")
    for row in rows:
        if row[file]:
            assert hashlib.sha256((folder / str(row[file])).read_bytes()).hexdigest() == row[digest]
