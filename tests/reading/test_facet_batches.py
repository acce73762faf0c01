"""Kinds of words that batches of records read by a person showed: facets that they tell, and don't.

Relies on nothing beside the program.
"""

import pytest

from harvest.evidence.reading.passages import Arm, Passage, RecordText
from tests.helpers.bases.facet_records import facets

IV = "peripheral vein (intravenous)"
TITLE = "Marrow mesenchymal stem cells in stroke: a treatment study"


def told(
    text: str, facet: str, title: str = TITLE, name: str = "Mesenchymal stem cells", body: str = ""
) -> set[str]:
    """What an intervention of this text tells, in a trial of this title."""
    passages = (
        Passage("interventions[0].name", name),
        Passage("interventions[0].description", text),
    )
    record = RecordText(
        kind="trial",
        id="NCT90000001",
        titles=(Passage("brief_title", title),),
        arms=(Arm("intervention", "BIOLOGICAL", passages),),
        bodies=(Passage("detailed_description", body),) if body else (),
    )
    return {fact.label for fact in facets(record) if fact.facet == facet}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("MSC, IV drip in day 0 and repeated to apply in day 90.", {"2"}),
        ("MSC are infused in week 4, again in day 90.", set()),
        ("MSC are grafted. This procedure is carried out twice: once at surgery.", {"2"}),
        ("MSC infusions, repeated 9 times.", set()),
        ("12 infusions of MSC, three administrations per cycle.", {"12"}),
        ("MSC are infused at day 0, day 2, day 4 and every 8 weeks thereafter.", set()),
        ("MSC are infused every 8 weeks (total # doses = 10).", {"10"}),
        ("MSC are given in 20 divided doses to 15 parts of the muscle.", set()),
        ("MSC are infused, each patient is treated for 2 consecutive times.", {"2"}),
        ("A single-dose infusion of MSC.", {"1"}),
        ("MSC are injected; step 2 dose: 3 x 10^5 cells/kg.", set()),
    ],
)
def test_infusions(text: str, counts: set[str]) -> None:
    assert told(text, "infusions") == counts


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("MSC, IV drip in day 0 and repeated to apply in day 90.", {"90 days"}),
        ("MSC are infused twice, the interval between each treatment is 3 days.", {"3 days"}),
        ("Two infusions of MSC no more than 6 weeks apart.", set()),
        ("Two infusions of MSC 6 weeks apart.", {"42 days"}),
    ],
)
def test_intervals(text: str, days: set[str]) -> None:
    assert told(text, "interval") == days


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        ("Infusion of 1.2 trillion MSC.", {"1.2e12 cells"}),
        ("The dosage of each cm2 of the wound is 1 x 10^6 cells.", set()),
        ("The single injection: 3.0x105cells/kg.", {"3e5 cells/kg"}),
    ],
)
def test_doses(text: str, doses: set[str]) -> None:
    assert told(text, "dose") == doses


@pytest.mark.parametrize(
    ("text", "products"),
    [
        (
            "Cord blood group refers to treatment with mesenchymal stem cells.",
            "MSC, tissue not stated",
        ),
        ("Umbilical cord derived mesenchymal stem cells are infused.", "umbilical-cord MSC"),
        (
            "Bone marrow aspirate concentrate is chosen as a source of mesenchymal stem cells.",
            "bone-marrow cells, type not stated",
        ),
        ("Bone marrow mensenchymal stem cells are infused.", "bone-marrow MSC"),
    ],
)
def test_products(text: str, products: str) -> None:
    assert products in told(text, "product", "Cells in stroke: a treatment study", "Infusion")


def test_cells_that_arms_call_by_a_name_of_their_own_are_given_where_a_title_tries_them() -> None:
    title = "Safety and tolerability of autologous bone marrow mesenchymal stem cells in ataxia"
    text = "A single injection of QX10 in the carotid artery, 3.0x105 cells/kg."
    assert told(text, "product", title, "QX10") == {"bone-marrow MSC"}
    assert told(text, "donor", title, "QX10") == {"autologous"}
    assert told(text, "route", title, "QX10") == {"artery (other than hepatic)"}
    counted = "Efficacy of counting circulating mesenchymal stem cells in ataxia"
    assert told("A blood test.", "product", counted, "QX10") == set()


def test_a_tissue_of_an_earlier_transplant_is_no_source() -> None:
    text = "Following a bone marrow transplant, expanded MSC from the donor are infused."
    title = "Mesenchymal stem cells for graft versus host disease: treatment"
    assert told(text, "cell_source", title) == set()
    assert told(text, "donor", title) == {"allogeneic"}


def test_keywords_of_a_paper_tell_no_stage_where_its_title_does() -> None:
    titles = (Passage("title", "Liver fibrosis in patients with psoriasis"),)
    topics = (Passage("keywords[0]", "cirrhosis"),)
    stages = [
        [fact.label for fact in facets(record) if fact.facet == "stage"]
        for record in (
            RecordText(kind="article", id="1", titles=titles, topics=topics),
            RecordText(
                kind="article", id="1", titles=(Passage("title", "Ascites"),), topics=topics
            ),
        )
    ]
    assert stages == [["liver fibrosis"], ["cirrhosis, stage not stated"]]


@pytest.mark.parametrize("before", ["Risk of", "Progression to", "Prevention of"])
def test_a_stage_that_may_come_is_none(before: str) -> None:
    record = RecordText(
        kind="article", id="1", titles=(Passage("title", f"{before} cirrhosis in hepatitis B"),)
    )
    assert [fact for fact in facets(record) if fact.facet == "stage"] == []


def of_paper(title: str, abstract: str = "", keyword: str = "") -> set[tuple[str, str]]:
    record = RecordText(
        kind="article",
        id="1",
        titles=(Passage("title", title),),
        topics=(Passage("keywords[0]", keyword),) if keyword else (),
        bodies=(Passage("abstract", abstract),) if abstract else (),
    )
    return {(fact.facet, fact.value) for fact in facets(record)}


@pytest.mark.parametrize(
    ("title", "abstract", "said"),
    [
        ("Nucleotide sequence of the hepatitis B virus genome", "", set()),
        ("Detecting hepatitis B surface antigen in patients", "", {("aetiology", "HBV")}),
        ("Liver cancer where the prevalence of hepatitis C is high", "", set()),
        ("Chronic hepatitis", "A patient with HBsAg-positive disease.", {("aetiology", "HBV")}),
        ("Liver Cirrhosis, Biliary", "", set()),
        ("Prediction models for post-hepatectomy liver failure", "", set()),
        ("A docking study of HCV NS5B binders", "", set()),
        ("Pancreatitis", "It is severe in patients with alcoholic pancreatitis.", set()),
        ("Liver resection", "The factors were age, cirrhosis (aOR 4.1) and sex.", set()),
    ],
)
def test_what_a_paper_tells_of_the_liver(
    title: str, abstract: str, said: set[tuple[str, str]]
) -> None:
    assert {each for each in of_paper(title, abstract) if each[0] in {"aetiology", "stage"}} == said


def test_a_keyword_of_a_paper_counts_where_its_abstract_says_so_too() -> None:
    assert ("stage", "cirrhosis") not in of_paper("The liver", "Viruses were seen.", "cirrhosis")
    assert ("stage", "cirrhosis") in of_paper("The liver", "It becomes cirrhosis.", "cirrhosis")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MSC injected in and around the plaque.", {"local or into the lesion"}),
        ("MSC; an implant in the bone is inserted later.", set()),
        ("MSC are infused i.v (lot 19).", {"peripheral vein (intravenous)"}),
        ("MSC are infused intravenously; the ointment is for topical use.", {IV}),
    ],
)
def test_routes(text: str, found: set[str]) -> None:
    assert told(text, "route") == found


def test_a_donor_that_is_denied_is_none() -> None:
    text = "Autologous MSC; it does not use allogeneic cells."
    assert told(text, "donor") == {"autologous"}


def test_where_one_of_two_tissues_is_a_cord_it_is_another_persons() -> None:
    text = "Autologous bone marrow MSC and umbilical cord MSC are infused."
    assert told(text, "donor") == {"autologous", "allogeneic"}


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Marrow mononuclear cells or mesenchymal stem cells in stroke: treatment", "MSC"),
        ("Treatment with bone marrow mesenchymal stem cells and mononuclear cells", "BM-MNC"),
        ("Bone marrow stem cells in an amnion collagen wrap: treatment", "BM-SC"),
        ("Peripheral blood stem cell combined with mesenchymal stem cells in GVHD", "PBMC"),
    ],
)
def test_cells_named_beside_others_keep_their_own_tissue(title: str, found: str) -> None:
    passages = (Passage("interventions[0].name", title),)
    arm = Arm("intervention", "BIOLOGICAL", passages)
    record = RecordText("trial", "NCT9", (Passage("brief_title", title),), arms=(arm,))
    assert found in {fact.value for fact in facets(record) if fact.facet == "product"}


@pytest.mark.parametrize(
    "title",
    [
        "Mobilisation of endogenous mesenchymal stem cells in knee treatment",
        "Isolation and authentication of mesenchymal stem cells of the disc",
        "A production method of stem cells for cell therapy of cleft palate",
    ],
)
def test_cells_that_are_only_made_or_set_free_are_not_given(title: str) -> None:
    passages = (Passage("interventions[0].name", "Brushing that frees mesenchymal stem cells"),)
    arm = Arm("intervention", "PROCEDURE", passages)
    record = RecordText("trial", "NCT9", (Passage("brief_title", title),), arms=(arm,))
    assert [fact for fact in facets(record) if fact.facet == "product"] == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "A kinase inhibitor in leukaemia",
            "The medicine, then haematopoietic stem cell transplant",
        ),
        ("A medicine as bridge therapy for HSCT", "The medicine is infused."),
    ],
)
def test_a_transplant_that_may_follow_medicines_is_not_given(title: str, text: str) -> None:
    passages = (
        Passage("interventions[0].name", "Xinib"),
        Passage("interventions[0].description", text),
    )
    arm = Arm("intervention", "DRUG", passages)
    record = RecordText("trial", "NCT9", (Passage("brief_title", title),), arms=(arm,))
    assert [fact for fact in facets(record) if fact.facet == "product"] == []


def in_paper(facet: str, title: str, abstract: str = "", keyword: str = "") -> set[str]:
    """What a paper of this title and abstract tells."""
    record = RecordText(
        kind="article",
        id="1",
        titles=(Passage("title", title),),
        topics=(Passage("keywords[0]", keyword),) if keyword else (),
        bodies=(Passage("abstract", abstract),) if abstract else (),
    )
    return {fact.label for fact in facets(record) if fact.facet == facet}


@pytest.mark.parametrize(
    ("title", "abstract", "keyword"),
    [
        ("Growth of cartilage in vitro from mesenchymal stem cells", "MSC were treated.", ""),
        ("A cell line from induced pluripotent stem cells", "Its delivery system is new.", ""),
        ("Effects of a worm medicine on blood", "Its genes changed expression in peripheral "
         "blood mononuclear cells after the medicine was given.", ""),
        ("How common storage disorders are", "We asked all hospitals.", "Stem cell therapy"),
        ("Radiation of leukaemia", "It prepares the patient for bone marrow transplantation.", ""),
        ("A course for caregivers of stem cell transplant patients", "They slept better.", ""),
    ],
)  # fmt: skip
def test_a_paper_that_gives_nobody_cells(title: str, abstract: str, keyword: str) -> None:
    assert in_paper("product", title, abstract, keyword) == set()


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("Healing of bone in sheep", "Bone marrow mesenchymal stem cells were injected in sheep."),
        ("Bone marrow mesenchymal stem cells for the treatment of stroke", "Ten patients."),
        ("Bone marrow mesenchymal stem cells in vitro and in sheep: a study", "In vivo, bone "
         "marrow mesenchymal stem cells were implanted into sheep."),
    ],
)  # fmt: skip
def test_a_paper_that_gives_cells(title: str, abstract: str) -> None:
    assert in_paper("product", title, abstract) == {"bone-marrow MSC"}


@pytest.mark.parametrize(
    ("title", "name", "description"),
    [
        ("A dressing for ulcers", "Membrane", "It stimulates mesenchymal stem cell migration."),
        ("An antibody before allogeneic haematopoietic stem cell transplantation", "Antibody",
         "It brings a dose to the bone marrow and is given once."),
        ("Exercise before transplantation", "Exercise", "Sports for HSCT candidates."),
    ],
)  # fmt: skip
def test_a_trial_that_gives_no_cells(title: str, name: str, description: str) -> None:
    assert told(description, "product", title, name) == set()


def test_cells_that_others_are_grown_from_are_not_given() -> None:
    description = "Marrow mononuclear cells are separated and cultured. MSC are infused once."
    title = "Bone marrow mesenchymal stem cells in stroke"
    assert told(description, "product", title, "MSC") == {"bone-marrow MSC"}


@pytest.mark.parametrize(
    ("facet", "body", "values"),
    [
        ("infusions", "The total number of infusions will be 12.", {"12"}),
        ("infusions", "We use 2 injections 2 months apart.", {"2"}),
        ("interval", "We use 2 injections 2 months apart.", {"60 days"}),
        ("interval", "MSC are infused on the 1st, 3rd and 5th day.", {"2 days"}),
        ("infusions", "Blood is drawn; 2 injections of insulin are given.", set()),
        ("route", "MSC are infused via a central venous line in saline.", {"central vein"}),
        ("route", "MSC are injected to the edge of the myocardial infarction area.",
         {"intracoronary or into the heart"}),
        ("dose", "MSC are given, 500,000/kg.", {"5e5 cells/kg"}),
        ("dose", "MSC are given. The lowest dose is 3 x 10^5 MSC/kg.", set()),
    ],
)  # fmt: skip
def test_what_a_summary_tells(facet: str, body: str, values: set[str]) -> None:
    found = told("Cells of a donor.", facet, "Mesenchymal stem cells in stroke", "MSC", body)
    assert found == values


def test_causes_of_a_part_of_the_patients() -> None:
    abstract = "We treated cirrhosis. The effect was more pronounced in HBV patients."
    assert in_paper("aetiology", "A drug for liver cirrhosis", abstract) == set()
    abstract = "Diagnosis of DILI was by experts."
    assert in_paper("aetiology", "Liver injury", abstract) == {"drug-induced"}
