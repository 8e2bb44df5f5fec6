"""`ecvet addin`: built, installed, removed and collected from the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner

from ecvet_office.cli import addin, ecvet
from ecvet_office.excel import addin_bundle
from ecvet_office.excel.addin_bundle import INSTALLERS, wheel_command
from ecvet_office.excel.addin_places import Computer


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(ecvet, list(arguments))
    return done.exit_code, done.output


@pytest.fixture
def mac(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    computer = Computer(
        "darwin", {"HOME": str(home)}, PurePosixPath("/Users/zoe/ECVET/bin/python"), PurePosixPath("/x")
    )
    monkeypatch.setattr(addin, "this_computer", lambda: computer)
    return home


def test_install_says_where_it_wrote_and_what_to_do_next_and_remove_takes_it_away(mac: Path) -> None:
    code, text = run("addin", "install")
    assert code == 0
    assert "ECVET.xlam" in text
    assert "the tab ECVET stands beside Home" in text
    assert len([path for path in mac.rglob("*") if path.is_file()]) == 2
    code, text = run("addin", "remove")
    assert (code, text.count("removed: ")) == (0, 2)
    code, text = run("addin", "remove")
    assert code == 0
    assert text.startswith("not there: ")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there an Excel can be")
def test_install_says_on_other_systems_that_there_is_no_excel() -> None:
    code, text = run("addin", "install")
    assert code == 2
    assert "Excel for Windows or for the Mac loads the add-in" in text


def test_build_writes_a_new_file_and_never_over_another(mac: Path) -> None:
    target = mac.parent / "ECVET.xlam"
    assert run("addin", "build", "-o", str(target))[0] == 0
    written = target.read_bytes()
    assert written.startswith(b"PK")
    code, text = run("addin", "build", "-o", str(target))
    assert code == 2
    assert "exists already" in text
    assert target.read_bytes() == written


@pytest.mark.usefixtures("mac")
def test_build_wants_the_ending_by_which_excel_knows_an_addin(tmp_path: Path) -> None:
    code, text = run("addin", "build", "-o", str(tmp_path / "ECVET.xlsm"))
    assert code == 2
    assert "has to end in .xlam" in text


def collecting(script: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Lets a script stand in for pip; gives the list in which it is noted what pip would have been asked for."""
    asked: list[str] = []

    def command(source: str, folder: Path) -> Sequence[str]:
        asked.append(source)
        return (sys.executable, "-c", script, str(folder))

    monkeypatch.setattr(addin_bundle, "wheel_command", command)
    return asked


def test_bundle_collects_the_wheels_and_the_installers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = collecting("import sys, pathlib; (pathlib.Path(sys.argv[1]) / 'a.whl').write_bytes(b'w')", monkeypatch)
    code, text = run("addin", "bundle", str(tmp_path / "for school"))
    assert code == 0, text
    assert {path.name for path in (tmp_path / "for school").iterdir()} == {"a.whl", *INSTALLERS}
    assert "4 files" in text
    assert asked[0].startswith("ecvet-office==")
    run("addin", "bundle", str(tmp_path / "other"), "--source", str(tmp_path))
    assert asked[1] == str(tmp_path)


def test_what_pip_could_not_do_is_told_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collecting("import sys; sys.exit('ERROR: no such version')", monkeypatch)
    code, text = run("addin", "bundle", str(tmp_path / "new"))
    assert code == 2
    assert "It said:\nERROR: no such version" in text
    assert not (tmp_path / "new").exists()


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = collecting("", monkeypatch)
    (tmp_path / "file").write_bytes(b"")
    code, text = run("addin", "bundle", str(tmp_path))
    assert code == 2
    assert "is not empty and was left as it is" in text
    assert asked == []


def test_pip_is_run_by_the_python_that_runs_the_command() -> None:
    command = wheel_command("ecvet-office==1", Path("folder"))
    assert command[:4] == (sys.executable, "-m", "pip", "wheel")
    assert command[-1] == "ecvet-office==1"
