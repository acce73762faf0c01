"""A number written alike on both sides links; a placeholder never does.

Relies on nothing beside the program.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from harvest.evidence import update
from harvest.sources.clinicaltrials.reading.children import paper_number
from harvest.store import Store
from tests.helpers.bases.linked import NCT, TOPIC, fill, paper, rct, trial
from tests.helpers.bases.work_base import row
from tests.helpers.clock import FakeClock

SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "work.db", clock=FakeClock())) as opened:
        opened.begin_run(False)
        yield opened


def rules(store: Store) -> list[str]:
    update(store, TOPIC)
    sql = "SELECT rule FROM links WHERE rule <> 'candidate'"
    return [rule for (rule,) in store.connection.execute(sql)]


@pytest.mark.parametrize(
    ("in_trial", "in_paper"),
    [
        ("JPRN-jRCTb030190173", "jRCTb030190173"),
        ("ChiCTR-TRC-12002345", "ChiCTR‑TRC‑12002345"),
        ("2008-004870-72", "EudraCT 2008–004870–72"),
        ("JPRN-C000000338", "UMIN C000000338"),
    ],
)
def test_a_shared_number_links_however_it_is_written(
    store: Store, in_trial: str, in_paper: str
) -> None:
    fill(
        store,
        trial(),
        paper(abstract=f"This study was registered as {in_paper}."),
        rct(),
        row("trial_ids", NCT, 0, "secondary", in_trial, "REGISTRY"),
    )
    assert rules(store) == ["other_number"]


@pytest.mark.parametrize("number", ["ISRCTN00000000", "NCT00000000", "U1111-0000-0000"])
def test_a_placeholder_links_nothing(store: Store, number: str) -> None:
    fill(
        store,
        trial(),
        paper(abstract=f"Trial registration: {number}."),
        rct(),
        row("trial_ids", NCT, 0, "secondary", number, "REGISTRY"),
        row("databanks", "100", 0, "ISRCTN", number),
    )
    assert rules(store) == []
    assert store.connection.execute("SELECT count(*) FROM mentions").fetchone() == (0,)


def test_an_old_doi_in_a_citation_links_its_paper(store: Store) -> None:
    citation = f"Doe J. doi: {SICI}."
    fill(
        store,
        trial(),
        paper(doi=SICI),
        rct(),
        row("trial_references", NCT, 0, None, "RESULT", citation),
    )
    assert rules(store) == ["see_also"]


@pytest.mark.parametrize("number", ["PMC1234567", "10.1000/abc"])
def test_another_number_in_the_place_of_a_pmid_links_its_paper(store: Store, number: str) -> None:
    fill(
        store,
        trial(),
        paper(pmcid="PMC1234567", doi="10.1000/ABC"),
        rct(),
        row("trial_references", NCT, 0, number, "RESULT", "A paper."),
    )
    assert "registry_result" in rules(store)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("31234567", "31234567"),
        ("PMC1234567", "PMC1234567"),
        ("pmc 1234567", "PMC1234567"),
        ("PMID: 31234567", "31234567"),
        ("https://doi.org/10.1000/ABC", "10.1000/abc"),
        ("0031234567", "31234567"),
        ("https://pubmed.gov/31234567", "31234567"),
        ("NCT01234567", "NCT01234567"),
        ("in press", "in press"),
        (None, None),
    ],
)
def test_what_stands_in_the_place_of_a_pmid_is_known_by_its_form(
    given: str | None, kept: str | None
) -> None:
    assert paper_number(given) == kept


def test_a_registration_elsewhere_that_names_a_trial_takes_no_paper_from_it(store: Store) -> None:
    elsewhere = "CTRI/2021/06/099010"
    fill(
        store,
        trial(),
        row("trials", elsewhere, registry="ctri", nct_id=None, has_results=0, url=""),
        row("trial_ids", elsewhere, 1, "secondary", NCT),
        paper(abstract=f"We treated 40 participants. Trial registration: {NCT}."),
        rct(),
    )
    update(store, TOPIC)
    sql = "SELECT trial_id, relation FROM links WHERE rule <> 'candidate' ORDER BY trial_id"
    assert store.connection.execute(sql).fetchall() == [(elsewhere, "mention"), (NCT, "results")]
