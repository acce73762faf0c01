"""Lakes and files behind an address: a store that speaks S3, as a package gives one for tests.

Relies on an S3 store.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from moto.server import ThreadedMotoServer

from harvest.bulk.addresses import address
from harvest.bulk.lake import opened
from harvest.cli import run as harvest
from tests.helpers.bulk.files import archive, contents, paper, parse, pubmed_file


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The address of a store with the bucket ``registries``."""
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


def test_a_bucket_that_is_not_there_is_reported(
    bucket: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert harvest(["bulk", "parse", str(tmp_path / "lake"), "--pubmed", "s3://nowhere/in"]) == 2
    assert "s3://nowhere/in: not found" in capfd.readouterr().err


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
