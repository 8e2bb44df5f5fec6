"""PDF files beside the documents of a run of `ecvet fill`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from ecvet_office.cli.paper_run import PaperRun
from ecvet_office.documents.pdf import PdfRun, convert_to_pdf, pdf_beside
from ecvet_office.report.plain_text import counted

SIDE_BY_SIDE, MANY = 2, 20
"""So many calls of LibreOffice work at once where nobody says otherwise and there are many documents: each takes a
core and 250 MB."""

NAMED = 5
"""So many of the documents without a PDF file are named."""


def make_pdfs(run: PaperRun, folder: Path, program: Path, jobs: int | None) -> PdfRun:
    """Writes a PDF file beside every document of a run that has none yet, with a bar on a terminal.

    Raises:
        UnwritableFileError: the folder refuses.
    """
    paths = [folder / name for name in run.named if name not in run.left]
    waiting = [path for path in paths if path.exists() and not pdf_beside(path).exists()]
    at_once = jobs or (SIDE_BY_SIDE if len(waiting) > MANY else 1)
    with ExitStack() as stack:
        if not waiting or not sys.stderr.isatty():
            return convert_to_pdf(waiting, program, at_once=at_once)
        label = "PDF files"
        bar = stack.enter_context(click.progressbar(length=len(waiting), label=label, file=sys.stderr, show_pos=True))
        return convert_to_pdf(waiting, program, at_once=at_once, done=lambda made: bar.update(made - bar.pos))


def pdf_lines(pdfs: PdfRun) -> Iterator[str]:
    """Gives the lines on how many PDF files were made, and on what has none and why."""
    if pdfs.made:
        yield f"{counted(len(pdfs.made), 'PDF file')} beside them"
    if pdfs.failed:
        yield f"{counted(len(pdfs.failed), 'document')} without a PDF file:"
    for path, reason in list(pdfs.failed.items())[:NAMED]:
        yield f"    {path.name}: {reason}"
    if len(pdfs.failed) > NAMED:
        yield f"    and {len(pdfs.failed) - NAMED} more"
