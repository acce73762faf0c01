"""The weights by which registrations are judged, and the commonness of words; how they are kept.

``python -m harvest.evaluation.same_study.train`` makes the files beside this module.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harvest.evidence.links.linear import Linear, probability, weights_text
from harvest.evidence.studies.likeness.sparse_sets import Common, Numbers

WEIGHTS = Path(__file__).with_name("weights.json")
WORDS = Path(__file__).with_name("words.tsv")

STANDING = ("score", "ahead", "ahead_more", "behind")


@dataclass(frozen=True)
class Judge:
    """What a pair's features are worth, how far that is believed, and from where on it is told."""

    pair: Linear
    standing: Linear
    threshold: float

    def chance(self, standing: Mapping[str, Numbers]) -> Numbers:
        """The probability of pairs by how they stand."""
        return probability(self.standing.score(standing))


@dataclass(frozen=True)
class Model:
    """The judge, and how common words are; ``learned`` says from what, in words."""

    judge: Judge
    of: int
    words: Mapping[str, int]
    learned: str

    @property
    def common(self) -> Common:
        """How common words are, to which the records at hand are added."""
        return Common(self.of, self.words)


def write(model: Model, folder: Path) -> None:
    """Write the weights, and the words, one a line."""
    data = {
        "learned": model.learned,
        "threshold": round(model.judge.threshold, 4),
        "standing": model.judge.standing.as_json(),
        "pair": model.judge.pair.as_json(),
    }
    (folder / WEIGHTS.name).write_text(weights_text(data), encoding="utf-8")
    lines = [f"{word}\t{times}" for word, times in sorted(model.words.items())]
    told = "\n".join([f"\t{model.of}", *lines])
    (folder / WORDS.name).write_text(told + "\n", encoding="utf-8")


@cache
def shipped() -> Model:
    """What comes with the program."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    rows = [line.split("\t") for line in WORDS.read_text(encoding="utf-8").splitlines()]
    judge = Judge(
        Linear.from_json(data["pair"]),
        Linear.from_json(data["standing"]),
        float(data["threshold"]),
    )
    words = {word: int(times) for word, times in rows if word}
    of = next(int(times) for word, times in rows if not word)
    return Model(judge, of, words, data["learned"])
