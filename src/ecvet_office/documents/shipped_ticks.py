"""Rows of boxes in the shipped templates, each box with its label."""

from __future__ import annotations

import math
from collections.abc import Sequence

from docx.shared import Cm
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from ecvet_office.documents.controls import add_field
from ecvet_office.documents.shipped_page import Labels, share_line, write
from ecvet_office.documents.shipped_styles import TICK, VALUE
from ecvet_office.documents.shipped_tables import CELL_MARGINS, PAIRS, add_row, label_cell

SECOND_TICK = Cm(6.4)  # where the second of two ticks in a line begins
LETTER = Cm(0.17)  # the width of a letter, on average
HANGING = Cm(0.5)  # how far the lines after the first of a box are moved in
TAKEN = CELL_MARGINS + HANGING
BLANK_IN_TWO = 8  # signs of the blank in two languages
SHORT_TICK = 34  # characters of a label that fits before it
BLANK = "……………………………………"


def tick_row(table: Table, labels: Labels, key: str, ticks: Sequence[tuple[str, str]], *, other: bool = False) -> _Row:
    """Adds a row of boxes, two to a line; in two languages, two columns of boxes.

    Args:
        table: with two columns or more.
        labels: the words of the template.
        key: of the row's label.
        ticks: of each box, the key of its label and the tag of its field.
        other: whether a last box is left open, for a hand to write what else.
    """
    row = add_row(table)
    cells = row.cells
    label_cell(cells[0], labels, key)
    options: list[tuple[str, str]] = [*ticks, ("form.other", "")] if other else list(ticks)
    if labels.second is not None and len(cells) == len(PAIRS):
        widths = ((table.columns[1].width or 0) + (table.columns[2].width or 0), table.columns[3].width or 0)
        places = [int((width - TAKEN) / LETTER) for width in widths]
        left = _left_ticks(labels, options, places)
        _write_ticks(cells[1].merge(cells[-2]), labels, options[:left], places[0])
        _write_ticks(cells[-1], labels, options[left:], places[1])
        return row
    cell = cells[1].merge(cells[-1])
    for index, pair in enumerate(_tick_lines(labels, options)):
        line = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        line.style = VALUE
        line.paragraph_format.tab_stops.add_tab_stop(SECOND_TICK)
        for number, (option, tag) in enumerate(pair):
            if number:
                line.add_run("\t")
            _write_tick(line, labels, option, tag)
    return row


def _left_ticks(labels: Labels, options: Sequence[tuple[str, str]], places: Sequence[int]) -> int:
    """Gives how many boxes stand in the left one of two columns, so that both are about equally high.

    Args:
        labels: the words of the template.
        options: of each box, the key of its label first.
        places: of each column, the letters that a line of it holds.
    """

    def height(key: str, letters: int) -> int:
        both = (labels.text(key), labels.beside(key))
        return 1 if share_line(*both, letters) else sum(math.ceil(len(text) / letters) for text in both)

    def higher(count: int) -> int:
        columns = zip((options[:count], options[count:]), places, strict=True)
        return max(sum(height(key, letters) for key, _ in column) for column, letters in columns)

    return min(range(1, len(options) + 1), key=higher)


def _write_ticks(cell: _Cell, labels: Labels, options: Sequence[tuple[str, str]], letters: int) -> None:
    """Writes one box below the other, the second language beneath each label or, where a line holds both, after it."""
    for index, (key, tag) in enumerate(options):
        line = cell.add_paragraph() if index else cell.paragraphs[0]
        line.style = VALUE
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = HANGING, -HANGING
        _write_tick(line, labels, key, tag, letters if tag else letters - BLANK_IN_TWO)


def _tick_lines(labels: Labels, options: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Puts boxes in lines: two where both labels are short, else one."""
    lines: list[list[tuple[str, str]]] = []
    for option in options:
        short = len(labels.text(option[0])) <= SHORT_TICK
        if short and lines and len(lines[-1]) == 1 and len(labels.text(lines[-1][0][0])) <= SHORT_TICK:
            lines[-1].append(option)
        else:
            lines.append([option])
    return lines


def _write_tick(line: Paragraph, labels: Labels, key: str, tag: str, letters: int = 0) -> None:
    """Writes a box and its label; a box without a field is an empty one, with room to write."""
    if tag:
        add_field(line, tag, labels.text(key), placeholder="\N{BALLOT BOX}", style=TICK)
    else:
        line.add_run("\N{BALLOT BOX}", TICK)
    line.add_run(" ")
    write(line, labels, key, letters=letters)
    if not tag:
        line.add_run(f" {BLANK[: 16 if labels.second is None else BLANK_IN_TWO]}")
