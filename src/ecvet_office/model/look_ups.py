"""Records by a key of theirs: one for each key, or all that share it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Keyed = TypeVar("Keyed")


def by_key(key: str, records: Iterable[Keyed]) -> dict[str, Keyed]:
    """Gives the first record of each key; a second one is a finding of its own."""
    index: dict[str, Keyed] = {}
    for record in records:
        index.setdefault(getattr(record, key), record)
    return index


def grouped(key: str, records: Iterable[Keyed]) -> dict[str, tuple[Keyed, ...]]:
    """Gives the records of each key, in their order."""
    groups: dict[str, list[Keyed]] = {}
    for record in records:
        groups.setdefault(getattr(record, key), []).append(record)
    return {name: tuple(members) for name, members in groups.items()}
