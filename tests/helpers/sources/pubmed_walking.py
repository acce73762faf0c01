"""PubMed walked against a stand-in that serves a few small papers."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from harvest.records import Held
from harvest.sources.pubmed import SOURCE
from harvest.sources.pubmed.fetch import fetch
from harvest.standin import Faults, Fixed, State, serve
from tests.helpers.sources.pubmed_xml import citation
from tests.helpers.sources.walking import Came, came, job

ALL = {"all": "1800:3000[dp]"}
TODAY = date(2026, 11, 24)


def revised(day: str) -> str:
    year, month, of_month = day.split("-")
    return (
        f"<DateRevised><Year>{year}</Year><Month>{month}</Month><Day>{of_month}</Day></DateRevised>"
    )


def paper(pmid: int, *, day: str = "2020-01-01", nct: str = "", title: str = "Cells") -> bytes:
    bank = (
        "<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName>"
        f"<AccessionNumberList><AccessionNumber>{nct}</AccessionNumber></AccessionNumberList>"
        "</DataBank></DataBankList>"
        if nct
        else ""
    )
    article = f"<ArticleTitle>{title}</ArticleTitle>{bank}"
    return citation(str(pmid), inner=revised(day), article=article).encode()


def corpus(papers: Mapping[int, bytes]) -> Fixed:
    citations = {str(pmid): body for pmid, body in papers.items()}
    return Fixed((State({}, citations, {}, "2026-11-24T05:00:00"),))


def few(number: int = 5) -> Fixed:
    return corpus({n: paper(n) for n in range(1, number + 1)})


def held(*pmids: int, seen: str = "2026-11-24T00:00:00Z", **more: Any) -> Held:
    ids = frozenset(map(str, pmids))
    return Held(articles=ids, last_fetched=dict.fromkeys(ids, seen), **more)


def walk(
    folder: Path,
    served: Fixed,
    *faults: Any,
    walker: Callable[..., Any] = fetch,
    held: Held | None = None,
    searches: Mapping[str, str] = ALL,
    **named: Any,
) -> Came:
    with (
        serve(served, faults=Faults(*faults)) as standin,
        job(folder, standin, SOURCE, held=held, searches=searches, **named) as work,
    ):
        return came(walker(work))
