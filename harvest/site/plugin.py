"""Ties the site to Datasette, by the hooks that its version 1.0 keeps."""

import importlib
import logging
import pkgutil
import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar, cast

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError

from harvest import fulltext
from harvest.packs.folders import using
from harvest.publish.read import is_of_an_earlier_version
from harvest.site import pages
from harvest.site.context import Site, site_of
from harvest.site.page import error_html
from harvest.site.posted import Posted, paths
from harvest.site.serving import limits
from harvest.site.serving.guard import App, Guard, Receive, Scope, Send
from harvest.site.serving.harmless import HarmlessCsv
from harvest.site.serving.origin import Origin
from harvest.site.serving.visitor import visiting
from harvest.text import line

Function = TypeVar("Function", bound=Callable[..., Any])

_NO_PAGE = "Page not found."
_OLD_FILE = "The published file is of an earlier version: the operator runs harvest publish."
_NOT_HELPFUL = {"", "404", "Database not found"}  # what Datasette says of an unknown path

_FILES = ("/-/static", "/static")
_TABLES = re.compile(r"/evidence(?:-[a-z0-9-]+)?(?=[/.]|$)")
_BY_WORDS = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    sqlite3.Error,
    sqlite3.Warning,
)
"""What Datasette's code and SQLite raise at words that mean nothing to them."""
_DAMAGE = {
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}

_log = logging.getLogger(__name__)


def _hook(**options: bool) -> Callable[[Function], Function]:
    """``hookimpl``, typed."""
    return cast("Callable[[Function], Function]", hookimpl(**options))


class Plugin:
    """The hooks. They do nothing to a Datasette that is not one of our sites."""

    __name__ = "harvest"  # Datasette looks for static files and templates beside a plugin's name

    @_hook(trylast=True)  # after Datasette's own escape_fts, which it replaces
    def prepare_connection(
        self, conn: sqlite3.Connection, database: str, datasette: Datasette
    ) -> None:
        """Give a connection to the public file our full-text function and its limits."""
        if _TABLES.match(f"/{database}"):
            fulltext.register(conn)
            limits.apply(conn)

    @_hook(tryfirst=True)
    def permission_allowed(self, datasette: Datasette, action: str) -> bool | None:
        """No SQL of a visitor who comes through a proxy, unless the configuration allows it."""
        site = site_of(datasette)
        return False if action == "execute-sql" and site and not site.takes_sql else None

    @_hook()
    def register_routes(self, datasette: Datasette) -> list[tuple[str, Callable[..., Any]]]:
        """The pages of every module in ``harvest.site.pages``."""
        if site_of(datasette) is None:
            return []
        return routes()

    @_hook()
    def asgi_wrapper(self, datasette: Datasette) -> Callable[[App], App]:
        """Name and guard the application, and bind each request to one generation of the file."""
        site = site_of(datasette)
        if site is None:
            return lambda app: app
        return lambda app: Origin(
            Guard(
                HarmlessCsv(
                    _bound_to_a_generation(
                        Posted(app, datasette, lambda *failure: _answer(site, *failure)()), site
                    )
                ),
                lambda *refusal: error_html(site, *refusal),
                posted=paths(site),
            ),
            site.config.serve,
        )

    @_hook(hookwrapper=True)
    def handle_exception(
        self, datasette: Datasette, request: Request, exception: Exception
    ) -> Iterator[None]:
        """A page that helps, with the status that the fault deserves.

        It takes the place of Datasette's own answer, which would also print every local variable.
        """
        outcome: Any = yield
        site = site_of(datasette)
        if site is not None:
            outcome.force_result([_answer(site, request, exception)])

    @_hook()
    def extra_template_vars(self, datasette: Datasette) -> dict[str, Any]:
        """What the frame around Datasette's own pages shows."""
        site = site_of(datasette)
        return {} if site is None else {"harvest_sample": site.sample}


def _answer(
    site: Site, request: Request, exception: Exception
) -> Callable[[], Awaitable[Response]]:
    async def answer() -> Response:
        status, message = _status(request, exception)
        if status == 500:
            path = request.path.partition("?")[0]
            _log.error("%s: %s", path, exception, exc_info=exception)
        elif not isinstance(exception, Base400 | DatasetteError | QueryInterrupted):
            path = request.path.partition("?")[0]  # a question may hold the link of a mail
            _log.info("%d: %s: %s", status, line(path, 100), line(str(exception), 100))
        if request.path.partition("?")[0].endswith(".json"):
            return Response.json({"ok": False, "error": message, "status": status}, status=status)
        shown = error_html(site, status, message, request.path).decode()
        return Response.html(shown, status=status)

    return answer


def routes() -> list[tuple[str, Callable[..., Any]]]:
    """The routes of every page module, as (pattern of the path, view)."""
    found: list[tuple[str, Callable[..., Any]]] = []
    for module in sorted(pkgutil.iter_modules(pages.__path__), key=lambda info: info.name):
        found.extend(importlib.import_module(f"{pages.__name__}.{module.name}").ROUTES)
    return found


def _bound_to_a_generation(app: App, site: Site) -> App:
    async def bound(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        await site.database.look()
        packs = using(site.config.topic.packs)
        with visiting(scope), site.database.current.in_use(), packs:
            await app(scope, receive, send)

    return bound


def _status(request: Request, exception: Exception) -> tuple[int, str]:
    """Status and message for an exception; what a visitor caused is never a 500."""
    if isinstance(exception, Base400):
        message = str(exception.args[0]) if exception.args else ""
        return exception.status, _NO_PAGE if message in _NOT_HELPFUL else message
    if isinstance(exception, QueryInterrupted) or _ran_out_of_time(exception):
        return 400, "The query took longer than a second; narrow it."
    if isinstance(exception, DatasetteError):
        message = str(exception.message)
        visitors = exception.status == 500 and message.startswith(("Cannot ", "Invalid _"))
        return (400 if visitors else exception.status), message
    if request.path.startswith(_FILES) and isinstance(exception, OSError | ValueError):
        return 404, _NO_PAGE
    if _is_stock(request) and isinstance(exception, _BY_WORDS) and not _is_damage(exception):
        return 400, "Invalid request: check the parameters after the question mark."
    if is_of_an_earlier_version(exception):
        return (
            503,
            "The published file is of an earlier version; the operator runs harvest publish.",
        )
    return 500, "Something went wrong here. The operator can find the cause in the log."


def _is_stock(request: Request) -> bool:
    """Whether Datasette's own code reads words that the visitor wrote into the address."""
    return _TABLES.match(request.path) is not None and (
        bool(request.query_string) or request.path.count("/") > 2
    )


def _is_damage(exception: Exception) -> bool:
    """Whether SQLite complains of the file or the machine, not of the statement."""
    code = getattr(exception, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _DAMAGE


def _ran_out_of_time(exception: Exception) -> bool:
    """Whether SQLite ended a statement of ours at the time limit."""
    return isinstance(exception, sqlite3.OperationalError) and exception.args == ("interrupted",)
