"""The stand-ins together, over one corpus that can move on while they serve."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from harvest.clock import SystemClock
from harvest.standin.corpora.corpus import Corpus
from harvest.standin.crossref.services import Crossref
from harvest.standin.ctis.services import MOST_ROWS, Ctis
from harvest.standin.europepmc.services import EuropePmc
from harvest.standin.eutilities.services import Eutils
from harvest.standin.faults.schedule import NO_FAULTS, Faults
from harvest.standin.http.edge import Edge
from harvest.standin.http.server import RequestLog, Service, ServiceServer, running
from harvest.standin.isrctn.services import Isrctn
from harvest.standin.mesh.services import Mesh
from harvest.standin.registry.services import LONGEST_ADDRESS, ClinicalTrials


@dataclass(slots=True)
class StandIn:
    """Running stand-ins: their addresses, what they were asked, and the corpus' present epoch.

    The addresses are what config.toml's ``base_url`` takes. ``today`` may be set at any time.
    """

    corpus: Corpus = field(repr=False)
    faults: Faults
    today: Callable[[], datetime]
    edge: Edge = field(default_factory=Edge)
    requests: RequestLog = field(default_factory=RequestLog)
    clinicaltrials_url: str = ""
    eutils_url: str = ""
    mesh_url: str = ""
    isrctn_url: str = ""
    ctis_url: str = ""
    crossref_url: str = ""
    europepmc_url: str = ""
    _epoch: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def epoch(self) -> int:
        """The number of the state that is served."""
        return self._epoch

    def set_epoch(self, epoch: int) -> None:
        """Serve another state from the next request on."""
        with self._lock:
            self._epoch = epoch

    def advance(self) -> None:
        """Serve the next state from the next request on."""
        with self._lock:
            self._epoch += 1

    @property
    def addresses(self) -> Mapping[str, str]:
        """The address of each service, by the name of its source."""
        return {
            "clinicaltrials": self.clinicaltrials_url,
            "pubmed": self.eutils_url,
            "mesh": self.mesh_url,
            "isrctn": self.isrctn_url,
            "ctis": self.ctis_url,
            "crossref": self.crossref_url,
            "europepmc": self.europepmc_url,
        }

    def config_lines(self, *names: str) -> str:
        """The addresses as the lines of config.toml that name them, of these sources.

        Where none is named, of those without which there is no database: trials, papers, terms.
        """
        return "".join(
            f'[sources.{name}]\nbase_url = "{self.addresses[name]}"\n'
            for name in names or ("clinicaltrials", "pubmed", "mesh")
        )


@contextmanager
def serve(
    corpus: Corpus,
    *,
    faults: Faults = NO_FAULTS,
    epoch: int = 0,
    strict: bool = True,
    strict_rates: bool = False,
    latency: float = 0.0,
    port: int = 0,
    api_keys: frozenset[str] | None = None,
    dtd: str = "250101",
    today: Callable[[], datetime] | None = None,
    edge: Edge | None = None,
    most_alternatives: int | None = None,
    longest_address: int = LONGEST_ADDRESS,
    most_rows: int = MOST_ROWS,
    takes_batches: bool = True,
) -> Iterator[StandIn]:
    """Serve a corpus on loopback until the block ends.

    ``strict`` refuses client mistakes that the real services let pass; ``strict_rates`` refuses
    those that come too fast; ``latency`` is seconds before each answer; ``port`` is the first of as
    many ports as there are services (0: any); ``api_keys`` are the valid NCBI keys (None: any);
    ``dtd`` is the day in efetch's DOCTYPE; ``today`` gives their present moment, with zone UTC:
    the Date of each answer, and what ``reldate`` counts back from. ``edge`` turns clients away or
    switches services off, also while they serve. Of ClinicalTrials.gov, ``most_alternatives`` is
    how many a query may hold (None: any number), ``longest_address`` the bytes of a query string.
    ``most_rows`` are what CTIS gives of a question; ``takes_batches`` is whether Crossref can be
    asked for several DOIs at once.
    """
    standin = StandIn(corpus, faults, today or SystemClock().now, edge or Edge())
    standin.set_epoch(epoch)

    def present() -> int:
        return standin.epoch

    def now() -> datetime:
        return standin.today()

    services: dict[str, Service] = {
        "clinicaltrials": ClinicalTrials(
            corpus,
            present,
            strict=strict,
            strict_rates=strict_rates,
            most_alternatives=most_alternatives,
            longest_address=longest_address,
        ),
        "pubmed": Eutils(
            corpus, present, strict_rates=strict_rates, api_keys=api_keys, dtd=dtd, today=now
        ),
        "mesh": Mesh(corpus, present),
        "isrctn": Isrctn(corpus, present, strict=strict, strict_rates=strict_rates),
        "ctis": Ctis(corpus, present, strict_rates=strict_rates, most_rows=most_rows),
        "crossref": Crossref(
            corpus,
            present,
            strict=strict,
            strict_rates=strict_rates,
            takes_batches=takes_batches,
        ),
        "europepmc": EuropePmc(corpus, present, strict_rates=strict_rates),
    }
    servers = [
        ServiceServer(
            name,
            service,
            standin.requests,
            disturb=standin.edge.before(faults.bound(standin)),
            latency=latency,
            port=port + place if port else 0,
            today=now,
        )
        for place, (name, service) in enumerate(services.items())
    ]
    at = {server.name: server.url for server in servers}
    standin.clinicaltrials_url = f"{at['clinicaltrials']}/api/v2"
    standin.eutils_url = f"{at['pubmed']}/entrez/eutils"
    standin.mesh_url = f"{at['mesh']}/mesh"
    standin.isrctn_url = f"{at['isrctn']}/api"
    standin.ctis_url = f"{at['ctis']}/ctis-public-api"
    standin.crossref_url = at["crossref"]
    standin.europepmc_url = f"{at['europepmc']}/europepmc/webservices/rest"
    with running(servers):
        yield standin
