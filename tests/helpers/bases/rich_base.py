"""A base in which one trial and one paper have everything that a page can show."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from harvest.config import Config
from harvest.publish import publish
from tests.helpers.bases.work_base import (
    NOW,
    THAT_DAY,
    article,
    create,
    descriptor,
    insert,
    make_config,
    row,
    trial,
)
from tests.helpers.clock import FakeClock

RICH = "NCT90000001"
PLAIN = "NCT90000002"
OLD = "NCT90009999"
PAPER = "90000001"
RETRACTED = "90000003"

_ELIGIBILITY = (
    "Inclusion Criteria:\n\n• Decompensated cirrhosis\n  • Child-Pugh B\n• Age < 70 & > 18\n\n"
    "Exclusion Criteria:\n\n1. Cancer\n2. Pregnancy"
)
_FIGURES = [
    {
        "categories": [
            {
                "measurements": [
                    {"groupId": "OG1", "value": "12.5", "spread": "3.1"},
                    {"groupId": "OG2", "value": "15.0", "lowerLimit": "11", "upperLimit": "19"},
                ]
            }
        ]
    }
]
_GROUPS = [{"id": "OG1", "title": "Cells given"}, {"id": "OG2", "title": "Saline given"}]


def build(folder: Path) -> Config:
    """The configuration of a published base with trials 1 to 4 and papers 1 to 5."""
    config = make_config(folder)
    create(config.store.path)
    insert(config.store.path, [*_trials(), *_papers(), *descriptor(), *_terms()])
    with closing(sqlite3.connect(config.store.path)) as db, db:
        _evidence(db)
        _history(db)
    publish(config, clock=FakeClock(THAT_DAY))
    return config


def _trials() -> list[tuple[str, tuple[object, ...]]]:
    rich: dict[str, Any] = {
        "acronym": "RICH-1",
        "status": "ACTIVE_NOT_RECRUITING",
        "enrollment": 120,
        "enrollment_type": "ACTUAL",
        "start_date_type": "ACTUAL",
        "completion_date": "2027",
        "completion_date_type": "ESTIMATED",
        "status_verified_date": "2026-09",
        "detailed_description": "First paragraph.\n\n• first item\n• second item",
        "intervention_model": "PARALLEL",
        "who_masked": "PARTICIPANT|INVESTIGATOR",
        "primary_purpose": "TREATMENT",
        "eligibility_criteria": _ELIGIBILITY,
        "sex": "ALL",
        "minimum_age": "18 Years",
        "maximum_age": "70 Years",
        "std_ages": "ADULT|OLDER_ADULT",
        "healthy_volunteers": 0,
        "has_results": 1,
        "results_first_posted": "2026-08-01",
        "responsible_party_type": "SPONSOR_INVESTIGATOR",
        "responsible_party_name": "Resp Onsible",
        "ipd_sharing": "UNDECIDED",
        "has_dmc": 1,
    }
    single: dict[str, Any] = {
        "allocation": "NA",
        "intervention_model": "SINGLE_GROUP",
        "masking": "NONE",
        "primary_purpose": "TREATMENT",
        "status": "NOT_YET_RECRUITING",
        "lead_sponsor": "Another Hospital",
    }
    gone = {"status": "WITHDRAWN", "why_stopped": "no money", "study_type": "OBSERVATIONAL"}
    return [
        *trial(1, **rich),
        row("conditions", RICH, 1, "Hepatitis B"),
        row("trial_keywords", RICH, 0, "regeneration"),
        row("arms", RICH, 1, label="Control", type="PLACEBO_COMPARATOR", description="Saline only"),
        row("interventions", RICH, 1, type="OTHER", name="Saline", other_names="Salt|NaCl"),
        row("arm_interventions", RICH, "Cells", 0),
        row("arm_interventions", RICH, "Control", 1),
        row("outcomes", RICH, "secondary", 0, measure="Survival", time_frame="2 years",
            description="Days alive"),
        row("sponsors", RICH, 1, "collaborator", "Helping Institute", "NIH"),
        row("trial_ids", RICH, 0, "secondary", "ChiCTR2200099001", "REGISTRY", "ChiCTR",
            "https://registry.example/1"),
        row("trial_ids", RICH, 1, "org_study", "HOSP-77"),
        row("trial_documents", RICH, 0, label="Study Protocol", date="2024-01-05"),
        row("see_also", RICH, 0, "link", "The trial's own page", "https://trial.example/"),
        row("see_also", RICH, 1, "link", "A trap", "javascript:alert(1)"),
        row("removed_countries", RICH, 0, "Atlantis"),
        row("trial_events", RICH, 0, "unposted", type="RELEASE", date="2026-07-01"),
        row("trial_mesh", RICH, "D008107", "condition", 1, "Liver Diseases"),
        row("trial_references", RICH, 1, None, "BACKGROUND", "Elder E. An old book. 1999."),
        row("result_outcomes", RICH, 0, type="PRIMARY", title="MELD at week 24",
            time_frame="24 weeks", param_type="MEAN", dispersion_type="STANDARD_DEVIATION",
            unit="points", groups=json.dumps(_GROUPS),
            participants=json.dumps([{"groupId": "OG1", "value": "58"}]),
            values=json.dumps(_FIGURES)),
        row("result_analyses", RICH, 0, 0, p_value="0.03", method="t-test"),
        row("adverse_groups", RICH, 0, title="Cells given", deaths_affected=1, deaths_at_risk=60,
            serious_affected=5, serious_at_risk=60),
        *trial(2, **single),
        *trial(3, phase="PHASE3", enrollment=999, **gone),
        *trial(4, brief_title="Aspirin for headache", enrollment=None,
               enrollment_flag="sentinel 99999999"),
    ]  # fmt: skip


def _papers() -> list[tuple[str, tuple[object, ...]]]:
    return [
        *article(1, abstract="BACKGROUND: Cells may help.\n\nRESULTS: They did.", volume="3",
                 issue="2", pages="10-9", journal_abbrev="Synth J Hepatol", pmcid="PMC9900001"),
        row("abstract_sections", PAPER, 1, label="RESULTS", text="They did help."),
        row("abstract_sections", PAPER, 2, category="Publisher", language="spa",
            text="Las células ayudan."),
        row("authors", PAPER, 2, "author", "Müller", "Jörg", "J", orcid="0000-0002-1825-0097"),
        row("databanks", PAPER, 1, "GEO", None),
        row("article_references", PAPER, 0, "Elder E. A cited paper.", RETRACTED),
        *article(2, title="A protocol for cells in cirrhosis"),
        *article(3, title="A report that was taken back", integrity="retracted", retracted=1),
        row("corrections", RETRACTED, 0, "RetractionIn", "90000099", "Synth J. 2026;1:1"),
        *article(4, title="A paper of concern", integrity="concern"),
        *article(5, title="Aspirin, a review", year=1999, published="1999"),
        row("article_types", "90000005", 1, "D016454", "Review"),
    ]  # fmt: skip


def _terms() -> list[tuple[str, tuple[object, ...]]]:
    return [
        row("mesh_terms", "D008107", "Liver Diseases", "Diseases of the liver.", "C06.552"),
        row("mesh_entry_terms", "D008103", 1, "Hobnail Liver"),
    ]


def _evidence(db: sqlite3.Connection) -> None:
    links = [
        (RICH, PAPER, "registry_result", "results", "The registry says so", 1.0, 0, "A citation."),
        (RICH, PAPER, "databank", "results", "The registry says so", 1.0, 0, "NCT90000001"),
        (RICH, "90000002", "databank", "protocol", "It is a protocol", 1.0, 0, "NCT90000001"),
        (RICH, RETRACTED, "nct_in_abstract", "mention", "It names it", 1.0, 0, "see NCT90000001"),
        (RICH, "90000004", "candidate", "candidate", "probable", 0.93, 1, "same officials"),
        (PLAIN, "90000005", "candidate", "candidate", "to judge", 0.2, 0, "titles share: x"),
    ]
    db.executemany(
        "INSERT INTO links (trial_id, article_id, rule, relation, basis, score, probable, evidence,"
        " proofs, first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)",
        [(*link, NOW, NOW) for link in links],
    )
    facets = [
        ("trial", RICH, 0, "cell_source", "umbilical_cord", "umbilical cord", None, "brief_title"),
        ("trial", RICH, 1, "donor", "allogeneic", "allogeneic", "inferred from umbilical cord",
         "brief_title"),
        ("trial", RICH, 2, "dose", "1e6 cells/kg", "1e6 cells/kg", None, "arms[0].description"),
        ("trial", PLAIN, 0, "cell_source", "bone_marrow", "bone marrow", None, "brief_title"),
        ("article", PAPER, 0, "cell_source", "umbilical_cord", "umbilical cord", None, "title"),
    ]  # fmt: skip
    db.executemany(
        "INSERT INTO facets (kind, id, position, facet, value, label, flag, field, start, "
        "\"end\", evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 3, 'the words that say it')",
        facets,
    )
    points = [(RICH, 3, "24 weeks", 168.0), (RICH, 4, "7 days", 7.0), (RICH, 5, "2 years", 730.0)]
    db.executemany(
        'INSERT INTO facets (kind, id, position, facet, value, label, low, field, start, "end", '
        "evidence) VALUES ('trial', ?, ?, 'time_point', ?, ?, ?, 'outcomes[0]', 0, 3, ?)",
        [(trial_id, position, text, text, days, text) for trial_id, position, text, days in points],
    )
    related = [
        ("trial", RICH, "trial", PLAIN, 1, 0.8, '["same cell source: umbilical cord"]'),
        ("trial", RICH, "article", "90000005", 1, 0.5, '["both measure MELD"]'),
        ("article", PAPER, "trial", PLAIN, 1, 0.6, '["same aetiology: hepatitis B"]'),
    ]
    db.executemany("INSERT INTO related VALUES (?, ?, ?, ?, ?, ?, ?)", related)
    relevance = [("trial", f"NCT9000000{n}", 0.1 if n == 4 else 0.9) for n in range(1, 5)]
    relevance += [("article", f"9000000{n}", 0.1 if n == 5 else 0.9) for n in range(1, 6)]
    db.executemany(
        "INSERT INTO relevance VALUES (?, ?, ?, '[\"condition: cirrhosis in title\"]')", relevance
    )
    db.execute(
        "INSERT INTO article_roles VALUES (?, 'results', 'Clinical Trial', 'types')", (PAPER,)
    )


def _history(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO aliases VALUES ('trial', ?, ?, ?)", (OLD, RICH, NOW))
    changes = [
        ("status", "status", "RECRUITING", "ACTIVE_NOT_RECRUITING", None, "2026-05-02"),
        ("primary_completion_moved", "primary_completion_date", "2026-02", "2027-02",
         "365 days later", "2026-10-01"),
    ]  # fmt: skip
    db.executemany(
        "INSERT INTO changes (kind, record_id, event, field, old, new, note, happened_on, seen_at, "
        "run_id, origin) VALUES ('trial', ?, ?, ?, ?, ?, ?, ?, ?, 1, 'harvest')",
        [(RICH, *change, NOW) for change in changes],
    )
    db.execute(
        "INSERT INTO clocks (trial_id, clock, state, due, partial, reason, fields) VALUES "
        "(?, 'registry_12_months', 'overdue', '2026-02-28', 1, 'completed a year ago', '{}')",
        (RICH,),
    )
