"""Stand-in registries: ClinicalTrials.gov, PubMed and MeSH over real HTTP on loopback.

    with serve(sample()) as standin:
        ...  # standin.clinicaltrials_url, .eutils_url, .mesh_url, .requests

They behave as strictly as the real ones are known to, serve a corpus in one of its states (epochs),
and fail on a schedule (`harvest.standin.faults.schedule`).
"""

from pathlib import Path

from harvest.standin.corpora.corpus import Corpus, Descriptor, Fixed, State
from harvest.standin.corpora.epochs import Draft, changed
from harvest.standin.corpora.folder import Folder
from harvest.standin.corpora.generated import Generated
from harvest.standin.faults.schedule import Faults, at
from harvest.standin.http.edge import Edge
from harvest.standin.http.server import Exchange, Request, RequestLog
from harvest.standin.sample import sample
from harvest.standin.standin import StandIn, serve


def folder(path: Path, *, past: bool = False) -> Corpus:
    """The records of a folder; ``past``: older versions of a record make earlier states."""
    return Folder(path, past=past)


def generated(
    seed: int, trials: int, papers: int, *, epochs: int = 1, changed_percent: float = 2.0
) -> Corpus:
    """So many records from a seed; ``changed_percent`` of them differ from state to state."""
    return Generated(seed, trials, papers, epochs=epochs, changed_percent=changed_percent)


__all__ = [
    "Corpus",
    "Descriptor",
    "Draft",
    "Edge",
    "Exchange",
    "Faults",
    "Fixed",
    "Request",
    "RequestLog",
    "StandIn",
    "State",
    "at",
    "changed",
    "folder",
    "generated",
    "sample",
    "serve",
]
