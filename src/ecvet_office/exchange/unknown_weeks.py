"""A copy for support whose days are moved by a number of weeks that nobody knows."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

from ecvet_office.exchange.anonymising import Anonymised, anonymise

FEWEST_WEEKS, MOST_WEEKS = 10, 60
TRIES = 4


def anonymise_by_chance(path: Path, on: date, out: Path | None = None) -> Anonymised:
    """Writes a copy without personal data, all days moved back by a number of weeks that nobody knows.

    Months are not of one length, so that some weeks change a finding: then others are tried, and the copy before is
    taken away.

    Args:
        path: the workbook, .xlsx or .xlsm; it stays as it is.
        on: the day on which the workbook is judged.
        out: the copy, which is no file yet; None for a name beside the workbook.

    Raises:
        UnreadableFileError: when the workbook cannot be read.
        UnwritableFileError: when the copy cannot be written, or would put something at risk.
    """
    done = anonymise(path, on, _chance_of_days(), out)
    for _ in range(TRIES - 1):
        if not done.differences:
            break
        done.receipt.path.unlink()
        done = anonymise(path, on, _chance_of_days(), out)
    return done


def _chance_of_days() -> int:
    return -7 * (FEWEST_WEEKS + secrets.randbelow(MOST_WEEKS - FEWEST_WEEKS))
