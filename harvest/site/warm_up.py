"""Works out, before a reader asks, what else the first readers of a publication would wait for.

All of the generation that the caller is bound to, in threads that no page waits for.
"""

import asyncio

from datasette.app import Datasette

from harvest.site.catalog import holdings
from harvest.site.lists.answer import index_of
from harvest.site.pages import home, landscape
from harvest.site.parts.saved import run_all
from harvest.site.parts.sponsors import sponsors


async def lists(datasette: Datasette) -> None:
    """Read the indexes of the lists: two seconds for 50,000 records."""
    held = await holdings(datasette)
    await asyncio.gather(index_of(datasette, "trials", held), index_of(datasette, "articles", held))


async def everything(datasette: Datasette) -> None:
    """Read the indexes and the news, draw the landscape, run the saved queries: ten seconds."""
    await lists(datasette)
    await sponsors(datasette)
    await home.made(datasette)
    await landscape.pictures(datasette)
    await run_all(datasette)
