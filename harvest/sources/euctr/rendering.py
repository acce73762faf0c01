"""The topic's searches in the register's language."""

from harvest.config import Concept, Search
from harvest.sources.phrases import in_phrases
from harvest.strategy import Strategy

NAME = "euctr"


def render(search: Search, concepts: tuple[Concept, ...]) -> Strategy | None:
    """What a search asks the register; None where its text is for another source."""
    return in_phrases(search, concepts, NAME, "the EU register", "query")
