"""What a service says wrongly, in bodies that arrive whole."""

import re
from collections.abc import Callable
from dataclasses import replace

from harvest.standin.corpora.folder import CITATION
from harvest.standin.eutilities import forms as forms
from harvest.standin.faults.schedule import Fault, Occasion
from harvest.standin.http.server import Response
from harvest.standin.registry.forms import plain
from harvest.standin.registry.services import token_after

_TOKEN = re.compile(rb',"nextPageToken":"[^"]*"')
_TOTAL = re.compile(rb'"totalCount":\d+,')
_STUDIES = re.compile(rb'"studies":\[\n(.*)\n\]', re.DOTALL)


def rewritten(name: str, change: Callable[[bytes], bytes]) -> Fault:
    """The right answer with its body changed."""

    def strike(occasion: Occasion) -> Response:
        answer = occasion.answer()
        return replace(answer, body=change(answer.body))

    return Fault(name, strike)


# --- pages of studies ---


def _lines(body: bytes, change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    """A page with its studies, one a line, changed."""

    def changed(found: re.Match[bytes]) -> bytes:
        lines = [line for line in found[1].split(b",\n") if line]
        return b'"studies":[\n' + b",\n".join(change(lines)) + b"\n]"

    return _STUDIES.sub(changed, body, count=1)


def edited_studies(name: str, change: Callable[[bytes], bytes]) -> Fault:
    """Every study of the answer changed, in a page or alone."""

    def edit(body: bytes) -> bytes:
        if b'"studies":[' in body[:60]:
            return _lines(body, lambda lines: [change(line) for line in lines])
        return change(body)

    return rewritten(name, edit)


def empty_page() -> Fault:
    """A page without studies, whose token is still good."""
    return rewritten("empty page", lambda body: _lines(body, lambda _: []))


def studies_missing() -> Fault:
    """A page without its ``studies`` key."""
    return rewritten("studies missing", lambda body: body.replace(b'"studies":', b'"items":', 1))


def token_on_last_page() -> Fault:
    """A token on the last page, which then leads to an empty one."""

    def strike(occasion: Occasion) -> Response:
        answer = occasion.answer()
        if _TOKEN.search(answer.body):
            return answer
        token = token_after(occasion.request).encode()
        return replace(answer, body=answer.body[:-1] + b',"nextPageToken":"%b"}' % token)

    return Fault("token on last page", strike)


def repeated_token() -> Fault:
    """A token that leads to the same page again."""

    def strike(occasion: Occasion) -> Response:
        answer = occasion.answer()
        token = occasion.request.param("pageToken") or token_after(occasion.request, pages=0)
        told = b',"nextPageToken":"%b"' % token.encode()
        return replace(answer, body=_TOKEN.sub(told, answer.body))

    return Fault("repeated token", strike)


def token_rejected() -> Fault:
    """400 to a page's token; the text is invented."""
    return Fault("token rejected", lambda _: plain("Parameter `pageToken` has expired", 400))


def total(value: str | None) -> Fault:
    """``totalCount`` as this JSON text, or left out."""
    told = b"" if value is None else b'"totalCount":%b,' % value.encode()
    return rewritten(f"total {value}", lambda body: _TOTAL.sub(told, body))


def dropped_studies(count: int = 1) -> Fault:
    """A page that lacks its last so many studies."""
    return rewritten(
        "dropped studies", lambda body: _lines(body, lambda lines: lines[: len(lines) - count])
    )


def repeated_study() -> Fault:
    """A page that has its first study twice."""
    return rewritten("repeated study", lambda body: _lines(body, lambda lines: [*lines, lines[0]]))


def renamed_field(old: str, new: str) -> Fault:
    """A field of every study under another name, as after a change of the API."""
    found, told = f'"{old}":'.encode(), f'"{new}":'.encode()
    return edited_studies("renamed field", lambda body: body.replace(found, told))


def unknown_field() -> Fault:
    """A module in every study that nobody has heard of."""
    extra = b'{"protocolSection":{"noveltyModule":{"noveltyScore":"high"},'
    return edited_studies(
        "unknown field", lambda body: body.replace(b'{"protocolSection":{', extra, 1)
    )


def unknown_status(value: str = "PAUSED_BY_MOON") -> Fault:
    """A status in every study that no enumeration has."""
    told = b'"overallStatus":"%b"' % value.encode()
    return edited_studies(
        "unknown status", lambda body: re.sub(rb'"overallStatus":"\w+"', told, body, count=1)
    )


def malformed_study(nct_id: str) -> Fault:
    """One study whose status module is a sentence instead of an object."""

    def change(body: bytes) -> bytes:
        if f'"nctId":"{nct_id}"'.encode() not in body:
            return body
        return re.sub(
            rb'"statusModule":\{.*?\}\},', b'"statusModule":"see website",', body, count=1
        )

    return edited_studies("malformed study", change)


def next_state() -> Fault:
    """The registry's data are refreshed just before this request is answered."""

    def strike(occasion: Occasion) -> Response:
        occasion.standin.advance()
        return occasion.answer()

    return Fault("next state", strike)


# --- citations ---


def edited_citations(name: str, change: Callable[[bytes], bytes]) -> Fault:
    """Every citation of an efetch changed."""
    return rewritten(name, lambda body: CITATION.sub(lambda found: change(found[0]), body))


def dropped_citations(count: int = 1) -> Fault:
    """An efetch that silently lacks its last so many records."""

    def change(body: bytes) -> bytes:
        found = [match[0] for match in CITATION.finditer(body)]
        return forms.article_set(found[: max(0, len(found) - count)])

    return rewritten("dropped citations", change)


def empty_set() -> Fault:
    """An efetch without any record."""
    return rewritten("empty set", lambda _: forms.article_set([]))


def repeated_citation() -> Fault:
    """An efetch that has its first record twice."""

    def change(body: bytes) -> bytes:
        found = [match[0] for match in CITATION.finditer(body)]
        return forms.article_set([*found, *found[:1]])

    return rewritten("repeated citation", change)


def swapped_set(*bodies: bytes) -> Fault:
    """An efetch with somebody else's records."""
    return rewritten("swapped set", lambda _: forms.article_set(bodies))


def unknown_element() -> Fault:
    """An element in every citation that no DTD has."""
    return edited_citations(
        "unknown element",
        lambda body: body.replace(b"<PubmedData>", b"<Novelty>high</Novelty><PubmedData>", 1),
    )


def broken_citation(pmid: str) -> Fault:
    """One record whose XML is damaged, as if a bit had flipped."""

    def change(body: bytes) -> bytes:
        if not re.search(rf"<PMID[^>]*>{pmid}</PMID>".encode(), body[:400]):
            return body
        return body.replace(b"</ArticleTitle>", b"</ArticleTit1e>", 1)

    return edited_citations("broken citation", change)


def error_element(text: str = "Search Backend failed: Database is not supported: pubmed") -> Fault:
    """An error inside a 200, in the form of the tool and mode that was asked for."""

    def strike(occasion: Occasion) -> Response:
        if "efetch" in occasion.request.path:
            return forms.fetch_error(text)
        as_json = occasion.request.param("retmode") == "json"
        return forms.search_error(text, as_json=as_json)

    return Fault("error element", strike)


def no_correct_ids() -> Fault:
    """NCBI's 400 for a list without one good id."""
    return Fault(
        "no correct ids",
        lambda _: forms.fetch_error("ID list is empty! Possibly it has no correct IDs.", 400),
    )


def history_lost() -> Fault:
    """The history server has forgotten the set."""
    return error_element("Unable to obtain query #1")


def phrase_not_found(phrase: str) -> Fault:
    """A search whose phrase is missing from the index, with hits of the broader query."""

    def change(body: bytes) -> bytes:
        if body.lstrip().startswith(b"{"):
            quoted = phrase.replace('"', '\\"')
            told = (
                f',"warninglist":{{"phrasesignored":[],"quotedphrasesnotfound":["{quoted}"],'
                '"outputmessages":[]}}}'
            )
            return body.rstrip()[:-2] + told.encode()
        told = f"<WarningList><QuotedPhraseNotFound>{phrase}</QuotedPhraseNotFound></WarningList>"
        return body.replace(b"</eSearchResult>", told.encode() + b"</eSearchResult>")

    return rewritten("phrase not found", change)


def promised(count: int) -> Fault:
    """An esearch whose count is another than its ids."""

    def change(body: bytes) -> bytes:
        told = re.sub(rb'"count":"\d+"', b'"count":"%d"' % count, body, count=1)
        return re.sub(rb"<Count>\d+</Count>", b"<Count>%d</Count>" % count, told, count=1)

    return rewritten("promised", change)
