"""What the services find for the words and searches of a new topic, and what is doubtful in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from harvest.clock import Clock
from harvest.config import Config
from harvest.health import counting, services
from harvest.newtopic import FIELDS, Field
from harvest.records import Progress
from harvest.sources import Source
from harvest.sources.mesh.names import Doubt

TOO_MANY = 20_000
"""Records of one search at one service: more than anybody reads, and hours to fetch."""
_NAMED = 3  # words that bring most of too much


@dataclass(frozen=True, slots=True)
class Checked:
    """What came: numbers behind the words, lines about the searches, warnings, who did not say.

    ``notes`` are by concept, word and whether that is a heading; ``silent`` are the titles of
    services that were not counted.
    """

    notes: dict[tuple[Field, str, bool], str]
    searches: tuple[str, ...]
    warnings: tuple[str, ...]
    silent: tuple[str, ...]
    troubles: tuple[str, ...]

    @property
    def head(self) -> str:
        """What was checked, for the head of the file."""
        if not self.notes and not self.searches:
            return "nothing of it has been checked with the services."
        behind = "behind each word is what it finds alone."
        return f"not checked with {', '.join(self.silent)}; {behind}" if self.silent else behind


def check(plan: counting.Plan, clock: Clock, show: Callable[[Progress], None]) -> Checked:
    """Count by a plan. Raises what is no fault of a service."""
    return judged(plan, counting.count(plan, clock, show))


def planned(config: Config) -> counting.Plan:
    """What is asked: the searches of each service, the words of the first for trials and papers."""
    whole = counting.plan(config)
    asked = {source.name for source in _of_words(config)}
    words = tuple(
        replace(word, asked={name: sent for name, sent in word.asked.items() if name in asked})
        for word in whole.words
        if word.text
    )
    return replace(whole, words=words)


def _of_words(config: Config) -> Iterator[Source]:
    """The services that are asked for single words: the first of each kind of records."""
    kinds: set[str] = set()
    for source in services.enabled(config):
        if source.count is not None and not kinds.issuperset(source.kinds):
            kinds.update(source.kinds)
            yield source


def judged(plan: counting.Plan, counts: counting.Counts) -> Checked:
    """What the counts say, in words."""
    titles = {each.name: each.title for each in services.enabled(plan.config) if each.count}
    notes, warnings = _words(plan, counts)
    lines: list[str] = []
    silent: list[str] = []
    nothing = True
    for search in plan.config.searches:
        found: dict[str, int] = {}
        for sent in plan.strategies:
            if sent.search != search.name:
                continue
            hits = counts.searches.get((search.name, sent.source))
            if hits is None or hits.matching is None:
                silent.append(titles[sent.source])
            else:
                found[sent.source] = hits.matching
        if not found:
            continue
        said = ", ".join(f"{titles[name]} {number:,}" for name, number in found.items())
        lines.append(f"search {search.name}: {said}")
        nothing = nothing and not any(found.values())
        warnings += [
            f"search {search.name} finds {number:,} records of {titles[name]}, too many to read; "
            f"most by {_most(plan, counts, name)}"
            for name, number in found.items()
            if number > TOO_MANY
        ]
    if lines and nothing and not silent:
        warnings.append("the searches find nothing together; give more words, or other ones")
    warnings += [_doubted(doubt) for doubt in counts.names]
    troubles = tuple(f"{trouble.source}: {trouble.text}" for trouble in counts.troubles)
    return Checked(notes, tuple(lines), tuple(warnings), tuple(dict.fromkeys(silent)), troubles)


def _words(
    plan: counting.Plan, counts: counting.Counts
) -> tuple[dict[tuple[Field, str, bool], str], list[str]]:
    """What stands behind each word, and a warning of those that nothing contains."""
    kinds = {each.name: each.kinds for each in services.enabled(plan.config)}
    fields: dict[str, Field] = {name: name for name in FIELDS}
    notes: dict[tuple[Field, str, bool], str] = {}
    none: list[str] = []
    for place, word in enumerate(plan.words):
        numbers: list[tuple[int, str]] = []
        for source in word.asked:
            hits = counts.words.get((place, source))
            if hits is not None and hits.matching is not None:
                kind = "trial" if "trial" in kinds[source] else "paper"
                numbers.append((hits.matching, kind))
        if numbers and word.concept in fields:
            note = ", ".join(f"{number:,} {kind}{'s' * (number != 1)}" for number, kind in numbers)
            notes[fields[word.concept], word.text, word.heading] = note
            if len(numbers) == len(word.asked) and not any(number for number, _ in numbers):
                none.append(f"{word.text} (MeSH)" if word.heading else word.text)
    if not none:
        return notes, []
    text = f"no trial and no paper contains {', '.join(none)}; harmless, but check the spelling"
    return notes, [text]


def _most(plan: counting.Plan, counts: counting.Counts, source: str) -> str:
    """The words that bring most there."""
    found = [
        (hits.matching or 0, word.text)
        for place, word in enumerate(plan.words)
        if (hits := counts.words.get((place, source))) is not None
    ]
    most = sorted(found, key=lambda each: (-each[0], each[1]))[:_NAMED]
    return ", ".join(f"{word} ({number:,})" for number, word in most) or "words not counted"


def _doubted(doubt: Doubt) -> str:
    return f"MeSH name {doubt.name}: {doubt.text}"
