"""The exceptions of the package, in one tree.

What an author of a workbook got wrong is a finding, never an exception. Exceptions are for files that cannot be read or
written, and for our own mistakes.
"""

from __future__ import annotations

from pathlib import Path


class EcvetError(Exception):
    """The root of the tree: its text is fit to be shown to a user as it stands."""


class UnreadableFileError(EcvetError):
    """A file that cannot be read at all: missing, locked, encrypted, damaged, or not what its name says."""


def unreadable(path: Path, error: OSError) -> UnreadableFileError:
    """Gives the error for a file that the system does not let us read, in words that tell a user what to do."""
    if isinstance(error, FileNotFoundError):
        why = "there is no such file; check its name and folder"
    elif isinstance(error, IsADirectoryError) or path.is_dir():  # Windows says of a folder that it is not permitted
        why = "it is a folder; name a file in it"
    elif isinstance(error, PermissionError):
        why = "another program keeps it locked, or you have no right to it; close it there and try again"
    else:
        why = f"{error.strerror or error}; copy it to a folder on this computer and try again"
    return UnreadableFileError(f"{path} cannot be read: {why}")


class ForeignFormatError(UnreadableFileError):
    """A workbook of another format than .xlsx, which only another reader can read.

    Attributes:
        extension: of the format, with its dot, whatever the file's name says.
    """

    def __init__(self, text: str, extension: str) -> None:
        super().__init__(text)
        self.extension = extension


class UnwritableFileError(EcvetError):
    """A file that cannot be written: it exists already, is open elsewhere, or its folder refuses."""


class TemplateError(EcvetError):
    """A Word template that cannot be filled; its text lists every mistake in it, one on a line."""


class UsageError(EcvetError):
    """A request that makes no sense: an unknown learner, a document that does not exist, a step that cannot be."""


class RuleBookError(EcvetError):
    """A mistake of ours: a rule's page, its check or a finding's facts do not fit together."""
