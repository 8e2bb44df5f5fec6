from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from ecvet_office.cli import ecvet
from ecvet_office.law.pages import all_pages, page
from ecvet_office.report.example_tables import example_lines
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
    lines = page_lines(page("QU12"), show_all=True)
    begin = lines.index("Wrong: the stay begins one day too early")
    header, row = lines[begin + 1 : begin + 3]
    assert [place for place, sign in enumerate(header) if sign == "|"] == [
        place for place, sign in enumerate(row) if sign == "|"
    ]


def test_the_first_wrong_and_the_first_right_example_are_shown_and_with_all_every_one() -> None:
    cases = page("AG21").cases
    few, every = run("explain", "AG21")[1], run("explain", "AG21", "--all")[1]
    assert [line for line in few.splitlines() if line.startswith(("Wrong", "Right"))] == [
        "Wrong: two came back without a signature, one was never made",
        "Right: three signatures, and a guardian's for a minor",
    ]
    assert f"and {len(cases) - 2} more examples (ecvet explain AG21 --all shows each)" in few
    assert sum(line.startswith(("Wrong", "Right")) for line in every.splitlines()) == len(cases)
    assert "more example" not in every


def test_the_tables_of_an_example_have_the_headers_of_the_sheets() -> None:
    text = run("explain", "AG14", "--all")[1]
    assert "| Agreements | Id | Learner | Home | Host | Host company" in text
    assert "Coordinating institution |" in text
    assert "| For | Party" in run("explain", "AG21")[1]


def test_a_header_that_is_misspelt_on_purpose_stays_so() -> None:
    lines = list(example_lines("| Learners | id | famly name |\n| | L1 | Virtanen |"))
    assert lines[0].split("|")[2:4] == [" Id ", " famly name "]


def test_rules_of_the_recommendation_are_named_by_their_number_and_others_not_at_all() -> None:
    assert "enforces      rule 37 of our reading of the Recommendation" in run("explain", "AG21")[1]
    assert "enforces" not in run("explain", "WB05")[1] + run("explain", "DO01")[1]


def test_an_unknown_rule_is_answered_with_the_nearest_and_exit_code_2() -> None:
    code, text = run("explain", "QU99")
    assert code == 2
    assert text.startswith("ecvet: there is no rule QU99 (did you mean 'QU")
