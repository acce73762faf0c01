"""All evidence of the work database, brought up to date in four steps.

records → extract (facets, numbers, roles, relevance, words) → full texts → studies → link → relate

Each step looks at what it is made from and does nothing if that has not changed; each writes whole
transactions, and a run that is stopped in between is simply run again.
"""

import hashlib
import logging
import sqlite3
from dataclasses import dataclass

from harvest import staleness
from harvest.config import Topic
from harvest.evidence.extract import extract
from harvest.judgements.model import Judgements
from harvest.packs.folders import using
from harvest.store import Store
from harvest.store.schema import storage_errors

log = logging.getLogger("harvest.evidence")

_STATE = "SELECT kind, id, digest FROM evidence_state ORDER BY kind, id"
_TRIALS = "SELECT id, digest FROM evidence_state WHERE kind = 'trial' ORDER BY id"
_REMOVED_TRIALS = """
SELECT id FROM records WHERE kind = 'trial' AND removed_on IS NOT NULL ORDER BY id
"""
_TRIAL_ALIASES = "SELECT alias, id FROM aliases WHERE kind = 'trial' ORDER BY alias"
_COPIES = "SELECT source, id, seen_at, numbers FROM copies ORDER BY source, id, seen_at"
_STUDIES = "SELECT trial_id, study_id FROM study_members ORDER BY trial_id"
_REMOVED = "SELECT kind, id FROM records WHERE removed_on IS NOT NULL ORDER BY kind, id"
_ALIASES = "SELECT alias, id FROM aliases ORDER BY alias"
_NUMBERS = "SELECT kind, alias, id FROM aliases"
_TREES = "SELECT ui, tree_number FROM mesh_trees ORDER BY ui, tree_number"
_NAMES = "SELECT ui, name FROM mesh_terms ORDER BY ui"
_LINKS = """
SELECT trial_id, article_id FROM links
WHERE relation <> 'candidate' AND withdrawn_on IS NULL
ORDER BY trial_id, article_id
"""
_TEXTS = """
SELECT n.text_id, n.number, t.pmid, t.doi FROM text_names AS n JOIN texts AS t USING (text_id)
ORDER BY n.text_id, n.position
"""
_FULL_TEXTS = "SELECT pmcid, digest FROM full_text_state ORDER BY pmcid"
_ANY_TEXT = """
SELECT EXISTS (SELECT 1 FROM full_texts) OR EXISTS (SELECT 1 FROM full_text_state)
"""
_DONE = "SELECT digest FROM evidence_done WHERE step = ?"
_OF_STUDIES = ("harvest.evidence.studies.step", "harvest.evidence.studies.likeness.proposing")
_NOTE = "INSERT OR REPLACE INTO evidence_done VALUES (?, ?)"
_UNDER_WAY = "DELETE FROM evidence_done WHERE step = ?"


@dataclass(frozen=True, slots=True)
class Updated:
    """How much was done: records read, rows of studies, of links and of relations written."""

    records: int
    studies: int
    links: int
    relations: int


def update(store: Store, topic: Topic, judged: Judgements) -> Updated:
    """Bring all evidence up to date with the records and with what persons judged of them.

    Nothing is written if nothing has changed. Raises what the store raises.
    """
    with (
        using(topic.packs),
        storage_errors(store.path),
    ):  # what is sorted or joined may need the disk, too
        numbers = {(k, alias): i for k, alias, i in store.connection.execute(_NUMBERS)}
        done = _update(store, topic, judged.of_today(numbers))
    log.debug("evidence: %s", done)
    return done


def _update(store: Store, topic: Topic, judged: Judgements) -> Updated:
    records = extract(store, topic, judged.corrections)
    if store.connection.execute(_ANY_TEXT).fetchone()[0]:
        from harvest.evidence.full_texts.step import read_full_texts

        records += read_full_texts(store, staleness.digest("harvest.evidence.full_texts.facts"))
    studies = links = relations = 0
    made_from = _digest(store.connection, _TRIALS, _REMOVED_TRIALS, _TRIAL_ALIASES, _COPIES)
    verdicts = Judgements(studies=judged.studies).digest
    due = _joined(made_from, verdicts, staleness.digest(*_OF_STUDIES))
    if _is_due(store, "studies", due):
        # takes a second, which most runs need not pay
        from harvest.evidence.studies.likeness.proposing import propose
        from harvest.evidence.studies.step import find_studies

        _begin(store, "studies")
        studies = find_studies(store, judged.studies, propose)
        _note(store, "studies", due)
    base = _digest(store.connection, _STATE, _REMOVED, _ALIASES)
    verdicts = Judgements(judged.verdicts).digest
    words = repr([(concept.terms, concept.mesh) for concept in topic.concepts])
    together = _digest(store.connection, _STUDIES, _TEXTS, _FULL_TEXTS)
    due = _joined(base, together, verdicts, words, staleness.digest("harvest.evidence.links.link"))
    if _is_due(store, "link", due):
        # takes a second, which most runs need not pay
        from harvest.evidence.links.link import link, topic_words

        _begin(store, "link")
        links = link(store, judged.verdicts, topic_words(topic))
        _note(store, "link", due)
    made_from = _digest(store.connection, _LINKS, _TREES, _NAMES)
    due = _joined(made_from, base, staleness.digest("harvest.evidence.related.relate"))
    if _is_due(store, "relate", due):
        from harvest.evidence.related.relate import relate

        _begin(store, "relate")
        relations = relate(store)
        _note(store, "relate", due)
    return Updated(records, studies, links, relations)


def _digest(connection: sqlite3.Connection, *queries: str) -> str:
    digest = hashlib.sha256()
    for query in queries:
        for row in connection.execute(query):
            digest.update("\x1f".join(map(str, row)).encode())
            digest.update(b"\n")
    return digest.hexdigest()


def _joined(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _is_due(store: Store, step: str, digest: str) -> bool:
    row = store.connection.execute(_DONE, (step,)).fetchone()
    return row is None or row[0] != digest


def _begin(store: Store, step: str) -> None:
    """Forget what the step was made from last: stopped half-way, it is of neither state."""
    with store.transaction(f"evidence: {step} begun"):
        store.connection.execute(_UNDER_WAY, (step,))


def _note(store: Store, step: str, digest: str) -> None:
    with store.transaction(f"evidence: {step} done"):
        store.connection.execute(_NOTE, (step, digest))
