"""The styles of a workbook: formats are added at the end of their lists, so that no index of the user's moves."""

from __future__ import annotations

from dataclasses import dataclass

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.number_formats import Shows, built_in_format, custom_format
from ecvet_office.workbook.writing.tags import (
    Element,
    attributes_of,
    elements,
    prefix_of_root,
    prefixed,
    spliced,
    tag_with,
    with_attributes,
    with_last_child,
)

# The order in which the schema wants the lists of a styles part (ECMA-376 Part 1, 18.8.39).
_LISTS = (
    b"numFmts", b"fonts", b"fills", b"borders", b"cellStyleXfs", b"cellXfs", b"cellStyles", b"dxfs", b"tableStyles",
    b"colors", b"extLst",
)  # fmt: skip
# Excel's own formats for a date, a time of day and a duration; it draws the first as the user's country writes it.
_BUILT_IN_FOR = {Shows.DATE: "14", Shows.TIME: "21", Shows.ELAPSED: "46"}


@dataclass(frozen=True, slots=True)
class StyleList:
    """A list of the styles part with its items; None where the part has no such list."""

    element: Element | None
    items: tuple[Element, ...]


def style_list(styles: bytes, name: bytes, where: str) -> StyleList:
    """Gives one list of a styles part, such as cellXfs.

    Raises:
        UnwritableFileError: when the part is written in a way that we do not know.
    """
    found = elements(styles, where)
    prefix = prefix_of_root(found)
    root = found[0].name
    its = next((one for one in found if one.name == prefix + name and one.path == (root,)), None)
    inside = (root, prefix + name)
    return StyleList(its, tuple(one for one in found if one.path == inside) if its else ())


def with_item(styles: bytes, name: bytes, item: bytes, where: str) -> tuple[bytes, int]:
    """Gives the styles with an item in one of their lists, and its index; one that is there already is used again.

    Args:
        styles: the whole part.
        name: of the list, as cellXfs.
        item: its XML, with the part's prefix.
        where: the file and part, for messages.

    Raises:
        UnwritableFileError: when the part is written in a way that we do not know.
    """
    there = style_list(styles, name, where)
    for index, one in enumerate(there.items):
        if styles[one.start : one.end] == item:
            return styles, index
    count = len(there.items)
    if there.element is None:
        return _with_list(styles, name, item, where), 0
    counted = with_attributes(there.element.attributes, {"count": str(count + 1)})
    tag, inside = there.element.name, styles[there.element.inside : there.element.inner_end]
    list_ = b"<%s%s>%s%s</%s>" % (tag, counted.rstrip(), inside, item, tag)
    return spliced(styles, [(there.element.start, there.element.end, list_)]), count


def with_our_item(styles: bytes, name: bytes, item: str, where: str) -> tuple[bytes, int]:
    """Gives the styles with an item of ours, written without a prefix, and its index; raises as `with_item`."""
    prefix = prefix_of_root(elements(styles, where))
    return with_item(styles, name, prefixed(item, prefix), where)


def _with_list(styles: bytes, name: bytes, item: bytes, where: str) -> bytes:
    found = elements(styles, where)
    prefix = prefix_of_root(found)
    later = {prefix + one for one in _LISTS[_LISTS.index(name) + 1 :]}
    list_ = b'<%s%s count="1">%s</%s%s>' % (prefix, name, item, prefix, name)
    at = next((one.start for one in found if one.name in later and len(one.path) == 1), None)
    if at is not None:
        return spliced(styles, [(at, at, list_)])
    return spliced(styles, [with_last_child(styles, found[0], list_)])


def without_last_item(styles: bytes, name: bytes, where: str) -> bytes:
    """Gives the styles with the last item of a list taken out; a list without items stays as one tag."""
    there = style_list(styles, name, where)
    if there.element is None or not there.items:
        return styles
    last, left = there.items[-1], len(there.items) - 1
    if left:
        return spliced(styles, [tag_with(styles, there.element, {"count": str(left)}), (last.start, last.end, b"")])
    attributes = with_attributes(there.element.attributes, {"count": "0"})
    return spliced(styles, [(there.element.start, there.element.end, b"<%s%s/>" % (there.element.name, attributes))])


def shows_of(styles: bytes, style: str | None, where: str) -> Shows | None:
    """Gives which kind of date a cell format draws; None for plain numbers and texts."""
    number_format = attributes_of(_cell_format(styles, style, where).attributes).get("numFmtId", "0")
    for one in style_list(styles, b"numFmts", where).items:
        said = attributes_of(one.attributes)
        if said.get("numFmtId") == number_format:
            return custom_format(said.get("formatCode", ""))
    return built_in_format(number_format)


def with_date_format(styles: bytes, style: str | None, shows: Shows, where: str) -> tuple[bytes, str]:
    """Gives the styles with a cell format like another but that it draws a date, a time or a duration, and its index.

    Raises:
        UnwritableFileError: when the workbook has no cell formats at all.
    """
    like = _cell_format(styles, style, where)
    attributes = with_attributes(like.attributes, {"numFmtId": _BUILT_IN_FOR[shows], "applyNumberFormat": "1"})
    rest = b"/>" if like.is_empty_tag else b">" + styles[like.inside : like.end]
    item = b"<" + like.name + attributes.rstrip() + rest
    new, index = with_item(styles, b"cellXfs", item, where)
    return new, str(index)


def _cell_format(styles: bytes, style: str | None, where: str) -> Element:
    formats = style_list(styles, b"cellXfs", where).items
    index = int(style or 0)
    if index >= len(formats):
        raise _no_formats(where)
    return formats[index]


def _no_formats(where: str) -> UnwritableFileError:
    return UnwritableFileError(
        f"{where} lacks the cell formats that its cells name. Open the workbook in Excel, save it, and try again."
    )
