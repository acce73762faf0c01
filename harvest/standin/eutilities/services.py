"""The E-utilities as a stand-in: esearch, efetch, esummary, epost and einfo of PubMed.

As NCBI: 20 ids unless more are asked for, never more than the first 9,999; errors inside a 200;
unknown ids silently left out, in an order of the server's own; JSON for a refused rate or key
whatever form was asked for; sets kept on a history server. Ids come newest number first, whatever
``sort`` says. Not offered: elink, espell, ecitmatch, other databases, esummary in XML.
"""

import random
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from harvest.standin.corpora.citations import CitationIndex
from harvest.standin.corpora.corpus import Corpus, PerEpoch, State
from harvest.standin.eutilities import forms as forms
from harvest.standin.eutilities.query import Answer, QueryError, highest, lowest, search
from harvest.standin.http.gate import RateGate
from harvest.standin.http.server import Request, Response

MOST_FOUND = 9_999
DEFAULT_PAGE = 20
MOST_SUMMARIES = 500
LONGEST_ADDRESS = 8_000  # bytes of query string; 2,000 ids in an address are known to be too many

_TOO_FAR = (
    "Search Backend failed: Exception:\n'retstart' cannot be larger than 9998. For PubMed, ESearch "
    "can only retrieve the first 9,999 records matching the query. To obtain more than 9,999 "
    "PubMed records, consider using EDirect that contains additional logic to batch PubMed search "
    "results automatically so that an arbitrary number can be retrieved. For details see "
    "https://www.ncbi.nlm.nih.gov/books/NBK25499/"
)
_HELP = "https://www.ncbi.nlm.nih.gov/books/NBK25501/"
"""Where the root forwards: it is no interface, but the way to a book on another host."""
_DATE_TYPES = frozenset({"pdat", "edat", "crdt", "mdat", "mhda"})


@dataclass(slots=True)
class _Histories:
    """The history server: PMIDs by WebEnv and query key."""

    _sets: dict[str, list[list[int]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, web_env: str, pmids: list[int]) -> tuple[str, int]:
        """Store a set; gives its WebEnv and query key."""
        with self._lock:
            if web_env not in self._sets:
                web_env = f"MCID_{len(self._sets) + 1:024x}"
                self._sets[web_env] = []
            self._sets[web_env].append(pmids)
            return web_env, len(self._sets[web_env])

    def get(self, web_env: str, query_key: int) -> list[int] | None:
        """The PMIDs of a set, or None when there is none such."""
        with self._lock:
            sets = self._sets.get(web_env, [])
            return sets[query_key - 1] if 0 < query_key <= len(sets) else None

    def forget(self) -> None:
        """Expire every set."""
        with self._lock:
            self._sets.clear()


class Eutils:
    """The service; ``epoch`` says which state of the corpus it answers from at each request.

    ``strict_rates``: more than 3 requests in a second (10 with a key) are refused. ``api_keys``:
    the keys that are valid, None for any. ``dtd`` is the DTD's day in efetch's DOCTYPE.
    """

    def __init__(
        self,
        corpus: Corpus,
        epoch: Callable[[], int],
        *,
        today: Callable[[], datetime],
        strict_rates: bool = False,
        api_keys: frozenset[str] | None = None,
        dtd: str = "250101",
    ) -> None:
        self.corpus = corpus
        self.epoch = epoch
        self.strict_rates = strict_rates
        self.api_keys = api_keys
        self.dtd = dtd
        self.today = today
        self.histories = _Histories()
        self._gate = RateGate()
        self._loaded = PerEpoch(self._load)

    def _load(self, epoch: int) -> tuple[State, CitationIndex]:
        state = self.corpus.state(epoch)
        return state, CitationIndex(state.citations, state.descriptors)

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        refused = self._refused(request)
        if refused:
            return refused
        tool = re.fullmatch(r"/entrez/eutils/(\w+)\.fcgi", request.path)
        answers = {
            "esearch": self._esearch,
            "efetch": self._efetch,
            "esummary": self._esummary,
            "epost": self._epost,
            "einfo": self._einfo,
        }
        if request.path.rstrip("/") == "/entrez/eutils":
            return Response(b"", 302, "text/html", (("Location", _HELP),))
        if not tool or tool[1] not in answers:
            return Response(b"<html><body>404 Not Found</body></html>", 404, "text/html")
        return answers[tool[1]](request)

    def _refused(self, request: Request) -> Response | None:
        key = request.param("api_key")
        if request.method == "GET" and request.query_length > LONGEST_ADDRESS:
            page = b"<html><head><title>414 Request-URI Too Large</title></head></html>"
            return Response(page, 414, "text/html")
        if key and self.api_keys is not None and key not in self.api_keys:
            return forms.key_invalid(key)
        if not self.strict_rates:
            return None
        limit = 10 if key else 3
        count = self._gate.count(key or "127.0.0.1")
        if count <= limit:
            return None
        return forms.rate_exceeded(key or "127.0.0.1", count, limit)

    # --- esearch ---

    def _esearch(self, request: Request) -> Response:
        as_json = request.param("retmode") == "json"
        if request.param("db") != "pubmed":
            text = f"Invalid db name specified: {request.param('db')}"
            return forms.search_error(text, as_json=as_json)
        _, index = self._loaded(self.epoch())
        web_env = request.param("WebEnv")
        try:
            answer = self._searched(request, index, web_env)
            start, most = _number(request, "retstart", 0), _number(request, "retmax", DEFAULT_PAGE)
        except QueryError as error:
            return forms.search_error(str(error), as_json=as_json)
        pmids = sorted((index.pmids[number] for number in answer.found), reverse=True)
        if start >= MOST_FOUND and len(pmids) > MOST_FOUND:
            return forms.search_error(_TOO_FAR, as_json=as_json)
        if start >= MOST_FOUND:
            answer.messages.append(
                f"Restrictions achieved. start and count adjusted to 0, {MOST_FOUND}"
            )
        page = pmids[start : min(start + most, MOST_FOUND)]
        kept = None
        if request.param("usehistory") == "y":
            kept = self.histories.keep(web_env, pmids)
        result = forms.SearchResult(len(pmids), start, page, answer, kept)
        return forms.as_json(result.as_json()) if as_json else forms.xml(result.as_xml())

    def _searched(self, request: Request, index: CitationIndex, web_env: str) -> Answer:
        term = request.param("term").strip()
        query_key = request.param("query_key")
        if not term and not query_key:
            raise QueryError("Empty term and query_key - nothing todo")
        by_pmid = {pmid: number for number, pmid in enumerate(index.pmids)}

        def held(number: int) -> set[int] | None:
            pmids = self.histories.get(web_env, number)
            return None if pmids is None else {by_pmid[p] for p in pmids if p in by_pmid}

        term = " AND ".join(part for part in (query_key and f"#{query_key}", term) if part)
        answer = search(term, index, held)
        limits = _date_limits(request, self.today())
        if limits:
            name, low, high = limits
            answer.found = answer.found & index.between(name, low, high)
            answer.translation += f" AND {low}:{high}[{name}]"
            if not answer.found and "No items found." not in answer.messages:
                answer.messages.append("No items found.")
        return answer

    # --- efetch, esummary, epost, einfo ---

    def _efetch(self, request: Request) -> Response:
        state, _ = self._loaded(self.epoch())
        pmids = self._asked(request)
        if isinstance(pmids, Response):
            return pmids
        held = [str(pmid) for pmid in dict.fromkeys(pmids) if str(pmid) in state.citations]
        if request.param("rettype") == "uilist":
            return Response("\n".join([*held, ""]).encode(), 200, "text/plain")
        if request.param("retmode") != "xml":
            listed = "".join(f"{place}. {pmid}\n\n" for place, pmid in enumerate(held, 1))
            return Response(listed.encode(), 200, "text/plain; charset=UTF-8")
        random.Random(len(held)).shuffle(held)
        return Response(
            forms.article_set([state.citations[pmid] for pmid in held], self.dtd),
            200,
            "text/xml; charset=UTF-8",
            _headers(request),
            chunked=True,
        )

    def _asked(self, request: Request) -> list[int] | Response:
        """The ids of a request, from its list or from history; or the error that it earns."""
        if request.param("db") != "pubmed":
            return forms.fetch_error(f"Invalid db name specified: {request.param('db')}", 400)
        ids = _ids(request)
        if request.param("WebEnv") and not ids:
            query_key = request.param("query_key") or "1"
            kept = self.histories.get(request.param("WebEnv"), _number(request, "query_key", 1))
            if kept is None:
                return forms.fetch_error(f"Unable to obtain query #{query_key}", 200)
            start = _number(request, "retstart", 0)
            return kept[start : start + _number(request, "retmax", 10_000)]
        pmids = [int(asked) for asked in ids if asked.isascii() and asked.isdigit() and int(asked)]
        if not pmids:
            return forms.fetch_error("ID list is empty! Possibly it has no correct IDs.", 400)
        return pmids

    def _esummary(self, request: Request) -> Response:
        ids = _ids(request)
        if len(ids) > MOST_SUMMARIES:
            return forms.as_json(
                {
                    "header": {"type": "esummary", "version": "0.3"},
                    "error": "Too many UIDs in request. Maximum number of UIDs is "
                    f"{MOST_SUMMARIES} for JSON format output.",
                }
            )
        _, index = self._loaded(self.epoch())
        facts = {str(found.pmid): found for found in index.facts}
        result: dict[str, Any] = {"uids": [pmid for pmid in ids if pmid in facts]}
        for pmid in ids:
            if pmid not in facts:
                result[pmid] = {"uid": pmid, "error": "cannot get document summary"}
                continue
            found = facts[pmid]
            result[pmid] = {
                "uid": pmid,
                "pubdate": found.dates["pdat"][0][0][:4],
                "source": found.journal,
                "authors": [{"name": name, "authtype": "Author"} for name in found.authors],
                "title": " ".join(found.title[:1]),
            }
        return forms.as_json({"header": {"type": "esummary", "version": "0.3"}, "result": result})

    def _epost(self, request: Request) -> Response:
        pmids = self._asked(request)
        if isinstance(pmids, Response):
            return forms.post_error("Empty ID list; Nothing to store")
        web_env, key = self.histories.keep(request.param("WebEnv"), list(dict.fromkeys(pmids)))
        return forms.post_result(web_env, key)

    def _einfo(self, request: Request) -> Response:
        state, index = self._loaded(self.epoch())
        count = len(index) if request.param("db") else None
        return forms.info(count, state.data_date.replace("-", "/"))


def _headers(request: Request) -> tuple[tuple[str, str], ...]:
    return (("X-RateLimit-Limit", "10" if request.param("api_key") else "3"),)


def _ids(request: Request) -> list[str]:
    return [
        part.strip() for value in request.values("id") for part in value.split(",") if part.strip()
    ]


def _number(request: Request, name: str, default: int) -> int:
    value = request.param(name)
    return int(value) if value.isascii() and value.isdigit() else default


def _date_limits(request: Request, today: datetime) -> tuple[str, str, str] | None:
    """The date field and bounds that the parameters of a search set, if any."""
    name = request.param("datetype") or "pdat"
    if name not in _DATE_TYPES:
        raise QueryError(f"Search Backend failed: unknown datetype {name}")
    if request.param("reldate").isdigit():
        first = today - timedelta(days=int(request.param("reldate")))
        return name, first.strftime("%Y/%m/%d"), "3000/12/31"
    low, high = request.param("mindate"), request.param("maxdate")
    if not low or not high:  # one alone is ignored
        return None
    return name, lowest(low), highest(high)
