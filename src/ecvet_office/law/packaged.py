"""Where the folders lie that the package carries along: the templates of documents and of workbooks."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ecvet_office.model.errors import UnreadableFileError

_CHECKOUT_DEPTH = 3  # this file lies in <checkout>/src/ecvet_office/law


def packaged_folder(name: str) -> Traversable:
    """Gives a folder such as `doc_templates`: inside the installed package, else at the top of the checkout.

    Raises:
        UnreadableFileError: the folder lies in neither place.
    """
    installed = files("ecvet_office").joinpath(name)
    if installed.is_dir():
        return installed
    in_checkout = Path(__file__).resolve().parents[_CHECKOUT_DEPTH] / name
    if in_checkout.is_dir():
        return in_checkout
    raise UnreadableFileError(f"this installation lacks its folder {name}; install ecvet-office again")
