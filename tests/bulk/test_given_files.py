"""Files as registries and people give them: odd names, marks and archives, and lakes in odd places.

Relies on nothing beside the program.
"""

import gzip
import json
import zipfile
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest

from harvest.bulk.lake import opened, quarantined, read
from harvest.bulk.manifest import Manifest
from harvest.bulk.status import status
from harvest.commands.bulk import parse as parse_
from harvest.commands.bulk import status as status_
from harvest.errors import StorageError
from harvest.sources import all_sources
from tests.helpers.bulk.files import archive, paper, parse, pubmed_file

TIME = "2026-11-24T00:00:00Z"
_REPLACED = "is damaged, or was replaced while it was read .*; run again when harvest bulk parse"


def study(number: int) -> bytes:
    module = {"identificationModule": {"nctId": f"NCT{number:08}"}}
    return json.dumps({"protocolSection": module}).encode()


def ids(lake: Path, source: str) -> list[str]:
    """The current records of a lake."""
    with read(str(lake), f"{source}_index") as found:
        return [row[0] for row in found.select("record_id").order("record_id").fetchall()]


def trials(tmp_path: Path, given: Path) -> tuple[list[str], int]:
    """The trials that are read from a file or folder, and how many records are quarantined."""
    summary = parse(tmp_path / "lake", trials=given)
    assert summary.failed == {}
    return ids(tmp_path / "lake", "clinicaltrials"), summary.quarantined


# --- where a lake is ---


@pytest.mark.parametrize("name", ["year=1999", "lake [1]", "ö 'β' *?{x}", "a::b #%41"])
def test_a_lake_may_be_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    pubmed_file(tmp_path / name / "in [a]", "pubmed26n0001", paper("1", "One"))
    lake = tmp_path / name / "lake"
    assert parse(lake, pubmed=tmp_path / name).read == 1
    assert parse(lake, pubmed=tmp_path / name).there == 1
    with opened(str(lake)) as found:
        assert found.read("articles").select("year").fetchall() == [(2020,)]
        assert [raw.id for raw in found.raws("pubmed", ["1"], TIME)] == ["1"]
    assert [each.current for each in status(str(lake))] == [1]


def test_parts_of_before_a_column_was_there_can_be_read_beside_those_of_today(
    tmp_path: Path,
) -> None:
    for number in (1, 2):
        pubmed_file(tmp_path / "in", f"pubmed26n000{number}", paper(str(number), "One"))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    for number, lacking in ((1, {"1"}), (2, {"1", "2"})):
        _outdate(tmp_path / "lake", f"pubmed26n000{number}", "articles", "title")
        with read(str(tmp_path / "lake"), "articles") as articles:
            rows = dict(articles.select("article_id, title").fetchall())
            assert {each for each in rows if rows[each] is None} == lacking
            assert rows.keys() == {"1", "2"}
        assert [each.outdated for each in status(str(tmp_path / "lake"))] == [len(lacking)]


def _outdate(lake: Path, unit: str, table: str, column: str) -> None:
    """Make the parts of a unit those of a version that did not have a column yet."""
    with opened(str(lake)) as found:
        row = found.rows["pubmed"][unit]
        manifest = Manifest(found.address, "pubmed")
    before = Path(manifest.parts.path) / row.folder
    row = msgspec.structs.replace(row, read_by="an earlier version")
    after = Path(manifest.parts.path) / row.folder
    before.rename(after)
    part = after / f"{table}.parquet"
    pq.write_table(pq.read_table(part).drop_columns([column]), part)
    manifest.put(row)


@pytest.mark.parametrize("name", ["raw.zst", "index.parquet"])
def test_a_part_that_is_replaced_while_it_is_read_is_told_of(tmp_path: Path, name: str) -> None:
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "One"))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    (part,) = tmp_path.rglob(name)
    with pytest.raises(StorageError, match=_REPLACED):
        _read_before_and_after(tmp_path / "lake", part)


def _read_before_and_after(lake: Path, part: Path) -> None:
    with opened(str(lake)) as found:
        assert len(list(found.raws("pubmed", ["1"], TIME))) == 1
        part.unlink()
        list(found.raws("pubmed", ["1"], TIME))


@pytest.mark.parametrize("damage", [b"", b"PAR1", None])
def test_a_damaged_part_is_told_in_one_line(tmp_path: Path, damage: bytes | None) -> None:
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "One"))
    parse(tmp_path / "lake", pubmed=tmp_path / "in")
    (part,) = tmp_path.rglob("articles.parquet")
    part.write_bytes(damage) if damage is not None else part.unlink()
    with pytest.raises(StorageError, match=_REPLACED) as caught, opened(str(tmp_path / "lake")):
        pass
    assert "\n" not in str(caught.value)


def test_each_source_that_gives_out_files_has_its_option() -> None:
    everywhere = {each.name for each in status_.params}
    options = {each.name for each in parse_.params if each.multiple} - everywhere
    assert options == {source.bulk.option for source in all_sources() if source.bulk}


def test_a_lake_that_is_made_among_its_input_is_no_input(tmp_path: Path) -> None:
    pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "One"))
    (tmp_path / "in" / "shard.jsonl").write_bytes(study(1))
    lake = tmp_path / "in" / "lake"
    for read_ in (2, 0):
        summary = parse(lake, pubmed=tmp_path / "in", trials=tmp_path / "in")
        assert (summary.read, summary.quarantined) == (read_, 0)


# --- files of PubMed ---


@pytest.mark.parametrize(
    "form",
    ["MD5({name})= {md5}\n", "MD5 ({name}) = {MD5}\r\n", "{md5}  {name}\n", "{MD5} *{name}\r\n"],
)
def test_a_checksum_is_read_in_each_form_that_programs_write(tmp_path: Path, form: str) -> None:
    path = pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "One"))
    said = path.with_name(f"{path.name}.md5")
    md5 = said.read_text("ascii").split()[-1]
    told = form.format(name=path.name, md5=md5, MD5=md5.upper())
    said.write_text(told, "ascii", newline="")
    assert parse(tmp_path / "lake", pubmed=tmp_path / "in").read == 1
    said.write_text(told.replace(md5[:4], "0000").replace(md5[:4].upper(), "0000"), "ascii")
    failed = parse(tmp_path / "lake", pubmed=tmp_path / "in").failed
    assert [why.split(",")[0].endswith(md5) for why in failed.values()] == [True]


@pytest.mark.parametrize("body", ["", "<html>Not found</html>"])
def test_a_checksum_that_can_not_be_read_lets_no_file_pass(tmp_path: Path, body: str) -> None:
    path = pubmed_file(tmp_path / "in", "pubmed26n0001", paper("1", "One"))
    path.with_name(f"{path.name}.md5").write_text(body, "ascii")
    failed = parse(tmp_path / "lake", pubmed=tmp_path / "in").failed
    assert f"not in {path.name}.md5; download both again" in failed[path.name]


@pytest.mark.parametrize(
    "body",
    [
        "<PubmedArticleSet/>",
        "<PubmedArticleSet >\r\n</PubmedArticleSet>\r\n",
        "\ufeff<PubmedArticleSet />\n",
    ],
)
def test_a_file_may_have_no_record(tmp_path: Path, body: str) -> None:
    (tmp_path / "pubmed26n0001.xml.gz").write_bytes(gzip.compress(body.encode()))
    summary = parse(tmp_path / "lake", pubmed=tmp_path)
    assert (summary.read, summary.records, summary.failed) == (1, 0, {})
    assert ids(tmp_path / "lake", "pubmed") == []


# --- files of trials ---


def test_what_else_is_in_an_archive_is_no_study(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("ctg/studies/NCT0000xxxx/NCT00000001.json", study(1))
        file.writestr("ctg/again/NCT00000001.json", study(1))
        file.writestr("on windows\\NCT00000002.json", study(2))
        file.writestr("NCT00000003.json.gz", gzip.compress(study(3)))
        with file.open(zipfile.ZipInfo("NCT00000004.json"), "w", force_zip64=True) as member:
            member.write(study(4))
        file.writestr("__MACOSX/ctg/._NCT00000001.json", b"\x00\x05\x16\x07")
        file.writestr("ctg/metadata.json", b'{"version": 1}')
    assert trials(tmp_path, path) == ([f"NCT0000000{n}" for n in (1, 2, 3, 4)], 0)
    archive(path, [study(1)])
    assert trials(tmp_path, path) == (["NCT00000001"], 0)


def test_an_archive_that_lost_its_beginning_is_told_of(tmp_path: Path) -> None:
    path = archive(tmp_path / "all.zip", [study(1), study(2)])
    path.write_bytes(path.read_bytes()[30:])
    (why,) = parse(tmp_path / "lake", trials=path).failed.values()
    assert why == "not a whole zip archive (NCT00000001.json is not within it)"


def test_an_archive_of_shards_is_read_as_the_shards_are(tmp_path: Path) -> None:
    path = tmp_path / "shards.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("part 1.jsonl.gz", gzip.compress(study(1) + b"\n" + study(2)))
        file.writestr("part 2.json", b"[" + study(3) + b"]")
        file.writestr("._part 2.json", b"\x00\x05\x16\x07")
    assert trials(tmp_path, path) == ([f"NCT0000000{n}" for n in (1, 2, 3)], 0)


@pytest.mark.parametrize(
    ("name", "form", "quarantined_"),
    [
        ("lines.jsonl", b"%b\r\n%b\r\n", 0),
        ("list of two (1).json", b"[%b, %b]", 0),
        ("seite-ä.json", b'{"totalCount": 2, "studies": [%b, %b]}', 0),
        ("NCT00000001.json", b"%b", 0),
        ("laid-out.json", b"%b", 0),
        ("metadata.json", b'{\n"version": 1\n}', 1),
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_shard_is_read_with_a_mark_before_it_and_by_any_name(
    tmp_path: Path, name: str, form: bytes, quarantined_: int, mark: bytes
) -> None:
    studies = [study(n) for n in range(1, form.count(b"%b") + 1)]
    if name == "laid-out.json":
        studies = [json.dumps(json.loads(body), indent=2).encode() for body in studies]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(mark + form % tuple(studies))
    (tmp_path / "in" / f"._{name}").write_bytes(b"\x00\x05\x16\x07")
    wanted = [f"NCT0000000{n}" for n in range(1, len(studies) + 1)]
    assert trials(tmp_path, tmp_path / "in") == (wanted, quarantined_)
    with opened(str(tmp_path / "lake")) as lake:
        assert [raw.body for raw in lake.raws("clinicaltrials", wanted, TIME)] == studies
        assert len(quarantined(lake, "clinicaltrials")) == quarantined_
