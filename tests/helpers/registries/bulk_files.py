"""The records of a state of the stand-ins as the registries' own files, and a lake of them."""

import gzip
from collections.abc import Mapping
from pathlib import Path

from harvest.bulk.addresses import address
from harvest.bulk.run import run, serially
from harvest.sources import all_sources
from harvest.standin import State

_SET = b'<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n%b\n</PubmedArticleSet>\n'


def write(state: State, folder: Path, *, files: int = 2) -> Mapping[str, Path]:
    """PubMed's baseline in so many files and the download of trials: their folders, by option."""
    papers = list(state.citations.values())
    size = -(-len(papers) // files) or 1
    pubmed, trials = folder / "pubmed", folder / "trials"
    pubmed.mkdir(parents=True)
    trials.mkdir()
    for number in range(files):
        body = _SET % b"\n".join(papers[number * size : (number + 1) * size])
        (pubmed / f"pubmed26n{number + 1:04}.xml.gz").write_bytes(gzip.compress(body))
    (trials / "studies.jsonl").write_bytes(b"\n".join([*state.studies.values(), b""]))
    return {"pubmed": pubmed, "trials": trials}


def lake(folder: Path, files: Mapping[str, Path]) -> str:
    """The lake in ``folder``, brought up to date with these files."""
    given = [
        (source, address(str(files[source.bulk.option])))
        for source in all_sources()
        if source.bulk is not None and source.bulk.option in files
    ]
    run(address(str(folder)), given, serially, lambda *_: None)
    return str(folder)
