"""Traces of a person: the words and days by which somebody can be found, and where in a file they stand.

Every part of a package is looked through, also what no program shows: unused texts, properties, comments, formulas,
what charts and filters remember. Pictures and signatures cannot be read; how many there are is told.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from ecvet_office.exchange.learner_rows import LEARNERS, LearnerRows, of_table
from ecvet_office.model.places import column_letters
from ecvet_office.workbook.foreign import read_any_workbook
from ecvet_office.workbook.row_values import fields_of
from ecvet_office.workbook.values import clean, folded, read_date, read_text

SHORTEST_WORD = 3  # letters: a shorter name is part of too many words
MOST_TOLD = 10  # places of a trace that others may share
FEWEST_DIGITS = 6  # of a telephone number that tells somebody from others
OPAQUE = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".bin")
_BETWEEN = " | "  # what keeps two texts from making up a name between them
_WORD = re.compile(r"\w+")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_ROWS_AND_CELLS = frozenset({"row", "c"})
_NEW_TEXT = frozenset({"p", "si", "comment", "row", "tc"})
_OF_A_CELL = frozenset({"v", "t", "is"})


@dataclass(frozen=True)
class Traces:
    """By what a person is found.

    Attributes:
        certain: what belongs to this person alone, as the full name or the e-mail; by the word, what it is.
        likely: what others may share, as the family name or an address; by the word, what it is.
        born: the date of birth; None where it is not known.
        pairs: family name and given names, folded, by which the full name is known that stands in two cells of a row;
            by the pair, what it is.
    """

    certain: dict[str, str]
    likely: dict[str, str]
    born: date | None = None
    pairs: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def by_first_word(self) -> dict[str, list[tuple[str, str, bool]]]:
        """The traces by the word that they begin with: (trace, what it is, whether it is certain), certain ones first.

        Of a year's learners few are named in a cell, and comparing it with the names of all takes long.
        """
        found: dict[str, list[tuple[str, str, bool]]] = {}
        for words, is_certain in ((self.certain, True), (self.likely, False)):
            for trace, what in words.items():
                found.setdefault(_first_word(trace), []).append((trace, what, is_certain))
        return found

    @cached_property
    def given_names(self) -> dict[str, dict[str, str]]:
        """The pairs by family name: given names, and what the pair is."""
        found: dict[str, dict[str, str]] = {}
        for (family, given), what in self.pairs.items():
            found.setdefault(family, {})[given] = what
        return found


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place where a trace stands.

    Attributes:
        place: the cell, as `Notes!B4`, or the part of the file.
        what: which trace, in words, never the trace itself.
        is_certain: whether it can belong to nobody else.
    """

    place: str
    what: str
    is_certain: bool


def traces_of(rows: LearnerRows) -> Traces:
    """Gives the traces of a learner from the row on the sheet Learners."""
    certain: dict[str, str] = {}
    likely: dict[str, str] = {}
    pairs: dict[tuple[str, str], str] = {}
    born: date | None = None
    for sheet, row in of_table(rows, LEARNERS):
        cells = {key: row.cells.get(letters) for key, letters in sheet.columns.items()}
        texts = {key: text for key, cell in cells.items() if isinstance(text := read_text(cell), str)}
        given, family = texts.get("given_names", ""), texts.get("family_name", "")
        if given and family:
            certain |= dict.fromkeys((f"{given} {family}", f"{family} {given}", f"{family}, {given}"), "the full name")
            pairs[folded(family), folded(given)] = "the full name"
        likely |= {one: "the family name" for one in (family,) if len(one) >= SHORTEST_WORD}
        for key, column in fields_of(sheet).items():
            text = texts.get(key, "")
            said = f"the {column.header.lower()}"
            if text and (key == "email" or (key == "telephone" and sum(map(str.isdigit, text)) >= FEWEST_DIGITS)):
                certain[text] = said
            elif text and key.startswith(("address", "guardian")):  # brothers and sisters share them
                likely[text] = said
        day = read_date(cells.get("date_of_birth"))
        born = day if isinstance(day, date) else born
    sure, shared = ({folded(one): what for one, what in words.items()} for words in (certain, likely))
    return Traces(sure, shared, born, pairs)


def found_in_text(text: str, traces: Traces) -> list[tuple[str, bool]]:
    """Gives the traces that stand in a text, as (what it is, whether it is certain), each once."""
    wanted = folded(clean(text))
    words = set(_WORD.findall(wanted))
    begun = [one for word in words & traces.by_first_word.keys() for one in traces.by_first_word[word]]
    standing = [(what, sure) for trace, what, sure in begun if _stands_in(trace, wanted)]
    found = {what: True for what, sure in standing if sure}
    if not found:
        found |= dict(standing)
    if traces.born is not None and any(one in wanted for one in _spellings(traces.born)):
        found.setdefault("the date of birth", False)
    return list(found.items())


def found_in_cells(texts: Iterable[str], traces: Traces) -> list[tuple[str, int]]:
    """Gives the full names that stand in two cells, as (what it is, the place of the family name among the texts).

    Lists write family name and given names into columns of their own, so that no cell holds the name.
    """
    if not traces.pairs:
        return []
    there = [folded(clean(one)) for one in texts]
    found: list[tuple[str, int]] = []
    for place, family in enumerate(there):
        for given, what in traces.given_names.get(family, {}).items():
            if given in there:
                found.append((what, place))
    return found


def _first_word(trace: str) -> str:
    first = _WORD.search(trace)
    return first[0] if first else ""


def _stands_in(word: str, text: str) -> bool:
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


@cache
def _spellings(day: date) -> tuple[str, ...]:
    return (
        day.isoformat(), f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}", f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}",
    )  # fmt: skip


def sightings_in_workbook(path: Path, traces: Traces) -> tuple[Sighting, ...]:
    """Gives where in a workbook of any format that we read a person's traces stand, cells first.

    Raises:
        UnreadableFileError: when the file cannot be read.
    """
    raw = read_any_workbook(path)
    found: list[Sighting] = []
    for sheet in raw.sheets:
        for row in sheet.rows():
            for cell in row.cells:
                place = f"{sheet.title}!{column_letters(cell.column)}{cell.row}"
                found += [Sighting(place, what, sure) for what, sure in _in_cell(cell.value, traces)]
            texts = [cell for cell in row.cells if isinstance(cell.value, str)]
            for what, number in found_in_cells((str(cell.value) for cell in texts), traces):
                family = texts[number]
                found.append(Sighting(f"{sheet.title}!{column_letters(family.column)}{family.row}", what, True))
    shown = {one.what for one in found}
    for part, what, sure in _in_parts(path.read_bytes(), traces, set()):
        if not (part.endswith("sharedStrings.xml") and what in shown):  # the cells that show it are told already
            found.append(Sighting(f"part {part}", what, sure))
    return tuple(dict.fromkeys(found))


def _in_cell(value: object, traces: Traces) -> list[tuple[str, bool]]:
    if isinstance(value, str):
        return found_in_text(value, traces)
    day = value.date() if isinstance(value, datetime) else value
    return [("the date of birth", False)] if traces.born is not None and day == traces.born else []


def sightings_in_package(data: bytes, traces: Traces, silent: set[bytes] | None = None) -> tuple[Sighting, ...]:
    """Gives where in a Word file, or any other zip of XML, a person's traces stand; empty for what is no zip.

    The cells of a workbook's sheets are looked at too.

    Args:
        data: the file.
        traces: of the person.
        silent: digests of parts in which nothing stands, such as styles that hundreds of files share; it grows, and is
            of use for the same traces alone.
    """
    found = _in_parts(data, traces, set() if silent is None else silent, with_cells=True)
    return tuple(Sighting(f"part {part}", what, sure) for part, what, sure in found)


def _in_parts(
    data: bytes, traces: Traces, silent: set[bytes], *, with_cells: bool = False
) -> Iterator[tuple[str, str, bool]]:
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except zipfile.BadZipFile:
        return
    with archive:
        for name in archive.namelist():
            content = archive.read(name)
            is_told = not with_cells and name.startswith("xl/worksheets/") and name.endswith(".xml")
            digest = sha256(content).digest() + bytes([is_told])
            if digest in silent:
                continue
            texts = _texts_of(content, _OF_A_CELL if is_told else frozenset()) or _plain(content)
            found = found_in_text(unescaped(_BETWEEN.join(texts)), traces)
            if with_cells and name.startswith("xl/"):
                found += [(what, True) for what, _ in found_in_cells(texts, traces)]
            if not found:
                silent.add(digest)
            for what, sure in found:
                yield name, what, sure


def _texts_of(xml: bytes, without: frozenset[str]) -> list[str]:
    """Gives the texts and the values of attributes of an XML part, with all texts run together last; empty for none.

    Word and Excel cut a text into runs where its format changes, so that a name may stand in two.
    """
    if not xml.lstrip(b"\xef\xbb\xbf").startswith(b"<"):
        return []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    said: set[str] = set()  # attributes, most of which say the same again and again
    texts: list[str] = []
    runs: list[str] = []
    path: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(name.rpartition(":")[2])
        if not (without and path[-1] in _ROWS_AND_CELLS):  # their addresses and formats are many, and tell of nobody
            said.update(attributes.values())
        if path[-1] in _NEW_TEXT:
            runs.append(_BETWEEN)

    def end(_name: str) -> None:
        path.pop()

    def text(data: str) -> None:
        if not (path and path[-1] in without):
            texts.append(data)
            runs.append(data)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        return []
    return [*said, *texts, "".join(runs)]


def unescaped(text: str) -> str:
    """Gives a text with the letters that JSON writes by their numbers, as in the values that a document carries."""
    return _ESCAPED.sub(lambda one: chr(int(one[1], 16)), text) if "\\u" in text else text


def _plain(content: bytes) -> list[str]:
    return [content.decode("utf-8", errors="ignore"), content.decode("utf-16-le", errors="ignore")]


def opaque_parts(data: bytes) -> tuple[str, ...]:
    """Gives the parts of a package that hold pictures or programs, in which nothing can be looked for."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return tuple(name for name in archive.namelist() if name.casefold().endswith(OPAQUE))


def told(sightings: Iterable[Sighting]) -> Iterator[str]:
    """Gives a line for each sighting that is certain, and one for each trace that may be somebody else's."""
    likely: dict[str, list[str]] = {}
    for one in sightings:
        if one.is_certain:
            yield f"{one.place}: {one.what}"
        else:
            likely.setdefault(one.what, []).append(one.place)
    for what, places in likely.items():
        more = f" and {len(places) - MOST_TOLD} further places" if len(places) > MOST_TOLD else ""
        yield f"{', '.join(places[:MOST_TOLD])}{more}: {what}, which may be somebody else's"
