"""Europe PMC: which papers name a trial of the database in their full text.

look_up → asking (numbers in batches) → naming (which number it was) → answers │ reading
retrieve → articles (the full texts of those that are open access)
"""

from harvest.identifiers.about import about
from harvest.sources import Source
from harvest.sources.europepmc.answers import NAME, judge
from harvest.sources.europepmc.articles.asking import LIMITS, retrieve
from harvest.sources.europepmc.asking import fetch, greet, look_up
from harvest.sources.europepmc.reading import digest, normalise

SOURCE = Source(
    about=about(NAME),
    judge=judge,
    fetch=fetch,
    look_up=look_up,
    retrieve=retrieve,
    limits=LIMITS,
    digest=digest,
    normalise=normalise,
    greet=greet,
)
