"""WHO ICTRP by export files: trials of every registry, as a person found them at its portal."""

from harvest.identifiers.about import about
from harvest.sources import Source
from harvest.sources.ictrp.asking import NAME, fetch, judge, render
from harvest.sources.ictrp.body import digest
from harvest.sources.ictrp.reading import normalise

SOURCE = Source(
    about=about(NAME),
    judge=judge,
    fetch=fetch,
    digest=digest,
    normalise=normalise,
    by_hand=render,
)
