"""Evidence depends on the records and files as they stand, not on how they came to stand so.

Relies on nothing beside the program.
"""

import errno
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from harvest import staleness
from harvest.errors import StorageError
from harvest.evidence import update
from harvest.evidence.links import candidate_store, link, matcher, model, studies
from harvest.evidence.links.candidate_store import Pools
from harvest.evidence.links.pairs import pools
from harvest.evidence.reading import similarity
from harvest.evidence.related import nearness, relate, space
from harvest.facets import names
from harvest.judgements import read
from harvest.judgements.model import Judgements
from harvest.store import Store, schema
from tests.helpers.bases.linked import TOPIC, fill, paper, trial
from tests.helpers.bases.work_base import row
from tests.helpers.converging import SUBJECTS, base, fresh, nct, said, touch
from tests.helpers.economy.thorough import kill_points

Step = Callable[[Store], object]


def retitle(store: Store) -> None:
    store.connection.execute(
        "UPDATE trials SET brief_title = ? WHERE trial_id = ?", (f"{SUBJECTS[1]}: pilot", nct(3))
    )
    touch(store, "trial", nct(3))


def rewrite_a_word(store: Store) -> None:
    """The same stems; one word stands otherwise."""
    store.connection.execute(
        "UPDATE trials SET brief_summary = replace(brief_summary, 'test', 'tested')"
        " WHERE trial_id = ?",
        (nct(2),),
    )
    touch(store, "trial", nct(2))


def rewrite(store: Store) -> None:
    store.connection.execute(
        "UPDATE articles SET abstract = ?, title = ? WHERE article_id = '107'",
        (f"We report {nct(4)}: {SUBJECTS[0]}.", f"{SUBJECTS[0]} again"),
    )
    touch(store, "article", "107")


def bury(store: Store) -> None:
    store.connection.execute("UPDATE records SET removed_on = '2026-11-24' WHERE id = '112'")
    store.connection.execute("UPDATE records SET removed_on = '2026-11-24' WHERE id = ?", (nct(6),))


def revive(store: Store) -> None:
    store.connection.execute("UPDATE records SET removed_on = NULL WHERE id = '112'")


STEPS: dict[str, Step] = {
    "a text is changed": retitle,
    "a word is written otherwise": rewrite_a_word,
    "a paper is rewritten and names another trial": rewrite,
    "a trial is new": lambda store: fill(
        store,
        trial(nct(80), brief_title=f"{SUBJECTS[2]}: a new study"),
        row("officials", nct(80), 0, "B. Person3"),
    ),
    "papers are new": lambda store: fill(
        store,
        paper("300", title=f"{SUBJECTS[2]}: new results", abstract="Cells were infused."),
        paper("301", title=f"{SUBJECTS[4]}: new results", abstract=f"Trial {nct(4)}."),
    ),
    "records are removed": bury,
    "one of them is back": revive,
    "a descriptor is known": lambda store: fill(
        store, row("mesh_terms", "D1", "Liver Cirrhosis", None, "C06.552.630"),
        row("mesh_trees", "D1", "C06.552.630"),
        row("mesh_terms", "D2", "Liver Cirrhosis, Biliary", None, "C06.552.630.400"),
        row("mesh_trees", "D2", "C06.552.630.400"),
    ),
    "its name is another": lambda store: store.connection.execute(
        "UPDATE mesh_terms SET name = 'Cirrhosis of the Liver' WHERE ui = 'D1'"
    ),
}  # fmt: skip


def narrowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on a base is large, whatever its size, and little of each record is looked at."""
    for module, name, size in (
        (nearness, "EXACT", 0), (nearness, "TELLING", 5), (nearness, "LOOKED_THROUGH", 40),
        (nearness, "COMPARED", 6), (relate, "COMPARED", 6), (relate, "_SPARE", 2),
        (pools, "EXACT", 0), (matcher, "LOOKED_THROUGH", 40), (matcher, "NAMESAKES", 3),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, size)


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
def test_step_by_step_ends_as_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    with (
        closing(fresh(tmp_path / "step.db")) as store,
        closing(fresh(tmp_path / "bare.db")) as bare,
    ):
        base(store)
        base(bare)
        update(store, TOPIC)
        if large:
            narrowed(monkeypatch)
            update(store, TOPIC)
        before = said(store)
        assert len(before["related"]) > 100
        assert any(rule == "candidate" for _, _, rule, *_ in before["links"])
        for number, (name, step) in enumerate(STEPS.items()):
            step(store)
            step(bare)
            update(store, TOPIC)
            clean = tmp_path / f"clean{number}.db"
            bare.connection.execute("VACUUM INTO ?", (str(clean),))
            with closing(fresh(clean)) as once:
                update(once, TOPIC)
                assert said(store) == said(once), name
            assert said(store) != before, name
            before = said(store)


def file_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Judgements]]:
    """Changes of the files that evidence is made from, one after another."""
    file = folder / "verdicts.csv"
    file.write_text(f"trial,paper,verdict,who,when,note\n{nct(0)},105,yes,AB,2026-11-24,\n")
    yield "a verdict", read(folder, names())
    file = folder / "corrections.csv"
    file.write_text(
        "kind,id,facet,value,label,reason,who,when\n"
        f"trial,{nct(1)},donor,allogeneic,allogeneic,The record is wrong,AB,2026-11-24\n"
    )
    yield "a correction", read(folder, names())
    weights = json.loads(model.WEIGHTS.read_text())
    weights["threshold"] = 0.11
    changed = folder / "weights.json"
    changed.write_text(json.dumps(weights))
    monkeypatch.setattr(model, "WEIGHTS", changed)
    shipped = staleness.digest
    monkeypatch.setattr(staleness, "digest", lambda *steps: f"{shipped(*steps)} with 0.11")
    link.shipped.cache_clear()
    yield "other weights", read(folder, names())


def test_changed_files_change_what_a_clean_run_would_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        with closing(fresh(tmp_path / "step.db")) as store:
            base(store)
            store.connection.execute("VACUUM INTO ?", (str(tmp_path / "bare.db"),))
            update(store, TOPIC)
            before = said(store)
            for name, judged in file_changes(tmp_path, monkeypatch):
                update(store, TOPIC, judged)
                shutil.copy(tmp_path / "bare.db", tmp_path / f"{name}.db")
                with closing(fresh(tmp_path / f"{name}.db")) as once:
                    update(once, TOPIC, judged)
                    assert said(store) == said(once), name
                assert said(store) != before, name
                before = said(store)
    finally:
        link.shipped.cache_clear()


class Killed(BaseException):
    """Stands for the end of the process: nothing of the program's handles it."""


def test_stopped_at_any_point_and_run_again_it_ends_as_if_undisturbed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relate, "BLOCK", 16)
    with closing(fresh(tmp_path / "start.db")) as store:
        base(store)
        update(store, TOPIC)
        for step in STEPS.values():
            step(store)
        store.connection.execute("VACUUM INTO ?", (str(tmp_path / "changed.db"),))
        passed: list[str] = []
        monkeypatch.setattr(schema, "point", passed.append)
        update(store, TOPIC)
        expected = said(store)
    points = list(passed)
    assert sum("evidence: relate:" in name for name in points) > 6
    first = points.index("evidence: relate: after commit")
    for stop in sorted({first, *(number - 1 for number in kill_points(points))}):
        path = tmp_path / f"{stop}.db"
        shutil.copy(tmp_path / "changed.db", path)

        def kill(name: str, left: list[int] = [stop]) -> None:  # noqa: B006 (counts down)
            if left[0] == 0:
                raise Killed(name)
            left[0] -= 1

        monkeypatch.setattr(schema, "point", kill)
        with (
            closing(fresh_without_points(path, monkeypatch, kill)) as store,
            pytest.raises(Killed),
        ):
            update(store, TOPIC)
        monkeypatch.setattr(schema, "point", lambda name: None)
        with closing(fresh(path)) as store:
            update(store, TOPIC)
            assert said(store) == expected, points[stop]
        path.unlink()


def test_a_change_that_is_taken_back_while_evidence_is_half_made_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relate, "BLOCK", 16)
    with closing(fresh(tmp_path / "work.db")) as store:
        base(store)
        update(store, TOPIC)
        expected = said(store)
        store.connection.execute("VACUUM INTO ?", (str(tmp_path / "changed.db"),))
    with closing(fresh(tmp_path / "changed.db")) as store:
        texts = store.connection.execute(
            "SELECT abstract, title FROM articles WHERE article_id = '107'"
        )
        abstract, title = texts.fetchone()
        rewrite(store)

        def kill(name: str) -> None:
            if name == "evidence: relate: after commit":
                raise Killed(name)

        monkeypatch.setattr(schema, "point", kill)
        with pytest.raises(Killed):
            update(store, TOPIC)
        monkeypatch.setattr(schema, "point", lambda name: None)
        assert said(store) != expected
        store.connection.execute(
            "UPDATE articles SET abstract = ?, title = ? WHERE article_id = '107'",
            (abstract, title),
        )
        store.connection.execute("UPDATE records SET content_digest = 'c' WHERE id = '107'")
        update(store, TOPIC)
        assert said(store) == expected


def fresh_without_points(
    path: Path, monkeypatch: pytest.MonkeyPatch, kill: Callable[[str], None]
) -> Store:
    """A store whose points count from now on."""
    monkeypatch.setattr(schema, "point", lambda name: None)
    store = fresh(path)
    monkeypatch.setattr(schema, "point", kill)
    return store


def test_what_is_found_does_not_depend_on_how_much_is_looked_at_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(fresh(tmp_path / "large.db")) as large:
        base(large)
        large.connection.execute("VACUUM INTO ?", (str(tmp_path / "small.db"),))
        update(large, TOPIC)
        for module, name, size in (
            (pools, "BLOCK", 3), (pools, "_WRITTEN", 2), (relate, "BLOCK", 7),
            (space, "_TOGETHER", 5), (studies, "TOGETHER", 4), (candidate_store, "_IN_MEMORY", 100),
            (similarity, "_PIECE", 6),
        ):  # fmt: skip
            monkeypatch.setattr(module, name, size)
        with closing(fresh(tmp_path / "small.db")) as small:
            update(small, TOPIC)
            assert said(small) == said(large)


def test_pools_come_back_from_the_disk_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidate_store, "_IN_MEMORY", 10)
    with Pools(("a", "b")) as put:
        for number in range(3):
            rows = np.arange(number, dtype=np.int64)
            put.add(f"NCT{number}", rows, rows / 3, {"a": rows * 2.0, "b": rows + 1, "c": rows})
        found = list(put)
    assert [pool.trial for pool in found] == ["NCT0", "NCT1", "NCT2"]
    assert found[2].rows.tolist() == [0, 1]
    assert found[2].scores.tolist() == [0, 1 / 3]
    assert {name: column.tolist() for name, column in found[2].values.items()} == {
        "a": [0, 2],
        "b": [1, 2],
    }


def test_no_temporary_table_is_left_behind(tmp_path: Path) -> None:
    with closing(fresh(tmp_path / "work.db")) as store:
        base(store, 3, 3)
        update(store, TOPIC)
        assert store.connection.execute("SELECT name FROM temp.sqlite_schema").fetchall() == []
        with pytest.raises(sqlite3.OperationalError):
            store.connection.execute("SELECT * FROM temp.trial_numbers")


def test_a_full_disk_for_temporary_files_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candidate_store, "_IN_MEMORY", 10)
    with Pools(("a",)) as put:
        monkeypatch.setattr(put._file, "write", _full)
        rows = np.arange(3, dtype=np.int64)
        with pytest.raises(StorageError, match="no room for temporary files"):
            put.add("NCT1", rows, rows / 3, {"a": rows})


def _full(data: bytes) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")
