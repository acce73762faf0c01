"""Which of the numbers of a question a paper names: found out by questions, never guessed.

A paper that a question brings names one of its numbers at least. Halving the numbers finds one of
them; the numbers that no question has ruled out by then are asked for together, so that a paper
that names several is found with all of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import floor, log2

Ask = Callable[[Sequence[str]], frozenset[str]]
"""The papers that name one of these numbers."""


@dataclass(slots=True)
class Resolution:
    """What was found: by paper the numbers that it names; ``open`` are papers not finished."""

    named: dict[str, set[str]] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    questions: int = 0


class _Enough(Exception):
    """No more may be asked."""


def resolve(
    numbers: Sequence[str], papers: frozenset[str], ask: Ask, most: int | None = None
) -> Resolution:
    """Find which of ``numbers`` each of ``papers`` names.

    Asks at most 1.5 times the logarithm of the numbers for each paper, and as often again for each
    further number that a paper names; never more than ``most``, nor than once for each number.
    """
    for_each = 1.5 * log2(max(len(numbers), 2))
    most = floor(for_each * len(numbers) * len(papers)) if most is None else most
    search = _Search(ask, papers, for_each, for_each * len(papers), most)
    try:
        if min(search.allowed, most) >= len(numbers):
            search.each(numbers)
        else:
            search.halving(list(numbers), papers)
    except _Enough:
        pass
    done = search.finished
    named = {paper: found for paper, found in search.named.items() if paper in done}
    return Resolution(named, set(papers) - done, search.questions)


@dataclass(slots=True)
class _Search:
    ask: Ask
    papers: frozenset[str]
    for_each: float
    allowed: float
    most: int
    named: dict[str, set[str]] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)
    """By paper, the numbers that no question has ruled out"""
    finished: set[str] = field(default_factory=set)
    questions: int = 0

    def each(self, numbers: Sequence[str]) -> None:
        """Ask for each number alone: where there are many papers, that is least."""
        if len(numbers) == 1:
            self._note(numbers[0], self.papers)
        else:
            for number in numbers:
                self._note(number, self._asked([number]) & self.papers)
        self.finished = {paper for paper in self.papers if paper in self.named}

    def halving(self, numbers: list[str], papers: frozenset[str]) -> None:
        """Find one number of each paper, then whether it names any of those left open."""
        self._one(numbers, papers)
        for paper in sorted(papers):
            rest = self.left.pop(paper, [])
            if rest and paper in self._asked(rest):
                self.allowed += self.for_each
                self.halving(rest, frozenset({paper}))
            else:
                self.finished.add(paper)

    def _one(self, numbers: list[str], papers: frozenset[str]) -> None:
        if not papers:
            return
        if len(numbers) == 1:
            self._note(numbers[0], papers)
            return
        middle = len(numbers) // 2
        first, second = numbers[:middle], numbers[middle:]
        there = self._asked(first) & papers
        for paper in there:
            self.left.setdefault(paper, []).extend(second)
        self._one(first, there)
        self._one(second, papers - there)  # they name one of all, and none of the first

    def _note(self, number: str, papers: frozenset[str]) -> None:
        for paper in papers:
            self.named.setdefault(paper, set()).add(number)

    def _asked(self, numbers: Sequence[str]) -> frozenset[str]:
        if self.questions + 1 > min(self.allowed, self.most):
            raise _Enough
        self.questions += 1
        return self.ask(numbers)
