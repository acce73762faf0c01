"""Whole refreshes against stand-in registries, each in a process of its own."""

import sqlite3
from contextlib import closing

from benchmarks import registries, worker
from benchmarks.loading import scratch
from benchmarks.row import Row, Scale, at_most
from benchmarks.worker import Run


def second_refresh(scale: Scale) -> list[Row]:
    """A refresh over unchanged data."""
    with registries.running(scale.trials, scale.papers) as standins, scratch() as folder:
        config = standins.config(folder)
        first, second = worker.refresh(config), worker.refresh(config)
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


def memory(scale: Scale) -> list[Row]:
    """The most memory that a refresh has, the stand-ins' own not counted."""
    runs = []
    for share in (10, 1):
        trials, papers = scale.trials // share, scale.papers // share
        with registries.running(trials, papers) as standins, scratch() as folder:
            runs.append(worker.refresh(standins.config(folder)))
    small, large = runs
    return [
        Row(
            "memory",
            f"peak of a refresh of {_size(scale)}",
            "the same of a tenth of them",
            large.peak / small.peak,
            at_most(1.5),
            f"{large.peak:.0f} MB / {small.peak:.0f} MB",
        )
    ]


def latency(scale: Scale) -> list[Row]:
    """A refresh of registries that take their time, at the usual pace.

    The baseline is the same requests in the same order through the same doors, at the same pace,
    with nothing done with the answers: each host one after another, the hosts at the same time.
    """
    with (
        registries.running(scale.trials, scale.papers, latency=scale.latency) as standins,
        scratch() as folder,
    ):
        config = standins.config(folder, polite=True)
        standins.log()
        run = worker.refresh(config)
        asked = standins.log()
        alone = worker.replay(config, asked)
    evidence = run.changes_cpu + run.evidence_cpu
    figures = f"{_size(scale)}, {len(asked)} requests, {1000 * scale.latency:.0f} ms each"
    return [
        Row(
            "latency",
            "wall time of a refresh until all is stored",
            "its requests alone, hosts overlapped",
            (run.harvest_wall - evidence) / alone,
            at_most(1.05),
            f"{figures}: {run.harvest_wall - evidence:.1f} s / {alone:.1f} s",
        ),
        Row(
            "latency",
            "the same with evidence, changes and publication",
            "its requests alone, hosts overlapped",
            run.wall / alone,
            None,
            f"{run.wall:.1f} s / {alone:.1f} s",
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
        worker.refresh(config)
        standins.set_epoch(1)
        run = worker.refresh(config)
        with closing(sqlite3.connect(config.store.path)) as db:
            (told,) = db.execute("SELECT count(*) FROM changes WHERE run_id = 2").fetchone()
    rest = _plain(run) - run.changes_cpu
    return [
        Row(
            "changes",
            "CPU that telling what changed adds",
            "the refresh without it and without evidence",
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
