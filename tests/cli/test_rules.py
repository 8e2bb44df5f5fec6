from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from ecvet_office.cli import ecvet
from ecvet_office.law.pages import all_pages, page
from ecvet_office.report.rule_pages import page_lines


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(ecvet, list(arguments))
    return done.exit_code, done.output


def test_every_rule_is_listed_with_its_severity_and_title() -> None:
    code, text = run("rules")
    assert code == 0
    listed = {line.split()[0]: line for line in text.splitlines()[1:] if line and not line[0].isdigit()}
    assert listed.keys() == all_pages().keys()
    for one in all_pages().values():
        assert listed[one.code].split()[1] == one.severity
        assert listed[one.code].endswith(one.title)


def test_the_list_as_json_has_one_object_for_each_rule() -> None:
    code, text = run("rules", "--format", "json")
    assert code == 0
    assert {one["code"]: one["title"] for one in json.loads(text)} == {
        one.code: one.title for one in all_pages().values()
    }


@pytest.mark.parametrize("name", sorted(all_pages()))
def test_the_page_of_every_rule_can_be_shown(name: str) -> None:
    code, text = run("explain", name.lower())
    one = page(name)
    assert code == 0
    assert text.startswith(f"{name} {one.title}\n")
    assert one.source in text
    assert "Wrong" in text
    assert "Right" in text
    assert "{" not in text.split("\nWrong")[0]


def test_a_page_says_when_a_rule_is_silent_and_from_which_stage_it_holds() -> None:
    text = "\n".join(page_lines(page("QU12")))
    assert "from “ready to sign” on; a to-do before" in text
    silent = next(one for one in all_pages().values() if one.erasmus_only is None and one.severity == "error")
    assert any(line.split() == ["Erasmus-only", "silent"] for line in page_lines(silent))


def test_the_tables_of_an_example_stand_in_columns() -> None:
    lines = page_lines(page("QU12"))
    begin = lines.index("Wrong: the stay begins one day too early")
    header, row = lines[begin + 1 : begin + 3]
    assert [place for place, sign in enumerate(header) if sign == "|"] == [
        place for place, sign in enumerate(row) if sign == "|"
    ]


def test_an_unknown_rule_is_answered_with_the_nearest_and_exit_code_2() -> None:
    code, text = run("explain", "QU99")
    assert code == 2
    assert text.startswith("ecvet: there is no rule QU99 (did you mean 'QU")
