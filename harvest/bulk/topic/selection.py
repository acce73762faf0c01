"""The records of a lake that a search of the topic finds: by DuckDB those that may be, then those.

DuckDB reads the columns of all records and finds those in which a word of each list stands; what
decides is the source's own question, asked of the record as today's code reads its bytes. The rows
of units that other code has read are not believed: there each record is read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from threading import Lock
from typing import Any

import duckdb

from harvest.bulk.lake import Lake
from harvest.bulk.parse import read_by
from harvest.errors import RecordError
from harvest.records import Raw
from harvest.sources import Source
from harvest.sources.matching import Alternatives, Field, Question

_FEW = 200
"""Phrases that are written out in one expression. More, where none has other forms, as numbers of
trials, are known by their shape."""
_DIGITS = re.compile(r"[0-9]+")
_NO_WORD = "[^a-z0-9]+"


@dataclass(slots=True)
class Selection:
    """What may be asked of the records of one source in a lake; ``fetched_at`` is for the bytes."""

    lake: Lake
    source: Source
    fetched_at: str
    turn: Lock
    """Held while DuckDB is asked: its connection is for one thread at a time"""
    stale: list[str] = field(init=False)
    """Units that were read by other code than today's"""
    revised: dict[str, str] = field(default_factory=dict, init=False)
    """Of the records that were handed out, when each was last revised; "" = unknown"""

    def __post_init__(self) -> None:
        today = read_by(self.source)
        rows = self.lake.rows[self.source.name]
        self.stale = sorted(unit for unit, row in rows.items() if row.read_by != today)

    def _ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query, in which the name of the source is left open."""
        with self.turn, self.lake.asked():
            return self.lake.connection.execute(query.format(self.source.name), values).fetchall()

    def matching(self, question: Question) -> Iterator[Raw]:
        """The records that meet a question, in the order of the files."""
        for raw in self.raws(self.candidates(question)):
            try:
                record = self.source.normalise(raw)
            except RecordError:
                continue  # the lake's quarantine has it
            if question.meets(record):
                yield raw

    def raws(self, ids: Sequence[str]) -> Iterator[Raw]:
        """The records of these numbers that the lake has, in the order of the files."""
        if unknown := [each for each in ids if each not in self.revised]:
            self.revised.update(self.dates(unknown))
        found = self.lake.raws(self.source.name, ids, self.fetched_at)
        with self.turn:
            first = list(islice(found, 1))  # by then DuckDB has said where all are
        return chain(first, found)

    def dates(self, ids: Sequence[str]) -> dict[str, str]:
        """Of those of these records that the lake has, when each was last revised; "" = unknown."""
        return dict(
            self._ask(
                "SELECT record_id, coalesce(source_date, '') FROM {}_index "
                "WHERE record_id IN (SELECT unnest(?::VARCHAR[]))",
                [*ids],
            )
        )

    def removed(self) -> frozenset[str]:
        """The records that a file declares deleted, and that none brings again."""
        found = self._ask("SELECT record_id FROM {0}_deleted ANTI JOIN {0}_index USING (record_id)")
        return frozenset(each for (each,) in found)

    def newest(self) -> str | None:
        """The day of which the newest record is; None of an empty lake."""
        ((day,),) = self._ask("SELECT max(coalesce(as_of, source_date)) FROM {}_index")
        return None if day is None else str(day)

    def candidates(self, question: Question) -> list[str]:
        """Numbers of all records that may meet a question, and of few others."""
        with self.turn, self.lake.asked():
            return self._candidates(self.lake.connection, question)

    def _candidates(self, db: duckdb.DuckDBPyConnection, question: Question) -> list[str]:
        name = self.source.name
        db.execute(f"CREATE OR REPLACE TEMP TABLE may AS SELECT _record FROM {name}_index")  # noqa: S608
        for asked in question.lists:
            parts = [*self._by_words(db, question, asked), *self._by_headings(db, asked)]
            here = " UNION ALL ".join(parts) or "SELECT _record FROM may WHERE false"
            db.execute(
                f"CREATE OR REPLACE TEMP TABLE met AS SELECT DISTINCT _record FROM ({here})"  # noqa: S608
            )
            db.execute("CREATE OR REPLACE TEMP TABLE may AS FROM met")
        found = dict(
            db.execute(
                f"SELECT record_id, coalesce(source_date, '') FROM {name}_index "  # noqa: S608
                "WHERE _record IN (SELECT _record FROM may) OR list_contains(?, unit)",
                [self.stale],
            ).fetchall()
        )
        self.revised.update(found)
        return [*found]

    def _by_words(
        self, db: duckdb.DuckDBPyConnection, question: Question, asked: Alternatives
    ) -> Iterator[str]:
        tables: dict[str, list[Field]] = {}
        for place in asked.fields if asked.phrases else ():
            tables.setdefault(place.table, []).append(place)
        by_shape = len(asked.phrases) > _FEW and _as_written(question, asked)
        if by_shape:
            _keep(db, "number", (" ".join(each.words) for each in asked.phrases))
        patterns = [_shapes(asked)] if by_shape else _patterns(question, asked)
        for table, fields in tables.items():
            # The rows of the records that the list before has left, and of no other.
            rows = f"(FROM {table} SEMI JOIN may USING (_record))"
            found = [
                (_plain(each.column), _text(pattern)) for each in fields for pattern in patterns
            ]
            if not by_shape:
                either = " OR ".join(f"regexp_matches({column}, {text})" for column, text in found)
                yield f"SELECT _record FROM {rows} WHERE {either}"  # noqa: S608 (names of columns)
                continue
            for column, text in found:
                yield (
                    "SELECT _record FROM (SELECT _record, "  # noqa: S608 (names of columns)
                    f"unnest(regexp_extract_all({column}, {text})) AS said FROM {rows}) "
                    f"WHERE trim(regexp_replace(said, '{_NO_WORD}', ' ', 'g')) IN (FROM number)"
                )

    def _by_headings(self, db: duckdb.DuckDBPyConnection, asked: Alternatives) -> Iterator[str]:
        if asked.headings:
            _keep(db, "heading", asked.headings)
            yield (
                "SELECT _record FROM (FROM article_mesh SEMI JOIN may USING (_record)) "
                "WHERE lower(name) IN (FROM heading)"
            )


def _keep(db: duckdb.DuckDBPyConnection, name: str, texts: Iterable[str]) -> None:
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT DISTINCT unnest(?::VARCHAR[]) AS text",
        [sorted(texts)],
    )


def _plain(column: str) -> str:
    """A column as words are looked for in it: without case and accents."""
    return f'lower(strip_accents("{column}"))'


def _text(pattern: str) -> str:
    return "'" + pattern.replace("'", "''") + "'"


def _as_written(question: Question, asked: Alternatives) -> bool:
    """Whether each phrase stands in a text as it is here: in no other form, order or script."""
    return question.begins is None and all(
        phrase.ordered and not phrase.cut and all(map(str.isascii, phrase.words))
        for phrase in asked.phrases
    )


def _patterns(question: Question, asked: Alternatives) -> list[str]:
    return [
        question.pattern(replace(asked, phrases=asked.phrases[start : start + _FEW]))
        for start in range(0, len(asked.phrases), _FEW)
    ]


def _shapes(asked: Alternatives) -> str:
    """What finds all that is written as one of these numbers is: the same letters, as many digits.

    The blank before a number may end the one before it, so only what follows it is left open.
    """
    shapes = {
        _NO_WORD.join(
            _DIGITS.sub(lambda found: f"[0-9]{{{len(found[0])}}}", re.escape(word))
            for word in phrase.words
        )
        for phrase in asked.phrases
    }
    return f"(?:^|[^a-z0-9])(?:{'|'.join(sorted(shapes))})"
