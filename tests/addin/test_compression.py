"""The compression of VBA source: what we write, an independent reader gives back."""

from __future__ import annotations

import struct

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from addin.readers import decompressed
from ecvet_office.excel.building.compression import CHUNK, compress, copy_bits

TEXTS = st.lists(st.sampled_from([b"Public Sub ", b"End Sub\r\n", b"\r\n", b"    ", b"x", b"workbook", b"\xe9"])).map(
    b"".join
)


def read_back(data: bytes) -> bytes:
    return decompressed(compress(data))


@given(TEXTS.map(lambda text: text * 40))
@example(b"")
@example(b"a")
@example(b"a" * (CHUNK - 1))
@example(b"a" * CHUNK)
@example(b"a" * (CHUNK + 1))
@settings(max_examples=60)
def test_what_was_compressed_is_read_back_the_same(text: bytes) -> None:
    assert read_back(text) == text


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_read_back_the_same(data: bytes) -> None:
    assert read_back(data) == data


def test_a_chunk_that_cannot_be_made_smaller_stands_there_as_it_is() -> None:
    unruly = b"".join(struct.pack(">H", number * 40503 % 65536) for number in range(CHUNK // 2))
    packed = compress(unruly)
    assert packed[1:3] == struct.pack("<H", 0x3FFF)
    assert read_back(unruly) == unruly


def test_repetitions_make_the_text_smaller() -> None:
    assert len(compress(b"Public Sub Check()\r\nEnd Sub\r\n" * 200)) < 400


@pytest.mark.parametrize(
    ("position", "bits"), [(1, 4), (16, 4), (17, 5), (32, 5), (33, 6), (2048, 11), (2049, 12), (4096, 12)]
)
def test_the_further_into_a_chunk_the_more_bits_tell_how_far_back_to_go(position: int, bits: int) -> None:
    assert copy_bits(position) == bits
