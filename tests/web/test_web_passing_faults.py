"""Faults of a server that pass: the door waits them out, and takes none for a result.

Relies on servers that misbehave.
"""

import gzip
import random
import zlib
from codecs import BOM_UTF8

import pytest

from harvest.web import Limits, generic_judge
from tests.helpers.faults import faultserver as fault
from tests.helpers.faults.faultserver import FaultServer, as_json, http
from tests.helpers.faults.web_doors import FAST, GOOD, HTML, LIMITED, XML

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
        answer = door(server, judge=generic_judge("xml")).get("/x")
    assert answer.body == body.removeprefix(BOM_UTF8)


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
        assert door(server).get("/x").body == body.removeprefix(BOM_UTF8)
