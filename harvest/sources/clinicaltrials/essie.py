"""Searches in the language of ClinicalTrials.gov (Essie): lists of alternatives, each to be met.

Pure: the same words give the same strings, and nothing is added on the way to the registry.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from harvest.config import Area
from harvest.strategy import Strategy

_KEYWORD = re.compile(
    r"AND|OR|NOT|SEARCH|AREA|RANGE|DISTANCE|COVERAGE|EXPANSION|TILT|ALL|MISSING|MIN|MAX|TRUE|FALSE",
    re.IGNORECASE,
)
_TEXT = ("BriefSummary", "DetailedDescription")
"""What a study says of itself in sentences. Its criteria are none: they name above all who is left
out, and a search in any field brings fifty such trials for one that is on topic."""
_HYPHENS = re.compile(r"[\s\-\u2010-\u2015]+")


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Words of which any will do, as they are written in a query, and the field they stand in."""

    area: Area
    terms: tuple[str, ...]

    @property
    def parameter(self) -> str:
        """The query's parameter that it belongs to."""
        return "query.term" if self.area == "text" else f"query.{self.area}"

    @property
    def written(self) -> int:
        """How many words and phrases it puts into the query."""
        return len(self.terms) * (len(_TEXT) if self.area == "text" else 1)

    def __str__(self) -> str:
        words = " OR ".join(self.terms)
        if self.area != "text":
            return words
        return " OR ".join(f"AREA[{piece}]({words})" for piece in _TEXT)


@dataclass(frozen=True, slots=True)
class Expression:
    """Lists that must all be met; none of them is empty."""

    lists: tuple[Alternatives, ...]

    @property
    def params(self) -> tuple[tuple[str, str], ...]:
        """The query's parameters, a field each."""
        params = []
        for name in dict.fromkeys(each.parameter for each in self.lists):
            here = [each for each in self.lists if each.parameter == name]
            text = str(here[0]) if len(here) == 1 else " AND ".join(f"({each})" for each in here)
            params.append((name, text))
        return tuple(params)

    @property
    def alternatives(self) -> int:
        """How many words and phrases it holds."""
        return sum(each.written for each in self.lists)

    def halves(self) -> tuple["Expression", "Expression"] | None:
        """Two expressions that together find what this one finds: its longest list is cut in two.

        None where every list holds one word.
        """
        several = [each for each in self.lists if len(each.terms) > 1]
        if not several:
            return None
        longest = max(several, key=lambda each: each.written)
        place, middle = self.lists.index(longest), (len(longest.terms) + 1) // 2
        first, second = (
            replace(
                self,
                lists=(
                    *self.lists[:place],
                    replace(longest, terms=terms),
                    *self.lists[place + 1 :],
                ),
            )
            for terms in (longest.terms[:middle], longest.terms[middle:])
        )
        return first, second


def sent(params: Iterable[tuple[str, str]]) -> str:
    """A query's parameters as one readable line."""
    return " & ".join(f"{name}={value}" for name, value in params)


def essie_term(text: str) -> str:
    """A word or phrase in Essie, whose operators, brackets and quotes it can't bring into play."""
    if re.fullmatch(r"[^\W\d_]+", text) and not _KEYWORD.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def unescaped(term: str) -> str:
    """The word or phrase of which :func:`essie_term` made a term."""
    inside = term[1:-1] if term.startswith('"') else term
    return re.sub(r"\\(.)", r"\1", inside)


def different(words: Iterable[str]) -> list[str]:
    """The words without those that the registry takes for one given before them, in order.

    It reads over case, the plural, and a hyphen in place of a blank; each alternative that it
    expands with its synonyms brings a query nearer to being too complicated.
    """
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(" ".join(map(singular, _HYPHENS.split(word.strip()))), word)
    return list(found.values())


def singular(word: str) -> str:
    """A word in lower case without the usual endings of the plural; ``AIDS`` is none."""
    small = word.lower()
    if len(word) < 4 or not word.endswith("s") or small.endswith(("ss", "us", "is", "'s", "’s")):
        return small
    if small.endswith("ies"):
        return small[:-3] + "y"
    return small[:-2] if small.endswith(("sses", "xes", "ches", "shes")) else small[:-1]


def expression_of(strategy: Strategy) -> Expression | None:
    """The lists of words that a search was rendered from; None for a text of the operator's."""
    return strategy.own if isinstance(strategy.own, Expression) else None
