"""From ranked candidates to *probable* links: a calibrated probability and a measured threshold."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy.typing as npt

from harvest.evidence.links.competition import Rivals, standing
from harvest.evidence.links.features import View
from harvest.evidence.links.linear import Array, Linear, probability
from harvest.evidence.links.matcher import Candidates

WEIGHTS = Path(__file__).with_name("weights.json")
TRAINED_ON = Path(__file__).with_name("trained_on.txt")


@dataclass(frozen=True)
class Model:
    """What ``weights.json`` holds, and which trials it was learned from."""

    abstract: Linear
    titles: Linear
    linker: "Linker"
    trained_on: frozenset[str]  # digests, see ``mark``

    def saw(self, trial: str) -> bool:
        """Whether a trial was among those that the weights were learned from."""
        return mark(trial) in self.trained_on

    def ranking(self, view: View) -> Linear:
        """The order of a trial's candidates in that view."""
        return {"abstract": self.abstract, "titles": self.titles, "record": self.linker.ranking}[
            view
        ]


def mark(trial: str) -> str:
    """A trial's number as the list of training trials keeps it: short, and not readable back."""
    return hashlib.sha256(trial.encode()).hexdigest()[:8]


def write(model: Model, folder: Path) -> None:
    """Write the weights, one feature a line: [weight, mean, scale] of the standardised feature."""
    data = {
        "threshold": round(model.linker.threshold, 4),
        "probability": model.linker.probability.as_json(),
        "ranking": {
            "record": model.linker.ranking.as_json(),
            "abstract": model.abstract.as_json(),
            "titles": model.titles.as_json(),
        },
    }
    text = json.dumps(data, indent=1)
    text = re.sub(r"\[\s+([^\[\]]*?)\s+\]", lambda m: f"[{' '.join(m[1].split())}]", text)
    (folder / WEIGHTS.name).write_text(text + "\n", encoding="utf-8")
    marks = "\n".join(sorted(model.trained_on))
    (folder / TRAINED_ON.name).write_text(marks + "\n", encoding="utf-8")


@cache
def shipped() -> Model:
    """The weights that come with the program; ``python -m harvest.evaluation.train`` makes them."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    ranking = data["ranking"]
    return Model(
        abstract=Linear.from_json(ranking["abstract"]),
        titles=Linear.from_json(ranking["titles"]),
        linker=Linker(
            Linear.from_json(ranking["record"]),
            Linear.from_json(data["probability"]),
            float(data["threshold"]),
        ),
        trained_on=frozenset(TRAINED_ON.read_text(encoding="utf-8").split()),
    )


@dataclass(frozen=True)
class Linker:
    """The ranking of a trial's papers, the probability of a pair, and when to call it probable."""

    ranking: Linear
    probability: Linear
    threshold: float

    def chances(self, pools: Sequence[Candidates], papers: int) -> list[Array]:
        """The probability of each candidate of each trial; the trials compete for the papers."""
        scores = [self.ranking.score(pool.values) for pool in pools]
        rivals = rivalry(pools, scores, papers)
        return [
            self.chance(standing(trial, pool.rows, score, pool.values, rivals))
            for trial, (pool, score) in enumerate(zip(pools, scores, strict=True))
        ]

    def chance(self, values: Mapping[str, npt.NDArray[Any]]) -> Array:
        """The probability of candidates, from ``PROBABILITY_FEATURES``."""
        return probability(self.probability.score(values))


def rivalry(pools: Sequence[Candidates], scores: Sequence[Array], papers: int) -> Rivals:
    """Every trial's claim to every paper."""
    rivals = Rivals(papers)
    for trial, (pool, score) in enumerate(zip(pools, scores, strict=True)):
        rivals.add(trial, pool.rows, score)
    return rivals
