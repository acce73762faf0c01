"""What tests look up in a publication, and in its folder."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from harvest.config import Config
from harvest.publish import refusal


def rows(config: Config, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(config.publish.path)) as db:
        return db.execute(sql, values).fetchall()


def generation(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("SELECT generation FROM publication").fetchone()[0])


def leftovers(config: Config) -> list[str]:
    note = refusal.path_of(config.publish.path).name
    kept = {config.publish.path.name, config.store.path.name, note}
    return sorted(
        path.name for path in config.publish.path.parent.iterdir() if path.name not in kept
    )
