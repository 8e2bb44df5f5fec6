"""What the fields of every document are made of: texts in a language, people, institutions, ticks and signatories.

A record for `render` is a mapping of field names to texts, to tuples of mappings for repeats, and to truths for
conditions. A text that nobody stated is empty, never invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache

from ecvet_office.credit.ledger import Ledger
from ecvet_office.documents.untranslated import Untranslated
from ecvet_office.documents.wording import Wording
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.partners import Partner, Person
from ecvet_office.model.places import NOWHERE
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.rules.signatures import paper_for, papers_of
from ecvet_office.workbook.layout import BY_NAME

Fields = dict[str, object]

TICKED, NOT_TICKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"
FIRST_VERSION = 1


@dataclass(frozen=True)
class Sources:
    """What documents are filled from.

    Attributes:
        register: the workbook's records.
        ledgers: by learner and qualification.
        wording: the words of the document's language.
        draft: whether documents are marked as drafts.
        beside: code of the other language of a document in two; empty for a document in one.
        texts_in: code of the language of the columns that name none in their header; empty where nobody asks.
        untranslated: the texts printed without a translation so far; `said` notes them.
    """

    register: Register
    ledgers: Mapping[tuple[str, str], Ledger]
    wording: Wording
    draft: bool = False
    beside: str = ""
    texts_in: str = ""
    untranslated: dict[Untranslated, None] = field(default_factory=dict)

    @cached_property
    def signers(self) -> Mapping[str, tuple[Person, ...]]:
        """The people who may sign, by institution."""
        signers: dict[str, list[Person]] = {}
        for person in self.register.people:
            if person.may_sign and person.institution:
                signers.setdefault(person.institution, []).append(person)
        return {institution: tuple(people) for institution, people in signers.items()}


def sources_of(evaluation: Evaluation, wording: Wording, *, draft: bool = False, beside: str = "") -> Sources:
    """Gives what documents are filled from."""
    ledgers = {(ledger.learner, ledger.qualification): ledger for ledger in evaluation.ledgers}
    texts_in = language_of_texts(evaluation.register, wording.language)
    return Sources(evaluation.register, ledgers, wording, draft, beside, texts_in)


def language_of_texts(register: Register, language: str) -> str:
    """Gives the language of the columns that name none in their header: the first of the sheet Settings.

    Where the settings name none, the columns are taken to be in the document's first language.

    Args:
        register: the workbook's records.
        language: code of the document's first language.
    """
    stated = register.settings.languages
    return stated[0].strip().casefold() if stated else language


def said(sources: Sources, record: Record | None, name: str) -> str:
    """Gives a text of a record in the document's language, or as first written where it is not translated.

    The missing translation is noted among the sources; it is a finding of its own (DO02).
    """
    if record is None:
        return ""
    language, written = sources.wording.language, getattr(record, name)
    if not record.translations and (not written or sources.texts_in in ("", language)):
        return str(written or "")  # as nearly every text
    text = said_in(language, record, name)
    if text and sources.texts_in not in ("", language) and not record.text(name, language):
        column = _translatable(record.table, name)
        if column and record.origin != NOWHERE:
            sources.untranslated[Untranslated(record.at(name), column, language)] = None
    return text


@cache
def _translatable(table: str, name: str) -> str:
    """Gives the header of a column whose texts may stand in several languages; empty for any other."""
    columns = BY_NAME[table].columns if table in BY_NAME else ()
    return next((column.header for column in columns if column.key == name and column.printed), "")


def said_in(language: str, record: Record, name: str) -> str:
    """Gives a text of a record in a language, or as first written where it is not translated."""
    return (record.translations and record.text(name, language)) or record.text(name)


def tick(ticked: bool) -> str:
    """Gives a box with or without a cross."""
    return TICKED if ticked else NOT_TICKED


def ticks(prefix: str, options: Mapping[str, str], chosen: Iterable[str]) -> Fields:
    """Gives one box for each option, as the field `prefix.name`.

    Args:
        prefix: what stands before the names.
        options: by name, the word of the workbook.
        chosen: the words that are ticked.
    """
    ticked = set(chosen)
    return {f"{prefix}.{name}": tick(word in ticked) for name, word in options.items()}


def without(fields: Fields, *endings: str) -> Fields:
    """Gives the fields whose names end in none of the endings: those for which a form has no row."""
    return {name: value for name, value in fields.items() if not name.endswith(endings)}


def joined(texts: Iterable[str | None], separator: str = ", ") -> str:
    """Gives the texts that say something, in their order."""
    return separator.join(filter(None, texts))


def numbered(items: Iterable[Fields]) -> tuple[Fields, ...]:
    """Gives the items of a repeat, each with its number from 1 as the field `number`."""
    return tuple({"number": str(number), **item} for number, item in enumerate(items, 1))


def address_of(partner: Partner | None, *, with_country: bool = True) -> str:
    """Gives an institution's address on one line: street, postcode with town, country."""
    if partner is None:
        return ""
    town = joined((partner.postcode, partner.city), " ")
    return joined((partner.address, town, partner.country if with_country else None))


def institution_fields(sources: Sources, prefix: str, institution: str | None) -> Fields:
    """Gives the rows of an institution: name, country, address, telephone/fax, e-mail, website.

    An id that stands in no row of Partners is printed as it is.
    """
    partner = sources.register.partner.get(institution or "")
    if partner is None:
        partner = Partner(id="", name=institution)
    return {
        f"{prefix}.name": partner.name or partner.id,
        f"{prefix}.country": partner.country or "",
        f"{prefix}.address": address_of(partner),
        f"{prefix}.telephone": joined((partner.telephone, partner.fax), " / "),
        f"{prefix}.email": partner.email or "",
        f"{prefix}.website": partner.website or "",
    }


def institution_name(register: Register, institution: str | None) -> str:
    """Gives an institution's name; what stands in the cell where Partners has no such row or no name."""
    partner = register.partner.get(institution or "")
    return (partner.name if partner else None) or institution or ""


def person_named(register: Register, name: str | None) -> Person:
    """Gives the person that a cell names: a row of People, or somebody of whom nothing but the name is known."""
    return register.person.get(name or "") or _person_without_row(name)


@lru_cache(maxsize=1024)  # a company's mentor stands in hundreds of agreements
def _person_without_row(name: str | None) -> Person:
    return Person(id="", name=name)


def person_fields(sources: Sources, prefix: str, name: str | None) -> Fields:
    """Gives the rows of a person: name, position, organisation with role, telephone, e-mail."""
    person = person_named(sources.register, name)
    organisation = institution_name(sources.register, person.institution)
    return {
        f"{prefix}.name": person.name or person.id,
        f"{prefix}.position": person.position or "",
        f"{prefix}.role": joined((organisation, person.position)),
        f"{prefix}.telephone": person.telephone or "",
        f"{prefix}.email": person.email or "",
    }


def name_with_position(register: Register, name: str | None) -> str:
    """Gives a person's name, with the position after a comma where one is known."""
    person = person_named(register, name)
    return joined((person.name or person.id, person.position))


def signatory(sources: Sources, document: str, subject: str, party: str, institution: str | None) -> tuple[str, str]:
    """Gives the printed name and the position of who signs for an institution.

    The paper says who, else the one person of the institution who may sign. Where neither does, both texts are empty,
    for the signatory to write. A place and a date of signing are never printed.

    Args:
        sources: what documents are filled from.
        document: the kind of paper.
        subject: id of the agreement or memorandum.
        party: the party's word on the sheet Papers.
        institution: the party's institution; None where it has none.
    """
    paper = paper_for(sources.register, document, subject, party)
    if paper is not None and paper.signatory:
        person = person_named(sources.register, paper.signatory)
        return person.name or person.id, paper.position or person.position or ""
    people = sources.signers.get(institution or "", ())
    if len(people) != 1:
        return "", ""
    return people[0].name or "", people[0].position or ""


def document_fields(sources: Sources, document: str, subject: str) -> Fields:
    """Gives number and version of a document, for its foot, and whether it is a draft.

    The number stays the same when a document is printed again; the version is the highest among its papers.
    """
    papers = papers_of(sources.register, document, subject)
    version = max((paper.version or FIRST_VERSION for paper in papers), default=FIRST_VERSION)
    return {"document.number": subject, "document.version": str(version), "draft": sources.draft}


def period_text(sources: Sources, start: date | None, end: date | None) -> str:
    """Gives a period in words; only the day that is known where the other is not."""
    wording = sources.wording
    if start and end:
        return wording.text("word.period", start=wording.day(start), end=wording.day(end))
    if start:
        return wording.text("word.from", start=wording.day(start))
    return wording.text("word.until", end=wording.day(end)) if end else ""
