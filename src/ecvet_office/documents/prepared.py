"""One document before and after its bytes are made."""

from __future__ import annotations

from dataclasses import dataclass

from ecvet_office.documents.fields import Fields
from ecvet_office.documents.paper_code import PaperCode
from ecvet_office.documents.printed_code import PART, code_picture
from ecvet_office.documents.provenance import Origin, render_with_origin
from ecvet_office.documents.template import Template
from ecvet_office.model.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class FilledDocument:
    """One document, ready to be written.

    Attributes:
        document: its kind, as `transcript`.
        subject: what it is about: the id of a memorandum, an agreement or a unit, or the number of a letter.
        file_name: safe on every system; it names the learner by id only.
        data: the whole `.docx` file.
        draft: whether it says on its face that it is a draft.
        findings: the errors and warnings that concern it, sorted by place.
    """

    document: str
    subject: str
    file_name: str
    data: bytes
    draft: bool
    findings: tuple[Finding, ...]

    @property
    def is_held_back(self) -> bool:
        """Whether an error concerns it, so that it is not to be signed; a draft is never held back."""
        return not self.draft and any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """One document before its bytes are made; it can be pickled, so that another process makes them.

    Attributes:
        document: its kind, as `transcript`.
        subject: what it is about: the id of a memorandum, an agreement or a unit, or the number of a letter.
        learner: id; empty where it is about no learner.
        file_name: safe on every system; it names the learner by id only.
        template: from which it is made, with room for its origin.
        record: what fills the template.
        title: among the properties of the file.
        origin: what it says of its own making.
        draft: whether it says on its face that it is a draft.
        findings: the errors and warnings that concern it, sorted by place.
    """

    document: str
    subject: str
    learner: str
    file_name: str
    template: Template
    record: Fields
    title: str
    origin: Origin
    draft: bool
    findings: tuple[Finding, ...]

    @property
    def is_held_back(self) -> bool:
        """Whether an error concerns it, so that it is not to be signed; a draft is never held back."""
        return not self.draft and any(finding.severity is Severity.ERROR for finding in self.findings)

    def filled(self) -> FilledDocument:
        """Makes the bytes of the document."""
        origin = self.origin
        further: tuple[tuple[str, bytes], ...] = ()
        if self.template.uncoded:
            further = ((PART, code_picture(PaperCode(origin.document, origin.number, origin.version))),)
        data = render_with_origin(self.template, self.record, self.title, origin, further)
        return FilledDocument(self.document, self.subject, self.file_name, data, self.draft, self.findings)
