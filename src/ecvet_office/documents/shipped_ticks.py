"""Rows of boxes in the shipped templates, each box with its label."""

from __future__ import annotations

import math
from collections.abc import Sequence

from docx.shared import Cm
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from ecvet_office.documents.controls import add_field
from ecvet_office.documents.shipped_page import Labels, write
from ecvet_office.documents.shipped_styles import TICK, VALUE
from ecvet_office.documents.shipped_tables import PAIRS, PAIRS_IN_TWO, add_row, label_cell

SECOND_TICK = Cm(6.4)  # where the second of two ticks in a line begins
LETTER = Cm(0.2)  # the width of a letter, on average and with some room
HANGING = Cm(0.5)  # how far the lines after the first of a box are moved in
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
        left = _left_ticks(labels, options, (table.columns[1].width or 0) + (table.columns[2].width or 0))
        _write_ticks(cells[1].merge(cells[-2]), labels, options[:left])
        _write_ticks(cells[-1], labels, options[left:])
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


def _left_ticks(labels: Labels, options: Sequence[tuple[str, str]], left: int) -> int:
    """Gives how many boxes stand in the left one of two columns, so that both are about equally high.

    Args:
        labels: the words of the template.
        options: of each box, the key of its label first.
        left: the width of the left column; the right one is as wide as the last of PAIRS_IN_TWO.
    """
    places = [width / LETTER for width in (left, PAIRS_IN_TWO[-1])]

    def height(key: str, letters: float) -> int:
        return sum(math.ceil(len(text) / letters) for text in (labels.text(key), labels.beside(key)))

    def higher(count: int) -> int:
        columns = zip((options[:count], options[count:]), places, strict=True)
        return max(sum(height(key, letters) for key, _ in column) for column, letters in columns)

    return min(range(1, len(options) + 1), key=higher)


def _write_ticks(cell: _Cell, labels: Labels, options: Sequence[tuple[str, str]]) -> None:
    """Writes one box below the other, the second language beneath each label."""
    for index, (key, tag) in enumerate(options):
        line = cell.add_paragraph() if index else cell.paragraphs[0]
        line.style = VALUE
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = HANGING, -HANGING
        _write_tick(line, labels, key, tag)


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


def _write_tick(line: Paragraph, labels: Labels, key: str, tag: str) -> None:
    """Writes a box and its label; a box without a field is an empty one, with room to write."""
    if tag:
        add_field(line, tag, labels.text(key), placeholder="\N{BALLOT BOX}", style=TICK)
    else:
        line.add_run("\N{BALLOT BOX}", TICK)
    line.add_run(" ")
    write(line, labels, key)
    if not tag:
        line.add_run(f" {BLANK[: 16 if labels.second is None else 8]}")
