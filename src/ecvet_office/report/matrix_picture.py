"""The matrix and the profiles drawn as a picture, in colours and letters, as one SVG file.

Colour alone tells nothing here: each cell bears its letter, so that the picture can be printed in black and read by
people who see colours otherwise. No learner is named, only ids. The bytes are the same for the same workbook.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from ecvet_office.credit.competence_profile import AreaGap, ProfileGap, area_gaps, steps_of_programme
from ecvet_office.model.register import Register
from ecvet_office.report.matrix import LEGEND, matrix_view, outcome_named, profile_line
from ecvet_office.rules.matrix import area_named
from ecvet_office.rules.qualifications import qualification_named, unit_named
from ecvet_office.workbook.styles import AMBER, BLUE, GREEN, GREY, LINE, MUTED, RED

MARGIN, NAMES, CELL, LINE_HEIGHT, PADDING = 24, 460, 104, 17, 9  # pixels
LETTERS_OF_NAME, LETTERS_OF_CELL = 66, 15  # of a text that fit on a line
HEADING = 34
MOST_STEPS_DRAWN = 24
"""A workbook may say any number of steps; a picture of more would be none."""
NOT_A_COLOUR = (GREY, "FFFFFF")
COLOURS = {"C": GREEN, "P": AMBER, "N": RED, "H": GREEN, "M": AMBER, "A": BLUE, "R": BLUE, "·": MUTED, "": NOT_A_COLOUR}
PROFILE_LEGEND = "H held, M missing, A above what is asked for, ·: not asked for, empty: no such step"
PROGRAMME_LEGEND = "R required, ·: not asked for, empty: no such step"


@dataclass(frozen=True, slots=True)
class _Grid:
    """A grid with names at the left and letters in its cells.

    Attributes:
        title: above it; the legend below the title.
        heads: of the columns of letters.
        rows: each a name and its letters; a row without letters is a heading.
    """

    title: str
    legend: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def matrix_picture(register: Register, profiles: Sequence[ProfileGap] = ()) -> str:
    """Gives the picture as SVG: the matrix, then each programme's profile, then those of persons.

    Args:
        register: everything the workbook says.
        profiles: the persons whose profiles are drawn, by their ids.

    Returns:
        An empty text where there is nothing to draw.
    """
    grids = [*_matrix(register), *_programmes(register), *(_person(register, one) for one in profiles)]
    if not grids:
        return ""
    pieces: list[str] = []
    top = MARGIN
    for grid in grids:
        drawn, top = _drawn(grid, top)
        pieces += [*drawn]
        top += HEADING
    width = 2 * MARGIN + NAMES + CELL * max(len(grid.heads) for grid in grids)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{top}" viewBox="0 0 {width} {top}" '
        'role="img" font-family="Calibri, Carlito, Arial, sans-serif" font-size="13">'
    )
    about = [f"<title>{_safe(grids[0].title)}</title>", f"<desc>{_safe(grids[0].legend)}</desc>"]
    ground = f'<rect width="{width}" height="{top}" fill="#FFFFFF"/>'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *about, ground, *pieces, "</svg>\n"])


# --- what is drawn --------------------------------------------------------------------------------------------------


def _matrix(register: Register) -> Iterator[_Grid]:
    view = matrix_view(register)
    if not view.lines:
        return
    rows: list[tuple[str, tuple[str, ...]]] = []
    unit = None
    for line in view.lines:
        if line.unit != unit:
            unit = line.unit
            rows.append((unit_named(register, unit) if unit else "without a unit", ()))
        rows.append((outcome_named(register, line.outcome), line.letters))
    heads = tuple(qualification_named(register, one) for one in view.partners)
    yield _Grid("Outcomes and partners' qualifications", LEGEND, heads, tuple(rows))


def _programmes(register: Register) -> Iterator[_Grid]:
    for programme in register.profiles_of_programmes:
        asked = area_gaps(steps_of_programme(register, programme), {})
        title = f"Profile of the programme {qualification_named(register, programme)}"
        yield _steps(register, title, PROGRAMME_LEGEND, asked, "R")


def _person(register: Register, found: ProfileGap) -> _Grid:
    named = qualification_named(register, found.qualification)
    title = f"Profile of {found.learner} against {named}: {profile_line(found)}"
    return _steps(register, title, PROFILE_LEGEND, found.areas, "M")


def _steps(register: Register, title: str, legend: str, areas: Sequence[AreaGap], missing: str) -> _Grid:
    """Gives a profile as a grid; `missing` is the letter of a step that is asked for and not held."""
    known = {one.area: register.area.get(one.area) for one in areas}
    counts = {area: (found.steps if found else None) or 0 for area, found in known.items()}
    most = min(max([*counts.values(), *(max(one.required, one.held) for one in areas), 1]), MOST_STEPS_DRAWN)
    rows = tuple(
        (
            area_named(register, one.area),
            tuple(_letter(one, step, counts[one.area], missing) for step in range(1, most + 1)),
        )
        for one in areas
    )
    return _Grid(title, legend, tuple(f"Step {step}" for step in range(1, most + 1)), rows)


def _letter(area: AreaGap, step: int, steps: int, missing: str) -> str:
    if step <= area.counted:
        return "H"
    if step in area.missing:
        return missing
    if step <= area.held:
        return "A"
    return "·" if step <= steps else ""


# --- how it is drawn ------------------------------------------------------------------------------------------------


def _drawn(grid: _Grid, top: int) -> tuple[list[str], int]:
    """Gives the pieces of a grid that begins at a height, and the height at which it ends, in pixels."""
    pieces = [_text(MARGIN, top + LINE_HEIGHT, [grid.title], size=17, bold=True)]
    pieces.append(_text(MARGIN, top + 2 * LINE_HEIGHT + 4, [grid.legend], colour=GREY))
    top += 2 * LINE_HEIGHT + 2 * PADDING
    heads = [textwrap.wrap(head, LETTERS_OF_CELL) or [""] for head in grid.heads]
    height = max(map(len, heads)) * LINE_HEIGHT + 2 * PADDING
    for place, head in enumerate(heads):
        pieces.append(_text(_left(place) + CELL // 2, _first_line(top, height, head), head, bold=True, centred=True))
    top += height
    for name, letters in grid.rows:
        lines = textwrap.wrap(name, LETTERS_OF_NAME) or [""]
        height = len(lines) * LINE_HEIGHT + 2 * PADDING
        pieces.append(_text(MARGIN, _first_line(top, height, lines), lines, bold=not letters))
        for place, letter in enumerate(letters):
            pieces.append(_cell(_left(place), top, height, letter))
        top += height
    return pieces, top


def _left(place: int) -> int:
    return MARGIN + NAMES + place * CELL


def _first_line(top: int, height: int, lines: Sequence[str]) -> int:
    """Gives the base line of the first of several lines that stand in the middle of a height."""
    return top + (height - len(lines) * LINE_HEIGHT) // 2 + LINE_HEIGHT - 4


def _cell(left: int, top: int, height: int, letter: str) -> str:
    colour, fill = COLOURS[letter]
    box = (
        f'<rect x="{left}" y="{top}" width="{CELL}" height="{height}" fill="#{fill}" stroke="#{LINE}" '
        'stroke-width="1"/>'
    )
    if not letter:
        return box
    middle = _first_line(top, height, [letter])
    return box + _text(left + CELL // 2, middle, [letter], bold=True, colour=colour, centred=True)


def _text(  # where, what, and how it looks
    left: int,
    base: int,
    lines: Sequence[str],
    *,
    size: int = 13,
    bold: bool = False,
    colour: str = "1F2937",
    centred: bool = False,
) -> str:
    look = f'fill="#{colour}" font-size="{size}"'
    look += ' font-weight="bold"' if bold else ""
    look += ' text-anchor="middle"' if centred else ""
    spans = "".join(
        f'<tspan x="{left}" y="{base + number * LINE_HEIGHT}">{_safe(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f"<text {look}>{spans}</text>"


def _safe(text: str) -> str:
    """Gives a text for XML, without the control characters that XML does not know."""
    return escape("".join(max(one, " ") for one in text))
