"""Refreshes over data and surroundings that are not as they should be.

Relies on stand-ins.
"""

import socket
from contextlib import ExitStack
from dataclasses import replace

import pytest

from harvest.clock import SystemClock
from harvest.errors import UpstreamDataError
from harvest.health.status import as_text, status
from harvest.standin import Request
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from tests.helpers.faults.fault_bench import TRIALS, Base, Bench, told_apart
from tests.helpers.faults.fault_rules import everywhere, papers, trials
from tests.helpers.logical import logical_dump

# --- data ---


@pytest.mark.parametrize("page", [1, 2, 3])
def test_data_that_change_during_a_walk_are_walked_again(bench: Bench, page: int) -> None:
    """F34: records move from page to page under the walk."""
    base = bench.start.copy(bench.next_folder())
    bench.standin.set_epoch(0)
    ending = bench.refresh(base, 25, trials(content.next_state(), nth=page))
    assert bench.standin.epoch == 1
    assert (ending.code, ending.said) == (0, "")
    assert {r for r in base.records() if r[0] == "trial"} == {
        r for r in bench.goal.records() if r[0] == "trial"
    }
    _heals_apart_from_history(bench, base)


def test_what_nobody_has_heard_of_is_kept_and_flagged(bench: Bench) -> None:
    """F39."""
    base = bench.start.copy(bench.next_folder())
    ending = bench.refresh(
        base,
        25,
        trials(content.unknown_field(), times=None),
        papers(content.unknown_element(), times=None),
    )
    assert ending.code == 0, ending.said
    paths = [path for (path,) in base.rows("SELECT path FROM drift")]
    assert any("noveltyModule" in str(path) for path in paths)
    assert any("Novelty" in str(path) for path in paths if "noveltyModule" not in str(path))
    assert base.records() == bench.goal.records()
    assert ending.outcome is not None
    assert ending.outcome.quarantined == 0


def test_a_status_that_no_list_has_is_kept_as_it_is(bench: Bench) -> None:
    """F39."""
    base = bench.start.copy(bench.next_folder())
    ending = bench.refresh(base, 25, trials(content.unknown_status("PAUSED"), times=None))
    assert ending.code == 0, ending.said
    statuses = base.rows("SELECT DISTINCT status FROM trials", public=True)
    assert statuses == [("PAUSED",)]
    assert any("PAUSED" in str(row) for row in base.rows("SELECT path, example FROM drift"))
    _heals_apart_from_history(bench, base)


def _heals_apart_from_history(bench: Bench, base: Base) -> None:
    """The records are those of an undisturbed history, which lacks what the registry also said."""
    healed = bench.refresh(base, 26)
    assert healed.code == 0, healed.said
    assert base.records() == bench.goal.records()
    ours, theirs = logical_dump(base.work), logical_dump(bench.goal.work)
    for table in ("trials", "articles", "conditions", "sponsors", "authors", "memberships"):
        assert ours[table] == theirs[table]


def test_a_field_that_was_renamed_upstream_is_not_published(bench: Bench) -> None:
    """F40: who may take part is gone at once, in every trial."""
    base = bench.start.copy(bench.next_folder())
    published = base.public.read_bytes()
    rename = content.renamed_field("eligibilityModule", "whoMayTakePartModule")
    ending = bench.refresh(base, 25, trials(rename, times=None))
    assert ending.code == 65
    assert isinstance(ending.error, UpstreamDataError)
    assert "eligibility_criteria" in ending.said
    assert base.public.read_bytes() == published
    assert any("whoMayTakePart" in str(path) for path in base.rows("SELECT path FROM drift"))
    _heals_apart_from_history(bench, base)


def test_a_field_that_no_record_lacks_is_not_overwritten_by_nothing(bench: Bench) -> None:
    """I1, A33: without a newer date, a lost sponsor is the registry's mistake."""
    base = bench.start.copy(bench.next_folder())
    rename = content.renamed_field("sponsorCollaboratorsModule", "sponsorsModule")
    before = base.rows("SELECT trial_id, lead_sponsor FROM trials ORDER BY 1")
    ending = bench.refresh(base, 25, trials(rename, times=None))
    assert ending.outcome is not None
    assert ending.outcome.quarantined >= len(before) - 1
    assert ending.code == 65
    assert "records can't be read" in ending.said
    after = dict(base.rows("SELECT trial_id, lead_sponsor FROM trials"))
    _, *not_revised = before
    assert [(trial_id, after[trial_id]) for trial_id, _ in not_revised] == not_revised
    _heals_apart_from_history(bench, base)


def test_one_damaged_study_does_not_hold_up_the_others(bench: Bench) -> None:
    """I12."""
    base = bench.start.copy(bench.next_folder())
    victim = str(max(base.rows("SELECT trial_id FROM trials"))[0])
    new = bench.goal.records() - base.records()
    ending = bench.refresh(base, 25, trials(content.malformed_study(victim), times=None))
    assert base.rows("SELECT record_id, source FROM quarantine") == [(victim, TRIALS)]
    assert base.records() == bench.goal.records()
    assert new
    assert ending.code == 0, ending.said
    assert base.rows("SELECT record_id FROM quarantine_summary", public=True) == [(victim,)]
    healed = bench.refresh(base, 26)
    assert healed.code == 0
    assert base.rows("SELECT record_id FROM quarantine") == []


def test_one_damaged_paper_does_not_hold_up_the_others(bench: Bench) -> None:
    """A14: the whole batch is not well-formed; the culprit is found."""
    base = bench.start.copy(bench.next_folder())
    ((_, victim),) = sorted(
        record for record in bench.goal.records() - base.records() if record[0] == "article"
    )[:1]
    others = {
        record
        for record in bench.goal.records()
        if record[0] != "descriptor" and record != ("article", victim)
    }
    ending = bench.refresh(base, 25, papers(content.broken_citation(str(victim)), times=None))
    assert base.records() >= others
    assert ("article", victim) not in base.records()
    assert str(victim) in str(
        base.rows("SELECT record_id FROM quarantine") + base.rows("SELECT missing FROM run_queries")
    )
    assert ending.code in (0, 65), ending.said
    _heals_apart_from_history(bench, base)


def test_a_paper_that_never_comes_holds_up_three_runs_and_no_more(bench: Bench) -> None:
    """PubMed lists numbers for days before it delivers their records."""
    bench.standin.set_epoch(1)
    base = bench.start.copy(bench.next_folder())
    ((_, victim),) = sorted(
        record for record in bench.goal.records() - base.records() if record[0] == "article"
    )[:1]

    def names(request: Request) -> bool:
        return str(victim) in request.param("id").split(",")

    never = papers(content.empty_set(), times=None, where=names)
    codes = [bench.refresh(base, day, never).code for day in (25, 26, 27, 28)]
    assert codes == [65, 65, 65, 0]
    ((record, reason),) = base.rows("SELECT record_id, reason FROM quarantine_summary", public=True)
    assert (record, "known to be missing" in str(reason)) == (victim, True)
    shown = as_text(status(bench.config(base), clock=SystemClock()))
    assert "quarantine, pubmed: 1: listed by a search but not delivered: known" in shown
    assert bench.refresh(base, 29).code == 0
    assert ("article", victim) in base.records()
    assert base.rows("SELECT record_id FROM quarantine") == []
    assert base.rows("SELECT record_id FROM undelivered") == []


def test_a_registry_that_flips_betweentwo_states_adds_two_versions_and_no_more(
    bench: Bench,
) -> None:
    """F67."""
    base = bench.start.copy(bench.next_folder())
    for day, epoch in enumerate((1, 0, 1, 0, 1), 25):
        bench.standin.set_epoch(epoch)
        bench.refresh(base, day)
    assert max(base.rows("SELECT max(version) FROM versions")) <= (2,)
    assert base.records() == bench.goal.records()


# --- the network, the clock, the home ---


def test_registries_that_can_not_be_reached_leave_every_record_as_it_was(bench: Bench) -> None:
    """F23."""
    base = bench.start.copy(bench.next_folder())
    records = base.records()
    config = bench.config(base)
    nobody = {
        name: replace(source, base_url=f"http://127.0.0.1:{port}")
        for (name, source), port in zip(config.sources.items(), _closed_ports(), strict=False)
    }
    ending = bench.refresh(base, 25, config=replace(config, sources=nobody))
    assert ending.code == 69
    assert "can't be reached" in ending.said
    assert base.records() == records
    [(missing,)] = base.rows("SELECT missing FROM publication", public=True)
    assert "not updated" in str(missing)
    _heals(bench, base)


def _closed_ports() -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(9)]
        return [each.getsockname()[1] for each in sockets]


def _heals(bench: Bench, base: Base, day: int = 25) -> None:
    """One undisturbed run more ends where an undisturbed history does."""
    healed = bench.refresh(base, day)
    assert (healed.code, healed.said) == (0, "")
    assert told_apart(base, bench.goal) == []


@pytest.mark.parametrize("day", [1, 30])
def test_a_clock_that_is_wrong_moves_nothing_but_its_own_stamps(bench: Bench, day: int) -> None:
    """F57: a day before the last run, and days ahead."""
    base = bench.start.copy(bench.next_folder())
    ending = bench.refresh(base, day)
    assert (ending.code, ending.said) == (0, "")
    assert max(ending.clock.naps, default=0) < 2
    assert base.records() == bench.goal.records()


def test_a_home_that_can_not_be_written_is_not_needed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F38."""
    monkeypatch.setenv("HOME", "/proc/nobody")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    _heals(bench, bench.start.copy(bench.next_folder()))


def test_requests_of_a_run_through_many_faults_keep_the_pace(bench: Bench) -> None:
    """I10, on the passed-in clock: as many slots as requests, less the first of each registry."""
    base = bench.start.copy(bench.next_folder())
    config = bench.config(base)
    slow = {name: replace(source, requests_per_second=1.0)
            for name, source in config.sources.items()}  # fmt: skip
    ending = bench.refresh(
        base, 25, *everywhere(transport.server_error(502), times=3),
        config=replace(config, sources=slow),
    )  # fmt: skip
    assert ending.code == 0, ending.said
    asked = len(bench.standin.requests)
    assert sum(nap for nap in ending.clock.naps if nap <= 1) >= (asked - 3 - 9) * 0.8
