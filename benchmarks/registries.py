"""Stand-in registries in a process of their own, so that their cost is not counted as ours.

The process reads one command a line, ``epoch N`` or ``log``, and answers each with a line of JSON.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, NamedTuple

from harvest.config import (
    ChangesConfig,
    Config,
    JudgementsConfig,
    PublishConfig,
    Search,
    ServeConfig,
    SourceConfig,
    StoreConfig,
    Topic,
)
from harvest.sources import all_sources
from harvest.standin import generated, serve

SEED = 7
EVERYTHING = Search(
    "everything",
    texts={
        "clinicaltrials": "AREA[StudyFirstPostDate]RANGE[MIN, MAX]",
        "pubmed": "1800:3000[dp]",
    },
)
UNLIMITED = 10_000.0  # requests a second, where the pace is not what is measured
_ROOT = Path(__file__).resolve().parents[1]


class Asked(NamedTuple):
    """A request that a stand-in answered."""

    service: str
    method: str
    path: str
    params: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Registries:
    """The running stand-ins; ``urls`` are base addresses by source."""

    urls: Mapping[str, str]
    commands: IO[str]
    answers: IO[str]

    def set_epoch(self, epoch: int) -> None:
        """Serve another state of the corpus."""
        self._command(f"epoch {epoch}")

    def log(self) -> list[Asked]:
        """What was asked since the last call, in the order of arrival."""
        return [Asked(*asked) for asked in self._command("log")]

    def _command(self, line: str) -> list[Any]:
        self.commands.write(line + "\n")
        self.commands.flush()
        answer: list[Any] = json.loads(self.answers.readline())
        return answer

    def config(self, folder: Path, *, polite: bool = False) -> Config:
        """A configuration that harvests all of it into ``folder``, at the usual pace or none."""
        paces = {source.name: source.requests_per_second_limit for source in all_sources()}
        blank = Config(
            path=None,
            contact="",
            topic=Topic("Benchmark", None, ()),
            searches=(EVERYTHING,),
            sources={},
            store=StoreConfig(folder / "work.db"),
            publish=PublishConfig(folder / "evidence.db"),
            serve=ServeConfig(),
            changes=ChangesConfig(),
            judgements=JudgementsConfig(folder / "judgements"),
        )
        sources = {
            name: SourceConfig(name, url, paces[name](blank) if polite else UNLIMITED)
            for name, url in self.urls.items()
        }
        return replace(blank, sources=sources)


@contextmanager
def running(
    trials: int, papers: int, *, latency: float = 0.0, epochs: int = 1
) -> Iterator[Registries]:
    """Stand-ins over a generated corpus; 2 % of it change from epoch to epoch."""
    command = [sys.executable, "-m", "benchmarks.registries", *map(str, (trials, papers, latency))]
    process = subprocess.Popen(
        [*command, str(epochs)],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        urls = json.loads(process.stdout.readline())
        yield Registries(urls, process.stdin, process.stdout)
    finally:
        process.stdin.close()
        process.wait(timeout=30)
        process.stdout.close()


def main(trials: str, papers: str, latency: str, epochs: str) -> None:
    """Serve until the input ends."""
    corpus = generated(SEED, int(trials), int(papers), epochs=int(epochs))
    with serve(corpus, latency=float(latency)) as standin:
        urls = {
            "clinicaltrials": standin.clinicaltrials_url,
            "pubmed": standin.eutils_url,
            "mesh": standin.mesh_url,
        }
        print(json.dumps(urls), flush=True)
        for line in sys.stdin:
            asked: list[Asked] = []
            match line.split():
                case ["epoch", number]:
                    standin.set_epoch(int(number))
                case ["log"]:
                    asked = [
                        Asked(each.service, each.method, each.path, list(each.params))
                        for each in standin.requests.requests()
                    ]
                    standin.requests.clear()
            print(json.dumps(asked), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
