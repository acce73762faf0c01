"""Searches that are too much for ClinicalTrials.gov: asked in parts, whose results are one.

Relies on stand-ins.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from harvest.config import load
from harvest.demo import sample_config
from harvest.health.status import as_text, status
from harvest.records import Held, WalkEnd
from harvest.report.document import as_markdown
from harvest.report.prisma import prisma_s
from harvest.run.refresh import refresh
from harvest.sources import Job
from harvest.sources.clinicaltrials import SOURCE, essie, walk
from harvest.sources.clinicaltrials.essie import Alternatives, Expression
from harvest.sources.searches import render
from harvest.standin import Faults, Fixed, Request, StandIn, State, at, sample, serve
from harvest.standin.corpora.corpus import aliases_of
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from harvest.standin.faults.schedule import Rule
from harvest.web import Door, Limits
from tests.helpers.bases.sample_year import Noon
from tests.helpers.bases.tiny import study
from tests.helpers.clock import FakeClock
from tests.helpers.logical import differences
from tests.helpers.places import ROOT
from tests.helpers.sources.walking import Came, came

WORDS = ("cirrhosis", "fibrosis", "jaundice", "ascites", "hepatitis", "steatosis", "cholangitis")
THERAPIES = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa")
CONFIG = f"""
[topic]
title = "Cells for the liver"
[topic.concepts.condition]
terms = {list(WORDS)}
[topic.concepts.therapy]
terms = {list(THERAPIES)}
clinicaltrials = "cond"
[[search]]
name = "core"
all = ["condition", "therapy"]
"""
OWN = """
[topic]
title = "Cells for the liver"
[[search]]
name = "core"
clinicaltrials = "cirrhosis OR fibrosis OR jaundice"
"""


def _studies() -> dict[str, bytes]:
    """Nine studies, most of which several words find; one that meets one of the lists only."""
    studies = {}
    for number in range(1, 10):
        nct_id, body = study(number)
        names = [WORDS[number % 7], THERAPIES[number % 10], THERAPIES[number * 3 % 10]]
        if number == 9:
            names = [WORDS[0], WORDS[1]]
        named = ", ".join(f'"{name}"' for name in names).encode()
        studies[nct_id] = body.replace(b'"Liver Cirrhosis"', named, 1)
    return studies


STUDIES = _studies()
STATE = State(STUDIES, {}, {}, "2026-11-20T09:00:04", aliases_of(STUDIES))


@contextmanager
def asking(
    folder: Path, *, config: str = CONFIG, faults: tuple[Rule, ...] = (), **limits: Any
) -> Iterator[tuple[StandIn, Came, WalkEnd]]:
    """A run over the registry: its stand-in, what came, and how the search ended."""
    clock = FakeClock()
    with serve(Fixed((STATE,)), faults=Faults(*faults), **limits) as standin:
        path = folder / "config.toml"
        path.write_text(config + standin.config_lines())
        loaded = load(path, {})
        section = loaded.sources["clinicaltrials"]
        with Door(
            section.base_url,
            requests_per_second=1.0,
            judge=SOURCE.judge,
            user_agent="harvest-tests",
            lock_dir=folder,
            clock=clock,
            limits=Limits(tries=2),
        ) as door:
            today = clock.now().date()
            job = Job(loaded, section, Held(), door, today, False, clock)
            result = came(SOURCE.fetch(job))
        yield standin, result, result.end("search")


def queries(standin: StandIn, *, status: int = 200) -> list[str]:
    """The queries that the registry answered so, as the ledger writes them."""
    return [
        essie.sent((name, value) for name, value in exchange.request.params if "query." in name)
        for exchange in standin.requests.exchanges("clinicaltrials", "/studies")
        if exchange.status == status
    ]


@pytest.mark.parametrize("most", [16, 8, 4, 3])
def test_too_complicated_a_search_finds_in_parts_what_it_would_have_found(
    tmp_path: Path, most: int
) -> None:
    with asking(tmp_path) as (_, whole, undisturbed):
        assert len(undisturbed.ids) == 8
        assert undisturbed.warnings == ()
    with asking(tmp_path, most_alternatives=most) as (standin, parts, end):
        assert end.state == "complete"
        assert (end.ids, end.promised, end.fetched) == (undisturbed.ids, 8, 8)
        assert parts.raws.keys() == whole.raws.keys()
        asked = queries(standin)
        assert end.sent.splitlines() == asked
        assert len(asked) > 1
        assert f"asked in {len(asked)} parts" in end.warnings[0]
        assert "too complicated" in end.warnings[0]
        # each refused query led to exactly one part more
        assert len(queries(standin, status=400)) == len(asked) - 1


def test_too_long_an_address_is_halved_as_well(tmp_path: Path) -> None:
    with asking(tmp_path, longest_address=200) as (standin, _, end):
        assert (end.state, len(end.ids)) == ("complete", 8)
        assert "too long an address (414)" in end.warnings[0]
        assert end.sent.splitlines() == queries(standin)


def test_an_address_that_only_its_page_token_makes_too_long_is_halved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "PAGE_SIZE", 2)

    def second_page_of_the_whole(request: Request) -> bool:
        words = request.param("query.cond").count(" OR ")
        return request.param("pageToken") != "" and words > 10

    fault = at(transport.address_too_long(), times=None, where=second_page_of_the_whole)
    with asking(tmp_path, faults=(fault,)) as (_, _, end):
        assert (end.state, len(end.ids)) == ("complete", 8)


def test_the_parts_are_remembered_when_the_walk_begins_anew(tmp_path: Path) -> None:
    once = at(content.studies_missing(), service="clinicaltrials", path="/studies", nth=11)
    with asking(tmp_path, most_alternatives=8, faults=(once,)) as (standin, _, end):
        assert end.state == "complete"
        assert len(queries(standin)) > len(end.sent.splitlines())
        assert len(queries(standin, status=400)) == len(end.sent.splitlines()) - 1


def test_a_part_that_brings_less_than_promised_leaves_the_search_partial(tmp_path: Path) -> None:
    def more(body: bytes) -> bytes:
        return body.replace(b'"totalCount":', b'"totalCount":9', 1)

    last = WORDS[-1]
    lying = at(
        content.rewritten("promises more", more),
        times=None,
        where=lambda request: last in request.param("query.cond"),
    )
    with asking(tmp_path, most_alternatives=8, faults=(lying,)) as (_, _, end):
        assert (end.state, end.promised) == ("partial", None)
        assert "were announced" in (end.error or "")
        assert (end.error or "").startswith("part ")
        assert len(end.ids) == 8, "what came stays"


def test_a_search_that_no_halving_helps_says_how_few_words_were_tried(tmp_path: Path) -> None:
    with asking(tmp_path, most_alternatives=1) as (standin, came_, end):
        assert (end.state, end.ids, came_.raws) == ("failed", frozenset(), {})
        assert "too complicated a query, down to 2 words at a time" in (end.error or "")
        assert not end.unavailable
        assert len(queries(standin, status=400)) < 10


def test_no_search_is_cut_into_more_parts_than_a_minute_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "MOST_PARTS", 4)
    with asking(tmp_path, most_alternatives=3) as (standin, _, end):
        assert end.state == "failed"
        assert "in 4 parts" in (end.error or "")
        assert len(queries(standin)) <= 4


@pytest.mark.parametrize("limits", [{"most_alternatives": 2}, {"longest_address": 10}])
def test_a_text_of_the_operators_own_is_never_cut(tmp_path: Path, limits: dict[str, int]) -> None:
    with asking(tmp_path, config=OWN, **limits) as (standin, _, end):
        assert end.state == "failed"
        assert "its text is your own" in (end.error or "")
        assert len(standin.requests.requests("clinicaltrials", "/studies")) == 1


def test_a_base_harvested_in_parts_is_the_same_and_its_report_has_each_exact_string(
    tmp_path: Path,
) -> None:
    ours = load(ROOT / "config.toml", {})
    published, asked = {}, {}
    for name, most in (("whole", None), ("parts", 4)):
        with serve(sample(), most_alternatives=most) as standin:
            config = sample_config(ours, tmp_path / name, standin)
            assert refresh(config, quiet=True, clock=Noon(0)).exit_code == 0
            asked[name] = queries(standin)
            published[name] = config.publish.path
    assert len(asked["parts"]) > len(asked["whole"])
    said = as_text(status(config, clock=Noon(0)))
    assert "    the registry called it too complicated a query, so it was asked in " in said
    assert differences(published["whole"], published["parts"]) == []
    with closing(sqlite3.connect(published["parts"])) as public:
        report = as_markdown(prisma_s(public))
    assert "exact strings, one per line" in report
    assert set(asked["parts"]) - {""} <= set(report.splitlines())


# --- the lists themselves ---


def test_the_longest_list_is_cut_in_two_and_the_halves_hold_every_word_once() -> None:
    whole = Expression((Alternatives("cond", ("a", "b")), Alternatives("intr", tuple("vwxyz"))))
    assert whole.alternatives == 7
    halves = whole.halves()
    assert halves is not None
    assert [half.params for half in halves] == [
        (("query.cond", "a OR b"), ("query.intr", "v OR w OR x")),
        (("query.cond", "a OR b"), ("query.intr", "y OR z")),
    ]


def test_a_list_that_is_looked_for_in_two_fields_counts_twice() -> None:
    one = Alternatives("text", ("a",))
    whole = Expression((Alternatives("intr", ("x", "y", "z")), Alternatives("text", ("a", "b"))))
    assert whole.alternatives == 7
    halves = whole.halves()
    assert halves is not None
    assert [half.lists[1] for half in halves] == [one, Alternatives("text", ("b",))]
    assert Expression((one,)).halves() is None


def test_lists_of_one_word_and_no_lists_can_not_be_halved() -> None:
    assert Expression((Alternatives("cond", ("a",)), Alternatives("cond", ("b",)))).halves() is None
    assert Expression(()).halves() is None


def test_the_default_searches_send_no_word_twice_and_fewer_than_are_listed() -> None:
    config = load(ROOT / "config.toml", {})
    for concept in config.topic.concepts:
        listed = {word.lower() for word in (*concept.terms, *concept.mesh)}
        assert len(essie.different(listed)) < len(listed), "else the rule has nothing to do"
    for strategy in render(config):
        for words in getattr(essie.expression_of(strategy), "lists", ()):
            bare = [word.strip('"') for word in words.terms]
            assert essie.different(bare) == bare


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (["liver cirrhosis", "Liver Cirrhosis"], ["liver cirrhosis"]),
        (["stem cell", "stem cells", "Stem-Cells"], ["stem cell"]),
        (["end-stage liver disease", "end stage liver diseases"], ["end-stage liver disease"]),
        (["cell therapies", "cell therapy"], ["cell therapies"]),
        (["abscess", "abscesses"], ["abscess"]),
        (["MSC", "MSCs"], ["MSC"]),
        (["G-CSF", "GCSF"], ["G-CSF", "GCSF"]),
        (["AID", "AIDS"], ["AID", "AIDS"]),
        (["cirrhosis", "cirrhotic"], ["cirrhosis", "cirrhotic"]),
        (["stem cell", "mesenchymal stem cell"], ["stem cell", "mesenchymal stem cell"]),
        (["Wharton's jelly", "Wharton jelly"], ["Wharton's jelly", "Wharton jelly"]),
        (["CD34+ cells", "CD34 cells"], ["CD34+ cells", "CD34 cells"]),
        (["HBV", "hbv"], ["HBV"]),
    ],
)
def test_a_word_that_the_registry_takes_for_one_given_before_is_not_sent(
    words: list[str], left: list[str]
) -> None:
    assert essie.different(words) == left
