"""Links from the cells of our tables to the cells that they speak of."""

from __future__ import annotations

from collections.abc import Mapping

from ecvet_office.workbook.writing.areas import Area, area_of
from ecvet_office.workbook.writing.shell_places import place_in_shell
from ecvet_office.workbook.writing.tags import attribute, attributes_of, elements, spliced, with_last_child


def with_links(
    shell: bytes, prefix: bytes, where: str, area: Area, targets: Mapping[str, str]
) -> tuple[bytes, list[str]]:
    """Gives a sheet's shell in which the cells of an area have these links and no others.

    Args:
        shell: the sheet without its rows.
        prefix: of its elements.
        where: the file and part, for messages.
        area: all of whose links are ours.
        targets: by cell, the place in the workbook that it leads to, as 'Units'!D7.

    Returns:
        The shell, and the addresses of links that were taken out.
    """
    found = elements(shell, where)
    ours = [
        one
        for one in found
        if one.name == prefix + b"hyperlink" and _within(attributes_of(one.attributes).get("ref", ""), area)
    ]
    removed = [attributes_of(one.attributes).get("ref", "") for one in ours]
    list_ = next((one for one in found if one.name == prefix + b"hyperlinks"), None)
    new = b"".join(
        b"<%shyperlink%s%s%s/>" % (prefix, attribute("ref", cell), attribute("location", to), attribute("display", to))
        for cell, to in targets.items()
    )
    if list_ is None:
        if not new:
            return shell, removed
        at = place_in_shell(shell, prefix, where, b"hyperlinks")
        return spliced(shell, [(at, at, b"<%shyperlinks>%s</%shyperlinks>" % (prefix, new, prefix))]), removed
    others = [one for one in found if one.name == prefix + b"hyperlink" and one not in ours]
    if not new and not others:
        # An empty list is against the schema.
        return spliced(shell, [(list_.start, list_.end, b"")]), removed
    splices = [(one.start, one.end, b"") for one in ours]
    return spliced(shell, [*splices, with_last_child(shell, list_, new)]), removed


def _within(reference: str, area: Area) -> bool:
    try:
        its = area_of(reference)
    except ValueError:
        return False
    return area.holds(its.first_row, its.first_column) and area.holds(its.last_row, its.last_column)
