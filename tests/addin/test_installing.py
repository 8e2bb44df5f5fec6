"""Installing and removing the add-in, in a home of its own, and what is told of an installation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from ecvet_office import __version__
from ecvet_office.excel import installation
from ecvet_office.excel.addin_installing import install_addin, remove_addin
from ecvet_office.excel.addin_places import Computer, addin_place, library_places, script_place
from ecvet_office.excel.building.addin import build_addin
from ecvet_office.excel.installation import Check, State, check_installation, is_whole, library_check
from ecvet_office.model.errors import UnwritableFileError, UsageError


@pytest.fixture
def mac(tmp_path: Path) -> Computer:
    python = PurePosixPath('/Users/zoë/Library/Application Support/ECVET "Office"/bin/python')
    return Computer("darwin", {"HOME": str(tmp_path)}, python, python.parents[1])


@pytest.fixture
def places(mac: Computer) -> tuple[Path, Path]:
    return Path(addin_place(mac.platform, mac.environment)), Path(script_place(mac.environment))


def files_of(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_the_addin_and_the_script_that_starts_python_are_put_where_excel_for_the_mac_looks(
    mac: Computer, places: tuple[Path, Path], tmp_path: Path
) -> None:
    assert install_addin(mac) == places
    addin, script = places
    assert addin.read_bytes() == build_addin(mac.target)
    text = script.read_text(encoding="utf-8")
    assert 'property pythonProgram : "/Users/zoë/Library/Application Support/ECVET \\"Office\\"/bin/python"' in text
    assert "@INTERPRETER@" not in text
    assert files_of(tmp_path) == set(places)


def test_installing_again_replaces_what_an_older_version_left(mac: Computer, places: tuple[Path, Path]) -> None:
    for path in places:
        path.parent.mkdir(parents=True)
        path.write_bytes(b"older")
    install_addin(mac)
    assert places[0].read_bytes().startswith(b"PK")


def test_removing_takes_our_two_files_and_leaves_what_lies_beside_them(
    mac: Computer, places: tuple[Path, Path], tmp_path: Path
) -> None:
    install_addin(mac)
    other = places[0].with_name("Other.xlam")
    other.write_bytes(b"of somebody else")
    assert remove_addin(mac) == places
    assert files_of(tmp_path) == {other}
    assert remove_addin(mac) == ()


def refuse(*_: object) -> Iterator[None]:
    raise PermissionError(13, "The process cannot access the file because it is being used by another process")


@pytest.mark.parametrize("method", ["replace", "write_bytes"])
def test_an_addin_that_excel_has_open_is_left_as_it_was(
    mac: Computer, places: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    places[0].parent.mkdir(parents=True)
    places[0].write_bytes(b"older")
    with monkeypatch.context() as patch:
        patch.setattr(Path, method, refuse)
        with pytest.raises(UnwritableFileError, match="close all windows of Excel and try again"):
            install_addin(mac)
    assert places[0].read_bytes() == b"older"
    assert files_of(tmp_path) == {places[0]}


def test_an_addin_that_excel_has_open_is_not_removed(mac: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    install_addin(mac)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(UnwritableFileError, match="cannot be removed: close all windows of Excel"):
        remove_addin(mac)


def test_on_other_systems_nothing_is_installed(tmp_path: Path) -> None:
    computer = Computer("linux", {"HOME": str(tmp_path)}, PurePath("/usr/bin/python3"), PurePath("/usr"))
    for act in (install_addin, remove_addin):
        with pytest.raises(UsageError, match="this computer has another system"):
            act(computer)
    assert files_of(tmp_path) == set()


def test_a_script_for_the_mac_never_holds_a_line_break_of_a_path(mac: Computer) -> None:
    odd = Computer(mac.platform, mac.environment, PurePosixPath("/a\nb/python"), mac.prefix)
    with pytest.raises(UsageError, match="holds a line break"):
        install_addin(odd)


def told(computer: Computer) -> dict[str, Check]:
    return {check.name: check for check in check_installation(computer)}


def test_a_whole_installation_is_told_to_be_whole(mac: Computer) -> None:
    install_addin(mac)
    checks = told(mac)
    assert checks["add-in"].state is State.OK
    assert checks["script for Excel"].state is State.OK
    assert checks["ECVET Office"].found == __version__
    assert is_whole(checks.values())


def test_an_addin_that_was_never_installed_is_missing_and_the_remedy_is_a_command(mac: Computer) -> None:
    check = told(mac)["add-in"]
    assert check.state is State.MISSING
    assert check.remedy.endswith("ecvet addin install")
    assert not is_whole([check])


def test_an_addin_of_another_version_is_told_apart_from_the_one_that_belongs_here(
    mac: Computer, places: tuple[Path, Path]
) -> None:
    install_addin(mac)
    other = Computer(mac.platform, mac.environment, PurePosixPath("/elsewhere/python"), mac.prefix)
    assert told(other)["add-in"].state is State.OK  # the place of Python stands in the script alone
    assert "of another Python" in told(other)["script for Excel"].found
    places[0].write_bytes(b"older")
    assert told(mac)["add-in"].state is State.MISSING


def test_an_xlwings_that_was_not_examined_is_told_with_what_to_do(
    mac: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: Computer) -> dict[Path, bytes]:
        raise UsageError("the add-in was not built: …")

    monkeypatch.setattr(installation, "addin_files", unknown)
    assert told(mac)["add-in"].found == "the add-in was not built: …"


@pytest.mark.parametrize(
    ("there", "state"),
    [
        (lambda place: place.name == "xlwings32-0.37.8.dll", State.OK),
        (lambda place: place.name == "xlwings64-0.37.7.dll", State.MISSING),
        (lambda _: False, State.MISSING),
    ],
)
def test_the_library_of_windows_must_have_the_version_of_the_installed_xlwings(
    there: Callable[[PurePath], bool], state: State
) -> None:
    check = library_check(library_places(PureWindowsPath(r"C:\ECVET Office"), "0.37.8"), there)
    assert check.state is state


def test_what_is_only_of_use_is_a_warning_and_nothing_is_missing(tmp_path: Path) -> None:
    computer = Computer("linux", {"HOME": str(tmp_path)}, PurePath("/usr/bin/python3"), PurePath("/usr"))
    assert told(computer)["add-in"].state is State.WARNING
    assert told(computer)["Excel"].state is State.WARNING
    assert is_whole(told(computer).values())


def test_everything_that_is_not_well_says_how_to_mend_it(mac: Computer) -> None:
    assert all(check.remedy for check in check_installation(mac) if check.state is not State.OK)
