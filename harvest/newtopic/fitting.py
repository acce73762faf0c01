"""Which of the program's packs fit a topic: those whose terms its words name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from harvest.evidence.reading.vocabulary import words_of
from harvest.facets import Facet, facets
from harvest.newtopic import Field, Idea
from harvest.packs import reading
from harvest.packs.folders import shipped, using
from harvest.packs.reading import Pack
from harvest.paths import PACKS

_AREAS: dict[str, Field] = {"cond": "condition", "intr": "therapy"}


@dataclass(frozen=True, slots=True)
class Fit:
    """A pack that is proposed, and why."""

    pack: str
    because: str


def proposed(ideas: Iterable[Idea]) -> tuple[Fit, ...]:
    """The packs that fit; those for what no other pack names come in where none does."""
    words = {idea.name: (*idea.terms, *idea.mesh) for idea in ideas}
    found: list[Fit] = []
    named: set[str] = set()
    otherwise: list[tuple[str, str]] = []
    for name in shipped():
        [pack] = reading.read((PACKS / name,))
        if pack.otherwise:
            otherwise.append((name, pack.otherwise))
        for area, word in _named(pack, words):
            named.add(area)
            if all(fit.pack != name for fit in found):
                found.append(Fit(name, word))
    found += [
        Fit(name, "treatments that no other pack has") for name, area in otherwise
        if area not in named
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda fit: fit.pack))


def _named(pack: Pack, words: dict[Field, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """The concepts of which the words name one of its terms, each with the word."""
    with using((Path(pack.folder),)):
        own = [facet for facet in facets() if facet.file == pack.file]
    for facet in own:
        if facet.concept:
            for word in words.get(_AREAS[facet.concept], ()):
                if word.casefold() == Path(pack.folder).name or _names(facet, word):
                    yield facet.concept, word


def _names(facet: Facet, word: str) -> bool:
    """Whether a term is what the word is about: most of it, or its last part.

    An adjective that begins a longer name says nothing: it is said of other organs as well.
    """
    bare = word.rstrip("*s")
    return any(
        hit.end >= len(bare) or 2 * (hit.end - hit.start) >= len(bare)
        for hit in words_of(facet).find(word)
    )
