"""`ecvet convert`: what courses described by hours become as units with points."""

from __future__ import annotations

from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.report.conversion import (
    ConvertedCourse,
    conversion_json,
    conversion_text,
    converted_courses,
    together_lines,
)
from ecvet_office.report.plain_text import Paint
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

HELP = """\
Convert courses described by hours into units with points.

The courses stand on the sheet Courses, their syllabus on Course topics, the hours of one point in the national profile
on the sheet Settings. Points follow from the hours exactly and are shared among the units by the hours of their topics;
then come the strong and weak sides of each description, and a checklist.

\b
    ecvet new conversion courses.xlsx --example
    ecvet convert courses.xlsx

Exit codes: 0 converted, 1 a course cannot be converted or the checklist has gaps, 2 could not run.
"""


@click.command("convert", help=HELP)
@options.workbook
@forms("text", "json")
@click.pass_context
def command(ctx: click.Context, workbook: Path, form: str) -> None:
    """Converts every course of a workbook."""
    register, _ = parse(read(workbook))
    found = converted_courses(register)
    answer(form, None, lambda paint, width: report(found, paint, width), lambda: conversion_json(found))
    ctx.exit(int(not all(one.is_complete for one in found)))


def report(found: tuple[ConvertedCourse, ...], paint: Paint, width: int | None) -> list[str]:
    """Gives the lines on all courses, with an empty line between two."""
    lines: list[str] = []
    for one in found:
        lines += [*([""] if lines else []), *conversion_text(one, paint, width)]
    if together := together_lines(found):
        lines += ["", *together]
    return lines or ["no course is listed: fill the sheet Courses, or begin with: ecvet new conversion courses.xlsx"]
