"""Builds a public file from the work database, by the statements of ``db/public``."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypedDict

from harvest import __version__
from harvest.errors import StorageError, UpstreamDataError
from harvest.evidence.links.rules import rules
from harvest.evidence.studies.rules import rules as study_rules
from harvest.facets import facets
from harvest.paths import DB
from harvest.publish import functions, sponsors
from harvest.publish.completeness import Completeness
from harvest.publish.schema import Table
from harvest.rows import ROWS
from harvest.sponsors.rolling import Lines

APPLICATION_ID = 0x68767075
"""``hvpu`` in the header of the file: a publication of harvest."""

_PAGE_SIZE = 8192  # texts are long: fewer overflow pages, and a third off full-text reads
_RUNS = "SELECT coalesce(max(run_id), 0), coalesce(max(generation), 0) FROM runs"
_VOLATILE = {"first_seen", "last_seen", "last_fetched", "version"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a publication says of itself; the names are those bound in ``publication.sql``."""

    generation: int
    published_at: str
    title: str
    seed_trial: str | None
    abstracts: str
    full_text: str = "teaser"
    software: str = f"harvest {__version__}"
    source_state: str = ""
    unfinished: int = 0
    missing: str = "[]"
    searches: str = "[]"
    """Rows of ``searches``, as a JSON list of lists"""
    sponsors: Lines = field(default_factory=dict)
    """The topic's own lines on sponsors"""


class Runs(NamedTuple):
    """The number of the last run, 0 if there was none, and the highest that a publication has."""

    last: int
    generation: int


class Said(TypedDict):
    """Those of the facts that tell what is missing."""

    unfinished: int
    missing: str
    searches: str


def said(found: Completeness) -> Said:
    """How complete the base is, as facts of its publication."""
    return {
        "unfinished": int(found.unfinished),
        "missing": json.dumps(found.missing, ensure_ascii=False),
        "searches": json.dumps(found.searches, ensure_ascii=False),
    }


def runs(work: Path) -> Runs:
    """The runs in the work database.

    Opening it for writing lets SQLite undo what a killed run left half done; nothing is written.

    Raises StorageError if there is no work database, or it can't be read.
    """
    try:
        with closing(sqlite3.connect(f"{work.as_uri()}?mode=rw", uri=True)) as db:
            last, generation = db.execute(_RUNS).fetchone()
            return Runs(last, generation)
    except sqlite3.DatabaseError as error:
        raise StorageError(
            f"{work}: {error}; nothing is published: harvest refresh makes the work database, "
            "harvest doctor checks it"
        ) from error


def build(path: Path, work: Path, tables: Sequence[Table], facts: Facts) -> None:
    """Fill the empty file at ``path``; every table reads the same state of the work database.

    Raises StorageError if the disk is full or the work database can't be read, UpstreamDataError
    if a row breaks a constraint of the published schema.
    """
    with _disk_reported(path), closing(sqlite3.connect(path.as_uri(), uri=True)) as db:
        db.isolation_level = None
        db.execute(f"PRAGMA page_size={_PAGE_SIZE}")
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        prepare(db, work)
        sponsors.load(db, facts.sponsors)
        db.execute("BEGIN")
        values = asdict(facts)
        for table in tables:
            _fill(db, table, values)
        db.execute(
            "UPDATE publication SET counts = ?, content_hash = ?",
            (json.dumps(count(db, tables)), content_hash(db)),
        )
        db.execute("COMMIT")
        db.execute("DETACH DATABASE work")
        db.execute("ANALYZE main")
        db.execute("PRAGMA journal_mode=DELETE")


def prepare(db: sqlite3.Connection, work: Path) -> None:
    """Make a connection ready for the statements of ``db/public``."""
    # The file is nobody's yet: a crash leaves it to be removed, and it is synced when whole.
    db.execute("PRAGMA journal_mode=OFF")
    db.execute("PRAGMA synchronous=OFF")
    db.execute("PRAGMA foreign_keys=OFF")  # tables come in any order; checked when whole
    db.execute("PRAGMA cache_size=-16384")
    db.execute("ATTACH DATABASE ? AS work", (f"{work.as_uri()}?mode=ro",))
    _load_vocabulary(db)
    _load_link_rules(db)
    _load_study_rules(db)
    _load_facets(db)


def _load_vocabulary(db: sqlite3.Connection) -> None:
    terms = tuple(functions.vocabulary(DB / "vocabularies"))
    functions.register(db, terms)
    db.execute("CREATE TEMP TABLE vocabulary (vocabulary, code, label, position)")
    db.executemany(
        "INSERT INTO temp.vocabulary VALUES (?, ?, ?, ?)",
        [(term.vocabulary, term.code, term.label, term.position) for term in terms],
    )


def _load_link_rules(db: sqlite3.Connection) -> None:
    db.execute("CREATE TEMP TABLE link_rule (rule, title, relation, names, lists)")
    db.executemany(
        "INSERT INTO temp.link_rule VALUES (?, ?, ?, ?, ?)",
        [(rule.name, rule.title, rule.relation, rule.names, rule.lists) for rule in rules()],
    )


def _load_study_rules(db: sqlite3.Connection) -> None:
    db.execute("CREATE TEMP TABLE study_rule (rule, title, position)")
    db.executemany(
        "INSERT INTO temp.study_rule VALUES (?, ?, ?)",
        [(rule.name, rule.title, place) for place, rule in enumerate(study_rules(), 1)],
    )


def _load_facets(db: sqlite3.Connection) -> None:
    db.execute("CREATE TEMP TABLE facet (facet, title, about, vocabulary, compared, position)")
    db.executemany(
        "INSERT INTO temp.facet VALUES (?, ?, ?, ?, ?, ?)",
        [
            (each.name, each.title, each.about, each.words or None, each.paper.compared, place)
            for place, each in enumerate(facets(), 1)
        ],
    )


def _fill(db: sqlite3.Connection, table: Table, values: Mapping[str, object]) -> None:
    try:
        for statement in table.statements:
            db.execute(statement, values)
    except sqlite3.IntegrityError as error:
        raise UpstreamDataError(
            f"work database: a row for the published table {table.name} breaks its rules "
            f"({error}); nothing is published: find the record with harvest status"
        ) from error


def count(db: sqlite3.Connection, tables: Sequence[Table]) -> dict[str, int]:
    """Rows of each table that is not full text."""
    return {
        table.name: db.execute(f"SELECT count(*) FROM main.[{table.name}]").fetchone()[0]  # noqa: S608 (names come from db/public)
        for table in tables
        if not table.virtual
    }


def content_hash(db: sqlite3.Connection) -> str:
    """SHA-256 over the rows of all records of a public file, in the order of their keys.

    Columns that tell when something was seen are left out: two harvests of the same registry
    content have the same hash.
    """
    digest = sha256()
    for name in (name for tables in ROWS.values() for name in tables):
        columns = db.execute(f"PRAGMA main.table_info([{name}])").fetchall()
        kept = ", ".join(f"[{column[1]}]" for column in columns if column[1] not in _VOLATILE)
        keys = sorted((column[5], column[1]) for column in columns if column[5])
        order = ", ".join(f"[{key}]" for _, key in keys)
        digest.update(f"{name}\n".encode())
        cursor = db.execute(f"SELECT {kept} FROM main.[{name}] ORDER BY {order}")  # noqa: S608 (names come from the schema)
        while rows := cursor.fetchmany(100):
            digest.update("\n".join(map(repr, rows)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


@contextmanager
def _disk_reported(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR:
            raise  # a mistake in a statement, not a trouble of the disk
        raise StorageError(
            f"{path}: {error}; nothing is published: free some space, or see harvest doctor"
        ) from error
