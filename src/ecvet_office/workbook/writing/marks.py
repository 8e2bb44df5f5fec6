"""Marks on cells: one conditional format for each sheet and severity, so that no cell's own format is touched.

Its formula is always true and says whose it is, which Excel shows under Conditional Formatting, Manage Rules. Taking
the marks away leaves the bytes of the parts as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ecvet_office.model.findings import Severity
from ecvet_office.workbook.writing.areas import covering
from ecvet_office.workbook.writing.draft import Draft
from ecvet_office.workbook.writing.edits import Mark, RemoveMarks
from ecvet_office.workbook.writing.shell_places import place_in_shell
from ecvet_office.workbook.writing.styles_part import style_list, with_our_item, without_last_item
from ecvet_office.workbook.writing.tags import (
    Element,
    elements,
    local_name,
    plain_text,
    prefix_of_root,
    prefixed,
    spliced,
)
from ecvet_office.workbook.xml_text import as_xml

# Never by colour alone: each severity has a face of its own too, for prints in grey and for those who see no red.
_FACES = {
    Severity.ERROR: '<b/><color rgb="FF9C0006"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/>',
    Severity.WARNING: '<i/><color rgb="FF7F4F00"/></font><fill><patternFill><bgColor rgb="FFFFE699"/>',
    Severity.INFO: '<u/><color rgb="FF1F3864"/></font><fill><patternFill><bgColor rgb="FFDDEBF7"/>',
    Severity.TODO: '<u val="double"/><color rgb="FF404040"/></font><fill><patternFill><bgColor rgb="FFEDEDED"/>',
}
LOOKS = {severity: f"<dxf><font>{face}</patternFill></fill></dxf>" for severity, face in _FACES.items()}

# The number of a text is 0 in Excel and in LibreOffice, so this is true everywhere, and nobody else writes it.
FORMULAS = {severity: f'N("ECVET Office: {severity}")=0' for severity in Severity}
_OURS = b"ECVET Office: "

_PRIORITY = re.compile(rb"\bpriority\s*=\s*[\"']([0-9]+)[\"']")


def mark(draft: Draft, edit: Mark) -> None:
    """Marks cells of a sheet with a severity; those that had its mark before lose it."""
    sheet = draft.sheet(edit.sheet)
    where = sheet.markup.where
    shell = without_marks(sheet.markup.shell, where, {edit.severity})
    if edit.cells:
        part = draft.styles()
        styles, index = with_our_item(draft.read(part), b"dxfs", LOOKS[edit.severity], draft.where(part))
        draft.put(part, styles)
        # Rules count from 1, those of later Excel versions (x14) among them; ours comes last.
        priority = max((int(number) for number in _PRIORITY.findall(shell)), default=0) + 1
        rule = (
            f'<conditionalFormatting sqref="{" ".join(str(area) for area in covering(edit.cells))}">'
            f'<cfRule type="expression" dxfId="{index}" priority="{priority}">'
            f"<formula>{as_xml(FORMULAS[edit.severity])}</formula></cfRule></conditionalFormatting>"
        )
        at = place_in_shell(shell, sheet.markup.prefix, where, b"conditionalFormatting")
        shell = spliced(shell, [(at, at, prefixed(rule, sheet.markup.prefix))])
    sheet.reshell(shell)


def remove_marks(draft: Draft, edit: RemoveMarks) -> None:
    """Takes our marks from a sheet or from all, and their looks from the styles once no sheet has them."""
    for title, part in list(draft.sheet_parts()):
        if edit.sheet in {None, title} and (title in draft.sheets or _OURS in draft.read(part)):
            sheet = draft.sheet(title)
            sheet.reshell(without_marks(sheet.markup.shell, sheet.markup.where, set(Severity)))
    _remove_unused_looks(draft)


def without_marks(shell: bytes, where: str, severities: Iterable[Severity]) -> bytes:
    """Gives a sheet's shell without our marks of these severities; a rule of somebody else's beside ours stays."""
    return spliced(shell, _marks(shell, elements(shell, where), {FORMULAS[severity] for severity in severities}))


def without_looks(styles: bytes, where: str) -> bytes:
    """Gives the styles without the looks of our marks, wherever they stand; only good for comparing."""
    ours = _our_looks(styles, where)
    items = style_list(styles, b"dxfs", where).items
    return spliced(styles, [(one.start, one.end, b"") for one in items if styles[one.start : one.end] in ours])


def _marks(shell: bytes, found: list[Element], formulas: set[str]) -> Iterator[tuple[int, int, bytes]]:
    for one in found:
        if local_name(one.name) != b"conditionalFormatting" or len(one.path) != 1:
            continue
        rules = [rule for rule in found if one.start < rule.start < one.end and local_name(rule.name) == b"cfRule"]
        ours = [rule for rule in rules if _formula_of(shell, found, rule) in formulas]
        if ours and len(ours) == len(rules):
            yield one.start, one.end, b""
        else:
            for rule in ours:
                yield rule.start, rule.end, b""


def _formula_of(shell: bytes, found: list[Element], rule: Element) -> str | None:
    formulas = (
        plain_text(shell[one.inside : one.inner_end])
        for one in found
        if rule.start < one.start < rule.end and local_name(one.name) == b"formula"
    )
    return next(formulas, None)


def _remove_unused_looks(draft: Draft) -> None:
    """Takes our looks from the end of their list, where no other index moves when they go."""
    part = draft.styles()
    styles, where = draft.read(part), draft.where(part)
    ours = _our_looks(styles, where)
    while items := style_list(styles, b"dxfs", where).items:
        if styles[items[-1].start : items[-1].end] not in ours or _is_used(draft, len(items) - 1):
            break
        styles = without_last_item(styles, b"dxfs", where)
    draft.put(part, styles)


def _our_looks(styles: bytes, where: str) -> set[bytes]:
    prefix = prefix_of_root(elements(styles, where))
    return {prefixed(look, prefix) for look in LOOKS.values()}


def _is_used(draft: Draft, index: int) -> bool:
    """Whether a part names a look by its index: sheets, tables and pivot tables do, in attributes that end in dxfId."""
    used = re.compile(rb"[dD]xfId\s*=\s*[\"']%d[\"']" % index)
    shells = {sheet.part: sheet.markup.shell for sheet in draft.sheets.values()}
    return any(
        used.search(shells[part] if part in shells else draft.read(part)) is not None
        for part in draft.package.parts
        if part.endswith(".xml") and part in draft
    )
