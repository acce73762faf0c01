"""How many records each word and each search of the topic finds, asked of the services."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil

from harvest.clock import Clock
from harvest.config import Config
from harvest.errors import UPSTREAM, UpstreamDataError
from harvest.health import services
from harvest.records import Progress
from harvest.sources import Hits, Job, Source
from harvest.sources.mesh.names import Doubt
from harvest.sources.searches import render, words
from harvest.strategy import Strategy, Word

SECONDS_AN_ANSWER = 1.0
"""A service answers such a question in about so long."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a service, or one search of it, could not be counted."""

    source: str
    text: str
    exit_code: int


@dataclass(slots=True)
class Counts:
    """What came: hits by search and source, and by word (its place) and source."""

    searches: dict[tuple[str, str], Hits] = field(default_factory=dict)
    words: dict[tuple[int, str], Hits] = field(default_factory=dict)
    names: list[Doubt] = field(default_factory=list)
    names_checked: bool = False
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0, or that of the worst trouble."""
        return max((trouble.exit_code for trouble in self.troubles), default=0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be asked: the searches, the words of the concepts, of each source."""

    config: Config
    strategies: tuple[Strategy, ...]
    words: tuple[Word, ...]

    @property
    def questions(self) -> Mapping[str, int]:
        """How many requests each source gets, by its title, two for MeSH's names."""
        found: dict[str, int] = {}
        for source in services.enabled(self.config):
            number = sum(1 for _ in self.of(source))
            number += 2 * (services.checks_names(source) and any(w.heading for w in self.words))
            if number:
                found[source.title] = number
        return found

    @property
    def seconds(self) -> float:
        """How long that takes, one source after the other."""
        rates = {
            each.title: self.config.sources[each.name].requests_per_second
            for each in services.enabled(self.config)
        }
        return sum(
            number * max(1 / rates[title], SECONDS_AN_ANSWER)
            for title, number in self.questions.items()
        )

    def __str__(self) -> str:
        parts = ", ".join(f"{title} {number}" for title, number in self.questions.items())
        minutes = max(1, ceil(self.seconds / 60))
        return f"Sending {parts} queries; at most {minutes} minute{'s' * (minutes != 1)} …"

    def of(self, source: Source) -> Iterator[tuple[Strategy, int | None]]:
        """The questions to a source: its searches, then the words by their place."""
        if source.count is not None:
            yield from ((each, None) for each in self.strategies if each.source == source.name)
            for place, word in enumerate(self.words):
                if source.name in word.asked:
                    yield word.asked[source.name], place


def plan(config: Config) -> Plan:
    """What will be asked to count by this configuration."""
    return Plan(config, render(config), words(config))


def count(plan: Plan, clock: Clock, show: Callable[[Progress], None]) -> Counts:
    """Ask each source in turn; one that can't be asked is a trouble, and the others are asked.

    ``show`` is told how far it is. Raises what is no fault of a service.
    """
    counts = Counts()
    for source in services.enabled(plan.config):
        try:
            with services.asking(plan.config, source, clock) as job:
                _ask(plan, source, job, counts, show)
        except UPSTREAM as error:
            text = services.explained(error, source)
            counts.troubles.append(Trouble(source.title, text, error.exit_code))
    return counts


def _ask(
    plan: Plan, source: Source, job: Job, counts: Counts, show: Callable[[Progress], None]
) -> None:
    if services.checks_names(source) and any(word.heading for word in plan.words):
        counts.names = services.mesh_doubts(plan.config, job)
        counts.names_checked = True
    questions = list(plan.of(source))
    for done, (strategy, place) in enumerate(questions):
        show(Progress(source.name, "counting", done, len(questions)))
        assert source.count is not None  # else there are no questions
        hits = source.count(job, strategy)
        if place is None:
            counts.searches[strategy.search, source.name] = hits
        else:
            counts.words[place, source.name] = hits
        if hits.problem is not None:
            about = f"search {strategy.search}" if place is None else _named(plan.words[place])
            code = UpstreamDataError.exit_code
            counts.troubles.append(Trouble(f"{source.title}, {about}", hits.problem, code))
    if questions:
        show(Progress(source.name, "counting", len(questions), len(questions)))


def _named(word: Word) -> str:
    return f"{word.concept}: {word.text}" if word.text else f"{word.concept}, all words"


def of_search(hits: Hits | None) -> Iterator[str]:
    """What a service said of a search, in lines."""
    if hits is None:
        yield "not counted: the service could not be asked"
        return
    if hits.matching is not None:
        yield "; ".join((f"finds {hits.matching:,}", *hits.notes))
    if hits.translation:
        yield f"understood as {hits.translation}"
    yield from (f"warning: {doubt}" for doubt in hits.doubts)
    if hits.problem is not None:
        yield f"problem: {hits.problem}"


def table(plan: Plan, counts: Counts) -> Iterator[str]:
    """The words of the concepts with their hits at each source, and who knows which not."""
    titles = {each.name: each for each in services.enabled(plan.config) if each.count is not None}
    width = max((len(_label(word)) for word in plan.words), default=0)
    for place, word in enumerate(plan.words):
        if not word.text:
            yield ""
            heads = "".join(f"{each.title:>20}" for each in titles.values())
            yield f"{word.concept:<{width + 2}}{heads}"
        numbers = "".join(f"{_number(counts.words.get((place, name))):>20}" for name in titles)
        yield f"  {_label(word):<{width}}{numbers}{_unknown(place, word, titles, counts)}"


def _label(word: Word) -> str:
    if not word.text:
        return "all of its words"
    return f"{word.text} (MeSH)" if word.heading else word.text


def _number(hits: Hits | None) -> str:
    if hits is None:
        return "–"
    return "?" if hits.matching is None else f"{hits.matching:,}"


def _unknown(place: int, word: Word, titles: Mapping[str, Source], counts: Counts) -> str:
    """Who carries a word nowhere: no paper, no trial."""
    none = []
    for name, source in titles.items():
        hits = counts.words.get((place, name))
        if hits is not None and hits.matching == 0:
            none += [kind.replace("article", "paper") for kind in source.kinds]
    said = "its words" if not word.text else word.text
    return f"  no {' and no '.join(none)} contains {said}" if none else ""
