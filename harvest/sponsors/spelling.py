"""When two names of sponsors are one name spelt in two ways, and what the difference is.

Only how a name is written counts: case, punctuation, accents, "&" for "and", an article before
it, the legal form behind it and, of companies, a city or country in brackets at its end. Hospitals,
universities and centres are never joined by more than that: what is left out of their names would
tell them apart.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from harvest.vocabularies.countries import country

_LETTERS = str.maketrans(
    {
        **{"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i"},
        **{"æ": "ae", "œ": "oe", "þ": "th", "ß": "ss"},
    }
)
_IN_BRACKETS = re.compile(r"^(.*\S)\s*[(\[（]([^()\[\]（）]{2,40})[)\]）]\s*[.,;]?\s*$", re.DOTALL)
_ACCENTS = re.compile("[\u0300-\u036f]")  # behind a letter that none of its own has
_STOP_WITHOUT_SPACE = re.compile(r"(?<=[^\W\d_]{2})\.(?=[^\W\d_]{2})")  # Co.Ltd, Sdn.Bhd
_APOSTROPHES = re.compile(r"[.'’‘`´ʼ]")

_LONG_FORMS = frozenset((
    "inc", "incorporated", "ltd", "limited", "corp", "corporation", "company", "gmbh", "llc", "llp",
    "plc", "sarl", "sas", "srl", "spa", "sro", "pty", "pvt", "pte", "sdn", "bhd", "aps", "oyj",
    "kgaa", "ltda", "sau", "slu", "pllc",
))  # fmt: skip
_SHORT_FORMS = frozenset((
    "co", "ag", "ab", "as", "sa", "se", "nv", "bv", "kg", "kk", "lp", "sl", "oy", "cv",
))  # fmt: skip
"""Legal forms that may be something else where an institution is named: CO is a state, too."""
_INSTITUTIONS = re.compile(
    r"hospi|ospedal|h[oô]pita|klini|clini|univer|universit|institu|istitut|cent(?:er|re|rum|ro)\b"
    r"|zentrum|school|college|academ|akadem|facult|ministr|foundation|fondation|fundaci"
    r"|fondazione|stiftung|council|infirmary|department|service|trust|authority|agency|society"
)
_AMPERSAND = "ampersand"


class _How(NamedTuple):
    """What counts as the same; all of it unless it is asked what would tell two names apart."""

    case: bool = True
    accents: bool = True
    conjunction: bool = True
    article: bool = True
    form: bool = True
    place: bool = True
    punctuation: bool = True


_ALL = _How()
_TOLD: Mapping[str, str] = {
    "case": "capital letters",
    "accents": "accents",
    "conjunction": "“&” for “and”",
    "article": "the article",
    "form": "the legal form",
    "place": "a place in brackets",
    "punctuation": "punctuation or spaces",
}
_FINELY = "capital letters, punctuation or spaces"


def keys(names: Iterable[str], is_city: Callable[[str], bool] | None = None) -> dict[str, str]:
    """Each name with what it has in common with its other spellings.

    A place in brackets is a part of it where names of several places would be one without it.
    ``is_city`` tells cities from other words; None: the gazetteer's, read when first needed.
    """
    asked = is_city or _is_city
    # What stands in brackets matters only to names that would be one without it.
    bare = {name: _parts(name, _may_be_city) for name in names}
    shared = Counter(parts.key for parts in bare.values())
    whole = {
        name: _parts(name, asked if shared[parts.key] > 1 else _is_no_city)
        if parts.place
        else parts
        for name, parts in bare.items()
    }
    places: dict[str, set[str]] = {}
    for parts in whole.values():
        if parts.place:
            places.setdefault(parts.key, set()).add(parts.place)
    return {
        name: parts.key
        if not parts.place or len(places[parts.key]) == 1
        else f"{parts.key} ({parts.place})"
        for name, parts in whole.items()
    }


def differences(name: str, other: str) -> str:
    """In what two spellings of one name differ, in words; empty where they do not."""
    found = []
    for aspect, told in _TOLD.items():
        how = _ALL._replace(**{aspect: False})
        if _key(name, how, _is_city) != _key(other, how, _is_city):
            found.append(told)
    return ", ".join(found) or (_FINELY if name != other else "")


class _Parts(NamedTuple):
    """A name without the place in brackets at its end, and that place, both as keys."""

    key: str
    place: str


@lru_cache(maxsize=16_384)
def _parts(name: str, is_city: Callable[[str], bool]) -> _Parts:
    bare, place = _without_place(name, is_city)
    return _Parts(_key(bare, _ALL, is_city) or name, _plain(place, _ALL))


def _key(name: str, how: _How, is_city: Callable[[str], bool]) -> str:
    if how.place:
        name, _ = _without_place(name, is_city)
    text = _plain(name, how)
    text = text.replace("&", " and " if how.conjunction else f" {_AMPERSAND} ")
    if not how.punctuation:
        # As it is written, but that what another rule has taken away leaves no trace.
        return _as_written(text, how)
    words = _words(text)
    if how.article and len(words) > 1 and words[0].casefold() == "the":
        words = words[1:]
    if how.form:
        words = _without_form(words, is_institution=bool(_INSTITUTIONS.search(text.casefold())))
    return "".join(words)


def _as_written(text: str, how: _How) -> str:
    words = _STOP_WITHOUT_SPACE.sub(". ", text).split()
    if how.article and len(words) > 1 and words[0].casefold() == "the":
        words = words[1:]
    if how.form:
        bare = ["".join(_words(word)) for word in words]
        kept = _without_form(bare, is_institution=bool(_INSTITUTIONS.search(text.casefold())))
        words = words[: len(kept)]
        if words and len(kept) < len(bare):
            words[-1] = words[-1].rstrip(",;")
    return " ".join(words)


def _plain(text: str, how: _How) -> str:
    """A text in one form of letters: composed, without accents of letters that have them."""
    text = unicodedata.normalize("NFKC", text)
    if how.case:
        text = text.casefold()
    if how.accents:
        text = _ACCENTS.sub("", "".join(map(_unaccented, text)).translate(_LETTERS))
    return text


@lru_cache(maxsize=4096)
def _unaccented(letter: str) -> str:
    """A letter without its accent; the vowels of other scripts stay as they are."""
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] if unicodedata.name(parts[0], "").startswith(("LATIN", "GREEK")) else letter


def _words(text: str) -> list[str]:
    """What is between marks and spaces; apostrophes, and full stops of initials, part no words."""
    text = _APOSTROPHES.sub("", _STOP_WITHOUT_SPACE.sub(" ", text))
    return "".join(map(_letter_or_space, text)).split()


@lru_cache(maxsize=4096)
def _letter_or_space(character: str) -> str:
    # The vowels of many scripts are marks, which ``\\w`` does not match.
    return character if unicodedata.category(character)[0] in "LNM" else " "


def _without_form(words: list[str], *, is_institution: bool) -> list[str]:
    """Without the legal form at the end, of which something has to be left."""
    forms = _LONG_FORMS if is_institution else _LONG_FORMS | _SHORT_FORMS
    end = len(words)
    while end > 1:
        last = words[end - 1].casefold()
        joins = last in ("and", _AMPERSAND) and end < len(words)  # GmbH & Co. KG
        size = 1 if joins or last in forms else _spelt_out(words[:end], forms)
        if not size:
            break
        end -= size
    left = "".join(words[:end])
    return words[:end] if len(left) > 1 else words


def _spelt_out(words: list[str], forms: frozenset[str]) -> int:
    """How many words at the end are the letters of a legal form: S. r. l., A/S, B V."""
    for size in (3, 2):
        last = [word.casefold() for word in words[-size:]]
        if len(words) > size and all(len(word) == 1 for word in last) and "".join(last) in forms:
            return size
    return 0


@lru_cache(maxsize=65_536)
def _without_place(name: str, is_city: Callable[[str], bool]) -> tuple[str, str]:
    """A company's name without the place in brackets at its end, before its legal form or behind.

    The name and the place; as it is, and "", where no place is, or where an institution is named:
    there the place is part of what tells it from others.
    """
    if "(" not in name and "[" not in name and "（" not in name:
        return name, ""
    if _INSTITUTIONS.search("".join(map(_unaccented, name.casefold()))):
        return name, ""
    words = name.split()
    for end in range(len(words), 0, -1):
        behind = words[end:]
        if _without_form(["xx", *_words(" ".join(behind))], is_institution=False) != ["xx"]:
            break
        found = _IN_BRACKETS.match(" ".join(words[:end]))
        if found and _is_place(found[2], is_city):
            return " ".join([found[1], *behind]), found[2]
    return name, ""


def _is_place(text: str, is_city: Callable[[str], bool]) -> bool:
    parts = [part.strip() for part in text.split(",")]
    return all(parts) and all(
        country(part) is not None or (len(part) > 2 and is_city(part)) for part in parts
    )


def _may_be_city(_text: str) -> bool:
    return True


def _is_no_city(_text: str) -> bool:
    return False


def _is_city(text: str) -> bool:
    # The gazetteer takes seconds to read; few bases name a company twice, with a city in brackets.
    from harvest.vocabularies.cities import cities_named

    return bool(cities_named(text))
