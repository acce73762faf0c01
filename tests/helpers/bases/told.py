"""A published base in which changes have been told, and digests of it."""

from contextlib import closing
from pathlib import Path

from harvest import digest
from harvest.config import Config
from harvest.digest import watch as watches
from harvest.publish.read import open_published
from harvest.site.lists.records import records
from tests.helpers.bases.work_base import NOW, execute

CHANGE = (
    "INSERT INTO changes (kind, record_id, event, field, old, new, note, days, happened_on,"
    " seen_at, run_id, origin, upstream) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)"
)
ONE, TWO = "NCT90000001", "NCT90000002"


def tell(config: Config, record: str, event: str, old=None, new=None, **more):
    kind = "trial" if record.startswith("NCT") else "article"
    values = {"field": "f", "note": None, "days": None, "happened_on": "2026-11-01"} | more
    seen_at, origin = values.pop("seen_at", NOW), values.pop("origin", "harvest")
    upstream = values.pop("upstream", None)
    row = (kind, record, event, values["field"], old, new, values["note"], values["days"])
    execute(config.store.path, CHANGE, (*row, values["happened_on"], seen_at, origin, upstream))


def watch(folder: Path, text: str = "") -> digest.Watch:
    path = folder / "watch.toml"
    path.write_text(text)
    return watches.read(path)


def deliver(config: Config, wanted: digest.Watch, to: str, since: str | None = None):
    with closing(open_published(config)) as connection:
        return digest.run(connection, wanted, since, to, records)
