"""Fills fields of a Word file in LibreOffice; a script for a Python that has `uno`.

It reads one job as JSON from standard input: the file, the new file, and by the number of a content control, counted
in the order of the text, what is typed into it. It prints what the controls showed before, as a list.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

PATIENCE = 60  # seconds
FILTER = "MS Word 2007 XML"


def main() -> None:
    """Does the job of standard input."""
    job = json.loads(sys.stdin.read())
    with tempfile.TemporaryDirectory() as profile, office(Path(profile)) as desktop:
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


@contextlib.contextmanager
def office(profile: Path) -> Iterator[Any]:
    """Starts LibreOffice with a profile of its own and ends it afterwards."""
    pipe = f"ecvet{profile.name}".replace("_", "x")
    accept = f"--accept=pipe,name={pipe};urp;"
    command = [
        sys.argv[1],
        "--headless",
        "--norestore",
        "--nologo",
        f"-env:UserInstallation={profile.as_uri()}",
        accept,
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        desktop = connected(pipe)
        try:
            yield desktop
        finally:
            with contextlib.suppress(Exception):  # it closes the connection while it answers
                desktop.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def connected(pipe: str) -> Any:
    """Gives LibreOffice's desktop as soon as it answers."""
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


if __name__ == "__main__":
    main()
