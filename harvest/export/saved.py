"""Exports of saved queries and of single records, as a table or as references."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from harvest.errors import UsageError
from harvest.export import REFERENCE_FORMATS, TABLE_FORMATS, origin, references
from harvest.export.references import is_trial
from harvest.export.tables import Table, chosen
from harvest.identifiers import key
from harvest.identifiers.about import credits
from harvest.publish.read import sources
from harvest.queries import Query, find

_CHARACTERISTICS = "characteristics"
"""The saved query whose columns describe a trial in a table."""
_SQL = Path(__file__).with_name("sql")


def file_of(table: Table, form: str, columns: Sequence[str] = ()) -> bytes:
    """A table in a format of ``TABLE_FORMATS``, with the columns chosen or, unasked, as it has it.

    Raises UsageError for a column that the table does not have.
    """
    made = TABLE_FORMATS[form]
    if columns:
        return made.dumps(chosen(table, columns))
    return made.dumps(made.unasked(table) if made.unasked else table)


def without_columns(form: str, columns: Sequence[str]) -> None:
    """Raise UsageError where columns are chosen for a format that has none."""
    if columns:
        raise UsageError(
            f"columns: {REFERENCE_FORMATS[form].label} has none to choose; "
            f"they are for {', '.join(TABLE_FORMATS)}"
        )


def of_query(
    connection: sqlite3.Connection,
    query: Query,
    given: Mapping[str, str],
    form: str,
    columns: Sequence[str] = (),
) -> bytes:
    """A saved query's whole result in a format of ``FORMATS``, of a table the columns chosen.

    References are of the trials and papers in its columns ``trial_id`` and ``article_id``, each
    once.

    Raises UsageError for an unknown parameter or column, or a result that names no records to
    refer to.
    """
    table = table_of(connection, query, given)
    if form in TABLE_FORMATS:
        return file_of(table, form, columns)
    without_columns(form, columns)
    names = [name for name, _ in table.columns]
    places = [names.index(name) for name in ("trial_id", "article_id") if name in names]
    if not places:
        *names, last = TABLE_FORMATS
        raise UsageError(
            f"{query.slug}: has no trial or paper numbers; use {', '.join(names)} or {last}"
        )
    ids = [str(row[place]) for row in table.rows for place in places if row[place]]
    return reference_file(connection, ids, form)


def table_of(connection: sqlite3.Connection, query: Query, given: Mapping[str, str]) -> Table:
    """The result of a saved query, with notes that say what was asked, of which data, and when."""
    cursor = connection.execute(query.sql, query.values(given))
    asked = ", ".join(f"{name} = {value}" for name, value in given.items() if value)
    table = Table(
        title=query.title,
        columns=_columns(cursor),
        rows=cursor.fetchall(),
        first=query.document,
        notes=(query.description, *([f"Parameters: {asked}"] if asked else []), *notes(connection)),
    )
    return origin.of(connection, table, "query", query=query.slug, params=dict(given))


def of_records(
    connection: sqlite3.Connection, ids: Sequence[str], form: str, columns: Sequence[str] = ()
) -> bytes:
    """Trials or papers by their numbers in a format of ``FORMATS``; former numbers too.

    Each comes once, in the order given. A table of one kind tells all of it; one of both, what they
    have side by side. Raises UsageError for a number that the base does not hold, or a column that
    the table does not have.
    """
    ids = _standing(connection, ids)
    if form in REFERENCE_FORMATS:
        without_columns(form, columns)
        _check_held(ids, {reference.id for reference in references.of_ids(connection, ids)})
        return reference_file(connection, ids, form)
    kinds = {is_trial(id_) for id_ in ids}
    if len(kinds) > 1:
        table = mixed_table(connection, ids, "Trials and papers")
    else:
        table = trial_table(connection, ids) if True in kinds else paper_table(connection, ids)
    _check_held(ids, {str(row[0]) for row in table.rows})
    return file_of(table, form, columns)


def reference_file(connection: sqlite3.Connection, ids: Sequence[str], form: str) -> bytes:
    """References to the trials and papers of these numbers that the format can hold.

    Raises UsageError where it can hold none of them: a file must never be mistaken for "nothing".
    """
    made = REFERENCE_FORMATS[form]
    found = references.of_ids(connection, ids)
    kept = [each for each in found if each.pmid or not made.pubmed_only]
    if found and not kept:
        others = ", ".join(each.name for each in REFERENCE_FORMATS.values() if not each.pubmed_only)
        raise UsageError(f"{made.label} is for papers of PubMed only; use {others}")
    return made.dumps(kept).encode()


def _check_held(ids: Sequence[str], found: Collection[str]) -> None:
    if missing := [id_ for id_ in ids if id_ not in found]:
        raise UsageError(f"{', '.join(missing)}: not found in the database; see `harvest search`")


def _standing(connection: sqlite3.Connection, ids: Sequence[str]) -> list[str]:
    """The keys that stand for these numbers, each once; unknown numbers as they are."""
    sql = (_SQL / "standing.sql").read_text("utf-8")
    said = {id_: key(id_) for id_ in ids}
    held = dict(connection.execute(sql, {"ids": json.dumps(list(said.values()))}))
    return list(dict.fromkeys(held.get(said[id_]) or id_ for id_ in ids))


def trial_table(connection: sqlite3.Connection, trial_ids: Sequence[str]) -> Table:
    """Characteristics of the trials of these numbers, in that order; removed ones too."""
    query = find(_CHARACTERISTICS)
    if query is None:
        raise UsageError(f"db/queries/{_CHARACTERISTICS}.sql: is missing; restore it")
    sql = (_SQL / "trial_table.sql").read_text("utf-8").replace(":query", query.sql)
    bound = {"ids": json.dumps(list(trial_ids))} | query.values(
        {"removed": "with", "topic": "with"}
    )
    cursor = connection.execute(sql, bound)
    place = {trial_id: number for number, trial_id in enumerate(trial_ids)}
    rows = sorted(cursor.fetchall(), key=lambda row: place[str(row[0])])
    said = (query.description, *notes(connection))
    table = Table(query.title, _columns(cursor), rows, said, query.document)
    return origin.of(connection, table, "trials", ids=tuple(trial_ids))


def paper_table(connection: sqlite3.Connection, article_ids: Sequence[str]) -> Table:
    """What a citation and a reading list need of the papers of these numbers, in that order."""
    sql = (_SQL / "paper_table.sql").read_text("utf-8")
    cursor = connection.execute(sql, {"ids": json.dumps(list(article_ids))})
    table = Table("Papers", _columns(cursor), cursor.fetchall(), notes(connection))
    return origin.of(connection, table, "papers", ids=tuple(article_ids))


def mixed_table(connection: sqlite3.Connection, ids: Sequence[str], title: str) -> Table:
    """Trials and papers in one table, in the order of ``ids``: what both have, side by side.

    Unknown numbers are left out.
    """
    sql = (_SQL / "mixed_table.sql").read_text("utf-8")
    cursor = connection.execute(sql, {"ids": json.dumps(list(ids))})
    table = Table(title, _columns(cursor), cursor.fetchall(), notes(connection))
    return origin.of(connection, table, "records", ids=tuple(ids))


def notes(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Where the data come from and of when they are, for the foot of a table."""
    title, published, complete = connection.execute(
        "SELECT title, published_at, last_complete FROM publication"
    ).fetchone()
    found = sources(connection)
    return (
        f"{title}. Sources: {credits(found)}, "
        f"last harvested {complete or 'never'}, published {published} (UTC).",
        *(each.attribution for each in found if each.attribution),
    )


def _columns(cursor: sqlite3.Cursor) -> tuple[tuple[str, str], ...]:
    names = [column[0] for column in cursor.description]
    return tuple((name, label(name)) for name in names)


_LABELS = {
    "trial_id": "Trial number",
    "other_trial_id": "Other registration",
    "study_id": "Study",
    "article_id": "PMID or other number",
    "record_id": "Record",
    "nct_id": "NCT number",
    "pmid": "PMID",
    "doi": "DOI",
    "pmcid": "PMCID",
    "url": "Address",
}


def label(name: str) -> str:
    """A column's name as a reader sees it."""
    return _LABELS.get(name) or name.replace("_", " ").capitalize()
