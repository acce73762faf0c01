"""What MeSH has for the words of a topic: headings, their synonyms, and headings like them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from harvest.newtopic import Field, Idea, distinct
from harvest.sources.mesh.offering import Heading, headings, similar
from harvest.web import Door

_SYNONYMS = 6  # of one heading: each is a request to each service
_LEAST = 3  # letters of a synonym; shorter ones mean too much else
_LOOKED_UP = 4  # words that no heading bears for which headings like them are looked up
_SIMILAR = 4  # headings like a word


@dataclass(frozen=True, slots=True)
class Offer:
    """Words that can be added to a concept; ``usual`` are those of headings that bear its words."""

    field: Field
    terms: tuple[str, ...]
    mesh: tuple[str, ...]
    says: str
    usual: bool


def offered(door: Door, ideas: Iterable[Idea]) -> list[Offer]:
    """What MeSH offers for these words; raises what the door raises."""
    given = list(ideas)
    words = {idea.name: (*idea.terms, *idea.mesh) for idea in given}
    asked = [word for each in words.values() for word in each if "*" not in word]
    found = headings(door, asked)
    offers = [each for idea in given for each in _of(idea, found)]
    left = [(idea, word) for idea in given for word in idea.terms if word not in found]
    for idea, word in [each for each in left if "*" not in each[1]][:_LOOKED_UP]:
        known = {name.casefold() for each in offers for name in each.mesh}
        offers += [
            Offer(idea.name, (), (name,), f'heading "{name}", like {word}', usual=False)
            for name in similar(door, word, _SIMILAR)
            if name.casefold() not in known
        ]
    return offers


def _of(idea: Idea, found: Mapping[str, tuple[Heading, ...]]) -> Iterator[Offer]:
    """The headings of a concept, each with the synonyms that its words do not contain."""
    told: set[str] = set()
    for word in (*idea.mesh, *idea.terms):
        for heading in found.get(word, ()):
            if heading.ui in told:
                continue
            told.add(heading.ui)
            if heading.name.casefold() not in {name.casefold() for name in idea.mesh}:
                says = f'heading "{heading.name}"'
                yield Offer(idea.name, (), (heading.name,), says, usual=True)
            if terms := _synonyms(heading, idea):
                yield Offer(idea.name, terms, (), ", ".join(terms), usual=True)


def _synonyms(heading: Heading, idea: Idea) -> tuple[str, ...]:
    """Other terms for a heading, without inverted ones and those with a word of the concept."""
    has = [f" {word.casefold().rstrip('*')} " for word in idea.terms]
    names = (name for name in (heading.name, *heading.synonyms) if "," not in name)
    kept: list[str] = []
    for name in sorted(distinct(tuple(names)), key=len):
        plain = f" {name.casefold()} "
        if len(name) >= _LEAST and not any(word in plain for word in has):
            kept.append(name)
            has.append(plain)
    return tuple(kept[:_SYNONYMS])


def added(ideas: Iterable[Idea], offers: Iterable[Offer]) -> tuple[Idea, ...]:
    """The concepts with what was chosen of the offers."""
    chosen = list(offers)
    return tuple(
        idea.more(
            [term for offer in chosen if offer.field == idea.name for term in offer.terms],
            [name for offer in chosen if offer.field == idea.name for name in offer.mesh],
        )
        for idea in ideas
    )
