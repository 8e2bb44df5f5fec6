"""Builds the templates that come with the package, each with a list of its fields; run it to write them anew.

`python -m ecvet_office.documents.shipped` writes the folder `doc_templates` of a checkout. Nobody edits those files by
hand: a school copies one and changes the copy in Word.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from docx.document import Document

from ecvet_office.documents.shipped_agreement import build_learning_agreement
from ecvet_office.documents.shipped_memorandum import build_memorandum
from ecvet_office.documents.shipped_page import Labels, template_bytes
from ecvet_office.documents.shipped_transcript import build_transcript
from ecvet_office.documents.template import Template, compile_template
from ecvet_office.documents.wording import wording
from ecvet_office.law.packaged import packaged_folder

BUILDERS: Mapping[str, Callable[[Labels], Document]] = {
    "memorandum": build_memorandum,
    "learning-agreement": build_learning_agreement,
    "transcript": build_transcript,
}
LANGUAGES = ("en",)

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
    return template_bytes(BUILDERS[document](labels))


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
    return "\n".join(lines) + "\n"


def write_templates(folder: Path) -> tuple[Path, ...]:
    """Writes every template and its list of fields into a folder, over those that lie there."""
    written = []
    for document in BUILDERS:
        for language in LANGUAGES:
            data = build_template(document, language)
            path = folder / f"{document}.{language}.docx"
            path.write_bytes(data)
            written.append(path)
        fields = folder / f"{document}.fields.md"
        fields.write_text(field_list(compile_template(data, path.name), document), encoding="utf-8", newline="\n")
        written.append(fields)
    return tuple(written)


if __name__ == "__main__":
    for path in write_templates(Path(str(packaged_folder("doc_templates")))):
        sys.stdout.write(f"{path.name}\n")
