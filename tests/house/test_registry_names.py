"""Which files know a registry by its name, though they are of none: a list that may only shrink.

What the program needs to know of a registry stands in its package of ``harvest/sources``. Where a
file elsewhere names ClinicalTrials.gov or its numbers all the same, the reason stands here.

Relies on nothing beside the program.
"""

import re
from pathlib import Path

from harvest import staleness
from harvest.paths import DB, PACKAGE

NAMED = re.compile(r"(?i:(?<!eu)clinicaltrials(?!register))|\bNCT(?![a-z_])|(?<=['\"])nct(?=['\"])")
OWN = ("harvest/sources/clinicaltrials/", "harvest/standin/", "harvest/_shared/", "db/migrations/")
EXAMPLE = "an example of a trial's number, in a message, a help text or a field"
REWRITTEN = "its trials are written anew as those of other registries"

ALLOWED = {
    "db/queries/outside-clinicaltrials-gov.sql": "asks what is registered elsewhere alone",
    "harvest/site/sql/facets/trials/registered_at.sql": "the same, as a filter of lists",
    "db/queries/trials-named-not-held.sql": "lists the registry's numbers in PubMed's data banks",
    "db/vocabularies/registries.csv": "numbers of every registry, as data",
    "harvest/commands/history.py": EXAMPLE,
    "harvest/config/__init__.py": "the key of a concept's field, which files have; and an example",
    "harvest/digest/watch.py": EXAMPLE,
    "harvest/commands/evaluate.py": "the names of the folders that a sample is drawn from",
    "harvest/evaluation/sheets/drawing.py": "the files of a sample are of its records",
    "harvest/evaluation/gold.py": "the gold sets are of its records",
    "harvest/evaluation/records.py": "the gold sets are of its records",
    "harvest/evaluation/evaluate.py": REWRITTEN,
    "harvest/evaluation/report.py": REWRITTEN,
    "harvest/evaluation/same_study/bases.py": REWRITTEN,
    "harvest/evaluation/same_study/judged.py": REWRITTEN,
    "harvest/evaluation/same_study/train.py": REWRITTEN,
    "harvest/export/saved.py": "the heading of the column nct_id",
    "harvest/judgements/rows.py": EXAMPLE,
    "harvest/sources/isrctn/children.py": "what ISRCTN calls its field for that registry's number",
    "harvest/site/pages/compare.py": EXAMPLE,
    "harvest/sources/ictrp/parts.py": "each registry's texts are of its own form in WHO's files",
    "harvest/sources/ictrp/reading.py": "fills the column nct_id",
    "harvest/site/templates/compare.html": EXAMPLE,
    "harvest/verify/references.py": "the names by which a text cites a registry's record",
}
"""File, and why it names a registry."""


def text_of(path: Path) -> str:
    """What a file does: of a module neither comments nor docstrings, of SQL no comment."""
    if path.suffix == ".py":
        return staleness.code(path).text
    text = path.read_text("utf-8")
    return re.sub(r"--[^\n]*", "", text) if path.suffix == ".sql" else text


def naming() -> dict[str, list[str]]:
    """Each file outside of a registry's own that names it, and how."""
    found = {}
    for root in (PACKAGE, DB):
        for path in sorted(root.rglob("*")):
            name = f"{root.name}/{path.relative_to(root).as_posix()}"
            if path.suffix not in {".py", ".sql", ".html", ".toml", ".csv"} or name.startswith(OWN):
                continue
            words = re.sub(r"nct_ids?\b", "", text_of(path))
            if hits := NAMED.findall(words):
                found[name] = sorted(set(hits))
    return found


def test_no_file_that_is_of_no_registry_names_one_without_a_reason() -> None:
    assert set(naming()) - set(ALLOWED) == set()


def test_a_reason_that_is_no_longer_needed_is_taken_off_the_list() -> None:
    assert set(ALLOWED) - set(naming()) == set()
