"""A published base whose studies are registered in several registries, and related to others.

=============  ==============================================================================
study          registrations, in the order of their first posting
=============  ==============================================================================
NCT90000001    NCT90000001 (recruiting, China, South Korea), ChiCTR2200099001 (completed, China),
               ISRCTN90000017 (United Kingdom), which only the ChiCTR record names
NCT90000002    NCT90000002 alone; NCT90000003 extends it; ChiCTR2400099041 may be the same
IRCT…N1        IRCT20230100099003N1 alone, outside ClinicalTrials.gov
CTRI/2021/…    CTRI/2021/06/099010 alone, which names a trial of ClinicalTrials.gov that is not here
=============  ==============================================================================
"""

from pathlib import Path
from typing import Any

from harvest.config import Config
from harvest.publish import publish
from tests.helpers.bases.work_base import (
    NOW,
    TABLES,
    THAT_DAY,
    article,
    create,
    descriptor,
    execute,
    insert,
    make_config,
    row,
    trial,
)
from tests.helpers.clock import FakeClock

FIRST, SECOND, THIRD = "NCT90000001", "ChiCTR2200099001", "ISRCTN90000017"
ALONE, EXTENSION, MAYBE = "NCT90000002", "NCT90000003", "ChiCTR2400099041"
OUTSIDE, ABROAD = "IRCT20230100099003N1", "CTRI/2021/06/099010"
STUDIES = {FIRST, ALONE, EXTENSION, MAYBE, OUTSIDE, ABROAD}
OWN_PAPER, OTHER_PAPER = "90000001", "90000002"

_SAME = "INSERT INTO same_study VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)"
_DISAGREES = "INSERT INTO study_disagreements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_RELATED = "INSERT INTO related VALUES ('trial', ?, 'trial', ?, ?, 0.5, '[\"same sponsor\"]')"
_LINK = (
    "INSERT INTO links VALUES (?, ?, 'databank', 'results', 'names the trial as its own', 1.0, 0, "
    "1, 'listed among its data banks', ?, ?, NULL)"
)


def build(folder: Path, papers: tuple[str, ...] = (OWN_PAPER, OTHER_PAPER)) -> Config:
    """The configuration of the base; of its ``papers`` each reports a registration of a study."""
    config = make_config(folder)
    path = config.store.path
    create(path)
    insert(
        path,
        [
            *(each for number in (1, 2, 3) for each in trial(number)),
            *elsewhere(SECOND, "chictr", "China", status="COMPLETED", first_posted="2024-03-01"),
            *elsewhere(THIRD, "isrctn", "United Kingdom", first_posted="2024-05-01"),
            *elsewhere(MAYBE, "chictr", "China", brief_title="Cells that may be the same"),
            *elsewhere(OUTSIDE, "irct", "Iran", brief_title="Cells given in Iran alone"),
            *elsewhere(ABROAD, "ctri", "India", brief_title="Cells given in India"),
            row("trial_ids", ABROAD, 1, "secondary", "NCT90000777"),
            *article(1),
            *article(2),
            *descriptor(),
        ],
    )
    join(path, FIRST, SECOND, THIRD)
    _relate(path, FIRST, SECOND, "names_the_other", "same", "same", 1.0, f"Numbers: {SECOND}")
    _relate(path, SECOND, THIRD, "name_the_same", "same", "same", 1.0, f"Numbers: {THIRD}")
    _relate(path, ALONE, EXTENSION, "names_the_other", "extension", "parent", 1.0, "extension of")
    _relate(
        path, ALONE, MAYBE, "candidate", "candidate", "candidate", 0.71, "similar title; same size"
    )
    disagree(path, FIRST, SECOND, "status", "RECRUITING", "COMPLETED")
    disagree(path, FIRST, SECOND, "enrollment", "40", "60", kinds=("ESTIMATED", "ACTUAL"))
    disagree(path, FIRST, THIRD, "countries", "China|South Korea", "United Kingdom")
    for number, paper in ((FIRST, OWN_PAPER), (SECOND, OTHER_PAPER)):
        if paper in papers:
            execute(path, _LINK, (number, paper, NOW, NOW))
    for rank, other in enumerate((SECOND, ALONE), 1):
        execute(path, _RELATED, (FIRST, other, rank))
    publish(config, clock=FakeClock(THAT_DAY))
    return config


def elsewhere(
    number: str, registry: str, country: str, **values: Any
) -> list[tuple[str, tuple[object, ...]]]:
    """A trial of another registry."""
    (_, written), *_ = trial(1)
    common = dict(zip(TABLES["trials"]._fields, written, strict=True)) | {
        "registry": registry,
        "nct_id": None,
        "has_results": 0,
        "first_posted": "2024-06-01",
        "url": f"https://registry.example/{number}",
    }
    del common["trial_id"]
    return [
        row("trials", number, **(common | values)),
        row("conditions", number, 0, "Liver Cirrhosis"),
        row("locations", number, 0, country=country),
        row("sponsors", number, 0, "lead", "Synthetic Hospital", "OTHER"),
        row("outcomes", number, "primary", 0, measure="MELD score", time_frame="24 weeks"),
    ]


def join(path: Path, *numbers: str) -> None:
    """Make registrations those of one study, which is called as the first."""
    for number in numbers:
        execute(path, "INSERT OR REPLACE INTO study_members VALUES (?, ?)", (number, numbers[0]))


def _relate(
    path: Path, one: str, other: str, rule: str, there: str, back: str, score: float, why: str
) -> None:
    for pair, relation in (((one, other), there), ((other, one), back)):
        execute(path, _SAME, (*pair, rule, relation, score, why, None, NOW, NOW))


def disagree(
    path: Path,
    one: str,
    other: str,
    field: str,
    *said: str,
    kinds: tuple[str | None, str | None] = (None, None),
) -> None:
    """Let two registrations of the study called as the first say different things of a field."""
    here, there = said
    values = (one, one, other, field, here, kinds[0], there, kinds[1], None)
    execute(path, _DISAGREES, values)
