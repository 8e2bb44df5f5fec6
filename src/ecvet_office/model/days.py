"""Days as readers write them: with the month in letters, so that nobody takes April for March."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def day_text(day: date) -> str:
    """Gives a day in English with the month in letters.

    >>> day_text(date(2025, 3, 3))
    '3 March 2025'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
