"""Where the door's requests go: closed ports, certificates and redirects.

Relies on servers that misbehave.
"""

import socket
import ssl
import threading
import time

import pytest

from harvest.errors import UpstreamDataError, UpstreamUnavailable
from harvest.web import Limits
from tests.helpers.faults import faultserver as fault
from tests.helpers.faults.faultserver import FaultServer, http
from tests.helpers.faults.web_doors import GOOD, KEY
from tests.helpers.places import DATA

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


CERTIFICATE = DATA / "self-signed.pem"
"""Valid until 2126."""


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
