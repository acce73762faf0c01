"""The bytes of a unit's records: one file of zstd frames, each of some records.

A frame is unpacked alone, so that one record costs a quarter of a megabyte and not the file; all
together are a zstd file, which ``zstd -d`` unpacks to the records one after the other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import BinaryIO, NamedTuple, TypeVar

import zstandard

FRAME = 1 << 18
"""Bytes of records in a frame. Smaller frames pack worse, larger ones are slower to read from."""
_LEVEL = 3
_Piece = TypeVar("_Piece")


class Spot(NamedTuple):
    """Where a record's bytes are; the names are those of the index."""

    frame: int
    frame_length: int
    start: int
    length: int


class RawWriter:
    """Writes frames, one after the other."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._pack = zstandard.ZstdCompressor(level=_LEVEL).compress
        self._offset = 0

    def write(self, bodies: Sequence[bytes]) -> list[Spot]:
        """Write a frame of these records; where each is."""
        frame = self._pack(b"".join(bodies))
        self._file.write(frame)
        starts = accumulate(map(len, bodies), initial=0)
        spots = [
            Spot(self._offset, len(frame), start, len(body))
            for start, body in zip(starts, bodies, strict=False)
        ]
        self._offset += len(frame)
        return spots


def framed(pieces: Iterable[_Piece], size: Callable[[_Piece], int]) -> Iterator[list[_Piece]]:
    """The pieces by frames: as many as it takes for FRAME bytes."""
    frame: list[_Piece] = []
    total = 0
    for piece in pieces:
        frame.append(piece)
        total += size(piece)
        if total >= FRAME:
            yield frame
            frame, total = [], 0
    if frame:
        yield frame


def unpacked(frame: bytes) -> bytes:
    """The records of a frame. Raises zstandard.ZstdError if it is damaged."""
    return zstandard.ZstdDecompressor().decompress(frame)
