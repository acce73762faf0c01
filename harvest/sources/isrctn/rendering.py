"""The topic's searches in the registry's language."""

from harvest.config import Concept, Search
from harvest.sources.phrases import in_phrases
from harvest.strategy import Strategy

NAME = "isrctn"


def render(search: Search, concepts: tuple[Concept, ...]) -> Strategy | None:
    """What a search asks the registry; None where its text is for another source."""
    return in_phrases(search, concepts, NAME, "ISRCTN", "q")
