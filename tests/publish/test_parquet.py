"""The public file as Parquet: the same tables for DuckDB, Polars and pandas, whole at every moment.

Relies on nothing beside the program.
"""

import errno
import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet as arrow

from harvest.cli import cli
from harvest.config import Config
from harvest.config import load as load_config
from harvest.errors import CannotCreate, ConfigError, StorageError
from harvest.publish import parquet, publish, schema
from harvest.run.preflight import preflight
from tests.helpers.bases import rich_base
from tests.helpers.bases.work_base import config_text, filled

Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return rich_base.build(tmp_path_factory.mktemp("rich"))


@pytest.fixture(scope="module")
def written(rich: Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet") / "base"
    with closing(sqlite3.connect(rich.publish.path)) as connection:
        parquet.write(connection, folder)
    return folder


@pytest.fixture
def config(tmp_path: Path) -> Config:
    config = filled(tmp_path, 3, 3)
    return replace(config, publish=replace(config.publish, parquet=tmp_path / "parquet"))


def published(config: Config) -> Iterator[tuple[str, list[str], Rows]]:
    """Each published table: its name, columns and rows."""
    with closing(sqlite3.connect(config.publish.path)) as db:
        for table in schema.read():
            if not table.virtual:
                cursor = db.execute(f"SELECT * FROM [{table.name}]")  # noqa: S608 (names come from db/public)
                yield table.name, [each[0] for each in cursor.description], cursor.fetchall()


def told(rows: Rows) -> list[str]:
    return sorted(map(repr, rows))


def by_duckdb(path: Path) -> tuple[list[str], Rows]:
    found = duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)])
    return [column[0] for column in found.description or ()], found.fetchall()


def by_polars(path: Path) -> tuple[list[str], Rows]:
    frame = polars.read_parquet(path)
    return frame.columns, frame.rows()


def by_pandas(path: Path) -> tuple[list[str], Rows]:
    frame = pandas.read_parquet(path, dtype_backend="pyarrow").astype(object)
    frame = frame.where(frame.notna(), None)
    return list(frame.columns), list(frame.itertuples(index=False, name=None))


@pytest.mark.parametrize("read", [by_duckdb, by_polars, by_pandas])
def test_each_program_reads_from_parquet_what_sqlite_holds(
    rich: Config, written: Path, read: Any
) -> None:
    assert sum(len(rows) for _, _, rows in published(rich)) > 300
    for name, columns, rows in published(rich):
        found, values = read(written / f"{name}.parquet")
        assert (name, found) == (name, columns)
        assert (name, told(values)) == (name, told(rows))


def test_types_are_those_declared_and_each_column_says_what_it_holds(
    rich: Config, written: Path
) -> None:
    kinds = {"TEXT": "string", "INTEGER": "int64", "REAL": "double"}
    with closing(sqlite3.connect(rich.publish.path)) as db:
        for table in (each for each in schema.read() if not each.virtual):
            form = arrow.read_schema(written / f"{table.name}.parquet")
            declared = db.execute(f"PRAGMA table_info([{table.name}])").fetchall()
            assert [(f.name, str(f.type), f.nullable) for f in form] == [
                (name, kinds[kind], not notnull) for _, name, kind, notnull, _, _ in declared
            ]
            about = {each.name: each.description for each in table.columns}
            assert {f.name: f.metadata[b"description"].decode() for f in form} == about
            # What knows no Arrow finds the same in the file.
            kept = polars.read_parquet_metadata(written / f"{table.name}.parquet")
            assert kept["description"] == table.description
            assert json.loads(kept["columns"]) == about


def test_it_is_compressed_with_zstd_and_has_no_full_text_and_a_manifest(
    rich: Config, written: Path
) -> None:
    names = {name for name, _, _ in published(rich)}
    assert {path.name for path in written.iterdir()} == {
        "manifest.json",
        *(f"{name}.parquet" for name in names),
    }
    part = arrow.ParquetFile(written / "trials.parquet").metadata.row_group(0)
    assert {part.column(n).compression for n in range(part.num_columns)} == {"ZSTD"}
    manifest = json.loads((written / "manifest.json").read_text("utf-8"))
    assert {n: each["rows"] for n, each in manifest["tables"].items()} == {
        name: len(rows) for name, _, rows in published(rich)
    }


def test_each_publication_is_kept_and_the_one_before_for_who_still_reads_it(
    config: Config,
) -> None:
    folder = config.publish.parquet
    assert folder is not None
    seen = []
    for _ in range(3):
        generation = publish(config).generation
        seen.append(f"generation-{generation}")
        assert (folder / "current").readlink().name == seen[-1]
        manifest = json.loads((folder / "current" / "manifest.json").read_text("utf-8"))
        assert manifest["generation"] == generation
        (table,) = polars.read_parquet(folder / "current" / "publication.parquet").rows()
        assert table[0] == generation
    (folder / "notes").mkdir()
    publish(config)
    assert {path.name for path in folder.iterdir()} == {
        *("current", "notes", seen[-1]),
        (folder / "current").readlink().name,
    }


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_fills_up_leaves_the_parquet_of_before_and_the_public_file_stands(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(config).generation
    folder = config.publish.parquet
    assert folder is not None

    with monkeypatch.context() as patch:
        patch.setattr(parquet, "_write_table", full)
        with pytest.raises(StorageError, match="no Parquet is written: No space left"):
            publish(config)
    assert (folder / "current").readlink().name == f"generation-{first}"
    assert [path.name for path in folder.glob(".*")] == []
    with closing(sqlite3.connect(config.publish.path)) as db:
        assert db.execute("SELECT generation FROM publication").fetchone() == (first + 1,)
    assert publish(config).generation == first + 2
    assert (folder / "current").readlink().name == f"generation-{first + 2}"


def test_a_disk_that_fills_up_leaves_what_another_database_published_under_the_same_number(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = config.publish.parquet
    assert folder is not None
    before = publish(config)
    (tmp_path / "other").mkdir()
    other = filled(tmp_path / "other", 2, 2)
    other = replace(other, publish=replace(other.publish, parquet=folder))
    with monkeypatch.context() as patch:
        patch.setattr(parquet, "_write_table", full)
        with pytest.raises(StorageError, match="no Parquet is written"):
            publish(other)
    current = folder / "current"
    assert current.readlink().name == f"generation-{before.generation}"
    assert polars.read_parquet(current / "trials.parquet").height == 3
    shutil.copytree(folder / "current", folder / "generation-2")
    assert publish(other).generation == 2
    assert polars.read_parquet(current / "trials.parquet").height == 2
    assert [path.name for path in folder.glob(".*")] == []


def test_what_a_killed_publication_left_is_cleared_by_the_next(config: Config) -> None:
    folder = config.publish.parquet
    assert folder is not None
    publish(config)
    shutil.copytree(folder / "current", folder / ".next-parquet-9")
    (folder / ".next-parquet-current").symlink_to("nowhere")
    publish(config)
    assert [path.name for path in folder.glob(".*")] == []


def test_without_pyarrow_one_line_says_what_to_install_before_anything_is_fetched(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    for asked in (lambda: preflight(config), lambda: publish(config)):
        with pytest.raises(ConfigError, match=r"^pyarrow.* is not installed.*install") as caught:
            asked()
        assert "\n" not in str(caught.value)
    assert not config.publish.path.exists()


def test_a_folder_that_holds_anything_is_left_alone(rich: Config, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with closing(sqlite3.connect(rich.publish.path)) as connection:
        with pytest.raises(CannotCreate, match="not empty"):
            parquet.write(connection, tmp_path)
        with pytest.raises(CannotCreate, match="is not a folder"):
            parquet.write(connection, tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_folder_is_off_unless_the_configuration_names_one(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    text = config_text("work.db", "evidence.db")
    file.write_text(text, "utf-8")
    assert load_config(file).publish.parquet is None
    file.write_text(text + 'parquet = "out/parquet"\n', "utf-8")
    assert load_config(file).publish.parquet == tmp_path / "out/parquet"
    file.write_text(text + 'parquet = "config.toml"\n', "utf-8")
    with pytest.raises(ConfigError, match="parquet"):
        load_config(file)


def test_the_command_exports_every_published_table_into_a_new_folder(
    rich: Config, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(config_text(rich.store.path, rich.publish.path), "utf-8")
    folder = tmp_path / "out" / "base"

    def export(*arguments: str) -> Result:
        return CliRunner().invoke(
            cli, ["export", "--config", str(file), "--format", "parquet", *arguments]
        )

    assert export("--all", "-o", str(folder)).exit_code == 0
    assert polars.read_parquet(folder / "trials.parquet").height == 4
    assert "not empty" in str(export("--all", "-o", str(folder)).exception)
    for arguments in (["--all"], ["-o", "x"], ["--trial", "NCT90000001"]):
        assert "--all --format parquet -o FOLDER" in str(export(*arguments).exception)
    chosen = export("--all", "-o", "x", "--trial", "NCT90000001")
    assert "leave out what chooses" in str(chosen.exception)
