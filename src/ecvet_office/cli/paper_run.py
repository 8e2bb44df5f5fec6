"""Making documents: what is ready is written, what rests on an error is held back or marked as a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from ecvet_office.cli.made_of import nothing_to_write
from ecvet_office.documents.all_or_none import write_documents
from ecvet_office.documents.filling import prepare
from ecvet_office.documents.prepared import PreparedDocument
from ecvet_office.documents.template import Template
from ecvet_office.evaluation import Evaluation, sort_findings
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.report.findings import CheckedFile, listed_findings, located
from ecvet_office.report.plain_text import Paint, counted, unpainted

SHOWN_OF_A_CODE = 5
"""So many findings of one rule that only the documents show are told, unless all are asked for."""

NAMED = 3
"""So many of the findings that hold a document back are named; of the rest, the number."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made.

    Attributes:
        documents: the names of the documents, as `learning-agreement`.
        learners: ids; none for all.
        language: of the labels, by its two letters; two languages with a plus between.
        drafts: whether documents that rest on errors are made as drafts.
        templates: by document, those that are made from another template than ours.
        passed_over: documents, each with what it is about, that are not made anew, with the reason in words.
        days: of the papers of meetings; none for every day on which something was decided.
    """

    documents: Sequence[str]
    learners: Sequence[str] = ()
    language: str = "en"
    drafts: bool = False
    templates: Mapping[str, Template] = field(default_factory=dict)
    passed_over: Mapping[tuple[str, str], str] = field(default_factory=dict)
    days: Sequence[date] = ()


@dataclass
class PaperRun:
    """What became of an order; it is filled while the documents are written.

    Attributes:
        asked: the order.
        written: the new files, where they were written all at once.
        made: how many documents are in the folder now.
        done_before: how many of them earlier runs had made from the same data.
        left: by file name, why a file that was there was left as it is.
        drafts: how many of them are drafts.
        held_back: by file name, the errors on which a document would have rested.
        found: what only the documents show, such as a missing translation; each once.
        named: the file names of all documents that were to be written, in their order.
        final: by file name, the document and what it is about, of those that are no drafts.
        passed_over: by reason, how many documents of the order were not made anew.
    """

    asked: Order = field(default_factory=lambda: Order(()))
    written: tuple[Path, ...] = ()
    made: int = 0
    done_before: int = 0
    left: dict[str, str] = field(default_factory=dict)
    drafts: int = 0
    held_back: dict[str, list[Finding]] = field(default_factory=dict)
    found: dict[Finding, None] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)
    final: dict[str, tuple[str, str]] = field(default_factory=dict)
    passed_over: Counter[str] = field(default_factory=Counter)


def make_documents(evaluation: Evaluation, order: Order, folder: Path) -> PaperRun:
    """Writes the documents of an order into a folder: all that are ready, or none where one cannot be written.

    Raises:
        UsageError: for an unknown document, language or learner.
        UnwritableFileError: where a file cannot be written, or is there already.
    """
    run = PaperRun()
    run.written = write_documents((one.filled() for one in ready(evaluation, order, run)), folder)
    run.made = len(run.written)
    return run


def ready(evaluation: Evaluation, order: Order, run: PaperRun) -> Iterator[PreparedDocument]:
    """Gives the documents of an order that are to be written, and notes in the run what is held back and why."""
    for made in _ready(evaluation, order, run):
        if why := order.passed_over.get((made.document, made.subject)):
            run.passed_over[why] += 1
            continue
        run.named.append(made.file_name)
        if not made.draft:
            run.final[made.file_name] = made.document, made.subject
        yield made


def _ready(evaluation: Evaluation, order: Order, run: PaperRun) -> Iterator[PreparedDocument]:
    run.asked, known = order, set(evaluation.findings)
    for name in order.documents:
        waiting: set[str] = set()
        one_kind = partial(prepare, name, evaluation, order.learners, order.language, days=order.days)
        prepared = partial(one_kind, template=order.templates.get(name))
        for made in prepared():
            run.found.update(dict.fromkeys(one for one in made.findings if one not in known))
            if not made.is_held_back:
                yield made
            elif order.drafts:
                waiting.add(made.subject)
            else:
                run.held_back[made.file_name] = [one for one in made.findings if one.severity is Severity.ERROR]
        if waiting:
            for made in prepared(draft=True):
                if made.subject in waiting:
                    run.drafts += 1
                    yield made


def told(
    run: PaperRun,
    workbook: Path,
    folder: Path,
    paint: Paint = unpainted,
    width: int | None = None,
    *,
    show_all: bool = False,
) -> list[str]:
    """Gives the lines on what only the documents show, what was written where, and what was held back and why.

    Of the findings of one rule the first few are shown, sorted by place, unless all are asked for: a workbook without
    translations has hundreds of one kind, and what was made and what was not stands below them.
    """
    sheets = tuple(dict.fromkeys(finding.place.sheet for finding in run.found))
    only_here = CheckedFile(str(workbook), sort_findings([*run.found], sheets))
    found = listed_findings(only_here, paint, width, show_all=show_all, most=SHOWN_OF_A_CODE)
    lines = [*found, ""] if found else []
    drafts = f", {run.drafts} of them {'a draft' if run.drafts == 1 else 'drafts'}" if run.drafts else ""
    if run.made:
        lines.append(f"{counted(run.made, 'document')} in {folder}{drafts}")
    elif not run.held_back and not run.left and not run.passed_over:
        lines.append(nothing_to_write(run.asked.documents, run.asked.learners))
    lines += [f"{counted(number, 'document')} not made anew: {why}" for why, number in run.passed_over.items()]
    if run.held_back:
        what = f"{counted(len(run.held_back), 'document')} held back"
        lines.append(paint(what, "error") + " for errors; mend them, or make drafts with --draft:")
    lines += _held_back_lines(run)
    if run.left:
        lines.append(f"{counted(len(run.left), 'file')} left as they were; move them away to have them made anew:")
        lines += [f"    {file_name}: {reason}" for file_name, reason in run.left.items()]
    return lines


def _held_back_lines(run: PaperRun) -> Iterator[str]:
    for file_name, findings in run.held_back.items():
        reasons = [f"{one.code} at {located('', one)}" for one in findings]
        rest = f" and {len(reasons) - NAMED} more" if len(reasons) > NAMED else ""
        yield f"    {file_name}: {', '.join(reasons[:NAMED])}{rest}"
