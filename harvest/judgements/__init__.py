"""What persons decided of a topic: verdicts on links and on studies, corrections of facets.

They stand in ``verdicts.csv``, ``studies.csv`` and ``corrections.csv`` in the folder ``[judgements]
folder``, beside the configuration, and outlive every recompute and every upgrade; the program's own
folder holds none. Readers never write there; ``harvest judgements move`` adds rows and changes
none.
"""

from collections.abc import Collection
from pathlib import Path

from harvest.judgements.files import CORRECTIONS, STUDIES, VERDICTS, read_rows
from harvest.judgements.model import Correction, Judgements, StudyVerdict, Verdict
from harvest.judgements.rows import correction, study, verdict


def read(folder: Path, facets: Collection[str]) -> Judgements:
    """The judgements of a folder; none where there is no folder or no file.

    ``facets`` are the names that a correction may give. Of several verdicts on one pair the last
    one counts. Raises ConfigError naming file, line and column of what is wrong, NoPermission or
    StorageError where a file can't be read.
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
    return Judgements(verdicts, {key: tuple(fixes) for key, fixes in corrections.items()}, studies)


__all__ = [
    "CORRECTIONS",
    "STUDIES",
    "VERDICTS",
    "Correction",
    "Judgements",
    "StudyVerdict",
    "Verdict",
    "read",
]
