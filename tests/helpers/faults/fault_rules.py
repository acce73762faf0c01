"""Rules of a schedule of faults, by the question that they strike."""

from collections.abc import Callable

from harvest.standin import Request, at
from harvest.standin.faults.schedule import Rule
from tests.helpers.faults.fault_bench import MESH, PUBMED, TRIALS

Rules = Callable[[], tuple[Rule, ...]]


def trials(fault: object, **when: object) -> Rule:
    """A fault of the trial registry's search."""
    return at(fault, **{"service": TRIALS, "path": "/studies", **when})  # type: ignore[arg-type]


def search(fault: object, **when: object) -> Rule:
    return at(fault, **{"service": PUBMED, "path": "esearch", **when})  # type: ignore[arg-type]


def papers(fault: object, **when: object) -> Rule:
    return at(fault, **{"service": PUBMED, "path": "efetch", **when})  # type: ignore[arg-type]


def terms(fault: object, **when: object) -> Rule:
    return at(fault, **{"service": MESH, **when})  # type: ignore[arg-type]


def later_page(request: Request) -> bool:
    return bool(request.param("pageToken"))


def everywhere(fault: object, **when: object) -> tuple[Rule, ...]:
    """The fault once in each kind of question."""
    return tuple(kind(fault, **when) for kind in (trials, search, papers))


STRANGER = (
    b'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">'
    b'<PMID Version="1">99999999</PMID><Article><ArticleTitle>'
    b"Of somebody else</ArticleTitle></Article></MedlineCitation>"
    b"<PubmedData/></PubmedArticle>"
)
