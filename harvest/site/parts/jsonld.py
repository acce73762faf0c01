"""What search engines and reference managers read in a page: schema.org as JSON-LD."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from harvest.site.context import Site
from harvest.site.render.addresses import page_of

_STATUSES = {
    "RECRUITING": "Recruiting",
    "NOT_YET_RECRUITING": "NotYetRecruiting",
    "ENROLLING_BY_INVITATION": "EnrollingByInvitation",
    "ACTIVE_NOT_RECRUITING": "ActiveNotRecruiting",
    "COMPLETED": "Completed",
    "SUSPENDED": "Suspended",
    "TERMINATED": "Terminated",
    "WITHDRAWN": "Withdrawn",
}


def trial(
    row: sqlite3.Row, places: Sequence[sqlite3.Row], of: Site, elsewhere: Sequence[str] = ()
) -> Markup:
    """A MedicalTrial, or a MedicalObservationalStudy; ``elsewhere`` it is registered, too."""
    observational = row["study_type"] == "OBSERVATIONAL"
    countries = dict.fromkeys(place["country"] for place in places if place["country"])
    status = _STATUSES.get(row["status"] or "")
    return _script(
        {
            "@type": "MedicalObservationalStudy" if observational else "MedicalTrial",
            "name": row["brief_title"],
            "alternateName": row["acronym"],
            "identifier": row["trial_id"],
            "description": row["brief_summary"],
            "status": f"https://schema.org/{status}" if status else None,
            "healthCondition": [
                {"@type": "MedicalCondition", "name": name}
                for name in (row["conditions"] or "").split("|")
                if name
            ],
            "sponsor": {"@type": "Organization", "name": row["lead_sponsor"]}
            if row["lead_sponsor"]
            else None,
            "studyLocation": [{"@type": "Country", "name": name} for name in countries],
            "sameAs": [row["url"], *elsewhere] if elsewhere else row["url"],
            "url": _address(of, page_of("trial", row["trial_id"])),
        }
    )


def article(row: sqlite3.Row, authors: Sequence[sqlite3.Row], of: Site) -> Markup:
    """A ScholarlyArticle, or a Chapter of a book."""
    return _script(
        {
            "@type": "Chapter" if row["kind"] == "book" else "ScholarlyArticle",
            "headline": row["title"],
            "creativeWorkStatus": "Preprint" if row["kind"] == "preprint" else None,
            "identifier": [
                {"@type": "PropertyValue", "propertyID": name, "value": value}
                for name, value in (("PMID", row["pmid"]), ("DOI", row["doi"]))
                if value
            ],
            "author": [
                {"@type": "Organization", "name": author["collective_name"]}
                if author["collective_name"]
                else {
                    "@type": "Person",
                    "familyName": author["last_name"],
                    "givenName": author["fore_name"] or author["initials"],
                    **(
                        {"sameAs": f"https://orcid.org/{author['orcid']}"}
                        if author["orcid"]
                        else {}
                    ),
                }
                for author in authors
                if author["role"] == "author"
            ],
            "isPartOf": {"@type": "Periodical", "name": row["journal"]} if row["journal"] else None,
            "datePublished": row["published"] or (str(row["year"]) if row["year"] else None),
            "inLanguage": (row["language"] or "").split("|")[0] or None,
            "sameAs": row["url"],
            "url": _address(of, page_of("article", row["article_id"])),
        }
    )


def _address(of: Site, path: str) -> str | None:
    base = of.config.serve.base_url
    return f"{base.rstrip('/')}{path}" if base else None


def _script(data: dict[str, Any]) -> Markup:
    told = {name: value for name, value in data.items() if value not in (None, "", [])}
    text = json.dumps({"@context": "https://schema.org", **told}, ensure_ascii=False)
    # Nothing in a record may end the element.
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(safe))
