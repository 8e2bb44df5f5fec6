"""`ecvet enrol`: a class or a group, from the school's own list into a workbook, each with an agreement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.cli.console import note, paint, say, typed
from ecvet_office.report.enrolment import columns_text, enrolment_json, plan_text, receipt_text
from ecvet_office.workbook.enrolling import enrol, plan_enrolment
from ecvet_office.workbook.header_words import plain_word
from ecvet_office.workbook.intake import Fate
from ecvet_office.workbook.list_columns import How, ListColumn, known_headers, list_columns, said_columns
from ecvet_office.workbook.list_people import DayOrder, listed_people
from ecvet_office.workbook.name_lists import NameList, read_name_list
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.remembered_columns import remember_columns, remembered_columns

HELP = """\
Enrol the people of a school's list, each with an agreement.

New learners and agreements get their numbers. NAMES is what your school's system gives: .csv or .txt of any delimiter,
or a workbook. Its headers may be in any language. What they mean is shown; where only a likeness tells, nothing is
written until you confirm it with --map. It is remembered beside the workbook, header words only.

Learners who are there already are found by id, or by name and date of birth, and get the agreement alone. Whoever may
be somebody else is listed and not enrolled. Nothing that is there is changed. The list may have columns of its own for
package, planned start and planned end. Learners whom you host are enrolled with --home, the id of their own school.

\b
    ecvet enrol plan.xlsx class.csv --package K1 --show
    ecvet enrol plan.xlsx class.csv --package K1 --map "Geb.=date of birth"
    ecvet enrol plan.xlsx class.csv --package K1 --start 2026-10-05
    ecvet fill learning-agreement plan.enrolled.xlsx -o agreements

Exit codes: 0 everybody is enrolled, 1 somebody is left to you or a column to be confirmed, 2 could not run.
"""
DONE, LEFT_TO_YOU = 0, 1


def _day(_ctx: click.Context, _param: click.Parameter, value: datetime | None) -> date | None:
    return None if value is None else value.date()


@click.command("enrol", help=HELP)
@options.workbook
@click.argument("names", type=click.Path(path_type=Path))
@click.option("--package", default="", metavar="ID", help="What they do abroad: a package by its id or name.")
@click.option("--home", default="", metavar="ID", help="Their school, where it is a partner and you are the host.")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), callback=_day, help="The first day of the stay.")
@click.option("--end", type=click.DateTime(["%Y-%m-%d"]), callback=_day, help="The last day, included.")
@click.option("--map", "maps", multiple=True, metavar="HEADER=MEANING", help="What a header means; nothing: left out.")
@click.option("--dates", type=click.Choice([one.value for one in DayOrder]), help="How the list writes 03/04/2008.")
@click.option("--encoding", help="How a text file spells letters, such as cp1250.  [default: as it shows]")
@options.copy
@options.in_place
@click.option("--show", is_flag=True, help="Only show what would be done; write nothing.")
@forms("text", "json")
@click.pass_context
def command(
    ctx: click.Context,
    workbook: Path,
    names: Path,
    *,
    package: str,
    home: str,
    start: date | None,
    end: date | None,
    maps: Sequence[str],
    dates: str | None,
    encoding: str | None,
    output: Path | None,
    in_place: bool,
    show: bool,
    form: str,
) -> None:
    """Reads the list, says what its columns mean and what becomes of each row, and writes."""
    sheets = read(workbook)
    listed, columns, meanings = _columns(workbook, names, maps, encoding)
    if form == "text":
        say(columns_text(listed, columns, paint()))
    if any(one.how is How.ALIKE for one in columns):
        note("nothing was written: confirm the columns that are not sure, and run the same again")
        ctx.exit(LEFT_TO_YOU)
    people = listed_people(listed, columns, DayOrder(dates) if dates else None)
    plan = plan_enrolment(sheets, people, package, start, end, home)
    receipt = None
    if not show and plan.additions:
        receipt = enrol(workbook, sheets, plan, output, in_place=in_place)
        note(f"what the headers mean is remembered in {remember_columns(workbook, meanings).name}")
    agreements = [] if receipt is None else [f"next: ecvet fill learning-agreement {typed(receipt.path)} -o agreements"]
    answer(
        form,
        None,
        lambda paint, width: [*plan_text(plan, paint, width), *receipt_text(plan, receipt), *agreements],
        lambda: enrolment_json(plan, columns, receipt),
    )
    ctx.exit(LEFT_TO_YOU if plan.count(Fate.LEFT) else DONE)


def _columns(
    workbook: Path, names: Path, maps: Sequence[str], encoding: str | None
) -> tuple[NameList, tuple[ListColumn, ...], dict[str, str]]:
    """Gives the list, what its columns hold, and what is to be remembered of that."""
    meanings = {**remembered_columns(workbook), **said_columns(maps)}
    said = {plain_word(header): field for header, field in meanings.items()}
    listed = read_name_list(names, lambda texts: known_headers(texts, said), encoding)
    columns = list_columns(listed.headers, said)
    told = {one.header: one.field for one in columns if one.field or plain_word(one.header) in said}
    return listed, columns, {**meanings, **told}
