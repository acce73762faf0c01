"""Which papers may report a trial: the features of a pair, and its score.

No identifier is used here. Three views of a pair, by what is known of it:

* ``record``: the whole registry record against a paper's title, authors and year;
* ``abstract``: a trial's texts against title and abstract;
* ``titles``: titles alone.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from harvest.evidence.links.features import View
from harvest.evidence.links.titles import Titles
from harvest.evidence.reading.similarity import (
    Bags,
    Floats,
    Index,
    Matrix,
    dense,
    likeness,
    logged,
    once,
    single,
)
from harvest.evidence.reading.tokens import grams, pairs, squeezed, stems

BLOCK = 32  # trials scored together at the most, …
LEAST_TOGETHER = 8  # … at the least, …
CELLS = 2_000_000  # … and about as many pairs, which bounds the memory that their scores take

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Study:
    """What a trial's record says that may show in its papers."""

    id: str
    titles: tuple[str, ...]  # brief, official, acronym
    text: str = ""  # everything else that tells what is done and measured
    officials: tuple[str, ...] = ()  # folded surnames
    numbers: tuple[str, ...] = ()  # its own numbers, squeezed
    phases: frozenset[str] = frozenset()
    start: int | None = None  # years
    completion: int | None = None


@dataclass(frozen=True)
class Report:
    """What a paper's record says."""

    id: str
    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()  # folded surnames, in order
    year: int | None = None


class Candidates(NamedTuple):
    """The papers considered for one trial: their rows among the reports, a column a feature."""

    rows: npt.NDArray[np.int64]
    values: Mapping[str, npt.NDArray[Any]]


def numbers_of(ids: Iterable[str]) -> tuple[str, ...]:
    """A trial's own numbers that are telling enough to be looked for in a title."""
    forms = {squeezed(text) for text in ids}
    return tuple(
        sorted(f for f in forms if len(f) >= 4 and re.search(r"\d", f) and re.search("[a-z]", f))
    )


@dataclass
class Matcher:
    """Scores trials against a fixed set of papers, at least one, in blocks.

    The papers are looked at once, one after another, and kept as numbers only.
    """

    reports: InitVar[Iterable[Report]]
    view: View
    depth: int = 80  # candidates taken from each text score

    def __post_init__(self, reports: Iterable[Report]) -> None:
        bags = {name: Bags() for name in ("words", "pairs", "letters", "authors")}
        titles, years = Titles(), array("i")
        first, last = array("i"), array("i")
        for report in reports:
            words = stems(report.title)
            if self.view == "abstract":
                body = stems(report.abstract)
                bags["words"].add(words + words + body)
                bags["pairs"].add(pairs(words + body))
            else:
                bags["words"].add(words)
                bags["pairs"].add(pairs(words))
            if self.view == "titles":
                bags["letters"].add(grams(report.title))
            bags["authors"].add(report.authors)
            known = bags["authors"].terms
            first.append(known[report.authors[0]] if report.authors else -1)
            last.append(known[report.authors[-1]] if report.authors else -1)
            titles.add(report.title)
            years.append(report.year or 0)
        self._author_terms = bags["authors"].terms
        self._index, self._pairs, self._letters, self._authors = (
            Index(each) for each in bags.values()
        )
        self._size = self._index.size
        self._long = self._index.bm25(0.75 if self.view == "abstract" else 0.3)
        self._lengths = np.log1p(np.asarray(self._index.counts.sum(axis=1)).ravel())
        self._titles = titles.done()
        self._years = np.array(years, np.int32)
        self._first, self._last = np.array(first, np.int32), np.array(last, np.int32)
        self._once_turned = once(self._authors.counts).T.tocsr()
        self._idf_turned = self._authors.idf_once.T.tocsr()

    def candidates(self, studies: Iterable[Study]) -> Iterator[Candidates]:
        """The candidates of each trial, with their features."""
        size = max(LEAST_TOGETHER, min(BLOCK, CELLS // max(self._size, 1)))
        left = iter(studies)
        while block := list(islice(left, size)):
            scores = self._text_scores(block)
            found = self._found(scores)
            officials = once(self._authors.queries(s.officials for s in block))
            people = dense(officials @ self._idf_turned)
            shared = dense(officials @ self._once_turned)
            for place, study in enumerate(block):
                rows = found[place]
                if self.view == "record":
                    rows = rows | set(np.flatnonzero(people[place]).tolist())
                columns = {name: table[place] for name, table in scores.items()}
                yield self._features(
                    study, np.array(sorted(rows), np.int64), columns, people[place], shared[place]
                )

    def _text_scores(self, block: Sequence[Study]) -> dict[str, Floats]:
        index = self._index
        titles = [stems(*study.titles) for study in block]
        whole = [stems(study.text) + title for study, title in zip(block, titles, strict=True)]
        by_title, by_whole = index.queries(titles), index.queries(whole)
        some, every = once(by_title), once(by_whole)
        long, units, shared = [logged(by_title)], [index.weigh(by_title, 1.0)], [some]
        if self.view != "titles":
            long += [logged(by_whole), every]
            units.append(index.weigh(by_whole, 1.0))
            shared.append(every)
        by_long = likeness(self._long, *long)
        by_unit = likeness(index.tfidf, *units)
        by_idf = likeness(index.idf_once, *shared)
        scores: dict[str, Floats] = {
            "bm25_titles": by_long[0],
            "cosine_titles": by_unit[0],
            "paper_covered_by_titles": single(by_idf[0] / index.idf_total),
            "titles_covered_by_paper": single(by_idf[0] / _total(index, some)[:, None]),
            "word_pairs": _nearness(
                self._pairs, [pairs(w) for w in (titles if self.view == "titles" else whole)]
            ),
        }
        if self.view == "titles":
            scores["letters"] = _nearness(
                self._letters, [grams(" ".join(study.titles)) for study in block]
            )
        else:
            scores |= {
                "bm25_text": by_long[1],
                "bm25_text_once": by_long[2],
                "cosine_text": by_unit[1],
                "paper_covered": single(by_idf[1] / index.idf_total),
                "text_covered_by_paper": single(by_idf[1] / _total(index, every)[:, None]),
            }
        if self.view == "abstract":
            scores["feedback"] = self._feedback(scores["cosine_text"])
        return scores

    def _feedback(self, cosine: Floats) -> Floats:
        """Likeness to the ten nearest papers, the paper itself left out of them.

        A right paper that says things in other words is still near those that share the words.
        """
        count, size = cosine.shape
        near = min(10, size)
        top = np.argsort(-cosine, axis=1, kind="stable")[:, :near]
        shares = np.take_along_axis(cosine, top, axis=1)
        total = shares.sum(axis=1, keepdims=True)
        shares = single(shares / np.where(total == 0, 1, total))
        choice = sparse.csr_matrix(
            (shares.ravel(), top.ravel(), np.arange(0, near * count + 1, near)), shape=cosine.shape
        )
        (like,) = likeness(self._index.tfidf, choice @ self._index.tfidf)
        own = dense(choice)
        return single((like - own) / np.maximum(1 - own, 1e-6))

    def _found(self, scores: Mapping[str, Floats]) -> list[set[int]]:
        """For each trial of the block, the papers that are among the best by one of the scores."""
        depth = min(self.depth, self._size)
        found: list[set[int]] = [set() for _ in range(len(scores["word_pairs"]))]
        for name in _searched(scores):
            for rows, best in zip(found, _best(scores[name], depth), strict=True):
                rows.update(best)
        return found

    def _features(
        self,
        study: Study,
        rows: Rows,
        scores: Mapping[str, Floats],
        people: Floats,
        shared: Floats,
    ) -> Candidates:
        values: dict[str, npt.NDArray[Any]] = {name: table[rows] for name, table in scores.items()}
        searched = _searched(scores)
        for name in [*searched, *({"word_pairs", "letters", "feedback"} & scores.keys())]:
            best = float(scores[name].max(initial=0.0)) or 1.0
            values[f"{name}_to_best"] = values[name] / best
        values["length"] = self._lengths[rows]
        values["trial_words"] = self._titles.trial_words[rows]
        values["other_words"] = self._titles.other_words[rows]
        if self.view == "record":
            values |= self._people(study, rows, people, shared)
            values |= self._dates(study, rows)
            values |= {
                "own_number_in_title": np.isin(rows, self._titles.naming(study.numbers)) * 1.0,
                "acronyms_shared": self._titles.acronyms_shared(study.titles, rows),
                "phase_agrees": self._titles.phase_agrees(study.phases, rows),
            }
        return Candidates(rows, values)

    def _people(
        self, study: Study, rows: Rows, people: Floats, shared: Floats
    ) -> dict[str, npt.NDArray[Any]]:
        terms = self._author_terms
        officials = np.array([terms[name] for name in study.officials if name in terms], np.int32)
        return {
            "official_among_authors": np.minimum(people[rows], 12.0),
            "officials_shared": shared[rows],
            "official_first": (self._first[rows, None] == officials).any(axis=1) * 1.0,
            "official_last": (self._last[rows, None] == officials).any(axis=1) * 1.0,
        }

    def _dates(self, study: Study, rows: Rows) -> dict[str, npt.NDArray[Any]]:
        years = self._years[rows]
        known = years > 0
        end, start = study.completion or 0, study.start or 0
        since_end = years - end
        after = known & (end > 0)
        early = known & (start > 0)
        return {
            "after_completion": (after & (since_end >= 0)).astype(float),
            "within_3_years": (after & (since_end >= 0) & (since_end <= 3)).astype(float),
            "far_from_completion": (after & (np.abs(since_end - 1) > 8)).astype(float),
            "before_start": (early & (years <= start)).astype(float),
            "long_before_start": (early & (years <= start - 3)).astype(float),
        }


def _searched(scores: Mapping[str, Floats]) -> list[str]:
    """The scores whose best papers become candidates."""
    return [name for name in scores if name.startswith(("bm25", "cosine", "letters"))]


def _best(table: Floats, depth: int) -> Iterator[list[int]]:
    """The columns of the ``depth`` largest values of each row that are above 0.

    Of equal ones the first count. To partition the values, the largest first, and look for them
    again costs a third of partitioning their places.
    """
    least = -np.partition(-table, depth - 1, axis=1)[:, depth - 1]
    for row, bound in zip(table, least.tolist(), strict=True):
        above = np.flatnonzero(row > max(bound, 0)).tolist()
        if bound > 0:
            above += np.flatnonzero(row == bound)[: depth - len(above)].tolist()
        yield above


def _total(index: Index, queries: Matrix) -> Floats:
    """The summed idf of the terms of each query; 1 for an empty one."""
    total = single(queries @ index.idf)
    total[total == 0] = 1
    return total


def _nearness(index: Index, bags: Sequence[list[str]]) -> Floats:
    """Cosines, where there are too many terms to lay them out."""
    return dense(index.weigh(index.queries(bags), 1.0) @ index.turned)
