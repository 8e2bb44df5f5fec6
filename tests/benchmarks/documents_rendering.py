"""A page filled by this package and by three libraries, all with the same values.

`python -m benchmarks.documents_rendering PAGE DOCUMENTS ROUNDS [--without-isal]`, in the folder `tests`, prints a line
of JSON: for each side the CPU milliseconds of making and writing a document, as medians of rounds in which the sides
take turns. PAGE is `transcript` or `small`. Documents that show different words on two sides end it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from benchmarks import small_page, transcript_sides
from ecvet_office.documents import docx_package
from ecvet_office.documents.docx_package import Codec, read_parts
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.render import render
from ecvet_office.documents.template import Template

Values = dict[str, Any]
Side = Callable[[Values], bytes]

PAGES = {"transcript": transcript_sides, "small": small_page}
SLOWER = 20  # the libraries make one document where we make so many
COMPARED = 4  # documents, among them some with and some without what is conditional


def measured(page: ModuleType, count: int, rounds: int, folder: Path) -> dict[str, float]:
    """Gives the milliseconds of each side, and of `limit`: our bytes only checked, squeezed and written."""
    documents = [page.values_of(number) for number in range(count)]
    few = documents[: max(count // SLOWER, 5)]
    sides: dict[str, Side] = page.sides()
    for values in documents[:COMPARED]:
        refuse_different_work({name: make(values) for name, make in sides.items()}, values)
    template, codec = page.our_template(), docx_package.QUICKEST
    static = template.sealed.entries + template.sealed.directory
    bodies = [filled_parts(template, values) for values in documents]
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, make in page.sides().items():
            taken = milliseconds(make, documents if name == "ours" else few, folder)
            times.setdefault(name, []).append(taken)
        taken = milliseconds(lambda parts: static + b"".join(squeezed(part, codec) for part in parts), bodies, folder)
        times.setdefault("limit", []).append(taken)
    return {name: median(each) for name, each in times.items()}


def refuse_different_work(made: dict[str, bytes], values: Values) -> None:
    """Ends the run where a document lacks a value, or shows other words than those of the other sides."""
    shown = {name: tuple(line for line in texts(data).splitlines() if line.strip()) for name, data in made.items()}
    text = "\n".join(shown["ours"])
    if any(value not in text for value in stated(values)) or len(set(shown.values())) > 1:
        raise SystemExit("the documents do not show the same values: the comparison would be of different work")


def stated(values: Values) -> Iterator[str]:
    """Gives the texts that a document shows, those of its lists too; not those of a decision that is not made yet."""
    for key, value in values.items():
        if isinstance(value, str) and not (key == "decision" and not values["recognised"]):
            yield value
        elif isinstance(value, (list, tuple)):
            for item in value:
                yield from item.values()


def filled_parts(template: Template, values: Values) -> tuple[bytes, ...]:
    """Gives the parts of our document that are its own, which every document must have squeezed."""
    parts = read_parts(render(template, values), "made")
    return tuple(parts[part.name] for part in template.parts)


def milliseconds(make: Callable[[Any], bytes], works: Sequence[Any], folder: Path) -> float:
    """Gives the CPU time of making and writing one document."""
    for path in folder.iterdir():
        path.unlink()
    began = time.process_time()
    for number, one in enumerate(works):
        (folder / f"{number}.docx").write_bytes(make(one))
    return (time.process_time() - began) / len(works) * 1000


def squeezed(part: bytes, codec: Codec) -> bytes:
    """Does what must be done to put a part into a package, by the library that the package uses."""
    codec.library.crc32(part)
    return codec.squeezed(part)


if __name__ == "__main__":
    if "--without-isal" in sys.argv:
        docx_package.QUICKEST = docx_package.QUICKEST_OF_PYTHON
    with TemporaryDirectory() as name:
        told = measured(PAGES[sys.argv[1]], int(sys.argv[2]), int(sys.argv[3]), Path(name))
        print(json.dumps(told))  # noqa: T201 # the table reads it
