"""What somebody searches for, where it is the number of a record and nothing else."""

import re
from dataclasses import dataclass
from operator import attrgetter
from urllib.parse import urlsplit

from harvest import identifiers

_NUMBER = re.compile(
    r"(?:PMID\s*:?\s*)?(?P<pmid>[0-9]{1,9})"
    r"|(?P<key>import:\S+)"
    r"|(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?(?P<doi>10\.[0-9]{4,9}/\S+)"
    r"|(?P<other>[A-Z0-9][A-Z0-9/-]*[0-9][A-Z0-9/-]*)",
    re.IGNORECASE,
)
_BARE_PMID = re.compile(r"[1-9][0-9]{6,7}")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A number as its registry spells it, and its page there, if the registry has one."""

    id: str
    address: str | None

    @property
    def host(self) -> str:
        """The site of that page."""
        return urlsplit(self.address or "").netloc.removeprefix("www.")


def number_in(text: str) -> str | None:
    """The number, as ``search_number.sql`` takes it; None for a text that holds anything else.

    A word without a digit is never one, though some sponsor may number a trial "HOPE". A number
    may be spelt with blanks ("NCT 0362 6090") or stand in the address of its page.
    """
    if found := _NUMBER.fullmatch(text.strip()):
        return found["pmid"] or found["key"] or found["doi"] or found["other"]
    only = _only_number(text)
    return only and only.id


def elsewhere(text: str) -> Elsewhere | None:
    """Where to look for what is searched, if that is a registry's number and nothing else."""
    text = text.strip()
    only = _only_number(f"PMID {text}" if _BARE_PMID.fullmatch(text) else text)
    if only is None:
        return None
    [registry] = (known for known in identifiers.registries() if known.name == only.registry)
    return Elsewhere(only.id, registry.address(only.id))


def _only_number(text: str) -> identifiers.Found | None:
    found = sorted((*identifiers.trials_in(text), *identifiers.find(text, "paper")), key=_START)
    if len({number.id for number in found}) != 1:
        return None
    only = found[0]
    around = f"{text[: only.start]}.{text[only.end :]}"
    if len(around.split()) == 1:
        return only
    [registry] = (known for known in identifiers.registries() if known.name == only.registry)
    named = set(_WORDS.findall(f"{registry.title} {registry.label} {registry.name}".lower()))
    return only if set(_WORDS.findall(around.lower())) <= named | _ANNOUNCE else None


_START = attrgetter("start")
_WORDS = re.compile(r"[a-z]+")
_ANNOUNCE = frozenset(
    {"eu", "ct", "euctr", "number", "no", "nr", "id", "identifier", "registration"}
)
"""Words that people put before a number and mean nothing else."""
