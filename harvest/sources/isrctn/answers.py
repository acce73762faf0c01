"""An answer of the registry, cut into its records, without the persons to be contacted."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from harvest.hiding import without_people
from harvest.web import Answer, Verdict, generic_judge

NAMESPACE = "http://www.67bricks.com/isrctn"
ROOT = "allTrials"

_general = generic_judge("xml")
_OPENING = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*)?<(?:\w+:)?allTrials\b([^>]*)>", re.DOTALL
)
_TOTAL = re.compile(rb"""\btotalCount\s*=\s*["'](\d{1,9})["']""")
_STUDY = re.compile(rb"<fullTrial\b[^>]*>.*?</fullTrial>", re.DOTALL)
_NUMBER = re.compile(rb"<isrctn\b[^>]*>\s*(?:ISRCTN)?\s*(\d{8})\s*</isrctn>")
_PERSONS = re.compile(
    rb"<(contact|contactDetails|contactId|privacy|rtsId|telephone|phone|email|fax)\b"
    rb"(?:[^>]*/>|[^>]*>.*?</\1>)\s*",
    re.DOTALL,
)
_ASKED = re.compile(rb"\A<\?asked [^?]*\?>")
_MAIN_CONTACT = re.compile(
    rb"\s*Who is the main contact\?(?:(?!\]\]>|\n\s*\n[A-Z][^\n?<]{3,80}\?)[^<])*"
)


class Piece(NamedTuple):
    """One record of an answer: its number (None where it has none) and its bytes."""

    id: str | None
    body: bytes


class Listed(NamedTuple):
    """An answer: how many records match, and those that came."""

    total: int
    pieces: tuple[Piece, ...]


def judge(answer: Answer) -> tuple[Verdict, str]:
    """The registry answers in XML with a root of its own, also where it found nothing."""
    verdict, reason = _general(answer)
    if verdict is Verdict.OK and _OPENING.match(answer.body) is None:
        return Verdict.MALFORMED, "XML that is not a list of studies"
    return verdict, reason


def cut(body: bytes, asked_on: date) -> Listed | None:
    """The records of an answer, each with the day on which it was asked for; None for no answer.

    Cut without parsing, so that a record that is no XML costs no other one.
    """
    opening = _OPENING.match(body)
    total = _TOTAL.search(opening[1]) if opening else None
    if total is None:
        return None
    return Listed(int(total[1]), tuple(_pieces(body, asked_on)))


def dated(body: bytes, asked_on: date) -> bytes:
    """A record as it would have been kept had it been asked for on another day."""
    return _ASKED.sub(f"<?asked {asked_on.isoformat()}?>".encode(), body, count=1)


def _pieces(body: bytes, asked_on: date) -> Iterator[Piece]:
    for found in _STUDY.finditer(body):
        number = _NUMBER.search(found[0])
        study = found[0].replace(
            b"<fullTrial", b'<fullTrial xmlns="' + NAMESPACE.encode() + b'"', 1
        )
        kept = f"<?asked {asked_on.isoformat()}?>".encode() + _without_persons(study)
        yield Piece(f"ISRCTN{number[1].decode()}" if number else None, kept)


def _without_persons(study: bytes) -> bytes:
    """A record without those who are to be contacted, and without anybody's address."""
    study = _MAIN_CONTACT.sub(b"", _PERSONS.sub(b"", study))
    if b"@" not in study and b"&#" not in study:
        return study
    try:
        return without_people(study.decode()).encode()
    except UnicodeDecodeError:
        return study
