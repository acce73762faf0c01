"""One piece of work in a process of its own: ``python -m benchmarks.worker NAME``.

What it works on comes pickled on the standard input, what it took goes as JSON to the output. A
new process starts with no memory in use and nothing imported, as a run from cron does.
"""

import json
import os
import pickle
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch
from urllib.parse import urlsplit

from benchmarks.registries import Asked
from harvest.config import Config
from harvest.publish import publish
from harvest.run import refresh as module
from harvest.site import serve
from harvest.web import Answer, Door, Verdict, user_agent

_ROOT = Path(__file__).resolve().parents[1]


class Run(NamedTuple):
    """What one refresh took: seconds, and megabytes at the most."""

    harvest_cpu: float
    harvest_wall: float
    publish_cpu: float
    publish_wall: float
    changes_cpu: float  # part of harvest_cpu
    evidence_cpu: float  # part of harvest_cpu
    peak: float

    @property
    def cpu(self) -> float:
        """CPU seconds in all."""
        return self.harvest_cpu + self.publish_cpu

    @property
    def wall(self) -> float:
        """Seconds in all."""
        return self.harvest_wall + self.publish_wall


def refresh(config: Config, *, evidence: bool = True) -> Run:
    """Refresh in a process of its own; without ``evidence``, records and changes only."""
    return Run(*_elsewhere("refresh", (config, evidence)))


class First(NamedTuple):
    """Seconds of a first refresh, from its beginning."""

    page: float  # until the first publication
    stored: float  # until all has been fetched and stored
    whole: float  # until all is worked out and published

    @property
    def afterwards(self) -> float:
        """What evidence, changes and the last publication take."""
        return self.whole - self.stored


def first(config: Config) -> First:
    """A first refresh in a process of its own."""
    return First(*_elsewhere("first", config))


def publish_again(config: Config) -> None:
    """Publish in a process of its own."""
    _elsewhere("publish", config)


def replay(config: Config, asked: Sequence[Asked]) -> float:
    """Seconds that these requests take at the pace of ``config``, and nothing but them."""
    (wall,) = _elsewhere("replay", (config, list(asked)))
    return wall


def _elsewhere(name: str, given: object) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.worker", name],
        input=pickle.dumps(given),
        stdout=subprocess.PIPE,
        cwd=_ROOT,
        check=True,
    )
    result: list[float] = json.loads(done.stdout)
    return result


# --- in the process ---


class _Taken:
    """CPU seconds by part, added up."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def counted(self, part: str, name: str) -> Iterator[None]:
        """Count what the function of that name in ``harvest.run.refresh`` takes."""
        function: Callable[..., object] = getattr(module, name)

        def timed(*arguments: Any, **named: Any) -> object:
            before = cpu_of_all()
            try:
                return function(*arguments, **named)
            finally:
                self.seconds[part] += cpu_of_all() - before

        with patch.object(module, name, timed):
            yield


def _refresh(given: tuple[Config, bool]) -> Run:
    config, evidence = given
    taken = _Taken()
    cpu, wall = cpu_of_all(), time.monotonic()
    with ExitStack() as stack:
        for name in ("record_changes", "record_standing"):
            stack.enter_context(taken.counted("changes", name))
        if evidence:
            stack.enter_context(taken.counted("evidence", "update_evidence"))
        else:
            stack.enter_context(patch.object(module, "update_evidence"))
        outcome = module.refresh(config, quiet=True, publish=False)
    if outcome.exit_code:
        raise SystemExit(f"the refresh failed: {outcome.problems}")
    harvest_cpu, harvest_wall = cpu_of_all() - cpu, time.monotonic() - wall
    cpu, wall = cpu_of_all(), time.monotonic()
    publish(config)
    return Run(
        harvest_cpu,
        harvest_wall,
        cpu_of_all() - cpu,
        time.monotonic() - wall,
        taken.seconds["changes"],
        taken.seconds["evidence"],
        peak(),
    )


def _first(config: Config) -> First:
    began = time.monotonic()
    pages: list[float] = []
    stored: list[float] = []
    evidence = module.update_evidence

    def noted(*arguments: Any) -> object:
        stored.append(time.monotonic() - began)
        return evidence(*arguments)

    with patch.object(module, "update_evidence", noted):
        outcome = module.refresh(
            config, quiet=True, told=lambda _: pages.append(time.monotonic() - began)
        )
    if outcome.exit_code:
        raise SystemExit(f"the refresh failed: {outcome.problems}")
    return First(pages[0], stored[0], time.monotonic() - began)


def cpu_of_all() -> float:
    """CPU seconds of this process and of those that it started and that have ended."""
    taken = os.times()
    return sum(taken[:4])


def peak() -> float:
    """Megabytes of memory that this process had at the most."""
    # not ru_maxrss: that begins with the memory of the process that this one was started by
    lines = Path("/proc/self/status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def _replay(given: tuple[Config, list[Asked]]) -> list[float]:
    config, asked = given
    with TemporaryDirectory() as folder:
        threads = [
            threading.Thread(target=_ask, args=(config, service, asked, Path(folder)))
            for service in config.sources
        ]
        before = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [time.monotonic() - before]


def _ask(config: Config, service: str, asked: Sequence[Asked], locks: Path) -> None:
    source = config.sources[service]
    base = urlsplit(source.base_url)
    with Door(
        f"{base.scheme}://{base.netloc}",
        requests_per_second=source.requests_per_second,
        judge=_content,
        user_agent=user_agent(),
        lock_dir=locks,
    ) as door:
        for each in asked:
            if each.service == service:
                params = [(name, value) for name, value in each.params]
                (door.post if each.method == "POST" else door.get)(each.path.lstrip("/"), params)


def _content(answer: Answer) -> tuple[Verdict, str]:
    return Verdict.OK, ""


def _publish(config: Config) -> list[float]:
    publish(config)
    return []


def _serve(config: Config) -> list[float]:
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # the address, at once
    serve(replace(config, serve=replace(config.serve, port=0)))
    return []


_WORK: dict[str, Callable[[Any], Sequence[float]]] = {
    "refresh": _refresh,
    "first": _first,
    "publish": _publish,
    "replay": _replay,
    "serve": _serve,
}

if __name__ == "__main__":
    print(json.dumps(_WORK[sys.argv[1]](pickle.load(sys.stdin.buffer))))
