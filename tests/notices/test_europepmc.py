"""Europe PMC says which papers name a trial in their full text; which trial is found out.

Relies on stand-ins and ../shared.
"""

import json
import sqlite3
from contextlib import closing
from math import log2
from pathlib import Path
from random import Random

import pytest

from harvest.config import load
from harvest.records import Held, Page, Raw, WalkEnd
from harvest.run.refresh import refresh
from harvest.sources.europepmc import SOURCE
from harvest.sources.europepmc.naming import resolve
from harvest.sources.europepmc.reading import with_names
from harvest.standin import Faults, Fixed, serve
from harvest.standin.faults import transport
from harvest.standin.faults.content import rewritten
from harvest.standin.faults.schedule import at
from tests.helpers.bases.tiny import citation, study
from tests.helpers.bases.tiny import state as tiny
from tests.helpers.clock import FakeClock
from tests.helpers.registries.asked import topic
from tests.helpers.registries.europepmc import asking, looked_up, nct, paper

TRIALS = frozenset(map(nct, range(1, 501)))


def brought(events: list[object]) -> dict[str, list[str]]:
    return {
        raw.id: json.loads(raw.body)["names"]
        for each in events
        if isinstance(each, Page)
        for raw in each.raws
    }


def ended(events: list[object]) -> WalkEnd:
    (end,) = [each for each in events if isinstance(each, WalkEnd)]
    return end


def test_500_trials_take_5_questions_and_what_is_not_explained_is_found_out(
    tmp_path: Path,
) -> None:
    papers = dict(paper(n, nct(n)) for n in range(1, 41)) | dict(
        [paper(900, nct(7), nct(222)), paper(901, nct(44), nct(49)), paper(902, "NCT99999999")]
    )
    explained = {str(n): frozenset({nct(n)}) for n in range(1, 41)}
    held = Held(trials=TRIALS, named=lambda: explained)
    with asking(papers, tmp_path, held) as (job, standin):
        events = looked_up(job)
        asked = standin.requests.requests("europepmc")
    assert brought(events) == {
        "MED:900": [nct(7), nct(222)],
        "MED:901": [nct(44), nct(49)],
    }
    batches = [each for each in asked if each.param("query").count(" OR ") == 99]
    assert len(batches) <= 10
    assert len(asked) - len(batches) <= 1.5 * 4 * log2(100), "four names of two papers"


def test_nothing_is_asked_a_second_time_of_what_was_found_out(tmp_path: Path) -> None:
    papers = dict([paper(900, nct(7), nct(222))])
    with asking(papers, tmp_path, Held(trials=TRIALS)) as (job, _):
        end = ended(looked_up(job))
    cursors = {f"europepmc/{name}": value for name, value in end.cursors}
    known = {"MED:900": frozenset({nct(7), nct(222)})}
    held = Held(trials=TRIALS | {nct(600)}, cursors=cursors, named=lambda: known)
    papers |= dict([paper(900, nct(7), nct(222), nct(600))])
    with asking(papers, tmp_path, held) as (job, standin):
        events = looked_up(job)
        assert len(standin.requests.requests("europepmc")) == 6
    assert brought(events) == {"MED:900": [nct(7), nct(222), nct(600)]}, "a new trial is not missed"


@pytest.mark.parametrize("seed", range(6))
def test_every_number_of_every_paper_is_found_within_the_bound(seed: int) -> None:
    random = Random(seed)
    numbers = [f"n{place}" for place in range(random.choice([8, 33, 100]))]
    truth = {
        f"p{place}": set(random.sample(numbers, random.choice([1, 1, 1, 2, 3])))
        for place in range(random.choice([1, 2, 5, 40]))
    }
    asked: list[tuple[str, ...]] = []

    def ask(part: list[str]) -> frozenset[str]:
        asked.append(tuple(part))
        return frozenset(key for key, named in truth.items() if named & set(part))

    found = resolve(numbers, frozenset(truth), ask)  # type: ignore[arg-type]
    assert (found.named, found.open) == (truth, set())
    names = sum(map(len, truth.values()))
    assert len(asked) <= min(1.5 * names * log2(len(numbers)), 2.5 * len(numbers))


def test_what_is_not_found_out_in_one_run_is_left_open_and_not_guessed() -> None:
    found = resolve([f"n{n}" for n in range(64)], frozenset({"p"}), lambda _: frozenset(), most=2)
    assert (found.named, found.open, found.questions) == ({}, {"p"}, 2)


def repeated(body: bytes) -> bytes:
    said = json.loads(body)
    return json.dumps(said | {"nextCursorMark": "*", "hitCount": 7}).encode()


@pytest.mark.parametrize(
    "fault",
    [
        rewritten("cursor that repeats at once", repeated),
        transport.html_page(),
        transport.short_body(60),
        transport.too_many_requests("Tue, 24 Nov 2026 06:01:00 GMT"),
    ],
    ids=lambda fault: fault.name,
)
def test_a_fault_of_the_service_is_told_and_nothing_is_taken_for_whole(
    tmp_path: Path, fault
) -> None:
    papers = dict([paper(900, nct(7))])
    held = Held(trials=frozenset({nct(7)}))
    with asking(papers, tmp_path, held, faults=Faults(at(fault, times=None))) as (job, _):
        events = looked_up(job)
    assert brought(events) == {}
    assert (ended(events).state, bool(ended(events).error)) == ("failed", True)


def test_many_pages_are_read_until_the_cursor_repeats_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harvest.sources.europepmc.answers.PAGE", 3)
    papers = dict(paper(n, nct(7)) for n in range(900, 907))
    with asking(papers, tmp_path, Held(trials=frozenset({nct(7)}))) as (job, standin):
        assert brought(looked_up(job)).keys() == papers.keys()
        assert len(standin.requests.requests("europepmc")) == 3


def test_a_paper_is_linked_to_the_trial_that_only_its_full_text_names(tmp_path: Path) -> None:
    hits = dict(
        [
            paper(99000003, "NCT99000001"),
            paper(
                555,
                "NCT99000001",
                source="PPR",
                id="PPR555",
                doi="10.1101/X",
                license="cc by-nc-nd",
            ),
        ]
    )
    base = tiny([study(1), study(2)], [citation(3), citation(4)], "2026-11-20T09:00:05")
    moment = type(base)(
        base.studies, base.citations, base.descriptors, base.data_timestamp,
        registrations={"europepmc": hits},
    )  # fmt: skip
    with serve(Fixed((moment,))) as standin:
        lines = standin.config_lines("clinicaltrials", "pubmed", "mesh", "europepmc")
        lines = lines.replace("]\n", "]\nrequests_per_second = 1000\n")
        own = 'pubmed = "cells"\nclinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"'
        path = tmp_path / "config.toml"
        path.write_text(
            topic().replace('all = ["condition", "therapy"]', own)
            + f'{lines}\n[store]\npath = "work.db"\n[publish]\npath = "public.db"\n'
        )
        config = load(path, {})
        assert refresh(config, quiet=True, clock=FakeClock()).exit_code == 0
        asked = len(standin.requests.requests("europepmc"))
        assert refresh(config, quiet=True, clock=FakeClock()).exit_code == 0
        again = len(standin.requests.requests("europepmc")) - asked
        assert again == 2, "the two numbers, nothing further and no held paper a second time"
    with closing(sqlite3.connect(config.publish.path)) as db:
        links = db.execute(
            "SELECT trial_id, article_id, relation, evidence FROM trial_articles"
            " WHERE rule = 'number_in_full_text'"
        ).fetchall()
        texts = db.execute(
            "SELECT text_id, article_id, preprint, licence, url FROM texts ORDER BY 1"
        ).fetchall()
    assert links == [
        ("NCT99000001", "99000003", "mention", "NCT99000001 (full text, found by Europe PMC)")
    ]
    assert texts == [
        ("MED:99000003", "99000003", 0, "CC BY", "https://europepmc.org/article/MED/99000003"),
        ("PPR:PPR555", None, 1, "CC BY-NC-ND", "https://europepmc.org/article/PPR/PPR555"),
    ]


def test_an_answer_kept_years_ago_reads_as_it_did(shared: Path) -> None:
    """The recorded answers, read a second time by hand."""
    folder = shared / "corpus" / "registries" / "europepmc"
    for name in ("search_page2_lite.json", "preprint-of.json"):
        for said in json.loads((folder / name).read_bytes())["resultList"]["result"]:
            key = f"{said['source']}:{said['id']}"
            body = with_names(json.dumps(said).encode(), ["NCT00000001"])
            (text,) = SOURCE.normalise(Raw("europepmc", "text", key, body, "")).tables["texts"]
            assert text[:5] == (
                key, said.get("pmid"), said.get("pmcid"), said["doi"].lower(), said["title"],
            )  # fmt: skip
            assert text.preprint == (said["source"] == "PPR")  # type: ignore[attr-defined]
            assert text.year == int(said["pubYear"])  # type: ignore[attr-defined]
