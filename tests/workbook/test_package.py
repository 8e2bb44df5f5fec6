"""Which files are opened as workbooks, and what is said about those that are not."""

from __future__ import annotations

import errno
import struct
import zipfile
from pathlib import Path

import pytest

from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook import package as package_module
from ecvet_office.workbook import package_guards
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.file_kinds import OLE_START
from ecvet_office.workbook.package import open_package
from handmade_packages import PACKAGE_RELATIONSHIPS, SHEET_PART, parts, relationships_xml, sheet_xml, write_zip

ROWS = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>7.5</v></c></row>'
STRINGS = "<si><t>Points</t></si>"


def refusal(path: Path) -> str:
    """What a user reads when the file is opened and all of it is read."""
    with pytest.raises(UnreadableFileError) as caught:
        read_all(path)
    return str(caught.value)


def read_all(path: Path) -> None:
    for sheet in read_workbook(path).sheets:
        list(sheet.rows())


def plan(tmp_path: Path, changes: dict[str, str | bytes] | None = None) -> Path:
    return write_zip(tmp_path / "plan.xlsx", parts(ROWS, STRINGS) | (changes or {}))


def named_plan(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(data)
    return path


def test_a_sound_workbook_is_opened_and_its_file_let_go(tmp_path: Path) -> None:
    path = plan(tmp_path)
    package = open_package(path)
    path.unlink()  # Windows would refuse while the file is open
    assert package.workbook_part == "xl/workbook.xml"
    assert package.read(SHEET_PART) == sheet_xml(ROWS).encode()
    assert not package.in_use
    assert SHEET_PART.upper() in package
    assert package.parts == tuple(parts())


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "plan.xlsx")


def test_a_folder_is_said_to_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").mkdir()
    assert "plan.xlsx is a folder" in refusal(tmp_path / "plan.xlsx")


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    refusal(tmp_path / "pl\0an.xlsx")
    refusal(tmp_path / ("x" * 5000))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "denied"), "another program keeps it locked"),
        (OSError(errno.EIO, "the cloud file provider is not running"), "Copy it to a folder on this computer"),
    ],
)
def test_a_locked_file_is_said_to_be_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    path = plan(tmp_path)

    def refuse(*_arguments: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    assert said in refusal(path)


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    assert "is empty (0 bytes)" in refusal(named_plan(tmp_path, b""))


def ole(*streams: str) -> bytes:
    return OLE_START + b"\0" * 504 + b"".join(f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in streams)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "protected by a password"),
        (ole("Root Entry", "Workbook"), "the old .xls format"),
        (ole("Root Entry", "Book"), "the old .xls format"),
        (ole("Root Entry", "WordDocument", "Workbook"), "an old Word document"),
        (ole("Root Entry"), "an old Office file"),
        (b"Unit;Points\r\nU01;7,5\r\n", "plain text (such as a CSV file)"),
        ("Einheit;Punkte\nÜ01;7,5\n".encode("cp1252"), "plain text (such as a CSV file)"),
        ("Unit\tPoints\n".encode("utf-16"), "plain text (such as a CSV file)"),
        (b"PK;Points\n1;2\n", "plain text (such as a CSV file)"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "a web page"),
        (b"  <HTML><table></table></HTML>", "a web page"),
        (b'<?xml version="1.0"?><Workbook/>', "an XML text file"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"{\\rtf1 text}", "a text document (RTF)"),
        (b"\x89PNG\r\n", "a picture"),
        (b"Rar!\x1a\x07", "a packed archive"),
        (b"\0\1\2\3", "holds no Excel workbook"),
    ],
)
def test_another_kind_of_file_under_the_name_of_a_workbook_is_called_what_it_is(
    tmp_path: Path, data: bytes, said: str
) -> None:
    assert said in refusal(named_plan(tmp_path, data))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}, "(.ods)"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, "an OpenDocument file"),
        (
            {
                "_rels/.rels": relationships_xml(("rId1", "officeDocument", "xl/workbook.bin")),
                "xl/workbook.bin": b"\x83\x01",
            },
            "a binary workbook (.xlsb)",
        ),
        (
            {
                "_rels/.rels": relationships_xml(("rId1", "officeDocument", "word/document.xml")),
                "word/document.xml": "<document/>",
            },
            "a Word document",
        ),
        ({"ppt/presentation.xml": "<presentation/>"}, "a PowerPoint presentation"),
        ({"Index/Document.iwa": b"\0"}, "an Apple Numbers"),
        ({"2026/plan.xlsx": b"PK"}, "a zip folder with a workbook inside"),
        ({"notes.txt": "nothing"}, "holds no Excel workbook"),
        ({}, "holds no Excel workbook"),
    ],
)
def test_a_zip_that_is_no_workbook_is_called_what_it_is(
    tmp_path: Path, content: dict[str, str | bytes], said: str
) -> None:
    assert said in refusal(write_zip(tmp_path / "plan.xlsx", content))


def test_excels_lock_file_taken_for_the_workbook_is_pointed_out(tmp_path: Path) -> None:
    path = tmp_path / "~$plan.xlsx"
    path.write_bytes(b"\x05Maria" + b" " * 159)
    assert "Choose plan.xlsx instead" in refusal(path)


@pytest.mark.parametrize("lock", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_a_lock_file_beside_the_workbook_is_noted_and_reading_goes_on(tmp_path: Path, lock: str) -> None:
    path = plan(tmp_path)
    (tmp_path / lock).write_bytes(b"\x05Maria")
    workbook = read_workbook(path)
    assert workbook.in_use
    assert len(list(workbook.sheets[0].rows())) == 1


def test_a_truncated_file_is_said_to_be_truncated(tmp_path: Path) -> None:
    path = plan(tmp_path)
    path.write_bytes(path.read_bytes()[:-200])
    assert "is truncated" in refusal(path)


def test_a_zip_whose_list_of_parts_is_broken_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = plan(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"PK\x01\x02", b"PK\x07\x07"))
    assert "the list of its parts cannot be read" in refusal(path)


def test_damaged_bytes_are_told_with_their_part(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "plan.xlsx", parts(ROWS, STRINGS), zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"<v>7.5</v>", b"<v>9.5</v>"))
    assert f"part {SHEET_PART} is damaged" in refusal(path)


def test_more_parts_than_any_workbook_has_are_refused_without_being_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan(tmp_path)
    monkeypatch.setattr(package_module, "MAX_ENTRIES", len(parts()))
    open_package(path)
    monkeypatch.setattr(package_module, "MAX_ENTRIES", len(parts()) - 1)
    assert "it holds more than" in refusal(path)


@pytest.mark.parametrize("limit", ["MAX_PART_BYTES", "MAX_TOTAL_BYTES"])
def test_content_is_accepted_up_to_the_limit_and_refused_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    path = plan(tmp_path)
    with zipfile.ZipFile(path) as archive:
        sizes = [entry.file_size for entry in archive.infolist()]
    most = max(sizes) if limit == "MAX_PART_BYTES" else sum(sizes)
    monkeypatch.setattr(package_guards, limit, most)
    open_package(path)
    monkeypatch.setattr(package_guards, limit, most - 1)
    assert "unpack" in refusal(path)


def test_a_file_is_accepted_up_to_the_limit_and_refused_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = plan(tmp_path)
    monkeypatch.setattr(package_module, "MAX_FILE_BYTES", path.stat().st_size)
    open_package(path)
    monkeypatch.setattr(package_module, "MAX_FILE_BYTES", path.stat().st_size - 1)
    assert "is larger than" in refusal(path)


def test_a_zip_bomb_is_refused_from_the_list_of_its_parts(tmp_path: Path) -> None:
    bomb = plan(tmp_path, {"xl/bomb.xml": b"A" * (package_guards.RATIO_MATTERS_FROM_BYTES + 1)})
    assert "times its size" in refusal(bomb)


def test_a_dense_part_is_accepted_while_it_is_small(tmp_path: Path) -> None:
    open_package(plan(tmp_path, {"xl/dense.xml": b" " * package_guards.RATIO_MATTERS_FROM_BYTES}))


def test_a_bomb_that_announces_little_is_refused_while_inflating(tmp_path: Path) -> None:
    path = plan(tmp_path, {SHEET_PART: sheet_xml(ROWS + "<row/>" * 100_000)})
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET_PART).file_size
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", size), struct.pack("<L", 1000)))
    assert f"part {SHEET_PART} is damaged" in refusal(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twin", [SHEET_PART, SHEET_PART.upper()])
def test_a_part_that_is_there_twice_is_refused(tmp_path: Path, twin: str) -> None:
    path = plan(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(twin, sheet_xml(""))
    assert "twice" in refusal(path)


@pytest.mark.parametrize("name", ["../evil.xml", "xl/../../evil.xml", "/etc/evil.xml", "C:/evil.xml", "xl\\evil.xml"])
def test_a_name_that_points_outside_the_file_is_refused(tmp_path: Path, name: str) -> None:
    placeholder = "n" * len(name)
    path = plan(tmp_path, {placeholder: "<a/>"})
    path.write_bytes(path.read_bytes().replace(placeholder.encode(), name.encode()))
    assert "points outside the file" in refusal(path)


def test_a_zip_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    path = plan(tmp_path)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag of encryption in the list of parts
    path.write_bytes(data)
    assert "a zip file with a password" in refusal(path)


def test_a_packing_that_excel_does_not_know_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "plan.xlsx", parts(ROWS, STRINGS), zipfile.ZIP_BZIP2)
    assert "packed in a way" in refusal(path)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("part", [SHEET_PART, "xl/sharedStrings.xml", "xl/workbook.xml", "docProps/custom.xml"])
@pytest.mark.parametrize("before", ["", "<!--" + "x" * 10_000 + "-->"], ids=["at once", "after a long comment"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_wherever_it_hides(tmp_path: Path, part: str, before: str, encoding: str) -> None:
    content = parts(ROWS, STRINGS)
    content["_rels/.rels"] = relationships_xml(
        ("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "custom-properties", "docProps/custom.xml")
    )
    root = str(content.get(part, "<Properties/>")).removeprefix('<?xml version="1.0"?>')
    content[part] = (before + LAUGHS + root).encode(encoding)
    assert "document type (DTD)" in refusal(write_zip(tmp_path / "plan.xlsx", content))


def test_an_entity_that_names_a_file_is_never_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="ascii")
    attack = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    content = {"xl/sharedStrings.xml": attack + '<sst xmlns="x"><si><t>&e;</t></si></sst>'}
    assert "secret" not in refusal(plan(tmp_path, dict(content)))


@pytest.mark.parametrize("encoding", ["windows-1252", "no-such-encoding"])
def test_an_encoding_that_a_package_cannot_have_is_refused(tmp_path: Path, encoding: str) -> None:
    sheet = sheet_xml(ROWS).replace('"1.0"', f'"1.0" encoding="{encoding}"')
    assert "the encoding" in refusal(plan(tmp_path, {SHEET_PART: sheet}))


def test_broken_xml_is_told_with_its_part(tmp_path: Path) -> None:
    for part in (SHEET_PART, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"):
        broken = str((parts(ROWS, STRINGS))[part])[:-12]
        assert f"part {part} is damaged" in refusal(plan(tmp_path, {part: broken}))


def test_relationships_resolve_as_excel_resolves_them(tmp_path: Path) -> None:
    listing = relationships_xml(
        ("a", "image", "../media/image%201.png"), ("b", "table", "/xl/tables/table1.xml"), ("c", "x", "../../../../y")
    )
    package = open_package(plan(tmp_path, {"xl/worksheets/_rels/sheet1.xml.rels": listing}))
    found = package.relationships(SHEET_PART)
    assert [(key, *found[key]) for key in found] == [
        ("a", "image", "xl/media/image 1.png"),
        ("b", "table", "xl/tables/table1.xml"),
        ("c", "x", "y"),
    ]


def test_a_pointer_out_of_the_file_is_left_out(tmp_path: Path) -> None:
    listing = relationships_xml(("a", "hyperlink", "https://example.org/"), mode=' TargetMode="External"')
    package = open_package(plan(tmp_path, {"xl/worksheets/_rels/sheet1.xml.rels": listing}))
    assert package.relationships(SHEET_PART) == {}
    assert PACKAGE_RELATIONSHIPS in listing
