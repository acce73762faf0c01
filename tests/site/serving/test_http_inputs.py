"""Hostile and mistaken requests: the right status, no trace of the inside, not a byte changed.

Relies on Datasette and other processes.
"""

import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from harvest.config import Config
from harvest.publish import publish
from tests.helpers.bases.work_base import article, create, insert, make_config, row, trial
from tests.helpers.site.site_server import Running, in_a_process

NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """A base whose records hold what must come out inert."""
    config = make_config(tmp_path_factory.mktemp("nasty"))
    create(config.store.path)
    nasty = {"brief_title": NASTY, "brief_summary": NASTY, "why_stopped": "=cmd|' /C calc'!A0"}
    insert(
        config.store.path,
        [
            *trial(1, **nasty),
            row("trial_ids", "NCT90000001", 0, "secondary", NASTY, "REGISTRY", NASTY,
                "javascript:alert(3)"),
            *article(1, title=NASTY, abstract=NASTY, doi='10.5555/"><script>alert(4)</script>'),
        ],
    )  # fmt: skip
    for number in range(2, 30):
        insert(config.store.path, [*trial(number), *article(number)])
    publish(config)
    return config


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Running]:
    """The site on the machine itself: visitors may send SQL."""
    with in_a_process(config.store.path.parent) as running:
        yield running


@pytest.fixture(scope="module")
def closed(config: Config) -> Iterator[Running]:
    """The same site as it stands on a public host: no SQL of visitors."""
    with in_a_process(config.store.path.parent, public_sql="off") as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def unchanged(config: Config) -> Iterator[None]:
    """The published file is the same, byte for byte, after everything that is tried here."""
    before = hashlib.sha256(config.publish.path.read_bytes()).digest()
    yield
    assert hashlib.sha256(config.publish.path.read_bytes()).digest() == before
    beside = {path.name for path in config.publish.path.parent.iterdir()}
    assert beside == {config.publish.path.name, config.store.path.name}


def refused_sql(statement: str) -> str:
    return "/evidence?sql=" + statement.replace(" ", "+")


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/evidence?sql=select+1", 403),
        ("/evidence.json?sql=select+1", 403),
        ("/evidence/trials?_where=1=1", 403),
        ("/evidence/trials.json?_where=1=1", 403),
        ("/evidence.db", 403),
        (refused_sql("select length(randomblob(800000000))"), 403),
    ],
)
def test_on_a_public_host_no_sql_of_visitors_runs(
    closed: Running, target: str, status: int
) -> None:
    assert closed.get(target).status == status


def test_on_a_public_host_saved_queries_still_run(closed: Running) -> None:
    assert closed.get("/queries/recruiting-trials").status == 200
    assert closed.get("/evidence/recruiting-trials.json").status == 200


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/evidence.db", 403),
        ("/evidence/trials.csv?_stream=on", 400),
        ("/evidence/trials?_size=-1", 400),
        ("/evidence/trials?_size=100000", 400),
        ("/evidence/trials?_size=abc", 400),
        ("/evidence/trials?_sort=nope", 400),
        ("/evidence/trials.json?_sort=nope", 400),
        ("/evidence/trials?_sort_desc=nope", 400),
        ("/evidence/trials?_sort=trial_id&_sort_desc=trial_id", 400),
        ("/evidence/trials?_through={bad", 400),
        ("/evidence/trials?_through=[]", 400),
        ("/evidence/trials?_through={%22table%22:%22nope%22,%22column%22:1,%22value%22:1}", 400),
        ("/evidence/trials?_through={%22table%22:%22x%22,%22column%22:%22y%22,%22value%22:1}", 400),
        ("/evidence/trials?_through={%22table%22:%22trial_phases%22,%22column%22:%22phase%22,"
         "%22value%22:%22PHASE2%22}", 200),
        ("/evidence/trials.json?_shape=nope", 400),
        ("/evidence/trials?_next=%00", 200),
        ("/evidence/%00", 400),
        ("/evidence/trials%0a", 400),
        ("/evidence/trials?x]..__arraycontains=1", 400),
        ("/evidence/trials?_facet=nope", 400),
        ("/evidence/trials?_search=a%22b(", 200),
        ("/evidence/trials?_search=%22", 200),
        ("/evidence/trials?_search=IL-10", 200),
        ("/evidence/trials?_search=%00", 200),
        ("/evidence/trials?_search=AND+OR+NOT+NEAR(", 200),
        ("/evidence/trials?_search=trial_id:x", 200),
        ("/evidence/trials?_searchmode=raw&_search=%22(", 400),
        ("/evidence/trials?_trace=1", 200),
        ("/evidence/trials?_extra=1&_labels=on&_nofacet=1", 200),
        ("/evidence/nope", 404),
        ("/evidence/Trials/NOPE.json", 404),
        ("/evidence/trials/NCT00000000", 404),
        ("/_internal", 403),
        ("/_memory", 404),
        ("/nope", 404),
        ("/trials/nope", 404),
        ("/trials/NCT9000000%EF%BC%91", 200),  # digits of full width are digits
        ("/trials/NCT90000001%0A", 400),
        ("/articles/0", 404),
        ("/articles/999999999999999999999", 404),
        ("/queries/nope", 404),
        ("/queries/../../config", 404),
        ("/queries/new-registrations?months=x", 400),
        ("/queries/new-registrations?months=999999999999", 400),
        ("/queries/recruiting-trials?words=%22%22%22", 200),
        ("/queries/recruiting-trials?words=NEAR(a+b", 200),
        ("/queries/recruiting-trials?nothing=1", 200),
        ("/search?q=%22", 200),
        ("/search?q=*", 200),
        ("/search?q=-x", 200),
        ("/search?q=a:b", 200),
        ("/search?q=NEAR(", 200),
        ("/search?q=%00%ff%f0", 200),
        ("/search?q=" + "a" * 8000, 200),
        ("/search?q=" + "(%22" * 1500, 200),
        ("/search", 200),
        ("/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/..%2f..%2fetc%2fpasswd", 404),
        ("/static/..%2f..%2fapp.py", 404),
        ("/static/~2F..~2Fapp.py", 404),
        ("/-/static/../../../app.py", 404),
        ("/\\evil.example/", 400),
        ("/%5cevil.example/", 400),
        ("//evil.example/", 400),
        ("//evil.example/%2e%2e", 400),
        ("/nope//", 404),
        ("/x" * 5000, 414),
        ("/search?q=" + "a" * 70_000, 414),
        ("/evidence/trials?" + "&".join(f"a{n}=1" for n in range(1000)), 400),
        ("/-/databases.json", 404),
        ("/-/versions.json", 404),
        ("/-/settings.json", 404),
        ("/-/threads.json", 404),
        ("/-/plugins.json", 404),
        ("/-/metadata.json", 404),
        ("/-/allow-debug", 404),
        ("/-/logout", 404),
        ("/-/patterns", 404),
        (refused_sql("delete from trials"), 400),
        (refused_sql("attach database '/tmp/x.db' as x"), 400),
        (refused_sql("with x as (select 1) delete from trials"), 400),
        (refused_sql("select load_extension('x')"), 400),
        (refused_sql("pragma journal_mode=wal"), 400),
        (refused_sql("select * from pragma_journal_mode"), 400),
        (refused_sql("select length(randomblob(800000000))"), 400),
        (refused_sql("select length(zeroblob(800000000))"), 400),
        (refused_sql("select replace(hex(zeroblob(9000000)), '0', 'xxxxxxxxxx')"), 400),
        (refused_sql("select nope from nope"), 400),
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
def test_a_request_gets_the_status_that_it_deserves(
    site: Running, target: str, status: int, config: Config
) -> None:
    answer = site.get(target)
    while answer.status == 302:  # Datasette sends a path with %xx to its own way of writing it
        location = answer.headers["location"]
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\"))
        answer = site.get(location)
    assert answer.status == status
    assert str(config.publish.path.parent) not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "BREW"])
@pytest.mark.parametrize("target", ["/evidence/trials", "/", "/evidence/recruiting-trials"])
def test_only_reading_is_allowed(site: Running, method: str, target: str) -> None:
    answer = site.get(target, method)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("target", ["/", "/trials/NCT90000001", "/evidence/trials", "/status.json"])
def test_head_answers_as_get_without_a_body(site: Running, target: str) -> None:
    answer = site.get(target, "HEAD")
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/nope",
        "/evidence/trials",
        "/evidence/nope",
        "/status.json",
        "/\\x",
        "/static/site.css",
    ],
)
def test_every_answer_has_the_protecting_headers(site: Running, target: str) -> None:
    headers = site.get(target).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_long_query_ends_at_the_time_limit(site: Running) -> None:
    endless = (
        "with recursive n(i) as (select 1 union all select i+1 from n) "
        "select count(*) from n a, n b"
    )
    started = time.monotonic()
    assert site.get(refused_sql(endless).replace("+1", "%2B1")).status == 400
    assert time.monotonic() - started < 5


def test_the_place_of_the_file_is_not_told(site: Running, config: Config) -> None:
    answer = site.get("/evidence.json?sql=select+*+from+pragma_database_list&_shape=array")
    assert str(config.publish.path.parent) not in answer.text


def test_spoofed_headers_change_nothing(site: Running) -> None:
    plain = site.get("/trials/NCT90000002")
    spoofed = site.get(
        "/trials/NCT90000002",
        X_Forwarded_Host="evil.example",
        X_Forwarded_For="10.0.0.1",
        Cookie="ds_actor=garbage; ds_messages=%%%",
        Authorization="Bearer garbage",
        Range="bytes=0-1",
        Accept_Encoding="nonsense;q=x",
        If_Modified_Since="never",
    )
    assert spoofed.status == 200
    assert spoofed.body == plain.body
    assert site.get("/", Host='x"><script>').status == 400


def test_bytes_that_are_no_request_do_no_harm(site: Running) -> None:
    assert b" 400 " in site.send(b"\x16\x03\x01 nonsense\r\n\r\n")
    assert site.get("/").status == 200


def test_slow_clients_do_not_keep_others_waiting(site: Running) -> None:
    slow = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(200)]
    try:
        for wire in slow:
            wire.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        assert site.get("/trials/NCT90000002").status == 200
    finally:
        for wire in slow:
            wire.close()


class _Live(HTMLParser):
    """Collects what a browser would run or follow."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.runs = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "script":
            self.runs = named.get("type") != "application/ld+json"
        ours = (named.get("src") or "").startswith("/static/")
        if (tag == "img" and not ours) or (tag == "script" and "alert" in str(named)):
            self.found.append(tag)
        self.found.extend(name for name in named if name.startswith("on"))
        for name in ("href", "src", "action"):
            if (named.get(name) or "").strip().lower().startswith(("javascript:", "data:")):
                self.found.append(f"{name}={named[name]}")

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and self.runs and "alert(" in data and self.rawdata:
            self.found.append(data)


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/trials/NCT90000001",
        "/articles/90000001",
        "/search?q=alert",
        "/search?q=<script>alert(5)</script>",
        "/queries/other-registries",
        "/queries/recruiting-trials?words=<script>alert(5)</script>",
        "/queries/stopped-trials",
        "/evidence/trials",
        "/evidence/trials/NCT90000001",
        "/evidence/trial_ids",
        "/nope<script>alert(5)</script>",
        "/evidence/<script>alert(5)</script>",
        "/queries/new-registrations?months=<script>alert(5)</script>",
    ],
)
def test_stored_and_sent_scripts_come_out_inert(site: Running, target: str) -> None:
    answer = site.get(target)
    page = _Live()
    page.feed(answer.text)
    assert page.found == []


def test_many_readers_at_once_are_all_answered(site: Running) -> None:
    answers: list[int] = []

    def ask() -> None:
        answers.append(site.get("/trials/NCT90000002").status)

    threads = [threading.Thread(target=ask) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 40


def test_the_working_folder_is_not_served(site: Running, config: Config) -> None:
    for name in (Path(config.store.path).name, "evidence.db", "config.toml"):
        assert site.get(f"/{name}").status in (403, 404)
