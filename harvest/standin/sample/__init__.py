"""The bundled synthetic sample: sixty trials, a hundred and ten papers, a year of changes."""

from harvest.standin.corpus import Corpus, Fixed
from harvest.standin.sample.happenings import Expected
from harvest.standin.sample.year import (
    EPOCHS,
    MASS_CHANGES,
    STAMPS,
    MassChange,
    expected_events,
    year,
)


def sample(epoch: int | None = None) -> Corpus:
    """The sample through its year of twelve states, or one of them alone."""
    return year() if epoch is None else Fixed((year().state(epoch),))


__all__ = [
    "EPOCHS",
    "MASS_CHANGES",
    "STAMPS",
    "Expected",
    "MassChange",
    "expected_events",
    "sample",
]
