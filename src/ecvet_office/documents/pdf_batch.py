"""One call of LibreOffice for many files: with a profile of its own, watched, and ended when it stands still."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

PATIENCE = 120
"""Seconds without a new file after which a call counts as stuck; the first start on a slow computer takes 40."""

_LOOK_EVERY = 0.1  # seconds
_WITHOUT_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_LONGEST_REASON = 200  # characters
_WINDOWS_TASKKILL = Path("System32") / "taskkill.exe"

# Tagged files can be read aloud. A document can link to a picture elsewhere, and fetching it would tell a stranger
# that, when and where the document is printed.
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Filter/PDF/Export"><prop oor:name="UseTaggedPDF" oor:op="fuse"><value>\
true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">\
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" \
oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True, slots=True)
class Watch:
    """How a call is watched.

    Attributes:
        seen: told of the number of files that have appeared, each time it grows.
        is_called_off: whether nobody wants the files any more, so that the call is ended.
        patience: seconds without a new file after which the call is ended.
    """

    seen: Callable[[int], None]
    is_called_off: Callable[[], bool]
    patience: float = PATIENCE


@dataclass(frozen=True, slots=True)
class Call:
    """What became of one call.

    Attributes:
        made: the finished PDF files, by the file they were made from.
        reason: what kept the others from being made, a clause; "" where all were made.
    """

    made: dict[Path, Path]
    reason: str


def new_profile(folder: Path) -> Path:
    """Lays a profile for LibreOffice into an empty folder.

    Two processes of LibreOffice cannot share a profile, and the user's own may be in use.
    """
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8", newline="\n")
    return folder


def convert_batch(
    program: Path,
    profile: Path,
    documents: Sequence[Path],
    folder: Path,
    watch: Watch,
) -> Call:
    """Converts documents by one call of LibreOffice.

    Args:
        program: of LibreOffice.
        profile: what `new_profile` gave; no other call may use it at the same time.
        documents: with file names that differ in more than their endings.
        folder: an empty folder for the PDF files.
        watch: how it is watched.
    """
    command = [
        str(program),
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nolockcheck"),
        *("--convert-to", "pdf", "--outdir", str(folder)),
        *(str(document.resolve()) for document in documents),
    ]
    # A file takes what the program says: a pipe that nobody empties would stop it.
    with TemporaryFile() as told:
        try:
            process = subprocess.Popen(  # noqa: S603 # the program was found by us; each path is one argument
                command,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=subprocess.STDOUT,
                creationflags=_WITHOUT_WINDOW,
                start_new_session=True,
            )
        except OSError as error:
            return Call({}, f"{program} does not start: {error.strerror or error}")
        is_stuck = _watch(process, folder, watch)
        stuck = f"LibreOffice made no file for {watch.patience:.0f} seconds and was stopped"
        reason = stuck if is_stuck else _words(told)
    made = {document: folder / f"{document.stem}.pdf" for document in documents}
    finished = {document: pdf for document, pdf in made.items() if _is_whole(pdf)}
    return Call(finished, "" if len(finished) == len(documents) else reason)


def _watch(process: subprocess.Popen[bytes], folder: Path, watch: Watch) -> bool:
    """Waits until a call has ended, and ends it when it stands still; whether it had to."""
    count, last = 0, time.monotonic()
    try:
        while process.poll() is None and not watch.is_called_off():
            time.sleep(_LOOK_EVERY)
            now = sum(1 for _ in folder.iterdir())
            if now > count:
                count, last = now, time.monotonic()
                watch.seen(count)
            if time.monotonic() - last > watch.patience:
                return True
        return False
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a call with the processes it started: what was started is a launcher, and the work is done in its child."""
    if sys.platform == "win32":
        taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / _WINDOWS_TASKKILL
        subprocess.run(  # noqa: S603 # Windows' own program, by its full path
            [str(taskkill), "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False
        )
    else:
        os.killpg(process.pid, signal.SIGKILL)  # it leads a session of its own
    process.wait()


def _words(told: IO[bytes]) -> str:
    """Gives the last line that LibreOffice wrote about an error."""
    told.seek(0)
    lines = told.read().decode(errors="replace").splitlines()
    spoken = [line.strip() for line in lines if line.strip() and not line.startswith("convert ")]
    return spoken[-1][:_LONGEST_REASON] if spoken else "LibreOffice ended without a word"


def _is_whole(pdf: Path) -> bool:
    if not pdf.is_file():
        return False
    data = pdf.read_bytes()
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:]
