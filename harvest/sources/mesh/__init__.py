"""MeSH: name, definition, synonyms and places in the tree of each descriptor in use.

walk (which descriptors) → asking (SPARQL, id.nlm.nih.gov) │ reading (rows)
"""

from harvest.identifiers.about import about
from harvest.sources import Source
from harvest.sources.mesh.asking import NAME, greet, judge
from harvest.sources.mesh.reading import digest, normalise
from harvest.sources.mesh.walk import accompany, effort, nothing

SOURCE = Source(
    about=about(NAME),
    judge=judge,
    fetch=nothing,
    digest=digest,
    normalise=normalise,
    accompany=accompany,
    greet=greet,
    effort=effort,
)
