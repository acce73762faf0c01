"""What a file must pass before it is published.

It must be whole (integrity, foreign keys), hold as much as the work database, not much less than
the file before it, and no secret.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from harvest.config import Config
from harvest.errors import CannotCreate, UpstreamDataError
from harvest.paths import DB
from harvest.publish.build import APPLICATION_ID
from harvest.rows import ROWS

_PIECE = 1024 * 1024  # bytes
_MAIN = ("trials", "articles")
_RECORD_TABLES = tuple(name for tables in ROWS.values() for name in tables)
_HISTORY = ("runs", "versions", "changes")
"""What only grows: where there is less of it, the work database is another, or was emptied."""
_GUARDED = (*_RECORD_TABLES, "trial_articles", "same_study")
"""What sources said. All else is worked out from it, and may fall when they say more."""
_STATED = frozenset(path.stem for path in (DB / "links").glob("*.sql"))
"""Rules whose ties a source states; candidates are guesses, verdicts are a person's."""
_NUMBERED = frozenset(path.stem for path in (DB / "studies").glob("*.sql"))
"""The same of the rules that relate registrations."""
_FEWEST_LOST = {"main": 2, "other": 20}
"""Fewer lost rows than this are never a mass loss, whatever their share."""
_ONE_REGISTRYS = {("trials", "nct_id"), ("articles", "pmid")}
"""Numbers of one registry: each record of another one leaves them empty, and loses nothing."""
_FEWEST_ROWS = 20
"""A share of empty values is compared only where both tables have that many rows."""
_AS_MANY = {
    name: name for name in _RECORD_TABLES if name not in ("mesh_terms", "abstract_sections")
} | {
    "memberships": "memberships",
    "aliases": "aliases",
    "imported_files": "imported_files",
    "imported_references": "imported_references",
    "runs": "runs",
    "run_queries": "run_queries",
    "versions": "versions",
    "drift": "drift",
    "quarantine_summary": "quarantine",
}
"""Published table → table of the work database that must have as many rows."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a published file holds, as far as the next one is compared with it.

    ``rows`` by what is counted (tables; ``trials`` and ``articles`` without removed records,
    ``trial_articles`` and ``same_study`` without our own guesses; current members by search);
    ``empty`` is the percentage of empty values by table and column.
    """

    generation: int
    abstracts: str
    rows: Mapping[str, int]
    empty: Mapping[tuple[str, str], float]
    unfinished: bool = False
    """Of a first harvest that was not complete yet: no measure for what comes after it"""


def previous(path: Path) -> Standing | None:
    """What stands at ``path``; None if nothing does, or if what stands there is damaged.

    Raises CannotCreate if it is not a publication of harvest: somebody else's file is kept.
    """
    if not path.exists() or path.stat().st_size == 0:
        return None
    try:
        # immutable: a stale journal or write-ahead log beside the file is not looked at
        with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as db:
            if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise _foreign(path)
            return standing(db)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # a damaged page may be a text's
        with path.open("rb") as file:
            if not file.read(16).startswith(b"SQLite format 3"):
                raise _foreign(path) from error
        return None


def _foreign(path: Path) -> CannotCreate:
    return CannotCreate(
        f"{path}: is not a publication of harvest; move it away, or name another [publish] path "
        "in config.toml"
    )


def standing(db: sqlite3.Connection) -> Standing:
    """Read what a public file holds."""
    cursor = db.execute("SELECT * FROM publication")
    said = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    rows: dict[str, int] = {}
    empty: dict[tuple[str, str], float] = {}
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    for table in (name for name in _HISTORY if name in there):
        rows[table] = db.execute(f"SELECT count(*) FROM [{table}]").fetchone()[0]  # noqa: S608 (a name of _HISTORY)
    for table in (name for name in _GUARDED if name in there):
        columns = [row[1] for row in db.execute(f"PRAGMA table_info([{table}])")]
        filled = ", ".join(f"count([{column}])" for column in columns)
        which, values = _counted(table)
        total, *counts = db.execute(
            f"SELECT count(*), {filled} FROM [{table}]{which}",  # noqa: S608 (names come from the schema)
            values,
        ).fetchone()
        rows[table] = total
        if total >= _FEWEST_ROWS:
            for column, count in zip(columns, counts, strict=True):
                empty[table, column] = 100 * (total - count) / total
    for search, source, members in db.execute(
        "SELECT search, source, count(*) FROM memberships WHERE left_on IS NULL GROUP BY 1, 2"
    ):
        rows[f"members of search {search} in {source}"] = members
    unfinished = bool(said.get("unfinished"))  # a file of an earlier version has no such column
    return Standing(said["generation"], said["abstracts"], rows, empty, unfinished)


def _counted(table: str) -> tuple[str, tuple[str, ...]]:
    """Which rows of a guarded table count, as a clause with its values."""
    if table in _MAIN:
        return " WHERE removed_on IS NULL", ()
    if table == "trial_articles":
        stated = " WHERE rule IN (SELECT value FROM json_each(?)) AND relation <> 'candidate'"
        return stated, (json.dumps(sorted(_STATED)),)
    if table == "same_study":
        return " WHERE rule IN (SELECT value FROM json_each(?))", (json.dumps(sorted(_NUMBERED)),)
    return "", ()


def check(
    path: Path,
    config: Config,
    before: Standing | None,
    *,
    work: Path,
    accept_shrink: bool,
    start_anew: bool = False,
    only: Collection[str] | None = None,
) -> dict[str, int]:
    """Check the file at ``path`` that is to be published; its rows by table.

    ``work`` is the work database that it was built from; ``only`` names the tables that are new in
    a copy of a file that has passed already.

    Raises UpstreamDataError naming the check that failed, with the old and the new figures.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        _whole(db)
        new = _tables(db) if only is None else only
        counts = {
            str(name): int(count)
            for name, count in json.loads(
                db.execute("SELECT counts FROM publication").fetchone()[0]
            ).items()
        }
        db.execute("ATTACH DATABASE ? AS work", (f"{work.as_uri()}?mode=ro",))
        _as_many(db, counts)
        db.execute("DETACH DATABASE work")
        if before is not None and not before.unfinished and not accept_shrink:
            # The records of a copy are those of the file before; its ledger is not.
            now = standing(db) if only is None else _history(replace(before, rows=counts))
            then = before if only is None else _history(before)
            compare(_without_history(then) if start_anew else then, now, config)
        _no_secret(db, new, path, config)
    return counts


def _history(of: Standing) -> Standing:
    """Only what the history holds."""
    return replace(of, rows={name: of.rows[name] for name in _HISTORY if name in of.rows}, empty={})


def _without_history(of: Standing) -> Standing:
    return replace(of, rows={name: of.rows[name] for name in of.rows if name not in _HISTORY})


def _refused(check: str, what: str, cure: str) -> UpstreamDataError:
    return UpstreamDataError(
        f"not published, keeping the previous file: check '{check}' failed: {what}; {cure}"
    )


def _whole(db: sqlite3.Connection) -> None:
    found = [row[0] for row in db.execute("PRAGMA integrity_check(5)")]
    if found != ["ok"]:
        raise _refused("integrity", "; ".join(found), "check the disk, then publish again")
    broken = db.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        table, _, parent, _ = broken[0]
        raise _refused(
            "foreign keys",
            f"{len(broken)} rows point to nothing, the first from {table} to {parent}",
            "report this with the output of harvest doctor",
        )


def _as_many(db: sqlite3.Connection, counts: Mapping[str, int]) -> None:
    for name, source in _AS_MANY.items():
        held = db.execute(f"SELECT count(*) FROM work.[{source}]").fetchone()[0]  # noqa: S608 (a name of _AS_MANY)
        if counts.get(name) != held:
            raise _refused(
                "counts",
                f"{name} has {counts.get(name)} rows, the work database has {held}",
                "report this with the output of harvest doctor",
            )


def compare(before: Standing, now: Standing, config: Config) -> None:
    """The shrink guard and the guard against emptied columns.

    Raises UpstreamDataError with every loss that is greater than the configuration allows.
    """
    same_rights = before.abstracts == now.abstracts
    exempt = set() if same_rights else {"articles.abstract", "abstract_sections"}
    losses = [
        *_losses(before, now, config.publish.max_shrink_percent, exempt),
        *_emptied(before, now, config.publish.max_null_jump_percent, exempt),
    ]
    if losses:
        more = f" and {len(losses) - 5} more" if len(losses) > 5 else ""
        raise _refused(
            "shrink guard",
            "; ".join(losses[:5]) + more,
            "see harvest status; if the loss is right, publish with --accept-shrink",
        )


def _losses(before: Standing, now: Standing, allowed: float, exempt: set[str]) -> Iterator[str]:
    for name, old in before.rows.items():
        # A search that is gone from the configuration leaves no members, and that is no loss.
        new = now.rows.get(name, old if _is_search(name) else 0)
        lost = old - new
        main = name in _MAIN or name in _HISTORY or _is_search(name)
        fewest, share = _FEWEST_LOST["main" if main else "other"], allowed
        if name == "runs":
            fewest, share = 1, 0.0  # nothing ever takes one away
        if name not in exempt and lost >= fewest and 100 * lost > share * old:
            yield f"{name} {old} → {new} ({-100 * lost / old:.1f} %, allowed -{share:g} %)"


def _is_search(name: str) -> bool:
    return name.startswith("members of ")


def _emptied(before: Standing, now: Standing, allowed: float, exempt: set[str]) -> Iterator[str]:
    """The columns that lost values: more records of a registry that says less lose none."""
    for (table, column), old in before.empty.items():
        new = now.empty.get((table, column))
        if table == "mesh_terms":
            continue  # definitions that could not be fetched yet never hold a publication up
        if (table, column) in _ONE_REGISTRYS:
            continue
        if new is None or new - old <= allowed or f"{table}.{column}" in exempt:
            continue
        rows = before.rows[table]
        if rows * (100 - old) - now.rows[table] * (100 - new) > allowed * rows:
            yield (
                f"{table}.{column} empty in {old:.1f} % → {new:.1f} % of rows "
                f"(allowed +{allowed:g})"
            )


def _tables(db: sqlite3.Connection) -> list[str]:
    """The tables with rows of their own: full text only repeats them."""
    rows = db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND instr(name, '_fts') = 0"
    )
    return [name for (name,) in rows]


def _no_secret(db: sqlite3.Connection, tables: Collection[str], path: Path, config: Config) -> None:
    named = {
        "the contact address": config.contact,
        "the API key": config.api_key or "",
        "the path of the work database": str(config.store.path),
    }
    secrets = {what: secret for what, secret in named.items() if secret}
    # All of them in one pass over all columns: reading the rows is what takes the time.
    for table in tables:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info([{table}])")]
        holds = [f"instr([{name}], ?{n}) > 0" for n, _ in enumerate(secrets, 1) for name in columns]
        anywhere = f"SELECT 1 FROM [{table}] WHERE {' OR '.join(holds)} LIMIT 1"  # noqa: S608 (names come from the schema)
        if secrets and db.execute(anywhere, (*secrets.values(),)).fetchone():
            sums = f"SELECT {', '.join(f'total({held})' for held in holds)} FROM [{table}]"  # noqa: S608 (names come from the schema)
            found = db.execute(sums, (*secrets.values(),)).fetchone()
            places = [f"{what} found in {table}.{name}" for what in secrets for name in columns]
            raise _secret(next(place for place, rows in zip(places, found, strict=True) if rows))
    # Both ways are needed: bytes show what no table shows, and a long value is cut over pages.
    if what := _in_bytes(path, secrets):
        raise _secret(f"{what} found in the bytes of the file")


def _secret(found: str) -> UpstreamDataError:
    return _refused("secrets", found, "report this: it must not be published")


def _in_bytes(path: Path, secrets: Mapping[str, str]) -> str | None:
    """Which of them stands anywhere in the file; a piece at a time, as a base may be large."""
    sought = {what: secret.encode() for what, secret in secrets.items()}
    kept = max(map(len, sought.values()), default=1) - 1
    tail = b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            tail += piece
            for what, secret in sought.items():
                if secret in tail:
                    return what
            tail = tail[max(len(tail) - kept, 0) :]
    return None
