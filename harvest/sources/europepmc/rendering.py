"""The topic's searches in Europe PMC's language: preprints with the words in title or abstract."""

from harvest.config import Concept, Search
from harvest.sources.phrases import in_phrases
from harvest.strategy import Strategy

NAME = "europepmc"
PREPRINTS = "SRC:PPR"


def render(search: Search, concepts: tuple[Concept, ...]) -> Strategy | None:
    """What a search asks for; None where its text is for another source."""
    return in_phrases(
        search, concepts, NAME, "Europe PMC", "query", field="TITLE_ABS:", only=PREPRINTS
    )
