"""A reference as rows of a paper."""

import json
from hashlib import sha256
from typing import Any

from harvest.errors import RecordError
from harvest.paths import DB
from harvest.records import Digest, Raw, Record
from harvest.references.model import Reference, loads
from harvest.rows import AbstractSection, Article, ArticleId, ArticleType, Author, Keyword
from harvest.vocabularies import entries

_CODES = {
    word.casefold(): entry.code
    for entry in entries(DB / "vocabularies" / "languages.csv")
    for word in (entry.label, entry.code, entry.code[:2])
}


def dumps(reference: Reference, original: str) -> bytes:
    """The bytes that are kept: what was read, and the record as it stood in the file."""
    body = {"reference": reference.dumps(), "original": original}
    return json.dumps(body, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def _read(body: bytes) -> Reference:
    try:
        found = json.loads(body)
        return loads(found["reference"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise RecordError("", "is not a reference") from error


def digest(body: bytes) -> Digest:
    """What the reference says."""
    said = json.dumps(_read(body).dumps(), sort_keys=True)
    return Digest(sha256(said.encode("utf-8", "replace")).hexdigest())


def normalise(raw: Raw) -> Record:
    """The rows of a reference, under its key; its PMID is a number of it, for PubMed has it not."""
    said = _read(raw.body)
    key = said.key
    article = dict.fromkeys(Article._fields) | {
        "article_id": key,
        "version": 1,
        "kind": "book" if said.book else "article",
        "title": said.title,
        "abstract": said.abstract,
        "journal": said.journal,
        "journal_abbrev": said.journal_abbrev,
        "issn": said.issn,
        "volume": said.volume,
        "issue": said.issue,
        "pages": said.pages,
        "year": said.year,
        "published": said.published,
        "doi": said.doi,
        "pmcid": said.pmcid,
        "language": _language(said.language),
        "retracted": 0,
        "publisher": said.publisher,
        "reference_count": 0,
        "url": f"https://doi.org/{said.doi}" if said.doi else "",
    }
    numbers = {
        "doi": said.doi,
        "pubmed": said.pmid,
        "pmc": said.pmcid,
        said.source or "accession": said.accession if said.accession != said.pmid else None,
    }
    given = [(name, value) for name, value in numbers.items() if value]
    abstract = [said.abstract] if said.abstract else []
    tables: dict[str, Any] = {
        "articles": (Article(**article),),  # type: ignore[arg-type]  # the columns by name
        "abstract_sections": tuple(
            AbstractSection(key, place, None, None, None, text)
            for place, text in enumerate(abstract, 1)
        ),
        "authors": tuple(_authors(key, said)),
        "article_types": tuple(
            ArticleType(key, place, None, name)
            for place, name in enumerate(dict.fromkeys(said.types), 1)
        ),
        "article_ids": tuple(
            ArticleId(key, place, name, value) for place, (name, value) in enumerate(given, 1)
        ),
        "keywords": tuple(
            Keyword(key, place, None, word, 0) for place, word in enumerate(said.keywords, 1)
        ),
    }
    return Record("article", key, None, {name: rows for name, rows in tables.items() if rows})


def _authors(key: str, said: Reference) -> list[Author]:
    empty = dict.fromkeys(Author._fields)
    return [
        Author(
            **empty  # type: ignore[arg-type]  # the columns by name
            | {
                "article_id": key,
                "position": place,
                "role": "author",
                "last_name": each.last,
                "fore_name": each.fore,
                "initials": each.initials,
                "collective_name": each.group,
            }
        )
        for place, each in enumerate(said.people, 1)
    ]


def _language(text: str | None) -> str | None:
    """The code of a language; of several, as databases list them, the first that is known."""
    words = (text or "").replace(";", ",").split(",")
    return next((_CODES[w] for word in words if (w := word.strip().casefold()) in _CODES), None)
