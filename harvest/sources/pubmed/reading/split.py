"""Cutting the answer of efetch into the bytes of its records.

The cut is made on the bytes, so that each record is stored as it was received and a record that is
not well formed harms no neighbour. Only the outermost level is read here: what stands inside a
record is the business of ``normalise``.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from harvest.errors import RecordError, UpstreamDataError
from harvest.records import Digest

ARTICLE = b"PubmedArticle"
BOOK = b"PubmedBookArticle"
DELETIONS = b"DeleteCitation"

_OPENINGS = (b"<PubmedArticle>", b"<PubmedBookArticle>")
_ROOT = re.compile(rb"<PubmedArticleSet(?:\s[^>]*)?(/?)>")
_CLOSE = b"</PubmedArticleSet>"
_SUBSET = re.compile(rb"<!DOCTYPE[^>]*\[|<!ENTITY")
_ENCODING = re.compile(rb"""^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
_SKIP = re.compile(rb"(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_TAG = re.compile(rb"<([A-Za-z_][\w.:-]*)(?:\s[^>]*?)?(/?)>")
_APART = rb"(?:\s+|<!--(?:(?!-->).)*-->|<\?(?:(?!\?>).)*\?>)*"  # what may stand anywhere
_OWN_PMID = re.compile(
    rb"<(?:MedlineCitation|BookDocument)(?:\s[^>]*)?>"
    + _APART
    + rb"<PMID(?:\s([^>]*))?>"
    + _APART
    + rb"([1-9][0-9]{0,8})"
    + _APART
    + rb"</PMID>",
    re.DOTALL,
)
_VERSION = re.compile(rb"""Version\s*=\s*["']([0-9]{1,9})["']""")
_REVISED = re.compile(
    rb"<DateRevised>\s*<Year>\s*([0-9]{4})\s*</Year>\s*<Month>\s*([0-9]{1,2})\s*</Month>"
    rb"\s*<Day>\s*([0-9]{1,2})\s*</Day>"
)
_LAYOUT = re.compile(rb">\s*\n\s*<")
_ANY_PMID = re.compile(rb"<PMID(?:\s[^>]*)?>\s*([1-9][0-9]{0,8})\s*</PMID>")


class Piece(NamedTuple):
    """One element of the outermost level: its name, its bytes, and the PMID that it names itself.

    ``pmid`` is None where no record can be named; ``problem`` then, or for an element that is not
    a record, says why.
    """

    tag: str
    body: bytes
    pmid: str | None
    problem: str | None = None


def split(body: bytes) -> Iterator[Piece]:
    """The records of a PubmedArticleSet, in its order.

    Raises UpstreamDataError if the body is not one whole PubmedArticleSet in UTF-8: a cut-off
    answer must never pass for a short one. Deleted citations are left to ``deleted``.
    """
    position, end = _inside(body)
    openings = [opening for opening in _OPENINGS if opening in body]  # books are rare
    while True:
        position = _skip(body, position)
        if position >= end:
            return
        tag = _TAG.match(body, position)
        if tag is None:
            stop = _resume(body, position + 1, end, openings)
            if _CLOSE in body[position:stop]:
                raise UpstreamDataError("efetch answered with two PubmedArticleSets in one body")
            yield Piece("", body[position:stop], None, "text between the records")
        else:
            stop = tag.end() if tag[2] else _element_end(body, tag, end, openings)
            name = tag[1]
            piece = body[position:stop].rstrip()
            if name in (ARTICLE, BOOK):
                yield _record(name, piece)
            elif name != DELETIONS:
                yield Piece(_name(name), piece, None, f"unknown element {_name(name)}")
        position = stop


def deleted(body: bytes) -> frozenset[str]:
    """PMIDs that a ``DeleteCitation`` at the end of the set declares deleted."""
    start = body.rfind(b"<" + DELETIONS)
    if start < 0:
        return frozenset()
    stop = body.find(b"</" + DELETIONS + b">", start)
    return frozenset(m[1].decode() for m in _ANY_PMID.finditer(body, start, max(stop, start)))


def newest(pieces: Iterable[Piece]) -> dict[str, Piece]:
    """One piece a PMID: highest version, then latest revision; never by order of arrival."""
    best: dict[str, Piece] = {}
    for piece in pieces:
        if piece.pmid is None:
            continue
        rival = best.get(piece.pmid)
        if rival is None or _age(piece.body) > _age(rival.body):
            best[piece.pmid] = piece
    return best


def digest(body: bytes) -> Digest:
    """Hash of a record, blind to how its elements are laid out on lines.

    efetch writes a record on one line, the bulk files on many. Raises RecordError if the bytes are
    no PubMed record.
    """
    if not body.startswith((b"<PubmedArticle", b"<PubmedBookArticle")):
        raise RecordError("?", "not a PubmedArticle or PubmedBookArticle element")
    if b"\n" in body:
        body = _LAYOUT.sub(b"><", body)
    return Digest(hashlib.sha256(body).hexdigest())


def _inside(body: bytes) -> tuple[int, int]:
    """Where the content of the set begins and ends."""
    declared = _ENCODING.match(body)
    if declared and declared[1].upper() not in (b"UTF-8", b"UTF8", b"US-ASCII"):
        raise UpstreamDataError("efetch answered in an encoding other than UTF-8")
    root = _ROOT.search(body)
    if root is None:
        raise UpstreamDataError("efetch answered without a PubmedArticleSet")
    if _SUBSET.search(body, 0, root.start()):
        raise UpstreamDataError("efetch answered with entity declarations, which are refused")
    if root[1]:
        start = end = rest = root.end()
    else:
        start, end = root.end(), body.rfind(_CLOSE)
        rest = end + len(_CLOSE)
        if end < start:
            raise UpstreamDataError("efetch's answer is cut off: no </PubmedArticleSet>")
    if _skip(body, rest) != len(body):
        raise UpstreamDataError("efetch's answer goes on after </PubmedArticleSet>")
    return start, end


def _skip(body: bytes, position: int) -> int:
    """Past whitespace, comments and processing instructions."""
    match = _SKIP.match(body, position)
    return match.end() if match else position


def _element_end(body: bytes, tag: re.Match[bytes], end: int, openings: Sequence[bytes]) -> int:
    """Where an element of the outermost level ends.

    A record without its end tag ends where the next record begins, so that the next is not lost.
    """
    name = tag[1]
    close = b"</" + name + b">"
    stop = body.find(close, tag.end(), end)
    following = _resume(body, tag.end(), end if stop < 0 else stop, openings)
    if stop >= 0 and (following == stop or name not in (ARTICLE, BOOK)):
        return stop + len(close)
    return following


def _resume(body: bytes, position: int, end: int, openings: Sequence[bytes]) -> int:
    """Where the next record begins, or ``end``; ``openings`` are those that the body holds."""
    for opening in openings:
        found = body.find(opening, position, end)
        if found >= 0:
            end = found
    return end


def _record(name: bytes, body: bytes) -> Piece:
    tag = name.decode()
    own = _OWN_PMID.search(body)
    pmid = own[2].decode() if own else None
    if not body.endswith(b"</" + name + b">"):
        return Piece(tag, body, pmid, f"{tag} without its end tag")
    if pmid is None:
        return Piece(tag, body, None, f"{tag} without a PMID of its own")
    return Piece(tag, body, pmid)


def _age(body: bytes) -> tuple[int, tuple[int, ...], bytes]:
    """What makes one copy of a record newer than another; the bytes only break a tie."""
    own = _OWN_PMID.search(body)
    version = _VERSION.search(own[1] or b"") if own else None
    revised = _REVISED.search(body)
    return (
        int(version[1]) if version else 1,
        tuple(int(part) for part in revised.groups()) if revised else (),
        body,
    )


def _name(tag: bytes) -> str:
    return tag.decode("utf-8", "replace")[:80]
