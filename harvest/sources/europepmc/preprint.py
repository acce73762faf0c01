"""A preprint as Europe PMC lists it (``SRC:PPR``), as rows of a paper that is plainly one."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from harvest.errors import RecordError
from harvest.records import Digest, Drift, Raw, Record
from harvest.rows import (
    AbstractSection,
    Article,
    ArticleDate,
    ArticleId,
    ArticleType,
    Author,
    Correction,
    Keyword,
)
from harvest.sources.notices import PREPRINT, correction_types, integrity
from harvest.text import clean, line

SOURCE = "PPR"
KEY = re.compile(r"PPR[0-9]+")

_SAID = (
    *("id", "source", "doi", "title", "authorList", "authorString", "abstractText", "pubYear"),
    *("pubTypeList", "bookOrReportDetails", "keywordList", "versionNumber", "versionList"),
    *("firstPublicationDate", "commentCorrectionList", "language"),
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEADING = re.compile(r"<(h[1-6]|title)\b[^>]*>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_RAISED = re.compile(r"<sup>([^<>]*)</sup>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:/p|br ?/?|/?(?:ul|ol|li|sec))\b[^>]*>\s*", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|b|i|u|em|strong|sub|sup|small|italic|bold|span|sc|h[1-6]|title)\b[^>]*>",
    re.IGNORECASE,
)
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def result_of(body: bytes) -> Mapping[str, Any]:
    """A preprint's result. Raises RecordError for anything else."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RecordError("", "is not JSON") from error
    if not isinstance(said, dict) or said.get("source") != SOURCE:
        raise RecordError("", "is not a preprint of Europe PMC")
    if not isinstance(said.get("id"), str) or KEY.fullmatch(said["id"]) is None:
        raise RecordError("", "is a preprint without a number (PPR…)")
    return said


def digest(body: bytes) -> Digest:
    """What the preprint says; how often it is cited, and which of its texts are indexed, change."""
    result = result_of(body)
    said = {name: result[name] for name in _SAID if name in result}
    return Digest(sha256(json.dumps(said, sort_keys=True).encode()).hexdigest())


def normalise(raw: Raw) -> Record:
    """The rows of a preprint under its number; ``publisher`` is the server that it is on."""
    said = result_of(raw.body)
    key: str = said["id"]
    title = markless(_text(said.get("title")) or "") or None
    sections = list(_sections(_text(said.get("abstractText")) or ""))
    ties = list(_ties(key, said))
    types = list(_types(said))
    mark = integrity({each.ref_type for each in ties}, types, title)
    day = _day(said.get("firstPublicationDate"))
    doi = (_text(said.get("doi")) or "").lower() or None
    versions = list(_versions(said))
    article = dict.fromkeys(Article._fields) | {
        "article_id": key,
        "version": max((number for number, _ in versions), default=1),
        "kind": "preprint",
        "title": title,
        "abstract": "\n\n".join(f"{name}: {text}" if name else text for name, text in sections)
        or None,
        "year": int(day[:4]) if day else _year(said.get("pubYear")),
        "published": day,
        "electronic_date": day,
        "doi": doi,
        "language": _text(said.get("language")),
        "retracted": int(mark == "retracted"),
        "integrity": mark,
        "publisher": _server(said),
        "reference_count": 0,
        "url": f"https://europepmc.org/article/{SOURCE}/{key}",
    }
    tables: dict[str, Sequence[tuple[object, ...]]] = {
        "articles": (Article(**article),),  # type: ignore[arg-type]  # the columns by name
        "abstract_sections": tuple(
            AbstractSection(key, place, name, None, None, text)
            for place, (name, text) in enumerate(sections, 1)
        ),
        "authors": tuple(_authors(key, said)),
        "article_types": tuple(
            ArticleType(key, place, *each) for place, each in enumerate(types, 1)
        ),
        "article_ids": (ArticleId(key, 1, "doi", doi),) if doi else (),
        "keywords": tuple(
            Keyword(key, place, None, word, 0) for place, word in enumerate(_keywords(said), 1)
        ),
        "corrections": tuple(ties),
        "article_dates": tuple(
            ArticleDate(key, place, f"version {number}", dated)
            for place, (number, dated) in enumerate(versions, 1)
            if dated
        ),
    }
    drift = tuple(
        Drift("commentCorrectionList.commentCorrection[].type", each.ref_type)
        for each in ties
        if each.ref_type not in correction_types()
    )
    return Record(
        "article", key, None, {name: rows for name, rows in tables.items() if rows}, drift=drift
    )


def markless(text: str) -> str:
    """A text of Europe PMC without its HTML: an exponent is ``^6``, a paragraph a line."""
    return clean(_TAG.sub("", _RAISED.sub(r"^\1", _BREAK.sub("\n", text))))


def items(of: Mapping[str, Any], name: str, inner: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a list as Europe PMC wraps it: ``authorList.author``."""
    outer = of.get(name)
    listed = outer.get(inner) if isinstance(outer, dict) else None
    yield from (each for each in (listed if isinstance(listed, list) else ()) if _object(each))


def tie(said: str) -> str:
    """A kind of tie as PubMed spells it: ``Preprint of`` is ``PreprintOf``."""
    return "".join(word[:1].upper() + word[1:] for word in said.split())


def _object(each: object) -> bool:
    return isinstance(each, dict)


def _sections(text: str) -> Iterator[tuple[str | None, str]]:
    """The parts of an abstract with their headings, in capitals as PubMed has them."""
    end, name = 0, None
    for found in _HEADING.finditer(text):
        if said := markless(text[end : found.start()]):
            yield name, said
        heading = line(markless(found[2])).rstrip(":. ").upper()
        name, end = (heading if heading != "ABSTRACT" else None) or None, found.end()
    if said := markless(text[end:]):
        yield name, said


def _authors(key: str, said: Mapping[str, Any]) -> Iterator[Author]:
    empty = dict.fromkeys(Author._fields)
    listed = list(items(said, "authorList", "author"))
    if not listed:
        names = (_text(said.get("authorString")) or "").rstrip(". ").split(", ")
        listed = [{"fullName": name} for name in names if name]
    for place, each in enumerate(listed, 1):
        whole, last = _text(each.get("fullName")), _text(each.get("lastName"))
        initials = _text(each.get("initials"))
        group = _text(each.get("collectiveName"))
        if last is None and group is None and whole is not None:
            last, _, rest = whole.rpartition(" ")  # Schoenfeld JD
            if not last or not rest.isupper():
                last, rest, group = "", "", whole
            initials = initials or rest or None
        known = each.get("authorId")
        orcid = _ORCID.search(str(known.get("value"))) if isinstance(known, dict) else None
        places = (
            _text(one.get("affiliation"))
            for one in items(each, "authorAffiliationDetailsList", "authorAffiliation")
        )
        yield Author(
            **empty  # type: ignore[arg-type]  # the columns by name
            | {
                "article_id": key,
                "position": place,
                "role": "author",
                "last_name": None if group else last or None,
                "fore_name": None if group else _text(each.get("firstName")),
                "initials": None if group else initials,
                "collective_name": group,
                "orcid": orcid[0] if orcid else None,
                "affiliation": "; ".join(filter(None, places)) or None,
            }
        )


def _types(said: Mapping[str, Any]) -> Iterator[tuple[str | None, str]]:
    """``Preprint``, then what else its server calls it."""
    yield PREPRINT
    outer = said.get("pubTypeList")
    listed = outer.get("pubType") if isinstance(outer, dict) else None
    for each in dict.fromkeys(filter(None, map(_text, listed if isinstance(listed, list) else ()))):
        if each.casefold() != "preprint":
            yield None, each


def _ties(key: str, said: Mapping[str, Any]) -> Iterator[Correction]:
    """Its ties to other records; only one of MEDLINE has a PMID."""
    place = 0
    for each in items(said, "commentCorrectionList", "commentCorrection"):
        kind = _text(each.get("type"))
        if kind is None:
            continue
        place += 1
        number = _text(each.get("id"))
        medline = each.get("source") == "MED"
        source = _text(each.get("reference")) or (number if not medline else None)
        yield Correction(
            key, place, tie(kind), number if medline else None, source, _text(each.get("note"))
        )


def _versions(said: Mapping[str, Any]) -> Iterator[tuple[int, str | None]]:
    """The versions on its server, with the day of each as far as it is told."""
    listed = {}
    for each in items(said, "versionList", "version"):
        if number := _count(each.get("versionNumber")):
            listed[number] = _day(each.get("firstPublishDate") or each.get("firstPublicationDate"))
    if own := _count(said.get("versionNumber")):
        listed.setdefault(own, None)
    yield from sorted(listed.items())


def _keywords(said: Mapping[str, Any]) -> Iterator[str]:
    outer = said.get("keywordList")
    listed = outer.get("keyword") if isinstance(outer, dict) else None
    words = (_text(each) for each in (listed if isinstance(listed, list) else ()))
    yield from dict.fromkeys(filter(None, map(markless, filter(None, words))))


def _server(said: Mapping[str, Any]) -> str | None:
    details = said.get("bookOrReportDetails")
    return _text(details.get("publisher")) if isinstance(details, dict) else None


def _count(said: object) -> int | None:
    text = str(said) if isinstance(said, int | str) and not isinstance(said, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


def _year(said: object) -> int | None:
    text = str(said)
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None


def _day(said: object) -> str | None:
    found = _DAY.match(_text(said) or "")
    return found[0] if found else None


def _text(said: object) -> str | None:
    return clean(said) or None if isinstance(said, str) else None
