"""The configuration as it comes, over all real records beside the repository.

Relies on stand-ins and ../shared.
"""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.config import load
from harvest.standin import folder, serve
from tests.helpers.bases.default_config import default_config

OFF_TOPIC = {
    "NCT01429038",  # after a transplantation of kidney or liver
    "NCT02557724",  # cells that leave the marrow during a transplantation of the liver
    "NCT03460223",  # fibrosis of the kidney
    "NCT04252118",  # pneumonia, with the liver among the harms
    "NCT06058572",  # leukaemia: rifaximin, whose use in cirrhosis is told
}
"""Trials that the searches find beside those on topic, each read by hand."""


@pytest.fixture(scope="module")
def public(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    base = tmp_path_factory.mktemp("default")
    with serve(folder(shared / "corpus")) as standin:
        path = default_config(base, standin)
        assert run(["refresh", "--quiet", "--config", str(path)]) == 0
    with closing(sqlite3.connect(load(path, {}).publish.path)) as connection:
        yield connection


def found(public: sqlite3.Connection, search: str, kind: str) -> set[str]:
    query = "SELECT record_id FROM memberships WHERE search = ? AND kind = ?"
    return {row[0] for row in public.execute(query, (search, kind))}


def test_every_walk_is_complete_and_all_is_published(public: sqlite3.Connection) -> None:
    assert public.execute("SELECT DISTINCT state FROM run_queries").fetchall() == [("complete",)]
    assert public.execute("SELECT unfinished, missing FROM publication").fetchone() == (0, "[]")


def test_every_trial_on_topic_is_found_and_few_others(
    public: sqlite3.Connection, shared: Path
) -> None:
    index = shared / "corpus" / "clinicaltrials" / "topic-index.tsv"
    with index.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    on_topic = {row["nct_id"] for row in rows if row["topical"] == "true"} | {"NCT05442437"}
    assert len(on_topic) == 40
    trials = found(public, "core", "trial") | found(public, "in-text", "trial")
    assert trials == on_topic | OFF_TOPIC
    assert {row[0] for row in public.execute("SELECT trial_id FROM trials")} == trials


def test_a_trial_whose_own_words_alone_name_the_condition_is_found_by_the_second_search(
    public: sqlite3.Connection,
) -> None:
    more = found(public, "in-text", "trial") - found(public, "core", "trial")
    assert more == {"NCT05442437", "NCT04252118", "NCT06058572"}


def test_relevance_tells_the_trials_on_topic_from_the_others(public: sqlite3.Connection) -> None:
    scores = dict(public.execute("SELECT trial_id, relevance FROM trials").fetchall())
    assert max(scores[trial] for trial in OFF_TOPIC) < 0.5
    assert min(score for trial, score in scores.items() if trial not in OFF_TOPIC) > 0.6


def test_pubmed_is_asked_once_for_what_two_searches_want_of_it(public: sqlite3.Connection) -> None:
    asked = public.execute(
        "SELECT search FROM run_queries WHERE source = 'pubmed' AND purpose = 'search'"
    ).fetchall()
    assert asked == [("core",)]
