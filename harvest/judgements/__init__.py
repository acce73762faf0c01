"""What persons decided of a topic: verdicts on links and studies, corrections, sponsors.

They stand in ``verdicts.csv``, ``studies.csv``, ``corrections.csv`` and ``sponsors.csv`` in the
folder ``[judgements] folder``, beside the configuration, and outlive every recompute and every
upgrade; the program's own folder holds none. Readers never write there; ``harvest judgements move``
adds rows and changes none.
"""

from collections.abc import Collection
from pathlib import Path

from harvest.judgements.files import CORRECTIONS, SPONSORS, STUDIES, VERDICTS, read_rows
from harvest.judgements.model import Correction, Judgements, SponsorLine, StudyVerdict, Verdict
from harvest.judgements.rows import correction, sponsor, study, verdict


def read(folder: Path, facets: Collection[str]) -> Judgements:
    """The judgements of a folder; none where there is no folder or no file.

    ``facets`` are the names that a correction may give. Of several verdicts on one pair, or
    lines on one name, the last one counts. Raises ConfigError naming file, line and column of what
    is wrong, NoPermission or StorageError where a file can't be read.
    """
    verdicts = {}
    for row in read_rows(folder / VERDICTS.name, VERDICTS):
        key, given = verdict(row)
        verdicts[key] = given
    corrections: dict[tuple[str, str], dict[Correction, None]] = {}
    for row in read_rows(folder / CORRECTIONS.name, CORRECTIONS):
        record, fix = correction(row, facets)
        corrections.setdefault(record, {})[fix] = None
    studies = dict(study(row) for row in read_rows(folder / STUDIES.name, STUDIES))
    fixes = {key: tuple(given) for key, given in corrections.items()}
    return Judgements(verdicts, fixes, studies, sponsors(folder))


def sponsors(folder: Path) -> dict[str, SponsorLine]:
    """The lines on sponsors of a folder alone; raises as :func:`read` does."""
    return dict(sponsor(row) for row in read_rows(folder / SPONSORS.name, SPONSORS))


__all__ = [
    "CORRECTIONS",
    "SPONSORS",
    "STUDIES",
    "VERDICTS",
    "Correction",
    "Judgements",
    "SponsorLine",
    "StudyVerdict",
    "Verdict",
    "read",
    "sponsors",
]
