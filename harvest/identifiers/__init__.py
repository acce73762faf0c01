"""Numbers that name trials and papers, found in running text however they are spelt.

The patterns are data: ``db/vocabularies/registries.csv``, and what a source says of its own numbers
(``about.toml``). A registry added to either is known at once.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal
from urllib.parse import quote

import ahocorasick

from harvest.identifiers.about import About, Numbers, abouts
from harvest.identifiers.spelling import Found, Registry
from harvest.legible import legible
from harvest.paths import DB
from harvest.vocabularies import entries

VOCABULARY = DB / "vocabularies" / "registries.csv"

_PAPER = re.compile(r"[0-9]{1,9}|PPR[0-9]+|(?:doi|import):.+", re.DOTALL)
_PMID = re.compile(r"(?:PMID[\s:]*)?([0-9]{1,9})", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_PREPRINT = re.compile(r"PPR[0-9]+", re.IGNORECASE)
_GAP = (
    r"(?:[\s:;#.,_=/()\[\]\-]{0,3}"
    r"(?:(?:clinical|trials?|study|registry|register|registration|reference|unique)\b[\s,]{0,2}){0,3}"
    r"(?:(?:no|nos|nr|numbers?|id|identifier|code)\b[\s.:]{0,2})?"
    r"[\s:#.,_=/()\[\]\-]{0,4})"
)
"""What a pattern calls ``{gap}``: what people put between a registry's letters and its digits.

What it calls ``label`` only announces the number and is no part of it.
"""
_EUDRACT = "eudract"
_BY_COUNTRY = re.compile(
    r"EUCTR[\s\-]?(20[0-9]{2}-[0-9]{6}-[0-9]{2})-(?:(3RD(?![0-9A-Z])|Outside[\s-]EU(?:[/-]EEA)?)|([0-9A-Z]+))",
    re.IGNORECASE,
)
"""The EU register's key of a EudraCT number: one record a country, and one where it has none there.

The register calls that one's country ``3rd``, WHO, and so does everybody, ``Outside-EU/EEA``.
"""


def registries() -> tuple[Registry, ...]:
    """The registries that the program knows: the vocabulary's in its order, then sources' own.

    Raises ValueError naming the source whose numbers are those of no registry.
    """
    return _registries(abouts())


@cache
def _registries(sources: tuple[About, ...]) -> tuple[Registry, ...]:
    own = {each.numbers.code: each for each in sources if each.numbers}
    known = tuple(
        Registry(
            name=entry.code,
            label=entry.label,
            kind="trial" if entry.more["kind"] == "trial" else "paper",
            pattern=_pattern(entry.more["pattern"]),
            canonical=entry.more["canonical"],
            url=entry.more["url"],
            source=own.pop(entry.code, None),
            words=tuple(entry.more["words"].upper().split("|")),
        )
        for entry in entries(VOCABULARY, "kind", "pattern", "canonical", "url", "words")
    )
    return (*known, *(_of(source, source.numbers) for source in own.values() if source.numbers))


def _named_in(capitals: str) -> Iterator[Registry]:
    """The registries of which one of the words stands in a text in capitals, and who has none."""
    known, always, words = _by_word(abouts())
    places = {*always}.union(*(asked for _, asked in words.iter(capitals)))
    return (known[place] for place in sorted(places))


@cache
def _by_word(
    sources: tuple[About, ...],
) -> tuple[Sequence[Registry], Sequence[int], ahocorasick.Automaton]:
    """All registries; the places of those without words; what finds the words, each with places."""
    known = _registries(sources)
    asking: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(known):
        for word in each.words:
            asking[word.lstrip("=^")].append(place)
    words = ahocorasick.Automaton()
    for word, places in asking.items():
        words.add_word(word, places)
    words.make_automaton()
    return known, [place for place, each in enumerate(known) if not each.words], words


def _of(source: About, numbers: Numbers) -> Registry:
    """The registry of a source that the vocabulary does not know."""
    if not numbers.pattern:
        raise ValueError(
            f"source {source.name}: numbers: {numbers.code!r} is not a code of {VOCABULARY.name}; "
            "name one, or give a table with code, pattern, canonical and address"
        )
    return Registry(
        name=numbers.code,
        label=source.title,
        kind="trial" if "trial" in source.kinds else "paper",
        pattern=_pattern(numbers.pattern),
        canonical=numbers.canonical,
        url=numbers.address,
        source=source,
    )


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace("{gap}", _GAP), re.IGNORECASE)


def registry(code: str) -> Registry:
    """The registry of that code; KeyError if there is none."""
    for each in registries():
        if each.name == code:
            return each
    raise KeyError(code)


def registry_of(number: str) -> Registry | None:
    """The registry that gives numbers spelt just so; None for any other text.

    Where one number stands inside another's spelling, that of the whole text counts.
    """
    return _registry_of(number, abouts())


@lru_cache(maxsize=8192)
def _registry_of(number: str, sources: tuple[About, ...]) -> Registry | None:
    by_country = any(found.id == found.spelling == number for found in _by_country(number))
    for registry in _registries(sources):
        for found in registry.find(number):
            whole = found.id == number and (found.start, found.end) == (0, len(number))
            if whole or (by_country and found.registry == _EUDRACT):
                return registry
    return None


def number_of(code: str, key: str) -> str:
    """A trial's number at its registry, as all records of one registration have it.

    ``code`` is the registry's; the EU register has one record a country, all of one number.
    """
    known = {each.name: each for each in registries()}.get(code)
    found = next(known.find(key), None) if known else None
    return found.id if found else key


def _by_country(text: str) -> tuple[Found, ...]:
    """The keys of the EU register's records in a text."""
    copy = legible(text)
    return tuple(
        Found(_EUDRACT, key, start, end, text[start:end])
        for found in _BY_COUNTRY.finditer(copy.text)
        for start, end in [copy.back(*found.span())]
        for key in [f"EUCTR{found[1]}-{'Outside-EU/EEA' if found[2] else found[3].upper()}"]
    )


def is_number(text: str) -> bool:
    """Whether a text is a trial's number in its registry's own spelling."""
    registry = registry_of(text)
    return registry is not None and registry.kind == "trial"


def find(text: str, kind: Literal["trial", "paper"] | None = None) -> tuple[Found, ...]:
    """Every number in the text, in reading order; of trials or papers only, if asked."""
    capitals = legible(text).text.upper()
    hits = [
        found
        for registry in _named_in(capitals)
        if kind is None or registry.kind == kind
        for found in registry.find(text, capitals)
    ]
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.registry)))


def canonical(text: str) -> Found | None:
    """What a field holding one number says, or None where it is a number of nobody known."""
    hits = find(text.strip(), "trial")
    return hits[0] if hits else None


def is_paper(key: str) -> bool:
    """Whether a key names a paper: a PMID, ``PPR…``, ``doi:…`` or ``import:…``; else a trial."""
    return _PAPER.fullmatch(key) is not None


def paper_name(key: str) -> str:
    """A paper's key as a reader is told it: ``PMID 29385402``, ``PPR123``, ``doi:10.1000/x``."""
    return f"PMID {key}" if key.isdecimal() else key


def key(text: str) -> str:
    """The key that somebody's spelling of a number means; the text itself where it is none.

    ``nct 0362 6090`` is NCT03626090, ``PMID: 29385402`` 29385402, ``https://doi.org/10.1000/X``
    doi:10.1000/x; a EudraCT or CTIS number comes without the suffix of a resubmission.
    """
    text = text.strip()
    if found := _PMID.fullmatch(text):
        return found[1]
    if found := _DOI.fullmatch(text):
        return f"doi:{found[1].lower()}"
    if _PREPRINT.fullmatch(text):
        return text.upper()
    numbers = trials_in(text)
    return numbers[0].id if len(numbers) == 1 and numbers[0].spelling == text else text


def trials_in(text: str) -> tuple[Found, ...]:
    """The keys of trials in a text, in reading order; one of the EU register with its country."""
    whole = _by_country(text)
    others = (
        found
        for found in find(text, "trial")
        if not any(each.start <= found.start < each.end for each in whole)
    )
    return tuple(sorted((*whole, *others), key=lambda found: found.start))


def page(kind: str, key: str) -> str:
    """The page of a trial or paper on the site.

    What an address gives a meaning is escaped, the slashes of a DOI too: ``..`` between two would
    lead elsewhere. So is a dot before the last letters, which would be taken for a format.
    """
    stem, dot, last = quote(key, safe=":").rpartition(".")
    escaped = f"{stem}%2E{last}" if dot and last.isalpha() else f"{stem}{dot}{last}"
    return f"/{'trials' if kind == 'trial' else 'articles'}/{escaped}"


def home(key: str) -> str | None:
    """Where the record of a key is shown by its registry, if that has an address per number."""
    if _PREPRINT.fullmatch(key):
        return f"https://europepmc.org/article/PPR/{key}"
    if is_paper(key):
        name, number = ("pmid", key) if key.isdecimal() else key.split(":", 1)
    else:
        found = canonical(key)
        name, number = (found.registry, found.id) if found else ("", "")
    for registry in registries():
        if registry.name == name:
            return registry.address(quote(number, safe="/"))
    return None


__all__ = [
    "VOCABULARY",
    "Found",
    "Registry",
    "canonical",
    "find",
    "home",
    "is_number",
    "is_paper",
    "key",
    "number_of",
    "page",
    "paper_name",
    "registries",
    "registry",
    "registry_of",
    "trials_in",
]
