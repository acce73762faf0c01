"""What is worked out from the records: facets, links, related records, relevance; changes, clocks.

Everything here cites what it was made from, and can be made again from the records alone.
"""

from typing import TYPE_CHECKING

from harvest import judgements
from harvest.facets import names
from harvest.judgements.model import Judgements
from harvest.packs.folders import using

if TYPE_CHECKING:
    from harvest.config import Config, Topic
    from harvest.evidence.pipeline import Updated
    from harvest.store import Store

NOBODY = Judgements()


def judged_by_persons(config: "Config") -> Judgements:
    """What persons decided of the topic; raises what :func:`harvest.judgements.read` raises."""
    with using(config.topic.packs):
        judged = judgements.read(config.judgements.folder, names())
    if judged.sponsors:
        from harvest.sponsors import check

        check(judged.sponsors)  # before a run of minutes, not at its end
    return judged


def update(store: "Store", topic: "Topic", judged: Judgements = NOBODY) -> "Updated":
    """Bring facets, links, relations and relevance up to date with records and judgements.

    Writes through the store's transactions, and nothing if nothing has changed. Raises what the
    store raises.
    """
    from harvest.evidence.pipeline import update as run  # numpy and scipy take a second to import

    return run(store, topic, judged)
