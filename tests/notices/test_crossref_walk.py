"""Crossref is asked in batches where they can be believed, never for more than a share a day.

Relies on stand-ins.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from harvest.errors import Forbidden
from harvest.records import Held, Page, Unreadable, WalkEnd
from harvest.sources.crossref import SOURCE
from harvest.sources.crossref.asking import DAILY
from harvest.standin import Faults
from harvest.standin.faults import transport
from harvest.standin.faults.content import rewritten
from harvest.standin.faults.schedule import at
from tests.helpers.clock import FakeClock
from tests.helpers.registries.crossref import asking, doi_of, looked_up, work

TODAY = FakeClock().now()


def works(*numbers: int) -> dict[str, bytes]:
    return {doi_of(n): work(doi_of(n)) for n in numbers}


def holding(*numbers: int, **more: object) -> Held:
    return Held(dois=frozenset(map(doi_of, numbers)), **more)  # type: ignore[arg-type]


def brought(events: list[object]) -> set[str]:
    return {raw.id for each in events if isinstance(each, Page) for raw in each.raws}


def ended(events: list[object]) -> WalkEnd:
    (end,) = [each for each in events if isinstance(each, WalkEnd)]
    return end


def test_3000_papers_take_30_questions_and_each_is_asked_for_on_the_next_day_again(
    tmp_path: Path,
) -> None:
    everything = range(3000)
    held = works(*everything)
    with asking(held, tmp_path, holding(*everything)) as (job, standin):
        assert brought(looked_up(job)) == held.keys()
        assert len(standin.requests.requests("crossref")) == 30
    times = {doi: TODAY.isoformat() for doi in held}
    with asking(held, tmp_path, holding(*everything, last_fetched=times)) as (job, standin):
        assert looked_up(job) == [], "on the same day nothing is asked twice"
    tomorrow = FakeClock(TODAY + timedelta(days=1))
    late = holding(*everything, last_fetched=times)
    with asking(held, tmp_path, late, clock=tomorrow) as (job, standin):
        assert brought(looked_up(job)) == held.keys()
        assert len(standin.requests.requests("crossref")) <= 40


def test_more_papers_than_a_day_reaches_take_turns_the_oldest_first(tmp_path: Path) -> None:
    everything = works(*range(7000))
    times = {doi_of(n): f"2026-11-{1 + n % 20:02}T06:00:00Z" for n in range(7000)}
    with asking(everything, tmp_path, holding(*range(7000), last_fetched=times)) as (job, standin):
        events = looked_up(job)
        assert len(standin.requests.requests("crossref")) == DAILY <= 40
    came = brought(events)
    assert ended(events).state == "complete"
    assert max(times[doi] for doi in came) <= min(times[doi] for doi in everything.keys() - came)


def test_where_batches_are_not_taken_papers_are_looked_up_one_by_one(tmp_path: Path) -> None:
    numbers = range(200)
    with asking(works(*numbers), tmp_path, holding(*numbers), takes_batches=False) as (
        job,
        standin,
    ):
        events = looked_up(job)
        asked = standin.requests.requests("crossref")
    assert len(asked) <= 40
    assert len(brought(events)) == DAILY - 2
    assert ended(events).state == "complete"
    assert ended(events).warnings[0].startswith("Crossref takes no batches")


@pytest.mark.parametrize(
    "answers",
    [
        lambda body: json.dumps(
            json.loads(body) | {"message": {"total-results": 0, "items": []}}
        ).encode(),
        lambda body: json.dumps(
            json.loads(body)
            | {"message": {"total-results": 9, "items": [json.loads(work("10.1/other"))] * 3}}
        ).encode(),
    ],
    ids=["none of what was asked for", "works that nobody asked for"],
)
def test_a_batch_that_answers_another_question_is_not_believed(tmp_path: Path, answers) -> None:
    faults = Faults(at(rewritten("other", answers), times=None, where=lambda r: r.path == "/works"))
    with asking(works(1, 2, 3), tmp_path, holding(1, 2, 3), faults=faults) as (job, _):
        events = looked_up(job)
    assert brought(events) == works(1, 2, 3).keys()
    assert ended(events).missing == ()


def test_a_doi_of_another_agency_is_remembered_and_asked_for_again_after_a_month(
    tmp_path: Path,
) -> None:
    with asking(works(1, 2), tmp_path, holding(1, 2, 3)) as (job, _):
        end = ended(looked_up(job))
    assert (end.state, end.missing) == ("complete", (doi_of(3),))
    cursors = {f"crossref/{name}": value for name, value in end.cursors}
    for days, asked in ((29, False), (31, True)):
        clock = FakeClock(TODAY + timedelta(days=days))
        later = holding(1, 2, 3, cursors=cursors)
        with asking(works(1, 2), tmp_path, later, clock=clock) as (job, standin):
            looked_up(job)
            sent = " ".join(str(r.params) for r in standin.requests.requests("crossref"))
        assert (doi_of(3) in sent) == asked


def test_one_doi_that_is_refused_costs_no_other_one(tmp_path: Path) -> None:
    odd = "10.1000/with,comma"
    held = Held(dois=frozenset({*map(doi_of, range(5)), "10.odd", odd}))
    known = works(*range(5)) | {odd: work(odd)}
    with asking(known, tmp_path, held) as (job, standin):
        events = looked_up(job)
        assert len(standin.requests.requests("crossref")) < 12
    assert brought(events) == known.keys()


def test_a_doi_given_up_for_another_is_kept_under_the_one_that_papers_have(tmp_path: Path) -> None:
    with asking({doi_of(1): work("10.2000/new")}, tmp_path, holding(1)) as (job, _):
        (page,) = [each for each in looked_up(job) if isinstance(each, Page)]
    assert SOURCE.normalise(page.raws[0]).id == doi_of(1)


def test_the_contact_goes_along_if_there_is_one(tmp_path: Path) -> None:
    for contact in ("", "ann@example.org"):
        with asking(works(1), tmp_path, holding(1), contact=contact) as (job, standin):
            looked_up(job)
            (asked,) = standin.requests.requests("crossref")
        assert asked.param("mailto") == contact


@pytest.mark.parametrize(
    "fault",
    [
        transport.html_page(),
        transport.too_many_requests("Tue, 24 Nov 2026 06:01:00 GMT"),
        transport.short_body(40),
        transport.server_error(502),
    ],
    ids=lambda fault: fault.name,
)
def test_a_passing_fault_loses_nothing_and_a_lasting_one_is_told(tmp_path: Path, fault) -> None:
    held = works(*range(150))
    with asking(held, tmp_path, holding(*range(150)), faults=Faults(at(fault))) as (job, _):
        assert brought(looked_up(job)) == held.keys()
    lasting = Faults(at(fault, nth=2, times=None))
    with asking(held, tmp_path, holding(*range(150)), faults=lasting) as (job, _):
        events = looked_up(job)
    assert len(brought(events)) == 100, "what came before stays"
    assert ended(events).state == "partial"
    assert ended(events).error


def test_a_refusal_ends_the_source(tmp_path: Path) -> None:
    faults = Faults(at(transport.forbidden(), times=None))
    with (
        asking(works(1), tmp_path, holding(1), faults=faults) as (job, _),
        pytest.raises(Forbidden),
    ):
        looked_up(job)


def test_an_item_that_can_t_be_named_is_put_aside_and_its_paper_asked_for_again(
    tmp_path: Path,
) -> None:
    spoilt = rewritten("spoilt", lambda body: body.replace(b'"DOI": "10.1000/paper.2"', b'"X": 2'))
    with asking(works(1, 2, 3), tmp_path, holding(1, 2, 3), faults=Faults(at(spoilt))) as (job, _):
        events = looked_up(job)
    assert brought(events) == {doi_of(1), doi_of(3)}
    assert [each.reason for each in events if isinstance(each, Unreadable)] == ["has no DOI"]
    assert doi_of(2) not in json.dumps(ended(events).cursors)


KNOWN = ("10.1016/s0140-6736(97)11096-0", "10.1038/s41586-020-2012-7")


@pytest.mark.parametrize(
    ("has", "takes_batches", "said"),
    [
        (KNOWN, True, "takes batches of DOIs"),
        (KNOWN, False, "takes no batches of DOIs; papers are looked up one by one"),
        ((), True, "whether it takes batches of DOIs is not known"),
    ],
)
def test_the_doctor_tries_a_batch(
    tmp_path: Path, has: tuple[str, ...], takes_batches: bool, said: str
) -> None:
    known = {doi: work(doi) for doi in has}
    assert SOURCE.greet is not None
    with asking(known, tmp_path, Held(), takes_batches=takes_batches) as (job, standin):
        assert said in SOURCE.greet(job)
        assert len(standin.requests.requests("crossref")) <= 2
