"""How many people were randomised, enrolled and analysed, as the methods and results say.

Numbers of people are read as in abstracts (``facets.sizes``), sentence by sentence: never those
screened, those of one arm, or those that a sample size calculation asks for. Where sections say
different numbers there is none, unless all but one are the arms that it is the sum of, or the
abstract has one of them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from harvest.evidence.facets.sizes.arms import arms
from harvest.evidence.facets.sizes.forms import Rank, claims
from harvest.evidence.facets.sizes.people_words import FIGURE, PEOPLE, QUALITY, figure, may_count
from harvest.evidence.facets.sizes.size import decided, own_sentences
from harvest.evidence.full_texts.text import Found, Section, Sentence
from harvest.evidence.reading.passages import Passage

_PLACES = ("results", "methods", "body", "abstract")
_PLANNED = re.compile(
    r"\b(?:sample size|power(?:ed)? (?:of|to|calc|analys)|statistical power|to detect|"
    r"(?:needed|required|necessary|sufficient) (?:to|for|in)|would (?:be|have)|will (?!not)|"
    r"planned|aimed? to|intended to|target(?:ed)? (?:of|sample|enrol)|expected|estimated that|"
    r"drop-?out rate|calculated)\b",
    re.IGNORECASE,
)
_ANOTHERS = re.compile(
    r"\b(?:et al|colleagues|previous(?:ly)?|earlier|prior|another|other) (?:trial|stud\w+|report|"
    r"published|work)|\b(?:medline|pubmed|literature)\b|\bet al\b|\bmeta-analys|"
    r"\bsystematic review",
    re.IGNORECASE,
)
_ANALYSIS = (
    r"(?:the |our |this |all |any |final |primary |efficacy |safety |main |statistical |per[- "
    r"]protocol |"
    r"intention[- ]to[- ]treat |intent[- ]to[- ]treat |modified |full |outcome |ITT |mITT )"
    r"*analys[ei]s"
)
_MANY = rf"(?<![0-9.,/-]){FIGURE}(?![0-9]|\s?%|\.[0-9]|/)"
_WHO = rf"(?:\s+{QUALITY}{PEOPLE}\b)?"
_OF_THEM = (
    rf"(?:\s+{QUALITY}{PEOPLE}\b|\s+of\s+(?:the|these|them)\b|"
    r"(?=(?:\s*\([^()]*\))?\s+(?:were|was|who|completed|finished)\b))"
)
_BETWEEN = r"(?:(?!\b(?:and|or|but|while|whereas)\b\s+[0-9])[^.;:0-9]){0,80}?"
_OF_ANALYSIS = re.compile(r"analy[sz]|evaluable|treat|population|ITT", re.IGNORECASE)
_ANALYSED = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_MANY}{_OF_THEM}{_BETWEEN}\b(?:were|was|being|could be|had been)\s+(?:\w+ly\s+|"
        rf"also\s+|then\s+)?"
        rf"(?:analy[sz]ed\b(?!\s+for\b)|(?:included|retained|considered|entered|used) (?:in|into|"
        rf"for) "
        rf"{_ANALYSIS}|evaluable|available for {_ANALYSIS}|eligible for {_ANALYSIS})",
        rf"{_MANY}{_WHO}\s+(?:in|for) {_ANALYSIS}",
        rf"\b{_ANALYSIS}(?:\s+(?:set|population|sample|group))?\s+(?:was |were )?"
        rf"(?:included|comprised|consisted of|contained|performed (?:on|in)|based on|done (?:on|"
        rf"in)|"
        rf"conducted (?:on|in)|involved)\s+(?:data (?:of|from) )?(?:a total of |all |the )"
        rf"?{_MANY}{_WHO}",
        rf"\b(?:intention[- ]to[- ]treat|intent[- ]to[- ]treat|full analysis|ITT|mITT|analysis)\s+"
        rf"(?:population|set|sample|cohort)\s*(?:\([^()]*\)\s*)?(?:included|comprised|consisted "
        rf"of|of|"
        rf"was|were|\(\s*n\s?=)\s*(?:a total of )?{_MANY}",
        rf"\b(?:we|authors|investigators) (?:\w+ly )?analy[sz]ed (?:data (?:of|from) |the data of |"
        rf"results (?:of|from) )?(?:a total of |all )?{_MANY}\s+{QUALITY}{PEOPLE}\b",
        rf"\bdata (?:of|from|on) (?:a total of |all )?{_MANY}{_WHO} were (?:analy[sz]ed|available)",
        rf"\bleaving (?:a total of )?{_MANY}{_WHO}[^.;:0-9]{{0,40}}\b(?:for|in) {_ANALYSIS}",
        rf"\banaly[sz]ed\s*(?:[,:]|\()\s*[nN]\s?=\s?{_MANY}",
    )
]
_ONE_ARM = re.compile(
    r"\b(?:in|from|of|to|per) (?:the |each |this |that )?(?:[\w-]+ ){0,3}?(?:groups?|arms?|cohort "
    r"[0-9A-Z])\b|"
    r"\beach\b|\bsub-?(?:group|set|study|sample)s?\b|\bbiops\w+|\bsamples? (?:from|of)\b",
    re.IGNORECASE,
)
_FIRST_CHOICE = re.compile(
    r"\b(?:primary|intention|intent|ITT|full analysis|final analys|all randomi[sz]ed)",
    re.IGNORECASE,
)
_MET_AND = re.compile(
    rf"{_MANY}{_OF_THEM}[^.;:0-9]{{0,120}}?\b(?:and|who)\s+(?:were|was)\s+(?:then\s+|subsequently\s+|"
    r"finally\s+)?(?:(?P<r>randomi[sz]ed|randomly (?:assigned|allocated|divided))|enrol+ed|"
    r"recruited|included(?! (?:in|for) (?:[\w-]+ ){0,4}?analys))\b",
    re.IGNORECASE,
)
_GOT_AND = re.compile(
    rf"\b(?:eligible|screened|consented|whom|these|those|which|leaving)\b[^.;0-9]{{0,40}}?[, ]\s*"
    rf"(?:and )?{_MANY}{_OF_THEM}"
    r"[^.;:0-9]{0,60}?\b(?:who )?(?:were|was)?\s?(?P<r>randomi[sz]ed|underwent randomi[sz]ation|"
    r"randomly (?:assigned|allocated))\b",
    re.IGNORECASE,
)
_FEWEST = 2
_DOT = re.compile(
    r"\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|figs?|vs|approx|ca)\.", re.IGNORECASE
)
"""A full stop that ends nothing."""
_IN_EACH = re.compile(
    rf"(?:,|;|\bwith)\s+{FIGURE}(?:\s+{QUALITY}{PEOPLE})?\s+(?:to|in|into|per|for)\s+(?:each|either|"
    r"both)\b(?:\s+(?:treatment |study )?(?:groups?|arms?))?",
    re.IGNORECASE,
)
"""What is said of the arms behind the number of all: "…, 31 to each group"."""


class _Told(NamedTuple):
    value: int
    place: int
    found: Found
    first_choice: bool = False


def sizes(sections: Sequence[Section]) -> list[Found]:
    """The numbers of people randomised, enrolled and analysed, each at most once."""
    told: dict[str, list[_Told]] = {"randomised": [], "enrolled": [], "analysed": []}
    for section in sections:
        if section.kind in _PLACES:
            for sentence in section.own_sentences:
                if not _PLANNED.search(sentence.text) and not _ANOTHERS.search(sentence.text):
                    _read(section, sentence, told)
    made = [each for fact in told if (each := _chosen(told[fact])) is not None]
    most = max((int(each.value or 0) for each in made if each.fact != "analysed"), default=None)
    if most is not None:  # more than were taken in is another group, or a mistake
        made = [each for each in made if each.fact != "analysed" or int(each.value or 0) <= most]
    return made


def _read(section: Section, sentence: Sentence, told: dict[str, list[_Told]]) -> None:
    analysed = list(_analysed(sentence.text))
    for value, start, end in analysed:
        _add(told, section, sentence, "analysed", value, start, end)
    if any(True for _ in own_sentences(sentence.text)):
        for fact, value, start, end in _in_clauses(sentence.text):
            # "were included in the analysis" is no enrolment
            if fact == "randomised" or value not in {each[0] for each in analysed}:
                _add(told, section, sentence, fact, value, start, end)


def _in_clauses(text: str) -> list[tuple[str, int, int, int]]:
    """Those of the whole sentence; where it has none, of each clause between semicolons."""
    if found := list(_taken_in(text)):
        return found
    start = 0
    for clause in text.split(";") if ";" in text else ():
        found += [(f, v, start + begin, start + end) for f, v, begin, end in _taken_in(clause)]
        start += len(clause) + 1
    return found


def _taken_in(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Those randomised and enrolled; a number in so many words comes before a sum of arms."""
    text = _DOT.sub(lambda match: f"{match[1]} ", text)
    text = _IN_EACH.sub(lambda match: " " * len(match[0]), text)
    passage = Passage("abstract", text)
    counts = may_count(text, 0, len(text))
    plain = list(claims(passage, 0, len(text))) if counts else []
    summed = list(arms(passage, 0, len(text))) if counts else []
    sums = {each.value for each in summed}
    same = [each for each in plain if each.value in sums]
    found = same or summed or plain
    others = []
    if all(claim.added or claim.rank is not Rank.RANDOMISED for claim in found):
        others = [
            ("randomised" if match["r"] else "enrolled", value, *match.span("n"))
            for form in (_MET_AND, _GOT_AND)
            for match in form.finditer(text)
            if not _ONE_ARM.search(match[0]) and (value := figure(match["n"]))
        ]
    if others and (not sums or any(value in sums for _, value, _, _ in others)):
        yield from others
        return
    for rank, fact in ((Rank.RANDOMISED, "randomised"), (Rank.ENROLLED, "enrolled")):
        fitting = [(passage, claim) for claim in found if claim.rank is rank]
        one = decided(fitting) if fitting else None
        if one is not None and one.low is not None:
            yield fact, int(one.low), one.span.start, one.span.end


def _analysed(text: str) -> Iterator[tuple[int, int, int]]:
    if _OF_ANALYSIS.search(text) is None:  # most sentences, at a glance
        return
    for form in _ANALYSED:
        for match in form.finditer(text):
            value = figure(match["n"])
            if value is not None and value >= _FEWEST and not _ONE_ARM.search(match[0]):
                yield value, *match.span("n")


def _add(
    told: dict[str, list[_Told]],
    section: Section,
    sentence: Sentence,
    fact: str,
    value: int,
    start: int,
    end: int,
) -> None:
    found = section.found(fact, str(value), sentence.start + start, sentence.start + end, sentence)
    first = _FIRST_CHOICE.search(sentence.text) is not None
    told[fact].append(_Told(value, _PLACES.index(section.kind), found, first))


def _chosen(told: Sequence[_Told]) -> Found | None:
    """The one number that is told, the best placed time that it is."""
    inside = [each for each in told if each.found and each.place < len(_PLACES) - 1] or list(told)
    if len({each.value for each in inside}) > 1 and any(each.first_choice for each in inside):
        inside = [each for each in inside if each.first_choice]
    values = {each.value for each in inside}
    if len(values) > 1:
        most = max(values)
        abstract = {each.value for each in told if each.place == len(_PLACES) - 1}
        if sum(values - {most}) == most or abstract == {most}:
            values = {most}
        elif len(shared := abstract & values) == 1:
            values = shared
    if len(values) != 1:
        return None
    (value,) = values
    return min((each for each in inside if each.value == value), key=lambda each: each.place).found
