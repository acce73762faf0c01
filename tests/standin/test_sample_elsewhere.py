"""The sample's trials outside ClinicalTrials.gov: what a person exports from WHO's portal.

Relies on nothing beside the program.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest

from harvest.dates import parse
from harvest.records import Raw, Record
from harvest.rows.trial import Trial
from harvest.sources.ictrp.body import Kept
from harvest.sources.ictrp.exports import opened
from harvest.sources.ictrp.reading import normalise
from harvest.standin.sample import EPOCHS, FILE, STAMPS, exported, sample

WRITTEN = date.fromisoformat(STAMPS[-1][:10])


def records(folder: Path, ends: date) -> list[Record]:
    """The trials of the last state's file, as the import reads them."""
    file = exported(sample(ends=ends).state(EPOCHS - 1))
    assert file is not None
    (folder / FILE).write_bytes(file)
    with opened(folder / FILE) as export:
        assert export.layout == "portal XML"
        kept = [Kept(each.fields, ends.isoformat(), each.unknown) for each in export.entries]
    return [normalise(Raw("ictrp", "trial", each.key, each.dumps(), "")) for each in kept]


def trial(record: Record) -> Trial:
    (found,) = record.tables["trials"]
    assert isinstance(found, Trial)
    return found


def test_every_trial_of_the_file_is_read_whole_and_of_its_own_registry(tmp_path: Path) -> None:
    found = records(tmp_path, WRITTEN)
    registries = sorted(trial(each).registry for each in found)
    assert registries == ["chictr", "chictr", "ctri", "irct", "jrct"]
    for each in found:
        row = trial(each)
        assert None not in (row.brief_title, row.enrollment, row.start_date, row.first_posted)
        assert each.tables["outcomes"], each.id
        assert each.tables["locations"], each.id
        assert each.drift == (), each.id


def test_trials_of_clinicaltrials_gov_name_two_of_them(tmp_path: Path) -> None:
    studies = sample().state(0).studies.values()
    named = [
        each.id
        for each in records(tmp_path, WRITTEN)
        if sum(each.id.encode() in body for body in studies) == 1
    ]
    assert named == ["ChiCTR2200099001", "CTRI/2021/06/099010"]


@pytest.mark.parametrize("ends", [date(2027, 1, 1), date(2028, 2, 29), date(2031, 11, 29)])
def test_in_another_year_they_are_as_old_as_they_were(tmp_path: Path, ends: date) -> None:
    moved = timedelta(days=(ends - WRITTEN).days)
    pairs = zip(records(tmp_path, WRITTEN), records(tmp_path, ends), strict=True)
    for written, there in pairs:
        for column in ("start_date", "first_posted"):
            was = parse(getattr(trial(written), column) or "")
            became = parse(getattr(trial(there), column) or "")
            assert was is not None
            assert became is not None
            assert became.earliest - was.earliest == moved, (there.id, column)
