"""Related records: what is near, why, and what is not shown.

Relies on ../shared.
"""

import json
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from harvest.evidence import update
from harvest.evidence.extract import extract
from harvest.evidence.reading.passages import Passage, RecordText
from harvest.evidence.reading.term_counts import pack, record_words, unpack
from harvest.evidence.related import nearness, relate
from harvest.evidence.related.nearness import Nearness
from harvest.evidence.related.relate import LEAST, LEAST_ELSE, NEAREST
from harvest.evidence.related.space import SHARES, space
from harvest.evidence.weighing.steadiness import in_steps, in_steps_among
from harvest.store import Store
from tests.helpers.bases.linked import TOPIC, fill, paper, rct, touched, trial
from tests.helpers.bases.work_base import row
from tests.helpers.clock import FakeClock

ONE_FACET = ("NCT90000001", "NCT90000002")
MANY_FACETS = ("NCT90000010", "NCT90000011")
CORD = "Umbilical cord mesenchymal stem cells in decompensated liver cirrhosis"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "work.db", clock=FakeClock())) as opened:
        opened.begin_run(False)
        yield opened


def base(store: Store) -> None:
    """Two trials and a paper on one subject, one trial on part of it, and much else."""
    fill(
        store,
        trial("NCT90000001", brief_title=f"{CORD}: intravenous infusion"),
        trial("NCT90000002", brief_title=f"{CORD}: a second intravenous study"),
        trial("NCT90000003", brief_title="Knee pain and walking in older adults"),
        paper("100", title=f"{CORD}: intravenous experience", abstract=CORD),
        paper("101", title="Kidney stones and diet", abstract="Citrate in urine was measured."),
        *(paper(str(n), title=f"Subject{n} of plant growth{n}") for n in range(200, 230)),
    )


def related(store: Store, kind: str, identifier: str, other: str) -> list[str]:
    return [
        number
        for (number,) in store.connection.execute(
            "SELECT other_id FROM related WHERE kind = ? AND id = ? AND other_kind = ? "
            "ORDER BY rank",
            (kind, identifier, other),
        )
    ]


def reasons(store: Store, identifier: str, other: str) -> list[str]:
    (text,) = store.connection.execute(
        "SELECT reasons FROM related WHERE id = ? AND other_id = ?", (identifier, other)
    ).fetchone()
    return list(json.loads(text))


def test_all_four_directions_find_the_record_on_the_same_subject(store: Store) -> None:
    base(store)
    update(store, TOPIC)
    assert related(store, "trial", "NCT90000001", "trial")[:1] == ["NCT90000002"]
    assert related(store, "trial", "NCT90000001", "article")[:1] == ["100"]
    assert set(related(store, "article", "100", "trial")[:2]) == {"NCT90000001", "NCT90000002"}
    fill(store, paper("102", title=f"{CORD}: more intravenous experience", abstract=CORD))
    update(store, TOPIC)
    assert related(store, "article", "100", "article")[:1] == ["102"]


def test_reasons_name_what_is_shared_and_nothing_else(store: Store) -> None:
    base(store)
    update(store, TOPIC)
    told = reasons(store, "NCT90000001", "NCT90000002")
    assert "same cell source: umbilical cord" in told
    assert "same stage: decompensated cirrhosis" in told
    assert not any("knee" in reason for reason in told)


def test_a_shared_word_stands_as_the_record_at_hand_writes_it(store: Store) -> None:
    base(store)
    fill(store, trial("NCT90000004", brief_title=f"{CORD}: intravenously infused"))
    update(store, TOPIC)
    here, there = (("NCT90000001", "infusion"), ("NCT90000004", "infused"))
    for (own, written), (other, otherwise) in ((here, there), (there, here)):
        (words,) = [told for told in reasons(store, own, other) if told.startswith("words: ")]
        shared = words.removeprefix("words: ").split(", ")
        assert written in shared
        assert otherwise not in shared


def test_a_word_of_a_quarter_of_the_records_weighs_the_same_a_little_rarer_or_not() -> None:
    found = np.array([1, 3, 124, 126, 255, 257, 499, 501])
    steps = in_steps_among(found, 1_000)
    assert steps[3:7].tolist() == [250.0] * 4
    rest = [0, 1, 2, 7]
    assert steps[rest].tolist() == in_steps(found[rest]).tolist()


def test_people_sponsor_and_citations_in_common_are_reasons(store: Store) -> None:
    base(store)
    fill(
        store,
        *(row("officials", f"NCT9000000{n}", 0, "Anna Kharazide, MD") for n in (1, 2)),
        *(row("sponsors", f"NCT9000000{n}", 0, "lead", "Hospital 302") for n in (1, 2)),
        *(row("trial_references", f"NCT9000000{n}", 0, "999", "BACKGROUND", "C") for n in (1, 2)),
    )
    update(store, TOPIC)
    told = reasons(store, "NCT90000001", "NCT90000002")
    assert "shares Kharazide, A" in told
    assert "same sponsor: Hospital 302" in told
    assert "1 cited paper in common" in told


def test_mesh_relates_by_distance_in_the_tree(store: Store) -> None:
    base(store)
    fill(
        store,
        row("mesh_terms", "D1", "Liver Cirrhosis", None, "C06.552.630"),
        row("mesh_trees", "D1", "C06.552.630"),
        row("mesh_terms", "D2", "Liver Cirrhosis, Biliary", None, "C06.552.630.400"),
        row("mesh_trees", "D2", "C06.552.630.400"),
        row("trial_mesh", "NCT90000001", "D1", "condition", 0, "Liver Cirrhosis"),
        row("trial_mesh", "NCT90000002", "D2", "condition", 0, "Liver Cirrhosis, Biliary"),
    )
    update(store, TOPIC)
    told = reasons(store, "NCT90000001", "NCT90000002")
    assert any(reason.startswith("MeSH: Liver Cirrhosis") for reason in told)


def test_an_explicitly_tied_paper_is_not_merely_related(store: Store) -> None:
    base(store)
    fill(store, rct("100"), row("databanks", "100", 0, "ClinicalTrials.gov", "NCT90000001"))
    update(store, TOPIC)
    assert "100" not in related(store, "trial", "NCT90000001", "article")
    assert "NCT90000001" not in related(store, "article", "100", "trial")
    assert "100" in related(store, "trial", "NCT90000002", "article")


def test_nothing_below_the_threshold_is_shown_and_nothing_relates_to_itself(store: Store) -> None:
    base(store)
    update(store, TOPIC)
    rows = store.connection.execute(
        "SELECT kind, id, other_kind, other_id, rank, score FROM related"
    ).fetchall()
    assert rows
    for kind, identifier, other_kind, other, rank, score in rows:
        assert (kind, identifier) != (other_kind, other)
        assert score >= LEAST.get((kind, other_kind), LEAST_ELSE)
        assert score <= 1.001
        assert 1 <= rank <= NEAREST
    assert related(store, "trial", "NCT90000003", "trial") == []


def test_a_removed_record_is_related_to_nothing(store: Store) -> None:
    base(store)
    update(store, TOPIC)
    store.connection.execute(
        "UPDATE records SET removed_on = '2026-11-24' WHERE id = 'NCT90000002'"
    )
    update(store, TOPIC)
    assert related(store, "trial", "NCT90000001", "trial") == []
    assert related(store, "trial", "NCT90000002", "trial") == []


def test_one_changed_record_is_read_alone_and_ends_as_a_clean_run_would(
    store: Store, tmp_path: Path
) -> None:
    base(store)
    update(store, TOPIC)
    change = "UPDATE trials SET brief_title = 'Knee pain and heat' WHERE trial_id = 'NCT90000003'"
    store.connection.execute(change)
    store.connection.execute("UPDATE records SET content_digest = 'new' WHERE id = 'NCT90000003'")
    assert update(store, TOPIC).records == 1
    with closing(Store.open(tmp_path / "clean.db", clock=FakeClock())) as clean:
        clean.begin_run(False)
        base(clean)
        clean.connection.execute(change)
        update(clean, TOPIC)
        for table in ("related", "facets", "relevance", "mentions", "article_roles"):
            sql = f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4"  # noqa: S608 (names above)
            ours = store.connection.execute(sql).fetchall()
            assert ours == clean.connection.execute(sql).fetchall()


def test_every_record_says_how_near_it_is_to_the_topic_and_why(store: Store) -> None:
    base(store)
    update(store, TOPIC)
    scores = {
        identifier: (score, json.loads(why))
        for identifier, score, why in store.connection.execute(
            "SELECT id, score, reasons FROM relevance"
        )
    }
    assert scores["NCT90000001"][0] == 1
    assert scores["NCT90000003"][0] < 0.1
    assert scores["NCT90000001"][1][0].startswith("condition: “liver cirrhosis” in brief title")


def test_reading_everything_again_leaves_every_row_as_it_was(store: Store) -> None:
    base(store)
    update(store, TOPIC)
    before = store.connection.execute("SELECT * FROM related ORDER BY 1, 2, 3, 4").fetchall()
    touched(store)
    assert update(store, TOPIC).records > 0
    assert (
        store.connection.execute("SELECT * FROM related ORDER BY 1, 2, 3, 4").fetchall() == before
    )


def test_the_words_of_a_record_survive_packing() -> None:
    record = RecordText(
        "article", "1", (Passage("title", "Cirrhosis of livers"),),
        bodies=(Passage("abstract", "The liver, cirrhotic."),),
    )  # fmt: skip
    words = record_words(record)
    stems, shown, counts = unpack(pack(words))
    assert dict(zip(stems, counts, strict=True))["liver"] == 3
    assert dict(zip(stems, shown, strict=True))["liver"] == "liver"


def test_one_facet_in_common_says_little_and_many_say_much(store: Store) -> None:
    """One cause is shared by records on anything: alone it must not beat the subject itself."""
    subject = "Walking programme for painful knees of older farmers"
    fill(
        store,
        trial("NCT90000001", brief_title=f"{subject} with hepatitis C"),
        trial("NCT90000002", brief_title="Ointments for warts on soles in hepatitis C"),
        trial("NCT90000003", brief_title=f"{subject}: which ones go on?"),
        *(trial(f"NCT9000001{n}", brief_title=f"{CORD}, intravenous, {n}") for n in range(2)),
        *(paper(str(n), title=f"Subject{n} of plant growth{n}") for n in range(200, 230)),
    )
    update(store, TOPIC)
    one, many = shares(store, *ONE_FACET), shares(store, *MANY_FACETS)
    assert 0 < one < 0.03
    assert many > 3 * one
    assert related(store, "trial", "NCT90000001", "trial")[:1] == ["NCT90000003"]


def shares(store: Store, first: str, second: str) -> float:
    """What the facets of two trials add to their score."""
    made = space(store)
    start, end = made.bounds[1:3]
    rows = [made.matrix[made.places["trial"][trial], start:end] for trial in (first, second)]
    return float((rows[0] @ rows[1].T).toarray()[0, 0])


def test_in_a_large_base_the_nearest_have_the_scores_that_they_have_in_any(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_subjects(store)
    update(store, TOPIC)
    every = scores(store)
    assert compared_in_part(store) == []
    for module, name, size in (
        (nearness, "EXACT", 20), (nearness, "TELLING", 9), (nearness, "LOOKED_THROUGH", 300),
        (nearness, "COMPARED", 25), (relate, "COMPARED", 25),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, size)
    assert relate.relate(store) > 0
    assert compared_in_part(store) == ["article"]
    some = scores(store)
    found = [pair for pair in some if pair in every]
    assert len(every) > 500
    assert 0.9 * len(every) < len(found) < len(every)
    assert [some[pair] for pair in found] == pytest.approx(
        [every[pair] for pair in found], abs=2e-3
    )
    trials = {pair for pair in every if pair[2] == "trial"}
    assert trials
    assert {pair: every[pair] for pair in trials} == {p: some[p] for p in some if p[2] == "trial"}


def compared_in_part(store: Store) -> object:
    """What a publication says of it."""
    (told,) = store.connection.execute(
        "SELECT digest FROM evidence_done WHERE step = 'compared in part'"
    ).fetchone()
    return json.loads(told)


def test_how_much_a_record_is_looked_up_does_not_grow_with_the_base(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_subjects(store)
    extract(store, TOPIC, {}, processes=1)
    made = space(store)
    rows = np.array(made.rows("article"))

    def looked_at() -> int:
        base = Nearness(made)
        near = base.near(rows, base.columns(rows, "article"), "article", len(rows), 0.0)
        return int(np.diff(near.indptr).max())

    assert looked_at() > 60
    for name, size in (("EXACT", 20), ("TELLING", 12), ("LOOKED_THROUGH", 30)):
        monkeypatch.setattr(nearness, name, size)
    assert 0 < looked_at() <= 45  # lengths are taken in steps


def test_a_large_base_that_grows_says_what_one_made_at_once_says(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name, size in (
        (nearness, "EXACT", 20), (nearness, "TELLING", 8), (nearness, "LOOKED_THROUGH", 60),
        (nearness, "COMPARED", 12), (relate, "COMPARED", 12), (relate, "_SPARE", 3),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, size)
    for first in (0, *range(300, 324, 4)):  # the newest year, whose papers shift no weights
        many_subjects(store, first, 4 if first else 300)
        extract(store, TOPIC, {}, processes=1)
        relate.relate(store)
    grown = scores(store)
    store.connection.execute("DELETE FROM compared")
    store.connection.execute("DELETE FROM nearest")
    relate.relate(store)
    assert scores(store) == grown


def many_subjects(store: Store, first: int = 0, papers: int = 300, year: int = 2020) -> None:
    """Papers on subjects that share words, each with some of its own, and few trials."""
    rng = random.Random(first)
    words = [f"word{n}" for n in range(400)]
    rows = []
    for n in range(first, first + papers):
        subject = n % 15
        some = rng.sample(words[subject * 20 : subject * 20 + 60], 12)
        rows.append(
            paper(str(1000 + n), title=f"Cells in {' '.join(some)} rare{rng.randrange(99)}")
        )
    fill(store, *rows)
    if not first:
        fill(store, *(trial(f"NCT9000000{n}", brief_title=f"{CORD} word{n}") for n in range(9)))


def scores(store: Store) -> dict[tuple[str, str, str, str], float]:
    """What is shown as related, with its scores."""
    rows = store.connection.execute("SELECT kind, id, other_kind, other_id, score FROM related")
    return {(kind, one, other, two): score for kind, one, other, two, score in rows}


def test_the_shares_of_the_blocks_add_up_to_one() -> None:
    assert sum(SHARES.values()) == pytest.approx(1)
