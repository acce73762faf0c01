"""Pages that follow from the published file alone: their text is kept with it."""

from collections.abc import Hashable, Mapping
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Response

from harvest.site.cache import once
from harvest.site.page import answer, fill, frame, site


async def kept_page(
    datasette: Datasette, template: str, key: Hashable, shown: Mapping[str, Any]
) -> Response:
    """What ``page`` answers; filled anew only when a banner has something else to tell.

    ``key`` tells this page from others; what is ``shown`` must follow from it and the file.
    """
    of = site(datasette)
    given = frame(of)
    html = await once(
        datasette,
        (
            "text",
            template,
            key,
            given["today"],
            given["stale"],
            given["age_unknown"],
            given["refused"],
            given["public_sql"],
            given["current"],
        ),
        lambda _: fill(of, template, {**given, **shown}),
    )
    return answer(html)
