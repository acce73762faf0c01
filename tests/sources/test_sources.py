"""What every source that the package holds must keep, whatever its registry.

Relies on nothing beside the program.
"""

import pickle
import re
from dataclasses import replace
from pathlib import Path

import pytest

from harvest.config import Config, load
from harvest.errors import RecordError
from harvest.records import Raw
from harvest.rows import ROWS
from harvest.sources import Source, all_sources
from harvest.web import Answer, Verdict

CONFIG = """
[topic]
title = "Cells for the liver"
[topic.concepts.condition]
terms = ["liver cirrhosis"]
[[search]]
name = "core"
all = ["condition"]
"""


@pytest.fixture(params=all_sources(), ids=lambda source: source.name)
def source(request: pytest.FixtureRequest) -> Source:
    found: Source = request.param
    return found


@pytest.fixture
def config(tmp_path: Path) -> Config:
    path = tmp_path / "config.toml"
    asked = (each for each in all_sources() if not each.about.imported)
    sections = (f'[sources.{s.name}]\nbase_url = "{s.home}"\n' for s in asked)
    path.write_text(CONFIG + "".join(sections), encoding="utf-8")
    return load(path, {})


def answer(status: int, body: bytes, content_type: str = "text/plain") -> Answer:
    return Answer(status, body, content_type, "https://example.org/x", "2026-11-24T06:00:00Z", {})


def test_the_sources_are_found_by_themselves_and_named_once() -> None:
    names = [source.name for source in all_sources()]
    assert "clinicaltrials" in names
    assert names == sorted(set(names))


def test_a_source_says_what_it_is(source: Source, config: Config) -> None:
    assert re.fullmatch(r"[a-z]+", source.name)
    assert source.title.strip()
    assert source.home.startswith("https://") or source.about.imported
    assert source.kinds
    assert set(source.kinds) <= set(ROWS)
    assert 0 < source.requests_per_second_limit(config) <= 10


def test_a_source_is_configured_within_its_own_limit(source: Source, config: Config) -> None:
    if source.about.imported:
        assert source.name not in config.sources
        return
    assert config.sources[source.name].requests_per_second <= source.requests_per_second_limit(
        config
    )


def test_reading_is_a_function_that_other_processes_can_be_sent(source: Source) -> None:
    for function in (source.normalise, source.digest):
        assert pickle.loads(pickle.dumps(function)) is function


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00", b"{}", b"[]", b"<html></html>", b"not a record", b"\xff\xfe", b"[" * 9000],
)
def test_what_is_no_record_is_refused_by_name(source: Source, body: bytes) -> None:
    for kind in source.kinds:
        with pytest.raises(RecordError) as refused:
            source.normalise(Raw(source.name, kind, "1", body, "2026-11-24T06:00:00Z"))
        assert refused.value.reason
        assert len(refused.value.reason) < 500


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (answer(429, b"slow down"), Verdict.RATE),
        (answer(403, b"<html>Forbidden</html>", "text/html"), Verdict.FORBIDDEN),
        (answer(500, b"oops"), Verdict.TRANSIENT),
        (answer(503, b""), Verdict.TRANSIENT),
        (answer(404, b""), Verdict.PERMANENT),
    ],
)
def test_a_refusal_is_never_taken_for_an_answer(
    source: Source, given: Answer, verdict: Verdict
) -> None:
    assert source.judge(given)[0] is verdict


@pytest.mark.parametrize(
    "body", [b"", b"  ", b"<!DOCTYPE html><html><body>Maintenance</body></html>", b"oops"]
)
@pytest.mark.parametrize("claimed", ["application/json", "text/xml", "text/html"])
def test_no_page_that_is_no_data_passes_for_data(source: Source, body: bytes, claimed: str) -> None:
    assert source.judge(answer(200, body, claimed))[0] is not Verdict.OK


def test_a_judgement_does_not_repeat_what_was_said(source: Source) -> None:
    """Reasons go to logs and messages; a body may echo the request with its key."""
    for status in (200, 400, 403, 404, 429, 500):
        for content_type in ("text/plain", "text/html", "application/json"):
            _, reason = source.judge(answer(status, b'{"error":"api_key=SECRET"}', content_type))
            assert "SECRET" not in reason


def test_a_source_can_be_given_another_judge(source: Source) -> None:
    """A source is a value: tests and tools make their own from it."""
    assert replace(source, judge=lambda _: (Verdict.OK, "")).name == source.name
