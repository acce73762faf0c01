"""``harvest new``: a configuration for another topic, made of a few words.

seeds (words of a trial, page or text) · words (of a list) → offers (MeSH) · fitting (packs)
→ writing (the file) → checking (what the services find) → making (all of it, asked or told)
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Field = Literal["condition", "therapy"]
FIELDS: tuple[Field, ...] = ("condition", "therapy")


@dataclass(frozen=True, slots=True)
class Idea:
    """The words of a concept: plain ones, and names of MeSH headings."""

    name: Field
    terms: tuple[str, ...] = ()
    mesh: tuple[str, ...] = ()

    def more(self, terms: Sequence[str] = (), mesh: Sequence[str] = ()) -> "Idea":
        """The same with more words, each once whatever its capitals."""
        return replace(
            self, terms=distinct((*self.terms, *terms)), mesh=distinct((*self.mesh, *mesh))
        )


@dataclass(frozen=True, slots=True)
class Topic:
    """What a configuration is written from; ``packs`` are names of the program's."""

    title: str
    ideas: tuple[Idea, ...]
    seed_trial: str | None = None
    packs: tuple[str, ...] = ()


def distinct(words: Sequence[str]) -> tuple[str, ...]:
    """The words, each once whatever its capitals, in order."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(word.casefold(), word)
    return tuple(found.values())
