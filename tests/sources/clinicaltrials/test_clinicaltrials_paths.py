"""Nothing that a study carries is lost silently: each path is in a row, or listed with a reason.

A path is held if a change of its value changes the rows. Tried on the synthetic study, which has
every part that the shapes know, and on each path of the real records.

Relies on ../shared.
"""

import csv
import gzip
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from harvest.errors import RecordError
from harvest.records import Raw
from harvest.sources.clinicaltrials import normalise
from tests.helpers.places import DATA
from tests.helpers.sources.leaves import Where, leaves
from tests.helpers.sources.whole_study import whole_study

LIST = DATA / "clinicaltrials-unheld-paths.tsv"


def reviewed() -> dict[str, str]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["path"]: row["reason"] for row in csv.DictReader(file, delimiter="\t")}


def pattern(where: Where) -> str:
    return ".".join(f"{step}" if isinstance(step, str) else "[]" for step in where).replace(
        ".[]", "[]"
    )


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if len(value) in (4, 7, 10) and value[:4].isdigit():
        return "1999" + value[4:]
    return value + "7"


def rows(study: Any, nct_id: str) -> object:
    body = json.dumps(study, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        return normalise(Raw("clinicaltrials", "trial", nct_id, body, "")).tables
    except RecordError:
        return "refused"


def unheld(study: Any, candidates: dict[str, list[Where]]) -> set[str]:
    """Of the paths, those whose every value can change without a trace in the rows."""
    nct_id = study["protocolSection"]["identificationModule"]["nctId"]
    before = rows(study, nct_id)
    found = set()
    for path, places in candidates.items():
        for where in places:
            changed = deepcopy(study)
            parent = changed
            for step in where[:-1]:
                parent = parent[step]
            parent[where[-1]] = other(parent[where[-1]])
            if rows(changed, nct_id) != before:
                break
        else:
            found.add(path)
    return found


def by_path(study: Any, *, at_most: int) -> dict[str, list[Where]]:
    found: dict[str, list[Where]] = {}
    for where, _ in leaves(study):
        places = found.setdefault(pattern(where), [])
        if len(places) < at_most:
            places.append(where)
    return found


def test_each_path_of_the_shapes_is_in_a_row_or_on_the_reviewed_list() -> None:
    study = whole_study()
    paths = by_path(study, at_most=1)
    assert unheld(study, paths) == reviewed().keys() & paths.keys()


def test_the_reviewed_list_names_only_paths_that_the_shapes_know_each_with_a_reason() -> None:
    assert reviewed().keys() <= by_path(whole_study(), at_most=1).keys()
    assert all(len(reason) > 20 for reason in reviewed().values())


def test_each_path_of_the_real_records_is_in_a_row_or_on_the_reviewed_list(shared: Path) -> None:
    """Each path is tried in the first records that have it, until one holds it."""
    tried: dict[str, int] = {}
    held: set[str] = set()
    lost: dict[str, str] = {}
    for file in sorted((shared / "corpus" / "clinicaltrials").glob("*.jsonl.gz")):
        with gzip.open(file) as lines:
            for line in lines:
                study = json.loads(line)
                paths = by_path(study, at_most=3)
                new = {
                    path: places
                    for path, places in paths.items()
                    if path not in held and tried.get(path, 0) < 3
                }
                if not new:
                    continue
                missed = unheld(study, new)
                held |= new.keys() - missed
                for path in missed:
                    tried[path] = tried.get(path, 0) + 1
                    lost[path] = study["protocolSection"]["identificationModule"]["nctId"]
    lost = {path: nct_id for path, nct_id in lost.items() if path not in held}
    assert len(held) > 200
    unlisted = {path: nct_id for path, nct_id in lost.items() if path not in reviewed()}
    assert not unlisted
    assert not held & reviewed().keys()


@pytest.mark.parametrize("path", ["protocolSection.statusModule.overallStatus"])
def test_the_search_for_lost_paths_finds_one(path: str) -> None:
    """A path that no row can hold is found to be lost: the tests above can fail."""
    study = whole_study()
    study["protocolSection"]["noveltyModule"] = {"score": "high"}
    assert unheld(study, {"n": [("protocolSection", "noveltyModule", "score")]}) == {"n"}
    assert unheld(study, {path: [tuple(path.split("."))]}) == set()
