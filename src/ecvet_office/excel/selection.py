"""Whom an action is for: the rows selected on Learners, My learners, Agreements or Partners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import xlwings as xw

from ecvet_office.evaluation import Evaluation
from ecvet_office.excel.result_writing import table_in
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.cell_values import LAST_ROW
from ecvet_office.workbook.results_layout import RESULT_BY_NAME

MY_LEARNERS = RESULT_BY_NAME["MyLearners"]
LEARNER_COLUMN, AGREEMENT_COLUMN = MY_LEARNERS.headers.index("Learner"), MY_LEARNERS.headers.index("Agreement")

LONGEST_ADDRESS = 240
"""Characters. Excel cuts the address of a selection of many pieces near 255, without a word."""

HOW = "Select rows on the sheet Learners, My learners or Agreements, then press the button again"
HOW_PARTNERS = "Select rows on the sheet Partners, then press the button again"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody selected.

    Attributes:
        learners: ids, in the order of the rows, each once.
        agreements: the ids of the agreements that are meant; empty where all of these learners' are.
    """

    learners: tuple[str, ...]
    agreements: frozenset[str] = frozenset()

    def means(self, subject: str, evaluation: Evaluation) -> bool:
        """Tells whether a document about this agreement, or about anything else, is meant."""
        return not self.agreements or subject in self.agreements or subject not in evaluation.register.agreement


def chosen(book: xw.Book, evaluation: Evaluation) -> Chosen:
    """Gives the learners of the selected rows; rows that a filter hides are not among them.

    Args:
        book: the open workbook.
        evaluation: of the workbook as it stands.

    Raises:
        UsageError: something else is selected, or a selected row names nobody that the workbook knows.
    """
    selection = book.app.selection
    if selection is None or selection.sheet.book.name != book.name:
        raise UsageError(f"no rows are selected. {HOW}")
    sheet, register = selection.sheet, evaluation.register
    spans = selected_spans(selection)
    of_learners = {one.origin.row: one.id for one in register.learners if one.origin.sheet == sheet.name}
    of_agreements = {one.origin.row: one.id for one in register.agreements if one.origin.sheet == sheet.name}
    if of_learners:
        found = Chosen(tuple(of_learners[row] for row in _shown(sheet, of_learners, spans)))
    elif of_agreements:
        agreements = [of_agreements[row] for row in _shown(sheet, of_agreements, spans)]
        found = _of_agreements(evaluation, agreements)
    else:
        found = _of_my_learners(book, sheet, evaluation, spans)
    if not found.learners:
        raise UsageError(f"the selected rows of {sheet.name} name no learner. {HOW}")
    return found


def chosen_partners(book: xw.Book, evaluation: Evaluation) -> tuple[str, ...]:
    """Gives the ids of the partners whose rows are selected on the sheet Partners.

    Args:
        book: the open workbook.
        evaluation: of the workbook as it stands.

    Raises:
        UsageError: something else is selected.
    """
    selection = book.app.selection
    if selection is None or selection.sheet.book.name != book.name:
        raise UsageError(f"no rows are selected. {HOW_PARTNERS}")
    sheet = selection.sheet
    rows = {one.origin.row: one.id for one in evaluation.register.partners if one.origin.sheet == sheet.name}
    found = tuple(rows[row] for row in _shown(sheet, rows, selected_spans(selection)))
    if not found:
        raise UsageError(f"the selected rows of {sheet.name} name no partner. {HOW_PARTNERS}")
    return found


def selected_spans(selection: xw.Range) -> tuple[range, ...]:
    """Gives the rows of each piece of a selection, counted from 1; whole columns are all rows.

    Raises:
        UsageError: there are so many pieces that Excel does not tell all of them.
    """
    address = str(selection.address)
    if len(address) > LONGEST_ADDRESS:
        raise UsageError("the selection has too many pieces. Select rows that stand together, or set a filter first")
    return tuple(_span(piece) for piece in address.replace("$", "").split(","))


def _span(piece: str) -> range:
    ends = ["".join(sign for sign in corner if sign.isdecimal()) for corner in piece.split(":")]
    return range(int(ends[0]), int(ends[-1]) + 1) if ends[0] else range(1, LAST_ROW + 1)


def _shown(sheet: xw.Sheet, rows: Iterable[int], spans: Iterable[range]) -> Iterator[int]:
    """Gives those of the rows that are selected and that no filter hides: whoever drags over rows sees only those."""
    pieces = tuple(spans)
    for row in sorted(rows):
        if any(row in span for span in pieces) and sheet.range((row, 1)).row_height != 0:
            yield row


def _of_agreements(evaluation: Evaluation, agreements: Iterable[str]) -> Chosen:
    meant = {one: evaluation.register.agreement[one].learner for one in agreements}
    learners = dict.fromkeys(learner for learner in meant.values() if learner in evaluation.register.learner)
    return Chosen(tuple(one for one in learners if one), frozenset(meant))


def _of_my_learners(book: xw.Book, sheet: xw.Sheet, evaluation: Evaluation, spans: Iterable[range]) -> Chosen:
    """Gives what rows of the result sheet name; they may be older than the workbook.

    Raises:
        UsageError: it is another sheet, or a row names a learner that the workbook does not have.
    """
    table = table_in(book, MY_LEARNERS.name)
    if table is None or table.parent.name != sheet.name:
        raise UsageError(f"the sheet {sheet.name} lists no learners. {HOW}")
    top, values = table.range.row, table.range.options(ndim=2, err_to_str=True).value
    learners: dict[str, None] = {}
    agreements: list[str] = []
    for row in _shown(sheet, range(top + 1, top + len(values)), spans):
        learner, agreement = (str(values[row - top][place] or "") for place in (LEARNER_COLUMN, AGREEMENT_COLUMN))
        if learner and learner not in evaluation.register.learner:
            raise UsageError(
                f"row {row} of {sheet.name} names {learner}, who is not on the sheet Learners. Press Check"
            )
        learners |= {learner: None} if learner else {}
        agreements += [agreement] if agreement in evaluation.register.agreement else []
    return Chosen(tuple(learners), frozenset(agreements))
