"""What people write at the desk: decisions, verdicts on candidates, and who they are.

Who calls has seen that the form was sent from this site by a browser.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Mapping

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest.config import Config
from harvest.desk import decisions as desk
from harvest.desk import links
from harvest.desk.decisions.rows import name_problem, one_line
from harvest.errors import HarvestError, UsageError
from harvest.judgements.files import VERDICTS, Row, make_folder, rewrite
from harvest.judgements.lock import alone
from harvest.site.context import Site
from harvest.site.desk.persons import (
    cookie_of_key,
    cookie_of_name,
    needs_link,
    no_cookie,
    private,
    required,
    viewer,
)
from harvest.site.page import page, site

log = logging.getLogger("harvest.site.desk")

Fields = Mapping[str, str]
Answer = Callable[[Datasette, Request, Fields], Awaitable[Response]]

HOME = "/desk"
NOT_NOW = "The file of decisions can't be used at the moment; the operator finds why in the log."
_UNKNOWN = "It is not known who you are. Open your link again, or say your name at the desk."


def said(datasette: Datasette, heading: str, message: str, status: int) -> Response:
    """A page that says what is wrong."""
    shown = {"heading": heading, "message": message}
    return private(page(datasette, "desk/said.html", shown, status=status))


async def answered(
    answer: Answer, datasette: Datasette, request: Request, given: Fields
) -> Response:
    """What is answered to a form; a mistake in it is told."""
    try:
        return await answer(datasette, request, given)
    except UsageError as error:
        return said(datasette, "Not saved", str(error), 400)
    except HarvestError as error:
        log.error("%s", error)  # names the file, and nobody in it
        return said(datasette, "Not saved", NOT_NOW, 503)


async def _decide(datasette: Datasette, request: Request, given: Fields) -> Response:
    person = viewer(datasette, request)
    if person is None:
        return said(datasette, "Not saved", _UNKNOWN, 403)
    of = site(datasette)

    def work(connection: sqlite3.Connection) -> None:
        former = desk.former_numbers(connection)
        stage = desk.stage_of(given.get("stage", ""))
        if given.get("decision") == "undo":
            key = desk.find(connection, given.get("record", ""))
            desk.take_back(of.config, key, stage, person, clock=of.clock, former=former)
            return
        word = desk.word_of(given.get("decision", ""))
        made = desk.new(
            of.config,
            connection,
            given.get("record", ""),
            word,
            stage=stage,
            person=person,
            reason=given.get("reason", "") if word == "exclude" else "",
            note=given.get("note", ""),
        )
        desk.write(of.config, [made], clock=of.clock, former=former)

    await of.database.generation.run(work, patient=True)
    return _back(given)


async def _judge(datasette: Datasette, request: Request, given: Fields) -> Response:
    person = viewer(datasette, request)
    if person is None:
        return said(datasette, "Not saved", _UNKNOWN, 403)
    of = site(datasette)
    verdict = given.get("verdict", "")
    if verdict not in ("yes", "no", ""):
        raise UsageError(f"{verdict!r} is not a verdict; write yes or no")

    def known(connection: sqlite3.Connection) -> tuple[str, str]:
        trial, paper = given.get("trial", ""), given.get("paper", "")
        desk.find(connection, f"{trial}+{paper}")
        return trial, paper

    trial, paper = await of.database.generation.run(known)
    day = of.clock.now().date().isoformat()
    # What verdicts.csv says of who and why is published as the reason of the link: nobody who
    # pressed a button on a site has agreed to that.
    cells = {
        "trial": trial, "paper": paper, "verdict": verdict, "who": "", "when": day, "note": "",
    }  # fmt: skip
    await asyncio.to_thread(_put_verdict, of, cells)
    return _back(given)


def _put_verdict(of: Site, cells: Mapping[str, str]) -> None:
    """Write a verdict in place of that on the same pair; without a word, take it out."""
    path = of.config.judgements.folder / VERDICTS.name

    def change(rows: list[Row]) -> list[Row]:
        def is_other(row: Row) -> bool:
            return (row.cells["trial"], row.cells["paper"]) != (cells["trial"], cells["paper"])

        new = [Row(path, 0, cells)] if cells["verdict"] else []
        return [*filter(is_other, rows), *new]

    make_folder(path)
    with alone(path.parent, of.clock):
        rewrite(path, VERDICTS, change)


async def _name(datasette: Datasette, request: Request, given: Fields) -> Response:
    of = required(datasette)
    if needs_link(of):
        return said(datasette, "Not here", "Open the link that you were given.", 403)
    name = one_line(given.get("name", ""))
    if problem := name_problem(name):
        raise UsageError(f"name: {problem}")
    return _with_cookie(_back(given), cookie_of_name(of, _spelled(of.config, name)))


async def _enter(datasette: Datasette, request: Request, given: Fields) -> Response:
    of = required(datasette)
    secret = given.get("key", "")
    if links.person(of.config, secret) is None:
        return said(datasette, "Link not valid", "Ask the operator for a new link.", 403)
    return _with_cookie(_back({}), cookie_of_key(of, secret))


async def _leave(datasette: Datasette, request: Request, given: Fields) -> Response:
    return _with_cookie(_back({}), no_cookie(required(datasette)))


def _spelled(config: Config, name: str) -> str:
    return next((each for each in config.desk.people if desk.same_person(each, name)), name)


def _back(given: Fields) -> Response:
    """Lead back to the page that the form was on; to no other site."""
    to = given.get("back", HOME)
    is_ours = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable()
    return private(Response.redirect(to if is_ours else HOME, status=303))


def _with_cookie(response: Response, cookie: str) -> Response:
    response.headers["set-cookie"] = cookie
    return response


ANSWERS: Mapping[str, Answer] = {
    "/desk/decide": _decide,
    "/desk/judge": _judge,
    "/desk/name": _name,
    "/desk/enter": _enter,
    "/desk/leave": _leave,
}
