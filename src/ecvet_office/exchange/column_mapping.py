"""What the columns of a foreign sheet mean: as the user said, now or before, else as the words say.

What the user said is kept in a small file beside the workbook, which holds headers and fields and nothing of a learner.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ecvet_office.exchange.foreign_grid import ForeignColumn, Grid
from ecvet_office.exchange.likeness import Likeness, is_sure, known_field, likeliest
from ecvet_office.model.errors import UnreadableFileError, UnwritableFileError, UsageError
from ecvet_office.workbook.header_words import HEADERS_THAT_TELL
from ecvet_office.workbook.saving import reason_in_words
from ecvet_office.workbook.values import folded, nearest

ENDING = ".mapping.json"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of a foreign sheet mean.

    Attributes:
        fields: by column number, the field that fills it.
        proposed: columns that resemble a field and are not filled until the user says so.
        unmatched: columns that resemble nothing of ours.
    """

    fields: Mapping[int, str]
    proposed: tuple[tuple[ForeignColumn, Likeness], ...]
    unmatched: tuple[ForeignColumn, ...]


def map_columns(grid: Grid, maps: Mapping[str, str]) -> ColumnMapping:
    """Gives what the columns mean: as the user says, else as the words say.

    Raises:
        UsageError: when the user names a header or a field that there is not.
    """
    chosen = dict(_said(grid, maps))
    fields: dict[int, str] = {number: field for number, field in chosen.items() if field}
    proposed: list[tuple[ForeignColumn, Likeness]] = []
    unmatched: list[ForeignColumn] = []
    likes = {column.number: likeliest(column.headers) for column in grid.columns if column.number not in chosen}
    languages = Counter(like.language for like in likes.values() if like is not None and like.share == 1)
    spoken_there = {language for language, count in languages.items() if count >= HEADERS_THAT_TELL}
    for column in grid.columns:
        if column.number in chosen:
            continue
        like = likes[column.number]
        if like is None:
            unmatched.append(column)
        elif is_sure(like, spoken_there) and like.field not in fields.values():
            fields[column.number] = like.field
        else:
            proposed.append((column, like))
    return ColumnMapping(fields, tuple(proposed), tuple(unmatched))


def _said(grid: Grid, maps: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for header, text in maps.items():
        wanted = folded(header)
        columns = [one for one in grid.columns if wanted in map(folded, one.headers)]
        if len(columns) != 1:
            known = [text for one in grid.columns for text in one.headers]
            how_many = "several columns" if columns else "no column"
            told = f"the sheet {grid.title} of that file has {how_many} headed {header!r}{nearest(header, known)}"
            raise UsageError(f"{told}; --map takes a header that stands there once, and --sheet another sheet")
        field = known_field(text)
        if text and not field:
            raise UsageError(f"{text} is no field that can be handed on; write it as Learners.family_name")
        yield columns[0].number, field


def mapping_file(workbook: Path, foreign: Path) -> Path:
    """Gives the file beside a workbook in which the mapping of a foreign file is kept."""
    return workbook.with_name(foreign.name + ENDING)


def kept_mapping(path: Path) -> dict[str, str]:
    """Gives by header the field that the user chose before; nothing where nothing was kept.

    Raises:
        UnreadableFileError: when the file was changed so that it cannot be read.
    """
    if not path.exists():
        return {}
    try:
        columns = json.loads(path.read_text(encoding="utf-8"))["columns"]
        return {str(header): str(field) for header, field in columns.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableFileError(f"{path.name} cannot be read ({error}). Delete it, and say --map anew.") from error


def keep_mapping(path: Path, maps: Mapping[str, str]) -> None:
    """Writes down by header the field that the user chose; an earlier file of that name is replaced.

    Raises:
        UnwritableFileError: when the system refuses.
    """
    text = json.dumps({"columns": dict(maps)}, ensure_ascii=False, indent=2) + "\n"
    unfinished = path.with_name(f".ecvet-{path.name}")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    except OSError as error:
        raise UnwritableFileError(reason_in_words(path, error)) from error
