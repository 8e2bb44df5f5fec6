"""A workbook's package while it is being changed, part by part; nothing is written until all edits were accepted."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ecvet_office.model.errors import UnwritableFileError, UsageError
from ecvet_office.workbook.number_formats import Shows
from ecvet_office.workbook.package import Package, Relationship
from ecvet_office.workbook.writing.areas import Area, area_of
from ecvet_office.workbook.writing.cell_markup import shown_as
from ecvet_office.workbook.writing.edits import Value
from ecvet_office.workbook.writing.guarded_cells import guards_of
from ecvet_office.workbook.writing.part_lists import (
    CONTENT_TYPES,
    NO_RELATIONSHIPS,
    listing_of,
    relationships_in,
    with_content_type,
    with_relationship,
    without_content_type,
    without_relationships,
)
from ecvet_office.workbook.writing.sheet_draft import SheetDraft
from ecvet_office.workbook.writing.sheet_part import sheet_part
from ecvet_office.workbook.writing.styles_part import shows_of, with_date_format
from ecvet_office.workbook.writing.table_part import TablePart, table_part
from ecvet_office.workbook.writing.tags import attributes_of, elements, local_name
from ecvet_office.workbook.writing.workbook_part import counts_from_1904, sheet_entries


class Loss(NamedTuple):
    """Elements that an edit takes out of a part.

    Attributes:
        element: their name, without a prefix.
        attribute: the attribute that tells which; empty for all of that name.
        value: of that attribute.
        with_content: whether what they hold goes with them.
    """

    element: str
    attribute: str = ""
    value: str = ""
    with_content: bool = False


class Draft:
    """The changes to a package; an object because edits build on one another.

    Attributes:
        package: as the file has it.
        changes: by the name of the part, its new bytes, or None for a part that is left out.
        sheets: by title, those whose cells or shell were looked at.
        losses: by part, the elements that an edit takes out of it.
        written: by part, the bytes of each cell that was changed, by row and column.
    """

    def __init__(self, package: Package) -> None:
        """Begins without a change."""
        self.package = package
        self.changes: dict[str, bytes | None] = {}
        self.sheets: dict[str, SheetDraft] = {}
        self.losses: defaultdict[str, set[Loss]] = defaultdict(set)
        self.written: dict[str, Mapping[tuple[int, int], bytes]] = {}
        self._names = {part.lower(): part for part in package.parts}
        self._fitting: dict[tuple[str | None, Shows], str | None] = {}
        book = self.book
        self._date1904 = counts_from_1904(self.read(book), self.where(book))

    @property
    def book(self) -> str:
        """The part that lists the sheets."""
        return self.package.workbook_part

    @property
    def date1904(self) -> bool:
        """Whether the workbook counts its days from 1904."""
        return self._date1904

    def __contains__(self, part: str) -> bool:
        """Whether the package has a part, changes included."""
        name = self._names.get(part.lower())
        return name is not None and self.changes.get(name, b"") is not None

    def where(self, part: str) -> str:
        """The file and its part, for messages."""
        return self.package.where(part)

    def read(self, part: str) -> bytes:
        """Gives a part's bytes, changes included.

        Raises:
            UnreadableFileError: when it is missing or damaged.
        """
        changed = self.changes.get(self._names.get(part.lower(), part))
        return self.package.read(part) if changed is None else changed

    def put(self, part: str, data: bytes) -> None:
        """Gives a part new bytes, or adds it."""
        if part not in self or data != self.read(part):
            self.replace(part, data)

    def replace(self, part: str, data: bytes) -> None:
        """Gives a part new bytes without looking at the old ones, which takes time where they are many."""
        self.changes[self._names.setdefault(part.lower(), part)] = data

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Gives the pointers of a part to others by their id, changes included."""
        listing = listing_of(part)
        if listing not in self:
            return {}
        found = relationships_in(self.read(listing), part, self.where(listing))
        # Excel finds parts whatever their case; from here on each has the name that the file gives it.
        return {id_: one._replace(part=self._names.get(one.part.lower(), one.part)) for id_, one in found.items()}

    def point(self, part: str, target: str, type_: str) -> str:
        """Lets a part point to another and gives the id of the pointer."""
        listing = listing_of(part)
        old = self.read(listing) if listing in self else NO_RELATIONSHIPS
        new, id_ = with_relationship(old, part, target, type_, self.where(listing))
        self.put(listing, new)
        return id_

    def add_part(self, part: str, data: bytes, content_type: str) -> None:
        """Adds a part and says what it is."""
        self.put(part, data)
        types = with_content_type(self.read(CONTENT_TYPES), part, content_type, self.where(CONTENT_TYPES))
        self.put(CONTENT_TYPES, types)

    def drop_part(self, owner: str, part: str) -> None:
        """Leaves a part out, and with it its owner's pointer to it."""
        listing = listing_of(owner)
        for id_, one in self.relationships(owner).items():
            if one.part.lower() == part.lower():
                self.losses[listing].add(Loss("Relationship", "Id", id_))
        self.losses[CONTENT_TYPES].add(Loss("Override", "PartName", f"/{part}"))
        self.put(listing, without_relationships(self.read(listing), owner, part, self.where(listing)))
        self.put(CONTENT_TYPES, without_content_type(self.read(CONTENT_TYPES), part, self.where(CONTENT_TYPES)))
        self.changes[self._names[part.lower()]] = None

    def free_name(self, folder: str, stem: str) -> str:
        """Gives a name for a new part, beside the parts of its kind."""
        beside = posixpath.join(posixpath.dirname(self.book), folder)
        count = len(self._names) + 2
        names = (posixpath.join(beside, f"{stem}{number}.xml") for number in range(1, count))
        return next(name for name in names if name.lower() not in self._names)

    def styles_if_any(self) -> str | None:
        """Gives the part of the styles; None where the workbook has none."""
        pointers = self.relationships(self.book).values()
        return next((one.part for one in pointers if one.kind == "styles" and one.part in self), None)

    def styles(self) -> str:
        """Gives the part of the styles.

        Raises:
            UnwritableFileError: when the workbook has none.
        """
        part = self.styles_if_any()
        if part is not None:
            return part
        raise UnwritableFileError(
            f"{self.package.path.name} has no cell formats. Open it in Excel, save it, and try again."
        )

    def titles(self) -> list[str]:
        """Gives the titles of all sheets in the order of their tabs, chart sheets among them."""
        return [entry.title for entry in sheet_entries(self.read(self.book), self.where(self.book))]

    def sheet_parts(self) -> Iterator[tuple[str, str]]:
        """Gives the title and the part of each worksheet in the order of the tabs."""
        relationships = self.relationships(self.book)
        for entry in sheet_entries(self.read(self.book), self.where(self.book)):
            relationship = relationships.get(entry.relationship)
            if relationship is not None and relationship.kind == "worksheet" and relationship.part in self:
                yield entry.title, relationship.part

    def sheet(self, title: str) -> SheetDraft:
        """Gives a worksheet to change.

        Raises:
            UsageError: when the workbook has no worksheet of this title.
            UnwritableFileError: when it is written in a way that we cannot change safely.
        """
        if title not in self.sheets:
            parts = dict(self.sheet_parts())
            if title not in parts:
                what = "is a chart, which has no cells" if title in self.titles() else "is not in the workbook"
                raise UsageError(f"the sheet {title} {what}; there are: {', '.join(parts)}")
            part = parts[title]
            markup = sheet_part(self.read(part), self.where(part))
            guards = guards_of(markup, self.tables_on(part), list(self._pivots_on(part)))
            self.sheets[title] = SheetDraft(title, part, markup, guards)
        return self.sheets[title]

    def tables_on(self, sheet_part: str) -> list[TablePart]:
        """Gives the tables of a sheet as they are now."""
        return [
            table_part(self.read(one.part), one.part, self.where(one.part))
            for one in self.relationships(sheet_part).values()
            if one.kind == "table" and one.part in self
        ]

    def table(self, name: str) -> tuple[SheetDraft, TablePart]:
        """Gives a table, by its name in any case as Excel does, and its sheet.

        Raises:
            UsageError: when the workbook has no such table.
        """
        known: list[str] = []
        for title, part in self.sheet_parts():
            for table in self.tables_on(part):
                known.append(table.name)
                if table.name.casefold() == name.casefold():
                    return self.sheet(title), table
        raise UsageError(f"the workbook has no table {name}; there are: {', '.join(known) or 'none'}")

    def fitting_style(self, style: str | None, value: Value) -> str | None:
        """Gives the format that shows a value: the cell's own, or for a date that it would not show, one like it."""
        shows = shown_as(value)
        if shows is None:
            return style
        if (style, shows) not in self._fitting:
            part = self.styles()
            styles = self.read(part)
            fitting = style
            if shows_of(styles, style, self.where(part)) is not shows:
                styles, fitting = with_date_format(styles, style, shows, self.where(part))
                self.put(part, styles)
            self._fitting[style, shows] = fitting
        return self._fitting[style, shows]

    def _pivots_on(self, sheet_part: str) -> Iterator[Area]:
        for one in self.relationships(sheet_part).values():
            if one.kind == "pivotTable" and one.part in self:
                for element in elements(self.read(one.part), self.where(one.part)):
                    if local_name(element.name) == b"location":
                        yield area_of(attributes_of(element.attributes).get("ref", ""))
