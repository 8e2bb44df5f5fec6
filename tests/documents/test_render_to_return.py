"""Documents that a partner fills and returns: which controls stay, what they hold, and what is locked."""

from __future__ import annotations

import docx
import pytest
from lxml.etree import _Element as Element

from documents.template_samples import part_of, saved, tags_in, transcript, transcript_record
from ecvet_office.documents.controls import add_field
from ecvet_office.documents.record_fit import missing
from ecvet_office.documents.render import render
from ecvet_office.documents.template import compile_template
from ecvet_office.documents.wordml import value_of, w
from ecvet_office.model.errors import TemplateError


def returnable() -> bytes:
    template = compile_template(transcript(), "form.docx", keep_controls=True)
    return render(template, transcript_record())


def controls(data: bytes, tag: str) -> list[Element]:
    return [control for control in part_of(data).iter(w("sdt")) if value_of(control.find(w("sdtPr")), "tag") == tag]


def words(control: Element) -> str:
    return "".join(text.text or "" for text in control.iter(w("t")))


def test_text_controls_stay_with_their_tags_and_the_others_are_unwrapped() -> None:
    assert list(tags_in(part_of(returnable()))) == [
        "learner.name",
        "guardian.name",
        "unit.title",
        "unit.points",
        "outcome.text",
        "open:outcome.grade",
        "outcome.text",
        "open:outcome.grade",
        "unit.title",
        "unit.points",
        "open:host.assessor",
    ]


def test_our_controls_are_locked_and_open_ones_can_be_filled_but_not_deleted() -> None:
    (ours,) = controls(returnable(), "learner.name")
    (theirs,) = controls(returnable(), "open:host.assessor")
    assert value_of(ours.find(w("sdtPr")), "lock") == "sdtContentLocked"
    assert value_of(theirs.find(w("sdtPr")), "lock") == "sdtLocked"


def test_an_open_control_shows_its_value_or_else_its_placeholder() -> None:
    filled, empty = controls(returnable(), "open:outcome.grade")
    (assessor,) = controls(returnable(), "open:host.assessor")
    assert (words(filled), words(empty), words(assessor)) == ("5", "Grade", "name of the assessor")
    shows = [control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None for control in (filled, empty, assessor)]
    assert shows == [False, True, True]
    assert value_of(next(assessor.iter(w("r"))).find(w("rPr")), "rStyle") == "PlaceholderText"


def test_kept_controls_are_rich_text_among_runs_without_binding() -> None:
    for control in part_of(returnable()).iter(w("sdt")):
        properties = control.find(w("sdtPr"))
        assert properties is not None
        assert next(control.iterancestors()).tag == w("p")
        assert properties.find(w("text")) is None
        assert properties.find(w("dataBinding")) is None


def test_numbers_of_kept_controls_are_unique_over_all_parts() -> None:
    roots = [part_of(returnable()), part_of(returnable(), "word/header1.xml")]
    numbers = [value_of(properties, "id") for root in roots for properties in root.iter(w("sdtPr"))]
    assert len(numbers) == len(set(numbers)) == 12


def test_an_open_field_may_be_missing_only_where_it_is_left_open() -> None:
    document = docx.Document()
    add_field(document.add_paragraph(), "open:host.assessor", "Assessor")
    to_return = compile_template(saved(document), "form.docx", keep_controls=True)
    finished = compile_template(saved(document), "form.docx")
    assert missing(to_return, {}) == ()
    assert missing(finished, {}) == ("host.assessor",)
    assert words(next(part_of(render(to_return, {})).iter(w("sdt")))) == "Assessor"
    with pytest.raises(TemplateError, match=r"host\.assessor"):
        render(finished, {})


def test_a_finished_document_shows_no_placeholder() -> None:
    template = compile_template(transcript(), "form.docx")
    root = part_of(render(template, transcript_record()))
    assert "name of the assessor" not in "".join(text.text or "" for text in root.iter(w("t")))
