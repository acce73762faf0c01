"""The licence of an article, read from its own file, and what follows from it.

A licence is named by an address, by a code and in words, at times by all three, and not always by
the same one: then the narrower counts. A waiver (CC0) beside another licence is that of the data.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from harvest.dates import parse
from harvest.sources.europepmc.articles.document import Element, address, child, named, tag
from harvest.text import line

Rights = Literal["keep", "read", "link"]

_ADDRESS = re.compile(
    r"creativecommons\.org/(?:licen[sc]es/(?P<code>by(?:-(?:nc|nd|sa))*)"
    r"|publicdomain/(?P<zero>zero))(?:/(?P<version>[0-9]\.[0-9]))?",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?:cc|creative[\s-]?commons)[\s:_-]*(?P<code>by(?:[\s_-]*(?:nc|nd|sa)\b)*)"
    r"(?:[\s_-]*(?:licen[sc]e)?[\s,]*(?:v(?:ersion)?)?[\s.]*(?P<version>[1-4]\.[05]))?",
    re.IGNORECASE,
)
_ZERO = re.compile(r"\bCC[\s-]?(?:0|zero)\b|public domain dedication", re.IGNORECASE)
_WORDS = re.compile(
    r"creative\s+commons,?\s+(?:\(CC\)\s+)?attribution\b(?P<more>[^.;()]{0,80})", re.IGNORECASE
)
_VERSION = re.compile(r"\b([1-4]\.[05])\b")
_NC = re.compile(
    r"non[\s‐-―-]?commercial|not (?:be )?(?:used )?for commercial|commercial (?:re-?)?use[^.]{0,40}"
    r"(?:not permitted|requires|prohibited)",
    re.IGNORECASE,
)
_ND = re.compile(
    r"no[\s‐-―-]?deriv|not (?:be )?(?:altered|changed|modified)|no modifications", re.I
)
_SA = re.compile(r"share[\s‐-―-]?alike", re.IGNORECASE)
_SHOWN = 200


class Licence(NamedTuple):
    """What the file names (``CC BY-NC 4.0``, else its own words), its address, and what follows.

    ``free_from`` is the day before which the file itself says that it is not free to read.
    """

    name: str | None
    url: str | None
    rights: Rights
    free_from: date | None


def licence_of(article: Element) -> Licence:
    """The licence that an article's file names for the article; ``link`` where it names none."""
    meta = child(article, "front", "article-meta")
    stated = [each for each in (() if meta is None else meta) if tag(each) == "permissions"]
    addresses = [each for part in stated for each in _addresses(part)]
    words = " ".join(line(" ".join(map(str, part.itertext()))) for part in stated)
    kinds = " ; ".join(
        each.get("license-type") or "" for part in stated for each in named(part, "license")
    )
    free_from = max(filter(None, map(_free_from, stated)), default=None)
    said = f"{' '.join(addresses)} ; {_split(kinds)} ; {words}"
    codes = [_parts(match["code"]) for match in _ADDRESS.finditer(said) if match["code"]]
    codes += [_parts(match["code"]) for match in _CODE.finditer(said)]
    codes += [_in_words(match[0]) for match in _WORDS.finditer(words)]
    if codes:
        parts = frozenset().union(*codes)
        if _NC.search(f"{kinds} {words}"):
            parts |= {"nc"}
        if _ND.search(f"{kinds} {words}"):
            parts |= {"nd"}
        code = "-".join(["BY", *(each.upper() for each in ("nc", "nd", "sa") if each in parts)])
        rights: Rights = "read" if parts - {"by"} else "keep"
        url = next((each for each in addresses if _is(each, parts)), None)
        return Licence(f"CC {code}{_version(said, url)}", url, rights, free_from)
    if any((match := _ADDRESS.search(each)) and match["zero"] for each in addresses) or (
        _ZERO.search(f"{kinds} {words}")
    ):
        url = next((each for each in addresses if _ADDRESS.search(each)), None)
        if not (_NC.search(words) or _ND.search(words)):
            return Licence("CC0 1.0", url, "keep", free_from)
    shown = " ".join(
        line(" ".join(map(str, each.itertext())))
        for part in stated
        for each in named(part, "license")
    )
    return Licence(line(shown, _SHOWN) or None, next(iter(addresses), None), "link", free_from)


def _addresses(permissions: Element) -> Iterator[str]:
    """The addresses of a licence: its own attribute first, then what it links to and spells out."""
    for each in permissions.iter():
        if tag(each) in ("license", "ext-link", "uri") and (target := address(each)):
            yield target
        if tag(each) == "license_ref" and each.text:
            yield each.text.strip()
    for match in _ADDRESS.finditer(" ".join(map(str, permissions.itertext()))):
        yield f"https://{match[0]}"


def _free_from(permissions: Element) -> date | None:
    for each in named(permissions, "free_to_read"):
        found = parse((each.get("start_date") or "").strip()[:10])
        if found is not None:
            return found.earliest
    return None


def _split(kinds: str) -> str:
    """``creativeCommonsBy-nc`` as ``creative Commons By-nc``: codes that run together."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kinds)


def _parts(code: str) -> frozenset[str]:
    return frozenset(re.findall(r"by|nc|nd|sa", code.lower()))


def _in_words(text: str) -> frozenset[str]:
    found = {"by"}
    found |= {name for name, words in (("nc", _NC), ("nd", _ND), ("sa", _SA)) if words.search(text)}
    return frozenset(found)


def _is(text: str, parts: frozenset[str]) -> bool:
    match = _ADDRESS.search(text)
    return bool(match and match["code"] and _parts(match["code"]) == parts)


def _version(said: str, url: str | None) -> str:
    """The version that is stated, if it is one: by the address first."""
    match = _ADDRESS.search(url or "")
    if match and match["version"]:
        return f" {match['version']}"
    stated = {m["version"] for m in _CODE.finditer(said) if m["version"]}
    stated |= set(_VERSION.findall(said)) if _WORDS.search(said) else set()
    return f" {stated.pop()}" if len(stated) == 1 else ""
