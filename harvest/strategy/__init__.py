"""The search strategy: one list of concepts, rendered into each service's own query language.

What is rendered here is what is sent, kept in the ledger and reported; nothing is added on the way.
``render`` is pure: the same configuration gives the same strings.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from harvest.config import Area, Concept, Config, Search
from harvest.strategy.essie import Alternatives, Expression, different, essie_term
from harvest.strategy.essie import sent as one_line

LONGEST_ADDRESS = 6_000
"""Characters of an encoded ClinicalTrials.gov query that surely fit: it answers GET only, and an
address that is too long gets a 414."""

_QUOTED = re.compile(r'"[^"]*"')
_LOWER_OPERATOR = re.compile(r"(?<![\w-])(and|or|not)(?![\w-])")
_PHRASE = re.compile(r'"([^"]+)"\s*(?:\[([^\]]*)\])?')
_WORD = re.compile(r"[^\W_]+")
_BROKEN_UP_IN = frozenset(
    ("", "tiab", "title/abstract", "ti", "title", "tw", "text word", "all", "all fields")
)


@dataclass(frozen=True, slots=True)
class Strategy:
    """What one search asks of one source.

    ``params`` are the query parameters, ``sent`` the same as one readable line, ``warnings`` what
    the service would misunderstand; ``expression`` are ClinicalTrials.gov's lists of words, None
    for a text that the operator wrote, and ``groups`` PubMed's concepts with the text of each, none
    for such a text.
    """

    search: str
    source: str
    sent: str
    params: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    expression: Expression | None = None
    groups: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a concept alone, as each source would be asked for it; "" for all of them.

    ``asked`` leaves out a source to which the word is not sent. The strategies belong to no search.
    """

    concept: str
    text: str
    asked: Mapping[str, Strategy]
    heading: bool = False
    """The name of a MeSH descriptor"""


def render(config: Config) -> tuple[Strategy, ...]:
    """What each search asks of each source that is configured, enabled and searched by words."""
    found: list[Strategy] = []
    for search in config.searches:
        for source, renderer in _RENDERERS.items():
            section = config.sources.get(source)
            if section is None or not section.enabled:
                continue
            strategy = renderer(search, _concepts(config, search))
            if strategy is None or (search.look_in and _is_asked(strategy, found)):
                continue
            found.append(strategy)
    return tuple(found)


def _is_asked(strategy: Strategy, others: Iterable[Strategy]) -> bool:
    """Whether another search asks the source the same: only ClinicalTrials.gov looks elsewhere."""
    asked = (strategy.source, strategy.params)
    return any((other.source, other.params) == asked for other in others)


def words(config: Config) -> tuple[Word, ...]:
    """Of each concept that a search asks for all words together, then each by itself."""
    on = [name for name in _RENDERERS if name in config.sources and config.sources[name].enabled]
    used = {name for search in config.searches for name in search.all}
    found: list[Word] = []
    for concept in config.topic.concepts:
        if concept.name in used:
            found += _words(concept)
    return tuple(
        replace(word, asked={name: word.asked[name] for name in on if name in word.asked})
        for word in found
    )


def _words(concept: Concept) -> Iterator[Word]:
    trials = _essie_terms(concept, [])
    whole = {"pubmed": _alone("pubmed", _pubmed_group(concept), concept)}
    if trials:
        whole["clinicaltrials"] = _essie_alone(concept, trials)
    yield Word(concept.name, "", whole)
    sent = set(trials)
    terms = [(text, pubmed_term(text), False) for text in _distinct(concept.terms)]
    trials_only = [(text, "", False) for text in _distinct(concept.clinicaltrials_terms)]
    headings = [(name, _heading(name), True) for name in _distinct(concept.mesh)]
    for text, papers, heading in terms + trials_only + headings:
        asked = {"pubmed": _alone("pubmed", papers, concept)} if papers else {}
        if (term := essie_term(text)) in sent:
            sent.remove(term)
            asked["clinicaltrials"] = _essie_alone(concept, (term,))
        yield Word(concept.name, text, asked, heading)


def _alone(source: str, term: str, concept: Concept) -> Strategy:
    return Strategy("", source, term, (("term", term),), (), groups=((concept.name, term),))


def _essie_alone(concept: Concept, terms: tuple[str, ...]) -> Strategy:
    expression = Expression((Alternatives(concept.clinicaltrials, terms),))
    params = expression.params
    return Strategy("", "clinicaltrials", one_line(params), params, (), expression)


def unused_concepts(config: Config) -> tuple[str, ...]:
    """Names of the concepts that no search asks for: most likely forgotten."""
    used = {name for search in config.searches for name in search.all}
    return tuple(c.name for c in config.topic.concepts if c.name not in used)


def _concepts(config: Config, search: Search) -> tuple[Concept, ...]:
    concepts = (config.topic.concept(name) for name in search.all)
    return tuple(
        replace(concept, clinicaltrials=search.look_in.get(concept.name, concept.clinicaltrials))
        for concept in concepts
    )


# --- ClinicalTrials.gov ---


def _clinicaltrials(search: Search, concepts: tuple[Concept, ...]) -> Strategy | None:
    warnings: list[str] = []
    expression: Expression | None = None
    if search.clinicaltrials:
        params: tuple[tuple[str, str], ...] = (("query.term", search.clinicaltrials),)
        warnings += _syntax_warnings(search.clinicaltrials)
    elif concepts:
        areas: tuple[Area, ...] = ("cond", "intr", "text", "term")
        asked = [
            Alternatives(area, terms)
            for area in areas
            for concept in concepts
            if concept.clinicaltrials == area and (terms := _essie_terms(concept, warnings))
        ]
        expression = Expression(tuple(asked))
        params = expression.params
    else:
        return None
    length = len(urlencode(params))
    if length > LONGEST_ADDRESS:
        warnings.append(
            f"makes an address of {length:,} characters, more than the {LONGEST_ADDRESS:,} that "
            "surely get through; shorten the lists or split the search in two"
        )
    sent = one_line(params)
    return Strategy(search.name, "clinicaltrials", sent, params, tuple(warnings), expression)


def _essie_terms(concept: Concept, warnings: list[str]) -> tuple[str, ...]:
    """A concept's words, MeSH names among them, each once; empty if there are none."""
    words = _distinct((*concept.terms, *concept.clinicaltrials_terms, *concept.mesh))
    cut = [word for word in words if "*" in word]
    if cut:
        warnings.append(
            f"{', '.join(cut)}: left out, as ClinicalTrials.gov knows no truncation; it finds word "
            "forms by itself, so list one whole word too"
        )
    whole = [word for word in words if word not in cut]
    if not whole:
        warnings.append(f"{concept.name}: no words are left for ClinicalTrials.gov; add whole ones")
    return tuple(essie_term(word) for word in different(whole))


# --- PubMed ---


def _pubmed(search: Search, concepts: tuple[Concept, ...]) -> Strategy | None:
    warnings: list[str] = []
    groups: list[tuple[str, str]] = []
    if search.pubmed:
        term = search.pubmed
        warnings += _syntax_warnings(term)
        warnings += _phrase_warnings(term)
    elif concepts:
        groups = [(concept.name, _pubmed_group(concept)) for concept in concepts]
        term = _joined([text for _, text in groups], " AND ")
    else:
        return None
    warnings += _truncation_warnings(term)
    return Strategy(
        search.name, "pubmed", term, (("term", term),), tuple(warnings), groups=tuple(groups)
    )


def _pubmed_group(concept: Concept) -> str:
    free = (pubmed_term(term) for term in _distinct(concept.terms))
    headings = (_heading(name) for name in _distinct(concept.mesh))
    return " OR ".join((*free, *headings))


def _heading(name: str) -> str:
    return f'"{_unmarked(name)}"[MeSH Terms]'


def pubmed_term(text: str) -> str:
    """A word or phrase looked for in title, abstract and keywords as it stands.

    A quoted phrase that is missing from PubMed's phrase index would silently be broken up into its
    words and answer a broader question; a proximity search of distance 0 is not. Truncation does
    not go with proximity, so a truncated phrase stays a plain one.
    """
    plain = _unmarked(text)
    several = len(_WORD.findall(plain)) > 1
    return f'"{plain}"[tiab:~0]' if several and "*" not in plain else f'"{plain}"[tiab]'


def _unmarked(text: str) -> str:
    """The text without the marks that PubMed would read as syntax; it has no way to escape them."""
    return " ".join(re.sub(r'["\[\]]', " ", text).split())


def _phrase_warnings(term: str) -> Iterator[str]:
    for phrase, tag in _PHRASE.findall(term):
        if tag.strip().lower() in _BROKEN_UP_IN and len(phrase.split()) > 1 and "*" not in phrase:
            yield (
                f'"{phrase}": broken up into its words if it is missing from the phrase index; '
                f'write "{phrase}"[tiab:~0]'
            )


def _truncation_warnings(term: str) -> Iterator[str]:
    for word in re.findall(r"[^\s\"()\[\]]*\*", term):
        if len(word) <= 4:
            yield f"{word}: PubMed wants at least four letters before the *; write more of the word"


# --- both ---

_Renderer = Callable[[Search, tuple[Concept, ...]], Strategy | None]
_RENDERERS: Mapping[str, _Renderer] = {"clinicaltrials": _clinicaltrials, "pubmed": _pubmed}


def _syntax_warnings(text: str) -> Iterator[str]:
    """What is wrong with a search text in both languages: pairs left open, operators unread."""
    if len(re.findall(r'(?<!\\)"', text)) % 2:
        yield 'a double quote (") is left open; close it'
        return  # what stands inside quotes is unsure, so the rest would be guesswork
    bare = _QUOTED.sub(" ", text.replace('\\"', " "))
    for opening, closing in ("()", "[]"):
        if not _balanced(bare, opening, closing):
            yield f"{opening} and {closing} do not pair; each needs its partner"
    for word in _distinct(_LOWER_OPERATOR.findall(bare)):
        yield f"{word}: read as a word, not as an operator; write {word.upper()}"


def _balanced(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return False
    return depth == 0


def _joined(groups: list[str], operator: str) -> str:
    return operator.join(f"({group})" for group in groups) if len(groups) > 1 else groups[0]


def _distinct(words: Iterable[str]) -> list[str]:
    """The words, each once whatever its case, in order."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(word.lower(), word)
    return list(found.values())
