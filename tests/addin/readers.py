"""Independent readers of what we build: olevba for VBA, olefile for the container."""

from __future__ import annotations

import io
import warnings
from importlib import import_module

import olefile

with warnings.catch_warnings():  # oletools uses names that its own library calls outdated
    warnings.simplefilter("ignore", DeprecationWarning)
    olevba = import_module("oletools.olevba")


def decompressed(data: bytes) -> bytes:
    """Gives what olevba reads out of compressed VBA."""
    return bytes(olevba.decompress_stream(bytearray(data)))


def sources(name: str, data: bytes) -> dict[str, str]:
    """Gives the modules that olevba finds in a file, by name without extension, with line ends as in the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parser = olevba.VBA_Parser(name, data=data)
        return {module.rpartition(".")[0]: text for _, _, module, text in parser.extract_macros()}


def stream(data: bytes, *path: str) -> bytes:
    """Gives a stream of a compound file."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        content: bytes = file.openstream(list(path)).read()
    return content
