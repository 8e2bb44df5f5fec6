"""The group of commands: start-up, help, failures, consoles and completion."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ecvet_office import __version__, cli
from ecvet_office.cli import ecvet, rules
from ecvet_office.cli.lazy_group import COMMANDS
from ecvet_office.law.pages import all_pages
from ecvet_office.model.errors import UsageError

OF_A_COMMAND = r'\n@click\.(command|group)\("'
README = Path(__file__).parents[2] / "README.md"
HEAVY = ("openpyxl", "docx", "lxml", "pydantic", "xlwings", "ecvet_office.evaluation", "ecvet_office.law.pages")


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(ecvet, list(arguments))
    return done.exit_code, done.output


def python(code: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=os.environ | environment, check=False, timeout=120
    )


def loaded_by(code: str) -> list[str]:
    done = python(f"import sys\n{code}\nprint([one for one in {HEAVY!r} if one in sys.modules], file=sys.stderr)")
    return re.findall(r"'([\w.]+)'", done.stderr.decode().splitlines()[-1])


def command(name: str) -> click.Command:
    found = ecvet.get_command(click.Context(ecvet), name)
    assert found is not None
    return found


def test_help_and_version_load_nothing_but_the_table_of_commands() -> None:
    for option in ("--help", "--version"):
        start = f"from ecvet_office.cli import ecvet\necvet.main([{option!r}], standalone_mode=False)"
        assert loaded_by(start) == []


def test_completing_a_command_loads_no_command() -> None:
    code = "from ecvet_office.cli import ecvet\nimport click\necvet.shell_complete(click.Context(ecvet), 'c')"
    assert loaded_by(code) == []


def test_listing_the_rules_loads_no_library_for_office_files() -> None:
    code = "from ecvet_office.cli import ecvet\necvet.main(['rules'], standalone_mode=False)"
    assert not {"openpyxl", "docx", "xlwings"} & set(loaded_by(code))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_what_the_commands_own_help_says_first(name: str) -> None:
    assert command(name).name == name
    assert (command(name).help or "").splitlines()[0] == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_shows_an_example_and_its_exit_codes(name: str) -> None:
    code, text = run(name, "--help")
    assert code == 0
    assert f"ecvet {name}" in text.split("Usage:")[1].split("\n", 1)[1]
    assert "Exit codes: 0" in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_appears_in_the_readme(name: str) -> None:
    assert f"ecvet {name}" in README.read_text(encoding="utf-8")


def test_the_help_of_the_program_shows_every_command_with_its_sentence() -> None:
    code, text = run("--help")
    assert code == 0
    words = " ".join(text.split())
    assert all(f"{name} {sentence}" in words for name, sentence in COMMANDS.items())


def test_every_command_is_a_module_of_the_room_and_no_other_module_is_a_command() -> None:
    folder = Path(cli.__file__).parent
    modules = folder.glob("*.py")
    of_commands = (path.stem for path in modules if re.search(OF_A_COMMAND, path.read_text(encoding="utf-8")))
    with_command = {stem.replace("_", "-") for stem in of_commands}
    assert with_command == set(COMMANDS)


def test_a_misspelt_command_is_answered_with_the_nearest() -> None:
    code, text = run("chek")
    assert code == 2
    assert "there is no command chek; did you mean check?" in text


def test_a_command_that_resembles_none_is_answered_with_where_to_look() -> None:
    code, text = run("qqqqqq")
    assert code == 2
    assert "`ecvet --help` lists all of them" in text


def test_an_unknown_option_is_a_run_that_could_not_be() -> None:
    assert run("check", "--colour", "plan.xlsx")[0] == 2


def test_the_version_is_the_one_of_the_project() -> None:
    project = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{__version__}"' in project
    assert run("--version") == (0, f"ecvet {__version__}\n")


def fail_with(error: BaseException, monkeypatch: pytest.MonkeyPatch, *options: str) -> tuple[int, str]:
    def fail() -> None:
        raise error

    monkeypatch.setattr(rules, "command", click.Command("rules", callback=fail))
    return run(*options, "rules")


def test_what_cannot_be_done_is_one_line_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fail_with(UsageError("there is no such thing"), monkeypatch) == (2, "ecvet: there is no such thing\n")


def test_a_mistake_of_ours_says_so_and_how_to_report_it(monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = fail_with(ZeroDivisionError("division by zero"), monkeypatch)
    assert code == 2
    assert "this is a mistake in ECVET Office, not in your workbook (ZeroDivisionError: division by zero)" in text
    assert "Nothing in your workbook was changed" in text
    assert "ecvet --traceback" in text
    assert "Traceback" not in text


def test_the_traceback_is_shown_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = fail_with(ZeroDivisionError("division by zero"), monkeypatch, "--traceback")
    assert code == 2
    assert "Traceback (most recent call last)" in text
    monkeypatch.setenv("ECVET_TRACEBACK", "1")
    assert "Traceback" in fail_with(UsageError("no"), monkeypatch)[1]


def test_stopping_it_by_the_keyboard_is_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = fail_with(KeyboardInterrupt(), monkeypatch)
    assert (code, text) == (2, "ecvet: stopped by the keyboard; workbooks are as they were\n")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp850"])
def test_a_console_that_lacks_a_character_shows_another_and_goes_on(encoding: str) -> None:
    code = "from ecvet_office.cli import main\nimport sys\nsys.argv = ['ecvet', 'explain', 'qu12']\nmain()"
    done = python(code, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr.decode(encoding)
    assert b"QU12" in done.stdout


def test_json_is_utf8_whatever_the_console_is() -> None:
    code = "from ecvet_office.cli import main\nimport sys\nsys.argv = ['ecvet', 'rules', '--format', 'json']\nmain()"
    done = python(code, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert done.returncode == 0
    assert all(one.title in done.stdout.decode("utf-8") for one in all_pages().values() if '"' not in one.title)


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "ecvet_office", "--version"], capture_output=True, check=True)
    assert done.stdout.decode().strip() == f"ecvet {__version__}"


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_is_printed_for_a_shell(shell: str) -> None:
    code, text = run("completion", shell)
    assert code == 0
    assert "_ECVET_COMPLETE" in text


def test_a_shell_that_has_no_completion_is_refused_with_those_that_have() -> None:
    code, text = run("completion", "powershell")
    assert code == 2
    assert "'bash', 'zsh', 'fish'" in text


def test_the_shell_is_told_the_commands_that_begin_so() -> None:
    code = "from ecvet_office.cli import main\nmain()"
    done = python(code, _ECVET_COMPLETE="fish_complete", COMP_WORDS="ecvet co", COMP_CWORD="co")
    assert b"completion" in done.stdout
    assert b"demo" not in done.stdout
