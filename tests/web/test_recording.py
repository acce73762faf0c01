"""Answers kept as they came and served again: nothing of persons, nothing lost.

Relies on stand-ins and servers that misbehave.
"""

import errno
import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
import requests
from click.testing import CliRunner

from harvest import hiding
from harvest.cli import run
from harvest.config import Config, load
from harvest.demo import sample_config
from harvest.errors import CannotCreate, HarvestError
from harvest.run.refresh import refresh
from harvest.standin import sample, serve
from harvest.standin.__main__ import main
from harvest.standin.replay import replayed
from harvest.web import Door, Recording, generic_judge, user_agent
from tests.helpers.bases.sample_year import Noon
from tests.helpers.bases.tiny import corpus
from tests.helpers.clock import FakeClock
from tests.helpers.faults.faultserver import FaultServer, http, zipped
from tests.helpers.faults.web_doors import FAST
from tests.helpers.logical import differences
from tests.helpers.places import ROOT
from tests.helpers.sources.addresses import liver

KEY = "KeyCanary0123456789abcdef0123456789A"
CONTACT = "canary.person+x@operator.example"


def exchanges(folder: Path) -> list[dict[str, Any]]:
    """What was recorded, in order."""
    return [json.loads(file.read_bytes()) for file in sorted(folder.glob("*.exchange.json"))]


Keep = Callable[..., Path]


@pytest.fixture
def keep(tmp_path: Path, clock: FakeClock) -> Iterator[Keep]:
    """Asks a server, once each of the paths, and gives the folder of what was recorded."""
    doors: list[Door] = []

    def kept(server: FaultServer, *paths: str, form: bool = False, name: str = "kept") -> Path:
        folder = tmp_path / name
        recording = Recording(folder, {"pubmed": server.url}, (KEY, CONTACT), clock)
        door = Door(
            server.url,
            requests_per_second=100.0,
            judge=generic_judge("text"),
            user_agent=user_agent(CONTACT),
            lock_dir=tmp_path / "limits",
            clock=clock,
            limits=replace(FAST, tries=2),
            record=recording.of("pubmed"),
        )
        doors.append(door)
        params = [("db", "pubmed"), ("api_key", KEY), ("email", CONTACT), ("term", f"a {CONTACT}")]
        for path in paths:
            try:
                (door.post if form else door.get)(path, params)
            except HarvestError:
                continue
        assert recording.failure is None
        assert recording.answers == len(exchanges(folder))
        return folder

    yield kept
    for door in doors:
        door.close()


# --- there and back ---


def test_a_run_over_its_own_recording_publishes_the_same_base(tmp_path: Path) -> None:
    folder = tmp_path / "recorded"
    ours = load(ROOT / "config.toml", {})
    with serve(sample()) as standin:
        live = sample_config(ours, tmp_path / "live", standin)
        live = replace(live, contact=CONTACT, api_key=KEY)
        recording = Recording(folder, _addresses(live), (KEY, CONTACT), FakeClock())
        outcome = refresh(live, quiet=True, clock=Noon(0), recording=recording)
        asked = len(standin.requests)
    assert (outcome.exit_code, recording.failure, recording.answers) == (0, None, asked)
    with replayed(folder) as again:
        replay = _moved(live, tmp_path / "again", again.addresses)
        outcome = refresh(replay, quiet=True, clock=Noon(0))
        assert {exchange.status for exchange in again.requests.exchanges()} == {200}
        assert len(again.requests) == asked
    assert (outcome.exit_code, outcome.problems) == (0, ())
    assert differences(live.publish.path, replay.publish.path) == []


def _addresses(config: Config) -> dict[str, str]:
    return {name: source.base_url for name, source in config.sources.items()}


def _moved(config: Config, folder: Path, addresses: Mapping[str, str]) -> Config:
    """The same at other addresses, with files of its own and asked by somebody else."""
    sources = {
        name: replace(source, base_url=addresses[name]) for name, source in config.sources.items()
    }
    return replace(
        config,
        contact="",
        api_key=None,
        sources=sources,
        store=replace(config.store, path=folder / "harvest.db"),
        publish=replace(config.publish, path=folder / "evidence.db"),
    )


def test_a_recorded_request_is_known_by_what_it_asks_whatever_the_order(
    keep: Keep, clock: FakeClock
) -> None:
    replies = [http(200, b"first"), http(503, b"busy"), http(200, b"second"), http(200, b"other")]
    with FaultServer(replies) as server:
        folder = keep(server, "/esearch.fcgi", "/esearch.fcgi", "/other")
    with replayed(folder) as again:
        address = again.addresses["pubmed"]
        term = f"a {hiding.REMOVED}"

        def ask(params: Mapping[str, str], path: str = "esearch.fcgi") -> tuple[int, str]:
            answer = requests.get(f"{address}/{path}", params, timeout=60)
            return answer.status_code, answer.text

        assert ask({"term": term, "db": "pubmed"}) == (200, "first")
        assert ask({"api_key": "x" * 36, "db": "pubmed", "term": term}) == (503, "busy")
        assert ask({"db": "pubmed", "email": "me@example.org", "term": term}) == (200, "second")
        assert ask({"db": "pubmed", "term": term}) == (200, "second"), "the last one stays"
        assert ask({"db": "pubmed", "term": term}, "other") == (200, "other")


def test_a_request_that_was_not_recorded_is_refused_and_named(keep: Keep) -> None:
    with FaultServer([http(200, b"first")]) as server:
        folder = keep(server, "/esearch.fcgi")
    with replayed(folder) as again:
        address = again.addresses["pubmed"]
        for method, path, params in (
            ("GET", "/esearch.fcgi", {"term": "liver", "api_key": KEY}),
            ("POST", "/esearch.fcgi", {"db": "pubmed", "term": f"a {hiding.REMOVED}"}),
            ("GET", "/efetch.fcgi", {"id": "1"}),
        ):
            where = {"params": params} if method == "GET" else {"data": params}
            answer = requests.request(method, address + path, timeout=60, **where)
            assert answer.status_code == 404
            assert answer.text.startswith(f"not in this recording: pubmed: {method} /api{path}?")
            assert KEY not in answer.text
        assert "term=liver" in requests.get(f"{address}/esearch.fcgi?term=liver", timeout=60).text


def test_a_form_is_known_again_and_a_redirect_leads_to_the_replay(keep: Keep) -> None:
    with FaultServer([]) as server:
        server.replies += [
            http(301, Location=f"{server.url}/studies/NCT2?api_key={KEY}"),
            http(200, b"arrived", ETag='"a/1"', Retry_After="3"),
        ]
        folder = keep(server, "/studies/NCT1")
    with FaultServer([http(200, b"by form")]) as server:
        posted = keep(server, "/efetch.fcgi", form=True, name="posted")
    with replayed(folder) as again:
        params = {"db": "pubmed", "term": f"a {hiding.REMOVED}"}
        answer = requests.get(f"{again.addresses['pubmed']}/studies/NCT1", params, timeout=60)
        assert answer.text == "arrived"
        assert [step.status_code for step in answer.history] == [301]
        assert (answer.headers["ETag"], answer.headers["Retry-After"]) == ('"a/1"', "3")
    with replayed(posted) as again:
        url = f"{again.addresses['pubmed']}/efetch.fcgi"
        assert requests.post(url, data=params, timeout=60).text == "by form"


# --- what is kept ---


def test_an_answer_is_kept_with_its_request_in_the_order_of_arrival(keep: Keep) -> None:
    mark = b"\xef\xbb\xbf"
    replies = [zipped(mark + b"caf\xe9 \xff"), http(400, b"no", Content_Type="text/plain")]
    with FaultServer(replies) as server:
        folder = keep(server, "/a.fcgi", "/b")
        port = server.port
    first, second = exchanges(folder)
    assert first["request"]["url"] == (
        f"http://127.0.0.1:{port}/api/a.fcgi?db=pubmed&term=a+{hiding.REMOVED}"
    )
    assert first["request"]["method"] == "GET"
    assert first["answer"]["status"] == 200
    assert ["Content-Encoding", "gzip"] in first["answer"]["headers"]
    assert (folder / first["answer"]["body"]).read_bytes() == mark + b"caf\xe9 \xff"
    assert (folder / second["answer"]["body"]).name == "000002-pubmed-b.body.txt"
    assert second["answer"]["status"] == 400
    names = sorted(file.name for file in folder.iterdir())
    assert names[0] == "000001-pubmed-a-fcgi.body.bin"
    assert names[-1] == "recording.json"
    assert json.loads((folder / "recording.json").read_bytes())["services"] == {
        "pubmed": f"http://127.0.0.1:{port}/api"
    }


def test_an_answer_that_can_not_be_read_is_kept_with_what_was_wrong(keep: Keep) -> None:
    with FaultServer([http(200, b"no gzip", Content_Encoding="gzip")]) as server:
        folder = keep(server, "/a")
    assert [each["answer"]["problem"] for each in exchanges(folder)] == [
        "a compressed answer that is damaged"
    ] * 2


def _spelt(secret: str) -> Iterator[str]:
    yield from (secret, secret.upper(), quote(secret), quote(secret, safe=""), quote_plus(secret))
    yield quote(secret, safe="").lower()
    yield quote(quote(secret, safe=""), safe="")
    yield "".join(f"%{byte:02X}" for byte in secret.encode())
    yield "".join(f"&#{ord(letter)};" for letter in secret)
    yield "".join(f"&#x{ord(letter):X};" for letter in secret)
    yield secret.replace("@", "\\u0040").replace("+", "\\u002b")


LEAKS = sorted({spelling for secret in (KEY, CONTACT) for spelling in _spelt(secret)})
PEOPLE = (
    "Jörg.Müller@klinik.example",
    "o.neil+trial@sub-domain.klinik.example",
    "first_last%40klinik.example",
    "first.last&#64;klinik.example",
    "first.last\\u0040klinik.example",
)


@pytest.mark.parametrize("leak", LEAKS)
@pytest.mark.parametrize("status", [200, 302, 400, 403])
def test_neither_key_nor_contact_is_kept_however_the_service_spells_it(
    keep: Keep, leak: str, status: int
) -> None:
    headers = {"X_Asked": leak, "Location": f"/api/x?was={leak}", "Set_Cookie": "id=cookie-canary"}
    body = f"you asked with <{leak}> and {leak}{leak}.".encode()
    with FaultServer([http(status, body, **headers)]) as server:
        folder = keep(server, "/x")
    kept = b"".join(file.read_bytes() for file in folder.iterdir()).decode().lower()
    for spelling in (*LEAKS, "canary"):
        assert spelling.lower() not in kept
    assert len(exchanges(folder)) >= 1


def test_addresses_and_telephones_of_people_are_not_kept_and_the_rest_is(keep: Keep) -> None:
    contacts = [{"email": person, "phone": "+49 30 123"} for person in PEOPLE[:2]]
    body = json.dumps({"contacts": contacts, "text": "a\n" + "@ b ".join(PEOPLE), "n": 5})
    xml = f"<Affiliation a='x'>Berlin. Electronic address: {PEOPLE[0]}.</Affiliation>"
    with FaultServer([http(200, body.encode()), http(200, xml.encode())]) as server:
        folder = keep(server, "/a", "/b")
    texts = [(folder / each["answer"]["body"]).read_text() for each in exchanges(folder)]
    for person in PEOPLE:
        assert person.split("klinik")[0][-8:] not in "".join(texts)
    assert "+49" not in texts[0]
    read = json.loads(texts[0])
    assert [each["email"] for each in read["contacts"]] == [hiding.ADDRESS] * 2
    assert (read["n"], read["text"][:2]) == (5, "a\n")
    assert texts[1] == (
        f"<Affiliation a='x'>Berlin. Electronic address: {hiding.ADDRESS}.</Affiliation>"
    )


def test_a_refusal_does_not_tell_whose_network_it_refuses(keep: Keep) -> None:
    limited = b'{"error":"API rate limit exceeded","api-key":"203.0.113.9","count":"4"}'
    blocked = b"<html>Your address 203.0.113.9, 2001:db8:0:1:2:3:4:5, is blocked.</html>"
    with FaultServer([http(429, limited), http(403, blocked, X_Client="203.0.113.9")]) as server:
        folder = keep(server, "/a")
    kept = b"".join(file.read_bytes() for file in folder.iterdir())
    assert b"203.0.113.9" not in kept
    assert b"2001:db8" not in kept
    assert b"is blocked" in kept


# --- the folder ---


def test_only_its_owner_may_read_a_recording(keep: Keep, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir(mode=0o777)
    old = os.umask(0)
    try:
        with FaultServer([http(200, b"x")]) as server:
            folder = keep(server, "/a")
    finally:
        os.umask(old)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    for place in (tmp_path, tmp_path / "note.txt", tmp_path / "note.txt" / "below"):
        with pytest.raises(CannotCreate) as caught:
            Recording(place, {}, (), FakeClock())
        assert caught.value.exit_code == 73
        assert str(place) in str(caught.value)
    assert [file.name for file in tmp_path.iterdir()] == ["note.txt"]


def test_a_refresh_says_what_it_recorded_and_keeps_a_second_one_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = str(tmp_path / "kept")
    with serve(corpus()) as standin:
        config = liver(tmp_path, standin, contact=CONTACT)
        arguments = ["refresh", "--config", str(config.path), "--record", kept]
        assert run(arguments) == 0
        asked = len(standin.requests)
        assert f"{asked} responses recorded in {kept}" in capsys.readouterr().out
        assert run(arguments) == 73
        assert "is not empty" in capsys.readouterr().err
        assert len(standin.requests) == asked, "nothing is asked in vain"
    assert CONTACT.encode() not in b"".join(f.read_bytes() for f in Path(kept).iterdir())


@pytest.mark.parametrize("at", [1, 2, 5])
def test_a_full_disk_ends_the_recording_with_74_and_not_the_harvest(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    at: int,
) -> None:
    write, count = Recording._write, iter(range(1, 1000))

    def until_full(recording: Recording, name: str, body: bytes) -> None:
        if next(count) >= at:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(recording, name, body)

    monkeypatch.setattr(Recording, "_write", until_full)
    with serve(corpus()) as standin:
        whole = tmp_path / "whole"
        whole.mkdir()
        undisturbed = liver(whole, standin, contact=CONTACT)
        assert refresh(undisturbed, quiet=True).exit_code == 0
        config = liver(tmp_path, standin, contact=CONTACT)
        assert (
            run(["refresh", "--config", str(config.path), "--record", str(tmp_path / "kept")]) == 74
        )
    assert "the recording can't be kept there" in capsys.readouterr().err
    assert differences(undisturbed.publish.path, config.publish.path) == []


def test_a_folder_without_a_recording_is_not_served(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "recording.json").write_text('{"services": {"pubmed": "http://127.0.0.1/api"}}')
    (damaged / "000001-pubmed-x.exchange.json").write_text('{"service": "pubmed"}')
    for folder, says in ((tmp_path / "none", "holds no recording"), (damaged, "is damaged")):
        result = CliRunner().invoke(main, ["--recording", str(folder)])
        assert result.exit_code == 2
        assert result.output.startswith(f"standin: {folder}")
        assert says in result.output


def test_a_corpus_and_a_recording_are_not_served_at_once(tmp_path: Path) -> None:
    for arguments in ([], ["--corpus", "sample", "--recording", str(tmp_path)]):
        result = CliRunner().invoke(main, arguments)
        assert (result.exit_code, result.output) == (
            2,
            "standin: give either --corpus or --recording\n",
        )
