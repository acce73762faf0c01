"""CTIS's public interface: ``POST /search`` in JSON, ``GET /retrieve/NUMBER``.

It answers 403 to ``GET /search``, gives 10,000 rows of a question and no word of the others, and
turns away who asks too fast. A record of the corpus is ``{"search": …, "retrieve": …}``.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from harvest.standin.corpora.corpus import Corpus, PerEpoch
from harvest.standin.http.gate import RateGate
from harvest.standin.http.server import Request, Response

BASE = "/ctis-public-api"
MOST_A_SECOND = 2
MOST_ROWS = 10_000
LARGEST_PAGE = 100
CRITERIA = frozenset(
    {
        *("containAll", "containAny", "containNot", "title", "number", "status"),
        *("medicalCondition", "sponsor", "endPoint", "productName", "trialPhaseCode"),
        *("eudraCtCode", "trialRegion"),
    }
)
_PAGE = b"<html><head><title>403</title></head><body><h1>Forbidden</h1></body></html>"

Record = dict[str, Any]


class Ctis:
    """The service; ``epoch`` says which state of the corpus it answers from at each request.

    ``strict_rates``: a third request within a second is refused. ``most_rows``: what it gives of a
    question.
    """

    def __init__(
        self,
        corpus: Corpus,
        epoch: Callable[[], int],
        *,
        strict_rates: bool = False,
        most_rows: int = MOST_ROWS,
    ) -> None:
        self.corpus = corpus
        self.epoch = epoch
        self.strict_rates = strict_rates
        self.most_rows = most_rows
        self._gate = RateGate()
        self._loaded = PerEpoch(self._load)

    def _load(self, epoch: int) -> list[tuple[Record, str]]:
        held = self.corpus.state(epoch).registrations.get("ctis", {})
        records = [json.loads(body) for _, body in sorted(held.items())]
        return [(record, _plain(json.dumps(record, ensure_ascii=False))) for record in records]

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        if self.strict_rates and self._gate.count("") > MOST_A_SECOND:
            return Response(b'{"message":"Too Many Requests"}', 429)
        path = request.path.rstrip("/")
        if path == f"{BASE}/search":
            return self._search(request)
        found = re.fullmatch(rf"{BASE}/retrieve/(\d{{4}}-\d{{6}}-\d{{2}}-\d{{2}})", path)
        if found and request.method == "GET":
            return self._retrieve(found[1])
        return _refusal(404, "Not Found")

    def _retrieve(self, number: str) -> Response:
        for record, _ in self._loaded(self.epoch()):
            if record["retrieve"]["ctNumber"] == number:
                return _json(record["retrieve"])
        return _refusal(404, f"Clinical trial {number} not found")

    def _search(self, request: Request) -> Response:
        if request.method != "POST":
            return Response(_PAGE, 403, "text/html")
        if "json" not in request.headers.get("content-type", ""):
            return _refusal(415, "Unsupported Media Type")
        try:
            asked = json.loads(request.body)
            criteria, pagination, sort = (
                asked[name] for name in ("searchCriteria", "pagination", "sort")
            )
            page, size = pagination["page"], pagination["size"]
            known = sort["property"] == "decisionDate" and sort["direction"] in ("ASC", "DESC")
            fits = known and set(criteria) <= CRITERIA and 1 <= size <= LARGEST_PAGE and page >= 1
        except (ValueError, KeyError, TypeError):
            fits = False
        if not fits:
            return _refusal(400, "Bad Request")
        found = [r for r, text in self._loaded(self.epoch()) if _matches(r, text, criteria)]
        found.sort(key=_decided, reverse=sort["direction"] == "DESC")
        given = found[: self.most_rows]
        rows = [record["search"] for record in given[(page - 1) * size : page * size]]
        pages = -(-len(given) // size)
        told = {
            "pagination": {
                "totalRecords": len(found),
                "currentPage": page,
                "totalPages": pages,
                "nextPage": page < pages,
                "prevPage": page > 1,
            },
            "data": rows,
        }
        return _json(told)


def _json(content: object) -> Response:
    return Response(json.dumps(content, ensure_ascii=False).encode())


def _refusal(status: int, message: str) -> Response:
    return Response(json.dumps({"message": message, "status": status}).encode(), status)


def _plain(text: str) -> str:
    words = " ".join(re.findall(r"\w+", text.lower()))
    return f" {words} "


def _decided(record: Record) -> tuple[str, str]:
    day, month, year = record["search"].get("decisionDateOverall", "01/01/2000").split("/")
    return f"{year}{month}{day}", record["search"]["ctNumber"]


def _words(text: str | None) -> list[str]:
    return [_plain(word) for word in (text or "").split(",") if word.strip()]


def _matches(record: Record, text: str, criteria: Mapping[str, Any]) -> bool:
    """Whether a record meets all criteria; one that is null asks for nothing."""
    row = record["search"]
    any_of, all_of = _words(criteria.get("containAny")), _words(criteria.get("containAll"))
    none_of = _words(criteria.get("containNot"))
    if any_of and not any(word in text for word in any_of):
        return False
    if not all(word in text for word in all_of) or any(word in text for word in none_of):
        return False
    if (number := criteria.get("number")) and not row["ctNumber"].startswith(number):
        return False
    if (states := criteria.get("status")) and row.get("ctStatus") not in states:
        return False
    for name, held in (("medicalCondition", "conditions"), ("sponsor", "sponsor")):
        if (word := criteria.get(name)) and _plain(word) not in _plain(str(row.get(held))):
            return False
    return True
