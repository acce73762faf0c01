"""Prepared pieces of studies and citations, and how a record is put together from them."""

import json
from collections.abc import Sequence
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from harvest.standin.corpora.vocabulary import Vocabulary, descriptors, tables, vocabulary

_SENTENCES = (
    "The primary analysis compares {measure} between the groups at {weeks} weeks.",
    "Participants receive {cells} at a dose of {dose} \u00d7 10^6 cells/kg.",
    "{cells} are expanded under good manufacturing practice to passage {few}.",
    "Sterility, endotoxin and viability are tested before each infusion.",
    "Follow-up visits take place at weeks {few}, {weeks} and {more}.",
    "The effect of {cells} on {condition} is not known.",
    "Portal pressure is measured in a subset of {more} participants.",
    "Serious adverse events are reported within 24 hours.",
    "Randomisation is stratified by centre and by {measure} at baseline.",
    "An independent committee reviews safety after {few} and {weeks} participants.",
    "Standard medical treatment for {condition} is given to all participants.",
    "Blood samples of {more} ml are stored at -80 degrees for later study.",
    "A sample size of {more} per group gives 80% power at a two-sided level of 5%.",
    "Earlier work in {condition} found that {measure} changed within {weeks} weeks.",
    "Imaging is done by ultrasound and, where needed, by computed tomography.",
)
_CRITERIA = (
    "Age between 18 and {more} years",
    "{condition} proven by biopsy or imaging",
    "MELD score >= {few} and <= {weeks}",
    "Total bilirubin < {more} \u00b5mol/L",
    "Platelet count > {more} x 10^9/L",
    "No treatment with other cells within {few} months",
    "Creatinine clearance >= {more} ml/min",
    "Signed informed consent before any procedure of the study",
    "No active infection, sepsis or peritonitis within {few} weeks",
    "No hepatocellular carcinoma or other cancer within {few} years",
    "No thrombosis of the portal vein by Doppler ultrasound",
    "Not pregnant or breast-feeding",
    "International normalized ratio <= {few}",
    "Abstinence from alcohol for at least {few} months",
)
_OFF_TOPIC = ("Heart Failure", "Crohn Disease", "Type 2 Diabetes", "Multiple Sclerosis", "Asthma")
_STATUSES = (
    *("COMPLETED",) * 8,
    *("RECRUITING",) * 4,
    *("UNKNOWN",) * 3,
    *("NOT_YET_RECRUITING", "ACTIVE_NOT_RECRUITING", "TERMINATED", "WITHDRAWN", "SUSPENDED"),
)
_ON_TOPIC = 0.66
_POOL = 400  # prepared items of each kind


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _marked(text: str) -> str:
    return text.replace("^", "\\^").replace("<", "\\<").replace(">", "\\>")


class _Words:
    """Fills the slots of sentences."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._words: Vocabulary = vocabulary()
        self.cells = [key for key in tables()["cells"] if key != "none"]
        self.stages = [key for key in tables()["stage"] if key != "none"]
        self.causes = [key for key in tables()["of"] if key != "any"]

    def condition(self) -> str:
        return self._rng.choice(
            self._words.condition_names(
                self._rng.choice(self.stages), [self._rng.choice(self.causes)]
            )
        )

    def filled(self, sentence: str) -> str:
        rng = self._rng
        return sentence.format(
            cells=self._words.cells(rng.choice(self.cells)).name,
            condition=self.condition(),
            measure=tables()["outcomes"][rng.choice(list(tables()["outcomes"]))][0],
            dose=rng.choice(("0.5", "1", "2", "5")),
            few=rng.randint(2, 9),
            weeks=rng.randint(12, 48),
            more=rng.randint(50, 90),
        )


class StudyPieces:
    """Prepared parts of studies, as JSON text."""

    def __init__(self, rng: Random) -> None:
        words = _Words(rng)
        known = vocabulary()
        self._cells = words.cells
        self._stages = words.stages
        self._causes = words.causes
        self._sentences = [
            _quoted(_marked(words.filled(rng.choice(_SENTENCES))))[1:-1] for _ in range(_POOL)
        ]
        self._criteria = [
            _quoted("* " + _marked(words.filled(rng.choice(_CRITERIA))))[1:-1] for _ in range(_POOL)
        ]
        self._locations = [
            _quoted(known.site(key, None) | {"facility": f"Generated Hospital {number}"})
            for number in range(_POOL)
            for key in (rng.choice(list(tables()["sites"])),)
        ]
        self._outcomes = [
            _quoted(known.outcome(f"{key}:{rng.randint(4, 96)} weeks"))
            for _ in range(_POOL)
            for key in (rng.choice(list(tables()["outcomes"])),)
        ]
        self._browse = {
            (stage, cause): _quoted(known.browse(known.condition_mesh(stage, [cause])))
            for stage in self._stages
            for cause in self._causes
        }

    def study(self, nct_id: str, rng: Random, edits: Sequence[str]) -> bytes:
        """One study as the registry's line; ``edits`` are the days on which it was changed."""
        on_topic = rng.random() < _ON_TOPIC
        stage, cause = rng.choice(self._stages), rng.choice(self._causes)
        names = vocabulary().condition_names(stage, [cause])
        if not on_topic:
            names = [rng.choice(_OFF_TOPIC)]
        cells = vocabulary().cells(rng.choice(self._cells))
        year = rng.randint(2005, 2024)
        start, posted = f"{year}-{rng.randint(1, 12):02d}", f"{year}-01-{rng.randint(10, 28)}"
        updated = edits[-1] if edits else f"{year + 1}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}"
        end = f"{year + 2 + len(edits)}-{rng.randint(1, 12):02d}"
        status = rng.choice(_STATUSES)
        ended = "ACTUAL" if status == "COMPLETED" else "ESTIMATED"
        title = f"{cells.name} in {names[0]} ({nct_id[-5:]})"
        last_known = ',"lastKnownStatus":"RECRUITING"' if status == "UNKNOWN" else ""
        browse = self._browse[stage, cause] if on_topic else "{}"
        paragraphs = "\\n\\n".join(
            " ".join(rng.choices(self._sentences, k=6)) for _ in range(rng.randint(3, 10))
        )
        criteria = "\\n".join(rng.choices(self._criteria, k=rng.randint(30, 90)))
        name, kind = vocabulary().sponsor(rng.choice(list(tables()["sponsors"])))
        arm = '{"label":"%s","type":"%s","description":"%s","interventionNames":["Biological: %s"]}'
        arms = ",".join(
            arm % (label, form, rng.choice(self._sentences), cells.name)
            for label, form in (("Cells", "EXPERIMENTAL"), ("Control", "PLACEBO_COMPARATOR"))
        )
        count = rng.randint(10, 300) + 5 * len(edits)
        outcomes = rng.sample(self._outcomes, rng.randint(6, 20))
        sites = ",".join(rng.sample(self._locations, rng.choice((1, 1, 2, 3, 8, 40))))
        return (
            f'{{"protocolSection":{{"identificationModule":{{"nctId":"{nct_id}","orgStudyIdInfo":'
            f'{{"id":"GEN-{nct_id[-6:]}"}},"organization":{{"fullName":{_quoted(name)},'
            f'"class":"{kind}"}},"briefTitle":{_quoted(title)},"officialTitle":'
            f"{_quoted(f'A Study of {cells.phrase} in {names[-1]}')}}},"
            f'"statusModule":{{"statusVerifiedDate":"{updated[:7]}","overallStatus":"{status}"'
            f'{last_known},"expandedAccessInfo":{{"hasExpandedAccess":false}},'
            f'"startDateStruct":{{"date":"{start}","type":"ACTUAL"}},'
            f'"primaryCompletionDateStruct":{{"date":"{end}","type":"{ended}"}},'
            f'"completionDateStruct":{{"date":"{end}","type":"{ended}"}},'
            f'"studyFirstSubmitDate":"{posted}","studyFirstSubmitQcDate":"{posted}",'
            f'"studyFirstPostDateStruct":{{"date":"{posted}","type":"ACTUAL"}},'
            f'"lastUpdateSubmitDate":"{updated}","lastUpdatePostDateStruct":{{"date":"{updated}",'
            '"type":"ACTUAL"}},"sponsorCollaboratorsModule":{"responsibleParty":{"type":"SPONSOR"},'
            f'"leadSponsor":{{"name":{_quoted(name)},"class":"{kind}"}}}},"oversightModule":'
            '{"oversightHasDmc":true,"isFdaRegulatedDrug":false,"isFdaRegulatedDevice":false},'
            f'"descriptionModule":{{"briefSummary":"{" ".join(rng.choices(self._sentences, k=4))}",'
            f'"detailedDescription":"{paragraphs}"}},"conditionsModule":{{"conditions":'
            f'{_quoted(names)},"keywords":["generated record"]}},"designModule":{{"studyType":'
            f'"INTERVENTIONAL","phases":["PHASE{rng.randint(1, 3)}"],"designInfo":{{"allocation":'
            '"RANDOMIZED","interventionModel":"PARALLEL","primaryPurpose":"TREATMENT","maskingInfo"'
            f':{{"masking":"NONE"}}}},"enrollmentInfo":{{"count":{count},"type":"{ended}"}}}},'
            f'"armsInterventionsModule":{{"armGroups":[{arms}],"interventions":[{{"type":'
            f'"BIOLOGICAL","name":{_quoted(cells.name)},"description":'
            f'"{rng.choice(self._sentences)}","armGroupLabels":["Cells","Control"]}}]}},'
            f'"outcomesModule":{{"primaryOutcomes":[{outcomes[0]}],"secondaryOutcomes":'
            f'[{",".join(outcomes[1:])}]}},"eligibilityModule":{{"eligibilityCriteria":'
            f'"Inclusion Criteria:\\n\\n{criteria}","healthyVolunteers":false,"sex":"ALL",'
            '"minimumAge":"18 Years","maximumAge":"70 Years","stdAges":["ADULT","OLDER_ADULT"]},'
            f'"contactsLocationsModule":{{"locations":[{sites}]}}}},"derivedSection":'
            f'{{"miscInfoModule":{{"versionHolder":"2026-01-05"}},"conditionBrowseModule":{browse},'
            '"interventionBrowseModule":{"meshes":[{"id":"D045164","term":"Mesenchymal Stem Cell '
            'Transplantation"}]}},"hasResults":false}'
        ).encode()


class CitationPieces:
    """Prepared parts of citations, as XML text."""

    def __init__(self, rng: Random) -> None:
        words = _Words(rng)
        self._words = words
        self._sentences = [escape(words.filled(rng.choice(_SENTENCES))) for _ in range(_POOL)]
        people = [person[:3] for person in tables()["people"].values() if person[1]]
        self._authors = [
            f'<Author ValidYN="Y"><LastName>{escape(family)}{number}</LastName><ForeName>'
            f"{escape(given)}</ForeName><Initials>{escape(initials)}</Initials><AffiliationInfo>"
            f"<Affiliation>Department of Hepatology, Generated Hospital {number}, "
            f"Exampleton.</Affiliation></AffiliationInfo></Author>"
            for number in range(_POOL)
            for family, given, initials in (rng.choice(people),)
        ]
        self._journals = list(tables()["journals"].values())
        self._headings = [
            f'<MeshHeading><DescriptorName UI="{descriptor.ui}" MajorTopicYN="{major}">'
            f"{escape(descriptor.name)}</DescriptorName></MeshHeading>"
            for descriptor in descriptors().values()
            for major in "YN"
        ]
        self._references = [
            f"<Reference><Citation>Generated A, Made B. {escape(words.condition())}: report "
            f"{number}. Example J Hepatol. {rng.randint(1990, 2024)};{rng.randint(1, 90)}:"
            f"{rng.randint(1, 900)}-9.</Citation><ArticleIdList>"
            f'<ArticleId IdType="pubmed">{97_000_000 + number}</ArticleId>'
            f'<ArticleId IdType="doi">10.5555/generated.{number}</ArticleId></ArticleIdList>'
            "</Reference>"
            for number in range(_POOL)
        ]

    def citation(self, pmid: int, rng: Random, nct_id: str | None, edits: Sequence[str]) -> bytes:
        """One citation's element; ``edits`` are the days on which it was revised."""
        on_topic = rng.random() < _ON_TOPIC
        cells = vocabulary().cells(rng.choice(self._words.cells))
        stage, cause = rng.choice(self._words.stages), rng.choice(self._words.causes)
        condition = vocabulary().condition_names(stage, [cause])[0]
        if not on_topic:
            condition = rng.choice(_OFF_TOPIC)
        title = escape(f"{cells.name} in {condition.lower()}: study {pmid % 100_000}.")
        full, short, issn, nlm, country = rng.choice(self._journals)
        year, month, day = rng.randint(1995, 2025), rng.randint(1, 12), rng.randint(1, 28)
        revised = edits[-1].split("-") if edits else [str(year), f"{month:02d}", f"{day:02d}"]
        abstract = "".join(
            f'<AbstractText Label="{label}" NlmCategory="{label}">'
            f"{' '.join(rng.choices(self._sentences, k=5))}</AbstractText>"
            for label in ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS")
        )
        named = f"<AbstractText>Registered as {nct_id}.</AbstractText>" if nct_id else ""
        bank = (
            '<DataBankList CompleteYN="Y"><DataBank><DataBankName>ClinicalTrials.gov</DataBankName>'
            f"<AccessionNumberList><AccessionNumber>{nct_id}</AccessionNumber>"
            "</AccessionNumberList></DataBank></DataBankList>"
        )
        headings = rng.sample(self._headings, 10 + len(edits))
        wanted = {descriptors()["D008103"].name, descriptors()["D045164"].name}
        told = "".join(h for h in headings if not any(f">{name}<" in h for name in wanted))
        if on_topic:
            told += "".join(
                f'<MeshHeading><DescriptorName UI="{ui}" MajorTopicYN="Y">{descriptors()[ui].name}'
                "</DescriptorName></MeshHeading>"
                for ui in ("D008103", "D045164")
            )
        when = f"<Year>{year}</Year><Month>{month:02d}</Month><Day>{day:02d}</Day>"
        history = "".join(
            f'<PubMedPubDate PubStatus="{name}">{when}</PubMedPubDate>'
            for name in ("received", "pubmed", "medline", "entrez")
        )
        return (
            '<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">'
            f'<PMID Version="1">{pmid}</PMID><DateCompleted>{when}</DateCompleted><DateRevised>'
            f"<Year>{revised[0]}</Year><Month>{revised[1]}</Month><Day>{revised[2]}</Day>"
            f'</DateRevised><Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Print">'
            f'{issn}</ISSN><JournalIssue CitedMedium="Internet"><Volume>{year - 1990}</Volume>'
            f"<Issue>{month}</Issue><PubDate><Year>{year}</Year></PubDate></JournalIssue><Title>"
            f"{escape(full)}</Title><ISOAbbreviation>{escape(short)}</ISOAbbreviation></Journal>"
            f"<ArticleTitle>{title}</ArticleTitle><Pagination><MedlinePgn>{month}-{day + 12}"
            f'</MedlinePgn></Pagination><ELocationID EIdType="doi" ValidYN="Y">10.5555/made.{pmid}'
            f"</ELocationID><Abstract>{abstract}{named}</Abstract>"
            f'<AuthorList CompleteYN="Y">{"".join(rng.sample(self._authors, rng.randint(3, 9)))}'
            f"</AuthorList><Language>eng</Language>{bank if nct_id else ''}<PublicationTypeList>"
            '<PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList>'
            f"</Article><MedlineJournalInfo><Country>{country}</Country><MedlineTA>{escape(short)}"
            f"</MedlineTA><NlmUniqueID>{nlm}</NlmUniqueID></MedlineJournalInfo><MeshHeadingList>"
            f"{told}</MeshHeadingList></MedlineCitation><PubmedData><History>{history}</History>"
            "<PublicationStatus>ppublish</PublicationStatus><ArticleIdList>"
            f'<ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">10.5555/made.'
            f"{pmid}</ArticleId></ArticleIdList><ReferenceList>"
            f"{''.join(rng.sample(self._references, rng.randint(5, 25)))}</ReferenceList>"
            "</PubmedData></PubmedArticle>"
        ).encode()
