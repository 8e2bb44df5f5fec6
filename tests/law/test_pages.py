"""Pages of rules: each is read when something speaks of it, its cases when somebody asks for them."""

from __future__ import annotations

import pytest

from ecvet_office.law.pages import all_pages, page, read_page
from ecvet_office.model.errors import RuleBookError, UsageError

HEAD = "# ZZ01 something is wrong\nseverity: error\nrules: RULE-01\nsource: none\nmessage: {what} is wrong\n\nWhy.\n\n"
FIX = "Fix: mend {what}.\n"


def test_a_page_is_found_by_its_code_however_it_is_typed() -> None:
    assert page("re05") is page("RE05") is all_pages()["RE05"]


@pytest.mark.parametrize("code", ["XX99", "", "../pages/RE05", "RE05.md"])
def test_a_code_without_a_page_is_said_to_have_none(code: str) -> None:
    with pytest.raises(UsageError, match="there is no rule"):
        page(code)


def test_pages_stand_in_the_order_of_their_codes() -> None:
    assert list(all_pages()) == sorted(all_pages())
    assert all(one.code == code for code, one in all_pages().items())


def test_a_page_has_its_cases_in_their_order() -> None:
    cases = "## Wrong: first\n| a |\nfinds ZZ01 at Units!A2: what it\n\n## Right: second\n| a |\nfinds nothing\n"
    read = read_page(HEAD + FIX + cases)
    assert [(one.title, one.expected) for one in read.cases] == [
        ("first", (("ZZ01", "Units!A2", "what it"),)),
        ("second", ()),
    ]
    assert read.fix == "mend {what}."


@pytest.mark.parametrize("case", ["## Odd\nfinds nothing\n", "## Wrong\nfinds nothing\n", "## Right\n| a |\n"])
def test_a_case_that_does_not_say_what_it_shows_is_an_error_of_the_page(case: str) -> None:
    with pytest.raises(RuleBookError, match="ZZ01"):
        _ = read_page(HEAD + FIX + case).cases


def test_a_page_without_a_fix_is_an_error() -> None:
    with pytest.raises(RuleBookError, match="lacks its fix"):
        read_page(HEAD)
