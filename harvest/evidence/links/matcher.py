"""Which papers may report a trial: the features of a pair.

One view of every pair, whatever is known of it: the words of the trial's whole record against the
paper's title and abstract, its titles against the paper's title, its people against the authors,
its dates, its own numbers. No identifier that a registry gave is used here. What a record lacks
leaves its features at nought.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sparse_dot_topn import sp_matmul_topn

from harvest.evidence.links.months import NEVER, Months, date_features, late_enough
from harvest.evidence.links.own_numbers import NumbersIn
from harvest.evidence.links.titles import Titles
from harvest.evidence.reading.pairwise import Asked, Stored
from harvest.evidence.reading.similarity import Bags, Index, dense, once
from harvest.evidence.reading.tokens import grams, stems

BLOCK = 64  # trials looked up together
NEAR = 100  # candidates taken by each likeness
_ASKED_TERMS = 60  # a query's most telling terms; more add time, no candidates

Rows = npt.NDArray[np.int64]
Column = npt.NDArray[Any]


@dataclass(frozen=True)
class Study:
    """What a trial's record says that may show in its papers."""

    id: str
    titles: tuple[str, ...]  # brief, official, acronym
    words: Mapping[str, int] = field(default_factory=dict)  # stems of the whole record
    officials: tuple[str, ...] = ()  # folded surnames
    numbers: tuple[str, ...] = ()  # its own numbers that are telling, squeezed
    phases: frozenset[str] = frozenset()
    start: Months | None = None
    completion: Months | None = None


@dataclass(frozen=True)
class Report:
    """What a paper's record says."""

    id: str
    title: str
    words: Mapping[str, int] = field(default_factory=dict)  # stems of title, abstract, keywords
    abstract: str = ""
    authors: tuple[str, ...] = ()  # folded surnames, in order
    published: Months | None = None  # when it appeared first


class Candidates(NamedTuple):
    """The papers considered for one trial: their rows among the reports, a column a feature."""

    rows: Rows
    values: Mapping[str, Column]


@dataclass
class Matcher:
    """Scores trials against a fixed set of papers, at least one, in blocks.

    The papers are looked at once, one after another, and kept as numbers only.
    """

    reports: InitVar[Iterable[Report]]
    near: int = NEAR

    def __post_init__(self, reports: Iterable[Report]) -> None:
        bags = {name: Bags() for name in ("titles", "stored", "letters", "authors")}
        titles, numbers = Titles(), NumbersIn()
        first, months, latest = array("i"), array("i"), array("i")
        for report in reports:
            words = stems(report.title)
            bags["titles"].add(words)
            bags["stored"].count(report.words or _counted(words))
            bags["letters"].add(grams(report.title))
            bags["authors"].add(report.authors)
            known = bags["authors"].terms
            first.append(known[report.authors[0]] if report.authors else -1)
            titles.add(report.title)
            numbers.add(report.title, report.abstract)
            months.append(report.published.middle if report.published else NEVER)
            latest.append(report.published.last if report.published else NEVER)
        self._author_terms = bags["authors"].terms
        index = {name: Index(bag) for name, bag in bags.items()}
        self._size = index["titles"].size
        self._title, self._stored = Stored(index["titles"], 0.3), Stored(index["stored"], 0.75)
        self._letters = Stored(index["letters"], 0.3)
        self._authors = index["authors"]
        self._titles, self._numbers = titles.done(), numbers.done()
        self._months, self._latest = np.array(months, np.int32), np.array(latest, np.int32)
        self._first = np.array(first, np.int32)
        self._people = self._authors.idf_once.T.tocsr()

    def candidates(self, studies: Iterable[Study]) -> Iterator[Candidates]:
        """The candidates of each trial, with their features.

        A paper that appeared before the trial could have results is none.
        """
        left = iter(studies)
        while block := list(islice(left, BLOCK)):
            titles = [stems(*study.titles) for study in block]
            whole = [study.words or _counted(t) for study, t in zip(block, titles, strict=True)]
            asked = {
                "titles": self._title.asked(titles),
                "text": self._stored.asked_counts(whole),
                "text_in_title": self._title.asked_counts(whole),
                "letters": self._letters.asked([grams(" ".join(s.titles)) for s in block]),
            }
            officials = once(self._authors.queries(study.officials for study in block))
            people = dense(officials @ self._people)
            found = self._found(asked, people)
            for place, study in enumerate(block):
                rows = late_enough(self._latest, study.start, found[place])
                yield Candidates(
                    rows,
                    self._words({name: each.one(place) for name, each in asked.items()}, rows)
                    | self._persons(study, rows, people[place][rows])
                    | date_features(self._months[rows], study.start, study.completion)
                    | self._signs(study, rows),
                )

    def _found(self, asked: Mapping[str, Asked], people: Column) -> list[Rows]:
        """For each trial, the papers among the nearest by one likeness, or by one of its people."""
        near = min(self.near, self._size)
        searched = (
            (self._stored, asked["text"]),
            (self._title, asked["titles"]),
            (self._title, asked["text_in_title"]),
            (self._letters, asked["letters"]),
        )
        tables = [
            sp_matmul_topn(each.strongest(_ASKED_TERMS), stored.turned, top_n=near, n_threads=2)
            for stored, each in searched
        ]
        return [
            np.unique(
                np.concatenate(
                    [
                        *(table.indices[slice(*table.indptr[n : n + 2])] for table in tables),
                        np.flatnonzero(row),
                    ]
                )
            ).astype(np.int64)
            for n, row in enumerate(people)
        ]

    def _words(self, asked: Mapping[str, Any], rows: Rows) -> dict[str, Column]:
        title = self._title.against(asked["titles"], rows)
        text = self._stored.against(asked["text"], rows)
        short = self._title.against(asked["text_in_title"], rows)
        values: dict[str, Column] = {
            "cosine_titles": title.cosine,
            "bm25_titles": title.bm25,
            "paper_covered_by_titles": title.document_covered,
            "titles_covered_by_paper": title.query_covered,
            "cosine_text": text.cosine,
            "bm25_text": text.bm25,
            "bm25_text_once": text.bm25_once,
            "text_covered_by_paper": text.query_covered,
            "cosine_text_to_title": short.cosine,
            "title_covered": short.document_covered,
            "letters": self._letters.against(asked["letters"], rows).cosine,
        }
        return values | to_best(values)

    def _persons(self, study: Study, rows: Rows, people: Column) -> dict[str, Column]:
        terms = self._author_terms
        officials = np.array([terms[name] for name in study.officials if name in terms], np.int32)
        return {
            "official_among_authors": np.minimum(people, 12.0),
            "official_first": (self._first[rows, None] == officials).any(axis=1) * 1.0,
            "by_an_official": (people > 0) * 1.0,
        }

    def _signs(self, study: Study, rows: Rows) -> dict[str, Column]:
        return {
            "trial_words": self._titles.trial_words[rows],
            "other_words": self._titles.other_words[rows],
            "own_number": np.isin(rows, self._numbers.naming(study.numbers)) * 1.0,
            "acronyms_shared": self._titles.acronyms_shared(study.titles, rows),
            "phase_agrees": self._titles.phase_agrees(study.phases, rows),
        }


_TO_BEST = (
    "cosine_titles",
    "bm25_titles",
    "cosine_text",
    "bm25_text",
    "bm25_text_once",
    "cosine_text_to_title",
    "letters",
)
"""Likenesses that are given once more as shares of the trial's best."""


def to_best(values: Mapping[str, Column]) -> dict[str, Column]:
    """The likenesses of a trial's candidates as shares of the best among them."""
    return {
        f"{name}_to_best": values[name] / (float(values[name].max(initial=0.0)) or 1.0)
        for name in _TO_BEST
    }


def _counted(words: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in words:
        found[word] = found.get(word, 0) + 1
    return found
