"""What has to be known of a picture far from its page: what it leaves out, source and date."""

import json
from typing import Any

from harvest.site.context import Site
from harvest.site.render import filters


def imprint(of: Site) -> list[str]:
    """Lines on what the records are and lack, where they are from, and when they were published."""
    generation = of.database.generation
    facts: dict[str, Any] = dict(generation.facts)
    sources = ", ".join(each.title for each in generation.sources)
    missing = json.loads(str(facts.get("missing", "[]")))
    lines = (
        "SAMPLE DATA: these records are made up; nothing here may be cited." if of.sample else "",
        f"Incomplete: {'; '.join(missing)}." if missing else "",
        f"Source: {sources}; database “{of.config.topic.title}”, published on "
        f"{filters.date(str(facts['published_at'])[:10])} (publication {facts['generation']}).",
    )
    return [line for line in lines if line]
