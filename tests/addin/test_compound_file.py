"""The container of the VBA project: what we write, an independent reader gives back."""

from __future__ import annotations

import io
import string

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecvet_office.excel.building.compound_file import SECTOR, SMALL_SECTOR, SMALL_STREAM, Tree, compound_file
from ecvet_office.model.errors import UnwritableFileError

NAMES = st.text(string.ascii_letters + string.digits + "_ é", min_size=1, max_size=31).map(str.strip).filter(bool)
SIZES = st.sampled_from(
    [0, 1, SMALL_SECTOR - 1, SMALL_SECTOR, SMALL_SECTOR + 1, SECTOR, SMALL_STREAM - 1, SMALL_STREAM, SMALL_STREAM + 1]
) | st.integers(0, 70_000)


def streams(data: bytes) -> dict[str, bytes]:
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        found = {"/".join(path): file.openstream(path).read() for path in file.listdir()}
        assert file.parsing_issues == []
    return found


def filled(size: int, number: int) -> bytes:
    return bytes((position + number) % 251 for position in range(size))


@given(st.dictionaries(NAMES, SIZES, max_size=12))
@settings(max_examples=40)
def test_streams_of_any_number_and_size_are_read_back_the_same(sizes: dict[str, int]) -> None:
    folded = {name.upper(): (name, size) for name, size in sizes.items()}
    tree = {name: filled(size, len(name)) for name, size in folded.values()}
    assert streams(compound_file({"VBA": tree, "PROJECT": b"x"})) == {
        **{f"VBA/{name}": data for name, data in tree.items()},
        "PROJECT": b"x",
    }


@pytest.mark.parametrize("sectors", [126, 127, 128, 129, 300])
def test_the_table_of_sectors_grows_as_the_file_does(sectors: int) -> None:
    data = filled(sectors * SECTOR, 1)
    assert streams(compound_file({"large": data, "small": b"y"})) == {"large": data, "small": b"y"}


def test_the_file_is_whole_sectors_and_the_same_every_time() -> None:
    tree: Tree = {"VBA": {"dir": b"d" * 5000, "Module": b"m"}, "PROJECT": b"p"}
    data = compound_file(tree)
    assert len(data) % SECTOR == 0
    assert data == compound_file({name: tree[name] for name in reversed(list(tree))})


def test_a_file_larger_than_its_header_can_name_is_refused() -> None:
    most = (109 * 128 - 109 - 4) * SECTOR  # the sectors that 109 table sectors tell of, without what else lies there
    assert compound_file({"x": bytes(most)})
    with pytest.raises(UnwritableFileError, match="too large"):
        compound_file({"x": bytes(most + 4 * SECTOR)})


@pytest.mark.parametrize("name", ["", "a" * 32, "a/b", "a!b"])
def test_a_name_that_a_compound_file_cannot_hold_is_refused(name: str) -> None:
    with pytest.raises(UnwritableFileError, match="no name in a compound file"):
        compound_file({name: b""})
