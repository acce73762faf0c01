"""A trial's past from the registry's history: told once, beside our snapshots, never relied on.

Relies on stand-ins and the sample's year.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.config import Config
from harvest.errors import Forbidden
from harvest.evidence.changes import events
from harvest.history.registry import Told, collect
from harvest.records import Raw
from harvest.run.progress import Bars
from harvest.run.refresh import refresh
from harvest.run.upgrade import bring_up_to_date
from harvest.sources.clinicaltrials import SOURCE
from harvest.sources.clinicaltrials import past as fetch
from harvest.standin import StandIn, sample, serve
from harvest.standin.faults.content import rewritten
from harvest.standin.faults.schedule import Faults, Rule, at
from harvest.standin.faults.transport import forbidden, html_page, status
from harvest.standin.http.server import Request
from harvest.standin.sample import EPOCHS
from harvest.store import Store, raw
from harvest.web import Door, user_agent
from tests.helpers.bases.sample_year import Noon, Year, rows
from tests.helpers.clock import FakeClock
from tests.helpers.sources.addresses import at_any_pace

WITH_PAST = "NCT90000011"
"""Twice updated before the first harvest, and moved by four months in February 2026."""
CHANGES = (
    "SELECT event, field, old, new, happened_on, origin FROM changes "
    "WHERE record_id = ? ORDER BY happened_on, id"
)
VERSION = "/history/"
INDEX = "/history"


@contextmanager
def registry(config: Config, *rules: Rule) -> Iterator[tuple[Config, StandIn, Door]]:
    """The sample's registry as it stands at the end of the year, and the door to its back end."""
    with serve(sample(), epoch=EPOCHS - 1, faults=Faults(*rules)) as standin:
        source = replace(config.sources["clinicaltrials"], base_url=standin.clinicaltrials_url)
        door = Door(
            fetch.base_url(source.base_url),
            requests_per_second=1000,
            judge=SOURCE.judge,
            user_agent=user_agent(),
            lock_dir=config.store.path.parent / "limits",
            clock=FakeClock(),
        )
        with door:
            yield (
                replace(config, sources=config.sources | {"clinicaltrials": source}),
                standin,
                door,
            )


def told(config: Config, door: Door, *trial_ids: str) -> list[Told]:
    with Store.open(config.store.path, clock=Noon(EPOCHS - 1)) as store:
        return list(collect(store, door, SOURCE, trial_ids))


@pytest.fixture
def config(sample_year: Year, tmp_path: Path) -> Config:
    return sample_year.copy(tmp_path)


def test_the_past_reaches_back_before_the_first_harvest(config):
    before = rows(config.store.path, CHANGES, WITH_PAST)
    assert {row[-1] for row in before} == {"harvest"}
    with registry(config) as (_, _, door):
        assert told(config, door, WITH_PAST) == [Told(WITH_PAST, versions=7, fetched=7, events=9)]
    line = rows(config.store.path, CHANGES, WITH_PAST)
    past = [row for row in line if row[-1] == "registry"]
    assert [row for row in line if row[-1] == "harvest"] == before
    assert {row[4] for row in past} == {"2022-01-10", "2025-07-14"}
    # One time line: all of the past lies before all that our own versions tell.
    assert max(row[4] for row in past) < min(row[4] for row in before if row[4])


def test_slippage_and_outcome_edits_are_told_of_the_past(config):
    with registry(config) as (_, _, door):
        told(config, door, WITH_PAST)
    past = {
        (row[0], row[2], row[3])
        for row in rows(config.store.path, CHANGES, WITH_PAST)
        if row[-1] == "registry"
    }
    assert ("status", "NOT_YET_RECRUITING", "RECRUITING") in past
    assert any(event == "primary_outcome_added" for event, _, _ in past)
    assert any(event == "start_moved" for event, _, _ in past)


def test_nothing_is_told_by_both_the_registry_and_our_own_snapshots(config):
    every = [nct for (nct,) in rows(config.store.path, "SELECT trial_id FROM trials ORDER BY 1")]
    with registry(config) as (_, _, door):
        assert [each.error for each in told(config, door, *every)] == [None] * len(every)
    twice = rows(
        config.store.path,
        "SELECT record_id, event, old, new FROM changes WHERE kind = 'trial' "
        "GROUP BY record_id, event, field, old, new, note, happened_on "
        "HAVING count(DISTINCT origin) > 1",
    )
    assert twice == []
    first = "SELECT min(finished) FROM runs"
    late = rows(
        config.store.path,
        f"SELECT record_id FROM changes WHERE origin = 'registry' AND happened_on > ({first})",  # noqa: S608 (a constant)
    )
    assert late == []


def test_a_trial_that_we_met_after_its_registration_has_its_past_up_to_then(config):
    """NCT90000061 appeared in January: what came later is told by our own versions alone."""
    with registry(config) as (_, _, door):
        told(config, door, "NCT90000061")
    origins = {row[-1] for row in rows(config.store.path, CHANGES, "NCT90000061")}
    assert origins == {"harvest"}


def test_what_is_held_is_not_fetched_again_and_its_changes_keep_their_rows(config):
    ids = "SELECT id, seen_at FROM changes WHERE origin = 'registry' ORDER BY id"
    with registry(config) as (_, standin, door):
        first = told(config, door, WITH_PAST)
        before = rows(config.store.path, ids)
        asked = len(standin.requests.requests())
        again = told(config, door, WITH_PAST)
        assert len(standin.requests.requests()) - asked == 1  # the index alone
    assert again == [replace(first[0], fetched=0)]
    assert rows(config.store.path, ids) == before != []


def test_an_upgraded_program_tells_the_past_that_is_kept_anew(config):
    with registry(config) as (_, _, door):
        told(config, door, WITH_PAST)
    right = rows(config.store.path, CHANGES, WITH_PAST)
    with closing(sqlite3.connect(config.store.path)) as base, base:
        base.execute("UPDATE evidence_done SET digest = 'other code' WHERE step = 'code'")
        base.execute("UPDATE changes SET new = 'read otherwise' WHERE origin = 'registry'")
    bring_up_to_date(config, Noon(EPOCHS - 1), Bars(quiet=True))
    assert rows(config.store.path, CHANGES, WITH_PAST) == right


def test_a_trial_without_history_is_no_error(config):
    with registry(config) as (_, _, door):
        assert told(config, door, "NCT90000099") == [Told("NCT90000099")]


def _other_index(body: bytes) -> bytes:
    found = json.loads(body)
    return json.dumps({"versions": found["changes"]}).encode()


def _gap(body: bytes) -> bytes:
    found = json.loads(body)
    del found["changes"][1]
    return json.dumps(found).encode()


def _other_number(body: bytes) -> bytes:
    found = json.loads(body)
    return json.dumps(found | {"studyVersion": found["studyVersion"] + 1}).encode()


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (at(status(404, b"nothing here"), path=INDEX, times=None), "was not found (HTTP 404)"),
        (at(rewritten("other index", _other_index), path=INDEX), "has changed its format"),
        (at(rewritten("gap", _gap), path=INDEX), "has gaps"),
        (at(rewritten("no JSON", lambda _: b"[1, 2]"), path=INDEX), "has changed its format"),
        (at(rewritten("other number", _other_number), path=VERSION), "asked for version 0, got 1"),
        (
            at(rewritten("no study", lambda _: b'{"study": []}'), path=VERSION),
            "has changed its format",
        ),
        (at(status(404, b"No version 0"), path=VERSION), "has changed its format"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_changed_form_is_said_stores_nothing_and_the_next_trial_follows(config, rule, said):
    with registry(config, rule) as (_, _, door):
        first, second = told(config, door, WITH_PAST, "NCT90000049")
    assert said in (first.error or "")
    kept = rows(config.store.path, "SELECT DISTINCT trial_id FROM registry_versions")
    assert (WITH_PAST,) not in kept
    assert (second.error is None) == (rule.times is not None)


def test_a_history_that_changes_while_it_is_read_is_left_for_the_next_time(config):
    grown = at(rewritten("one more", _one_more), where=_is_index, nth=2)
    with registry(config, grown) as (_, _, door):
        (result,) = told(config, door, WITH_PAST)
        assert result.error == f"{WITH_PAST}: its history changed while it was read; ask again"
        assert rows(config.store.path, "SELECT count(*) FROM registry_versions") == [(0,)]
        assert told(config, door, WITH_PAST)[0].error is None


def _is_index(request: Request) -> bool:
    return request.path.endswith(INDEX)


def _one_more(body: bytes) -> bytes:
    found = json.loads(body)
    found["changes"].append(found["changes"][-1] | {"version": len(found["changes"])})
    return json.dumps(found).encode()


def test_a_block_page_ends_it_at_once(config):
    blocked = at(forbidden(), path=INDEX, times=None)
    with registry(config, blocked) as (_, _, door), pytest.raises(Forbidden):
        told(config, door, WITH_PAST, "NCT90000049")


def test_whatever_the_back_end_does_a_refresh_never_asks_it(config):
    rule = at(html_page(), path="/api/int/", times=None)
    with registry(config, rule) as (mine, standin, _):
        mine = replace(
            mine,
            sources={
                name: replace(source, base_url=url)
                for (name, source), url in zip(
                    sorted(mine.sources.items()),
                    (standin.clinicaltrials_url, standin.mesh_url, standin.eutils_url),
                    strict=True,
                )
            },
        )
        outcome = refresh(mine, quiet=True, clock=Noon(EPOCHS - 1), publish=False)
        assert outcome.exit_code == 0
        assert standin.requests.requests(path="/api/int/") == []


def test_the_texts_of_the_history_say_what_the_records_say(config):
    """They come as HTML there and as markdown here: no difference may be told between the two."""
    every = [nct for (nct,) in rows(config.store.path, "SELECT trial_id FROM trials ORDER BY 1")]
    with registry(config) as (_, _, door):
        told(config, door, *every)
    compared = 0
    with Store.open(config.store.path, clock=FakeClock()) as store:
        for trial_id, theirs, ours in store.connection.execute(
            "SELECT r.id, h.sha256, r.sha256 FROM records AS r "
            "JOIN registry_versions AS h ON h.trial_id = r.id "
            "WHERE r.kind = 'trial' AND r.removed_on IS NULL "
            "AND h.version = (SELECT max(version) FROM registry_versions WHERE trial_id = r.id)"
        ).fetchall():
            one, other = (
                SOURCE.normalise(
                    Raw(SOURCE.name, "trial", trial_id, raw.body(store.connection, body), "2026")
                )
                for body in (theirs, ours)
            )
            differences = events.between(one, other)
            # The history holds no derived part, where the registry says how results are coming on.
            assert [c for c in differences if not c.field.startswith("trial_events")] == [], (
                trial_id
            )
            compared += 1
    assert compared > 50


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One &lt; two &amp; three</p><p>Four</p>", "One < two & three\n\nFour"),
        ("Dose <mark>10</mark><sup>6</sup>/kg", "Dose 106/kg"),
        ("<p>All:</p><ul><li>one</li><li>two</li></ul>", "All:\n\n* one\n* two"),
        ("line<br>break<br/>here", "line\nbreak\nhere"),
        ("no markup at all", "no markup at all"),
        ("5 > 3", "5 > 3"),
    ],
)
def test_html_is_read_as_text(markup, text):
    body = json.dumps({"studyVersion": 0, "study": {"protocolSection": {"x": markup}}}).encode()

    class Answered:
        def get(self, path: str):
            assert path == "/studies/NCT90000001/history/0"
            return type("Answer", (), {"body": body})

    study = json.loads(fetch.version(Answered(), "NCT90000001", 0))
    assert study["protocolSection"]["x"] == text


# --- the command ---


def command(config: Config, standin: StandIn, *arguments: str) -> int:
    path = config.store.path.with_name("config.toml")
    path.write_text(
        '[topic]\ntitle = "T"\n[topic.concepts.c]\nterms = ["liver"]\n'
        '[[search]]\nname = "core"\nall = ["c"]\n'
        + at_any_pace(standin)
        + '[store]\npath = "harvest.db"\n[publish]\npath = "evidence.db"\n'
    )
    return run(["history", *arguments, "--config", str(path)])


def test_the_command_reads_a_history_and_publishes_it(config, capsys):
    with registry(config) as (_, standin, _):
        assert command(config, standin, "nct90000011") == 0
    assert "7 versions, 7 fetched" in capsys.readouterr().out
    public = rows(config.publish.path, CHANGES, WITH_PAST)
    assert {row[-1] for row in public} == {"harvest", "registry"}


def test_the_command_says_what_is_missing_where_trials_are_not_harvested(config, capsys):
    with registry(config) as (_, standin, _):
        assert command(config, standin, WITH_PAST) == 0
        path = config.store.path.with_name("config.toml")
        before, _, section = path.read_text().partition("[sources.clinicaltrials]")
        path.write_text(before + section[section.index("[") :])
        capsys.readouterr()
        assert run(["history", "--all", "--config", str(path)]) == 78
    assert "[sources.clinicaltrials] is missing" in capsys.readouterr().err


def test_the_command_names_a_trial_that_is_not_held_and_a_history_that_fails(config, capsys):
    with registry(config) as (_, standin, _):
        assert command(config, standin, "NCT99999999") == 2
        assert command(config, standin) == 2
        assert command(config, standin, WITH_PAST, "--all") == 2
    with registry(config, at(rewritten("x", _other_index), path=INDEX)) as (_, standin, _):
        assert command(config, standin, WITH_PAST, "NCT90000049") == 65
    said = capsys.readouterr()
    assert "trial not found in the database" in said.err
    assert "1 of 2 histories could not be read" in said.err
    assert "NCT90000049: " in said.out
