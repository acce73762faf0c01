"""Search over trials, papers and definitions together."""

import asyncio
import json
import re
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest.config import Topic
from harvest.fulltext import MOST, match_expression
from harvest.numbers import elsewhere, number_in
from harvest.packs.reading import packs
from harvest.site.catalog import holdings
from harvest.site.lists import shown
from harvest.site.lists.answer import (
    ENDINGS,
    OTHER_ENDINGS,
    Cards,
    Figures,
    cards,
    figures,
    ids_of_page,
)
from harvest.site.lists.asked import Asked
from harvest.site.lists.facets import Kind, facets
from harvest.site.lists.named_in_search import named
from harvest.site.lists.spelling import help_with
from harvest.site.lists.tray import FIELD, ticked, tray
from harvest.site.page import page, read, read_one, site
from harvest.site.parts.sponsors import sponsors
from harvest.site.render.addresses import page_of

BEST = 10
"""Trials and papers shown; the lists have the rest."""
DEFINITIONS = 6
_LONGEST = 6
_WORD = re.compile(r"[\w'’/-]+")

Best = tuple[Asked, Figures, Cards]
NOUNS: dict[Kind, str] = {"trials": "trial", "articles": "paper"}


async def search(datasette: Datasette, request: Request) -> Response:
    """What matches, best first; a number that is held leads straight to its page."""
    text = (request.args.get("q") or "").replace("\x00", " ").strip()[:500]
    if (straight := await numbered(datasette, text)) is not None:
        return Response.redirect(straight)
    kept = ticked(request.args.getlist(FIELD))
    given: dict[str, Any] = {"text": text, "help": None, "sizes": None, "endings": ENDINGS}
    if not text:
        given["examples"] = examples(site(datasette).config.topic)
        return page(datasette, "search.html", given | {"found": {}, "terms": [], "facets": {}})
    entered, described = await read(
        datasette,
        ("search_entry_terms", {"phrases": json.dumps(phrases(text)), "most": DEFINITIONS}),
        ("search_mesh", {"match": match_expression(text), "most": DEFINITIONS}),
    )
    terms = list({row["ui"]: row for row in (*entered, *described)}.values())[:DEFINITIONS]
    both = await asyncio.gather(*(best(datasette, kind, text, kept) for kind in NOUNS))
    found = dict(zip(NOUNS, both, strict=True))
    shown_ids = [row["trial_id"] for row in found["trials"][2].rows]
    given["tray"] = tray(kept, "/search", [("q", text)], shown_ids)
    given["endings"] = ENDINGS if found["articles"][1].total else OTHER_ENDINGS
    held = await holdings(datasette)
    given["facets"] = {
        kind: shown.shown(asked, told.counts or {}, held, told.total)
        for kind, (asked, told, _) in found.items()
        if told.total
    }
    given["named"] = [
        (noun, there)
        for kind, noun in NOUNS.items()
        if (there := await named(datasette, kind, text))
    ]
    if not any(told.total for _, told, _ in found.values()):
        given["help"] = await help_with(datasette, text)
        given["sizes"] = site(datasette).database.generation.counts
    given["sponsors"] = (await sponsors(datasette)).with_words(text)
    given["elsewhere"] = elsewhere(text)
    return page(datasette, "search.html", given | {"found": found, "terms": terms})


def examples(topic: Topic) -> tuple[str, ...]:
    """What may be searched for in a topic: a word of each concept together, and what packs say."""
    words = [concept.terms[0].rstrip("*") for concept in topic.concepts if concept.terms]
    phrase = " ".join(f'"{word}"' if " " in word else word for word in words[:2])
    return tuple(filter(None, (phrase, *(each for pack in packs() for each in pack.hints.search))))


def phrases(text: str) -> list[str]:
    """Every run of up to six words of a search, the longest first: one may be a term of MeSH."""
    words = _WORD.findall(text)[:MOST]
    return [
        " ".join(words[start : start + length])
        for length in range(min(_LONGEST, len(words)), 0, -1)
        for start in range(len(words) - length + 1)
    ]


async def best(
    datasette: Datasette, kind: Kind, text: str, kept: tuple[str, ...] = (), most: int = BEST
) -> Best:
    """The records of one kind that match best: as a list asks for them, figures, cards."""
    asked = Asked(kind, words=text, most=most, compare=kept if kind == "trials" else ())
    beside = tuple(facet.name for facet in facets(kind) if facet.search)
    told = await figures(datasette, asked, beside)
    ids = await ids_of_page(datasette, asked) if told.total else []
    return asked, told, await cards(datasette, kind, ids, text)


async def numbered(datasette: Datasette, text: str) -> str | None:
    """The page of the record whose number a text is; None for any other text."""
    there = elsewhere(text)
    for number in dict.fromkeys((number_in(text), there and there.id)):
        if number is not None:
            row = await read_one(datasette, "search_number", number=number)
            if row is not None:
                return page_of(row["kind"], row["id"])
    return None


ROUTES = [(r"^/search$", search)]
