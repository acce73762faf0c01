"""What is damaged, or goes away midway: reported by name, nothing half, and the others are read.

Relies on nothing beside the program.
"""

import errno
import gc
import gzip
import json
import resource
from pathlib import Path
from typing import Any

import pytest

from harvest.bulk import rawfile
from harvest.bulk.lake import opened
from harvest.bulk.parse import Parsed
from harvest.cli import run as harvest
from harvest.errors import AlreadyRunning, UsageError
from harvest.run.lock import run_lock
from tests.helpers.bulk.files import (
    archive,
    contents,
    paper,
    parse,
    pubmed_file,
    sign,
    six_files,
)


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = six_files(tmp_path_factory.mktemp("bulk"))
    parse(folder / "lake", pubmed=folder / "pubmed", trials=folder / "trials")
    return folder


def command(lake: Path, folder: Path) -> int:
    places = ["--pubmed", str(folder / "pubmed"), "--trials", str(folder / "trials")]
    return harvest(["bulk", "parse", str(lake), *places, "--scheduler", "serial", "--quiet"])


def ids(lake: Path, source: str = "pubmed") -> set[str]:
    with opened(str(lake)) as found:
        return {row[0] for row in found.read(f"{source}_index").select("record_id").fetchall()}


def test_a_second_run_reads_nothing_and_changes_nothing(six: Path) -> None:
    before = contents(six / "lake")
    summary = parse(six / "lake", pubmed=six / "pubmed", trials=six / "trials")
    assert (summary.read, summary.failed) == (0, {})
    assert contents(six / "lake") == before


def test_without_md5_files_a_second_run_knows_a_file_by_its_content(tmp_path: Path) -> None:
    path = pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "One"))
    path.with_name(f"{path.name}.md5").unlink()
    assert parse(tmp_path / "lake", pubmed=tmp_path / "in").read == 1
    assert parse(tmp_path / "lake", pubmed=tmp_path / "in").read == 0
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"One", b"Two")))
    assert parse(tmp_path / "lake", pubmed=tmp_path / "in").read == 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("wrong md5", "pubmed26n0002.xml.gz: its MD5 is "),
        ("cut off", "pubmed26n0002.xml.gz: cut off or damaged"),
        ("cut off, as its md5 says not", "pubmed26n0002.xml.gz: its MD5 is "),
        ("half a set", "pubmed26n0002.xml.gz: cut off: no </PubmedArticleSet>"),
        ("two sets", "pubmed26n0002.xml.gz: is a file with two PubmedArticleSets"),
        ("no set", "pubmed26n0002.xml.gz: not a PubmedArticleSet"),
        ("no gzip", "pubmed26n0002.xml.gz: cut off or damaged"),
    ],
)
def test_a_damaged_file_fails_alone_by_name(
    tmp_path: Path, fault: str, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for number in (1, 2, 3):
        pubmed_file(tmp_path / "pubmed", f"pubmed26n000{number}", paper(str(number), "x" * 2_000))
    path = tmp_path / "pubmed" / "pubmed26n0002.xml.gz"
    whole = gzip.decompress(path.read_bytes())
    match fault:
        case "wrong md5":
            sign(path, "0" * 32)
        case "cut off":
            path.write_bytes(path.read_bytes()[:-20])
            sign(path)
        case "cut off, as its md5 says not":
            path.write_bytes(path.read_bytes()[:-20])
        case "no gzip":
            path.write_bytes(whole)
            sign(path)
        case _:
            body = {"half a set": whole[:-30], "two sets": whole + whole[-100:], "no set": b"<a/>"}
            path.write_bytes(gzip.compress(body[fault]))
            sign(path)
    place = ["--pubmed", str(tmp_path / "pubmed"), "--scheduler", "serial"]
    assert harvest(["bulk", "parse", str(tmp_path / "lake"), *place, "--quiet"]) == 65
    (line, last) = capfd.readouterr().err.splitlines()
    assert line.startswith(f"harvest: {said}")
    assert last.startswith("harvest: 1 of the files can't be used")
    assert ids(tmp_path / "lake") == {"1", "3"}
    assert not any("pubmed26n0002" in name for name in contents(tmp_path / "lake"))
    assert sorted(path.name for path in (tmp_path / "lake" / "pubmed" / "parts").iterdir()) == [
        name for name in sorted(_folders(tmp_path / "lake"))
    ]


def _folders(lake: Path) -> set[str]:
    return {name.split("/")[2] for name in contents(lake) if "/parts/" in name}


def test_a_damaged_file_is_named_once_with_its_folder(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pubmed_file(tmp_path / "in" / "baseline", "pubmed26n0001", paper("1", "a"), md5="0" * 32)
    given = ["--pubmed", str(tmp_path / "in"), "--scheduler", "serial", "--quiet"]
    assert harvest(["bulk", "parse", str(tmp_path / "lake"), *given]) == 65
    line = capfd.readouterr().err.splitlines()[0]
    assert line.startswith("harvest: baseline/pubmed26n0001.xml.gz: its MD5 is ")


def test_what_was_read_well_once_stays_when_its_file_is_damaged(six: Path, tmp_path: Path) -> None:
    path = pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "Well"))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    sign(path, "1" * 32)
    assert list(parse(tmp_path / "lake", pubmed=tmp_path / "in").failed) == [path.name]
    assert ids(tmp_path / "lake") == {"1"}


def test_a_file_that_comes_again_with_another_md5_replaces_its_rows(tmp_path: Path) -> None:
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "a"), paper("2", "a"))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("2", "b"), paper("3", "b"))
    assert parse(tmp_path / "lake", pubmed=tmp_path / "in").read == 1
    assert ids(tmp_path / "lake") == {"2", "3"}
    pubmed_file(tmp_path / "anew", "pubmed26n0001", paper("2", "b"), paper("3", "b"))
    parse(tmp_path / "lake anew", pubmed=tmp_path / "anew")
    assert contents(tmp_path / "lake") == contents(tmp_path / "lake anew")


def test_a_study_that_a_whole_download_no_longer_has_is_removed(tmp_path: Path) -> None:
    studies = [
        json.dumps({"protocolSection": {"identificationModule": {"nctId": number}}}).encode()
        for number in ("NCT00000001", "NCT03000001", "NCT05000001")
    ]
    archive(tmp_path / "all.zip", studies)
    parse(tmp_path / "lake", trials=tmp_path / "all.zip")
    archive(tmp_path / "all.zip", studies[:2])
    parse(tmp_path / "lake", trials=tmp_path / "all.zip")
    assert ids(tmp_path / "lake", "clinicaltrials") == {"NCT00000001", "NCT03000001"}
    whole = (tmp_path / "all.zip").read_bytes()
    (tmp_path / "all.zip").write_bytes(whole[:-5])
    assert "not a whole zip archive" in parse(
        tmp_path / "lake", trials=tmp_path / "all.zip"
    ).failed["all.zip"]  # fmt: skip
    (tmp_path / "all.zip").write_bytes(whole.replace(b"PK\x03\x04", b"PK\x03\x05", 1))
    damaged = parse(tmp_path / "new lake", trials=tmp_path / "all.zip")
    assert ["NCT00000001.json is damaged" in why for why in damaged.failed.values()] == [True]


def test_rows_of_other_code_are_read_again(
    six: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "a"))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    monkeypatch.setattr("harvest.bulk.run.read_by", lambda source: "other code")
    assert parse(tmp_path / "lake", pubmed=tmp_path / "in").read == 1
    assert len(_folders(tmp_path / "lake")) == 1


class Full:
    """A disk with room for so many frames of records; a file of the six has two."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
        self.room = room
        write = rawfile.RawWriter.write

        def limited(writer: Any, bodies: Any) -> Any:
            self.room -= 1
            if self.room < 0:
                raise OSError(errno.ENOSPC, "No space left on device", "raw.zst")
            return write(writer, bodies)

        monkeypatch.setattr(rawfile.RawWriter, "write", limited)


@pytest.mark.parametrize("room", [0, 3, 5])
def test_a_full_disk_ends_the_run_and_the_next_one_goes_on(
    six: Path, tmp_path: Path, room: int, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        Full(monkeypatch, room)
        assert command(tmp_path / "lake", six) == 74
    (line,) = capfd.readouterr().err.splitlines()
    assert "No space left on device" in line
    assert "free some space, then run again" in line
    rows = list((tmp_path / "lake").rglob("manifest/*.json"))
    assert len(rows) == len(_folders(tmp_path / "lake")) == room // 2
    assert command(tmp_path / "lake", six) == 0
    assert contents(tmp_path / "lake") == contents(six / "lake")


def test_a_disk_that_is_read_only_is_told_from_a_full_one(
    six: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", "raw.zst")

    monkeypatch.setattr(rawfile.RawWriter, "write", refused)
    assert command(tmp_path / "lake", six) == 74
    assert capfd.readouterr().err == (
        f"harvest: {tmp_path / 'lake'}: the file system is read-only; choose another place or "
        "remount it\n"
    )


def test_a_part_that_may_not_grow_ends_the_run_in_one_line(
    six: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, before[1]))
    try:
        # Its bytes have room, and the rows of trials have not.
        shard = ["--trials", str(six / "trials" / "shard.jsonl"), "--scheduler", "serial"]
        assert harvest(["bulk", "parse", str(tmp_path / "lake"), *shard, "--quiet"]) == 74
        gc.collect()  # what is put away then must not complain
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    (line,) = capfd.readouterr().err.splitlines()
    assert "File too large" in line
    assert _folders(tmp_path / "lake") == set()
    assert not list((tmp_path / "lake").rglob(".partial*"))


def test_parts_that_no_row_leads_to_do_not_count_and_are_removed(six: Path, tmp_path: Path) -> None:
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "a"))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    before = contents(tmp_path / "lake")
    parts = tmp_path / "lake" / "pubmed" / "parts"
    for name in (".partial-0123", "pubmed26n0002-0123456789ab"):
        (parts / name).mkdir()
        (parts / name / "articles.parquet").write_bytes(b"half")
    assert ids(tmp_path / "lake") == {"1"}
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    assert contents(tmp_path / "lake") == before


def test_a_run_that_is_ended_keeps_the_rows_of_what_it_read(six: Path, tmp_path: Path) -> None:
    from harvest.bulk.run import serially

    class Ended(BaseException):
        pass

    def workers(tasks: Any) -> Any:
        with serially(tasks) as results:
            return _Until(list(_first(results, 3)), Ended)

    with pytest.raises(Ended):
        parse(tmp_path / "lake", workers, pubmed=six / "pubmed", trials=six / "trials")
    assert len(list((tmp_path / "lake").rglob("manifest/*.json"))) == 3
    parse(tmp_path / "lake", pubmed=six / "pubmed", trials=six / "trials")
    assert contents(tmp_path / "lake") == contents(six / "lake")


def _first(results: Any, number: int) -> Any:
    for _ in range(number):
        yield next(results)


class _Until:
    """Results that end in an error, as a context."""

    def __init__(self, results: list[Parsed], error: type[BaseException]) -> None:
        self.results = results
        self.error = error

    def __enter__(self) -> Any:
        yield from self.results
        raise self.error

    def __exit__(self, *ended: object) -> None:
        pass


def test_two_runs_at_one_lake_are_told_apart(tmp_path: Path) -> None:
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "a"))
    (tmp_path / "lake").mkdir()
    with run_lock(tmp_path / "lake"), pytest.raises(AlreadyRunning):
        parse(tmp_path / "lake", pubmed=tmp_path / "in")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--pubmed", "nowhere"], "nowhere: not found"),
        (["--trials", "empty"], "no file of ClinicalTrials.gov in it"),
        (["--pubmed", "twice"], "two files"),
        (["--pubmed", "odd.xml.gz"], "not a file of PubMed"),
        (["--pubmed", "nope://x"], "nope"),
        (["--pubmed", "odd", "--scheduler", "nonsense"], "nonsense: not an address"),
        ([], "give the files to read"),
        (["--pubmed", "twice", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1"], "--workers"),
    ],
)
def test_a_mistake_is_one_line_that_names_it(
    tmp_path: Path, given: list[str], said: str, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "odd.xml.gz").write_bytes(b"")
    pubmed_file(tmp_path / "odd", "pubmed26n0001", paper("1", "a"))
    for number in (1, 2):
        pubmed_file(tmp_path / "twice" / f"{number}", "pubmed26n0001", paper(str(number), "a"))
    assert harvest(["bulk", "parse", "lake", *given]) == 2
    (line,) = capfd.readouterr().err.splitlines()
    assert said in line


def test_status_says_what_is_missing_and_what_is_no_lake(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert harvest(["bulk", "status", str(tmp_path)]) == 2
    assert "no lake there" in capfd.readouterr().err
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "a"), "<odd/>")
    pubmed_file(tmp_path / "in", "pubmed26n0002", paper("2", "a"), md5="0" * 32)
    with pytest.raises(UsageError):
        parse(tmp_path / "lake", trials=tmp_path / "in")
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    assert harvest(["bulk", "status", str(tmp_path / "lake")]) == 0
    told = capfd.readouterr().out
    assert "pubmed: 1 records of 1 files" in told
    assert "1 files missing: pubmed26n0002" in told
    assert "unknown element odd" in told
    assert harvest(["bulk", "status", str(tmp_path / "lake"), "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["pubmed"]["missing"] == ["pubmed26n0002"]
