"""What goes wrong between a service and its client: refusals, gateways, broken bodies.

Texts and headers that public projects have recorded are theirs; the bodies of ClinicalTrials.gov's
403 and 429 are invented, as nobody has recorded them.
"""

import gzip
import zlib
from dataclasses import replace

from harvest.standin.eutilities import forms
from harvest.standin.faults.schedule import Fault, Occasion
from harvest.standin.http import wire
from harvest.standin.http.server import Response, Send

BLOCKED = "https://misuse.ncbi.nlm.nih.gov/error/abuse.shtml"

_BROKEN_PAGE = (
    b"<html><head><title>NCBI/eutils202 - WWW Error 500 Diagnostic</title></head><body>"
    b"<h1>Server Error</h1><p>Your request could not be processed due to a problem on our Web "
    b"server.</p></body></html>"
)
_MAINTENANCE = (
    b"<!DOCTYPE html>\n<html><head><title>Service temporarily unavailable</title></head>"
    b"<body><h1>We are down for maintenance</h1></body></html>"
)
_FORBIDDEN = (
    b"<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center>"
    b"</body></html>"
)


def _instead(name: str, response: Response) -> Fault:
    return Fault(name, lambda _: response)


def _sent(name: str, send: Send) -> Fault:
    return Fault(name, lambda occasion: replace(occasion.answer(), send=send))


# --- refusals ---


def status(
    code: int,
    body: bytes = b"",
    content_type: str = "text/plain; charset=UTF-8",
    retry_after: str | None = None,
) -> Fault:
    """Any status with any body."""
    headers = (("Retry-After", retry_after),) if retry_after is not None else ()
    return _instead(f"status {code}", Response(body, code, content_type, headers))


def too_many_requests(retry_after: str | None = None) -> Fault:
    """ClinicalTrials.gov's 429; the body is invented."""
    return status(429, b"Too Many Requests", retry_after=retry_after)


def rate_limited(retry_after: str | None = "2") -> Fault:
    """NCBI's 429: JSON, whatever was asked for."""
    return _instead("rate limited", forms.rate_exceeded("127.0.0.1", 4, 3, retry_after=retry_after))


def rate_limited_as_200() -> Fault:
    """NCBI's rate refusal with status 200."""
    response = forms.rate_exceeded("127.0.0.1", 4, 3, retry_after=None)
    return _instead("rate limited as 200", replace(response, status=200, headers=()))


def key_rejected() -> Fault:
    """NCBI's 400 for a key that it doesn't know; it echoes the key."""
    return Fault(
        "key rejected",
        lambda occasion: forms.key_invalid(occasion.request.param("api_key")),
    )


def server_error(code: int = 500) -> Fault:
    """A gateway's or server's error page: 500, 502, 503, 504."""
    return status(code, _BROKEN_PAGE, "text/html")


def forbidden() -> Fault:
    """403 from the edge, as a page; the body is invented."""
    return status(403, _FORBIDDEN, "text/html")


def backend_failed_as_400() -> Fault:
    """NCBI's 400 that is really a failing back end."""
    return status(400, b"proxy_stream(): Failed to connect to PubOne service", "text/plain")


def address_too_long() -> Fault:
    """414 with a page."""
    return status(
        414, b"<html><head><title>414 Request-URI Too Large</title></head></html>", "text/html"
    )


def block_page() -> Fault:
    """NCBI's abuse block: a redirect to another host."""
    return redirect(BLOCKED)


def redirect(location: str, code: int = 302) -> Fault:
    """A redirect to anywhere."""
    headers = (("Location", location),)
    return _instead("redirect", Response(b"", code, "text/html", headers))


def redirect_loop() -> Fault:
    """A redirect to the address that was asked for."""
    return Fault(
        "redirect loop",
        lambda occasion: Response(b"", 302, "", (("Location", occasion.request.path),)),
    )


def html_page(content_type: str = "text/html; charset=utf-8") -> Fault:
    """A maintenance page with status 200, under whatever content type."""
    return _instead("html page", Response(_MAINTENANCE, 200, content_type))


def unroutable() -> Fault:
    """NCBI's gateway talking to itself, in plain text with status 200."""
    text = b"Unable to route request! service name: /http/service/ratecontrol"
    return _instead("unroutable", Response(text, 200, "text/plain"))


def empty_body() -> Fault:
    """Status 200 and nothing else."""
    return Fault("empty body", lambda occasion: replace(occasion.answer(), body=b"", chunked=False))


# --- broken transmissions ---


def reset_before_headers() -> Fault:
    """The connection is reset before anything is sent."""
    return _sent("reset before headers", wire.reset(None))


def reset_mid_body(after: int = 100) -> Fault:
    """The connection is reset in the middle of the body."""
    return _sent("reset mid body", wire.reset(after))


def short_body(at: int, *, declared: bool = True) -> Fault:
    """The first ``at`` bytes only; not ``declared``: without Content-Length nobody can tell."""
    return _sent("short body", wire.cut(at, declared=declared))


def chunks_cut(at: int = 100) -> Fault:
    """A chunked body that ends early."""
    return _sent("chunks cut", wire.chunks_cut(at))


def chunk_size_wrong() -> Fault:
    """A chunked body with nonsense for a size."""
    return _sent("chunk size wrong", wire.chunk_size_wrong())


def truncated_gzip(share: float = 0.5) -> Fault:
    """A gzip body that is cut, with the Content-Length of the cut one: requests takes it."""

    def strike(occasion: Occasion) -> Response:
        packed = gzip.compress(occasion.answer().body, mtime=0)
        return _encoded(occasion, packed[: int(len(packed) * share)], "gzip")

    return Fault("truncated gzip", strike)


def wrong_encoding() -> Fault:
    """Content-Encoding: gzip on a body that isn't."""
    return Fault(
        "wrong encoding", lambda occasion: _encoded(occasion, occasion.answer().body, "gzip")
    )


def gzip_bomb(megabytes: int) -> Fault:
    """A small gzip body that inflates to so many megabytes of spaces."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b" " * 1_000_000
    body = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    return Fault("gzip bomb", lambda occasion: _encoded(occasion, body, "gzip"))


def stalled(after: int | None = None) -> Fault:
    """Accepted and never answered, or silent after so many bytes of the body."""
    return _sent("stalled", wire.stall(after))


def dripped(size: int = 1, seconds: float = 0.2) -> Fault:
    """The body in drops, each in time for a read timeout."""
    return _sent("dripped", wire.drip(size, seconds))


def endless() -> Fault:
    """A body that never ends."""
    return _sent("endless", wire.endless(b" " * 65536))


def _encoded(occasion: Occasion, body: bytes, encoding: str) -> Response:
    answer = occasion.answer()
    headers = (*answer.headers, ("Content-Encoding", encoding))
    return replace(answer, body=body, headers=headers, chunked=False)
