"""Who paid, whose interests conflict, and where the data are, in the authors' own words."""

import re
from collections.abc import Sequence

from harvest.evidence.full_texts.text import Found, Section, Sentence

_BEHIND = frozenset({"acknowledgements", "note", "body", "ethics"})
_PAID = re.compile(
    r"\b(?:supported|funded|financed|sponsored|granted|funding)\b[^.]{0,40}\b(?:by|from|through|with)\b|"
    r"\bgrants?\b[^.]{0,40}\b(?:from|of|no|number|agreement)\b|\bgrant office\b|"
    r"\b(?:no|without|any|received|receive|obtained) (?:\w+ ){0,3}(?:funding|financial support|"
    r"grants?)\b|\bfinancial(?:ly)? support|\bsponsor(?:ed)? (?:by|of)\b",
    re.IGNORECASE,
)
_INTERESTS = re.compile(
    r"\b(?:conflicts?|conflicting|competing|duality)\b[^.]{0,30}\binterests?\b|"
    r"\b(?:nothing|no (?:disclosures?|financial)|interests?) to (?:declare|disclose)|"
    r"\b(?:owns?|holds?) (?:stock|shares|equity)|\bstock(?:holder|s| options)\b|\bconsult(?:s|ant|"
    r"ancy) "
    r"(?:for|to|of)|\badvis(?:es|ory board)|\bspeakers?['’]? bureau|\bhonorari|"
    r"\b(?:is|are|was|were) (?:an? )?employees? of\b",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"\b(?:data|datasets?|materials?)\b[^.]{0,120}\b(?:available|shared|accessible|deposited|"
    r"accessed|included (?:in|within) this)\b|\bdata sharing\b",
    re.IGNORECASE,
)
_ABOUT_ROLE = re.compile(r"role of (?:the )?(?:fund|sponsor)", re.IGNORECASE)
_LONGEST = 2_000


def statements(sections: Sequence[Section]) -> list[Found]:
    """A statement of funding, one of interests and one of data, where there is one."""
    found = (
        _statement(sections, "funding", "funding", _PAID),
        _statement(sections, "conflicts", "conflicts", _INTERESTS),
        _statement(sections, "availability", "availability", _DATA),
    )
    return [each for each in found if each is not None]


def _statement(
    sections: Sequence[Section], fact: str, kind: str, cue: re.Pattern[str]
) -> Found | None:
    """The section for it; else the sentences of a note or of the thanks that say it."""
    own = [each for each in sections if each.kind == kind]
    plain = [each for each in own if not _ABOUT_ROLE.search(each.row.heading)]
    in_front = [each for each in plain if each.row.heading.startswith("Abstract")]
    telling = [p for p in plain if p not in in_front and _tells(p, cue)]
    if telling:
        return _whole(telling[0], fact)
    for section in sections:
        if section.kind in _BEHIND and (found := _said_in(section, fact, cue)) is not None:
            return found
    rest = [*(p for p in plain if p not in in_front), *in_front, *own]
    return _whole(rest[0], fact) if rest else None


def _tells(section: Section, cue: re.Pattern[str]) -> bool:
    """Whether a section says something of its subject, and is no empty form."""
    text = section.row.text
    return (
        cue.search(text) is not None or len(text) > 20 or text.strip().lower() in ("none.", "none")
    )


def _whole(section: Section, fact: str) -> Found:
    text = section.row.text
    end = len(text)
    if end > _LONGEST:
        end = max(
            (s.start + len(s.text) for s in section.sentences if s.start < _LONGEST), default=end
        )
        end = min(section.copy.back(0, end)[1], _LONGEST)
    return Found(fact, None, section.row.position, 0, end, text[:end], text[:end])


def _said_in(section: Section, fact: str, cue: re.Pattern[str]) -> Found | None:
    """From the first sentence that says it to the last that does, in a text of much else as long
    as they follow each other."""
    said = [each for each in section.sentences if cue.search(each.text)]
    if not said:
        return None
    last = said[-1] if section.kind == "note" else _going_on(section, said)
    start, end = section.copy.back(said[0].start, last.start + len(last.text))
    words = section.row.text[start:end]
    return Found(fact, None, section.row.position, start, end, words, words)


def _going_on(section: Section, said: Sequence[Sentence]) -> Sentence:
    places = {each.start: n for n, each in enumerate(section.sentences)}
    last = said[0]
    for each in said[1:]:
        if places[each.start] > places[last.start] + 1:
            break
        last = each
    return last
