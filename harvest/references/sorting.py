"""Which references are new, and which are held already or come twice, each with its reason."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from harvest.references.model import Reference
from harvest.references.same import Sign, Verdict, compare

Outcome = Literal["new", "repeated", "known"]
SAME = "the same reference"
_MOST, _MOST_OF_A_WORD = 400, 60
"""Of a block with more references than this, none is compared: what all have tells nothing."""


class Match(NamedTuple):
    """What a reference is the same as, or what it looks like and why it is another."""

    key: str
    verdict: Verdict


@dataclass(slots=True)
class Index:
    """References by what those share that may be of one publication.

    ``aliases`` are former keys of records, ``trials`` the numbers of trials that are held.
    """

    aliases: Mapping[str, str] = field(default_factory=dict)
    trials: frozenset[str] = frozenset()
    signs: dict[str, Sign] = field(default_factory=dict)
    _blocks: dict[str, list[str]] = field(default_factory=dict)

    def add(self, key: str, reference: Reference) -> None:
        """One more reference under its key."""
        sign = self.signs[key] = Sign(key, reference)
        for block in sign.blocks:
            self._blocks.setdefault(block, []).append(key)

    def like(self, sign: Sign) -> Iterator[Match]:
        """All that may be the same, with the verdict on each."""
        keys: dict[str, None] = {}
        for block in sorted(sign.blocks):
            found = self._blocks.get(block, ())
            if len(found) <= (_MOST_OF_A_WORD if block.startswith("word ") else _MOST):
                keys.update(dict.fromkeys(found))
        for key in keys:
            if key != sign.key:
                yield Match(key, compare(sign, self.signs[key]))

    def same(self, sign: Sign) -> Match | None:
        """The one that it is the same as, of several the one that most speaks for."""
        found = [each for each in self.like(sign) if each.verdict.same]
        return max(found, key=lambda each: (each.verdict.weight, each.key), default=None)

    def alike(self, sign: Sign) -> Match | None:
        """One with the same title that is another publication all the same."""
        titled = (
            each
            for each in self.like(sign)
            if not each.verdict.same and self.signs[each.key].title == sign.title
        )
        return next(titled, None)


class Sorted(NamedTuple):
    """What became of one reference, by its number in the file.

    ``key`` is that of the record that stands for it: its own, if it is new. ``resembles`` is a
    record with the same title that it is not, ``apart`` why.
    """

    number: int
    key: str
    outcome: Outcome
    reason: str
    reference: Reference
    resembles: str | None = None
    apart: str | None = None


def sort(references: Iterable[tuple[int, Reference]], held: Index) -> Iterator[Sorted]:
    """Sort the references of a file, by number, against what is held and among themselves.

    New ones are added to ``held``.
    """
    of_file: set[str] = set()
    for number, reference in references:
        sign = Sign("", reference)
        match = _known(reference, held) or held.same(sign)
        if match is not None:
            outcome: Outcome = "repeated" if match.key in of_file else "known"
            of_file.add(match.key)
            yield Sorted(number, match.key, outcome, match.verdict.reason, reference)
            continue
        near, key = held.alike(sign), reference.key
        held.add(key, reference)
        of_file.add(key)
        apart = (near.key, near.verdict.reason) if near else ()
        yield Sorted(number, key, "new", "", reference, *apart)


def _known(reference: Reference, held: Index) -> Match | None:
    """The record that its own number or key leads to."""
    key = reference.key
    if reference.trial in held.trials and reference.trial:
        return Match(reference.trial, Verdict(True, f"registration {reference.trial}", 9))
    if key in held.signs:
        return Match(key, Verdict(True, SAME, 9))
    if held.aliases.get(key) in held.signs:
        return Match(held.aliases[key], Verdict(True, SAME, 9))
    return None
