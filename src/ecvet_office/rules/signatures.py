"""Who signs what: the parties of an agreement, and the paper on which each of them signs."""

from __future__ import annotations

from ecvet_office.model.agreements import Agreement
from ecvet_office.model.memoranda import Memorandum
from ecvet_office.model.places import Place
from ecvet_office.model.register import Register
from ecvet_office.model.results import GUARDIAN_1, GUARDIAN_2, HOME, HOST, INTERMEDIARY, LEARNER, Paper
from ecvet_office.rules.stays import is_minor, known_term, lacks

PARTY_NAMES = {
    HOME: "the home institution",
    HOST: "the hosting institution",
    LEARNER: "the learner",
    GUARDIAN_1: "guardian 1",
    GUARDIAN_2: "guardian 2",
    INTERMEDIARY: "the intermediary organisation",
}


def signing_parties(register: Register, agreement: Agreement) -> tuple[str, ...]:
    """Gives who signs an agreement: home, host and learner, guardians of a minor, the intermediary if there is one.

    The age on the planned first day decides, because an agreement is signed before the stay.
    """
    parties = [HOME, HOST, LEARNER]
    learner = register.learner.get(agreement.learner or "")
    if learner and agreement.planned_start and is_minor(register, learner, agreement.planned_start):
        parties.append(GUARDIAN_1)
        if learner.guardian2_name:
            parties.append(GUARDIAN_2)
    if known_term(register, agreement, "intermediary"):
        parties.append(INTERMEDIARY)
    return tuple(parties)


def papers_of(register: Register, document: str, subject: str) -> tuple[Paper, ...]:
    """Gives the papers of one kind about an agreement or a memorandum, in the order of their rows."""
    return tuple(paper for paper in register.papers_about.get(subject, ()) if paper.document == document)


def paper_for(register: Register, document: str, subject: str, party: str) -> Paper | None:
    """Gives the paper on which a party signs; None where none was made.

    A later version replaces an earlier one; within a version a signed copy counts before an unsigned one.
    """
    papers = (paper for paper in papers_of(register, document, subject) if paper.party == party)
    return max(papers, key=lambda paper: (paper.version or 0, not lacks(paper, "signed_on")), default=None)


def unsigned_cell(register: Register, document: str, about: Agreement | Memorandum, party: str) -> Place | None:
    """Gives the cell that shows that a party has not signed: the paper's date, or the id of what has no paper yet.

    None where the party has signed, and where a paper could not be read that may be the one looked for.
    """
    papers = register.papers_about.get(about.id, ())
    if any(paper.is_unreadable("document") or paper.is_unreadable("party") for paper in papers):
        return None
    paper = paper_for(register, document, about.id, party)
    if paper is None:
        return about.at("id")
    return paper.at("signed_on") if lacks(paper, "signed_on") else None


def signature_entry(register: Register, document: str, about: Agreement | Memorandum, party: str) -> str:
    """Gives how a signature gets into the sheet Papers: the cell of its date, or the row that has to be added.

    Args:
        register: everything the workbook says.
        document: what is signed, in the word of the column Document.
        about: the agreement or memorandum.
        party: who signs, in the word of the column Party, or the id of an institution.
    """
    paper = paper_for(register, document, about.id, party)
    if paper is not None:
        return f"write the date from the paper into {paper.at('signed_on')}"
    row = f"Document {document}, For {about.id}, Party {party}"
    return f"add a row on the sheet Papers: {row}, and the date from the paper in Signed on"
