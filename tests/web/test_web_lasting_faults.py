"""Faults of a server that last: how often the door asks, and what it says in the end.

Relies on servers that misbehave.
"""

import gzip
import time

import pytest

from harvest.clock import SystemClock
from harvest.errors import ConfigError, Forbidden, UpstreamDataError, UpstreamUnavailable
from harvest.web import Answer, Limits, Refused, Stopped, Verdict, generic_judge
from tests.helpers.clock import FakeClock
from tests.helpers.faults import faultserver as fault
from tests.helpers.faults.faultserver import FaultServer, as_json, http
from tests.helpers.faults.web_doors import CONTACT, FAST, GOOD, HTML, KEY, XML


def test_too_many_requests_for_ever_ends_after_bounded_tries(door, clock):
    """F04."""
    with FaultServer([http(429)]) as server, pytest.raises(UpstreamUnavailable) as caught:
        door(server).get("/studies", [("query.term", "secretterm")])
    assert len(server.requests) == FAST.tries
    assert str(caught.value) == (
        f"127.0.0.1:{server.port}/api/studies: too many requests (6 tries); try again later"
    )
    assert caught.value.exit_code == 69
    assert sum(clock.naps) <= FAST.budget


def test_the_waits_grow_with_jitter_above_a_floor(door, clock):
    with FaultServer([http(503)]) as server, pytest.raises(UpstreamUnavailable):
        door(server, requests_per_second=1e6).get("/x")
    waits = [nap for nap in clock.naps if nap > 0.01]
    assert len(waits) == 5
    ceilings = [6, 18, 54, 120, 120]
    assert all(2 <= wait <= ceiling for wait, ceiling in zip(waits, ceilings, strict=True))
    assert len({round(wait, 3) for wait in waits}) == 5


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        ("2", 2, 6.1),
        ("7", 7, 7.1),
        ("1000000000", 300, 300.1),
        ("Tue, 24 Nov 2026 06:01:30 GMT", 90, 90.1),  # the clock says 06:00:00
        ("Tue, 24 Nov 2015 06:00:00 GMT", 2, 6.1),
        ("Tue, 24 Nov 2037 06:00:00 GMT", 300, 300.1),
        ("soon", 2, 6.1),
        ("-5", 2, 6.1),
        ("2.5", 2, 6.1),
        ("٣", 2, 6.1),
        ("9" * 5000, 2, 6.1),
        ("Tue, 99 Nov 2026 99:99:99 GMT", 2, 6.1),
        ("", 2, 6.1),
    ],
)
def test_retry_after_is_honoured_within_bounds_and_garbage_ignored(door, clock, value, least, most):
    """F02, F03: the waits without it lie between 2 and 6 s."""
    value = value.encode().decode("latin-1")
    with FaultServer([http(429, Retry_After=value), GOOD]) as server:
        door(server).get("/x")
    assert least <= sum(clock.naps) <= most


def test_a_retry_after_makes_every_other_door_to_the_host_wait(door):
    with FaultServer([http(503, Retry_After="100"), GOOD]) as server:
        elsewhere = FakeClock()

        class Meanwhile(FakeClock):
            """While this process waits, another one asks."""

            def sleep(self, seconds: float) -> None:
                if not elsewhere.naps:
                    elsewhere.elapsed = self.elapsed
                    door(server, clock=elsewhere).get("/y")
                super().sleep(seconds)

        door(server, clock=Meanwhile()).get("/x")
    assert elsewhere.naps == pytest.approx([100], abs=0.1)
    assert [request.target for request in server.requests] == ["/api/x", "/api/y", "/api/x"]


@pytest.mark.parametrize("expect", ["json", "xml", "text"])
@pytest.mark.parametrize(
    ("status", "body", "verdict"),
    [
        (200, b'{"error":"API rate limit exceeded","count":"5"}', Verdict.RATE),
        (429, b"", Verdict.RATE),
        (400, b'{"error":"API key invalid"}', Verdict.AUTH),
        (401, HTML, Verdict.AUTH),
        (403, b"", Verdict.FORBIDDEN),
        (400, b"proxy_stream()", Verdict.TRANSIENT),
        (400, b"no such field", Verdict.PERMANENT),
        (404, HTML, Verdict.PERMANENT),
        (500, b"{}", Verdict.TRANSIENT),
        (200, HTML, Verdict.TRANSIENT),
        (200, b" ", Verdict.TRANSIENT),
        (302, b"{}", Verdict.MALFORMED),
    ],
)
def test_an_answer_is_read_by_status_and_body_whatever_was_asked_for(expect, status, body, verdict):
    answer = Answer(status, body, "application/json", "https://registry.example/x", "", {})
    assert generic_judge(expect)(answer)[0] is verdict


def test_all_tries_of_one_request_share_one_budget_of_time(door, clock):
    with FaultServer([http(429, Retry_After="300")]) as server, pytest.raises(UpstreamUnavailable):
        door(server, limits=Limits(budget=700)).get("/x")
    assert len(server.requests) == 3


def test_retries_keep_the_pace_too(door, clock):
    """M12: a limiter outside the retry loop would let them through in a burst."""
    limits = Limits(base_delay=0.0, max_delay=0.0)
    with FaultServer([http(503)]) as server, pytest.raises(UpstreamUnavailable):
        door(server, requests_per_second=0.5, limits=limits).get("/x")
    assert clock.naps.count(2.0) == 5


@pytest.mark.parametrize("status", [400, 404, 405, 410, 414])
def test_a_refused_request_is_asked_once_and_its_meaning_left_to_the_source(door, status):
    """F09 and others: the source reads the body."""
    with FaultServer([http(status, f"no such thing {KEY}".encode())]) as server:
        with pytest.raises(Refused) as caught:
            door(server).get("/studies/NCT99999999", [("term", "secretterm")])
        assert len(server.requests) == 1
    assert caught.value.status == status
    assert caught.value.body_text == f"no such thing {KEY}"
    assert str(caught.value).endswith(
        f"/api/studies/NCT99999999: the request is refused ({status})"
    )
    assert caught.value.exit_code == 65


def test_an_invalid_request_that_always_answers_500_is_told_from_an_outage(door):
    """F07, B10: the pages differ in their times and ids only."""
    pages = [http(500, f"<html>WWW Error 500 Diagnostic {n} at 12:0{n}</html>".encode())
             for n in range(9)]  # fmt: skip
    with FaultServer(pages) as server, pytest.raises(Refused, match="same way each time") as caught:
        door(server).get("/x")
    assert caught.value.status == 500
    assert len(server.requests) == 4


def test_different_500s_are_an_outage(door):
    pages = [http(500, page) for page in (b"a", b"b", b"c", b"d", b"e", b"f")]
    with FaultServer(pages) as server, pytest.raises(UpstreamUnavailable):
        door(server).get("/x")
    assert len(server.requests) == 6


BLOCKS = {
    "F10 403": http(403, HTML),
    "redirect to the block page": http(
        302, Location="https://misuse.ncbi.nlm.nih.gov/error/abuse.shtml"
    ),
    "block page itself": http(
        200, b"<html><title>NCBI - WWW Error Blocked Diagnostic</title>Access Denied</html>"
    ),
}


@pytest.mark.parametrize("reply", BLOCKS.values(), ids=BLOCKS)
def test_a_refusal_stops_everything_and_says_what_to_do(door, clock, reply):
    with FaultServer([reply, GOOD]) as server:
        opened = door(server)
        with pytest.raises(Forbidden, match=r"stop refreshing .* write to its help desk") as caught:
            opened.get("/x", [("api_key", KEY)])
        with pytest.raises(Forbidden):
            opened.post("/y")
        assert len(server.requests) == 1
        assert server.requests[0].headers["user-agent"].startswith("python-requests/")
    assert caught.value.exit_code == 69
    assert clock.naps == []


@pytest.mark.parametrize(
    "reply",
    [as_json({"error": "API key invalid", "api-key": KEY, "status": "unknown"}, 400), http(401)],
)
def test_a_rejected_key_is_a_matter_of_configuration_and_is_not_shown(door, reply):
    """F11."""
    with FaultServer([reply]) as server, pytest.raises(ConfigError, match="NCBI_API_KEY") as caught:
        door(server).get("/x", [("api_key", KEY)])
    assert len(server.requests) == 1
    assert caught.value.exit_code == 78
    assert KEY not in str(caught.value)


def test_a_key_asked_for_where_none_is_set_is_a_refusal(door):
    with FaultServer([http(401)]) as server:
        opened = door(server)
        for _ in range(2):
            with pytest.raises(Forbidden, match="none is set"):
                opened.get("/x", [("email", CONTACT)])
        assert len(server.requests) == 1


MALFORMED = {
    "text": http(200, b"hello"),
    "XML instead of JSON": http(200, XML),
    "cut JSON each time": fault.raw(fault.head(200, {}), b'{"a": [1, 2'),
    "encoding nobody asked for": http(200, b"{}", Content_Encoding="br"),
    "status 204": http(204),
}


@pytest.mark.parametrize("reply", MALFORMED.values(), ids=MALFORMED)
def test_what_stays_unreadable_is_bad_data_and_not_a_result(door, reply):
    with FaultServer([reply]) as server, pytest.raises(UpstreamDataError) as caught:
        door(server).get("/x")
    assert len(server.requests) == 6
    assert not isinstance(caught.value, Refused)
    assert "the response was not used" in str(caught.value)


def _bomb(inflated: int) -> bytes:
    return gzip.compress(b"[" + b" " * inflated + b"]")


def test_a_bomb_is_refused_before_it_takes_memory(door):
    """F17."""
    with FaultServer([http(200, _bomb(40_000_000), Content_Encoding="gzip")]) as server:
        with pytest.raises(UpstreamDataError, match="200-fold"):
            door(server).get("/x")
        with pytest.raises(UpstreamDataError, match="more than 1,000,000 bytes"):
            door(server, limits=Limits(max_inflate=1_000_000)).get("/x")
        assert len(server.requests) == 2  # the same would come again


def test_small_bodies_may_be_as_compressible_as_they_like(door):
    with FaultServer([http(200, _bomb(3_000_000), Content_Encoding="gzip")]) as server:
        assert len(door(server).get("/x").body) == 3_000_002


def test_an_endless_body_is_cut_at_the_byte_limit(door):
    """F22."""
    endless = fault.drip(fault.head(200, {}) + b"[", every=0, piece=b" " * 65536)
    with FaultServer([endless]) as server:
        with pytest.raises(UpstreamDataError, match="more than 2,000,000 bytes"):
            door(server, limits=Limits(max_bytes=2_000_000)).get("/x")
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    "start",
    [fault.head(200, {"Content-Length": "100000"}) + b"{", b"HTTP/1.1 200 OK\r\nX-Slow: "],
    ids=["body", "headers"],
)
def test_a_drip_that_never_tires_meets_the_deadline(door, start):
    """F21: each byte renews a read timeout, so the deadline must be its own."""
    limits = Limits(read_timeout=1.0, deadline=0.4, tries=1)
    with FaultServer([fault.drip(start)]) as server:
        opened = door(server, limits=limits, clock=SystemClock())
        began = time.monotonic()
        with pytest.raises(UpstreamUnavailable):
            opened.get("/x")
        assert time.monotonic() - began < 3


def test_silence_meets_the_read_timeout_each_time(door):
    """F20."""
    limits = Limits(read_timeout=0.1, tries=3)
    with FaultServer([fault.silence()]) as server:
        with pytest.raises(UpstreamUnavailable, match=r"did not answer in time \(3 tries\)"):
            door(server, limits=limits).get("/x")
        assert len(server.requests) == 3


def test_a_closed_door_lets_nobody_ask_again(door):
    with FaultServer([GOOD]) as server:
        closed = door(server)
        closed.get("/studies")
        closed.close()
        with pytest.raises(Stopped):
            closed.get("/studies")
        assert len(server.requests) == 1


def test_a_door_closed_during_a_wait_for_the_next_try_asks_nothing_more(door):
    class Closing(FakeClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            waiting.close()

    with FaultServer([http(503)]) as server:
        waiting = door(server, clock=Closing())
        with pytest.raises(Stopped):
            waiting.get("/studies")
        assert len(server.requests) == 1
