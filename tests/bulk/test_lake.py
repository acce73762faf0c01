"""What a lake contains: the rows and the bytes of the newest record of each number.

Relies on nothing beside the program.
"""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from harvest.bulk.lake import Lake, opened, quarantined, read
from harvest.errors import StorageError
from harvest.publish import schema
from harvest.records import Raw
from harvest.run.interrupts import Interrupted, interruptible
from harvest.sources import clinicaltrials, pubmed
from tests.helpers.bulk.files import (
    archive,
    contents,
    deleting,
    paper,
    parse,
    pubmed_file,
    six_files,
)
from tests.helpers.sources.pubmed_xml import answer

TIME = "2026-11-24T00:00:00Z"


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    folder = six_files(tmp_path_factory.mktemp("bulk"))
    parse(folder / "lake", pubmed=folder / "pubmed", trials=folder / "trials")
    with opened(str(folder / "lake")) as found:
        yield found


def titles(where: Path) -> dict[str, str]:
    with read(str(where), "articles") as articles:
        return dict(articles.select("article_id, title").fetchall())


def test_each_table_has_the_rows_that_the_reader_makes_of_the_bytes(lake: Lake) -> None:
    for source in (pubmed.SOURCE, clinicaltrials.SOURCE):
        ids = [row[0] for row in lake.read(f"{source.name}_index").select("record_id").fetchall()]
        raws = list(lake.raws(source.name, ids, TIME))
        assert len(raws) == len(set(ids)) >= 60
        wanted: dict[str, list[tuple[object, ...]]] = {}
        for raw in raws:
            for name, rows in source.normalise(raw).tables.items():
                wanted.setdefault(name, []).extend(map(tuple, rows))
        for name, rows in wanted.items():
            found = lake.connection.execute(f"SELECT * EXCLUDE (_record) FROM {name}").fetchall()  # noqa: S608 (a table's name)
            assert sorted(map(repr, found)) == sorted(map(repr, rows)), name


def test_columns_are_named_typed_and_described_as_the_published_ones(lake: Lake) -> None:
    import pyarrow.parquet as pq

    row = lake.rows["clinicaltrials"]["shard"]
    folder = Path(lake.address.path) / "clinicaltrials" / "parts" / row.folder
    found = pq.read_schema(folder / "locations.parquet")
    (table,) = (each for each in schema.read() if each.name == "locations")
    told = {column.name: (column.type, column.description) for column in table.columns}
    types = {"string": "TEXT", "int64": "INTEGER", "double": "REAL"}
    for field in found:
        if field.name != "_record":
            said = field.metadata[b"description"].decode()
            assert told[field.name] == (types[str(field.type)], said)
    assert found.field("latitude").type == "double"
    assert found.metadata[b"description"].decode() == table.description


def test_the_bytes_of_a_record_are_those_of_the_file(tmp_path: Path) -> None:
    text = paper("7", "One &amp; the other")
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("6", "Another"), text)
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    with opened(str(tmp_path / "lake")) as found:
        wanted = list(found.raws("pubmed", ["7", "99"], TIME))
    assert wanted == [Raw("pubmed", "article", "7", text.encode(), TIME)]


def test_the_highest_version_counts_then_the_latest_file(tmp_path: Path) -> None:
    pubmed_file(
        tmp_path / "in",
        "pubmed26n0001",
        paper("1", "First", version=1),
        paper("1", "Second", version=2),
        paper("2", "Of the baseline"),
    )
    pubmed_file(tmp_path / "in", "pubmed26n0002", paper("2", "Of an update"))
    pubmed_file(tmp_path / "in", "pubmed26n0003", paper("1", "First, late", version=1))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    assert titles(tmp_path / "lake") == {"1": "Second", "2": "Of an update"}


def test_a_deletion_removes_what_was_before_it_and_not_what_comes_after(tmp_path: Path) -> None:
    papers = [paper("1", "Gone"), paper("2", "Back"), paper("3", "Kept"), paper("4", "Two", 2)]
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("4", "One", 1), *papers)
    pubmed_file(tmp_path / "in", "pubmed26n0002", paper("9", "x"), tail=deleting("1", "2", "4"))
    pubmed_file(tmp_path / "in", "pubmed26n0003", paper("2", "Back again"))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    assert titles(tmp_path / "lake") == {
        "2": "Back again", "3": "Kept", "4": "Two", "9": "x",
    }  # fmt: skip


def test_a_new_year_replaces_the_last_one_when_all_its_files_are_read(tmp_path: Path) -> None:
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "Old"), paper("2", "Deleted since"))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    pubmed_file(tmp_path / "in", "pubmed27n0001", paper("1", "New"))
    whole = pubmed_file(tmp_path / "in", "pubmed27n0002", paper("3", "New"), md5="0" * 32)
    assert list(parse(tmp_path / "lake", pubmed=tmp_path / "in").failed) == [whole.name]
    assert titles(tmp_path / "lake") == {"1": "Old", "2": "Deleted since"}
    pubmed_file(tmp_path / "in", "pubmed27n0002", paper("3", "New"))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    assert titles(tmp_path / "lake") == {"1": "New", "3": "New"}


def test_a_record_that_cannot_be_read_is_set_aside_and_the_others_are_read(tmp_path: Path) -> None:
    broken = paper("2", "x").replace("<Article ", "<Artikel ")
    unnamed = paper("3", "x").replace('<PMID Version="1">3</PMID>', "")
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "Well"), broken, unnamed)
    studies = [{"protocolSection": {"identificationModule": {"nctId": f"NCT0000000{n}"}}}
               for n in (1, 2)]  # fmt: skip
    lines = [json.dumps(studies[0]), "{no JSON", json.dumps(studies[1])]
    (tmp_path / "shard.jsonl").write_text("\n".join(lines), "utf-8")
    summary = parse(tmp_path / "lake", pubmed=tmp_path / "in", trials=tmp_path / "shard.jsonl")
    assert (summary.failed, summary.records, summary.quarantined) == ({}, 3, 3)
    with opened(str(tmp_path / "lake")) as found:
        told = [reason for _, _, reason in quarantined(found, "pubmed")]
        (other,) = quarantined(found, "clinicaltrials")
    assert any("not well-formed XML" in each for each in told)
    assert any("without a PMID" in each for each in told)
    assert other[2] == "no number of a record can be read in it"


def test_a_value_that_no_column_can_have_sets_its_record_aside(tmp_path: Path) -> None:
    body = {"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}}}
    odd = json.dumps(body | {"derivedSection": {}}).replace("00000001", "00000002")
    odd = odd.replace('"nctId"', '"briefTitle": "half \\ud800", "nctId"')
    (tmp_path / "shard.ndjson").write_text(f"{odd}\n{json.dumps(body)}\n", "utf-8")
    summary = parse(tmp_path / "lake", trials=tmp_path / "shard.ndjson")
    assert (summary.records, summary.quarantined) == (1, 1)


def test_a_study_is_read_the_same_from_an_archive_a_folder_a_page_and_lines(
    tmp_path: Path, lake: Lake
) -> None:
    raws = list(lake.raws("clinicaltrials", _ids(lake)[:20], TIME))
    bodies = [raw.body for raw in raws]
    archive(tmp_path / "all.json.zip", bodies)
    (tmp_path / "loose").mkdir()
    for raw in raws:
        (tmp_path / "loose" / f"{raw.id}.json").write_bytes(raw.body)
    (tmp_path / "page.json").write_bytes(b'{"studies":[\n' + b",\n".join(bodies) + b"\n]}")
    (tmp_path / "list.json").write_bytes(b"[" + b",".join(bodies) + b"]")
    (tmp_path / "lines.jsonl").write_bytes(b"\n".join(bodies))
    rows = []
    for place in ("all.json.zip", "loose", "page.json", "list.json", "lines.jsonl"):
        parse(tmp_path / f"lake of {place}", trials=tmp_path / place)
        with read(str(tmp_path / f"lake of {place}"), "trials") as trials:
            rows.append(sorted(map(repr, trials.project("* EXCLUDE (_record)").fetchall())))
    assert rows == [rows[0]] * 5
    assert len(rows[0]) == 20


def test_bytes_that_are_damaged_are_named(tmp_path: Path) -> None:
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "x"))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    (file,) = (tmp_path / "lake").rglob("raw.zst")
    file.write_bytes(b"x" * file.stat().st_size)
    with (
        opened(str(tmp_path / "lake")) as found,
        pytest.raises(StorageError, match=r"raw.zst: damaged"),
    ):
        list(found.raws("pubmed", ["1"], TIME))


def test_a_signal_ends_what_duckdb_is_asked(lake: Lake) -> None:
    def asking() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        lake.connection.execute(
            "SELECT count(*) FROM range(1000000) a, range(1000000) b"
        ).fetchall()

    with interruptible(), pytest.raises(Interrupted, match="SIGTERM"):
        lake.apart(asking)
    assert lake.read("articles").limit(1).fetchall() != []


def test_a_signal_at_the_start_ends_it_too(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    started = Thread.start

    def start(thread: Thread) -> None:
        started(thread)
        raise KeyboardInterrupt

    monkeypatch.setattr(Thread, "start", start)
    with pytest.raises(KeyboardInterrupt):
        lake.apart(
            lambda: lake.connection.execute(
                "SELECT count(*) FROM range(1000000) a, range(1000000) b"
            ).fetchall()
        )
    assert lake.read("articles").limit(1).fetchall() != []


def _ids(lake: Lake) -> list[str]:
    found = lake.read("clinicaltrials_index").select("record_id").order("record_id").fetchall()
    return [row[0] for row in found]


def test_of_two_copies_of_a_trial_the_one_updated_last_counts(tmp_path: Path, lake: Lake) -> None:
    (raw,) = lake.raws("clinicaltrials", _ids(lake)[:1], TIME)
    study = json.loads(raw.body)
    module = study["protocolSection"]["statusModule"]
    for day, title in (("2030-01-02", "later"), ("2030-01-01", "earlier")):
        module["lastUpdatePostDateStruct"] = {"date": day, "type": "ACTUAL"}
        study["protocolSection"]["identificationModule"]["briefTitle"] = title
        (tmp_path / f"{title}.jsonl").write_text(json.dumps(study), "utf-8")
    (tmp_path / "x").mkdir()
    for title in ("later", "earlier"):
        parse(tmp_path / "lake", trials=tmp_path / f"{title}.jsonl")
    with read(str(tmp_path / "lake"), "trials") as trials:
        assert trials.select("brief_title").fetchall() == [("later",)]


def test_a_large_file_is_cut_as_a_small_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [paper(str(n), f"Paper {n} " + "x" * 300) for n in range(1, 60)]
    pubmed_file(tmp_path / "in", "pubmed26n0001", *papers, tail=deleting("5"))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    before = contents(tmp_path / "lake")
    monkeypatch.setattr("harvest.sources.pubmed.bulk._CHUNK", 700)
    parse(tmp_path / "lake in pieces", pubmed=tmp_path / "in")
    assert contents(tmp_path / "lake in pieces") == before
    assert len(answer(*papers)) > 20 * 700
