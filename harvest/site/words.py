"""Codes and field names in words, for what is shown beside its context: changes, rules, spans."""

import sqlite3

from harvest.changes import words as told
from harvest.changes.words import field, vocabularies
from harvest.identifiers.about import abouts
from harvest.paths import DB
from harvest.publish.completeness import PURPOSES
from harvest.site.catalog import Holdings
from harvest.site.render import filters
from harvest.vocabularies import entries

RELATIONS = {each.code: each.label for each in entries(DB / "vocabularies" / "relations.csv")}
"""How a paper belongs to a trial, strongest first; a candidate may be a probable one."""

_STATUS = {
    "kind": "Records",
    "left": "No longer found",
    "members": "Currently found",
    "purpose": "Purpose",
    "promised": "Found",
    "fetched": "Downloaded",
    "failed": "Unreadable",
    "missing": "Not delivered",
    "data_timestamp": "Data timestamp",
    "first_complete": "First complete (UTC)",
    "last_complete": "Last complete (UTC)",
    "started": "Started (UTC)",
    "finished": "Ended (UTC)",
    "full": "Full refetch",
    "software": "Version of harvest",
    "error": "Error",
    "source": "Registry",
    "run_id": "Run",
    "record_id": "Record",
    "last_seen": "Last seen (UTC)",
}
_KINDS = {
    **{"trials": "Trials", "articles": "Papers", "mesh terms": "MeSH terms used by records"},
    **{"trial": "trial", "article": "paper", "descriptor": "MeSH term"},
}

_YES = {"1": "yes", "0": "no"}


def relation(link: sqlite3.Row) -> str:
    """The relation of a row of ``trial_articles``, one of :data:`RELATIONS`."""
    return "probable" if link["probable"] else str(link["relation"])


def registries() -> dict[str, str]:
    """The names of the sources as people know them."""
    return {source.name: source.title for source in abouts()}


def heading(column: str) -> str:
    """A column of the status page."""
    return _STATUS.get(column) or column.replace("_", " ").capitalize()


def figure(column: str, found: str | int | None) -> str | int | None:
    """A value of the status page, codes in words."""
    if column == "full":
        return _YES.get(str(found))
    words = {"purpose": PURPOSES, "kind": _KINDS, "source": registries()}.get(column, {})
    return words.get(found, found) if isinstance(found, str) else found


def value(field: str | None, text: str | None, held: Holdings) -> str:
    """The value of a field in words: codes, dates, yes and no."""
    said = told.value(field, text, held.known)
    if said != text or not text or field is None:
        return said
    if "date" in field or field.endswith(("_posted", "_submitted", "_updated", "published")):
        return filters.date(text)
    return filters.listed(text, "; ") if "|" in text else text


def item(field: str | None, text: str | None, held: Holdings) -> str:
    """What names an item of a child table, with its type in words."""
    return told.item(field, text, held.known)


__all__ = ["RELATIONS", "field", "item", "relation", "value", "vocabularies"]
