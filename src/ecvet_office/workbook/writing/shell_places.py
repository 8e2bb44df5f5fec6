"""Where in a sheet's shell an element belongs: the schema fixes the order, and Excel repairs what breaks it."""

from __future__ import annotations

from ecvet_office.workbook.writing.tags import elements

# ECMA-376 Part 1, 18.3.1.99, from the cells on.
_ORDER = (
    b"sheetData", b"sheetCalcPr", b"sheetProtection", b"protectedRanges", b"scenarios", b"autoFilter", b"sortState",
    b"dataConsolidate", b"customSheetViews", b"mergeCells", b"phoneticPr", b"conditionalFormatting",
    b"dataValidations", b"hyperlinks", b"printOptions", b"pageMargins", b"pageSetup", b"headerFooter", b"rowBreaks",
    b"colBreaks", b"customProperties", b"cellWatches", b"ignoredErrors", b"smartTags", b"drawing", b"drawingHF",
    b"picture", b"oleObjects", b"controls", b"webPublishItems", b"tableParts", b"extLst",
)  # fmt: skip


def place_in_shell(shell: bytes, prefix: bytes, where: str, name: bytes) -> int:
    """Gives the position at which a new element of this name belongs, after those of its own name.

    An element that the schema does not know stands where it stands because of what follows it, such as the choice
    (mc:AlternateContent) that holds form controls; nothing is put behind one.
    """
    found = elements(shell, where)
    earlier = {prefix + one for one in _ORDER[: _ORDER.index(name) + 1]}
    place = next(one.end for one in found if one.name == prefix + b"sheetData")
    for one in found:
        if len(one.path) == 1 and one.start >= place:
            if one.name not in earlier:
                break
            place = one.end
    return place
