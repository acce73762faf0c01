"""The words that a seed names: a trial of the registry, a saved page, a paragraph of text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from harvest.clock import Clock
from harvest.config import Config
from harvest.errors import UPSTREAM, RecordError, UsageError
from harvest.evidence.reading.vocabulary import vocabulary
from harvest.health import services
from harvest.identifiers import Found, trials_in
from harvest.newtopic import FIELDS, Field, Idea
from harvest.rows import Condition, Intervention, TrialMesh
from harvest.seed import text_of
from harvest.sources import Source
from harvest.sources.mesh.asking import NAME as MESH
from harvest.sources.mesh.offering import headings

_MOST = 6  # words of each concept that are taken from a seed
_LONGEST = 60  # characters of a name that may be a word to search for
_PHRASES = 200
"""Phrases of a text that MeSH is asked for: five requests."""
_MOST_TOGETHER = 4  # words of a phrase
_SHALLOW = 2  # a heading so near the top of the tree says too little: "Immune System Diseases"
_BREAK = re.compile(
    r"[.,;:()\[\]{}/\"“”?!<>=|•]+|(?<!\S)(?:a|an|and|are|as|at|be|been|by|can|for|from|has|have|in|"
    r"into|is|it|its|may|not|of|on|or|our|than|that|the|their|these|this|those|to|was|we|were|"
    r"which|who|will|with|without)(?!\S)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_][\w’'+-]*")


@dataclass(frozen=True, slots=True)
class Seed:
    """What a seed names: words and headings of each concept, and a trial that is to be found.

    ``troubles`` say what could not be asked.
    """

    ideas: dict[Field, Idea] = field(default_factory=dict)
    trial: str | None = None
    troubles: tuple[str, ...] = ()


def is_seed(text: str) -> bool:
    """Whether an answer is a seed rather than a list of words: a trial, a file, or sentences."""
    return _trial(text) is not None or _is_prose(text) or _is_file(text)


def _is_prose(text: str) -> bool:
    """Whether a text is no list: sentences, or more between two commas than a word to search for.

    A list of many words is as long as a paragraph.
    """
    sentences = len(text) > 100 and re.search(r"[.?!]\s+[A-Z]", text) is not None
    return sentences or any(len(part) > 100 for part in re.split(r"[,;]|\sOR\s", text))


def read(given: str, config: Config, clock: Clock, *, needed: bool = True) -> Seed:
    """Read a seed; a page or text that names one trial is read as that trial, too.

    Raises UsageError for a file that is not there, a trial that the registry does not have, or a
    seed without a word where its words are ``needed``.
    """
    text = given.strip()
    if not text:
        raise UsageError("--from: is empty; give a trial's number, a saved page or a text")
    trial = _trial(text)
    if trial is None and (_is_file(text) or _looks_like_a_file(text)):
        text = text_of(Path(text))
    if trial is not None:
        seed = _of_trial(trial, config, clock)
    else:
        seed = _of_text(text, config, clock)
        asked = _askable(config)
        named = [each for each in trials_in(text) if any(_is_of(each, one) for one in asked)]
        if len({each.id for each in named}) == 1:
            seed = _joined(_of_trial(named[0], config, clock), seed)
    if needed and not seed.ideas:
        why = f" ({seed.troubles[0]})" if seed.troubles else ""
        raise UsageError(
            f"--from: no condition and no treatment found in it{why}; give --condition, --therapy"
        )
    return seed


def _trial(text: str) -> Found | None:
    """The number of a trial that a text is, and nothing else."""
    found = trials_in(text)
    return found[0] if len(found) == 1 and found[0].spelling.strip() == text.strip() else None


def _is_file(text: str) -> bool:
    try:
        return len(text) < 1000 and Path(text).is_file()
    except (OSError, ValueError):  # no name of a file
        return False


def _looks_like_a_file(text: str) -> bool:
    return re.fullmatch(r"\S+\.(?:html?|mhtml|txt)|\S*/\S*", text) is not None and len(text) < 1000


def _joined(first: Seed, second: Seed) -> Seed:
    """What the first says; of a concept that it does not have, what the second says."""
    return Seed(second.ideas | first.ideas, first.trial, (*first.troubles, *second.troubles))


def _ideas(terms: dict[Field, list[str]], mesh: dict[Field, list[str]]) -> dict[Field, Idea]:
    found = {}
    for name in FIELDS:
        plain = [word for word in terms.get(name, ()) if len(word) <= _LONGEST]
        idea = Idea(name).more(plain[:_MOST], mesh.get(name, ())[:_MOST])
        if idea.terms or idea.mesh:
            found[name] = idea
    return found


# --- a trial ---


def _askable(config: Config) -> list[Source]:
    return [each for each in services.enabled(config) if each.single is not None]


def _is_of(found: Found, source: Source) -> bool:
    return source.about.numbers is not None and source.about.numbers.code == found.registry


def _of_trial(found: Found, config: Config, clock: Clock) -> Seed:
    """Conditions, treatments and headings of a record of its registry; its number alone, if not."""
    number = found.id
    source = next((each for each in _askable(config) if _is_of(found, each)), None)
    if source is None or source.single is None:
        return Seed({}, number, (f"{number} not read: its registry can't be asked for one trial",))
    try:
        with services.asking(config, source, clock) as job:
            raw = source.single(job, number)
        if raw is None:
            raise UsageError(f"{number}: {source.title} has no such trial; check the number")
        rows = source.normalise(raw).tables
    except (*UPSTREAM, RecordError) as error:
        return Seed({}, number, (f"{number} not read: {error}",))
    conditions = cast("Iterable[Condition]", rows.get("conditions", ()))
    interventions = cast("Iterable[Intervention]", rows.get("interventions", ()))
    terms: dict[Field, list[str]] = {
        "condition": [word for row in conditions for word in _plain(row.name)],
        "therapy": [word for row in interventions for word in _treatment(row)],
    }
    mesh: dict[Field, list[str]] = {"condition": [], "therapy": []}
    for row in cast("Iterable[TrialMesh]", rows.get("trial_mesh", ())):
        if not row.ancestor and row.term:
            mesh["condition" if row.area == "condition" else "therapy"].append(row.term)
    return Seed(_ideas(terms, mesh), number)


def _treatment(row: Intervention) -> Iterator[str]:
    """The name of what is given; nothing for a placebo or whatever else it is compared with."""
    name = row.name or ""
    if not any(hit.code != "active" for hit in vocabulary("comparators").find(name)):
        yield from _plain(name)


def _plain(name: str) -> Iterator[str]:
    """A name as a word to search for, without what stands in brackets and what it is measured in.

    "Asthma - Severe" is two, "Asthma, Severe" stays one.
    """
    for part in re.split(r"\s[-–—|]\s|\s\+\s", re.sub(r"\([^()]*\)|\[[^][]*\]", " ", name)):
        word = " ".join(re.sub(r"[\"“”\[\]\\]", " ", part).split())
        word = re.sub(r"\s+[\d.,]+\s*(?:mg|g|µg|mcg|ml|mL|%|IU)\b.*", "", word)
        if re.search(r"\w{2}", word):
            yield word


# --- a text ---


def _of_text(text: str, config: Config, clock: Clock) -> Seed:
    """The phrases of a text that are names in MeSH, the most frequent first."""
    asked = [phrase for phrase, _ in _phrases(text).most_common(_PHRASES)]
    source = next((each for each in services.enabled(config) if each.name == MESH), None)
    if source is None:
        return Seed(troubles=("MeSH is not among the sources, and knows the words of a text",))
    try:
        with services.asking(config, source, clock) as job:
            found = headings(job.door, asked, forgiving=False)
    except UPSTREAM as error:
        return Seed(troubles=(f"MeSH not asked: {services.explained(error, source)}",))
    terms: dict[Field, list[str]] = {}
    mesh: dict[Field, list[str]] = {}
    for phrase in sorted(found, key=asked.index):
        whole = any(phrase != other and _is_part(phrase, other) for other in found)
        for heading in () if whole else found[phrase]:
            if heading.field is not None and heading.depth > _SHALLOW:
                terms.setdefault(heading.field, []).append(phrase)
                mesh.setdefault(heading.field, []).append(heading.name)
    return Seed(_ideas(terms, mesh))


def _is_part(phrase: str, other: str) -> bool:
    return f" {phrase.casefold()} " in f" {other.casefold()} "


def _phrases(text: str) -> Counter[str]:
    """Words and phrases of a text with how often each stands there, the longer ones first."""
    found: dict[int, Counter[str]] = {}
    spelt: dict[str, str] = {}  # as it stands there first
    for part in _BREAK.split(text):
        words = _WORD.findall(part)
        for length in range(_MOST_TOGETHER, 0, -1):
            for start in range(len(words) - length + 1):
                phrase = " ".join(words[start : start + length])
                if len(phrase) > 3 or (len(phrase) == 3 and phrase.isupper()):
                    spelling = spelt.setdefault(phrase.casefold(), phrase)
                    found.setdefault(length, Counter())[spelling] += 1
    counted: Counter[str] = Counter()
    for length in sorted(found, reverse=True):
        counted.update(found[length])
    return counted
