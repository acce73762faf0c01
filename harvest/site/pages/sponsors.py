"""Who runs the trials: the list of sponsors, and a page to follow each."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import ceil

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest.site import addresses
from harvest.site.changes import Shown, latest
from harvest.site.charts import Bar, Cell, Picture, Span, bars, kind_of_status, timeline
from harvest.site.lists.asked import Asked
from harvest.site.page import Rows, page, read, site
from harvest.site.pages.lists import cards
from harvest.site.shelf import shelf
from harvest.site.sponsors import Sponsor, sponsors

ROWS = 100
_DRAWN = 40
_PAPERS = 10


async def listed(datasette: Datasette, request: Request) -> Response:
    """Every sponsor, those with most trials first; ``q`` is part of a name."""
    words = (request.args.get("q") or "").strip()[:200]
    wanted = words.casefold().split()
    found = [
        sponsor
        for sponsor in (await sponsors(datasette)).values()
        if all(word in " ".join(sponsor.names).casefold() for word in wanted)
    ]
    asked = request.args.get("page") or ""
    number = int(asked) if asked.isdecimal() and 0 < len(asked) < 6 and int(asked) else 1
    shown = {
        "words": words,
        "total": len(found),
        "sponsors": found[(number - 1) * ROWS : number * ROWS],
        "number": number,
        "pages": ceil(len(found) / ROWS),
    }
    return page(datasette, "sponsors.html", shown)


async def one(datasette: Datasette, request: Request) -> Response:
    """A sponsor: trials, their states over time, papers and changes."""
    sponsor = (await sponsors(datasette)).get(request.url_vars["slug"])
    if sponsor is None:
        raise NotFound("No trial here has a sponsor of that name.")
    names = {"names": json.dumps(sponsor.names)}
    trials, papers = await read(datasette, ("sponsor_trials", names), ("sponsor_papers", names))
    ids = tuple(row["nct_id"] for row in trials)
    asked = Asked("trials", chosen=(("sponsor", sponsor.names),), everything=True)
    changes: Sequence[Shown] | None = await latest(datasette, ids)
    today = date.fromisoformat(str(site(datasette).database.generation.facts["published_at"])[:10])
    shown = {
        "sponsor": sponsor,
        "pictures": pictures(sponsor, trials, today),
        "trials": await shelf(datasette, asked),
        "papers": await cards(datasette, "articles", [row["pmid"] for row in papers[:_PAPERS]]),
        "n_papers": len(papers),
        "changes": changes,
    }
    return page(datasette, "sponsor.html", shown)


def pictures(sponsor: Sponsor, trials: Rows, today: date) -> list[Picture]:
    """The states of a sponsor's trials, and the trials over time."""
    states = Counter((row["status"], row["status_label"] or "Not given") for row in trials)
    ordered = sorted(states.items(), key=lambda item: (-item[1], item[0][1]))
    links = [addresses.trials(sponsor=sponsor.name, status=code, all=1) for (code, _), _ in ordered]
    title = f"{len(trials):,} trials of {sponsor.name} by status"
    mix = Picture(
        "states",
        title,
        bars(
            title,
            "One bar for each status.",
            [
                Bar(label, number, link, kind_of_status(code))
                for ((code, label), number), link in zip(ordered, links, strict=True)
            ],
            "trials",
        ),
        ("Status", "Trials"),
        [
            (Cell(label), Cell(number, link))
            for ((_, label), number), link in zip(ordered, links, strict=True)
        ],
    )
    spans = [Span(*tuple(row)[:7]) for row in trials if row["start_date"]][:_DRAWN]
    if not spans:
        return [mix]
    title = f"Trials of {sponsor.name} from start to completion"
    over_time = Picture(
        "time",
        title,
        timeline(title, "One bar a trial; the dashed line is today.", spans, today),
        ("Trial", "Title", "Status", "Start", "Completion"),
        [
            (
                Cell(span.nct_id, f"/trials/{span.nct_id}"),
                Cell(span.title),
                Cell(span.status_label),
                Cell(span.start),
                Cell(span.completion),
            )
            for span in spans
        ],
    )
    return [mix, over_time]


ROUTES = [(r"^/sponsors$", listed), (r"^/sponsors/(?P<slug>[a-z0-9-]{1,80})$", one)]
