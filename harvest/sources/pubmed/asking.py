"""What all walks of one run share: who asks, what was fetched, whether PubMed can be reached."""

from dataclasses import dataclass, field, replace
from datetime import date

from harvest.errors import Forbidden, UpstreamDataError, UpstreamUnavailable
from harvest.sources import Job
from harvest.sources.pubmed.reading.parts import pmid_of
from harvest.web import Answer, http_date
from harvest.web.patience import Patience, ServiceIll

NAME = "pubmed"
TOOL = "harvest"


class WalkFailed(UpstreamDataError):
    """This search can't be walked, now or again; the text says why and is fit to be shown."""


@dataclass(slots=True)
class Visit:
    """One run's dealings with the E-utilities."""

    job: Job
    fetched: set[str] = field(default_factory=set)
    """PMIDs whose records this run has handed on: what two walks want travels once."""
    left: set[str] = field(default_factory=set)
    """Members of a search that it no longer brings."""
    down: UpstreamUnavailable | None = None
    """Set once PubMed can't be reached: every further walk would only wait as long again."""
    upstream_day: date | None = None
    patience: Patience = field(default_factory=lambda: Patience(NAME))
    sound: bool = False
    """Set once efetch has shown, after a bad answer, that it still gives good ones."""
    ill: ServiceIll | None = None
    """Set once it has shown that it does not: every further record would only be one more."""

    def __post_init__(self) -> None:
        # Papers of other sources may be held without a PMID: PubMed knows nothing of them.
        papers = frozenset(each for each in self.job.held.articles if pmid_of(each) == each)
        self.job = replace(self.job, held=replace(self.job.held, articles=papers))

    def esearch(self, term: str, most: int) -> Answer:
        """Ask for the PMIDs that match, at most ``most`` of them, with every parameter said."""
        params = (
            ("db", "pubmed"),
            ("term", term),
            ("retstart", "0"),
            ("retmax", str(most)),
            ("rettype", "uilist"),
            ("retmode", "json"),
        )
        try:
            answer = self._post("/esearch.fcgi", params)
        except Forbidden:
            raise
        except UpstreamUnavailable as error:
            self.down = error
            raise
        self.upstream_day = _day(answer.headers.get("date", "")) or self.upstream_day
        return answer

    def efetch(self, pmids: list[str]) -> Answer:
        """Ask for the records of these PMIDs, as XML."""
        if self.ill is not None:
            raise self.ill
        params = (("db", "pubmed"), ("id", ",".join(pmids)), ("retmode", "xml"))
        return self._post("/efetch.fcgi", params)

    @property
    def day(self) -> date:
        """The last day whose changes PubMed can have told by now: by its clock and by ours."""
        return min(self.job.today, self.upstream_day or self.job.today)

    def _post(self, path: str, params: tuple[tuple[str, str], ...]) -> Answer:
        if self.down is not None:
            raise self.down
        config = self.job.config
        who = [("tool", TOOL)]
        if config.contact:
            who.append(("email", config.contact))
        if config.api_key:
            who.append(("api_key", config.api_key))
        return self.job.door.post(path, (*params, *who))


def _day(header: str) -> date | None:
    """The day in a Date header."""
    moment = http_date(header)
    return None if moment is None else moment.date()
