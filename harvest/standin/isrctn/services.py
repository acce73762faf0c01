"""ISRCTN's query interface: all that match in one answer, without pages.

``limit=0`` gives their number alone. Nothing found is an answer, too. The format called internal is
gone.
"""

from collections.abc import Callable

from lxml import etree

from harvest.standin.corpora.corpus import Corpus, PerEpoch, State
from harvest.standin.http.gate import RateGate
from harvest.standin.http.server import Request, Response
from harvest.standin.isrctn.query import QueryError, Text, parsed, text_of

NAMESPACE = "http://www.67bricks.com/isrctn"
MOST_A_SECOND = 1
DEFAULT_LIMIT = 10
PATH = "/api/query/format/default"
_XML = "application/xml;charset=utf-8"
_KNOWN = frozenset({"q", "limit"})


class Isrctn:
    """The service; ``epoch`` says which state of the corpus it answers from at each request.

    ``strict``: parameters for pages, which it does not have, are refused, so that a client that
    counts on them is seen; the real service lets them pass. ``strict_rates``: a second request
    within a second is refused. Its own limits are not known.
    """

    def __init__(
        self,
        corpus: Corpus,
        epoch: Callable[[], int],
        *,
        strict: bool = True,
        strict_rates: bool = False,
    ) -> None:
        self.corpus = corpus
        self.epoch = epoch
        self.strict = strict
        self.strict_rates = strict_rates
        self._gate = RateGate()
        self._loaded = PerEpoch(self._load)

    def _load(self, epoch: int) -> list[tuple[bytes, Text]]:
        state: State = self.corpus.state(epoch)
        held = state.registrations.get("isrctn", {})
        return [(body, _text(body)) for _, body in sorted(held.items())]

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        if self.strict_rates and self._gate.count("") > MOST_A_SECOND:
            return Response(b"Too Many Requests", 429, "text/plain")
        if request.path.rstrip("/") != PATH:
            return Response(b"<html><body><h1>Not found</h1></body></html>", 404, "text/html")
        if request.method != "GET":
            return Response(b"", 405, "")
        unknown = [name for name, _ in request.params if name not in _KNOWN]
        if self.strict and unknown:
            return _refusal(f"Unknown parameter: {unknown[0]}")
        limit = request.param("limit") or str(DEFAULT_LIMIT)
        if not limit.isdecimal():
            return _refusal("limit is not a number")
        try:
            matches = parsed(request.param("q"))
        except QueryError as error:
            return _refusal(f"Query could not be understood: {error}")
        found = [body for body, text in self._loaded(self.epoch()) if matches(text)]
        return _listing(len(found), found[: int(limit)])


def _refusal(text: str) -> Response:
    return Response(text.encode(), 400, "text/plain;charset=utf-8")


def _listing(total: int, bodies: list[bytes]) -> Response:
    head = f'<allTrials totalCount="{total}" xmlns="{NAMESPACE}">'
    return Response(head.encode() + b"".join(bodies) + b"</allTrials>", 200, _XML)


def _text(body: bytes) -> Text:
    """The texts of a record, which stands without its namespace."""
    root = etree.fromstring(body)
    elements: dict[str, list[str]] = {}
    for element in root.iter(etree.Element):
        elements.setdefault(element.tag, []).append(element.text or "")
    trial = root.find("trial")
    edited = trial.get("lastUpdated", "") if trial is not None else ""
    numbers = [f"ISRCTN{element.text}" for element in root.iter("isrctn")]
    whole = " ".join([*map(str, root.itertext()), *numbers])
    return text_of(whole, {name: " ".join(said) for name, said in elements.items()}, edited)
