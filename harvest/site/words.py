"""Codes and field names in words, for what is shown beside its context: changes, rules, spans."""

import re
import sqlite3
from functools import cache

from harvest.changes.words import field
from harvest.identifiers.about import abouts
from harvest.publish import schema
from harvest.publish.completeness import PURPOSES
from harvest.site.catalog import Holdings
from harvest.site.render import filters

RELATIONS = {
    "results": "Results",
    "protocol": "Protocols",
    "derived": "Secondary analyses and other papers of the trial",
    "mention": "Papers that mention the trial",
    "background": "Background that the trial cites",
    "probable": "Probable papers: linked by comparison, not by a number",
    "candidate": "Possible papers, to be checked by a person",
}
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

_LABEL = re.compile(r"label\('(\w+)', (?:\w+\.)?(\w+)\)")
_YES = {"1": "yes", "0": "no"}


@cache
def vocabularies() -> dict[str, str]:
    """Field, or ``table.field`` of a child → the vocabulary of its codes, as published."""
    found: dict[str, str] = {}
    for table in schema.read():
        for vocabulary, column in _LABEL.findall("\n".join(table.statements)):
            own = table.name in ("trials", "articles")
            found[column if own else f"{table.name}.{column}"] = vocabulary
    return found


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
    if text is None or field is None:
        return text or ""
    if field.endswith((".added", ".removed")):
        return item(field, text, held)
    vocabulary = vocabularies().get(field)
    if vocabulary is not None:
        if (vocabulary, text) in held.labels:
            return held.label(vocabulary, text)
        return ", ".join(held.label(vocabulary, code) for code in text.split("|"))
    if field.endswith("_type") and text in ("ACTUAL", "ESTIMATED"):
        return text.lower()
    if text in _YES and field.partition("_")[0] in ("has", "is", "results", "healthy", "delayed"):
        return _YES[text]
    if "date" in field or field.endswith(("_posted", "_submitted", "_updated", "published")):
        return filters.date(text)
    return filters.listed(text, "; ") if "|" in text else text


__all__ = ["RELATIONS", "field", "relation", "value", "vocabularies"]


def item(field: str | None, text: str | None, held: Holdings) -> str:
    """What names an item of a child table, as "BIOLOGICAL, Cells", with its type in words."""
    code, comma, rest = (text or "").partition(", ")
    vocabulary = vocabularies().get(f"{(field or '').partition('.')[0]}.type")
    known = vocabulary is not None and (vocabulary, code) in held.labels
    return f"{held.label(vocabulary or '', code)}{comma}{rest}" if known else text or ""
