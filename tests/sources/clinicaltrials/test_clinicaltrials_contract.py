"""Every request that can be made of ClinicalTrials.gov, held against its OpenAPI description.

Relies on stand-ins, the sample's year and ../shared.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from harvest.config import Concept, Config, Search, SourceConfig, load
from harvest.health import counting
from harvest.history.registry import collect
from harvest.records import Held
from harvest.sources import Job
from harvest.sources.clinicaltrials import SOURCE, walk
from harvest.sources.clinicaltrials import past as fetch
from harvest.sources.clinicaltrials.essie import expression_of
from harvest.sources.searches import render
from harvest.standin import Fixed, StandIn, State, sample, serve
from harvest.standin.corpora.corpus import aliases_of
from harvest.standin.sample import EPOCHS
from harvest.store import Store
from harvest.strategy import Strategy
from harvest.web import Door, Limits
from tests.helpers.bases.sample_year import Year
from tests.helpers.bases.tiny import study
from tests.helpers.clock import FakeClock
from tests.helpers.places import ROOT, SHARED
from tests.helpers.sources.walking import came

Asked = tuple[str, tuple[tuple[str, str], ...]]
"""The path under the base address, and the parameters as they were sent."""

ODD = (
    "G-CSF",
    'say "x" \\',
    "AREA[Phase]PHASE1",
    "x) OR (y",
    "Wharton's jelly & more = 100 %",
    "肝硬変",
    "NOT",
    "a" * 150,
    "NCT03626090",
)


class Contract:
    """What the registry says of its requests: paths, parameters, and what these may hold."""

    def __init__(self, described: Mapping[str, Any]) -> None:
        self._schemas = described["components"]["schemas"]
        self._get = {
            re.compile(re.sub(r"\{\w+\}", "([^/]+)", path.replace(".", r"\.")) + r"\Z"): each["get"]
            for path, each in described["paths"].items()
        }

    def violations(self, asked: Asked) -> Iterator[str]:
        """What a request does that the description does not allow."""
        path, params = asked
        found = [(met, get) for shape, get in self._get.items() if (met := shape.match(path))]
        if not found:
            yield f"{path}: no such path"
            return
        # /studies/metadata has the shape of /studies/{nctId} too: the plainest is meant
        met, get = min(found, key=lambda each: len(each[0].groups()))
        known = {each["name"]: each for each in get.get("parameters", ())}
        in_path = [each for each in known.values() if each["in"] == "path"]
        for each, value in zip(in_path, met.groups(), strict=True):
            yield from self._wrong(path, each, value)
        names = [name for name, _ in params]
        yield from (f"{path}: {name} twice" for name in set(names) if names.count(name) > 1)
        for name, value in params:
            if name not in known or known[name]["in"] != "query":
                yield f"{path}: {name} is unknown parameter"
            else:
                yield from self._wrong(path, known[name], value)

    def _wrong(self, path: str, parameter: Mapping[str, Any], value: str) -> Iterator[str]:
        schema = self._resolved(parameter["schema"])
        values = [value]
        if schema["type"] == "array":
            values = re.split(r"[,|]", value)  # either, as the parameters' own texts say
            if not schema.get("minItems", 0) <= len(values) <= schema.get("maxItems", 10_000):
                yield f"{path}: {parameter['name']}: {len(values)} items"
            schema = self._resolved(schema["items"])
        for each in values:
            if not self._fits(schema, each):
                yield f"{path}: {parameter['name']}: {each!r} does not fit {schema}"

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        name = schema.get("$ref", "").rpartition("/")[2]
        found: Mapping[str, Any] = self._schemas[name] if name else schema
        return found

    @staticmethod
    def _fits(schema: Mapping[str, Any], value: str) -> bool:
        if "enum" in schema and value not in schema["enum"]:
            return False
        if "pattern" in schema and not re.search(schema["pattern"], value):
            return False
        match schema["type"]:
            case "integer":
                return value.isdecimal() and int(value) >= schema.get("minimum", 0)
            case "boolean":
                return value in ("true", "false")
            case _:
                return value != ""  # an empty value means another thing than none


@pytest.fixture(scope="module")
def contract() -> Contract:
    file = SHARED / "reference" / "clinicaltrials-openapi.yaml"
    if not file.is_file():
        pytest.skip("the registry's OpenAPI description is not there")
    yaml = pytest.importorskip("yaml")
    return Contract(yaml.safe_load(file.read_text(encoding="utf-8")))


def asked(standin: StandIn, root: str = "/api/v2") -> list[Asked]:
    """What was asked of the registry below ``root``."""
    return [
        (request.path.removeprefix(root), request.params)
        for request in standin.requests.requests("clinicaltrials", root)
    ]


def violations(contract: Contract, requests: Iterable[Asked]) -> list[str]:
    return [wrong for request in requests for wrong in contract.violations(request)]


def ours() -> Config:
    return load(ROOT / "config.toml", {})


def walked(folder: Path, standin: StandIn, held: Held) -> None:
    """One run over the registry with the repository's own searches."""
    clock = FakeClock()
    config = ours()
    source = replace(config.sources[SOURCE.name], base_url=standin.clinicaltrials_url)
    config = replace(config, sources={SOURCE.name: source})
    with Door(
        source.base_url,
        requests_per_second=1.0,
        judge=SOURCE.judge,
        user_agent="harvest-tests",
        lock_dir=folder,
        clock=clock,
        limits=Limits(tries=2),
    ) as door:
        today = clock.now().date()
        came(SOURCE.fetch(Job(config, source, held, door, today, False, clock)))


@pytest.mark.parametrize("limits", [{}, {"most_alternatives": 9}, {"longest_address": 400}])
def test_a_run_asks_only_what_the_registry_describes(
    contract: Contract,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    limits: Mapping[str, int],
) -> None:
    monkeypatch.setattr(walk, "PAGE_SIZE", 2)
    studies = dict(study(number, aliases=["NCT99000009"] * (number == 5)) for number in range(1, 6))
    named = {
        nct_id: body.replace(b"study", b"of stem cells, study", 1)
        for nct_id, body in studies.items()
    }
    state = State(named, {}, {}, "2026-11-20T09:00:04", aliases_of(named))
    held = Held(trials=frozenset({"NCT99000009", "NCT99000077"}), gone=frozenset({"NCT99000088"}))
    with serve(Fixed((state,)), **limits) as standin:
        walked(tmp_path, standin, held)
        requests = asked(standin)
    assert violations(contract, requests) == []
    names = {name for _, params in requests for name, _ in params}
    assert {"pageToken", "countTotal", "filter.ids", "query.cond", "query.intr"} <= names
    assert {path for path, _ in requests} == {
        "/version",
        "/studies",
        "/studies/NCT99000077",
    }, "every kind of request was made"


def test_what_is_asked_only_to_count_is_described_as_well(
    contract: Contract, tmp_path: Path
) -> None:
    config = ours()
    nothing = State({}, {}, {}, "2026-11-20T09:00:04", {})
    with serve(Fixed((nothing,))) as standin:
        address = standin.clinicaltrials_url
        source = replace(config.sources[SOURCE.name], base_url=address, requests_per_second=1000.0)
        plan = counting.plan(replace(config, sources={SOURCE.name: source}))
        counting.count(plan, FakeClock(), lambda _: None)
        requests = asked(standin)
    assert len(requests) == plan.questions[SOURCE.title] > 40
    assert violations(contract, requests) == []


def _searches() -> Iterator[tuple[Concept | Search, ...]]:
    """Concepts of every kind in every field, and a text of the operator's own."""
    for area in ("cond", "intr", "text", "term"):
        yield (Concept("one", ODD, ("Liver Cirrhosis", "Cell- and Tissue-Based Therapy"), area),)
        yield (Concept("one", ODD, (), area), Concept("two", ODD[::-1], (), area))
    yield (Concept("one", ODD, (), "cond"), Concept("two", (), ("Liver Failure",), "term"))
    yield (Search("own", texts={"clinicaltrials": "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"}),)


def _every_part(strategy: Strategy) -> Iterator[tuple[tuple[str, str], ...]]:
    """The query, and every query that halving could make of it."""
    yield strategy.params
    left = [expression] if (expression := expression_of(strategy)) else []
    while left:
        halves = left.pop().halves()
        for half in halves or ():
            yield half.params
            left.append(half)


def test_every_search_that_can_be_rendered_and_every_part_of_it_is_described(
    contract: Contract,
) -> None:
    config = ours()
    rendered = list(render(config))
    for parts in _searches():
        concepts = tuple(part for part in parts if isinstance(part, Concept))
        own = tuple(part for part in parts if isinstance(part, Search))
        search = own or (Search("core", tuple(concept.name for concept in concepts)),)
        topic = replace(config.topic, concepts=concepts)
        rendered += render(replace(config, topic=topic, searches=search))
    queries = {
        params
        for strategy in rendered
        if strategy.source == SOURCE.name
        for params in _every_part(strategy)
    }
    assert len(queries) > 500
    assert violations(contract, (("/studies", params) for params in queries)) == []
    with serve(Fixed((State({}, {}, {}, "2026-11-20T09:00:04", {}),))) as standin:
        refused = _refused(standin, sorted(queries, key=str)[::12])
    assert refused == [], "and each of them can be read"


def _refused(standin: StandIn, queries: Iterable[tuple[tuple[str, str], ...]]) -> list[str]:
    with requests.Session() as session:
        answers = (
            session.get(f"{standin.clinicaltrials_url}/studies", params=list(query), timeout=60)
            for query in queries
        )
        return [answer.text for answer in answers if answer.status_code != 200]


def test_a_trials_history_is_asked_for_outside_of_what_the_registry_describes(
    contract: Contract, sample_year: Year, tmp_path: Path
) -> None:
    config = sample_year.copy(tmp_path)
    with serve(sample(), epoch=EPOCHS - 1) as standin:
        source = SourceConfig(SOURCE.name, standin.clinicaltrials_url, 1000.0)
        with (
            Door(
                fetch.base_url(source.base_url),
                requests_per_second=source.requests_per_second,
                judge=SOURCE.judge,
                user_agent="harvest-tests",
                lock_dir=tmp_path,
                clock=FakeClock(),
            ) as door,
            Store.open(config.store.path, clock=FakeClock()) as store,
        ):
            assert [told.error for told in collect(store, door, SOURCE, ["NCT90000011"])] == [None]
        assert asked(standin) == []
        undocumented = asked(standin, "/api/int")
    shape = re.compile(r"/studies/NCT[0-9]{8}/history(/[0-9]+)?\Z")
    assert len(undocumented) > 2
    assert [each for each in undocumented if each[1] or not shape.match(each[0])] == []


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/study", ()),
        ("/studies/NCT0", ()),
        ("/studies", (("query.conditions", "x"),)),
        ("/studies", (("query.cond", "x"), ("query.cond", "y"))),
        ("/studies", (("pageSize", "all"),)),
        ("/studies", (("countTotal", "yes"),)),
        ("/studies", (("format", "xml"),)),
        ("/studies", (("filter.ids", "NCT1,NCT00000000"),)),
        ("/studies", (("filter.overallStatus", "BUSY"),)),
        ("/studies", (("sort", "a,b,c"),)),
        ("/studies", (("pageToken", ""),)),
        ("/version", (("format", "json"),)),
    ],
)
def test_a_request_that_is_not_described_is_found(
    contract: Contract, path: str, params: tuple[tuple[str, str], ...]
) -> None:
    assert len(list(contract.violations((path, params)))) == 1
