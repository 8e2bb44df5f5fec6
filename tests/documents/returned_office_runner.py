"""Fills fields of a Word file in LibreOffice; a script for a Python that has `uno`.

It reads one job as JSON from standard input: the file, the new file, and by the number of a content control, counted
in the order of the text, what is typed into it. It prints what the controls showed before, as a list.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from uno_session import PropertyValue, office

FILTER = "MS Word 2007 XML"


def main() -> None:
    """Does the job of standard input."""
    job = json.loads(sys.stdin.read())
    with tempfile.TemporaryDirectory() as profile, office(sys.argv[1], Path(profile)) as desktop:
        document = desktop.loadComponentFromURL(Path(job["file"]).as_uri(), "_blank", 0, (option("Hidden", True),))
        shown = [
            fill(control, job["values"].get(str(number))) for number, control in enumerate(controls(document.Text))
        ]
        document.storeToURL(Path(job["new"]).as_uri(), (option("FilterName", FILTER),))
        document.close(True)
        json.dump(shown, sys.stdout)


def option(name: str, value: object) -> Any:
    """Gives a named argument as LibreOffice takes it."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def controls(text: Any) -> Iterator[Any]:
    """Gives the content controls of a text, and of the cells of its tables, in their order."""
    for block in listed(text):
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.getCellNames():
                yield from controls(block.getCellByName(name))
        else:
            for portion in listed(block):
                if portion.TextPortionType == "ContentControl":
                    yield portion.ContentControl


def listed(holder: Any) -> list[Any]:
    """Gives what something of LibreOffice's enumerates."""
    found, enumeration = [], holder.createEnumeration()
    while enumeration.hasMoreElements():
        found.append(enumeration.nextElement())
    return found


def fill(control: Any, text: str | None) -> str:
    """Types a text into a control and deletes what stood there; gives that."""
    shown = "".join(portion.String for portion in listed(control))
    if text is not None:
        control.ShowingPlaceHolder = False
        control.setString(text)  # LibreOffice puts it before what stands there
        cursor = control.createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(len(text), False)
        cursor.goRight(len(shown), True)
        cursor.setString("")
    return shown


if __name__ == "__main__":
    main()
