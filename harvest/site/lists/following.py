"""What a page lets be followed: what it is called, and every way in which it can be."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import NotFound

from harvest.errors import UsageError
from harvest.queries import find
from harvest.site.catalog import holdings
from harvest.site.lists import shown
from harvest.site.lists.answer import whole
from harvest.site.lists.records import asked_by, each_registration
from harvest.site.page import read_one, site
from harvest.site.parts.changes import records_of
from harvest.site.parts.sponsors import sponsors
from harvest.site.render.addresses import page_of
from harvest.subscriptions.following import KINDS, LONGEST, Follow, Kind


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed: what it is called, its page, its feed, and lines for a digest's file."""

    follow: Follow
    title: str
    page: str
    feed: str
    lines: str

    @property
    def safe_title(self) -> str:
        """It for a mail to somebody who may not have asked: with nothing that a visitor wrote."""
        return "a list of this site" if self.follow.kind == "list" else self.title

    @property
    def fields(self) -> str:
        """It in an address."""
        return urlencode([(self.follow.kind, self.follow.key)]) if self.follow.key else ""


async def followed(datasette: Datasette, given: Mapping[str, str]) -> Followed:
    """What the fields name; the whole topic where they name nothing.

    Raises NotFound where there is no such thing here.
    """
    kinds = [kind for kind in KINDS if kind != "topic" and given.get(kind)]
    if not kinds:
        title = site(datasette).config.topic.title
        lines = "# nothing named: the whole topic"
        return Followed(Follow("topic"), title, "/changes", "/changes.atom", lines)
    if len(kinds) > 1:
        raise NotFound("One thing at a time can be followed.")
    key = given[kinds[0]].replace("\x00", "").strip()
    if len(key) > LONGEST:
        raise NotFound("This list has too many filters to be followed; remove some.")
    found = await _MAKERS[kinds[0]](datasette, key)
    if found is None:
        raise NotFound("Nothing of that name is here to be followed.")
    return found


async def _trial(datasette: Datasette, key: str) -> Followed | None:
    row = await read_one(datasette, "follow_trial", trial_id=key)
    if row is None:
        return None
    title = f"{key}: {row['title']}" if row["title"] else key
    page = page_of("trial", key)
    return Followed(
        Follow("trial", key), title, page, f"{page}/changes.atom", f'trials = ["{key}"]'
    )


async def _sponsor(datasette: Datasette, key: str) -> Followed | None:
    every = await sponsors(datasette)
    found = every.find(key) or (every.called(key) if key in every.slugs else None)
    if found is None:
        return None
    page = f"/sponsors/{found.slug}"
    follow = Follow("sponsor", found.name)
    lines = f"sponsors = [{toml(found.name)}]"
    return Followed(follow, found.name, page, f"{page}/changes.atom", lines)


async def _query(datasette: Datasette, key: str) -> Followed | None:
    query = find(key)
    if query is None:
        return None
    page = f"/queries/{key}"
    title, lines = f"Saved query: {query.title}", f'queries = ["{key}"]'
    return Followed(Follow("query", key), title, page, f"{page}/changes.atom", lines)


async def _list(datasette: Datasette, key: str) -> Followed | None:
    try:
        asked = asked_by(key)
    except UsageError:
        return None
    active = [
        f"{each.title} {each.label}" for each in shown.active(asked, await holdings(datasette))
    ]
    noun = "Trials" if asked.kind == "trials" else "Papers"
    title = f"{noun}: {', '.join(active)}" if active else f"All {noun.lower()}"
    address = asked.address()
    return Followed(
        Follow("list", address),
        title,
        address,
        asked.address(".atom"),
        f"lists = [{toml(address)}]",
    )


_MAKERS = {"trial": _trial, "sponsor": _sponsor, "query": _query, "list": _list}


def toml(text: str) -> str:
    """A text as a file in TOML has it."""
    escaped = "".join(
        f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else c
        for c in text.replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{escaped}"'


async def trials_of(datasette: Datasette, of: Followed) -> tuple[str, ...] | None:
    """The trials of what is followed; None for the whole topic."""
    kind: Kind = of.follow.kind
    if kind == "topic":
        return None
    if kind == "trial":
        return (of.follow.key,)
    if kind == "list":
        asked = each_registration(asked_by(of.follow.key))
        return tuple(await whole(datasette, asked)) if asked.kind == "trials" else ()
    if kind == "sponsor":
        asked = asked_by(f"/trials?{urlencode({'sponsor': of.follow.key, 'all': 1})}")
        return tuple(await whole(datasette, each_registration(asked)))

    def work(connection: sqlite3.Connection) -> tuple[str, ...]:
        try:
            return tuple(records_of(connection, of.follow.key, {}))
        except UsageError:
            return ()

    found: tuple[str, ...] = await site(datasette).database.execute_fn(work)
    return found
