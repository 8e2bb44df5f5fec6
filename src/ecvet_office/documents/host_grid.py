"""From stays to the workbook in which one host writes its results: an assessment sheet for many learners.

Of the learners it names nothing but the name, the number of the agreement and, hidden, the id; birth dates, addresses
and guardians are not the assessor's business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ecvet_office.documents.assessment_sheet import ROW_KEY, assessed_row, result_on
from ecvet_office.documents.fields import Fields, Sources, document_fields, sources_of
from ecvet_office.documents.fields_outcomes import agreed_units, unit_title
from ecvet_office.documents.fields_stay import learner_of
from ecvet_office.documents.provenance import canonical
from ecvet_office.documents.returned import rows_of
from ecvet_office.documents.wording import Wording, wording
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.errors import UsageError
from ecvet_office.model.results import AGREEMENT
from ecvet_office.model.stages import Stage
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.host_grid import HostGrid
from ecvet_office.workbook.host_grid_building import GridColumn, build_host_grid
from ecvet_office.workbook.values import folded

OURS = {"agreement": 12, "learner": 24, "unit": 24, "outcome": 10, "text": 44, "criterion": 30}
"""By key, the widths of the columns that say what a row is about, in characters."""

WIDTHS = {"date": 14, "achieved": 14, "grade": 10, "scale": 10}
WORDS = {
    "agreement": "form.number",
    "learner": "form.learner",
    "unit": "form.unit",
    "outcome": "form.outcome",
    "text": "form.learning-outcome",
    "criterion": "agreement.criterion",
    "achieved": "assessment.achieved",
    "date": "form.date",
    "method": "form.method",
    "assessor": "agreement.assessor",
    "grade": "assessment.a-grade",
    "scale": "assessment.a-scale",
    "strong": "assessment.strong",
    "weak": "assessment.weak",
    "remark": "transcript.remark",
}
ASKING = {"date": "assessment.day", "method": "assessment.other-method", "assessor": "assessment.other-assessor"}


def host_grid(evaluation: Evaluation, host: str, language: str = "en", learners: Collection[str] = ()) -> bytes:
    """Gives the workbook in which a host writes its results; the same bytes for the same data.

    Args:
        evaluation: of the workbook.
        host: its id.
        language: code of the language of headers and prompts.
        learners: their ids; all where none are named.

    Raises:
        UsageError: there is no such institution or language, or none of its stays has agreed outcomes.
    """
    if host not in evaluation.register.partner:
        raise UsageError(f"the workbook has no partner {host}; their ids stand on the sheet Partners")
    sources = sources_of(evaluation, wording(language))
    stays = {one.id: _record(sources, one) for one in _stays(evaluation, host, learners)}
    rows = tuple(row for number, record in stays.items() for row in _grid_rows(sources, number, record))
    if not rows:
        raise UsageError(f"no stay at {host} has agreed outcomes, or all of them are withdrawn")
    columns = _columns(sources.wording)
    headers = {column.key: column.header for column in columns}
    records = {number: canonical(record) for number, record in stays.items()}
    title = sources.wording.text("assessment.document")
    return build_host_grid(HostGrid(language, title, headers, records, rows), columns)


def _stays(evaluation: Evaluation, host: str, learners: Collection[str]) -> Iterator[Agreement]:
    for agreement in evaluation.register.agreement.values():
        is_asked = not learners or agreement.learner in learners
        if is_asked and agreement.stage is not Stage.WITHDRAWN and evaluation.register.terms(agreement).host == host:
            yield agreement


def _record(sources: Sources, agreement: Agreement) -> Fields:
    """Gives what the rows of a stay are made from."""
    document = document_fields(sources, AGREEMENT, agreement.id)
    learner = learner_of(sources, agreement)
    return {
        "document.version": document["document.version"],
        "agreement": agreement.id,
        "learner.id": learner.id,
        "learner": " ".join(filter(None, (learner.given_names, learner.family_name))),
        "outcomes": tuple(
            {**assessed_row(sources, agreement, outcome), "unit": unit_title(sources, unit)}
            for unit, outcomes in agreed_units(sources, agreement).items()
            for outcome in outcomes
        ),
    }


def _grid_rows(sources: Sources, number: str, record: Fields) -> Iterator[Mapping[str, CellValue]]:
    """Gives the rows as cells: days are days, so that the host can sort by them."""
    agreement = sources.register.agreement[number]
    for outcome, row in rows_of(record, ROW_KEY).items():
        result = result_on(sources.register, agreement, outcome)
        cells: dict[str, CellValue] = {key: str(row[key]) for key in WORDS if key in row}
        if result is not None and result.date is not None:
            cells["date"] = result.date
        yield {**cells, "agreement": number, "learner": str(record["learner"])}


def _columns(words: Wording) -> tuple[GridColumn, ...]:
    headers: dict[str, str] = {}
    for key, word in WORDS.items():
        text = words.text(word).strip(" :\u00a0")
        text = text[:1].upper() + text[1:]
        is_taken = folded(text) in map(folded, headers.values())  # a table has each header once
        headers[key] = f"{text} ({key})" if is_taken else text
    return tuple(_column(words, key, header) for key, header in headers.items())


def _column(words: Wording, key: str, header: str) -> GridColumn:
    if key in OURS:
        return GridColumn(key, header, OURS[key])
    choices: tuple[str, ...] = ()
    if key == "achieved":
        choices = tuple(words.text(f"word.{one}") for one in ("yes", "no", "not-assessed"))
        return GridColumn(key, header, WIDTHS[key], words.text("assessment.yes-or-no"), choices)
    prompt = words.text(ASKING.get(key, "assessment.write"))
    return GridColumn(key, header, WIDTHS.get(key, 24), prompt, is_day=key == "date")
