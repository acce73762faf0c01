"""Whether PubMed answered the question that was asked, judged by how the term is built.

A word that PubMed does not know stands for no paper. Among alternatives it changes nothing; a
whole group of such words, or a phrase that was broken up into its words, makes another question.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<phrase>[^"]*)"|\[(?P<field>[^\]]*)\]|(?P<paren>[()])|(?P<word>[^\s()\[\]"]+)'
)
_WORD = re.compile(r"[^\W_]+\*?")
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_FIELDS = {
    "title/abstract": "tiab",
    "mesh terms": "mh",
    "mesh": "mh",
    "all": "",
    "all fields": "",
    "title": "ti",
    "text word": "tw",
}
_HEADINGS = frozenset({"mh", "mh:noexp", "mesh terms:noexp", "majr", "mesh major topic"})
_PLAIN = frozenset({"", "tiab"})  # fields in which a phrase is broken up into its words


class Atom(NamedTuple):
    """One word or phrase with its field (``""``: none) and, for a nearness search, True."""

    text: str
    field: str
    near: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words as PubMed compares them, a ``*`` kept."""
        return tuple(_WORD.findall(self.text.casefold()))

    @property
    def shown(self) -> str:
        """As a person would name it."""
        return f"{self.text} (MeSH)" if self.field in _HEADINGS else self.text


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts joined by one operator: AND, OR or NOT."""

    operator: str
    parts: tuple["Term", ...]


Term = Atom | Joined


class Verdict(NamedTuple):
    """``not_found``: words without a paper that change nothing. ``problem``: why the answer is to
    another question, None if it is not."""

    not_found: tuple[str, ...]
    problem: str | None


def judged(
    sent: str,
    reported: Sequence[str],
    translation: str | None,
    groups: Sequence[tuple[str, str]] = (),
) -> Verdict:
    """Compare a term with what PubMed reports as not found and with its translation.

    ``groups`` are the concepts of a term that was rendered from concepts, with the text of each;
    a term without them is the operator's own, of which every phrase of several words must be known.
    """
    asked = read(sent)
    if asked is None:
        return Verdict((), _unknown(reported) if reported else None)
    understood = read(translation or "")
    unknown: set[Atom] = set()
    wrong: list[str] = []
    for said in reported:
        meant = [atom for atom in atoms(asked) if _same(atom, said)]
        if meant and all(_whole(atom, asked, understood, rendered=bool(groups)) for atom in meant):
            unknown.update(meant)
        else:
            wrong.append(said)
    if wrong:
        return Verdict((), _unknown(wrong))
    for concept, text in groups:
        group = read(text)
        if group is not None and _empty(group, unknown):
            return Verdict((), without_hits(concept, text))
    emptied = [asked] if _empty(asked, unknown) else list(_emptied(asked, unknown))
    if emptied:
        return Verdict((), _unknown(sorted({a.shown for part in emptied for a in atoms(part)})))
    problem = _otherwise(groups, unknown, understood) if groups and understood else None
    return Verdict(tuple(dict.fromkeys(a.shown for a in atoms(asked) if a in unknown)), problem)


def without_hits(concept: str, text: str) -> str:
    """What to say of a concept of which no paper has a single word."""
    group = read(text)
    words = [atom.shown for atom in atoms(group)] if group is not None else []
    named = ", ".join(words[:5]) + (f" and {len(words) - 5} more" if len(words) > 5 else "")
    return (
        f"PubMed has no paper for concept {concept}: it finds none of its words ({named}); correct "
        f"[topic.concepts.{concept}], nothing of the search was imported"
    )


def read(text: str) -> Term | None:
    """A term as a tree; None if it can't be read, or is empty."""
    tokens = [(str(m.lastgroup), m[str(m.lastgroup)]) for m in _TOKEN.finditer(text)]
    try:
        term, rest = _expression(tokens)
    except (IndexError, RecursionError, ValueError):
        return None
    return None if rest else term


def atoms(term: Term) -> Iterator[Atom]:
    """The words and phrases of a term, in order."""
    if isinstance(term, Atom):
        yield term
    else:
        for part in term.parts:
            yield from atoms(part)


_Tokens = list[tuple[str, str]]


def _expression(tokens: _Tokens) -> tuple[Term, _Tokens]:
    """Operators have one rank and are worked from left to right; AND may be left out."""
    term, tokens = _operand(tokens)
    while tokens and tokens[0] != ("paren", ")"):
        operator = "AND"
        if tokens[0][0] == "word" and tokens[0][1] in _OPERATORS:
            operator, tokens = tokens[0][1], tokens[1:]
        other, tokens = _operand(tokens)
        if isinstance(term, Joined) and term.operator == operator:
            term = Joined(operator, (*term.parts, other))
        else:
            term = Joined(operator, (term, other))
    return term, tokens


def _operand(tokens: _Tokens) -> tuple[Term, _Tokens]:
    kind, text = tokens[0]
    if (kind, text) == ("paren", "("):
        term, rest = _expression(tokens[1:])
        if rest[0] != ("paren", ")"):
            raise ValueError("a bracket is left open")
        return term, rest[1:]
    if kind in ("field", "paren") or text in _OPERATORS:
        raise ValueError("nothing to work on")
    tokens = tokens[1:]
    if kind == "word":  # words side by side share the field behind the last of them
        while tokens and tokens[0][0] == "word" and tokens[0][1] not in _OPERATORS:
            text, tokens = f"{text} {tokens[0][1]}", tokens[1:]
    if tokens and tokens[0][0] == "field":
        return _atom(text, tokens[0][1]), tokens[1:]
    return Atom(text, ""), tokens


def _atom(text: str, tag: str) -> Atom:
    name, tilde, _distance = tag.strip().casefold().partition(":~")
    return Atom(text, _FIELDS.get(name.strip(), name.strip()), bool(tilde))


def _same(atom: Atom, said: str) -> bool:
    """Whether PubMed means this one; it names the field in its own way, or not at all."""
    named = read(said)
    if not isinstance(named, Atom):
        return False
    return named.words == atom.words and named.field in ("", atom.field)


def _whole(atom: Atom, asked: Term, understood: Term | None, *, rendered: bool) -> bool:
    """Whether an unknown word or phrase stands for no paper, rather than for its single words."""
    if len(atom.words) < 2 or atom.near:
        return True
    if not rendered:
        return False
    if atom.field in _HEADINGS:
        return True
    if understood is None:
        return False
    known = {each.words for each in atoms(asked)}
    return all(e.words in known for e in atoms(understood) if e.field in _PLAIN)


def _empty(term: Term, unknown: set[Atom]) -> bool:
    """Whether no paper can match, as far as the unknown words tell."""
    if isinstance(term, Atom):
        return term in unknown
    if term.operator == "NOT":
        return _empty(term.parts[0], unknown)
    return (all if term.operator == "OR" else any)(_empty(part, unknown) for part in term.parts)


def _emptied(term: Term, unknown: set[Atom]) -> Iterator[Term]:
    """The parts that a search must have, or must not have, and that are empty."""
    if isinstance(term, Joined):
        for part in term.parts:
            yield from _emptied(part, unknown)
            if term.operator != "OR" and _empty(part, unknown):
                yield part


def _otherwise(
    groups: Sequence[tuple[str, str]], unknown: set[Atom], understood: Term
) -> str | None:
    """What the translation lost: a field, a whole concept, or the AND between two of them."""
    held: dict[str, set[tuple[str, ...]]] = {}
    sent: set[str] = set()
    for concept, text in groups:
        group = read(text)
        if group is not None:
            sent.update(word for atom in atoms(group) for word in atom.words)
            held[concept] = {a.words for a in atoms(group) if a.field == "tiab"} - {
                a.words for a in unknown
            }
    for atom in atoms(understood):  # signs of a range, spelt in PubMed's way, are no words of ours
        if not atom.field and atom.words and sent.issuperset(atom.words):
            return (
                f"PubMed searched for {atom.text} in all fields, which was not requested; "
                "nothing was imported"
            )
    shared = {w for one in held for w in held[one] if any(w in held[o] for o in held if o != one)}
    own = {concept: words - shared for concept, words in held.items() if words - shared}
    for concept, words in own.items():
        if all(atom.words not in words for atom in atoms(understood)):
            return (
                f"PubMed left out concept {concept} and ran a different query without it; "
                "nothing was imported"
            )
    if _parted(understood, own):
        return (
            f"PubMed took the concepts {', '.join(own)} as alternatives, not together; "
            "nothing was imported"
        )
    return None


def _parted(term: Term, groups: dict[str, set[tuple[str, ...]]]) -> bool:
    """Whether an OR stands between words of different groups."""
    if isinstance(term, Atom):
        return False
    if term.operator == "OR":
        all_held = _held(term, groups)
        if any(_held(part, groups) not in (all_held, frozenset()) for part in term.parts):
            return True
    return any(_parted(part, groups) for part in term.parts)


def _held(term: Term, groups: dict[str, set[tuple[str, ...]]]) -> frozenset[str]:
    found = {atom.words for atom in atoms(term)}
    return frozenset(concept for concept, words in groups.items() if not words.isdisjoint(found))


def _unknown(said: Iterable[str]) -> str:
    return (
        f"PubMed does not know {', '.join(sorted(said))} and ran a different query without it; "
        "correct the search (harvest strategy shows it), nothing of it was imported"
    )
