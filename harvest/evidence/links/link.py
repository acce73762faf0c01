"""Step two: every tie between a trial and a paper, by one rule a file in ``db/links``.

Each tie that a rule finds is a row of ``links``; what the paper is to the trial is decided from all
ties of the pair. A tie that its source no longer states stays, marked as withdrawn.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from harvest.config import Topic
from harvest.evidence.links.candidates import Candidate, scores
from harvest.evidence.links.decide import Tie, decide
from harvest.evidence.links.model import shipped
from harvest.evidence.links.months import Months, appeared
from harvest.evidence.links.rules import Rule, rules
from harvest.evidence.reading.tokens import stems
from harvest.identifiers import number_of
from harvest.judgements.model import Verdict

if TYPE_CHECKING:
    from harvest.store import Store

_ROLES = "SELECT article_id, role, evidence FROM article_roles"
_COUNTED = """
SELECT x.article_id, max(f.fact), f.value
FROM full_text_facts AS f JOIN article_full_texts AS x ON x.pmcid = f.pmcid
WHERE f.fact IN ('enrolled', 'randomised')
GROUP BY x.article_id
"""
_TRIALS = "SELECT trial_id, start_date FROM trials"
_ARTICLES = "SELECT article_id, coalesce(published, year), electronic_date FROM articles"
# One study may have a number in several registries; numbers of one registry are several studies.
# Only those count that are the paper's own: a report may name others' trials beside it.
_NAMED = """
SELECT article_id, max(numbers) FROM (
    SELECT article_id, count(DISTINCT number) AS numbers FROM paper_numbers
    WHERE registers AND registry IN (SELECT registry FROM trials)
    GROUP BY article_id, registry
)
GROUP BY article_id
"""
_NUMBERS = """
CREATE TEMP TABLE trial_numbers AS
SELECT n.number, n.trial_id, n.own, coalesce(m.study_id, n.trial_id) AS study_id
FROM main.trial_numbers AS n LEFT JOIN study_members AS m ON m.trial_id = n.trial_id
"""
_REGISTERED = """
SELECT t.trial_id, t.registry, coalesce(m.study_id, t.trial_id)
FROM trials AS t LEFT JOIN study_members AS m ON m.trial_id = t.trial_id
"""
_ADD_NUMBER = "INSERT INTO temp.trial_numbers VALUES (?, ?, 1, ?)"
_BY_NUMBER = "CREATE INDEX temp.trial_numbers_number ON trial_numbers(number)"
# Numbers in a paper that several held trials have, unless it is that of a third registration of one
# study, which is not held.
_SHARED = """
SELECT m.article_id, n.trial_id, m.number
FROM paper_numbers AS m JOIN temp.trial_numbers AS n ON n.number = m.number
WHERE n.number IN (
    SELECT number FROM temp.trial_numbers GROUP BY number
    HAVING count(DISTINCT trial_id) > 1 AND (max(own) OR count(DISTINCT study_id) > 1)
)
"""
# What a paper names by a number of its own: in its registry, or one that only its study has.
_OWN = """
SELECT DISTINCT m.article_id, n.trial_id
FROM paper_numbers AS m JOIN temp.trial_numbers AS n ON n.number = m.number
WHERE (n.own OR n.number IN (
    SELECT number FROM temp.trial_numbers GROUP BY number
    HAVING count(DISTINCT trial_id) = 1 OR (NOT max(own) AND count(DISTINCT study_id) = 1)
))
"""
_HELD = """
SELECT trial_id, article_id, rule, relation, basis, score, probable, proofs, evidence, withdrawn_on
FROM links
"""
_UPSERT = """
INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
ON CONFLICT DO UPDATE SET relation = excluded.relation, basis = excluded.basis,
    score = excluded.score, probable = excluded.probable, proofs = excluded.proofs,
    evidence = excluded.evidence, last_seen = excluded.last_seen, withdrawn_on = NULL
"""
_WITHDRAW = """
UPDATE links SET withdrawn_on = ? WHERE trial_id = ? AND article_id = ? AND rule = ?
"""
_DROP = "DELETE FROM links WHERE trial_id = ? AND article_id = ? AND rule = ?"


@dataclass(frozen=True, slots=True)
class Link:
    """A row of ``links`` but its times."""

    relation: str
    basis: str
    score: float | None
    probable: int
    proofs: int
    evidence: str


_TAKEN = ("results", "derived", "protocol")
"""A paper that is decided to be one of these to a trial is nobody else's candidate."""

Key = tuple[str, str, str]
Verdicts = Mapping[tuple[str, str], Verdict]
"""By trial and paper."""


def topic_words(topic: Topic) -> frozenset[str]:
    """The stems of the words of a topic."""
    words = [word for concept in topic.concepts for word in (*concept.terms, *concept.mesh)]
    return frozenset(stems(*words))


def link(store: "Store", verdicts: Verdicts, topic: frozenset[str] = frozenset()) -> int:
    """Bring ``links`` up to date; the number of rows written.

    ``topic`` are the stems of the topic's words, which tell nothing of a pair of titles.
    """
    connection = store.connection
    wanted = dict(_wanted(store, verdicts, topic))
    held = {
        (row[0], row[1], row[2]): (Link(*row[3:9]), row[9]) for row in connection.execute(_HELD)
    }
    changed = [(key, value) for key, value in wanted.items() if held.get(key) != (value, None)]
    gone = [key for key, (_, withdrawn) in held.items() if key not in wanted and not withdrawn]
    # A candidate that no longer scores was a guess, not a statement: it simply goes.
    dropped = [key for key in held if key not in wanted and key[2] in {"candidate", "verdict"}]
    gone = [key for key in gone if key[2] not in {"candidate", "verdict"}]
    if changed or gone or dropped:
        with store.transaction("evidence: link") as now:
            connection.executemany(
                _UPSERT,
                (
                    (
                        *key,
                        v.relation,
                        v.basis,
                        v.score,
                        v.probable,
                        v.proofs,
                        v.evidence,
                        now,
                        now,
                    )
                    for key, v in changed
                ),
            )
            connection.executemany(_WITHDRAW, ((now, *key) for key in gone))
            connection.executemany(_DROP, dropped)
    return len(changed) + len(gone) + len(dropped)


@dataclass
class _Found:
    """What the rules found of one pair: rule → evidence."""

    evidence: dict[str, str]
    registers: bool = False
    shared: tuple[str, ...] = ()


def _explicit(connection: sqlite3.Connection) -> dict[tuple[str, str], _Found]:
    pairs: dict[tuple[str, str], _Found] = {}
    # The rules ask the view for one number after another: once made and indexed, it costs little.
    connection.execute("DROP TABLE IF EXISTS temp.trial_numbers")
    connection.execute(_NUMBERS)
    connection.executemany(_ADD_NUMBER, _whole_numbers(connection))
    connection.execute(_BY_NUMBER)
    for rule in rules():
        for trial_id, article_id, evidence, registers in connection.execute(rule.sql):
            pair = pairs.setdefault((trial_id, article_id), _Found({}))
            before = pair.evidence.get(rule.name)
            if before is None or evidence < before:
                pair.evidence[rule.name] = evidence
            pair.registers |= bool(registers)
    _mark_shared(connection, pairs)
    connection.execute("DROP TABLE temp.trial_numbers")
    return pairs


def _whole_numbers(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """The numbers by which papers name records whose keys say more, as a country."""
    for trial_id, registry, study_id in connection.execute(_REGISTERED).fetchall():
        if (number := number_of(registry, trial_id)) != trial_id:
            yield number, trial_id, study_id


def _mark_shared(connection: sqlite3.Connection, pairs: dict[tuple[str, str], _Found]) -> None:
    """Note of each pair that only a shared number ties, which other trials have that number."""
    naming = {rule.name for rule in rules() if rule.names and not rule.lists}
    plainly = {(trial_id, article_id) for article_id, trial_id in connection.execute(_OWN)}
    having: dict[tuple[str, str], set[str]] = defaultdict(set)
    for article_id, trial_id, number in connection.execute(_SHARED):
        having[article_id, number].add(trial_id)
    for (article_id, _), trials in having.items():
        for trial_id in trials:
            pair = pairs.get((trial_id, article_id))
            if pair is None or (trial_id, article_id) in plainly or pair.evidence.keys() - naming:
                continue
            pair.shared = tuple(sorted({*pair.shared, *trials} - {trial_id}))


def _wanted(store: "Store", given: Verdicts, topic: frozenset[str]) -> Iterator[tuple[Key, Link]]:
    connection = store.connection
    pairs = _explicit(connection)
    by_name = {rule.name: rule for rule in rules()}
    context = _Context(connection, given, by_name)
    named: dict[str, set[str]] = defaultdict(set)
    for (trial_id, article_id), pair in pairs.items():
        if decide(context.tie((trial_id, article_id), pair))[0] in _TAKEN:
            named[article_id].add(trial_id)
    candidates = {
        (c.trial_id, c.article_id): c
        for c in scores(
            store,
            {article_id: frozenset(trials) for article_id, trials in named.items()},
            topic,
        )
    }
    context.candidates = candidates
    for key, pair in pairs.items():
        tie = context.tie(key, pair)
        relation, basis = decide(tie)
        proofs = len({by_name[rule].proof for rule in pair.evidence})
        for rule, evidence in pair.evidence.items():
            yield (*key, rule), Link(relation, basis, 1.0, 0, proofs, evidence)
        if tie.verdict is not None:
            yield (*key, "verdict"), _verdict(tie.verdict, relation, basis, proofs)
    for key, candidate in candidates.items():
        if key in pairs:
            continue
        verdict = given.get(key)
        if verdict is not None:
            relation, basis = decide(context.tie(key, _Found({})))
            yield (*key, "verdict"), _verdict(verdict, relation, basis, 0)
            continue
        basis = "probable" if candidate.probable else "to be checked by a person"
        evidence = "; ".join(candidate.reasons) or "words in common"
        yield (
            (*key, "candidate"),
            Link("candidate", basis, candidate.chance, int(candidate.probable), 0, evidence),
        )
    yield from context.verdicts_alone(pairs.keys() | candidates.keys())


def _verdict(verdict: Verdict, relation: str, basis: str, proofs: int) -> Link:
    word = "yes" if verdict.yes else "no"
    evidence = " ".join(filter(None, (word, verdict.who, verdict.when, verdict.note)))
    return Link(relation, basis, 1.0 if verdict.yes else 0.0, 0, proofs, evidence)


class _Context:
    """What deciding needs beside the ties themselves."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        given: Verdicts,
        by_name: Mapping[str, Rule],
    ) -> None:
        self._rules = by_name
        self._roles = {
            article_id: (role, why) for article_id, role, why in connection.execute(_ROLES)
        }
        for article_id, how, people in connection.execute(_COUNTED):
            if self._roles.get(article_id, ("other", ""))[0] == "other":
                why = f"its full text counts {people} {how}"
                self._roles[article_id] = ("results", why)
        self._starts = {
            trial_id: Months.of(start) for trial_id, start in connection.execute(_TRIALS)
        }
        self._published = {
            article_id: appeared(str(printed) if printed else None, electronic)
            for article_id, printed, electronic in connection.execute(_ARTICLES)
        }
        self._named = dict(connection.execute(_NAMED))
        self.candidates: Mapping[tuple[str, str], Candidate] = {}  # once they are known
        self._given = given
        self._threshold = shipped().linker.threshold

    def tie(self, key: tuple[str, str], pair: _Found) -> Tie:
        """Everything known of a pair."""
        trial_id, article_id = key
        role, why = self._roles.get(article_id, ("other", ""))
        candidate = self.candidates.get(key)
        return Tie(
            rules=frozenset(self._rules[name] for name in pair.evidence),
            registers=pair.registers,
            role=role,
            role_evidence=why,
            trials_named=self._named.get(article_id, 0),
            start=self._starts.get(trial_id),
            published=self._published.get(article_id),
            chance=candidate.chance if candidate and candidate.probable else 0.0,
            threshold=self._threshold,
            verdict=self._given.get(key),
            shared=pair.shared,
            picked=bool(pair.shared) and self._picks(key, pair.shared),
        )

    def _picks(self, key: tuple[str, str], others: tuple[str, ...]) -> bool:
        """Whether words, people and dates make this trial probable and none of the others."""

        def probable(trial_id: str) -> bool:
            candidate = self.candidates.get((trial_id, key[1]))
            return candidate is not None and candidate.probable

        return probable(key[0]) and not any(map(probable, others))

    def verdicts_alone(self, known: set[tuple[str, str]]) -> Iterator[tuple[Key, Link]]:
        """Verdicts on pairs that nothing else ties, where both records are held."""
        for key, verdict in self._given.items():
            if key not in known and key[0] in self._starts and key[1] in self._published:
                relation, basis = decide(self.tie(key, _Found({})))
                yield (*key, "verdict"), _verdict(verdict, relation, basis, 0)
