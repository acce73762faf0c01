"""ClinicalTrials.gov as a stand-in: API v2 under ``/api/v2``, history under ``/api/int``.

As the registry: unknown parameters are refused, errors are plain text, one study stands on a line,
a token is an offset, old numbers redirect without the query string, a query of NCT numbers alone
ignores filters, the ETag belongs to the data and not to a record. Not offered: ``aggFilters``,
``filter.synonyms``, ``markupFormat=legacy``, statistics, and every format but JSON and CSV.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from typing import Any

from harvest.standin.corpora.corpus import Corpus, PerEpoch, State, Study, decoded, line
from harvest.standin.corpora.essie import EssieError, areas, parse
from harvest.standin.corpora.pieces import enums, pieces
from harvest.standin.corpora.studies import StudyIndex
from harvest.standin.http.gate import RateGate
from harvest.standin.http.server import Request, Response
from harvest.standin.registry import forms as forms
from harvest.standin.registry import history
from harvest.standin.registry.projection import InvalidField, comma_separated, paths_of, projected
from harvest.standin.registry.table import InvalidColumn, rows

LARGEST_PAGE = 1000
DEFAULT_PAGE = 10
MOST_A_SECOND = 2
LONGEST_ADDRESS = 16_384  # bytes of query string; the registry's own limit is not documented
LONGEST_EXPRESSION = 8_000

QUERIES = {
    "query.cond": ("ConditionSearch", "Conditions or disease"),
    "query.term": ("BasicSearch", "Other terms"),
    "query.locn": ("LocationSearch", "Location terms"),
    "query.titles": ("TitleSearch", "Title / acronym"),
    "query.intr": ("InterventionSearch", "Intervention / treatment"),
    "query.outc": ("OutcomeSearch", "Outcome measure"),
    "query.spons": ("SponsorSearch", "Sponsor / collaborator"),
    "query.lead": ("LeadSponsorName", "Lead sponsor"),
    "query.id": ("IdSearch", "Study IDs"),
    "query.patient": ("PatientSearch", "Patient"),
}
"""Parameter → the search area of its bare terms, and the name that errors call it by."""

_FILTERS = ("overallStatus", "geo", "ids", "advanced")
_STUDIES_PARAMETERS = frozenset(
    {*QUERIES, "format", "markupFormat", "fields", "sort", "countTotal", "pageSize", "pageToken"}
    | {f"{prefix}.{name}" for prefix in ("filter", "postFilter") for name in _FILTERS}
)
_STUDY_PARAMETERS = frozenset({"format", "markupFormat", "fields"})
_NCT_ID = re.compile(r"[Nn][Cc][Tt]0*([1-9]\d{0,7})", re.ASCII)
_VERSION_HOLDER = re.compile(rb'("versionHolder":\s*")[\d-]*"')


class Refusal(Exception):
    """A request that the registry answers with an error status and one line of plain text."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.status = status


class ClinicalTrials:
    """The service; ``epoch`` says which state of the corpus it answers from at each request.

    ``strict``: a token sent with other parameters than it was made for is refused, which the real
    registry does not do (it answers the wrong page with 200), so that a client's mistake is seen.
    ``strict_rates``: a third request within a second is refused; ``most_alternatives``: what a
    query may ask for before it is too complicated (None: any number); ``longest_address``: bytes of
    a query string. The registry's own limits are not known.
    """

    def __init__(
        self,
        corpus: Corpus,
        epoch: Callable[[], int],
        *,
        strict: bool = True,
        strict_rates: bool = False,
        most_alternatives: int | None = None,
        longest_address: int = LONGEST_ADDRESS,
    ) -> None:
        self.corpus = corpus
        self.epoch = epoch
        self.strict = strict
        self.strict_rates = strict_rates
        self.most_alternatives = most_alternatives
        self.longest_address = longest_address
        self._gate = RateGate()
        self._loaded = PerEpoch(self._load)

    def _load(self, epoch: int) -> tuple[State, StudyIndex]:
        state = self.corpus.state(epoch)
        return state, StudyIndex(state.studies)

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        if self.strict_rates and self._gate.count("") > MOST_A_SECOND:
            return forms.plain("Too Many Requests", 429)
        state, index = self._loaded(self.epoch())
        try:
            return self._route(request, state, index)
        except Refusal as refusal:
            return forms.plain(str(refusal), refusal.status)

    def _route(self, request: Request, state: State, index: StudyIndex) -> Response:
        if request.query_length > self.longest_address:
            return forms.plain("Request-URI Too Long", 414)
        if request.method != "GET":
            return Response(b"", 405, "")
        path = request.path.rstrip("/")
        study = re.fullmatch(r"/api/v2/studies/([^/]+)", path)
        if path == "/api/v2/version":
            return self._version(request, state)
        if path == "/api/v2/studies":
            return self._studies(request, state, index)
        if path == "/api/v2/studies/enums":
            return forms.with_tag(forms.pretty(forms.enumerations()), request, state)
        if path == "/api/v2/studies/metadata":
            return forms.with_tag(forms.pretty(forms.metadata()), request, state)
        if study:
            return _study(request, state, study[1])
        if path.startswith("/api/int/studies/"):
            return history.answer(path, self.corpus, self.epoch())
        return Response(b"", 404, "")

    def _version(self, request: Request, state: State) -> Response:
        _known(request, frozenset())
        stamp = {"apiVersion": "2.0.5", "dataTimestamp": state.data_timestamp}
        return forms.with_tag(forms.pretty(stamp), request, state)

    def _studies(self, request: Request, state: State, index: StudyIndex) -> Response:
        _known(request, _STUDIES_PARAMETERS)
        form = _choice(request, "format", ("json", "csv"))
        _choice(request, "markupFormat", ("markdown",))
        fields = comma_separated(request.param("fields"))
        paths = _checked_fields(fields) if form == "json" else []
        self._check_complexity(request)
        found = _sorted(request, index, _found(request, state, index))
        size = _page_size(request)
        offset = self._offset(request)
        page = [index.ids[number] for number in found[offset : offset + size]]
        more = offset + size < len(found)
        token = _token(offset + size, _fingerprint(request)) if more else None
        total = len(found) if _counts(request) and not request.param("pageToken") else None
        if form == "csv":
            return _csv(state, page, fields, token, total, first=offset == 0)
        bodies = [_body(state, nct_id, paths) for nct_id in page]
        return Response(forms.listing(bodies, total, token))

    def _check_complexity(self, request: Request) -> None:
        """Refuse a query of more alternatives than are allowed, over all its parameters."""
        if self.most_alternatives is None:
            return
        held = sum(_alternatives(value) for name, value in request.params if name in QUERIES)
        if held > self.most_alternatives:
            raise Refusal("Too complicated query")

    def _offset(self, request: Request) -> int:
        offset, fingerprint = _read_token(request)
        if self.strict and offset and fingerprint != _fingerprint(request):
            raise Refusal("Parameter `pageToken` belongs to another query")
        return offset


def token_after(request: Request, pages: int = 1) -> str:
    """The token that leads so many pages on from the page that was asked for."""
    offset, _ = _read_token(request)
    return _token(offset + pages * _page_size(request), _fingerprint(request))


def _alternatives(expression: str) -> int:
    try:
        return sum(1 for _ in areas(parse(expression), ""))
    except EssieError:
        return 0  # told in its own words by the search


def _known(request: Request, known: frozenset[str]) -> None:
    for name, _ in request.params:
        if name not in known:
            raise Refusal(f"`{name}` is unknown parameter")


def _choice(request: Request, name: str, choices: tuple[str, ...]) -> str:
    value = request.param(name) or choices[0]
    if value not in choices:
        raise Refusal(f"Invalid value in parameter `{name}`: `{value}`")
    return value


def _counts(request: Request) -> bool:
    return _choice(request, "countTotal", ("false", "true")) == "true"


def _page_size(request: Request) -> int:
    asked = request.param("pageSize") or "0"
    if not re.fullmatch(r"\d+", asked, re.ASCII):
        raise Refusal("Parameter `pageSize` has incorrect format")
    return min(int(asked) or DEFAULT_PAGE, LARGEST_PAGE)


def _fingerprint(request: Request) -> str:
    """What must not change from page to page."""
    free = {"countTotal", "pageSize", "pageToken"}
    kept = sorted((name, value) for name, value in request.params if name not in free)
    return hashlib.sha256(repr(kept).encode()).hexdigest()[:16]


def _read_token(request: Request) -> tuple[int, str]:
    """The offset and the query's fingerprint that a token holds; (0, "") without a token."""
    token = request.param("pageToken")
    if not token:
        return 0, ""
    try:
        offset, _, fingerprint = (
            base64.urlsafe_b64decode(token.encode() + b"==").decode("ascii").partition(".")
        )
        return int(offset), fingerprint
    except (ValueError, UnicodeDecodeError):
        raise Refusal("Parameter `pageToken` has incorrect format") from None


def _token(offset: int, fingerprint: str) -> str:
    return base64.urlsafe_b64encode(f"{offset}.{fingerprint}".encode()).decode().rstrip("=")


# --- what matches ---


def _found(request: Request, state: State, index: StudyIndex) -> set[int]:
    asked = [(name, request.param(name)) for name in QUERIES if request.param(name).strip()]
    for name, expression in asked:
        if name != "query.id" and (ids := _only_ids(expression)):
            return _by_ids(ids, state, index)
    found = set(range(len(index.ids)))
    for name, expression in asked:
        found &= _searched(index, expression, *QUERIES[name])
    for name, value in request.params:
        if name.startswith(("filter.", "postFilter.")) and value.strip():
            found &= _filtered(name.partition(".")[2], name, value, state, index)
    return found


def _only_ids(expression: str) -> list[str]:
    parts = [part for part in re.split(r"[\s,]+", expression.strip()) if part]
    return parts if all(_NCT_ID.fullmatch(part) for part in parts) else []


def canonical(nct_id: str) -> str | None:
    """An NCT number as the registry writes it, or None: ``nct909532`` → ``NCT00909532``."""
    read = _NCT_ID.fullmatch(nct_id)
    return f"NCT{int(read[1]):08d}" if read else None


def _by_ids(ids: Iterable[str], state: State, index: StudyIndex) -> set[int]:
    wanted = [name for name in map(canonical, ids) if name]
    return index.numbers(
        name if name in state.studies else state.aliases.get(name, name) for name in wanted
    )


def _searched(index: StudyIndex, expression: str, area: str, label: str) -> set[int]:
    if len(expression) > LONGEST_EXPRESSION:
        raise Refusal("Too complicated query")
    try:
        return index.search(parse(expression), area)
    except EssieError as error:
        if str(error) == "Too complicated query":
            raise Refusal(str(error)) from None
        raise Refusal(f"Error parsing query in {label}: {error}") from None


def _filtered(kind: str, name: str, value: str, state: State, index: StudyIndex) -> set[int]:
    if kind == "advanced":
        return _searched(index, value, "BasicSearch", "advanced filter")
    if kind == "geo":
        inside = re.fullmatch(r"distance\((.*)\)", value.strip())
        if not inside:
            raise Refusal(f"Parameter `{name}` has incorrect format")
        expression = f"AREA[LocationGeoPoint]DISTANCE[{inside[1]}]"
        return _searched(index, expression, "BasicSearch", "advanced filter")
    items = comma_separated(value)
    if kind == "ids":
        for place, item in enumerate(items, 1):
            if canonical(item) is None:
                raise Refusal(f"Item {place} in parameter `{name}` has incorrect format")
        return _by_ids(items, state, index)
    for item in items:
        if item not in enums()["Status"]:
            raise Refusal(f"Invalid value in parameter `overallStatus`: `{item}`")
    column = index.column("OverallStatus")
    return {number for number, held in enumerate(column) if set(items) & set(held)}


def _sorted(request: Request, index: StudyIndex, found: set[int]) -> list[int]:
    ordered = sorted(found)
    items = comma_separated(request.param("sort"))
    if len(items) > 2:
        raise Refusal("Parameter `sort` has too many items")
    for place, item in reversed(list(enumerate(items, 1))):
        name, _, direction = item.partition(":")
        if name == "@relevance":
            continue
        if name not in pieces() or direction not in ("", "asc", "desc"):
            raise Refusal(f"Item {place} in parameter `sort` has incorrect format")
        kind = pieces()[name].kind
        if kind not in ("date", "number"):
            raise Refusal(f"Unsupported sort field type: {kind.replace('enum', 'text')}")
        ordered = _ordered(ordered, index.column(name), direction or _natural(kind))
    return ordered


def _natural(kind: str) -> str:
    return "desc" if kind == "date" else "asc"


def _ordered(numbers: list[int], column: list[tuple[Any, ...]], direction: str) -> list[int]:
    """By the first value, those without one last."""
    valued = [number for number in numbers if column[number]]
    valued.sort(key=lambda number: column[number][0], reverse=direction == "desc")
    return valued + [number for number in numbers if not column[number]]


# --- what is sent ---


def _checked_fields(fields: list[str]) -> list[tuple[str, ...]]:
    try:
        return paths_of(fields)
    except InvalidField as invalid:
        if invalid.name.endswith("List"):  # names of the classic API bring the service down
            raise Refusal("Internal Server Error", 500) from None
        text = f"Parameter 'fields' contains invalid field name: '{invalid.name}'"
        raise Refusal(text) from None


def _body(state: State, nct_id: str, paths: list[tuple[str, ...]]) -> bytes:
    """The study's line, with the data date that every record carries."""
    body = _VERSION_HOLDER.sub(
        rb"\g<1>" + state.data_date.encode() + b'"', state.studies[nct_id], count=1
    )
    return line(projected(decoded(body), paths)) if paths else body


def _study(request: Request, state: State, asked: str) -> Response:
    _known(request, _STUDY_PARAMETERS)
    _choice(request, "format", ("json",))
    _choice(request, "markupFormat", ("markdown",))
    nct_id = canonical(asked)
    if nct_id is None:
        raise Refusal("Parameter `nctId` has incorrect format")
    if nct_id not in state.studies and nct_id in state.aliases:
        location = f"/api/v2/studies/{state.aliases[nct_id]}"
        return Response(b"", 301, "", (("Location", location),))
    if nct_id not in state.studies:
        raise Refusal(f"NCT number {nct_id} not found", 404)
    paths = _checked_fields(comma_separated(request.param("fields")))
    return forms.with_tag(_body(state, nct_id, paths), request, state)


def _csv(
    state: State,
    page: list[str],
    fields: list[str],
    token: str | None,
    total: int | None,
    *,
    first: bool,
) -> Response:
    try:
        studies: list[Study] = [decoded(state.studies[nct_id]) for nct_id in page]
        text = rows(studies, fields, header=first)
    except InvalidColumn as invalid:
        raise Refusal(f"Parameter 'fields' contains invalid CSV column name: '{invalid}'") from None
    headers = []
    if token:
        headers.append(("x-next-page-token", token))
    if total is not None:
        headers.append(("x-total-count", str(total)))
    return Response(text.encode("utf-8", "replace"), 200, "text/csv; charset=UTF-8", tuple(headers))
