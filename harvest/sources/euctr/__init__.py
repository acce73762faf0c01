"""The EU Clinical Trials Register: protocols of EudraCT, one record a country.

fetch → asking (a search's list, then its protocols) → answers (bytes into records) │ form (a record
into its fields) → reading → normalise
"""

from harvest.identifiers.about import about
from harvest.sources import Source
from harvest.sources.euctr.answers import judge
from harvest.sources.euctr.asking import count, fetch, greet
from harvest.sources.euctr.reading import digest, normalise
from harvest.sources.euctr.rendering import NAME, render

SOURCE = Source(
    about=about(NAME),
    judge=judge,
    fetch=fetch,
    digest=digest,
    normalise=normalise,
    render=render,
    greet=greet,
    count=count,
)
