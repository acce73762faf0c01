"""What the topic's searches ask of every source that is searched, each in its own language."""

from collections.abc import Iterator, Mapping

from harvest.config import Concept, Config
from harvest.sources import Source, all_sources
from harvest.strategy import Alone, Renderer, Strategy, Word, by_rendering, distinct, rendered


def renderers() -> Mapping[str, Renderer]:
    """How each source that is searched renders a search, by the source's name."""
    return {each.name: each.render for each in all_sources() if each.render is not None}


def rendered_by() -> tuple[str, ...]:
    """The modules that render, of which a step is made that asks what is searched."""
    return tuple(sorted({renderer.__module__ for renderer in renderers().values()}))


def render(config: Config) -> tuple[Strategy, ...]:
    """What each search asks of each source that is configured, enabled and searched by words."""
    return rendered(config, renderers())


def by_hand(config: Config) -> tuple[Strategy, ...]:
    """What a person asks of each source that is configured and enabled, and that is not asked."""
    return rendered(
        config, {each.name: each.by_hand for each in all_sources() if each.by_hand is not None}
    )


def words(config: Config) -> tuple[Word, ...]:
    """Of each concept that a search asks for all words together, then each by itself."""
    on = [
        each
        for each in all_sources()
        if each.render is not None
        and each.name in config.sources
        and config.sources[each.name].enabled
    ]
    used = {name for search in config.searches for name in search.all}
    return tuple(
        word
        for concept in config.topic.concepts
        if concept.name in used
        for word in _words(concept, on)
    )


def _words(concept: Concept, sources: list[Source]) -> Iterator[Word]:
    asked: dict[tuple[str, bool], dict[str, Strategy]] = {}
    own = [word for words in concept.own.values() for word in distinct(words)]
    for text in ("", *distinct(concept.terms), *own):
        asked[text, False] = {}
    for name in distinct(concept.mesh):
        asked[name, True] = {}
    for source in sources:
        for alone in _alone(source, concept):
            asked[alone.text, alone.heading][source.name] = alone.strategy
    for (text, heading), strategies in asked.items():
        yield Word(concept.name, text, strategies, heading)


def _alone(source: Source, concept: Concept) -> Iterator[Alone]:
    if source.words is not None:
        yield from source.words(concept)
    elif source.render is not None:
        yield from by_rendering(source.name, source.render, concept)
