"""Makes the tables that Datasette gives as CSV as safe to open as the program's own."""

import re

from harvest.export.formats.csv import harmless
from harvest.site.serving.guard import App, Message, Receive, Scope, Send

_TABLES = re.compile(r"/evidence(?:-[a-z0-9-]+)?(?:/.*)?\.csv")
_FIELD = re.compile(
    r'(?:(?P<quote>")(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^",\r\n]*))(?P<end>,|\r\n|$)'
)


class HarmlessCsv:
    """An ASGI application in front of another one: no cell of its CSV acts as a formula.

    A click opens such an answer in a spreadsheet, whichever page made it. An answer is taken in
    whole: it holds no more rows than a page of the tables.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is no such table."""
        if scope["type"] != "http" or not _TABLES.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        started: list[Message] = []
        parts: list[bytes] = []

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body", False):
                return
            body = b"".join(parts)
            given = {name.lower(): value for name, value in started[0].get("headers", ())}
            if given.get(b"content-type", b"").startswith((b"text/csv", b"text/plain")):
                body = guarded(body.decode("utf-8")).encode()
                given.pop(b"content-length", None)
            await send({**started[0], "headers": list(given.items())})
            await send({**message, "body": body})

        await self._app(scope, receive, keep)


def guarded(text: str) -> str:
    """The same CSV (RFC 4180) with an apostrophe before each cell that would act as a formula."""
    return _FIELD.sub(_guarded, text)


def _guarded(field: re.Match[str]) -> str:
    quote = field["quote"] or ""
    return f"{quote}{harmless(field['quoted'] if quote else field['bare'])}{quote}{field['end']}"
