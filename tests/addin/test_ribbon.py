"""The ribbon: ids, icons and callbacks, which no validator looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from ecvet_office.excel.building.addin_sources import RIBBON, own_modules, source_text

CUSTOM_UI = "{http://schemas.microsoft.com/office/2009/07/customui}"

# Of [MS-CUSTOMUI] 3.2, imageMso Table: Microsoft's list of the icons that Office itself holds
# (https://learn.microsoft.com/openspecs/office_standards/ms-customui/fe2124a1-5aaa-4adf-b285-5d58da9d5e2a).
KNOWN_ICONS = frozenset(
    {
        "ColumnsDialog",
        "ContextHelp",
        "Copy",
        "FileFind",
        "FileNew",
        "FilePrintPreview",
        "FindDialog",
        "Folder",
        "MailMergeMergeToDocument",
        "PenComment",
        "Spelling",
        "TableExcelSpreadsheetInsert",
    }
)
ACTIONS = {
    "check",
    "compute_credit",
    "share_points",
    "enrol",
    "memorandum",
    "learning_agreements",
    "transcripts",
    "all_documents",
    "papers",
    "read_returned",
    "explain_finding",
    "open_folder",
    "check_installation",
    "help",
}
OF_LEARNERS = {"learning_agreements", "transcripts", "all_documents"}


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


def test_the_buttons_stand_for_all_actions_and_three_of_them_for_the_selected_learners_too() -> None:
    assert sorted(callbacks().values()) == sorted(
        [f"'{one}'" for one in ACTIONS]
        + ["'amend', selected=True"]
        + [f"'{one}', selected=True" for one in OF_LEARNERS]
    )


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
