"""Lakes and files behind an address: a store that speaks S3, as a package gives one for tests.

Relies on an S3 store.
"""

import errno
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.asyn import sync
from moto.server import ThreadedMotoServer

from harvest.bulk.addresses import Unreached, address
from harvest.bulk.lake import opened
from harvest.bulk.topic import topic
from harvest.cli import run as harvest
from harvest.config import load
from harvest.errors import UsageError
from harvest.run import refresh as refreshing
from tests.helpers.bases.tiny import citation, state, study
from tests.helpers.bulk.files import archive, contents, of_state, paper, parse, pubmed_file
from tests.helpers.clock import FakeClock
from tests.helpers.logical import differences

TOPIC = """
[topic]
title = "Cells for the liver"
[topic.concepts.condition]
terms = ["scarred liver", "liver"]
[[search]]
name = "core"
all = ["condition"]
[sources.pubmed]
[sources.clinicaltrials]
[store]
path = "work.db"
[publish]
path = "public.db"
"""


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The address of a store with the bucket ``registries``."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it writes a line for each request
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


@pytest.fixture
def bucket(store: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", store)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "someone")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a secret of the store")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    files = fsspec.filesystem("s3")
    files.mkdir("registries")
    yield files
    files.rm("registries", recursive=True)
    fsspec.filesystem("s3").clear_instance_cache()


def test_a_lake_behind_an_address_has_the_same_bytes_as_one_on_a_disk(
    bucket: Any, tmp_path: Path
) -> None:
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "One"), paper("2", "Two"))
    studies = [
        f'{{"protocolSection": {{"identificationModule": {{"nctId": "NCT0000000{n}"}}}}}}'.encode()
        for n in (1, 2)
    ]
    archive(tmp_path / "in" / "studies.zip", studies)
    bucket.put(str(tmp_path / "in"), "registries/in", recursive=True)
    parse(tmp_path / "lake", pubmed=tmp_path / "in", trials=tmp_path / "in")
    given = ["--pubmed=s3://registries/in", "--trials=s3://registries/in"]
    line = ["bulk", "parse", "s3://registries/lake", *given, "--scheduler", "serial", "--quiet"]
    assert harvest(line) == 0
    bucket.get("registries/lake", str(tmp_path / "got"), recursive=True)
    assert contents(tmp_path / "got") == contents(tmp_path / "lake")
    assert parse("s3://registries/lake", pubmed="s3://registries/in").read == 0

    with opened("s3://registries/lake") as far, opened(str(tmp_path / "lake")) as near:
        for table in ("articles", "trials"):
            assert sorted(map(repr, far.read(table).fetchall())) == sorted(
                map(repr, near.read(table).fetchall())
            )
        (wanted,) = far.read("articles").select("article_id").limit(1).fetchall()
        assert list(far.raws("pubmed", wanted, "now")) == list(near.raws("pubmed", wanted, "now"))
    said = "".join(
        path.read_text("utf-8", "replace") for path in (tmp_path / "got").rglob("*.json")
    )
    assert "secret" not in said
    assert str(tmp_path) not in said


def test_a_lake_behind_an_address_may_be_called_anything(bucket: Any, tmp_path: Path) -> None:
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "One"))
    lake = "s3://registries/a lake [1] #%41+*?"
    assert parse(lake, pubmed=tmp_path / "in").read == 1
    with opened(lake) as found:
        assert found.read("articles").select("title").fetchall() == [("One",)]
        assert [raw.id for raw in found.raws("pubmed", ["1"], "now")] == ["1"]


def test_a_bucket_that_is_not_there_is_reported(
    bucket: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert harvest(["bulk", "parse", str(tmp_path / "lake"), "--pubmed", "s3://nowhere/in"]) == 2
    assert "s3://nowhere/in: not found" in capfd.readouterr().err


def test_a_topic_from_a_lake_behind_an_address_is_that_from_a_disk(
    bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "update_evidence", lambda *_: None)
    records = state([study(1), study(2)], [citation(1), citation(2)], "2026-11-20T09:00:05")
    parse(tmp_path / "lake", **of_state(records, tmp_path / "files"))
    bucket.put(str(tmp_path / "lake"), "registries/lake", recursive=True)
    sizes: list[str] = []
    call = type(bucket)._call_s3

    async def counted(self: Any, method: str, *given: Any, **more: Any) -> Any:
        if method == "head_object" and more["Key"].endswith(".parquet"):
            sizes.append(more["Key"])
        return await call(self, method, *given, **more)

    monkeypatch.setattr(type(bucket), "_call_s3", counted)
    databases: list[Path] = []
    for lake in (str(tmp_path / "lake"), "s3://registries/lake"):
        folder = tmp_path / f"base {len(databases)}"
        folder.mkdir()
        (folder / "config.toml").write_text(TOPIC, "utf-8")
        config = load(folder / "config.toml", {})
        done = topic(config, lake, quiet=True, network=False, clock=FakeClock())
        assert (done.exit_code, done.lake.tally.new) == (0, 4)
        databases.append(config.publish.path)
    assert differences(*databases) == []
    assert sizes == []  # they are in the list of the lake, which is asked for once


@pytest.fixture
def refusing(bucket: Any) -> Iterator[Callable[[str], None]]:
    """Lets the store refuse to give out what is called so."""

    async def put(what: str) -> None:
        rule = {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject"}
        rule["Resource"] = f"arn:aws:s3:::registries/{what}"
        policy = json.dumps({"Version": "2012-10-17", "Statement": [rule]})
        await bucket._call_s3("put_bucket_policy", Bucket="registries", Policy=policy)

    yield lambda what: sync(bucket.loop, put, what)
    sync(bucket.loop, bucket._call_s3, "delete_bucket_policy", Bucket="registries")


@pytest.mark.parametrize(
    ("what", "line", "place"),
    [
        ("in/*", ["parse", "LAKE", "--pubmed=s3://registries/in", "--scheduler=serial"], "in"),
        ("lake/*.json", ["status", "s3://registries/lake"], "lake/pubmed/manifest"),
        ("lake/*articles.parquet", ["status", "s3://registries/lake"], "lake"),
    ],
)
def test_a_store_that_refuses_is_told_in_one_line(
    bucket: Any, refusing: Callable[[str], None], tmp_path: Path,
    what: str, line: list[str], place: str, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "One"))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    for name in ("in", "lake"):
        bucket.put(str(tmp_path / name), f"registries/{name}", recursive=True)
    refusing(what)
    given = [each.replace("LAKE", str(tmp_path / "another lake")) for each in line]
    assert harvest(["bulk", *given, *(["--quiet"] if "parse" in line else [])]) == 77
    (said,) = capfd.readouterr().err.splitlines()
    assert said == (
        f"harvest: s3://registries/{place}: refused (Forbidden); check the credentials in the "
        "environment, and what they may do there"
    )


@pytest.mark.parametrize("given", ["", " ", "s3://", "memory://"])
def test_what_names_nothing_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="names nothing; give a path, or an address such as s3:"):
        address(given)


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (OSError(errno.EBUSY, "Please slow down"), Unreached),
        (OSError(errno.ENOSPC, "No space left on device"), OSError),
        (FileNotFoundError("gone"), FileNotFoundError),
    ],
)
def test_what_a_store_fails_at_is_told_from_what_this_machine_lacks(
    raised: OSError, told: type[OSError]
) -> None:
    with pytest.raises(told) as caught, address("memory://lake").reached():
        raise raised
    assert type(caught.value) is told
    if told is Unreached:
        assert str(caught.value).startswith("memory://lake: no answer (Please slow down); check")


@pytest.mark.parametrize(
    ("variable", "value", "code", "said"),
    [
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9", 69, "no answer (Could not connect"),
        ("AWS_ACCESS_KEY_ID", None, 69, "no answer (Unable to locate credentials)"),
    ],
)
def test_a_store_that_can_not_be_asked_is_told_in_one_line(
    bucket: Any, variable: str, value: str | None, code: int, said: str,
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    fsspec.filesystem("s3").clear_instance_cache()  # what it asked before, it knows
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with monkeypatch.context() as without:
        without.delenv(variable)
        if value is not None:
            without.setenv(variable, value)
        assert harvest(["bulk", "status", "s3://registries/lake"]) == code
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith(f"harvest: s3://registries/lake: {said}")
    fsspec.filesystem("s3").clear_instance_cache()


def test_a_bucket_that_is_not_there_takes_no_lake(
    bucket: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "One"))
    given = ["--pubmed", str(tmp_path / "in"), "--scheduler", "serial"]
    assert harvest(["bulk", "parse", "s3://nowhere/lake", *given]) == 2
    said = capfd.readouterr().err
    assert "harvest: s3://nowhere/lake/pubmed/plan.json: can't be written (" in said


def test_a_path_becomes_a_whole_one_and_an_address_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert address("lake").text == str(tmp_path / "lake")
    assert address("memory://lake").text == "memory://lake"
    assert (address("lake") / "x").name == "x"
