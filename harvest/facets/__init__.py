"""Facets: what is extracted from the texts of records, described in the packs of the topic.

A table of a ``pack.toml`` says what a facet is, how it is read and where it is shown. Reading,
lists, cards, pages, comparison, relatedness, evaluation, exports and documentation follow from it:
to add a facet is to add a table. ``docs/adding-a-facet.md`` tells people what may stand in one.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal, NoReturn

import msgspec

from harvest.errors import ConfigError
from harvest.packs import reading
from harvest.packs.folders import Folders, in_use
from harvest.packs.reading import Pack
from harvest.paths import DB, called
from harvest.vocabularies import Entry, entries

VOCABULARIES = DB / "vocabularies"

LAST = 1_000
"""The place of what has none."""

Kind = Literal["trial", "article"]
Part = Literal[
    "titles",
    "topics",
    "arms",
    "bodies",
    "outcomes",
    "time_frames",
    "eligibility",
    "drugs",
    "controls",
]
Shape = Literal["term", "quantity", "course", "time", "yes_no"]

FORMULA = re.compile(
    r"x(?:\s*(?P<times>[*/])\s*(?P<factor>\d{1,12}(?:\.\d{1,12})?))?"
    r"(?:\s*(?P<plus>[+-])\s*(?P<offset>\d{1,12}(?:\.\d{1,12})?))?"
)
"""How one unit is made of another."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of a description: what it does not know is a mistake."""


class Term(_Table, frozen=True):
    """One term of a vocabulary that stands in the description itself.

    ``terms`` are its synonyms, in the notation of :mod:`harvest.evidence.reading.vocabulary`.
    """

    code: str
    label: str
    terms: tuple[str, ...]


class Unit(_Table, frozen=True):
    """How a quantity's unit is ``spelt``, in the notation of terms, and made the unit ``name``.

    ``formula`` says how: ``x * 1000`` or ``x * 0.0915 + 2.15``. Spelt "" is a number without one.
    Where there are words for what is ``near``, one of them must be, for it to count.
    One that is written ``before`` its number says so.
    """

    name: str
    spelt: tuple[str, ...]
    formula: str = "x"
    near: tuple[str, ...] = ()
    before: bool = False


class Filter(_Table, frozen=True):
    """Narrows lists: the place among the filters of each list that has it.

    ``search`` shows it beside the results of a search, too.
    """

    trials: int | None = None
    articles: int | None = None
    title: str = ""
    search: bool = False

    def place_in(self, kind: Literal["trials", "articles"]) -> int | None:
        """The place among the filters of a list; None where that has it not."""
        return self.trials if kind == "trials" else self.articles


class Card(_Table, frozen=True):
    """Is on the cards of trials: facets of the same ``line`` share one, in their places.

    ``column`` gives the line a column in the list as a table; ``instead_of`` names what of the
    registry's own it makes needless.
    """

    line: str
    place: int = LAST
    column: bool = True
    instead_of: Literal["", "interventions"] = ""


class Column(_Table, frozen=True):
    """Has a place of its own in a table, and there perhaps a title of its own."""

    place: int = LAST
    title: str = ""


class Related(_Table, frozen=True):
    """Relates records that share a value: what a reader is told, and how much it counts.

    ``common`` values relate nothing, as too many records have them.
    """

    phrase: str
    weight: float = 1.0
    common: tuple[str, ...] = ()


class Paper(_Table, frozen=True):
    """Is said of a trial and of its paper: ``compared`` by the query of their differences.

    ``against`` is what the facet is called where a difference speaks against a candidate link.
    """

    compared: bool = False
    against: str = ""


class Gold(_Table, frozen=True):
    """Is measured on a column of ``facets-gold.tsv``; ``target`` is what is asked of it.

    Each of the ``cues`` is the pattern of a review's words, the value that they mean and the
    pattern with which a record speaks of it. Without cues the column holds doses. Values of the
    facets of ``also`` count as found, too; one of ``general`` is met by any more exact one.
    """

    figure: str
    column: str
    target: float
    place: int = LAST
    title: str = ""
    cues: tuple[tuple[str, str, str], ...] = ()
    also: tuple[str, ...] = ()
    general: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Facet(_Table, frozen=True):
    """A facet of a pack.

    Its values are the codes of a ``vocabulary`` (a file of its pack) or of ``term``, or what a
    ``reader`` of :mod:`harvest.evidence.facets.all` makes of the words. Without a reader the terms
    are looked for in ``parts`` of a record, some at a time, until one is found. ``place`` is its
    own on the page of a record and among reasons, ``order`` that in which facets are stored.
    ``concept`` names the concepts of a topic that its terms are names for: interventions (``intr``)
    or conditions (``cond``). What a trial gives is ``given`` by the facet with the lowest number
    that has a value. A ``shape`` other than a term is read by
    :mod:`harvest.evidence.facets.shapes`: of a quantity the ``unit``, what it is a quantity
    ``of``, and between which numbers it is ``plausible``; yes or no by the words that say ``yes``
    and those that say ``no``. ``file`` is that of its pack, ``vocabularies`` are the paths of its
    terms, those that other packs add behind its own.
    """

    name: str
    title: str
    about: str
    vocabulary: str = ""
    term: tuple[Term, ...] = ()
    reader: str = ""
    shape: Shape = "term"
    of: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    unit: tuple[Unit, ...] = ()
    plausible: tuple[float, float] | None = None
    parts: tuple[tuple[Part, ...], ...] = (("titles", "topics", "arms"), ("bodies",))
    kinds: tuple[Kind, ...] = ("trial", "article")
    place: int = LAST
    order: int = LAST
    by_number: bool = False
    concept: Literal["", "intr", "cond"] = ""
    given: int | None = None
    filter: Filter | None = None
    card: Card | None = None
    comparison: Column | None = None
    export: Column | None = None
    related: Related | None = None
    paper: Paper = Paper()
    gold: Gold | None = None
    file: str = ""
    vocabularies: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The name under which its labels are published; "" if it has no vocabulary."""
        return self.vocabulary or (self.name if self.term else "")

    def entries(self) -> list[Entry]:
        """The terms of its vocabulary, a code once, in the order of their places.

        Raises ConfigError naming file, line and what is wrong.
        """
        found: dict[str, Entry] = {
            term.code: Entry(term.code, term.label, place, {"terms": "|".join(term.terms)})
            for place, term in enumerate(self.term, 1)
        }
        for path in self.vocabularies:
            for entry in self._rows(Path(path)):
                known = found.get(entry.code)
                if known is not None:
                    words = "|".join(filter(None, (known.more["terms"], entry.more["terms"])))
                    entry = replace(known, more={**known.more, "terms": words})
                found[entry.code] = entry
        return sorted(found.values(), key=lambda entry: entry.place)

    def _rows(self, path: Path) -> list[Entry]:
        try:
            found = entries(path, "terms")
        except UnicodeDecodeError as error:
            raise ConfigError(f"{called(path)}: is not UTF-8 text; save it as UTF-8") from error
        except ValueError as error:  # which names the file
            raise ConfigError(f"{called(path.parent)}/{error}") from error
        if not found:
            raise ConfigError(f"{called(path)}: has no terms; write a line for each")
        return found

    def wrong(self, key: str, problem: str) -> NoReturn:
        """Raise ConfigError naming its file, the key and the problem."""
        raise _wrong(self.file, self.name, f"{key}: {problem}")


def facets() -> tuple[Facet, ...]:
    """Every facet of the packs in use, in the order of a record's page.

    Raises ConfigError naming the file and what is wrong with it.
    """
    return _facets(in_use())


def names() -> tuple[str, ...]:
    """The names of the facets, in that order."""
    return tuple(facet.name for facet in facets())


def facet(name: str) -> Facet | None:
    """The facet of that name, if a pack in use has it."""
    return _named(in_use()).get(name)


@cache
def _named(folders: Folders) -> Mapping[str, Facet]:
    return {facet.name: facet for facet in _facets(folders)}


@cache
def _facets(folders: Folders) -> tuple[Facet, ...]:
    packs = reading.read(folders)
    found: dict[str, Facet] = {}
    owners: dict[str, Pack] = {}
    for pack in packs:
        for name, given in pack.facets.items():
            if name in found:
                pack.wrong(f"facets.{name}", f"{owners[name].file} has a facet of that name")
            found[name], owners[name] = _read(pack, name, given), pack
    _tell_apart(found.values())
    for pack in packs:
        for name, vocabulary in pack.adds.items():
            if (to := found.get(name)) is None:
                continue  # of a pack that this topic does not use
            if not to.vocabulary:
                pack.wrong(f"adds.{name}", "that facet has no vocabulary to add to")
            path = pack.vocabulary(vocabulary, f"adds.{name}")
            found[name] = msgspec.structs.replace(to, vocabularies=(*to.vocabularies, str(path)))
    return tuple(sorted(found.values(), key=lambda facet: facet.place))  # else as in the files


def _read(pack: Pack, name: str, given: Mapping[str, object]) -> Facet:
    own = {"name": name, "file": pack.file, "vocabularies": []}
    if not _NAME.fullmatch(name):
        raise _wrong(pack.file, name, "is not a name; use small letters, digits and underscores")
    if mistaken := next((key for key in own if key in given), None):
        raise _wrong(pack.file, name, f"{mistaken}: is an unknown key")
    try:
        facet = msgspec.convert({**given, **own}, Facet)
    except msgspec.ValidationError as error:
        raise _wrong(pack.file, name, str(error)) from error
    if facet.vocabulary and facet.term:
        facet.wrong("term", "it has a vocabulary; give one of the two")
    if facet.vocabulary:
        path = pack.vocabulary(facet.vocabulary, f"facets.{name}: vocabulary")
        facet = msgspec.structs.replace(facet, vocabularies=(str(path),))
    codes = {term.code for term in facet.term if term.code and term.label and any(term.terms)}
    if len(codes) < len(facet.term):
        facet.wrong("term", "each needs a code of its own, a label and terms")
    _check_shape(facet)
    _check_values(facet)
    return facet


def _check_values(facet: Facet) -> None:
    """What would mean nothing, or hide the facet without a word."""
    if not facet.kinds:
        facet.wrong("kinds", 'is empty; write ["trial"], ["article"], or leave it out for both')
    if not all([facet.parts, *facet.parts]):
        facet.wrong("parts", 'is empty, or a group in it; write e.g. [["titles"], ["bodies"]]')
    if facet.plausible and not facet.plausible[0] < facet.plausible[1]:
        facet.wrong("plausible", "write the smaller number first")
    if facet.related and not 0 <= facet.related.weight < math.inf:
        facet.wrong("related", f"weight: {facet.related.weight} is not a number from 0 on")


def _check_shape(facet: Facet) -> None:
    """What a shape needs and what it has no use for."""
    if facet.shape == "term":
        if not facet.words and not facet.reader:
            facet.wrong("vocabulary", "is missing; give one, or [[term]], a shape or a reader")
    elif facet.words or facet.reader:
        key = "vocabulary" if facet.vocabulary else "term" if facet.term else "reader"
        facet.wrong(key, f'has no use in the shape "{facet.shape}"; leave it out')
    if facet.shape == "quantity" and not facet.unit:
        facet.wrong("unit", "is missing; give at least one [[unit]] with name and spelt")
    if facet.shape == "yes_no" and not facet.yes:
        facet.wrong("yes", "is missing; list the words that say it")
    for key, shape in (
        ("unit", "quantity"),
        ("of", "quantity"),
        ("plausible", "quantity"),
        ("yes", "yes_no"),
        ("no", "yes_no"),
    ):
        if getattr(facet, key) and facet.shape != shape:
            facet.wrong(key, f'belongs to the shape "{shape}"')
    for unit in facet.unit:
        if not unit.spelt or ("" in unit.spelt and not facet.of):
            facet.wrong(
                "unit", "needs its spellings; a number without a unit needs the key of, too"
            )
        made = FORMULA.fullmatch(unit.formula)
        if made is None or (made["factor"] and not float(made["factor"])):
            facet.wrong(
                "unit",
                f"formula: write x, x * 1000, x / 10 or x * 0.0915 + 2.15, not {unit.formula!r}",
            )


def _tell_apart(found: Iterable[Facet]) -> None:
    """No two lists of words are published under one name."""
    taken = {path.stem: called(path) for path in VOCABULARIES.glob("*.csv")}
    for facet in found:
        if facet.words in taken:
            key = "vocabulary" if facet.vocabulary else "term"
            facet.wrong(key, f"{facet.words} is the name of {taken[facet.words]}; take another")
        if facet.words:
            taken[facet.words] = f"the words of the facet {facet.name}"


def _wrong(file: str, name: str, problem: str) -> ConfigError:
    return ConfigError(f"{file}: facets.{name}: {problem}")
