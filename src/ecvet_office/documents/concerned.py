"""Which findings about what a document draws on are about the document: none of another paper or of another stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ecvet_office.model.agreements import Agreement, Package
from ecvet_office.model.findings import Finding
from ecvet_office.model.places import Place
from ecvet_office.model.records import Record
from ecvet_office.rules.stays import overridden_cells

OF_ONE_PAPER: Mapping[str, str] = dict.fromkeys(("AG25", "AG26", "AG40"), "europass.document")
"""By rule, the one document that it asks something for, by the key of its title: no other is worse without it."""


def about_document(title: str, records: Sequence[Record], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Gives the findings that are about a document, in their order.

    A cell of the package counts for nothing where every stay that the document is about says otherwise in its own row:
    it may be wrong for another stay of the package, but nobody reads it here.

    Args:
        title: of the document, by its key.
        records: what the document draws on.
        findings: about these records.
    """
    unread = frozenset(_unread_cells(records)) if findings else frozenset()
    for one in findings:
        if OF_ONE_PAPER.get(one.code, title) == title and one.place not in unread:
            yield one


def _unread_cells(records: Sequence[Record]) -> Iterator[Place]:
    stays = [one for one in records if isinstance(one, Agreement)]
    for package in records:
        if isinstance(package, Package):
            yield from overridden_cells(package, [one for one in stays if one.package == package.id])
