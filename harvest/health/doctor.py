"""Looks over an installation: what is well, what is not, and what to do about it.

Changes nothing: it only reads the databases, and asks each service the run's own questions, one
request each, at the pace that all processes of the user keep.
"""

import errno
import os
import platform
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from harvest import __version__
from harvest.clock import Clock
from harvest.config import Config, SourceConfig
from harvest.errors import (
    AlreadyRunning,
    CannotCreate,
    ConfigError,
    Forbidden,
    HarvestError,
    NoPermission,
    StorageError,
    UpstreamDataError,
)
from harvest.health.finding import Finding
from harvest.health.soundness import told
from harvest.machine import sqlite
from harvest.machine.packages import required
from harvest.packs.folders import own, using
from harvest.run.lock import lock_path
from harvest.text import line

if TYPE_CHECKING:
    from harvest.sources import Job, Source

LOW_SPACE = 1 << 30
"""Bytes free below which a warning is given: a base of some thousand records needs far less."""
NO_SPACE = 64 << 20


def examine(config: Config, *, clock: Clock, network: bool = False) -> Iterator[Finding]:
    """Look at everything, the quick things first, and with ``network`` ask the services."""
    yield from versions()
    yield from _configuration(config)
    for section, path in (("store", config.store.path), ("publish", config.publish.path)):
        yield from _place(section, path)
    packs = list(_packs(config))
    yield from packs
    if not any(each.exit_code for each in packs):
        yield from _judgements(config)
    if sqlite.problem() is None:  # else every file would look damaged
        yield from _work_database(config)
        yield from _public_file(config.publish.path)
        yield from told(config, clock)
    if network:
        yield from _services(config, clock)


def verdict(findings: list[Finding]) -> int:
    """The exit code of the worst finding: what the operator has to mend first."""
    return max((finding.exit_code for finding in findings), default=0)


def versions() -> Iterator[Finding]:
    """What is installed."""
    parts = [f"harvest {__version__}", f"Python {platform.python_version()}"]
    parts.append(f"SQLite {sqlite3.sqlite_version}")
    for package in required():
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            text = f"{package} is not installed; install harvest again (make run does)"
            yield Finding("problem", "versions", text, ConfigError.exit_code)
    if (lacking := sqlite.problem()) is not None:
        yield Finding("problem", "versions", lacking, ConfigError.exit_code)
    yield Finding("ok", "versions", ", ".join(parts))
    if os.geteuid() == 0:
        text = "runs as root; a dedicated user is safer"
        yield Finding("warning", "user", text)


def _configuration(config: Config) -> Iterator[Finding]:
    from harvest.identifiers.about import configured
    from harvest.sources.searches import render
    from harvest.strategy import unused_concepts

    searches = ", ".join(search.name for search in config.searches)
    place = config.path or "no config.toml here, so the program's own"
    yield Finding("ok", "configuration", f"{place}: searches {searches}")
    if not config.contact:
        text = "contact is empty; NCBI asks for the operator's e-mail address"
        yield Finding("warning", "configuration", text)
    if config.api_key is None and "pubmed" in config.sources:
        text = "no NCBI_API_KEY in the environment: PubMed is queried slowly, which is fine"
        yield Finding("ok", "configuration", text)
    for each in configured():
        if each.name not in config.sources:
            text = f"{each.title} is not asked: there is no [sources.{each.name}]; add it to ask it"
            yield Finding("ok", "configuration", text)
    for strategy in render(config):
        for warning in strategy.warnings:
            about = f"search {strategy.search}, {strategy.source}"
            yield Finding("warning", about, warning)
    for name in unused_concepts(config):
        text = f"[topic.concepts.{name}]: no search uses it; add it to one"
        yield Finding("warning", "configuration", text)


def _packs(config: Config) -> Iterator[Finding]:
    """Which packs are in use, and whether their facets, vocabularies and queries can be read."""
    from harvest import queries
    from harvest.evidence.facets.all import check
    from harvest.facets import facets
    from harvest.packs.reading import left_out

    with _caught("packs") as caught, using(config.topic.packs):
        check()
        queries.load()
        named = (str(path) if own([path]) else path.name for path in config.topic.packs)
        found = ", ".join(named) or "none beside that of any study"
        caught.append(Finding("ok", "packs", f"{found}: {len(facets())} facets"))
        caught += [Finding("warning", "packs", text) for text in left_out()]
    yield from caught


def _judgements(config: Config) -> Iterator[Finding]:
    """Which folder of judgements is in use, what it holds, and what lies where none is read."""
    from harvest.desk.decisions import path_of, read
    from harvest.desk.decisions.told import doubts, summary
    from harvest.evidence import judged_by_persons
    from harvest.facets import names
    from harvest.judgements import move
    from harvest.judgements.check import misnamed

    folder = config.judgements.folder
    with _caught("judgements") as caught:
        judged = judged_by_persons(config)
        beside = "; `harvest backup` leaves them out, copy them with the configuration"
        there = f"{folder}: {judged.counts}{beside}" if folder.is_dir() else f"{folder}: none yet"
        caught.append(Finding("ok", "judgements", there))
        for path in move.left_behind(folder, names()):
            caught.append(Finding("warning", "judgements", move.no_longer_read(path)))
        caught += [Finding("warning", "judgements", problem) for problem in misnamed(folder)]
    yield from caught
    with _caught("decisions") as caught:
        if decided := read(config, former={}):  # whatever the public file is like
            caught.append(Finding("ok", "decisions", f"{path_of(config)}: {summary(decided)}"))
        for doubt in doubts(config, decided):
            caught.append(Finding("warning", "decisions", f"{path_of(config)}: {doubt}"))
    yield from caught


def _place(section: str, path: Path) -> Iterator[Finding]:
    """Whether a file can be written there: the folder, the file, the room on the disk."""
    about = f"[{section}] path"
    folder = next(folder for folder in path.parents if folder.is_dir())
    if not os.access(folder, os.W_OK | os.X_OK):
        text = f"{folder}: this user may not write there; change its owner or mode"
        yield Finding("problem", about, text, NoPermission.exit_code)
        return
    try:
        with tempfile.TemporaryFile(dir=folder):  # without a name: nothing is left behind
            pass
    except OSError as error:
        code = (
            StorageError.exit_code
            if error.errno in (errno.ENOSPC, errno.EDQUOT)
            else CannotCreate.exit_code
        )
        yield Finding("problem", about, f"{folder}: no file can be made: {error.strerror}", code)
        return
    free = shutil.disk_usage(folder).free
    room = f"{free / (1 << 30):.1f} GiB free"
    if free < NO_SPACE:
        text = f"{folder}: {room}; free some space before the next run"
        yield Finding("problem", about, text, StorageError.exit_code)
    elif free < LOW_SPACE:
        yield Finding("warning", about, f"{folder}: {room}; free some space")
    else:
        yield Finding("ok", about, f"{path}: can be written, {room}")


def _work_database(config: Config) -> Iterator[Finding]:
    from harvest.store import reader
    from harvest.store.lost import check_not_lost
    from harvest.store.schema import APPLICATION_ID, migration_files, storage_errors

    path = config.store.path
    if not path.is_file():
        yield Finding("ok", "work database", "does not exist yet; `harvest refresh` makes it")
        return
    if path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        text = f"{path}: others may read it, and it is private; chmod 600 it"
        yield Finding("warning", "work database", text)
    with _caught("work database") as caught:
        check_not_lost(config)
        with storage_errors(path), closing(reader(path)) as connection:
            application = _number(connection, "application_id")
            schema = _number(connection, "user_version")
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if application != APPLICATION_ID:
            raise ConfigError(f"{path}: is not a work database of harvest; name another file")
        if schema > len(migration_files()):
            raise StorageError(f"{path}: was made by a newer harvest; install that version")
        if sound != "ok":
            raise StorageError(f"{path}: is damaged ({sound}); restore your last copy of it")
        if schema < len(migration_files()):
            text = f"{path}: made by an earlier version; `harvest publish` brings it up to date"
            caught.append(Finding("warning", "work database", text))
    yield from caught or [Finding("ok", "work database", f"{path}: sound, schema {schema}")]
    yield from _lock(path)


def _lock(database: Path) -> Iterator[Finding]:
    from harvest.run.lock import run_lock

    if lock_path(database).exists():
        try:
            with run_lock(database):
                pass
        except AlreadyRunning:
            yield Finding("ok", "lock", "a run is under way")
        except HarvestError as error:
            yield Finding("problem", "lock", str(error), error.exit_code)


def _public_file(path: Path) -> Iterator[Finding]:
    from harvest.health.status import read_public
    from harvest.store.schema import damaged_publication, storage_errors

    sidecars = [path.with_name(path.name + suffix) for suffix in ("-wal", "-journal")]
    for sidecar in filter(Path.exists, sidecars):
        text = f"{sidecar}: would be applied to a file that it does not belong to; remove it"
        yield Finding("problem", "public file", text, StorageError.exit_code)
    if not path.is_file():
        yield Finding("ok", "public file", "does not exist yet; the first complete run makes it")
        return
    with _caught("public file") as caught:
        with storage_errors(path, damaged_publication), closing(read_public(path)) as connection:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if sound != "ok":
            raise StorageError(damaged_publication(path, sound))
    yield from caught or [Finding("ok", "public file", f"{path}: sound")]


def _services(config: Config, clock: Clock) -> Iterator[Finding]:
    """Ask each service what a run will ask it, one request a question; then say what that costs."""
    from harvest.health import services
    from harvest.sources import all_sources

    found: dict[str, list[int]] = {}
    known = {source.name: source for source in all_sources()}
    for name, settings in config.sources.items():
        if not settings.enabled:
            yield Finding("ok", name, "switched off in the configuration")
            continue
        try:
            with services.asking(config, known[name], clock) as job:
                yield from _service(job, known[name], found.setdefault(name, []))
        except HarvestError as error:
            text = services.explained(error, known[name])
            yield Finding("problem", name, text, error.exit_code)
            if isinstance(error, Forbidden) and error.said:
                yield Finding("warning", name, f"its refusal begins: {error.said}")
    off = [name for name in known if name not in config.sources and known[name].greet]
    if off:
        text = f"off, as the configuration has no section for them: {', '.join(off)}"
        yield Finding("ok", "sources", text)
    if any(found.values()):
        cost = services.first_run(config, found)
        if cost.efforts:  # a source need not say what it costs
            yield Finding("ok", "first run", f"{cost}, where nothing has been harvested yet")


def _service(job: "Job", source: "Source", found: list[int]) -> Iterator[Finding]:
    from harvest.health import services
    from harvest.sources.searches import render

    if source.greet is not None:
        said = source.greet(job)
        yield Finding("ok", source.name, f"answers: {said}" if said else "answers")
    for strategy in render(job.config):
        if source.count is None or strategy.source != source.name:
            continue
        hits = source.count(job, strategy)
        about = f"search {strategy.search}, {source.name}"
        if hits.problem is not None:
            yield Finding("problem", about, hits.problem, UpstreamDataError.exit_code)
        for doubt in hits.doubts:
            yield Finding("warning", about, doubt)
        if hits.matching == 0 and hits.problem is None:
            text = "finds nothing; `harvest strategy --counts` shows what each word finds"
            yield Finding("warning", about, text)
        elif hits.matching is not None:
            found.append(hits.matching)
            text = "; ".join((f"finds {hits.matching:,} {_plural(source)}", *hits.notes))
            yield Finding("ok", about, text)
        if hits.translation:
            yield Finding("ok", about, f"is understood as {line(hits.translation, 300)}")
    if services.checks_names(source):
        yield from _names(job)


def _plural(source: "Source") -> str:
    return " and ".join(f"{kind}s" for kind in source.kinds).replace("article", "paper")


def _names(job: "Job") -> Iterator[Finding]:
    """Whether MeSH has the names that the concepts give."""
    from harvest.health import services

    doubts = services.mesh_doubts(job.config, job)
    for doubt in doubts:
        yield Finding("warning", "MeSH names", f"{doubt.name}: {doubt.text}")
    names = {name for concept in job.config.topic.concepts for name in concept.mesh}
    if names and not doubts:
        yield Finding("ok", "MeSH names", f"MeSH has all {len(names)} that the concepts give")


def ask(config: Config, source: SourceConfig, clock: Clock) -> None:
    """Ask a service for the least that a run asks for, once; it is there even if it refuses that.

    Raises UpstreamUnavailable, with Forbidden among them, and what is no fault of the service.
    """
    from harvest.health import services
    from harvest.sources import all_sources
    from harvest.web import PROBE

    known = {each.name: each for each in all_sources()}
    asked = replace(config, sources={**config.sources, source.name: source})
    with services.asking(asked, known[source.name], clock, PROBE) as job:
        greet = known[source.name].greet
        if greet is not None:
            with suppress(UpstreamDataError):
                greet(job)


@contextmanager
def _caught(about: str) -> Iterator[list[Finding]]:
    """Turn an error of ours into a finding."""
    caught: list[Finding] = []
    try:
        yield caught
    except HarvestError as error:
        caught.append(Finding("problem", about, str(error), error.exit_code))


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    value: int = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
    return value
