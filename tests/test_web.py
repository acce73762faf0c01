"""The network door against a server that misbehaves in every way that registries did."""

import gzip
import logging
import multiprocessing
import random
import re
import socket
import ssl
import threading
import time
import traceback
import zlib
from itertools import pairwise
from pathlib import Path

import faultserver as fault
import pytest
from conftest import FakeClock
from faultserver import FaultServer, as_json, http

from harvest.clock import SystemClock
from harvest.errors import ConfigError, Forbidden, UpstreamDataError, UpstreamUnavailable
from harvest.web import Answer, Door, Limits, Refused, Verdict, generic_judge, user_agent

KEY = "CANARY0123456789abcdef"
CONTACT = "canary@example.org"
GOOD = as_json({"studies": [1, 2, 3]})
XML = (
    b'<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://x/y.dtd">\n'
    b"<PubmedArticleSet><PubmedArticle><PMID>1</PMID></PubmedArticle></PubmedArticleSet>\n"
)
HTML = b"<!DOCTYPE html><html><head><title>Maintenance</title></head><body>soon</body></html>"
LIMITED = {"error": "API rate limit exceeded", "api-key": KEY, "count": "5", "limit": "3"}
FAST = Limits(connect_timeout=2.0, read_timeout=0.3, deadline=5.0)


@pytest.fixture
def door(tmp_path, clock):
    """A maker of doors on servers; every door is closed in the end."""
    made: list[Door] = []

    def make(server: FaultServer | str, **options) -> Door:
        options.setdefault("judge", generic_judge("json"))
        options.setdefault("limits", FAST)
        options.setdefault("requests_per_second", 100.0)
        options.setdefault("clock", clock)
        opened = Door(
            server if isinstance(server, str) else server.url,
            user_agent=user_agent(CONTACT),
            lock_dir=tmp_path / "locks",
            random=random.Random(7),
            secrets=(KEY, CONTACT),
            **options,
        )
        made.append(opened)
        return opened

    yield make
    for each in made:
        each.close()


# --- what is sent ---


def test_an_answer_carries_all_that_a_source_needs_and_no_query(door, clock):
    with FaultServer([as_json({"a": 1}, X_RateLimit_Limit="3", Set_Cookie="id=1")]) as server:
        answer = door(server).get("/studies", [("query.cond", "a b&c"), ("pageSize", "10")])
    assert answer.body == b'{"a": 1}'
    assert answer.status == 200
    assert answer.content_type == "application/json"
    assert answer.url == f"{server.url}/studies"
    assert answer.fetched_at == "2026-11-24T06:00:00Z"
    assert answer.headers["x-ratelimit-limit"] == "3"
    assert "set-cookie" not in answer.headers
    assert server.requests[0].target == "/api/studies?query.cond=a+b%26c&pageSize=10"


def test_a_post_carries_its_parameters_in_the_body(door):
    with FaultServer([GOOD]) as server:
        answer = door(server).post("efetch.fcgi", [("id", "1,2"), ("api_key", KEY)])
    request = server.requests[0]
    assert request.method == "POST"
    assert request.target == "/api/efetch.fcgi"
    assert request.body == f"id=1%2C2&api_key={KEY}".encode()
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert answer.url == f"{server.url}/efetch.fcgi"


def test_the_client_says_honestly_what_it_is_and_whom_to_write_to(door):
    with FaultServer([GOOD]) as server:
        door(server).get("/version")
    sent = server.requests[0].headers
    assert re.fullmatch(
        r"python-requests/[\d.]+ harvest/[\d.]+ \(mailto:canary@example\.org\)",
        sent["user-agent"],
    )
    assert "mailto" not in user_agent("")
    assert sent["accept-encoding"] == "gzip"


def test_cookies_are_not_kept_and_connections_are(door):
    with FaultServer([as_json({}, Set_Cookie="ncbi_sid=1; Path=/")]) as server:
        opened = door(server)
        for _ in range(5):
            opened.get("/version")
    assert all("cookie" not in request.headers for request in server.requests)
    assert {request.connection for request in server.requests} == {1}


def test_a_path_can_not_smuggle_a_query_or_another_host(door):
    with FaultServer([GOOD]) as server:
        door(server).get("//evil.example/NCT1?x=1#y")
    assert server.requests[0].target == "/api/evil.example/NCT1%3Fx%3D1%23y"


def test_stored_passwords_are_not_sent_and_a_proxy_is_not_asked_for_loopback(
    door, tmp_path, monkeypatch
):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with FaultServer([GOOD]) as server:
        door(server).get("/version")
    assert "authorization" not in server.requests[0].headers


def test_a_registry_is_reached_through_the_proxy_that_the_environment_names(door, monkeypatch):
    with FaultServer([http(407)]) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://user:{KEY}@127.0.0.1:{proxy.port}")
        with pytest.raises(UpstreamUnavailable, match="proxy did not let us through") as caught:
            door("https://registry.example/api", limits=Limits(tries=2)).get("/version")
    assert [request.target for request in proxy.requests] == ["registry.example:443"] * 2
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    ["http://registry.example/api", "ftp://127.0.0.1/x", "file:///etc/passwd", "nonsense", "",
     "https://user:pass@registry.example/"],
)  # fmt: skip
def test_an_address_that_is_not_safe_to_ask_is_refused_before_any_request(door, address):
    with pytest.raises(ConfigError, match="base_url"):
        door(address)


def test_a_contact_that_can_not_be_sent_as_a_header_is_named(tmp_path):
    for contact in ("a@b.c\r\nX-Evil: 1", "jörg@example.org"):
        with pytest.raises(ConfigError, match="contact"):
            Door(
                "https://registry.example",
                requests_per_second=1,
                judge=generic_judge("json"),
                user_agent=user_agent(contact),
                lock_dir=tmp_path,
            )


def test_a_certificate_file_that_is_not_there_is_named(door, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem")
    with pytest.raises(ConfigError, match="REQUESTS_CA_BUNDLE"):
        door("https://registry.example")


# --- what passes ---

ENDS_WELL = {
    "F01 429 without Retry-After": [http(429), http(429, b"slow down"), GOOD],
    "F02 429 with Retry-After": [http(429, Retry_After="2"), GOOD],
    "F05 limit exceeded with status 200": [as_json(LIMITED), GOOD],
    "F06 500": [http(500, HTML), GOOD],
    "F06 502, 503, 504, 500": [http(502), http(503, HTML), http(504), http(500), GOOD],
    "F06 408": [http(408), GOOD],
    "F08 400 proxy_stream": [http(400, b"error in proxy_stream()"), GOOD],
    "F08 400 PubOne": [http(400, b"Failed to connect to PubOne service"), GOOD],
    "F12 maintenance page as JSON": [http(200, HTML, Content_Type="application/json"), GOOD],
    "F12 page after an XHTML prolog": [http(200, b'<?xml version="1.0"?><html lang="en">'), GOOD],
    "A6 JSON ERROR": [as_json({"esearchresult": {"ERROR": "Search Backend failed"}}), GOOD],
    "A6 JSON error": [as_json({"error": "cannot resolve"}), GOOD],
    "A8 unroutable": [http(200, b"Unable to route request! service name: /http/x"), GOOD],
    "A7 C++ exception": [http(200, b"NCBI C++ Exception: Cannot open file"), GOOD],
    "empty body": [http(200, b""), GOOD],
    "F15 shorter than Content-Length": [
        fault.raw(fault.head(200, {"Content-Length": "500"}), b'{"studies": []}'), GOOD],
    "F16 cut, no Content-Length": [fault.raw(fault.head(200, {}), b'{"studies": [1, 2'), GOOD],
    "F17 gzip cut": [
        fault.raw(fault.head(200, {"Content-Encoding": "gzip"}),
                  gzip.compress(b'{"studies": []}')[:-4]), GOOD],
    "F17 gzip empty": [http(200, b"", Content_Encoding="gzip"), GOOD],
    "F17 not gzip at all": [http(200, b'{"studies": []}', Content_Encoding="gzip"), GOOD],
    "F17 wrong encoding": [
        http(200, zlib.compress(b'{"studies": []}'), Content_Encoding="deflate"), GOOD],
    "F17 gzip check sum wrong": [
        http(200, gzip.compress(b"{}")[:-8] + b"\0" * 8, Content_Encoding="gzip"), GOOD],
    "F18 chunked ends early": [
        fault.raw(fault.head(200, {"Transfer-Encoding": "chunked"}), b"10\r\n0123456789abcdef\r\n"),
        GOOD],
    "F18 chunk cut": [
        fault.raw(fault.head(200, {"Transfer-Encoding": "chunked"}), b"10\r\n0123"), GOOD],
    "F18 bad chunk size": [
        fault.raw(fault.head(200, {"Transfer-Encoding": "chunked"}), b"zz\r\n{}\r\n0\r\n\r\n"),
        GOOD],
    "F19 reset before headers": [fault.reset(), GOOD],
    "F19 reset in the headers": [fault.reset(b"HTTP/1.1 200 OK\r\nContent-Le"), GOOD],
    "F19 reset in the body": [
        fault.reset(fault.head(200, {"Content-Length": "900"}) + b'{"studies": ['), GOOD],
    "F20 silence": [fault.silence(), GOOD],
    "closed without a word": [fault.raw(), GOOD],
    "not HTTP": [fault.raw(b"SSH-2.0-OpenSSH_9.2\r\n"), GOOD],
    "two lengths": [
        fault.raw(fault.head(200, {"Content-Length": "2, 3"}), b"{}"), GOOD],
    "F70 the very first request is reset": [fault.reset(), fault.reset(), GOOD],
    "an error after a byte order mark": [http(200, b"\xef\xbb\xbf" + HTML), GOOD],
    "206 nobody asked for": [http(206, b"{}"), GOOD],
}  # fmt: skip


@pytest.mark.parametrize("replies", ENDS_WELL.values(), ids=ENDS_WELL)
def test_a_passing_fault_is_waited_out_and_never_taken_for_a_result(door, clock, replies):
    with FaultServer(replies) as server:
        answer = door(server).get("/studies", [("countTotal", "true")])
    assert answer.body == b'{"studies": [1, 2, 3]}'
    assert len(server.requests) == len(replies)
    assert {request.target for request in server.requests} == {"/api/studies?countTotal=true"}
    assert sum(clock.naps) >= FAST.base_delay * (len(replies) - 1)


XML_FAULTS = {
    "F13 ERROR": b"<eSearchResult><ERROR>Search Backend failed</ERROR></eSearchResult>",
    "F36 history lost": b"<?xml version='1.0'?><eFetchResult><ERROR>Unable to obtain query #1"
    b"</ERROR></eFetchResult>",
    "prolog only": b'<?xml version="1.0"?>\n<!DOCTYPE eLinkResult PUBLIC "-//NLM" "x.dtd">\n',
    "F16 cut in a record": XML[: XML.index(b"</PubmedArticle>")],
    "F16 cut before the end tag": XML[: XML.rindex(b"</")],
    "F05 limit as JSON": b'{"error":"API rate limit exceeded","count":"5"}',
    "A8 text": b"Unable to route request! service name: /http/service/ratecontrol",
    "other end tag": b"<PubmedArticleSet></PubmedArticle>",
    "page": HTML,
}


@pytest.mark.parametrize("body", XML_FAULTS.values(), ids=XML_FAULTS)
def test_what_is_not_whole_xml_is_asked_for_again(door, body):
    with FaultServer([http(200, body), http(200, XML)]) as server:
        answer = door(server, judge=generic_judge("xml")).post("/efetch.fcgi", [("id", "1")])
    assert answer.body == XML
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "body",
    [XML, b"<a/>", b"\xef\xbb\xbf<a>x</a>", b"<a>x</a><!-- served by 7 -->\n", b"<a b='1'>x</a >",
     b"<!-- x --><?p i?><!DOCTYPE a [<!ELEMENT a ANY>]><a></a>", b"<a>" + b"x" * 99_999 + b"</a>"],
)  # fmt: skip
def test_whole_xml_of_any_shape_is_accepted(door, body):
    with FaultServer([http(200, body)]) as server:
        assert door(server, judge=generic_judge("xml")).get("/x").body == body


def test_a_body_cut_at_any_byte_is_never_accepted(door):
    """F16: without Content-Length the wire doesn't tell, so the end of the body must."""
    whole = b'{"studies":[\n{"id":"NCT00000001"},\n{"id":"NCT00000002"}\n]}'
    cuts = [fault.raw(fault.head(200, {}), whole[:length]) for length in range(1, len(whole))]
    with FaultServer([*cuts, http(200, whole)]) as server:
        opened = door(server, limits=Limits(tries=len(whole), budget=1e9))
        assert opened.get("/studies").body == whole
    judge = generic_judge("xml")
    with FaultServer([fault.raw(fault.head(200, {}), XML.rstrip()[:n]) for n in range(3, 150)]
                     + [http(200, XML)]) as server:  # fmt: skip
        opened = door(server, judge=judge, limits=Limits(tries=200, budget=1e9))
        assert opened.get("/efetch.fcgi").body == XML


def test_a_compressed_body_cut_at_any_byte_is_never_accepted(door):
    whole = gzip.compress(b'{"studies":[1,2,3,4,5,6,7,8,9]}')
    zipped_head = fault.head(200, {"Content-Encoding": "gzip"})
    cuts = [fault.raw(zipped_head, whole[:length]) for length in range(len(whole))]
    with FaultServer([*cuts, fault.raw(zipped_head, whole)]) as server:
        opened = door(server, limits=Limits(tries=len(whole) + 1, budget=1e9))
        assert opened.get("/studies").body == b'{"studies":[1,2,3,4,5,6,7,8,9]}'
    assert len(server.requests) == len(whole) + 1


def test_compressed_bodies_of_several_members_and_any_size_are_inflated(door):
    text = b'{"a":"' + random.Random(1).randbytes(400_000).hex().encode() + b'"}'
    two_members = gzip.compress(text[:1000]) + gzip.compress(text[1000:])
    with FaultServer([fault.zipped(text), http(200, two_members, Content_Encoding="gzip")]) as srv:
        opened = door(srv)
        assert opened.get("/x").body == text
        assert opened.get("/x").body == text


@pytest.mark.parametrize(
    "body",
    [b'{"a":"\\ud800"}', b'{"a":"x\ny"}', b'{"a":NaN}', b'[{"a":"{["}]\n', b"\xef\xbb\xbf[]",
     b'{"a":"\xff"}', b"[" * 5000 + b"]" * 5000, b'{"a":"\\"}"}', b'{"error_count":1}',
     b'{"studies":[{"text":"error"}]}'],
)  # fmt: skip
def test_one_bad_record_does_not_make_its_page_unreadable(door, body):
    """The reader of records quarantines it; the door asks only whether the page is whole."""
    with FaultServer([http(200, body)]) as server:
        assert door(server).get("/x").body == body


# --- what does not pass ---


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
    assert "nothing of it was used" in str(caught.value)


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


# --- F23: no way there ---


def test_a_closed_port_and_an_unknown_name_are_said_plainly(door):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(UpstreamUnavailable, match="can't be reached"):
        door(f"http://127.0.0.1:{port}/api").get("/x")
    with pytest.raises(
        UpstreamUnavailable, match=r"registry\.example/api/x: its name is not known"
    ):
        door("https://registry.example/api").get("/x")


def test_a_certificate_that_is_not_trusted_is_never_accepted(door):
    with FaultServer([GOOD], tls=_tls()) as server:
        with pytest.raises(UpstreamUnavailable, match="certificate is not accepted"):
            door(server).get("/x")
        assert server.requests == []


def test_an_operators_own_certificate_list_is_used(door, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    with FaultServer([GOOD], tls=_tls()) as server:
        assert door(server).get("/x").status == 200


def test_a_drip_of_headers_over_tls_meets_the_deadline(door, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    limits = Limits(read_timeout=1.0, deadline=0.4, tries=1)
    with FaultServer([fault.drip(b"HTTP/1.1 200 OK\r\nX-Slow: ")], tls=_tls()) as server:
        began = time.monotonic()
        with pytest.raises(UpstreamUnavailable):
            door(server, limits=limits).get("/x")
        assert time.monotonic() - began < 3


def test_a_server_that_does_not_speak_tls_is_not_asked_without_it(door):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        heard: list[bytes] = []

        def answer_in_plain() -> None:
            connection, _ = listener.accept()
            with connection:
                heard.append(connection.recv(1000))
                connection.sendall(b"HTTP/1.1 400 X\r\n\r\n")

        server = threading.Thread(target=answer_in_plain)
        server.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/api"
        with pytest.raises(UpstreamUnavailable, match="no secure connection"):
            door(url, limits=Limits(tries=1)).get("/x")
        server.join(10)
    assert b"GET" not in heard[0]


CERTIFICATE = Path(__file__).parent / "data" / "self-signed.pem"


def _tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


# --- F24: redirects ---


def test_a_redirect_on_the_same_host_is_followed_as_the_server_says(door):
    """An old NCT number: the redirect loses the query string, and that is the server's word."""
    with FaultServer([http(301, Location="/api/studies/NCT00000002"), GOOD]) as server:
        answer = door(server).get("/studies/NCT00000001", [("format", "json")])
    assert [request.target for request in server.requests] == [
        "/api/studies/NCT00000001?format=json",
        "/api/studies/NCT00000002",
    ]
    assert answer.url == f"{server.url}/studies/NCT00000002"


def test_each_hop_keeps_the_pace(door, clock):
    with FaultServer([http(302, Location="x"), http(302, Location="y"), GOOD]) as server:
        door(server, requests_per_second=1.0).get("/a")
    assert clock.naps == pytest.approx([1, 1])


def test_at_most_three_hops_are_followed(door):
    with FaultServer([http(302, Location="/loop")]) as server:
        with pytest.raises(UpstreamUnavailable, match="more than 3 redirects"):
            door(server, limits=Limits(tries=2)).get("/loop")
        assert len(server.requests) == 8


@pytest.mark.parametrize(
    "location",
    ["http://registry.example/x", "//registry.example/x", "file:///etc/passwd", "ftp://127.0.0.1/x",
     "https://127.0.0.1/x", "http://user@127.0.0.1/x", "http://[::1", "javascript:alert(1)",
     "http://localhost/", "\\\\registry.example"],
)  # fmt: skip
def test_a_redirect_to_anywhere_else_is_not_followed(door, location):
    with FaultServer([http(302, Location=location)]) as server:
        with pytest.raises((UpstreamUnavailable, UpstreamDataError)):
            door(server, limits=Limits(tries=1)).get("/x", [("api_key", KEY)])
        assert {request.headers["host"] for request in server.requests} == {
            f"127.0.0.1:{server.port}"
        }
        assert all(KEY not in request.target for request in server.requests[1:])


def test_neither_key_nor_form_follows_a_redirect_to_another_port(door):
    with FaultServer([GOOD]) as other:
        to_other = http(307, Location=f"{other.url}/x?api_key={KEY}")
        with FaultServer([to_other]) as server:
            opened = door(server, limits=Limits(tries=1))
            for ask in (opened.get, opened.post):
                with pytest.raises(UpstreamUnavailable, match="another host"):
                    ask("/x", [("api_key", KEY)])
        assert other.requests == []


def test_a_post_is_sent_again_only_where_it_stays_a_post(door):
    with FaultServer([http(307, Location="/api/y"), GOOD]) as server:
        door(server).post("/x", [("id", "1")])
    assert [(r.method, r.target, r.body) for r in server.requests] == [
        ("POST", "/api/x", b"id=1"),
        ("POST", "/api/y", b"id=1"),
    ]
    with FaultServer([http(302, Location="/api/y")]) as server:
        with pytest.raises(UpstreamUnavailable, match="drops the form"):
            door(server, limits=Limits(tries=1)).post("/x", [("id", "1")])
        assert len(server.requests) == 1


def test_a_huge_body_behind_a_redirect_is_not_read(door):
    endless = fault.drip(fault.head(302, {"Location": "/api/y"}), every=0, piece=b" " * 65536,
                         times=10_000_000)  # fmt: skip
    with FaultServer([endless, GOOD]) as server:
        assert door(server).get("/x").status == 200


# --- F63: what must not be seen ---


@pytest.mark.parametrize(
    "reply",
    [http(429), http(500, KEY.encode()), http(400, KEY.encode()), http(404), http(403), http(401),
     http(200, HTML), fault.reset(), fault.silence(), http(200, KEY.encode()),
     http(302, Location=f"https://registry.example/?api_key={KEY}"),
     fault.raw(fault.head(200, {"Content-Length": "50"}), b"{"),
     fault.raw(b"HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 1\r\n\r\nx")],
)  # fmt: skip
def test_no_key_contact_or_query_is_in_any_message_log_or_exception(door, caplog, reply):
    caplog.set_level(logging.DEBUG)
    params = [("api_key", KEY), ("email", CONTACT), ("term", "secretterm")]
    with FaultServer([reply]) as server:
        opened = door(server, limits=Limits(tries=2, read_timeout=0.1))
        for ask in (opened.get, opened.post):
            with pytest.raises((UpstreamUnavailable, UpstreamDataError, ConfigError)) as caught:
                ask("/x", params)
            error = caught.value
            assert error.__context__ is None
            assert error.__cause__ is None
            seen = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))
            seen += caplog.text + repr(opened)
            for secret in (KEY, CONTACT, CONTACT.replace("@", "%40"), "secretterm"):
                assert secret not in seen
    assert any("127.0.0.1" in record.getMessage() for record in caplog.records)


def test_a_reason_given_by_a_sources_judge_loses_the_secrets(door):
    def judge(answer):
        return Verdict.TRANSIENT, f"it says {answer.text}"

    with FaultServer([http(200, f"{KEY} {CONTACT}".encode())]) as server:
        opened = door(server, judge=judge, limits=Limits(tries=1))
        with pytest.raises(UpstreamUnavailable, match="it says … …"):
            opened.get("/x")


# --- between processes ---


def _ask_several(url: str, folder: Path, times: int) -> None:
    with Door(url, requests_per_second=20, judge=generic_judge("json"), user_agent=user_agent(),
              lock_dir=folder) as opened:  # fmt: skip
        for _ in range(times):
            opened.get("/x")


def test_two_processes_together_ask_no_faster_than_one_may(tmp_path):
    """I10, as the server sees it."""
    with FaultServer([GOOD]) as server:
        context = multiprocessing.get_context("spawn")
        workers = [
            context.Process(target=_ask_several, args=(server.url, tmp_path, 12)) for _ in range(2)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
            assert worker.exitcode == 0
        starts = sorted(request.at for request in server.requests)
    assert len(starts) == 24
    assert len({request.connection for request in server.requests}) == 2
    # slots are 50 ms apart; a busy machine may make a request late, never early
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert sum(gaps) >= 23 * 0.05 - 0.05
    assert sorted(gaps)[len(gaps) // 2] > 0.03
