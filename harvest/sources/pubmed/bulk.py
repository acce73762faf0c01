"""PubMed's baseline and update files, ``pubmedYYnNNNN.xml.gz``: cut as they are unpacked.

A year's baseline is numbered from 1, its updates go on from there; the next year begins again.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from harvest.errors import UpstreamDataError
from harvest.sources.files import Bulk, Deletion, Piece, Place
from harvest.sources.pubmed.reading.split import DELETIONS, split

_NAME = re.compile(r"(pubmed([0-9]{2})n([0-9]{4,6}))\.xml(?:\.gz)?")
_CHUNK = 1 << 20
_LONGEST = 64 << 20
"""Bytes without the beginning of a record, after which a file is none of PubMed's."""

_OPENINGS = (b"<PubmedArticle>", b"<PubmedBookArticle>")
_ROOT = re.compile(rb"<PubmedArticleSet(?:\s[^>]*)?/?>")
_CLOSE = b"</PubmedArticleSet>"
_AFTER = re.compile(rb"(?:\s+|<!--.*?-->|<\?.*?\?>)*\Z", re.DOTALL)
_DELETED = re.compile(
    rb"<PMID(?:\s+Version\s*=\s*[\"']([0-9]{1,9})[\"'])?\s*>\s*([1-9][0-9]{0,8})\s*</PMID>"
)


def place(name: str) -> Place | None:
    """The unit of a file, its year and its number."""
    found = _NAME.fullmatch(name)
    return Place(found[1], int(found[2]), int(found[3])) if found else None


def cut(name: str, stream: BinaryIO) -> Iterator[Piece | Deletion]:
    """The records of a file in its order, then the PMIDs that it declares deleted.

    What is in memory is a record and what was read last.

    Raises UpstreamDataError if the stream is not one whole PubmedArticleSet in UTF-8.
    """
    head, rest = _head(name, stream)
    while chunk := stream.read(_CHUNK):
        rest += chunk
        stop = max(rest.rfind(opening) for opening in _OPENINGS)
        if stop > 0:
            yield from _pieces(name, head, rest[:stop])
            rest = rest[stop:]
        elif len(rest) > _LONGEST:
            raise UpstreamDataError(f"{name}: {_LONGEST} bytes without the beginning of a record")
    end = rest.rfind(_CLOSE)
    if end < 0:
        raise UpstreamDataError(f"{name}: cut off: no </PubmedArticleSet>")
    if not _AFTER.match(rest, end + len(_CLOSE)):
        raise UpstreamDataError(f"{name}: goes on after </PubmedArticleSet>")
    yield from _pieces(name, head, rest[:end])
    yield from _deletions(rest[:end])


def _head(name: str, stream: BinaryIO) -> tuple[bytes, bytes]:
    """What stands before the first record, and what was read of the rest."""
    start = b""
    while (root := _ROOT.search(start)) is None:
        chunk = stream.read(_CHUNK)
        if not chunk or len(start) > _CHUNK:
            raise UpstreamDataError(f"{name}: not a PubmedArticleSet")
        start += chunk
    if root[0].endswith(b"/>"):
        return start[: root.end() - 2] + b">", _CLOSE + start[root.end() :]
    return start[: root.end()], start[root.end() :]


def _pieces(name: str, head: bytes, body: bytes) -> Iterator[Piece]:
    """The whole records of a part of the file, cut as an answer of the service is."""
    try:
        for piece in split(b"%b%b%b" % (head, body, _CLOSE)):
            yield Piece(piece.pmid, piece.body, piece.problem)
    except UpstreamDataError as error:
        why = str(error).replace("efetch answered", "is a file").replace("efetch's answer", "it")
        raise UpstreamDataError(f"{name}: {why}") from None


def _deletions(body: bytes) -> Iterator[Deletion]:
    start = body.rfind(b"<" + DELETIONS)
    stop = body.find(b"</" + DELETIONS, start) if start >= 0 else -1
    for found in _DELETED.finditer(body, start, stop) if stop >= 0 else ():
        yield Deletion(found[2].decode(), int(found[1]) if found[1] else None)


BULK = Bulk("pubmed", place, cut)
