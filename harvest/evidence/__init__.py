"""What is worked out from the records: facets, links, related records, relevance; changes, clocks.

Everything here cites what it was made from, and can be made again from the records alone.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harvest.config import Topic
    from harvest.evidence.pipeline import Updated
    from harvest.store import Store


def update(store: "Store", topic: "Topic") -> "Updated":
    """Bring facets, links, relations and relevance up to date with the records.

    Writes through the store's transactions, and nothing if nothing has changed. Raises ConfigError
    if a file of corrections or verdicts is wrong, and what the store raises.
    """
    from harvest.evidence.pipeline import update as run  # numpy and scipy take a second to import

    return run(store, topic)
