"""The desk of a review: what is to decide, what was decided, conflicts and agreement."""

import csv
import io
import json
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import wraps
from math import ceil
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest.desk import decisions as desk
from harvest.desk.decisions import Stage
from harvest.desk.decisions.rows import row_of
from harvest.errors import HarvestError, UsageError
from harvest.identifiers import is_paper
from harvest.judgements.files import DECISIONS
from harvest.site import bookmarks
from harvest.site.desk.persons import needs_link, private, required, viewer
from harvest.site.desk.shown import STAGE_WORDS, STATES, chosen, counts, desk_of
from harvest.site.desk.writing import NOT_NOW, log, said
from harvest.site.lists.answer import ENDINGS, cards
from harvest.site.lists.asked import CARDS
from harvest.site.page import page, site
from harvest.site.parts import downloads
from harvest.site.parts.downloads import ENDING, download

View = Callable[[Datasette, Request], Awaitable[Response]]
_LISTS = (("/trials", "Trials"), ("/articles", "Papers"))


def told(view: View) -> View:
    """The view, with what is wrong told on a page of the desk."""

    @wraps(view)
    async def answer(datasette: Datasette, request: Request) -> Response:
        try:
            return await view(datasette, request)
        except UsageError as error:
            return said(datasette, "Invalid request", str(error), 400)
        except HarvestError as error:
            log.error("%s", error)  # names the file, and nobody in it
            return said(datasette, "Not now", NOT_NOW, 503)

    return answer


async def home(datasette: Datasette, request: Request) -> Response:
    """The desk: what is to do, by stage and list; where nobody is known, who sits here."""
    of = required(datasette)
    person = viewer(datasette, request)
    if person is None:
        shown: dict[str, Any] = {"needs_link": needs_link(of), "people": of.config.desk.people}
        if needs_link(of):
            shown["people"] = ()  # names of persons are for those who are known
        return private(page(datasette, "desk/name.html", shown))
    mine = await desk_of(datasette, person)
    keys = {of_list: await _keys(datasette, of_list) for of_list, _ in _LISTS}
    rows = [
        {
            "title": title,
            "of": of_list,
            "stage": stage,
            "words": STAGE_WORDS[stage],
            "counts": counts(mine, keys[of_list], stage),
        }
        for stage in desk.STAGES
        for of_list, title in _LISTS
    ]
    conflicts = mine.found.conflicts()
    shown = {
        "desk": mine,
        "rows": rows,
        "states": STATES,
        "address": _address,
        "conflicts": conflicts,
        "stage_words": STAGE_WORDS,
        "titles": await _titles(datasette, [each.record for each in conflicts]),
        "agreement": [
            (STAGE_WORDS[stage], each)
            for stage in desk.STAGES
            for each in desk.agreement(mine.found, stage)
        ],
        "blind": mine.found.reviewers == 2,
    }
    return private(page(datasette, "desk/home.html", shown))


async def listed(datasette: Datasette, request: Request) -> Response:
    """A list or saved query by what was decided of its records, with buttons to decide."""
    required(datasette)
    person = viewer(datasette, request)
    if person is None:
        return private(Response.redirect("/desk"))
    of, stage, state = _asked(request)
    mine = await desk_of(datasette, person)
    keys = await _keys(datasette, of)
    found = chosen(mine, keys, stage, state)
    given = request.args.get("page") or ""
    number = int(given) if given.isdecimal() and 0 < len(given) < 6 and int(given) else 1
    here = found[(number - 1) * CARDS : number * CARDS]
    trials = [key for key in here if not is_paper(key)]
    papers = [key for key in here if is_paper(key)]
    shown = {
        "desk": mine,
        "of": of,
        "stage": stage,
        "state": state,
        "states": STATES,
        "counts": counts(mine, keys, stage),
        "stages": STAGE_WORDS,
        "address": _address,
        "total": len(found),
        "number": number,
        "pages": ceil(len(found) / CARDS),
        "trials": await cards(datasette, "trials", trials),
        "papers": await cards(datasette, "articles", papers),
        "endings": ENDINGS,
        "back": _address(of, stage, state, page=number),
    }
    return private(page(datasette, "desk/list.html", shown))


async def export(datasette: Datasette, request: Request) -> Response:
    """The records of such a list as a file, without the decisions."""
    required(datasette)
    person = viewer(datasette, request)
    if person is None:
        return said(datasette, "Not known", "Open the desk first.", 403)
    of, stage, state = _asked(request)
    mine = await desk_of(datasette, person)
    ids = chosen(mine, await _keys(datasette, of), stage, state)
    columns = downloads.columns(request)
    made = await download(
        datasette,
        request,
        f"{state}-{stage}",
        lambda connection, form: downloads.records(connection, ids, form, columns),
    )
    return private(made)


async def decisions(datasette: Datasette, request: Request) -> Response:
    """The decisions that a person may see, as CSV or JSON."""
    required(datasette)
    person = viewer(datasette, request)
    if person is None:
        return said(datasette, "Not known", "Open the desk first.", 403)
    mine = await desk_of(datasette, person)
    rows = [asdict(each) for each in mine.found]
    if request.url_vars["ending"] == "json":
        body = json.dumps(rows, ensure_ascii=False, indent=1).encode() + b"\n"
        return private(downloads.file(body, "decisions.json", "application/json; charset=utf-8"))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, DECISIONS.columns)
    writer.writeheader()
    writer.writerows(row_of(each).cells for each in mine.found)
    made = downloads.file(out.getvalue().encode(), "decisions.csv", "text/csv; charset=utf-8")
    return private(made)


async def enter(datasette: Datasette, request: Request) -> Response:
    """The page of a secret link: a button, as programs that read mail follow links."""
    required(datasette)
    return private(page(datasette, "desk/enter.html", {"key": request.args.get("key") or ""}))


def _asked(request: Request) -> tuple[str, Stage, str]:
    of = (request.args.get("of") or _LISTS[0][0]).replace("\x00", "")
    stage = desk.stage_of(request.args.get("stage") or desk.STAGES[0])
    state = request.args.get("state") or "to-decide"
    if state not in STATES:
        raise UsageError(f"state: {state!r}: unknown value; choose from {', '.join(STATES)}")
    return of, stage, state


def _address(of: str, stage: str, state: str, ending: str = "", page: int = 1) -> str:
    fields = [("of", of), ("stage", stage), ("state", state)]
    if page > 1:
        fields.append(("page", str(page)))
    return f"/desk/list{ending}?{urlencode(fields, safe='/')}"


async def _keys(datasette: Datasette, of: str) -> list[str]:
    found: list[str] = await site(datasette).database.generation.run(
        lambda connection: bookmarks.records(connection, of), patient=True
    )
    return found


async def _titles(datasette: Datasette, records: list[str]) -> dict[str, str]:
    sql = (
        "SELECT trial_id, brief_title FROM trials UNION ALL SELECT article_id, title FROM articles"
    )

    def work(connection: sqlite3.Connection) -> dict[str, str]:
        wanted = {part for record in records for part in desk.parts(record)}
        return {
            str(key): str(title or key) for key, title in connection.execute(sql) if key in wanted
        }

    made: dict[str, str] = await site(datasette).database.generation.run(work, patient=True)
    return made


ROUTES = [
    (r"^/desk$", told(home)),
    (r"^/desk/list$", told(listed)),
    (rf"^/desk/list\.{ENDING}$", told(export)),
    (r"^/desk/decisions\.(?P<ending>csv|json)$", told(decisions)),
    (r"^/desk/enter$", enter),
]
