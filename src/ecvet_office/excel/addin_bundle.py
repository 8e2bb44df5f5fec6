"""A folder with everything for an installation where nothing may be fetched: wheels, and the installers beside them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ecvet_office import __version__
from ecvet_office.excel.building.addin_sources import FOLDER
from ecvet_office.law.packaged import packaged_folder
from ecvet_office.model.errors import UnwritableFileError, UsageError

PACKAGE = "ecvet-office"
INSTALLERS = ("install.cmd", "install.ps1", "install.command")
LONGEST_COMPLAINT = 600
"""Characters of what pip says that are passed on; the end of it holds the reason."""


def bundle(folder: Path, source: str = f"{PACKAGE}=={__version__}") -> tuple[str, ...]:
    """Collects the package, all that it needs, and the installers in a folder.

    The wheels are for the system and the Python that run this: collect on a PC like those where it will be installed.

    Args:
        folder: new or empty; made where it is missing.
        source: what pip is asked for: the version that is installed, or the folder of a copy of the repository.

    Returns:
        The names of the files, in alphabetical order.

    Raises:
        UnwritableFileError: the folder holds something already, or cannot be written.
        UsageError: pip could not get everything; the message holds what it said, and the folder is empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UnwritableFileError(f"{folder} is not empty and was left as it is; name a new folder")
    with tempfile.TemporaryDirectory(prefix="ecvet-") as name:
        collected = Path(name)
        _collect(source, collected)
        _add_installers(collected)
        try:
            shutil.copytree(collected, folder, dirs_exist_ok=True)
        except OSError as error:
            raise UnwritableFileError(f"{folder} cannot be written: {error.strerror or error}") from error
    return tuple(sorted(path.name for path in folder.iterdir()))


def wheel_command(source: str, folder: Path) -> Sequence[str]:
    """Gives the command by which the Python that runs this collects wheels."""
    return (sys.executable, "-m", "pip", "wheel", "--quiet", "--wheel-dir", str(folder), source)


def _collect(source: str, folder: Path) -> None:
    done = subprocess.run(  # noqa: S603 # our own interpreter, with arguments of our own
        wheel_command(source, folder), capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        said = done.stderr.strip()[-LONGEST_COMPLAINT:]
        raise UsageError(f"pip could not collect everything. Check the connection and try again. It said:\n{said}")


def _add_installers(folder: Path) -> None:
    for name in INSTALLERS:
        target = folder / name
        target.write_bytes(packaged_folder(FOLDER).joinpath(name).read_bytes())
        if target.suffix == ".command":
            target.chmod(0o755)  # the Finder of the Mac starts it on a double click only then
