"""Builds the templates that come with the package, each with a list of its fields; run it to write them anew.

`python -m ecvet_office.documents.shipped` writes the folder `doc_templates` of a checkout. Nobody edits those files by
hand: a school copies one and changes the copy in Word.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from docx.document import Document

from ecvet_office.documents.second_language import add_companions, mark_languages
from ecvet_office.documents.shipped_agreement import build_learning_agreement
from ecvet_office.documents.shipped_amendment import build_amendment
from ecvet_office.documents.shipped_assessment import build_assessment_sheet
from ecvet_office.documents.shipped_attestation import build_attestation
from ecvet_office.documents.shipped_complement import build_complement
from ecvet_office.documents.shipped_course_papers import build_certificate_supplement, build_unit_specification
from ecvet_office.documents.shipped_entry_letter import build_entry_letter
from ecvet_office.documents.shipped_erasmus_agreement import build_erasmus_agreement
from ecvet_office.documents.shipped_europass import build_europass
from ecvet_office.documents.shipped_group_programme import build_group_programme
from ecvet_office.documents.shipped_letters import build_recognition_letter, build_refusal_letter
from ecvet_office.documents.shipped_meeting import build_agenda, build_minutes
from ecvet_office.documents.shipped_memorandum import build_memorandum
from ecvet_office.documents.shipped_page import Labels, template_bytes
from ecvet_office.documents.shipped_prior_learning import build_prior_learning_file
from ecvet_office.documents.shipped_training_plan import build_training_plan
from ecvet_office.documents.shipped_transcript import build_transcript
from ecvet_office.documents.shipped_unit_sheet import build_unit_sheet
from ecvet_office.documents.template import Template, compile_template
from ecvet_office.documents.term_marks import terms_list
from ecvet_office.documents.wording import languages, wording
from ecvet_office.law.packaged import packaged_folder

BUILDERS: Mapping[str, Callable[[Labels], Document]] = {
    "memorandum": build_memorandum,
    "learning-agreement": build_learning_agreement,
    "erasmus-agreement": build_erasmus_agreement,
    "group-programme": build_group_programme,
    "assessment-sheet": build_assessment_sheet,
    "complement": build_complement,
    "transcript": build_transcript,
    "europass-mobility": build_europass,
    "unit-sheet": build_unit_sheet,
    "recognition-letter": build_recognition_letter,
    "refusal-letter": build_refusal_letter,
    "unit-specification": build_unit_specification,
    "certificate-supplement": build_certificate_supplement,
    "prior-learning-file": build_prior_learning_file,
    "entry-letter": build_entry_letter,
    "training-plan": build_training_plan,
    "mobility-attestation": build_attestation,
    "meeting-agenda": build_agenda,
    "meeting-minutes": build_minutes,
    "amendment": build_amendment,
}
TRANSLATED = frozenset(
    {
        "memorandum",
        "learning-agreement",
        "erasmus-agreement",
        "group-programme",
        "assessment-sheet",
        "complement",
        "transcript",
        "europass-mobility",
        "unit-sheet",
        "recognition-letter",
        "refusal-letter",
        "unit-specification",
        "certificate-supplement",
        "prior-learning-file",
        "entry-letter",
        "training-plan",
        "mobility-attestation",
        "meeting-agenda",
        "meeting-minutes",
        "amendment",
    }
)
"""The documents that exist in every language with a catalogue; the others exist in English alone."""

ENGLISH = "en"

_KINDS = {"text": "text", "repeat": "repeated rows", "condition": "shown or left out"}


def build_template(document: str, language: str = "en", second: str | None = None) -> bytes:
    """Gives a template as a `.docx` file.

    Args:
        document: one of BUILDERS.
        language: in which labels and clauses stand.
        second: a second language beside it; None for a template in one language.

    Raises:
        KeyError: there is no such document.
        UsageError: there is no catalogue of the language.
    """
    labels = Labels(wording(language), wording(second) if second else None)
    built = BUILDERS[document](labels)
    if labels.second is not None:
        add_companions(built, labels.second)
    mark_languages(built, labels.first, labels.second)
    return template_bytes(built)


def languages_of(document: str) -> tuple[str, ...]:
    """Gives the languages in which a document exists, sorted; it can be put together in any two of them."""
    return languages() if document in TRANSLATED else (ENGLISH,)


def shipped_languages(document: str) -> tuple[tuple[str, str | None], ...]:
    """Gives the languages of the templates that lie in the folder: each alone, and English beside each other one."""
    alone = languages_of(document)
    return (*((one, None) for one in alone), *((ENGLISH, one) for one in alone if one != ENGLISH))


def field_list(template: Template, document: str) -> str:
    """Gives the fields of a template as a Markdown table, for authors of other templates.

    A name with `[]` stands in a row that repeats; its tag is what follows the last `[].`.
    """
    lines = [
        f"# Fields of the template {document}",
        "",
        "The tag of a content control is the field's name. A condition's tag is `if:` or `unless:` and the name.",
        "",
        "| field | what it is | label |",
        "| --- | --- | --- |",
    ]
    seen: dict[tuple[str, str], str] = {}
    for field in template.fields:
        seen.setdefault((field.path, _KINDS[field.kind]), field.label)
    lines += [f"| `{path}` | {kind} | {label} |" for (path, kind), label in seen.items()]
    if template.pictures:
        lines += ["", f"Places for pictures: {', '.join(f'`{name}`' for name in template.pictures)}."]
    return "\n".join(lines) + "\n"


def write_templates(folder: Path) -> tuple[Path, ...]:
    """Writes every template and its list of fields into a folder, over those that lie there."""
    written = []
    for document in BUILDERS:
        for language, second in shipped_languages(document):
            code = f"{language}-{second}" if second else language
            path = folder / f"{document}.{code}.docx"
            path.write_bytes(build_template(document, language, second))
            written.append(path)
        english = folder / f"{document}.{ENGLISH}.docx"
        fields = folder / f"{document}.fields.md"
        listed = field_list(compile_template(english.read_bytes(), english.name), document)
        fields.write_text(listed, encoding="utf-8", newline="\n")
        written.append(fields)
    terms = folder / "terms.md"
    terms.write_text(terms_list(), encoding="utf-8", newline="\n")
    return (*written, terms)


if __name__ == "__main__":
    for path in write_templates(Path(str(packaged_folder("doc_templates")))):
        sys.stdout.write(f"{path.name}\n")
