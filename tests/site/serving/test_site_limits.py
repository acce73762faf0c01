"""No visitor can make the site stand still, hold much memory or fill the log.

Relies on Datasette and other processes.
"""

import json
import logging
import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from harvest import fulltext
from harvest.config import Config
from harvest.publish import publish
from harvest.site.app import may_run_sql
from harvest.site.serving import connections
from harvest.site.serving.connections import ToldOnce
from tests.helpers.bases.work_base import filled, make_config
from tests.helpers.places import ROOT
from tests.helpers.site.site_server import Running, in_a_process, started


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("limits"), 60, 60)
    publish(config)
    return config


@pytest.fixture(scope="module")
def site(base: Config) -> Iterator[Running]:
    with in_a_process(base.store.path.parent) as running:
        yield running


# --- statements of visitors (R1) ---


def test_a_public_address_stands_for_a_proxy_and_turns_sql_of_visitors_off(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    assert may_run_sql(config)
    public = replace(config.serve, base_url="https://evidence.example.org")
    assert not may_run_sql(replace(config, serve=public))
    assert may_run_sql(replace(config, serve=replace(public, public_sql="on")))


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Forwarded_For": "192.0.2.1"},
        {"X_Forwarded_Proto": "https"},
        {"X_Real_IP": "192.0.2.1"},
        {"Forwarded": "for=192.0.2.1"},
        {"Via": "1.1 proxy"},
    ],
    ids=lambda headers: next(iter(headers)),
)
@pytest.mark.parametrize(
    "target", ["/evidence.json?sql=select+1", "/evidence/trials.json?_where=1=1"]
)
def test_who_comes_through_a_proxy_sends_no_sql(
    site: Running, target: str, headers: dict[str, str]
) -> None:
    assert site.get(target, **headers).status == 403
    assert site.get(target).status == 200


BIG = "select printf('%.*c',900000,'x') from trials"


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_the_rows_of_one_answer_are_bounded_together(site: Running, ending: str) -> None:
    answer = site.get(f"/evidence{ending}?sql={quote(BIG)}")
    assert answer.status == 400
    assert len(answer.body) < 100_000
    assert "larger than 20 MB" in answer.text


@pytest.mark.parametrize(
    "sql",
    [
        "select printf('%.*c',19000000,'x') from trials limit 50",
        "select " + ",".join(["zeroblob(900000)"] * 160),
        "select group_concat(printf('%.*c',900000,'x')) from trials",
        "select randomblob(800000000)",
    ],
    ids=["values", "columns", "joined", "one value"],
)
def test_no_row_of_a_statement_of_a_visitor_is_larger(site: Running, sql: str) -> None:
    answer = site.get(f"/evidence.json?sql={quote(sql)}")
    assert answer.status == 400 or json.loads(answer.text)["rows"] == [[None]] * 50
    assert len(answer.body) < 10_000


def test_an_answer_below_the_limit_is_whole(site: Running) -> None:
    sql = "select printf('%.*c',300000,'x') as x from trials limit 20"
    rows = json.loads(site.get(f"/evidence.json?_shape=array&sql={quote(sql)}").text)
    assert [len(row["x"]) for row in rows] == [300_000] * 20


# --- searches (R5) ---


@pytest.mark.parametrize("text", ["a*", "ab*", "-a*", '"a"*', "a* OR b* OR c*"])
def test_a_beginning_of_one_or_two_letters_is_a_word(text: str) -> None:
    assert "*" not in fulltext.match_expression(text)


def test_only_some_beginnings_of_a_search_are_read_as_such() -> None:
    text = " OR ".join(f"abc{letter}*" for letter in "abcdefghij")
    assert fulltext.match_expression(text).count("*") == fulltext.MOST_BEGINNINGS
    assert fulltext.match_expression("hepat*") == '"hepat" *'


def test_what_may_take_long_is_heavy_and_a_usual_search_is_not() -> None:
    assert fulltext.is_heavy("hepat* cell*")
    assert fulltext.is_heavy(" OR ".join("cells" for _ in range(20)))
    assert not fulltext.is_heavy('umbilical cord "liver cirrhosis"')


def test_too_many_facets_are_refused(site: Running) -> None:
    facets = "&".join(["_facet=status_label"] * 11)
    assert site.get(f"/evidence/trials?{facets}").status == 400
    assert site.get("/evidence/trials?_facet=status_label&_facet=phase_label").status == 200


SLOW = "with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c"


def test_readers_do_not_wait_for_statements_of_visitors(site: Running) -> None:
    def ask() -> socket.socket:
        wire = socket.create_connection(("127.0.0.1", site.port))
        wire.sendall(
            f"GET /evidence.json?sql={quote(SLOW)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        )
        return wire

    site.get("/trials")
    wires = [ask() for _ in range(8)]
    time.sleep(0.2)
    began = time.monotonic()
    assert site.get("/evidence/trials?_size=1").status == 200
    assert time.monotonic() - began < 0.9  # eight of a second each stand before two threads
    for wire in wires:
        wire.close()


# --- connections (R7) ---

SERVE = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.helpers.bases.work_base import make_config
from harvest.site import serve, server
from harvest.site.serving import connections
most, seconds = int(sys.argv[2]), float(sys.argv[3])
server.protocol = lambda allowed: connections.protocol(min(most, allowed), seconds)
config = make_config(Path(sys.argv[1]))
serve(replace(config, serve=replace(config.serve, port=0)))
"""


@contextmanager
def served(config: Config, *, most: int, silent_seconds: float) -> Iterator[Running]:
    """The site with other limits of connections."""
    folder = str(config.store.path.parent)
    with started(SERVE, folder, str(most), str(silent_seconds)) as running:
        yield running


def connect(site: Running) -> socket.socket:
    return socket.create_connection(("127.0.0.1", site.port), timeout=10)


def is_closed(wire: socket.socket) -> bool:
    """Whether the server ends the connection within the patience of the wire."""
    try:
        return wire.recv(1) == b""
    except ConnectionResetError:
        return True


def test_connections_that_send_nothing_or_half_a_head_are_closed(base: Config) -> None:
    with served(base, most=20, silent_seconds=0.5) as site:
        wires = [connect(site) for _ in range(10)]
        for wire in wires[:5]:
            wire.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ")
        assert site.get("/status.json").status == 200
        assert [is_closed(wire) for wire in wires] == [True] * 10
        for wire in wires:
            wire.close()


def test_a_second_request_on_a_connection_has_its_own_time(base: Config) -> None:
    with served(base, most=20, silent_seconds=0.7) as site, connect(site) as wire:
        for _ in range(3):
            wire.sendall(b"HEAD /status.json HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert wire.recv(65_536).startswith(b"HTTP/1.1 200")
            time.sleep(0.4)
        wire.sendall(b"HEAD /status.json HTTP/1.1\r\n")
        assert is_closed(wire)


def test_connections_beyond_the_limit_are_closed_and_those_before_are_served(
    base: Config,
) -> None:
    with served(base, most=5, silent_seconds=30) as site:
        wires = [connect(site) for _ in range(5)]
        time.sleep(0.3)
        with connect(site) as late:
            assert is_closed(late)
        wires[0].sendall(b"GET /status.json HTTP/1.0\r\nHost: localhost\r\n\r\n")
        assert wires[0].recv(12) == b"HTTP/1.1 200"
        for wire in wires:
            wire.close()
        time.sleep(0.3)
        assert site.get("/status.json").status == 200


def test_the_limit_of_files_is_raised_as_far_as_the_machine_lets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: kept.append(limits))
    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 4096))
    assert connections.raise_file_limit() == connections.MOST
    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 300))
    assert connections.raise_file_limit() < 300
    assert kept == [(4096, 4096), (300, 300)]


def test_a_repeated_error_is_told_once_and_then_with_how_often_it_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    once = ToldOnce()

    def tell(text: str, level: int = logging.ERROR) -> str | None:
        record = logging.LogRecord("asyncio", level, "", 0, "%s", (text,), None)
        return record.getMessage() if once.filter(record) else None

    assert [tell("accept failed") for _ in range(3)] == ["accept failed", None, None]
    assert [tell("serving", logging.INFO) for _ in range(2)] == ["serving", "serving"]
    now[0] += 61
    assert tell("accept failed") == "accept failed (2 more of these before)"


# --- mistaken requests (R9) ---


@pytest.mark.parametrize(
    "target",
    [
        "/evidence.json?sql=select+1&_timelimit=x",
        "/evidence?sql=select+1&_timelimit=x",
        "/evidence/trials?_timelimit=x",
        "/evidence/trials?_where=1;DROP+TABLE+trials",
        "/evidence/trials.json?_where=1;DROP+TABLE+trials",
        "/evidence/trials?_where=(",
        "/evidence/trials?_facet_date=nope",
        "/evidence/trials?_facet_date=%7B%22column%22%3A1%7D",
        "/evidence/trials?_facet_date=%7B",
        "/evidence/trials?_facet_array=nope",
        "/evidence/trials?_facet_size=x",
        "/evidence/trials?_size=x&_facet=status",
        "/evidence/trials?_col=nope",
        "/evidence/trials.json?_shape=object&_col=brief_title",
        "/-/static/app.css/x",
        "/-/static/" + "a" * 300,
        "/static/site.css/x",
        "/-/static/%00",
        "/evidence.json?sql=select+1;select+2",
        "/evidence.json?sql=insert+into+trials+values(1)",
        "/evidence.json?sql=" + "select+" * 50,
    ],
)
def test_what_a_visitor_gets_wrong_is_never_a_fault_of_the_site(site: Running, target: str) -> None:
    answer = site.get(target)
    assert answer.status in (200, *range(400, 500))
    assert answer.status != 200 or "_timelimit" not in target
    assert "Traceback" not in answer.text


def test_a_wrong_statement_is_not_written_whole_into_the_log(base: Config) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(base.store.path.parent), "20", "10"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        site = Running(int(line.rstrip("/\n").rpartition(":")[2]))
        marker = "secretword" * 40
        for target in (
            f"/evidence.json?sql=select+{marker}+from+nowhere",
            f"/evidence/trials?_where={marker}",
            f"/evidence/trials.json?_where=1;DROP+{marker}",
            f"/-/static/app.css/{marker}",
        ):
            assert 400 <= site.get(target).status < 500
    finally:
        process.terminate()
        _, log = process.communicate(timeout=20)
    assert marker not in log
    assert "Traceback" not in log
    assert max(map(len, log.splitlines()), default=0) < 400
