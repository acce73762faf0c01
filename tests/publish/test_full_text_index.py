"""The published full-text index: one name however it is set, and marks on the words as they stand.

Relies on nothing beside the program.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest import search
from harvest.config import Config
from harvest.fulltext import match_expression
from harvest.legible import searched
from harvest.paths import DB
from harvest.publish import publish
from harvest.publish.read import open_published
from tests.helpers.bases.work_base import article, filled, insert, trial

TITLES = {
    90000101: "Serum TGF-β1 falls",
    90000102: "Serum TGF-beta1 falls",
    90000103: "Serum TGFβ1 falls",
    90000104: "Serum TGF beta 1 falls",
    90000105: "Liver ﬁbrosis and eﬀect",
    90000106: "ＩＬ－１０ in the liver",
    90000107: "IL10 in the liver",
    90000108: "αβ T cells, α-SMA and CO₂",
    90000109: "A dose of 10⁶ cells, or of 10^6",
    90000110: "Dose for 106 persons",
    90000111: "hepa\u200dtitis of Nguyễn, 5 µg, phase Ⅳ, ½ of it",
    90000112: "Ηπατίτιδα και κίρρωση",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("index"), 1, 1)
    papers = [
        row for number, title in TITLES.items() for row in article(number - 90000000, title=title)
    ]
    insert(config.store.path, [*papers, *trial(201, brief_title="Ａｌｐｈａ of ﬁbrosis")])
    publish(config)
    return config


@pytest.fixture
def db(base: Config) -> Iterator[sqlite3.Connection]:
    with closing(open_published(base)) as connection:
        yield connection


def found(db: sqlite3.Connection, text: str) -> set[int]:
    (papers,) = search.search(db, text, most=50, kinds=["article"])
    return {int(hit.id) for hit in papers.hits} & TITLES.keys()


def marks(db: sqlite3.Connection, text: str) -> set[str]:
    sql = "SELECT highlight(articles_fts, 1, '[', ']') FROM articles_fts WHERE articles_fts MATCH ?"
    rows = db.execute(sql, (match_expression(text),))
    return {mark for (title,) in rows for mark in re.findall(r"\[(.*?)\]", title or "")}


@pytest.mark.parametrize(
    ("spellings", "papers"),
    [
        (
            ("TGF-β1", "TGF-beta1", "TGFβ1", "TGFbeta1", "tgf-β1", '"TGF beta 1"', "ＴＧＦ－β１"),
            {90000101, 90000102, 90000103, 90000104},
        ),
        (("fibrosis", "ﬁbrosis", "fibro*"), {90000105}),
        (("effect", "eﬀect"), {90000105}),
        (("IL-10", "IL10", "IL１０", '"IL 10"', "il‑10"), {90000106, 90000107}),
        (("α-SMA", "alpha-SMA", "alphaSMA", "αSMA"), {90000108}),
        (("αβ", "alpha-beta", "CO2", "CO₂"), {90000108}),
        (("10⁶", "10^6"), {90000109}),
        (("106",), {90000110}),
        (("hepatitis", "hepa\u200ctitis", "Nguyen", "Nguyễn", "μg", "IV", "½"), {90000111}),
        (("Ηπατίτιδα", "κίρρωση"), {90000112}),
    ],
)
def test_however_a_name_is_set_the_same_papers_are_found(
    db: sqlite3.Connection, spellings: tuple[str, ...], papers: set[int]
) -> None:
    assert {text: found(db, text) for text in spellings} == dict.fromkeys(spellings, papers)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("fibrosis", {"ﬁbrosis"}),
        ("TGF-beta1", {"TGF-β1", "TGF-beta1", "TGFβ1", "TGF beta 1"}),
        ("IL10", {"ＩＬ－１０", "IL10"}),
        ("hepatitis", {"hepa\u200dtitis"}),
        ("persons 106", {"106", "persons"}),
        ("dose of cells", {"Dose", "dose", "cells"}),
        ("ten", set()),
    ],
)
def test_marks_stand_on_the_words_found_as_their_publisher_set_them(
    db: sqlite3.Connection, text: str, marked: set[str]
) -> None:
    assert marks(db, text) == marked


def test_trials_and_definitions_are_indexed_alike(db: sqlite3.Connection) -> None:
    (trials,) = search.search(db, "alpha fibrosis", most=5, kinds=["trial"])
    assert [(hit.id, hit.title) for hit in trials.hits] == [
        ("NCT90000201", "Ａｌｐｈａ of ﬁbrosis")
    ]
    tokenizers = {
        name: re.findall(r'tokenize="(.*)"', (DB / "public" / f"{name}_fts.sql").read_text("utf-8"))
        for name in ("trials", "articles", "mesh")
    }
    assert len({str(each) for each in tokenizers.values()}) == 1


def test_every_column_of_the_index_is_filled(db: sqlite3.Connection) -> None:
    for name in ("articles", "trials", "mesh"):
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({name}_fts)")]
        text = (DB / "public" / f"{name}_fts.sql").read_text("utf-8")
        assert re.findall(r"searched\((\w+)\)", text) == columns


@pytest.fixture(scope="module")
def words() -> Iterator[sqlite3.Connection]:
    """An index in memory as the published one is made, and the words that it finds in a text."""
    text = (DB / "public" / "mesh_fts.sql").read_text("utf-8")
    (tokenizer,) = re.findall(r'tokenize="(.*)"', text)
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(f'CREATE VIRTUAL TABLE t USING fts5(x, tokenize="{tokenizer}")')
        db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        yield db


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet="aZ1 -αΩέμµﬁⅣ½₂⁶^１Ａ－\u200d\u00ad\u200bé\u0301中ｶﾞ①⑴™℃", max_size=12))
def test_the_copy_for_search_has_as_many_words_as_the_text(
    words: sqlite3.Connection, text: str
) -> None:
    counted = []
    for each in (text, searched(text)):
        words.execute("DELETE FROM t")
        words.execute("INSERT INTO t VALUES (?)", (each,))
        counted.append(words.execute("SELECT count(*) FROM v").fetchone()[0])
    assert counted[0] == counted[1]


def test_a_base_of_the_version_before_is_indexed_anew_by_itself(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)
    insert(config.store.path, article(101, title="Liver ﬁbrosis"))
    publish(config)
    with closing(sqlite3.connect(config.publish.path)) as db, db:
        db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
        db.execute("UPDATE publication SET source_state = 'of the code before'")
    with closing(open_published(config)) as db:
        assert not found(db, "fibrosis")
    publish(config)
    with closing(open_published(config)) as db:
        assert found(db, "fibrosis") == {90000101}
