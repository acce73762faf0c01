"""Which papers may report a trial: the features of a pair.

One view of every pair, whatever is known of it: the words of the trial's whole record against the
paper's title and abstract, its titles against the paper's title, its people against the authors,
its dates, its own numbers. No identifier that a registry gave is used here. What a record lacks
leaves its features at nought.

What is told of a pair depends on the two records and on how telling their words are, not on other
pairs; what depends on these is added by ``considered``.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sparse_dot_topn import sp_matmul_topn

from harvest.evidence.links.months import NEVER, TOO_SOON, date_features
from harvest.evidence.links.own_numbers import Naming
from harvest.evidence.links.pairs.marks import Keys, Marked, bag_of, of_report, of_study
from harvest.evidence.links.pairs.records import Report, Study
from harvest.evidence.links.titles import phase_agrees
from harvest.evidence.reading.pairwise import Asked, Stored
from harvest.evidence.reading.similarity import Index, Matrix, Terms, once, scale_columns
from harvest.evidence.weighing.postings import Postings
from harvest.evidence.weighing.shortest import looked_up, only
from harvest.evidence.weighing.steadiness import Marks, counted, mixed, summed

BLOCK = 256  # trials looked up together
NEAR = 100  # candidates taken by each likeness
SPARE = 20  # more are looked up: the last are left out with their like, and kept ones may go
LISTS = 4  # likenesses by which candidates are looked up
_SEARCHED = ("text", "titles", "text_in_title", "letters")  # by each likeness: which texts
LOOKED_THROUGH = 20_000  # among many papers: entries of the lists that a likeness looks through …
NAMESAKES = 2_000  # … and of those of people
_ASKED_TERMS = 60  # a query's most telling terms; more add time, no candidates
_MOST_PEOPLE = 12.0
_NUDGE = 1e-3  # by how much papers as near as each other may be set apart, at most

Rows = npt.NDArray[np.int64]
Column = npt.NDArray[Any]
Table = npt.NDArray[np.float32]


class Candidates(NamedTuple):
    """The papers considered for one trial: their rows among the reports, a column a feature."""

    rows: Rows
    values: Mapping[str, Column]


class Looked(NamedTuple):
    """The papers looked at for a trial, in order, with what is told of each pair.

    ``near`` has how near each is by each of the likenesses, 0 where it is not in that list; a list
    is whole above its floor: every other paper is further away.
    """

    rows: Rows
    near: Table  # papers × LISTS
    floors: Table  # a floor a list; 0: nothing is left out
    people: npt.NDArray[np.bool_]  # by one of the trial's people who are looked up
    early: npt.NDArray[np.bool_]  # appeared before the trial could have results
    values: Mapping[str, Column]


class Block(NamedTuple):
    """Some trials, made ready for being looked up."""

    trials: Sequence[Marked]
    asked: Mapping[str, Asked]
    officials: Matrix  # trials × authors
    named: Matrix  # those who are looked up


class Part(NamedTuple):
    """Some of the papers, or all, made ready for being looked up among."""

    rows: Rows
    turned: Sequence[Matrix]  # by each likeness: terms × these papers
    people: Matrix  # authors × these papers


class Matcher:
    """Compares trials with a fixed set of papers, at least one, in blocks.

    If it is ``narrow``, papers are looked up in the shortest lists alone, of words that few of them
    have; what is told of a pair is the same.
    """

    def __init__(
        self,
        reports: Iterable[Report | Marked],
        near: int = NEAR,
        spare: int = SPARE,
        *,
        narrow: bool = False,
    ) -> None:
        bags, authors, facts = [Terms() for _ in range(3)], Terms(), array("i")
        first, signs = array("Q"), array("Q")
        signed, ends = array("Q"), array("q", [0])
        self.numbers, self._acronyms = Naming(), Postings()
        for row, each in enumerate(reports):
            paper = each if isinstance(each, Marked) else of_report(each)
            for terms, bag in zip(bags, paper.bags, strict=True):
                terms.add(bag)
            authors.add(bag_of(paper.people))
            facts.extend(paper.told[:5])
            first.append(int(paper.people[0]) if len(paper.people) else 0)
            signs.append((_sum(paper.acronyms) + 3 * _sum(paper.text[0])) % 2**64)
            signed.frombytes(paper.signed.tobytes())
            ends.append(len(signed))
            self._acronyms.add(row, paper.acronyms)
            self.numbers.add(row, paper.numbers)
        told = np.array(facts, np.int32).reshape(-1, 5)
        self.near, self._spare, self.size = near, spare, len(told)
        self._months, self._latest = told[:, 0], told[:, 1]
        self._phases = told[:, 2].astype(np.int8)
        self._trial_words, self._other_words = told[:, 3], told[:, 4]
        basis = counted(np.where(self._latest > NEVER, self._latest // 12, 0))
        titles, text, letters = (Index(terms, basis) for terms in bags)
        self._authors = Index(authors, basis)
        self._narrow = narrow
        longest = LOOKED_THROUGH if narrow else 2 * self.size
        self._title, self._stored = Stored(titles, 0.3, longest), Stored(text, 0.75, longest)
        self._letters = Stored(letters, 0.3, longest)
        self._first = np.array(first, np.uint64)
        self._signed, self._ends = np.array(signed, np.uint64), np.array(ends, np.int64)
        # Many papers may be equally near, as by a short title; then who is cut off would be chance.
        own = mixed(np.array(signs, np.uint64), self._first) >> np.uint64(40)
        nudges = (1 - _NUDGE * own.astype(np.float64) / 2**24).astype(np.float32)
        self._stored_all = (self._stored, self._title, self._letters)
        for stored in self._stored_all:
            scale_columns(stored.turned, nudges)
        turned = (self._stored.turned, self._title.turned, self._title.turned, self._letters.turned)
        self._all = Part(np.arange(self.size), turned, self._authors.idf_once.T.tocsr())
        indexes = (titles, text, letters, self._authors)
        self.digests = mixed(
            *(index.digests(index.counts) for index in indexes),
            *(np.full(self.size, index.mean).view(np.uint64) for index in indexes),
            *(column.astype(np.uint64) for column in told.T),
            self._first,
            np.array(signs, np.uint64),
            summed(self._signed, self._ends),
        )

    def block(self, trials: Sequence[Marked]) -> Block:
        """Some trials, made ready."""
        text = [trial.text for trial in trials]
        titles = [trial.titles for trial in trials]
        asked = {
            "titles": self._title.asked(titles),
            "text": self._stored.asked(text),
            "text_in_title": self._title.asked(text),
            "letters": self._letters.asked([trial.letters for trial in trials]),
        }
        officials = once(self._authors.queries([bag_of(trial.people) for trial in trials]))
        return Block(
            trials,
            asked,
            officials,
            self._short(officials, self._authors, NAMESAKES),
        )

    def part(self, rows: Rows) -> Part:
        """The papers in these rows, made ready."""
        if len(rows) == self.size:
            return self._all
        text, titles, letters = (each.turned[:, rows] for each in self._stored_all)
        return Part(rows, (text, titles, titles, letters), self._all.people[:, rows])

    def digests_of(self, block: Block) -> Marks:
        """One for each trial: of all by which it is compared, and how telling that is."""
        asked = [each.index.digests(each.counts) for each in block.asked.values()]
        told = np.array([trial.told[:4] for trial in block.trials], np.int32)
        return mixed(
            *asked,
            self._authors.digests(block.officials),
            *(column.astype(np.uint64) for column in told.T),
            np.array([_sum(trial.people) for trial in block.trials], np.uint64),
            np.array([_sum(trial.acronyms) for trial in block.trials], np.uint64),
            np.array([_sum(trial.signed) for trial in block.trials], np.uint64),
            *self._seen(block),
        )

    def _seen(self, block: Block) -> Iterator[Marks]:
        """A digest for each trial of what is looked up, a likeness after the other, and people."""
        if self._narrow:
            text, title, letters = (each.index.keys for each in self._stored_all)
            keys = (text, title, title, letters, self._authors.keys)
            every = range(len(block.trials))
            searched = (self._searched(block, which, every) for which in range(LISTS))
            for own, asked in zip(keys, (*searched, block.named), strict=True):
                yield summed(mixed(own[asked.indices]), asked.indptr)

    def _searched(self, block: Block, which: int, places: Sequence[int]) -> Matrix:
        """By what some of the trials are looked up in a likeness: the most telling terms."""
        asked = block.asked[_SEARCHED[which]]
        return self._short(asked.strongest(places, _ASKED_TERMS), asked.index, LOOKED_THROUGH)

    def _short(self, asked: Matrix, index: Index, most: int) -> Matrix:
        """What is asked, with that alone which is looked up."""
        return only(asked, looked_up(asked, index.lengths, most)) if self._narrow else asked

    def candidates(self, studies: Iterable[Study | Marked]) -> Iterator[Candidates]:
        """The candidates of each trial, with their features.

        A paper that appeared before the trial could have results is none.
        """
        left = (each if isinstance(each, Marked) else of_study(each) for each in studies)
        while trials := list(islice(left, BLOCK)):
            block = self.block(trials)
            for trial, looked in zip(trials, self.looked_up(block), strict=True):
                kept = np.flatnonzero(considered(looked, self.near))
                rows = looked.rows[kept]
                values = {name: column[kept] for name, column in looked.values.items()}
                own = np.isin(rows, self.numbers.naming(trial.numbers)) * 1.0
                yield Candidates(rows, values | to_best(values) | {"own_number": own})

    def looked_up(
        self,
        block: Block,
        wanted: Sequence[int] | None = None,
        part: Part | None = None,
        above: Sequence[Column] = (),
    ) -> Iterator[Looked]:
        """What is near each of the trials, or of those ``wanted``: of all papers, or of a part.

        Of a part those are told that are as near as what is ``above`` a list's floor, a row a
        trial that is wanted.
        """
        places = list(range(len(block.trials))) if wanted is None else list(wanted)
        among = self._all if part is None else part
        size = len(among.rows)
        top = size if part is not None else min(self.near + self._spare, size)
        named = block.named[places] @ among.people
        named.eliminate_zeros()
        tables = [
            sp_matmul_topn(self._searched(block, which, places), turned, top_n=top, n_threads=2)
            for which, turned in enumerate(among.turned)
        ]
        for number, place in enumerate(places):
            floors = above[number] if part is not None else None
            yield self._one(block, place, number, tables, named[number], among.rows, top, floors)

    def _one(
        self,
        block: Block,
        place: int,
        number: int,
        tables: Sequence[Matrix],
        named: Matrix,
        among: Rows,
        top: int,
        above: Column | None,
    ) -> Looked:
        floors = np.zeros(LISTS, np.float32)
        lists = []
        for which, table in enumerate(tables):
            part = slice(*table.indptr[number : number + 2])
            found, near = table.indices[part].astype(np.int64), table.data[part]
            if len(found) == top < len(among):
                found, near, floors[which] = self._cut(block, place, which, found, near)
            if above is not None:
                found, near = found[near >= above[which]], near[near >= above[which]]
            lists.append((found, near))
        rows = np.unique(np.concatenate([*(found for found, _ in lists), named.indices]))
        nearness = np.zeros((len(rows), LISTS), np.float32)
        for which, (found, near) in enumerate(lists):
            nearness[np.searchsorted(rows, found), which] = near
        by_named = np.isin(rows, named.indices)
        rows = among[rows]
        start = block.trials[place].told[0]
        latest = self._latest[rows]
        early = (start > NEVER) & (latest > NEVER) & (latest < start + TOO_SOON)
        late = np.flatnonzero(~early)  # the others are no candidates, and most of the work
        told = self._told(block, place, rows[late])
        values: dict[str, Column] = {name: np.zeros(len(rows)) for name in told}
        for name, column in told.items():
            values[name][late] = column
        return Looked(rows, nearness, floors, by_named, early, values)

    def _told(self, block: Block, place: int, rows: Rows) -> dict[str, Column]:
        trial = block.trials[place]
        shared = self._authors.idf_once[rows] @ block.officials[place].T
        people = shared.toarray().ravel()
        _, begun, ended, phases = trial.told[:4]
        return (
            self._words({name: each.one(place) for name, each in block.asked.items()}, rows)
            | self._persons(trial, rows, people)
            | date_features(self._months[rows], begun, ended)
            | {
                "trial_words": self._trial_words[rows],
                "other_words": self._other_words[rows],
                "acronyms_shared": self._shared(trial.acronyms, rows),
                "phase_agrees": phase_agrees(phases, self._phases[rows]),
            }
        )

    def _cut(
        self, block: Block, place: int, which: int, found: Rows, near: Column
    ) -> tuple[Rows, Column, float]:
        """A list that was cut to a number, without what is as near as its last, and its floor.

        Others may be as near as that; where too few are left for it, all are looked up.
        """
        low = near.min()
        kept = near > low
        if np.count_nonzero(kept) >= self.near:
            return found[kept], near[kept], float(np.nextafter(low, np.float32(np.inf)))
        query, turned = self._searched(block, which, [place]), self._all.turned[which]
        every = sp_matmul_topn(query, turned, top_n=self.size, n_threads=2)
        return every.indices.astype(np.int64), every.data, 0.0

    def _words(self, asked: Mapping[str, Any], rows: Rows) -> dict[str, Column]:
        title = self._title.against(asked["titles"], rows)
        text = self._stored.against(asked["text"], rows)
        short = self._title.against(asked["text_in_title"], rows)
        return {
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

    def _persons(self, trial: Marked, rows: Rows, people: Column) -> dict[str, Column]:
        first, by = self._first[rows], np.zeros(len(rows))
        known = np.flatnonzero(people > 0)
        starts, ends = self._ends[rows[known]], self._ends[rows[known] + 1]
        owners = np.repeat(known, ends - starts)
        places = np.arange(len(owners)) + np.repeat(ends - np.cumsum(ends - starts), ends - starts)
        by[owners[np.isin(self._signed[places], trial.signed)]] = 1
        return {
            "official_among_authors": np.minimum(people, _MOST_PEOPLE),
            "official_first": (np.isin(first, trial.people) & (first != 0)) * 1.0,
            "by_an_official": by,
        }

    def _shared(self, acronyms: Keys, rows: Rows) -> Column:
        shared = np.zeros(len(rows))
        for acronym in acronyms.tolist():
            shared += np.isin(rows, self._acronyms.rows(acronym))
        return shared


def considered(looked: Looked, near: int) -> npt.NDArray[np.bool_]:
    """Which of the papers looked at are candidates: the nearest by one likeness, or by people.

    Of equally near ones the first rows are taken.
    """
    kept = looked.people.copy()
    for which in range(LISTS):
        likeness = looked.near[:, which]
        order = np.argsort(-likeness, kind="stable")[:near]
        kept[order[likeness[order] > 0]] = True
    return kept & ~looked.early


def _sum(keys: Keys) -> int:
    return int(keys.sum(dtype=np.uint64))


TO_BEST = (
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
        for name in TO_BEST
    }
