"""`ecvet read FOLDER WORKBOOK`: everything that came back lands where it belongs, and nothing is lost or altered."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
import segno
from click.testing import CliRunner, Result
from PIL import Image, ImageDraw

from documents.returning import typed
from ecvet_office.cli import ecvet
from ecvet_office.documents.controls import add_field
from ecvet_office.documents.paper_code import PaperCode, codes_in_feet
from ecvet_office.workbook.building import write_new

DAY = ("--on", "2026-01-15")
A1, A2 = PaperCode("learning-agreement", "A1", "1"), PaperCode("learning-agreement", "A2", "1")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [*map(str, arguments)])


def page(*papers: PaperCode, angle: int = 0) -> Image.Image:
    """Gives a page as a scanner makes it, grey and a little askew, with the codes of papers."""
    sheet = Image.new("L", (1240, 1754), 244)
    ImageDraw.Draw(sheet).text((120, 120), "signed by hand", fill=40)
    for number, paper in enumerate(papers):
        stream = io.BytesIO()
        segno.make(str(paper), error="m", micro=False).save(stream, kind="png", scale=4)
        sheet.paste(Image.open(stream).convert("L"), (150 + 400 * number, 1450))
    return sheet.rotate(angle, expand=True, fillcolor=244)


def saved(picture: Image.Image, kind: str, *others: Image.Image) -> bytes:
    stream = io.BytesIO()
    extra = {"save_all": True, "append_images": list(others)} if others else {}
    picture.save(stream, kind, **extra)
    return stream.getvalue()


def pdf_saying(text: str) -> bytes:
    """Gives a PDF file of one page with its text, as Word saves one."""
    content = f"BT /F1 8 Tf 50 30 Td ({text}) Tj ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
            b"/Encoding /WinAnsiEncoding >> >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    return data + b"xref\n0 5\n0000000000 65535 f \n%strailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        start,
    )


def blank_document() -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def blank_workbook() -> bytes:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


def write_cell(path: Path, sheet: str, header: str, row: int, value: object) -> None:
    book = openpyxl.load_workbook(path)
    headers = [str(one.value).rstrip(" *") for one in book[sheet][1]]
    book[sheet].cell(row, headers.index(header) + 1).value = value  # type: ignore[assignment] # it takes more
    book.save(path)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The example workbook, whose agreements with the host wait for their return."""
    path = tmp_path / "plan.xlsx"
    write_new("mobility", path, example=True)
    for row in (5, 8):
        write_cell(path, "Papers", "Returned", row, None)
    return path


@pytest.fixture
def folder(plan: Path) -> Path:
    """A folder with 22 files of all kinds."""
    sent, folder = plan.parent / "sent", plan.parent / "returned"
    (folder / "from Lyon").mkdir(parents=True)
    run("fill", "assessment-sheet", plan, "-o", sent, *DAY, "--draft")
    run("fill", "transcript", plan, "-o", sent, *DAY, "--draft")
    assert run("grid", plan, "--host", "I2", "-o", sent, *DAY).exit_code == 0
    sheet = next(sent.glob("assessment-sheet_A2*")).read_bytes()
    filled = typed(sheet, {("3.2", "remark"): "calm and friendly"})
    grid = sent / "host-grid_I2.xlsx"
    rows = openpyxl.load_workbook(grid)
    headers = [cell.value for cell in rows.worksheets[0][1]]
    rows.worksheets[0].cell(2, headers.index("Remark") + 1).value = "of the grid"
    rows.save(grid)
    files = {
        "sheet A2.docx": filled,
        "sheet A2 (1).docx": filled,
        "sheet A1.docx": next(sent.glob("assessment-sheet_A1*")).read_bytes(),
        "from Lyon/grid.xlsx": grid.read_bytes(),
        "cut off.docx": filled[:4000],
        "empty.docx": b"",
        "with password.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "letter.docx": blank_document(),
        "transcript.docx": next(sent.glob("transcript_A1*")).read_bytes(),
        "list.xlsx": blank_workbook(),
        "cut off.xlsx": grid.read_bytes()[:3000],
        "photo.png": saved(page(A1), "PNG"),
        "photo turned.jpg": saved(page(A2, angle=90), "JPEG"),
        "stack.tif": saved(page(A1), "TIFF", page(), page(A2)),
        "from Lyon/scan.pdf": saved(page(A2, angle=2), "PDF"),
        "saved by Word.PDF": pdf_saying("ECVET learning agreement A1 \u00b7 version 1 \u00b7 L1 Aino Virtanen"),
        "holiday.png": saved(page(), "PNG"),
        "of another school.png": saved(page(PaperCode("complement", "A99", "1")), "PNG"),
        "cut off.pdf": saved(page(A2), "PDF")[:500],
        "cut off.png": saved(page(A2), "PNG")[:500],
        "empty.pdf": b"",
        "notes.txt": "Bonjour".encode("utf-16"),
        "~$sheet A2.docx": b"open in Word",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


NEEDS = {
    "cut off.docx": "damaged",
    "empty.docx": "is empty",
    "with password.docx": "password",
    "letter.docx": "does not say what it was made from",
    "transcript.docx": "is a transcript",
    "list.xlsx": "is no host grid",
    "cut off.xlsx": "damaged",
    "holiday.png": "does not tell which paper",
    "of another school.png": "complement A99",
    "cut off.pdf": "ask for it again",
    "cut off.png": "ask for it again",
    "empty.pdf": "is empty",
    "notes.txt": "is no Word file",
}


def test_every_file_lands_where_it_belongs_and_none_is_altered(plan: Path, folder: Path) -> None:
    before, out = hashes(folder), plan.with_name("out.xlsx")
    done = run("read", folder, plan, "--apply", "-o", out, *DAY)
    lines = " ".join(done.output.split())
    assert done.exit_code == 1
    assert done.output.splitlines()[-1] == f"9 read, {len(NEEDS)} need you"
    assert {name: reason for name, reason in NEEDS.items() if name not in lines or reason not in lines} == {}
    assert "sheet A2.docx: the same as sheet A2 (1).docx, and read once" in lines
    assert hashes(folder) == before
    book = openpyxl.load_workbook(out)
    shown = {str(cell.value) for sheet in ("Results", "Papers") for row in book[sheet].iter_rows() for cell in row}
    assert shown >= {"calm and friendly", "of the grid", "2026-01-15 00:00:00"}


def test_scans_and_documents_are_copied_into_a_folder_of_their_agreement(plan: Path, folder: Path) -> None:
    run("read", folder, plan, "--apply", "-o", plan.with_name("out.xlsx"), *DAY)
    filed = hashes(plan.parent / "filed")
    came = hashes(folder)
    assert {name for name in filed if name.startswith("A1/")} == {
        "A1/assessment-sheet_A1_v1.docx",
        "A1/learning-agreement_A1_v1.pdf",
        "A1/learning-agreement_A1_v1.png",
        "A1/learning-agreement_A1_v1.tif",
    }
    assert filed["A2/assessment-sheet_A2_v1.docx"] == came["sheet A2.docx"]
    assert filed["A2/learning-agreement_A2_v1.jpg"] == came["photo turned.jpg"]
    assert filed["A2/learning-agreement_A2_v1.pdf"] == came["from Lyon/scan.pdf"]
    assert filed["A1/learning-agreement_A1_v1.tif"] == filed["A2/learning-agreement_A2_v1.tif"] == came["stack.tif"]


def test_read_again_nothing_is_proposed_and_no_scan_is_filed_twice(plan: Path, folder: Path) -> None:
    out = plan.with_name("out.xlsx")
    run("read", folder, plan, "--apply", "-o", out, *DAY)
    filed = hashes(plan.parent / "filed")
    done = run("read", folder, out, "--apply", *DAY)
    assert "0 cells to fill, 0 to change, 0 new rows" in done.output
    assert hashes(plan.parent / "filed") == filed


def test_without_apply_nothing_is_written_anywhere(plan: Path, folder: Path) -> None:
    before = hashes(plan.parent)
    run("read", folder, plan, *DAY)
    assert hashes(plan.parent) == before


def test_the_day_of_return_is_proposed_only_where_papers_waits_for_it(plan: Path, folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "photo.png":
            path.unlink()
    done = run("read", folder, plan, "--format", "json", *DAY)
    told = json.loads(done.stdout)
    assert [(one["cell"], one["value"]) for one in told["documents"][0]["fields"]] == [("I5", "15 January 2026")]
    write_cell(plan, "Papers", "Returned", 5, "2025-02-03")
    assert json.loads(run("read", folder, plan, "--format", "json", *DAY).stdout)["documents"][0]["fields"] == []


def test_an_empty_folder_holds_nothing_to_read(plan: Path) -> None:
    (plan.parent / "none").mkdir()
    done = run("read", plan.parent / "none", plan, *DAY)
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "0 read, 0 need you")


def test_the_foot_of_a_paper_is_known_in_any_language() -> None:
    text = "foot\nContrat  pédagogique ECVET A7 · version 2\nErasmus+ learning agreement A/8 9 · version 10 · L2 X"
    assert list(codes_in_feet(text)) == [
        PaperCode("learning-agreement", "A7", "2"),
        PaperCode("erasmus-agreement", "A/8 9", "10"),
    ]


def test_what_fill_prints_with_code_is_known_again_on_a_scan(plan: Path) -> None:
    sent, folder = plan.parent / "sent", plan.parent / "returned"
    folder.mkdir()
    made = run("fill", "learning-agreement", plan, "-o", sent, "--code", "--learner", "L1", *DAY)
    assert made.exit_code == 0
    with zipfile.ZipFile(next(sent.glob("*.docx"))) as package:
        (folder / "scan.png").write_bytes(package.read("word/media/ecvetCode.png"))
    done = run("read", folder, plan, *DAY)
    assert "scan.png: a scan of learning-agreement A1" in done.output
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "1 read, 0 need you")


def test_a_code_is_printed_by_templates_of_ones_own_too(plan: Path) -> None:
    form, folder = plan.with_name("form.docx"), plan.parent / "returned"
    folder.mkdir()
    run("template", "copy", "transcript", form)
    made = run("fill", "transcript", plan, "-o", plan.parent / "sent", "--code", "--template", form, *DAY)
    assert made.exit_code == 0, made.output
    with zipfile.ZipFile(next((plan.parent / "sent").glob("*.docx"))) as package:
        (folder / "scan.png").write_bytes(package.read("word/media/ecvetCode.png"))
    assert "scan.png: a scan of transcript A1" in run("read", folder, plan, *DAY).output


def test_a_template_without_a_foot_has_no_place_for_a_code(plan: Path) -> None:
    form = plan.with_name("form.docx")
    blank = docx.Document()
    add_field(blank.add_paragraph(), "learner.name", "Learner")
    blank.save(str(form))
    done = run("fill", "transcript", plan, "-o", plan.parent / "sent", "--code", "--template", form, *DAY)
    assert done.exit_code == 2
    assert "form.docx has no foot, in which --code prints: give its pages a footer in Word" in done.output
    assert not (plan.parent / "sent").exists()


def test_the_workbook_itself_and_what_was_filed_before_are_no_files_that_came_back(plan: Path) -> None:
    (plan.parent / "scan.png").write_bytes(saved(page(A1), "PNG"))
    assert run("read", plan.parent, plan, "--apply", "--in-place", *DAY).exit_code == 0
    for path in plan.parent.glob("plan*"):
        if path != plan:
            path.unlink()  # the workbook as it was before
    assert run("read", plan.parent, plan, *DAY).output.splitlines()[-1] == "1 read, 0 need you"
