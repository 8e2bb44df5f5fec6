"""A session of LibreOffice for scripts of the tests; for a Python that has `uno`."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

__all__ = ["PropertyValue", "connected", "office"]

PATIENCE = 60  # seconds


@contextlib.contextmanager
def office(program: str, profile: Path) -> Iterator[Any]:
    """Starts LibreOffice with a profile of its own, gives its desktop, and ends it afterwards."""
    pipe = f"ecvet{profile.name}".replace("_", "x")
    command = [
        program,
        "--headless",
        "--norestore",
        "--nologo",
        f"-env:UserInstallation={profile.as_uri()}",
        f"--accept=pipe,name={pipe};urp;",
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
            time.sleep(0.1)
