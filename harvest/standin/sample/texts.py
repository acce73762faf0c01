"""What Crossref and Europe PMC have of the sample's papers: notices, preprints, full texts.

The works are invented like the papers; their numbers are beyond those that the services have
reached.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from harvest.standin.europepmc.services import ARTICLES
from harvest.standin.sample.papers import entries, pmid
from harvest.standin.sample.studies import nct_id

_WRITTEN = Path(__file__).with_name("texts.toml")
_ARTICLES = Path(__file__).with_name("articles")
_LICENCES = ("cc by", "cc by-nc-nd")


@cache
def texts() -> Mapping[str, Mapping[str, bytes]]:
    """The records by source and number."""
    written = tomllib.loads(_WRITTEN.read_text("utf-8"))
    return {
        "crossref": {each["DOI"]: json.dumps(each).encode() for each in _works(written)},
        "europepmc": {
            f"{result['source']}:{result['id']}": json.dumps(
                {"result": result, "text": text}, ensure_ascii=False
            ).encode()
            for result, text in (*_papers(written), *_preprints(written))
        },
        ARTICLES: {
            pmcid(each["paper"]): (_ARTICLES / f"{each['paper']}.xml").read_bytes()
            for each in written["article"]
        },
    }


def doi(number: int) -> str:
    """The DOI of the sample's n-th paper."""
    return f"10.5555/sample.{number:05d}"


def pmcid(number: int) -> str:
    """The PMC number of the sample's n-th paper, in a range that PMC has not reached."""
    return f"PMC{pmid(number)}"


def _preprint(number: int) -> tuple[str, str]:
    """The number at Europe PMC and the DOI of the n-th preprint."""
    return f"PPR{990_000_000 + number}", f"10.5555/sample.preprint.{number:05d}"


def _works(written: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    notices: dict[int, list[dict[str, Any]]] = {}
    for each in written["notice"]:
        notice = {name: each[name] for name in ("type", "label", "source")}
        notice |= {
            "DOI": f"{doi(each['paper'])}.notice",
            "updated": {"date-time": f"{each['day']}T00:00:00Z"},
        }
        notices.setdefault(each["paper"], []).append(notice)
    first = {each["of"]: _preprint(each["n"])[1] for each in written["preprint"] if "of" in each}
    for number, entry in entries().items():
        work: dict[str, Any] = {
            "DOI": doi(number),
            "title": [entry["title"]],
            "type": "journal-article",
            "publisher": "Example Press",
        }
        if number in notices:
            work["updated-by"] = notices[number]
        if number in first:
            tie = {"id-type": "doi", "id": first[number], "asserted-by": "object"}
            work["relation"] = {"has-preprint": [tie]}
        yield work


def _papers(written: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every paper: a third of the texts are open, a ninth of them withheld for some time."""
    named = {each["paper"]: map(nct_id, each["trials"]) for each in written["names"]}
    licences = {each["paper"]: each["licence"] for each in written["article"]}
    ties = {each["of"]: _preprint(each["n"])[0] for each in written["preprint"] if "of" in each}
    for number, entry in entries().items():
        is_open, is_free = number % 3 == 0, number % 9 == 1
        result: dict[str, Any] = {
            "id": pmid(number),
            "source": "MED",
            "pmid": pmid(number),
            "doi": doi(number),
            "title": entry["title"],
            "pubYear": entry["date"][:4],
            "isOpenAccess": "Y" if is_open else "N",
            "inEPMC": "Y" if is_open or is_free else "N",
            "fullTextUrlList": {"fullTextUrl": list(_links(number, is_open, is_free))},
        }
        if is_open and (licence := licences.get(number, _LICENCES[number % 2])):
            result["license"] = licence
        if number in licences:
            result["pmcid"] = pmcid(number)
        if is_free:
            result["embargoDate"] = "2027-03-01"
        if number in ties:
            tie = {"source": "PPR", "id": ties[number], "type": "Preprint in"}
            result["commentCorrectionList"] = {"commentCorrection": [tie]}
        yield result, f"Trial registration: {', '.join(named.get(number, ())) or 'none'}."


def _links(number: int, is_open: bool, is_free: bool) -> Iterator[dict[str, str]]:
    yield {
        "availability": "Subscription required",
        "availabilityCode": "S",
        "documentStyle": "doi",
        "site": "DOI",
        "url": f"https://doi.org/{doi(number)}",
    }
    if is_open or is_free:
        yield {
            "availability": "Open access" if is_open else "Free",
            "availabilityCode": "OA" if is_open else "F",
            "documentStyle": "html",
            "site": "Europe_PMC",
            "url": f"https://europepmc.org/article/MED/{pmid(number)}",
        }


def _preprints(written: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for each in written["preprint"]:
        number, its_doi = _preprint(each["n"])
        abstract = each["abstract"]
        if "trial" in each:
            abstract = abstract.format(trial=nct_id(each["trial"]))
        result: dict[str, Any] = {
            "id": number,
            "source": "PPR",
            "doi": its_doi,
            "title": each["title"],
            "authorList": {
                "author": [
                    {"fullName": f"{last} {initials}", "firstName": first, "lastName": last,
                     "initials": initials}
                    for last, first, initials in each["people"]
                ]
            },
            "pubYear": each["day"][:4],
            "abstractText": abstract,
            "pubTypeList": {"pubType": ["Preprint"]},
            "bookOrReportDetails": {"publisher": each["server"]},
            "versionNumber": len(each["versions"]),
            "versionList": {
                "version": [
                    {"versionNumber": place, "firstPublishDate": day}
                    for place, day in enumerate(each["versions"], 1)
                ]
            },
            "firstPublicationDate": each["day"],
            "isOpenAccess": "Y" if each["licence"] else "N",
            "inEPMC": "N",
        }  # fmt: skip
        if each["licence"]:
            result["license"] = each["licence"]
        if "of" in each:
            tie = {"source": "MED", "id": pmid(each["of"]), "type": "Preprint of"}
            result["commentCorrectionList"] = {"commentCorrection": [tie]}
        yield result, abstract
