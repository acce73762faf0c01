"""What is new in a list or saved query since a bookmark of it: came, went, changed."""

import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest import feeds
from harvest.changes import Told
from harvest.errors import UsageError
from harvest.queries import find
from harvest.site import bookmarks
from harvest.site.bookmarks import LONGEST_NAME, Bookmark, Since
from harvest.site.catalog import holdings
from harvest.site.lists.answer import ENDINGS, cards
from harvest.site.lists.facets import Kind
from harvest.site.lists.following import followed
from harvest.site.page import page, site
from harvest.site.parts import downloads
from harvest.site.parts.changes import Shown, in_words
from harvest.site.parts.downloads import ENDING, download, refusal

SHOWN = 100
"""Records of a part that are on the page; a download has all."""
_MOST_CHANGES = 2_000
_PARTS = ("new", "came", "changed", "went")


@dataclass(frozen=True, slots=True)
class News:
    """What is new: ``changed`` are records that stayed, with what is told of each since."""

    found: Since
    changed: dict[str, list[Shown]]
    of_others: dict[str, list[Shown]]
    now: tuple[str, ...]

    def part(self, name: str) -> list[str]:
        """The keys of a part: ``new`` are those that came and those that changed."""
        changed = list(self.changed)
        parts = {"came": [*self.found.came], "went": [*self.found.went], "changed": changed}
        return parts.get(name, [*self.found.came, *changed])


async def new(datasette: Datasette, request: Request) -> Response:
    """The page of a bookmark; of a list without one, the way to set it."""
    try:
        asked = bookmarks.checked(_asked(request))
        title = await _title(datasette, asked)
        told = await _news(datasette, asked)
    except UsageError as error:
        return refusal(datasette, str(error))
    published = str(site(datasette).database.generation.facts["published_at"])
    next_one = replace(asked, at=published, had=bookmarks.packed(told.now))
    shown: dict[str, Any] = {
        "bookmark": asked,
        "title": title,
        "next": next_one,
        "records": len(told.now),
        "longest_name": LONGEST_NAME,
        "news": told,
        "endings": ENDINGS,
        "most": SHOWN,
        "came_cards": await _cards(datasette, told.found.came),
        "went_cards": await _cards(datasette, told.found.went),
        "changed": list(told.changed.items())[:SHOWN],
    }
    return page(datasette, "new.html", shown)


async def export(datasette: Datasette, request: Request) -> Response:
    """The records that are new, or of another part, as a file."""
    part = request.args.get("part") or _PARTS[0]
    try:
        if part not in _PARTS:
            raise UsageError(f"part: {part!r}: unknown value; choose from {', '.join(_PARTS)}")
        asked = bookmarks.checked(_asked(request))
        if asked.had is None:
            raise UsageError("had: is missing; take the whole address of the bookmark")
        ids = (await _news(datasette, asked)).part(part)
    except UsageError as error:
        return refusal(datasette, str(error))
    chosen = downloads.columns(request)
    return await download(
        datasette,
        request,
        f"{part}-since-{asked.at[:10]}",
        lambda connection, form: downloads.records(connection, ids, form, chosen),
    )


def _asked(request: Request) -> Bookmark:
    def given(name: str) -> str:
        return (request.args.get(name) or "").replace("\x00", "").strip()

    return Bookmark(given("of"), given("name")[:LONGEST_NAME], given("at"), given("had") or None)


async def _title(datasette: Datasette, asked: Bookmark) -> str:
    path = asked.of.partition("?")[0]
    if path.startswith("/queries/") and (query := find(path.removeprefix("/queries/"))):
        return query.title
    if path not in ("/trials", "/articles"):
        raise UsageError(
            f"of: {asked.of!r} is not the address of a list or saved query; write e.g. "
            "/trials?country=China"
        )
    return (await followed(datasette, {"list": asked.of})).title


async def _news(datasette: Datasette, asked: Bookmark) -> News:
    held = await holdings(datasette)

    def work(connection: sqlite3.Connection) -> tuple[list[str], Since, list[Told]]:
        now = bookmarks.records(connection, asked.of)
        if asked.had is None:
            return now, Since((), (), ()), []
        found = bookmarks.since(connection, now, asked.had)
        records = (*found.stayed, *found.came, *found.went)
        if "changes" not in held.tables or not records:
            return now, found, []
        wanted = feeds.Filter(since=asked.at[:10], records=records, limit=_MOST_CHANGES)
        return now, found, [c for c in feeds.read(connection, wanted) if c.seen_at > asked.at]

    now, found, changes = await site(datasette).database.generation.run(work, patient=True)
    told: dict[str, list[Shown]] = {}
    for shown in in_words(changes, held):
        told.setdefault(shown.change.record_id, []).append(shown)
    stayed = set(found.stayed)
    return News(
        found,
        {key: told[key] for key in found.stayed if key in told},
        {key: those for key, those in told.items() if key not in stayed},
        tuple(now),
    )


async def _cards(datasette: Datasette, keys: tuple[str, ...]) -> dict[Kind, Any]:
    """The cards of trials and of papers among some records, those that the page shows."""
    kinds: tuple[Kind, ...] = ("trials", "articles")
    return {kind: await cards(datasette, kind, keys[:SHOWN]) for kind in kinds}


ROUTES = [(r"^/new$", new), (rf"^/new\.{ENDING}$", export)]
