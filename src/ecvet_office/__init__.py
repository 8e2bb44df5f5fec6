"""ECVET mobility from an Excel workbook: findings, credit, points and Word documents.

For whoever scripts: `read` a workbook, `evaluate` it as of a day, `fill` documents from it, `update` a copy of it. Each
is loaded when it is first asked for, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ecvet_office.documents.filling import fill
    from ecvet_office.evaluation import evaluate
    from ecvet_office.report.updating import update
    from ecvet_office.workbook.reading import read

__all__ = ["__version__", "evaluate", "fill", "read", "update"]

__version__ = "0.1.0"

_HOMES = {
    "evaluate": "ecvet_office.evaluation",
    "fill": "ecvet_office.documents.filling",
    "read": "ecvet_office.workbook.reading",
    "update": "ecvet_office.report.updating",
}


def __getattr__(name: str) -> object:
    """Gives one of the public functions, and keeps it.

    Raises:
        AttributeError: for any other name.
    """
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Gives the public names, loaded or not."""
    return sorted({*globals(), *__all__})
