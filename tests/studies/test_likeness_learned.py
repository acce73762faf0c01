"""What the weights for alike registrations are learned from and measured by.

Relies on nothing beside the program.
"""

import gzip
import json
from pathlib import Path
from random import Random

import pytest

from harvest.evaluation.same_study import decoys
from harvest.evaluation.same_study.bases import Half, corpus, half, halves, sponsor
from harvest.evaluation.same_study.measuring import cut, figures
from harvest.evaluation.same_study.rewriting import REGISTRIES, later, rewritten, trial_of
from harvest.evaluation.same_study.train import train
from harvest.evaluation.same_study.wordings import Rewording
from harvest.evidence.studies.likeness.model import shipped, write
from harvest.records import Record

PLACES = ("Padua", "Osaka", "Lyon", "Leeds", "Cairo", "Lima", "Oslo", "Graz", "Porto", "Turku")
ORGANS = ("liver", "kidney", "lung", "heart", "skin", "knee", "eye", "brain")


def study(n: int) -> dict[str, object]:
    place, organ = PLACES[n % len(PLACES)], ORGANS[n % len(ORGANS)]
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": f"NCT9{n:07}",
                "briefTitle": f"Cells of kind {n} for failure of the {organ}",
                "officialTitle": f"A randomized study of cells of kind {n} in {organ} failure",
            },
            "statusModule": {"overallStatus": "COMPLETED", "startDateStruct": {"date": "2015-03"}},
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": f"University of {place}"}},
            "conditionsModule": {"conditions": [f"{organ} failure"]},
            "designModule": {
                "phases": ["PHASE2"],
                "enrollmentInfo": {"count": 31 + n, "type": "ACTUAL"},
            },
            "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": f"Cells {n}"}]},
            "contactsLocationsModule": {"locations": [{"city": place, "country": "Italy"}]},
        }
    }


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    folder = tmp_path_factory.mktemp("clinicaltrials")
    with gzip.open(folder / "studies.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(study(n)) + "\n" for n in range(20))
    return corpus(folder)


def made(trials: list[Record], seed: int = 1) -> Half:
    return half(trials, {}, seed)


def test_no_sponsor_is_both_learned_from_and_judged_by(trials: list[Record]) -> None:
    learned, unseen = halves(trials)
    assert learned
    assert unseen
    assert len(learned) + len(unseen) == len(trials)
    assert not {sponsor(each) for each in learned} & {sponsor(each) for each in unseen}


def test_a_base_is_the_same_by_its_seed_and_another_by_another(trials: list[Record]) -> None:
    assert made(trials) == made(trials)
    assert made(trials) != made(trials, seed=2)


def test_the_other_registration_gives_no_number_of_the_first(trials: list[Record]) -> None:
    base = made(trials)
    first = {each.id for each in trials}
    others = [each for each in base.records if each.id not in first]
    assert base.right
    assert others
    assert not [each.id for each in others if any(key in str(each.tables) for key in first)]


def test_a_sister_is_another_study_and_rarely_begins_with_it(trials: list[Record]) -> None:
    rng = Random(3)
    sisters = [(each, decoys.sister(each, trials, rng)) for each in trials * 20]
    together = [
        (trial_of(one), trial_of(other))
        for one, other in sisters
        if (trial_of(one).start_date, trial_of(one).enrollment)
        == (trial_of(other).start_date, trial_of(other).enrollment)
    ]
    assert 0 < len(together) < len(sisters) / 10
    assert all(one.lead_sponsor != other.lead_sponsor for one, other in together)


def test_only_registries_of_a_part_tell_the_start_much_later_often(trials: list[Record]) -> None:
    def late(registry: str) -> float:
        rng = Random(4)
        hand = Rewording({}, rng)
        form = REGISTRIES[registry][0]
        starts = [
            trial_of(rewritten(trials[0], form.format(n), registry, rng, hand)).start_date
            for n in range(400)
        ]
        return sum(each is not None and each > "2015-09" for each in starts) / len(starts)

    assert late("ctis") > 2 * late("chictr") > 0


def test_months_are_counted_over_the_years() -> None:
    assert later("2015-11-20", 3) == "2016-02"
    assert later("2016-01", -2) == "2015-11"


def test_pairs_told_are_counted_against_those_that_are_right() -> None:
    right = frozenset({("a", "b"), ("c", "d"), ("e", "f"), ("g", "h")})
    counted = figures({("a", "b"), ("c", "d"), ("x", "y")}, right)
    assert (counted.precision, counted.recall) == (2 / 3, 0.5)
    assert figures((), right).precision == 0


def test_the_threshold_is_the_lowest_above_which_enough_is_right() -> None:
    right = frozenset({("a", "b"), ("c", "d"), ("e", "f")})
    scored = [(("a", "b"), 0.9), (("c", "d"), 0.8), (("x", "y"), 0.7), (("e", "f"), 0.6)]
    assert cut(scored, right, 0.95) == 0.8
    assert cut(scored, right, 0.75) == 0.6
    assert cut([(("x", "y"), 0.9)], right) == float("inf")


def test_learning_twice_gives_the_same_weights(
    trials: list[Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harvest.evaluation.same_study.train.SEEDS", (1,))
    folders = [tmp_path / "1", tmp_path / "2"]
    for folder in folders:
        folder.mkdir()
        write(train(trials[::2], {}), folder)
    first, second = ((folder / "weights.json").read_bytes() for folder in folders)
    assert first == second
    features = json.loads(first)["pair"]["features"]
    assert set(features) == set(shipped().judge.pair.features)
    assert all(features[name][0] <= 0 for name in features if name.endswith("_differs"))
