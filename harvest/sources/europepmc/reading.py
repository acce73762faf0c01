"""A paper as Europe PMC lists it, with the numbers of trials that its full text has.

Kept of a paper is the result with those numbers; of a preprint the result alone.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from harvest.errors import RecordError
from harvest.records import Digest, Raw, Record
from harvest.rows import Text, TextLink, TextName, TextTie
from harvest.sources.europepmc import preprint
from harvest.sources.europepmc.articles import reading as articles
from harvest.sources.europepmc.preprint import items, tie
from harvest.text import line

_SAID = ("id", "source", "pmid", "pmcid", "doi", "title", "pubYear", "license", "isOpenAccess",
         "inEPMC", "embargoDate", "fullTextUrlList")  # fmt: skip
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YES = {"Y": 1, "N": 0}
_LONGEST = 2_000
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


class Paper(NamedTuple):
    """What identifies a paper beside its key."""

    pmid: str | None
    pmcid: str | None
    doi: str | None


def named_paper(body: bytes) -> Paper:
    """The numbers of a result; its source's own number is a PMID only where that is MEDLINE's."""
    said = json.loads(body)
    pmid = said.get("pmid") or (said.get("id") if said.get("source") == "MED" else None)
    return Paper(
        _text(pmid), _text(said.get("pmcid")), (_text(said.get("doi")) or "").lower() or None
    )


def with_names(result: bytes, numbers: Iterable[str]) -> bytes:
    """A result as it is kept: with the numbers that it was found by."""
    return json.dumps(
        {"result": json.loads(result), "names": sorted(numbers)}, ensure_ascii=False
    ).encode()


def preprints_of(result: bytes) -> frozenset[str]:
    """The preprints that a paper's result names."""
    ties = _ties("", json.loads(result))
    return frozenset(
        each.other_id for each in ties if each.tie == "PreprintIn" and each.other_source == "PPR"
    )


def digest(body: bytes) -> Digest:
    """What is read of a result; how often the paper is cited changes daily."""
    if _is_article(body):
        return articles.digest(body)
    if not _is_text(body):
        return preprint.digest(body)
    result, names = _parts(body)
    said = {name: result[name] for name in _SAID if name in result}
    ties = [list(each) for each in _ties("", result)]
    return Digest(sha256(json.dumps([said, names, ties], sort_keys=True).encode()).hexdigest())


def normalise(raw: Raw) -> Record:
    """The rows of a paper with its numbers of trials, links and preprints, a preprint or a text.

    Which of these the bytes are, they say themselves.
    """
    if _is_article(raw.body):
        return articles.normalise(raw)
    if not _is_text(raw.body):
        return preprint.normalise(raw)
    result, names = _parts(raw.body)
    key = f"{result['source']}:{result['id']}"
    paper = named_paper(json.dumps(result).encode())
    year = _text(result.get("pubYear")) or ""
    text = Text(
        key,
        *paper,
        line(_text(result.get("title")) or "", _LONGEST) or None,
        int(year) if year.isdecimal() and len(year) == 4 else None,
        int(result["source"] == "PPR"),
        _YES.get(str(result.get("isOpenAccess"))),
        _licence(result.get("license")),
        _YES.get(str(result.get("inEPMC"))),
        _day(result.get("embargoDate")),
    )
    rows = tuple(TextName(key, place, name) for place, name in enumerate(names, 1))
    tables: dict[str, Sequence[tuple[object, ...]]] = {
        "texts": (text,),
        "text_names": rows,
        "text_links": tuple(_links(key, result)),
        "text_ties": tuple(_ties(key, result)),
    }
    return Record("text", key, None, tables)


def _links(key: str, result: Mapping[str, Any]) -> Iterator[TextLink]:
    """Where the paper can be read, each address once, and what that costs."""
    seen: set[str] = set()
    for each in items(result, "fullTextUrlList", "fullTextUrl"):
        url = _text(each.get("url"))
        if url is None or url in seen or _ADDRESS.fullmatch(url) is None:
            continue
        seen.add(url)
        yield TextLink(
            key,
            len(seen),
            url,
            _text(each.get("availabilityCode")),
            _text(each.get("availability")),
            _text(each.get("documentStyle")),
            _text(each.get("site")),
        )


def _ties(key: str, result: Mapping[str, Any]) -> Iterator[TextTie]:
    """The preprints of the paper, or what it is the preprint of."""
    place = 0
    for each in items(result, "commentCorrectionList", "commentCorrection"):
        kind, number = _text(each.get("type")), _text(each.get("id"))
        if kind and number and kind.casefold().startswith("preprint"):
            place += 1
            yield TextTie(key, place, tie(kind), _text(each.get("source")), number)


def _is_text(body: bytes) -> bool:
    try:
        kept = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RecordError("", "is not JSON") from error
    return isinstance(kept, dict) and "result" in kept


def _is_article(body: bytes) -> bool:
    return body.lstrip(_BEFORE)[:1] == b"<"


def _parts(body: bytes) -> tuple[Mapping[str, Any], list[str]]:
    try:
        kept = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RecordError("", "is not JSON") from error
    result = kept.get("result") if isinstance(kept, dict) else None
    if not isinstance(result, dict) or not {"id", "source"} <= result.keys():
        raise RecordError("", "is not a paper of Europe PMC")
    names = kept.get("names")
    return result, [each for each in names or () if isinstance(each, str)]


def _licence(said: object) -> str | None:
    """``cc by-nc-nd`` as it is cited: CC BY-NC-ND."""
    return (_text(said) or "").upper() or None


def _day(said: object) -> str | None:
    found = _DAY.match(_text(said) or "")
    return found[0] if found else None


def _text(said: object) -> str | None:
    return said.strip() or None if isinstance(said, str) else None
