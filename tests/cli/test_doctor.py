"""`ecvet doctor`: what is there, what is missing, and how to mend it."""

from __future__ import annotations

import json
import sys

import pytest
from click.testing import CliRunner

from ecvet_office.cli import doctor, ecvet
from ecvet_office.excel.installation import Check, State


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(ecvet, list(arguments))
    return done.exit_code, done.output


CHECKS = (
    Check("Python", State.OK, "3.12.1"),
    Check("Excel", State.WARNING, "not found", "if you have Excel, all is well"),
    Check("add-in", State.MISSING, "not there", "close Excel and type: ecvet addin install"),
)


def test_doctor_gives_a_line_on_each_thing_and_how_to_mend_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "check_installation", lambda: CHECKS)
    assert run("doctor") == (
        1,
        (
            "ok       Python: 3.12.1\n"
            "warning  Excel: not found\n"
            "         fix: if you have Excel, all is well\n"
            "missing  add-in: not there\n"
            "         fix: close Excel and type: ecvet addin install\n"
            "missing: 1\n"
        ),
    )


def test_doctor_is_content_with_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "check_installation", lambda: CHECKS[:2])
    code, text = run("doctor")
    assert code == 0
    assert text.endswith("nothing is missing\n")


def test_doctor_tells_other_programs_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "check_installation", lambda: CHECKS)
    code, text = run("doctor", "--format", "json")
    assert code == 1
    told = json.loads(text)
    assert told["whole"] is False
    assert [one["state"] for one in told["checks"]] == ["ok", "warning", "missing"]
    assert told["checks"][2]["fix"] == "close Excel and type: ecvet addin install"


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there the add-in has to be installed")
def test_doctor_finds_this_installation_whole() -> None:
    code, text = run("doctor")
    assert code == 0, text
    assert "templates: " in text
