"""Works out, before a reader asks, what else the first readers of a publication would wait for."""

from datasette.app import Datasette

from harvest.site.holdings import holdings
from harvest.site.pages import landscape
from harvest.site.pages.lists import index_of
from harvest.site.saved import run_all
from harvest.site.sponsors import sponsors


async def prepare(datasette: Datasette) -> None:
    """Read the indexes of the lists, run the saved queries, draw the landscape: in this order.

    Of the generation that the caller is bound to. It may take seconds, in threads that no page
    waits for.
    """
    held = await holdings(datasette)
    await index_of(datasette, "trials", held)
    await index_of(datasette, "articles", held)
    await run_all(datasette)
    await sponsors(datasette)
    await landscape.pictures(datasette)
