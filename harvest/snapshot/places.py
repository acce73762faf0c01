"""Where an address of the site stands in a snapshot, or that it has no place there.

Left out is what a server has to answer: SQL, distances, comparisons of one's own choice, feeds and
whatever a form may ask. A list with filters is the page of the list, which works them out itself.
"""

import hashlib
import posixpath
import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from harvest.export import FORMATS

HOME = "index.html"
FOLDER = "site"
DATABASE = "evidence.db"
LISTS = ("/trials", "/articles")
TEXTS = ("ris", "nbib", "bib", "csv")
"""Formats that a list with filters gives, and a page of one record: texts, short each."""

_ENDINGS = {form.ending for form in FORMATS.values()}
_OTHER_FILES = {"svg", "png", "ics", "md", "css", "js", "json", "ico", "webp", "atom"}
_ENDED = re.compile(
    rf"^(.*)\.({'|'.join(map(re.escape, sorted(_ENDINGS | _OTHER_FILES, key=len, reverse=True)))})$"
)
_ANSWERED_LIVE = re.compile(
    r"/(follow|near|compare|desk|flow|new|verify|mcp|-)(?=[/.]|$)"
    r"|.*\.atom$|.*/changes\.json$|/sitemap|/robots\.txt$|/favicon\.ico$"
)
_OF_ONE = re.compile(r"/(trials|articles|mesh|topics|sponsors)/.")
_ANY_QUERY = ("/changes", "/clocks", "/readouts", "/readouts.ics")
_PAGED = {"/sponsors": "page", "/queries/": "_page"}
_SAFE = re.compile(r"[^A-Za-z0-9._,-]+")


class Left(Enum):
    """How an address without a place is left out of a page."""

    WITH_ITS_TEXT = "gone"
    """The link had nothing to say but where it leads"""
    BUT_NOT_ITS_TEXT = "text"
    """The text stays, without a link"""


class Place(NamedTuple):
    """An ``address`` to ask the site for, where its answer stands, and what stands behind ``#``."""

    address: str
    path: str
    fragment: str = ""


def place(address: str, defaults: Mapping[str, Sequence[tuple[str, str]]]) -> Place | Left:
    """The place of an address that begins with a slash.

    ``defaults`` are the fields of each saved query's form as it is opened, by its slug.
    """
    asked = urlsplit(address)
    path = asked.path
    fields = parse_qsl(asked.query, keep_blank_values=True)
    if path == f"/{DATABASE}":
        return Place(address, DATABASE)
    if path.startswith("/static/"):
        return Place(address, FOLDER + path)
    if _ANSWERED_LIVE.match(path):
        return Left.WITH_ITS_TEXT
    stem, ending = ended(path)
    if path == "/evidence" or path.startswith("/evidence/"):
        # A table named in a text keeps its name; a row of it, or a query, is not mentioned.
        name = path.removeprefix("/evidence").strip("/")
        is_named = name and "/" not in name and name not in defaults
        return Left.BUT_NOT_ITS_TEXT if is_named else Left.WITH_ITS_TEXT
    if path == "/search":
        return Place("/search", _file("/search"), _state(fields))
    if stem in LISTS:
        return _list(stem, ending, fields)
    if ending in _ENDINGS and ending not in TEXTS and (_OF_ONE.match(path) or stem == "/search"):
        return Left.WITH_ITS_TEXT
    kept = _kept(path, stem, fields, defaults)
    if kept is None:
        return Left.WITH_ITS_TEXT if ending else Left.BUT_NOT_ITS_TEXT
    query = urlencode(kept)
    return Place(path + (f"?{query}" if query else ""), _file(path, query), asked.fragment)


def ended(path: str) -> tuple[str, str]:
    """The path of a page and the ending of the file that it is asked as; none for the page."""
    found = _ENDED.match(path)
    return (found[1], found[2]) if found else (path, "")


def _list(stem: str, ending: str, fields: list[tuple[str, str]]) -> Place | Left:
    fields = [(name, value) for name, value in fields if name not in ("compare", "view")]
    if not ending:
        return Place(stem, _file(stem), _state(fields))
    if not fields:
        return Place(f"{stem}.{ending}", _file(f"{stem}.{ending}"))
    if ending in TEXTS:
        return Place(stem, _file(stem), _state([*fields, ("as", ending)]))
    return Left.WITH_ITS_TEXT


def _state(fields: list[tuple[str, str]]) -> str:
    """The fields as the script of the page reads them; nothing for the page as it is."""
    return f"?{urlencode(fields)}" if fields else ""


def _kept(
    path: str,
    stem: str,
    fields: list[tuple[str, str]],
    defaults: Mapping[str, Sequence[tuple[str, str]]],
) -> list[tuple[str, str]] | None:
    """The fields of an address that is asked; None where it is not."""
    if not fields or path in _ANY_QUERY:
        return fields
    if stem.startswith("/queries/"):
        usual = set(defaults.get(stem.removeprefix("/queries/"), ()))
        fields = [field for field in fields if field not in usual and field[1]]
    paged = next((name for start, name in _PAGED.items() if path.startswith(start)), None)
    return fields if all(name == paged for name, _ in fields) else None


def _file(path: str, query: str = "") -> str:
    """A name that every system of files takes; another one for each address."""
    if path == "/" and not query:
        return HOME
    stem, ending = ended(unquote(path))
    parts = [_SAFE.sub("-", part) for part in stem.strip("/").split("/")]
    if query:
        parts[-1] += "--" + _SAFE.sub("-", query)[:60].strip("-.")
    name = "/".join(part[:100] for part in parts)
    if f"/{name}" != stem:  # something of the address is not in it
        name += f"-{hashlib.sha256(f'{path}?{query}'.encode()).hexdigest()[:10]}"
    return f"{FOLDER}/{name}.{ending or 'html'}"


def link(page: str, to: str, fragment: str = "") -> str:
    """The address of one file of the snapshot in another."""
    path = quote(posixpath.relpath(to, posixpath.dirname(page) or "."))
    return f"{path}#{fragment}" if fragment else path
