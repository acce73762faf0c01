"""Where things stand on the site: records, lists with a filter, sponsors."""

import hashlib
import re
import unicodedata
from urllib.parse import unquote, urlencode

from datasette.utils.asgi import Request

from harvest.identifiers import page

_SLUG_LONGEST = 60

KEY = "(?P<key>[^?]{1,400}?)"
"""The part of a route that is a record's key; a DOI and some registries' numbers hold slashes."""


def key_in(request: Request) -> str:
    """The key that the address of a request holds, as the database has it."""
    return unquote(request.url_vars["key"])


def page_of(kind: str, key: str) -> str:
    """The page of a trial, a paper (``article``) or a MeSH term (``descriptor``)."""
    return f"/mesh/{key}" if kind == "descriptor" else page(kind, key)


def trials(**filters: str | int | None) -> str:
    """The list of trials with these filters."""
    return _listed("/trials", filters)


def papers(**filters: str | int | None) -> str:
    """The list of papers with these filters."""
    return _listed("/articles", filters)


def near(place: str, km: float) -> str:
    """The sites within so many km of a place, a city's name or coordinates."""
    return _listed("/near", {"place": place, "km": f"{km:g}"})


def _listed(path: str, filters: dict[str, str | int | None]) -> str:
    given = {name: value for name, value in filters.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def slug(name: str) -> str:
    """A name for addresses: small letters, digits and hyphens.

    It follows from the name alone, so that it stays while others come and go. Spellings that
    differ in case, accents, dots or commas share it; long names, and those in another script, are
    told apart by a sum of their letters.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").replace(".", "")).strip("-")
    readable = sum(character.isalnum() for character in name)
    if words and len(words) <= _SLUG_LONGEST and len(words.replace("-", "")) * 2 > readable:
        return words
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))
    digest = hashlib.sha256(letters.encode()).hexdigest()[:8]
    return f"{words[:_SLUG_LONGEST].rstrip('-')}-{digest}".lstrip("-")
