"""The compression of VBA source text, as [MS-OVBA] 2.4.1 defines it: a byte in front, then chunks of 4,096 bytes.

A chunk is a run of groups: one byte of flags, then up to eight tokens. Each is a byte as it stands or, where its flag
is set, a copy of text that came earlier in the same chunk.
"""

from __future__ import annotations

import struct
from collections import defaultdict

CHUNK = 4096
"""Bytes of text in a chunk; copies never reach back into the chunk before."""

SIGNATURE = b"\x01"
SHORTEST_COPY = 3
CANDIDATES = 32
"""Earlier places that are tried for a copy, the nearest first: more make the file hardly smaller, and cost time."""

_COMPRESSED_HEADER = 0xB000
_RAW_HEADER = 0x3FFF
_TOKENS_IN_GROUP = 8


def compress(text: bytes) -> bytes:
    """Gives bytes compressed; equal bytes always give equal bytes.

    The format has no length for a chunk that cannot be made smaller: it is filled up with zeros to 4,096 bytes, and a
    reader gets the zeros too. Source text is never of that kind.

    >>> compress(b"a" * 12).hex(" ")
    '01 03 b0 02 61 08 00'
    """
    chunks = (text[start : start + CHUNK] for start in range(0, len(text), CHUNK))
    return SIGNATURE + b"".join(map(_chunk, chunks))


def copy_bits(position: int) -> int:
    """Gives how many bits of a copy token tell how far back to go; the other bits of the 16 tell how much to copy.

    Args:
        position: bytes of the chunk that are already told, at least 1.
    """
    return max((position - 1).bit_length(), 4)


def _chunk(text: bytes) -> bytes:
    packed = _groups(text)
    if len(packed) > CHUNK:
        return struct.pack("<H", _RAW_HEADER) + text.ljust(CHUNK, b"\0")
    return struct.pack("<H", _COMPRESSED_HEADER | (len(packed) - 1)) + packed


def _groups(text: bytes) -> bytes:
    tokens = _tokens(text)
    packed = bytearray()
    for start in range(0, len(tokens), _TOKENS_IN_GROUP):
        group = tokens[start : start + _TOKENS_IN_GROUP]
        packed.append(sum(1 << bit for bit, token in enumerate(group) if len(token) > 1))
        packed += b"".join(group)
    return bytes(packed)


def _tokens(text: bytes) -> list[bytes]:
    """Gives a chunk as tokens: one byte as it stands, or two bytes of a copy."""
    tokens: list[bytes] = []
    places: dict[bytes, list[int]] = defaultdict(list)
    position = 0
    while position < len(text):
        length, back = _longest_copy(text, position, places)
        if length >= SHORTEST_COPY:
            bits = 16 - copy_bits(position)
            tokens.append(struct.pack("<H", (back - 1) << bits | (length - SHORTEST_COPY)))
        else:
            length = 1
            tokens.append(text[position : position + 1])
        for passed in range(position, position + length):
            places[text[passed : passed + SHORTEST_COPY]].append(passed)
        position += length
    return tokens


def _longest_copy(text: bytes, position: int, places: dict[bytes, list[int]]) -> tuple[int, int]:
    """Gives the length of the longest copy and how many bytes back it begins; zeros where there is none."""
    best = back = 0
    start = text[position : position + SHORTEST_COPY]
    if position == 0 or len(start) < SHORTEST_COPY:
        return best, back
    most = min((0xFFFF >> copy_bits(position)) + SHORTEST_COPY, len(text) - position)
    for place in reversed(places.get(start, [])[-CANDIDATES:]):
        length = SHORTEST_COPY
        while length < most and text[place + length] == text[position + length]:
            length += 1
        if length > best:
            best, back = length, position - place
    return best, back
