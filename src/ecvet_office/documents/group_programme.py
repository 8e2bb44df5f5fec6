"""What the learning programme of a group says: one programme for all, who takes part, and who accompanies them.

Group mobility has one programme, which is kept with the list of participants and accompanying persons as proof. The
programme names no form for it; these are the items that its learning agreement requires, said once for all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from ecvet_office.documents.erasmus_agreement import (
    additional_outcomes,
    evaluation_fields,
    mobility_fields,
    programme_fields,
    recognition_fields,
    support_fields,
    units_without_points,
)
from ecvet_office.documents.fields import (
    Fields,
    Sources,
    document_fields,
    institution_name,
    joined,
    numbered,
    period_text,
    person_named,
    said,
    signatory,
    without,
)
from ecvet_office.documents.fields_stay import accompanying_fields, company_names, learner_of, qualification_fields
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.register import Register
from ecvet_office.model.results import GROUP_PROGRAMME, HOME, HOST
from ecvet_office.rules.mobility_groups import going

OF_ONE_LEARNER = ("learner.id", "learner.name", "learner.family_name", "learner.given_names", "mobility_id", "company")
"""Ends of the names of those fields of a stay that are not the group's."""

PARTS = {
    "evaluation": ("assessment_method", "criteria", "procedure", "assessor", "assessed_when", "recorded_how"),
    "recognition": ("recognition_conditions", "process", "document_issued", "recogniser.name"),
}
"""Of the two parts of a section, the fields; a part of which nothing is said has no head."""

Company = tuple[str, str, str, str]
"""A placement as it is printed: company, first and last day, mentor."""


def groups_to_print(register: Register, learners: Collection[str]) -> Iterator[str]:
    """Gives the groups with which somebody goes, in the order of the sheet; those of some learners where named."""
    for group in register.mobility_group:
        stays = going(register, group)
        if stays and (not learners or any(one.learner in learners for one in stays)):
            yield group


def group_programme_fields(sources: Sources, group_id: str) -> Fields:
    """Gives the record of a group's programme.

    Raises:
        KeyError: there is no such group, or nobody goes with it.
    """
    register = sources.register
    group, stays = register.mobility_group[group_id], going(register, group_id)
    if not stays:
        raise KeyError(group_id)
    whole = _joint([_of_one_stay(sources, one) for one in stays])
    otherwise = whole.pop("accompanying")
    accompanying = tuple(_accompanying(sources, group_id, _period(sources, stays), otherwise))
    return {
        **document_fields(sources, GROUP_PROGRAMME, group_id),
        **whole,
        "responsible": bool(whole["host.people"] or whole["home.people"]),
        **{part: any(whole[name] for name in names) for part, names in PARTS.items()},
        "group": group.name or group_id,
        "mobility_id": group.mobility_id or "",
        "programme": said(sources, group, "programme"),
        "stay": _period(sources, stays),
        "placements": _placements(sources, stays),
        "participants": numbered(_participant(sources, one, stays) for one in stays),
        "participants.count": str(len(stays)),
        "accompanying": accompanying,
        "accompanying.count": str(len(accompanying)),
        **_signers(sources, group_id, stays[0]),
    }


def _of_one_stay(sources: Sources, agreement: Agreement) -> Fields:
    """Gives what a stay of the group says of the programme that all of them share."""
    return {
        **without(mobility_fields(sources, agreement), *OF_ONE_LEARNER),
        "qualification": qualification_fields(sources, agreement)["qualification.title"],
        "units": units_without_points(sources, agreement),
        "additional": additional_outcomes(sources, agreement),
        "activities": programme_fields(sources, agreement)["activities"],
        **support_fields(sources, agreement),
        **evaluation_fields(sources, agreement, criteria="group.criteria-of-outcomes"),
        **recognition_fields(sources, agreement),
    }


def _joint(records: Sequence[Fields]) -> Fields:
    """Gives one record for several: of each field what they say, each thing once, in their order.

    They should all say the same, as rule AG34 has it; where they do not, nothing is left out.
    """
    joint: Fields = {}
    for name, first in records[0].items():
        values = [record[name] for record in records]
        if isinstance(first, tuple):
            joint[name] = tuple(_each_once(one for value in values for one in _items(value)))
        else:
            joint[name] = joined(dict.fromkeys(map(str, values)), "\n")
    return joint


def _items(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _each_once(things: Iterable[object]) -> Iterator[object]:
    seen: list[object] = []  # mappings, of which there are few, have no hash
    for one in things:
        if one not in seen:
            seen.append(one)
            yield one


def _period(sources: Sources, stays: Sequence[Agreement]) -> str:
    starts, ends = [one.planned_start for one in stays], [one.planned_end for one in stays]
    first, last = min(filter(None, starts), default=None), max(filter(None, ends), default=None)
    return period_text(sources, first, last)


# ----- people -----


def _participant(sources: Sources, agreement: Agreement, stays: Sequence[Agreement]) -> Fields:
    """Gives a participant: no date of birth and no address, which the host has from the learning agreement."""
    own = period_text(sources, agreement.planned_start, agreement.planned_end)
    return {
        "name": learner_of(sources, agreement).full_name,
        "agreement": agreement.id,
        "period": "" if own == _period(sources, stays) else own,
    }


def _accompanying(sources: Sources, group_id: str, period: str, otherwise: object) -> Iterator[Fields]:
    """Gives who accompanies the group: first the rows of the group, then who stands among the responsible persons."""
    named: set[object] = set()
    for row in sources.register.accompanying_in.get(group_id, ()):
        person = accompanying_fields(sources, row)
        named.add(person["name"])
        own = period_text(sources, row.from_, row.to)
        leads = sources.wording.text("group.leads") if row.leads else ""
        yield {**person, "leads": leads, "period": own or period}
    for one in _items(otherwise):
        if isinstance(one, dict) and one["name"] not in named:
            shown = {name: one[name] for name in ("name", "position", "reach")}
            yield {**shown, "role": one["responsibilities"], "leads": "", "period": ""}


def _signers(sources: Sources, group_id: str, stay: Agreement) -> Fields:
    """Gives the printed names of both organisations' signers; place and date are for them to write."""
    fields: Fields = {}
    register = sources.register
    for party, institution in ((HOME, register.home(stay)), (HOST, register.terms(stay).host)):
        name, position = signatory(sources, GROUP_PROGRAMME, group_id, party, institution)
        fields |= {f"signs.{party}.name": name, f"signs.{party}.position": position}
    return fields


# ----- where they work -----


def _placements(sources: Sources, stays: Sequence[Agreement]) -> tuple[Fields, ...]:
    """Gives the companies in which participants work, each with the numbers of those who do."""
    who: dict[Company, list[str]] = {}
    for number, agreement in enumerate(stays, 1):
        for one in _companies(sources, agreement):
            who.setdefault(one, []).append(str(number))
    return tuple(
        {"company": company, "from": first, "until": last, "mentor": mentor, "who": joined(numbers)}
        for (company, first, last, mentor), numbers in who.items()
    )


def _companies(sources: Sources, agreement: Agreement) -> Iterator[Company]:
    """Gives the placements of a stay, or the one company of it for the whole time."""
    rows = [row for row in sources.register.placements if row.agreement == agreement.id]
    day = sources.wording.day
    for row in rows:
        company, mentor = institution_name(sources.register, row.company), person_named(sources.register, row.mentor)
        yield company, day(row.from_), day(row.to), mentor.name or ""
    if not rows:
        for company in company_names(sources, agreement):
            yield company, day(agreement.planned_start), day(agreement.planned_end), ""
