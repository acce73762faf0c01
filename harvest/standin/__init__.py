"""Stand-in registries: ClinicalTrials.gov, PubMed and MeSH over real HTTP on loopback.

    with serve(folder(path)) as standin:
        ...  # standin.clinicaltrials_url, .eutils_url, .mesh_url, .requests

They behave as strictly as the real ones are known to, serve a corpus in one of its states (epochs),
and fail on a schedule (`harvest.standin.faults`).
"""

from pathlib import Path

from harvest.standin.corpus import Corpus, Descriptor, Fixed, State
from harvest.standin.faults import Faults, at
from harvest.standin.folder import Folder
from harvest.standin.server import Exchange, Request, RequestLog
from harvest.standin.standin import StandIn, serve


def folder(path: Path, *, past: bool = False) -> Corpus:
    """The records of a folder; ``past``: older versions of a record make earlier states."""
    return Folder(path, past=past)


__all__ = [
    "Corpus",
    "Descriptor",
    "Exchange",
    "Faults",
    "Fixed",
    "Request",
    "RequestLog",
    "StandIn",
    "State",
    "at",
    "folder",
    "serve",
]
