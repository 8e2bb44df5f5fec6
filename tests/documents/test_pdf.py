"""PDF files: where LibreOffice is looked for, what a program that fails costs, and what the real one prints."""

from __future__ import annotations

import errno
import http.server
import io
import os
import re
import stat
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import docx
import pytest

from documents.template_samples import saved, small_picture, with_part
from ecvet_office.documents.pdf import BATCH, PdfRun, convert_to_pdf, pdf_beside
from ecvet_office.documents.pdf_program import NAMED_BY, chosen_program, find_libreoffice, program_places
from ecvet_office.model.errors import UnwritableFileError, UsageError

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="stands in for LibreOffice by a script with a shebang")

# Writes a PDF file for each document, in the way of LibreOffice; what a document holds says what goes wrong with it.
STAND_IN = """\
#!{python}
import os, pathlib, sys, time
arguments = sys.argv[1:]
folder = pathlib.Path(arguments[arguments.index("--outdir") + 1])
profile = next(one for one in arguments if one.startswith("-env:UserInstallation=")).split("=")[1]
documents = arguments[arguments.index("--outdir") + 2:]
log = pathlib.Path(__file__).with_suffix(".log")
with log.open("a") as calls:
    calls.write(f"{{len(documents)}} {{profile}}\\n")
for document in map(pathlib.Path, documents):
    told = document.read_text()
    if told == "crash":
        print("Unspecified Application Error")
        os._exit(81)
    if told == "hang":
        time.sleep(60)
    if told == "unreadable":
        print("Error: source file could not be loaded")
        continue
    whole = "%PDF-1.7 " + told + " %%EOF"
    (folder / (document.stem + ".pdf")).write_text(whole[:9] if told == "half" else whole)
    print(f"convert {{document}} -> {{folder}}")
"""


@pytest.fixture
def stand_in(tmp_path: Path) -> Path:
    program = tmp_path / "soffice"
    program.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def documents_in(folder: Path, *contents: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"d{number:03}.docx" for number, _ in enumerate(contents)]
    for path, content in zip(paths, contents, strict=True):
        path.write_text(content, encoding="utf-8")
    return paths


def calls_of(program: Path) -> list[tuple[int, str]]:
    lines = program.with_suffix(".log").read_text(encoding="utf-8").splitlines()
    return [(int(line.split()[0]), line.split()[1]) for line in lines]


# --- where LibreOffice is -------------------------------------------------------------------------------------------


def never(name: str) -> str | None:
    raise AssertionError(f"{name} was looked for on the search path")


def test_on_windows_it_is_looked_for_in_the_program_folders_and_never_on_the_search_path() -> None:
    environment = {
        "ProgramFiles": r"C:\Program Files",
        "ProgramW6432": r"C:\Program Files",
        "ProgramFiles(x86)": r"C:\Program Files (x86)",
        "LOCALAPPDATA": r"C:\Users\Ana\AppData\Local",
    }
    places = list(program_places("win32", environment, never))
    assert places[:2] == [
        PureWindowsPath(r"C:\Program Files\LibreOffice\program\soffice.com"),
        PureWindowsPath(r"C:\Program Files\LibreOffice\program\soffice.exe"),
    ]
    assert PureWindowsPath(r"C:\Program Files (x86)\LibreOffice\program\soffice.exe") in places
    assert PureWindowsPath(r"C:\Users\Ana\AppData\Local\Programs\LibreOffice\program\soffice.exe") in places
    assert len(places) == len(set(places)) == 6


def test_on_a_mac_it_is_looked_for_among_the_applications_of_all_and_of_the_user() -> None:
    places = list(program_places("darwin", {"HOME": "/Users/ana"}, lambda _: None))
    assert places == [
        PurePosixPath("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
        PurePosixPath("/Users/ana/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    ]


def test_on_linux_the_search_path_comes_first() -> None:
    places = list(program_places("linux", {}, {"soffice": "/snap/bin/soffice"}.get))
    assert places[0] == PurePosixPath("/snap/bin/soffice")
    assert PurePosixPath("/usr/bin/soffice") in places


def test_the_first_place_where_there_is_a_program_is_taken() -> None:
    places = [PurePath("a"), PurePath("b"), PurePath("c")]
    assert chosen_program(places, {}, lambda place: place != PurePath("a")) == Path("b")


def test_the_program_that_the_environment_names_is_taken_before_all_others() -> None:
    assert chosen_program([PurePath("a")], {NAMED_BY: "mine"}, lambda _: True) == Path("mine")


def test_a_named_program_that_is_not_there_is_said_and_no_other_is_taken() -> None:
    with pytest.raises(UsageError, match=f"{NAMED_BY} names mine"):
        chosen_program([PurePath("a")], {NAMED_BY: "mine"}, lambda place: place == PurePath("a"))


def test_without_libreoffice_the_word_says_what_to_install_and_what_works_without_it() -> None:
    with pytest.raises(UsageError, match=r"LibreOffice, which was not found.*without --pdf"):
        chosen_program([PurePath("a")], {}, lambda _: False)


# --- batches, with a stand-in for the program -----------------------------------------------------------------------


@POSIX_ONLY
def test_each_document_gets_a_pdf_file_beside_it_by_one_call(stand_in: Path, tmp_path: Path) -> None:
    documents = documents_in(tmp_path / "papers", "a", "b", "c")
    run = convert_to_pdf(documents, stand_in)
    assert run == PdfRun(tuple(map(pdf_beside, documents)), {})
    assert [pdf.read_text(encoding="utf-8") for pdf in run.made] == [f"%PDF-1.7 {one} %%EOF" for one in "abc"]
    assert [count for count, _ in calls_of(stand_in)] == [3]
    assert sorted(path.suffix for path in (tmp_path / "papers").iterdir()) == [".docx"] * 3 + [".pdf"] * 3


@POSIX_ONLY
def test_many_documents_are_converted_in_several_calls(stand_in: Path, tmp_path: Path) -> None:
    run = convert_to_pdf(documents_in(tmp_path / "papers", *["a"] * (BATCH + 1)), stand_in)
    assert len(run.made) == BATCH + 1
    assert [count for count, _ in calls_of(stand_in)] == [BATCH, 1]


@POSIX_ONLY
def test_calls_side_by_side_never_share_a_profile(stand_in: Path, tmp_path: Path) -> None:
    counts: list[int] = []
    run = convert_to_pdf(documents_in(tmp_path / "papers", *"abcdefghi"), stand_in, at_once=3, done=counts.append)
    calls = calls_of(stand_in)
    assert sorted(count for count, _ in calls) == [3, 3, 3]
    assert len({profile for _, profile in calls}) > 1
    assert [pdf.stem for pdf in run.made] == [f"d{number:03}" for number in range(9)]
    assert counts[-1] == 9


@POSIX_ONLY
def test_documents_of_equal_names_in_two_folders_do_not_land_on_each_other(stand_in: Path, tmp_path: Path) -> None:
    documents = [*documents_in(tmp_path / "one", "a"), *documents_in(tmp_path / "two", "b")]
    run = convert_to_pdf(documents, stand_in)
    assert [pdf.read_text(encoding="utf-8") for pdf in run.made] == ["%PDF-1.7 a %%EOF", "%PDF-1.7 b %%EOF"]


@POSIX_ONLY
@pytest.mark.parametrize(
    ("trouble", "reason"),
    [("crash", "Unspecified Application Error"), ("unreadable", "could not be loaded"), ("half", "without a word")],
)
def test_a_document_that_fails_costs_no_other_its_pdf_file(
    stand_in: Path, tmp_path: Path, trouble: str, reason: str
) -> None:
    documents = documents_in(tmp_path / "papers", "a", trouble, "c", "d")
    run = convert_to_pdf(documents, stand_in)
    assert [pdf.stem for pdf in run.made] == ["d000", "d002", "d003"]
    assert list(run.failed) == [documents[1]]
    assert reason in run.failed[documents[1]]
    assert not pdf_beside(documents[1]).exists()


@POSIX_ONLY
def test_what_a_lost_call_left_undone_is_done_in_small_calls_before_it_is_done_one_by_one(
    stand_in: Path, tmp_path: Path
) -> None:
    documents = documents_in(tmp_path / "papers", *["a"] * 4, "crash", *["b"] * 25)
    run = convert_to_pdf(documents, stand_in)
    assert len(run.made) == 29
    assert list(run.failed) == [documents[4]]
    # The 26 that the first call left undone, in tens; the first of these ends at once, and its ten are done alone.
    assert [count for count, _ in calls_of(stand_in)] == [30, 10, 10, 6, *[1] * 10]


@POSIX_ONLY
def test_a_call_that_stands_still_is_ended(stand_in: Path, tmp_path: Path) -> None:
    documents = documents_in(tmp_path / "papers", "a", "hang", "c")
    begun = time.monotonic()
    run = convert_to_pdf(documents, stand_in, patience=1.5)
    assert time.monotonic() - begun < 30
    assert [pdf.stem for pdf in run.made] == ["d000", "d002"]
    assert "made no file for 2 seconds and was stopped" in run.failed[documents[1]]


@POSIX_ONLY
def test_after_three_failures_in_a_row_no_more_are_tried(stand_in: Path, tmp_path: Path) -> None:
    documents = documents_in(tmp_path / "papers", *["crash"] * 6)
    run = convert_to_pdf(documents, stand_in)
    assert run.made == ()
    assert [count for count, _ in calls_of(stand_in)] == [6, 1, 1, 1]
    assert "not tried any more" in run.failed[documents[-1]]


def test_a_program_that_does_not_start_is_said(tmp_path: Path) -> None:
    documents = documents_in(tmp_path / "papers", "a")
    run = convert_to_pdf(documents, tmp_path / "absent")
    assert "does not start" in run.failed[documents[0]]


@POSIX_ONLY
def test_a_pdf_file_that_is_there_is_never_overwritten(stand_in: Path, tmp_path: Path) -> None:
    documents = documents_in(tmp_path / "papers", "a", "b")
    pdf_beside(documents[1]).write_text("mine", encoding="utf-8")
    with pytest.raises(UnwritableFileError, match=r"d001\.pdf is there already, and no PDF file was made"):
        convert_to_pdf(documents, stand_in)
    assert pdf_beside(documents[1]).read_text(encoding="utf-8") == "mine"
    assert not pdf_beside(documents[0]).exists()


@POSIX_ONLY
def test_a_pdf_file_that_comes_while_the_documents_are_printed_is_not_overwritten(
    stand_in: Path, tmp_path: Path
) -> None:
    documents = documents_in(tmp_path / "papers", "a", "b")

    def take(_: int) -> None:
        pdf_beside(documents[1]).write_text("mine", encoding="utf-8")

    with pytest.raises(
        UnwritableFileError, match=r"d001\.pdf: a file of that name is in the way and was left as it is"
    ):
        convert_to_pdf(documents, stand_in, done=take)
    assert pdf_beside(documents[1]).read_text(encoding="utf-8") == "mine"


@POSIX_ONLY
def test_a_full_disk_is_said_and_leaves_no_half_pdf_file(
    stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = documents_in(tmp_path / "papers", "a")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("ecvet_office.documents.pdf.give_name", full)
    with pytest.raises(UnwritableFileError, match="the disk is full"):
        convert_to_pdf(documents, stand_in)
    assert [path.name for path in (tmp_path / "papers").iterdir()] == ["d000.docx"]


@POSIX_ONLY
def test_a_folder_that_refuses_is_said_to_be_protected(
    stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = documents_in(tmp_path / "papers", "a")
    make = tempfile.mkdtemp

    def refuses(suffix: str | None = None, prefix: str | None = None, dir: Path | None = None) -> str:  # noqa: A002
        if dir == tmp_path / "papers":
            raise PermissionError(errno.EACCES, "Permission denied")
        return make(suffix, prefix, None if dir is None else str(dir))

    monkeypatch.setattr("ecvet_office.documents.pdf.tempfile.mkdtemp", refuses)
    with pytest.raises(UnwritableFileError, match=r"papers cannot be written: the folder is read-only"):
        convert_to_pdf(documents, stand_in)


@POSIX_ONLY
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is protected from root")
def test_a_protected_folder_is_said(stand_in: Path, tmp_path: Path) -> None:
    documents = documents_in(tmp_path / "papers", "a")
    (tmp_path / "papers").chmod(0o500)
    with pytest.raises(UnwritableFileError, match="cannot be written"):
        convert_to_pdf(documents, stand_in)


@POSIX_ONLY
def test_a_stop_by_the_keyboard_ends_the_call_and_leaves_no_folder(stand_in: Path, tmp_path: Path) -> None:
    documents = documents_in(tmp_path / "papers", "a", "hang")

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        convert_to_pdf(documents, stand_in, done=stop)
    assert time.monotonic() - begun < 30
    assert [path.name for path in (tmp_path / "papers").iterdir() if path.name.startswith(".")] == []


def test_nothing_to_convert_starts_nothing(tmp_path: Path) -> None:
    assert convert_to_pdf([], tmp_path / "absent") == PdfRun((), {})


# --- the real program -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office() -> Path:
    try:
        return find_libreoffice()
    except UsageError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(error))


def word_file(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    return saved(document)


@pytest.mark.office
def test_libreoffice_prints_a_folder_of_documents_side_by_side(office: Path, tmp_path: Path) -> None:
    documents = [tmp_path / f"Żółć {number} & co.docx" for number in range(4)]
    for document in documents:
        document.write_bytes(word_file(document.stem))
    documents[2].write_bytes(b"PK\x03\x04 no Word file")
    run = convert_to_pdf(documents, office, at_once=2)
    assert [pdf.name for pdf in run.made] == [pdf_beside(one).name for one in documents if one != documents[2]]
    assert list(run.failed) == [documents[2]]
    assert all(re.search(rb"/MarkInfo\s*<<\s*/Marked true", pdf.read_bytes()) for pdf in run.made)


class _Picky(http.server.BaseHTTPRequestHandler):
    """A server on this computer that remembers who asked for something."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the name of the class above
        pass


@pytest.fixture
def web_server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = type("Handler", (_Picky,), {"asked": asked, "do_HEAD": _Picky.do_GET, "do_OPTIONS": _Picky.do_GET})
    with http.server.HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/picture.png", asked
        server.shutdown()


@pytest.mark.office
def test_a_picture_that_a_document_links_to_is_not_fetched(
    office: Path, tmp_path: Path, web_server: tuple[str, list[str]]
) -> None:
    address, asked = web_server
    document = docx.Document()
    document.add_picture(small_picture())
    data = saved(document)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").replace(b"r:embed=", b"r:link=")
        links = re.sub(
            rb'Target="media/[^"]*"',
            f'Target="{address}" TargetMode="External"'.encode(),
            package.read("word/_rels/document.xml.rels"),
        )
    data = with_part(with_part(data, "word/document.xml", body), "word/_rels/document.xml.rels", links)
    (tmp_path / "letter.docx").write_bytes(data)
    run = convert_to_pdf([tmp_path / "letter.docx"], office)
    assert [pdf.name for pdf in run.made] == ["letter.pdf"]
    assert asked == []


@pytest.mark.office
def test_what_libreoffice_prints_is_the_same_in_a_batch_and_alone(
    office: Path, tmp_path: Path, to_pdf: Callable[[Path], Path]
) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(word_file("A letter"))
    (made,) = convert_to_pdf([path], office).made
    pages = [len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) for pdf in (made, to_pdf(path))]
    assert pages == [1, 1]
