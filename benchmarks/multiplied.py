"""A large base with all its evidence, made of a small one: copies of it with numbers of their own.

To read a million papers takes hours. The product's code reads a small base once; each copy of that
has other numbers, dates, countries and sponsors, and words of its own. A fifth of the related
records of a copy are those of the next copy.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from harvest.clock import SystemClock
from harvest.store import Store

TRIAL = "NCT80{:06d}"
PAPER = "5{:07d}"
"""Numbers of a base of benchmarks.large"""
_WIDTH = {"trial": 6, "article": 7}
_SYLLABLES = ("ab", "cor", "din", "el", "fos", "gan", "ib", "lix", "mab", "nor", "tin", "zol")
_TIME = "2026-01-01T00:00:00Z"
_TRIAL_IDS = {"trial_id", "other_trial_id", "nct_id", "study_id", "accession"}
_PAPER_IDS = {"article_id", "pmid", "ref_pmid", "other_pmid"}
_DATE = re.compile(r"(start|primary_completion|completion|first_posted|last_updated|published)")
_TEXTS = (
    ("trials", "brief_title"),
    ("trials", "official_title"),
    ("trials", "brief_summary"),
    ("articles", "title"),
    ("articles", "abstract"),
)
_VALUES = {
    **{(table, text): f"varied([{text}], :copy, {table[:-1]}_id)" for table, text in _TEXTS},
    ("trials", "nct_id"): "moved('trial', trial_id, :copy)",
    ("trials", "lead_sponsor"): "named(lead_sponsor, :copy)",
    ("articles", "pmid"): "moved('article', article_id, :copy)",
    ("articles", "doi"): "'10.5555/' || moved('article', article_id, :copy)",
    ("articles", "year"): "year - :copy % 5 * 4",
    ("sponsors", "name"): "named(name, :copy)",
    ("locations", "country"): "shifted(country, :copy)",
}
"""What a column of a copy holds, in SQL"""
_LEFT = {
    # what comparing keeps for the next time it compares, and what is the same for all copies
    *("candidate_papers", "candidate_pools", "compared", "nearest", "prepared"),
    *("_sqlite_migrations", "evidence_done", "raw", "runs", "records"),
    *("mesh_terms", "mesh_trees", "mesh_entry_terms"),
}
_ONCE = ("evidence_done", "raw", "runs", "mesh_terms", "mesh_trees", "mesh_entry_terms")
_RECORDS = """
INSERT INTO main.records (kind, id, source, version, content_digest, derived_digest, sha256,
    software, first_seen, last_fetched)
SELECT kind, moved(kind, id, :copy), source, version,
    content_digest, derived_digest, sha256, software, first_seen, last_fetched
FROM small.records ORDER BY kind, id
"""
_LEDGER = (
    "INSERT INTO versions (kind, id, version, sha256, content_digest, seen_at, run_id, source) "
    "SELECT kind, id, version, sha256, content_digest, first_seen, 1, source FROM records",
    "INSERT INTO memberships (kind, record_id, search, source, first_seen, last_seen) "
    "SELECT kind, id, 'everything', source, first_seen, first_seen FROM records",
    "INSERT INTO change_state (kind, id, version, present, removed, merged) "
    "SELECT kind, id, version, 1, 0, 0 FROM records",
    "INSERT INTO changes (kind, record_id, event, field, old, new, happened_on, seen_at, run_id, "
    "version, origin) "
    "SELECT kind, id, 'status', 'status', 'NOT_YET_RECRUITING', 'RECRUITING', "
    "date('2026-01-01', '+' || (row_number() OVER () / 500 % 300) || ' days'), first_seen, 1, 1, "
    "'harvest' FROM records WHERE kind = 'trial'",
    "INSERT INTO told_from (source, run_id, seen_at) VALUES ('clinicaltrials', 1, :time), "
    "('pubmed', 1, :time)",
    "INSERT INTO told_links (trial_id, article_id) "
    "SELECT DISTINCT trial_id, article_id FROM links WHERE withdrawn_on IS NULL",
    "UPDATE runs SET state = 'complete', finished = started",
    "INSERT INTO run_queries (run_id, source, search, purpose, sent, state, promised, fetched, "
    "new, changed, failed, finished) "
    "SELECT 1, source, 'everything', 'search', 'everything', 'complete', count(*), count(*), "
    "count(*), 0, 0, :time FROM records GROUP BY source",
)


def make(path: Path, small: Path, copies: int) -> None:
    """Write a work database of so many copies of ``small``, a base of benchmarks.large, read."""
    Store.open(path, clock=SystemClock()).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous=OFF")
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("PRAGMA cache_size=-262144")
        db.execute("ATTACH DATABASE ? AS small", (f"file:{small}?mode=ro",))
        _register(db, copies)
        statements = _statements(db)
        db.execute("BEGIN")
        for table in _ONCE:
            db.execute(f"DELETE FROM main.[{table}]")  # noqa: S608 (a name of _ONCE)
            db.execute(f"INSERT INTO main.[{table}] SELECT * FROM small.[{table}]")  # noqa: S608 (the same)
        for statement in (_RECORDS, *statements):
            for copy in range(copies):
                db.execute(statement, {"copy": copy})
        for statement in _LEDGER:
            db.execute(statement, {"time": _TIME} if ":time" in statement else {})
        db.execute("COMMIT")


def _statements(db: sqlite3.Connection) -> list[str]:
    """What copies each table of rows about records, in the order of its key."""
    found = []
    names = [
        name
        for (name,) in db.execute(
            "SELECT name FROM small.sqlite_schema WHERE type = 'table' "
            "AND name NOT GLOB 'sqlite_*' ORDER BY name"
        )
    ]
    for name in names:
        columns = db.execute(f"PRAGMA small.table_info([{name}])").fetchall()
        (rows,) = db.execute(f"SELECT EXISTS (SELECT 1 FROM small.[{name}])").fetchone()  # noqa: S608 (names come from the schema)
        if name in _LEFT or not rows:
            continue
        listed = ", ".join(f"[{column[1]}]" for column in columns)
        there = {column[1] for column in columns}
        values = ", ".join(_value(name, column[1], there) for column in columns)
        keys = ", ".join(f"[{column[1]}]" for column in columns if column[5])
        order = f" ORDER BY {keys}" if keys else ""
        into = f"INSERT INTO main.[{name}] ({listed})"
        found.append(f"{into} SELECT {values} FROM small.[{name}]{order}")  # noqa: S608 (the same)
    return found


def _value(table: str, column: str, there: set[str]) -> str:
    if value := _VALUES.get((table, column)):
        return value
    if column in _TRIAL_IDS:
        return f"moved('trial', [{column}], :copy)"
    if column in _PAPER_IDS:
        return f"moved('article', [{column}], :copy)"
    if column in ("id", "record_id") and "kind" in there:
        return f"moved(kind, [{column}], :copy)"
    if column == "other_id" and "other_kind" in there:
        return "moved(other_kind, other_id, :copy + (rank % 5 = 0))"
    is_date = _DATE.match(column) and not column.endswith(("_type", "_text"))
    if table in ("trials", "articles") and is_date:
        return (
            f"iif([{column}] GLOB '[12][0-9][0-9][0-9]*', "
            f"(substr([{column}], 1, 4) - :copy % 5 * 4) || substr([{column}], 5), [{column}])"
        )
    return f"[{column}]"


def _register(db: sqlite3.Connection, copies: int) -> None:
    counts = dict(db.execute("SELECT kind, count(*) FROM small.records GROUP BY kind").fetchall())
    countries: Sequence[str] = [
        name for (name,) in db.execute("SELECT DISTINCT country FROM small.locations ORDER BY 1")
    ]
    places = {name: place for place, name in enumerate(countries)}

    def shifted(country: str | None, copy: int) -> str | None:
        return None if country is None else countries[(places[country] + copy) % len(countries)]

    functions: Mapping[str, tuple[int, Callable[..., str | None]]] = {
        "moved": (3, partial(_moved, counts, copies)),
        "varied": (3, _varied),
        "named": (2, _named),
        "shifted": (2, shifted),
    }
    for name, (arguments, function) in functions.items():
        db.create_function(name, arguments, function, deterministic=True)


def _moved(
    counts: Mapping[str, int], copies: int, kind: str, number: str | None, copy: int
) -> str | None:
    """The same record's number in a copy; a number of no record of the base stays."""
    head = {"trial": "NCT80", "article": "5"}.get(kind)
    if head is None or number is None or not number.startswith(head):
        return number
    digits = number[len(head) :]
    if len(digits) != _WIDTH[kind] or not digits.isdigit() or int(digits) >= counts[kind]:
        return number
    return f"{head}{int(digits) + copy % copies * counts[kind]:0{_WIDTH[kind]}d}"


def word(number: int) -> str:
    """A word that no text has, one for each number."""
    said = ""
    while number:
        number, place = divmod(number, len(_SYLLABLES))
        said += _SYLLABLES[place]
    return f"q{said}ix"


def _varied(text: str | None, copy: int, number: str) -> str | None:
    """A text with two words of its copy in it: one of each of the copy's texts, one of some."""
    if not text or not copy:
        return text
    first, _, rest = text.partition(" ")
    some = copy * 50 + int(number[-2:]) % 50
    return f"{first} {word(copy)} {word(1000 + some)} {rest}"


def _named(name: str | None, copy: int) -> str | None:
    """An organisation with a name of its own in three of four copies."""
    return f"{name} {word(copy).title()}" if name and copy % 4 else name
