"""A published database in which every saved query has something to find."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from harvest.config import Config
from harvest.evidence.reporting.record import record_clocks
from harvest.publish import publish
from tests.helpers.bases.work_base import (
    NOW,
    THAT_DAY,
    article,
    execute,
    filled,
    insert,
    row,
    trial,
)
from tests.helpers.clock import FakeClock
from tests.helpers.registries.several import (
    OUTSIDE,
    SECOND,
    disagree,
    elsewhere,
    join,
)

MEASURED = """{"outcomeMeasures": [{"groups": [{"id": "OG0", "title": "Cells"}], "denoms":
[{"units": "Participants", "counts": [{"groupId": "OG0", "value": "20"}]}], "classes":
[{"categories": [{"measurements": [{"groupId": "OG0", "value": "-3"}]}]}]}]}"""
HARMED = """{"seriousEvents": [{"term": "Ascites", "stats":
[{"groupId": "EG000", "numAffected": 1, "numAtRisk": 20}]}]}"""


def build(folder: Path) -> Config:
    """Publish it below ``folder``."""
    config = filled(folder, 3, 3)
    work = config.store.path
    done = {
        "status": "COMPLETED",
        "primary_completion_date": "2020-05",
        "completion_date": "2020-06",
    }
    insert(
        work,
        [
            *trial(11, status="TERMINATED", why_stopped="slow recruitment"),
            *trial(12, **done, is_fda_regulated_drug=1, phase="PHASE2"),
            *trial(13, **done, has_results=1, results_first_posted="2022-02-02"),
            *trial(14, primary_completion_date="2021-01", first_posted="2026-10-01"),
            *trial(15, start_date="2025-03", completion_date="2024-01"),
            *article(11, title="A retracted report", integrity="retracted", retracted=1),
            row("corrections", "90000011", 0, "RetractionIn", "90000099", "J. 2026;1:1"),
            *article(12, title="A meta-analysis", reference_count=1),
            row("article_types", "90000012", 1, "D017418", "Meta-Analysis"),
            row("article_references", "90000012", 0, "Tester A. 2025.", "90000001"),
            row("article_references", "90000012", 1, "Tester B. 2025.", "90000011"),
            row("texts", "MED:90000077", "90000077", title="Names a trial in its text", preprint=0),
            row("text_names", "MED:90000077", 1, "NCT90000011"),
            *article(78, kind="preprint", title="Posted, never published", journal=None,
                     published="2020-03-02", publisher="medRxiv"),
            row("notices", "RW:7", None, "90000077", "retraction", "retracted", "2026-10-01"),
            *article(77, title="Names a trial that is not held"),
            row("adverse_groups", "NCT90000013", 0, "EG000", "Cells", serious_affected=2,
                serious_at_risk=20, deaths_affected=0),
            row("result_outcomes", "NCT90000013", 1, "PRIMARY", "Change of MELD"),
            row("result_analyses", "NCT90000013", 1, 1, p_value="0.03"),
            row("result_sections", "NCT90000013", "outcomeMeasuresModule", MEASURED),
            row("result_sections", "NCT90000013", "adverseEventsModule", HARMED),
            row("trial_ids", "NCT90000001", 0, "secondary", "ISRCTN90000001", "REGISTRY", "ISRCTN"),
            *elsewhere(SECOND, "chictr", "China"),
            *elsewhere(OUTSIDE, "irct", "Iran", status="COMPLETED"),
        ],
    )  # fmt: skip
    join(work, "NCT90000013", SECOND)
    disagree(work, "NCT90000013", SECOND, "status", "COMPLETED", "RECRUITING")
    execute(
        work,
        "INSERT INTO run_queries (run_id, source, search, purpose, sent, state, promised, fetched, "
        "new, changed, failed, finished) VALUES (1, 'pubmed', 'core', 'search', "
        "'cirrhosis[tiab]', 'complete', 6, 6, 6, 0, 0, ?)",
        (NOW,),
    )
    execute(
        work,
        "INSERT INTO quarantine (source, kind, record_id, sha256, reason, times, first_seen, "
        "last_seen, run_id) VALUES ('pubmed', 'article', '90000500', '0', 'no title', 2, ?, ?, 1)",
        (NOW, NOW),
    )
    execute(
        work,
        "INSERT INTO mentions VALUES ('article', '90000077', 0, 'nct', 'NCT90000077', "
        "'databanks[0]', 0, 11, 'NCT90000077', 1)",
    )
    execute(
        work,
        "INSERT INTO links (trial_id, article_id, rule, relation, basis, score, probable, proofs,"
        " evidence, first_seen, last_seen) SELECT trial_id, article_id, 'nct_in_abstract',"
        " relation, basis, score, probable, proofs, 'NCT90000001', first_seen, last_seen FROM links"
        " WHERE rule = 'registry_result' AND trial_id = 'NCT90000001'",
    )
    _history(work)
    publish(config, clock=FakeClock(THAT_DAY))
    return config


def _history(work: Path) -> None:
    """Changes of the last weeks, the clocks as they stand, and a question to a paper."""
    told = (
        ("NCT90000011", "stopped", "status", "RECRUITING", "TERMINATED", "slow recruitment"),
        ("NCT90000001", "enrollment_cut", "enrollment", "90", "60", "-30"),
        ("NCT90000001", "enrollment_cut", "enrollment", "60", "40", "-20"),
        ("NCT90000001", "primary_completion_moved", "primary_completion_date", "2025-12", "2026-08",
         None),
        ("NCT90000001", "primary_completion_moved", "primary_completion_date", "2026-08", "2027-02",
         None),
        ("NCT90000002", "primary_outcome_dropped", "outcomes.removed", "primary, Survival", None,
         "after the start; is now secondary"),
        ("NCT90000003", "primary_outcome_added", "outcomes.added", None, "primary, Survival",
         "before the start"),
    )  # fmt: skip
    for number, (trial_id, event, field, old, new, note) in enumerate(told, 1):
        execute(
            work,
            "INSERT INTO changes (id, kind, record_id, event, field, old, new, note, happened_on, "
            "seen_at, run_id, origin) VALUES (?, 'trial', ?, ?, ?, ?, ?, ?, ?, ?, 1, 'harvest')",
            (number, trial_id, event, field, old, new, note, f"2026-11-{number:02}", NOW),
        )
    execute(
        work,
        "INSERT INTO discrepancies VALUES ('NCT90000001', '90000001', 'participants', "
        "'40 participants (planned)', 'We treated 36.', 'Were some left out?')",
    )
    with closing(sqlite3.connect(work)) as db, db:
        db.execute("UPDATE records SET source = 'clinicaltrials' WHERE kind = 'trial'")
        record_clocks(db, date.fromisoformat(NOW[:10]))
