"""Where things stand on the site: records, lists with a filter, sponsors."""

from urllib.parse import unquote, urlencode

from datasette.utils.asgi import Request

from harvest.identifiers import page
from harvest.slugs import slug as slug

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
