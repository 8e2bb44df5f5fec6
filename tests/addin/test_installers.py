"""The installers: the Mac's is run with a home of its own; that of Windows is only read, for it needs PowerShell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ecvet_office.excel.addin_bundle import INSTALLERS

ADDIN = Path(__file__).parents[2] / "addin"
POSIX_ONLY = pytest.mark.skipif(shutil.which("bash") is None or sys.platform == "win32", reason="runs a bash script")

# Stands in for the package: its command writes down what it is asked, and fails where a file says so.
RECORDER = """\
import pathlib, sys
def main():
    home = pathlib.Path.home()
    with (home / "asked.txt").open("a", encoding="utf-8") as asked:
        asked.write(" ".join(sys.argv[1:]) + "\\n")
    sys.exit(2 if (home / "fail").exists() and sys.argv[1] == (home / "fail").read_text().strip() else 0)
"""


def write_wheel(folder: Path) -> None:
    folder.mkdir()
    about = "ecvet_office-9.0.dist-info"
    parts = {
        "recorder.py": RECORDER,
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: ecvet-office\nVersion: 9.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/entry_points.txt": "[console_scripts]\necvet = recorder:main\n",
        f"{about}/RECORD": "",
    }
    with zipfile.ZipFile(folder / "ecvet_office-9.0-py3-none-any.whl", "w") as wheel:
        for name, text in parts.items():
            wheel.writestr(name, text)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a blank in its path, a folder of wheels in it that holds the installer too, and its first run."""
    home = tmp_path_factory.mktemp("home of zoë")
    write_wheel(home / "wheels for school")
    shutil.copy(ADDIN / "install.command", home / "wheels for school")
    return home


def install(home: Path, *arguments: str, python: str = sys.executable) -> tuple[int, str]:
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "ECVET_PYTHON": python, "PIP_NO_INPUT": "1"}
    script = home / "wheels for school" / "install.command"
    done = subprocess.run(
        ["bash", str(script), *arguments], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


@POSIX_ONLY
def test_the_macs_installer_installs_from_the_wheels_beside_it_and_ends_with_the_doctor(installed: Path) -> None:
    code, text = install(installed)
    assert code == 0, text
    place = installed / "Library" / "Application Support" / "ECVET Office"
    assert (place / "bin" / "ecvet").is_file()
    assert f"Folder: {place}" in text
    assert "nothing is fetched" in text
    assert (installed / "asked.txt").read_text(encoding="utf-8").splitlines() == ["addin install", "doctor"]
    assert text.rstrip().endswith("Installed. Start Excel: the tab ECVET stands beside Home.")


@POSIX_ONLY
def test_the_macs_installer_stops_where_the_addin_cannot_be_installed(installed: Path) -> None:
    (installed / "fail").write_text("addin", encoding="utf-8")
    code, text = install(installed)
    (installed / "fail").unlink()
    assert code == 2
    assert "NOT INSTALLED: the buttons could not be put into Excel" in text
    assert (installed / "asked.txt").read_text(encoding="utf-8").splitlines()[-1] == "addin install"


@POSIX_ONLY
def test_a_folder_without_the_wheel_is_refused_before_anything_is_fetched(installed: Path) -> None:
    code, text = install(installed, str(installed))
    assert code == 2
    assert "NOT INSTALLED: there is no ECVET Office in" in text


@POSIX_ONLY
def test_without_a_python_that_is_new_enough_the_installer_says_where_to_get_one(tmp_path: Path) -> None:
    (tmp_path / "wheels for school").mkdir()
    shutil.copy(ADDIN / "install.command", tmp_path / "wheels for school")
    for tool in ("dirname", "mkdir", "pgrep", "bash"):
        found = shutil.which(tool)
        if found:
            (tmp_path / tool).symlink_to(found)
    environment = {"HOME": str(tmp_path), "PATH": str(tmp_path)}
    script = tmp_path / "wheels for school" / "install.command"
    if any(Path(one).exists() for one in ("/usr/local/bin/python3", "/opt/homebrew/bin/python3")):
        pytest.skip("there is a Python where the installer looks for one")
    done = subprocess.run(
        [shutil.which("bash") or "bash", str(script)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "Python 3.11 or newer was not found. Install it from https://www.python.org/downloads/" in done.stdout


def powershell() -> str:
    return (ADDIN / "install.ps1").read_bytes().decode("ascii")


@pytest.mark.parametrize("name", ["install.ps1", "install.cmd"])
def test_the_installers_of_windows_are_ascii_with_the_line_ends_of_windows(name: str) -> None:
    data = (ADDIN / name).read_bytes()
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n") > 0


def test_the_macs_installer_has_the_line_ends_of_the_mac_and_may_be_started() -> None:
    assert b"\r" not in (ADDIN / "install.command").read_bytes()
    if sys.platform != "win32":
        assert os.access(ADDIN / "install.command", os.X_OK)


@pytest.mark.parametrize("name", INSTALLERS)
def test_no_installer_asks_for_an_administrator_or_changes_what_is_not_ours(name: str) -> None:
    text = (ADDIN / name).read_text(encoding="utf-8").casefold()
    for word in ("runas", "sudo", "set-executionpolicy", "hklm", "unblock-file", "add-mppreference", "rm -rf", "curl"):
        assert word not in text, word


def test_the_powershell_script_is_balanced_and_stops_where_a_program_fails() -> None:
    text = re.sub(r"#.*", "", powershell())
    text = re.sub(r"'[^'\r\n]*'|\"[^\"\r\n]*\"", "", text)
    assert not set(text) & {"'", '"'}
    for left, right in ("{}", "()", "[]"):
        assert text.count(left) == text.count(right)
    assert "$ErrorActionPreference = " in text
    started = re.findall(r"^\s*(?:\$Told = )?& .*", text, re.MULTILINE)
    assert len(started) == 1  # every program but the search for Python runs through the function that looks at failure
    assert text.count("Invoke-Program $") == 4


def test_the_powershell_script_never_interprets_a_path() -> None:
    for line in powershell().splitlines():
        if re.search(r"Test-Path|Get-ChildItem", line):
            assert "-LiteralPath" in line, line
        assert not re.search(r"Invoke-Expression|iex\b|cmd /c", line), line


def test_both_installers_use_the_same_arguments_for_wheels_without_internet() -> None:
    mac = (ADDIN / "install.command").read_text(encoding="utf-8")
    assert "--no-index --find-links" in mac
    assert "'--no-index', '--find-links'" in powershell()
    assert "-m venv --clear" in mac
    assert "'venv', '--clear'" in powershell()


def test_the_command_file_starts_the_script_beside_it_and_hands_its_result_on() -> None:
    text = (ADDIN / "install.cmd").read_bytes().decode("ascii")
    assert '-File "%~dp0install.ps1" %*' in text
    assert "exit /b %RESULT%" in text
