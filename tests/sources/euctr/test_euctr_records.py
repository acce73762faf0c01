"""Protocols of EudraCT read: each trap of the form on a made-up one.

Relies on nothing beside the program.
"""

import pytest

from harvest.errors import RecordError
from harvest.evidence.changes.events import between
from harvest.records import Record
from harvest.rows import Trial
from harvest.sources.euctr import SOURCE
from harvest.sources.euctr.answers import cut
from tests.helpers.registries.euctr import body, key_of, number_of, protocol, read


def own(record: Record) -> Trial:
    row = record.tables["trials"][0]
    assert isinstance(row, Trial)
    return row


def made(country: str = "DE", **more: str) -> Record:
    return read(body(protocol(1, country, **more)))


def rows(record: Record, table: str, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(row, c) for c in columns) for row in record.tables.get(table, ())]


def test_a_record_is_of_one_country_and_says_so() -> None:
    record = made("SE")
    assert record.id == key_of(1, "SE")
    trial = own(record)
    assert (trial.registry, trial.nct_id) == ("eudract", None)
    assert trial.url == (
        f"https://www.clinicaltrialsregister.eu/ctr-search/trial/{number_of(1)}/SE"
    )
    assert rows(record, "locations", "country") == [("Sweden",)]
    common = (number_of(1), "secondary", "EUDRACT_NUMBER")
    assert common in rows(record, "trial_ids", "id", "kind", "type")
    assert record.drift == ()


@pytest.mark.parametrize(
    ("link", "authority", "key"),
    [
        ("GB", "UK - MHRA", "GB"),
        ("", "UK - MHRA", "GB"),
        ("", "Czech Republic - SUKL", "CZ"),
        ("", "Germany - BfArM", "DE"),
        ("GR", "Greece - EOF", "GR"),
    ],
)
def test_the_country_is_that_of_the_address_else_of_the_authority(
    link: str, authority: str, key: str
) -> None:
    text = protocol(1).replace("Germany - PEI", authority)
    text = text.replace("/DE/", f"/{link}/") if link else text.replace("Link: ", "Lien: ")
    text = text if link else text.replace("/ctr-search/trial/", "/elsewhere/")
    assert read(body(text)).id == f"EUCTR{number_of(1)}-{key}"


@pytest.mark.parametrize("told", ["type", "address"])
def test_a_trial_outside_of_the_eu_has_no_country_of_its_own(told: str) -> None:
    kind = {"type": "Outside EU/EEA"} if told == "type" else {}
    text = protocol(1, "3rd", status="Completed", sites="United States\nJapan", **kind)
    record = read(body(text if told == "address" else text.replace("/3rd/", "/")))
    assert record.id == f"EUCTR{number_of(1)}-Outside-EU/EEA"
    assert own(record).url.endswith(f"/{number_of(1)}/3rd")
    assert rows(record, "locations", "country") == [("United States",), ("Japan",)]


def test_of_two_wordings_the_later_one_counts_and_the_other_is_no_change() -> None:
    first, then = protocol(1, whole="90"), protocol(1, whole="54")
    both = body(first, then)
    assert own(read(both)).enrollment == 54
    alone, older = SOURCE.digest(body(then)), SOURCE.digest(body(protocol(1, whole="91"), then))
    digest = SOURCE.digest(both)
    assert digest.content == alone.content == older.content
    assert len({digest.derived, alone.derived, older.derived}) == 3


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Completed", "COMPLETED"),
        ("Prematurely Ended", "TERMINATED"),
        ("Restarted", "RECRUITING"),
        ("Not Authorised", "WITHDRAWN"),
        ("Temporarily Halted", "SUSPENDED"),
        ("Ongoing", "Ongoing"),
        ("Trial now transitioned", "Trial now transitioned"),
        ("GB - no longer in EU/EEA", "GB - no longer in EU/EEA"),
    ],
)
def test_a_status_has_our_code_or_stays_the_registers_word(word: str, status: str) -> None:
    record = made(status=word)
    assert (own(record).status, record.drift) == (status, ())


def test_the_registers_words_are_kept_where_ours_are_others() -> None:
    notes = rows(made("GB", status="Prematurely Ended"), "trial_notes", "kind", "field", "text")
    assert notes == [("word", "status", "Prematurely Ended"), ("word", "country", "UK")]
    assert "trial_notes" not in made("DE", status="Completed").tables
    assert "trial_notes" not in made("3rd", type="Outside EU/EEA", status="").tables


def test_an_unknown_word_stays_and_is_told() -> None:
    record = made(status="Dozing", extra_E="E.8.7 Trial has a data monitoring committee: Perhaps\n")
    assert own(record).status == "Dozing"
    assert {(d.path, d.example) for d in record.drift} == {
        ("Trial Status", "Dozing"),
        ("E.8.7", "Perhaps"),
    }


@pytest.mark.parametrize(
    ("sizes", "size", "flag"),
    [
        ({}, 90, None),
        ({"whole": ""}, 30, "planned in Germany alone; the number in the whole trial is not given"),
        ({"whole": "", "several": "No", "eea": ""}, 30, None),
        (
            {"whole": "", "here": ""},
            60,
            "planned in the EEA alone; the number in the whole trial is not given",
        ),
        ({"whole": "1,200"}, 1200, None),
        ({"whole": "99999999"}, None, "not a number of participants: 99999999"),
        ({"whole": "as many as come"}, None, "not a number of participants: as many as come"),
        ({"whole": "", "here": "", "eea": ""}, None, None),
    ],
)
def test_the_size_is_the_whole_trials_else_said_to_be_a_share(
    sizes: dict[str, str], size: int | None, flag: str | None
) -> None:
    trial = own(made(**sizes))
    assert (trial.enrollment, trial.enrollment_flag) == (size, flag)
    assert trial.enrollment_type == ("ESTIMATED" if size else None)


def test_an_authorisation_is_no_start_and_the_global_end_has_been() -> None:
    going, ended = own(made()), own(made(status="Completed", ended="2024-05-06"))
    assert (going.start_date, going.completion_date, going.first_posted) == (
        *(None, None),
        "2019-03-04",
    )
    assert (ended.completion_date, ended.completion_date_type) == ("2024-05-06", "ACTUAL")
    odd = made(ended="in spring")
    assert own(odd).completion_date is None
    assert [d.example for d in odd.drift] == ["in spring"]


NUMBERS = """A.5.1 ISRCTN (International Standard Randomised Controlled Trial) number: 62918594
A.5.2 US NCT (ClinicalTrials.gov registry) number: NCT 0362 6090
A.5.3 WHO Universal Trial Reference Number (UTRN): U1111-1232-7970
A.5.4 Other Identifiers:
Name: IND Number: 17345
Name: EU CT number Number: 2023-505613-24-00
"""


def test_every_number_is_kept_as_its_registry_spells_it() -> None:
    found = rows(made(extra_A=NUMBERS), "trial_ids", "id", "kind", "type", "domain")
    assert found == [
        (number_of(1), "secondary", "EUDRACT_NUMBER", "EudraCT"),
        ("CELL-1", "org_study", "OTHER", "protocol"),
        ("ISRCTN62918594", "secondary", "REGISTRY", "ISRCTN"),
        ("NCT03626090", "secondary", "REGISTRY", "ClinicalTrials.gov"),
        ("U1111-1232-7970", "secondary", "REGISTRY", "WHO universal trial number"),
        ("17345", "secondary", "OTHER", "IND"),
        ("2023-505613-24", "secondary", "CTIS", "EU CTIS"),
    ]


@pytest.mark.parametrize(
    "value", ["Not available", "n/a", "", "Information not present in EudraCT"]
)
def test_a_number_that_is_none_is_left_out(value: str) -> None:
    line = f"A.5.2 US NCT (ClinicalTrials.gov registry) number: {value}\n"
    assert len(made(extra_A=line).tables["trial_ids"]) == 2


@pytest.mark.parametrize(
    ("written", "plan"),
    [
        ("P/289/2014", "P/289/2014"),
        ("P/289/2014 B. Sponsor Information", "P/289/2014"),
        ("JSON_ERROR_HERE", None),
    ],
)
def test_a_heading_that_is_glued_to_a_value_is_no_part_of_it(
    written: str, plan: str | None
) -> None:
    line = f"A.8 EMA Decision number of Paediatric Investigation Plan: {written}"
    section = "" if "Sponsor" in written else "\n\nB. Sponsor Information"
    text = protocol(1).replace("\n\nB. Sponsor Information", f"\n{line}{section}", 1)
    record = read(body(text))
    found = [row[0] for row in rows(record, "trial_ids", "id", "domain") if "paed" in str(row[1])]
    assert found == ([plan] if plan else [])
    assert own(record).lead_sponsor == "Made-up Biotech"
    assert [d.path for d in record.drift] == ([] if plan else ["A.8"])


def test_values_run_over_lines_and_english_comes_before_other_languages() -> None:
    told = "1. Adults\n\nE.g. those of 18 years\nE.4 is not met: no\nA. none\nD.1 such"
    record = made(
        inclusion=f"{told}\nE.3 Principal inclusion criteria (de): Nur auf Deutsch",
        extra_E="E.2.2 Secondary objectives of the trial (es): Solo en español\nde dos líneas\n",
    )
    trial = own(record)
    assert trial.eligibility_criteria == (
        f"Inclusion Criteria:\n\n{told}\n\nExclusion Criteria:\n\nCancer; ask removed@example.org"
    )
    assert trial.detailed_description == "Solo en español\nde dos líneas"
    assert trial.official_title == "Stem cells in liver cirrhosis, a made-up trial 1"


def test_a_field_that_the_form_did_not_have_is_told_and_swallowed_by_none() -> None:
    record = made(extra_E="E.9.1 Trial on the moon: Yes\n")
    assert [(d.path, d.example) for d in record.drift] == [("E.9.1 Trial on the moon", "Yes")]


def test_a_product_says_which_advanced_therapy_it_is() -> None:
    record = made(
        extra_D="D.IMP: 2\nD.3.1 Product name: Saltwater\nD.3.11.3 Advanced Therapy IMP "
        "(ATIMP): No\nD.IMP: 3\nD.3.1 Product name: Genes\nD.3.11.3.2 Gene therapy "
        "medical product: Yes\n"
    )
    assert rows(record, "interventions", "type", "name", "description") == [
        (
            "BIOLOGICAL",
            "Cord cells",
            "Test; Suspension for injection; Intravenous use; "
            "advanced therapy medicinal product; somatic cell therapy",
        ),
        ("DRUG", "Saltwater", None),
        ("GENETIC", "Genes", "advanced therapy medicinal product; gene therapy"),
    ]


@pytest.mark.parametrize(
    ("phase", "code"), [("I", "PHASE1"), ("III", "PHASE3"), ("IV", "PHASE4"), ("none", None)]
)
def test_phases_are_those_with_yes(phase: str, code: str | None) -> None:
    assert own(made(phase=phase)).phase == code


def test_results_are_known_by_the_list() -> None:
    without, with_results = body(protocol(1)), body(protocol(1), results=True)
    assert [own(read(kept)).has_results for kept in (without, with_results)] == [0, 1]
    assert SOURCE.digest(without).content != SOURCE.digest(with_results).content
    told = [change.event for change in between(read(without), read(with_results))]
    assert told == ["results_posted"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (protocol(1).partition("P. End")[0], "is cut off: has no section P"),
        (protocol(1).partition("F.2.1 ")[0], "is cut off: section F is not whole"),
        (protocol(1, "3rd").partition("F.2.1 ")[0], "is cut off: section F is not whole"),
        (protocol(1).partition("E.3 ")[0], "is cut off: section F is not whole"),
        (protocol(1).replace("A.2 EudraCT number: 2019", "A.2 EudraCT number: 2018"), "differ"),
        (protocol(1).replace(number_of(1), "2019-1-1"), "EudraCT number: none"),
        (protocol(1).replace("/DE/", "").replace("Germany", "Atlantis"), "country: none"),
    ],
)
def test_what_is_no_whole_record_is_refused_by_its_reason(text: str, why: str) -> None:
    [piece] = cut(text.encode(), frozenset())
    assert piece.id is None
    assert why in piece.reason
    with pytest.raises(RecordError, match=why):
        read(piece.body)
