"""A first harvest that fails in part: what came is published and marked, and one run more heals it.

And later ones: a source that fails keeps what it had, and the others are brought up to date.

Relies on stand-ins.
"""

import json

import pytest

from harvest.standin import at
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from tests.helpers.faults.fault_bench import MESH, PUBMED, TRIALS, Base, Bench, told_apart
from tests.helpers.faults.fault_rules import Rules, papers, search, trials

FAILS: dict[str, tuple[Rules, int, str]] = {
    "trials refused": (
        lambda: (at(transport.forbidden(), service=TRIALS, times=None),),
        69,
        "ClinicalTrials.gov, search everything: incomplete (",
    ),
    "papers refused": (
        lambda: (at(transport.forbidden(), service=PUBMED, times=None),),
        69,
        "PubMed, search everything: incomplete (",
    ),
    "definitions refused": (
        lambda: (at(transport.forbidden(), service=MESH, times=None),),
        69,
        "MeSH: not updated (",
    ),
    "trials down": (
        lambda: (at(transport.server_error(503), service=TRIALS, times=None),),
        69,
        "ClinicalTrials.gov, search everything: incomplete (",
    ),
    "papers down": (
        lambda: (at(transport.server_error(503), service=PUBMED, times=None),),
        69,
        "PubMed, search everything: incomplete (",
    ),
    "definitions down": (
        lambda: (at(transport.server_error(502), service=MESH, times=None),),
        69,
        "MeSH, MeSH terms used by records: not updated (",
    ),
    "half of the papers": (
        lambda: (search(content.promised(14_000), times=None),),
        65,
        "PubMed, search everything: incomplete (",
    ),
    "half of the trials": (
        lambda: (trials(content.total("900"), times=None),),
        65,
        "ClinicalTrials.gov, search everything: incomplete (",
    ),
    "trials can't be asked so": (
        lambda: (trials(transport.status(400, b"Too complicated query"), times=None),),
        65,
        "ClinicalTrials.gov, search everything: incomplete (",
    ),
    "a paper that never comes": (
        lambda: (papers(content.dropped_citations(1), times=None),),
        65,
        "PubMed, search everything: PubMed does not deliver 1 of the 12 papers that it lists",
    ),
}


def missing(base: Base) -> list[str]:
    ((sentences,),) = base.rows("SELECT missing FROM publication", public=True)
    found: list[str] = json.loads(str(sentences))
    return found


def unfinished(base: Base) -> bool:
    return base.rows("SELECT unfinished FROM publication", public=True) == [(1,)]


def counts(base: Base) -> dict[str, int]:
    ((text,),) = base.rows("SELECT counts FROM publication", public=True)
    found: dict[str, int] = json.loads(str(text))
    return found


@pytest.fixture
def empty(bench: Bench) -> Base:
    """A base that nothing has been harvested into, while the first state is served."""
    bench.standin.set_epoch(0)
    base = Base(bench.next_folder())
    base.folder.mkdir()
    return base


@pytest.mark.parametrize(("rules", "code", "says"), FAILS.values(), ids=FAILS)
def test_a_first_run_that_fails_in_part_publishes_what_came_and_the_next_completes_it(
    bench: Bench, empty: Base, rules: Rules, code: int, says: str
) -> None:
    ending = bench.refresh(empty, 24, *rules())
    assert ending.code == code, ending.said
    assert any(sentence.startswith(says) for sentence in missing(empty)), missing(empty)
    first = any("incomplete" in sentence for sentence in missing(empty))
    assert unfinished(empty) is first
    assert counts(empty)["trials"] + counts(empty)["articles"] > 0
    assert counts(empty)["changes"] == 0

    healed = bench.refresh(empty, 24)
    assert (healed.code, healed.said) == (0, "")
    assert (missing(empty), unfinished(empty)) == ([], False)
    assert counts(empty)["changes"] == 0
    assert told_apart(empty, bench.start) == []


def test_a_refused_registry_is_asked_once(bench: Bench, empty: Base) -> None:
    for service in (MESH, TRIALS, PUBMED):
        bench.refresh(empty, 24, at(transport.forbidden(), service=service, times=None))
        assert len(bench.standin.requests.requests(service)) == 1


def test_three_runs_that_fail_in_turn_end_in_the_same_base(bench: Bench, empty: Base) -> None:
    for services in ((TRIALS, MESH), (PUBMED, MESH), (MESH,)):
        refusals = [at(transport.forbidden(), service=each, times=None) for each in services]
        assert bench.refresh(empty, 24, *refusals).code == 69
    assert not unfinished(empty)
    assert bench.refresh(empty, 24).code == 0
    assert told_apart(empty, bench.start) == []


def test_where_nothing_came_nothing_is_published(bench: Bench, empty: Base) -> None:
    everywhere = at(transport.forbidden(), times=None)
    assert bench.refresh(empty, 24, everywhere).code == 69
    assert not empty.public.exists()


@pytest.mark.parametrize(
    ("service", "name", "other"),
    [(TRIALS, "ClinicalTrials.gov", "articles"), (PUBMED, "PubMed", "trials")],
)
def test_a_source_that_fails_later_keeps_its_records_and_its_date_and_the_others_go_on(
    bench: Bench, service: str, name: str, other: str
) -> None:
    base = bench.start.copy(bench.next_folder())
    before, goal = counts(base), counts(bench.goal)
    own = {"articles": "trials", "trials": "articles"}[other]
    ending = bench.refresh(base, 25, at(transport.forbidden(), service=service, times=None))
    assert ending.code == 69
    assert counts(base)[own] == before[own]
    assert counts(base)[other] > before[other]
    assert counts(base)[other] <= goal[other]
    assert not unfinished(base)
    assert len(missing(base)) == 1
    assert missing(base)[0].startswith(f"{name}: not updated (")
    assert missing(base)[0].endswith("data shown are of 2026-11-24")
    assert base.rows("SELECT count(*) FROM memberships WHERE left_on IS NOT NULL") == [(0,)]
    told = {row[0] for row in base.rows("SELECT DISTINCT kind FROM changes")}
    assert told == {other.removesuffix("s")}

    assert bench.refresh(base, 25).code == 0
    assert told_apart(base, bench.goal) == []


def test_where_no_registry_answers_later_every_page_says_of_when_it_is(bench: Bench) -> None:
    base = bench.start.copy(bench.next_folder())
    before = counts(base)
    everywhere = at(transport.forbidden(), times=None)
    assert bench.refresh(base, 25, everywhere).code == 69
    assert {name: counts(base)[name] for name in ("trials", "articles", "changes")} == {
        name: before[name] for name in ("trials", "articles", "changes")
    }
    said = missing(base)
    for name in ("ClinicalTrials.gov", "PubMed"):
        (sentence,) = (each for each in said if each.startswith(name))
        assert sentence.startswith(f"{name}: not updated (")
        assert sentence.endswith("data shown are of 2026-11-24")
    assert not unfinished(base)

    assert bench.refresh(base, 25).code == 0
    assert missing(base) == []
    assert told_apart(base, bench.goal) == []
