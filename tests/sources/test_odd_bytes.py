"""Bytes that are legal, or damaged in one record: stand-ins answer, and no neighbour is harmed.

Relies on stand-ins.
"""

import json
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from lxml import etree

from harvest.config import Config, load
from harvest.run.refresh import refresh
from harvest.standin import Fixed, StandIn, State, serve
from tests.helpers.bases.tiny import study
from tests.helpers.sources.addresses import at_any_pace
from tests.helpers.sources.pubmed_walking import paper

HALF = b"\\ud83d"  # an escape that JSON allows and Unicode does not


def odd_study(number: int, old: bytes, new: bytes) -> tuple[str, bytes]:
    trial_id, body = study(number)
    assert old in body
    return trial_id, body.replace(old, new)


ODD = State(
    dict(
        [
            study(1),
            odd_study(2, b'"briefTitle":"', b'"briefTitle":"Half a pair %b ' % HALF),
            odd_study(3, b'"conditions":["Liver Cirrhosis"]', b'"conditions":[null]'),
            study(4),
        ]
    ),
    {
        "1": paper(1, title="Cirrhosis of the liver"),
        "2": paper(2, title="Half a pair &#xD83D; in cirrhosis"),
        "3": paper(3, title="Cirrhosis").replace(b"<PMID", b"<!-- of <PMID>9</PMID> --> <PMID", 1),
        "4": paper(4, title="More cirrhosis").replace(b"<PMID", b"<?note <PMID?><PMID", 1),
    },
    {},
    "2026-11-24T05:00:00",
)


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with serve(Fixed((ODD,))) as running:
        yield running


@pytest.fixture
def config(tmp_path: Path, standin: StandIn) -> Config:
    addresses = at_any_pace(standin)
    text = (
        '[topic]\ntitle = "Odd"\n[topic.concepts.condition]\n'
        'terms = ["cirrhosis"]\nclinicaltrials = "term"\n'
        '[[search]]\nname = "core"\nall = ["condition"]\n'
        f'{addresses}[store]\npath = "work.db"\n[publish]\npath = "public.db"\n'
    )
    (tmp_path / "config.toml").write_text(text, "utf-8")
    return load(tmp_path / "config.toml", {})


def test_a_refresh_keeps_what_can_be_read_and_tells_of_the_rest(config: Config) -> None:
    outcome = refresh(config, quiet=True)
    with closing(sqlite3.connect(config.store.path)) as work:
        trials = {row[0] for row in work.execute("SELECT trial_id FROM trials")}
        papers = {row[0] for row in work.execute("SELECT article_id FROM articles")}
        quarantine = dict(work.execute("SELECT record_id, reason FROM quarantine").fetchall())
    assert trials == {"NCT99000001", "NCT99000004"}
    assert {"1", "3", "4"} <= papers
    assert "half of a surrogate pair" in quarantine["NCT99000002"]
    assert "null, where the registry sends a value" in quarantine["NCT99000003"]
    assert quarantine.keys() | trials | papers == ODD.studies.keys() | ODD.citations.keys()
    assert (outcome.state, outcome.exit_code) == ("complete", 0)
    assert outcome.published is not None


@pytest.mark.parametrize(
    "params",
    [
        {"query.term": "cells"},
        {"query.cond": "liver"},
        {"query.term": "half", "fields": "NCTId|BriefTitle"},
        {"query.term": "half", "format": "csv"},
        {"query.term": "AREA[StartDate]MISSING", "sort": "LastUpdatePostDate"},
    ],
)
def test_the_stand_in_for_trials_answers_a_search_that_meets_half_a_pair(
    standin: StandIn, params: dict[str, str]
) -> None:
    answer = requests.get(f"{standin.clinicaltrials_url}/studies", params, timeout=60)
    assert answer.status_code == 200
    assert b"NCT99000002" in answer.content
    if params.get("format") != "csv":
        assert HALF in answer.content
        json.loads(answer.content)


def test_the_past_of_such_a_study_can_be_asked_for(standin: StandIn) -> None:
    root = standin.clinicaltrials_url.removesuffix("/v2")
    for path in ("history", "history/0"):
        answer = requests.get(f"{root}/int/studies/NCT99000002/{path}", timeout=60)
        assert answer.status_code == 200


@pytest.mark.parametrize("term", ["%ED%A0%BD", "%F0%9F", "%00", "%EF%BF%BF", "%1F%0B", "%ff%22%5B"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_the_stand_in_for_papers_answers_whatever_bytes_are_searched_for(
    standin: StandIn, term: str, form: str
) -> None:
    asked = f"db=pubmed&retmode={form}&term={term}"
    address = f"{standin.eutils_url}/esearch.fcgi"
    as_form = {"Content-Type": "application/x-www-form-urlencoded"}
    by_get = requests.get(f"{address}?{asked}", timeout=60)
    by_post = requests.post(address, asked.encode(), headers=as_form, timeout=60)
    for answer in (by_get, by_post):
        assert answer.status_code in (200, 400)
        if form == "json":
            json.loads(answer.content, strict=False)
        else:
            etree.fromstring(answer.content)


def test_the_stand_in_for_papers_answers_bytes_that_no_address_may_hold(standin: StandIn) -> None:
    port = urlsplit(standin.eutils_url).port
    with socket.create_connection(("127.0.0.1", port), timeout=60) as wire:
        wire.sendall(b"GET /entrez/eutils/esearch.fcgi?term=\xed\xa0\xbd HTTP/1.1\r\n\r\n")
        assert wire.recv(100).startswith((b"HTTP/1.1 200", b"HTTP/1.1 400"))
