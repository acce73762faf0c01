"""Who runs the trials: the list of sponsors, and a page to follow each."""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest.site.cache import once
from harvest.site.cached_page import kept_page
from harvest.site.charts import Bar, Cell, Picture, Span, bars, is_past, kind_of_status, on_both
from harvest.site.lists.answer import cards, figures, only_touching
from harvest.site.lists.asked import Asked
from harvest.site.lists.shelf import kept, shelf, tray_of
from harvest.site.page import Rows, fetch, page, site
from harvest.site.parts.changes import Shown, latest
from harvest.site.parts.headings import missing, note
from harvest.site.parts.over_time import BARS, bars_of, going
from harvest.site.parts.sponsors import Sponsor, sponsors
from harvest.site.render.addresses import page_of

ROWS = 100
_DRAWN = 40
_PAPERS = 10
_RULES = {
    "spelling": "by the rules of spelling",
    "curated": "from the list of the program",
    "judgement": "by a judgement of this topic",
    "apart": "kept by itself by a judgement of this topic",
}


async def listed(datasette: Datasette, request: Request) -> Response:
    """Every sponsor, those with most trials first; ``q`` is part of a name."""
    words = (request.args.get("q") or "").strip()[:200]
    every = await sponsors(datasette)
    found = every.with_words(words)
    asked = request.args.get("page") or ""
    number = int(asked) if asked.isdecimal() and 0 < len(asked) < 6 and int(asked) else 1
    shown = {
        "words": words,
        "total": len(found),
        "sponsors": found[(number - 1) * ROWS : number * ROWS],
        "number": number,
        "pages": ceil(len(found) / ROWS),
        "left_out": await only_touching(datasette),
    }
    if words:
        return page(datasette, "sponsors.html", shown)
    return await kept_page(datasette, "sponsors.html", number, shown)


@dataclass(frozen=True, slots=True)
class _Held:
    """What a sponsor's page shows of all of its trials and papers."""

    trials: tuple[str, ...]
    papers: int
    newest_papers: tuple[str, ...]
    pictures: list[Picture]


async def one(datasette: Datasette, request: Request) -> Response:
    """A sponsor: trials, their states over time, papers and changes."""
    every = await sponsors(datasette)
    sponsor = every.find(request.url_vars["slug"])
    if sponsor is None:
        raise NotFound("Sponsor not found.")
    if sponsor.slug != request.url_vars["slug"]:  # a spelling that is another's by now
        return Response.redirect(f"/sponsors/{sponsor.slug}")
    today = date.fromisoformat(str(site(datasette).database.generation.facts["published_at"])[:10])
    held = await once(
        datasette, ("sponsor", sponsor.slug), lambda connection: _look(connection, sponsor, today)
    )
    ticked = kept(request)
    asked = _of(sponsor)
    itself = members = None
    if sponsor.members:
        itself, members = [
            await shelf(datasette, replace(_of(sponsor, facet), compare=ticked))
            for facet in ("sponsor_itself", "sponsor_members")
        ]
    trials = await shelf(datasette, replace(asked, compare=ticked))
    changes: Sequence[Shown] | None = await latest(datasette, held.trials)
    shown = {
        "sponsor": sponsor,
        "above": every.called(sponsor.above.name) if sponsor.above else None,
        "members": [every.called(name) for name in sponsor.members],
        "pictures": held.pictures,
        "trials": trials,
        "tray": tray_of(request, *((itself, members) if itself else (trials,))),
        "itself": itself,
        "of_members": members,
        "rules": _RULES,
        "low_relevance": (await figures(datasette, replace(asked, everything=False), ())).left_out,
        "papers": await cards(datasette, "articles", held.newest_papers),
        "n_papers": held.papers,
        "changes": changes,
    }
    return page(datasette, "sponsor.html", shown)


def _of(sponsor: Sponsor, facet: str = "sponsor") -> Asked:
    """The list of its studies, whatever the spelling and the relevance."""
    return Asked("trials", chosen=((facet, (sponsor.name,)),), everything=True)


def _look(connection: sqlite3.Connection, sponsor: Sponsor, today: date) -> _Held:
    names = {"names": json.dumps(sponsor.counted)}
    trials = fetch(connection, "sponsor_trials", names)
    papers = fetch(connection, "sponsor_papers", names)
    return _Held(
        tuple(row["trial_id"] for row in trials),
        len(papers),
        tuple(row["article_id"] for row in papers[:_PAPERS]),
        pictures(sponsor, trials, today),
    )


def pictures(sponsor: Sponsor, trials: Rows, today: date) -> list[Picture]:
    """The states of a sponsor's trials, and the trials over time."""
    states = Counter((row["status"], row["status_label"] or "Not given") for row in trials)
    ordered = sorted(states.items(), key=lambda item: (-item[1], item[0][1]))
    links = [
        _of(sponsor).toggled("status", code).address() if code else None for (code, _), _ in ordered
    ]
    noun = "trial" if len(trials) == 1 else "trials"
    if len(trials) > sponsor.leads + sponsor.supports:
        noun = "registrations"  # of fewer studies
    title = f"{len(trials):,} {noun} of {sponsor.name} by status"
    shown = [
        Bar(label, number, link, kind_of_status(code))
        for ((code, label), number), link in zip(ordered, links, strict=True)
    ]
    mix = Picture(
        "states",
        title,
        on_both(lambda sheet: bars(title, "One bar for each status.", shown, "trials", sheet)),
        ("Status", "Trials"),
        [
            (Cell(label), Cell(number, link))
            for ((_, label), number), link in zip(ordered, links, strict=True)
        ],
    )
    started = [Span(*tuple(row)[:7]) for row in trials if row["start_date"]]
    spans = started[:_DRAWN]
    if not spans:
        return [mix]
    noun = "trial" if len(spans) == 1 else "trials"
    counted = f"{len(spans)} {noun}"
    if len(started) > len(spans):
        counted = f"The {len(spans)} trials that started last, of {len(started):,}"
    heading = f"{counted} of {sponsor.name} from start to completion: {going(spans, today)}"
    over_time = Picture(
        "time",
        heading,
        bars_of(heading, spans, today),
        ("Trial", "Title", "Status", "Start", "Completion", "Stated end"),
        [
            (
                Cell(span.trial_id, page_of("trial", span.trial_id)),
                Cell(span.title),
                Cell(span.status_label),
                Cell(span.start),
                Cell(span.completion),
                Cell("has passed" if is_past(span, today) else ""),
            )
            for span in spans
        ],
        note(BARS, missing(len(trials) - len(started), "trials", "state no start date")),
    )
    return [mix, over_time]


ROUTES = [(r"^/sponsors$", listed), (r"^/sponsors/(?P<slug>[a-z0-9-]{1,80})$", one)]
