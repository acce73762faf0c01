"""Whether two references are of one publication, and why; why not, where they look alike.

Numbers decide first: PMID, number of PubMed Central, DOI. Where they don't, title, people, year,
journal, volume and pages have to agree, as far as both references give them. What looks alike and
is another publication stays apart: a congress abstract with the title of the paper, an erratum, a
comment or a reply, the second part, a protocol.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from harvest.references.journals import agree as journals_agree
from harvest.references.model import Person, Reference
from harvest.references.spelling import glued, plain_name, words

_ALIKE = 0.93
"""Of the letters of two titles, the share in order from which they may be one, misspelt."""
_SHORTENED = 0.6
"""Of a title, the share from which its beginning may stand for it."""
_FEWEST_WORDS = 6
_FEWEST_SIGNS = 2
"""Of people, year, journal and place, how many two references must agree in."""
_SHARED = 0.5
_TRANSLATED = 0.7
_SMALL = frozenset(words("a an and as at by for from in of on or the to with"))
_NOTICES = {
    "erratum": r"erratum|errata|corrigend(?:um|a)|(?:author |publisher )?correction",
    "retraction": r"retraction(?: note| notice)?|withdrawn|withdrawal|notice of retraction",
    "concern": r"expression of concern",
    "reply": r"repl(?:y|ies)|response|authors? repl(?:y|ies)|authors? response|in reply",
    "comment": r"comments?|commentary|letter(?: to the editor)?|re|editorial|editorial comment",
}
_NOTICE = {name: re.compile(rf"^(?:the )?(?:{text})\b(?: (?:to|on|of|for|from)\b)?")
           for name, text in _NOTICES.items()}  # fmt: skip
_SIGNED = re.compile(r"^\W*(?:erratum|errata|corrigend|(?:author |publisher )?correction"
                     r"|retract|withdrawn|expression of|re:"
                     r"|reply|response|comment|letter|editorial|authors?['’]?\s*(?:reply|resp))",
                     re.IGNORECASE)  # fmt: skip
_BY_TYPE = {
    "published erratum": "erratum", "erratum": "erratum", "correction": "erratum",
    "retraction of publication": "retraction", "retraction notice": "retraction",
    "expression of concern": "concern",
}  # fmt: skip
_ABSTRACT = re.compile(r"\b(?:conference|meeting|congress)\s+(?:abstract|review)\b", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[ivx])(?:x{0,2}(?:ix|iv|v?i{0,3}))")
_NUMBER = re.compile(r"\d+")
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "one": "1", "two": "2",
             "three": "3", "four": "4"}  # fmt: skip
_GENERAL = 3
"""Words up to which a title says too little to tell one publication: "Reply", "Research agenda"."""
_BRACKETED = re.compile(r"^\[(.*)\]\.?$", re.DOTALL)


_OTHER_WORDS = frozenset(
    words(
        "abstract addendum comment commentary design discussion erratum extension followup part "
        "protocol rationale reply response supplement update updated"
    )
)
"""Behind the title of another publication, these make the title of one of its own."""


class Verdict(NamedTuple):
    """Whether two references are of one publication, and why or why not.

    ``weight`` orders those that are: what rests on more comes first.
    """

    same: bool
    reason: str
    weight: int = 0


@dataclass(frozen=True)
class Sign:
    """A reference as it is compared; ``key`` names it."""

    key: str
    of: Reference

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of its title."""
        title = self.of.title.strip()
        if found := _BRACKETED.match(title):  # a title that PubMed translated
            title = found[1]
        return words(title)

    @cached_property
    def title(self) -> str:
        """Its title without what stands between words."""
        return "".join(self.words)

    @cached_property
    def general(self) -> bool:
        """Whether its title says too little to tell it from others."""
        return len([each for each in self.words if each not in _SMALL]) <= _GENERAL

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Numbers, roman ones and ordinals in its title: parts, phases, years, doses."""
        found: set[str] = set()
        for each in self.words:
            found.update(str(int(digits)) for digits in _NUMBER.findall(each))
            if _ROMAN.fullmatch(each):
                found.add(f"roman {each}")
            elif each in _ORDINALS:
                found.add(f"ordinal {_ORDINALS[each]}")
        return frozenset(found)

    @cached_property
    def notice(self) -> str:
        """What it is, if it is about another publication; "" for one of its own."""
        told = " ".join(self.words[:6])
        if _SIGNED.match(self.of.title.strip(" [\"'")):
            for name, pattern in _NOTICE.items():
                if pattern.match(told):
                    return name
        types = {each.casefold() for each in self.of.types}
        return next((name for said, name in _BY_TYPE.items() if said in types), "")

    @cached_property
    def abstract_of_congress(self) -> bool:
        """Whether its kind says that it is an abstract of a meeting."""
        return any(map(_ABSTRACT.search, self.of.types))

    @cached_property
    def in_supplement(self) -> bool:
        """Whether it stands in a supplement, where abstracts of a congress do."""
        volume = f"{self.of.volume} {self.of.issue}".casefold()
        return "sup" in volume or re.match(r"s\d", self.page) is not None

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The family names of its people, as they are compared."""
        return tuple(filter(None, map(_family, self.of.people)))

    @cached_property
    def page(self) -> str:
        """The first page, or the number of the article; "" if none is given."""
        return glued((self.of.pages or "").split("-")[0].split(",")[0]).lstrip("0")

    @cached_property
    def volume(self) -> str:
        """The volume, without words such as "Suppl"."""
        found = _NUMBER.search(self.of.volume or "")
        return found[0].lstrip("0") if found else glued(self.of.volume or "")

    @cached_property
    def blocks(self) -> frozenset[str]:
        """What references share that may be of one publication: any of these."""
        of = self.of
        found = {f"pmid {of.pmid}", f"doi {of.doi}", f"pmc {of.pmcid}"} - {
            "pmid None",
            "doi None",
            "pmc None",
        }
        if not self.general:
            found |= {f"begin {self.title[:24]}", f"end {self.title[-24:]}"}
            longest = sorted(self.words, key=lambda word: (-len(word), word))[:5]
            found |= {f"word {of.year} {each}" for each in longest}
            found |= {f"word {of.year} by {each}" for each in self.families[:1]}
        else:
            found.add(f"title {self.title}")
        if self.volume and self.page:
            found.add(f"place {self.volume} {self.page}")
        return frozenset(found)


def compare(one: Sign, other: Sign) -> Verdict:
    """Whether two references are of one publication."""
    a, b = one.of, other.of
    if a.pmid and b.pmid:
        return Verdict(a.pmid == b.pmid, f"PMID {a.pmid}" if a.pmid == b.pmid else
                       f"PMID {a.pmid} and {b.pmid}", 9)  # fmt: skip
    alike, title = _titles(one, other)
    if problem := _other_kind(one, other, alike):
        return Verdict(False, problem)
    if a.pmcid and b.pmcid and a.pmcid == b.pmcid and alike:
        return Verdict(True, a.pmcid, 8)
    if a.doi and b.doi:
        if a.doi != b.doi:
            return Verdict(False, f"{title}, but DOI {a.doi} and {b.doi}")
        if alike or _loosely(one, other):
            return Verdict(True, f"DOI {a.doi}", 8)
        return Verdict(False, f"DOI {a.doi}, but other titles")
    if not alike:
        return Verdict(False, title)
    return _by_words(one, other, title)


def _by_words(one: Sign, other: Sign, title: str) -> Verdict:
    """The verdict on two references with alike titles and no number in common."""
    a, b = one.of, other.of
    people = _people(one, other)
    years = None if a.year is None or b.year is None else abs(a.year - b.year)
    journal, place = journals_agree(a, b), _place(one, other)
    if against := _against(one, other, people, years, journal):
        return Verdict(False, f"{title}, but {', '.join(against)}")
    if one.general and not place:
        return Verdict(False, f"{title}, which many have")
    known = sum((bool(people), years is not None, journal is True, place))
    if known < _FEWEST_SIGNS or (years == 1 and journal is not True and not place):
        return Verdict(False, f"{title}, but too little else is known")
    said = (
        title,
        people,
        str(a.year) if years == 0 else f"{a.year} and {b.year}" if years else "",
        "journal" if journal else "",
        f"volume {a.volume}" if _agree(one.volume, other.volume) else "",
        f"page {one.page}" if _pages_agree(one, other) else "",
    )
    return Verdict(True, ", ".join(filter(None, said)), 1 + known + place)


def _against(
    one: Sign, other: Sign, people: str | None, years: int | None, journal: bool | None
) -> list[str]:
    """What speaks against one publication, though the titles are alike."""
    a, b = one.of, other.of
    page = _pages_agree(one, other)
    volume = _agree(one.volume, other.volume)
    signs = (
        (people == "", "other authors"),
        (years is not None and years > 1, f"{a.year} and {b.year}"),
        (journal is False and not _place(one, other), f"in {a.journal} and in {b.journal}"),
        (volume is False and not (page and journal), f"volume {a.volume} and {b.volume}"),
        (page is False, f"pages {a.pages} and {b.pages}"),
    )
    return [said for holds, said in signs if holds]


def _titles(one: Sign, other: Sign) -> tuple[bool, str]:
    """Whether two titles may be of one publication, and how they compare."""
    if one.title == other.title and one.title:
        return True, "same title"
    if one.numbers == other.numbers and _misspelt(one.words, other.words):
        return True, "same title but for its spelling"
    if _cut(one, other):
        return True, "same title as far as it goes"
    if one.numbers != other.numbers:
        # Raised and lowered figures get lost; at one place stands one publication.
        if _place(one, other) and _ratio(one.title, other.title) >= _ALIKE:
            return True, "same title but for its figures"
        return False, "other numbers in the title"
    return False, "other titles"


def _cut(one: Sign, other: Sign) -> bool:
    """Whether one title is the other's beginning: its subtitle was left out, or it was cut."""
    short, long = sorted((one, other), key=lambda sign: len(sign.title))
    if short.general or len(short.words) < _FEWEST_WORDS or not long.title:
        return False
    if len(short.title) < _SHORTENED * len(long.title):
        return False
    begin, rest = long.words[: len(short.words)], long.words[len(short.words) :]
    if not long.title.startswith(short.title) and not _misspelt(short.words, begin):
        return False
    added = long.numbers - short.numbers
    return _OTHER_WORDS.isdisjoint(rest) and all(map(str.isdigit, added))


def _misspelt(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two titles differ by letters within long words alone."""
    left, right = "".join(one), "".join(other)
    if abs(len(left) - len(right)) > 0.1 * max(len(left), len(right)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            continue
        mine, others = "".join(one[start:end]), "".join(other[begin:stop])
        if mine == others or not {*one[start:end], *other[begin:stop]} - _SMALL:
            continue
        if min(len(mine), len(others)) < 5 or not _letters_lost(mine, others):
            return False
    return matcher.ratio() >= 0.5 or _ratio(left, right) >= _ALIKE


def _letters_lost(left: str, right: str) -> bool:
    """Whether two words are one, written badly: a letter or two lost, doubled or exchanged.

    Another prefix or ending makes another word: hypo- and hyper-, -emia and -uria.
    """
    if left[0] != right[0] or left[-1] != right[-1]:
        return left.rstrip("s") == right.rstrip("s")
    changed = sum(
        max(end - start, stop - begin)
        for tag, start, end, begin, stop in SequenceMatcher(None, left, right).get_opcodes()
        if tag != "equal"
    )
    return changed <= 1 + len(left) // 10


def _loosely(one: Sign, other: Sign) -> bool:
    """Whether nothing but the words of the titles speaks against two references of one DOI.

    A title may be a translation; but abstracts of a congress often have the DOI of their issue.
    """
    if _ratio(one.title, other.title) >= _TRANSLATED or one.title[:30] == other.title[:30]:
        return True
    return _pages_agree(one, other) is not False and _people(one, other) != ""


def _other_kind(one: Sign, other: Sign, alike: bool) -> str:
    """Why two references are of other kinds; "" if they may be of one."""
    place = _place(one, other)
    if one.notice != other.notice and not (place and alike):
        return f"one is {_kind(one)}, the other {_kind(other)}"
    if place:
        return ""
    if one.abstract_of_congress != other.abstract_of_congress:
        pages = _pages_agree(one, other)
        if pages is False or (pages is None and _agree(one.volume, other.volume) is False):
            return "one is an abstract of a congress"
    if one.in_supplement != other.in_supplement and not (one.page and other.page):
        return "one is in a supplement"
    return ""


def _place(one: Sign, other: Sign) -> bool:
    """Whether both stand in one volume, on one page."""
    return _agree(one.volume, other.volume) is True and _pages_agree(one, other) is True


def _kind(sign: Sign) -> str:
    named = {"erratum": "an erratum", "retraction": "a retraction notice", "reply": "a reply",
             "concern": "an expression of concern", "comment": "a comment"}  # fmt: skip
    return named.get(sign.notice, "a publication of its own")


def _agree(one: str, other: str) -> bool | None:
    return one == other if one and other else None


def _pages_agree(one: Sign, other: Sign) -> bool | None:
    """Whether two first pages are one, with or without letters before the number."""
    if not one.page or not other.page:
        return None
    if one.page == other.page:
        return True
    bare = [re.sub(r"^[a-z]+", "", each).lstrip("0") for each in (one.page, other.page)]
    lettered = sum(each.page != number for each, number in zip((one, other), bare, strict=True))
    if lettered == 1 and bare[0] == bare[1]:
        return True
    ending = [re.sub(r"(?<=\d)[a-z]+\d*$", "", each) for each in bare]
    return lettered < 2 and ending[0] == ending[1] and bool(ending[0])


def _family(person: Person) -> str:
    return plain_name(person.last or person.group or "")


def _people(one: Sign, other: Sign) -> str | None:
    """By what two references have their people in common, "" if they don't; None if unknown."""
    if not one.families or not other.families:
        return None
    shared = "authors" if _share(one.families, other.families) >= _SHARED else ""
    if not _one_name(one.families[0], other.families[0]):
        return shared
    given = [each.of.people[0].initials or "" for each in (one, other)]
    if all(given) and given[0][0] != given[1][0] and len(one.families) > 1:
        return shared
    return "first author"


def _share(one: Iterable[str], other: Iterable[str]) -> float:
    """Of the shorter list of names, how many are in the other."""
    short, long = sorted((set(one), set(other)), key=len)
    found = sum(any(_one_name(name, each) for each in long) for name in short)
    return found / len(short) if len(short) > 1 or len(long) == 1 else 0.0


def _one_name(one: str, other: str) -> bool:
    """Whether two family names are one: a letter lost, or a particle left out."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= 4 and (long.endswith(short) or long.startswith(short)):
        return True
    if len(long) < 4 or len(long) - len(short) > 2:
        return False
    return _ratio(one, other) >= 0.8 and (one[0] == other[0] or len(long) > len(short))


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= 0.6 else 0.0
