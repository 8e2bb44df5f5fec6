"""The pages of rules in cells, a row for each code."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from ecvet_office.excel.excel_values import from_excel
from ecvet_office.excel.range_numbers import Cells
from ecvet_office.law.pages import all_pages, page
from ecvet_office.model.errors import UsageError
from ecvet_office.report.rule_pages import with_facts_named
from ecvet_office.workbook.values import nearest, shown

Answer = list[list[float | str]]

BLANK = ("", "", "", "")


def explanation_rows(codes: Cells) -> Answer:
    """Gives for each code what is wrong, why, what to do, and the source, as `ecvet explain` tells them.

    A blank cell gives blanks; a code that no rule has is told in its place.

    Raises:
        UsageError: the codes are no column and no single cell, or there is none.
    """
    if any(len(row) > 1 for row in codes):
        raise UsageError(f"the codes are one cell or one column, not {len(codes[0])} columns")
    texts = [shown(from_excel(value) or "").strip() for value in chain.from_iterable(codes)]
    if not any(texts):
        raise UsageError("there is no code; give that of a finding, such as PT02")
    return [list(_explained(text) if text else BLANK) for text in texts]


@lru_cache(maxsize=1024)
def _explained(code: str) -> tuple[str, ...]:
    if code.upper() not in all_pages():
        return f"ECVET: there is no rule {code}{nearest(code, list(all_pages()))}", "", "", ""
    found = page(code)
    why = "\n".join(" ".join(part.split()) for part in found.explanation.split("\n\n"))
    return found.title, why, with_facts_named(found.fix), found.source
