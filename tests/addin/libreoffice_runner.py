"""Opens add-ins in LibreOffice with macros on, and runs their procedures; a script for a Python that has `uno`.

It reads from standard input a list of jobs as JSON, each a file, the name of its VBA project, and the procedures to
call with their arguments; where a job names a workbook too, that is opened after the add-in and is the active one. It
prints for each job the modules as LibreOffice gives them back, and for each call the
texts that then stand in D1 and E1 of the file's first sheet, or the error.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from uno_session import PropertyValue, office

FILTER = "Calc MS Excel 2007 VBA XML"
ALWAYS_EXECUTE = 4


def main() -> None:
    """Runs the jobs of standard input."""
    jobs = json.loads(sys.stdin.read())
    with tempfile.TemporaryDirectory() as profile, office(sys.argv[1], Path(profile)) as desktop:
        json.dump([run(desktop, job) for job in jobs], sys.stdout)


def run(desktop: Any, job: dict[str, Any]) -> dict[str, Any]:
    """Opens one file and calls its procedures, one after the other."""
    opened = [load(desktop, job["file"], FILTER)]
    if "workbook" in job:
        opened.append(load(desktop, job["workbook"], "Calc MS Excel 2007 XML"))
    document = opened[0]
    try:
        library = document.BasicLibraries.getByName(job["project"])
        modules = {name: library.getByName(name) for name in library.ElementNames}
        called = [call(document, job["project"], *one) for one in job["calls"]]
    finally:
        for one in reversed(opened):
            one.close(True)
    return {"modules": modules, "calls": called}


def load(desktop: Any, path: str, kind: str) -> Any:
    """Opens a file with macros on; LibreOffice does not find out by itself what an .xlam is."""
    how = (PropertyValue("FilterName", 0, kind, 0), PropertyValue("MacroExecutionMode", 0, ALWAYS_EXECUTE, 0))
    return desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, how)


def call(document: Any, project: str, procedure: str, *arguments: object) -> dict[str, object]:
    """Calls one procedure and gives what it left in the cells."""
    sheet = document.Sheets.getByIndex(0)
    command, message = sheet.getCellRangeByName("D1"), sheet.getCellRangeByName("E1")
    command.String = message.String = ""
    address = f"vnd.sun.star.script:{project}.{procedure}?language=Basic&location=document"
    try:
        result = document.getScriptProvider().getScript(address).invoke(arguments, (), ())[0]
    except Exception as error:  # noqa: BLE001 # whatever the Basic of LibreOffice says is the answer
        return {"error": f"{type(error).__name__}: {error}"[:500]}
    given = result if isinstance(result, str | int | float | bool) else None
    return {"command": command.String, "message": message.String, "result": given}


if __name__ == "__main__":
    main()
