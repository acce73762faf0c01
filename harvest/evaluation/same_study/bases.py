"""Bases in which it is known which registrations are of one study: one half to learn, one to judge.

ClinicalTrials.gov's trials stand in them as they are. Most are there once more as another registry
has them; of each there are at least five sisters in that registry, the sponsor's real other trials
first. No sponsor is on both sides.
"""

import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from harvest.errors import RecordError
from harvest.evaluation.same_study.decoys import sister
from harvest.evaluation.same_study.rewriting import REGISTRIES, rewritten, shortened, trial_of
from harvest.evaluation.same_study.wordings import Rewording, Synonyms
from harvest.evidence.reading.tokens import fold
from harvest.records import Raw, Record
from harvest.sources.clinicaltrials import SOURCE

FILES = ("studies.jsonl.gz", "reconstructed.jsonl.gz", "topic.jsonl.gz")
DECOYS = 5
MADE = 2  # of these at least, where a sponsor has many trials
ABSENT = 0.3  # of the trials are in no other registry; their sisters are

Pair = tuple[str, str]


@dataclass(frozen=True)
class Half:
    """Registrations of two and more registries, and which pairs of them are one study.

    ``sponsors``: by number, the sponsor of the trial of which the record is, or was made.
    """

    records: tuple[Record, ...]
    right: frozenset[Pair]  # the lesser number first
    sponsors: Mapping[str, str]
    decoys: int


def corpus(folder: Path) -> list[Record]:
    """The trials of a folder of ClinicalTrials.gov's records, each once; those that can be read."""
    found: dict[str, Record] = {}
    for path in (folder / name for name in FILES):
        if path.is_file():
            for record in _read(path):
                found.setdefault(record.id, record)
    return [found[key] for key in sorted(found)]


def _read(path: Path) -> Iterator[Record]:
    with gzip.open(path, "rb") as file:
        for line in file:
            try:
                yield SOURCE.normalise(Raw(SOURCE.name, "trial", _number(line), line, ""))
            except RecordError:
                continue


def _number(line: bytes) -> str:
    return str(json.loads(line)["protocolSection"]["identificationModule"]["nctId"])


def sponsor(record: Record) -> str:
    """Whose trial it is."""
    return fold(trial_of(record).lead_sponsor or record.id)


def halves(records: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    """The trials to learn from and those to judge by; the same in every run."""
    sides: tuple[list[Record], list[Record]] = ([], [])
    for record in records:
        sides[zlib.crc32(sponsor(record).encode()) % 2].append(record)
    return sides


def half(records: Sequence[Record], synonyms: Synonyms, seed: int) -> Half:
    """The base of some trials; another seed, other words, sisters and registries."""
    return _Making(records, synonyms, seed).made()


class _Making:
    def __init__(self, records: Sequence[Record], synonyms: Synonyms, seed: int) -> None:
        self._records = records
        self._rng = Random(seed)
        self._synonyms = synonyms
        self._number = 10_000
        self._all: list[Record] = []
        self._sponsors: dict[str, str] = {}
        self._decoys = 0

    def made(self) -> Half:
        rng = self._rng
        named = list(REGISTRIES)
        weights = [often for _, often in REGISTRIES.values()]
        by_sponsor: dict[str, list[Record]] = defaultdict(list)
        for record in self._records:
            by_sponsor[sponsor(record)].append(record)
        right: set[Pair] = set()
        for name in sorted(by_sponsor):
            family = by_sponsor[name]
            registry = rng.choices(named, weights)[0]
            for record in family:
                self._keep(shortened(record, rng), name)
                if rng.random() >= ABSENT:
                    other = self._other(record, registry, name)
                    right.add((min(record.id, other.id), max(record.id, other.id)))
                for _ in range(max(MADE, DECOYS - (len(family) - 1))):
                    self._other(sister(record, self._records, rng), registry, name)
                    self._decoys += 1
        return Half(tuple(self._all), frozenset(right), self._sponsors, self._decoys)

    def _keep(self, record: Record, name: str) -> None:
        self._all.append(record)
        self._sponsors[record.id] = name

    def _other(self, record: Record, registry: str, name: str) -> Record:
        self._number += self._rng.randint(1, 9)
        key = REGISTRIES[registry][0].format(self._number)
        hand = Rewording(self._synonyms, self._rng)
        made = rewritten(record, key, registry, self._rng, hand)
        self._keep(made, name)
        return made
