"""Europe PMC's search over papers and preprints, their full texts among what is looked through.

An article that is open access is given out whole, as JATS, under its PMC number.
The end of a list is a cursor that repeats itself; where nothing is found there is none. An
abstract, links and ties to other records are in a ``core`` answer only.
"""

import base64
import json
import re
from collections.abc import Callable
from typing import Any

from harvest.standin.corpora.corpus import Corpus, PerEpoch, State
from harvest.standin.europepmc.query import QueryError, Text, parsed, text_of
from harvest.standin.http.gate import RateGate
from harvest.standin.http.server import Request, Response

PATH = "/europepmc/webservices/rest/search"
MOST_ROWS = 1000
MOST_A_SECOND = 10
LONGEST_ADDRESS = 8_000
START = "*"
_KNOWN = frozenset({"query", "resultType", "format", "pageSize", "cursorMark"})
_LITE = ("id", "source", "pmid", "pmcid", "doi", "title", "pubYear", "isOpenAccess", "inEPMC")
_IDLIST = ("id", "source", "pmid", "pmcid")
_TYPES = {"core": None, "lite": _LITE, "idlist": _IDLIST}
_ARTICLE = re.compile(r"/europepmc/webservices/rest/(PMC[0-9]+)/fullTextXML")
ARTICLES = "europepmc-articles"
"""Where a state of the corpus holds the articles in JATS, by their PMC numbers."""


class EuropePmc:
    """The service; ``epoch`` says which state of the corpus it answers from at each request.

    A paper of the corpus is JSON: its ``result`` as a core answer has it, and its ``text``.
    """

    def __init__(
        self, corpus: Corpus, epoch: Callable[[], int], *, strict_rates: bool = False
    ) -> None:
        self.corpus = corpus
        self.epoch = epoch
        self.strict_rates = strict_rates
        self._gate = RateGate()
        self._loaded = PerEpoch(self._load)

    def _load(self, epoch: int) -> list[Text]:
        state: State = self.corpus.state(epoch)
        held = state.registrations.get("europepmc", {})
        papers = (json.loads(body) for _, body in sorted(held.items()))
        return [text_of(each["result"], each["text"]) for each in papers]

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        if self.strict_rates and self._gate.count("") > MOST_A_SECOND:
            return Response(b"Too Many Requests", 429, "text/plain")
        if (wanted := _ARTICLE.fullmatch(request.path)) and request.method == "GET":
            return self._article(wanted[1], request)
        if request.path.rstrip("/") != PATH:
            return Response(b"<html><body><h1>Not found</h1></body></html>", 404, "text/html")
        if request.method != "GET":
            return Response(b"", 405, "")
        if request.query_length > LONGEST_ADDRESS:
            return Response(b"", 414, "text/plain")
        size, kind = request.param("pageSize", "25"), request.param("resultType", "lite")
        unknown = [name for name, _ in request.params if name not in _KNOWN]
        if unknown or request.param("format") != "json" or kind not in _TYPES:
            return _refusal(f"Invalid parameter {unknown[0] if unknown else kind}")
        if not size.isdecimal() or not 1 <= int(size) <= MOST_ROWS:
            return _refusal("Invalid pageSize")
        query = request.param("query")
        try:
            matches = parsed(query)
        except QueryError as error:
            return _refusal(f"Invalid query: {error}")
        found = [each.result for each in self._loaded(self.epoch()) if matches(each)]
        return _listing(query, kind, int(size), request.param("cursorMark", START), found)

    def _article(self, number: str, request: Request) -> Response:
        """An article in JATS; of one that is not open access, or unknown, there is none."""
        if request.params:
            return _refusal(f"Invalid parameter {request.params[0][0]}")
        body = self.corpus.state(self.epoch()).registrations.get(ARTICLES, {}).get(number)
        closed = {
            each.result.get("pmcid")
            for each in self._loaded(self.epoch())
            if each.result.get("isOpenAccess") != "Y"
        }
        if body is None or number in closed:
            return Response(b"<html><body><h1>Not found</h1></body></html>", 404, "text/html")
        return Response(body, 200, "application/xml")


def _listing(
    query: str, kind: str, size: int, cursor: str, found: list[dict[str, Any]]
) -> Response:
    try:
        start = 0 if cursor == START else int(base64.b64decode(cursor, validate=True))
    except ValueError:
        return _refusal("Invalid cursorMark")
    part = found[start : start + size]
    if (names := _TYPES[kind]) is not None:
        part = [{name: each[name] for name in names if name in each} for each in part]
    # Behind the last result the cursor stays where it is.
    mark = base64.b64encode(str(start + len(part)).encode()).decode()
    asked = {"queryString": query, "resultType": kind, "cursorMark": cursor, "pageSize": size}
    answer: dict[str, Any] = {"version": "6.9", "hitCount": len(found), "request": asked}
    if found:
        answer["nextCursorMark"] = mark
    answer["resultList"] = {"result": part}
    return Response(json.dumps(answer).encode(), 200, "application/json")


def _refusal(text: str) -> Response:
    body = {"errCode": 404, "errMsg": text}
    return Response(json.dumps(body).encode(), 400, "application/json")
