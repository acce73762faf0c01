"""Papers of Europe PMC with their full texts."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from harvest.config import load
from harvest.records import Event, Held
from harvest.sources import Job
from harvest.sources.europepmc import SOURCE
from harvest.standin import Faults, Fixed, StandIn, State, serve
from harvest.standin.faults.schedule import NO_FAULTS
from harvest.web import Door, Limits
from tests.helpers.clock import FakeClock
from tests.helpers.registries.asked import topic


def nct(number: int) -> str:
    return f"NCT{number:08d}"


def paper(pmid: int, *names: str, **more: Any) -> tuple[str, bytes]:
    """A paper whose full text has these numbers."""
    source = more.pop("source", "MED")
    result = {
        "id": str(pmid), "source": source, "title": f"Paper {pmid}", "pubYear": "2025",
        "isOpenAccess": "Y", "inEPMC": "Y", "license": "cc by", "citedByCount": 3,
    } | ({"pmid": str(pmid)} if source == "MED" else {}) | more  # fmt: skip
    text = f"Methods. The trial was registered ({', '.join(names)}). Results."
    return f"{source}:{result['id']}", json.dumps({"result": result, "text": text}).encode()


def preprint(number: int, title: str, abstract: str = "", **more: Any) -> tuple[str, bytes]:
    """A preprint as a core answer has it; its full text is its abstract."""
    result = {
        "id": f"PPR{number}", "source": "PPR", "doi": f"10.1101/2021.01.01.{number}",
        "title": title, "abstractText": abstract, "pubYear": "2021",
        "authorList": {"author": [
            {"fullName": "Tester A", "firstName": "Ann", "lastName": "Tester", "initials": "A",
             "authorId": {"type": "ORCID", "value": "0000-0002-1825-0097"}},
            {"collectiveName": "Synthetic Group"},
        ]},
        "pubTypeList": {"pubType": ["Preprint"]},
        "bookOrReportDetails": {"publisher": "medRxiv", "yearOfPublication": 2021},
        "firstPublicationDate": "2021-01-04", "isOpenAccess": "N", "citedByCount": 1,
    } | more  # fmt: skip
    body = json.dumps({"result": result, "text": abstract})
    return f"PPR:PPR{number}", body.encode()


def told(papers: Mapping[str, bytes], articles: Mapping[str, bytes] | None = None) -> State:
    """A state in which nothing is held but papers and articles of Europe PMC."""
    held = {"europepmc": papers, "europepmc-articles": articles or {}}
    return State({}, {}, {}, "2026-11-20T09:00:05", registrations=held)


@contextmanager
def asking(
    papers: Mapping[str, bytes],
    folder: Path,
    held: Held,
    *,
    faults: Faults = NO_FAULTS,
    articles: Mapping[str, bytes] | None = None,
    largest: int = 10**6,
) -> Iterator[tuple[Job, StandIn]]:
    """What a run asks Europe PMC with, and the stand-in that answers."""
    with serve(Fixed((told(papers, articles),)), faults=faults) as standin:
        path = folder / "config.toml"
        path.write_text(f"{topic()}{standin.config_lines('europepmc')}")
        config, clock = load(path, {}), FakeClock()
        section = config.sources["europepmc"]
        with Door(
            section.base_url,
            requests_per_second=1.0,
            judge=SOURCE.judge,
            user_agent="harvest-tests",
            lock_dir=folder,
            clock=clock,
            random=Random(1),
            limits=Limits(tries=3, max_bytes=largest, max_inflate=largest),
        ) as door:
            yield Job(config, section, held, door, clock.now().date(), False, clock), standin


def looked_up(job: Job) -> list[Event]:
    """What looking up brings."""
    assert SOURCE.look_up is not None
    return list(SOURCE.look_up(job))
