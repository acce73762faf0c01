"""Ties by the numbers that papers and records name: whose they are, and in which spelling.

Relies on nothing beside the program.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from harvest.evidence import update
from harvest.store import Store
from tests.helpers.bases.linked import NCT, TOPIC, fill, paper, rct, trial
from tests.helpers.bases.work_base import row
from tests.helpers.clock import FakeClock


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "work.db", clock=FakeClock())) as opened:
        opened.begin_run(False)
        yield opened


def run(store: Store) -> list[tuple[object, ...]]:
    update(store, TOPIC)
    return store.connection.execute("SELECT rule, relation FROM links ORDER BY rule").fetchall()


@pytest.mark.parametrize(
    ("title", "abstract", "relation"),
    [
        ("Cells in cirrhosis: a randomized controlled trial", f"A trial ({NCT}).", "results"),
        ("Cells in cirrhosis", f"A post-hoc analysis of a trial ({NCT}).", "derived"),
        ("Post-hoc analysis of a trial of cells", f"The trial ({NCT}) was analysed.", "derived"),
        ("Cells in cirrhosis: a systematic review", f"One trial ({NCT}) was found.", "mention"),
        ("Cells in cirrhosis: a pilot study", f"Unlike {NCT} we gave no cells.", "mention"),
        (f"Results of a randomized trial ({NCT})", "It was positive.", "results"),
    ],
)
def test_the_kind_of_a_paper_not_yet_indexed_comes_from_its_words(
    store: Store, title: str, abstract: str, relation: str
) -> None:
    fill(
        store,
        trial(),
        paper(title=title, abstract=abstract),
        row("article_types", "100", 0, "D016428", "Journal Article"),
    )
    assert {found for _, found in run(store)} == {relation}


def test_a_report_that_names_others_beside_its_own_is_no_survey(store: Store) -> None:
    others = " ".join(f"NCT9000001{n}" for n in range(5))
    abstract = f"Unlike {others} it was long. ClinicalTrials.gov Identifier: {NCT}."
    fill(store, trial(), paper(abstract=abstract), rct())
    assert run(store) == [("nct_in_abstract", "results")]


@pytest.mark.parametrize(
    "spelling",
    [" nct90000001 ", "NCT 9000 0001", "NCT‑90000001", "ISRCTN96169987; NCT90000001"],
)
def test_a_data_bank_list_ties_in_every_spelling(store: Store, spelling: str) -> None:
    fill(store, trial(), paper(), rct(), row("databanks", "100", 0, "clinicaltrials.gov", spelling))
    assert run(store) == [("databank", "results")]


@pytest.mark.parametrize("other", ["EudraCT: 2006‑001234‑12", "U1111-1131-5647, 2006-001234-12"])
def test_each_number_of_a_secondary_id_ties(store: Store, other: str) -> None:
    fill(
        store,
        trial(),
        row("trial_ids", NCT, 0, "secondary", other, "OTHER"),
        paper(abstract="EudraCT number 2006–001234–12."),
        rct(),
    )
    assert run(store) == [("other_number", "results")]
