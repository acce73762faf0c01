"""The registry asked for as little as can be: whether it answers, and how many trials match."""

from math import ceil

import msgspec

from harvest.sources import Effort, Expected, Hits, Job
from harvest.sources.clinicaltrials.answers import asks_too_much, cut
from harvest.sources.clinicaltrials.asking import FORMAT, NAME, PAGE_SIZE
from harvest.sources.clinicaltrials.essie import expression_of
from harvest.sources.clinicaltrials.walk import refusal
from harvest.strategy import Strategy
from harvest.text import line
from harvest.web import Params, Refused

SECONDS_A_PAGE = 10.0
"""A full page of studies is 5 to 15 MB."""


def greet(job: Job) -> str:
    """Ask for the version, as every walk does."""
    try:
        found = msgspec.json.decode(job.door.get("/version").body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        found = None
    said = found if isinstance(found, dict) else {}
    version, day = (line(str(said.get(key) or "?"), 40) for key in ("apiVersion", "dataTimestamp"))
    return f"API {version}, data of {day}"


def count(job: Job, strategy: Strategy) -> Hits:
    """Ask how many trials match; raises Refused where there is no such address."""
    least: Params = (("pageSize", "1"), ("countTotal", "true"), ("fields", "NCTId"))
    try:
        answer = job.door.get("/studies", (*strategy.params, *FORMAT, *least))
    except Refused as refused:
        if refused.status == 404:
            raise
        too_much = asks_too_much(refused.answer)
        if too_much is None:
            return Hits(None, problem=refusal(refused))
        expression = expression_of(strategy)
        if expression is None or expression.halves() is None:
            cure = "shorten its text, or make several searches of it"
            return Hits(None, problem=f"the registry calls this search {too_much}; {cure}")
        doubt = f"the registry calls this search {too_much}; a run asks it in parts, which adds up"
        return Hits(None, doubts=(doubt,))
    page = cut(answer.body)
    if page is None or page.total is None:
        return Hits(None, problem=f"{NAME}: the registry does not say how many trials match")
    return Hits(page.total)


def effort(expected: Expected) -> Effort:
    """The pages of each search, with the data stamp before and after."""
    pages = sum(max(1, ceil(found / PAGE_SIZE)) for found in expected.searches)
    stamps = 1 + len(expected.searches)
    full = sum(found / PAGE_SIZE for found in expected.searches)
    seconds = max((pages + stamps) / expected.rate, full * SECONDS_A_PAGE)
    return Effort(pages + stamps, seconds)
