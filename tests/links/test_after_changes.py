"""After any changes, evidence that was brought up to date is that of a base made anew.

Relies on nothing beside the program.
"""

import random
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from harvest.evidence import update
from harvest.evidence.links.pairs import pools
from harvest.evidence.related import lists, nearness, relate
from harvest.judgements.model import Judgements, Verdict
from harvest.store import Store
from tests.helpers.bases.linked import TOPIC, fill, paper, trial
from tests.helpers.bases.work_base import row
from tests.helpers.converging import SUBJECTS, WORDS, base, fresh, nct, said, touch
from tests.helpers.economy.thorough import some

Verdicts = dict[tuple[str, str], Verdict]
MADE = (
    "article_roles", "candidate_papers", "candidate_pools", "compared", "evidence_done",
    "evidence_state", "facets", "links", "mentions",
    "nearest", "outcome_times", "prepared", "related", "relevance", "same_study", "study_members",
)  # fmt: skip


class Changes:
    """Makes one change after another, each of a kind that registries or persons make."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.verdicts: Verdicts = {}
        self._next = 500

    def make(self, db: Store) -> None:
        self.rng.choice(
            (self._reword, self._reword, self._redate, self._index, self._add_paper,
             self._add_trial, self._remove, self._restore, self._merge, self._judge, self._retract)
        )(db)  # fmt: skip

    def _pick(self, db: Store, kind: str) -> str:
        held = db.connection.execute("SELECT id FROM records WHERE kind = ? ORDER BY id", (kind,))
        return str(self.rng.choice(held.fetchall())[0])

    def _text(self) -> str:
        return f"{self.rng.choice(SUBJECTS)}: {' '.join(self.rng.sample(WORDS, 3))}"

    def _reword(self, db: Store) -> None:
        kind, table = self.rng.choice((("trial", "trials"), ("article", "articles")))
        column = self.rng.choice(("title", "abstract") if kind == "article" else ("brief_title",))
        identifier = self._pick(db, kind)
        db.connection.execute(
            f"UPDATE {table} SET {column} = ? WHERE {kind}_id = ?",  # noqa: S608 (names above)
            (self._text(), identifier),
        )
        touch(db, kind, identifier)

    def _redate(self, db: Store) -> None:
        identifier = self._pick(db, "trial")
        db.connection.execute(
            "UPDATE trials SET completion_date = ?, enrollment = enrollment + 1 WHERE trial_id = ?",
            (f"{self.rng.randint(2014, 2020)}-05", identifier),
        )
        touch(db, "trial", identifier)

    def _index(self, db: Store) -> None:
        identifier = self._pick(db, "article")
        ui = f"D{self.rng.randint(4, 9)}"
        values = row("article_mesh", identifier, ui, f"Descriptor {ui}", 0)[1]
        db.connection.execute(
            f"INSERT OR IGNORE INTO article_mesh VALUES ({', '.join('?' * len(values))})",  # noqa: S608
            values,
        )
        touch(db, "article", identifier)

    def _add_paper(self, db: Store) -> None:
        self._next += 1
        named = f" See {self._pick(db, 'trial')}." if self.rng.random() < 0.3 else ""
        own = {"title": self._text(), "abstract": f"{self._text()}.{named}", "year": 2021}
        author = row("authors", str(self._next), 0, "author", f"Person{self._next % 9}", "Anna")
        fill(db, paper(str(self._next), **own), author)

    def _add_trial(self, db: Store) -> None:
        self._next += 1
        official = row("officials", nct(self._next), 0, f"Anna Person{self._next % 9}")
        fill(db, trial(nct(self._next), brief_title=self._text()), official)

    def _remove(self, db: Store) -> None:
        kind = self.rng.choice(("trial", "article"))
        db.connection.execute(
            "UPDATE records SET removed_on = '2026-11-24' WHERE kind = ? AND id = ?",
            (kind, self._pick(db, kind)),
        )

    def _restore(self, db: Store) -> None:
        db.connection.execute("UPDATE records SET removed_on = NULL WHERE removed_on IS NOT NULL")

    def _merge(self, db: Store) -> None:
        gone, stays = self._pick(db, "trial"), self._pick(db, "trial")
        if gone != stays:
            db.connection.execute("UPDATE records SET removed_on = '2026' WHERE id = ?", (gone,))
            db.connection.execute(
                "INSERT OR IGNORE INTO aliases (kind, alias, id, first_seen) VALUES (?, ?, ?, ?)",
                ("trial", gone, stays, "2026-11-24T06:00:00Z"),
            )

    def _judge(self, db: Store) -> None:
        pair = self._pick(db, "trial"), self._pick(db, "article")
        self.verdicts[pair] = Verdict(self.rng.random() < 0.5, "AB", "2026-11-24", "")

    def _retract(self, db: Store) -> None:
        identifier = self._pick(db, "article")
        db.connection.execute(
            "UPDATE articles SET retracted = 1 WHERE article_id = ?", (identifier,)
        )
        touch(db, "article", identifier)


@pytest.fixture
def short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few are kept that ends are reached, and floors and ties matter, in a small base."""
    for module, name, value in (
        (relate, "NEAREST", 4), (relate, "_SPARE", 2), (relate, "BLOCK", 16), (lists, "LONGEST", 8),
        (pools, "NEAR", 6), (pools, "SPARE", 2), (pools, "LONGEST", 20), (pools, "BLOCK", 8),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, value)


def made_anew(store: Store, path: Path) -> Store:
    """A copy without any evidence."""
    store.connection.execute("VACUUM INTO ?", (str(path),))
    copy = fresh(path)
    for table in MADE:
        copy.connection.execute(f"DELETE FROM {table}")  # noqa: S608 (names above)
    return copy


@pytest.mark.parametrize("seed", some(range(8), 8, 1))
def test_what_changes_bring_is_what_a_base_made_anew_has(
    tmp_path: Path, seed: int, short_lists: None
) -> None:
    changes = Changes(seed)
    with closing(fresh(tmp_path / "work.db")) as store:
        base(store)
        update(store, TOPIC)
        for number in range(3):
            for _ in range(5):
                changes.make(store)
                if changes.rng.random() < 0.3:
                    update(store, TOPIC, Judgements(changes.verdicts))
            update(store, TOPIC, Judgements(changes.verdicts))
            with closing(made_anew(store, tmp_path / f"anew{number}.db")) as anew:
                update(anew, TOPIC, Judgements(changes.verdicts))
                assert said(store) == said(anew)


def test_only_what_has_changed_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs: list[int] = []
    likeness = nearness.likeness

    def counting(records: Any, columns: Any, kept: int, least: float) -> Any:
        pairs.append(records.shape[0] * columns.shape[1])
        return likeness(records, columns, kept, least)

    with closing(fresh(tmp_path / "work.db")) as store:
        base(store)
        monkeypatch.setattr(nearness, "likeness", counting)
        update(store, TOPIC)
        all_pairs = sum(pairs)
        pairs.clear()
        store.connection.execute("UPDATE trials SET completion_date = '2018-02'")
        for n in range(25):
            touch(store, "trial", nct(n))
        update(store, TOPIC)
        assert sum(pairs) == 0  # no word, person or term is another
        title = f"{SUBJECTS[2]}: safety of a newcomer"
        fill(store, paper("700", title=title, year=2021))
        update(store, TOPIC)
        assert 0 < sum(pairs) < all_pairs / 3
