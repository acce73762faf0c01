"""What each source says of itself: ``about.toml`` in its package of ``harvest/sources``.

It is data beside the code, so that whoever needs to know only how a registry is called or how its
numbers look (the configuration, an export, a page) reads a few lines and imports no reader.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from harvest.paths import PACKAGE, added_sources

Kind = Literal["trial", "article", "descriptor", "doi", "notice", "text", "full_text"]
ClockName = Literal["us_law", "registry_12_months", "publication_24_months"]

FILE = "about.toml"
NOWHERE = "https://nowhere.invalid"
"""The address of a source that is never asked: no host can have it (RFC 2606)."""
_OWN = PACKAGE / "sources"
_KINDS: tuple[Kind, ...] = (
    "trial", "article", "descriptor", "doi", "notice", "text", "full_text",
)  # fmt: skip
_CLOCKS: tuple[ClockName, ...] = ("us_law", "registry_12_months", "publication_24_months")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a registry's numbers look, as a row of ``db/vocabularies/registries.csv`` says it.

    ``code`` is that of ``mentions.registry``; ``pattern`` finds a number in running text however it
    is spelt, ``canonical`` writes it from the pattern's groups as the record's key, and ``address``
    is the page of the record with ``{id}`` in it. ``pattern`` is "" where the vocabulary has it.
    """

    code: str
    pattern: str = ""
    canonical: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class About:
    """A source as configuration, pages, exports and reports need to know it.

    Every text is for people but ``name`` (the package, ``[sources.<name>]``, ``records.source``)
    and the addresses. See ``docs/adding-a-registry.md`` for each key.
    """

    name: str
    title: str
    full_name: str
    """As a search report names the database: with who runs it and which interface was asked"""
    interface: str
    """What it is asked by, as a sentence says it: "its API, version 2"; "" for nothing to say"""
    note: str
    """What a reader should know of its data, a sentence; "" for nothing"""
    provider: str
    kinds: tuple[Kind, ...]
    home: str
    base_url: str
    """Where its section in config.toml names no other"""
    rate: float
    rate_with_key: float
    """Requests a second at most, without and with NCBI_API_KEY"""
    searched: bool
    """Whether a search of the topic is rendered for it, and ``[[search]]`` may give it a text"""
    searched_for: str
    """What a search of it finds, where that is not all that it has: "preprints"; "" for all"""
    inbox: str
    """The folder beside config.toml in which its files are looked for; "" for one that is asked"""
    numbers: Numbers | None
    publisher: str
    """Of a record, in citations"""
    example: str
    """A number of a record, for messages"""
    attribution: str
    """What its terms ask to be shown wherever its data are; "" for nothing beyond its name.

    ``{date}`` in it is the day of its latest data."""
    parts: Mapping[str, str]
    """What leads from the address of a record to a part of it: ``results``, ``documents``"""
    clocks: tuple[ClockName, ...]
    """The reporting clocks that hold for its trials"""
    not_given: frozenset[str]
    """Columns of its trials for which it has no field: empty there says nothing of the trial"""
    imported: bool = False
    """Whether its records come as files by a command, and no section of config.toml turns it on;
    it has neither ``home`` nor ``base_url``"""

    def limit(self, api_key: str | None) -> float:
        """Requests a second that it may be asked at most."""
        return self.rate_with_key if api_key else self.rate


def abouts() -> tuple[About, ...]:
    """Every source that is there, by name; those of ``HARVEST_SOURCES`` as well.

    Raises ValueError naming the file and what is wrong with it.
    """
    return _abouts(added_sources())


@cache
def _abouts(added: tuple[Path, ...]) -> tuple[About, ...]:
    found: dict[str, About] = {}
    for folder in (_OWN, *added):
        for package in sorted(folder.iterdir()):
            if not (package / "__init__.py").is_file():
                continue
            if package.name in found:
                raise ValueError(f"{package}: there is a source of that name already")
            found[package.name] = _read(package / FILE)
    return tuple(found[name] for name in sorted(found))


def about(name: str) -> About:
    """The source of that name; KeyError if there is none."""
    for each in abouts():
        if each.name == name:
            return each
    raise KeyError(name)


def named(name: str) -> str:
    """The title of a source, or the name itself where it is none that is there."""
    return next((each.title for each in abouts() if each.name == name), name)


def present(names: Iterable[str]) -> tuple[About, ...]:
    """The sources of these names, those of trials first, then of papers, then of terms.

    All that there are where none is named: nothing has been asked yet.
    """
    wanted = set(names)
    found = [e for e in abouts() if e.name in wanted or not (wanted or e.imported)]
    return tuple(sorted(found, key=lambda each: (_KINDS.index(each.kinds[0]), each.name)))


def by_provider(sources: Iterable[About]) -> dict[str, list[About]]:
    """The sources by who runs them, in their order."""
    found: dict[str, list[About]] = {}
    for each in sources:
        found.setdefault(each.provider, []).append(each)
    return found


def credits(sources: Iterable[About]) -> str:
    """Where data come from, for a line: ``A, B and C (who runs them), D (who runs it)``."""
    return ", ".join(
        f"{_listed([each.title for each in group])} ({provider})"
        for provider, group in by_provider(sources).items()
    )


def _listed(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def configured() -> tuple[About, ...]:
    """The sources that a section of config.toml turns on."""
    return tuple(each for each in abouts() if not each.imported)


def searched() -> tuple[About, ...]:
    """The sources that are asked the topic's searches."""
    return tuple(each for each in abouts() if each.searched)


# --- the file ---

_Word = TypeVar("_Word", bound=str)


class _Table:
    """The values of one table of the file, taken out one by one; what is left is unknown."""

    def __init__(self, path: Path, values: Mapping[str, Any]) -> None:
        self._path, self._values = path, dict(values)

    def wrong(self, key: str, problem: str) -> ValueError:
        return ValueError(f"{self._path}: {key}: {problem}")

    def text(self, key: str, otherwise: str | None = None) -> str:
        found = self._values.pop(key, otherwise)
        if not isinstance(found, str) or (otherwise is None and not found.strip()):
            raise self.wrong(key, "is missing; give a text")
        return found

    def rate(self, key: str, otherwise: float) -> float:
        found = self._values.pop(key, otherwise)
        if not isinstance(found, int | float) or isinstance(found, bool) or not 0 < found <= 10:
            raise self.wrong(key, "is not a number of requests a second above 0 and up to 10")
        return float(found)

    def flag(self, key: str) -> bool:
        found = self._values.pop(key, False)
        if not isinstance(found, bool):
            raise self.wrong(key, "is neither true nor false")
        return found

    def among(self, key: str, known: tuple[_Word, ...]) -> tuple[_Word, ...]:
        found = self._values.pop(key, [])
        if not isinstance(found, list) or not set(found) <= set(known):
            raise self.wrong(key, f"is not a list of some of {', '.join(known)}")
        return tuple(each for each in known if each in found)

    def names(self, key: str) -> frozenset[str]:
        found = self._values.pop(key, [])
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise self.wrong(key, "is not a list of columns")
        return frozenset(found)

    def any(self, key: str) -> Any:
        return self._values.pop(key, None)

    def end(self) -> None:
        for key in self._values:
            raise self.wrong(key, "is not known")


@cache
def _read(path: Path) -> About:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ValueError(f"{path}: is missing; a source says there what it is") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: is not TOML: {error}") from error
    table = _Table(path, values)
    title = table.text("title")
    rate = table.rate("requests_per_second", 1.0)
    kinds = table.among("kinds", _KINDS)
    imported = table.flag("imported")
    if not kinds:
        raise table.wrong("kinds", f"is missing; name one of {', '.join(_KINDS)}")
    found = About(
        name=path.parent.name,
        title=title,
        full_name=table.text("full_name", title),
        interface=table.text("interface", ""),
        note=table.text("note", ""),
        provider=table.text("provider"),
        kinds=kinds,
        home=table.text("home", "" if imported else None),
        base_url=table.text("base_url", NOWHERE if imported else None),
        rate=rate,
        rate_with_key=table.rate("requests_per_second_with_key", rate),
        searched=table.flag("searched"),
        searched_for=table.text("searched_for", ""),
        inbox=table.text("inbox", ""),
        numbers=_numbers(table, path),
        publisher=table.text("publisher", title),
        example=table.text("example", ""),
        attribution=table.text("attribution", ""),
        parts=_parts(table),
        clocks=table.among("clocks", _CLOCKS),
        not_given=table.names("not_given"),
        imported=imported,
    )
    table.end()
    return found


def _parts(table: _Table) -> Mapping[str, str]:
    found = table.any("parts") or {}
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise table.wrong("parts", "is not a table of texts")
    if not found.keys() <= {"results", "documents"}:
        raise table.wrong("parts", "knows results and documents alone")
    return found


def _numbers(table: _Table, path: Path) -> Numbers | None:
    given = table.any("numbers")
    if given is None:
        return None
    if isinstance(given, str):
        return Numbers(given)
    if not isinstance(given, dict):
        raise table.wrong("numbers", "is neither a code of registries.csv nor a table")
    own = _Table(path, given)
    found = Numbers(
        own.text("code"), own.text("pattern"), own.text("canonical"), own.text("address", "")
    )
    own.end()
    return found
