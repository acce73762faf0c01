"""Reads a response's body whole and within bounds, or says why not.

Requests' own decoding accepts a gzip stream that was cut off, has no bound on what a few bytes
inflate to, and no deadline that a slow drip of bytes would meet. So the bytes are taken from the
wire undecoded and inflated here.
"""

import io
import zlib
from collections.abc import Callable
from typing import Protocol

from harvest.web.verdicts import Verdict

_CHUNK = 64 * 1024
_RATIO_FREE = 8 * 1024 * 1024  # a small page of blanks may inflate a thousandfold, harmlessly


class Wire(Protocol):
    """Undecoded bytes: urllib3's response. ``read1`` returns what is there, b"" at the end."""

    def read1(self, amt: int | None, decode_content: bool | None) -> bytes:
        """At most ``amt`` bytes, without waiting for more than the first of them."""
        ...


class BadBody(Exception):
    """The body can't be used; ``again`` False where asking again brings the same."""

    def __init__(self, verdict: Verdict, reason: str, *, again: bool = True) -> None:
        super().__init__(reason)
        self.verdict = verdict
        self.reason = reason
        self.again = again


def read_body(
    wire: Wire,
    content_encoding: str,
    *,
    max_bytes: int,
    max_inflate: int,
    max_ratio: float,
    out_of_time: Callable[[], bool],
) -> bytes:
    """The whole body, inflated.

    ``max_bytes`` bounds what comes over the wire, ``max_inflate`` what it inflates to, both in
    bytes; ``max_ratio`` the relation of the two once the body is more than a few MB.
    ``out_of_time`` is asked after each piece.

    Raises BadBody; what goes wrong on the wire itself is raised by urllib3.
    """
    encoding = content_encoding.strip().lower()
    if encoding in ("", "identity"):
        inflater = None
    elif encoding in ("gzip", "x-gzip"):
        inflater = _Gzip(max_inflate, max_ratio)
    else:
        raise BadBody(Verdict.MALFORMED, "a content encoding that was not asked for")
    plain = io.BytesIO()
    received = 0
    while piece := wire.read1(_CHUNK, False):
        received += len(piece)
        if out_of_time():
            raise BadBody(Verdict.TRANSIENT, "the answer was too slow")
        if received > max_bytes:
            raise BadBody(Verdict.MALFORMED, f"more than {max_bytes:,} bytes", again=False)
        plain.write(inflater.feed(piece) if inflater else piece)
    if inflater is not None and not inflater.finished:
        raise BadBody(Verdict.TRANSIENT, "the compressed answer was cut off")
    return plain.getvalue()


class _Gzip:
    """A gzip stream of one or more members; each must end with its check sum and length."""

    def __init__(self, max_inflate: int, max_ratio: float) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self._max_inflate = max_inflate
        self._max_ratio = max_ratio
        self._received = 0
        self._inflated = 0
        self._started = False

    @property
    def finished(self) -> bool:
        """Whether the last member ended with its trailer."""
        return self._started and self._member.eof

    def feed(self, piece: bytes) -> bytes:
        """What the piece inflates to; never holds more than the bounds allow."""
        self._received += len(piece)
        self._started = True
        out = io.BytesIO()
        try:
            while piece:
                if self._member.eof:
                    self._member = zlib.decompressobj(wbits=31)
                inflated = self._member.decompress(piece, 1024 * 1024)
                self._inflated += len(inflated)
                self._check_bounds()
                out.write(inflated)
                piece = (
                    self._member.unused_data if self._member.eof else self._member.unconsumed_tail
                )
        except zlib.error:
            raise BadBody(Verdict.MALFORMED, "a compressed answer that is damaged") from None
        return out.getvalue()

    def _check_bounds(self) -> None:
        if self._inflated > self._max_inflate:
            reason = f"it inflates to more than {self._max_inflate:,} bytes"
            raise BadBody(Verdict.MALFORMED, reason, again=False)
        if self._inflated > max(_RATIO_FREE, self._received * self._max_ratio):
            reason = f"it inflates more than {self._max_ratio:.0f}-fold"
            raise BadBody(Verdict.MALFORMED, reason, again=False)
