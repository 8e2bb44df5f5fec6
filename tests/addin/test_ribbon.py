"""The ribbon: ids, icons and callbacks, which no validator looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.building.addin_sources import RIBBON, own_modules, source_text

CUSTOM_UI = "{http://schemas.microsoft.com/office/2009/07/customui}"

# Of [MS-CUSTOMUI] 3.2, imageMso Table: Microsoft's list of the icons that Office itself holds
# (https://learn.microsoft.com/openspecs/office_standards/ms-customui/fe2124a1-5aaa-4adf-b285-5d58da9d5e2a).
KNOWN_ICONS = frozenset(
    {
        "Bullets",
        "Clear",
        "ColumnsDialog",
        "ContextHelp",
        "Copy",
        "DarkShading",
        "EnvelopesAndLabelsDialog",
        "FileFind",
        "FileNew",
        "FileOpen",
        "FilePrintPreview",
        "FindDialog",
        "Folder",
        "MailMergeMergeToDocument",
        "Numbering",
        "PenComment",
        "Repeat",
        "RightArrow2",
        "Spelling",
        "TableAutoFormat",
        "TableExcelSpreadsheetInsert",
        "TableInsert",
        "TextBoxInsert",
    }
)
FOR_ALL_OR_SELECTED = {"learning_agreements", "transcripts", "all_documents", "decide"}
FOR_SELECTED = {"amend", "audit", "personal_data", "extract", "forget"}
MOST_LARGE, MOST_IN_A_COLUMN = 3, 3
"""Of one group: more large buttons, or more small ones below each other, and Excel hides it behind a single one."""


def elements() -> Iterator[ET.Element]:
    yield from ET.fromstring(source_text(RIBBON)).iter()  # noqa: S314 # our own file


def buttons() -> list[ET.Element]:
    return [one for one in elements() if one.tag == f"{CUSTOM_UI}button"]


def ribbon_module() -> str:
    return next(one.source for one in own_modules() if one.name == "EcvetRibbon")


def callbacks() -> dict[str, str]:
    """The procedures that a button can call, each with what it hands to Python."""
    pattern = r'^Public Sub (\w+)\(control As IRibbonControl\)\n    Perform "(.*)"\nEnd Sub'
    return dict(re.findall(pattern, ribbon_module(), re.MULTILINE))


def test_every_id_stands_once() -> None:
    ids = [one.get("id") for one in elements() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z]\w{0,63}", one or "") for one in ids)


def test_every_button_calls_a_procedure_that_is_there_and_none_is_left_over() -> None:
    called = {(one.get("onAction") or "").removeprefix("EcvetRibbon.") for one in buttons()}
    assert called == set(callbacks())


def test_the_buttons_stand_for_all_actions_and_some_of_them_for_the_selected_rows() -> None:
    for_all = [f"'{one}'" for one in ACTIONS if one not in FOR_SELECTED]
    selected = [f"'{one}', selected=True" for one in FOR_SELECTED | FOR_ALL_OR_SELECTED]
    assert sorted(callbacks().values()) == sorted(for_all + selected)


def test_a_group_shows_few_buttons_and_a_menu_holds_the_rarer_ones() -> None:
    groups = [one for one in elements() if one.tag == f"{CUSTOM_UI}group"]
    for group in groups:
        large = [one for one in group if one.get("size") == "large"]
        assert len(large) <= MOST_LARGE, group.get("label")
        assert len(group) - len(large) <= MOST_IN_A_COLUMN, group.get("label")
    assert [one.get("label") for one in groups] == [
        "Check", "Learners", "Documents", "Partners", "Decisions", "Year and data", "Help",
    ]  # fmt: skip
    (menu,) = [one for one in elements() if one.tag == f"{CUSTOM_UI}menu" and one.get("label")]
    assert [one.get("label") for one in menu] == [
        "Personal data of a learner", "Extract for a partner", "Anonymise", "Forget a learner",
    ]  # fmt: skip


def test_no_two_buttons_of_one_group_have_the_same_picture() -> None:
    for group in (one for one in elements() if one.tag == f"{CUSTOM_UI}group"):
        pictures = [one.get("imageMso") for one in group if one.get("imageMso")]
        pictures += [one[0].get("imageMso") for one in group if one.tag == f"{CUSTOM_UI}splitButton"]
        assert len(pictures) == len(set(pictures)), group.get("label")


def test_every_icon_is_in_microsofts_list() -> None:
    used = {one.get("imageMso") for one in elements() if one.get("imageMso")}
    assert used == KNOWN_ICONS


@pytest.mark.parametrize("button", buttons(), ids=lambda one: str(one.get("id")))
def test_every_button_says_what_it_does(button: ET.Element) -> None:
    assert button.get("label")
    assert button.get("screentip")
    assert (button.get("supertip") or "").endswith(".")
    assert all(len(button.get(one) or "") <= 1024 for one in ("label", "screentip", "supertip"))  # more is an error


def test_no_module_of_ours_reads_settings_from_the_open_workbook() -> None:
    for module in own_modules():
        assert set(re.findall(r"ActiveWorkbook\b\S*", module.source)) <= {"ActiveWorkbook", "ActiveWorkbook.Name)"}
        assert not re.search(r"\b(Shell|CreateObject|Environ|Workbooks)\b", module.source)


def test_the_readme_of_the_addin_tells_of_every_button() -> None:
    readme = source_text("README.md")
    table = readme[readme.index("## The buttons") : readme.index("## The functions")]
    for button in buttons():
        assert (button.get("label") or "?") in table, button.get("id")
