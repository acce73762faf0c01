"""A base of records on five subjects, with much in common, and what is worked out from it."""

import random
from pathlib import Path

from harvest.store import Store
from tests.helpers.bases.linked import fill, paper, rct, trial
from tests.helpers.bases.work_base import row
from tests.helpers.clock import FakeClock

SUBJECTS = (
    "umbilical cord mesenchymal stem cells in decompensated liver cirrhosis",
    "autologous bone marrow cells infused through the hepatic artery in hepatitis B cirrhosis",
    "adipose derived stromal cells in alcoholic liver disease and fibrosis",
    "citrate and diet in kidney stones of young adults",
    "walking and strength in older adults with knee pain",
)
WORDS = (
    "randomised", "safety", "efficacy", "albumin", "bilirubin", "survival", "quality", "placebo",
    "open", "label", "dose", "repeated", "single", "infusion", "response", "marker", "imaging",
    "stiffness", "ascites", "follow", "cohort", "pilot", "secondary",
)  # fmt: skip


TABLES = ("related", "facets", "mentions", "relevance", "article_roles")


def nct(number: int) -> str:
    return f"NCT9000{number:04d}"


def base(store: Store, trials: int = 25, papers: int = 60) -> None:
    """Records on five subjects, with people, topics, citations and numbers in common."""
    rng = random.Random(5)
    rows = []
    for n in range(trials):
        subject = SUBJECTS[n % len(SUBJECTS)]
        rows += [
            trial(
                nct(n),
                brief_title=f"{subject}: {' '.join(rng.sample(WORDS, 3))} study",
                brief_summary=f"This study will test {subject}. {' '.join(rng.sample(WORDS, 8))}.",
                start_date="2015-03",
                completion_date="2017-01",
                enrollment=20 + n,
            ),
            row("officials", nct(n), 0, f"Anna Person{n % 7}, MD"),
            row("sponsors", nct(n), 0, "lead", f"Hospital {n % 4}"),
            row("trial_mesh", nct(n), f"D{n % 3}", "condition", 0, f"Descriptor {n % 3}"),
            row("trial_references", nct(n), 0, str(100 + n), "BACKGROUND", "Cited."),
        ]
    for n in range(papers):
        subject = SUBJECTS[n % len(SUBJECTS)]
        rows += [
            paper(
                str(100 + n),
                title=f"{subject}: {' '.join(rng.sample(WORDS, 3))} results",
                abstract=f"{' '.join(rng.sample(WORDS, 10))}. {subject}. "
                + (f"Registered as {nct(n)}." if n % 6 == 0 else ""),
                year=2015 + n % 6,
            ),
            row("authors", str(100 + n), 0, "author", f"Person{n % 9}", "Anna"),
            row("article_mesh", str(100 + n), 0, f"D{n % 4}", f"Descriptor {n % 4}", 0),
        ]
        if n % 3 == 0:
            rows.append(rct(str(100 + n)))
    fill(store, *rows)


def fresh(path: Path) -> Store:
    store = Store.open(path, clock=FakeClock())
    store.begin_run(False)
    return store


def said(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All evidence but the times and the ties that were withdrawn, which only history knows."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for table in TABLES:
        sql = f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4"  # noqa: S608 (names above)
        found[table] = store.connection.execute(sql).fetchall()
    found["words"] = store.connection.execute(
        "SELECT kind, id, words FROM evidence_state ORDER BY 1, 2"
    ).fetchall()
    found["links"] = store.connection.execute(
        "SELECT trial_id, article_id, rule, relation, basis, score, probable, proofs, evidence "
        "FROM links WHERE withdrawn_on IS NULL ORDER BY 1, 2, 3"
    ).fetchall()
    return found


def touch(store: Store, kind: str, identifier: str) -> None:
    store.connection.execute(
        "UPDATE records SET content_digest = content_digest || '+' WHERE kind = ? AND id = ?",
        (kind, identifier),
    )
