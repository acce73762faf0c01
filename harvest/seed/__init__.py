"""What a saved web page names, and what of it is in the base.

A trial page of another site, a review's table or a list of references is read for numbers of trials
and papers, for titles of records that are here, and for the terms of the topic. Nothing is fetched.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from bs4 import BeautifulSoup, Comment

from harvest.errors import UsageError
from harvest.evidence.reading.tokens import fold
from harvest.identifiers import Found, find, page, registries, trials_in
from harvest.publish.read import sources

Verdict = Literal["here", "not here", "unknown"]
Kind = Literal["trial", "paper", "term"]
VERDICTS: tuple[Verdict, ...] = ("here", "not here", "unknown")

_SQL = Path(__file__).parent / "sql"
_LARGEST = 20 * 1024 * 1024  # bytes; a saved page without its pictures
_HIDDEN = ("script", "style", "noscript", "template", "svg")
_TITLED = (
    "title",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "a",
    "td",
    "th",
    "li",
    "dt",
    "cite",
    "b",
    "strong",
)
_WORDS = re.compile(r"[a-z0-9]+")
_LEAST_WORDS, _MOST_WORDS = 5, 60  # words of what may be a title
_LEAST_LINK_WORDS = 6  # words of a link that is taken for a title; menus have fewer
_OF_TRIALS = re.compile(r"trial|study", re.IGNORECASE)
_LEAST_PREFIX = 40  # characters of a title that was cut off, and is still recognised
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…)\s*$")
_LEAST_TERM = 4  # characters of a term; shorter ones are mostly something else
_NUMBERED = re.compile(r"^\s*[0-9]{1,3}[.)]\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the page names: its number (or name), the words there, and the verdict.

    ``path`` is its page on the site, if it has one.
    """

    kind: Kind
    id: str
    said: str
    verdict: Verdict
    because: str
    title: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A page read: its title, and what it names in the order of kinds and of first mention."""

    title: str
    items: tuple[Item, ...]

    def count(self, verdict: Verdict) -> int:
        """How many trials and papers have that verdict; terms are always here."""
        return sum(item.verdict == verdict for item in self.items if item.kind != "term")


def read(path: Path, connection: sqlite3.Connection) -> Seen:
    """Read a saved page against the published base.

    Raises UsageError if there is no such file, or it is no page.
    """
    return of_html(_bytes(path), connection, str(path))


def text_of(path: Path) -> str:
    """The text of a saved page, or of a file of plain text.

    Raises UsageError if there is no such file, or it holds no text.
    """
    return _parsed(_bytes(path), str(path))[1]


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"{path}: is larger than 20 MB; save the page alone, as HTML")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: can't be read ({error.strerror}); name a saved page") from error


def _parsed(body: bytes, name: str) -> tuple[BeautifulSoup, str]:
    """A page without what nobody sees, and its text. Raises UsageError if it has none."""
    if b"\x00" in body[:1000] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UsageError(f"{name}: is not a web page; save it from the browser as HTML")
    soup = BeautifulSoup(body, "lxml")
    for hidden in soup.find_all(_HIDDEN):
        hidden.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    text = soup.get_text(" ", strip=True)
    if not text:
        raise UsageError(f"{name}: contains no text; save it from the browser as HTML")
    return soup, text


def of_html(body: bytes, connection: sqlite3.Connection, name: str = "the page") -> Seen:
    """Read the bytes of a page. Raises UsageError if they hold no text."""
    soup, text = _parsed(body, name)
    base = _Base(connection)
    items: dict[tuple[str, str], Item] = {}
    for item in (
        *_numbered(base, text, soup),
        *_titled(base, soup),
        *_terms(base, text),
    ):
        items.setdefault((item.kind, item.id), item)
    order = ("trial", "paper", "term")
    found = sorted(items.values(), key=lambda item: order.index(item.kind))
    return Seen(_one_line(soup.title.get_text() if soup.title else name), tuple(found))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    """Words alone, in small letters: two spellings of a title come out the same."""
    return " ".join(_WORDS.findall(fold(text)))


# --- numbers ---


def _numbered(base: "_Base", text: str, soup: BeautifulSoup) -> Iterator[Item]:
    # Addresses and descriptions name records too; a link to a trial often shows only its title.
    hidden = [str(tag["href"]) for tag in soup.find_all("a", href=True)]
    hidden += [str(tag["content"]) for tag in soup.find_all("meta", content=True)]
    for part in (text, *hidden):
        numbers = (*trials_in(part), *find(part, "paper"))
        for found in sorted(numbers, key=lambda number: number.start):
            yield base.number(found)


# --- titles ---


def _titled(base: "_Base", soup: BeautifulSoup) -> Iterator[Item]:
    seen: set[tuple[str, bool]] = set()
    for tag in soup.find_all(_TITLED):
        shown, link = _one_line(tag.get_text(" ")), tag.name == "a"
        plain = _plain(_NUMBERED.sub("", shown))
        if (plain, link) in seen or not _LEAST_WORDS <= len(plain.split()) <= _MOST_WORDS:
            continue
        seen.add((plain, link))
        item = base.titled(shown, plain, cut_off=bool(_CUT_OFF.search(shown)))
        if item is not None:
            yield item
        elif link and len(plain.split()) >= _LEAST_LINK_WORDS:
            address = str(tag.get("href", ""))
            if not find(f"{shown} {address}"):
                kind: Kind = "trial" if _OF_TRIALS.search(address) else "paper"
                because = "without a number, and no record here has this title"
                yield Item(kind, plain, shown, "unknown", because)


# --- terms ---


def _terms(base: "_Base", text: str) -> Iterator[Item]:
    padded = f" {_plain(text)} "
    for name, ui, said, trials, articles in base.terms():
        plain = _plain(said)
        if len(plain) >= _LEAST_TERM and f" {plain} " in padded:
            because = f"a MeSH term of {trials} trials and {articles} papers here"
            yield Item("term", ui, said, "here", because, name, f"/mesh/{ui}")


def held(
    connection: sqlite3.Connection, kind: str, registry: str, number: str
) -> tuple[str, str, str | None, str | None] | None:
    """The record that a number of a registry names, if it is held.

    Its key, its title, the day of its removal, and the number itself where it is another one.
    """
    rows = _ask(connection, "number", kind=kind, registry=registry, number=number)
    return (rows[0][0], rows[0][1], rows[0][2], rows[0][3]) if rows else None


def _ask(connection: sqlite3.Connection, name: str, **values: str) -> list[tuple[str, ...]]:
    sql = (_SQL / f"{name}.sql").read_text("utf-8")
    return connection.execute(sql, values).fetchall()


class _Base:
    """What the published base answers about numbers, titles and terms."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._titles: dict[str, tuple[Kind, str, str]] | None = None
        self._labels = {registry.name: registry.label for registry in registries()}
        self._kinds: dict[str, Kind] = {each.name: each.kind for each in registries()}

    def _rows(self, name: str, **values: str) -> list[tuple[str, ...]]:
        return _ask(self._connection, name, **values)

    def number(self, found: Found) -> Item:
        """The verdict on a number of a trial or paper."""
        kind = self._kinds[found.registry]
        said = _one_line(found.spelling)
        rows = self._rows("number", kind=kind, registry=found.registry, number=found.id)
        if not rows:
            verdict, because = self._absent(found)
            return Item(kind, found.id, said, verdict, because)
        identifier, title, removed_on, alias = rows[0]
        return self._held(kind, identifier, said, title, removed_on, alias)

    def _held(
        self, kind: Kind, identifier: str, said: str, title: str, removed: str, alias: str | None
    ) -> Item:
        path = page(kind, identifier)
        if removed:
            because = f"removed from its registry (seen on {removed}); the last version is kept"
            return Item(kind, identifier, said, "not here", because, title, path)
        because = self._why_here(kind, identifier)
        if alias:
            because = f"as {identifier}, which {alias} names too; {because}"
        return Item(kind, identifier, said, "here", because, title, path)

    def _why_here(self, kind: Kind, identifier: str) -> str:
        name = "trial" if kind == "trial" else "article"
        rows = self._rows("why_here", kind=name, id=identifier)
        now = sorted({str(row[0]) for row in rows if row[1] is None})
        if now:
            return f"found by search {', '.join(now)}"
        if rows:
            return f"left search {rows[0][0]} on {rows[0][1][:10]}, and is kept"
        return "not found by a search; included because a trial cites it or it names a trial"

    def _absent(self, found: Found) -> tuple[Verdict, str]:
        unreadable = self._rows("unreadable", id=found.id)
        if unreadable:
            return "not here", f"it could not be read: {unreadable[0][0]}"
        asked = {each.numbers.code for each in sources(self._connection) if each.numbers}
        searched = found.registry in asked or self._rows("held", registry=found.registry)
        if searched or self._kinds[found.registry] == "paper":
            naming = self._rows("naming", id=found.id)
            told = ", ".join(str(row[0]) for row in naming[:3])
            more = f"; named by {told}, which is here" if naming else ""
            return "not here", f"not found by the topic searches{more}"
        label = self._labels[found.registry]
        return "unknown", f"a number of {label}, which is not searched; no trial here has it"

    def titled(self, said: str, plain: str, *, cut_off: bool) -> Item | None:
        """The record of that title, whole or cut off; None if none here has it."""
        if self._titles is None:
            rows = self._rows("titles")
            self._titles = {_plain(title): (kind, key, title) for kind, key, title in rows}  # type: ignore[misc]  # the query gives the two kinds
        record = self._titles.get(plain)
        if cut_off:
            starts = {held for full, held in self._titles.items() if full.startswith(plain)}
            record = starts.pop() if len(starts) == 1 and len(plain) >= _LEAST_PREFIX else None
        if record is None:
            return None
        kind, identifier, _ = record
        ((found, title, removed, alias),) = self._rows(
            "number", kind=kind, registry="", number=identifier
        )
        return self._held(kind, found, said, title, removed, alias)

    def terms(self) -> list[tuple[str, ...]]:
        """(name, ui, spelling, trials, papers) of the MeSH terms in use and their synonyms."""
        return self._rows("terms")


def as_text(seen: Seen) -> str:
    """Lines for a terminal."""
    lines = [seen.title]
    for item in seen.items:
        number = f"{item.id}: " if item.path and item.kind != "term" else ""
        what = item.title or item.said
        lines.append(f"{item.verdict:8}  {item.kind:5}  {number}{what} ({item.because})")
    lines.append(
        f"Trials and papers: {seen.count('here')} here, {seen.count('not here')} not here, "
        f"{seen.count('unknown')} unknown"
    )
    return "\n".join(lines)


def as_json(seen: Seen) -> str:
    """One JSON object: title, counts and items."""
    counts = {verdict: seen.count(verdict) for verdict in VERDICTS}
    body = {"title": seen.title, "counts": counts, "items": [asdict(item) for item in seen.items]}
    return json.dumps(body, ensure_ascii=False, indent=1)
