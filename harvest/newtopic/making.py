"""A new topic from the first word to the file: asked for on a terminal, or told by options."""

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from shlex import quote
from typing import TypeVar

from harvest.clock import Clock
from harvest.config import FILE_NAME, Config, load
from harvest.errors import UPSTREAM, UsageError
from harvest.health import services
from harvest.newtopic import FIELDS, Field, Idea, Topic
from harvest.newtopic.checking import Checked, check, planned
from harvest.newtopic.fitting import proposed
from harvest.newtopic.offers import Offer, added, offered
from harvest.newtopic.seeds import Seed, is_seed, read
from harvest.newtopic.words import listed, title_of, titled
from harvest.newtopic.writing import free, text, write
from harvest.records import Progress
from harvest.sources.mesh.asking import NAME as MESH

T = TypeVar("T")
Ask = Callable[[str, str], str]
"""Asks a question, with what an empty answer means; returns the answer."""

NOTHING = "-"
"""The answer that leaves a concept out."""

_OF: dict[Field, str] = {
    "condition": "Conditions, separated by commas (or a trial's number, a saved page, a paragraph)",
    "therapy": "Treatments, separated by commas (Enter for any)",
}
_NO_WORDS = (
    "a topic needs words: give --condition, --therapy or --from (without --yes and on a terminal "
    "they are asked for)"
)


@dataclass(frozen=True, slots=True)
class Given:
    """What the options say; empty where they do not."""

    title: str = ""
    words: dict[Field, tuple[str, ...]] = field(default_factory=dict)
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """How the person is asked (None: not at all), told, and shown how far it is."""

    ask: Ask | None
    say: Callable[[str], None]
    warn: Callable[[str], None]
    show: Callable[[Progress], None]


def make(folder: Path, given: Given, config: Config, clock: Clock, talk: Talk) -> Path:
    """Make the configuration of a folder; returns its file.

    ``config`` says where the services are. Raises UsageError, CannotCreate, NoPermission and
    OSError, and nothing for a service that can't be asked: that is told, and stands in the file.
    """
    file = free(folder)
    title = titled(given.title, "--title")
    ideas, trial = _ideas(given, config, clock, talk)
    ideas = _with_offers(ideas, config, clock, talk)
    if not title:
        title = title_of(ideas)
        if talk.ask is not None:
            usual = title
            title = _answered(talk, "Title", usual, lambda said: titled(said, "title")) or usual
    fits = proposed(ideas)
    topic = Topic(title, ideas, trial, tuple(fit.pack for fit in fits))
    checked = _checked(topic, config, clock, talk)
    today = clock.now().date()
    write(file, text(topic, folder.absolute().name, config, today, checked.notes, checked.head))
    for fit in fits:
        talk.say(f"pack {fit.pack}, for {fit.because}")
    if not fits:
        talk.say("no pack fits; it has that of any study (docs/adding-a-pack.md)")
    command = f"harvest run --config {quote(str(file))}"
    talk.say(f"Wrote {file}; harvest, publish and serve it: {command}")
    return file


# --- the words ---


def _ideas(
    given: Given, config: Config, clock: Clock, talk: Talk
) -> tuple[tuple[Idea, ...], str | None]:
    """The words of each concept that has any, and the trial of the seed."""
    words = {name: given.words.get(name, ()) for name in FIELDS}
    needed = not any(words.values())
    seed = read(given.seed, config, clock, needed=needed) if given.seed else Seed()
    if talk.ask is not None:
        asked = [name for name in FIELDS if not words[name]]
        if "therapy" not in asked and "condition" in asked and not seed.ideas:
            asked = []  # the treatment is all that is wanted
        for name in asked:
            question, usual = _OF[name], _default(seed, name)
            if name == "condition" and not given.seed:
                answer = _answered(talk, question, usual, lambda said: _read(said, config, clock))
                if not isinstance(answer, Seed):
                    words[name] = answer
                    continue
                seed = answer
                question, usual = "Conditions", _default(seed, name)
            words[name] = _answered(talk, question, usual, partial(_listed, name))
            if not words[name]:
                seed.ideas.pop(name, None)
    for trouble in seed.troubles:
        talk.warn(trouble)
    ideas = []
    for name in FIELDS:
        from_seed = seed.ideas.get(name, Idea(name))
        terms = words[name] or from_seed.terms
        # Whoever writes other words than the seed's does not want its headings.
        mesh = from_seed.mesh if terms == from_seed.terms else ()
        if terms or mesh:
            ideas.append(Idea(name).more(terms, mesh))
    if not ideas:
        raise UsageError(_NO_WORDS)
    return tuple(ideas), seed.trial


def _answered(talk: Talk, question: str, usual: str, understood: Callable[[str], T]) -> T:
    """Ask until the answer can be understood."""
    assert talk.ask is not None
    while True:
        try:
            return understood(talk.ask(question, usual))
        except UsageError as error:
            talk.warn(str(error))


def _read(answer: str, config: Config, clock: Clock) -> Seed | tuple[str, ...]:
    return read(answer, config, clock) if is_seed(answer) else _listed("condition", answer)


def _listed(name: Field, answer: str) -> tuple[str, ...]:
    return () if answer.strip() == NOTHING else listed(answer, name)


def _default(seed: Seed, name: Field) -> str:
    terms = seed.ideas[name].terms if name in seed.ideas else ()
    return ("; " if any("," in term for term in terms) else ", ").join(terms) or NOTHING


def _with_offers(
    ideas: tuple[Idea, ...], config: Config, clock: Clock, talk: Talk
) -> tuple[Idea, ...]:
    """The words with what MeSH has for them, as chosen."""
    source = next((each for each in services.enabled(config) if each.name == MESH), None)
    if source is None:
        return ideas
    try:
        with services.asking(config, source, clock) as job:
            offers = offered(job.door, ideas)
    except UPSTREAM as error:
        talk.warn(f"MeSH not asked for headings: {services.explained(error, source)}")
        return ideas
    if not offers:
        talk.say("MeSH has no heading for these words")
        return ideas
    talk.say("MeSH has:")
    for number, offer in enumerate(offers, 1):
        mark = "*" if offer.usual else " "
        talk.say(f"{number:>3} {mark} {offer.field:<9}  {offer.says}")
    chosen = [offer for offer in offers if offer.usual]
    if talk.ask is not None:
        question = "Add which? (all those with *, numbers such as 1 3, or none)"
        chosen = _answered(talk, question, "*", lambda said: _chosen(said, offers))
    return added(ideas, chosen)


def _chosen(answer: str, offers: Sequence[Offer]) -> list[Offer]:
    said = answer.strip().casefold()
    if said in ("*", "", "y", "yes", "all"):
        return [offer for offer in offers if offer.usual]
    if said in ("-", "n", "no", "none"):
        return []
    numbers = re.findall(r"\d+", said)
    if re.sub(r"[\d\s,]", "", said) or not all(0 < int(n) <= len(offers) for n in numbers):
        raise UsageError(f"{answer!r}: write numbers from 1 to {len(offers)}, * or none")
    return [offers[int(number) - 1] for number in dict.fromkeys(numbers)]


# --- the services ---


def _checked(topic: Topic, config: Config, clock: Clock, talk: Talk) -> Checked:
    """What the services find, told; by a configuration that is read as the one that is written."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, FILE_NAME)
        file.write_text(text(topic, "", config, clock.now().date(), {}, ""), "utf-8")
        plan = planned(load(file))
        talk.say(str(plan))
        checked = check(plan, clock, talk.show)
    for idea in topic.ideas:
        talk.say(idea.name)
        words = [(each, False) for each in idea.terms] + [(each, True) for each in idea.mesh]
        shown = [f"{word} (MeSH)" if heading else word for word, heading in words]
        for label, (word, heading) in zip(shown, words, strict=True):
            note = checked.notes.get((idea.name, word, heading), "not counted")
            talk.say(f"  {label:<{max(map(len, shown))}}  {note}")
    for line in checked.searches:
        talk.say(line)
    for warning in checked.warnings:
        talk.warn(warning)
    for trouble in checked.troubles:
        talk.warn(f"not checked: {trouble}")
    return checked
