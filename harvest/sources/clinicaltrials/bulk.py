"""The registry's whole download: a zip or a folder of ``NCT….json``, or shards of many studies.

A study a file goes with those whose numbers begin alike, 10,000 numbers to a unit or, of few
studies, more: so a study does not move to another unit because others are new, and a new download
changes only the units that it changed in. A shard is a unit of its own: a study a line, a list of
studies, or a page as the API gives it.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from harvest.errors import UpstreamDataError
from harvest.sources.clinicaltrials.fingerprint import study_id
from harvest.sources.files import Bulk, Piece, Place

_STUDY = re.compile(r"(((NCT[0-9]{2})[0-9])[0-9])[0-9]{4}\.json(?:\.gz)?")
_SHARD = re.compile(r"([^.].*?)\.(?:json|jsonl|ndjson)(?:\.gz)?")  # none is hidden
_NOT_PLAIN = re.compile(r"[^\w.-]+")
_CHUNK = 1 << 20
_LONGEST_STUDY = 32 << 20
_LONGEST_SHARD = 64 << 20
"""Bytes of a shard that is one JSON value, which can only be read whole."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ONE_VALUE = re.compile(rb'\s*(?:\[|\{\s*\n|\{\s*"(?:studies|totalCount|nextPageToken)")')
"""How a list or a page begins, and what is laid out on many lines."""
_AS_OF = re.compile(rb'"versionHolder"\s*:\s*"([0-9-]{4,10})"')


class _Page(msgspec.Struct):
    studies: list[msgspec.Raw] | None = None


def place(name: str) -> Place | None:
    """The unit of a file: the beginning of a study's number, or the shard's own name."""
    if study := _STUDY.fullmatch(name):
        return Place(study[1], coarser=(study[2], study[3]))
    shard = _SHARD.fullmatch(name)
    return Place(_NOT_PLAIN.sub("_", shard[1])) if shard else None


def cut(name: str, stream: BinaryIO) -> Iterator[Piece]:
    """The studies of a file in its order.

    Raises UpstreamDataError if the file is no JSON of studies, or too large to be read whole.
    """
    start = stream.read(_CHUNK).removeprefix(_BYTE_ORDER_MARK)
    if _STUDY.fullmatch(name):
        yield _piece(_whole(name, start, stream, _LONGEST_STUDY))
    elif _ONE_VALUE.match(start):
        yield from map(_piece, _studies(name, _whole(name, start, stream, _LONGEST_SHARD)))
    else:
        yield from map(_piece, _lines(name, start, stream))


def _whole(name: str, start: bytes, stream: BinaryIO, longest: int) -> bytes:
    body = start + stream.read(longest - len(start) + 1)
    if len(body) > longest:
        raise UpstreamDataError(
            f"{name}: more than {longest >> 20} MB in one value; write it as a study a line"
        )
    return body


def _lines(name: str, rest: bytes, stream: BinaryIO) -> Iterator[bytes]:
    while True:
        *lines, rest = rest.split(b"\n")
        yield from filter(None, map(bytes.strip, lines))
        chunk = stream.read(_CHUNK)
        if not chunk:
            break
        rest += chunk
        if len(rest) > _LONGEST_STUDY + _CHUNK:
            raise UpstreamDataError(f"{name}: a line of more than {_LONGEST_STUDY >> 20} MB")
    if rest.strip():
        yield rest.strip()


def _studies(name: str, body: bytes) -> Iterator[bytes]:
    """The studies of a list or of a page of the API, or the one that it is."""
    try:
        if body.lstrip().startswith(b"["):
            found = msgspec.json.decode(body, type=list[msgspec.Raw])
        elif (listed := msgspec.json.decode(body, type=_Page).studies) is None:
            found = [msgspec.Raw(body)]
        else:
            found = listed
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UpstreamDataError(f"{name}: not JSON of studies ({error})") from None
    yield from map(bytes, found)


def _piece(body: bytes) -> Piece:
    found = _AS_OF.findall(body)
    return Piece(study_id(body), body.strip(), as_of=found[-1].decode() if found else None)


BULK = Bulk("trials", place, cut)
