"""Related records: what is near, why, and what is not shown.

Relies on nothing beside the program.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from harvest.evidence import update
from harvest.evidence.reading.passages import Passage, RecordText
from harvest.evidence.reading.term_counts import pack, record_words, unpack
from harvest.evidence.related.relate import LEAST, LEAST_ELSE, NEAREST
from harvest.evidence.related.space import SHARES, space
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
    made = space(store.connection)
    start, end = made.bounds[1:3]
    rows = [made.matrix[made.places["trial"][trial], start:end] for trial in (first, second)]
    return float((rows[0] @ rows[1].T).toarray()[0, 0])


def test_the_shares_of_the_blocks_add_up_to_one() -> None:
    assert sum(SHARES.values()) == pytest.approx(1)
