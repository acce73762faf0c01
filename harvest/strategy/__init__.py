"""The search strategy: one list of concepts, rendered into each service's own query language.

What is rendered here is what is sent, kept in the ledger and reported; nothing is added on the way.
Rendering is pure: the same configuration gives the same strings. Each source renders its own (see
``harvest.sources.Source.render``); what they share stands here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from harvest.config import Concept, Config, Search

_QUOTED = re.compile(r'"[^"]*"')
_LOWER_OPERATOR = re.compile(r"(?<![\w-])(and|or|not)(?![\w-])")


@dataclass(frozen=True, slots=True)
class Strategy:
    """What one search asks of one source.

    ``params`` are the query parameters, ``sent`` the same as one readable line, ``warnings`` what
    the service would misunderstand; ``groups`` are the concepts with the text of each, where the
    source's walk asks for them one by one, and ``own`` whatever else of the search its walk needs.
    Both are empty for a text that the operator wrote.
    """

    search: str
    source: str
    sent: str
    params: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    groups: tuple[tuple[str, str], ...] = ()
    own: object = None


Renderer = Callable[[Search, tuple[Concept, ...]], Strategy | None]
"""A search and its concepts, each with the area in which to look for it, in a source's language.

None where the search asks this source nothing: its text is for others.
"""


@dataclass(frozen=True, slots=True)
class Alone:
    """A word of a concept alone, as one source would be asked for it; "" for all its words."""

    text: str
    strategy: Strategy
    heading: bool = False
    """The name of a MeSH descriptor"""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a concept alone, as each source would be asked for it; "" for all of them.

    ``asked`` leaves out a source to which the word is not sent. The strategies belong to no search.
    """

    concept: str
    text: str
    asked: Mapping[str, Strategy]
    heading: bool = False
    """The name of a MeSH descriptor"""


def rendered(config: Config, renderers: Mapping[str, Renderer]) -> tuple[Strategy, ...]:
    """What each search asks of each of these sources that is configured and enabled."""
    found: list[Strategy] = []
    for search in config.searches:
        for source, renderer in renderers.items():
            section = config.sources.get(source)
            if section is None or not section.enabled:
                continue
            strategy = renderer(search, concepts_of(config, search))
            if strategy is None or (search.look_in and _is_asked(strategy, found)):
                continue
            found.append(strategy)
    return tuple(found)


def _is_asked(strategy: Strategy, others: Iterable[Strategy]) -> bool:
    """Whether another search asks the source the same: one without fields looks nowhere else."""
    asked = (strategy.source, strategy.params)
    return any((other.source, other.params) == asked for other in others)


def by_rendering(source: str, renderer: Renderer, concept: Concept) -> Iterator[Alone]:
    """The words of a concept as a source renders a search for each of them and nothing else."""
    none = replace(concept, terms=(), mesh=(), own={})
    asked = [("", False, concept)]
    for text in distinct((*concept.terms, *concept.own_terms(source))):
        asked.append((text, False, replace(none, terms=(text,))))
    for name in distinct(concept.mesh):
        asked.append((name, True, replace(none, mesh=(name,))))
    for text, heading, part in asked:
        strategy = renderer(Search("", (concept.name,)), (part,))
        if strategy is not None:
            yield Alone(text, strategy, heading)


def unused_concepts(config: Config) -> tuple[str, ...]:
    """Names of the concepts that no search asks for: most likely forgotten."""
    used = {name for search in config.searches for name in search.all}
    return tuple(c.name for c in config.topic.concepts if c.name not in used)


def concepts_of(config: Config, search: Search) -> tuple[Concept, ...]:
    """The concepts of a search, each with the area in which it looks for it."""
    concepts = (config.topic.concept(name) for name in search.all)
    return tuple(
        replace(concept, area=search.look_in.get(concept.name, concept.area))
        for concept in concepts
    )


# --- for those who render ---


def syntax_warnings(text: str) -> Iterator[str]:
    """What is wrong with a search text in most languages: pairs left open, operators unread."""
    if len(re.findall(r'(?<!\\)"', text)) % 2:
        yield 'a double quote (") is left open; close it'
        return  # what stands inside quotes is unsure, so the rest would be guesswork
    bare = _QUOTED.sub(" ", text.replace('\\"', " "))
    for opening, closing in ("()", "[]"):
        if not _balanced(bare, opening, closing):
            yield f"{opening} and {closing} do not pair; each needs its partner"
    for word in distinct(_LOWER_OPERATOR.findall(bare)):
        yield f"{word}: read as a word, not as an operator; write {word.upper()}"


def _balanced(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return False
    return depth == 0


def distinct(words: Iterable[str]) -> list[str]:
    """The words, each once whatever its case, in order."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(word.lower(), word)
    return list(found.values())
