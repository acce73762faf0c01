"""The smallest corpus in which everything happens: two states of a few synthetic records."""

from typing import Any

from harvest.standin import Corpus, Descriptor, Fixed, State
from harvest.standin.corpora.corpus import aliases_of, line


def study(number: int, *, updated: str = "2026-10-01", **more: Any) -> tuple[str, bytes]:
    """A study: NCT number and bytes; ``more`` are parts of the record."""
    nct_id = f"NCT9900000{number}"
    more = {"status": "RECRUITING", "enrollment": 20 + number, "cites": ()} | more
    identification = {"nctId": nct_id, "briefTitle": f"Cells for the scarred liver, study {number}"}
    if aliases := more.get("aliases"):
        identification["nctIdAliases"] = aliases
    protocol = {
        "identificationModule": identification,
        "statusModule": {
            "overallStatus": more["status"],
            "studyFirstSubmitDate": "2024-01-02",
            "studyFirstPostDateStruct": {"date": "2024-01-10", "type": "ACTUAL"},
            "lastUpdatePostDateStruct": {"date": updated, "type": "ACTUAL"},
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": "Synthetic Hospital", "class": "OTHER"}
        },
        "descriptionModule": {"briefSummary": f"Synthetic study {number}."},
        "conditionsModule": {"conditions": ["Liver Cirrhosis"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE1", "PHASE2"],
            "enrollmentInfo": {"count": more["enrollment"], "type": "ESTIMATED"},
        },
        "referencesModule": {
            "references": [
                {"pmid": pmid, "type": "RESULT", "citation": "A synthetic paper."}
                for pmid in more["cites"]
            ]
        },
    }
    derived = {
        "miscInfoModule": {"versionHolder": "2026-11-20"},
        "conditionBrowseModule": {"meshes": [{"id": "D008103", "term": "Liver Cirrhosis"}]},
    }
    record = {"protocolSection": protocol, "derivedSection": derived, "hasResults": False}
    return nct_id, line(record)


def citation(
    number: int, *, revised: str = "2026-09-01", names: str = "", retracted: bool = False
) -> tuple[str, bytes]:
    """A paper: PMID and bytes; ``names`` is a trial that its abstract and data bank name."""
    pmid = f"9900000{number}"
    year, month, day = revised.split("-")
    databank = (
        "<DataBankList CompleteYN='Y'><DataBank><DataBankName>ClinicalTrials.gov</DataBankName>"
        f"<AccessionNumberList><AccessionNumber>{names}</AccessionNumber></AccessionNumberList>"
        "</DataBank></DataBankList>"
    )
    kind = "<PublicationType UI='D016441'>Retracted Publication</PublicationType>"
    body = f"""<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">
<PMID Version="1">{pmid}</PMID>
<DateRevised><Year>{year}</Year><Month>{month}</Month><Day>{day}</Day></DateRevised>
<Article PubModel="Print"><Journal><ISSN IssnType="Print">0000-0000</ISSN>
<JournalIssue CitedMedium="Print"><Volume>1</Volume><PubDate><Year>2026</Year><Month>Mar</Month>
</PubDate></JournalIssue><Title>Synthetic Journal</Title><ISOAbbreviation>Synth J</ISOAbbreviation>
</Journal><ArticleTitle>Cells and the liver, paper {number}.</ArticleTitle>
<Abstract><AbstractText>A synthetic abstract. {names}</AbstractText></Abstract>
<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Tester</LastName><ForeName>Ann</ForeName>
<Initials>A</Initials></Author></AuthorList><Language>eng</Language>
{databank if names else ""}
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>
{kind if retracted else ""}</PublicationTypeList></Article>
<MedlineJournalInfo><Country>Nowhere</Country><MedlineTA>Synth J</MedlineTA>
<NlmUniqueID>0000000</NlmUniqueID></MedlineJournalInfo>
<MeshHeadingList><MeshHeading><DescriptorName UI="D008103" MajorTopicYN="Y">Liver Cirrhosis
</DescriptorName></MeshHeading></MeshHeadingList></MedlineCitation>
<PubmedData><History><PubMedPubDate PubStatus="entrez"><Year>2026</Year><Month>3</Month><Day>2</Day>
</PubMedPubDate></History><PublicationStatus>ppublish</PublicationStatus>
<ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId></ArticleIdList></PubmedData>
</PubmedArticle>"""
    return pmid, body.encode()


_CIRRHOSIS = Descriptor(
    "D008103", "Liver Cirrhosis", ("C06.552.630",), ("Hepatic Cirrhosis",), "Scarring of the liver."
)


def state(
    studies: list[tuple[str, bytes]], citations: list[tuple[str, bytes]], data_timestamp: str
) -> State:
    """A state of these records."""
    held = dict(studies)
    descriptors = {_CIRRHOSIS.ui: _CIRRHOSIS}
    return State(held, dict(citations), descriptors, data_timestamp, aliases=aliases_of(held))


def corpus() -> Corpus:
    """Before and after a week in which records changed, came, went, merged and were retracted."""
    before = state(
        [
            study(1, cites=["99000001"]),
            study(2),
            study(3),
            study(4),
            study(5),
        ],
        [citation(1), citation(2, names="NCT99000001"), citation(3), citation(4)],
        "2026-11-20T09:00:05",
    )
    after = state(
        [
            study(1, cites=["99000001"]),
            study(2, updated="2026-11-22", status="TERMINATED", enrollment=9),
            study(5, updated="2026-11-22", aliases=["NCT99000004"]),
            study(6, updated="2026-11-23", cites=["99000003"]),
        ],
        [
            citation(1),
            citation(2, names="NCT99000001"),
            citation(3, revised="2026-11-23", retracted=True),
            citation(5, revised="2026-11-23", names="NCT99000006"),
        ],
        "2026-11-24T09:00:05",
    )
    return Fixed((before, after))
