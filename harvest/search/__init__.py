"""Trials and papers ranked for what somebody wrote, as the site's search box ranks them.

The terminal's way into the public file: words, ``"a phrase"``, ``random*``, ``OR`` and ``-word`` as
``harvest.fulltext`` reads them. A number (of a trial, former or other; PMID, DOI, PMC) comes first.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from harvest import site
from harvest.fulltext import match_expression
from harvest.numbers import elsewhere, number_in

Kind = Literal["trial", "article"]

OPEN, CLOSE = "\x02", "\x03"
"""Stand around the words found in a snippet; no text of a record holds them."""

_TABLES: dict[Kind, str] = {"trial": "trials", "article": "articles"}
_NOUNS: dict[Kind, tuple[str, str]] = {"trial": ("trial", "trials"), "article": ("paper", "papers")}
_SQL = Path(__file__).with_name("sql")
_NUMBER = Path(site.__file__).with_name("sql") / "search_number.sql"


@dataclass(frozen=True, slots=True)
class Hit:
    """One record; ``snippet`` has OPEN and CLOSE around the words found, ``facts`` decide."""

    id: str
    title: str
    url: str
    removed: bool
    snippet: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best of one kind, and how many there are in all."""

    kind: Kind
    total: int
    hits: tuple[Hit, ...]


def search(
    connection: sqlite3.Connection, text: str, *, most: int, kinds: Sequence[Kind] = tuple(_TABLES)
) -> list[Ranked]:
    """What matches ``text``, at most ``most`` of each kind, best first; nothing is an error."""
    named = _named(connection, text)
    if named is not None and named[0] in kinds:
        return [_alone(connection, *named)]
    return [_ranked(connection, kind, match_expression(text), most) for kind in kinds]


def _named(connection: sqlite3.Connection, text: str) -> tuple[Kind, str] | None:
    """Kind and key of the record whose number the text is; None where it is none."""
    number = number_in(text)
    row = number and connection.execute(_NUMBER.read_text("utf-8"), {"number": number}).fetchone()
    return (row[0], row[1]) if row else None


def _alone(connection: sqlite3.Connection, kind: Kind, key: str) -> Ranked:
    """The record of a key alone, its number marked."""
    phrase = key.replace('"', '""')
    hits = _hits(connection, kind, f'{kind}_id : "{phrase}"', 1, key)
    return Ranked(kind, len(hits), hits)


def as_text(found: Sequence[Ranked], text: str, *, marks: tuple[str, str] = ("", "")) -> str:
    """What was found, for a person; ``marks`` are written around the words found."""
    if not any(ranked.total for ranked in found):
        if there := elsewhere(text):
            look = f"; it may be at {there.address}" if there.address else ""
            return f"{there.id} was not found here{look}"
        return f"No matches for {text!r}; fewer words, OR, or a final * match more."
    parts = []
    for ranked in found:
        one, many = _NOUNS[ranked.kind]
        shown = f", the best {len(ranked.hits):,}" if len(ranked.hits) < ranked.total else ""
        parts.append(f"{ranked.total:,} {one if ranked.total == 1 else many}{shown}")
        parts += [_as_lines(hit, marks) for hit in ranked.hits]
    return "\n".join(parts)


def _as_lines(hit: Hit, marks: tuple[str, str]) -> str:
    facts = (*(["removed from the registry"] if hit.removed else []), *hit.facts)
    bare = _unmarked(hit.snippet)
    snippet = " ".join(hit.snippet.replace("|", "; ").split())
    snippet = snippet.replace(OPEN, marks[0]).replace(CLOSE, marks[1])
    return "\n".join(
        f"{indent}{line}"
        for indent, line in (
            ("  ", f"{hit.id}  {hit.title}"),
            ("      ", " · ".join(facts)),
            ("      ", "" if bare == hit.id or bare in hit.title else snippet),
        )
        if line
    )


def as_json(found: Sequence[Ranked]) -> str:
    """What was found, for a program: one object with a list for each kind."""
    told = {
        _TABLES[ranked.kind]: {
            "total": ranked.total,
            "hits": [asdict(hit) | {"snippet": _unmarked(hit.snippet)} for hit in ranked.hits],
        }
        for ranked in found
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _unmarked(snippet: str) -> str:
    return snippet.replace(OPEN, "").replace(CLOSE, "")


def _ranked(connection: sqlite3.Connection, kind: Kind, match: str, most: int) -> Ranked:
    table = _TABLES[kind]
    (total,) = connection.execute(_statement(f"{table}_total"), {"match": match}).fetchone()
    return Ranked(kind, total, _hits(connection, kind, match, most))


def _hits(
    connection: sqlite3.Connection, kind: Kind, match: str, most: int, only: str | None = None
) -> tuple[Hit, ...]:
    bound = {"match": match, "most": most, "only": only, "open": OPEN, "close": CLOSE}
    rows = connection.execute(_statement(_TABLES[kind]), bound)
    return tuple(_hit(row) for row in rows)


def _hit(row: tuple[object, ...]) -> Hit:
    id_, title, url, removed, snippet, *facts = row
    told = tuple(str(fact) for fact in facts if fact not in (None, ""))
    return Hit(str(id_), str(title or ""), str(url), bool(removed), str(snippet or ""), told)


def _statement(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text("utf-8")
