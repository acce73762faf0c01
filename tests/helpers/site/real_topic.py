"""The real trials and papers around the topic: as they stood, and harvested again."""

import re
from datetime import UTC, datetime
from pathlib import Path

from harvest.config import Config, load
from harvest.run.refresh import refresh
from harvest.standin import folder, serve
from tests.helpers.bases.default_config import default_config
from tests.helpers.clock import FakeClock

FILES = (
    "clinicaltrials/topic.jsonl.gz",
    "clinicaltrials/topic-older.jsonl.gz",
    "pubmed/topical.xml.gz",
    "mesh/descriptors-2025.tsv.gz",
)
_SEARCH = re.compile(r"(?ms)^\[\[search\]\].*?(?=^\[sources)")
_EVERYTHING = """[[search]]
name = "everything"
clinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"
pubmed = "1800:3000[dp]"

"""
DAYS = (datetime(2023, 2, 10, 6, tzinfo=UTC), datetime(2026, 11, 24, 6, tzinfo=UTC))


def harvest_topic(shared: Path, to: Path) -> Config:
    """Both refreshes of all of these records, also of those beside the default topic."""
    records = to / "records"
    records.mkdir()
    for name in FILES:
        (records / Path(name).name).symlink_to(shared.resolve() / "corpus" / name)
    with serve(folder(records, past=True)) as registries:
        path = default_config(to, registries)
        path.write_text(_SEARCH.sub(lambda _: _EVERYTHING, path.read_text("utf-8")), "utf-8")
        config = load(path, {})
        for epoch, day in enumerate(DAYS):
            registries.set_epoch(epoch)
            outcome = refresh(config, quiet=True, clock=FakeClock(day))
            assert outcome.exit_code == 0, outcome.problems
    return config
