"""Whole refreshes against stand-in registries, each in a process of its own."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from benchmarks import registries, worker
from benchmarks.loading import scratch
from benchmarks.row import DEFAULT, Row, Scale, at_most
from benchmarks.worker import Run


class Series(NamedTuple):
    """Refreshes of one base: the first, one over unchanged data, one after 2 % changed."""

    first: Run
    second: Run
    changed: Run


@cache
def series(scale: Scale) -> Series:
    """Three refreshes."""
    with (
        registries.running(scale.trials, scale.papers, epochs=2) as standins,
        scratch() as folder,
    ):
        config = standins.config(folder)
        first, second = worker.refresh(config), worker.refresh(config)
        standins.set_epoch(1)
        return Series(first, second, worker.refresh(config))


def second_refresh(scale: Scale) -> list[Row]:
    """A refresh over unchanged data."""
    first, second, _ = series(scale)
    bound = at_most(0.15)
    return [
        Row(
            "second refresh",
            "CPU of a refresh that finds nothing new",
            "the first refresh",
            second.cpu / first.cpu,
            bound,
            f"{_size(scale)}: {second.cpu:.2f} s / {first.cpu:.2f} s",
        ),
        Row(
            "second refresh",
            "the same, evidence not counted on either side",
            "the first refresh",
            _plain(second) / _plain(first),
            bound,
            f"{_plain(second):.2f} s / {_plain(first):.2f} s; "
            f"publishing {second.publish_cpu:.2f} / {first.publish_cpu:.2f} s of it",
        ),
    ]


def evidence(scale: Scale) -> list[Row]:
    """All evidence, and what of it a small change costs."""
    first, _, changed = series(scale)
    return [
        Row(
            "evidence",
            "CPU of bringing evidence up to date after 2 % changed",
            "all evidence in one pass",
            changed.evidence_cpu / first.evidence_cpu,
            at_most(0.1),
            f"{_size(scale)}: {changed.evidence_cpu:.1f} s / {first.evidence_cpu:.1f} s; "
            f"peak of that run {first.peak:.0f} MB",
        )
    ]


def memory(scale: Scale) -> list[Row]:
    """The most memory that a refresh has, the stand-ins' own not counted."""
    tenth = replace(scale, trials=scale.trials // 10, papers=scale.papers // 10)
    tenfold = replace(scale, trials=scale.trials * 10, papers=scale.papers * 10)
    small, large = _first(scale, evidence=False), _first(tenfold, evidence=False)
    few, all_of_it = _first(tenth, evidence=True), series(scale).first
    return [
        Row(
            "memory",
            f"peak of a refresh of {_size(tenfold)}, evidence not made",
            f"the same of {_size(scale)}",
            large.peak / small.peak,
            at_most(1.5),
            f"{large.peak:.0f} MB / {small.peak:.0f} MB",
        ),
        Row(
            "memory",
            f"peak of a refresh of {_size(scale)} with all evidence",
            f"the same of {_size(tenth)}",
            all_of_it.peak / few.peak,
            at_most(1.5),
            f"{all_of_it.peak:.0f} MB / {few.peak:.0f} MB",
        ),
    ]


def _first(scale: Scale, *, evidence: bool) -> Run:
    with registries.running(scale.trials, scale.papers) as standins, scratch() as folder:
        return worker.refresh(standins.config(folder), evidence=evidence)


def latency(scale: Scale) -> list[Row]:
    """A refresh of registries that take their time, at the usual pace.

    The baseline is the same requests through the same doors, at the same pace, with nothing done
    with the answers: those of each host one after another, all hosts at the same time, none of them
    waiting for what another has to say. Both sides meet stand-ins that have made their records.
    """
    polite = scale.latency >= DEFAULT.latency  # a quick look does not wait
    with (
        registries.running(scale.trials, scale.papers, latency=scale.latency) as standins,
        scratch() as folder,
        scratch() as another,
    ):
        worker.refresh(standins.config(another), evidence=False)
        standins.log()
        config = standins.config(folder, polite=polite)
        run = worker.refresh(config, evidence=False)
        asked = standins.log()
        alone = worker.replay(config, asked)
    stored = run.harvest_wall - run.changes_cpu
    figures = f"{_size(scale)}, {len(asked)} requests, {1000 * scale.latency:.0f} ms each"
    return [
        Row(
            "latency",
            "wall time of a refresh until all is stored",
            "its requests alone, all three hosts at once",
            stored / alone,
            at_most(1.05),
            f"{figures}: {stored:.1f} s / {alone:.1f} s",
        ),
        Row(
            "latency",
            "the same with changes told and all published",
            "its requests alone",
            run.wall / alone,
            None,
            f"{run.wall:.1f} s / {alone:.1f} s",
        ),
    ]


def first_page(scale: Scale) -> list[Row]:
    """A first run at the usual pace: when it shows the first page, when it is done.

    Beside it stand its requests alone, as for ``latency``, and what follows the last of them as it
    takes in a run that waits for no registry.
    """
    polite = scale.latency >= DEFAULT.latency  # a quick look does not wait
    with (
        registries.running(scale.trials, scale.papers, latency=scale.latency) as standins,
        scratch() as folder,
        scratch() as another,
    ):
        hurried = worker.first(standins.config(another))
        standins.log()
        config = standins.config(folder, polite=polite)
        run = worker.first(config)
        asked = standins.log()
        alone = worker.replay(config, asked)
    least = alone + hurried.afterwards
    figures = f"{_size(scale)}, {len(asked)} requests, {1000 * scale.latency:.0f} ms each"
    return [
        Row(
            "first page",
            "wall time of a first run until the trials are published",
            "a minute",
            run.page / 60,
            at_most(1),
            f"{figures}: {run.page:.1f} s",
        ),
        Row(
            "first page",
            "the same until all is stored, the trials published on the way",
            "its requests alone, all three hosts at once",
            run.stored / alone,
            at_most(1.1),
            f"{run.stored:.1f} s / {alone:.1f} s",
        ),
        Row(
            "first page",
            "the same until all is published, with evidence",
            "its requests, evidence and publication alone",
            run.whole / least,
            at_most(1.1),
            f"{run.whole:.1f} s / ({alone:.1f} + {hurried.afterwards:.1f} s)",
        ),
    ]


def changes(scale: Scale) -> list[Row]:
    """What telling changes adds to a refresh in which 2 % of the records changed."""
    trials = scale.changed_of // 2
    papers = scale.changed_of - trials
    with (
        registries.running(trials, papers, epochs=2) as standins,
        scratch() as folder,
    ):
        config = standins.config(folder)
        worker.refresh(config, evidence=False)
        standins.set_epoch(1)
        run = worker.refresh(config, evidence=False)
        with closing(sqlite3.connect(config.store.path)) as db:
            (told,) = db.execute("SELECT count(*) FROM changes WHERE run_id = 2").fetchone()
    rest = _plain(run) - run.changes_cpu
    return [
        Row(
            "changes",
            "CPU that telling what changed adds",
            "the refresh without it, no evidence made",
            run.changes_cpu / rest,
            at_most(0.25),
            f"2 % of {scale.changed_of:,} records changed, {told:,} events: "
            f"{run.changes_cpu:.2f} s / {rest:.2f} s",
        )
    ]


def _plain(run: Run) -> float:
    """CPU seconds without evidence."""
    return run.cpu - run.evidence_cpu


def _size(scale: Scale) -> str:
    return f"{scale.trials:,} trials + {scale.papers:,} papers"
