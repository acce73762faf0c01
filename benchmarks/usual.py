"""The usual way to rows: dictionaries by table, made of what ``json`` or ``Bio.Entrez`` returns.

As somebody writes it who wants the main tables that harvest has: the fields as they are, with no
text cleaned, no date or number checked, nothing unknown noticed. A test sees that they are
about as many as harvest's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Tables = Mapping[str, list[dict[str, object]]]


def of_study(study: dict[str, Any]) -> Tables:
    """The rows of a study as ``json.loads`` returns it."""
    protocol = study["protocolSection"]
    named = protocol["identificationModule"]
    places = protocol.get("contactsLocationsModule", {})
    given = protocol.get("armsInterventionsModule", {})
    about = protocol.get("conditionsModule", {})
    derived = study.get("derivedSection", {})
    trial_id = named["nctId"]
    return {
        "trials": [_trial(trial_id, study, protocol)],
        "conditions": [
            {"trial_id": trial_id, "position": n, "name": name}
            for n, name in enumerate(about.get("conditions", ()), 1)
        ],
        "trial_keywords": [
            {"trial_id": trial_id, "position": n, "keyword": word}
            for n, word in enumerate(about.get("keywords", ()), 1)
        ],
        "arms": [
            {
                "trial_id": trial_id,
                "position": n,
                "label": arm.get("label"),
                "type": arm.get("type"),
                "description": arm.get("description"),
                "intervention_names": "|".join(arm.get("interventionNames", ())),
            }
            for n, arm in enumerate(given.get("armGroups", ()), 1)
        ],
        "interventions": [
            {
                "trial_id": trial_id,
                "position": n,
                "type": each.get("type"),
                "name": each.get("name"),
                "description": each.get("description"),
                "other_names": "|".join(each.get("otherNames", ())),
            }
            for n, each in enumerate(given.get("interventions", ()), 1)
        ],
        "outcomes": [
            {
                "trial_id": trial_id,
                "kind": kind,
                "position": n,
                "measure": outcome.get("measure"),
                "description": outcome.get("description"),
                "time_frame": outcome.get("timeFrame"),
            }
            for kind in ("primary", "secondary", "other")
            for n, outcome in enumerate(
                protocol.get("outcomesModule", {}).get(f"{kind}Outcomes", ()), 1
            )
        ],
        "locations": [
            {
                "trial_id": trial_id,
                "position": n,
                "facility": site.get("facility"),
                "city": site.get("city"),
                "state": site.get("state"),
                "zip": site.get("zip"),
                "country": site.get("country"),
                "latitude": site.get("geoPoint", {}).get("lat"),
                "longitude": site.get("geoPoint", {}).get("lon"),
                "status": site.get("status"),
            }
            for n, site in enumerate(places.get("locations", ()), 1)
        ],
        "officials": [
            {
                "trial_id": trial_id,
                "position": n,
                "name": person.get("name"),
                "affiliation": person.get("affiliation"),
                "role": person.get("role"),
            }
            for n, person in enumerate(places.get("overallOfficials", ()), 1)
        ],
        "trial_references": [
            {
                "trial_id": trial_id,
                "position": n,
                "article_id": paper.get("article_id"),
                "type": paper.get("type"),
                "citation": paper.get("citation"),
            }
            for n, paper in enumerate(protocol.get("referencesModule", {}).get("references", ()), 1)
        ],
        "trial_mesh": list(_study_mesh(trial_id, derived)),
    }


def _trial(trial_id: str, study: dict[str, Any], protocol: dict[str, Any]) -> dict[str, object]:
    named = protocol["identificationModule"]
    status = protocol.get("statusModule", {})
    sponsors = protocol.get("sponsorCollaboratorsModule", {})
    texts = protocol.get("descriptionModule", {})
    design = protocol.get("designModule", {})
    info = design.get("designInfo", {})
    masking = info.get("maskingInfo", {})
    who = protocol.get("eligibilityModule", {})
    sharing = protocol.get("ipdSharingStatementModule", {})
    watched = protocol.get("oversightModule", {})
    return {
        "trial_id": trial_id,
        "org_study_id": named.get("orgStudyIdInfo", {}).get("id"),
        "brief_title": named.get("briefTitle"),
        "official_title": named.get("officialTitle"),
        "acronym": named.get("acronym"),
        "status": status.get("overallStatus"),
        "why_stopped": status.get("whyStopped"),
        "status_verified_date": status.get("statusVerifiedDate"),
        "study_type": design.get("studyType"),
        "phase": "|".join(design.get("phases", ())),
        "enrollment": design.get("enrollmentInfo", {}).get("count"),
        "enrollment_type": design.get("enrollmentInfo", {}).get("type"),
        "start_date": status.get("startDateStruct", {}).get("date"),
        "primary_completion_date": status.get("primaryCompletionDateStruct", {}).get("date"),
        "completion_date": status.get("completionDateStruct", {}).get("date"),
        "first_submitted": status.get("studyFirstSubmitDate"),
        "first_posted": status.get("studyFirstPostDateStruct", {}).get("date"),
        "results_first_posted": status.get("resultsFirstPostDateStruct", {}).get("date"),
        "last_updated": status.get("lastUpdatePostDateStruct", {}).get("date"),
        "lead_sponsor": sponsors.get("leadSponsor", {}).get("name"),
        "lead_sponsor_class": sponsors.get("leadSponsor", {}).get("class"),
        "organization": named.get("organization", {}).get("fullName"),
        "responsible_party_type": sponsors.get("responsibleParty", {}).get("type"),
        "brief_summary": texts.get("briefSummary"),
        "detailed_description": texts.get("detailedDescription"),
        "has_dmc": watched.get("oversightHasDmc"),
        "is_fda_regulated_drug": watched.get("isFdaRegulatedDrug"),
        "is_fda_regulated_device": watched.get("isFdaRegulatedDevice"),
        "allocation": info.get("allocation"),
        "intervention_model": info.get("interventionModel"),
        "primary_purpose": info.get("primaryPurpose"),
        "masking": masking.get("masking"),
        "who_masked": "|".join(masking.get("whoMasked", ())),
        "observational_model": info.get("observationalModel"),
        "time_perspective": info.get("timePerspective"),
        "eligibility_criteria": who.get("eligibilityCriteria"),
        "sex": who.get("sex"),
        "minimum_age": who.get("minimumAge"),
        "maximum_age": who.get("maximumAge"),
        "std_ages": "|".join(who.get("stdAges", ())),
        "healthy_volunteers": who.get("healthyVolunteers"),
        "study_population": who.get("studyPopulation"),
        "ipd_sharing": sharing.get("ipdSharing"),
        "ipd_description": sharing.get("description"),
        "has_results": study.get("hasResults"),
    }


def _study_mesh(trial_id: str, derived: dict[str, Any]) -> Iterator[dict[str, object]]:
    for area in ("condition", "intervention"):
        module = derived.get(f"{area}BrowseModule", {})
        seen = set()  # one term may be its own ancestor
        for ancestor, terms in enumerate((module.get("meshes", ()), module.get("ancestors", ()))):
            for term in terms:
                if term.get("id") in seen or "id" not in term:
                    continue
                seen.add(term["id"])
                yield {
                    "trial_id": trial_id,
                    "ui": term["id"],
                    "area": area,
                    "ancestor": ancestor,
                    "term": term.get("term"),
                }


def of_article(record: dict[str, Any]) -> Tables:
    """The rows of a PubmedArticle as ``Bio.Entrez.read`` returns it.

    Its texts are of a class of its own, which sqlite-utils does not take.
    """
    return {
        name: [
            {
                column: str(value) if isinstance(value, str) else value
                for column, value in row.items()
            }
            for row in rows
        ]
        for name, rows in _article_tables(record).items()
    }


def _article_tables(record: dict[str, Any]) -> Tables:
    citation, data = record["MedlineCitation"], record["PubmedData"]
    article = citation["Article"]
    article_id = str(citation["PMID"])
    return {
        "articles": [_paper(article_id, citation, article, data)],
        "abstract_sections": [
            {
                "article_id": article_id,
                "position": n,
                "label": getattr(text, "attributes", {}).get("Label"),
                "text": str(text),
            }
            for n, text in enumerate(article.get("Abstract", {}).get("AbstractText", ()), 1)
        ],
        "authors": [
            {
                "article_id": article_id,
                "position": n,
                "last_name": person.get("LastName"),
                "fore_name": person.get("ForeName"),
                "initials": person.get("Initials"),
                "suffix": person.get("Suffix"),
                "collective_name": person.get("CollectiveName"),
                "orcid": "|".join(person.get("Identifier", ())),
                "affiliation": "; ".join(
                    each["Affiliation"] for each in person.get("AffiliationInfo", ())
                ),
            }
            for n, person in enumerate(article.get("AuthorList", ()), 1)
        ],
        "article_types": [
            {
                "article_id": article_id,
                "position": n,
                "ui": kind.attributes.get("UI"),
                "name": str(kind),
            }
            for n, kind in enumerate(article.get("PublicationTypeList", ()), 1)
        ],
        "article_ids": [
            {
                "article_id": article_id,
                "position": n,
                "type": each.attributes["IdType"],
                "value": str(each),
            }
            for n, each in enumerate(data.get("ArticleIdList", ()), 1)
        ],
        "keywords": [
            {"article_id": article_id, "position": n, "keyword": str(word)}
            for n, word in enumerate((w for words in citation["KeywordList"] for w in words), 1)
        ],
        "article_mesh": [
            {
                "article_id": article_id,
                "position": n,
                "ui": heading["DescriptorName"].attributes["UI"],
                "name": str(heading["DescriptorName"]),
                "major": heading["DescriptorName"].attributes["MajorTopicYN"] == "Y",
                "qualifiers": "|".join(heading["QualifierName"]),
            }
            for n, heading in enumerate(citation.get("MeshHeadingList", ()), 1)
        ],
        "corrections": [
            {
                "article_id": article_id,
                "position": n,
                "ref_type": each.attributes["RefType"],
                "other_pmid": str(each.get("PMID", "")),
                "source": each.get("RefSource"),
            }
            for n, each in enumerate(citation.get("CommentsCorrectionsList", ()), 1)
        ],
        "article_references": list(_references(article_id, data)),
        "article_dates": [
            {
                "article_id": article_id,
                "position": n,
                "event": day.attributes["PubStatus"],
                "date": f"{day['Year']}-{day['Month']:0>2}-{day['Day']:0>2}",
            }
            for n, day in enumerate(data.get("History", ()), 1)
        ],
    }


def _paper(
    article_id: str, citation: dict[str, Any], article: dict[str, Any], data: dict[str, Any]
) -> dict[str, object]:
    journal, venue = article["Journal"], citation["MedlineJournalInfo"]
    issue = journal["JournalIssue"]
    day = issue.get("PubDate", {})
    numbers = {each.attributes["IdType"]: str(each) for each in data.get("ArticleIdList", ())}
    return {
        "article_id": article_id,
        "title": str(article["ArticleTitle"]),
        "vernacular_title": article.get("VernacularTitle"),
        "abstract": "\n\n".join(article.get("Abstract", {}).get("AbstractText", ())),
        "journal": journal.get("Title"),
        "journal_abbrev": journal.get("ISOAbbreviation"),
        "medline_ta": venue.get("MedlineTA"),
        "issn": str(journal.get("ISSN", "")),
        "nlm_id": venue.get("NlmUniqueID"),
        "country": venue.get("Country"),
        "volume": issue.get("Volume"),
        "issue": issue.get("Issue"),
        "pages": article.get("Pagination", {}).get("MedlinePgn"),
        "year": day.get("Year"),
        "published": "-".join(day[part] for part in ("Year", "Month", "Day") if part in day),
        "published_text": day.get("MedlineDate"),
        "doi": numbers.get("doi"),
        "pii": numbers.get("pii"),
        "pmcid": numbers.get("pmc"),
        "language": "|".join(article.get("Language", ())),
        "publication_status": data.get("PublicationStatus"),
        "medline_status": citation.attributes.get("Status"),  # type: ignore[attr-defined]  # Bio's own dict
        "owner": citation.attributes.get("Owner"),  # type: ignore[attr-defined]  # Bio's own dict
        "coi_statement": citation.get("CoiStatement"),
    }


def _references(article_id: str, data: dict[str, Any]) -> Iterator[dict[str, object]]:
    lists: Sequence[dict[str, Any]] = data.get("ReferenceList", ())
    position = 0
    for references in lists:
        for each in references.get("Reference", ()):
            position += 1
            ids = {i.attributes["IdType"]: str(i) for i in each.get("ArticleIdList", ())}
            yield {
                "article_id": article_id,
                "position": position,
                "citation": str(each.get("Citation", "")),
                "ref_pmid": ids.get("pubmed"),
                "ref_doi": ids.get("doi"),
            }
