"""What one sign alone does not prove: a number that two records share, titles of common words.

Relies on nothing beside the program.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from harvest.evidence import update
from harvest.store import Store
from tests.helpers.bases.linked import TOPIC, fill, paper, rct, trial
from tests.helpers.bases.work_base import row
from tests.helpers.clock import FakeClock

PARENT, EXTENSION = "NCT90000001", "NCT90000002"
NUMBER = "2009-011782-38"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "work.db", clock=FakeClock())) as opened:
        opened.begin_run(False)
        yield opened


def linked(store: Store) -> dict[str, tuple[str, str]]:
    update(store, TOPIC)
    sql = "SELECT trial_id, relation, basis FROM links ORDER BY trial_id, rule"
    return {
        trial_id: (relation, basis) for trial_id, relation, basis in store.connection.execute(sql)
    }


def two_records_of_one_protocol() -> list[tuple[str, tuple[object, ...]]]:
    return [
        trial(PARENT, brief_title="Parent trial of cells"),
        trial(EXTENSION, brief_title="Extension of the parent trial of cells"),
        row("trial_ids", PARENT, 0, "secondary", f"EUCTR{NUMBER}-NL", "REGISTRY"),
        row("trial_ids", EXTENSION, 0, "secondary", NUMBER, "REGISTRY"),
    ]


def test_a_shared_number_alone_reports_neither_of_its_trials(store: Store) -> None:
    named = paper(abstract=f"40 patients were randomised. Trial registration: EudraCT {NUMBER}.")
    fill(store, *two_records_of_one_protocol(), named, rct())
    open_question = "names a number shared by 2 trials; this number is shared with"
    assert linked(store) == {
        PARENT: ("mention", f"{open_question} {EXTENSION}"),
        EXTENSION: ("mention", f"{open_question} {PARENT}"),
    }


def test_the_trials_own_number_picks_it_among_those_that_share_another(store: Store) -> None:
    text = f"40 patients were randomised. Trial registration: {PARENT}, EudraCT {NUMBER}."
    fill(store, *two_records_of_one_protocol(), paper(abstract=text), rct())
    found = linked(store)
    assert found[PARENT][0] == "results"
    assert found[EXTENSION] == (
        "mention",
        f"names a number shared by 2 trials; this number is shared with {PARENT}",
    )


def test_a_number_of_one_trial_alone_goes_on_proving_it(store: Store) -> None:
    records = two_records_of_one_protocol()[:3]
    named = paper(abstract=f"40 patients were randomised. Trial registration: EudraCT {NUMBER}.")
    fill(store, *records, named, rct())
    assert {key: value[0] for key, value in linked(store).items()} == {PARENT: "results"}


def _candidates(
    store: Store, title: str, of: str, *more: tuple[str, tuple[object, ...]]
) -> list[int]:
    fill(store, trial(brief_title=of, official_title=of), paper(title=title), rct(), *more)
    update(store, TOPIC)
    sql = "SELECT probable FROM links WHERE rule = 'candidate'"
    return [probable for (probable,) in store.connection.execute(sql)]


@pytest.mark.parametrize(
    "title",
    [
        "Stem cell therapy for liver cirrhosis",
        "Stem cell therapy in patients with liver cirrhosis: a randomised controlled trial",
        "STEM CELL THERAPY FOR LIVER CIRRHOSIS.",
        "Therapy of liver cirrhosis with stem cells",
        "Stem-cell therapy for liver cirrhosis: results of a pilot study",
        "Safety and efficacy of stem cell therapy in liver cirrhosis",
        "A phase II study of stem cell therapy for patients with liver cirrhosis",
    ],
)
def test_a_title_of_topic_words_alone_is_never_probable(store: Store, title: str) -> None:
    assert not any(_candidates(store, title, "Stem Cell Therapy for Liver Cirrhosis"))


def test_a_title_with_a_word_of_its_own_is_offered(store: Store) -> None:
    title = "Zamburon-primed stem cells in liver cirrhosis: the KALIMBA trial"
    assert len(_candidates(store, title, title)) == 1
