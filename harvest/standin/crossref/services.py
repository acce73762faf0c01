"""Crossref's REST interface: ``/works/{doi}``, and ``/works?filter=doi:…,doi:…`` in batches.

A DOI that another agency registered is answered with 404 in plain text; in a batch it is left out.
"""

import json
from collections.abc import Callable, Mapping

from harvest.standin.corpora.corpus import Corpus, State
from harvest.standin.http.gate import RateGate
from harvest.standin.http.server import Request, Response

PATH = "/works"
MOST_ROWS = 1000
MOST_A_SECOND = 50
LONGEST_ADDRESS = 8_000
DEFAULT_ROWS = 20
_KNOWN = frozenset({"filter", "rows", "mailto"})


class Crossref:
    """The service; ``epoch`` says which state of the corpus it answers from at each request.

    ``strict``: parameters that a client has no need of are refused. ``takes_batches`` False: a
    filter by DOI is refused, as by a service that has no such filter.
    """

    def __init__(
        self,
        corpus: Corpus,
        epoch: Callable[[], int],
        *,
        strict: bool = True,
        strict_rates: bool = False,
        takes_batches: bool = True,
    ) -> None:
        self.corpus = corpus
        self.epoch = epoch
        self.strict = strict
        self.strict_rates = strict_rates
        self.takes_batches = takes_batches
        self._gate = RateGate()

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        if self.strict_rates and self._gate.count("") > MOST_A_SECOND:
            return Response(b"Too Many Requests", 429, "text/plain")
        if request.method != "GET":
            return Response(b"", 405, "")
        if request.query_length > LONGEST_ADDRESS:
            return Response(b"", 414, "text/plain")
        state: State = self.corpus.state(self.epoch())
        works = state.registrations.get("crossref", {})
        path = request.path.rstrip("/")
        if path == PATH:
            return self._batch(request, works)
        doi = path.removeprefix(f"{PATH}/").lower()
        if not path.startswith(f"{PATH}/") or doi not in works:
            return Response(b"Resource not found.", 404, "text/plain;charset=utf-8")
        return _message("work", works[doi])

    def _batch(self, request: Request, works: Mapping[str, bytes]) -> Response:
        unknown = [name for name, _ in request.params if name not in _KNOWN]
        if self.strict and unknown:
            return _refusal("parameter-not-allowed", unknown[0])
        rows = request.param("rows") or str(DEFAULT_ROWS)
        if not rows.isdecimal() or int(rows) > MOST_ROWS:
            return _refusal("integer-not-valid", rows)
        found = list(works.values())
        if "filter" in dict(request.params):
            wanted = []
            for each in request.param("filter").split(","):
                name, _, value = each.partition(":")
                if name != "doi" or not self.takes_batches:
                    return _refusal("filter-not-available", name)
                if not value.startswith("10.") or "/" not in value:
                    return _refusal("doi-not-valid", value)
                wanted.append(value.lower())
            found = [works[doi] for doi in dict.fromkeys(wanted) if doi in works]
        head = {"total-results": len(found), "items-per-page": int(rows), "facets": {}}
        items = b",".join(found[: int(rows)])
        return _message("work-list", json.dumps(head)[:-1].encode() + b',"items":[' + items + b"]}")


def _message(kind: str, body: bytes) -> Response:
    head = f'{{"status":"ok","message-type":"{kind}","message-version":"1.0.0","message":'
    return Response(head.encode() + body + b"}", 200, "application/json")


def _refusal(kind: str, value: str) -> Response:
    problem = {"type": kind, "value": value, "message": f"{value} is not taken"}
    body = {"status": "failed", "message-type": "validation-failure", "message": [problem]}
    return Response(json.dumps(body).encode(), 400, "application/json")
