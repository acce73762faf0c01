"""A text pasted by a visitor, compared with the records; nothing of it is kept or written."""

import json
import sqlite3
from itertools import groupby

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest.errors import UsageError
from harvest.site.page import page, site
from harvest.verify import MEANING, Verified, of_text, verify
from harvest.verify.document import Document
from harvest.verify.told import as_object, not_compared, summary

MOST = 100_000
"""Characters of a text; the command takes more."""
SECONDS = 8.0
_NO_STORE = {"cache-control": "no-store"}
_LARGE = (
    f"The text is longer than {MOST:,} characters; check it in parts, or with `harvest verify`."
)


async def form(datasette: Datasette, request: Request) -> Response:
    """The page before anything is sent."""
    del request
    return page(datasette, "verify.html", _shown())


async def explained(datasette: Datasette, request: Request) -> Response:
    """The JSON object of a short text in the address, or what may be sent."""
    if text := request.args.get("text"):
        return await compared(datasette, text, as_json=True)
    how = f"POST the field text, of at most {MOST:,} characters, or give it in the address"
    return _json({"how": how, "meaning": MEANING}, 200)


async def compared(datasette: Datasette, text: str, *, as_json: bool = False) -> Response:
    """The page, or the JSON object, of a text that was sent."""
    try:
        if len(text) > MOST:
            raise UsageError(_LARGE)
        document = of_text(text)
    except UsageError as error:
        if as_json:
            return _json({"ok": False, "error": str(error), "status": 400}, 400)
        return page(datasette, "verify.html", _shown(text[:MOST], str(error)), status=400)
    clock = site(datasette).clock
    end = clock.monotonic() + SECONDS

    def work(connection: sqlite3.Connection) -> Verified:
        return verify(connection, document, lambda: clock.monotonic() > end)

    verified = await site(datasette).database.generation.run(work, patient=True)
    if as_json:
        return _json(as_object(verified), 200)
    answer = page(datasette, "verify.html", _shown(text, "", document, verified))
    answer.headers.update(_NO_STORE)
    return answer


def _shown(
    text: str = "",
    problem: str = "",
    document: Document | None = None,
    verified: Verified | None = None,
) -> dict[str, object]:
    entries: dict[str, str] = {}
    for entry in document.entries if document else ():
        entries.setdefault(entry.place, entry.title or entry.text)
    findings = verified.findings if verified else ()
    return {
        "text": text,
        "problem": problem,
        "most": MOST,
        "verified": verified,
        "summary": summary(verified) if verified else "",
        "not_compared": not_compared(verified) if verified else (),
        "meaning": MEANING,
        "places": [
            (place, entries.get(place, ""), list(group))
            for place, group in groupby(findings, key=lambda finding: finding.place)
        ],
    }


def _json(body: object, status: int) -> Response:
    told = json.dumps(body, ensure_ascii=False)
    return Response(told, status, _NO_STORE, content_type="application/json; charset=utf-8")


ROUTES = [(r"^/verify$", form), (r"^/verify\.json$", explained)]
