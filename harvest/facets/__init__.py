"""Facets: what is extracted from the texts of records, described in one file each.

A file of ``db/facets`` says what a facet is, how it is read and where it is shown. Reading, lists,
cards, pages, comparison, relatedness, evaluation, exports and documentation follow from it: to add
a facet is to add a file. ``docs/facets.md`` tells people what may stand in one.
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal, NoReturn

import msgspec

from harvest.errors import ConfigError
from harvest.paths import DB
from harvest.vocabularies import Entry, entries

FOLDER = DB / "facets"
VOCABULARIES = DB / "vocabularies"

LAST = 1_000
"""The place of what has none."""

Kind = Literal["trial", "article"]
Part = Literal["titles", "topics", "arms", "bodies", "outcomes", "eligibility"]

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
    """A facet, named as its file.

    Its values are the codes of a ``vocabulary`` (a file of ``db/vocabularies``) or of ``term``, or
    what a ``reader`` of :mod:`harvest.evidence.facets.all` makes of the words. Without a reader the
    terms are looked for in ``parts`` of a record, some at a time, until one is found. ``place`` is
    its own on the page of a record and among reasons, ``order`` that in which facets are stored.
    ``concept`` names the concepts of a topic that its terms are names for: interventions (``intr``)
    or conditions (``cond``).
    """

    name: str
    title: str
    about: str
    vocabulary: str = ""
    term: tuple[Term, ...] = ()
    reader: str = ""
    parts: tuple[tuple[Part, ...], ...] = (("titles", "topics", "arms"), ("bodies",))
    kinds: tuple[Kind, ...] = ("trial", "article")
    place: int = LAST
    order: int = LAST
    by_number: bool = False
    concept: Literal["", "intr", "cond"] = ""
    filter: Filter | None = None
    card: Card | None = None
    comparison: Column | None = None
    export: Column | None = None
    related: Related | None = None
    paper: Paper = Paper()
    gold: Gold | None = None

    @property
    def words(self) -> str:
        """The name under which its labels are published; "" if it has no vocabulary."""
        return self.vocabulary or (self.name if self.term else "")

    def entries(self) -> list[Entry]:
        """The terms of its vocabulary. Raises ValueError naming file, line and what is wrong."""
        if self.vocabulary:
            return entries(VOCABULARIES / f"{self.vocabulary}.csv", "terms")
        return [
            Entry(term.code, term.label, place, {"terms": "|".join(term.terms)})
            for place, term in enumerate(self.term, 1)
        ]

    def wrong(self, key: str, problem: str) -> NoReturn:
        """Raise ConfigError naming its file, the key and the problem."""
        raise _wrong(self.name, f"{key}: {problem}")


def facets(folder: Path | None = None) -> tuple[Facet, ...]:
    """Every facet of ``folder`` (default ``db/facets``), in the order of a record's page.

    Raises ConfigError naming the file and what is wrong with it.
    """
    return _facets(folder or FOLDER)


def names() -> tuple[str, ...]:
    """The names of the facets, in that order."""
    return tuple(facet.name for facet in facets())


@cache
def _facets(folder: Path) -> tuple[Facet, ...]:
    found = [_read(path) for path in folder.glob("*.toml")]
    return tuple(sorted(found, key=lambda facet: (facet.place, facet.name)))


def _read(path: Path) -> Facet:
    try:
        given = msgspec.toml.decode(path.read_bytes(), type=dict[str, object])
        facet = msgspec.convert(given | {"name": path.stem}, Facet)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _wrong(path.stem, str(error)) from error
    if not _NAME.fullmatch(path.stem) or "name" in given:
        raise _wrong(path.stem, "name: is that of the file: small letters, digits, underscores")
    if facet.vocabulary and facet.term:
        facet.wrong("term", "it has a vocabulary; give one of the two")
    if facet.vocabulary and not (VOCABULARIES / f"{facet.vocabulary}.csv").is_file():
        facet.wrong("vocabulary", f"db/vocabularies has no {facet.vocabulary}.csv")
    if facet.term and (VOCABULARIES / f"{facet.name}.csv").is_file():
        facet.wrong("term", f"db/vocabularies has a {facet.name}.csv; name it as vocabulary")
    codes = {term.code for term in facet.term if term.code and term.label and any(term.terms)}
    if len(codes) < len(facet.term):
        facet.wrong("term", "each needs a code of its own, a label and terms")
    if not facet.words and not facet.reader:
        facet.wrong("vocabulary", "is missing; give one, or [[term]], or a reader")
    return facet


def _wrong(name: str, problem: str) -> ConfigError:
    return ConfigError(f"db/facets/{name}.toml: {problem}")
