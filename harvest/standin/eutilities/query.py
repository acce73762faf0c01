"""PubMed's search language: tags, phrases, nearness, ranges, headings that take in what is below.

Operators (AND, OR, NOT, in capitals) have one rank and are worked from left to right; words side by
side are joined by AND. Known is what the records hold, and the vocabulary's headings. What is not
known is reported and missing from the translation; a quoted phrase is then broken up into its
words, a search by nearness is not, and nothing is reported of it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce

from harvest.standin.corpora.citations import CitationIndex
from harvest.standin.corpora.fulltext import words

FIELDS = {
    "tiab": "Title/Abstract",
    "ti": "Title",
    "ab": "Abstract",
    "ot": "Other Term",
    "tw": "Text Word",
    "all": "All Fields",
    "mh": "MeSH Terms",
    "mh:noexp": "MeSH Terms:noexp",
    "majr": "MeSH Major Topic",
    "pt": "Publication Type",
    "au": "Author",
    "la": "Language",
    "ta": "Journal",
    "si": "Secondary Source ID",
    "aid": "Article Identifier",
    "sb": "Filter",
    "uid": "UID",
    "pdat": "Date - Publication",
    "edat": "Date - Entry",
    "crdt": "Date - Create",
    "mdat": "Date - Modification",
    "mhda": "Date - MeSH",
}
_SPELLINGS = {
    "mesh": "mh",
    "mesh:noexp": "mh:noexp",
    "dp": "pdat",
    "lr": "mdat",
    "pmid": "uid",
    "lang": "la",
    "ptyp": "pt",
    "auth": "au",
    "jour": "ta",
    "filter": "sb",
    "subset": "sb",
    "doi": "aid",
    "text": "tw",
    "pubmed": "sb",
    **{full.lower(): tag for tag, full in FIELDS.items()},
}
_DATES = frozenset({"pdat", "edat", "crdt", "mdat", "mhda"})
_EXACT = frozenset({"pt", "la", "ta", "si", "aid", "sb", "au"})

_TOKEN = re.compile(
    r'"(?P<string>[^"]*)"|(?P<lone>")|\[(?P<tag>[^\]]*)\]|(?P<paren>[()])|(?P<word>[^\s()\[\]"]+)'
)


class QueryError(Exception):
    """The term can't be read at all; the text is what the ERROR element says."""


@dataclass(slots=True)
class Answer:
    """What a term found, how it was understood, and what PubMed would warn of."""

    found: set[int] = field(default_factory=set)
    translation: str = ""
    mapped: list[tuple[str, str]] = field(default_factory=list)  # TranslationSet: from, to
    phrases_not_found: list[str] = field(default_factory=list)
    fields_not_found: list[str] = field(default_factory=list)
    quoted_not_found: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


History = Callable[[int], set[int] | None]
"""The set of a history number (``#1``), or None if there is none."""


def search(term: str, index: CitationIndex, history: History = lambda _: None) -> Answer:
    """Search; raises QueryError on unbalanced parentheses or an unknown history number."""
    reader = _Reader(term, index, history)
    return reader.whole()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


class _Reader:
    def __init__(self, term: str, index: CitationIndex, history: History) -> None:
        self._index = index
        self._history = history
        self._term = " ".join(term.split())
        self._tokens = [
            _Token(str(match.lastgroup), match[str(match.lastgroup)])
            for match in _TOKEN.finditer(term)
        ]
        self._at = 0
        self._answer = Answer()
        if any(token.kind == "lone" for token in self._tokens):
            self._tokens = [token for token in self._tokens if token.kind != "lone"]
            self._answer.messages.append("Unmatched double quote ignored.")

    def whole(self) -> Answer:
        if self._tokens:
            found, said = self._expression()
            self._answer.found = found
            self._answer.translation = said or self._term  # of nothing known it is the term itself
        if self._at < len(self._tokens):
            raise QueryError("Search Backend failed: unbalanced parentheses in the query")
        if not self._answer.found:
            self._answer.messages.append("No items found.")
        return self._answer

    def _peek(self) -> _Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else _Token("end", "")

    def _expression(self) -> tuple[set[int], str]:
        found, said = self._operand()
        while self._peek().kind != "end" and self._peek() != _Token("paren", ")"):
            operator = "AND"
            if self._peek().kind == "word" and self._peek().text in ("AND", "OR", "NOT"):
                operator = self._peek().text
                self._at += 1
            other, other_said = self._operand()
            said = f" {operator} ".join(filter(None, (said, other_said)))
            if operator == "AND":
                found = found & other
            elif operator == "OR":
                found = found | other
            else:
                found = found - other
        return found, said

    def _operand(self) -> tuple[set[int], str]:
        token = self._peek()
        if token == _Token("paren", "("):
            self._at += 1
            found, said = self._expression()
            if self._peek() != _Token("paren", ")"):
                raise QueryError("Search Backend failed: unbalanced parentheses in the query")
            self._at += 1
            return found, f"({said})" if said else ""
        if token.kind == "string":
            self._at += 1
            return self._tagged(token.text, quoted=True)
        if token.kind == "word":
            return self._tagged(self._plain_words(), quoted=False)
        raise QueryError("Search Backend failed: an operator or bracket has nothing to work on")

    def _plain_words(self) -> str:
        taken = []
        while self._peek().kind == "word" and self._peek().text not in ("AND", "OR", "NOT"):
            taken.append(self._peek().text)
            self._at += 1
        if not taken:
            raise QueryError("Search Backend failed: an operator has nothing to work on")
        return " ".join(taken)

    def _tag(self) -> str | None:
        if self._peek().kind != "tag":
            return None
        self._at += 1
        return self._tokens[self._at - 1].text.strip()

    def _tagged(self, text: str, *, quoted: bool) -> tuple[set[int], str]:
        tag = self._tag()
        # "2020/01/01"[dp] : "3000"[dp], the form of the website
        if self._peek() == _Token("word", ":"):
            self._at += 1
            high = self._peek().text
            self._at += 1
            tag = self._tag() or tag
            return self._range(text, high, tag or "")
        if tag is None:
            return self._untagged(text, quoted=quoted)
        name, distance = _field(tag)
        if name is None:
            self._answer.fields_not_found.append(tag)
            return self._untagged(text, quoted=quoted)
        if ":" in text and (name in _DATES or name == "uid"):
            low, _, high = text.partition(":")
            return self._range(low, high, tag)
        if name in _DATES or name == "uid":
            return self._range(text, text, tag)
        sent = f'"{text}"[{tag}]' if quoted else f"{text}[{tag}]"
        return self._in_field(text, name, distance, sent, quoted=quoted)

    def _range(self, low: str, high: str, tag: str) -> tuple[set[int], str]:
        name, _ = _field(tag)
        low, high = low.strip('" '), high.strip('" ')
        if name == "uid":
            if not (low.isdigit() and high.isdigit()):
                raise QueryError("Search Backend failed: a UID is a number")
            said = f"{low}:{high}[UID]" if low != high else f"{low}[UID]"
            return self._index.uids(int(low), int(high)), said
        if name not in _DATES:
            self._answer.fields_not_found.append(tag)
            return set(), ""
        first, last = lowest(low), highest(high)
        found = self._index.between(name, first, last)
        return found, f"{first}:{last}[{FIELDS[name]}]"

    def _in_field(
        self, text: str, name: str, distance: int | None, sent: str, *, quoted: bool
    ) -> tuple[set[int], str]:
        said = f'"{text}"[{FIELDS[name]}]'
        if name in ("mh", "mh:noexp", "majr"):
            if self._index.headings.find(text.partition("/")[0]) is None:
                return self._unknown(sent, quoted=quoted)
            return self._heading(text, name), said
        if name in _EXACT:
            found = self._exact(text, name)
            return (found, said) if found else self._unknown(sent, quoted=quoted)
        if distance is not None:
            said = f'"{text}"[{FIELDS[name]}:~{distance}]'
            return self._index.texts[_texts(name)].near(words(text), distance), said
        return self._in_texts(text, name, sent, quoted=quoted)

    def _unknown(self, sent: str, *, quoted: bool) -> tuple[set[int], str]:
        """What is not in the index: no paper, no part of the translation, but a word about it."""
        if quoted:
            self._answer.quoted_not_found.append(sent)
        else:
            self._answer.phrases_not_found.append(sent)
        return set(), ""

    def _heading(self, text: str, name: str) -> set[int]:
        heading, _, qualifier = text.partition("/")
        descriptor = self._index.headings.find(heading)
        if descriptor is None:
            return set()
        exploded = {descriptor.ui} if name == "mh:noexp" else self._index.headings.below(descriptor)
        tag = "majr" if name == "majr" else "mh"
        suffix = f"/{qualifier.lower()}" if qualifier else ""
        return set().union(*(self._index.tagged(tag, f"{ui}{suffix}") for ui in exploded))

    def _exact(self, text: str, name: str) -> set[int]:
        value = " ".join(words(text)) if name in ("ta", "au") else text.lower().strip()
        if value.endswith("*"):
            return self._index.beginning(name, value.rstrip("*"))
        if name == "au" and " " not in value:
            return self._index.tagged(name, value) | self._index.beginning(name, f"{value} ")
        return self._index.tagged(name, value)

    def _in_texts(self, text: str, name: str, sent: str, *, quoted: bool) -> tuple[set[int], str]:
        texts = self._index.texts[_texts(name)]
        cut = text.rstrip().endswith("*")
        phrase = words(text)
        said = f'"{text}"[{FIELDS[name]}]'
        if found := texts.phrase(phrase, beginning=cut):
            return found, said
        if quoted or len(phrase) < 2:
            self._unknown(sent, quoted=quoted)
        single = {word: texts.phrase([word]) for word in phrase}
        if cut or len(phrase) < 2 or not all(single.values()):
            return set(), ""
        said = " AND ".join(f'"{word}"[{FIELDS[name]}]' for word in phrase)
        return reduce(set.__and__, single.values()), f"({said})"

    def _untagged(self, text: str, *, quoted: bool) -> tuple[set[int], str]:
        if text.startswith("#") and text[1:].isdigit():
            held = self._history(int(text[1:]))
            if held is None:
                raise QueryError(f"Unable to obtain query {text}")
            return held, text
        if quoted:
            return self._in_field(text, "all", None, f'"{text}"', quoted=True)
        parts = [text] if self._index.headings.find(text) else text.split()
        results = [self._mapped(part) for part in parts]
        found = reduce(set.__and__, (result for result, _ in results))
        return found, " AND ".join(said for _, said in results if said)

    def _mapped(self, text: str) -> tuple[set[int], str]:
        """Automatic term mapping of one unquoted word or heading."""
        descriptor = self._index.headings.find(text)
        if descriptor is None:
            # An unquoted word is reported in quotes, as PubMed does.
            return self._in_texts(text, "all", f'"{text}"', quoted=True)
        found = self._index.texts["all"].phrase(words(text))
        headed = self._heading(descriptor.name, "mh")
        said = f'("{descriptor.name.lower()}"[MeSH Terms] OR "{text}"[All Fields])'
        self._answer.mapped.append((text, said[1:-1]))
        return found | headed, said


def _field(tag: str) -> tuple[str | None, int | None]:
    """The field that a tag names and its nearness: ``tiab:~3`` → (tiab, 3)."""
    name, tilde, distance = tag.lower().partition(":~")
    name = re.sub(r"\s*:\s*", ":", name.strip())
    name = _SPELLINGS.get(name, name)
    if name not in FIELDS or (tilde and not distance.isdigit()):
        return None, None
    return name, int(distance) if tilde else None


def _texts(name: str) -> str:
    return "all" if name == "tw" else name


def lowest(date: str) -> str:
    """The first day that a date of PubMed's form can mean: ``2020/02`` → ``2020/02/01``."""
    return _full(date, "01", "01")


def highest(date: str) -> str:
    """The last day that a date of PubMed's form can mean: ``2020`` → ``2020/12/31``."""
    return _full(date, "12", "31")


def _full(date: str, month: str, day: str) -> str:
    parts = [part for part in re.split(r"[/-]", date.strip('" ')) if part]
    if not parts or not all(part.isdigit() for part in parts) or len(parts) > 3:
        raise QueryError("Search Backend failed: a date has the form YYYY/MM/DD")
    year, *rest = parts
    given = [part.zfill(2) for part in rest]
    return "/".join((year.zfill(4), *given, *(month, day)[len(given) :]))
