"""A base of records on five subjects, with much in common, from which evidence is worked out."""

import random

from harvest.store import Store
from tests.helpers.bases.linked import fill, paper, rct, trial
from tests.helpers.bases.work_base import row

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
