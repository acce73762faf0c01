"""What the network door sends: honestly, at the pace agreed, and without showing a secret.

Relies on servers that misbehave.
"""

import logging
import multiprocessing
import re
import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from harvest.errors import ConfigError, UpstreamDataError, UpstreamUnavailable
from harvest.web import Door, Limits, Verdict, generic_judge, user_agent
from tests.helpers.faults import faultserver as fault
from tests.helpers.faults.faultserver import FaultServer, as_json, http
from tests.helpers.faults.web_doors import CONTACT, GOOD, HTML, KEY

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


def test_the_client_says_honestly_what_it_is_and_nothing_of_its_operator(door):
    with FaultServer([GOOD]) as server:
        door(server).get("/version")
    sent = server.requests[0].headers
    assert re.fullmatch(r"python-requests/[\d.]+ harvest/[\d.]+", sent["user-agent"])
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


AGENTS = {
    "python-requests/9 my-harvest/1 (mailto:me@example.org)": [
        b"python-requests/9 my-harvest/1 (mailto:me@example.org)"
    ],
    "Universit\xe4t 1.0": ["Universit\xe4t 1.0".encode("latin-1")],
    "": [],
}


def _agents(heard: bytes) -> list[bytes]:
    """The values of every User-Agent header in the bytes of requests."""
    return re.findall(rb"(?im)^user-agent:[ \t]*(.*?)\r$", heard)


@pytest.mark.parametrize(("agent", "sent"), AGENTS.items(), ids=["own", "latin", "none"])
def test_the_chosen_name_is_all_that_is_sent_through_redirects_and_retries(door, agent, sent):
    """Read from the bytes: the library would send its own name where it is told nothing."""
    moved, busy = b"HTTP/1.1 302 X\r\nLocation: /api/y\r\n", b"HTTP/1.1 503 X\r\n"
    turns = [moved, busy, moved, b"HTTP/1.1 200 X\r\n"]
    with _listening(turns) as (url, heard):
        opened = door(url, user_agent=user_agent(agent))
        opened.get("/x")
    assert len(heard) == 4
    assert [_agents(request) for request in heard] == [sent] * 4


@pytest.mark.parametrize(("agent", "sent"), AGENTS.items(), ids=["own", "latin", "none"])
def test_no_other_name_is_told_to_a_proxy(door, monkeypatch, agent, sent):
    with _listening([b"HTTP/1.1 407 X\r\n"]) as (url, heard):
        monkeypatch.setenv("HTTPS_PROXY", url.removesuffix("/api"))
        opened = door(
            "https://registry.example/api", user_agent=user_agent(agent), limits=Limits(tries=1)
        )
        with pytest.raises(UpstreamUnavailable, match="proxy"):
            opened.get("/version")
    assert heard[0].startswith(b"CONNECT ")
    assert _agents(heard[0]) in ([], sent)


def test_a_name_that_can_not_be_sent_as_a_header_is_refused(door):
    for agent in ("a\r\nX-Evil: 1", "a\nb", "\u80de", "tab\there", "\x7f"):
        with pytest.raises(ConfigError, match="user_agent"):
            door("https://registry.example", user_agent=agent)


def test_a_byte_order_mark_before_an_answer_is_no_damage(door):
    body = b'\xef\xbb\xbf{"studies":[1]}'
    with FaultServer([http(200, body)]) as server:
        assert door(server).get("/x").body == b'{"studies":[1]}'


@contextmanager
def _listening(answers: list[bytes]) -> Iterator[tuple[str, list[bytes]]]:
    """What a port hears, byte for byte; the n-th request gets the n-th head, then the last one."""
    heard: list[bytes] = []
    waiting = list(answers)

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                heard.append(connection.recv(65536))
                head = waiting.pop(0) if len(waiting) > 1 else waiting[0]
                body = b"{}"
                connection.sendall(head + b"Content-Length: 2\r\nConnection: close\r\n\r\n" + body)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/api", heard
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(10)


def test_a_certificate_file_that_is_not_there_is_named(door, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem")
    with pytest.raises(ConfigError, match="REQUESTS_CA_BUNDLE"):
        door("https://registry.example")


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


@pytest.mark.parametrize(
    "spelt",
    [
        str,
        str.upper,
        quote,
        quote_plus,
        lambda text: quote(text, safe=""),
        lambda text: quote(text, safe="").lower(),
        lambda text: quote(quote(text, safe=""), safe=""),
        lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
        lambda text: "".join(f"&#{ord(letter)};" for letter in text),
        lambda text: text.replace("@", "\\u0040"),
    ],
)
def test_a_reason_given_by_a_sources_judge_loses_the_secrets_however_spelt(door, spelt):
    def judge(answer):
        return Verdict.TRANSIENT, f"it says {answer.text}"

    with FaultServer([http(200, f"{spelt(KEY)} {spelt(CONTACT)}".encode())]) as server:
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
