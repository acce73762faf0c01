"""Whether two registries' words mean another sponsor, or another primary outcome.

Each is told only where nothing speaks for the same: names are translated and shortened, outcomes
reworded, from one registry to the next.
"""

import re
from dataclasses import dataclass

from harvest.evidence.reading.tokens import fold, squeezed, stems, words
from harvest.evidence.studies.likeness.wording import telling_names

_PERSON = re.compile(r"^(?:dr|prof|professor|mr|mrs|ms|md)\b", re.IGNORECASE)
_FEW_LETTERS = 4  # of a name that may be an abbreviation of the other

_SAME = {
    stem: "safety"
    for stem in stems("safety adverse tolerability toxicity complications side harm tolerance")
} | {stem: "survival" for stem in stems("survival mortality death deaths died alive")}
"""Stems that name the same thing at the end of a trial"""
_SAYS_NOTHING = frozenset(
    stems(
        "change changes score scores rate rates level levels incidence number numbers baseline "
        "time week weeks month months year years day days patients patient participants subjects "
        "evaluation evaluate assessment assess measure measured improvement difference function "
        "efficacy effect effects effectiveness outcome primary clinical study trial group "
        "percentage proportion occurrence mean treatment therapy total value values compare "
        "determine point points endpoint end analysis data result results index"
    )
)
_WORD = re.compile(r"\w+")
_ENGLISH = frozenset(
    _WORD.findall("the of and to in with for at by from on or is be will after before")
)
_FOREIGN = frozenset(
    _WORD.findall(
        "la el los las de del y para con por der die das und zur von mit et le les des du pour di "
        "della dei e il per een het van och av til na w z do"
    )
)
_LEAST_WORDS = 2  # telling stems of an outcome that can be compared


@dataclass(frozen=True, slots=True)
class Measured:
    """The primary outcomes of a registration: measures, descriptions, and the scales they name."""

    measures: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    scales: frozenset[str] = frozenset()


def other_outcomes(one: Measured, two: Measured) -> bool:
    """Whether two registrations measure something else: no telling word and no scale in common.

    Not where one says too little, or speaks another language than English.
    """
    if one.scales & two.scales:
        return False
    first, second = (_telling(" ".join(each.measures)) for each in (one, two))
    if len(first) < _LEAST_WORDS or len(second) < _LEAST_WORDS:
        return False
    texts = [" ".join((*each.measures, *each.descriptions)) for each in (one, two)]
    if any(map(_is_foreign, texts)):
        return False
    wider = [_telling(text) for text in texts]
    alike = wider[0] & wider[1] or _abbreviates(*texts) or _abbreviates(*texts[::-1])
    return not alike


def _telling(text: str) -> frozenset[str]:
    found = {_SAME.get(stem, stem) for stem in stems(text)} - _SAYS_NOTHING
    return frozenset(stem for stem in found if len(stem) > 1 and not stem.isdigit())


def _is_foreign(text: str) -> bool:
    plain = _WORD.findall(fold(text))
    english = sum(word in _ENGLISH for word in plain)
    foreign = sum(word in _FOREIGN for word in plain)
    beyond = sum(not word.isascii() for word in plain)
    return (foreign > 1 and foreign > english) or 2 * beyond > len(plain)


def _abbreviates(short: str, long: str) -> bool:
    """Whether a word in capitals is made of the first letters of words of the other text."""
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", long)).lower()
    without = "".join(word[0] for word in words(long))
    capitals = re.findall(r"\b[A-Z][A-Z0-9]{2,}\b", short)
    return any(each.lower() in initials or each.lower() in without for each in capitals)


def other_sponsors(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether two registrations name other sponsors; of each, the one that leads comes first.

    Not where one that leads is among the other's, nor where it is a person.
    """
    if _PERSON.match(one[0].strip()) or _PERSON.match(two[0].strip()):
        return False
    return not any(_alike(one[0], name) for name in two) and not any(
        _alike(two[0], name) for name in one
    )


def _alike(one: str, two: str) -> bool:
    first, second = telling_names(one), telling_names(two)
    if not first or not second or first & second:
        return True
    whole = (squeezed(one), squeezed(two))
    if whole[0] in whole[1] or whole[1] in whole[0]:
        return True
    return _is_short_for(one, two) or _is_short_for(two, one)


def _is_short_for(short: str, long: str) -> bool:
    """Whether one name is, or begins with, the first letters of the other."""
    # "Cancer Research UK" is CRUK: what is short already stays whole.
    initials = fold("".join(w if w.isupper() else w[0] for w in _WORD.findall(long)))
    head = "".join(word[0] for word in words(long))
    letters = [word.lower() for word in re.findall(r"\b[A-Z]{2,}\b", short)]
    return any(each in (initials, head) for each in letters) or (
        len(squeezed(short)) <= _FEW_LETTERS and squeezed(short) in initials
    )
