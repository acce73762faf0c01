"""Trials and papers as they are compared: a number for each word, name and acronym."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from harvest.evidence.links.months import NEVER
from harvest.evidence.links.own_numbers import numbers_in
from harvest.evidence.links.pairs.records import Report, Study
from harvest.evidence.links.titles import phase_bits, sorts
from harvest.evidence.reading.tokens import acronyms, grams, parted, stem, stop_words

Keys = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.float32]
Bag = tuple[Keys, Counts]

_REMEMBERED = 1 << 17
_BAGS = 3
_SIZES = 7
_TOLD = 6
_HEAD = 4 * (_SIZES + _TOLD)


class Marked(NamedTuple):
    """A trial or a paper. What both have is compared by number; bags are in the order of these."""

    titles: Bag
    text: Bag
    letters: Bag
    people: Keys  # in order
    acronyms: Keys
    numbers: Keys  # of a trial: its own telling ones; of a paper: those in it
    signed: Keys  # of a trial: how its people may sign; of a paper: how its authors do
    told: tuple[int, ...]  # see ``of_report`` and ``of_study``

    @property
    def bags(self) -> tuple[Bag, Bag, Bag]:
        """The words of titles and of the whole, and the letters of titles."""
        return self.titles, self.text, self.letters


class _Marks(dict[str, bytes]):
    """The mark of each text; most are asked for many times."""

    def __missing__(self, text: str) -> bytes:
        if len(self) >= _REMEMBERED:  # more take tens of megabytes
            self.clear()
        self[text] = mark = _mark(text)
        return mark


_MARKS = _Marks()


def _mark(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()


def keys_of(texts: Iterable[str]) -> Keys:
    """A number for each text, the same wherever it stands."""
    return _numbers(map(_MARKS.__getitem__, texts))


def _numbers(marks: Iterable[bytes]) -> Keys:
    return np.frombuffer(b"".join(marks), "<u8")


@lru_cache(maxsize=1 << 15)
def _letters_of(word: str) -> bytes:
    return b"".join(map(_mark, grams(word)))


def _bag(counted: Mapping[str, int]) -> Bag:
    keys = keys_of(counted)
    order = np.argsort(keys)
    counts = np.fromiter(counted.values(), np.float32, len(counted))
    return keys[order], counts[order]


def bag_of(keys: Keys) -> Bag:
    """Keys as often as they stand there."""
    keys = np.sort(keys)
    edges = np.ones(len(keys) + 1, bool)
    np.not_equal(keys[1:], keys[:-1], out=edges[1:-1])
    ends = np.flatnonzero(edges)
    return keys[ends[:-1]], (ends[1:] - ends[:-1]).astype(np.float32)


def _of_titles(*titles: str) -> tuple[Bag, Bag]:
    """The stems of titles, and their letters."""
    words, stop = [word for title in titles for word in parted(title)], stop_words()
    return (
        bag_of(keys_of([stem(word) for word in words if word not in stop])),
        bag_of(_numbers(map(_letters_of, words))),
    )


def of_report(report: Report) -> Marked:
    """A paper; ``told``: the middle and last month in which it appeared, what its title says."""
    titles, letters = _of_titles(report.title)
    published = report.published
    return Marked(
        titles,
        _bag(report.words) if report.words else titles,
        letters,
        keys_of(report.authors),
        keys_of(sorted(acronyms([report.title]))),
        keys_of(sorted(numbers_in(report.title, report.abstract))),
        keys_of(report.signed),
        (
            published.middle if published else NEVER,
            published.last if published else NEVER,
            *sorts(report.title),
        ),
    )


def of_study(study: Study) -> Marked:
    """A trial; ``told``: when it began, the middle of that, when it was completed, its phases."""
    titles, letters = _of_titles(*study.titles)
    return Marked(
        titles,
        _bag(study.words) if study.words else titles,
        letters,
        keys_of(study.officials),
        keys_of(sorted(acronyms(study.titles))),
        keys_of(study.numbers),
        keys_of(study.signing),
        (
            study.start.first if study.start else NEVER,
            study.start.middle if study.start else NEVER,
            study.completion.middle if study.completion else NEVER,
            phase_bits(study.phases),
        ),
    )


def pack(marked: Marked) -> bytes:
    """As it is kept."""
    bags = (keys for keys, _ in marked.bags)
    lists = [*bags, marked.people, marked.acronyms, marked.numbers, marked.signed]
    told = [*marked.told, *[0] * (_TOLD - len(marked.told))]
    head = np.array([*map(len, lists), *told], "<i4").tobytes()
    counts = [np.minimum(c, 65_535).astype("<u2").tobytes() for _, c in marked.bags]
    return b"".join([head, *(keys.tobytes() for keys in lists), *counts])


def text_of(kept: bytes) -> Bag:
    """The words of the whole record, of what ``pack`` made."""
    sizes = np.frombuffer(kept, "<i4", _SIZES).tolist()
    before, size = sizes[0], sizes[1]
    keys = np.frombuffer(kept, "<u8", size, _HEAD + 8 * before)
    counts = np.frombuffer(kept, "<u2", size, _HEAD + 8 * sum(sizes) + 2 * before)
    return keys, counts.astype(np.float32)


def unpack(kept: bytes) -> Marked:
    """What ``pack`` made."""
    head = np.frombuffer(kept, "<i4", _SIZES + _TOLD).tolist()
    sizes, told = head[:_SIZES], head[_SIZES:]
    keys = np.frombuffer(kept, "<u8", sum(sizes), _HEAD)
    counts = np.frombuffer(kept, "<u2", sum(sizes[:_BAGS]), _HEAD + keys.nbytes).astype(np.float32)
    lists: list[Keys] = []
    bags: list[Bag] = []
    start = 0
    for place, size in enumerate(sizes):
        lists.append(keys[start : start + size])
        if place < _BAGS:
            bags.append((lists[-1], counts[start : start + size]))
        start += size
    titles, text, letters = bags
    people, acronyms_, numbers, signed = lists[_BAGS:]
    return Marked(titles, text, letters, people, acronyms_, numbers, signed, tuple(told))
