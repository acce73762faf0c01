"""Runs one step in a process of its own and tells, as JSON, which code ran and what was opened.

Code counts by the functions that were called: what is only imported on the way does not.
"""

import json
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import harvest
from harvest.config import Config, load
from harvest.rows import FullTextSection
from harvest.sources import all_sources
from harvest.store import Store, raw

PACKAGE = Path(harvest.__file__).parent
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
calls: set[str] = set()
opened: set[str] = set()


class Clock:
    """A clock that stands."""

    def monotonic(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        del seconds

    def now(self) -> datetime:
        return NOW


def note_call(frame: FrameType, event: str, argument: object) -> None:
    del argument
    if event == "call" and frame.f_code.co_name != "<module>":
        calls.add(frame.f_code.co_filename)


def note_open(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str):
        opened.add(arguments[0])


def observed(step: Callable[[], object]) -> None:
    threading.setprofile(note_call)
    sys.setprofile(note_call)
    try:
        step()
    finally:
        sys.setprofile(None)


def evidence(config: Config, name: str) -> None:
    from harvest.evidence import extract
    from harvest.evidence.links import link
    from harvest.evidence.related import relate
    from harvest.evidence.reporting import discrepancies, record
    from harvest.evidence.studies import step

    with Store.open(config.store.path, clock=Clock()) as store:
        connection = store.connection

        def standing() -> None:
            record.record_clocks(connection, NOW.date())
            discrepancies.record_discrepancies(connection)

        if name == "extract":
            connection.execute("DELETE FROM evidence_state")
        connection.execute("DELETE FROM links")
        observed(
            {
                "extract": lambda: extract.extract(store, config.topic, {}),
                "studies": lambda: step.find_studies(store, {}),
                "links": lambda: link.link(store, {}),
                "relations": lambda: relate.relate(store),
                "standing": standing,
            }[name]
        )


TEXT = (
    FullTextSection(
        "PMC1", 1, "methods", "Methods",
        "Forty patients were randomised from May 2012 to June 2013 (NCT00000001). Cells (n = 20) "
        "or saline (n = 20) were given. 38 patients were analysed. It was funded by the Trust.",
    ),
)  # fmt: skip


def full_text() -> None:
    """What reads a full text: with no other reader of evidence beside it."""
    from harvest.evidence.full_texts.facts import facts

    observed(lambda: facts(TEXT))


def reading(config: Config, name: str) -> None:
    (source,) = (each for each in all_sources() if each.name == name)
    from harvest.records import Raw

    with Store.open(config.store.path, clock=Clock()) as store:
        held = [
            Raw(name, kind, key, raw.body(store.connection, digest), "")
            for kind, key, digest in store.connection.execute(
                "SELECT kind, id, sha256 FROM records WHERE source = ?", (name,)
            )
        ]
    folder = config.store.path.parent
    for path in folder.glob(f"{name}-*.body"):
        held.append(
            Raw(name, source.kinds[0], path.stem.removeprefix(f"{name}-"), path.read_bytes(), "")
        )

    def read() -> None:
        for each in held:
            source.digest(each.body)
            source.normalise(each)

    assert held
    observed(read)


def publishing(config: Config) -> None:
    from harvest.publish import publish

    config.publish.path.unlink()
    observed(lambda: publish(config, clock=Clock()))


def past_day(config: Config) -> None:
    from harvest.history.as_of import find, rebuild

    past = find(config, "2026-11-29")
    observed(lambda: rebuild(config, past.moment, past.path, past.state))


def main(step: str, folder: Path) -> None:
    config = load(folder / "config.toml", env={})
    all_sources()  # imported before, so that only what is called counts
    sys.addaudithook(note_open)
    if step == "publish":
        publishing(config)
    elif step == "past day":
        past_day(config)
    elif step == "full texts":
        full_text()
    elif step.startswith("read "):
        reading(config, step.removeprefix("read "))
    else:
        evidence(config, step)
    root = PACKAGE.parent
    files = [Path(name) for name in calls if name.startswith(str(PACKAGE))]
    data = [Path(name) for name in opened if name.startswith(str(root))]
    with closing(sys.stdout):
        json.dump(
            {
                "package": str(PACKAGE),
                "modules": sorted(
                    ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
                    for path in files
                ),
                "data": sorted(
                    path.relative_to(PACKAGE if PACKAGE in path.parents else root).as_posix()
                    for path in data
                    if path.suffix not in {".py", ".pyc", ".so"}
                    and path.is_file()
                    and "__pycache__" not in path.parts
                ),
            },
            sys.stdout,
        )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
