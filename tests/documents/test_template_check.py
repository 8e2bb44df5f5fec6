"""Templates of one's own: checked against a document, and made from an agency's form with the help of a palette."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.table import _Cell
from lxml import etree
from lxml.etree import _Element as Element

from documents.filled import fields, sources
from documents.template_samples import field_in, part_of, rows_of, saved
from ecvet_office.documents.controls import add_field, repeat, show_if
from ecvet_office.documents.document_kinds import DOCUMENTS, TEMPLATED
from ecvet_office.documents.docx_package import read_parts
from ecvet_office.documents.palette import build_palette
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.record_fit import missing
from ecvet_office.documents.render import render
from ecvet_office.documents.template import compile_template
from ecvet_office.documents.template_checking import TemplateCheck, check_template, known_fields
from ecvet_office.documents.template_mistakes import Mistake
from ecvet_office.documents.wordml import w, w15
from ecvet_office.law.packaged import packaged_folder
from ecvet_office.model.errors import UnreadableFileError, UsageError

AGREEMENT = "learning-agreement"


@pytest.fixture
def check(tmp_path: Path) -> Callable[[Document], TemplateCheck]:
    def run(document: Document) -> TemplateCheck:
        path = tmp_path / "form.docx"
        path.write_bytes(saved(document))
        return check_template(path, AGREEMENT)

    return run


def with_fields(*tags: str) -> Document:
    document = docx.Document()
    for tag in tags:
        add_field(document.add_paragraph(f"Line of {tag}: "), tag, "A field")
    return document


def with_rows(tag: str, *inside: str) -> Document:
    document = docx.Document()
    (row,) = rows_of(document.add_table(1, len(inside)))
    for cell, inner in zip(row.cells, inside, strict=True):
        field_in(cell, inner)
    repeat([row], tag, "Rows")
    return document


def only(found: TemplateCheck) -> Mistake:
    (mistake,) = found.mistakes
    return mistake


# --- mistakes -------------------------------------------------------------------------------------------------------


def test_fields_of_the_document_are_no_mistakes(check: Callable[[Document], TemplateCheck]) -> None:
    found = check(with_fields("learner.name", "home.name", "stay", "second.stay"))
    assert found.mistakes == ()
    assert found.found == 3


def test_an_unknown_field_is_told_with_its_place_and_the_nearest_one(
    check: Callable[[Document], TemplateCheck],
) -> None:
    mistake = only(check(with_fields("learner.nmae")))
    assert (mistake.field, mistake.place) == ("learner.nmae", 'main text, near "Line of learner.nmae:"')
    assert mistake.problem == "the learning-agreement has no such field"
    assert mistake.remedy == "did you mean learner.name?"


def test_a_field_like_no_other_is_sent_to_the_palette(check: Callable[[Document], TemplateCheck]) -> None:
    assert only(check(with_fields("zzzzzz"))).remedy == "copy the right one from the palette"


def test_a_field_of_repeated_rows_outside_them_is_told_where_it_belongs(
    check: Callable[[Document], TemplateCheck],
) -> None:
    mistake = only(check(with_fields("criterion")))
    assert mistake.problem == 'it belongs in the rows of "outcomes", and stands outside them'
    assert "move it into the repeating section outcomes" in mistake.remedy


def test_a_field_may_stand_in_rows_that_it_does_not_come_from(check: Callable[[Document], TemplateCheck]) -> None:
    assert check(with_rows("units", "title", "learner.name")).mistakes == ()


def test_a_list_as_a_text_and_a_text_as_a_list_are_told_apart(check: Callable[[Document], TemplateCheck]) -> None:
    assert only(check(with_fields("units"))).problem == "it is a list, and stands here as a text"
    assert only(check(with_rows("stay", "learner.name"))).problem == "it is a single text, and stands here as a list"


def test_a_truth_as_a_text_is_told(check: Callable[[Document], TemplateCheck]) -> None:
    assert "put if: or unless:" in only(check(with_fields("learner.reachable"))).remedy


def test_of_unknown_rows_only_the_rows_are_told(check: Callable[[Document], TemplateCheck]) -> None:
    found = check(with_rows("unitss", "title", "nothing"))
    assert [(one.field, one.remedy) for one in found.mistakes] == [("unitss", "did you mean units?")]


@pytest.mark.parametrize("name", ["units", "learner.address", "points", "draft"])
def test_a_condition_may_ask_for_a_list_a_text_or_a_truth(
    check: Callable[[Document], TemplateCheck], name: str
) -> None:
    document = with_fields("learner.name")
    show_if([document.paragraphs[0]], name)
    assert check(document).mistakes == ()


def test_an_unknown_condition_is_a_mistake(check: Callable[[Document], TemplateCheck]) -> None:
    document = with_fields("learner.name")
    show_if([document.paragraphs[0]], "pionts")
    assert only(check(document)).remedy == "did you mean points?"


def test_mistakes_of_every_kind_come_at_once(check: Callable[[Document], TemplateCheck]) -> None:
    document = with_fields("learner.nmae", "units", "criterion")
    add_field(document.sections[0].footer.paragraphs[0], "document.numbr", "Number")
    add_field(document.add_paragraph("Where: "), "host.name", "Host")
    for tag in document.element.iter(w("tag")):
        if tag.get(w("val")) == "host.name":
            tag.set(w("val"), "the host")
    found = check(document)
    assert [one.field for one in found.mistakes] == ["the host", "learner.nmae", "units", "criterion", "document.numbr"]
    assert found.mistakes[-1].place.startswith("footer 1")


# --- what a template leaves out -------------------------------------------------------------------------------------


def test_what_the_template_lacks_is_told_with_its_label(check: Callable[[Document], TemplateCheck]) -> None:
    lacking = {field.path: field.label for field in check(with_fields("learner.name")).lacking}
    assert lacking["home.address"] == "Home institution: Address"
    assert "learner.name" not in lacking


def test_of_missing_rows_only_the_rows_are_told(check: Callable[[Document], TemplateCheck]) -> None:
    paths = {field.path for field in check(with_fields("learner.name")).lacking}
    assert "units[]" in paths
    assert not any(path.startswith("units[].") for path in paths)
    inside = {field.path for field in check(with_rows("units", "learner.name")).lacking}
    assert {"units[].title", "units[].outcomes[]"} <= inside
    assert "units[].outcomes[].text" not in inside


def test_of_the_conditions_only_the_mark_of_drafts_is_missed(check: Callable[[Document], TemplateCheck]) -> None:
    lacking = [field.path for field in check(with_fields("learner.name")).lacking if field.kind == "condition"]
    assert lacking == ["draft"]


@pytest.mark.parametrize("document", TEMPLATED)
def test_a_shipped_template_has_no_mistakes_lacks_nothing_and_is_recognised(document: str) -> None:
    path = Path(str(packaged_folder("doc_templates").joinpath(f"{document}.en.docx")))
    found = check_template(path)
    assert (found.document, found.mistakes, found.lacking) == (document, (), ())


def test_a_template_without_any_field_cannot_be_placed(tmp_path: Path) -> None:
    (tmp_path / "form.docx").write_bytes(saved(docx.Document()))
    with pytest.raises(UsageError, match=r"form\.docx has no field of any document.*--document.*palette"):
        check_template(tmp_path / "form.docx")


def test_a_misspelt_document_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no document learning-agrement; did you mean learning-agreement\?"):
        known_fields("learning-agrement")
    with pytest.raises(UnreadableFileError, match=r"absent\.docx cannot be read"):
        check_template(tmp_path / "absent.docx")


# --- the palette ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", TEMPLATED)
def test_a_palette_holds_every_field_and_is_itself_a_template_without_mistakes(document: str, tmp_path: Path) -> None:
    path = tmp_path / "palette.docx"
    path.write_bytes(build_palette(document))
    found = check_template(path, document)
    assert (found.mistakes, found.lacking) == ((), ())
    assert found.found == len(known_fields(document))
    assert found.pictures == ("logo", "signature")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_palette_can_be_filled_from_every_record(document: str) -> None:
    template = compile_template(build_palette(document), "palette.docx")
    subject = next(iter(DOCUMENTS[document].subjects(sources().register, ())))
    assert missing(template, fields(document, subject)) == ()


def test_building_a_palette_twice_gives_the_same_bytes() -> None:
    assert build_palette(AGREEMENT) == build_palette(AGREEMENT)


@pytest.mark.office
@pytest.mark.parametrize("document", TEMPLATED)
def test_a_palette_is_valid(validate_office: Callable[[Path], None], document: str, tmp_path: Path) -> None:
    (tmp_path / "palette.docx").write_bytes(build_palette(document))
    validate_office(tmp_path / "palette.docx")


# --- an agency's form, turned into a template -----------------------------------------------------------------------


def agency_form() -> Document:
    """Gives a form as an agency publishes it: dotted blanks, a table of outcomes with one empty line, a footer."""
    form = docx.Document()
    form.add_heading("Learning agreement of the Example Agency", 1)
    form.add_paragraph("Participant: ……………………")
    form.add_paragraph("Host organisation: ……………………")
    table = form.add_table(3, 2, "Table Grid")
    for cell, text in zip(table.rows[0].cells, ("Outcome", "Criterion"), strict=True):
        cell.text = text
    table.rows[1].cells[0].text = "Unit: "
    form.add_paragraph("For minors, the guardian: ……………………")
    form.sections[0].footer.paragraphs[0].text = "Form EA-7, number ………"
    return form


class Palette:
    """A palette from which controls are copied as Word copies them: with everything that is in them."""

    def __init__(self, document: str) -> None:
        self.root = part_of(build_palette(document))

    def control(self, tag: str) -> Element:
        found = next(one for one in self.root.iter(w("tag")) if one.get(w("val")) == tag)
        return copy.deepcopy(next(found.iterancestors(w("sdt"))))

    def paste_text(self, tag: str, paragraph: Element) -> None:
        """Replaces the blank of a paragraph by a field, in the format of the blank's run."""
        run = paragraph.findall(w("r"))[-1]
        text = run.find(w("t"))
        assert text is not None
        text.text = (text.text or "").rstrip("…")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.addnext(self.control(tag))


def paste_row(palette: Palette, tag: str, row: Element, inside: dict[int, str]) -> Element:
    """Puts a copied repeating section around a row of the form, with fields in some of its cells."""
    section = palette.control(tag)
    item = next(section.iter(w15("repeatingSectionItem")))
    content = next(item.iterancestors(w("sdt"))).find(w("sdtContent"))
    assert content is not None
    for child in list(content):
        content.remove(child)
    row.addprevious(section)
    content.append(row)
    for place, field in inside.items():
        paragraph = row.findall(w("tc"))[place].find(w("p"))
        assert paragraph is not None
        paragraph.append(palette.control(field))
    return section


def template_from_the_form() -> bytes:
    form, palette = agency_form(), Palette(AGREEMENT)
    participant, host = form.paragraphs[1], form.paragraphs[2]
    participant.runs[0].bold = True
    palette.paste_text("learner.name", participant._element)
    palette.paste_text("host.name", host._element)
    _, unit, outcome = (row._tr for row in form.tables[0].rows)
    inner = paste_row(palette, "outcomes", outcome, {0: "text", 1: "criterion"})
    outer = paste_row(palette, "units", unit, {0: "title"})
    next(one for one in outer.iter(w("tr"))).addnext(inner)
    guardian = form.paragraphs[3]
    palette.paste_text("signs.guardian1.name", guardian._element)
    show_if([guardian], "signs.guardian1")
    palette.paste_text("document.number", form.sections[0].footer.paragraphs[0]._element)
    return saved(form)


def test_a_form_that_is_not_ours_becomes_a_template_by_pasting_and_fills(tmp_path: Path) -> None:
    (tmp_path / "agency.docx").write_bytes(template_from_the_form())
    found = check_template(tmp_path / "agency.docx")
    assert (found.document, found.mistakes) == (AGREEMENT, ())
    template = compile_template(template_from_the_form(), "agency.docx")
    text = texts(render(template, fields(AGREEMENT, "A1")))
    assert "Participant: Aino Virtanen" in text
    assert "Host organisation: Lycée professionnel Exemple" in text
    assert "Unit: U3 Working in home care | " in text
    assert "3.1  Describes the home care service path and record duties | at least 70 % in the theory test" in text
    assert "Form EA-7, number A1" in text
    assert "…" not in text
    assert "⟦" not in text


def test_a_style_that_a_form_does_not_have_stays_out_of_its_documents() -> None:
    data = render(compile_template(template_from_the_form(), "agency.docx"), fields(AGREEMENT, "A1"))
    assert b"PlaceholderText" not in read_parts(data, "it")["word/document.xml"]


def test_a_pasted_field_takes_the_format_that_it_is_given_in_the_form() -> None:
    form, palette = agency_form(), Palette(AGREEMENT)
    line = form.paragraphs[1]
    palette.paste_text("learner.name", line._element)
    for run in line._element.iter(w("r")):
        if any(text.text == "Learner" for text in run.iter(w("t"))):
            properties = run.find(w("rPr"))
            assert properties is not None
            etree.SubElement(properties, w("b"))
    template = compile_template(saved(form), "agency.docx")
    made = docx.Document(io.BytesIO(render(template, fields(AGREEMENT, "A1"))))
    assert [(run.text, run.bold) for run in made.paragraphs[1].runs] == [
        ("Participant: ", None),
        ("Aino Virtanen", True),
    ]


def test_a_field_can_be_pasted_into_a_cell_that_is_empty() -> None:
    form, palette = agency_form(), Palette(AGREEMENT)
    cell: _Cell = form.tables[0].rows[2].cells[1]
    cell.paragraphs[0]._p.append(palette.control("stay"))
    text = texts(render(compile_template(saved(form), "agency.docx"), fields(AGREEMENT, "A1")))
    assert " | 3 March 2025 to" in text


@pytest.mark.office
def test_the_agencys_form_is_still_valid(validate_office: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "agency.docx").write_bytes(template_from_the_form())
    validate_office(tmp_path / "agency.docx")
    (tmp_path / "filled.docx").write_bytes(
        render(compile_template(template_from_the_form(), "agency.docx"), fields(AGREEMENT, "A1"))
    )
    validate_office(tmp_path / "filled.docx")
